"""What a survey's public file needs as arguments of ``Survey``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ....errors import DataError
from ....mappings import FrozenMapping
from ...data.columns import FloatArray, column, column_names, numbers
from ..replicated import natural


@dataclass(frozen=True)
class Preset:
    """What the documentation of a survey's public file says about its design.

    Attributes
    ----------
    key : str
        The name users pass as ``preset=``.
    label : str
        The survey, and what the file must hold.
    arguments : mapping
        Arguments of ``Survey``. Column names in any letter case, several where files differ;
        replicate weights as a name with # for their number.
    source : str
        The documentation that says so.
    replicates : int or None
        How many replicate weights the file has.
    times : str or None
        Columns by which the replicate weights are multiplied, with # for their number.
    make : str or None
        Method of the replicate weights to be made from the design, as the survey's own tables do.
    """

    key: str
    label: str
    arguments: Mapping[str, Any]
    source: str
    replicates: int | None = None
    times: str | None = None
    make: str | None = None


def given_replicates(weights: Any, columns: Any, method: str, **more: Any) -> Mapping[str, Any]:
    """Return the arguments of a file with replicate weights."""
    given = {"weights": weights, "replicate_weights": columns, "replicate_method": method}
    return FrozenMapping({**given, **more})


def given_sample(weights: Any, strata: Any, clusters: Any, **more: Any) -> Mapping[str, Any]:
    """Return the arguments of a file with strata and clusters."""
    given = {"weights": weights, "strata": strata, "clusters": clusters, "nest": True}
    return FrozenMapping({**given, **more})


def arguments_of(preset: Preset, data: Any, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments a survey's file needs, its column names in the file's letter case.

    Parameters
    ----------
    preset : Preset
    data : dataframe
    own : mapping
        Arguments the user gave; columns they name instead are not looked for.

    Raises
    ------
    DataError
        When the file has not the columns, or not all replicate weights.
    """
    file = {key.lower(): key for key in column_names(data)}
    found = {key: value for key, value in preset.arguments.items() if key not in own}
    for role in ("weights", "strata", "clusters"):
        if role in found:
            found[role] = _present(preset, found[role], file, role)
    if "replicate_weights" in found:
        names = _numbered(preset, found["replicate_weights"], file)
        found["replicate_weights"] = names
        if preset.times is not None:
            by = _numbered(preset, preset.times, file)
            # 0 where a row was not drawn
            product = [
                np.maximum(_numbers(data, one), 0) * np.maximum(_numbers(data, times), 0)
                for one, times in zip(names, by, strict=True)
            ]
            found["replicate_weights"] = np.nan_to_num(np.column_stack(product))
    return found


def _present(preset: Preset, names: str | tuple[str, ...], file: dict[str, str], role: str) -> str:
    """Return the first of the names that is a column."""
    wanted = (names,) if isinstance(names, str) else names
    for name in wanted:
        if name.lower() in file:
            return file[name.lower()]
    raise DataError(
        f"preset {preset.key!r} ({preset.label}) needs {role} {' or '.join(wanted)}, and the data "
        f"have no such column; merge it, or give {role}= yourself"
    )


def _numbered(preset: Preset, names: str | tuple[str, ...], file: dict[str, str]) -> list[str]:
    """Return the columns whose name has a number for #, in order."""
    wanted = (names,) if isinstance(names, str) else names
    for name in wanted:
        pattern = re.escape(name.lower()).replace(r"\#", "0*[1-9][0-9]*")
        found = sorted((file[key] for key in file if re.fullmatch(pattern, key)), key=natural)
        if len(found) == preset.replicates:
            return found
    raise DataError(
        f"preset {preset.key!r} ({preset.label}) needs {preset.replicates} columns "
        f"{' or '.join(wanted)}, # from 1 to {preset.replicates}, and the data have {len(found)}; "
        "merge the survey's file of replicate weights"
    )


def _numbers(data: Any, name: str) -> FloatArray:
    return numbers(column(data, name, "replicate weight"), name)
