"""Targets of a weighting, read from a file: variable, category, target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arguments import check_text, described, listed_values
from ..errors import ArgumentError, DataError
from ..figures.problems import close_name
from ..values import Value
from ..writing.at_hand import AtHand, frame_as_html
from .microdata import read_survey
from .target_rows import target_rows
from .text.toml import read_toml


def checked_group(by: str | None) -> str | None:
    """Return the name of a column of groups, if any; anything else is refused."""
    if by is not None:
        check_text("by", by, expected="the name of a column of groups")
    return by


@dataclass(frozen=True, eq=False)
class Targets(AtHand, Value):
    """What is known of a population.

    Attributes
    ----------
    table : pandas.DataFrame
        A row for each category: variable, category, target, and a column of groups where there
        are some.
    by : str or None
        The column of groups.
    covariance : (k, k) array or None
        Of the targets, in the order of the table, where they are estimates.
    """

    table: pd.DataFrame = field(repr=False)
    by: str | None = None
    covariance: NDArray[np.float64] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, table: pd.DataFrame, by: str | None = None) -> "Targets":
        """Return a table's rows as targets, whatever its columns are called.

        Raises
        ------
        DataError
            When a column is missing, or a target is no number.
        """
        if not isinstance(table, pd.DataFrame):
            raise DataError(f"the targets are {described(table)}; expected a pandas data frame")
        checked_group(by)
        return cls(target_rows(table, by), by)

    def _repr_html_(self) -> str:
        """Show the rows in a notebook."""
        return frame_as_html(self.table)

    def only(self, variables: Sequence[str]) -> "Targets":
        """Return the targets of some variables.

        Raises
        ------
        ArgumentError
            When there are none for one of them.
        """
        for name in listed_values("variables", variables):
            check_text("variables", name, expected="a list of names")
        named = self.table["variable"].astype(str)
        known = list(named.unique())
        own = named.isin([target_name(name, known) for name in variables]).to_numpy()
        covariance = None if self.covariance is None else self.covariance[np.ix_(own, own)]
        return Targets(self.table[own].reset_index(drop=True), self.by, covariance)

    def mapping(self, by: str | None = None) -> dict[Any, Any]:
        """Return variable → category → target; group → that, with groups.

        Raises
        ------
        ArgumentError
            When there are groups and none is asked for, or the other way round.
        """
        if checked_group(by) != self.by:
            raise ArgumentError(
                f"targets are read with by={self.by!r} and asked for by={by!r}; give both the same"
            )
        return self._laid_out(self.table)

    @property
    def places(self) -> dict[Any, Any]:
        """The rows of the table laid out as ``mapping`` lays out the targets, counted from 0."""
        return self._laid_out(self.table.assign(target=range(len(self.table))))

    def _laid_out(self, table: pd.DataFrame) -> dict[Any, Any]:
        if self.by is None:
            return _margins(table)
        return {group: _margins(own) for group, own in table.groupby(self.by, sort=False)}

    def tables(self) -> dict[str, Any]:
        """Return the targets as nested tables of texts, as TOML has them."""
        given = self.mapping(self.by)
        if self.by is None:
            return _texts(given)
        return {str(group): _texts(own) for group, own in given.items()}

    def __repr__(self) -> str:
        """Print the table."""
        return self.table.to_string(index=False)


def read_targets(
    path: str | PathLike[str],
    *,
    by: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Targets:
    """Read the targets of a weighting from a file.

    One row a category, with the columns variable, category and target (shares, percents or counts)
    in any order, and others that are passed over; or TOML, with a table of targets a variable, or
    with a [[targets]] of variable, category and target for each.
    "age:sex" or "age × sex" is a joint margin, with categories such as "18-34:f".

    Parameters
    ----------
    path : path
        Delimited text, a workbook, TOML, or what else ``read_survey`` reads.
    by : str, optional
        Column of groups, each of which has targets of its own.
    sheet, encoding : str, optional
        As in ``read_survey``.

    Raises
    ------
    ArgumentError, DataError
        When the file cannot be read, a column is missing, or a target is no number.
    """
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is {described(path)}; expected the path of a file of targets")
    if by is not None:
        check_text("by", by, expected="the name of a column")
    if Path(path).suffix.casefold() == ".toml":
        values = read_toml(path)
        given = values.get("targets", values)
        if isinstance(given, list) and given and all(isinstance(one, dict) for one in given):
            return Targets.of(pd.DataFrame(given), by)
        return targets_of_tables(given, Path(path).name, by)
    read = read_survey(path, sheet=sheet, encoding=encoding, missing_words=False)
    return Targets.of(read.data, by)


def targets_of_tables(values: Any, source: str, by: str | None = None) -> Targets:
    """Return the tables of a TOML file as targets; with groups, a table of tables for each.

    Raises
    ------
    DataError
        When they are not a table of targets for each variable.
    """
    grouped = {None: values} if by is None else _tables(source, values)
    rows = []
    for group, margins in grouped.items():
        for variable, targets in _tables(source, margins).items():
            # a number has a total, and no categories
            own = targets if isinstance(targets, dict) else {None: targets}
            for category, target in own.items():
                rows.append(
                    {by: group, "variable": variable, "category": category, "target": target}
                )
    table = pd.DataFrame(rows, columns=[by, "variable", "category", "target"])
    return Targets.of(table if by is not None else table[["variable", "category", "target"]], by)


def _tables(source: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DataError(
            f"{source} holds {described(value)} where a table of targets was expected; write "
            "[sex] and under it a line for each category, as f = 0.51"
        )
    return value


def _margins(table: pd.DataFrame) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for variable, category, target in zip(
        table["variable"], table["category"], table["target"], strict=True
    ):
        if pd.isna(category):
            found[str(variable)] = target
            continue
        own = found.setdefault(joint_name(str(variable)), {})
        if category in own:
            raise ArgumentError(
                f"the targets name {category!r} of {variable!r} twice; give each category once, or "
                "the column of groups in by="
            )
        own[category] = target
    return found


def _texts(margins: dict[Any, Any]) -> dict[str, Any]:
    return {
        name if isinstance(name, str) else ":".join(name): (
            {str(one): target for one, target in own.items()} if isinstance(own, dict) else own
        )
        for name, own in margins.items()
    }


def joint_name(variable: str) -> Any:
    """Return the names of a joint margin, as "age:sex" is one, or the name of one variable."""
    parts = [part.strip() for part in variable.replace("×", ":").replace("*", ":").split(":")]
    return tuple(parts) if len(parts) > 1 and all(parts) else variable


def target_name(name: str, known: Iterable[Any]) -> Any:
    """Return the one of some variables that a name stands for; a joint one's parts by any sign.

    Raises
    ------
    ArgumentError
        When it is none of them.
    """
    names = {joint_name(one) if isinstance(one, str) else one: one for one in known}
    found = names.get(joint_name(name))
    if found is None:
        words = [one if isinstance(one, str) else ":".join(one) for one in names]
        raise ArgumentError(
            f"there are no targets for {name!r}{close_name(name, words)}; there are some for "
            f"{', '.join(map(repr, words))}"
        )
    return found
