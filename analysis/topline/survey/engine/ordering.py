"""Respondents of each domain in the order of a variable."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..data.columns import FloatArray, IntArray
from ..data.domains import Domains
from .distributions import Distribution, distribution


@dataclass(frozen=True, eq=False)
class Ordered:
    """Rows with an answer, domain by domain and in each by their answer.

    Attributes
    ----------
    y : (n,) float
        Answers of all rows.
    weights : (n,) float
    rows : (m,) int
    start : (g + 1,) int
        Where each domain starts, and the last one ends.
    """

    y: FloatArray
    weights: FloatArray
    rows: IntArray
    start: IntArray

    def domains(self) -> Iterator[IntArray]:
        """Go through the domains: the rows of each in order."""
        for first, end in zip(self.start[:-1], self.start[1:], strict=True):
            yield self.rows[first:end]

    def distributions(self) -> Iterator[Distribution | None]:
        """Go through the distributions of the domains; None where nobody answered."""
        for rows in self.domains():
            if len(rows):
                yield distribution(self.y[rows], self.weights[rows][:, None])
            else:
                yield None


def ordered(y: FloatArray, weights: FloatArray, domains: Domains) -> Ordered:
    """Put the rows of each domain in order; a sort of few rows at a time stays in the cache."""
    answered = ~np.isnan(y)
    if domains.code is None:
        rows = np.flatnonzero(answered).astype(np.int32)
        found = Ordered(y, weights, rows, np.array([0, len(rows)]))
    else:
        answered &= domains.code >= 0
        code = domains.code.astype(np.min_scalar_type(len(domains)))
        code[~answered] = len(domains)
        count = np.bincount(code, minlength=len(domains) + 1)[:-1]
        start = np.concatenate([[0], np.cumsum(count)])
        rows = np.argsort(code, kind="stable")[: start[-1]].astype(np.int32)
        found = Ordered(y, weights, rows, start)
    for part in found.domains():
        part[:] = part[np.argsort(y[part])]
    return found
