"""Estimates as people read them: a table in words, and one to print with its notes below."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ..arguments import check_decimals
from ..decimals import row_decimals
from ..language.marking import marked
from ..language.strings import ENGLISH, Strings
from ..shown import one_line, shown_text
from ..tables.model import Cell, Column, PrintedTable, Row, sentence
from ..wording import NOT_KNOWN, POINTS, SHARES, label_text, probability_text
from .intervals import interval_label
from .reason_codes import SHOWN_AS_COUNT, reason_sentences
from .schema import OPTIONAL, QUESTION, SCHEMA, are_ratios, is_weighted, label_columns
from .suppression import with_suppressed

DECIMALS = 1
"""Decimals of percents, unless asked for otherwise."""

_LABELS = ("label", "claim", "outcome", "category", "figure_id")
_HEADS = (
    *(marked("answer"), marked("claim"), marked("category"), marked("label")),
    *(marked("outcome"), marked("question"), marked("term")),
)
"""Names of label columns that are words of this package."""

_PROBABILITIES = (("p_value", marked("p")), ("p_adjusted", marked("p adjusted")))

_UNKNOWN = ("not stated", "not found", "unknown")
_NAMED = 3


@dataclass(frozen=True)
class Wanted:
    """The words and decimals that were asked for, and in which language; suppressed numbers."""

    title: str | None = None
    subtitle: str | None = None
    decimals: int | None = None
    suppressed: str = "mark"
    say: Strings = ENGLISH


def said_of_all(reasons: Sequence[Sequence[str]]) -> list[str]:
    """Return the reasons that each of several rows has, which are said once."""
    known = dict.fromkeys(chain.from_iterable(reasons))
    return [one for one in known if all(one in own for own in reasons)]


def as_words(
    table: pd.DataFrame, say: Strings = ENGLISH, shared: Container[str] = ()
) -> pd.DataFrame:
    """Return the table in words: what, estimate, interval, level; n and flag where any has one.

    What is `shared` by all rows is said elsewhere, and in no flag.
    """
    rows = table.to_dict("records")
    kinds = [row.get("quantity", "value") for row in rows]
    looks = list(zip(rows, kinds, row_decimals(table), strict=True))
    # a column of the data may be called as one of ours is, so that heads do not tell them apart
    columns: list[tuple[str, Any]] = [
        (head_words(name, say), table[name].astype("string").fillna("").map(shown_text))
        for name in shown_labels(table)
    ]
    # a percent that was published stands as it was printed, here as in every table and chart
    estimates = [
        say.estimate_text(row["estimate"], kind, places)
        if pd.isna(row.get("percent"))
        else _as_printed(row, say)
        for row, kind, places in looks
    ]
    limits = [
        say("none")
        if pd.isna(row["ci_low"]) and pd.isna(row["ci_high"])
        else say.limits_text(row["ci_low"], row["ci_high"], kind, places)
        for row, kind, places in looks
    ]
    levels = ["" if pd.isna(v) else say.level_text(v) for v in table["confidence_level"]]
    columns += [
        (say("estimate"), estimates),
        (say("interval"), limits),
        (say("level"), levels),
        (say("method"), table["interval"].fillna("")),
    ]
    for name, head in _PROBABILITIES:
        if name in table:
            values = [say.probability_text(value) for value in table[name]]
            columns.append((say(head), values))
    reasons = reason_sentences(table, lang=say)
    flags = [say.series_text(part for part in own if part not in shared) for own in reasons]
    bases = ["" if pd.isna(v) else say.count_text(v) for v in table["n"]]
    # differences have no base of their own, and most rows nothing to be said of them
    columns += [(head, own) for head, own in (("n", bases), (say("flag"), flags)) if any(own)]
    words = pd.DataFrame(dict(enumerate(own for _, own in columns)), index=table.index)
    return words.set_axis([head for head, _ in columns], axis=1)


def head_words(name: str, say: Strings) -> str:
    """Return the head of a column of labels: some are words of this package."""
    return say(name) if name in _HEADS else name


def shown_labels(table: pd.DataFrame) -> list[str]:
    """Return what tells rows apart: one column of figures, all of them of microdata."""
    labels = [name for name in table if name not in SCHEMA and name not in OPTIONAL]
    if "outcome" in labels and "figure_id" not in labels:
        return [str(name) for name in labels]
    return [name for name in _LABELS if name in labels][:1]


def printed_estimates(
    table: pd.DataFrame, method: str, wanted: Wanted, said: Sequence[str] = ()
) -> PrintedTable:
    """Return estimates as a table in words, with the numbers behind them.

    `said` are further notes, of the variables.
    """
    table = with_suppressed(table, wanted.suppressed)
    decimals = DECIMALS if wanted.decimals is None else check_decimals(wanted.decimals)
    labels = shown_labels(table)
    # A question that all rows share stands in the title.
    if "outcome" in labels and len(labels) > 1 and len(table["outcome"].unique()) == 1:
        labels.remove("outcome")
    say = wanted.say
    # what holds of all rows is said once; the rest in numbered notes, with their marks in the rows
    parts = reason_sentences(table, without=SHOWN_AS_COUNT, lang=say)
    every = said_of_all(parts)
    some = [part for part in dict.fromkeys(chain.from_iterable(parts)) if part not in every]
    marks = [", ".join(str(some.index(part) + 1) for part in own if part in some) for own in parts]
    numbered = [f"{number}: {part}." for number, part in enumerate(some, 1)]
    columns, cells = zip(*_columns(table, decimals, marks, say), strict=True)
    stubs = [[label_text(cell) for cell in table[name]] for name in labels]
    rows = [
        Row(tuple(words), tuple(own))
        for words, own in zip(zip(*stubs, strict=True), zip(*cells, strict=True), strict=True)
    ]
    keys = table.loc[table["ci_low"].notna(), "interval"].dropna().unique()
    methods = say.series_text(say(interval_label(key)) for key in keys)
    intervals = say("Intervals: {methods}.", methods=methods) if methods else ""
    how = sentence(say.again(method))
    # whom, where, when and how, where all rows agree
    found = (_only(table, name) for name in ("respondents", "country", "mode", "fielded"))
    return PrintedTable(
        title=_title(table, say) if wanted.title is None else wanted.title,
        subtitle=", ".join(filter(None, found)) if wanted.subtitle is None else wanted.subtitle,
        stubs=tuple(head_words(name, say) for name in labels),
        columns=columns,
        rows=tuple(rows),
        notes=tuple(
            filter(None, [how, intervals, *map(sentence, every), *numbered, *map(say.again, said)])
        ),
    )


def _columns(
    table: pd.DataFrame, decimals: int, marks: Sequence[str], say: Strings
) -> list[tuple[Column, list[Cell]]]:
    """Return every column that says something, with its cells."""
    records = table.to_dict("records")
    levels = list(table["confidence_level"].dropna().unique())
    interval = say.interval_text(levels[0]) if len(levels) == 1 else say("Interval")
    looks = list(zip(records, row_decimals(table, decimals), strict=True))
    found = [
        (Column(say("Estimate")), [_estimate(record, places, say) for record, places in looks])
    ]
    for name, head in (("ci_low", marked("low")), ("ci_high", marked("high"))):
        cells = [number_cell(record, name, places, say) for record, places in looks]
        found.append((Column(say(head), interval), cells))
    if len(levels) > 1:
        said = ["" if pd.isna(v) else say.level_text(v) for v in table["confidence_level"]]
        found.append((Column(say("Level")), [Cell(text) for text in said]))
    for name, head in _PROBABILITIES:
        if name in table:
            found.append((Column(say(head)), [probability_cell(p, say) for p in table[name]]))
    if table["n"].notna().any():
        floors = [record.get("n_qualifier") == "at_least" for record in records]
        unknown = say("not stated") if "n_qualifier" in table else ""
        pairs = zip(table["n"], floors, strict=True)
        cells = [_count(n, say, floor=floor, unknown=unknown) for n, floor in pairs]
        found.append((Column(say("Unweighted base")), cells))
    for name, head in (
        ("n_weighted", marked("Weighted base")),
        ("n_missing", marked("No answer")),
    ):
        told = is_weighted(table) if name == "n_weighted" else True
        if told and name in table and table[name].fillna(0).any():
            found.append((Column(say(head)), [_count(value, say) for value in table[name]]))
    if any(marks):
        found.append((Column(say("Notes"), numeric=False), [Cell(mark) for mark in marks]))
    return found


def _estimate(record: Any, decimals: int | None, say: Strings) -> Cell:
    if pd.isna(record.get("percent")):
        return number_cell(record, "estimate", decimals, say)
    digits, text = _digits(record), _as_printed(record, say)
    value = None if pd.isna(record["estimate"]) else float(record["estimate"])
    form = _percent_form(digits)
    if record.get("percent_qualifier") == "about":
        form = f'"{say("about {value}", value="")}"{form}'
    return Cell(text, value, form)


def _digits(record: Any) -> int:
    return 0 if pd.isna(record.get("decimals")) else int(record["decimals"])


def _as_printed(record: Any, say: Strings) -> str:
    """Print a published percent as it was printed."""
    how = record.get("percent_qualifier", "exact")
    return say.printed_text(record["percent"], _digits(record), how)


def probability_cell(p: Any, say: Strings) -> Cell:
    """Return a p-value as a cell: "0.043", "<0.001"."""
    if pd.isna(p):
        return Cell(probability_text(p))
    return Cell(say.probability_text(p), float(p), '[<0.001]"<0.001";0.000')


def number_cell(record: Any, name: str, decimals: int | None, say: Strings) -> Cell:
    """Return a number of a row of estimates as a cell, by what quantity it is."""
    value = record[name]
    if pd.isna(value):
        return Cell(NOT_KNOWN)
    quantity = record.get("quantity", "value")
    text = say.estimate_text(value, quantity, decimals)
    # what prints with a power of ten, or is infinite, has no decimals
    if decimals is None or np.isinf(value):
        return Cell(text, float(value), "General") if np.isfinite(value) else Cell(text)
    if quantity in SHARES:
        return Cell(text, float(value), _percent_form(decimals))
    if quantity == POINTS:
        number = _form("0", decimals)
        unit = say("{number} points", number="")
        form = f'+{number}"{unit}";−{number}"{unit}";{number}"{unit}"'
        return Cell(text, 100 * float(value), form)
    return Cell(text, float(value), _form("#,##0", decimals))


def _percent_form(decimals: int) -> str:
    return _form("0", decimals) + "%"


def _form(whole: str, decimals: int) -> str:
    return f"{whole}.{'0' * decimals}" if decimals > 0 else whole


def _count(value: Any, say: Strings, *, floor: bool = False, unknown: str = "") -> Cell:
    if pd.isna(value):
        return Cell(unknown)
    if floor:
        return Cell(f"≥ {say.count_text(value)}", float(value), '"≥ "#,##0')
    return Cell(say.count_text(value), float(value), "#,##0")


def _title(table: pd.DataFrame, say: Strings) -> str:
    """Name the questions and the domains of microdata, or the survey of published figures."""
    if "outcome" in table:
        names = list(dict.fromkeys(map(label_text, table["outcome"])))
        what = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            what += say(" and {number} more", number=len(names) - _NAMED)
        labels = label_columns(table)
        # what models call their rows is no group of people; ratios are bounded by their logs
        rows = [name for name in _OF_MODELS if name in labels and "p_value" in table]
        if rows:
            ratios = rows == ["term"] and are_ratios(table)
            return say(_OF_MODELS["ratio" if ratios else rows[0]], what=what)
        domains = [name for name in labels if name not in (*QUESTION, "label")]
        if domains:
            what = say("{question} by {group}", question=what, group=say(" and ").join(domains))
        return say("Differences: {what}", what=what) if "p_value" in table else what
    surveys = _only(table, "survey") or _only(table, "publisher")
    return surveys or say("Estimates")


_OF_MODELS = {
    "term": marked("Coefficients: {what}"),
    "ratio": marked("Ratios: {what}"),
    "variable": marked("Marginal effects: {what}"),
}


def _only(table: pd.DataFrame, name: str) -> str:
    known = list(table[name].dropna().unique()) if name in table else []
    told = len(known) == 1 and not str(known[0]).lower().startswith(_UNKNOWN)
    return one_line(known[0]) if told else ""
