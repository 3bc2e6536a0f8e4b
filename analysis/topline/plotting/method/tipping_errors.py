"""What each kind of error does to a claim: where its share and interval move as it grows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...statistics.core.interval import Interval
from ...statistics.intervals.one_share.proportion import proportion_interval
from ...statistics.precision.sensitivity import tipping_point
from ...wording import value_text
from ..look.strings import Strings

FloatArray = NDArray[np.float64]
Moved = tuple[FloatArray, FloatArray, FloatArray]

_STEPS = 201

_BEYOND = 1.4
"""How far the axis goes past the tipping point."""


@dataclass(frozen=True)
class Claim:
    """A share and the threshold it is compared with."""

    count: float
    nobs: float
    threshold: float
    level: float
    method: str
    deff: float

    @property
    def share(self) -> float:
        """The share that was found."""
        return self.count / self.nobs

    @property
    def side(self) -> float:
        """1 for a share above its threshold, −1 for one below."""
        return 1.0 if self.share >= self.threshold else -1.0

    def tips_at(self, what: str) -> float:
        """Return the size of an error at which the claim stops holding."""
        return float(
            tipping_point(
                self.count,
                self.nobs,
                self.threshold,
                what=what,
                confidence_level=self.level,
                method=self.method,
                deff=self.deff,
            )
        )

    def interval(self, deff: FloatArray | float) -> Interval:
        """Return the interval with another design effect."""
        return proportion_interval(
            self.count, self.nobs, method=self.method, confidence_level=self.level, deff=deff
        )


@dataclass(frozen=True)
class Error:
    """One kind of error.

    Attributes
    ----------
    axis, limit : str
        Its axis in words, and how the value it tips at is told.
    text : callable
        From the strings of a language and a size of the error to how it is printed.
    least, most : float
        How far its axis goes at least, beyond its start, and at most.
    move : callable
        From a claim and the sizes of the error to the share and both limits.
    """

    axis: str
    limit: str
    text: Callable[[Strings, float], str]
    least: float
    most: float
    move: Callable[[Claim, FloatArray], Moved]

    def start(self, claim: Claim) -> float:
        """Return the size of the error that the interval has already."""
        return claim.deff if self.most == np.inf else 0.0


def _down(value: float) -> float:
    """Round down to a decimal: a claim holds up to there, not up to a little more."""
    return float(np.floor(value * 10 + 1e-6) / 10)


def _share(say: Strings, size: float) -> str:
    return say.number(value_text(_down(100 * size), 6) + "%")


def _points(say: Strings, size: float) -> str:
    return say.number(value_text(_down(100 * size), 6))


def _ratio(say: Strings, size: float) -> str:
    return say.number(value_text(_down(size), 6))


def _with_design_effect(claim: Claim, sizes: FloatArray) -> Moved:
    low, high = claim.interval(sizes)
    return np.full_like(sizes, claim.share), np.asarray(low), np.asarray(high)


def _with_bias(claim: Claim, sizes: FloatArray) -> Moved:
    low, high = claim.interval(claim.deff)
    shift = claim.side * sizes
    return claim.share - shift, float(low) - shift, float(high) - shift


def _with_misreporting(claim: Claim, sizes: FloatArray) -> Moved:
    """Scale the share down to (1 − m)·p, or, below the threshold, its rest to (1 − m)(1 − p)."""
    low, high = claim.interval(claim.deff)
    kept = 1 - sizes
    if claim.side > 0:
        return kept * claim.share, kept * float(low), kept * float(high)
    return 1 - kept * (1 - claim.share), 1 - kept * (1 - float(low)), 1 - kept * (1 - float(high))


ERRORS = {
    "design_effect": Error(
        "Design effect",
        "Holds up to a design effect of {value}",
        _ratio,
        1.0,
        np.inf,
        _with_design_effect,
    ),
    "bias": Error(
        "Bias towards the threshold, in percentage points",
        "Holds up to a bias of {value} points",
        _points,
        0.05,
        1.0,
        _with_bias,
    ),
    "misreporting": Error(
        "Share of false answers on the claim's side",
        "Holds up to {value} of false answers",
        _share,
        0.05,
        1.0,
        _with_misreporting,
    ),
}


def moved_table(claim: Claim, what: str) -> pd.DataFrame:
    """Return share and limits from the error there is to one past the tipping point."""
    tip = claim.tips_at(what)
    error = ERRORS[what]
    start = error.start(claim)
    reach = max(_BEYOND * (tip - start), error.least) if np.isfinite(tip) else error.least
    end = min(start + reach, error.most)
    sizes = np.union1d(np.linspace(start, end, _STEPS), [tip] if start <= tip <= end else [])
    estimate, low, high = (np.clip(values, 0, 1) for values in error.move(claim, sizes))
    columns = {"error": what, "size": sizes, "estimate": estimate, "ci_low": low, "ci_high": high}
    told = {"threshold": claim.threshold, "tipping_point": tip, "confidence_level": claim.level}
    return pd.DataFrame(columns | told | {"interval": claim.method, "n": round(claim.nobs)})
