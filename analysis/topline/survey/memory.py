"""A survey of rows in memory."""

from dataclasses import replace
from typing import Any

from .arguments import DesignArguments, design_of
from .data.answers import Columns
from .data.codebook import data_and_codebook, with_sets
from .data.declared import declared
from .data.held import held
from .design.subpopulation import Subpopulation
from .design.weightless import drops_weightless, weighed, without_weightless
from .engine.memory import MemorySource
from .imputed.known import plausible_in
from .lazy import Declarations, Surveyed

_BY_ROW = ("replicate_weights", "joint")
"""Arguments that may be arrays with a place for each row."""


def memory_survey(
    data: Any, arguments: DesignArguments, preset: str | None, told: Declarations
) -> Surveyed:
    """Return rows in memory with their design, and what their file says of its columns.

    Raises
    ------
    ArgumentError, DataError
        As ``Survey``.
    """
    data, codebook = data_and_codebook(data)
    data = held(data)
    own = declared(data, told.missing_codes, told.order, told.missing_words)
    left_out = 0
    if drops_weightless(arguments.missing_weights, arguments.weights):
        weights = str(arguments.weights)
        arrays = {name: getattr(arguments, name) for name in _BY_ROW}
        codes = own.missing_codes.get(weights, ())
        some = weighed(data, codebook, weights, codes, **arrays)
        data, codebook, left_out = some.data, some.codebook, some.left_out
        arguments = replace(arguments, **some.arrays)
    design, row_codes = design_of(data, arguments, preset)
    columns = with_sets(Columns(data, codebook, own), told.sets)
    of = Subpopulation(
        MemorySource(columns, row_codes),
        without_weightless(design, left_out),
        plausible=plausible_in(data, preset),
    )
    return Surveyed(of, codebook)
