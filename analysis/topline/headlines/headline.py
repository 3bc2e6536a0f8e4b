"""The headline of some estimates: what they show, derived from intervals and tests of differences.

A claim is made where the interval is on its side of the value, or the one test of differences tells
two rows apart; all else is said to be open.
"""

from dataclasses import dataclass

from ..arguments import check_text, described
from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..estimates.reason_codes import Language, language_of
from ..values import Value
from .claim import Claim
from .finding import Finding
from .means import value_finding
from .rows import Rows
from .shares import share_finding
from .words import ROOM, Sentence, cut, named


@dataclass(frozen=True, eq=False)
class Headline(Value):
    """What some estimates show.

    Attributes
    ----------
    text : str
        The title of a chart: one sentence without its stop.
    say : str
        What to say, with interval and base: a sentence to copy.
    do_not_say : str
        What not to say, and why: "That …: …".
    supported : tuple of Claim
        What `text` claims; empty where there is no finding.
    """

    text: str
    say: str
    do_not_say: str
    supported: tuple[Claim, ...]


def propose_headline(
    estimates: Estimates,
    *,
    question: str | None = None,
    respondents: str = "those who answered",
    language: Language | None = None,
) -> Headline:
    """Say what some estimates show, never more surely than their intervals do.

    Rows that are not to be published are never named.

    Parameters
    ----------
    estimates : Estimates
    question : str, optional
        The wording of the question, for where there is no finding, and for means; by default its
        outcome.
    respondents : str, default "those who answered"
        Whom the estimates are of.
    language : Strings, optional
        English by default.

    Returns
    -------
    Headline

    Raises
    ------
    ArgumentError
        When `estimates` are none, or another argument is no text.

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> data = pd.DataFrame({"likes": ["yes"] * 70 + ["no"] * 30})
    >>> propose_headline(Survey(data).proportion("likes")).text
    'Most of those who answered say “yes”: 70%'
    """
    if not isinstance(estimates, Estimates):
        raise ArgumentError(f"estimates is {described(estimates)}; expected Estimates")
    who = check_text("respondents", respondents, expected="whom the estimates are of, as text")
    if question is not None:
        question = check_text("question", question, expected="the wording of the question")
    say = language_of(language)
    rows = Rows(estimates, say, " ".join(who.split()))
    found = _finding(rows, question) if len(estimates) else None
    if found is None:
        return _nothing(say, question or _outcome(rows))
    return Headline(
        text=found.text.said(say, ROOM),
        say=found.say.said(say) + ".",
        do_not_say=found.do_not_say.said(say) + ".",
        supported=found.claims,
    )


def _finding(rows: Rows, question: str | None) -> Finding | None:
    if rows.shares.all():
        column = next((n for n in ("category", "label", "claim") if n in rows.table), None)
        cells = rows.table[column] if column else rows.table.index
        return share_finding(rows, {at: named(cell) for at, cell in enumerate(cells)})
    if len(rows.table) == 1:
        return value_finding(rows, question or _outcome(rows), 0)
    return None


def _outcome(rows: Rows) -> str:
    """Name what was asked by the outcome of the first row."""
    for column in ("outcome", "claim", "label"):
        if column in rows.table and len(rows.table):
            return named(rows.table[column].iloc[0])
    return ""


def _nothing(say: Language, question: str) -> Headline:
    """Return the wording itself, where nothing can be told."""
    return Headline(
        text=cut(question, ROOM) or say("No finding"),
        say=Sentence("There is no finding that the numbers support").said(say) + ".",
        do_not_say=Sentence("That there is a difference or a majority: none is shown").said(say)
        + ".",
        supported=(),
    )
