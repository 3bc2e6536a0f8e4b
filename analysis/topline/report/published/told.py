"""What the headline of published figures tells of: the newest wave, everybody or one heading."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimates.estimates import Estimates
from ...figures.together.related import PATH, dimension_of, is_total
from ...headlines.headline import Headline, propose_headline
from ...language.strings import Strings
from .blocks import Block, surveyed_in_waves

CALLED = ("figure_id", "claim", "answer")
"""Columns by which a row may be called."""


def headline_of(
    estimates: Estimates, block: Block, highlight: str | None, say: Strings
) -> Headline:
    """Propose the headline of a chart, with the day of what it tells where there are several."""
    told = told_of(estimates, block, highlight)
    found = propose_headline(told, question=block.question or None, lang=say)
    whole = estimates.subset(block.whole).table
    days, every = (
        set(table["fielded_end"].dropna()) if "fielded_end" in table else set()
        for table in (told.table, whole)
    )
    if not found.supported or len(days) != 1 or len(every) == 1:
        return found
    last = str(days.pop())
    whole_day = re.fullmatch(r"\d{4}-\d\d-\d\d", last)
    day = say.date_text(date.fromisoformat(last)) if whole_day else say.moment_text(last)
    text, sentence = (
        say("{day}: {finding}", day=day, finding=one) for one in (found.text, found.say)
    )
    return replace(found, text=text, say=sentence)


def told_of(estimates: Estimates, block: Block, highlight: str | None = None) -> Estimates:
    """Return the figures that a headline tells of: those that stand out, else all respondents'.

    Of several waves the newest is told. Groups are compared only where nothing is told of all: they
    lie within it; and those of one heading, since those of two share people.
    """
    own = estimates.subset(block.whole)
    told = list(positions(own.table, highlight))
    if told:
        return own.subset(told)
    own = own.subset(_newest(own.table))
    table = own.table
    if block.label == "answer" and not block.question:
        own = Estimates(table.assign(question=""), own.covariance, own.method)
    if "group" not in (table if block.grouped else (block.label,)):
        return own
    whole = table["group"].map(is_total).to_numpy(dtype=bool)
    # where groups are the rows, they are what is compared
    wanted = whole if block.grouped else ~whole
    own = own.subset(wanted) if wanted.any() else own
    return own if whole.any() and block.grouped else _of_one_heading(own)


def _of_one_heading(own: Estimates) -> Estimates:
    """Return the groups of the first heading that has several, by their own names."""
    table = own.table.reindex(columns=["group", "group_dimension"])
    heading = np.array([dimension_of(*pair) for pair in table.to_numpy(dtype=object)], dtype=object)
    several = table["group"].groupby(heading).nunique()
    first = next((one for one in heading if several[one] > 1), None)
    if first is not None:
        own = own.subset(heading == first)
    groups = own.table["group"]
    ends = groups.map(lambda one: one.rpartition(PATH)[2] if isinstance(one, str) else one)
    if ends.nunique() < groups.nunique():
        return own
    return Estimates(own.table.assign(group=ends), own.covariance, own.method)


def _newest(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which figures are of the newest wave: all, where none is asked in several."""
    every = np.ones(len(table), dtype=bool)
    if not {"fielded_end", "answer"} <= {*table} or table["fielded_end"].isna().any():
        return every
    same = [name for name in ("question", "answer") if name in table]
    same += ["group"] * ("group" in table and not surveyed_in_waves(table))
    days = table["fielded_end"].astype(str)
    return np.asarray(days == days.max()) if table[same].duplicated().any() else every


def positions(table: pd.DataFrame, highlight: str | None) -> Iterator[int]:
    """Go through the rows that are called so."""
    names = [name for name in CALLED if name in table]
    for at, row in enumerate(table[names].astype("string").itertuples(index=False)):
        if highlight is not None and highlight in list(row):
            yield at
