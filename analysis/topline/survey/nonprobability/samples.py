"""A sample that chose itself and a reference sample: their predictors, coded alike."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import described
from ...errors import ArgumentError
from ...formulas.read import Formula
from ...sample_types import PROBABILITY
from ...values import Value
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..models.population import Population, StackedColumns, covariance_of_totals
from ..models.predictors import Predictors, predictors
from ..models.rows.columns import SurveyColumns
from ..weighting.variance import back


@dataclass(frozen=True, eq=False)
class Samples(Value):
    """Both samples.

    Attributes
    ----------
    rows : RowsInMemory
        Of the sample that chose itself.
    reference : Population
    """

    rows: RowsInMemory = field(repr=False)
    reference: Population = field(repr=False)

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """The rows of the reference sample that count."""
        return self.reference.weights > 0

    def predictors(self, model: Formula | tuple[str, ...], part: NDArray[np.bool_]) -> Predictors:
        """Return the predictors of some rows of the sample, and below of the reference sample's."""
        own = SurveyColumns(self.rows.columns, len(self.rows))
        stacked = StackedColumns((own, self.reference.columns))
        use = np.concatenate([part, self.drawn])
        found = predictors(model, stacked, use, "people of the two samples")
        return Predictors(found.x[use], found.names)

    def covariance(self, values: FloatArray) -> FloatArray:
        """Return the covariance of totals of values (m, k), by the reference sample's design."""
        if self.reference.survey is None:
            return np.zeros((values.shape[1], values.shape[1]))
        return covariance_of_totals(self.reference.survey, back(self.drawn, values))


def samples_of(rows: RowsInMemory, reference: Any) -> Samples:
    """Return both samples.

    Raises
    ------
    ArgumentError
        When the first was drawn at random or is weighted, or the other is none.
    """
    if not isinstance(reference, pd.DataFrame) and not hasattr(reference, "total"):
        raise ArgumentError(
            f"reference is {described(reference)}; expected the Survey of a sample drawn at random "
            "from the same population, or a table of all of its people"
        )
    if rows.design.sample_type == PROBABILITY:
        raise ArgumentError(
            "the respondents were drawn at random, as the design says, and need no model of who "
            "takes part; say sample_type='opt_in' where they chose to"
        )
    if rows.design.columns.weights is not None:
        raise ArgumentError(
            f"the survey has weights, {rows.design.columns.weights!r}, and a model of who takes "
            "part is of people as they are; leave weights= out of Survey()"
        )
    return Samples(rows, Population.of(reference))
