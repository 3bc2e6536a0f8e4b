"""The description of a chart for people who do not see it, made from its table."""

from typing import Any

import numpy as np
import pandas as pd

from ...estimates.schema import is_weighted
from ..look.strings import Strings
from ..rows.pictogram import hundred_text
from .captions import known
from .drawn import Drawn
from .rows import is_share, number_text

WORDS = 120
"""Length at most, about."""


def describe(drawn: Drawn, title: str) -> str:
    """Write alt text: kind of chart, what and whom, the extremes with intervals, overlap, n."""
    table, say = drawn.table, drawn.style.strings
    sentences = [say("{kind}: {title}.", kind=say(drawn.kind), title=title.rstrip("."))]
    if is_weighted(table):
        sentences.append(say("Weighted estimates."))
    who = known(table, "respondents")
    if drawn.description:
        sentences.append(drawn.description)
    elif len(table) == 1:
        sentences.append(_one(drawn))
    else:
        sentences.append(_many(drawn))
    if len(who) == 1:
        sentences.append(say("Asked: {who}.", who=who[0]))
    return _shortened(" ".join(sentences))


def _one(drawn: Drawn) -> str:
    row, say = drawn.table.iloc[0], drawn.style.strings
    share = drawn.kind.startswith("Pictogram")
    value = hundred_text(float(row["estimate"]), say) if share else _value(row, drawn)
    base = f"; {say.base_text(row['n'], row.get('n_qualifier', 'exact'))}" if "n" in row else ""
    return f"{drawn.labels[0]}: {value}{_limits(row, drawn)}{base}."


def _many(drawn: Drawn) -> str:
    table, say = drawn.table, drawn.style.strings
    if table["estimate"].isna().all():
        return say("{number} rows without a point estimate.", number=len(table))
    highest = int(np.nanargmax(table["estimate"].to_numpy(dtype=float)))
    lowest = int(np.nanargmin(table["estimate"].to_numpy(dtype=float)))
    parts = [say("{number} rows.", number=len(table))]
    for sentence, at in (("Highest: {row}.", highest), ("Lowest: {row}.", lowest)):
        row = table.iloc[at]
        words = f"{drawn.labels[at]}, {_value(row, drawn)}{_limits(row, drawn)}"
        parts.append(say(sentence, row=words))
    parts.append(_overlap(table.iloc[highest], table.iloc[lowest], say))
    without = int(table["ci_low"].isna().sum())
    if without:
        parts.append(say("{part} of {all} rows have no interval.", part=without, all=len(table)))
    return " ".join(part for part in parts if part)


def _overlap(highest: "pd.Series[Any]", lowest: "pd.Series[Any]", say: Strings) -> str:
    """Describe, not test: whether the two extremes' intervals overlap."""
    top, bottom = highest["ci_low"], lowest["ci_high"]
    if highest.name == lowest.name or pd.isna(top) or pd.isna(bottom):
        return ""
    if float(top) > float(bottom):
        return say("Their intervals do not overlap.")
    return say("Their intervals overlap.")


def _value(row: "pd.Series[Any]", drawn: Drawn) -> str:
    percent = is_share(row, drawn.percent)
    return number_text(float(row["estimate"]), percent, drawn.style.strings)


def _limits(row: "pd.Series[Any]", drawn: Drawn) -> str:
    say, percent = drawn.style.strings, is_share(row, drawn.percent)
    if pd.isna(row["ci_low"]):
        return f", {say('no interval')}"
    ends = (float(row["ci_low"]), float(row["ci_high"]))
    low, high = (number_text(end, percent, say) for end in ends)
    level, name = row.get("confidence_level"), say("interval")
    if pd.notna(level):
        name = say("{level} interval", level=say.level_text(float(level)))
    ceiling = str(row.get("interval", "")).startswith("ceiling_")
    sentence = "{interval} at most {low} to {high}" if ceiling else "{interval} {low} to {high}"
    return f" ({say(sentence, interval=name, low=low, high=high)})"


def _shortened(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= WORDS else " ".join(words[:WORDS]) + " …"
