"""The variables of a calibration and their totals: of numbers, of answers, of a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...formulas.read import Formula
from ...statistics.core.blocks import ColumnMatrix
from ...statistics.weighting.shared.categories import CodedColumn, listed, nearest_to
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..models.population import Population, StackedColumns, covariance_of_totals
from ..models.predictors import predictors
from ..models.rows.columns import SurveyColumns
from .columns import by_answer, column_of, refuse_many_totals
from .terms import CONSTANT, term_of

PEOPLE = "people"
"""What the constant is called whose total is the number of people."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Constraints:
    """Variables and their totals.

    Attributes
    ----------
    x : ColumnMatrix
    totals : (p,) float
    of : tuple of str
        The column or term that each is of.
    labels : tuple of str
        What each is called in messages.
    categories : tuple
        The answer that each is of; None where it is of none.
    covariance : (p, p) float, optional
        Of the totals, where they are estimates and that is known.
    """

    x: ColumnMatrix
    totals: FloatArray
    of: tuple[str, ...]
    labels: tuple[str, ...]
    categories: tuple[Any, ...]
    covariance: FloatArray | None = None

    def of_group(self, group: Any, inside: NDArray[np.bool_]) -> "Constraints":
        """Return them as those of a group, of its own rows only."""
        labels = tuple(f"{group}: {label}" for label in self.labels)
        x = ColumnMatrix(tuple(own * inside for own in self.x.columns))
        return replace(self, x=x, labels=labels)


def constraints_of(
    rows: RowsInMemory, totals: Mapping[Any, Any], total: float | None, inside: Any = None
) -> Constraints:
    """Return a variable for each number, and for each answer of the others.

    Parameters
    ----------
    rows : RowsInMemory
    totals : mapping
        As in ``Survey.calibrate``.
    total : float, optional
        People in the population.
    inside : (n,) bool, optional
        Rows that the totals are of.

    Raises
    ------
    ArgumentError
        When an answer has no total, or a total no rows.
    """
    many = sum(len(one) if isinstance(one, Mapping) else 1 for one in totals.values())
    refuse_many_totals(many, len(rows))
    values: list[FloatArray] = []
    named: list[tuple[str, str, Any]] = []
    wanted = []
    if total is not None:
        values.append(np.ones(len(rows)))
        wanted.append(float(total))
        named.append((PEOPLE, PEOPLE, None))
    for name, given in totals.items():
        if not isinstance(given, Mapping):
            values.append(term_of(rows, str(name), inside))
            wanted.append(as_total(name, given))
            named.append((str(name), str(name), None))
            continue
        column, targets = column_of(rows, name), by_answer(rows, name, given)
        refuse_unmatched(name, column, targets, inside)
        for category, target in targets.items():
            place = place_of(column.categories, category, name)
            values.append((column.codes == place).astype(float))
            wanted.append(as_total(name, target))
            named.append((str(name), f"{column.name}={category}", category))
    of, labels, categories = zip(*named, strict=True)
    return Constraints(
        x=ColumnMatrix(tuple(values)),
        totals=np.array(wanted),
        of=of,
        labels=labels,
        categories=categories,
    )


def constraints_of_formula(
    rows: RowsInMemory,
    formula: Formula,
    totals: Mapping[Any, Any] | Population,
    total: float | None,
    inside: Any = None,
    *,
    uncertain: bool = False,
) -> Constraints:
    """Return the variables of a formula, with totals by their names or those of a population.

    Parameters
    ----------
    rows : RowsInMemory
    formula : Formula
    totals : mapping of str to float, or Population
        By name as R or formulaic have it ("stypeH", "stype[H]", "stype[T.H]", "stypeH:income"); or
        people, whose columns are coded as those of the survey are.
    total : float, optional
        That of "(Intercept)".
    inside : (n,) bool, optional
        Rows that the totals are of.
    uncertain : bool, default False
        Whether the covariance of a sample's totals is wanted.

    Raises
    ------
    ArgumentError
        When a variable has no total, or a total no variable.
    """
    own = SurveyColumns(rows.columns, len(rows))
    used = np.ones(len(rows), dtype=bool) if inside is None else inside
    covariance = None
    if isinstance(totals, Population):
        both = StackedColumns((own, totals.columns))
        counted = np.concatenate([used, totals.weights > 0])
        found = predictors(formula, both, counted, "rows of the survey and its population")
        x, people = np.nan_to_num(found.x[: len(rows)]), np.nan_to_num(found.x[len(rows) :])
        wanted = totals.weights @ people
        if uncertain:
            covariance = covariance_of_totals(totals.survey, people)
    else:
        found = predictors(formula, own, used, "rows")
        x = np.nan_to_num(found.x)
        given = dict(totals) if total is None else {CONSTANT[0]: total, **totals}
        wanted = totals_by_name(found.names, given)
    return Constraints(
        x=ColumnMatrix(tuple(x.T)),
        totals=wanted,
        of=found.names,
        labels=found.names,
        categories=(None,) * len(found.names),
        covariance=covariance,
    )


def joined(parts: Sequence[Constraints]) -> Constraints:
    """Return the constraints of all groups."""
    return Constraints(
        x=ColumnMatrix(tuple(own for part in parts for own in part.x.columns)),
        totals=np.concatenate([part.totals for part in parts]),
        of=tuple(name for part in parts for name in part.of),
        labels=tuple(name for part in parts for name in part.labels),
        categories=tuple(one for part in parts for one in part.categories),
    )


def as_total(name: Any, value: Any) -> float:
    """Return a total as a number."""
    number = as_number(value)
    if not np.isfinite(number):
        raise ArgumentError(f"the total of {name!r} is {described(value)}; expected a number")
    return number


def place_of(categories: tuple[Any, ...], category: Any, name: Any) -> int:
    """Return which answer a total is of."""
    if category not in categories:
        raise ArgumentError(
            f"{name!r} has a total for {category!r}, which no row has"
            f"{nearest_to(category, categories)}; the column holds {listed(categories)}"
        )
    return categories.index(category)


def refuse_unmatched(
    name: Any, column: CodedColumn, targets: Mapping[Any, Any], inside: Any, times: Any = 1
) -> None:
    """Refuse rows whose answer has no total: they would count for nobody.

    Each stands for so many rows as `times` says.
    """
    used = column.codes if inside is None else column.codes[inside]
    if (used < 0).any():
        raise ArgumentError(
            f"{name!r} is missing in {int(np.sum((used < 0) * times)):,} rows, and totals are of "
            "all; leave those rows out of the survey, or make a category of them"
        )
    held = [column.categories[at] for at in np.unique(used)]
    lacking = [category for category in held if category not in targets]
    if lacking:
        raise ArgumentError(
            f"{name!r} holds {listed(lacking)} without a total; totals are for "
            f"{listed(list(targets))}: add one, or put categories together"
        )


def totals_by_name(names: Sequence[str], totals: Mapping[Any, Any]) -> FloatArray:
    """Return the total of each variable of a formula."""
    given = {spelling_of(str(name)): name for name in totals}
    wanted = {spelling_of(name): name for name in names}
    lacking = [name for key, name in wanted.items() if key not in given]
    strange = [name for key, name in given.items() if key not in wanted]
    if lacking or strange:
        what = f"{lacking[0]!r} has no total" if lacking else f"{strange[0]!r} is no variable"
        raise ArgumentError(
            f"{what}; the formula makes {', '.join(map(repr, names))}: give a total for each, or "
            "a survey or a table of the population"
        )
    return np.array([as_total(name, totals[given[key]]) for key, name in wanted.items()])


def spelling_of(name: str) -> frozenset[str]:
    """Return a variable's name without what R and formulaic write differently."""
    if name in CONSTANT:
        return frozenset()
    return frozenset(
        part.replace("[T.", "").replace("[", "").replace("]", "") for part in name.split(":")
    )
