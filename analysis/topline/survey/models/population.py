"""A population that is known by a survey or a table of its people: columns, weights and totals."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...expressions.tree import Node
from ...formulas.values import Levels
from ...values import Value
from ..checks.rows import rows_in_memory
from ..data.answers import Columns
from ..data.columns import FloatArray, column_names
from ..data.vocabulary import spelled
from .rows.columns import SurveyColumns


@dataclass(frozen=True, eq=False)
class Population(Value):
    """People of a population, or a sample of them.

    Attributes
    ----------
    columns : SurveyColumns
    weights : (m,) float
        1 for each of a table.
    survey : Survey or None
        The sample, where it is one: its totals are estimates.
    """

    columns: SurveyColumns
    weights: FloatArray = field(repr=False)
    survey: Any = field(default=None, repr=False)

    @classmethod
    def of(cls, given: Any) -> "Population":
        """Return the people of a survey, or of a table with a row for each."""
        if isinstance(given, pd.DataFrame):
            column_names(given)  # refuses what no survey could be made of
            return cls(SurveyColumns(Columns(given), len(given)), np.ones(len(given)))
        rows = rows_in_memory(given._of)
        weights = rows.weights if rows.mask is None else np.where(rows.mask, rows.weights, 0.0)
        return cls(SurveyColumns(rows.columns, len(rows)), weights, given)


@dataclass(frozen=True, eq=False)
class StackedColumns:
    """The columns of several samples, the rows of one below those of another."""

    parts: tuple[SurveyColumns, ...]

    def __len__(self) -> int:
        """Count the rows."""
        return sum(map(len, self.parts))

    def is_categorical(self, name: str) -> bool:
        """Return whether a column holds answers, in all samples alike."""
        kinds = {part.is_categorical(name) for part in self.parts}
        if len(kinds) > 1:
            raise ArgumentError(
                f"{name!r} holds answers in one sample and numbers in the other; expected the same "
                "in both: convert one of them"
            )
        return kinds.pop()

    def numbers(self, name: str) -> FloatArray:
        """Return a column of numbers."""
        return np.concatenate([part.numbers(name) for part in self.parts])

    def levels(self, name: str) -> Levels:
        """Return a column of answers, alike where they are spelled alike."""
        labels: dict[str, Any] = {}
        codes = []
        for part in self.parts:
            own = part.levels(name)
            for label in own.labels:
                labels.setdefault(spelled(label), label)
            place = {key: number for number, key in enumerate(labels)}
            codes.append(
                np.array([*(place[spelled(label)] for label in own.labels), -1])[own.codes]
            )
        return Levels(tuple(labels.values()), np.concatenate(codes))

    def holds(self, condition: Node) -> FloatArray:
        """Return where a condition holds."""
        return np.concatenate([part.holds(condition) for part in self.parts])


def covariance_of_totals(survey: Any, x: FloatArray) -> FloatArray:
    """Return the covariance of a survey's totals of variables (n, p)."""
    names = [f"column {number}" for number in range(x.shape[1])]
    found = survey._with_columns(pd.DataFrame(x, columns=names)).total(names)
    return np.asarray(found.covariance, dtype=float)
