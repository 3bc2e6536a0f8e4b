"""Pictures of questions in decks and documents: our charts, which programs have no form for."""

from dataclasses import replace
from typing import Any

from ..decimals import mean_decimals
from ..headlines.headline import propose_headline
from ..language.strings import Strings
from ..plotting.look.theme import LIGHT, styled
from ..plotting.publishing.files import picture
from ..report.parts.charts import Sketch
from ..report.questions.kinds import Kind, named_mean
from ..report.questions.question import ask
from ..survey.survey import Survey
from ..tables.book import Picture


def picture_of(
    survey: Survey, name: str, kind: Kind, label: str, *, suppressed: str, say: Strings
) -> Picture:
    """Draw a question as a report does: what it shows as a headline, and how it was computed.

    Raises
    ------
    ArgumentError, DataError
        When it cannot be drawn.
    """
    style = replace(styled(LIGHT, "slide"), strings=say)
    estimates = ask(survey, name, kind, {})
    headline = propose_headline(estimates, question=label, lang=say)
    options: dict[str, Any] = {}
    if not kind.shares:
        row = estimates.table.iloc[0]
        options = {"decimals": mean_decimals(row["ci_low"], row["ci_high"])}
        estimates = named_mean(estimates, say("Mean"))
    made = Sketch(
        draw=kind.draw,
        estimates=estimates if suppressed == "mark" else estimates.without_suppressed(),
        title=headline.text,
        subtitle=say(kind.what),
        question="" if headline.text.startswith(label) else label,
        style=style,
        options=options,
    ).published()
    width, height = made.figure.get_size_inches()
    svg, png = (
        picture(made.figure, form, made.title, made.alt, style.page.dpi) for form in ("svg", "png")
    )
    return Picture(svg=svg, png=png, width=float(width), height=float(height), alt=made.alt)
