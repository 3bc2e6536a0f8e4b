"""A claim about one published percent: whether it holds, how firmly, and on which conditions."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ..arguments import check_number, check_one_of, described
from ..errors import ArgumentError
from ..statistics.core.interval import Interval
from ..statistics.precision.sensitivity import (
    tipping_point,
    total_error_interval,
    worst_case_bounds,
)
from ..values import Value
from ..wording import count_text, decimal_text, few_text, interval_text, level_text
from .printed_cells import CellError, read_percent
from .problems import cut
from .sample_types import SAMPLE_TYPES
from .single import PercentInterval, percent_interval

_SIGN = re.compile(r">=|<=|[<>=≥≤]")

SUPPORTED, CONTRADICTED, OPEN = "supported", "contradicted", "not settled"


@dataclass(frozen=True, eq=False)
class ClaimCheck(Value):
    """A checked claim.

    Attributes
    ----------
    claim : str
        As it was put.
    verdict : {"supported", "contradicted", "not settled"}
        Whether the whole interval, rounding covered, lies on the claim's side of the value, on
        the other side, or across it.
    sentence : str
        The finding, to print.
    conditions : tuple of str
        What must be true for it.
    found : PercentInterval
        The percent and its intervals.
    value : float
        In [0, 1].
    design_effect, bias, misreporting : float or None
        The largest the claim bears, each alone (see ``tipping_point``); None unless supported.
    total_error : Interval
        With errors twice the nominal, as polls have (see ``total_error_interval``).
    worst_case : Interval or None
        Bounds whatever those who did not answer would have said; None without a response rate.
    """

    claim: str
    verdict: str
    sentence: str
    conditions: tuple[str, ...]
    found: PercentInterval
    value: float
    design_effect: float | None
    bias: float | None
    misreporting: float | None
    total_error: Interval
    worst_case: Interval | None


def check_claim(
    claim: str,
    n: int | str,
    *,
    unit: str = "share",
    confidence_level: float = 0.95,
    method: str = "wilson",
    deff: float = 1.0,
    sample_type: str = "not_stated",
    response_rate: float | None = None,
) -> ClaimCheck:
    """Check a claim such as "63% > 50%" and say under which conditions it is true.

    Parameters
    ----------
    claim : str
        A percent as printed, >, <, >= or <=, and the percent it is compared with.
    n : int or str
        Respondents; "300+" is a floor.
    unit : {"share", "mean"}, default "share"
        Whether the percent is a share of respondents or a mean of their estimates.
    confidence_level, method, deff
        As in ``percent_interval``.
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
        When the claim cannot be read or an argument is out of range.

    Examples
    --------
    >>> check_claim("63% > 50%", 400).verdict
    'supported'
    """
    check_one_of("sample_type", sample_type, SAMPLE_TYPES)
    percent, above, value = _parse(claim)
    if response_rate is not None:
        expected = "a share above 0, up to 1, or leave it out"
        response_rate = check_number("response_rate", response_rate, expected=expected)
    found = percent_interval(
        percent, n, unit=unit, confidence_level=confidence_level, method=method, deff=deff
    )
    side = _Side(above, value)
    verdict = OPEN
    if side.holds(found.rounding):
        verdict = SUPPORTED
    elif _Side(not above, value).holds(found.rounding):
        verdict = CONTRADICTED
    bears = _bears(found, side, method, confidence_level, deff) if verdict == SUPPORTED else None
    errors = [
        total_error_interval(p * found.n, found.n, confidence_level=confidence_level, deff=deff)
        for p in found.printed
    ]
    total, worst = Interval(errors[0].ci_low, errors[1].ci_high), None
    if response_rate is not None:
        bounds = [worst_case_bounds(p, response_rate) for p in found.printed]
        worst = Interval(bounds[0].ci_low, bounds[1].ci_high)
    conditions = [] if bears is None else _conditions(bears, total, worst, side)
    return ClaimCheck(
        claim=claim.strip(),
        verdict=verdict,
        sentence=_sentence(found, verdict, side, confidence_level),
        conditions=(SAMPLE_TYPES[sample_type].supposes, *conditions),
        found=found,
        value=value,
        design_effect=None if bears is None else bears.design_effect,
        bias=None if bears is None else bears.bias,
        misreporting=None if bears is None else bears.misreporting,
        total_error=total,
        worst_case=worst,
    )


class _Bears(NamedTuple):
    """How large a design effect, bias and misreporting a claim bears, each alone."""

    design_effect: float
    bias: float
    misreporting: float | None


class _Side(NamedTuple):
    """The side of a value that a claim is on."""

    above: bool
    value: float

    @property
    def words(self) -> str:
        return f"{'above' if self.above else 'below'} {level_text(self.value)}"

    def holds(self, interval: Interval) -> bool:
        """Whether a whole interval lies on this side."""
        nearer = interval.ci_low if self.above else interval.ci_high
        return bool(nearer > self.value if self.above else nearer < self.value)


def _parse(claim: str) -> tuple[str, bool, float]:
    """Split a claim into its percent, whether it says above, and the value."""
    if not isinstance(claim, str):
        raise ArgumentError(
            f'claim is {described(claim)}; expected a comparison such as "63% > 50%"'
        )
    # Split at the sign and stripped, a claim takes the time of its length, whatever is repeated.
    percent, *others = (part.strip() for part in _SIGN.split(claim))
    signs = _SIGN.findall(claim)
    if len(signs) != 1 or signs == ["="] or not percent or not others[0]:
        raise ArgumentError(
            f'claim is {cut(repr(claim))}; expected a comparison such as "63% > 50%" or "12% < 20%"'
        )
    limit = others[0]
    try:
        value = read_percent(limit)
    except CellError as error:
        raise ArgumentError(f"the claim compares with {cut(repr(limit))}: {error}") from None
    if value is None or not 0 < value.percent < 100:
        raise ArgumentError(
            f"the claim compares with {cut(repr(limit))}; expected more than 0, under 100 %"
        )
    return percent, signs[0] in (">", ">=", "≥"), value.percent / 100


def _bears(
    found: PercentInterval, side: _Side, method: str, confidence_level: float, deff: float
) -> _Bears:
    """Return what a claim bears, rounding at its worst."""
    near = found.printed[0] if side.above else found.printed[1]

    def tips(error: str) -> float:
        return float(
            tipping_point(
                near * found.n,
                found.n,
                side.value,
                error=error,
                method=method if found.unit == "share" else "wilson",
                confidence_level=confidence_level,
                deff=deff,
            )
        )

    answers = tips("misreporting") if found.unit == "share" else None
    return _Bears(tips("design_effect"), tips("bias"), answers)


def _conditions(bears: _Bears, total: Interval, worst: Interval | None, side: _Side) -> list[str]:
    """Say how large an error the claim bears, and whether it outlives those polls really make."""
    told = [
        f"the design effect is below {decimal_text(bears.design_effect, 1)}",
        f"no bias of {decimal_text(bears.bias * 100, 1)} points or more works in its favour",
    ]
    if bears.misreporting is not None:
        who = "those who said so" if side.above else "those who did not say so"
        told.append(f"{few_text(bears.misreporting)} of {who} gave a false answer")
    link = "and even" if side.holds(total) else "but not"
    told.append(f"{link} with errors twice as large, as polls often have ({interval_text(*total)})")
    if worst is not None:
        link = "and whatever" if side.holds(worst) else "but not whatever"
        told.append(f"{link} those who did not answer would have said ({interval_text(*worst)})")
    return told


def _sentence(found: PercentInterval, verdict: str, side: _Side, confidence_level: float) -> str:
    who = "respondents" if found.unit == "share" else "respondents' estimates"
    what = f"{found.percent} of {count_text(found.n)} {who}"
    if found.unit == "mean":
        what = f"a mean of {found.percent} from {count_text(found.n)} {who}"
    at_most = "at most " if found.unit == "mean" else ""
    interval = f"{at_most}{interval_text(*found.rounding)}"
    finding = {
        SUPPORTED: f"is {side.words}",
        CONTRADICTED: f"is not {side.words}",
        OPEN: f"is not safely {side.words}",
    }[verdict]
    across = f", which includes {level_text(side.value)}" if verdict == OPEN else ""
    level = level_text(confidence_level)
    text = f"{what} {finding}: the {level} interval, rounding covered, is {interval}{across}."
    return text[0].upper() + text[1:]
