"""Rows of a table of targets: variable, category and target, however people write them."""

from typing import Any

import pandas as pd

from ..arguments import as_number, described
from ..errors import DataError
from .grids.edges import is_total
from .grids.numerals import read_either

HEADINGS = {
    "variable": ("variable", "margin", "question", "dimension", "merkmal", "variables"),
    "category": (
        "category", "answer", "level", "value", "code", "label",
        "kategorie", "ausprägung", "antwort", "catégorie", "modalité",
    ),
    "target": (
        "target", "share", "percent", "%", "count", "population", "total", "n", "freq",
        "ziel", "soll", "anteil", "prozent", "anzahl", "cible", "part", "effectif",
    ),
}  # fmt: skip
"""Columns of a table of targets, and what people call them, in English, German and French."""

_ROUNDED = 0.01
"""How far the row of a total may be from the sum of its categories, which are rounded."""


def target_rows(table: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return the columns variable, category and target, and that of groups, of every category.

    A variable that stands in the first of its rows only is that of the rows below it, too. A row
    such as "Total" that has the sum of a variable's others is no category.

    Raises
    ------
    DataError
        When a column is missing, or a target is no number.
    """
    names = {str(name).strip().casefold(): name for name in table.columns}
    own = {}
    for role, headings in HEADINGS.items():
        found = next((names[word] for word in headings if word in names), None)
        if found is None:
            listed = ", ".join(map(repr, map(str, table.columns)))
            raise DataError(
                f"the targets have no column {role!r} (columns: {listed}); expected one row a "
                "category, with the columns variable, category and target"
            )
        own[role] = table[found]
    if by is not None:
        if by not in table.columns:
            listed = ", ".join(map(repr, map(str, table.columns)))
            raise DataError(
                f"the targets have no column {by!r} for by= (columns: {listed}); name the "
                "column of groups as the data do"
            )
        own[by] = table[by]
    # the rows that have a variable, of their own or in the merged cell above them
    kept = pd.DataFrame(own)
    below = kept["variable"].isna() & kept["category"].notna() & kept["target"].notna()
    for name in ["variable"] if by is None else ["variable", by]:
        kept[name] = kept[name].ffill().where(kept[name].isna() & below, kept[name])
    kept = kept.dropna(subset=["variable"]).reset_index(drop=True)
    named = kept["variable"].tolist(), kept["category"].tolist(), kept["target"].tolist()
    kept["target"] = [
        _target(value, row, variable, category)
        for row, (variable, category, value) in enumerate(zip(*named, strict=True), 1)
    ]
    total = kept["category"].map(lambda one: isinstance(one, str) and is_total(one))
    if not total.any():
        return kept
    # rows that add up the others of their variable are no targets
    groups = kept.groupby([*([by] if by else []), "variable"], sort=False, dropna=False).ngroup()
    # of the categories alone: a variable may be told with more than one total
    summed = kept["target"].where(~total, 0.0).groupby(groups).transform("sum")
    several = (~total).groupby(groups).transform("sum") > 1
    adds_up = (kept["target"] - summed).abs() <= _ROUNDED * summed
    return kept[~(total & several & adds_up)].reset_index(drop=True)


def _target(value: Any, row: int, variable: Any, category: Any) -> float:
    """Return a target as a number: "51 %", "1,234" and "1.234.567" are numbers people write."""
    number: float | None = float("nan")
    if isinstance(value, str):
        number = read_either(value.strip().removesuffix("%").strip())
    elif value is not None:
        number = as_number(value)
    if number is None or number != number:
        of = described(variable) if pd.isna(category) else f"{described(category)} in {variable!r}"
        raise DataError(
            f"the target of {of} (row {row}) is {described(value)}; expected a number: a share, a "
            "percent or a count"
        )
    return float(number)
