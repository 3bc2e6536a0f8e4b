"""Two published percents of one question: the lead of an answer, with rounding covered."""

from dataclasses import dataclass, replace
from functools import partial
from math import hypot

from ..arguments import check_one_of, check_whole, described
from ..calls import answering_class
from ..errors import ArgumentError
from ..language.amounts import decimal_words, level_words, limits_words
from ..language.marking import marked
from ..language.message import Message, PrintedNumber, join_messages
from ..sample_types import NOT_STATED, check_sample_type, sampling_sentence
from ..spoken import Spoken
from ..statistics.core.interval import Interval
from ..statistics.intervals.one_share.proportion import proportion_interval
from ..statistics.intervals.paired.lead import lead_interval
from ..wording import POINTS, count_text, level_text
from .single import PercentInterval, noted, percent_interval

_WHOLE = 1e-9
"""How far the shares of one question may be from a total of 1, for the noise of floats."""


@answering_class
@dataclass(frozen=True, eq=False)
class PercentLead(Spoken):
    """The lead of one published percent over another of the same question.

    Attributes
    ----------
    first, second : PercentInterval
        The percents and their own intervals.
    lead : float
        First minus second, of the counts nearest to the percents.
    ci_low, ci_high : float
        Limits for the lead of those counts, as ``lead_interval`` has them.
    printed : (float, float)
        The smallest and the largest lead that prints so.
    rounding : Interval
        Limits that cover every pair of counts that prints so.
    confidence_level : float
        Of these limits.
    sentence : str
        The finding, to print.
    """

    first: PercentInterval
    second: PercentInterval
    lead: float
    ci_low: float
    ci_high: float
    printed: tuple[float, float]
    rounding: Interval
    confidence_level: float
    sentence: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, and what a reader must know of either percent."""
        notes = dict.fromkeys(one.note for one in (self.first, self.second) if one.note)
        return (self.sentence, *(line for note in notes for line in noted(note)))

    def change_since(self, before: "PercentLead") -> Interval:
        """Return limits for how much larger this lead is than one of an earlier survey.

        Of two independent samples; the distances from each lead to its limits are squared and
        added, rounding covered in both.

        Parameters
        ----------
        before : PercentLead
            At the same confidence level.

        Raises
        ------
        ArgumentError
            When it is no lead, or one at another level.

        References
        ----------
        Zou & Donner (2008), Statistics in Medicine 27:1693–1702.

        Examples
        --------
        >>> march = percent_lead("46%", "45%", 900)
        >>> [round(limit, 3) for limit in percent_lead("48%", "44%", 800).change_since(march)]
        [-0.082, 0.143]
        """
        if not isinstance(before, PercentLead):
            raise ArgumentError(
                f"before is {described(before)}; expected what percent_lead returns"
            )
        if before.confidence_level != self.confidence_level:
            raise ArgumentError(
                f"the leads are at {level_text(self.confidence_level)} and "
                f"{level_text(before.confidence_level)} confidence; take one level for both"
            )
        least = self.printed[0] - before.printed[1]
        most = self.printed[1] - before.printed[0]
        down = hypot(
            self.printed[0] - self.rounding.ci_low, before.rounding.ci_high - before.printed[1]
        )
        up = hypot(
            self.rounding.ci_high - self.printed[1], before.printed[0] - before.rounding.ci_low
        )
        return Interval(max(least - down, -2.0), min(most + up, 2.0))


def percent_lead(
    percent1: str | float,
    percent2: str | float,
    n: int | str,
    *,
    counts: bool = False,
    confidence_level: float = 0.95,
    method: str = "newcombe",
    deff: float = 1.0,
    sample_type: str = NOT_STATED,
) -> PercentLead:
    """Compute the lead of one published percent over another of the same question.

    Who gave one answer did not give the other, so the margin of a lead is up to twice that of a
    share.

    Parameters
    ----------
    percent1, percent2 : str or float
        As printed: "48%", 48.
    n : int or str
        Respondents of the question, those of every other answer and of none included; "300+" is a
        floor.
    counts : bool, default False
        Whether the first two are counts of respondents instead of percents.
    confidence_level, method, deff
        As in ``lead_interval``.
    sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}
        How respondents were drawn, for the sentence.

    Returns
    -------
    PercentLead

    Raises
    ------
    ArgumentError
        When the two total more than 100 %, a percent or the base cannot be read, or another
        argument is out of range.

    Examples
    --------
    >>> found = percent_lead("48%", "44%", 800)
    >>> round(found.lead, 2), [round(limit, 3) for limit in found.rounding]
    (0.04, [-0.036, 0.116])
    """
    check_one_of("counts", counts, (True, False))
    kind = check_sample_type(sample_type)
    read = _counted if counts else percent_interval
    first, second = (
        read(percent, n, confidence_level=confidence_level, deff=deff)
        for percent in (percent1, percent2)
    )
    limits = partial(lead_limits, first, second, confidence_level=confidence_level, method=method)
    x1, x2 = (
        sum(one.printed) / 2 * one.n if one.count is None else one.count for one in (first, second)
    )
    rounding = limits(deff)
    # counts that are nearest to their percents one by one may total more than all
    x2 = min(x2, first.n - x1)
    near = lead_interval(
        _counts(x1, x2, first.n),
        0,
        1,
        confidence_level=confidence_level,
        method=method,
        deff=deff,
    )
    lead = (x1 - x2) / first.n
    pattern = _OF_COUNTS if counts else _OF_PERCENTS
    return PercentLead(
        first=first,
        second=second,
        lead=lead,
        ci_low=near.ci_low,
        ci_high=near.ci_high,
        printed=printed_lead(first, second),
        rounding=rounding,
        confidence_level=confidence_level,
        sentence=_sentence(first, second, lead, rounding, pattern, confidence_level, kind),
    )


def _counted(
    count: str | float, n: int | str, *, confidence_level: float, deff: float
) -> PercentInterval:
    """Return the share of a count of respondents, which no rounding hides."""
    base = percent_interval(0, n, confidence_level=confidence_level, deff=deff)
    most = f"a count of the {base.n:,} respondents"
    number = int(count) if isinstance(count, str) and count.strip().isdecimal() else count
    x = check_whole("a count", number, 0, base.n, expected=most)
    share = x / base.n
    limits = proportion_interval(x, base.n, confidence_level=confidence_level, deff=deff)
    return replace(
        base,
        percent=count_text(x),
        count=x,
        estimate=share,
        ci_low=limits.ci_low,
        ci_high=limits.ci_high,
        printed=(share, share),
        counts=(x, x),
        rounding=limits,
    )


def lead_limits(
    first: PercentInterval,
    second: PercentInterval,
    deff: float,
    *,
    confidence_level: float,
    method: str,
) -> Interval:
    """Return limits that cover the leads of all pairs of counts that print so.

    Raises
    ------
    ArgumentError
        When the two total more than everybody.
    """
    n = first.n
    if first.printed[0] + second.printed[0] > 1 + _WHOLE:
        raise ArgumentError(
            f"{first.percent} and {second.percent} total more than 100%, so that they are no two "
            "answers to one question of which each respondent gave one; of two samples or groups "
            "use percent_difference"
        )
    ends = (
        (first.printed[0], min(second.printed[1], 1 - first.printed[0])),
        (min(first.printed[1], 1 - second.printed[0]), second.printed[0]),
    )
    least, most = (
        lead_interval(
            _counts(a * n, b * n, n),
            0,
            1,
            confidence_level=confidence_level,
            method=method,
            deff=deff,
        )
        for a, b in ends
    )
    return Interval(least.ci_low, most.ci_high)


def printed_lead(first: PercentInterval, second: PercentInterval) -> tuple[float, float]:
    """Return the smallest and the largest lead that prints so."""
    return first.printed[0] - second.printed[1], first.printed[1] - second.printed[0]


def _counts(x1: float, x2: float, n: float) -> list[float]:
    """Return the counts of both answers and of everybody else, without the noise of floats."""
    near = [round(x) if abs(x - round(x)) < _WHOLE * max(x, 1) else x for x in (x1, x2)]
    return [*near, max(n - sum(near), 0.0)]


_OF_COUNTS = marked("the {level} interval of the lead is {limits}")
_OF_PERCENTS = marked("the {level} interval of the lead, rounding covered, is {limits}")


def _sentence(
    first: PercentInterval,
    second: PercentInterval,
    lead: float,
    rounding: Interval,
    pattern: str,
    confidence_level: float,
    kind: str,
) -> str:
    gap = abs(lead) if rounding.ci_high < 0 else lead
    if rounding.ci_low > 0:
        finding = marked("{first} of {n} respondents leads {second} by {gap}: {interval}.")
    elif rounding.ci_high < 0:
        finding = marked("{first} of {n} respondents trails {second} by {gap}: {interval}.")
    else:
        finding = marked(
            "{first} of {n} respondents cannot be told from {second}: the lead is {gap}, "
            "{interval}."
        )
    told = Message(
        finding,
        first=PrintedNumber(first.percent),
        n=first.n,
        second=PrintedNumber(second.percent),
        gap=Message("{number} points", number=decimal_words(100 * gap, 1)),
        interval=Message(
            pattern, level=level_words(confidence_level), limits=limits_words(*rounding, POINTS)
        ),
    )
    return join_messages([told, sampling_sentence(kind)])
