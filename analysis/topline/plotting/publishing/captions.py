"""The note under a chart, made from its table: base, n, interval and source.

``Source: {who}, {how}. Base: {who}, n = {n} unweighted.`` and, in a second line, ``How to read.
Whiskers: {level} interval ({method}).``
A sample that is not known to be a random one is never given a margin of error: its interval is
called a model.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...estimates.intervals import interval_label
from ...estimates.reasons import Severity
from ...estimates.schema import is_weighted
from ...estimates.suppression import imprecise_sentences, sign_of
from ...language.marking import marked
from ...language.strings import Strings
from ...sample_types import MODEL, SAMPLE_TYPES, told_of
from ...shown import one_line, shown_text
from ...wording import decimal_text, value_text
from ..frame.record import Record
from ..frame.rows import is_ceiling, reasons_of
from ..frame.tables import bounded_rows, common_level

HOW = marked("How to read.")
"""What the second line of a note begins with, and a page unfolds it by."""

NAMED = 3
"""Sources or bases named before the rest is counted."""

_UNKNOWN = ("not stated", "not found", "unknown", "in-house", "not named")


@dataclass(frozen=True)
class Caption:
    """The note under a chart, in its parts.

    Attributes
    ----------
    about : tuple of str
        What the numbers are: source, base, kind, how respondents were drawn.
    reading : tuple of str
        How to read the marks: intervals, signs, lines.
    """

    about: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()

    @classmethod
    def of(cls, about: Iterable[str], reading: Iterable[str]) -> "Caption":
        """Keep the parts that say something, as a person sees them."""
        told = [tuple(map(shown_text, filter(None, parts))) for parts in (about, reading)]
        return cls(*told)

    def without(self, other: "Caption") -> "Caption":
        """Return what another caption does not say."""
        return Caption(
            tuple(words for words in self.about if words not in other.about),
            tuple(words for words in self.reading if words not in other.reading),
        )

    def text(self, say: Strings) -> str:
        """Return it in one text; how to read the marks is a line of its own, where there is any."""
        lines = " ".join(self.about), " ".join((say(HOW), *self.reading)) if self.reading else ""
        return "\n".join(filter(None, lines))


def caption(record: Record) -> Caption:
    """Write the note of a chart from what was drawn: source and base, then how to read it."""
    table, say, reference = record.table, record.style.strings, record.reference
    if "estimate" not in table:
        return Caption.of([_source(table, say)], [record.note, _imprecise(record)])
    kind = say("Weighted estimates.") if is_weighted(table) else ""
    if "p_value" in table:
        kind = say("Differences, in percentage points." if record.percent else "Differences.")
    dashed = ""
    if reference is not None:
        value = say.percent_text if record.percent else say.value_text
        dashed = say("Dashed line: {value}.", value=value(reference))
    return Caption.of(
        [_source(table, say), _base(record, say), kind, _sampling(record)],
        [_interval(record), record.note, _imprecise(record), dashed, *record.said],
    )


def known(table: pd.DataFrame, column: str, *, everywhere: bool = False) -> list[str]:
    """Return the different values of a column that say something, in order.

    `everywhere` is for what must be true of all rows: nothing where some row tells none.
    """
    if column not in table:
        return []
    texts = [one_line(cell) for cell in table[column].dropna()]
    stated = [text for text in texts if text and not text.lower().startswith(_UNKNOWN)]
    return [] if everywhere and len(stated) < len(table) else list(dict.fromkeys(stated))


def _base(record: Record, say: Strings) -> str:
    """Say whom the estimates are of, how many, and how many gave no answer."""
    table = record.table
    if "n" not in table or "p_value" in table:
        return ""
    who = known(table, "respondents")
    base = who[0] if len(who) == 1 else ""
    if len(who) > 1:
        base = say("{number} groups of respondents", number=len(who))
    stated = table["n"].dropna()
    if stated.empty and "percent" not in table:
        # of no published figure, as an average of polls: nobody could have stated it
        return ""
    if stated.empty:
        words = say("n not stated")
    elif stated.min() == stated.max():
        qualifiers = set(table["n_qualifier"].dropna()) if "n_qualifier" in table else set()
        # a floor or a subgroup's base is called so only where all bases are one
        qualifier = str(qualifiers.pop()) if len(qualifiers) == 1 else "exact"
        words = say("{base} unweighted", base=say.base_text(int(stated.min()), qualifier))
    else:
        first, last = say.count_text(int(stated.min())), say.count_text(int(stated.max()))
        sentence = marked("n = {low} to {high} unweighted")
        if record.bases:
            sentence = marked("n = {low} to {high} unweighted, see rows")
        words = say(sentence, low=first, high=last)
    untold = len(table) - len(stated)
    if untold and not stated.empty:
        words += say("; not stated for {part} of {all} figures", part=untold, all=len(table))
    if "n_missing" in table and table["n_missing"].fillna(0).any():
        missing = table["n_missing"]
        low, high = say.count_text(int(missing.min())), say.count_text(int(missing.max()))
        number = low if low == high else say("{low} to {high}", low=low, high=high)
        words += say("; {number} without an answer left out", number=number)
    return say("Base: {base}.", base=", ".join(filter(None, (base, words))))


def _interval(record: Record) -> str:
    """Say which marks are intervals, of which level, how they were made and what they cover."""
    table, say = record.table, record.style.strings
    if not record.marks:
        return ""
    rows = bounded_rows(table)
    if rows.empty:
        return say("No interval can be given.") if len(table) else ""
    words: list[str] = []
    if "interval" in rows:
        keys = [str(key) for key in rows["interval"].dropna().unique()]
        means = [say(interval_label(key)) for key in keys if is_ceiling({"interval": key})]
        shares = [say(interval_label(key)) for key in keys if not is_ceiling({"interval": key})]
        words += [say("shares: {method}", method=name) if means else name for name in shares]
        sentence = marked("means of estimates: at most this wide, {method}")
        words += [say(sentence, method=name) for name in means]
        stated = list(rows["deff"].dropna().unique()) if "deff" in rows else []
        effects = [float(value) for value in stated if value != 1]
        if len(effects) < NAMED:
            words += [
                say("design effect {value}", value=say.number(value_text(v, 3))) for v in effects
            ]
        else:
            low, high = (say.number(value_text(value, 3)) for value in (min(effects), max(effects)))
            words.append(say("design effects {low} to {high}", low=low, high=high))
        if "printed_low" in rows and (rows["printed_low"] < rows["printed_high"]).any():
            words.append(say("rounding covered"))
    name = say.interval_text(common_level(rows))
    detail = f" ({'; '.join(words)})" if words else ""
    return say("{marks}: {interval}.", marks=say(record.marks), interval=name + detail)


def _imprecise(record: Record) -> str:
    """Say what each sign means, how its numbers look, and why; and why numbers are left out."""
    if not record.faint:
        return ""
    say, doubts = record.style.strings, record.imprecise
    told = (
        (marked("– left out, too imprecise to publish alone: {why}."), Severity.SUPPRESS, False),
        (marked("{sign} too imprecise to publish alone ({look}): {why}."), Severity.SUPPRESS, True),
        (marked("{sign} to review before publishing ({look}): {why}."), Severity.CAUTION, True),
    )
    sentences = []
    for sentence, severity, drawn in told:
        reasons = [doubts.reasons[at] for at in doubts.at(severity, drawn=drawn)]
        if reasons:
            why = say.series_text(imprecise_sentences(reasons, severity, say))
            look = say(record.faint)
            sentences.append(say(sentence, sign=sign_of(severity), why=why, look=look))
    return " ".join(sentences)


def hollow_note(table: pd.DataFrame, faint: Sequence[bool], say: Strings) -> list[str]:
    """Say what hollow marks are that are not `faint`, where no words beside them do."""
    open_ended = table["estimate"].notna() & table[["ci_low", "ci_high"]].isna().any(axis=1)
    return (
        [say("Hollow: no interval.")] if (open_ended & ~np.array(faint, dtype=bool)).any() else []
    )


def undrawn_intervals(table: pd.DataFrame, say: Strings, *, percent: bool) -> list[str]:
    """Say how wide the intervals of percents are, where a chart draws none."""
    rows = bounded_rows(table)
    if not len(rows) or not percent:
        return []
    half = (rows["ci_high"] - rows["ci_low"]).to_numpy(dtype=float) * 50
    low, high = (say.number(decimal_text(value, 0)) for value in (half.min(), half.max()))
    sentence = marked("Intervals, not drawn, reach {low} to {high} points to either side.")
    one = marked("Intervals, not drawn, reach {low} points to either side.")
    return [say(one if low == high else sentence, low=low, high=high)]


def _sampling(record: Record) -> str:
    """Say that the interval is a model, where the sample is not known to be a random one."""
    table, say = record.table, record.style.strings
    if "ci_low" not in table:
        return ""
    rows, known = bounded_rows(table), record.sample_type
    if "sample_type" in rows:
        kinds = set(map(str, rows["sample_type"].dropna()))
    else:
        # what is computed from figures, such as a difference, carries their reasons; anyone's
        # table may have words there that are no codes
        codes = {code for cell in reasons_of(rows) for code in str(cell).split()}
        kinds = {key for key, kind in SAMPLE_TYPES.items() if kind.reason in codes}
        kinds = kinds or ({known} if known and len(rows) else set())
    told = told_of(kinds)
    words = say(" and ").join(map(say, told))
    return f"{words[0].upper()}{words[1:]}{say(MODEL)}." if told else ""


def _source(table: pd.DataFrame, say: Strings) -> str:
    """Name conductor, sponsor, mode and dates of one survey, or the sponsors of several."""
    sponsors = known(table, "publisher")
    if len(sponsors) > 1:
        names, rest = say.series_text(sponsors[:NAMED]), len(sponsors) - NAMED
        more = say(" and {number} more", number=rest) if rest > 0 else ""
        return say("Sources: {sources}.", sources=names + more)
    if not sponsors:
        titles = known(table, "source_title")
        return say("Source: {source}.", source=titles[0]) if len(titles) == 1 else ""
    who = sponsors[0]
    vendors, how, when, year = (
        known(table, column, everywhere=True)
        for column in ("vendor", "mode", "fielded", "published_year")
    )
    if len(vendors) == 1:
        who = say("{conductor} for {sponsor}", conductor=vendors[0], sponsor=sponsors[0])
    when = [*map(say.moment_text, when or year)]
    parts = [who, *(values[0] for values in (how, when) if len(values) == 1)]
    return say("Source: {source}.", source=", ".join(parts))
