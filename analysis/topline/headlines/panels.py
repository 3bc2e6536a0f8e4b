"""An estimates table read into panels: the answers to one question in one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..estimates.schema import NO_ANSWER, label_columns, row_groups
from .words import named

WAVES = ("wave", "year", "round", "survey_year", "date")
"""Columns that are waves by their name."""

_HALF, MEDIAN = 0.5, ", median"
"""The quantile that has a name."""

_ALL = "all"
"""The group of a published figure that is of no group."""

_TEXTS = ("label", "claim", "figure_id")
"""Columns that say what a row of no question is, the first that there is."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Rows of one question in one group.

    Attributes
    ----------
    question : str
        What was asked: outcome of microdata, wording or claim of published figures.
    group : mapping of str to object
        The group's value in each column that tells groups apart.
    names : mapping of int to str
        Each row, and what its answer is called; "" of a value.
    """

    question: str
    group: Mapping[str, Any]
    names: Mapping[int, str]

    @property
    def label(self) -> str:
        """Name the group."""
        return ", ".join(named(value) or _ALL for value in self.group.values())


@dataclass(frozen=True)
class Layout:
    """Which columns say what: of questions, of answers, and of groups."""

    question: tuple[str, ...]
    answer: str | None
    groups: tuple[str, ...]


def layout_of(table: pd.DataFrame) -> Layout:
    """Return which columns of an estimates table say what."""
    labels = label_columns(table)
    if "figure_id" in labels:
        return _of_figures(table)
    if "outcome" not in labels and "category" not in labels:
        name = next((one for one in _TEXTS if one in labels), next(iter(labels), None))
        return Layout((name,) if name else (), None, ())
    question = tuple(name for name in ("outcome", "quantile") if name in labels)
    answer = "category" if "category" in labels and table["category"].notna().all() else None
    told = {*question, "category", "label"}
    groups = tuple(name for name in labels if name not in told and len(table[name].unique()) > 1)
    return Layout(question, answer, groups)


def _of_figures(table: pd.DataFrame) -> Layout:
    """Return that of published figures: each its own question, unless they say their answers."""
    survey = tuple(name for name in ("survey_id",) if name in table)
    # what says something of every figure; a figure of no group is of all
    told = [name for name in ("question", "answer") if name in table and table[name].notna().all()]
    told += ["group"] * bool("group" in table and table["group"].notna().any())
    answers = {"question", "answer"} <= {*told}
    if not answers and "group" not in told:
        return Layout((*survey, "figure_id"), None, ())
    asked = next(name for name in _NAMES if name in told or (name in table and name != "question"))
    groups = tuple(name for name in told if name == "group" and len(table[name].unique()) > 1)
    return Layout((*survey, asked), "answer" if answers else None, groups)


def panels_of(table: pd.DataFrame, layout: Layout) -> list[Panel]:
    """Return the panels of a table, in the order of its rows; "no answer" is in none."""
    panels = []
    for rows in row_groups(table, [*layout.question, *layout.groups]):
        first = table.iloc[rows[0]]
        answers: Sequence[Any] = [""] * len(rows)
        if layout.answer is not None:
            answers = table[layout.answer].iloc[rows].tolist()
        group = {name: first[name] for name in layout.groups}
        names = {
            int(at): named(answer)
            for at, answer in zip(rows, answers, strict=True)
            if answer != NO_ANSWER
        }
        asked = next((named(first[name]) for name in _NAMES if pd.notna(first.get(name))), "")
        quantile = first.get("quantile")
        if asked and pd.notna(quantile):
            asked += MEDIAN if quantile == _HALF else f", quantile {named(quantile)}"
        panels.append(Panel(asked, group, names))
    return [panel for panel in panels if panel.names]


_NAMES = ("question", "outcome", "claim", "label", "figure_id")
"""What names a question, the first that there is: a claim is in words, an id is none."""


def wave_column(layout: Layout, asked: str | None) -> str | None:
    """Return the column of waves: the one that was asked for, or one that is called so."""
    if asked is not None:
        return asked
    return next((name for name in layout.groups if str(name).lower() in WAVES), None)
