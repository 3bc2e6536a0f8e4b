"""Numbers of a row of estimates, and what stands above them, in the language to print in."""

from collections.abc import Mapping
from typing import Any

import topline

from ...language.marking import marked

_LABELS = {
    "answer": marked("answer"),
    "category": marked("category"),
    "outcome": marked("outcome"),
    "question": marked("question"),
    "term": marked("term"),
    "variable": marked("variable"),
}
"""Columns of labels that are words of this package."""


def say_head(name: str) -> str:
    """Return what stands above a column of labels."""
    return topline.printing_language()(_LABELS[name]) if name in _LABELS else name


def numbers_of(
    row: Mapping[str, Any], places: int | None, say: "topline.Strings"
) -> dict[str, str]:
    """Return an estimate with its standard error and limits, by their heads."""
    quantity = row["quantity"]
    return {
        say("Estimate"): say.estimate_text(row["estimate"], quantity, places),
        say("Std. error"): say.estimate_text(row["std_error"], quantity, places),
        say.interval_text(row["confidence_level"]): say("none")
        if row["ci_low"] is None
        else say.limits_text(row["ci_low"], row["ci_high"], quantity, places),
    }


def name_of(row: Mapping[str, Any], labels: list[str]) -> str:
    """Return what a row is called: its labels, one behind the other."""
    return ", ".join("–" if row[name] is None else str(row[name]) for name in labels)
