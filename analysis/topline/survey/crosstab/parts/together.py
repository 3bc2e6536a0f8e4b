"""What tables that stand together tell of one another's hidden cells.

A question that is a column of another's table has a table with the same cells, the other way round,
and tables of one banner have the same bases.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....estimates.reason_codes import has_reason
from ....values import Value
from ....wording import label_text
from ...data.columns import FloatArray, IntArray
from .banners import NOTHING_SHARED, NestedLabel, Shared, conditions
from .bases import bases_of
from .cells import PERCENTS, Made, in_order
from .covers import unions_between
from .hiding import with_complements
from .questions import Block, Question
from .sums import Sum, Told

Key = tuple[Shared, int]
"""The same, and how many they are."""

Condition = Hashable
"""A variable, and the answers of which respondents gave one."""

Alike = tuple[Condition, tuple[Condition, ...]]
"""An answer, and answers to another question that it is, put together."""


@dataclass(frozen=True, eq=False)
class Others(Value):
    """What tables that stand together have.

    Attributes
    ----------
    shared : set of Key
        The cells that several of them have.
    counts : mapping of Shared to set of int
        How many respondents those of all cells are.
    hidden : set of Key
        The cells that any hides.
    """

    shared: Set[Key]
    counts: Mapping[Shared, Set[int]]
    hidden: Set[Key]


@dataclass(frozen=True, eq=False, kw_only=True)
class Secrets(Value):
    """What a table of shares or counts hides.

    Attributes
    ----------
    told : Told
        What its sums are known by.
    counts : bool
        Whether its cells are counts, whose bases are hidden, too, where they are small.
    places : (k, 4) int
        Group, row, banner and column of its cells, and of the bases of columns.
    gone : (k,) bool
        Which are hidden.
    unions : mapping of Condition to tuple of Alike
        Answers that, beginning with it, are one to another question, of any table of a book.
    """

    told: Told
    counts: bool
    places: IntArray
    gone: NDArray[np.bool_]
    unions: Mapping[Condition, tuple[Alike, ...]] = field(default_factory=dict)

    @property
    def of_base(self) -> NDArray[np.bool_]:
        """Which places are the bases of columns, or, of shares of rows, those of rows."""
        margin = np.array([len(own.labels) for own in self.told.banners])
        found: NDArray[np.bool_] = self.places[:, 3] == margin[self.places[:, 2]]
        if self.told.totalled:
            found = self.places[:, 1] == self.told.base
        return found

    @cached_property
    def count(self) -> FloatArray:
        """How many respondents are in each cell."""
        told = self.told
        margin = not told.totalled
        # of tables of numbers there are bases alone
        banners = list(told.banners)
        if margin:
            every = [Block(own.answered, np.array([len(own.labels)])) for own in banners]
            banners = [
                replace(own, columns=(*own.columns, block))
                for own, block in zip(banners, every, strict=True)
            ]
        counted: list[Any] = []
        if told.question.labels:
            cells = PERCENTS["respondents"].cells(told.request, told.question, banners)
            piece, places = in_order(list(cells))
            counted += zip(map(tuple, places.tolist()), piece.estimate.tolist(), strict=True)
        bases = bases_of(told.request, told.question, told.banners, margin=margin)
        for group, banner, column, n in bases[["group", "banner", "column", "n"]].to_numpy():
            counted.append(((int(group), told.base, int(banner), int(column)), float(n)))
        known = dict(counted)
        return np.array([known[tuple(place)] for place in self.places.tolist()], dtype=float)

    @cached_property
    def heads(self) -> list[list[Shared]]:
        """What respondents of each column have in common; behind it, of those in any, nothing."""
        every = zip(self.told.banner_names, self.told.banners, strict=True)
        return [[*conditions(own, name), NOTHING_SHARED] for name, own in every]

    @cached_property
    def keys(self) -> list[Key]:
        """What each cell is known by in other tables."""
        told, heads = self.told, self.heads
        rows = {
            told.base: NOTHING_SHARED,
            **dict(enumerate(conditions(told.question, told.question.name))),
        }
        groups = [
            frozenset[Hashable](zip(labels.index, map(label_text, labels), strict=True))
            for _, labels in told.request.domains.labels.iterrows()
        ] or [NOTHING_SHARED]
        every = zip(self.places.tolist(), self.count.tolist(), strict=True)
        return [(groups[g] | rows[r] | heads[b][c], int(n)) for (g, r, b, c), n in every]

    @cached_property
    def margins(self) -> list[tuple[Shared, IntArray]]:
        """Cells that add up to those of another table, as far as is known without it.

        Nested columns are those of some of their variables, and answers are others put together.
        What the cells have in common, and which they are.
        """
        told, found = self.told, defaultdict[Shared, list[int]](list)
        every = zip(self.places.tolist(), self.keys, strict=True)
        for at, ((_, _, b, c), (shared, _)) in enumerate(every):
            own = told.banners[b]
            if c < own.plain and isinstance(own.labels[c], NestedLabel):
                head = self.heads[b][c]
                for size in range(1, len(head)):
                    for some in combinations(sorted(head, key=repr), size):
                        found[(shared - head) | frozenset(some)].append(at)
        margins = [(shared, np.array(cells)) for shared, cells in found.items()]
        place = {shared: k for k, (shared, _) in reversed([*enumerate(self.keys)])}
        for shared in place if self.unions else ():
            for first in shared & self.unions.keys():
                for whole, parts in self.unions[first]:
                    cells = [place.get(shared - {first} | {part}) for part in parts]
                    if None not in cells:
                        margins.append((shared - {first} | {whole}, np.array(cells)))
        return margins

    def beside(self, others: Others) -> tuple[NDArray[np.bool_], set[Key]]:
        """Return what is hidden beside other tables, and what these have to hide.

        What others have, too, may not be worked out here, or it is told there.
        """
        keys, base = self.keys, self.of_base
        gone = self.gone | np.array([key in others.hidden for key in keys], dtype=bool)
        common = np.array([key in others.shared for key in keys], dtype=bool)
        known = set(keys)
        margins = [
            (shared, n, cells)
            for shared, cells in (self.margins if gone.any() else ())
            for n in others.counts.get(shared, ())
            if (shared, n) not in known and abs(n - self.count[cells].sum()) < self.told.least
        ]
        if not margins and not (gone & common).any():
            return self.gone, set()
        # shares of the same base are those of a column, or of a row
        own = [0, 2, 3] if self.told.totalled else [0, 1, 2]
        line = np.unique(self.places[:, own], axis=0, return_inverse=True)[1].ravel()
        number = np.zeros(len(gone))
        number[line[base]] = self.count[base]
        # a share without its base tells this beside others
        gone |= np.isin(line, line[gone & base]) & (not self.counts)
        few = number[line] < self.told.least
        few |= self.counts & (self.count < self.told.least)
        small = gone & (self.count > 0) & (few | common)
        # of shares, who has nobody beside is told by the base, which is no number of few
        small &= self.counts | (self.count < number[line])
        stay = np.zeros(len(gone), dtype=bool) if self.counts else base & ~gone
        # what other tables have of some variables of nested columns stands behind the cells
        sums, behind = self.told.sums(self.places), list[Key]()
        for shared, n, cells in margins:
            signs = np.append(np.ones(len(cells)), -1.0)
            sums.append(Sum(np.append(cells, len(keys) + len(behind)), signs))
            behind.append((shared, n))
        far = [key in others.hidden for key in behind]
        found = with_complements(
            sums,
            np.append(gone, far).astype(bool),
            np.append(small, far).astype(bool),
            np.append(self.count, [float(n) for _, n in behind]),
            np.append(stay, [False] * len(behind)).astype(bool),
        )
        return found[: len(keys)], {behind[at] for at in np.flatnonzero(found[len(keys) :])}


def secrets_of(told: Told, made: Made, bases: pd.DataFrame | None, *, counts: bool) -> Secrets:
    """Return what a table hides, of its estimates and, where it is one of counts, its bases."""
    groups, rows = len(told.request.domains.count), len(told.question.labels)
    places = [
        (group, row, b, column)
        for group in range(groups)
        for row in (*range(rows), told.base)
        for b, banner in enumerate(told.banners)
        for column in range(len(banner.labels) + (not told.totalled))
    ]
    protected = has_reason(made.estimates.table, "protected")
    hidden = set(map(tuple, made.places[protected].tolist()))
    if counts and bases is not None:
        of_nobody = bases[bases["n"].isna()]
        hidden |= {
            (group, told.base, b, column)
            for group, b, column in of_nobody[["group", "banner", "column"]].to_numpy().tolist()
        }
    gone = np.array([place in hidden for place in places], dtype=bool)
    return Secrets(told=told, counts=counts, places=np.array(places), gone=gone)


def hidden_together(tables: Sequence[Secrets]) -> list[NDArray[np.bool_]]:
    """Return what each table hides where all of them stand together.

    What one hides every other does, too, and beside it as much as keeps it from being worked out.
    """
    if not any(table.gone.any() for table in tables):
        return [table.gone for table in tables]
    unions = unions_of_book(tables)
    tables = [replace(table, unions=unions) for table in tables]
    # which tables have a cell, or columns that add up to it
    have: dict[Key, set[int]] = defaultdict(set)
    parts: dict[Shared, set[int]] = defaultdict(set)
    counts: dict[Shared, set[int]] = defaultdict(set)
    for at, table in enumerate(tables):
        for shared, n in table.keys:
            have[shared, n].add(at)
            counts[shared].add(n)
        for shared, _ in table.margins:
            parts[shared].add(at)
    again = {key for key, own in have.items() if len(own | parts.get(key[0], set())) > 1}
    others = Others(again, counts, keys_of(tables))
    while True:
        found = [table.beside(others) for table in tables]
        tables = [replace(table, gone=gone) for table, (gone, _) in zip(tables, found, strict=True)]
        now = keys_of(tables).union(*(keys for _, keys in found))
        if now <= others.hidden:
            return [table.gone for table in tables]
        others = replace(others, hidden=others.hidden | now)


def unions_of_book(tables: Sequence[Secrets]) -> dict[Condition, tuple[Alike, ...]]:
    """Return the answers to each question that are some to another, by the first of these."""
    variables: dict[str, Question] = {}
    for table in tables:
        banners = zip(table.told.banner_names, table.told.banners, strict=True)
        for name, own in ((table.told.question.name, table.told.question), *banners):
            if isinstance(name, str) and own.labels:
                variables.setdefault(name, own)
    known = {name: conditions(own, name) for name, own in variables.items()}
    found: dict[Condition, tuple[Alike, ...]] = {}
    for name, other, (at, some) in unions_between(tables[0].told.request, variables):
        (whole,) = known[name][at]
        parts = [next(iter(known[other][place])) for place in some]
        found[parts[0]] = (*found.get(parts[0], ()), (whole, tuple(parts)))
    return found


def keys_of(tables: Iterable[Secrets]) -> set[Key]:
    """Return the keys of the cells that are hidden in any table."""
    return {
        key
        for table in tables
        if table.gone.any()
        for key, gone in zip(table.keys, table.gone.tolist(), strict=True)
        if gone
    }
