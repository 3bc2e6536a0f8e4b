"""Which columns of a file could be reported, as what, and which not, and why."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...language.amounts import value_words
from ...language.marking import marked
from ...language.message import Message, as_message
from ...spoken import Spoken
from ...survey.checks.answered import no_answers
from ...survey.checks.contents import ColumnContent
from ...survey.checks.likely import likely_roles
from ...survey.survey import Survey
from ..limits import MOST_ANSWERS, fit_of
from ..questions.kinds import kind_of

_SHOWN = 8
"""Answers that are told of a question."""

_ROWS = 20
"""Rows from which on whole numbers that all differ number them; of fewer they may be ages."""

_ID = re.compile(
    r"(?:\w*_)?(?:id|uid|uuid|(?:serial|case|resp|respondent|record|person|hh)_?(?:id|no|nr|num)?)",
    re.IGNORECASE,
)
"""Names of columns that number what rows are of: "serialno", "caseid", "person_id"."""

_TIMES = ("date", "datetime", "time")


@dataclass(frozen=True, eq=False, kw_only=True)
class Reportable(Spoken):
    """A column, or a question with several answers, and what a report makes of it.

    Attributes
    ----------
    name, label : str
        Its name and its wording; "" where the file has none.
    kind : str
        Which kind of question it is, in words; "" for what is none.
    answers : str
        Its answers, or from where to where its numbers go.
    bars : int
        Which it takes on a page.
    why_not : str
        Why it is not to be reported; "" for a question.
    note : str
        What it was taken for, where it may be something else, and how to say so.
    """

    name: str
    label: str = ""
    kind: str = ""
    answers: str = ""
    bars: int = 0
    why_not: str = ""
    note: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the column is, and what a report makes of it."""
        called = ": ".join(filter(None, (self.name, self.label)))
        if self.why_not:
            why = as_message(self.why_not)
            return (Message("{column} is not reported: {why}", column=called, why=why),)
        return (
            Message(
                "{column} ({kind}): {answers}",
                column=called,
                kind=as_message(self.kind),
                answers=self.answers,
            ),
            *([Message("Note: {note}", note=self.note)] if self.note else []),
        )


def reportable_columns(survey: Survey, *, show_personal: bool = False) -> tuple[Reportable, ...]:
    """Return what could be reported of a survey's file, column by column in the file's order.

    A question with several answers stands where the first of its columns does, for all of them.

    Parameters
    ----------
    survey : Survey
    show_personal : bool, default False
        Whether columns that look like names, addresses or texts of people are questions, too.

    Raises
    ------
    ArgumentError
        When `survey` is none.
    """
    if not isinstance(survey, Survey):
        raise ArgumentError(f"survey is {described(survey)}; expected a Survey")
    check_one_of("show_personal", show_personal, (False, True))
    sets = survey.sets
    owner = {part: name for name, one in sets.items() for part in one.variables}
    held = survey.contents(show_personal=show_personal)
    roles = _roles(survey, {content.name for content in held if content.kind == "number"})
    told: dict[str, Reportable] = {}
    for content in held:
        name = owner.get(content.name, content.name)
        if name in told:
            continue
        if name not in sets:
            told[name] = _of_column(survey, content, roles, show_personal=show_personal)
            continue
        one = sets[name]
        labels = [option.label for option in one.options]
        hidden = one.kind != "columns" and any(survey.personal(part) for part in one.variables)
        told[name] = Reportable(
            name=name,
            label=one.label if one.label != name else "",
            kind=kind_of(survey, name, None).words,
            answers="" if hidden else _listed(labels),
            bars=len(labels),
            why_not=Message("what people wrote in one cell is not shown") if hidden else "",
        )
    return tuple(told.values())


def _of_column(
    survey: Survey,
    content: ColumnContent,
    roles: Mapping[str, str],
    *,
    show_personal: bool,
) -> Reportable:
    name = content.name
    label = content.label if content.label != name else ""
    why = next(_reasons(survey, content, roles), "")
    if not why:
        fit = fit_of(survey, name, MOST_ANSWERS, show_personal=show_personal)
        why = fit.why
    if why:
        return Reportable(name=name, label=label, why_not=why)
    kind = kind_of(survey, name, content)
    numbers = [content.lowest, content.highest]
    answers = _listed([one.label for one in content.answers if one.n])
    numbers = list(content.rating or numbers)
    if (content.rating or not content.answers) and None not in numbers:
        low, high = (value_words(float(number), 6) for number in numbers)
        answers = Message("{low} to {high}", low=low, high=high)
    return Reportable(name=name, label=label, kind=kind.words, answers=answers, bars=fit.bars,
                      note=content.rating_note)  # fmt: skip


def _reasons(survey: Survey, content: ColumnContent, roles: Mapping[str, str]) -> Iterator[str]:
    """Give what else than a question a column is."""
    if content.name in roles:
        yield Message(
            "it looks like {role}, which say how people were drawn",
            role=Message(roles[content.name]),
        )
    labels = [one.label for one in content.answers]
    if not content.n_valid or (labels and len(no_answers(labels)) == len(labels)):
        yield Message("it holds no answers")
    if content.kind in _TIMES:
        yield Message("it holds dates or times")
    if content.n_distinct == 1 and content.n_valid > 1:
        yield Message("all answers are the same")
    many = content.kind == "number" and content.n_distinct > MOST_ANSWERS
    if many and _ID.fullmatch(content.name):
        yield Message("it is called as an id: {n} different numbers", n=content.n_distinct)
    if _ROWS <= content.n_valid == content.n_distinct:
        known = survey.distinct(content.name)[content.name].dropna()
        numeric = pd.api.types.is_numeric_dtype(known.dtype) and known.dtype != bool
        if numeric and (np.mod(known.to_numpy(dtype=float), 1) == 0).all():
            yield Message(
                "it looks like an id: {n} whole numbers that all differ", n=content.n_distinct
            )


_ROLES = {
    "weights": marked("weights"),
    "strata": marked("strata"),
    "clusters": marked("sampled clusters"),
    "fpc": marked("population sizes"),
    "replicate_weights": marked("replicate weights"),
}


def _roles(survey: Survey, numbers: Container[str]) -> dict[str, str]:
    """Return what columns are to the design: the survey's own, and those that look like one."""
    used, names = survey.design.columns, list(survey.columns)
    likely = likely_roles(names, numbers.__contains__)
    stem = likely.pop("replicate_weights", None)
    found = {name: _ROLES[role] for role, name in likely.items() if role in _ROLES}
    if isinstance(stem, str):
        # the weight that the replicates vary is called as they are, without a number
        found |= {name: _ROLES["weights"] for name in names if name == stem.rstrip("_")}
        ends = [name for name in names if name.startswith(stem) and name[len(stem) :].isdigit()]
        found |= dict.fromkeys(ends, _ROLES["replicate_weights"])
        # beside replicates a design needs neither, and a cluster is no question all the same
        rest = likely_roles([name for name in names if name not in ends], numbers.__contains__)
        found |= {name: _ROLES[role] for role, name in rest.items() if role in _ROLES}
    # strata may be regions, which are asked about, too
    own = {
        "weights": (used.weights,) if used.weights else (),
        "clusters": used.clusters,
        "fpc": used.fpc,
        "replicate_weights": used.replicates,
    }
    for role, columns in own.items():
        found |= dict.fromkeys(map(str, columns), _ROLES[role])
    return found


def _listed(labels: list[str]) -> str:
    more = len(labels) - _SHOWN
    shown = ", ".join(labels[:_SHOWN])
    return Message("{answers} and {n} more", answers=shown, n=more) if more > 0 else shown
