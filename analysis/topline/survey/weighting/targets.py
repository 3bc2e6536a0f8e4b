"""Targets of a weighting: a mapping, a table, or what a file holds."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any

import pandas as pd

from ...arguments import check_text, described, listed_values
from ...errors import ArgumentError
from ...loaders.targets import Targets, read_targets
from ..data.columns import column


def targets_of(given: Any, by: str | None = None, most: int | None = None) -> dict[Any, Any]:
    """Return targets as a mapping of variable to mapping of category to target; by group, with by.

    Raises
    ------
    ArgumentError
        When they are no targets, or of more margins than `most`.
    """
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
        Counts of people, and totals. Those of a survey are estimates; their own variance is not
        added to that of what is weighted to them.

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
    parts = []
    for names in _margins(variables):
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
        parts.append(part.assign(**{by: found[by]}) if by else part)
    return Targets.of(pd.concat(parts, ignore_index=True).astype({"category": object}), by)


def _margins(variables: Any) -> list[list[str]]:
    """Return the columns of each margin; names alone, and several for a joint one."""
    if isinstance(variables, str):
        raise ArgumentError(f"variables is {variables!r}; expected a list of columns")
    found = []
    for name in listed_values("variables", variables):
        names = [name] if isinstance(name, str) else listed_values("variables", name)
        found.append([check_text("variables", one, expected="names of columns") for one in names])
    if not found or not all(found):
        raise ArgumentError("variables names no column; name those that targets are wanted of")
    return found
