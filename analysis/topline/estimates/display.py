"""An estimates table as people read it: numbers as words, flags beside them."""

from typing import Any

import pandas as pd

from ..wording import (
    count_text,
    interval_text,
    level_text,
    percent_text,
    points_text,
    probability_text,
    value_text,
)
from .schema import OPTIONAL, SCHEMA, SHARES

_LABELS = ("label", "claim", "outcome", "category", "figure_id")


def as_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table in words: what, estimate, interval, level, n and flag."""
    words = pd.DataFrame(index=table.index)
    for name in shown_labels(table):
        words[name] = table[name].astype("string").fillna("")
    words["estimate"] = [_value(row) for _, row in table.iterrows()]
    words["interval"] = [_interval(row) for _, row in table.iterrows()]
    words["level"] = ["" if pd.isna(v) else level_text(v) for v in table["confidence_level"]]
    words["method"] = table["interval"].fillna("")
    for name, heading in (("p_value", "p"), ("p_adjusted", "p adjusted")):
        if name in table:
            words[heading] = [probability_text(value) for value in table[name]]
    words["n"] = ["" if pd.isna(v) else count_text(int(v)) for v in table["n"]]
    words["flag"] = table["flag"]
    return words


def shown_labels(table: pd.DataFrame) -> list[str]:
    """Return what tells rows apart: one column of figures, all of them of microdata."""
    labels = [name for name in table if name not in SCHEMA and name not in OPTIONAL]
    if "outcome" in labels and "figure_id" not in labels:
        return [str(name) for name in labels]
    return [name for name in _LABELS if name in labels][:1]


def _value(row: "pd.Series[Any]") -> str:
    quantity = row.get("quantity", "value")
    if quantity in SHARES:
        return percent_text(row["estimate"], 1)
    return points_text(row["estimate"]) if quantity == "points" else value_text(row["estimate"])


def _interval(row: "pd.Series[Any]") -> str:
    low, high = row["ci_low"], row["ci_high"]
    if pd.isna(low) and pd.isna(high):
        return "none"
    quantity = row.get("quantity", "value")
    if quantity in SHARES:
        return interval_text(low, high)
    if quantity == "points":
        return f"{points_text(low).removesuffix(' points')} to {points_text(high)}"
    return f"{value_text(low)} to {value_text(high)}"
