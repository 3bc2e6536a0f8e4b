"""Respondents of each domain in the order of a variable, in memory.

Replicates: the rows of each domain, in order, are cut into bins; one sparse product adds the
replicate weights up by domain and bin. They tell in which bins the quantiles of a domain lie, and
only the weights of the rows in those are read again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..data.columns import FloatArray, IntArray, blocks_of
from .asked import Asked, Categories, Domains, Subset
from .distributions import TIE, Distribution, distribution
from .order import Near
from .replicate_weights import ReplicateWeights
from .sums import replicate_sums
from .totals import Sums

_CELLS, _BINS = 2**19, 256
_TABLE = 2**22
"""Sizes: of the table of bins, and of the weights looked at together."""


@dataclass(frozen=True, eq=False)
class Ordered:
    """Rows with an answer, domain by domain and in each by their answer.

    Attributes
    ----------
    y : (n,) float
        Answers of all rows.
    weights : (n,) float
    code : (n,) int or None
        Domain of each row.
    count : (g,) float
        Rows of each domain with a weight, of any answer.
    rows : (m,) int
    start : (g + 1,) int
        Where each domain starts, and the last one ends.
    replicates : (n, r) or None
    """

    y: FloatArray
    weights: FloatArray
    code: IntArray | None
    count: FloatArray
    rows: IntArray
    start: IntArray
    replicates: ReplicateWeights | None

    @property
    def is_whole(self) -> bool:
        """Whether every row is a respondent of the one domain."""
        return len(self.start) == 2 and len(self.rows) == len(self.y)

    def domains(self) -> Iterator[IntArray]:
        """Go through the domains: the rows of each in order."""
        for first, end in zip(self.start[:-1], self.start[1:], strict=True):
            yield self.rows[first:end]

    def respondents(self) -> Iterator[Subset]:
        """Go through the domains' respondents."""
        return map(Subset, self.domains())

    def distributions(self, _shares: FloatArray | None = None) -> Iterator[Distribution | None]:
        """Go through the distributions of the domains; None where nobody answered."""
        for rows in self.domains():
            if len(rows):
                yield distribution(self.y[rows], self.weights[rows][:, None])
            else:
                yield None

    def above(self, at: FloatArray) -> Categories:
        """Return how many of its domain's values, (g, k) and ascending, each answer is above."""
        category = np.empty(len(self.y), dtype=np.int16)
        for rows in blocks_of(len(self.y)):
            own = at if self.code is None else at[self.code[rows]]
            above = (self.y[rows, None] > own).sum(axis=1, dtype=np.int16)
            above[np.isnan(self.y[rows])] = -1
            category[rows] = above
        return Categories(pd.RangeIndex(at.shape[1] + 1), category)

    def near(self, shares: FloatArray, local: bool) -> tuple[Sums, Iterator[Near]]:
        """Return the sums of each domain, and its distributions under the replicate weights."""
        assert self.replicates is not None
        domains = len(self.count)
        bins = int(np.clip(_CELLS // (domains * self.replicates.shape[1]), 1, _BINS))
        edges = np.zeros((domains, bins + 1), dtype=np.intp)
        category = np.full(len(self.y), -1, dtype=np.int16)
        for domain, rows in enumerate(self.domains()):
            y = self.y[rows]
            # equal answers share a bin
            cut = y[np.arange(1, bins) * len(y) // bins] if len(y) else np.empty(0)
            edges[domain, 1:] = [*np.searchsorted(y, cut), len(y)] if len(y) else 0
            category[rows] = np.repeat(np.arange(bins), np.diff(edges[domain]))
        asked = Asked(
            Domains(pd.DataFrame(), self.count, self.code),
            categories=Categories(pd.RangeIndex(bins), category),
        )
        sums = replicate_sums(asked, self.weights, self.replicates)
        assert sums.again is not None
        return sums, self._near(edges, sums.again[0], shares, local)

    def _near(
        self, edges: IntArray, weight: FloatArray, shares: FloatArray, local: bool
    ) -> Iterator[Near]:
        """Go through the distributions near each share, some replicates at a time."""
        assert self.replicates is not None
        bins = np.arange(edges.shape[1] - 1.0)
        for domain, rows in enumerate(self.domains()):
            coarse = distribution(bins, weight[domain])
            for number, share in enumerate(shares) if len(rows) else ():
                low, high = 0, len(bins)
                if local:
                    # the bins that hold all a rule reads, in any replicate
                    target = share * coarse.whole - TIE * coarse.whole
                    v = np.clip(coarse.reached(target), coarse.first, coarse.end)
                    some = coarse.whole > 0 if coarse.whole.any() else coarse.whole == 0
                    low = int(coarse.preceding(v)[some].min())
                    high = int(coarse.following(v)[some].max()) + 1
                inside = rows[slice(*edges[domain, [low, high]])]
                before = coarse.up_to(np.full(len(coarse.whole), low - 1))
                step = max(1, _TABLE // max(len(inside), 1))
                for start in range(0, len(before), step) if len(inside) else ():
                    at = slice(start, start + step)
                    again = self.replicates[inside, at]
                    found = distribution(self.y[inside], again, before[at], coarse.whole[at])
                    yield Near(domain, number, at, found)


def ordered(
    y: FloatArray,
    weights: FloatArray,
    domains: Domains,
    replicates: ReplicateWeights | None = None,
) -> Ordered:
    """Put the rows of each domain in order; a sort of few rows at a time stays in the cache."""
    answered = ~np.isnan(y)
    size = len(domains.count)
    if domains.rows is None:
        rows = np.flatnonzero(answered).astype(np.int32)
        start: IntArray = np.array([0, len(rows)])
    else:
        answered &= domains.rows >= 0
        code = domains.rows.astype(np.min_scalar_type(size))
        code[~answered] = size
        count = np.bincount(code, minlength=size + 1)[:-1]
        start = np.concatenate([[0], np.cumsum(count)])
        rows = np.argsort(code, kind="stable")[: start[-1]].astype(np.int32)
    found = Ordered(
        y=y,
        weights=weights,
        code=domains.rows,
        count=domains.count,
        rows=rows,
        start=start,
        replicates=replicates,
    )
    for part in found.domains():
        part[:] = part[np.argsort(y[part])]
    return found


def middle_ranks(values: FloatArray, w: FloatArray, ties: str) -> FloatArray:
    """Return each value's rank among all, F(y−) + ½(F(y) − F(y−)), from 0 to 1.

    Ties share it; with ``ties="rows"`` it is the mean of those that their rows would have in order.
    """
    _, place = np.unique(values, return_inverse=True)
    if ties == "rows":
        order = np.argsort(values, kind="stable")
        middle = np.empty(len(values))
        middle[order] = np.cumsum(w[order]) - w[order] / 2
        middle = np.bincount(place, middle) / np.bincount(place)
    else:
        at = np.bincount(place, w)
        middle = np.cumsum(at) - at / 2
    return np.asarray(middle[place] / w.sum())
