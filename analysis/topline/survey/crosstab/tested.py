"""What is compared with what in a crosstab, and what comes of it, from the joint covariance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...answers.folding import fold
from ...errors import ArgumentError
from ...estimates.algebra.compared import tested_pairs
from ...estimates.covariance import Cells, Covariance
from ...estimates.estimates import Estimates
from ...statistics.comparisons.adjust import UNADJUSTED, adjusted
from ...values import Value
from ..data.columns import FloatArray, IntArray
from .letters import LetterRule
from .parts.cells import Made


@dataclass(frozen=True, eq=False)
class Pairs(Value):
    """Cells, what each is compared with, and the row of a banner that they belong to: (m,) int."""

    first: IntArray
    second: IntArray
    line: IntArray


@dataclass(frozen=True, eq=False)
class Against(Value):
    """Estimates with others behind them, and which of them each is compared with.

    Attributes
    ----------
    whole : Estimates
        The cells of the table come first.
    other : (k,) int
        The row that each cell is compared with; −1 for none.
    """

    whole: Estimates
    other: IntArray

    def pairs(self, places: IntArray) -> Pairs:
        """Return the cells that are compared, with what, and the row of a banner of each.

        `places` are the (k, 4) groups, rows, banners and columns of the cells, sorted.
        """
        first = np.flatnonzero(self.other >= 0)
        _, line = np.unique(places[first, :3], axis=0, return_inverse=True)
        return Pairs(first, self.other[first], line)


@dataclass(frozen=True, eq=False)
class Tests(Value):
    """Cells compared: (m,) of each.

    Attributes
    ----------
    first, second : int
        Rows of the estimates: a cell, and what it is compared with.
    line : int
        The row of a banner that the pair belongs to.
    gap, std_error : float
        The first less the second.
    p_value : float
        NaN where a base is too small to be tested, or nothing is known of the variance.
    p_adjusted : float
    """

    first: IntArray
    second: IntArray
    line: IntArray
    gap: FloatArray
    std_error: FloatArray
    p_value: FloatArray
    p_adjusted: FloatArray

    @property
    def number(self) -> int:
        """How many pairs there are."""
        return len(self.first)

    @property
    def untested(self) -> int:
        """How many of them are not tested."""
        return int(np.isnan(self.p_value).sum())

    def significant(self, rule: LetterRule) -> Iterator[tuple[int, int, float]]:
        """Go through significant pairs, the higher before the lower, in the order of the table."""
        at = np.flatnonzero(self.p_adjusted <= rule.errors[-1])
        more = self.gap[at] > 0
        higher = np.where(more, self.first[at], self.second[at])
        lower = np.where(more, self.second[at], self.first[at])
        for k in np.lexsort((lower, higher)).tolist():
            yield int(higher[k]), int(lower[k]), float(self.p_adjusted[at[k]])

    def arrows(self, rule: LetterRule) -> Iterator[tuple[int, str]]:
        """Go through significant cells, each with the arrow of how it stands to its other."""
        for k in np.flatnonzero(self.p_adjusted <= rule.errors[-1]).tolist():
            up = bool(self.gap[k] > 0)
            yield int(self.first[k]), rule.arrow(up=up, p=float(self.p_adjusted[k]))

    def compared(self, labels: pd.DataFrame, other: str | None) -> pd.DataFrame:
        """Return a row for each pair: labels of the cell, what it is compared with, what came out.

        `labels` has a row for each cell; `other` says what all are compared with, where it is no
        column of the table.
        """
        found = labels.iloc[self.first].reset_index(drop=True)
        if other is None:
            beside = labels["column"].astype(object).to_numpy()[self.second]
        else:
            beside = np.full(len(found), other, dtype=object)
        return found.assign(
            other=beside,
            difference=self.gap,
            std_error=self.std_error,
            p_value=self.p_value,
            p_adjusted=self.p_adjusted,
        )


COMPARISONS = (
    "category", "banner", "column", "other", "difference", "std_error", "p_value", "p_adjusted",
)  # fmt: skip
"""Columns of what was compared."""


def column_pairs(places: IntArray, sizes: Sequence[int], chosen: NDArray[np.bool_] | None) -> Pairs:
    """Return the pairs of columns in each row of a banner, and the line that they belong to.

    Parameters
    ----------
    places : (k, 4) int
        Group, row, banner and column, sorted.
    sizes : sequence of int
        How many columns of each banner are tested.
    chosen : (c, c) bool, optional
        Which pairs of all columns are.
    """
    # columns of one row of a banner stand together
    starts = np.flatnonzero(np.any(np.diff(places[:, :3], axis=0, prepend=-1), axis=1))
    stops = np.append(starts[1:], len(places))
    before = np.cumsum([0, *sizes])
    found = [np.empty((3, 0), dtype=np.intp)]
    for line, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        banner = places[start, 2]
        if not sizes[banner] or stop - start < 2:
            continue
        i, j = np.triu_indices(stop - start, 1)
        if chosen is not None:
            column = before[banner] + places[start:stop, 3]
            kept = chosen[column[i], column[j]]
            i, j = i[kept], j[kept]
        found.append(np.stack([start + i, start + j, np.full(len(i), line)]))
    return Pairs(*np.concatenate(found, axis=1))


def tests_of(estimates: Estimates, rule: LetterRule, pairs: Pairs) -> Tests:
    """Compare pairs of cells as ``Estimates.compare`` does, and adjust for how many there are.

    Respondents in both cells, clusters across them and weights are all allowed for.
    """
    table = estimates.table
    # with nobody there is nothing to compare
    somebody = (table["n"] != 0).to_numpy(dtype=bool, na_value=True)
    there = somebody[pairs.first] & somebody[pairs.second]
    first, second, line = pairs.first[there], pairs.second[there], pairs.line[there]
    tested = ((table["n"] >= rule.minimum_base) & table["std_error"].notna()).to_numpy(dtype=bool)
    estimate = table["estimate"].to_numpy(dtype=float)
    error, p = np.full((2, len(first)), np.nan)
    at = np.flatnonzero(tested[first] & tested[second])
    if len(at):
        i, j = first[at], second[at]
        own = tested_pairs(table, estimates.covariance, i, j, estimates.most_df)
        error[at], p[at] = own.std_error, own.p_value
    if rule.one_sided:
        p = p / 2
    whole = p
    if rule.adjustment is not UNADJUSTED and len(p):
        ends = np.flatnonzero(np.diff(line)) + 1
        ends = ends[:0] if rule.family == "table" else ends
        whole = np.concatenate([adjusted(rule.adjustment, own) for own in np.split(p, ends)])
    return Tests(
        first=first,
        second=second,
        line=line,
        gap=estimate[first] - estimate[second],
        std_error=error,
        p_value=p,
        p_adjusted=whole,
    )


def within_table(
    estimates: Estimates, places: IntArray, banners: int, compare: str, groups: pd.DataFrame
) -> Against:
    """Return what each cell is compared with: the total, the rest, or the group before.

    Parameters
    ----------
    estimates : Estimates
        All, those of the rest behind those of the table.
    places : (k + r, 4) int
        Theirs: rests of the banners but the total have numbers from `banners` on.
    banners : int
        How many there are, the total among them.
    compare : {"total", "rest", "previous"}
    groups : pandas.DataFrame
        Labels of each group; of several columns the last is the wave.
    """
    wanted = places[places[:, 2] < banners].copy()
    banner = wanted[:, 2]
    if compare == "total":
        wanted[:, 2:] = 0
    elif compare == "rest":
        wanted[:, 2] = np.where(banner > 0, banner + banners - 1, -1)
    else:
        # no wave is before the first of the same other group, as a country
        beside = groups.iloc[:, :-1]
        first = (beside != beside.shift()).any(axis=1).to_numpy()
        wanted[:, 0] = np.where(first[wanted[:, 0]], -1, wanted[:, 0] - 1)
    other = pd.MultiIndex.from_arrays(list(places.T)).get_indexer(
        pd.MultiIndex.from_arrays(list(wanted.T))
    )
    other[other == np.arange(len(other))] = -1
    return Against(estimates, np.asarray(other, dtype=np.intp))


@dataclass(frozen=True, eq=False)
class Apart:
    """Cells of two surveys that have no respondent in common, the first with so many rows."""

    first: Cells
    second: Cells
    size: int

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the cells where rows and columns meet."""
        i, j = np.broadcast_arrays(rows, columns)
        found = np.zeros(i.shape)
        one, two = (i < self.size) & (j < self.size), (i >= self.size) & (j >= self.size)
        found[one] = self.first(i[one], j[one])
        found[two] = self.second(i[two] - self.size, j[two] - self.size)
        return found


def with_previous(estimates: Estimates, previous: Estimates) -> Against:
    """Return what each cell is compared with: that of the same labels in another survey's table.

    Raises
    ------
    ArgumentError
        When no cell is in both.
    """
    labels = ["category", "banner", "column"]
    own, theirs = (each.table for each in (estimates, previous))
    labels = [name for name in own if name in theirs and name in ("outcome", *labels)]
    texts = [table[labels[1:]].astype(str) for table in (own, theirs)]
    # the same answer may be spelled otherwise the time before, where that makes no two of it
    keys = [pd.MultiIndex.from_frame(text.map(fold)) for text in texts]
    if not all(key.is_unique for key in keys):
        keys = [pd.MultiIndex.from_frame(text) for text in texts]
    if not keys[1].is_unique:
        raise ArgumentError("previous has several groups; expected a table without by=")
    other = np.asarray(keys[1].get_indexer(keys[0]), dtype=np.intp)
    if not (other >= 0).any():
        raise ArgumentError(
            "no cell of the table is in previous; expected a table of the same question and columns"
        )
    table = pd.concat([own, theirs], ignore_index=True).drop(columns="flag")
    cells = Apart(estimates.covariance.cells, previous.covariance.cells, len(own))
    degrees = [each.most_df for each in (estimates, previous)]
    whole = Estimates(
        table,
        Covariance(len(table), cells),
        estimates.method,
        most_df=None if None in degrees else sum(filter(None, degrees)),
    )
    return Against(whole, np.where(other >= 0, other + len(own), -1))


def compared(
    made: Made, banners: int, compare: str, previous: Estimates | None, groups: pd.DataFrame
) -> tuple[Made, Against]:
    """Return the cells that are shown, and what each of them is compared with."""
    whole, places = made.estimates, made.places
    beside = places[:, 2] >= banners
    if beside.any():
        # the rest of each column stands behind the cells that are shown
        order = np.argsort(beside, kind="stable")
        whole, places = whole.subset(order), places[order]
        shown = np.arange(np.count_nonzero(~beside))
        made = replace(made, estimates=whole.subset(shown), places=places[shown])
    if previous is not None:
        return made, with_previous(whole, previous)
    return made, within_table(whole, places, banners, compare, groups)
