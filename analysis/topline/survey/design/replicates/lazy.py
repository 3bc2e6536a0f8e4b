"""Replicates of rows that an engine holds: factors of units, which sums of units are times."""

from dataclasses import replace

import numpy as np

from ....errors import ArgumentError
from ...engine.lazy.units import LazyCodes, UnitFactors
from ...engine.row_codes import RowCodes
from ..design import Design, Replicated
from .make import replicates_of
from .sampled import Wanted, sample_of


def lazy_replicates(
    design: Design, codes: LazyCodes, method: str, wanted: Wanted
) -> tuple[Replicated, LazyCodes]:
    """Return the replicated design that a linearised one gives, and its factors.

    Raises
    ------
    ArgumentError, DataError
        As of rows in memory, and when the method needs the order of the rows, which engines do
        not keep.
    """
    if method == "sdr":
        raise ArgumentError(
            "'sdr' needs the rows in the order in which they were drawn, and the engine that holds "
            "them keeps none; choose 'bootstrap' or 'jkn', or read the data into memory"
        )
    if codes.row_scale is not None:
        raise ArgumentError(
            "replicates of a sample of rows have a factor for each row, and the rows are not in "
            "memory; keep the linearised variance, or read the columns into memory"
        )
    held = RowCodes(
        weights=codes.weighs.astype(np.float64),
        unit=codes.unit,
        first_unit=codes.first_unit,
        units=codes.units,
    )
    replicated, multipliers = replicates_of(
        design, sample_of(design, held, wanted.merge), method, wanted
    )
    return replicated, replace(codes, factors=UnitFactors(multipliers))
