"""A claim about published percents: whether it holds, how firmly, and on which conditions."""

from dataclasses import dataclass, replace

from ...arguments import check_number, check_one_of, described
from ...errors import ArgumentError
from ...language.marking import marked
from ...language.message import Message, join_messages, series_of
from ...sample_types import SAMPLE_TYPES, check_sample_type
from ...spoken import Spoken
from ...statistics.core.interval import Interval
from ..single import PercentInterval, noted
from .bears import bears, total_error
from .compared import AGAINST, Bases, compared
from .phrases import SAME
from .quantities import Asked, Quantity
from .read import read_claim
from .statement import SUPPORTED, Statement
from .words import conditions, sentence


@dataclass(frozen=True, eq=False)
class ClaimCheck(Spoken):
    """A checked claim.

    Attributes
    ----------
    claim : str
        As it was put.
    verdict : {"supported", "contradicted", "not settled", "compatible"}
        Whether the whole interval, rounding covered, lies on the claim's side of the value, on
        the other side, or across it. That two numbers are the same is supported only within a
        ``margin``; without one, a share named in words, such as a third, or a number of times is at
        most compatible with it.
    sentence : str
        The finding, to print.
    conditions : tuple of str
        What must be true for it.
    quantity : {"share", "lead", "difference", "ratio"}
        What was compared with `value`: a share (or a net, or a mean), the lead over another answer
        to the same question, the difference of two samples, or a number of times.
    found : PercentInterval
        The first percent and its intervals.
    second : PercentInterval or None
        The second, where it is one of respondents.
    interval : Interval
        Of the quantity, rounding covered; the verdict follows from it.
    value : float
        What it is compared with: a share, 0 points, or a number of times.
    design_effect, bias, misreporting : float or None
        The largest the claim bears, each alone (see ``tipping_point``); None unless supported,
        misreporting also unless of a share.
    total_error : Interval
        With errors twice the nominal, as polls have (see ``total_error_interval``).
    worst_case : Interval or None
        Bounds whatever those who did not answer would have said; None without a response rate, and
        of a ratio.
    """

    claim: str
    verdict: str
    sentence: str
    conditions: tuple[str, ...]
    quantity: str
    found: PercentInterval
    second: PercentInterval | None
    interval: Interval
    value: float
    design_effect: float | None
    bias: float | None
    misreporting: float | None
    total_error: Interval
    worst_case: Interval | None

    @property
    def note(self) -> str:
        """What a reader must know of either percent; empty where nothing."""
        bases = (self.found, *([self.second] if self.second else []))
        return series_of(dict.fromkeys(one.note for one in bases if one.note))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, what must be true for it, and what a reader must know."""
        return (
            self.sentence,
            Message("What it rests on:"),
            *(Message("- {sentence}", sentence=one) for one in self.conditions),
            *noted(self.note),
        )


def check_claim(
    claim: str,
    n: int | str,
    *,
    other_n: int | str | None = None,
    against: str | None = None,
    margin: float | None = None,
    unit: str = "share",
    confidence_level: float = 0.95,
    method: str | None = None,
    deff: float = 1.0,
    sample_type: str = "not_stated",
    response_rate: float | None = None,
) -> ClaimCheck:
    """Check a claim such as "63% > 50%" and say under which conditions it is true.

    A claim compares a percent with a number ("63% > 50%", "52% is a majority", "33% is a third"),
    with another answer to the same question ("48% > 44%", "48% is twice 24%": of a lead the margin
    is up to twice that of a share), or with another sample ("48% > 44% in March"). Of two percents
    that could be answers to one question, and of which the second is not 50%, the second is taken
    as such; `against` says otherwise. "31% + 21% > 50%" is of a net.

    Parameters
    ----------
    claim : str
        A percent as printed, what is said of it, in signs or words, and what it is compared with.
    n : int or str
        Respondents; "300+" is a floor.
    other_n : int or str, optional
        Respondents of the other sample, where the second percent is of one.
    against : {"fixed", "answer", "sample"}, optional
        What the second percent is: a fixed number, another answer to the same question, or a
        percent of another sample; by default what the claim says.
    margin : float, optional
        How far off still counts as the same, above 0 and below 1, such as 0.03 for 3 points; for
        claims that two shares are the same, or that one is "a third".
    unit : {"share", "mean"}, default "share"
        Whether the percent is a share of respondents or a mean of their estimates.
    confidence_level, deff
        As in ``percent_interval``.
    method : str, optional
        Of the interval: by default "wilson" of a share, "newcombe" of a lead or difference,
        "miettinen_nurminen" of a ratio of two samples.
    sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}
        How the respondents were drawn.
    response_rate : float, optional
        Share of those invited who answered, for the bounds that assume nothing of the others.

    Returns
    -------
    ClaimCheck

    Raises
    ------
    ArgumentError
        When the claim cannot be read, compares with another sample whose base is not given, or an
        argument is out of range.

    Examples
    --------
    >>> check_claim("63% > 50%", 400).verdict
    'supported'
    >>> check_claim("48% > 44%", 800).verdict
    'not settled'
    """
    kind = check_sample_type(sample_type)
    if against is not None:
        check_one_of("against", against, AGAINST)
    if response_rate is not None:
        expected = "a share above 0, up to 1, or leave it out"
        shown = described(response_rate)
        response_rate = check_number("response_rate", response_rate, expected=expected)
        if not 0 < response_rate <= 1:
            raise ArgumentError(f"response_rate is {shown}; a response rate is above 0, up to 1")
    read = read_claim(claim)
    asked = Asked(confidence_level, method, check_one_of("unit", unit, ("share", "mean")))
    quantity, statement, told = compared(claim, read, Bases(n, other_n, against, deff), asked)
    if margin is not None:
        statement = replace(statement, margin=_margin(margin, quantity, statement))
    limits = quantity.limits(deff)
    verdict = statement.verdict(quantity, limits)
    most = bears(quantity, statement, limits, asked, deff) if verdict == SUPPORTED else None
    total = total_error(quantity, asked, deff)
    worst = None if response_rate is None else quantity.widest(response_rate)
    rests_on = conditions(quantity, statement, most, total, worst) if most else []
    finding = sentence(quantity, statement, limits, verdict, confidence_level)
    # how near is near, a margin says
    if words := ", ".join(filter(None, (read.unjudged, "" if margin else read.near))):
        finding = join_messages([finding, Message(_NOT_JUDGED, words=words)])
    return ClaimCheck(
        claim=claim.strip(),
        verdict=verdict,
        sentence=finding,
        conditions=(Message(SAMPLE_TYPES[kind].supposes), *told, *rests_on),
        quantity=quantity.kind,
        found=quantity.first,
        second=quantity.second,
        interval=limits,
        value=statement.value,
        design_effect=None if most is None else most.design_effect,
        bias=None if most is None else most.bias,
        misreporting=None if most is None else most.misreporting,
        total_error=total,
        worst_case=worst,
    )


_NOT_JUDGED = marked("“{words}” names no number and is not judged.")


def _margin(margin: float, quantity: Quantity, statement: Statement) -> float:
    expected = "a difference that would not matter, above 0 and below 1, such as 0.03 for 3 points"
    value = check_number("margin", margin, 0, 1, expected=expected)
    if not 0 < value < 1:
        raise ArgumentError(f"margin is {margin}; expected {expected}")
    if statement.relation != SAME or quantity.kind == "ratio":
        raise ArgumentError(
            "margin says how far off still counts as the same, and this claim says "
            f"{'how many times' if quantity.kind == 'ratio' else statement.relation}; leave it out"
        )
    return value
