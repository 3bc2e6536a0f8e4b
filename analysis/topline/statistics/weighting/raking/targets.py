"""Targets of margins: checked, told apart as shares, percents or counts, brought to one total."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ....arguments import as_number, described
from ....errors import ArgumentError
from ....frames import is_missing
from ...core.arguments import FloatArray
from ..shared.categories import CodedColumn, listed, nearest_to, places_of
from ..shared.start import LARGEST, LEAST

ROUNDING = 0.01
"""Shares and percents that add up to 1 or 100 within this part of it were rounded."""

_SAME_COUNTS = 0.001
"""Counts of two margins that differ by less than this part were rounded."""

_EXACT = 1e-9

_SLIP = 0.1
"""Within this part of 1 or 100, but further off than rounding, a sum is a slip."""


@dataclass(frozen=True, eq=False)
class Margin:
    """The targets of one column.

    Attributes
    ----------
    name : str
    categories : tuple
    targets : (K,) float
        0 or more, in any unit.
    """

    name: str
    categories: tuple[Any, ...]
    targets: FloatArray

    @property
    def total(self) -> float:
        """What the targets add up to."""
        return float(self.targets.sum())


def read_margin(name: str, given: Any) -> Margin:
    """Return the targets of one column, each a number of 0 or more.

    Parameters
    ----------
    name : str
    given : mapping or pandas.Series
        Category → target.

    Raises
    ------
    ArgumentError
        When a target is missing, negative or infinite, or a category has two.
    """
    if isinstance(given, Margin):
        return given
    if not isinstance(given, (Mapping, pd.Series)) or not len(given):
        raise ArgumentError(
            f"targets of {name!r} are {described(given)}; expected a mapping of category to target"
        )
    pairs = [(None if is_missing(key) else key, value) for key, value in given.items()]
    categories = tuple(key for key, _ in pairs)
    targets = np.array([as_number(value) for _, value in pairs])
    wrong = np.flatnonzero(~((targets >= 0) & (targets <= LARGEST)))
    if wrong.size:
        key, value = pairs[wrong[0]]
        raise ArgumentError(
            f"the target of {described(key)} in {name!r} is {described(value)}; "
            "a target is a number of 0 or more"
        )
    twice = [key for key, count in Counter(categories).items() if count > 1]
    if twice:
        raise ArgumentError(f"{name!r} has two targets for {described(twice[0])}; give one")
    if not targets.any():
        raise ArgumentError(f"the targets of {name!r} are all 0; give what they should add up to")
    if targets.sum() < LEAST:
        raise ArgumentError(f"the targets of {name!r} add up to next to nothing; give shares")
    return Margin(name, categories, targets)


def to_one_total(
    margins: Sequence[Margin], total: float | None, start_total: float
) -> tuple[list[Margin], list[str]]:
    """Scale margins to one total, and say what was rounded.

    Counts are taken as they are, and percents where nothing says otherwise; shares are scaled to
    the total of the start weights.

    Parameters
    ----------
    margins : sequence of Margin
    total : float or None
        What the weights add up to; None leaves it to the targets.
    start_total : float
        Σ of the start weights.

    Raises
    ------
    ArgumentError
        When margins disagree, naming their totals.
    """
    notes: list[str] = []
    units = [_unit_of(margin, total, notes) for margin in margins]
    if total is None:
        # one that adds up to 100, say, and another to 110
        for other, unit in zip(margins, units, strict=True):
            if unit != units[0]:
                raise ArgumentError(_conflict(margins[0], other))
        for margin in margins:
            for size, word in ((1.0, "shares"), (100.0, "percents")):
                # meant to add up to that, and lacking a category or with a slip
                if ROUNDING < abs(margin.total / size - 1) <= _SLIP:
                    raise ArgumentError(
                        f"the targets of {margin.name!r} add up to {margin.total:.6g}; {word} add "
                        f"up to {size:g}: give each category its target, or "
                        f"total={margin.total:.6g} if they are counts"
                    )
    counts = [margin for margin, unit in zip(margins, units, strict=True) if unit is None]
    for other in counts[1:]:
        off = abs(other.total / counts[0].total - 1)
        if off > _SAME_COUNTS:
            raise ArgumentError(_conflict(counts[0], other))
        if off > _EXACT:
            notes.append(
                f"the targets of {other.name!r} add up to {other.total:,.10g}, those of "
                f"{counts[0].name!r} to {counts[0].total:,.10g}; they were brought to the latter"
            )
    wanted = total
    if wanted is None:
        wanted = counts[0].total if counts else start_total if 1.0 in units else 100.0
    return [
        Margin(one.name, one.categories, one.targets * (wanted / one.total)) for one in margins
    ], notes


def _unit_of(margin: Margin, total: float | None, notes: list[str]) -> float | None:
    """Return 1 for shares, 100 for percents, None for counts."""
    if total is not None and abs(margin.total - total) <= _EXACT * total:
        return None
    for unit, word in ((1.0, "shares"), (100.0, "percents")):
        off = abs(margin.total / unit - 1)
        if _EXACT < off <= ROUNDING:
            notes.append(
                f"the {word} of {margin.name!r} add up to {margin.total:.6g}, not {unit:g}; "
                "they were divided by their sum"
            )
        if off <= ROUNDING:
            return unit
    return None


def _conflict(one: Margin, other: Margin) -> str:
    return (
        f"the targets of {one.name!r} add up to {one.total:,.10g} and those of {other.name!r} to "
        f"{other.total:,.10g}; margins of one population have one total: correct them, or give "
        "total= where some are shares or percents and some are counts"
    )


def aligned(margin: Margin, column: CodedColumn, rows: FloatArray) -> FloatArray:
    """Return the targets in the order of a column's categories, 0 where a category has no row.

    Parameters
    ----------
    margin : Margin
    column : CodedColumn
    rows : (K,) float
        Respondents of each category.

    Raises
    ------
    ArgumentError
        When a category that occurs has no target or one of 0, or one with a target has no row.
    """
    places = places_of(margin.categories, column.categories)
    targets = np.full(len(column.categories), np.nan)
    for place, target in zip(places, margin.targets, strict=True):
        if place >= 0:
            targets[place] = target
    present = [one for one, count in zip(column.categories, rows, strict=True) if count]
    empty = [
        key
        for key, place, target in zip(margin.categories, places, margin.targets, strict=True)
        if target > 0 and (place < 0 or not rows[place])
    ]
    extra = [column.categories[place] for place in np.flatnonzero(np.isnan(targets) & (rows > 0))]
    if extra or empty:
        raise ArgumentError(_unmatched(margin, extra, empty, present))
    barred = np.flatnonzero((targets == 0) & (rows > 0))
    if barred.size:
        count = rows[barred[0]]
        raise ArgumentError(
            f"the target of {described(column.categories[barred[0]])} in {margin.name!r} is 0, but "
            f"{count:,.0f} row{' has' if count == 1 else 's have'} it; leave these rows out, or "
            "give a target above 0"
        )
    return np.asarray(np.nan_to_num(targets))


def _unmatched(margin: Margin, extra: list[Any], empty: list[Any], present: list[Any]) -> str:
    if extra and empty:
        pairs = "".join(nearest_to(key, empty) for key in extra[:1])
        return (
            f"column {margin.name!r} holds {listed(extra)}{pairs} without a target, and its "
            f"targets are for {listed(empty)}, which no row has; name the same categories in both"
        )
    if extra:
        return (
            f"column {margin.name!r} holds {listed(extra)}"
            f"{nearest_to(extra[0], margin.categories)}, for which there is no target; the targets "
            f"are for {listed(margin.categories)}: add one, or leave these rows out"
        )
    return (
        f"{margin.name!r} has a target for {listed(empty)}, but no row has it"
        f"{nearest_to(empty[0], present)}; the column holds {listed(present)}: merge the category "
        "with another, or leave its target out"
    )
