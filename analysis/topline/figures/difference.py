"""Two published percents of two samples: their difference, with rounding covered."""

from dataclasses import dataclass
from functools import partial

from ..language.amounts import decimal_words, level_words, value_words
from ..language.marking import marked
from ..language.message import Message, PrintedNumber, join_messages
from ..sample_types import NOT_STATED, check_sample_type, sampling_sentence
from ..spoken import Spoken
from ..statistics.comparisons.two_shares import difference_test
from ..statistics.core.interval import Interval
from ..statistics.intervals.two_shares.difference import difference_interval
from ..statistics.intervals.two_shares.ratio import ratio_interval
from .single import PercentInterval, percent_interval


@dataclass(frozen=True, eq=False)
class PercentDifference(Spoken):
    """The difference of two published percents.

    Attributes
    ----------
    first, second : PercentInterval
        The percents and their own intervals.
    difference, ratio : float
        First minus second, and first over second, of the counts nearest to the percents.
    ci_low, ci_high, ratio_ci_low, ratio_ci_high : float
        Limits for the difference and for the ratio of those counts.
    rounding : Interval
        Of the difference, covering every pair of counts that prints so.
    p_value : float
        Of the test that the two shares are the same, for the nearest counts.
    sentence : str
        The finding, to print.
    """

    first: PercentInterval
    second: PercentInterval
    difference: float
    ratio: float
    ci_low: float
    ci_high: float
    ratio_ci_low: float
    ratio_ci_high: float
    rounding: Interval
    p_value: float
    sentence: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, the probability of the test, and what a reader must know of either."""
        p = self.p_value
        chance = value_words(p, 2) if p >= 0.001 else Message("below 0.001")
        return (
            self.sentence,
            Message(
                "Were the two shares the same, samples as far apart would come up with probability "
                "{chance}.",
                chance=chance,
            ),
            *(
                Message(
                    "Note on {percent}: {note}.",
                    percent=PrintedNumber(one.percent),
                    note=one.note,
                )
                for one in (self.first, self.second)
                if one.note
            ),
        )


def percent_difference(
    percent1: str | float,
    n1: int | str,
    percent2: str | float,
    n2: int | str,
    *,
    confidence_level: float = 0.95,
    method: str = "newcombe",
    deff: float | tuple[float, float] = 1.0,
    sample_type: str = NOT_STATED,
) -> PercentDifference:
    """Compare two published shares of two independent samples.

    Parameters
    ----------
    percent1, percent2 : str or float
        As printed: "63%", 63.
    n1, n2 : int or str
        Respondents; "300+" is a floor.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "newcombe"
        A key of the METHODS for a difference.
    deff : float or (float, float), default 1.0
        Design effect of both samples, or of each.
    sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}
        How the respondents of both were drawn, for the sentence.

    Returns
    -------
    PercentDifference

    Raises
    ------
    ArgumentError
        When a percent or base cannot be read, or another argument is out of range.

    Examples
    --------
    >>> found = percent_difference("80%", 300, "42%", 300)
    >>> round(found.difference, 2), [round(limit, 2) for limit in found.rounding]
    (0.38, [0.3, 0.45])
    """
    kind = check_sample_type(sample_type)
    each = deff if isinstance(deff, tuple) else (deff, deff)
    first, second = (
        percent_interval(percent, n, confidence_level=confidence_level, deff=own)
        for percent, n, own in ((percent1, n1, each[0]), (percent2, n2, each[1]))
    )
    x1, x2 = _count(first), _count(second)
    counts = (x1, first.n, x2, second.n)
    limits = partial(
        difference_interval, confidence_level=confidence_level, method=method, deff=each
    )
    # Every pair of counts that prints so: the smallest first with the largest second, and back.
    low1, high1 = (_whole(p * first.n) for p in first.printed)
    low2, high2 = (_whole(p * second.n) for p in second.printed)
    rounding = Interval(
        limits(low1, first.n, high2, second.n).ci_low,
        limits(high1, first.n, low2, second.n).ci_high,
    )
    nearest = limits(*counts)
    ratio = ratio_interval(*counts, confidence_level=confidence_level, deff=each)
    return PercentDifference(
        first=first,
        second=second,
        difference=x1 / first.n - x2 / second.n,
        ratio=x1 / first.n / (x2 / second.n) if x2 else float("inf"),
        ci_low=nearest.ci_low,
        ci_high=nearest.ci_high,
        ratio_ci_low=ratio.ci_low,
        ratio_ci_high=ratio.ci_high,
        rounding=rounding,
        p_value=float(difference_test(*counts, deff=each).p_value),
        sentence=_sentence(
            first,
            second,
            x1 / first.n - x2 / second.n,
            rounding,
            level_words(confidence_level),
            kind,
        ),
    )


def _count(found: PercentInterval) -> float:
    """Return the count nearest to the percent; the middle of its range for a bound."""
    if found.count is not None:
        return found.count
    return sum(found.printed) / 2 * found.n


def _whole(count: float) -> float:
    near = round(count)
    return near if abs(count - near) < 1e-9 * max(near, 1) else count


def _sentence(
    first: PercentInterval,
    second: PercentInterval,
    nearest: float,
    rounding: Interval,
    level: str,
    kind: str,
) -> str:
    low, high, gap = (100 * value for value in (*rounding, nearest))
    finding = _UNSETTLED
    if low > 0:
        finding = _MORE
    elif high < 0:
        # by how much it is less is no negative number
        finding, low, high, gap = _LESS, -high, -low, -gap
    told = Message(
        finding,
        first=PrintedNumber(first.percent),
        second=PrintedNumber(second.percent),
        gap=decimal_words(gap, 1),
        level=level,
        low=decimal_words(low, 1),
        high=decimal_words(high, 1),
    )
    return join_messages([told, sampling_sentence(kind)])


_MORE = marked(
    "{first} is more than {second}, by {gap} points: the {level} interval, rounding covered, is "
    "{low} to {high} points."
)
_LESS = marked(
    "{first} is less than {second}, by {gap} points: the {level} interval, rounding covered, is "
    "{low} to {high} points."
)
_UNSETTLED = marked(
    "{first} cannot be told from {second}: the difference is {gap} points, the {level} interval, "
    "rounding covered, {low} to {high} points."
)
