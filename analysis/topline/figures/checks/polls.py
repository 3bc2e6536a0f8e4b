"""Dates go forward, no key has two values, and no poll is there twice."""

import numpy as np
import pandas as pd

from ...language.message import Message
from ...statistics.printed.rules import RoundingRule
from ..schema import KEY_COLUMNS
from .findings import NOTE, CheckedFigures, Finding, Findings

_LONGEST_DAYS = 60
"""Days beyond which fieldwork is told of."""

_POLL = ("publisher", "vendor", "fielded_start", "fielded_end", "population", "country", "n")


def dates_go_forward(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that fieldwork ends on or after the day it starts, and within 60 days."""
    found = Findings()
    table = figures.table
    start, end = (
        pd.to_datetime(table[name], errors="coerce", format="%Y-%m-%d")
        for name in ("fielded_start", "fielded_end")
    )
    days = (end - start).dt.days.to_numpy(dtype=float, na_value=np.nan)
    polls = table[["survey_id", "poll_id", "publisher", "fielded_start", "fielded_end"]]
    each = ~polls.duplicated().to_numpy() & ~np.isnan(days)
    found.tried = int(each.sum())
    for row in np.flatnonzero(each & ((days < 0) | (days > _LONGEST_DAYS))).tolist():
        first, last = table.loc[row, "fielded_start"], table.loc[row, "fielded_end"]
        told = {"first": str(first), "last": str(last)}
        if days[row] < 0:
            words = Message("fieldwork from {first} to {last} ends before it starts", **told)
            found.found.append(Finding((row,), words, -float(days[row]), "days"))
        else:
            words = Message(
                "fieldwork from {first} to {last} takes {days} days", **told, days=days[row]
            )
            off = float(days[row]) - _LONGEST_DAYS
            found.found.append(Finding((row,), words, off, "days", NOTE))
    return found


def keys_are_unique(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that no two figures of one question, answer, group, poll and population differ."""
    found = Findings()
    table = figures.table
    # without words that tell figures apart, each stands by itself
    told = table["answer"].notna() | table["question"].notna()
    columns = [name for name in KEY_COLUMNS if table[name].notna().any()]
    if not columns:
        return found
    known = table.loc[told & (table["percent"].notna() | table["amount"].notna())]
    if known.empty:
        return found
    cells = known[columns].itertuples(index=False)
    keyed = pd.Series(["\n".join(map(str, one)) for one in cells], index=known.index)
    found.tried = int(keyed.nunique())
    for rows in keyed.groupby(keyed, sort=False).groups.values():
        if len(rows) < 2:
            continue
        values = known.loc[rows, "percent"].fillna(known.loc[rows, "amount"]).to_numpy(dtype=float)
        listed = list(map(float, np.unique(values)[:4]))
        at = tuple(int(row) for row in rows)
        if np.ptp(values) > 0:
            words = Message(
                "{n} figures of one question, answer, group and poll say {values}",
                n=len(rows),
                values=listed,
            )
            found.found.append(Finding(at, words, float(np.ptp(values))))
        else:
            words = Message("{n} figures say the same: {values}", n=len(rows), values=listed)
            found.found.append(Finding(at, words, 0.0, severity=NOTE))
    return found


def polls_are_there_once(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that no two polls have the same publisher, days, population and respondents."""
    found = Findings()
    for polls in poll_doubles(figures.table, found):
        rows = tuple(int(each.index[0]) for each in polls)
        said = ["question", "answer", "group", "percent"]
        values = {frozenset(map(str, one[said].itertuples(index=False))) for one in polls}
        same = len(values) == 1
        first = polls[0].iloc[0]
        words = Message(
            "{n} polls of {publisher}, {date}, have the same respondents and say the same"
            if same
            else "{n} polls of {publisher}, {date}, have the same respondents and say different "
            "things",
            n=len(polls),
            publisher=str(first["publisher"]),
            date=str(first["fielded_end"]),
        )
        found.found.append(Finding(rows, words, 0.0, "polls", NOTE))
    return found


def poll_doubles(table: pd.DataFrame, counted: Findings | None = None) -> list[list[pd.DataFrame]]:
    """Return the figures of polls that look like one: same publisher, days, population and base."""
    named = table[table["poll_id"].notna() & table["fielded_end"].notna()]
    if named.empty:
        return []
    firsts = named.drop_duplicates("poll_id").dropna(subset=["publisher", "n"])
    if counted is not None:
        counted.tried = len(firsts)
    alike = firsts[firsts.duplicated(list(_POLL), keep=False)]
    rows = dict(iter(named[named["poll_id"].isin(alike["poll_id"])].groupby("poll_id")))
    return [
        [rows[poll] for poll in polls]
        for _, polls in alike.groupby(list(_POLL), sort=False, dropna=False)["poll_id"]
    ]
