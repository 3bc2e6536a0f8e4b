"""A survey of rows that an engine holds: frames, paths and folders not read into memory."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from os import PathLike
from pathlib import Path
from typing import Any

import narwhals as nw

from ..errors import ArgumentError, DataError
from ..loaders.codebook.codebook import Codebook, codebook_of
from ..loaders.files.parquet import stored_variables
from .arguments import DesignArguments, check_df, plan_of, typed
from .data.answers import Columns
from .data.codebook import READING, data_and_codebook, with_sets
from .data.declared import Declared, declared
from .design.lazy import lazy_design
from .design.presets.found import arguments_of
from .design.presets.stacked import refuse_implicates
from .design.presets.table import find_preset
from .design.subpopulation import Subpopulation
from .design.weightless import drops_weightless, without_weightless
from .engine.lazy.frames import LazyRows, as_float
from .engine.lazy.levels import Levels
from .engine.lazy.opening import SUFFIXES, first_orders, lazy_rows, opened
from .engine.lazy.source import LazySource


@dataclass(frozen=True)
class Declarations:
    """What ``Survey`` was told of columns."""

    missing_codes: Any = None
    order: Any = None
    sets: Any = None
    missing_words: bool = True


@dataclass(frozen=True)
class Surveyed:
    """Rows with their design, and what their file says of its columns."""

    of: Subpopulation
    codebook: Codebook | None


def lazy_survey(
    data: Any, arguments: DesignArguments, preset: str | None, told: Declarations
) -> Surveyed | None:
    """Return the rows of a lazy frame or a path with their design; None where data are in memory.

    Raises
    ------
    ArgumentError, DataError
        As ``Survey``.
    """
    data, codebook = data_and_codebook(data)
    file = opened(data) if isinstance(data, (str, PathLike)) else None
    if file is not None:
        content = stored_variables(file.first, file.rows.head)
        codebook = None if content is None else codebook_of(content)
    rows = lazy_rows(data) if file is None else file.rows
    if rows is None:
        return None
    if not len(rows):
        raise DataError("the data have no rows; a survey needs one row per respondent")
    own = declared(rows.head, told.missing_codes, told.order, told.missing_words)
    of_all = len(rows)
    rows = _weighed(rows, arguments, own)
    sets = with_sets(Columns(rows.head, codebook, own), told.sets).sets
    orders = first_orders(rows) if file is None else file.orders
    levels = Levels(rows, codebook, own, orders, sets)
    chosen = None if preset is None else find_preset(preset)
    refuse_implicates(rows.head, chosen)
    if chosen is not None:
        given = arguments.given()
        if chosen.make is not None and arguments.replicate_weights is None:
            raise ArgumentError(
                f"preset {preset!r} makes replicate weights in memory; read the data into memory, "
                "or give their columns of replicate weights"
            )
        # as the first rows have its columns
        found = arguments_of(chosen, rows.head, given)
        if any(hasattr(value, "shape") for value in found.values()):
            raise ArgumentError(
                f"preset {preset!r} makes its replicate weights of other columns; read the data "
                "into memory"
            )
        kind = arguments.sample_type or chosen.sample_type
        arguments = replace(arguments, **{**found, **given, "sample_type": kind})
    check_df(arguments.df)
    design, codes = lazy_design(rows, arguments.weights, plan_of(arguments))
    design = without_weightless(typed(design, arguments.sample_type), of_all - len(rows))
    of = Subpopulation(LazySource(levels, codes), design)
    return Surveyed(of, codebook)


def _weighed(rows: LazyRows, arguments: DesignArguments, told: Declared) -> LazyRows:
    """Return the rows that have a weight, where others are to be left out."""
    if not drops_weightless(arguments.missing_weights, arguments.weights):
        return rows
    weights = str(arguments.weights)
    rows.kind(weights, "weights")
    has_one = ~as_float(weights).is_null()
    for code in told.missing_codes.get(weights, ()):
        has_one = has_one & (nw.col(weights) != code)
    return replace(rows, held=rows.held.filter(has_one))


_LARGE = 2**28
"""Bytes of a Parquet file beyond which its rows stay where they are."""

_OF_COLUMNS = {field.name for field in fields(Declarations)}
"""What is said of columns, wherever they are."""


def stays(path: str | PathLike[str], arguments: Mapping[str, Any]) -> bool:
    """Return whether a file is added up where it lies: a folder, or Parquet too large to read."""
    # what is no path is refused where it is read
    if (
        not isinstance(path, (str, PathLike))
        or arguments.keys() & {*READING, "labels"} - _OF_COLUMNS
    ):
        return False
    place = Path(path)
    large = place.suffix.lower() in SUFFIXES and place.is_file()
    return place.is_dir() or (large and place.stat().st_size > _LARGE)
