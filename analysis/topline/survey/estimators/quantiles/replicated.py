"""Quantiles under every replicate weight, from one pass over the weights.

The rows of each domain, in order, are cut into bins; one sparse product adds the replicate weights
up by domain and bin. They tell in which bins the quantiles of a domain lie, and only the weights
of the rows in those are read again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...data.columns import FloatArray, IntArray
from ...design.design import Replicated
from ...engine.distributions import TIE, Distribution, distribution
from ...engine.ordering import Ordered
from ..pieces import Frame, Sums, level_rows, summed
from .rules import QuantileRule, quantile_at

_CELLS, _BINS = 2**19, 256
_TABLE = 2**22
"""Sizes: of the table of bins, and of the weights looked at together."""


@dataclass(frozen=True, eq=False)
class _Bins:
    """Cumulative weight of each domain's bins, and where bins start among its rows."""

    edges: IntArray  # (g, bins + 1)
    sums: Sums

    def coarse(self, domain: int) -> Distribution:
        """Return the distribution of the bins of a domain, by replicate."""
        assert self.sums.again is not None
        return distribution(np.arange(self.edges.shape[1] - 1.0), self.sums.again[0, domain])


def replicate_quantiles(
    frame: Frame, order: Ordered, rule: QuantileRule, q: FloatArray
) -> tuple[FloatArray, Sums]:
    """Return the (r, g, q) quantiles under the replicate weights, and the sums of each domain."""
    assert isinstance(frame.design, Replicated)
    weights = frame.design.weights
    bins = _binned(frame, order)
    found = np.full((weights.shape[1], len(frame.domains), len(q)), np.nan)
    for domain, rows in enumerate(order.domains()):
        coarse = bins.coarse(domain)
        for number, p in enumerate(q) if len(rows) else ():
            low, high = _window(rule, coarse, p)
            inside = rows[slice(*bins.edges[domain, [low, high]])]
            if not len(inside):
                continue
            below = coarse.up_to(np.full(len(coarse.whole), low - 1))
            near = order.y[inside], weights, inside, below, coarse.whole
            found[:, domain, number] = _near(rule, near, p)
    return found, bins.sums


def _binned(frame: Frame, order: Ordered) -> _Bins:
    """Add up the replicate weights of each domain by bins; equal answers share a bin."""
    assert isinstance(frame.design, Replicated)
    domains = len(frame.domains)
    bins = int(np.clip(_CELLS // (domains * frame.design.weights.shape[1]), 1, _BINS))
    edges = np.zeros((domains, bins + 1), dtype=np.intp)
    level = np.full(len(order.y), -1, dtype=np.int16)
    for domain, rows in enumerate(order.domains()):
        y = order.y[rows]
        cut = y[np.arange(1, bins) * len(y) // bins] if len(y) else np.empty(0)
        edges[domain, 1:] = [*np.searchsorted(y, cut), len(y)] if len(y) else 0
        level[rows] = np.repeat(np.arange(bins), np.diff(edges[domain]))
    return _Bins(edges, summed(frame, level_rows(frame, level, bins), 0))


def _window(rule: QuantileRule, coarse: Distribution, p: float) -> tuple[int, int]:
    """Return the first and the end of the bins that hold all a rule reads, in any replicate."""
    if not rule.local:
        return 0, len(coarse.x)
    target = p * coarse.whole - TIE * coarse.whole
    v = np.clip(coarse.reached(target), coarse.first, coarse.end)
    some = coarse.whole > 0 if coarse.whole.any() else coarse.whole == 0
    low, high = coarse.preceding(v)[some].min(), coarse.following(v)[some].max()
    return int(low), int(high) + 1


def _near(rule: QuantileRule, near: Any, p: float) -> FloatArray:
    """Return the quantile of each replicate from the rows near it, some replicates at a time."""
    y, weights, rows, below, whole = near
    step = max(1, _TABLE // max(len(rows), 1))
    parts = []
    for start in range(0, weights.shape[1], step):
        at = slice(start, start + step)
        found = distribution(y, weights[rows, at], below[at], whole[at])
        parts.append(quantile_at(rule, found, p))
    return np.concatenate(parts)
