"""How much a page holds: asked before anything is estimated or drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..errors import DataError
from ..survey.data.columns import column
from ..survey.survey import Survey
from ..wording import count_text
from .questions.kinds import is_numeric

MOST_ANSWERS = 100
"""Different answers of one question at most; a longer list is not read."""

MOST_BARS = 2_000
"""Bars of a page at most; a browser takes seconds to show more, and writing them takes hours."""

_NEARLY_ALL = 0.9
"""Part of the answers that differ, from which on they are names of rows or words of people."""

_LONG = 20
"""Mean length of answers in signs from which on they are words of people."""

LeftOut = Callable[[str, str], None]
"""Called with a column and why it is left out."""

Note = Callable[[str, str, str], None]
"""The same, and what would show it."""


@dataclass(frozen=True)
class Fit:
    """The bars that a question takes on a page, or why it has no place there, and what helps."""

    bars: int
    why: str = ""
    remedy: str = ""


def fit_of(survey: Survey, data: Any, name: str, most: int, *, show_personal: bool = False) -> Fit:
    """Return whether a page can show a question: it is no id, no text of people, nothing personal.

    `data` is the survey's, which lends it anew each time it is asked.

    Raises
    ------
    ArgumentError
        When it is no question.
    """
    if name in survey.sets:
        return Fit(len(survey.sets[name].options))
    values = column(data, name, "question")
    personal = None if show_personal else survey.personal(name)
    number = 1 if not personal and is_numeric(survey, name, values) else _count(values)
    if personal:
        return Fit(
            number,
            f"it looks like {personal} ({count_text(number)} different answers), which a report "
            "does not show",
            "show_personal=True shows it",
        )
    if number > most:
        return Fit(
            number,
            f"it has {count_text(number)} different answers{_likeness(values, number)}, and a "
            f"report shows at most {count_text(most)} of a question",
            "put answers together, or raise most_answers",
        )
    return Fit(number)


def fitting(
    survey: Survey,
    names: Sequence[str],
    most: int,
    left_out: Note | None,
    *,
    show_personal: bool = False,
) -> dict[str, int]:
    """Return the questions that a page can show, with the bars that each takes.

    Raises
    ------
    DataError
        When one has more answers than `most`, or those are personal and not to be shown, unless
        somebody is told that it is left out.
    """
    bars, data = {}, survey.data
    for name in names:
        fit = fit_of(survey, data, name, most, show_personal=show_personal)
        if not fit.why:
            bars[name] = fit.bars
        elif left_out is None:
            raise DataError(
                f"question {name!r} cannot be reported: {fit.why}; leave it out, or: {fit.remedy}"
            )
        else:
            left_out(name, fit.why, fit.remedy)
    return bars


def check_bars(number: int, most: int, parts: str) -> None:
    """Refuse a page that no browser could show and nobody would read.

    Raises
    ------
    DataError
        When it would have more bars than `most`.
    """
    if number > most:
        raise DataError(
            f"the page would have {count_text(number)} bars ({parts}), and a page has at most "
            f"{count_text(most)}; write several reports, or raise most_bars"
        )


def _count(values: "pd.Series[Any]") -> int:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return len(values.cat.categories)
    try:
        return int(values.nunique())
    except TypeError:
        # lists and the like are what they look like
        return int(values.dropna().map(repr).nunique())


def _likeness(values: "pd.Series[Any]", number: int) -> str:
    """Say what a column is by its looks."""
    given = values.dropna()
    if number < _NEARLY_ALL * len(given):
        return ""
    words = given.head(1000).map(str)
    kind = "a free text" if words.str.len().mean() > _LONG else "an id"
    return f", nearly one for each of its {count_text(len(given))} rows: it looks like {kind}"
