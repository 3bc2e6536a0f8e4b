"""What is known of how published figures vary together: often, nothing but a ceiling."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def figure_covariance(table: pd.DataFrame) -> FloatArray:
    """Return the covariance of figures in row order; NaN where it was never published.

    Figures of different surveys are independent (0). Two answers of one survey vary together by
    an amount only the microdata tell (NaN). A figure derived from another, or repeating it, is the
    same measurement: its covariance is the product of the standard errors, negative when mirrored.
    """
    std_error = table["std_error"].to_numpy(dtype=float)
    survey = table["survey_id"].to_numpy()
    roots = _roots(table)
    sign = np.where(table["mirrored"].to_numpy(dtype=bool), -1.0, 1.0)
    known = pd.notna(survey)
    apart = np.not_equal.outer(survey.astype(str), survey.astype(str)) & np.outer(known, known)
    same = np.equal.outer(roots, roots)
    products = np.outer(sign * std_error, sign * std_error)
    return np.where(same, products, np.where(apart, 0.0, np.nan))


def _roots(table: pd.DataFrame) -> NDArray[np.object_]:
    """Return for every row the figure it is derived from or repeats, itself where none."""
    parents = table["derived_from"].fillna(table["duplicate_of"])
    parent = dict(zip(table["figure_id"], parents, strict=True))
    return np.array([_root(name, parent) for name in table["figure_id"]], dtype=object)


def _root(name: str, parent: dict[str, str]) -> str:
    seen: set[str] = set()
    while name not in seen and pd.notna(parent.get(name, pd.NA)):
        seen.add(name)
        name = parent[name]
    return name
