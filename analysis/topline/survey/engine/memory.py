"""The source in memory: a dataframe, and its rows' codes as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import DataError
from ...values import Value
from ..data.columns import FloatArray, IntArray, answers, at_rows, column, factorize
from ..data.domains import combined, mask_of, refuse_names
from .ordering import Ordered, ordered
from .rank import rank, rank_above
from .replicate_weights import ReplicateWeights
from .source import Asked, Categories, Domains, Subset, Sums, Variable
from .sums import count_of, replicate_sums, unit_sums


@dataclass(frozen=True, eq=False)
class RowCodes(Value):
    """What a design says of each row.

    Attributes
    ----------
    weights : (n,) float
    unit, first_unit : (n,) int or None
        Finest and first-stage unit; None with replicate weights.
    units : int
        How many finest ones there are.
    replicates : (n, r) array, or ReplicateColumns, or None
        Replicate weights, each as large as the full-sample weights (combined).
    """

    weights: FloatArray
    unit: IntArray | None = None
    first_unit: IntArray | None = None
    units: int = 0
    replicates: ReplicateWeights | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class MemorySource(Value):
    """Rows in memory; see ``Source`` for what can be asked of them.

    Categories of a column are coded once. Threads may share a source: what two of them code at once
    is the same, and the first to be kept is kept.
    """

    data: Any
    codes: RowCodes
    _coded: dict[Any, Categories] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.codes.weights)

    def variable(self, name: Any) -> Variable:
        """Return a numeric column, NaN where there is no answer."""
        return Variable(name, answers(column(self.data, name, "variable"), name))

    def typical(self, variable: Variable) -> float:
        """Return the median of about a thousand values."""
        some = variable.rows[:: max(1, len(variable.rows) // 1000)]
        some = some[~np.isnan(some)]
        return float(np.partition(some, len(some) // 2)[len(some) // 2]) if some.size else 0.0

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds categories or text."""
        values = column(self.data, name, "variable")
        return isinstance(values.dtype, pd.CategoricalDtype) or (
            not pd.api.types.is_numeric_dtype(values.dtype)
            and not pd.api.types.is_datetime64_any_dtype(values.dtype)
            and pd.api.types.infer_dtype(values, skipna=True) in ("string", "mixed")
        )

    def categories(self, name: Any, role: str = "variable") -> Categories:
        """Return the categories of a column, coded in the smallest integers."""
        if isinstance(name, (str, int)) and name in self._coded:
            return self._coded[name]
        code, labels = factorize(column(self.data, name, role))
        small = code.astype(np.min_scalar_type(-len(labels) - 1))
        return self._coded.setdefault(name, Categories(labels, small))

    def condition(self, test: Any) -> Categories:
        """Return for whom a condition holds, as categories False and True."""
        holds = mask_of(self.data, test, len(self))
        return Categories(pd.Index([False, True]), holds.view(np.int8))

    def chosen(self, names: Sequence[Any]) -> tuple[Categories, ...]:
        """Return columns of 0 and 1 as several answers; who has neither in any has no answer."""
        values = [column(self.data, name, "variable") for name in names]
        known = [each.notna().to_numpy() for each in values]
        yes = [each.isin([1]).to_numpy() for each in values]
        for name, each, has, one in zip(names, values, known, yes, strict=True):
            wrong = np.flatnonzero(has & ~one & ~each.isin([0]).to_numpy())
            if wrong.size:
                raise DataError(
                    f"column {name!r} holds {str(each.iloc[wrong[0]])!r} ({at_rows(wrong)}); each "
                    "of several answers is 0 or 1; recode it, or give conditions by their label, "
                    f"as rows={{'label': data[{name!r}] == 'chosen'}}"
                )
        answered = np.any(known, axis=0)
        labels = pd.Index([False, True])
        codes = [
            np.where(answered, (has & one).view(np.int8), np.int8(-1))
            for has, one in zip(known, yes, strict=True)
        ]
        return tuple(Categories(labels, code) for code in codes)

    def recode(self, categories: Categories, to: Sequence[int], labels: Any) -> Categories:
        """Return other categories: `to` each, the last for who has none; −1 is no answer."""
        table = np.asarray(to, dtype=np.min_scalar_type(-len(labels) - 1))
        return Categories(pd.Index(labels), table[categories.rows])

    def pair(self, first: Categories, second: Categories) -> Categories:
        """Return the pairs of categories, the first's slowest; none where one is missing."""
        size = len(first.labels) * len(second.labels)
        code = np.multiply(first.rows, len(second.labels), dtype=np.int32) + second.rows
        code[(first.rows < 0) | (second.rows < 0)] = -1
        return Categories(pd.RangeIndex(size), code)

    def any_of(self, answers: Sequence[Categories]) -> Categories:
        """Return who chose one of several answers."""
        return Categories(answers[0].labels, np.max([each.rows for each in answers], axis=0))

    def subset(self, condition: Any, within: Subset | None = None) -> Subset:
        """Return the rows for which a condition holds."""
        mask = mask_of(self.data, condition, len(self))
        return Subset(mask if within is None else mask & within.rows)

    def domains(self, names: Sequence[Any], within: Subset | None) -> Domains:
        """Return the combinations of some columns that occur; without any, one domain."""
        weights, mask = self.codes.weights, None if within is None else within.rows
        if not names:
            code = None if mask is None else mask.view(np.int8) - np.int8(1)
            return Domains(pd.DataFrame(index=range(1)), count_of(code, 1, weights), code)
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
        return Domains(labels, count_of(code, len(labels), weights), code, int(missing.sum()))

    def cross(self, domains: Domains, categories: Categories) -> Domains:
        """Return domain g·k + c for category c of k of domain g, without labels."""
        code: IntArray = categories.rows
        if domains.rows is not None:
            code = (
                np.multiply(domains.rows, len(categories.labels), dtype=np.intp) + categories.rows
            )
            code[(domains.rows < 0) | (categories.rows < 0)] = -1
        size = len(domains.count) * len(categories.labels)
        count = count_of(code, size, self.codes.weights)
        return Domains(pd.DataFrame(index=range(size)), count, code)

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
        missing = np.zeros(len(self), dtype=bool)
        for one in of:
            missing |= np.isnan(one.rows) if isinstance(one, Variable) else one.rows < 0
        if domains is not None and domains.rows is not None:
            missing &= domains.rows >= 0
        return int(np.count_nonzero(missing))

    def sums(self, asked: Asked) -> Sums:
        """Add up weights and terms, by domain and sampled unit, or by domain and replicate."""
        codes = self.codes
        if codes.replicates is not None:
            return replicate_sums(asked, codes.weights, codes.replicates)
        assert codes.unit is not None
        return unit_sums(asked, codes.weights, codes.unit, codes.units)

    def weight(self, domains: Domains) -> FloatArray:
        """Return the sum of the weights of each domain."""
        if domains.rows is None:
            return np.array([self.codes.weights.sum()])
        inside = domains.rows >= 0
        size = len(domains.count)
        return np.asarray(np.bincount(domains.rows[inside], self.codes.weights[inside], size))

    def squared_weights(self, asked: Asked) -> FloatArray:
        """Return the sum of the squared weights of each domain's respondents."""
        nobody = np.zeros(len(self), dtype=np.intp)
        plain = replace(asked, terms=lambda *_: ())
        found = unit_sums(plain, self.codes.weights**2, nobody, 1)
        return np.asarray(found.total[0].sum(axis=1))

    def ordered(self, variable: Variable, domains: Domains) -> Ordered:
        """Put the respondents of each domain in order."""
        return ordered(variable.rows, self.codes.weights, domains, self.codes.replicates)

    def ranks(self, variable: Variable, domains: Domains, ties: str) -> Variable:
        """Return each respondent's rank among all, F(y−) + ½(F(y) − F(y−)), from 0 to 1."""
        inside = ~np.isnan(variable.rows) & (self.codes.weights > 0)
        if domains.rows is not None:
            inside &= domains.rows >= 0
        w = self.codes.weights[inside]
        values = variable.rows[inside]
        _, place = np.unique(values, return_inverse=True)
        if ties == "rows":
            order = np.argsort(values, kind="stable")
            middle = np.empty(len(values))
            middle[order] = np.cumsum(w[order]) - w[order] / 2
            middle = np.bincount(place, middle) / np.bincount(place)
        else:
            at = np.bincount(place, w)
            middle = np.cumsum(at) - at / 2
        rank_of = np.full(len(self), np.nan)
        rank_of[inside] = middle[place] / w.sum()
        return Variable(variable.name, rank_of)

    def first_units(self, among: Subset) -> IntArray:
        """Return the first-stage units that have members with a weight among some rows."""
        assert self.codes.first_unit is not None
        rows = _positions(among)
        return np.asarray(pd.unique(self.codes.first_unit[rows[self.codes.weights[rows] > 0]]))

    def rank(self, among: Subset, enough: float | None = None) -> int:
        """Return the rank of the replicate weights of some rows."""
        assert self.codes.replicates is not None
        rows = _positions(among)
        if enough is not None:
            return rank_above(self.codes.replicates, rows, enough)
        return rank(self.codes.replicates, rows) if len(rows) else 0


def _positions(among: Subset) -> IntArray:
    rows: IntArray = among.rows
    return np.flatnonzero(rows) if rows.dtype == bool else rows
