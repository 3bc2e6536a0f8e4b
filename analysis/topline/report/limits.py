"""How much a page holds: asked before anything is estimated or drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from ..arguments import check_list
from ..errors import DataError
from ..language.marking import marked
from ..language.message import Advice, Message
from ..survey.data.columns import check_column
from ..survey.survey import Survey
from ..wording import count_text
from .parts.bars import MOST_BARS, check_bars
from .questions.kinds import is_numeric

MOST_ANSWERS = 100
"""Different answers of one question at most; a longer list is not read."""

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


@dataclass(frozen=True)
class Limits:
    """Different answers of a question and bars of a page at most; whether it shows the personal."""

    answers: int = MOST_ANSWERS
    bars: int = MOST_BARS
    show_personal: bool = False


@dataclass(frozen=True)
class Chosen:
    """The questions and groups of a page, and what it says of those that are left out."""

    questions: tuple[str, ...]
    banner: tuple[str, ...]
    left_out: tuple[str, ...]


def choose(
    survey: Survey,
    questions: Sequence[str],
    banner: Sequence[str],
    limits: Limits,
    left_out: LeftOut | None = None,
) -> Chosen:
    """Return the questions and groups that a page can show.

    Raises
    ------
    ArgumentError, DataError
        When none can be shown, they take too many bars, or one cannot be shown and nobody is told.
    """
    told: list[Message] = []

    def leave_out(name: str, why: str, remedy: str) -> None:
        told.append(Message("{name} is left out: {why}.", name=repr(name), why=why))
        if left_out is not None:
            left_out(name, Advice(why, remedy))

    fit = partial(
        fitting,
        survey,
        most=limits.answers,
        left_out=None if left_out is None else leave_out,
        show_personal=limits.show_personal,
    )
    bars = fit(questions)
    if not bars:
        raise DataError(
            f"no question can be reported. {' '.join(told)} Name other questions, put answers "
            "together, or raise most_answers"
        )
    check_bars(sum(bars.values()), limits.bars, f"of {count_text(len(bars))} questions")
    groups = fit(check_list("banner", banner, 10**6, expected="a list of columns"))
    return Chosen(tuple(bars), tuple(groups), tuple(dict.fromkeys(told)))


def fit_of(survey: Survey, name: str, most: int, *, show_personal: bool = False) -> Fit:
    """Return whether a page can show a question: it is no id, no text of people, nothing personal.

    Raises
    ------
    ArgumentError
        When it is no question.
    """
    if name in survey.sets:
        return Fit(len(survey.sets[name].options))
    check_column(survey.columns, name, "question")
    values = survey.distinct(name)[name]
    if values.isna().all():
        return Fit(0, Message("it holds no answers"), "name another column")
    personal = None if show_personal else survey.personal(name)
    if not personal and is_numeric(survey, name, values):
        number = 1
    elif isinstance(values.dtype, pd.CategoricalDtype):
        number = len(values.cat.categories)
    else:
        number = int(values.nunique())
    if personal:
        return Fit(
            number,
            Message(
                "it looks like {kind} ({n} different answers), which a report does not show",
                kind=Message(personal),
                n=number,
            ),
            "show_personal=True shows it",
        )
    return Fit(number) if number <= most else _too_many(survey, name, number, most)


def _too_many(survey: Survey, name: str, number: int, most: int) -> Fit:
    """Say of a question with too many answers what it looks like."""
    [content] = survey.contents(name)
    values = survey.distinct(name)[name]
    why = Message(
        "it has {n} different answers, and a report shows at most {most} of a question",
        n=max(number, content.n_distinct),
        most=most,
    )
    if content.n_distinct >= _NEARLY_ALL * content.n_valid:
        words = values.dropna().head(1000).map(str)
        like = marked("a free text") if words.str.len().mean() > _LONG else marked("an id")
        why = Message(
            "it has {n} different answers, nearly one for each of its {rows} rows: it looks "
            "like {kind}, and a report shows at most {most} of a question",
            **why.values,
            rows=content.n_valid,
            kind=Message(like),
        )
    return Fit(
        number,
        why,
        "put answers together, or raise most_answers",
    )


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
    bars = {}
    for name in names:
        fit = fit_of(survey, name, most, show_personal=show_personal)
        if not fit.why:
            bars[name] = fit.bars
        elif left_out is None:
            raise DataError(
                f"question {name!r} cannot be reported: {fit.why}; leave it out, or: {fit.remedy}"
            )
        else:
            left_out(name, fit.why, fit.remedy)
    return bars
