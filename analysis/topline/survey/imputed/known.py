"""What a preset knows of a file's plausible values and implicates."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...arguments import listed_values
from ...errors import ArgumentError, DataError
from ...mappings import FrozenMapping
from ...nearest import nearest_name
from ..data.columns import column, column_names, numbers
from ..data.held import lent
from ..design.presets.names import plausible_of
from ..design.presets.preset import Preset
from ..design.presets.table import find_preset


def plausible_in(data: Any, preset: str | None) -> FrozenMapping[str, tuple[str, ...]]:
    """Return the columns of plausible values that a preset knows in a file, by their variable."""
    chosen = None if preset is None else find_preset(preset)
    return FrozenMapping({} if chosen is None else plausible_of(chosen, column_names(data)))


def known_values(asked: Any, known: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the columns of plausible values that a preset knows, of all variables or of some.

    Raises
    ------
    ArgumentError
        When it knows none, or none of a name; or variables have unlike numbers of them.
    """
    if not known:
        raise ArgumentError(
            "values is not given, and no preset of the survey knows plausible values of this "
            'file; expected the columns of each variable, as {"math": ["PV1MATH", "PV2MATH"]}'
        )
    names = list(known) if asked is None else listed_values("values", asked)
    for name in names:
        if name not in known:
            near = nearest_name(str(name), known)
            raise ArgumentError(
                f"values names {name!r}, of which the preset knows no plausible values; expected "
                f"some of {', '.join(known)}" + (f"; did you mean {near!r}?" if near else "")
            )
    return {name: list(known[name]) for name in names}


def implicates_of(data: Any, preset: Preset) -> list[Any]:
    """Return the implicates of a file that holds all of each row, in one order of the rows.

    Raises
    ------
    DataError
        When the column of implicates is not there, or they are not of the same rows.
    """
    file = {name.lower(): name for name in column_names(data)}
    name = file.get(preset.implicate.lower())
    if name is None:
        raise DataError(
            f"preset {preset.key!r} tells implicates by {preset.implicate}, and the data have no "
            "such column; keep it, or give a list of frames"
        )
    row, implicate = np.divmod(numbers(column(data, name, "implicate"), name), 10)
    found, rows = [], None
    for number in np.unique(implicate):
        at = np.flatnonzero(implicate == number)
        at = at[np.argsort(row[at], kind="stable")]
        if rows is not None and not np.array_equal(row[at], rows):
            raise DataError(
                f"implicate {int(number)} by {name} is not of the same rows as the first; keep all "
                "implicates of a row, or none"
            )
        rows = row[at]
        found.append(lent(data).iloc[at].reset_index(drop=True))
    return found
