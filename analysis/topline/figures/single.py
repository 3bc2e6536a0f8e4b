"""One published percent and its base: the interval of the nearest count, and of its rounding."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isnan
from typing import Any, TypeVar

import numpy as np

from ..arguments import as_number, check_one_of, described
from ..errors import ArgumentError
from ..estimates.reasons import REASONS
from ..language.amounts import level_words, limits_words
from ..language.message import Message, PrintedNumber, join_messages, series_of
from ..sample_types import NOT_STATED, check_sample_type, sampling_sentence
from ..spoken import Spoken
from ..statistics.core.effective import effective_sample_size
from ..statistics.core.interval import Interval
from ..statistics.intervals.mean import bounded_mean_interval
from ..statistics.intervals.one_share.methods import METHODS
from ..statistics.intervals.one_share.proportion import proportion_interval
from .printed_cells import CellError, read_base, read_percent
from .printed_values import Printed, printed_values

UNITS = ("share", "mean")

_place = list(REASONS).index
"""Where a reason stands among those of a note."""

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class PercentInterval(Spoken):
    """A published percent of n respondents and its intervals.

    Attributes
    ----------
    percent : str
        As printed; a bare 63 with its sign, and "*" as what it stands for, "<0.5%".
    unit : {"share", "mean"}
        A share of the respondents, or a mean of their estimates.
    n : int
        Respondents.
    n_effective : float
        Size of the simple random sample that is as precise.
    count : float or None
        The count nearest to the percent, fractional where no whole count prints so; None for a
        mean and for a bound such as "<1%".
    estimate : float or None
        That count over n (a mean: the percent) in [0, 1]; None for a bound.
    ci_low, ci_high : float
        Limits for that estimate.
    printed : (float, float)
        Smallest and largest value that prints as this percent.
    counts : (int, int) or None
        Smallest and largest count that print as this percent; None where there is none.
    rounding : Interval
        Limits that cover every value that prints as this percent.
    note : str
        What a reader must know; empty where nothing.
    sentence : str
        The finding, to print.
    """

    percent: str
    unit: str
    n: int
    n_effective: float
    count: float | None
    estimate: float | None
    ci_low: float
    ci_high: float
    printed: tuple[float, float]
    counts: tuple[int, int] | None
    rounding: Interval
    note: str
    sentence: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, and what a reader must know of it."""
        return (self.sentence, *noted(self.note))


def noted(note: str) -> list[str]:
    """Return what stands below a finding of a note; nothing where there is none."""
    return [Message("Note: {note}.", note=note)] if note else []


def percent_interval(
    percent: str | float,
    n: int | str,
    *,
    unit: str = "share",
    confidence_level: float = 0.95,
    method: str = "wilson",
    alternative: str = "two-sided",
    deff: float = 1.0,
    population_size: float | None = None,
    sample_type: str = NOT_STATED,
) -> PercentInterval:
    """Compute the interval of one published percent of n respondents, rounding covered too.

    Parameters
    ----------
    percent : str or float
        As printed: "63%", "62.5 percent", 63, "<1%". A bare 0.63 is refused: it could be 63 %.
    n : int or str
        Respondents; "300+" is a floor, and noted.
    unit : {"share", "mean"}, default "share"
        Whether the percent is a share of respondents or a mean of their estimates; the interval
        of a mean is at most as wide as given.
    confidence_level, method, alternative, deff, population_size
        As in ``proportion_interval``, for a mean as in ``bounded_mean_interval``.
    sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}
        How respondents were drawn, for the sentence.

    Returns
    -------
    PercentInterval

    Raises
    ------
    ArgumentError
        When the percent cannot be read or another argument is out of range.

    Examples
    --------
    >>> found = percent_interval("63%", 400)
    >>> found.count, found.counts
    (252, (250, 254))
    >>> print(found)
    63% of 400 respondents: 57.7% to 68.1% (95% Wilson interval, rounding covered). ...
    """
    check_one_of("unit", unit, UNITS)
    printed = _read(percent, read_percent, "percent", 'a percent such as "63%"')
    n, stated = _read(n, read_base, "n", "a base such as 400")
    sizes = {"deff": deff, "population_size": population_size}
    for name, value in sizes.items():
        if value is not None and isnan(as_number(value)):  # it would make the interval NaN
            raise ArgumentError(f"{name} is {described(value)}; expected a number, or leave it out")
    values = printed_values(*printed, base=n if unit == "share" else None)
    asked = {"confidence_level": confidence_level, "method": method, "alternative": alternative}
    bound = printed.qualifier in ("less_than", "more_than")
    count = None if bound or unit == "mean" else printed.percent / 100 * n
    if count is not None and values.counts is not None:
        # the nearest whole number, the smaller of two
        count = min(max(ceil(count - 0.5), values.counts[0]), values.counts[1])
    estimate = None if bound else printed.percent / 100 if count is None else count / n
    rounding, nearest = _limits(values, estimate, unit, n, **asked, **sizes)
    size = n / as_number(deff)
    if population_size is not None:
        known = (n, as_number(deff), as_number(population_size))
        size = float(effective_sample_size(*map(np.asarray, known)))
    text = percent.strip() if isinstance(percent, str) else f"{percent:.10g}"
    told = [*values.reasons, *["ceiling"] * (unit == "mean"), *["floor"] * (stated == "at_least")]
    # "63 of 400" could be read as 63 respondents
    shown = "<0.5%" if text == "*" else f"{text}%" if text[-1].isdecimal() else text
    sentence = _sentence(shown, unit, n, rounding, level_words(confidence_level), method)
    return PercentInterval(
        percent=shown,
        unit=unit,
        n=n,
        n_effective=size,
        count=count,
        estimate=estimate,
        ci_low=nearest.ci_low,
        ci_high=nearest.ci_high,
        printed=(values.low, values.high),
        counts=values.counts,
        rounding=rounding,
        note=series_of(Message(REASONS[code].sentence) for code in sorted(told, key=_place)),
        sentence=join_messages([sentence, sampling_sentence(check_sample_type(sample_type))]),
    )


def _sentence(percent: str, unit: str, n: int, rounding: Interval, level: str, method: str) -> str:
    """Return what a percent says of all, and under which condition."""
    told = {
        "percent": PrintedNumber(percent),
        "n": n,
        "limits": limits_words(*rounding),
        "level": level,
        "label": Message(METHODS[method].label) if method in METHODS else method,
    }
    if unit == "mean":
        return Message(
            "A mean of {n} respondents' estimates, printed as {percent}: at most {limits} "
            "({level}, {label} with the largest variance such a mean can have).",
            **told,
        )
    return Message(
        "{percent} of one respondent: {limits} ({level} {label} interval, rounding covered).",
        "{percent} of {n} respondents: {limits} ({level} {label} interval, rounding covered).",
        **told,
    )


def _limits(
    values: Printed, estimate: float | None, unit: str, n: int, **options: Any
) -> tuple[Interval, Interval]:
    """Return the limits that cover all that prints so, and those of the estimate if there is one.

    All at once.
    """
    shares = [values.low, values.high, *([] if estimate is None else [estimate])]
    if unit == "mean":
        low, high = bounded_mean_interval(shares, n, **options)
    else:
        # A whole count is passed as such: p·n of a printed percent is off by rounding only.
        counts = [
            round(count) if abs(count - round(count)) < 1e-9 * n else count
            for count in (share * n for share in shares)
        ]
        low, high = proportion_interval(np.array(counts), np.array([n] * len(counts)), **options)
    rounding = Interval(float(low[0]), float(high[1]))
    return rounding, rounding if estimate is None else Interval(float(low[2]), float(high[2]))


def as_share(percent: str | float) -> float:
    """Turn a printed percent into a proportion: "63%" into 0.63.

    Raises
    ------
    ArgumentError
        When it cannot be read, or is a bound such as "<1%".
    """
    found = _read(percent, read_percent, "percent", 'a percent such as "63%"')
    if found.qualifier in ("less_than", "more_than"):
        raise ArgumentError(f"percent is {str(percent)!r}, a bound; expected one number")
    return found.percent / 100


def _read(cell: str | float, reader: Callable[[str | float], T | None], name: str, such: str) -> T:
    try:
        found = reader(cell)
    except CellError as error:
        raise ArgumentError(f"{name} is {str(cell)!r}: {error}") from None
    if found is None:
        raise ArgumentError(f"{name} is empty; expected {such}")
    return found
