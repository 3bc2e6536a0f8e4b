"""Crosstabs of several completed versions of the data, pooled cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, TypeVar

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...values import Value
from ..crosstab.crosstab import Crosstab
from ..crosstab.independence import Asked
from ..crosstab.parts.layout import Layout
from ..crosstab.parts.numbers import changed
from ..crosstab.parts.values import STATISTICS
from ..data.columns import IntArray
from ..estimators.request import Given
from ..hypotheses.chi_square import TableAsked
from .pool import pooled_estimates
from .rules import Rules
from .tests import pooled_table_test

Answer = TypeVar("Answer")

_ERRORS = tuple(row.label for row in STATISTICS.values() if row.error_of)
"""Rows that show the standard error of a mean as if it were an estimate."""


def pooled_crosstab(surveys: Sequence[Any], rules: Rules, asked: dict[str, Any]) -> Crosstab:
    """Return the crosstab of versions of a survey; see ``Survey.crosstab``.

    Parameters
    ----------
    surveys : sequence of Survey
    rules : Rules
    asked : dict
        Arguments of ``Survey.crosstab``.

    Raises
    ------
    ArgumentError, DataError
        Those of ``Survey.crosstab``; when versions have other rows or columns than the first.
    """
    tables = [survey.crosstab(**asked) for survey in surveys]
    first = tables[0]
    _refuse_other_layouts(tables)
    estimates = pooled_estimates([table.estimates for table in tables], rules)
    against = first._against
    if against is not None:
        every = [table._against.whole for table in tables if table._against is not None]
        against = replace(against, whole=pooled_estimates(every, rules))
    found = replace(
        first,
        estimates=estimates,
        _bases=_pooled_bases([table._bases for table in tables]),
        _against=against,
        _asked=PooledAsked(tuple(table._asked for table in tables), rules),
    )
    return _with_errors(found, surveys, rules, asked)


def _refuse_other_layouts(tables: Sequence[Crosstab]) -> None:
    """Refuse versions whose tables have other rows or columns than that of the first.

    Raises
    ------
    ArgumentError
    """
    first = tables[0]._layout
    for number, own in enumerate((table._layout for table in tables[1:]), 2):
        for part, remedy in _REMEDIES.items():
            both = [_labels(layout, part) for layout in (first, own)]
            lacking, more = ([x for x in both[k] if x not in both[1 - k]] for k in (0, 1))
            if lacking or more:
                has = "lacks" if lacking else "alone has"
                raise ArgumentError(
                    f"version {number} of the data {has} {(lacking or more)[0]}, and a table is "
                    f"pooled of the same rows and columns; {remedy}"
                )
        if not np.array_equal(own.places, first.places):
            raise ArgumentError(
                f"version {number} of the data has its rows in another order than the first; "
                "leave out sort=, or name rows by keep="
            )


_REMEDIES = {
    "rows": "name all answers, as order={'q1': ['yes', 'no']} of from_imputations, by which one "
    "that nobody gave has 0%",
    "columns": "join that column with another in the data, or leave it out by where=",
    "groups": "join that group with another in the data, or leave it out by where=",
}


def _labels(layout: Layout, part: str) -> list[str]:
    """Return the names of the rows, columns or groups of a table."""
    if part == "rows":
        return [*map(str, layout.rows)]
    if part == "columns":
        return [f"{label} of {name}" for name, own in layout.banners for label in own]
    return [", ".join(map(str, row)) for row in layout.groups.itertuples(index=False)]


def _pooled_bases(bases: Sequence[pd.DataFrame | None]) -> pd.DataFrame | None:
    """Return the bases: the fewest respondents, and means of what their weights are."""
    first = bases[0]
    if first is None:
        return None
    found = first.copy()
    for name in ("n", "n_weighted", "n_effective"):
        own = [one[name].to_numpy(dtype=float, na_value=np.nan) for one in bases if one is not None]
        found[name] = np.min(own, axis=0) if name == "n" else np.mean(own, axis=0)
    return found


def _with_errors(
    found: Crosstab, surveys: Sequence[Any], rules: Rules, asked: dict[str, Any]
) -> Crosstab:
    """Return the table with standard errors that have what the imputations add.

    A row of them shows the error of a mean as if it were an estimate, which does not tell how the
    means of the versions differ: these are pooled beside it.
    """
    layout, table = found._layout, found.estimates.table
    numbers = len(layout.rows) - len(layout.numbers)
    rows = [at for at, label in enumerate(layout.rows) if at >= numbers and str(label) in _ERRORS]
    shown = np.isin(layout.places[:, 1], rows)
    if not shown.any():
        return found
    alone = {name: given for name, given in asked.items() if name not in _OF_ROWS}
    of_means = {"shares": False, "statistics": "mean", "letters": False}
    means = pooled_crosstab(surveys, rules, alone | of_means)
    errors = means.estimates.table["std_error"].to_numpy()
    error = dict(zip(_columns(means._layout.places), errors, strict=True))
    table.loc[shown, "estimate"] = [error[place] for place in _columns(layout.places[shown])]
    return replace(found, estimates=changed(found.estimates, table.drop(columns="flag")))


def _columns(places: IntArray) -> list[tuple[int, ...]]:
    """Return the group, banner and column of cells."""
    return [tuple(place) for place in places[:, [0, 2, 3]].tolist()]


_OF_ROWS = (
    *("shares", "nets", "boxes", "statistics", "scores", "ranks", "keep", "hide", "sort", "fixed"),
    *("letters", "compare", "previous"),
)
"""Arguments that say which rows a table has, and what is compared with what."""


@dataclass(frozen=True, eq=False)
class PooledAsked(Value):
    """What the tables of the versions were asked for, to test them."""

    versions: tuple[Asked, ...]
    rules: Rules

    def tested(self, layout: Layout, method: str) -> list[tuple[dict[str, Any], Significance]]:
        """Test every table: of each group and banner.

        Raises
        ------
        ArgumentError
            When rows or columns are several answers.
        """
        found = []
        for each in zip(*(one.tables(layout) for one in self.versions), strict=True):
            labels, _, name = each[0]
            asked = TableAsked.of(self.versions[0].rows, name, method)
            test = pooled_table_test([request for _, request, _ in each], asked, self.rules)
            found.append((labels, test))
        return found


def table_by(
    method: Callable[Concatenate[Any, Given], Answer],
    pooled: Callable[[tuple[Any, ...], Rules, dict[str, Any]], Answer],
) -> Callable[Concatenate[Any, Given], Answer]:
    """Return a method that pools tables of each version, of which it takes the arguments by name.

    Parameters
    ----------
    method : callable
        That of a survey, whose arguments and description it has.
    pooled : callable
        Of the surveys, rules and arguments.
    """
    takes = signature(method)

    @wraps(method)
    def table(of: Any, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        asked = takes.bind(of, *given, **named).arguments
        options = asked.pop("options", {})
        del asked["self"]
        return pooled(of.surveys, of._rules, {**asked, **options})

    return table
