"""The two nets of a scale: which answers they add up, and their shares with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.reason_codes import severity
from ...estimates.reasons import Severity
from ...estimates.schema import FloatArray
from ...estimates.suppression import with_suppressed
from ...wording import label_text
from ..frame.rows import signs_of
from .answers import Bars
from .keys import bar_keys
from .stacks import Parting


@dataclass(frozen=True, eq=False)
class Nets:
    """The nets of both sides.

    Attributes
    ----------
    names : tuple of str
        Of the left and of the right one.
    named : bool
        Whether the user named them.
    spoken : tuple of str
        What readers are told of either: its name, or its answers in short.
    single : tuple of bool
        Whether a side is one answer, which is no net.
    sums : (bars, 2, 3) float
        Share and limits; NaN where there is none, or where it is left out.
    signs : tuple of tuple of str
        The sign of either net of a bar that is too imprecise to publish alone, or to review before.
    table : pandas.DataFrame
        Their estimates; empty where the input has no covariance.
    """

    names: tuple[str, str]
    named: bool
    spoken: tuple[str, str]
    single: tuple[bool, bool]
    sums: FloatArray
    signs: tuple[tuple[str, str], ...]
    table: pd.DataFrame

    @property
    def told_once(self) -> bool:
        """Whether a narrow page says once for all bars which answers its nets are of."""
        return len(self.sums) > 1 and not all(self.single)

    def in_order(self, order: Sequence[int]) -> "Nets":
        """Return the nets of bars in another order, or of some of them."""
        at = list(order)
        return replace(self, sums=self.sums[at], signs=tuple(self.signs[bar] for bar in at))

    def largest_first(self) -> list[int]:
        """Return the bars from the largest net of the right side on; those without one are last."""
        right = -np.nan_to_num(self.sums[:, 1, 0], nan=-1.0)
        return [int(at) for at in np.argsort(right, kind="stable")]

    @property
    def bounded(self) -> bool:
        """Whether any net has an interval."""
        return bool(np.isfinite(self.sums[:, :, 1:]).all(axis=2).any())


def nets_of(
    estimates: Any,
    scale: Bars,
    nets: bool | Mapping[str, Sequence[Any]] | None,
    parting: Parting,
) -> Nets:
    """Add up the answers of each side: with the joint covariance where it is known.

    Raises
    ------
    ArgumentError
        When there are not two nets, or they name answers that there are not.
    """
    sides = _sides(scale, nets, parting)
    values = np.full((len(scale.keys), 2, 3), np.nan)
    for i, own in enumerate(sides.values()):
        at = [scale.answers.index(answer) for answer in own]
        shares = scale.shares[:, at]
        known = ~np.isnan(shares)
        # of what others left out no sum is known
        lost = ~known & scale.left_out[:, at]
        summed = known.any(axis=1) & ~lost.any(axis=1)
        values[summed, i, 0] = np.nansum(shares[summed], axis=1)
    found, signs = pd.DataFrame(), np.full((len(scale.keys), 2), "", dtype=object)
    table = estimates.table if isinstance(estimates, Estimates) else pd.DataFrame()
    # only shares add up; sums of means or of differences are no nets
    if "quantity" in table and (table["quantity"] == "proportion").all():
        found = estimates.net(sides).table
        marks, gone = signs_of(found), severity(found) >= Severity.SUPPRESS
        keys = bar_keys(found, scale.names)
        for row, (key, name) in enumerate(zip(keys, found["category"], strict=True)):
            limits = found[["ci_low", "ci_high"]].iloc[row].to_numpy(dtype=float)
            place = scale.keys.index(key), list(sides).index(name)
            values[place][1:] = limits
            signs[place] = marks[row]
            if scale.hidden and gone[row]:
                values[place] = np.nan
        found = with_suppressed(found, "hide" if scale.hidden else "mark")
    first, second = sides
    named = isinstance(nets, Mapping)
    left, right = (in_short(list(map(label_text, own))) for own in sides.values())
    spoken = (first, second) if named else (left, right)
    single = (False, False) if named else (len(sides[first]) == 1, len(sides[second]) == 1)
    return Nets(names=(first, second), named=named, spoken=spoken, single=single, sums=values,
                signs=tuple((left, right) for left, right in signs), table=found)  # fmt: skip


def in_short(answers: Sequence[str]) -> str:
    """Join answers, and say the words with which all of them end but once.

    Examples
    --------
    >>> in_short(["very important", "extremely important"])
    'very + extremely important'
    """
    words = [answer.split() for answer in answers]
    same = 0
    # every answer keeps a word of its own
    while all(len(own) > same + 1 for own in words) and len({own[-1 - same] for own in words}) == 1:
        same += 1
    if len(answers) < 2 or not same:
        return " + ".join(answers)
    own = [" ".join(part[: len(part) - same]) for part in words]
    return f"{' + '.join(own)} {' '.join(words[0][-same:])}"


def _sides(
    scale: Bars, nets: bool | Mapping[str, Sequence[Any]] | None, parting: Parting
) -> dict[str, list[Any]]:
    """Return the answers of either net by its name: those given, or the sides of the scale."""
    answers = scale.answers
    if isinstance(nets, Mapping):
        unknown = [a for own in nets.values() for a in own if a not in answers]
        if len(nets) != 2 or unknown:
            listed = ", ".join(map(repr, answers))
            raise ArgumentError(
                f"nets is {dict(nets)!r}; expected two, as {{'disagree': [...], 'agree': [...]}}, "
                f"of the answers {listed}"
            )
        return {str(name): list(own) for name, own in nets.items()}
    if len(answers) == 1:
        raise ArgumentError("the scale has one answer; nets need answers on two sides")
    left, right = scale.ends
    # the middle answer is in neither net, unless it counts to the right
    right = len(answers) - left if parting.neutral is None else right
    if not left or not right:
        listed = ", ".join(map(repr, map(label_text, answers)))
        raise ArgumentError(
            f"all answers stand on one side of the scale, or in its middle: {listed}; leave nets "
            "out, or name two, as nets={'some': [...], 'much': [...]}"
        )
    halves = list(answers[:left]), list(answers[len(answers) - right :])
    return {" + ".join(map(label_text, own)): own for own in halves}
