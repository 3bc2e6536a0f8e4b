"""Respondents in the order of a variable, without putting them in order: histograms, then windows.

A variable of few values is added up by these. Of one of many the engine counts bins first, then
parts of the bins in which a quantile lies, then brings the values of those parts here; all others
stand for their weight alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import narwhals as nw
import numpy as np
import pandas as pd

from ....errors import ArgumentError
from ...data.columns import FloatArray, IntArray
from ..asked import Categories, Domains, Subset
from ..distributions import TIE, Distribution
from ..order import Near
from ..totals import Sums
from .coded import Coded, Key, by_table, cases, everybody, joined, places_of, summed
from .counts import known
from .levels import MOST_VALUES, Levels, Numeric
from .units import LazyCodes

_BINS = 2**12
_MOST_CASES = 2_000

_MOST_ROWS = 2**20
"""Rows of bins up to which their values are brought here at once."""

_ERRORS = 12.0
"""Standard errors of a share around it, as respondents drawn one by one had it, within which
limits are looked for; where they are further apart, further bins are brought."""


@dataclass(frozen=True, eq=False)
class _Points:
    """Weight and respondents at points of each domain, ascending."""

    domain: IntArray
    x: FloatArray
    weight: FloatArray
    count: FloatArray

    def of(self, domain: int) -> "Distribution | None":
        """Return the distribution of one domain; None where nobody answered."""
        first, last = np.searchsorted(self.domain, [domain, domain + 1])
        if first == last:
            return None
        weight = np.cumsum(self.weight[first:last])[:, None]
        count = np.cumsum(self.count[first:last])[:, None].astype(np.intp)
        return Distribution(self.x[first:last], weight, count, np.zeros(1), weight[-1])


@dataclass(frozen=True, eq=False)
class LazyOrder:
    """Answers of each domain's respondents in order.

    Attributes
    ----------
    levels : Levels
        The columns, which tell how many different values the variable has.
    codes : LazyCodes
    variable : Numeric
    domains : Domains
    is_whole : bool
        Whether every row is a respondent of the one domain.
    """

    levels: Levels
    codes: LazyCodes
    variable: Numeric
    domains: Domains
    is_whole: bool
    _held: list[tuple[FloatArray, pd.DataFrame]] = field(default_factory=list, repr=False)

    @property
    def _own(self) -> Coded:
        found: Coded | None = self.domains.rows
        return everybody() if found is None else found

    def respondents(self) -> Iterator[Subset]:
        """Go through the domains' respondents."""
        answered = known(self.variable.name, self.variable.expr)
        for number in range(len(self.domains.count)):
            yield Subset(
                joined(
                    [self._own, answered],
                    lambda code, some, number=number: (code == number) & (some >= 0),
                )
            )

    def distributions(self, shares: FloatArray | None = None) -> Iterator[Distribution | None]:
        """Go through the distributions of the domains; exact at the shares that are asked for."""
        different, size = self.levels.values_of(self.variable), len(self.domains.count)
        if different <= MOST_VALUES and different * max(1, size) <= 16 * MOST_VALUES:
            points = self._all
        elif shares is None:
            raise ArgumentError(
                f"{self.variable.name} has more than {MOST_VALUES:,} different values, all of "
                "which this puts in order, and the rows are not in memory; choose rule='math' "
                "or another that reads the values beside a quantile, without "
                "interval='order_statistics', or read the columns into memory"
            )
        else:
            points = self._near(np.broadcast_to(shares, (size, np.shape(shares)[-1])))
        return map(points.of, range(size))

    @cached_property
    def _all(self) -> _Points:
        """All values of each domain, which limits look at again."""
        domain, table = self._grouped([self.variable.expr])
        values = table["x"].to_numpy(dtype=float)
        return _Points(domain, values, table["w"].to_numpy(), table["n"].to_numpy())

    def above(self, at: FloatArray) -> Categories:
        """Return how many of its domain's values, (g, k) and ascending, each answer is above."""
        if at.size > _MOST_CASES:
            raise ArgumentError(
                f"quantiles of {len(at):,} groups are looked for one by one; ask for fewer groups, "
                "as by where=, or read the columns into memory"
            )
        y = self.variable.expr
        finite = np.nan_to_num(at, nan=0.0, posinf=np.finfo(float).max, neginf=-np.inf)
        # an answer beyond those of all domains need not be looked up in its own
        no, yes = nw.lit(0), nw.lit(1)
        above = [
            nw.when(y <= column.min())
            .then(no)
            .otherwise(
                nw.when(y > column.max())
                .then(yes)
                .otherwise(nw.when(y > cases(self._own, column)).then(yes).otherwise(no))
            )
            for column in finite.T
        ]
        code = nw.when(y.is_null()).then(nw.lit(-1)).otherwise(summed(above))
        labels = pd.RangeIndex(at.shape[1] + 1)
        name = f"{self.variable.name} above {at.tobytes().hex()}"
        keys = {key.name: key for key in self._own.keys}
        rows = by_table(Key(name, code, labels), [*labels, -1])
        return Categories(labels, Coded((*keys.values(), *rows.keys), rows.code))

    def near(self, shares: FloatArray, local: bool) -> tuple[Sums, Iterator[Near]]:  # noqa: ARG002
        """Refuse distributions under replicate weights.

        Raises
        ------
        ArgumentError
        """
        raise ArgumentError(
            "quantiles under each replicate weight put the rows in order, and these are not in "
            "memory; choose method='woodruff', whose limits come from the replicates of shares, or "
            "read the columns into memory"
        )

    def _grouped(
        self, keys: Sequence[nw.Expr], where: nw.Expr | None = None
    ) -> tuple[IntArray, pd.DataFrame]:
        """Return the domain, −1 for none, and the sums of cells by domain and further keys."""
        w, own = self.codes.weight, self._own
        answered = ~self.variable.expr.is_null()
        units = self.codes.keys if self.codes.own is not None else ()
        one = nw.when(answered).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
        rows = self.levels.rows
        table = rows.grouped(
            [*(key.expr for key in own.keys), *map(rows.plain, units), *keys],
            [
                (w * one).alias("w"),
                nw.when(w > 0).then(one).otherwise(nw.lit(0.0)).alias("n"),
                one.alias("rows"),
            ],
            answered if where is None else answered & where,
        )
        columns = [table[f"k{number}"] for number in range(len(own.keys) + len(units))]
        if self.codes.own is not None:
            place = self.codes.place_of(columns[len(own.keys) :])
            table["w"] *= self.codes.own[place]
        domain = own.code(places_of(own.keys, columns[: len(own.keys)], len(table)))
        last = [f"k{number}" for number in range(len(columns), len(columns) + len(keys))]
        found = table[[*last, "w", "n", "rows"]].assign(domain=domain)
        summed = found.groupby(["domain", *last], sort=True).sum().reset_index()
        return summed["domain"].to_numpy(np.intp), summed.rename(columns={last[-1]: "x"})

    @cached_property
    def _coarse(self) -> tuple[float, float, IntArray, pd.DataFrame]:
        """Where the first bin begins, the width of all, and the sums of each by domain."""
        low, high = self.levels.rows.ends(self.variable.expr)
        width = max((high - low) / _BINS, np.finfo(float).tiny)
        return low, width, *self._grouped([((self.variable.expr - low) / width).floor()])

    def _near(self, shares: FloatArray) -> _Points:
        """Return points of each domain, single values around some shares."""
        y = self.variable.expr
        low, width, domain, coarse = self._coarse
        place = (y - low) / width
        # parts of bins, numbered on
        whole = place.floor() * _BINS + ((place - place.floor()) * _BINS).floor()
        rest = coarse.assign(x=(coarse["x"] + 1) * _BINS - 0.5)
        held = np.concatenate([*(bins for bins, _ in self._held), np.empty(0)])
        chosen = _bins(domain, coarse, shares)
        new = np.setdiff1d(chosen, held)
        wide = np.setdiff1d(_bins(domain, coarse, shares, _ERRORS), held) if len(new) else new
        few = (b for b in (wide, new) if coarse["rows"][coarse["x"].isin(b)].sum() <= _MOST_ROWS)
        bins = next(few, None)
        if bins is not None:
            if len(bins):
                _, values = self._grouped([whole, y], place.floor().is_in(bins.tolist()))
                self._held.append((bins, values))
            values = pd.concat([values for _, values in self._held])
            rest = rest[~coarse["x"].isin(np.append(held, bins))]
        else:
            inside = place.floor().is_in(chosen.tolist())
            _, fine = self._grouped([whole], inside)
            both = pd.concat([rest[~coarse["x"].isin(chosen)], fine])
            both = both.sort_values(["domain", "x"], ignore_index=True)
            picked = _bins(both["domain"].to_numpy(np.intp), both, shares)
            picked = picked[picked == np.floor(picked)]
            _, values = self._grouped([whole, y], inside & whole.is_in(picked.tolist()))
            rest = both[~both["x"].isin(picked)]
        values = values.assign(place=values[values.columns[1]], value=values["x"])
        rest = rest.assign(place=rest["x"], value=low + (np.floor(rest["x"]) + 1) / _BINS * width)
        points = pd.concat([rest, values]).sort_values(
            ["domain", "place", "value"], ignore_index=True
        )
        return _Points(
            points["domain"].to_numpy(np.intp),
            points["value"].to_numpy(dtype=float),
            points["w"].to_numpy(),
            points["n"].to_numpy(),
        )


def _bins(
    domain: IntArray, table: pd.DataFrame, shares: FloatArray, errors: float = 0.0
) -> FloatArray:
    """Return the bins around a share of a domain, with those next to them."""
    x, weight = table["x"].to_numpy(dtype=float), table["w"].to_numpy()
    found = []
    for number in np.unique(domain[domain >= 0]):
        own = np.flatnonzero((domain == number) & (weight > 0))
        if not len(own):
            continue
        reached = np.cumsum(weight[own])
        wanted = np.append(shares[number][~np.isnan(shares[number])], [0.0, 1.0])
        # rules move their target by a respondent's weight or two, and ties are told by who is next
        count = table["n"].to_numpy()[own]
        slack = 3 * (weight[own] / np.maximum(count, 1)).max() + 4 * TIE * reached[-1]
        around = errors * np.sqrt(wanted * (1 - wanted) / count.sum())
        first = np.searchsorted(reached, (wanted - around) * reached[-1] - slack) - 1
        last = np.searchsorted(reached, (wanted + around) * reached[-1] + slack) + 1
        for one, other in zip(first, last, strict=True):
            found.append(x[own[max(one, 0) : other + 1]])
    return np.unique(np.concatenate(found)) if found else np.empty(0)
