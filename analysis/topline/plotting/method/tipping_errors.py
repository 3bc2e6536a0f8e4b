"""What each kind of error does to a claim: where its share and interval move as it grows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...estimates.schema import FloatArray
from ...language.marking import marked
from ...language.strings import Strings
from ...statistics.core.interval import Interval
from ...statistics.intervals.one_share.proportion import proportion_interval
from ...statistics.precision.sensitivity import tipping_point
from ..frame.canvas import tick_text

_STEPS = 201

_BEYOND = 1.4
"""How far the axis goes past the tipping point."""


@dataclass(frozen=True)
class Moved:
    """Share and limits for each size of an error."""

    share: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A share and the threshold it is compared with."""

    count: float
    nobs: float
    value: float
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
        return 1.0 if self.share >= self.value else -1.0

    def tips_at(self, error: str) -> float:
        """Return the size of an error at which the claim stops holding."""
        return float(
            tipping_point(
                self.count,
                self.nobs,
                self.value,
                error=error,
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

    def with_design_effects(self, sizes: FloatArray) -> Moved:
        """Widen the interval around the share."""
        low, high = self.interval(sizes)
        return Moved(np.full_like(sizes, self.share), np.asarray(low), np.asarray(high))

    def with_biases(self, sizes: FloatArray) -> Moved:
        """Shift share and interval towards the threshold."""
        low, high = self.interval(self.deff)
        shift = self.side * sizes
        return Moved(self.share - shift, float(low) - shift, float(high) - shift)

    def with_misreporting(self, sizes: FloatArray) -> Moved:
        """Scale the share to (1 − m)·p, or, below the threshold, its rest to (1 − m)(1 − p)."""
        low, high = map(float, self.interval(self.deff))
        kept = 1 - sizes
        if self.side > 0:
            return Moved(kept * self.share, kept * low, kept * high)
        return Moved(1 - kept * (1 - self.share), 1 - kept * (1 - low), 1 - kept * (1 - high))


@dataclass(frozen=True, kw_only=True)
class Error:
    """One kind of error.

    Attributes
    ----------
    axis, limit : str
        Its axis in words, and how the value it tips at is told.
    number : str
        How a size of the error is printed, once it is in the unit of `times`.
    times : float
        The unit: 100 where sizes are shares that print as percent or points.
    least, most : float
        How far its axis goes at least, beyond its start, and at most.
    move : callable
        From a claim and the sizes of the error to the share and both limits.
    """

    axis: str
    limit: str
    number: str
    times: float
    least: float
    most: float
    move: Callable[[Claim, FloatArray], Moved]

    def start(self, claim: Claim) -> float:
        """Return the size of the error that the interval has already."""
        return claim.deff if self.most == np.inf else 0.0

    def text(self, say: Strings, size: float) -> str:
        """Print a size of the error, rounded down: a claim holds up to there, and no further."""
        # a millionth, so that what arithmetic leaves of 0.3 does not print as 0.2
        down = float(np.floor(self.times * size * 10 + 1e-6) / 10)
        return say.number(self.number.format(down))

    def verdict(self, table: pd.DataFrame, say: Strings) -> str:
        """Say in words up to which error the claim holds."""
        tip, threshold = table["tipping_point"].iloc[0], table["value"].iloc[0]
        above = table["estimate"].iloc[0] >= threshold
        claim = say(
            "Claim: more than {threshold}." if above else "Claim: less than {threshold}.",
            threshold=tick_text(threshold, say),
        )
        if not tip >= table["size"].iloc[0]:
            return f"{claim} {say('Does not hold as it is.')}"
        if not np.isfinite(tip):
            return f"{claim} {say('Holds whatever the error.')}"
        return f"{claim} {say(self.limit, value=self.text(say, tip))}."


ERRORS = {
    "design_effect": Error(
        axis=marked("Design effect"),
        limit=marked("Holds up to a design effect of {value}"),
        number="{:g}",
        times=1,
        least=1.0,
        most=np.inf,
        move=Claim.with_design_effects,
    ),
    "bias": Error(
        axis=marked("Bias towards the threshold, in percentage points"),
        limit=marked("Holds up to a bias of {value} points"),
        number="{:g}",
        times=100,
        least=0.05,
        most=1.0,
        move=Claim.with_biases,
    ),
    "misreporting": Error(
        axis=marked("Share of false answers on the claim's side"),
        limit=marked("Holds up to {value} of false answers"),
        number="{:g}%",
        times=100,
        least=0.05,
        most=1.0,
        move=Claim.with_misreporting,
    ),
}


def moved_table(claim: Claim, key: str) -> pd.DataFrame:
    """Return share and limits from the error there is to one past the tipping point."""
    tip = claim.tips_at(key)
    error = ERRORS[key]
    start = error.start(claim)
    reach = max(_BEYOND * (tip - start), error.least) if np.isfinite(tip) else error.least
    end = min(start + reach, error.most)
    # the tipping point is one of the sizes, so that the band meets the threshold there
    sizes = np.union1d(np.linspace(start, end, _STEPS), [tip] if start <= tip <= end else [])
    moved = error.move(claim, sizes)
    return pd.DataFrame(
        {
            "error": key,
            "size": sizes,
            "estimate": np.clip(moved.share, 0, 1),
            "ci_low": np.clip(moved.low, 0, 1),
            "ci_high": np.clip(moved.high, 0, 1),
            "value": claim.value,
            "tipping_point": tip,
            "confidence_level": claim.level,
            "interval": claim.method,
            "n": round(claim.nobs),
        }
    )
