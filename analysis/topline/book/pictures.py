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


def pictures_of(
    survey: Survey, name: str, kind: Kind, label: str, *, suppressed: str, say: Strings
) -> tuple[Picture, ...]:
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
    return drawn_for_slides(
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


def pictures_of_battery(
    survey: Survey,
    name: str,
    kind: Kind,
    labels: Mapping[str, str],
    *,
    suppressed: str,
    say: Strings,
) -> tuple[Picture, ...]:
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
    options: dict[str, Any] = {"rows": "label", "nets": True}
    if not kind.shares:
        decimals = max(map(mean_decimals, table["ci_low"], table["ci_high"]))
        options = {"label": "label", "decimals": decimals}
    return drawn_for_slides(
        Sketch(
            draw=plot_likert if kind.shares else plot_estimates,
            estimates=estimates if suppressed == "mark" else estimates.without_suppressed(),
            title=name,
            subtitle=say(kind.what),
            question="",
            style=replace(styled(LIGHT, "slide"), strings=say),
            options=options,
        )
    )


def drawn_for_slides(sketch: Sketch) -> tuple[Picture, ...]:
    """Return a drawing as SVG and PNG, with its description: in as many parts as slides need."""
    return tuple(
        Picture(
            svg=picture(made.figure, "svg", made.title, made.alt, made.style.page.dpi),
            png=picture(made.figure, "png", made.title, made.alt, made.style.page.dpi),
            width=float(made.figure.get_size_inches()[0]),
            height=float(made.figure.get_size_inches()[1]),
            alt=made.alt,
        )
        for made in sketch.in_parts()
    )
