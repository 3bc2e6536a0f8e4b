"""What a claim is about: a share, a lead, a difference of two samples, or a ratio, with limits.

Each covers every count that prints as the percents do, at any design effect.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import scipy

from ...errors import ArgumentError
from ...statistics.core.interval import Interval
from ...statistics.intervals.one_share.proportion import proportion_interval
from ...statistics.intervals.two_shares.difference import difference_interval
from ...statistics.intervals.two_shares.ratio import ratio_interval
from ..lead import lead_limits, printed_lead
from ..single import PercentInterval, percent_interval

_NEAR = 1e-9
_LEAST_DEFF, _LARGEST_DEFF = 1e-6, 1e6


@dataclass(frozen=True)
class Asked:
    """How intervals are wanted."""

    confidence_level: float
    method: str | None
    unit: str = "share"

    def key(self, default: str) -> str:
        """Return the method asked for, or that of the quantity."""
        return default if self.method is None else self.method


@dataclass(frozen=True, eq=False)
class Quantity:
    """What is compared with a value.

    Attributes
    ----------
    kind : {"share", "lead", "difference", "ratio"}
    first, second : PercentInterval
        The percents; no second of a share.
    limits : callable
        ``deff -> Interval``, rounding covered.
    printed : (float, float)
        The smallest and the largest that prints so.
    """

    kind: str
    first: PercentInterval
    second: PercentInterval | None
    limits: Callable[[float], Interval]
    printed: tuple[float, float]

    def tips_at(self, value: float, above: bool) -> float:
        """Return the design effect at which the nearer limit reaches a value."""

        def distance(log_deff: float) -> float:
            limits = self.limits(float(np.exp(log_deff)))
            return float(limits.ci_low - value if above else value - limits.ci_high)

        low, high = np.log(_LEAST_DEFF), np.log(_LARGEST_DEFF)
        if distance(high) > 0:
            return _LARGEST_DEFF
        return float(np.exp(scipy.optimize.brentq(distance, low, high, xtol=1e-10)))

    def widest(self, response_rate: float) -> Interval | None:
        """Return bounds whatever those who did not answer would have said; None of a ratio.

        Of a lead or difference they would all have given the second answer, or the first.
        """
        if self.kind == "ratio":
            return None
        missing = 1 - response_rate
        low, high = (response_rate * each for each in self.printed)
        return Interval(low if self.kind == "share" else low - missing, high + missing)


def share_of(parts: tuple[str, ...], n: int | str, asked: Asked, deff: float) -> PercentInterval:
    """Return a published share, or a net: the sum of shares of answers to one question.

    Raises
    ------
    ArgumentError
        When the answers of a net total more than everybody.
    """
    found = [
        percent_interval(
            part,
            n,
            unit=asked.unit,
            confidence_level=asked.confidence_level,
            method=asked.key("wilson"),
            deff=deff,
        )
        for part in parts
    ]
    if len(found) == 1:
        return found[0]
    return _net(found, asked, deff)


def _net(found: list[PercentInterval], asked: Asked, deff: float) -> PercentInterval:
    """Add up shares of answers to one question, the rounding of each covered."""
    if asked.unit == "mean":
        raise ArgumentError("a net is of shares of respondents; unit='mean' has none")
    low, high = (sum(one.printed[side] for one in found) for side in (0, 1))
    name = " + ".join(one.percent for one in found)
    if low > 1 + _NEAR:
        raise ArgumentError(f"{name} is more than 100%; a net is of answers to one question")
    size = found[0].n
    printed = low, min(high, 1.0)
    middles = [sum(one.printed) / 2 if one.estimate is None else one.estimate for one in found]
    estimate = min(sum(middles), 1.0)
    known = [one.counts for one in found if one.counts is not None]
    near = _share_limits(estimate, size, asked, deff)
    return replace(
        found[0],
        percent=name,
        count=estimate * size,
        estimate=estimate,
        ci_low=near.ci_low,
        ci_high=near.ci_high,
        printed=printed,
        counts=(
            (sum(pair[0] for pair in known), min(sum(pair[1] for pair in known), size))
            if len(known) == len(found)
            else None
        ),
        rounding=Interval(
            _share_limits(printed[0], size, asked, deff).ci_low,
            _share_limits(printed[1], size, asked, deff).ci_high,
        ),
        note="; ".join(dict.fromkeys(one.note for one in found if one.note)),
    )


def _share_limits(share: float, n: int, asked: Asked, deff: float) -> Interval:
    return proportion_interval(
        _whole(share * n),
        n,
        confidence_level=asked.confidence_level,
        method=asked.key("wilson"),
        deff=deff,
    )


def of_share(parts: tuple[str, ...], n: int | str, asked: Asked, deff: float) -> Quantity:
    """Return a share, a net or a mean of estimates."""
    found = share_of(parts, n, asked, deff)
    return Quantity(
        "share", found, None, lambda d: share_of(parts, n, asked, d).rounding, found.printed
    )


def of_lead(first: PercentInterval, second: PercentInterval, asked: Asked) -> Quantity:
    """Return the lead of an answer over another to the same question."""
    method = asked.key("newcombe")

    def limits(deff: float) -> Interval:
        return lead_limits(
            first, second, deff, confidence_level=asked.confidence_level, method=method
        )

    return Quantity("lead", first, second, limits, printed_lead(first, second))


def of_difference(first: PercentInterval, second: PercentInterval, asked: Asked) -> Quantity:
    """Return the difference of two samples."""

    def limits(deff: float) -> Interval:
        return _corners(
            first,
            second,
            lambda *counts: difference_interval(
                *counts,
                confidence_level=asked.confidence_level,
                method=asked.key("newcombe"),
                deff=deff,
            ),
        )

    return Quantity("difference", first, second, limits, printed_lead(first, second))


def of_ratio(
    first: PercentInterval, second: PercentInterval, asked: Asked, *, same_question: bool
) -> Quantity:
    """Return how many times the second share the first is.

    Of two answers to one question, of those who gave either the share θ gave the first, and the
    ratio is θ/(1 − θ).

    Raises
    ------
    ArgumentError
        When the second share prints as 0.
    """
    if not second.printed[1] > 0 or not second.printed[0] + first.printed[0] > 0:
        raise ArgumentError(
            f"{second.percent} may be nobody, and nothing is a number of times that; compare the "
            "shares with > or <"
        )

    def odds(deff: float, x1: float, _n1: float, x2: float, _n2: float) -> Interval:
        share = proportion_interval(
            x1,
            x1 + x2,
            confidence_level=asked.confidence_level,
            method=asked.key("wilson"),
            deff=deff,
        )
        return Interval(*(p / (1 - p) if p < 1 else np.inf for p in share))

    def ratio(deff: float, *counts: float) -> Interval:
        return ratio_interval(
            *counts,
            confidence_level=asked.confidence_level,
            method=asked.key("miettinen_nurminen"),
            deff=deff,
        )

    def limits(deff: float) -> Interval:
        return _corners(first, second, partial(odds if same_question else ratio, deff))

    least = first.printed[0] / second.printed[1]
    most = first.printed[1] / second.printed[0] if second.printed[0] > 0 else np.inf
    return Quantity("ratio", first, second, limits, (least, float(most)))


def _corners(
    first: PercentInterval, second: PercentInterval, interval: Callable[..., Interval]
) -> Interval:
    """Cover every pair of counts that prints so: the least first with the most second, and back."""
    low1, high1 = (_whole(p * first.n) for p in first.printed)
    low2, high2 = (_whole(p * second.n) for p in second.printed)
    return Interval(
        interval(low1, first.n, high2, second.n).ci_low,
        interval(high1, first.n, low2, second.n).ci_high,
    )


def _whole(count: float) -> float:
    near = round(count)
    return near if abs(count - near) < _NEAR * max(near, 1) else count
