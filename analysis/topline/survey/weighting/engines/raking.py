"""Raking of rows that an engine holds: the factor of a cell of margins, from sums by cell."""

from itertools import pairwise
from typing import Any
from warnings import warn

import narwhals as nw
import numpy as np
from scipy import sparse

from ....errors import ArgumentError, ToplineWarning
from ....statistics.weighting.raking.cells import indicators
from ....statistics.weighting.raking.missing import refuse_missing
from ....statistics.weighting.raking.plan import RakingPlan, plan_raking
from ....statistics.weighting.raking.rake import raked_weights
from ....statistics.weighting.shared.change import change_of_cells
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...design.subpopulation import Subpopulation
from ...engine.lazy.coded import summed
from ...engine.lazy.source import LazySource
from ...engine.lazy.tables import table_of
from ...engine.lazy.units import CellFactors, LazyAuxiliaries
from ..raking import Raking, calibrated_on
from .brought import Brought, engine_of
from .cells import EngineAnswers, EngineCells, engine_cells

_EXACT = 1e-11
"""How far logarithms of factors may be from the sums of their margins'."""


def raked_on_engine(of: Subpopulation, asked: Raking) -> Brought:
    """Rake the weights of rows that an engine holds; see ``Survey.rake``.

    Raises
    ------
    ArgumentError
        As of rows in memory, and where rows would have to be looked at.
    """
    source = engine_of(of)
    _refuse_rows(asked)
    targets = asked.by_answers(EngineAnswers(source), asked.targets)
    names = asked.named(targets)
    found = engine_cells(source, [*names, *([asked.by] if asked.by else [])])
    if asked.missing == "error":
        # by the rows that they are, of which the plan sees cells
        columns = found.columns[: len(names)]
        lacking = [int(found.weighing[one.codes < 0].sum()) for one in columns]
        refuse_missing(columns, lacking)
    plan = plan_raking(
        dict(zip(names, found.columns, strict=False)),
        targets,
        start=found.start,
        total=asked.total,
        limits=asked.limits,
        by=found.columns[-1] if asked.by else None,
        missing=asked.missing,
        times=found.weighing,
    )
    raked = raked_weights(plan, tolerance=asked.tolerance, max_iterations=asked.max_iterations)
    for note in raked.notes:
        warn(note, ToplineWarning, stacklevel=4)
    # of the cells here, which the plan may have put in another order
    factors = raked.factors[plan.cells.of_row]
    change = change_of_cells(found.weighing, found.rows, found.start, found.squares, factors)
    brought: dict[str, Any] = {
        "factor": _factor(found, factors, asked),
        "step": asked.told(change, plan, raked, names),
    }
    if isinstance(of.design, Linearised):
        brought |= _in_variance(source, found, plan, factors, asked)
    else:
        brought["by_cell"] = _replicates(source, found, plan, factors, asked)
    return Brought(**brought)


def _refuse_rows(asked: Raking) -> None:
    """Refuse what looks at the weight of each row."""
    for what, wanted in (
        ("cap=", asked.cap is not None),
        ("bounds_on='weight'", asked.limits.on_weight),
        ("targets_variance=True", asked.uncertain is not None),
    ):
        if wanted:
            raise ArgumentError(
                f"{what} looks at every row, and the rows are not in memory; give bounds= on the "
                "factors, or read the columns into memory, as with read_survey(path, columns=[…])"
            )


def _factor(found: EngineCells, factors: FloatArray, asked: Raking) -> nw.Expr:
    """Return the factor of each row: of margins alone, a product of one for each of them."""
    used = found.start > 0
    if asked.bounds is None and asked.by is None and asked.missing == "error":
        codes: IntArray = np.stack([one.codes for one in found.columns], axis=1)
        x = indicators(codes, [len(one.categories) for one in found.columns]).toarray()[used]
        wanted = np.log(factors[used])
        logs = np.linalg.lstsq(x, wanted)[0]
        if np.abs(x @ logs - wanted).max(initial=0.0) <= _EXACT:
            ends = np.cumsum([0, *(len(one.categories) for one in found.columns)])
            shares = [
                summed(
                    [
                        found.indicator(column, answer) * float(logs[first + answer])
                        for answer in range(last - first)
                    ]
                )
                for column, (first, last) in enumerate(pairwise(ends))
            ]
            return summed(shares).exp()
    return found.number(factors)


def _in_variance(
    source: LazySource, found: EngineCells, plan: RakingPlan, factors: FloatArray, asked: Raking
) -> dict[str, Any]:
    """Return what the linearised variance takes from the influence."""
    calibrated = calibrated_on(plan, None)
    values = calibrated.values[calibrated.cell]
    after = found.start * factors
    base = found.start if asked.residuals == "design" else after
    table = found.table
    assert table.unit is not None
    entries = table.sums[0] * factors[found.at], (table.unit, found.at)
    by_unit = sparse.csr_array(entries, (source.codes.units, len(found)))
    weight = source.codes.start
    if asked.residuals == "calibrated":
        weight = weight * _factor(found, factors, asked)
    variables = tuple(_variable(found, own) for own in values.T)
    return {
        "auxiliaries": LazyAuxiliaries(variables, weight),
        "square": values.T @ (base[:, None] * values),
        "by_unit": np.asarray(by_unit @ values),
    }


def _variable(found: EngineCells, values: FloatArray) -> nw.Expr:
    """Return a variable of cells: who gave one answer, where it is that."""
    for column, own in enumerate(found.columns):
        held = np.unique(own.codes[values > 0])
        if len(held) == 1 and held[0] >= 0 and np.array_equal(own.codes == held[0], values > 0):
            return found.indicator(column, int(held[0]))
    return found.number(values)


def _replicates(
    source: LazySource, found: EngineCells, plan: RakingPlan, factors: FloatArray, asked: Raking
) -> CellFactors:
    """Return the factors of each replicate, raked by itself from its own sums by cell."""
    codes = source.codes
    if codes.factors is not None:
        assert found.table.first_unit is not None
        multipliers = codes.factors.multipliers
        entries = found.table.sums[0], (found.at, found.table.first_unit)
        by_unit = sparse.csr_array(entries, (len(found), len(multipliers)))
        start = np.asarray(by_unit @ multipliers)
    else:
        table = table_of(source.rows, codes, found.cells.keys, again=True)
        assert table.again is not None
        cell = found.cells.code(table.places)
        start = np.zeros((len(found), len(codes.replicates)))
        np.add.at(start, cell, table.again[0])
    of_plan = plan.cells.of_row
    in_plan = np.zeros((len(plan.sums), start.shape[1]))
    np.add.at(in_plan, of_plan, start)
    solved = plan.solve(in_plan, tolerance=asked.tolerance, max_iterations=asked.max_iterations)
    plan.refuse_missed(solved)
    return CellFactors(found.cells, factors, plan.factors(solved)[of_plan])
