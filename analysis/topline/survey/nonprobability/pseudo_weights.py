"""Pseudo-weights: one over the propensity to take part, beside a reference sample."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...formulas.read import Formula
from ...language.message import Message
from ...statistics.nonprobability.participation import Participation, fit_participation
from ...values import Value
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..models.predictors import left_out_notes, words_of
from ..weighting.apply import Reweighted, each_replicate
from ..weighting.variance import back, propensity_of, target_replicates
from .samples import samples_of


@dataclass(frozen=True, eq=False, kw_only=True)
class PseudoWeighting(Value):
    """A model of who takes part, as it was asked for; see ``Survey.with_pseudo_weights``."""

    reference: Any
    model: Formula | tuple[str, ...]

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        samples, part = samples_of(rows, self.reference), rows.weights > 0
        matrix = samples.predictors(self.model, part)
        count = int(part.sum())
        own, other = matrix.x[:count], matrix.x[count:]
        d = samples.reference.weights[samples.drawn]

        def fitted(often: FloatArray) -> Participation:
            return fit_participation(own, other, d, weights=often, names=matrix.names)

        def weights_of(start: FloatArray) -> FloatArray:
            # a replicate counts each respondent as often as it has them
            often = start[part] / rows.weights[part]
            return back(part, often / fitted(often).propensity)

        once = np.ones(count)
        found = fitted(once)
        each = 1 / found.propensity
        weights = back(part, each)
        auxiliaries = propensity_of(
            part,
            found.x,
            square=found.information,
            slope=each * (1 - found.propensity),
            after=each,
            taken=once,
            targets=samples.covariance(found.reference_propensity[:, None] * found.reference_x),
        )
        words = Message(
            "made by a model of who takes part on {names}, beside a reference sample of {size}",
            names=words_of(self.model),
            size=len(other),
        )
        return Reweighted(
            weights=weights,
            step=WeightingStep.between(
                rows.weights,
                weights,
                kind="pseudo_weights",
                words=words,
                iterations=found.iterations,
                notes=left_out_notes(found.left_out),
            ),
            auxiliaries=auxiliaries,
            replicates=each_replicate(rows.codes.replicates, weights_of),
            of_targets=target_replicates(rows, auxiliaries),
        )
