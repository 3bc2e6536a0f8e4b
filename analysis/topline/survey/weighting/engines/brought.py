"""From factors that meet targets to the survey that has them, of rows that an engine holds."""

from dataclasses import dataclass, field, replace

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ....values import Value
from ...data.columns import FloatArray
from ...design.design import Design, Explained, Linearised, TakenSums
from ...design.subpopulation import Subpopulation
from ...design.weighted import WeightingStep
from ...engine.lazy.source import LazySource
from ...engine.lazy.units import CellFactors, LazyAuxiliaries, LazyCodes


@dataclass(frozen=True, eq=False, kw_only=True)
class Brought(Value):
    """What became of weights that an engine holds.

    Attributes
    ----------
    factor : narwhals.Expr
        Of each row's weight.
    step : WeightingStep
    auxiliaries : LazyAuxiliaries or None
        What they were brought to, in a linearised variance.
    square : (p, p) float or None
        Cross products of these, under the weights of their regression.
    by_unit : (u, p) float or None
        Their sums by sampled unit, under the weights after.
    by_cell : CellFactors or None
        Factors of replicate weights.
    """

    factor: nw.Expr = field(repr=False)
    step: WeightingStep
    auxiliaries: LazyAuxiliaries | None = None
    square: FloatArray | None = field(default=None, repr=False)
    by_unit: FloatArray | None = field(default=None, repr=False)
    by_cell: CellFactors | None = field(default=None, repr=False)


def engine_of(of: Subpopulation) -> LazySource:
    """Return the source of a survey whose weights can be brought to targets where they lie.

    Raises
    ------
    ArgumentError
        When they cannot.
    """
    source, design = of.source, of.design
    assert isinstance(source, LazySource)
    if source.codes.factor is not None:
        raise ArgumentError(
            "the weights were brought to targets already, and the rows are not in memory; give all "
            "targets in one call, or read the columns into memory"
        )
    if isinstance(design, Linearised) and (design.of_rows or not design.stages):
        how = "each row is a sampled unit" if design.of_rows else "pps= needs rows"
        raise ArgumentError(
            f"{how}, and the variance of calibrated weights then looks at every row, which are not "
            "in memory; give clusters= where there are some, or read the columns into memory, as "
            "with read_survey(path, columns=[…])"
        )
    return source


def with_factors(source: LazySource, design: Design, found: Brought) -> tuple[Design, LazySource]:
    """Return the design and the rows under new weights."""
    codes: LazyCodes = replace(
        source.codes, factor=found.factor, auxiliaries=found.auxiliaries, by_cell=found.by_cell
    )
    if isinstance(design, Linearised):
        assert found.square is not None
        assert found.by_unit is not None
        # variables may follow from others, as the margins of one total do
        slopes = np.asarray(np.linalg.pinv(found.square, rcond=1e-12, hermitian=True), float)
        taken = TakenSums(by_unit=found.by_unit, slopes=slopes)
        design = replace(design, calibration=Explained((taken,)))
    return design, LazySource(source.levels, codes)
