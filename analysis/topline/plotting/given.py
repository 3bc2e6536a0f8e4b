"""Whatever has an estimate and its limits, as the table that a chart of estimates reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoDataFrame

from ..arguments import as_number
from ..estimates.estimates import Estimates
from ..figures.estimate import estimate_figures
from ..wording import count_text


class HasLimits(Protocol):
    """A result that has limits of its one estimate, difference or lead."""

    @property
    def ci_low(self) -> Any:
        """The lower limit."""

    @property
    def ci_high(self) -> Any:
        """The upper limit."""


Chartable: TypeAlias = (
    Estimates
    | pd.DataFrame
    | IntoDataFrame
    | HasLimits
    | Sequence[HasLimits]
    | Mapping[str, HasLimits]
    | Sequence[Mapping[str, Any]]
    | Mapping[str, Sequence[Any]]
)
"""What a chart of estimates takes."""

_CENTRES = {"estimate": None, "difference": "points", "lead": "points"}
"""What a value calls its estimate, and the quantity that is, where the name says it."""

_OF_FIGURES = ("percent", "count")
"""Columns of a table of published figures that has not been estimated from yet."""


def as_chart_table(given: Any) -> Any:
    """Return a table of what has estimates; what has none comes back as it was.

    Estimates give their table, so does what holds estimates as a crosstab does, and a table of
    published figures is estimated from. Tables of polars, pyarrow and others, columns in a dict and
    rows in a list become tables of pandas; results such as ``PercentInterval``, one, several in a
    list, or by their labels in a dict, become rows. Limits are those that cover rounding, where a
    result has them.
    """
    held = given if isinstance(given, Estimates) else getattr(given, "estimates", None)
    if isinstance(held, Estimates):
        return held.table
    given = _as_pandas(given)
    if isinstance(given, pd.DataFrame):
        published = "estimate" not in given and any(name in given for name in _OF_FIGURES)
        return estimate_figures(given).table if published else given
    values: list[tuple[str | None, Any]] = []
    if _centre(given):
        values = [(None, given)]
    elif isinstance(given, Mapping):
        values = [(str(label), value) for label, value in given.items()]
    elif isinstance(given, Iterable) and not isinstance(given, (str, bytes, np.ndarray)):
        values = [(None, value) for value in given]
    if not values or not all(_centre(value) for _, value in values):
        return given
    rows = []
    for label, value in values:
        centre = _centre(value) or ""
        low, high = getattr(value, "rounding", (value.ci_low, value.ci_high))
        quantity = "bounded_mean" if getattr(value, "unit", "") == "mean" else _CENTRES[centre]
        name = label
        # what a result is of, where nobody names it
        if label is None and hasattr(value, "percent"):
            name = f"{value.percent} of {count_text(value.n)}"
        elif label is None and hasattr(value, "first"):
            name = f"{value.first.percent} − {value.second.percent}"
        elif label is None:
            name = str(getattr(value, "method", "")) or type(value).__name__
        row = {
            "label": name,
            # None stands for a figure printed as a bound
            "estimate": as_number(getattr(value, centre)),
            "ci_low": low,
            "ci_high": high,
            "quantity": quantity or "proportion",
        }
        n = getattr(value, "n", None)
        rows.append(row if n is None else {**row, "n": n})
    return pd.DataFrame(rows)


def _as_pandas(given: Any) -> Any:
    """Return a table of another library, columns or rows as a table of pandas."""
    if isinstance(given, pd.DataFrame):
        return given
    frame = nw.from_native(given, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return frame.to_pandas()
    columns = isinstance(given, Mapping) and "estimate" in given
    rows = isinstance(given, (list, tuple)) and len(given) > 0
    if not columns and not (rows and all(isinstance(row, Mapping) for row in given)):
        return given
    try:
        return pd.DataFrame(given)
    except (TypeError, ValueError):
        # columns of different lengths are no table
        return given


def _centre(value: Any) -> str | None:
    """Return what a result calls its estimate; None for what has not one estimate with limits."""
    if isinstance(value, (Estimates, pd.DataFrame, pd.Series)) or not hasattr(value, "ci_low"):
        return None
    found = [name for name in _CENTRES if hasattr(value, name)]
    return found[0] if found and np.ndim(value.ci_low) == 0 else None
