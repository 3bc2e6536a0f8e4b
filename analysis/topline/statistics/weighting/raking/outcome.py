"""What raking achieved, margin by margin, and the refusal of weights that miss one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ....arguments import described
from ....errors import ArgumentError
from ....values import Value
from ...core.arguments import FloatArray
from ..shared.categories import CodedColumn
from ..shared.feasible import why_missed


@dataclass(frozen=True, eq=False, kw_only=True)
class MetMargin(Value):
    """One margin, asked for and achieved.

    Attributes
    ----------
    group : object
        The group of rows it is of; None where there is one only.
    column : str
    categories : tuple
    targets, achieved : (K,) float
        Σ of weights.
    """

    group: Any
    column: str
    categories: tuple[Any, ...]
    targets: FloatArray
    achieved: FloatArray

    @property
    def gaps(self) -> FloatArray:
        """Achieved less target, relative to the target."""
        whole = np.where(self.targets > 0, self.targets, self.targets.sum())
        return np.asarray((self.achieved - self.targets) / whole)

    @property
    def worst(self) -> int:
        """Place of the category with the largest gap."""
        return int(np.nan_to_num(np.abs(self.gaps), nan=np.inf).argmax())

    @property
    def where(self) -> str:
        """The category with the largest gap, in words."""
        group = "" if self.group is None else f" in group {described(self.group)}"
        return f"{self.column} {described(self.categories[self.worst])}{group}"

    @property
    def largest_gap(self) -> float:
        """The largest gap, whatever its sign."""
        return float(np.nan_to_num(np.abs(self.gaps), nan=np.inf).max())


def met_margins(
    group: Any,
    columns: Sequence[CodedColumn],
    targets: Sequence[FloatArray],
    achieved: FloatArray,
) -> list[MetMargin]:
    """Return what was achieved of each margin, without categories that nobody has or wants."""
    ends = np.cumsum([len(one) for one in targets])[:-1]
    margins = []
    for column, target, found in zip(columns, targets, np.split(achieved, ends), strict=True):
        used = np.flatnonzero((target > 0) | (found > 0))
        margins.append(
            MetMargin(
                group=group,
                column=column.name,
                categories=tuple(column.categories[place] for place in used),
                targets=target[used],
                achieved=found[used],
            )
        )
    return margins


def refuse_gaps(
    margins: Sequence[MetMargin], iterations: int, limits: str, exist: bool | None
) -> None:
    """Raise for margins that are not met, naming the worst category of each.

    Parameters
    ----------
    margins : sequence of MetMargin
    iterations : int
    limits : str
        Words for the cap or the bounds, empty where there are none.
    exist : bool or None
        Whether any weights meet the margins, where that is known.

    Raises
    ------
    ArgumentError
        Always.
    """
    worst = sorted(margins, key=lambda one: -one.largest_gap)
    where = "" if worst[0].group is None else f" in group {described(worst[0].group)}"
    missed = "; ".join(
        f"{one.column!r}: {described(one.categories[one.worst])} has "
        f"{one.achieved[one.worst]:,.6g} of {one.targets[one.worst]:,.6g}"
        for one in worst[:4]
    )
    remedy = (
        f"allow more than the {limits}, merge categories, or check the targets"
        if limits
        else "merge categories that rarely occur together, leave a margin out, or check the targets"
    )
    under = f" under the {limits}" if limits else ""
    raise ArgumentError(
        f"raking did not converge{where}{under} in {iterations:,} iterations; largest gaps: "
        f"{missed}. {why_missed(exist, 'margins', remedy)}"
    )
