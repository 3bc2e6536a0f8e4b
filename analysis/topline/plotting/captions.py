"""The note under a chart, made from its table: base, n, interval and source.

``Base: {who}, n = {n} unweighted. Whiskers: {level} interval ({method}). Source: {who}, {how}.``
A sample that is not known to be a random one is never given a margin of error: its interval is
called a model.
"""

from typing import Any

import pandas as pd

from ..wording import (
    base_text,
    count_text,
    interval_label,
    level_text,
    percent_text,
    value_text,
)
from .drawn import Drawn

NAMED = 3
"""Sources or bases named before the rest is counted."""

_UNKNOWN = ("not stated", "not found", "unknown", "in-house", "not named")


def caption(drawn: Drawn) -> str:
    """Write the note of a chart from what was drawn."""
    table = drawn.table
    sentences = [
        _kind(drawn),
        _base(table),
        _interval(drawn),
        _sampling(table),
        _reference(drawn),
        _source(table),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def known(table: pd.DataFrame, column: str) -> list[str]:
    """Return the different values of a column that say something, in order."""
    if column not in table:
        return []
    texts = [" ".join(str(text).split()) for text in table[column].dropna().unique()]
    return [text for text in texts if text and not text.lower().startswith(_UNKNOWN)]


def _kind(drawn: Drawn) -> str:
    """Say that estimates are weighted, as those from microdata are, or differences."""
    if "p_value" in drawn.table:
        return f"Differences{', in percentage points' if drawn.percent else ''}."
    return "Weighted estimates." if "n_weighted" in drawn.table else ""


def _base(table: pd.DataFrame) -> str:
    if "n" not in table or "p_value" in table:
        return ""
    who = known(table, "respondents")
    base = who[0] if len(who) == 1 else f"{len(who)} groups of respondents" if who else ""
    n = _n_words(table)
    return f"Base: {', '.join(part for part in (base, n) if part)}{_missing(table)}."


def _missing(table: pd.DataFrame) -> str:
    """Say how many of those asked gave no answer."""
    if "n_missing" not in table or not table["n_missing"].fillna(0).any():
        return ""
    low, high = int(table["n_missing"].min()), int(table["n_missing"].max())
    number = count_text(low) if low == high else f"{count_text(low)} to {count_text(high)}"
    return f"; {number} without an answer left out"


def _n_words(table: pd.DataFrame) -> str:
    stated = table["n"].dropna()
    if stated.empty:
        return "n not stated"
    low, high = int(stated.min()), int(stated.max())
    if low == high:
        words = f"{base_text(low, _qualifier(table))} unweighted"
    else:
        words = f"n = {count_text(low)} to {count_text(high)} unweighted, see rows"
    missing = len(table) - len(stated)
    return words + (f"; not stated for {missing} of {len(table)} figures" if missing else "")


def _qualifier(table: pd.DataFrame) -> str:
    """Return what every base of the table is: exact unless all are a floor, or a subgroup's."""
    found = set(table["n_qualifier"].dropna()) if "n_qualifier" in table else set()
    return str(found.pop()) if len(found) == 1 else "exact"


def _interval(drawn: Drawn) -> str:
    table = drawn.table
    rows = table[table["ci_low"].notna() & table["ci_high"].notna()]
    if rows.empty:
        return "No interval can be given." if len(table) else ""
    levels = list(rows["confidence_level"].dropna().unique()) if "confidence_level" in rows else []
    level = f"{level_text(float(levels[0]))} " if len(levels) == 1 else ""
    methods = _methods(rows)
    detail = f" ({'; '.join(methods)})" if methods else ""
    return f"{drawn.marks}: {level}interval{detail}."


def _methods(rows: pd.DataFrame) -> list[str]:
    if "interval" not in rows:
        return []
    keys = [str(key) for key in rows["interval"].dropna().unique()]
    means = [interval_label(key) for key in keys if key.startswith("ceiling_")]
    shares = [interval_label(key) for key in keys if not key.startswith("ceiling_")]
    words = [f"{'shares: ' if means else ''}{name}" for name in shares]
    words += [f"means of estimates: at most this wide, {name}" for name in means]
    if "deff" in rows:
        words += _design_effects(rows["deff"].dropna())
    if "printed_low" in rows and (rows["printed_low"] < rows["printed_high"]).any():
        words.append("rounding covered")
    return words


def _design_effects(deff: "pd.Series[Any]") -> list[str]:
    values = [float(value) for value in deff.unique() if value != 1]
    if len(values) < NAMED:
        return [f"design effect {value:.3g}" for value in values]
    return [f"design effects {min(values):.3g} to {max(values):.3g}"]


def _sampling(table: pd.DataFrame) -> str:
    """Say that the interval is a model, where the sample is not known to be a random one."""
    if "sample_type" not in table or table["ci_low"].isna().all():
        return ""
    types = set(table.loc[table["ci_low"].notna(), "sample_type"].dropna())
    reasons = []
    if "opt_in" in types:
        reasons.append(
            "respondents chose to take part" if len(types) == 1 else "some samples are opt-in"
        )
    if "not_stated" in types:
        reasons.append("how respondents were drawn is not stated")
    if not reasons:
        return ""
    return f"Intervals model simple random sampling; {' and '.join(reasons)}."


def _reference(drawn: Drawn) -> str:
    if drawn.reference is None:
        return ""
    value = drawn.reference
    return f"Dashed line: {percent_text(value) if drawn.percent else value_text(value)}."


def _source(table: pd.DataFrame) -> str:
    """Name conductor, sponsor, mode and dates of one survey, or the sponsors of several."""
    sponsors = known(table, "publisher")
    if len(sponsors) > 1:
        rest = len(sponsors) - NAMED
        return f"Sources: {'; '.join(sponsors[:NAMED])}{f' and {rest} more' if rest > 0 else ''}."
    if not sponsors:
        titles = known(table, "source_title")
        return f"Source: {titles[0]}." if len(titles) == 1 else ""
    vendors, how, when = (known(table, key) for key in ("vendor", "mode", "fielded"))
    when = when or known(table, "published_year")
    who = f"{vendors[0]} for {sponsors[0]}" if len(vendors) == 1 else sponsors[0]
    parts: list[Any] = [who, *(values[0] for values in (how, when) if len(values) == 1)]
    return f"Source: {', '.join(parts)}."
