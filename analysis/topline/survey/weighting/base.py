"""Base weights: from the probabilities with which respondents were drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...errors import ArgumentError
from ...language.message import Message
from ...mappings import FrozenMapping
from ...statistics.weighting.base import base_weights, selection_probabilities
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from .apply import Reweighted, each_replicate, names_of
from .variance import times


@dataclass(frozen=True, eq=False, kw_only=True)
class BaseWeights(Value):
    """How respondents were drawn, as it was told; see ``Survey.with_base_weights``."""

    probabilities: tuple[str, ...] = ()
    counts: Mapping[str, str] = FrozenMapping({})
    household: str | None = None
    multiplicity: str | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        stages = {name: _numbers(rows, name) for name in self.probabilities}
        for selected, of in self.counts.items():
            stages[f"{selected} of {of}"] = stage_of_counts(rows, selected, of)
        start = rows.weights
        if stages:
            start = np.ones(len(rows))
            if rows.design.columns.weights is not None:
                raise ArgumentError(
                    f"the survey has weights already, {rows.design.columns.weights!r}, and "
                    "probabilities would take their place; leave weights= out of Survey()"
                )
        if self.household is not None:
            stages[self.household] = one_of_household(
                self.household, _numbers(rows, self.household)
            )
        if not stages:
            if self.multiplicity is None:
                raise ArgumentError(
                    "nothing says how respondents were drawn; give probabilities=, counts=, "
                    "household= or multiplicity="
                )
            stages["1"] = np.ones(len(rows))
        ways = 1.0 if self.multiplicity is None else _numbers(rows, self.multiplicity)
        factors = base_weights(*stages.values(), multiplicity=ways, names=list(stages))
        weights = start * factors
        moved = times(weights, rows.weights)
        told = [
            *(one for one in stages if one != "1"),
            *([self.multiplicity] if self.multiplicity else []),
        ]
        return Reweighted(
            weights=weights,
            step=WeightingStep.between(
                rows.weights,
                weights,
                kind="base_weights",
                words=Message("made of how respondents were drawn ({names})", names=names_of(told)),
            ),
            replicates=each_replicate(rows.codes.replicates, lambda own: own * moved),
        )


def _numbers(rows: RowsInMemory, name: str) -> FloatArray:
    """Return a column that every row must have a number in."""
    values = rows.columns.numbers(name, "column of base weights").rows
    count = np.count_nonzero(np.isnan(values))
    if count:
        raise ArgumentError(
            f"{name!r} is missing in {count:,} rows, and a base weight needs it of all; leave "
            "those rows out of the survey, or fill it in"
        )
    return values


def stage_of_counts(rows: RowsInMemory, selected: str, of: str) -> FloatArray:
    """Return the probability at a stage where so many were drawn of so many."""
    try:
        return selection_probabilities(_numbers(rows, selected), _numbers(rows, of))
    except ArgumentError as error:
        raise ArgumentError(f"counts of {selected!r} drawn of {of!r}: {error}") from None


def one_of_household(name: str, eligible: FloatArray) -> FloatArray:
    """Return the probability of the one person who was drawn of a household."""
    if not (eligible >= 1).all():
        row = int(np.flatnonzero(~(eligible >= 1))[0])
        given = value_text(float(eligible[row]))
        raise ArgumentError(
            f"household={name!r} is {given} in row {row + 1:,}; expected "
            "how many people of the household could have been drawn, 1 or more"
        )
    return np.asarray(1 / eligible)
