"""What of a file's design a survey does not use."""

import re
from dataclasses import dataclass
from typing import Any

from ..data.columns import column_names
from ..design.presets.table import PRESETS
from .likely import likely_design
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
    arguments = likely_design(names)
    parts = PRESETS[arguments["preset"]].arguments if "preset" in arguments else arguments
    given = {"weights": own.weights, "strata": own.strata, "clusters": own.clusters}
    whole = bool(own.replicates) or bool(own.strata and own.clusters)
    lacking = {}
    for role in _ROLES if not whole else ():
        if role in parts and not given.get(role):
            # by their beginning where columns are numbered
            wanted = (parts[role],) if isinstance(parts[role], str) else parts[role]
            stems = [re.escape(str(one).rstrip("#")) for one in wanted]
            ends = r"0*[1-9]\d*" if role == "replicate_weights" else ""
            pattern = re.compile(rf"(?:{'|'.join(stems)}){ends}", re.IGNORECASE)
            if found := [name for name in names if pattern.fullmatch(name)]:
                lacking[role] = found
    if own.strata or own.clusters:
        # of two ways to say one design, the one that is begun
        lacking.pop("replicate_weights", None)
    if own.names and "preset" not in arguments:
        arguments = {role: arguments[role] for role in lacking}
    listed = tuple(name for found in lacking.values() for name in found)
    return Unused(listed, tuple(_ROLES[role] for role in lacking), arguments if listed else {})
