"""Measures of inequality that are functions of sums: generalised entropy and Atkinson's.

With N = Σw, S = Σwy and further sums these are

    Theil       Σwy·ln y/S − ln(S/N),
    Atkinson    1 − (N/S)·(Σwy^(1−ε)/N)^(1/(1−ε)),  for ε = 1  1 − (N/S)·exp(Σw·ln y/N).

All values multiplied change neither; both need values above 0, and Theil's takes 0·ln 0 as 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class EntropyMeasure:
    """One measure that is a function of (N, S, further sums).

    Attributes
    ----------
    label : str
    terms : callable
        ``(y, powered) -> terms``, summed with weights besides these themselves: of arrays, or of
        what an engine works out.
    power : float
        Of y, of which `powered` is; 0 stands for the logarithm. Where y is 0, it is given as 0.
    value : callable
        ``(sums) -> (…) float``.
    gradient : callable
        ``(sums) -> (1 + j, …) float``.
    zero : bool
        Whether values of 0 are fine.
    source : str
        Primary source.
    """

    label: str
    terms: Callable[[Any, Any], tuple[Any, ...]]
    power: float
    value: Callable[[Any], FloatArray]
    gradient: Callable[[Any], FloatArray]
    zero: bool
    source: str


def theil() -> EntropyMeasure:
    """Return Theil's measure.

    References
    ----------
    Biewen & Jenkins (2006), Oxford Bulletin of Economics and Statistics 68:371–383.
    """

    def value(t: Any) -> FloatArray:
        # of values that are all alike both parts are the same but for rounding
        return np.asarray(np.maximum(t[2] / t[1] - np.log(t[1] / t[0]), 0.0))

    def gradient(t: Any) -> FloatArray:
        return np.stack([1 / t[0], -t[2] / t[1] ** 2 - 1 / t[1], 1 / t[1]])

    return EntropyMeasure(
        label="Theil index",
        terms=lambda y, log: (y, y * log),
        power=0,
        value=value,
        gradient=gradient,
        zero=True,
        source="Theil (1967), Economics and Information Theory, chapter 4; Biewen & Jenkins "
        "(2006), Oxford Bulletin of Economics and Statistics 68:371–383",
    )


def atkinson(aversion: float) -> EntropyMeasure:
    """Return Atkinson's measure at an aversion to inequality ε above 0.

    References
    ----------
    Atkinson (1970), Journal of Economic Theory 2:244–263.
    """
    power = 1 - aversion

    def equal(t: Any) -> FloatArray:
        """Return the value that everybody would have for the same welfare."""
        mean = t[2] / t[0]
        return np.asarray(np.exp(mean) if power == 0 else mean ** (1 / power))

    def value(t: Any) -> FloatArray:
        return np.asarray(np.maximum(1 - equal(t) * t[0] / t[1], 0.0))

    def gradient(t: Any) -> FloatArray:
        same, mean = equal(t), t[2] / t[0]
        # how the same value moves with the mean of the further term
        slope = same if power == 0 else same / (power * mean)
        return np.stack([slope * mean / t[1] - same / t[1], same * t[0] / t[1] ** 2, -slope / t[1]])

    return EntropyMeasure(
        label="Atkinson index",
        terms=lambda y, powered: (y, powered),
        power=power,
        value=value,
        gradient=gradient,
        zero=aversion < 1,
        source="Atkinson (1970), Journal of Economic Theory 2:244–263; Biewen & Jenkins (2006), "
        "Oxford Bulletin of Economics and Statistics 68:371–383",
    )
