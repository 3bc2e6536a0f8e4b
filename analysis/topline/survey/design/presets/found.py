"""From a preset and a file to the arguments of its design."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ....errors import DataError
from ....wording import value_text
from ...data.columns import FloatArray, column, column_names, numbers
from ..replicate_scale import decimals_of
from .methods import factors_by_sample
from .names import Columns, listed, numbered, of_role, present, samples_of
from .preset import Preset
from .stacked import Taken, refuse_stacked

_SCALED = 1000
"""A largest weight above which implied decimals are still in it."""

_REPLICATES = "replicate_weights"


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
        When the file has not the columns, not all replicate weights, several years or cycles, or
        two versions of a weight that do not agree.
    """
    file = {key.lower(): key for key in column_names(data)}
    found = {key: value for key, value in preset.arguments.items() if key not in own}
    for role in ("weights", "strata", "clusters"):
        if role in found:
            found[role] = of_role(preset, role, file)
            # strata and clusters have an answer, and strata differ
            names = present(preset.arguments[role], file) if role != "weights" else ()
            distinct = ((name, column(data, name, role).nunique()) for name in names)
            used = (name for name, count in distinct if count > (role == "strata"))
            found[role] = next(used, found[role])
    taken = Taken(found.get("weights"), found.get("strata"), frozenset(own))
    refuse_stacked(preset, data, file, taken)
    found["samples"] = samples_of(preset, file)
    if "weights" not in own:
        _refuse_unlike(preset, data, file)
        if preset.divisor != 1 and _numbers(data, found["weights"]).max() > _SCALED:
            found["divisor"] = preset.divisor
    if _REPLICATES in found:
        names = numbered(preset, found[_REPLICATES], file)
        found[_REPLICATES] = names
        if preset.times is not None:
            # times how often a row was drawn: 0 where it was not
            drawn_times = _matrix(data, numbered(preset, preset.times, file))
            weights = np.maximum(_matrix(data, names), 0)
            found[_REPLICATES] = np.nan_to_num(weights * np.maximum(drawn_times, 0))
        elif preset.absent:
            found[_REPLICATES] = np.nan_to_num(_matrix(data, names))
        elif preset.methods is not None:
            weights = _numbers(data, found["weights"] if "weights" in found else own["weights"])
            found |= factors_by_sample(preset, data, file, _matrix(data, names), weights)
    return found


def _refuse_unlike(preset: Preset, data: Any, file: Columns) -> None:
    """Refuse two files' versions of one full weight whose totals are not the same."""
    both = present(preset.same, file)
    if len(both) < 2:
        return
    of_replicates, of_survey = both[:2]
    ratio = float(np.nansum(_numbers(data, of_replicates)) / np.nansum(_numbers(data, of_survey)))
    if abs(ratio - 1) <= 0.01:
        return
    decimals = decimals_of(ratio)
    columns = listed(preset.arguments[_REPLICATES])[0].replace("#", "1")
    last = columns.removesuffix("1") + str(preset.replicates)
    remedy = "they are not of the same rows: merge the file of replicate weights again"
    if decimals > 0:
        remedy = (
            f"the file of replicate weights has {decimals} implied decimals: divide "
            f"{of_replicates} and {columns} to {last} by {10**decimals:,}"
        )
    elif decimals < 0:
        remedy = f"{of_survey} has {-decimals} implied decimals: divide it by {10**-decimals:,}"
    raise DataError(
        f"preset {preset.key!r}: {of_replicates} totals {value_text(ratio, 4)} times {of_survey}, "
        f"and both are the full weight of every row; {remedy}"
    )


def _matrix(data: Any, names: list[str]) -> FloatArray:
    return np.column_stack([_numbers(data, name) for name in names])


def _numbers(data: Any, name: str) -> FloatArray:
    return numbers(column(data, name, "weight"), name)
