"""The source in memory: a dataframe, and its rows' codes as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ..data.amounts import labels_by_code
from ..data.columns import LARGEST, FloatArray, IntArray, counted, refuse_size
from ..data.domains import columns_asked, combined, refuse_names, truth
from ..data.several import refuse_several
from .asked import Asked, Categories, Domains, Subset, Variable
from .auxiliaries import with_auxiliaries
from .ordering import Ordered, middle_ranks, ordered
from .rank import known_rank, rows_of_domains, rows_that_tell
from .rows import MemoryRows
from .sums import coded_sums, count_of, replicate_sums, unit_sums
from .totals import FEW_EFFECTIVE, Base, Sums


@dataclass(frozen=True, eq=False)
class MemorySource(MemoryRows):
    """Rows in memory, and their sums; see ``Source`` for what can be asked of them."""

    def variable(self, name: Any) -> Variable:
        """Return a numeric column, NaN where there is no answer."""
        if isinstance(name, str) and name in self._variables:
            return self._variables[name]
        found = self.columns.numbers(name)
        if found.largest > LARGEST or 0 < found.largest < 1 / LARGEST:
            refuse_size(found.rows, name, found.largest)
        variable = Variable(name, found.rows, found.notes)
        # copies of all columns would be as large as the data
        return self._variables.setdefault(name, variable) if found.lent else variable

    def labels_by_code(self, name: Any) -> tuple[str, ...]:
        """Return what the numbers of a column stand for, the least first."""
        return labels_by_code(self.columns.variable(name))

    def without(self, variable: Variable, value: float) -> Variable:
        """Return a variable with no answer where it has a value."""
        return replace(variable, rows=np.where(variable.rows == value, np.nan, variable.rows))

    def typical(self, variable: Variable) -> float:
        """Return the median of about a thousand values."""
        some = variable.rows[:: max(1, len(variable.rows) // 1000)]
        some = some[~np.isnan(some)]
        return float(np.partition(some, len(some) // 2)[len(some) // 2]) if some.size else 0.0

    def power(self, values: Any, exponent: float) -> Any:
        """Return values above 0 to a power, their logarithms for one of 0; 0 of others."""
        above = np.asarray(values) > 0
        of = np.where(above, values, 1.0)
        return np.where(above, of**exponent if exponent else np.log(of), 0.0)

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds categories or text."""
        return self.columns.is_categorical(name)

    def categories(self, name: Any, role: str = "variable") -> Categories:
        """Return the categories of a column, coded in the smallest integers."""
        if isinstance(name, str) and name in self._categories:
            return self._categories[name]
        if self.is_several(name):
            refuse_several(name, role)
        found = self.columns.answers(name, role)
        notes = (*found.notes, *filter(None, [found.order_note]))
        categories = Categories(found.labels, found.rows, found.scale, notes)
        return self._categories.setdefault(name, categories)

    def is_several(self, name: Any) -> bool:
        """Return whether a name is that of a question with several answers."""
        if not isinstance(name, str):
            return False
        # what has been read as one answer each is none
        return name not in self._categories and name in self.columns.sets

    def recode(self, categories: Categories, to: Sequence[int], labels: Any) -> Categories:
        """Return other categories: `to` each, the last for who has none; −1 is no answer."""
        table = np.asarray(to, dtype=np.min_scalar_type(-len(labels) - 1))
        return Categories(pd.Index(labels), table[categories.rows], notes=categories.notes)

    def pair(self, first: Categories, second: Categories) -> Categories:
        """Return the pairs of categories, the first's slowest; none where one is missing."""
        size = len(first.labels) * len(second.labels)
        code = np.multiply(first.rows, len(second.labels), dtype=np.int32) + second.rows
        code[(first.rows < 0) | (second.rows < 0)] = -1
        notes = (*first.notes, *second.notes)
        return Categories(pd.RangeIndex(size), code, notes=notes)

    def given(self, name: Any) -> Categories:
        """Return who has an answer to a question, as one category."""
        return self.any_known([self.categories(name)])

    def any_of(self, answers: Sequence[Categories]) -> Categories:
        """Return who chose one of several answers."""
        rows = [each.rows for each in answers]
        most, least = np.max(rows, axis=0), np.min(rows, axis=0)
        return Categories(answers[0].labels, np.where((most == 0) & (least < 0), least, most))

    def any_known(self, answers: Sequence[Categories]) -> Categories:
        """Return who has an answer to one of several, as one category."""
        most = np.max([each.rows for each in answers], axis=0)
        return Categories(pd.Index(["answered"]), np.minimum(most, 0))

    def subset(self, condition: Any, within: Subset | None = None) -> Subset:
        """Return the rows for which a condition holds."""
        found = truth(self.columns, condition, len(self))
        if isinstance(condition, str) and not found.holds.any():
            raise ArgumentError(
                f"no row has {condition}; "
                f"{'; '.join(map(self.columns.words, columns_asked(condition, self.names)))}; "
                "choose another condition"
            )
        inside, before = found.holds, () if within is None else within.notes
        notes = (*before, *self._said_of(condition))
        unknown = 0 if found.unknown is None else int(found.unknown.sum())
        if within is not None:
            inside = inside & within.rows
            unknown = unknown and int((found.unknown & within.rows).sum())
        if unknown:
            what = f" ({condition})" if isinstance(condition, str) else ""
            notes = (*notes, f"{counted(unknown, 'row')} left out: where{what} is not known there")
        return Subset(inside, notes)

    def domains(self, names: Sequence[Any], within: Subset | None) -> Domains:
        """Return the combinations of some columns that occur; without any, one domain."""
        weights, mask = self.codes.weights, None if within is None else within.rows
        if not names:
            code = None if mask is None else mask.view(np.int8) - np.int8(1)
            table, count = pd.DataFrame(index=range(1)), count_of(code, 1, weights)
            return Domains(table, count, code, notes=() if within is None else within.notes)
        refuse_names(names)
        categories = [self.categories(name, "by") for name in names]
        code, labels = combined(
            names, [each.rows for each in categories], [each.labels for each in categories]
        )
        missing = code < 0
        if missing.all():
            raise DataError(
                f"nobody has a value of {', '.join(map(repr, names))}; choose another by="
            )
        if mask is not None:
            missing &= mask
            code = np.where(mask, code, code.dtype.type(-1))
        notes = () if within is None else within.notes
        return Domains(
            labels=labels,
            count=count_of(code, len(labels), weights),
            rows=code,
            left_out=int(missing.sum()),
            scales={str(name): each.scale for name, each in zip(names, categories, strict=True)},
            notes=(*notes, *(note for each in categories for note in each.notes)),
        )

    def cross(self, domains: Domains, categories: Categories) -> Domains:
        """Return domain g·k + c for category c of k of domain g, without labels."""
        code, k = categories.rows, len(categories.labels)
        if domains.rows is not None:
            code = np.multiply(domains.rows, k, dtype=np.intp) + categories.rows
            code[(domains.rows < 0) | (categories.rows < 0)] = -1
        size = len(domains.count) * k
        count = count_of(code, size, self.codes.weights)
        return Domains(pd.DataFrame(index=range(size)), count, code, notes=domains.notes)

    def inside(self, domains: Domains, number: int) -> Subset:
        """Return the rows of one domain."""
        if domains.rows is None:
            return Subset(np.ones(len(self), dtype=bool))
        return Subset(domains.rows == number)

    def answered(self, domains: Domains, variables: Sequence[Variable]) -> Subset | None:
        """Return the rows of any domain with answers; None where these are all."""
        inside = np.ones(len(self), bool) if domains.rows is None else domains.rows >= 0
        for variable in variables:
            inside &= ~np.isnan(variable.rows)
        return None if inside.all() else Subset(inside)

    def unanswered(
        self, of: Sequence[Variable | Categories], domains: Domains | None = None
    ) -> int:
        """Count the rows of some domains, or all, of any weight, without an answer to one."""
        missing: Any = False
        for one in of:
            missing = missing | (np.isnan(one.rows) if isinstance(one, Variable) else one.rows < 0)
        if domains is not None and domains.rows is not None:
            missing &= domains.rows >= 0
        return int(np.count_nonzero(missing))

    def expect(self, names: Sequence[str], by: Sequence[str], within: Subset | None) -> None:
        """Do nothing: rows in memory are as quick one by one."""

    def sums(self, asked: Asked) -> Sums:
        """Add up weights and terms, by domain and sampled unit, or by domain and replicate."""
        codes = self.codes
        if codes.stratified is not None:
            strata = len(codes.stratified.start)
            by_cell = coded_sums(asked, codes.stratified, strata)
            if by_cell is not None:
                return self._with_squares(asked, by_cell)
        if codes.unit is not None:
            sums = unit_sums(asked, codes.weights, codes.unit, codes.units)
            if not codes.auxiliaries or sums.linear is None:
                return sums
            cells = with_auxiliaries(sums.linear, asked, codes.auxiliaries, codes.units)
            return replace(sums, linear=cells)
        assert codes.laid_out is not None
        return self._with_squares(asked, replicate_sums(asked, codes.weights, codes.laid_out))

    def _with_squares(self, asked: Asked, sums: Sums) -> Sums:
        """Return sums with those of squared weights, where few respondents may have most."""
        # respondents are worth as many at least as the largest weight goes into those of all
        largest, weight = self.codes.weights.max(initial=0), sums.total[0].sum(axis=1)
        if not ((weight > 0) & (weight < FEW_EFFECTIVE * largest)).any():
            return sums
        return replace(sums, squares=self.base(asked).squares)

    def base(self, asked: Asked) -> Base:
        """Return how many respondents each domain has, and the sums of their weights."""
        nobody = np.zeros(len(self), dtype=np.intp)
        plain, w = replace(asked, terms=lambda *_: ()), self.codes.weights
        found, squared = (unit_sums(plain, weights, nobody, 1) for weights in (w, w**2))
        return Base(found.n, found.total[0].sum(axis=1), squared.total[0].sum(axis=1))

    def ordered(self, variable: Variable, domains: Domains) -> Ordered:
        """Put the respondents of each domain in order."""
        return ordered(variable.rows, self.codes.weights, domains, self.codes.laid_out)

    def ranks(self, variable: Variable, domains: Domains, ties: str) -> Variable:
        """Return each respondent's rank among all, from 0 to 1."""
        inside = ~np.isnan(variable.rows) & (self.codes.weights > 0)
        if domains.rows is not None:
            inside &= domains.rows >= 0
        rank_of = np.full(len(self), np.nan)
        rank_of[inside] = middle_ranks(variable.rows[inside], self.codes.weights[inside], ties)
        return Variable(variable.name, rank_of, variable.notes)

    def units_by_stratum(self, among: Subset, stratum: IntArray) -> IntArray:
        """Count in each stratum the first-stage units with members, of some rows, with a weight."""
        assert self.codes.first_unit is not None
        rows = _positions(among)
        units = pd.unique(self.codes.first_unit[rows[self.codes.weights[rows] != 0]])
        return np.bincount(stratum[units])

    def rank(self, among: Subset, most: int | None = None) -> int:
        """Return the rank of the replicate weights of some rows."""
        assert self.codes.replicates is not None
        size = self.codes.replicates.shape[1] if most is None else most
        matrix, rows = rows_that_tell(self.codes.replicates, _positions(among))
        return known_rank(self._ranks, matrix, rows, size)

    def domain_ranks(self, domains: Domains, most: int) -> FloatArray:
        """Return the rank of the replicate weights of each domain's rows, at most `most`."""
        assert self.codes.replicates is not None
        if most not in domains.ranks:
            matrix, every = self.codes.replicates, rows_of_domains(domains, len(self))
            ranks = [known_rank(self._ranks, *rows_that_tell(matrix, rows), most) for rows in every]
            domains.ranks[most] = np.array(ranks, dtype=float)
        return domains.ranks[most]


def _positions(among: Subset) -> IntArray:
    rows: IntArray = among.rows
    return np.flatnonzero(rows) if rows.dtype == bool else rows
