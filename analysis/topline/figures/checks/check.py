"""The one table of checks on published figures, and what they find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...language.message import Capital, Message, as_message
from ...spoken import Spoken
from ...statistics.core.methods import as_table, pick
from ...statistics.printed.rules import ROUNDING_RULES, RoundingRule
from ..table import as_figures
from .bases import (
    groups_add_up,
    limits_are_around,
    margins_go_with_bases,
    percents_are_possible,
)
from .findings import PROBLEM, CheckedFigures, Findings
from .polls import dates_go_forward, keys_are_unique, polls_are_there_once
from .sums import answers_add_up, nets_are_their_parts
from .totals import totals_are_means, totals_lie_between


@dataclass(frozen=True)
class FigureCheck:
    """One check: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
    words : str
        What is supposed to hold.
    function : callable
        ``(figures, rounding rule) -> Findings``.
    """

    key: str
    words: str
    function: Callable[[CheckedFigures, RoundingRule], Findings]


CHECKS = as_table(
    FigureCheck("sums", "answers add up to 100 within their roundings", answers_add_up),
    FigureCheck("nets", "nets are the sum of their parts", nets_are_their_parts),
    FigureCheck("possible", "percents are counts out of their base", percents_are_possible),
    FigureCheck("groups", "bases of groups add up to the total's", groups_add_up),
    FigureCheck("between", "totals lie between their groups", totals_lie_between),
    FigureCheck("mean", "totals are the mean of their groups", totals_are_means),
    FigureCheck("margin", "stated margins go with base and design effect", margins_go_with_bases),
    FigureCheck("limits", "published limits hold their figure", limits_are_around),
    FigureCheck("keys", "no two figures of one key", keys_are_unique),
    FigureCheck("polls", "no poll is there twice", polls_are_there_once),
    FigureCheck("dates", "fieldwork ends after it starts, within 60 days", dates_go_forward),
)
"""Every check by its key, in the order in which they are told."""

_PLACES = ("where", "table", "question", "answer", "group", "publisher", "fielded_end", "figure_id")


@dataclass(frozen=True, eq=False)
class FigureChecks(Spoken):
    """What published figures say of each other, held together.

    Attributes
    ----------
    table : pandas.DataFrame
        A row per finding: ``check``, ``severity`` ("problem": both cannot be right; "note": a
        reason is likely that was not told), ``compared`` (what was compared, with the numbers),
        ``off_by`` and its ``unit``, ``figures`` (how many it is about), and the place of the first:
        ``where``, ``table``, ``question``, ``answer``, ``group``, ``publisher``, ``fielded_end``,
        ``figure_id``.
    made : pandas.DataFrame
        A row per check: ``check``, ``words``, ``tried``, ``problems``, ``notes``.
    figures : int
        How many figures were checked.
    rounding : str
        Key of the rule of rounding that was granted.
    """

    table: pd.DataFrame
    made: pd.DataFrame
    figures: int
    rounding: str

    @property
    def holds(self) -> bool:
        """Whether there is no problem; notes there may be."""
        return not (self.table["severity"] == PROBLEM).any()

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many checks were made and failed, then each that failed."""
        tried = int(self.made["tried"].sum())
        count = self.table["severity"].value_counts()
        problems, notes = int(count.get(PROBLEM, 0)), len(self.table) - int(count.get(PROBLEM, 0))
        head = Message(
            "{tried} comparisons of {figures} figures: {problems} cannot be as printed, {notes} to "
            "look at.",
            tried=tried,
            figures=self.figures,
            problems=problems,
            notes=notes,
        )
        places = self.table["where"].fillna(self.table["figure_id"])
        told = zip(self.table["severity"], places, self.table["compared"], strict=True)
        shown = [
            Message(
                "{severity}, {where}: {what}.",
                severity=Capital(as_message(how)),
                where=str(where),
                what=what,
            )
            for how, where, what in [*told][:_SHOWN]
        ]
        more = len(self.table) - len(shown)
        return (
            head,
            *shown,
            *([Message("And {n} more; all are in .table.", n=more)] if more > 0 else []),
        )


_SHOWN = 20
"""Findings that are printed."""


def check_published(
    published: Any, *, rounding: str = "any", checks: list[str] | None = None
) -> FigureChecks:
    """Hold published figures together, and tell what does not go together, by place.

    Answers to 100, nets to parts, percents to bases, groups to totals, margins to bases, limits to
    figures, dates to each other. Each finding says what was compared and by how much it fails; why,
    the figures do not say: a slip of a table, weights, another base, a rule of rounding.

    Parameters
    ----------
    published : pandas.DataFrame, or what holds one as ``figures``
        A figures table, as ``read_figures`` returns and ``as_figures`` takes.
    rounding : {"any", "half_up", "half_even", "cut_off"}
        How the percents were rounded.
    checks : list of str, optional
        Keys of ``CHECKS``; by default all.

    Returns
    -------
    FigureChecks

    Raises
    ------
    ArgumentError
        When there is no figures table, or a rule or check is unknown.
    DataError
        When the figures do not hold what their schema promises.

    Examples
    --------
    >>> figures = pd.DataFrame({"question": "Which?", "answer": ["a", "b", "c"],
    ...                         "percent": ["42%", "31%", "23%"], "n": 1000})
    >>> print(check_published(figures))
    7 comparisons of 3 figures: 1 cannot be as printed, 0 to look at.
    Problem, which-a: 3 answers add up to 96, expected 100.
    """
    rule = pick(ROUNDING_RULES, rounding, "rounding")
    frame = frame_of(published)
    keys = list(CHECKS) if checks is None else listed_values("checks", checks)
    wanted = [pick(CHECKS, key, "check") for key in keys]
    return run_checks(frame, wanted, rule)


def frame_of(published: Any) -> pd.DataFrame:
    """Return the table of figures that is given, or held.

    Raises
    ------
    ArgumentError
        When there is none.
    """
    frame = getattr(published, "figures", published)
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(
            f"published is {described(published)}; expected a table of figures, or what holds one"
        )
    return frame


def run_checks(
    frame: pd.DataFrame, wanted: Sequence[FigureCheck], rule: RoundingRule
) -> FigureChecks:
    """Make some checks of a table of figures, and put together what they find."""
    figures = CheckedFigures.of(as_figures(frame, percent_scale=None), rule)
    made = [(check, check.function(figures, rule)) for check in wanted]
    told = [(check.key, finding) for check, done in made for finding in done.found]
    # the place of the first figure that each is about
    places = figures.table.loc[[finding.rows[0] for _, finding in told], list(_PLACES)]
    found = [
        {
            "check": key,
            "severity": finding.severity,
            "compared": finding.compared,
            "off_by": finding.off_by,
            "unit": finding.unit,
            "figures": len(finding.rows),
            **place,
        }
        for (key, finding), place in zip(told, places.to_dict("records"), strict=True)
    ]
    columns = ["check", "severity", "compared", "off_by", "unit", "figures", *_PLACES]
    table = pd.DataFrame(found, columns=columns)
    # as objects texts remember what they were made of
    table["compared"] = pd.Series([finding.compared for _, finding in told], dtype=object)
    summary = pd.DataFrame(
        {
            "check": check.key,
            "words": "",
            "tried": done.tried,
            "problems": sum(one.severity == PROBLEM for one in done.found),
            "notes": sum(one.severity != PROBLEM for one in done.found),
        }
        for check, done in made
    )
    summary["words"] = pd.Series([as_message(check.words) for check, _ in made], dtype=object)
    return FigureChecks(table=table, made=summary, figures=len(frame), rounding=rule.key)
