"""Boschloo's exact unconditional test of two equal shares."""

import numpy as np

from ..core.count import Count
from ..core.methods import FloatArray
from ..intervals.two_shares.exact import check_base, largest_counts, worst_case
from ..laws import hypergeometric
from .significance import Tails, central_tails

_TIE = 1 + 1e-7
"""p-values this close count as equal."""


def boschloo(one: Count, two: Count) -> Tails:
    """Largest probability of a table at least as extreme by Fisher's one-sided p-value."""
    return central_tails(one.x, _greater(one, two), _greater(two, one))


def _greater(one: Count, two: Count) -> FloatArray:
    """Return sup P(Fisher's one-sided p-value ≤ the observed one) over p = p₁ = p₂, for p₁ > p₂."""
    check_base("boschloo", "fisher_exact", one.n, two.n)
    columns = [np.reshape(value, -1) for value in (*one, *two)]
    p_value = np.full(columns[0].size, np.nan)
    for row in np.flatnonzero(~np.isnan(sum(columns))):
        p_value[row] = _one_table(*(float(column[row]) for column in columns))
    return p_value.reshape(np.shape(one.x))


def _one_table(x1: float, n1: float, x2: float, n2: float) -> float:
    own, other = (Count(np.array([x]), np.array([n])) for x, n in ((x1, n1), (x2, n2)))
    limit = _fisher_greater(own, other) * _TIE
    bases = np.full(int(n1) + 1, n1), np.full(int(n1) + 1, n2)
    bounds = largest_counts(
        lambda one, two: _fisher_greater(Count(one, bases[0]), Count(two, bases[1])) <= limit,
        n1,
        n2,
    )
    return min(worst_case(bounds, n1, n2, 0.0), 1.0)


def _fisher_greater(one: Count, two: Count) -> FloatArray:
    """P(X ≥ x₁) given both margins."""
    cells, equal = (one.x, one.n - one.x, two.x, two.n - two.x), np.zeros_like(one.x)
    more = hypergeometric.above(*cells, equal).total
    return np.asarray((1 + more) / (1 + more + hypergeometric.below(*cells, equal).total))
