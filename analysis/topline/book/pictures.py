"""Pictures of questions in decks and documents: our charts, which programs have no form for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..decimals import mean_decimals
from ..headlines.headline import propose_headline
from ..language.strings import Strings
from ..plotting.likert.chart import plot_likert
from ..plotting.look.theme import LIGHT, styled
from ..plotting.publishing.files import picture
from ..plotting.rows.dots import plot_estimates
from ..report.parts.charts import Sketch
from ..report.questions.kinds import Kind, called
from ..report.questions.question import ask
from ..survey.survey import Survey
from ..tables.book import Picture

MOST_ON_SLIDE = 6
"""Questions of a battery up to which its picture is made for a slide."""


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
        estimates = called(estimates, say("Mean"))
    return drawn_as_picture(
        Sketch(
            draw=kind.draw,
            estimates=estimates if suppressed == "mark" else estimates.without_suppressed(),
            title=headline.text,
            subtitle=say(kind.what),
            question="" if headline.text.startswith(label) else label,
            style=style,
            options=options,
        )
    )


def picture_of_battery(
    survey: Survey,
    name: str,
    kind: Kind,
    labels: Mapping[str, str],
    *,
    suppressed: str,
    say: Strings,
) -> Picture:
    """Draw the questions of a battery: a bar of answers for each, or a row for each mean.

    `labels` are their wordings by their columns.

    Raises
    ------
    ArgumentError, DataError
        When they cannot be drawn.
    """
    estimates = kind.estimate(survey, list(labels))
    table = estimates.table
    estimates = called(estimates, table["outcome"].map(labels))
    # more bars than a slide has room for have smaller type
    size = "slide" if len(labels) <= MOST_ON_SLIDE else "double"
    options: dict[str, Any] = {"rows": "label", "nets": True}
    if not kind.shares:
        decimals = max(map(mean_decimals, table["ci_low"], table["ci_high"]))
        options = {"label": "label", "decimals": decimals}
    return drawn_as_picture(
        Sketch(
            draw=plot_likert if kind.shares else plot_estimates,
            estimates=estimates if suppressed == "mark" else estimates.without_suppressed(),
            title=name,
            subtitle=say(kind.what),
            question="",
            style=replace(styled(LIGHT, size), strings=say),
            options=options,
        )
    )


def drawn_as_picture(sketch: Sketch) -> Picture:
    """Return a drawing as SVG and PNG, with its description."""
    made = sketch.published()
    width, height = made.figure.get_size_inches()
    dpi = sketch.style.page.dpi
    svg, png = (picture(made.figure, form, made.title, made.alt, dpi) for form in ("svg", "png"))
    return Picture(svg=svg, png=png, width=float(width), height=float(height), alt=made.alt)
