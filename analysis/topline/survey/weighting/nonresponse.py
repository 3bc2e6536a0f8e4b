"""Nonresponse: respondents carry who did not answer, by classes or by a model of response."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...formulas.read import Formula
from ...language.message import Message
from ...statistics.weighting.nonresponse import AdjustedWeights, adjust_by_classes, outcomes
from ...statistics.weighting.propensity import ModelledWeights, adjust_by_model
from ...statistics.weighting.shared.categories import CodedColumn
from ...values import Value
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..models.predictors import left_out_notes, predictors, words_of
from ..models.rows.columns import SurveyColumns
from .apply import Reweighted, each_replicate, names_of
from .columns import column_of
from .variance import back, response_of


@dataclass(frozen=True, eq=False, kw_only=True)
class Nonresponse(Value):
    """An adjustment within classes, as it was asked for; see ``Survey.adjust_nonresponse``."""

    status: str
    classes: tuple[str, ...] = ()
    unknown: str = "spread"
    rate: str = "weighted"
    means: Mapping[Any, str] | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        part = rows.weights > 0
        status: Any = at(part, column_of(rows, self.status))
        classes = at(part, column_of(rows, self.classes)) if self.classes else None
        lacking = 0 if classes is None else np.count_nonzero(classes.codes < 0)
        if lacking:
            raise ArgumentError(
                f"a class of {names_of(self.classes)} is missing in {lacking:,} of "
                f"{np.count_nonzero(part):,} rows; fill it in, or leave that column out of classes="
            )

        def adjusted(own: FloatArray) -> AdjustedWeights:
            return adjust_by_classes(
                status,
                start=own[part],
                classes=classes,
                unknown=self.unknown,
                rate=self.rate,
                means=self.means,
            )

        done = Message("adjusted for nonresponse")
        if self.classes:
            names = names_of(self.classes)
            done = Message("adjusted for nonresponse within classes of {names}", names=names)
        return _reweighted(rows, part, adjusted(rows.weights), adjusted, done)


@dataclass(frozen=True, eq=False, kw_only=True)
class ResponseModel(Value):
    """An adjustment by a model of response, as it was asked for."""

    status: str
    model: Formula | tuple[str, ...]
    strata: int | None = None
    factor: str = "weighted_rate"
    unknown: str = "spread"
    rate: str = "weighted"
    means: Mapping[Any, str] | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        part = rows.weights > 0
        status: Any = at(part, column_of(rows, self.status))
        eligible = back(part, outcomes(status, self.means) < 2).astype(bool)
        matrix = predictors(
            self.model, SurveyColumns(rows.columns, len(rows)), eligible, "eligible cases"
        )
        x = matrix.x[part]

        def adjusted(own: FloatArray) -> ModelledWeights:
            return adjust_by_model(
                status,
                x,
                names=matrix.names,
                start=own[part],
                strata=self.strata,
                factor=self.factor,
                unknown=self.unknown,
                rate=self.rate,
                means=self.means,
            )

        found = adjusted(rows.weights)
        done = Message(
            "adjusted for nonresponse by a model of response on {names}", names=words_of(self.model)
        )
        if self.strata is not None:
            done = Message(
                "{done}, in {number} strata of propensity",
                done=done,
                number=len(found.class_factors),
            )
        notes = left_out_notes(found.fit.left_out)
        told = {"iterations": found.fit.iterations, "notes": notes}
        made = _reweighted(rows, part, found, adjusted, done, **told)
        # rates of strata count as fixed, as those of classes do
        return (
            made if self.strata is not None else replace(made, auxiliaries=response_of(found, part))
        )


def _reweighted(
    rows: RowsInMemory,
    part: NDArray[np.bool_],
    found: AdjustedWeights | ModelledWeights,
    adjusted: Callable[[FloatArray], AdjustedWeights | ModelledWeights],
    words: Message,
    **told: Any,
) -> Reweighted:
    """Return weights as they were found for some rows, each replicate's adjusted likewise."""
    weights = back(part, found.weights)
    return Reweighted(
        weights=weights,
        step=WeightingStep.between(
            rows.weights, weights, kind="adjust_nonresponse", words=words, **told
        ),
        replicates=each_replicate(
            rows.codes.replicates, lambda own: back(part, adjusted(own).weights)
        ),
    )


def at(part: NDArray[np.bool_], column: CodedColumn) -> CodedColumn:
    """Return a column of the rows that have a weight: who is out already takes no part."""
    return CodedColumn(column.name, column.codes[part], column.categories)
