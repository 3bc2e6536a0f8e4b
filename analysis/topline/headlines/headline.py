"""The headline of some estimates: what they show, derived from intervals and tests of differences.

A claim is made where the interval is on its side of the value, or the one test of differences tells
two rows apart; all else is said to be open.
"""

from dataclasses import dataclass, replace

from ..arguments import check_text, described
from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..estimates.reason_codes import has_reason
from ..estimates.scale import ORDERED, Scale
from ..estimates.schema import NO_ANSWER, label_columns
from ..language.marking import marked
from ..language.message import Message
from ..language.printing import printing_language
from ..language.strings import Strings
from ..sample_types import SAMPLE_TYPES, told_of
from ..shown import unquoted
from ..spoken import Spoken, with_stop
from .differences import difference_finding
from .finding import Claim, Finding
from .groups import group_finding
from .lists import figure_finding, list_finding, value_finding
from .measures import families_of
from .panels import MEDIAN, Layout, Panel, layout_of, panels_of, wave_column
from .rows import Rows
from .scales import is_scale, nets_of, scale_finding
from .shares import share_finding
from .waves import Columns, wave_finding
from .words import LINE, ROOM, cut, from_left, named


@dataclass(frozen=True, eq=False)
class Headline(Spoken):
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

    @property
    def sentences(self) -> tuple[str, ...]:
        """The headline, what to say, and what not to say."""
        wrong = Message("Not to be said: {what}", what=self.do_not_say) if self.do_not_say else ""
        told = self.say.startswith(self.text)  # with its interval and base
        said = ("" if told else self.text, self.say, wrong)
        return tuple(with_stop(one) for one in dict.fromkeys(said) if one)


_ELSE = marked(
    "That it holds for those who did not answer, or at another time: those who answered were "
    "counted, nobody else"
)
"""What is not to be said where everybody was asked."""


@dataclass(frozen=True)
class Asked:
    """What whoever asks for a headline knows of the estimates."""

    question: str
    scale: bool | None
    wave: str | None
    mode: str | None


def propose_headline(
    estimates: Estimates,
    *,
    question: str | None = None,
    respondents: str | None = None,
    scale: bool | None = None,
    wave: str | None = None,
    mode: str | None = None,
    lang: Strings | str | None = None,
) -> Headline:
    """Say what some estimates show, never more surely than their intervals do.

    Of shares it says whether most give an answer, and whether one answer leads all others; of a
    scale the same of the nets of its ends; of groups and waves whether they differ, adjusted for
    how many there are (Holm). Questions are not ranked. Rows that are not to be published are never
    named.

    Parameters
    ----------
    estimates : Estimates
    question : str, optional
        The wording of the question, which what to say begins with, and which is the headline where
        there is no finding; by default the outcome names it where needed.
    respondents : str, optional
        Whom the estimates are of, such as "recruiters"; by default what the figures say, or "those
        who answered".
    scale : bool, optional
        Whether the answers lead from one end of a scale to the other; by default what their words
        tell.
    wave, mode : str, optional
        Label columns of waves, and of how people were asked; by default a column named "wave" or
        "year" is one of waves, and one named "mode" the other.
    lang : Strings, optional
        English by default.

    Returns
    -------
    Headline

    Raises
    ------
    ArgumentError
        When `estimates` are none, a column is unknown, or another argument is no text.

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
    if not isinstance(scale, bool | None):
        raise ArgumentError(f"scale is {described(scale)}; expected True, False or None")
    wording = "" if question is None else check_text("question", question, expected="a wording")
    wording = unquoted(wording)
    labels = label_columns(estimates.table)
    for name, column in (("wave", wave), ("mode", mode)):
        if column is not None and not (isinstance(column, str) and column in labels):
            raise ArgumentError(
                f"{name} {described(column)} is no label column of the estimates; there are "
                f"{', '.join(map(repr, labels))}"
            )
    say = printing_language(lang)
    rows = Rows(estimates, say, _who(estimates, respondents, say))
    found = _finding(rows, Asked(wording, scale, wave, mode))
    if found is not None:
        return _headline(rows, found, wording)
    why = marked("no number has an interval")
    if len(rows.table):
        if not rows.fit.all():
            why = marked("the numbers are too imprecise to publish")
            if rows.counted.all():
                why = marked("too few answered to publish it")
        asked = {panel.question for panel in panels_of(rows.table, layout_of(rows.table))}
        # the first of several is no title of them all
        wording = wording or (asked.pop() if len(asked) == 1 else "")
    return Headline(
        text=cut(wording, ROOM) or say("No finding"),
        say=say("No finding: {why}", why=say(why)) + ".",
        do_not_say=say("That there is a majority or a difference: {why}", why=say(why)) + ".",
        supported=(),
    )


def _who(estimates: Estimates, respondents: str | None, say: Strings) -> str:
    """Return whom the estimates are of, in words."""
    if respondents is not None:
        expected = "whom the estimates are of, as text"
        return " ".join(check_text("respondents", respondents, expected=expected).split())
    table = estimates.table
    told = list(table["respondents"].dropna().unique()) if "respondents" in table else []
    if len(told) == 1:
        return named(told[0])
    if "category" in table and (table["category"] == NO_ANSWER).any():
        return say("those asked")
    return say("respondents") if "figure_id" in table else say("those who answered")


def _finding(rows: Rows, asked: Asked) -> Finding | None:
    table = rows.table
    if not len(table):
        return None
    points = "quantity" in table and bool(table["quantity"].eq("points").fillna(False).all())
    if points or "p_value" in table:
        return difference_finding(rows)
    layout = layout_of(table)
    panels = panels_of(table, layout)
    questions = {tuple(table[list(layout.question)].iloc[next(iter(p.names))]) for p in panels}
    if not panels:
        return None
    quantiles = layout.question == ("outcome", "quantile") and len(set(table["outcome"])) == 1
    if quantiles and not layout.groups:
        # quantiles of one column are one question: the median, where there is one
        middle = [panel for panel in panels if panel.question.endswith(MEDIAN)]
        return _of_one(rows, (middle or panels)[0], layout, asked)
    if len(questions) > 1:
        return list_finding(rows, panels)
    if len(panels) > 1:
        return _of_groups(rows, panels, layout, asked)
    return _of_one(rows, panels[0], layout, asked)


def _of_one(rows: Rows, panel: Panel, layout: Layout, asked: Asked) -> Finding | None:
    """Return what one question in one group shows."""
    if layout.answer is None:
        if len(panel.names) > 1:
            return None
        known = "outcome" in rows.table and not rows.shares.any()
        if not known:
            return figure_finding(rows, panel)
        name = "" if asked.question else panel.question
        return value_finding(rows, name, next(iter(panel.names)))
    scale = _scale(rows, panel)
    answers = list(panel.names.values())
    if is_scale(answers, scale) if asked.scale is None else asked.scale:
        nets = nets_of(rows, [panel.names], scale)
        found = None if nets is None else scale_finding(rows, nets)
        if found is not None:
            return found
    return share_finding(rows, panel.names, several=scale.several)


def _of_groups(rows: Rows, panels: list[Panel], layout: Layout, asked: Asked) -> Finding | None:
    """Return which groups or waves differ; of the only group that may be named, what it shows."""
    families = families_of(rows, panels, _scale(rows, panels[0]), ordered=asked.scale)
    wave = wave_column(layout, asked.wave)
    if wave is not None:
        mode = asked.mode or ("mode" if "mode" in layout.groups else None)
        return wave_finding(panels, families, Columns(wave, mode))
    found = group_finding(panels, families, asked.question or panels[0].question)
    known = {group for family in families for one in family for group in one.known}
    if found is None and len(known) == 1:
        own = panels[known.pop()]
        who = rows.say("“{answer}”", answer=own.label)
        return _of_one(replace(rows, who=who), own, layout, asked)
    return found


def _scale(rows: Rows, panel: Panel) -> Scale:
    """Return what is known of the order of a question's answers."""
    name = rows.cell("outcome", next(iter(panel.names)))
    return rows.estimates.scales.get(str(name), ORDERED)


def _headline(rows: Rows, found: Finding, wording: str) -> Headline:
    """Say a finding, of which question it is, and how respondents were drawn."""
    say = rows.say
    told = found.say.said(say)
    about = say("“{question}”: {finding}", question=cut(wording, LINE), finding="")
    # an answer that is called as its question is named already
    if wording and not told.startswith(about):
        told = about + told
    kinds = [
        kind
        for kind, sample in SAMPLE_TYPES.items()
        if kind == rows.estimates.sample_type
        or (sample.reason and has_reason(rows.table, sample.reason).any())
    ]
    counted = bool(rows.counted.all())
    for words in told_of(kinds):
        told = say("{finding}; {words}", finding=told, words=say(words))
    return Headline(
        text=from_left(found.text.said(say, ROOM, rows.answers)),
        say=from_left(told + "."),
        do_not_say=from_left((say(_ELSE) if counted else found.do_not_say.said(say)) + "."),
        supported=found.claims,
    )
