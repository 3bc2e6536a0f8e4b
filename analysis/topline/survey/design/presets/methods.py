"""Files of several countries whose replicate weights were made by a method of each country's."""

from typing import Any

import numpy as np

from ....errors import DataError
from ...data.coding import first_rows
from ...data.columns import FloatArray, column, numbers
from ..replicate_methods import REPLICATE_METHODS
from ..samples import samples_in
from .names import Columns, present, samples_of
from .preset import Preset

_CODES = {"1": "jk1", "2": "jk2", "3": "brr", "4": "fay", "fay": "fay"}
"""Methods as files of adults' skills write them."""

_JACKKNIFES = ("jk1", "jk2")


def factors_by_sample(
    preset: Preset, data: Any, file: Columns, matrix: FloatArray, weights: FloatArray
) -> dict[str, Any]:
    """Return the replicate weights, their method and the factors of each country's.

    The number of a country's replicate weights is in the column VENREPS; others are absent, and
    have no part in its variance. Fay's factor is in VEFAYFAC.

    Raises
    ------
    DataError
        When the file does not say by which method they were made.
    """
    assert preset.methods is not None
    samples = samples_in(data, samples_of(preset, file))
    first = np.zeros(1, dtype=int)
    if samples is not None:
        first = first_rows(samples.rows, len(samples.labels))
    r = int(matrix.shape[1])
    keys = [_method(preset, data, file, row) for row in first]
    sizes = _cells(data, file, "venreps", first, float(r))
    rho = _cells(data, file, "vefayfac", first, np.nan)
    factors = np.zeros((len(first), r))
    for at, key in enumerate(keys):
        size = int(np.clip(sizes[at], 2, r)) if np.isfinite(sizes[at]) else r
        scale = REPLICATE_METHODS[key].scale
        assert scale is not None
        given = rho[at] if key == "fay" else 0.0
        if not 0 <= given < 1:
            raise DataError(
                f"preset {preset.key!r}: the replicate weights were made by Fay's method, and the "
                "data have no column VEFAYFAC of its factor; add it from the survey's file"
            )
        factors[at, :size] = scale(size, float(given))
    jackknife = any(key in _JACKKNIFES for key in keys)
    absent = np.isnan(matrix)
    return {
        "replicate_weights": np.where(absent, weights[:, None], matrix),
        "replicate_method": "jk2" if jackknife else "custom",
        "scale": 1.0,
        "rscales": factors.ravel(),
    }


def _method(preset: Preset, data: Any, file: Columns, row: int) -> str:
    names = present((f"{preset.methods}N", preset.methods or ""), file)
    for name in names:
        told = column(data, name, "method").iloc[row]
        text = str(told).strip().lower().removesuffix(".0")
        key = _CODES.get(text, text)
        if key in REPLICATE_METHODS:
            return key
    raise DataError(
        f"preset {preset.key!r} ({preset.label}) needs a column {preset.methods}N or "
        f"{preset.methods}, which says how a country's replicate weights were made; add it from "
        "the survey's file, or give replicate_weights=, replicate_method= and scale= yourself"
    )


def _cells(data: Any, file: Columns, name: str, rows: Any, otherwise: float) -> FloatArray:
    if name not in file:
        return np.full(len(rows), otherwise)
    values = numbers(column(data, file[name], "method"), file[name])
    return np.asarray(values[rows])
