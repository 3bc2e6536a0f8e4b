"""The description of a chart for people who do not see it, made from its table."""

from typing import Any

import numpy as np
import pandas as pd

from ..wording import base_text, level_text
from .captions import known
from .drawn import Drawn
from .pictogram import hundred_text
from .rows import is_share, number_text

WORDS = 120
"""Length at most, about."""


def describe(drawn: Drawn, title: str) -> str:
    """Write alt text: kind of chart, what and whom, the extremes with intervals, overlap, n."""
    table = drawn.table
    sentences = [f"{drawn.kind}: {title.rstrip('.')}."]
    if "n_weighted" in table:
        sentences.append("Weighted estimates.")
    who = known(table, "respondents")
    if len(table) == 1:
        sentences.append(_one(drawn))
    else:
        sentences.append(_many(drawn))
    if len(who) == 1:
        sentences.append(f"Asked: {who[0]}.")
    return _shortened(" ".join(sentences))


def _one(drawn: Drawn) -> str:
    row = drawn.table.iloc[0]
    share = drawn.kind.startswith("Pictogram")
    value = hundred_text(float(row["estimate"])) if share else _value(row, drawn)
    base = f"; {base_text(row['n'], row.get('n_qualifier', 'exact'))}" if "n" in row else ""
    return f"{drawn.labels[0]}: {value}{_limits(row, drawn)}{base}."


def _many(drawn: Drawn) -> str:
    table = drawn.table
    if table["estimate"].isna().all():
        return f"{len(table)} rows without a point estimate."
    highest = int(np.nanargmax(table["estimate"].to_numpy(dtype=float)))
    lowest = int(np.nanargmin(table["estimate"].to_numpy(dtype=float)))
    parts = [f"{len(table)} rows."]
    for word, at in (("Highest", highest), ("Lowest", lowest)):
        row = table.iloc[at]
        parts.append(f"{word}: {drawn.labels[at]}, {_value(row, drawn)}{_limits(row, drawn)}.")
    parts.append(_overlap(table.iloc[highest], table.iloc[lowest]))
    without = int(table["ci_low"].isna().sum())
    if without:
        parts.append(f"{without} of {len(table)} rows have no interval.")
    return " ".join(part for part in parts if part)


def _overlap(highest: "pd.Series[Any]", lowest: "pd.Series[Any]") -> str:
    """Describe, not test: whether the two extremes' intervals overlap."""
    top, bottom = highest["ci_low"], lowest["ci_high"]
    if highest.name == lowest.name or pd.isna(top) or pd.isna(bottom):
        return ""
    apart = float(top) > float(bottom)
    return f"Their intervals {'do not overlap' if apart else 'overlap'}."


def _value(row: "pd.Series[Any]", drawn: Drawn) -> str:
    return number_text(float(row["estimate"]), is_share(row, drawn.percent))


def _limits(row: "pd.Series[Any]", drawn: Drawn) -> str:
    if pd.isna(row["ci_low"]):
        return ", no interval"
    low, high = float(row["ci_low"]), float(row["ci_high"])
    percent = is_share(row, drawn.percent)
    level = row.get("confidence_level")
    name = f"{level_text(float(level))} interval" if pd.notna(level) else "interval"
    at_most = " at most" if str(row.get("interval", "")).startswith("ceiling_") else ""
    return f" ({name}{at_most} {number_text(low, percent)} to {number_text(high, percent)})"


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= WORDS else " ".join(words[:WORDS]) + " …"
