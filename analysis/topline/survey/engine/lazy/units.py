"""What a design says of rows that an engine holds: their weights, and which unit each is of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....values import Value
from ...data.columns import FloatArray, IntArray
from ..rank import KnownRanks
from .coded import Coded


@dataclass(frozen=True, eq=False)
class UnitFactors(Value):
    """Replicate weights made from a design: what each first-stage unit's weights are times.

    Attributes
    ----------
    multipliers : (m, r) float
    ranks : dict
        Ranks already found of some units' factors.
    """

    multipliers: FloatArray = field(repr=False)
    ranks: KnownRanks = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, eq=False)
class LazyAuxiliaries(Value):
    """The variables that weights were calibrated on, as ``Auxiliaries`` are of rows in memory.

    Attributes
    ----------
    variables : tuple of narwhals.Expr
    weight : narwhals.Expr
        Of the regression on them: that before the calibration, or that after it.
    """

    variables: tuple[nw.Expr, ...] = field(repr=False)
    weight: nw.Expr = field(repr=False)


@dataclass(frozen=True, eq=False)
class CellFactors(Value):
    """What raking multiplied replicate weights by, in each cell of the margins.

    Attributes
    ----------
    cells : Coded
        Cell of each row.
    full : (c,) float
        Factors of the full-sample weight, which is multiplied by them already.
    replicates : (c, r) float
    """

    cells: Coded
    full: FloatArray = field(repr=False)
    replicates: FloatArray = field(repr=False)


@dataclass(frozen=True, eq=False)
class LazyCodes(Value):
    """What a design says of rows that are not in memory.

    Attributes
    ----------
    weights : str or None
        Column of weights; None for weights of 1.
    divisor : float
        What they are divided by.
    keys : tuple of str
        Columns that tell sampled units apart.
    table : pandas.DataFrame
        Their combinations, a row for each.
    weighs : (k,) bool
        Those with a respondent of a weight above 0.
    unit, first_unit : (k,) int
        Finest and first-stage unit of each combination.
    units : int
        How many finest units there are.
    own : (k,) float or None
        Weight of each combination's rows, where the sampling fractions give it.
    replicates : tuple of str
        Columns of replicate weights.
    combined : bool
        Whether these contain the sampling weight.
    factors : UnitFactors or None
        Replicates made from the design.
    row_scale : (k,) float or None
        Where each row is a sampled unit, and the combinations are strata: (1 − f)·n/(n − 1).
    factor : narwhals.Expr or None
        What a calibration multiplied the weights by; None where there was none.
    auxiliaries : LazyAuxiliaries or None
        What it was on, in a linearised variance.
    by_cell : CellFactors or None
        What it multiplied replicate weights by.
    """

    weights: str | None
    divisor: float = 1.0
    keys: tuple[str, ...] = ()
    table: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    weighs: NDArray[np.bool_] = field(default_factory=lambda: np.ones(1, bool), repr=False)
    unit: IntArray = field(default_factory=lambda: np.zeros(1, np.intp), repr=False)
    first_unit: IntArray = field(default_factory=lambda: np.zeros(1, np.intp), repr=False)
    units: int = 1
    own: FloatArray | None = field(default=None, repr=False)
    replicates: tuple[str, ...] = ()
    combined: bool = True
    factors: UnitFactors | None = None
    row_scale: FloatArray | None = field(default=None, repr=False)
    factor: nw.Expr | None = field(default=None, repr=False)
    auxiliaries: LazyAuxiliaries | None = field(default=None, repr=False)
    by_cell: CellFactors | None = field(default=None, repr=False)

    @property
    def weight(self) -> nw.Expr:
        """The weight of each row."""
        return self.start if self.factor is None else self.start * self.factor

    @property
    def start(self) -> nw.Expr:
        """The weight of each row before it was calibrated."""
        if self.weights is None:
            return nw.lit(1.0)
        # a survey with a missing weight is refused
        return nw.col(self.weights).cast(nw.Float64) / self.divisor

    def replicate(self, name: str) -> nw.Expr:
        """Return a replicate weight of each row."""
        own = nw.col(name).cast(nw.Float64)
        return own if self.combined else own * self.start

    def place_of(self, columns: Sequence["pd.Series[Any]"]) -> IntArray:
        """Return which combination each row of a small table is of, by its columns of keys."""
        if len(self.keys) == 1:
            index = pd.Index(self.table.iloc[:, 0])
            return np.asarray(index.get_indexer(pd.Index(columns[0])))
        given = pd.MultiIndex.from_arrays(list(columns))
        return np.asarray(pd.MultiIndex.from_frame(self.table).get_indexer(given))
