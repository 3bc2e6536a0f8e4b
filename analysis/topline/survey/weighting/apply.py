"""From weights before to weights after, in a design of either kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from scipy import sparse

from ...errors import ArgumentError
from ...language.message import Message
from ..checks.rows import RowsInMemory, rows_in_memory
from ..data.columns import FloatArray, IntArray
from ..design.design import Design, Linearised
from ..design.subpopulation import Subpopulation
from ..design.weighted import Weighted, WeightingRecord, WeightingStep
from ..engine.auxiliaries import Auxiliaries
from ..engine.memory import MemorySource
from ..engine.replicate_weights import FurtherReplicates, OwnReplicates, added, rows_at_once
from ..engine.row_codes import RowCodes
from .variance import with_weights


@dataclass(frozen=True, eq=False, kw_only=True)
class Reweighted:
    """What a step makes of the weights.

    Attributes
    ----------
    weights : (n,) float
    step : WeightingStep
    auxiliaries : Auxiliaries, optional
        What they were made by, in the variance; fixed factors without.
    replicates : OwnReplicates, optional
        The replicate weights, each treated likewise; None for a linearised design.
    of_targets : (n, k) float, optional
        Further replicates of half a factor each, for the variance of targets.
    """

    weights: FloatArray
    step: WeightingStep
    auxiliaries: Auxiliaries | None = None
    replicates: OwnReplicates | None = None
    of_targets: FloatArray | None = None


class Step(Protocol):
    """One step of a weighting as it was asked for: a value, to be done again to other weights."""

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""


def weighted(of: Subpopulation, step: Step) -> Subpopulation:
    """Return a survey's rows and design after a further step of weighting.

    Weights are of all rows, whatever part of them later estimates are about.
    """
    rows = rows_in_memory(of)
    found = step.apply(rows)
    design, replicates = rows.design, found.replicates
    if isinstance(design, Linearised):
        design, codes = with_weights(design, rows.codes, found.weights, found.auxiliaries)
    else:
        if found.of_targets is not None and replicates is not None:
            replicates = FurtherReplicates(replicates, found.of_targets)
            further = np.full(found.of_targets.shape[1], 0.5)
            design = replace(design, factors=np.concatenate([design.factors, further]))
        codes = replace(rows.codes, weights=found.weights, replicates=replicates)
    before = of.weighted or Weighted(rows.design, rows.codes)
    record = WeightingRecord((*before.record.steps, found.step))
    return replace(
        of,
        source=MemorySource(rows.columns, codes),
        design=replace(design, drawn=design.drawn.weighted(found.step.words)),
        weighted=replace(before, asked=(*before.asked, step), record=record),
        domains={},
    )


def again(of: Subpopulation, design: Design, codes: RowCodes) -> Subpopulation:
    """Return other rows' codes and design after all steps that were done to a survey's weights."""
    assert of.weighted is not None
    rows = rows_in_memory(of)
    start = replace(of, source=MemorySource(rows.columns, codes), design=design, weighted=None)
    for step in of.weighted.asked:
        start = weighted(start, step)
    return start


def sums_by_cell(replicates: OwnReplicates, cell: IntArray, cells: int) -> FloatArray:
    """Return Σ of each replicate's weights by cell, (cells, r)."""
    found = np.zeros((cells, int(replicates.shape[1])))
    step = rows_at_once(replicates)
    for start in range(0, len(cell), step):
        at = slice(start, start + step)
        own = cell[at]
        # by columns of one each, which add row after row as they lie
        entries = np.ones(len(own)), own, np.arange(len(own) + 1)
        found += added(sparse.csc_array(entries, (cells, len(own))), replicates, at)
    return found


def each_replicate(
    replicates: OwnReplicates | None, of: Callable[[FloatArray], FloatArray]
) -> OwnReplicates | None:
    """Return replicate weights each treated by itself, a column at a time."""
    if replicates is None:
        return None
    kind: Any = replicates
    found: FloatArray = np.empty(kind.shape)
    for number in range(int(kind.shape[1])):
        own = np.ascontiguousarray(kind[:, number : number + 1][:, 0])
        try:
            found[:, number] = of(own)
        except ArgumentError as error:
            raise ArgumentError(f"replicate {number + 1}: {error}") from None
    return found


def names_of(variables: Sequence[Any]) -> str:
    """List variables for words: "age_group, gender, region"."""
    return ", ".join(one if isinstance(one, str) else " × ".join(one) for one in variables)


def within(done: str, group: str | None) -> str:
    """Return what was done, and that it was done within each group, where it was."""
    return done if group is None else Message("{done} within each {group}", done=done, group=group)
