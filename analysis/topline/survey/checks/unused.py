"""What of a file's design a survey does not use."""

from dataclasses import dataclass
from typing import Any

from ..data.columns import column, column_names, is_text
from .likely import columns_by_role, likely_design
from .rows import RowsInMemory

_ROLES = {
    "weights": "weights",
    "strata": "strata",
    "clusters": "clusters",
    "replicate_weights": "replicate weights",
}


@dataclass(frozen=True)
class Unused:
    """Columns that look like parts of a design which is not given.

    Attributes
    ----------
    names, roles : tuple of str
        The columns, and what they look like; empty where there are none.
    arguments : dict
        What to give to ``Survey`` to use them.
    """

    names: tuple[str, ...]
    roles: tuple[str, ...]
    arguments: dict[str, Any]


def unused_design(survey: RowsInMemory) -> Unused:
    """Return the columns that look like parts of a design that the survey has not.

    A design with replicate weights, or with clusters and strata, is whole.
    """
    own, names = survey.design.columns, column_names(survey.data)
    arguments = likely_design(names, lambda name: not is_text(column(survey.data, name)))
    given = {"weights": own.weights, "strata": own.strata, "clusters": own.clusters}
    whole = bool(own.replicates) or bool(own.strata and own.clusters)
    found = {} if whole else columns_by_role(arguments, names)
    lacking = {role: own for role, own in found.items() if not given.get(role)}
    if own.strata or own.clusters:
        # of two ways to say one design, the one that is begun
        lacking.pop("replicate_weights", None)
    if own.names and "preset" not in arguments:
        arguments = {role: arguments[role] for role in lacking}
    listed = tuple(name for own in lacking.values() for name in own)
    return Unused(listed, tuple(_ROLES[role] for role in lacking), arguments if listed else {})
