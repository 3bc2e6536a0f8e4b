"""Boschloo's exact unconditional test of two equal shares."""

import numpy as np

from ..core.methods import FloatArray
from ..intervals.two_shares.exact import check_base, largest_counts, worst_case
from ..laws import hypergeometric
from .significance import Tails, central_tails

_TIE = 1 + 1e-7
"""p-values this close count as equal."""


def boschloo(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> Tails:
    """Largest probability of a table at least as extreme by Fisher's one-sided p-value."""
    return central_tails(x1, _greater(x1, n1, x2, n2), _greater(x2, n2, x1, n1))


def _greater(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> FloatArray:
    """Return sup P(Fisher's one-sided p-value ≤ the observed one) over p = p₁ = p₂, for p₁ > p₂."""
    check_base("boschloo", "fisher_exact", n1, n2)
    columns = [np.reshape(value, -1) for value in (x1, n1, x2, n2)]
    p_value = np.full(columns[0].size, np.nan)
    for row in np.flatnonzero(~np.isnan(sum(columns))):
        p_value[row] = _one_table(*(float(column[row]) for column in columns))
    return p_value.reshape(np.shape(x1))


def _one_table(x1: float, n1: float, x2: float, n2: float) -> float:
    limit = _fisher_greater(*(np.array([value]) for value in (x1, n1, x2, n2))) * _TIE
    bases = np.full(int(n1) + 1, n1), np.full(int(n1) + 1, n2)
    bounds = largest_counts(
        lambda one, two: _fisher_greater(one, bases[0], two, bases[1]) <= limit, n1, n2
    )
    return min(worst_case(bounds, n1, n2, 0.0), 1.0)


def _fisher_greater(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> FloatArray:
    """P(X ≥ x₁) given both margins."""
    cells, equal = (x1, n1 - x1, x2, n2 - x2), np.zeros_like(x1)
    more = hypergeometric.above(*cells, equal).total
    return np.asarray((1 + more) / (1 + more + hypergeometric.below(*cells, equal).total))
