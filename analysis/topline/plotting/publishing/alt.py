"""The description of a chart for people who do not see it, made from its table."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.reasons import Severity
from ...estimates.schema import is_weighted
from ...estimates.suppression import imprecise_codes, imprecise_signs, sign_of
from ...language.marking import marked
from ...wording import NOT_KNOWN
from ..frame.record import Record
from ..frame.rows import hundred_text, is_ceiling, number_formats
from ..frame.tables import records_of
from ..number_format import NumberFormat
from .captions import NAMED, known

WORDS = 120
"""Length at most, about: screen readers cannot skim."""


def describe(record: Record, title: str) -> str:
    """Write alt text: kind of chart, what and whom, the extremes with intervals, overlap, n."""
    table, say = record.table, record.style.strings
    sentences = [say("{kind}: {title}.", kind=say(record.kind), title=title.rstrip("."))]
    if is_weighted(table):
        sentences.append(say("Weighted estimates."))
    sentences += _imprecise(record)
    if record.description:
        sentences.append(record.description)
    elif len(table) == 1:
        row = records_of(table)[0]
        base = f"; {say.base_text(row['n'], row.get('n_qualifier', 'exact'))}" if "n" in row else ""
        look = number_formats(table, record.percent)[0]
        sentences.append(f"{record.labels[0]}: {_estimate(row, record, look)}{base}.")
    else:
        sentences.append(_extremes(record))
    who = known(table, "respondents")
    if len(who) == 1:
        sentences.append(say("Asked: {who}.", who=who[0]))
    words = " ".join(sentences).split(" ")
    return " ".join(words) if len(words) <= WORDS else " ".join(words[:WORDS]) + " …"


def _imprecise(record: Record) -> list[str]:
    """Say how many numbers have which sign, why, and which, if they have names."""
    say, doubts = record.style.strings, record.imprecise
    alone = marked("{part} of {all} estimates are too imprecise to publish alone ({sign})")
    gone = marked("{part} of {all} estimates are left out, too imprecise to publish alone")
    review = marked("{part} of {all} estimates are to review before publishing ({sign})")
    told = (
        (alone, Severity.SUPPRESS, True),
        (gone, Severity.SUPPRESS, False),
        (review, Severity.CAUTION, True),
    )
    sentences = []
    for sentence, severity, drawn in told:
        places = doubts.at(severity, drawn=drawn)
        if not places:
            continue
        sign = sign_of(severity)
        words = say(sentence, part=len(places), all=len(doubts.reasons), sign=sign)
        names = say.series_text(doubts.labels[at] for at in places[:NAMED] if doubts.labels)
        more = say(" and {number} more", number=len(places) - NAMED) if len(places) > NAMED else ""
        sentences.append(f"{words}: {names}{more}." if names else f"{words}.")
    return sentences


def _extremes(record: Record) -> str:
    """Say the highest and lowest row, and whether their intervals overlap: no test."""
    table, say = record.table, record.style.strings
    estimates = table["estimate"].to_numpy(dtype=float)
    if np.isnan(estimates).all():
        return say("{number} rows without a point estimate.", number=len(table))
    highest, lowest = int(np.nanargmax(estimates)), int(np.nanargmin(estimates))
    rows, looks = records_of(table), number_formats(table, record.percent)
    parts = [say("{number} rows.", number=len(table))]
    for sentence, at in ((marked("Highest: {row}."), highest), (marked("Lowest: {row}."), lowest)):
        words = f"{record.labels[at]}, {_estimate(rows[at], record, looks[at])}"
        parts.append(say(sentence, row=words))
    top, bottom = rows[highest]["ci_low"], rows[lowest]["ci_high"]
    if highest != lowest and not (pd.isna(top) or pd.isna(bottom)):
        apart = float(top) > float(bottom)
        parts.append(
            say("Their intervals do not overlap.") if apart else say("Their intervals overlap.")
        )
    # a number that is left out is told of already
    left_out = np.isnan(estimates) & np.array([bool(imprecise_codes(row.get("reasons")))
                                               for row in rows])  # fmt: skip
    without = int((table["ci_low"].isna().to_numpy() & ~left_out).sum())
    if without:
        parts.append(say("{part} of {all} rows have no interval.", part=without, all=len(table)))
    return " ".join(parts)


def _estimate(row: Mapping[str, Any], record: Record, look: NumberFormat) -> str:
    """Say an estimate and its interval: "63% (95% interval 58% to 68%)"."""
    say = record.style.strings
    value = NOT_KNOWN if pd.isna(row["estimate"]) else look.value(float(row["estimate"]), say)
    if record.kind.startswith("Pictogram") and value != NOT_KNOWN:
        value = hundred_text(float(row["estimate"]), say)
    if value != NOT_KNOWN:
        value += imprecise_signs([row.get("reasons")])[0]
    if pd.isna(row["ci_low"]):
        return f"{value}, {say('no interval')}"
    low, high = (look.value(float(row[end]), say) for end in ("ci_low", "ci_high"))
    name = say.interval_text(row.get("confidence_level"))
    sentence = marked("{interval} {low} to {high}")
    if is_ceiling(row):
        sentence = marked("{interval} at most {low} to {high}")
    return f"{value} ({say(sentence, interval=name, low=low, high=high)})"
