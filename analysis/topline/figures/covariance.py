"""What is known of how published figures vary together: often, nothing but a ceiling."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..estimates.covariance import Covariance, IntArray

FloatArray = NDArray[np.float64]


def figure_covariance(table: pd.DataFrame) -> Covariance:
    """Return the covariance of figures in row order; NaN where it was never published.

    Figures of different surveys are independent (0). Two answers of one survey vary together by
    an amount only the microdata tell (NaN). A figure derived from another, or repeating it, is the
    same measurement: its covariance is the product of the standard errors, negative when mirrored.
    """
    sign = np.where(table["mirrored"].to_numpy(dtype=bool), -1.0, 1.0)
    parents = table["derived_from"].fillna(table["duplicate_of"])
    parent = dict(zip(table["figure_id"], parents, strict=True))
    roots = np.empty(len(table), dtype=object)
    for row, name in enumerate(table["figure_id"]):
        seen: set[str] = set()
        # up to the figure this one stems from in the end; a table may lead in a circle
        while name not in seen and pd.notna(parent.get(name, pd.NA)):
            seen.add(name)
            name = parent[name]
        roots[row] = name
    cells = FigureCells(
        signed=sign * table["std_error"].to_numpy(dtype=float),
        survey=pd.factorize(table["survey_id"])[0],
        root=pd.factorize(roots)[0],
    )
    return Covariance(len(table), cells)


@dataclass(frozen=True, eq=False)
class FigureCells:
    """Covariances of figures by row and column.

    Attributes
    ----------
    signed : (k,) float
        Standard errors, negative where a figure is its parent mirrored.
    survey : (k,) int
        Number of each figure's survey, −1 where it is not known.
    root : (k,) int
        Number of the figure each is derived from or repeats, itself where none.
    """

    signed: FloatArray
    survey: IntArray
    root: IntArray

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return the covariances where rows and columns meet."""
        one, two = self.survey[rows], self.survey[columns]
        apart = (one != two) & (one >= 0) & (two >= 0)
        same = self.root[rows] == self.root[columns]
        product = self.signed[rows] * self.signed[columns]
        return np.where(same, product, np.where(apart, 0.0, np.nan))
