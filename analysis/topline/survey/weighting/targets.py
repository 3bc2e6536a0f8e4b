"""Targets of a weighting: a mapping, a table, or what a file holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_one_of, check_text, described, listed_values
from ...errors import ArgumentError
from ...formulas.coding import predictors_of
from ...formulas.read import Formula
from ...loaders.targets import Targets, checked_group, read_targets
from ...values import Value
from ..checks.rows import RowsInMemory, rows_in_memory
from ..data.columns import FloatArray, IntArray, column
from ..engine.memory import MemorySource
from ..models.population import Population, covariance_of_totals
from .columns import by_answer, column_of

MOST_UNCERTAIN = 500
"""Targets whose covariance is made: it takes a column of the data for each."""


@dataclass(frozen=True, eq=False)
class Uncertain(Value):
    """Targets that are estimates, whose own variance is to count.

    Attributes
    ----------
    places : mapping
        Laid out as the targets are: the place of each in the covariance.
    covariance : (k, k) float
    """

    places: Mapping[Any, Any] = field(repr=False)
    covariance: FloatArray = field(repr=False)

    def covariance_at(self, places: IntArray) -> FloatArray:
        """Return the covariance of some targets; −1 is one that is no estimate."""
        found = self.covariance[np.ix_(places, places)]
        known = places >= 0
        return np.where(known[:, None] & known, found, 0.0)


def uncertain(given: Any, by: str | None, wanted: bool) -> Uncertain | None:
    """Return the own variance of targets, where it is wanted.

    Raises
    ------
    ArgumentError
        When they carry none.
    """
    if not check_one_of("targets_variance", wanted, (False, True)):
        return None
    if not isinstance(given, Targets) or given.covariance is None:
        raise ArgumentError(
            "targets_variance=True, and the targets carry no variance; make them by "
            "targets_from(survey, [...]), or leave targets_variance= out for targets that are known"
        )
    given.mapping(by)
    return Uncertain(given.places, given.covariance)


def targets_of(given: Any, by: str | None = None, most: int | None = None) -> dict[Any, Any]:
    """Return targets as a mapping of variable to mapping of category to target; by group, with by.

    Raises
    ------
    ArgumentError
        When they are no targets, or of more margins than `most`.
    """
    checked_group(by)
    if isinstance(given, (str, PathLike)):
        given = read_targets(given, by=by)
    if isinstance(given, Targets):
        given = given.mapping(by)
    elif isinstance(given, pd.DataFrame):
        given = Targets.of(given, by).mapping(by)
    if not isinstance(given, Mapping) or not given:
        raise ArgumentError(
            f"targets are {described(given)}; expected a mapping such as "
            "{'sex': {'f': 0.51, 'm': 0.49}}, a table of variable, category and target, or what "
            "read_targets returns"
        )
    found = {name: _plain(own) for name, own in given.items()}
    for margins in list(found.values()) if by else [found]:
        if not isinstance(margins, Mapping):
            raise ArgumentError(
                f"targets with by={by!r} are {described(margins)} for a group; expected a mapping "
                "of variables for each group"
            )
        if most is not None and len(margins) > most:
            names = ", ".join(map(repr, margins))
            raise ArgumentError(
                f"targets are of {len(margins)} margins ({names}); post-strata are the cells of "
                "one: join them, as {('sex', 'age'): {('f', '18-34'): ...}}, or use rake()"
            )
    return found


def totals_of(
    given: Any, by: str | None, formula: Formula | None, targets_variance: bool
) -> tuple[Mapping[Any, Any] | Population, Uncertain | None]:
    """Return the totals of a calibration, and their own variance where it is wanted.

    With a formula they may be the people of a population, as a survey or a table.

    Raises
    ------
    ArgumentError
        When they are no totals, or carry no variance that is wanted.
    """
    people = formula is not None and (
        hasattr(given, "total")
        or (isinstance(given, pd.DataFrame) and {*predictors_of(formula)} <= {*given.columns})
    )
    if not people:
        return targets_of(given, by), uncertain(given, by, targets_variance)
    if by is not None:
        raise ArgumentError(
            "by= goes with totals by their names for each group, not with the people of a "
            "population; cross the formula with that column, or give totals"
        )
    population = Population.of(given)
    if not check_one_of("targets_variance", targets_variance, (False, True)):
        return population, None
    if population.survey is None:
        raise ArgumentError(
            "targets_variance=True, and a table of the whole population has no variance; leave it "
            "out, or give the Survey that the totals are estimated from"
        )
    # of which the covariance is made once the formula is worked out
    return population, Uncertain({}, np.empty((0, 0)))


def _plain(own: Any) -> Any:
    """Return mappings of mappings as dictionaries, and a series as one."""
    if isinstance(own, pd.Series):
        return own.to_dict()
    return {key: _plain(one) for key, one in own.items()} if isinstance(own, Mapping) else own


def targets_from(population: Any, variables: Sequence[Any], *, by: str | None = None) -> Targets:
    """Return the targets that another survey, or a table of a whole population, gives.

    Parameters
    ----------
    population : Survey or DataFrame
        A survey, of which weighted counts are taken; or a table with a row for each person.
    variables : list of str or of tuples of str
        Columns of answers; several together for a joint margin. Of a survey's number the total.
    by : str, optional
        Column of groups, each of which has targets of its own.

    Returns
    -------
    Targets
        Counts of people, and totals. Those of a survey are estimates and carry their covariance,
        up to 500 of them; ``rake``, ``post_stratify`` and ``calibrate`` add it to the variance of
        what is weighted to them, where that is asked for.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown, or nobody answered.
    """
    if by is not None:
        check_text("by", by, expected="the name of a column")
    if not isinstance(population, pd.DataFrame) and not hasattr(population, "total"):
        raise ArgumentError(
            f"population is {described(population)}; expected a Survey, or a table of people"
        )
    if isinstance(variables, str):
        raise ArgumentError(f"variables is {variables!r}; expected a list of columns")
    # names alone, and several for a joint margin
    margins = [
        [name] if isinstance(name, str) else listed_values("variables", name)
        for name in listed_values("variables", variables)
    ]
    if not margins or not all(margins):
        raise ArgumentError("variables names no column; name those that targets are wanted of")
    for name in (each for names in margins for each in names):
        check_text("variables", name, expected="names of columns")
    parts = [margin_of(population, names, by) for names in margins]
    table = pd.concat(parts, ignore_index=True).astype({"category": object})
    found = Targets.of(table, by)
    known = isinstance(population, pd.DataFrame) or len(found.table) > MOST_UNCERTAIN
    if known or not isinstance(population._of.source, MemorySource):
        return found
    return replace(found, covariance=covariance_of_targets(population, found))


def margin_of(population: Any, names: list[str], by: str | None) -> pd.DataFrame:
    """Return the targets of one margin, or the total of a number."""
    if isinstance(population, pd.DataFrame):
        for one in [*names, *([by] if by else [])]:
            column(population, one, "population")
    groups = [*([by] if by else []), *names[:-1]]
    if isinstance(population, pd.DataFrame):
        counted = population.groupby([*groups, names[-1]], observed=True, sort=False)
        found = counted.size().reset_index(name="estimate")
        found["category"] = found[names[-1]]
    else:
        found = population.total(names[-1], by=groups or None).table
    own = [found[each] for each in names[:-1]]
    category = [*own, found["category"]] if "category" in found else []
    joined = [" × ".join(map(str, each)) for each in zip(*category, strict=True)]
    part = pd.DataFrame(
        {
            "variable": " × ".join(names),
            "category": category[0] if len(category) == 1 else joined or None,
            "target": found["estimate"],
        }
    )
    return part.assign(**{by: found[by]}) if by else part


def covariance_of_targets(population: Any, targets: Targets) -> FloatArray:
    """Return the covariance of targets that a survey estimates, across all margins."""
    rows = rows_in_memory(population._of)
    x = np.zeros((len(rows), len(targets.table)))
    groups = {None: targets.places} if targets.by is None else targets.places
    for group, margins in groups.items():
        inside = np.ones(len(rows), dtype=bool)
        if group is not None:
            inside = _indicators(rows, targets.by, {group: 0})[0]
        for name, places in margins.items():
            if not isinstance(places, Mapping):
                x[:, places] = np.where(inside, rows.columns.numbers(name).rows, 0.0)
                continue
            for answer, place in zip(_indicators(rows, name, places), places.values(), strict=True):
                x[:, place] = answer & inside
    return covariance_of_totals(population, x)


def _indicators(rows: RowsInMemory, name: Any, answers: Mapping[Any, Any]) -> list[Any]:
    """Return who gave each answer."""
    coded = column_of(rows, name)
    return [
        coded.codes == coded.categories.index(answer) for answer in by_answer(rows, name, answers)
    ]
