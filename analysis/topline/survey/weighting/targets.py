"""Targets of a weighting: a mapping, a table, or what a file holds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...arguments import described
from ...errors import ArgumentError
from ...loaders.targets import Targets


def targets_of(
    given: Any, by: str | None = None, most: int | None = None
) -> dict[Any, Any]:
    """Return targets as a mapping of variable to mapping of category to target; by group, with by.

    Raises
    ------
    ArgumentError
        When they are no targets, or of more margins than `most`.
    """
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
