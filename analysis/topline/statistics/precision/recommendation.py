"""Which interval method to take for so many respondents, by its coverage and width."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...arguments import (
    check_list,
    check_number,
    check_one_of,
    check_pair,
    check_whole,
    described,
)
from ...errors import ArgumentError
from ...language.amounts import percent_words
from ...language.message import Message, PrintedNumber
from ...spoken import Spoken, with_stop
from ...writing.at_hand import frame_of_values
from ..core.arguments import check_confidence_level
from ..core.methods import FloatArray, pick
from ..intervals.one_share.proportion import METHODS, proportion_interval
from .coverage import LARGEST, covered, in_pieces, pmf

if TYPE_CHECKING:
    import pandas as pd

_GRID = 1000
"""True shares averaged over for a recommendation: the middles of so many equal parts."""

_SLACK = 0.005
"""How far below the confidence level the mean coverage of a recommended method may be."""

_WORST = 0.05
"""How far below it the least coverage may be, unless another floor is asked for."""

_NUDGE = 1e-13
"""A step past an interval's end, where its coverage is lost and the least coverage is found."""


_SHOWN = 5
"""Candidates that are printed."""


@dataclass(frozen=True, eq=False)
class Rating(Spoken):
    """How one method does over a range of true shares.

    Attributes
    ----------
    method, label : str
        Its name for ``method=``, and its name in print.
    minimum_coverage, mean_coverage : float
        How often its interval holds the true share, between 0 and 1: where least often, and on
        average.
    mean_width : float
        Mean width of its intervals, as a proportion.
    """

    method: str
    label: str
    minimum_coverage: float
    mean_coverage: float
    mean_width: float

    @property
    def sentences(self) -> tuple[str, ...]:
        """How often the method is right, and how wide it is."""
        return (
            Message(
                "{label} ({method}): right in {mean} of samples on average, in {least} at least; "
                "{width} wide on average.",
                label=Message(self.label),
                method=repr(self.method),
                mean=percent_words(self.mean_coverage, 1),
                least=percent_words(self.minimum_coverage, 1),
                width=percent_words(self.mean_width, 1),
            ),
        )


@dataclass(frozen=True, eq=False)
class Recommendation(Spoken):
    """A recommended method, why, and how every candidate does.

    Attributes
    ----------
    method : str
        Its name for ``method=``.
    reason : str
        Why it is that one, in a sentence.
    ratings : tuple of Rating
        All candidates, the recommended one among them.
    """

    method: str
    reason: str
    ratings: tuple[Rating, ...]

    def to_frame(self) -> "pd.DataFrame":
        """Return the methods that were rated, a row each."""
        return frame_of_values(self.ratings)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The method and why; then how the shortest candidates do."""
        shortest = sorted(self.ratings, key=lambda one: one.mean_width)[:_SHOWN]
        rated = (
            Message("- {sentence}", sentence=line) for one in shortest for line in one.sentences
        )
        rest = len(self.ratings) - _SHOWN
        more = [Message("… and {n} more in .ratings", n=rest)] if rest > 0 else []
        taken = Message("Take method={method}: {why}", method=repr(self.method), why=self.reason)
        return (with_stop(taken), *rated, *more)


def recommend_interval(
    nobs: int,
    p_range: tuple[float, float] = (0.0, 1.0),
    *,
    confidence_level: float = 0.95,
    guaranteed: bool = False,
    floor: float | None = None,
    methods: tuple[str, ...] | None = None,
) -> Recommendation:
    """Recommend an interval method for `nobs` respondents and the shares one expects.

    The shortest method (smallest mean width) is recommended among those that are right often
    enough: on average over the range, within half a point of the confidence level, and nowhere in
    it below `floor`; or, with `guaranteed`, nowhere below the level itself.

    Parameters
    ----------
    nobs : int
        Respondents, 1 to 100,000.
    p_range : (float, float), default (0, 1)
        Smallest and largest true share to expect.
    confidence_level : float, default 0.95
        Between 0 and 1.
    guaranteed : bool, default False
        Whether coverage must nowhere be below the level.
    floor : float, optional
        Least coverage to accept anywhere in the range; the level less 5 points by default.
    methods : tuple of str, optional
        Candidates; by default every method for one proportion without a prior of one's own.

    Returns
    -------
    Recommendation
        With the ratings of all candidates. Their least coverage is exact: it is looked for at the
        ends of every interval in the range, where coverage is lost. Means are over 1,000 shares.

    Raises
    ------
    ArgumentError
        When the range, nobs or a method is illegal, or no candidate is right often enough.

    Examples
    --------
    >>> recommend_interval(400, (0.2, 0.8), methods=("wald", "wilson", "clopper_pearson")).method
    'wilson'
    """
    expected = "two shares, the smaller one first"
    low, high = check_pair("p_range", p_range, expected=expected)
    if not 0 <= low < high <= 1:
        raise ArgumentError(f"p_range is {described(p_range)}; expected {expected}")
    wanted = f"a whole number of respondents, 1 to {LARGEST:,}"
    nobs = check_whole("nobs", nobs, 1, LARGEST, expected=wanted)
    level = check_confidence_level(confidence_level)
    check_one_of("guaranteed", guaranteed, (False, True))
    if floor is not None:
        floor = check_number("floor", floor, 0, 1, expected="a share from 0 to 1")
    shares = low + (high - low) * (np.arange(_GRID) + 0.5) / _GRID
    default = (key for key, row in METHODS.items() if not row.takes_prior)
    named = "a list of methods, such as ('wilson', 'wald')"
    keys = tuple(default if methods is None else check_list("methods", methods, 99, expected=named))
    ratings = tuple(_rate(key, shares, (low, high), nobs, level) for key in keys)
    least = level - (1e-9 if guaranteed else _WORST) if floor is None else floor
    mean = level - _SLACK
    enough = [r for r in ratings if r.minimum_coverage >= least and r.mean_coverage >= mean]
    if not enough:
        raise ArgumentError(
            f"none of {', '.join(keys) or 'no methods'} covers often enough for n = {nobs}; "
            "add clopper_pearson"
        )
    best = min(enough, key=lambda rating: rating.mean_width)
    reason = Message(
        "of {n} methods, {label} has the shortest intervals (mean width {width}) among those that "
        "never cover less often than they say (mean coverage {mean}, minimum {minimum})"
        if guaranteed
        else "of {n} methods, {label} has the shortest intervals (mean width {width}) among those "
        "that cover as often as they say and nowhere below {least} (mean coverage {mean}, minimum "
        "{minimum})",
        n=len(ratings),
        label=Message(best.label),
        width=PrintedNumber(f"{best.mean_width:.4f}"),
        least=PrintedNumber(f"{least:.3g}"),
        mean=PrintedNumber(f"{best.mean_coverage:.4f}"),
        minimum=PrintedNumber(f"{best.minimum_coverage:.4f}"),
    )
    return Recommendation(best.method, reason, ratings)


def _rate(
    key: str, shares: FloatArray, p_range: tuple[float, float], n: int, confidence_level: float
) -> Rating:
    row = pick(METHODS, key, "an interval for one proportion")
    limits = proportion_interval(np.arange(n + 1), n, method=key, confidence_level=confidence_level)
    low, high = limits
    ends = np.concatenate([low - _NUDGE * low, high + _NUDGE * (1 - high)])
    ends = ends[(ends >= p_range[0]) & (ends <= p_range[1]) & (ends > 0) & (ends < 1)]
    coverage = covered(limits, shares, n)
    least = min(coverage.min(), covered(limits, ends, n).min(initial=1.0))
    chance = sum(pmf(n, piece).sum(axis=0) for piece in in_pieces(shares, n)) / len(shares)
    mean_width = float(np.sum(chance * (high - low)))
    return Rating(key, row.label, float(least), float(coverage.mean()), mean_width)
