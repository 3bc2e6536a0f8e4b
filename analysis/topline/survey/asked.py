"""How much of a survey's file is read for questions that are known."""

from collections.abc import Mapping
from os import PathLike
from typing import Any

from ..errors import ArgumentError
from ..expressions.parse import parse_condition
from ..expressions.tree import names_in
from ..loaders.sets.needed import Needed
from .lazy import stays

_OF_COLUMNS = ("weights", "strata", "clusters", "fpc", "pps", "replicate_weights")
"""Arguments of a design that name columns."""

_OF_ALL = {"columns", "sets", "preset", "joint"}
"""Arguments that may be about any column."""


def with_columns(path: str | PathLike[str], arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return arguments of ``Survey.open`` with the columns to read in place of the questions.

    These are its `needed`, names of columns and of questions with several answers, and its
    `conditions`. All columns are read where any may be needed, and none of rows that stay.
    """
    given = {name: own for name, own in arguments.items() if name not in ("needed", "conditions")}
    asked = arguments.get("needed")
    if not asked or stays(path, given) or not _OF_ALL.isdisjoint(given):
        return given
    try:
        parsed = [parse_condition(one) for one in arguments.get("conditions", ())]
    except ArgumentError:
        # which is told by whoever asks
        return given
    said = [name for key in ("missing_codes", "order", "labels") for name in given.get(key) or ()]
    drawn = {name: given.get(name) for name in _OF_COLUMNS}
    beginning = drawn["replicate_weights"]
    if isinstance(beginning, str):
        del drawn["replicate_weights"]
    every = [*asked, *(name for one in parsed for name in names_in(one)), *said]
    every += _texts([*drawn.values()])
    return {**given, "columns": Needed(every, beginning if isinstance(beginning, str) else "")}


def _texts(values: Any) -> list[str]:
    """Return the names in a list of names and of lists."""
    if isinstance(values, str):
        return [values]
    nested = isinstance(values, (list, tuple))
    return [name for value in values for name in _texts(value)] if nested else []
