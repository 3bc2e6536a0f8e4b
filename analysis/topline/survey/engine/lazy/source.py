"""The source of rows that an engine holds: what is asked of it becomes sums that it runs."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....errors import ArgumentError, DataError
from ...data.columns import FloatArray, counted
from ...data.domains import columns_asked, combined, refuse_names
from ..asked import Asked, Categories, Chosen, Domains, Subset, Variable
from ..order import Order
from ..totals import Base, Sums
from .coded import (
    Coded,
    any_known,
    any_of,
    by_table,
    cell,
    combinations,
    everybody,
    joined,
    paired,
    recoded,
)
from .conditions import condition_code
from .counts import AT_ONCE, Counts, known
from .order import LazyOrder
from .ranks import rank_of, rank_of_units, ranks_of_domains
from .several import chosen_of
from .sums import inside, keys_of, replicate_sums, unit_sums
from .tables import Table, table_of


@dataclass(frozen=True, eq=False)
class LazySource(Counts):
    """Rows that an engine holds; see ``Source`` for what can be asked of them."""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __deepcopy__(self, _memo: Any) -> "LazySource":
        """Return the same rows: nobody changes them, and an engine has no copy."""
        return self

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self.rows.kinds)

    def variable(self, name: Any) -> Variable:
        """Return a numeric column."""
        found = self.levels.numbers(name)
        return Variable(name, found, found.notes)

    def without(self, variable: Variable, value: float) -> Variable:
        """Return a variable with no answer where it has a value."""
        answer = variable.rows.expr
        kept = nw.when(answer != value).then(answer)
        return replace(variable, rows=replace(variable.rows, expr=kept))

    def typical(self, variable: Variable) -> float:
        """Return the mean."""
        return float(variable.rows.mean)

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds categories or text."""
        return self.levels.is_categorical(name)

    def categories(self, name: Any, role: str = "variable") -> Categories:
        """Return the categories of a column."""
        own = self.levels.column(name, role)
        found = own.columns.answers(name, role)
        values = own.columns.data.iloc[:, 0]
        known = values.notna().to_numpy()
        # the row of what is missing comes last in a table of codes
        rows = by_table(own.key, np.append(found.rows[known], -1))
        notes = (*found.notes, *filter(None, [found.order_note]))
        return Categories(found.labels, rows, found.scale, notes)

    def given(self, name: Any) -> Categories:
        """Return who has an answer to a question, as one category."""
        if self.rows.kind(name).is_numeric() and not self.is_categorical(name):
            return Categories(pd.Index(["answered"]), known(name, self.levels.answer(name)))
        return self.any_known([self.categories(name)])

    def condition(self, test: Any) -> Categories:
        """Return for whom a condition holds, as categories False and True."""
        rows = condition_code(self.levels, test)
        return Categories(pd.Index([False, True]), rows, notes=self._said_of(test))

    def _said_of(self, test: str) -> tuple[str, ...]:
        asked = columns_asked(test, self.rows.kinds)
        told = (self.levels.notes_of(name, ranked=own) for name, own in asked.items())
        return tuple(note for notes in told for note in notes)

    def is_several(self, name: Any) -> bool:
        """Return whether a name is that of a question with several answers."""
        return isinstance(name, str) and name in self.levels.sets

    def chosen(self, question: Any) -> Chosen:
        """Return a question with several answers: a set, its name, or columns of ticks."""
        return chosen_of(self, question)

    def recode(self, categories: Categories, to: Sequence[int], labels: Any) -> Categories:
        """Return other categories: `to` each, the last for who has none; −1 is no answer."""
        return recoded(categories, to, labels)

    def pair(self, first: Categories, second: Categories) -> Categories:
        """Return the pairs of categories, the first's slowest; none where one is missing."""
        return paired(first, second)

    def any_of(self, answers: Sequence[Categories]) -> Categories:
        """Return who chose one of several answers."""
        return any_of(answers)

    def any_known(self, answers: Sequence[Categories]) -> Categories:
        """Return who has an answer to one of several, as one category."""
        return any_known(answers)

    def subset(self, condition: Any, within: Subset | None = None) -> Subset:
        """Return the rows for which a condition holds."""
        own = condition_code(self.levels, condition)
        notes = () if within is None else within.notes
        notes = (*notes, *self._said_of(condition))
        parts = [own] if within is None else [own, within.rows]
        table = self.counted(parts)
        holds = own.code(table.places)
        if not table.rows[holds > 0].sum():
            names = columns_asked(condition, self.rows.kinds)
            words = [self.levels.words(name) for name in names]
            raise ArgumentError(
                f"no row has {condition}; {'; '.join(words)}; choose another condition"
            )
        gone = holds < 0
        if within is not None:
            gone = gone & (within.rows.code(table.places) > 0)
        unknown = int(table.rows[gone].sum())
        if unknown:
            left = f"{counted(unknown, 'row')} left out: where ({condition}) is not known there"
            notes = (*notes, left)
        return Subset(joined(parts, lambda *codes: np.min(codes, axis=0) > 0), notes)

    def domains(self, names: Sequence[Any], within: Subset | None) -> Domains:
        """Return the combinations of some columns that occur; without any, one domain."""
        if not names:
            rows = None if within is None else _inside(everybody(), within)
            labels = pd.DataFrame(index=range(1))
            own = () if within is None else within.notes
            return Domains(labels, self.count(rows, 1), rows, notes=own)
        refuse_names(names)
        categories = [self.categories(name, "by") for name in names]
        parts = [each.rows for each in categories]
        table = self.counted(parts if within is None else [*parts, within.rows])
        codes = [own.code(table.places) for own in parts]
        code, labels = combined(names, codes, [each.labels for each in categories])
        if (code < 0).all():
            raise DataError(
                f"nobody has a value of {', '.join(map(repr, names))}; choose another by="
            )
        missing = code < 0
        whole = combinations(parts, codes, code)
        rows = whole if within is None else _inside(whole, within)
        if within is not None:
            missing = missing & (within.rows.code(table.places) > 0)
        notes = [*(() if within is None else within.notes)]
        for each in categories:
            notes += each.notes
        return Domains(
            labels=labels,
            count=self.count(rows, len(labels)),
            rows=rows,
            left_out=int(table.rows[missing].sum()),
            scales={str(name): each.scale for name, each in zip(names, categories, strict=True)},
            notes=tuple(notes),
        )

    def cross(self, domains: Domains, categories: Categories) -> Domains:
        """Return domain g·k + c for category c of k of domain g, without labels."""
        width = len(categories.labels)
        rows = categories.rows
        if domains.rows is not None:
            rows = joined([domains.rows, rows], lambda g, c: cell(g, c, width))
        size = len(domains.count) * width
        labels = pd.DataFrame(index=range(size))
        return Domains(labels, self.count(rows, size), rows, notes=domains.notes)

    def inside(self, domains: Domains, number: int) -> Subset:
        """Return the rows of one domain."""
        if domains.rows is None:
            return Subset(joined([everybody()], lambda code: code == 0))
        return Subset(joined([domains.rows], lambda code: code == number))

    def expect(self, names: Sequence[str], by: Sequence[str], within: Subset | None) -> None:
        """Hear which columns will be looked at, and by which others."""
        # one of several answers is in no column; it has a base of its own
        single = [name for name in dict.fromkeys([*names, *by]) if not self.is_several(name)]
        for name in single:
            self.rows.kind(name, "question")
        self.levels.read(single)
        inside = [] if within is None else [within.rows]
        inside += [] if self.codes.by_cell is None else [self.codes.by_cell.cells]
        codes = {}
        for name in single:
            # what cannot be counted is refused when it is asked for
            with suppress(DataError):
                few = self.levels.is_small(name) and not self.has_mean(name)
                codes[name] = (self.categories(name) if few else self.given(name)).rows
        groups = [[codes[name]] for name in by if name in codes] or [[]]
        each = [codes[name] for name in names if name in codes]
        self.expect_tables([[own, *group, *inside] for own in each for group in groups])

    def with_missing_codes(self, missing_codes: Any) -> "LazySource":
        """Return the rows with further codes, or labels, that are no answers."""
        levels = self.levels.with_missing_codes(missing_codes)
        return LazySource(levels, self.codes, *self.of_columns())

    def sums(self, asked: Asked) -> Sums:
        """Add up weights and terms, by domain and sampled unit, or by domain and replicate."""
        given = bool(self.codes.replicates)
        table = self._summed(asked, most=None, again=given)
        if given or self.codes.factors is not None:
            return replicate_sums(table, asked, self.codes)
        return unit_sums(table, asked, self.codes, self.counted)

    def _summed(self, asked: Asked, most: int | None, *, again: bool) -> Table:
        """Return the table that a question is answered from; that of counts where it will do."""
        keys = keys_of(asked, self.codes)
        if not asked.variables and not asked.terms():
            return self.counted([Coded(keys, lambda at: np.zeros(at.size, np.intp))], most)
        return table_of(self.rows, self.codes, keys, asked, again=again)

    def base(self, asked: Asked) -> Base:
        """Return how many respondents each domain has, and the sums of their weights."""
        counts = replace(asked, terms=lambda *_: (), repeated=0)
        table = self._summed(counts, most=AT_ONCE, again=False)
        found, size = inside(table, asked), len(asked.domains.count)
        weight, squares = (
            np.bincount(found.domain, sums[found.at], size).astype(float)
            for sums in (table.sums[0], table.squares)
        )
        return Base(found.n, weight, squares)

    def ordered(self, variable: Variable, domains: Domains) -> Order:
        """Put the respondents of each domain in order."""
        return LazyOrder(
            levels=self.levels,
            codes=self.codes,
            variable=variable.rows,
            domains=domains,
            is_whole=domains.rows is None and not self.unanswered([variable]),
        )

    def ranks(self, variable: Variable, domains: Domains, ties: str) -> Variable:  # noqa: ARG002
        """Refuse to rank every row.

        Raises
        ------
        ArgumentError
        """
        raise ArgumentError(
            "a test by ranks puts every row in its place among all, and the rows are not in "
            "memory; read the columns it is about into memory first, as with read_survey(path, "
            "columns=[…])"
        )

    def rank(self, among: Subset, most: int | None = None) -> int:
        """Return the rank of the replicate weights of some rows, at most `most`."""
        table = self.counted([among.rows], most=AT_ONCE if self.codes.factors is None else None)
        holds = among.rows.code(table.places) > 0
        if self.codes.factors is not None:
            return rank_of_units(table, self.codes, holds, most)
        size = len(self.codes.replicates) if most is None else most
        count = int(table.rows[holds].sum())
        return rank_of(self.rows, self.codes, among.rows, count, size)

    def domain_ranks(self, domains: Domains, most: int) -> FloatArray:
        """Return the rank of the replicate weights of each domain's rows, at most `most`."""
        if most not in domains.ranks:
            own = everybody() if domains.rows is None else domains.rows
            made = self.codes.factors is not None
            table, size = self.counted([own], None if made else AT_ONCE), len(domains.count)
            code = own.code(table.places).astype(np.intp)
            if made:
                every = [rank_of_units(table, self.codes, code == g, most) for g in range(size)]
                domains.ranks[most] = np.array(every, dtype=float)
            else:
                inside = code >= 0
                count = np.bincount(code[inside], table.rows[inside], size).astype(np.intp)
                domains.ranks[most] = ranks_of_domains(self.rows, self.codes, own, count, most)
        return domains.ranks[most]


def _inside(rows: Coded, within: Subset) -> Coded:
    return joined([rows, within.rows], lambda code, holds: np.where(holds > 0, code, -1))
