"""The rows that a model is fitted on: outcome, predictors, offset and weights as numbers."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ....errors import ArgumentError, DataError
from ....formulas.coding import Coded, code_formula
from ....formulas.read import Formula
from ....statistics.core.blocks import Matrix
from ....statistics.models.glm import GlmFit
from ....values import Value
from ...checks.rows import RowsInMemory
from ...data.columns import FloatArray, IntArray
from ...estimators.request import Request
from .columns import Outcome, SurveyColumns, outcome_of


@dataclass(frozen=True, eq=False)
class ModelRows(Value):
    """What a model is fitted on.

    Attributes
    ----------
    rows : RowsInMemory
        All rows of the survey.
    coded : Coded
        Predictors and offset of the rows used.
    outcome : (m,) float
    outcome_words : str
    at : (m,) int
        Places of the rows used.
    meant : int
        Rows with a weight that are asked about; those beyond `at` lack an answer to something.
    mean_weight : float
        Of the rows meant: a deviance is that of weights of mean 1 among them, as in R.
    notes : tuple of str
        What must be known of the columns, each once.
    """

    rows: RowsInMemory = field(repr=False)
    coded: Coded = field(repr=False)
    outcome: FloatArray = field(repr=False)
    outcome_words: str
    at: IntArray = field(repr=False)
    meant: int
    mean_weight: float
    notes: tuple[str, ...] = ()

    @cached_property
    def weights(self) -> FloatArray:
        """The (m,) weights of the rows used, in units of the mean weight."""
        own = self.rows.weights if self.every else self.rows.weights[self.at]
        return own / self.mean_weight

    @property
    def every(self) -> bool:
        """Whether all rows are used."""
        return len(self.at) == len(self.rows)

    @property
    def missing(self) -> int:
        """Rows that are meant, and lack an answer to something."""
        return self.meant - len(self.at)


def model_rows(
    request: Request, rows: RowsInMemory, formula: Formula, outcome: Outcome | None = None
) -> ModelRows:
    """Return the rows that have an outcome, that of the formula by default, and all predictors.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown, nobody is left, or rows lack an answer and missing="fail".
    """
    if request.missing == "category":
        raise ArgumentError("missing='category' is for shares; expected 'drop' or 'fail'")
    meant = rows.weights > 0
    if request.within is not None:
        meant = meant & request.within.rows
    columns = SurveyColumns(rows.columns, len(rows))
    if outcome is None:
        outcome = outcome_of(formula.outcome, columns, meant)
    answered = np.isfinite(outcome.values)
    coded = code_formula(formula, columns, meant & answered)
    used = coded.complete
    missing = int(meant.sum() - used.sum())
    if missing and request.missing == "fail":
        raise DataError(
            f"{missing:,} of {int(meant.sum()):,} rows lack an answer to the outcome or a "
            "predictor; fill them in, or choose missing='drop'"
        )
    named = dict.fromkeys([*outcome.names, *formula.names])
    return ModelRows(
        rows=rows,
        coded=coded,
        # all rows are no copy of them
        outcome=outcome.values if used.all() else outcome.values[used],
        outcome_words=outcome.words,
        at=np.flatnonzero(used),
        meant=int(meant.sum()),
        mean_weight=float(rows.weights[meant].mean()),
        notes=tuple(dict.fromkeys(note for name in named for note in columns.notes(name))),
    )


def used(fit: GlmFit, matrix: Matrix) -> Matrix:
    """Return the columns that a fit uses; no copy where it uses all."""
    return matrix if not fit.left_out else matrix[:, fit.columns]
