"""Charts of questions: a title that the estimates bear, and what each kind asks for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...decimals import mean_decimals
from ...estimates.schema import is_weighted
from ...headlines.headline import propose_headline
from ...language.strings import Strings
from ...plotting.look.theme import Style
from ..parts.charts import ROWS, Chart, draw_chart
from .kinds import called
from .question import Question, span_words


def question_charts(
    question: Question, before: int, *, style: Style, where: str | None = None
) -> tuple[Chart, ...]:
    """Draw a question: one chart, or of a long list at most ROWS answers each."""
    kind, estimates = question.kind, question.estimates
    options: dict[str, Any] = {}
    if not question.is_share:
        row = estimates.table.iloc[0]
        options = {"decimals": mean_decimals(row["ci_low"], row["ci_high"])}
        options |= {} if question.span is None else {"scale": question.span}
        estimates = called(estimates, style.strings("Mean"))
    pieces = parts_of(question)
    say = style.strings
    headline = propose_headline(estimates, question=question.label, lang=say)
    charts = []
    for number, piece in enumerate(pieces):
        name = f"question-{before + number + 1}"
        part = (
            say(" ({part} of {parts})", part=number + 1, parts=len(pieces))
            if len(pieces) > 1
            else ""
        )
        own = estimates.subset(piece) if len(pieces) > 1 else estimates
        chart = draw_chart(
            name,
            kind.draw,
            own,
            # a finding is said above the rows that show it
            title=(question.label if number else headline.text) + part,
            subtitle=_subtitle(question, where, say),
            say="" if number else headline.say,
            do_not_say="" if number else headline.do_not_say,
            question="" if number or headline.text.startswith(question.label) else question.label,
            style=style,
            page=style.page,
            **options,
        )
        charts.append(chart)
    return tuple(charts)


def parts_of(question: Question) -> list[NDArray[np.intp]]:
    """Return the rows of each chart of a question."""
    rows = np.arange(len(question.estimates))
    step = ROWS if question.kind.parted else len(rows)
    return [rows[i : i + step] for i in range(0, len(rows), step)]


def _subtitle(question: Question, where: str | None, say: Strings) -> str:
    """Say what is shown: a share of whom, or a mean on which scale; and of which respondents."""
    parts = [say(question.kind.what)]
    if question.aside:
        aside = ", ".join(say("“{answer}”", answer=one) for one in question.aside)
        parts.append(say("{answers} included", answers=aside))
    parts += filter(None, [span_words(question, say)])
    parts += [say("weighted")] * is_weighted(question.estimates.table)
    parts += [say("where {condition}", condition=where)] * bool(where)
    return ", ".join(parts)
