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
from ..engine.auxiliaries import Auxiliaries
from ..models.predictors import words_of
from ..weighting.apply import Reweighted, each_replicate
from ..weighting.variance import target_replicates
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

        def fitted(start: FloatArray) -> Participation:
            # a replicate counts each respondent as often as it has them
            often = start[part] / rows.weights[part]
            return fit_participation(own, other, d, weights=often, names=matrix.names)

        def weights_of(start: FloatArray) -> FloatArray:
            found = np.zeros(len(part))
            found[part] = start[part] / rows.weights[part] / fitted(start).propensity
            return found

        found = fitted(rows.weights)
        weights = np.zeros(len(part))
        weights[part] = 1 / found.propensity
        taking_part = found.reference_propensity[:, None] * found.reference_x
        slope = np.zeros(len(part))
        slope[part] = weights[part] * (1 - found.propensity)
        # the last combination, of zeros, is that of who has no weight
        cell = np.full(len(part), count)
        cell[part] = np.arange(count)
        auxiliaries = Auxiliaries(
            weights=slope,
            cell=cell,
            values=np.vstack([found.x, np.zeros(found.x.shape[1])]),
            square=found.information,
            before=slope,
            after=weights,
            taken=part.astype(float),
            targets=samples.covariance(taking_part),
        )
        words = "made by a model of who takes part on {names}, beside a reference sample of {size}"
        left_out = f"left out of the model, as others say the same: {', '.join(found.left_out)}"
        return Reweighted(
            weights=weights,
            step=WeightingStep.between(
                rows.weights,
                weights,
                kind="pseudo_weights",
                words=Message(words, names=words_of(self.model), size=len(other)),
                iterations=found.iterations,
                notes=(left_out,) if found.left_out else (),
            ),
            auxiliaries=auxiliaries,
            replicates=each_replicate(rows.codes.replicates, weights_of),
            of_targets=target_replicates(rows, auxiliaries),
        )
