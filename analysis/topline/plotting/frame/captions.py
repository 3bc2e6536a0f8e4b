"""The note under a chart, made from its table: base, n, interval and source.

``Base: {who}, n = {n} unweighted. Whiskers: {level} interval ({method}). Source: {who}, {how}.``
A sample that is not known to be a random one is never given a margin of error: its interval is
called a model.
"""

from typing import Any

import pandas as pd

from ...estimates.schema import is_weighted
from ...wording import value_text
from ..look.strings import Strings
from .drawn import Drawn

NAMED = 3
"""Sources or bases named before the rest is counted."""

_UNKNOWN = ("not stated", "not found", "unknown", "in-house", "not named")


def caption(drawn: Drawn) -> str:
    """Write the note of a chart from what was drawn."""
    table, say = drawn.table, drawn.style.strings
    if "estimate" not in table:
        return " ".join(filter(None, [drawn.note, _source(table, say)]))
    sentences = [
        _kind(drawn),
        _base(table, say),
        _interval(drawn),
        drawn.note,
        _sampling(table, say),
        _reference(drawn),
        _source(table, say),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def known(table: pd.DataFrame, column: str) -> list[str]:
    """Return the different values of a column that say something, in order."""
    if column not in table:
        return []
    texts = [" ".join(str(text).split()) for text in table[column].dropna().unique()]
    return [text for text in texts if text and not text.lower().startswith(_UNKNOWN)]


def _of_all(table: pd.DataFrame, column: str) -> list[str]:
    """Return the values of a column that every row tells."""
    found = known(table, column)
    if not found:
        return []
    texts = table[column].dropna().astype(str).str.strip().str.lower()
    told = (texts != "") & ~texts.str.startswith(_UNKNOWN)
    return found if int(told.sum()) == len(table) else []


def _kind(drawn: Drawn) -> str:
    """Say that estimates are weighted, or differences."""
    say = drawn.style.strings
    if "p_value" in drawn.table:
        return say("Differences, in percentage points." if drawn.percent else "Differences.")
    return say("Weighted estimates.") if is_weighted(drawn.table) else ""


def _base(table: pd.DataFrame, say: Strings) -> str:
    if "n" not in table or "p_value" in table:
        return ""
    who = known(table, "respondents")
    base = who[0] if len(who) == 1 else ""
    if len(who) > 1:
        base = say("{number} groups of respondents", number=len(who))
    parts = [part for part in (base, _n_words(table, say)) if part]
    return say("Base: {base}.", base=", ".join(parts) + _missing(table, say))


def _missing(table: pd.DataFrame, say: Strings) -> str:
    """Say how many of those asked gave no answer."""
    if "n_missing" not in table or not table["n_missing"].fillna(0).any():
        return ""
    low, high = int(table["n_missing"].min()), int(table["n_missing"].max())
    number = _span(say.count_text(low), say.count_text(high), say)
    return say("; {number} without an answer left out", number=number)


def _span(low: str, high: str, say: Strings) -> str:
    return low if low == high else say("{low} to {high}", low=low, high=high)


def _n_words(table: pd.DataFrame, say: Strings) -> str:
    stated = table["n"].dropna()
    if stated.empty:
        return say("n not stated")
    low, high = int(stated.min()), int(stated.max())
    if low == high:
        words = say("{base} unweighted", base=say.base_text(low, _qualifier(table)))
    else:
        first, last = say.count_text(low), say.count_text(high)
        words = say("n = {low} to {high} unweighted, see rows", low=first, high=last)
    missing = len(table) - len(stated)
    if not missing:
        return words
    return words + say("; not stated for {part} of {all} figures", part=missing, all=len(table))


def _qualifier(table: pd.DataFrame) -> str:
    """Return what every base of the table is: exact unless all are a floor, or a subgroup's."""
    found = set(table["n_qualifier"].dropna()) if "n_qualifier" in table else set()
    return str(found.pop()) if len(found) == 1 else "exact"


def _interval(drawn: Drawn) -> str:
    table, say = drawn.table, drawn.style.strings
    if not drawn.marks:
        return ""
    rows = table[table["ci_low"].notna() & table["ci_high"].notna()]
    if rows.empty:
        return say("No interval can be given.") if len(table) else ""
    levels = list(rows["confidence_level"].dropna().unique()) if "confidence_level" in rows else []
    name = say("interval")
    if len(levels) == 1:
        name = say("{level} interval", level=say.level_text(float(levels[0])))
    methods = _methods(rows, say)
    detail = f" ({'; '.join(methods)})" if methods else ""
    return say("{marks}: {interval}.", marks=say(drawn.marks), interval=name + detail)


def _methods(rows: pd.DataFrame, say: Strings) -> list[str]:
    if "interval" not in rows:
        return []
    keys = [str(key) for key in rows["interval"].dropna().unique()]
    means = [say.method_text(key) for key in keys if key.startswith("ceiling_")]
    shares = [say.method_text(key) for key in keys if not key.startswith("ceiling_")]
    words = [say("shares: {method}", method=name) if means else name for name in shares]
    words += [say("means of estimates: at most this wide, {method}", method=name) for name in means]
    if "deff" in rows:
        words += _design_effects(rows["deff"].dropna(), say)
    if "printed_low" in rows and (rows["printed_low"] < rows["printed_high"]).any():
        words.append(say("rounding covered"))
    return words


def _design_effects(deff: "pd.Series[Any]", say: Strings) -> list[str]:
    values = [float(value) for value in deff.unique() if value != 1]
    if len(values) < NAMED:
        return [
            say("design effect {value}", value=say.number(value_text(value, 3))) for value in values
        ]
    low, high = (say.number(value_text(value, 3)) for value in (min(values), max(values)))
    return [say("design effects {low} to {high}", low=low, high=high)]


def _sampling(table: pd.DataFrame, say: Strings) -> str:
    """Say that the interval is a model, where the sample is not known to be a random one."""
    if not {"sample_type", "ci_low"} <= set(table) or table["ci_low"].isna().all():
        return ""
    types = set(table.loc[table["ci_low"].notna(), "sample_type"].dropna())
    reasons = []
    if "opt_in" in types:
        all_did = len(types) == 1
        reasons.append("respondents chose to take part" if all_did else "some samples are opt-in")
    if "not_stated" in types:
        reasons.append("how respondents were drawn is not stated")
    if not reasons:
        return ""
    why = say(" and ").join(map(say, reasons))
    return say("Intervals model simple random sampling; {why}.", why=why)


def _reference(drawn: Drawn) -> str:
    if drawn.reference is None:
        return ""
    say = drawn.style.strings
    value = say.percent_text if drawn.percent else say.value_text
    return say("Dashed line: {value}.", value=value(drawn.reference))


def _source(table: pd.DataFrame, say: Strings) -> str:
    """Name conductor, sponsor, mode and dates of one survey, or the sponsors of several."""
    sponsors = known(table, "publisher")
    if len(sponsors) > 1:
        names, rest = "; ".join(sponsors[:NAMED]), len(sponsors) - NAMED
        more = say(" and {number} more", number=rest) if rest > 0 else ""
        return say("Sources: {sources}.", sources=names + more)
    if not sponsors:
        titles = known(table, "source_title")
        return say("Source: {source}.", source=titles[0]) if len(titles) == 1 else ""
    vendors, how, when = (_of_all(table, key) for key in ("vendor", "mode", "fielded"))
    when = when or _of_all(table, "published_year")
    who = sponsors[0]
    if len(vendors) == 1:
        who = say("{conductor} for {sponsor}", conductor=vendors[0], sponsor=sponsors[0])
    parts: list[Any] = [who, *(values[0] for values in (how, when) if len(values) == 1)]
    return say("Source: {source}.", source=", ".join(parts))
