"""Tables of a report: words in cells, with a caption and a scope for every head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...estimates.schema import is_weighted
from ...wording import (
    NOT_KNOWN,
    base_text,
    interval_text,
    level_text,
    percent_text,
    printed_text,
    value_text,
)


@dataclass(frozen=True)
class Table:
    """A table to print: a caption, column heads, and rows whose first cell is their head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()


def estimates_table(table: pd.DataFrame, caption: str, labels: Sequence[str]) -> Table:
    """Print estimates: what, value, interval, base, and what a reader must know."""
    pairs = zip(labels, table.iterrows(), strict=True)
    rows = [_estimate_cells(label, row) for label, (_, row) in pairs]
    levels = [level_text(level) for level in table["confidence_level"].dropna().unique()]
    interval = f"{levels[0]} interval" if len(levels) == 1 else "Interval"
    answers = "n_weighted" in table
    value = "Weighted estimate" if is_weighted(table) else "Estimate" if answers else "Published"
    heads = ("Answer" if answers else "Figure", value, interval, "Base (unweighted)", "To know")
    return Table(caption, heads, tuple(rows), (False, True, True, False, False))


def _estimate_cells(label: str, row: "pd.Series[Any]") -> tuple[str, ...]:
    base = base_text(row["n"], row.get("n_qualifier"))
    return (label, _value(row), _interval(row), base, str(row["flag"]) or NOT_KNOWN)


def _value(row: "pd.Series[Any]") -> str:
    if pd.notna(row.get("percent")):
        return printed_text(row["percent"], row["decimals"], row["percent_qualifier"])
    if row.get("quantity") == "value":
        return value_text(row["estimate"])
    return percent_text(row["estimate"]) if pd.notna(row["estimate"]) else NOT_KNOWN


def _interval(row: "pd.Series[Any]") -> str:
    if pd.isna(row["ci_low"]):
        return "none"
    if row.get("quantity") == "value":
        return f"{value_text(row['ci_low'])} to {value_text(row['ci_high'])}"
    words = interval_text(row["ci_low"], row["ci_high"])
    return f"at most {words}" if str(row["interval"]).startswith("ceiling_") else words


def samples_table(figures: pd.DataFrame, caption: str) -> Table:
    """Print who was asked, one row a sample, as the publishers put it."""
    samples = figures.drop_duplicates("survey_id")
    columns = ["publisher", "respondents", "country", "fielded", "mode", "vendor"]
    rows = []
    for _, sample in samples.iterrows():
        mine = figures[figures["survey_id"] == sample["survey_id"]]
        bases = dict.fromkeys(_printed_base(row) for _, row in mine.iterrows())
        cells = [_or_unknown(sample[name]) for name in columns]
        kind = str(sample["sample_type"]).replace("_", " ").replace("opt in", "opt-in")
        rows.append((cells[0], cells[1], " · ".join(bases), *cells[2:], kind))
    heads = ("Publisher", "Who answered", "n, as printed", "Country", "Fieldwork", "Mode")
    return Table(caption, (*heads, "Conducted by", "Sample"), tuple(rows))


def _printed_base(row: "pd.Series[Any]") -> str:
    printed = row["n_printed"]
    return str(printed) if pd.notna(printed) else base_text(row["n"], row["n_qualifier"])


def _or_unknown(value: Any) -> str:
    return str(value) if pd.notna(value) else "not stated"
