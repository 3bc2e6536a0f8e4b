"""Figures that belong in one chart: those of a question, or the single ones of a survey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...answers.order import known_order
from ...estimates.schema import row_groups
from ...figures.together.related import OF_POLLS
from ...shown import unquoted
from ..parts.charts import ROWS

Positions = NDArray[np.intp]

LEAST_POLLS = 4
"""Polls of an answer below which there is no trend to draw."""

_SURVEY = ("survey_id", "survey", "publisher")
"""What tells surveys apart, the first that a figure has."""


@dataclass(frozen=True)
class Block:
    """Figures of one chart.

    Attributes
    ----------
    survey : str
        The survey they are of, as a reader knows it; "" where it has no name.
    question : str
        What was asked; "" of single figures.
    label : str
        Column that names the rows.
    grouped : bool
        Whether groups of respondents head the rows.
    rows : (k,) int
        Positions in the table, in the order of the chart.
    whole : (m,) int
        The same of all its parts.
    part, parts : int
        Which of several charts this is.
    waves : bool
        Whether they are one house's polls over time, a line for each answer.
    """

    survey: str
    question: str
    label: str
    grouped: bool
    rows: Positions
    whole: Positions
    part: int = 1
    parts: int = 1
    waves: bool = False


def blocks_of(table: pd.DataFrame, sort: str) -> list[Block]:
    """Return the figures that can be drawn, as they belong together, in the order they came.

    Parameters
    ----------
    table : pandas.DataFrame
        Of estimates of published figures.
    sort : {"given", "estimate"}
        Order of the rows; answers that are a scale keep theirs.
    """
    drawable = np.flatnonzero(table["estimate"].notna() | table["ci_low"].notna())
    shown = table.iloc[drawable].reset_index(drop=True)
    question = shown["question"] if "question" in shown else pd.Series(pd.NA, shown.index)
    keys = pd.DataFrame({"survey": surveys_of(shown), "question": question})
    blocks: list[Block] = []
    for at in row_groups(keys, ["survey", "question"]):
        at = drawable[at]
        own = table.iloc[at]
        # polls of one house over time are lines, those of a day that is known, an answer once each
        if surveyed_in_waves(own) and "fielded_end" in own and own["answer"].notna().all():
            dated = own["fielded_end"].notna().to_numpy()
            polls = own.loc[dated, ["fielded_end", "answer"]].astype("string")
            houses = own[["publisher", "vendor"]].nunique().max()
            several = polls["fielded_end"].nunique() >= LEAST_POLLS
            if several and houses <= 1 and not polls.duplicated().any():
                lines = next(_pieces(table, at[dated], sort))
                blocks.append(replace(lines, rows=lines.whole, part=1, parts=1, waves=True))
                at = at[~dated]
        blocks += _pieces(table, at, sort) if len(at) else []
    return blocks


def surveys_of(table: pd.DataFrame) -> "pd.Series[str]":
    """Return what tells each figure's survey from others; "" where nothing does."""
    found = pd.Series("", table.index, dtype="string")
    for name in reversed(_SURVEY):
        found = table[name].astype("string").fillna(found)
    return found


def survey_title(table: pd.DataFrame) -> str:
    """Name a survey by its title, else its publisher, else its id; "" where it has none."""
    for column in ("survey", "publisher", "survey_id"):
        values = table[column].dropna().unique()
        if len(values) == 1:
            return str(values[0])
    return ""


def told_apart(names: Sequence[str], table: pd.DataFrame) -> list[str]:
    """Return names of rows; one that several rows of a question and group have, with its dates."""
    days = table["fielded"].astype("string")
    if "fielded_end" in table:
        days = days.fillna(table["fielded_end"].astype("string"))
    keys = [name for name in ("question", "group") if name in table]
    again = table[keys].assign(name=list(names)).duplicated(keep=False)
    return [
        f"{name}, {fielded}" if several and pd.notna(fielded) else name
        for name, fielded, several in zip(names, days, again, strict=True)
    ]


def surveyed_in_waves(table: pd.DataFrame) -> bool:
    """Return whether the groups of a table are polls or waves of one question."""
    told = {"answer", "group", "group_dimension"} <= {*table}
    return told and bool(table["group_dimension"].isin(OF_POLLS).all())


def _pieces(table: pd.DataFrame, at: Positions, sort: str) -> Iterator[Block]:
    """Cut the figures of a question, or single ones, into charts; a group stays in one."""
    own = table.iloc[at]
    asked = "question" in own and own["question"].notna().all()
    # a list of polls has the answers of one question, which nobody needs to repeat
    asked = asked or (surveyed_in_waves(own) and own["answer"].notna().all())
    names = [name for name in ("answer", "group") if name in own and own[name].notna().all()]
    label = names[0] if asked and names else "claim"
    grouped = "group" in own and label != "group" and bool(own["group"].notna().any())
    codes = np.zeros(len(own), dtype=np.intp)
    if grouped:
        codes, _ = pd.factorize(own["group"], use_na_sentinel=False)
    ranks = np.arange(len(own), dtype=float)
    called = own[label].astype("string").fillna("")
    if sort == "estimate" and known_order(list(dict.fromkeys(called))) is None:
        # the largest first; an answer has one place in all groups, by its mean over them
        means = own["estimate"].astype(float).groupby(called).transform("mean")
        ranks = -means.fillna(-np.inf).to_numpy(dtype=float)
    order = np.lexsort((ranks, codes))
    pieces: list[list[int]] = [[]]
    for code in dict.fromkeys(codes):
        members = [int(k) for k in order if codes[k] == code]
        for start in range(0, len(members), ROWS):
            more = members[start : start + ROWS]
            if pieces[-1] and len(pieces[-1]) + len(more) > ROWS:
                pieces.append([])
            pieces[-1] += more
    question = own["question"].iloc[0] if "question" in own else pd.NA
    for part, rows in enumerate(pieces, start=1):
        yield Block(
            survey=survey_title(own),
            question="" if pd.isna(question) else unquoted(str(question)),
            label=label,
            grouped=grouped,
            rows=at[rows],
            whole=at[[k for piece in pieces for k in piece]],
            part=part,
            parts=len(pieces),
        )
