"""P-values adjusted for how many were looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..core.arguments import broadcast, check_all
from ..core.methods import FloatArray, as_table, pick


@dataclass(frozen=True)
class Adjustment:
    """One way to adjust p-values.

    Attributes
    ----------
    key, label : str
        The name users pass, and the name reports print.
    adjust : callable
        From p-values in increasing order to adjusted ones in that order.
    controls : str
        What stays below the level when everything with an adjusted p-value below it is called
        significant.
    source : str
        Primary source.
    """

    key: str
    label: str
    adjust: Callable[[FloatArray], FloatArray]
    controls: str
    source: str


def unadjusted(p: FloatArray) -> FloatArray:
    """Leave them as they are."""
    return p


def bonferroni(p: FloatArray) -> FloatArray:
    """Multiply by m, the number of p-values."""
    return np.minimum(p.size * p, 1)


def holm(p: FloatArray) -> FloatArray:
    """Multiply the i-th smallest by m + 1 − i; then the largest up to it."""
    return np.minimum(np.maximum.accumulate(np.arange(p.size, 0, -1.0) * p), 1)


def hochberg(p: FloatArray) -> FloatArray:
    """Multiply the i-th smallest by m + 1 − i; then the smallest from it on."""
    return np.minimum(_smallest_from(np.arange(p.size, 0, -1.0) * p), 1)


_MOST_SUBSETS = 20_000
"""P-values that Hommel's adjustment is made for: its time grows with their square."""


def hommel(p: FloatArray) -> FloatArray:
    """Apply Simes' test to every subset, by the algorithm of Wright (1992), Biometrics 48:1005."""
    m = p.size
    if m > _MOST_SUBSETS:
        raise ArgumentError(
            f"method 'hommel' of {m:,} p-values takes too long; at most {_MOST_SUBSETS:,}; choose "
            "'hochberg' or 'holm'"
        )
    adjusted = p.copy()
    for size in range(m, 1, -1):
        rank = np.arange(1, size + 1)
        simes = (size * p[m - size :] / rank).min()
        bound = np.minimum(simes, size * p)
        bound[m - size :] = simes
        adjusted = np.maximum(adjusted, bound)
    return adjusted


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """Multiply the i-th smallest by m/i; then the smallest from it on."""
    return np.minimum(_smallest_from(p.size / np.arange(1, p.size + 1) * p), 1)


def benjamini_yekutieli(p: FloatArray) -> FloatArray:
    """Benjamini and Hochberg's, times 1 + 1/2 + … + 1/m."""
    harmonic = (1 / np.arange(1, p.size + 1)).sum()
    return np.minimum(_smallest_from(harmonic * p.size / np.arange(1, p.size + 1) * p), 1)


def _smallest_from(p: FloatArray) -> FloatArray:
    return np.asarray(np.minimum.accumulate(p[::-1])[::-1])


_ANY = "the chance of any false finding"
_INDEPENDENT = _ANY + ", when the tests are independent or positively dependent"

ADJUSTMENTS = as_table(
    Adjustment("holm", "Holm", holm, _ANY, "Holm (1979), Scandinavian Journal of Statistics 6:65"),
    Adjustment(
        "hochberg", "Hochberg", hochberg, _INDEPENDENT, "Hochberg (1988), Biometrika 75:800"
    ),
    Adjustment("hommel", "Hommel", hommel, _INDEPENDENT, "Hommel (1988), Biometrika 75:383"),
    Adjustment("bonferroni", "Bonferroni", bonferroni, _ANY, "Dunn (1961), JASA 56:52–64"),
    Adjustment(
        "benjamini_hochberg",
        "Benjamini–Hochberg",
        benjamini_hochberg,
        "the expected share of false findings, when the tests are independent or positively "
        "dependent",
        "Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57:289–300",
    ),
    Adjustment(
        "benjamini_yekutieli",
        "Benjamini–Yekutieli",
        benjamini_yekutieli,
        "the expected share of false findings",
        "Benjamini & Yekutieli (2001), The Annals of Statistics 29:1165–1188",
    ),
)

UNADJUSTED = Adjustment("", "not adjusted", unadjusted, "nothing beyond each test by itself", "–")
"""What None stands for."""


def adjust_p_values(p: Any, method: str | None = "holm") -> Any:
    """Adjust p-values for the number of comparisons made.

    Compare an adjusted p-value with the level that one by itself would be compared with. Pairwise
    comparisons of the same groups are not positively dependent, so Hochberg's, Hommel's and
    Benjamini and Hochberg's guarantees are approximate there; Holm's holds always.

    Parameters
    ----------
    p : scalar, array_like or pandas.Series
        Every p-value that was looked at. NaN is left out, also of the number of comparisons.
    method : str or None, default "holm"
        A key of ``ADJUSTMENTS``; None leaves them as they are.

    Returns
    -------
    float, ndarray or pandas.Series
        As p.

    Raises
    ------
    ArgumentError
        When a p-value is outside 0 to 1 or the method is unknown.

    References
    ----------
    See ``ADJUSTMENTS[method].source``.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    chosen = pick_adjustment(method)
    (values,), restore = broadcast(p=p)
    check_all("p", values, (values >= 0) & (values <= 1), "a p-value lies between 0 and 1")
    return restore(adjusted(chosen, values))


def pick_adjustment(key: str | None) -> Adjustment:
    """Return the adjustment called `key`, or that which adjusts nothing for None."""
    return UNADJUSTED if key is None else pick(ADJUSTMENTS, key, "adjusting p-values")


def adjusted(chosen: Adjustment, p: FloatArray) -> FloatArray:
    """Apply an adjustment to all p-values of an array together, NaN aside."""
    flat = p.reshape(-1)
    order = np.argsort(flat, kind="stable")[: np.count_nonzero(~np.isnan(flat))]
    result = np.full(flat.size, np.nan)
    result[order] = chosen.adjust(flat[order])
    return result.reshape(p.shape)
