"""``topline tables``: a book of tables."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.kinds import AsOption, check_microdata
from ..shared.options import Design, Names, Where, columns, given
from ..shared.output import echo
from ..shared.progress import showing_progress
from ..shared.reading import Reading
from ..shared.remedies import read_plan, renamed
from ..shared.weighting import Weighting
from .options import file_title


def tables(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Microdata; by default the plan's.")
    ] = None,
    as_kind: AsOption = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="PLAN.toml", help="What the book has, in TOML.")
    ] = None,
    out: Annotated[
        str,
        typer.Option(metavar="PATH", help="Where to write: .xlsx, .html, .pptx or .docx."),
    ] = "book.xlsx",
    questions: Annotated[Names, columns("Columns to tabulate.")] = None,
    banner: Annotated[Names, columns("Columns to break every question down by.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the book.")] = None,
    lang: Annotated[str | None, typer.Option(help='Tag of its language, as "de".')] = None,
    slides: Annotated[
        str | None, typer.Option(help="Of a deck, for each question: chart, table or both.")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A .pptx or .docx whose layouts or styles it takes."),
    ] = None,
    where: Where = None,
    design: Design = Design(),  # noqa: B008
    weighting: Weighting = Weighting(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
) -> None:
    """Write a table of every question by a banner, as a workbook, page, deck or document.

    What a table has is said in the plan: its part "tables" holds the arguments of
    Survey.crosstab for all of them, "tables.question.NAME" those of one. A deck, a
    document or a workbook that people edited is brought up to date, and it is said
    what of it was refreshed, added, or of no question.

    Examples
    --------
    topline tables answers.csv --questions vote --banner region
    topline tables answers.csv --questions vote --out book.html
    """
    if file is None and plan is None:
        raise topline.ArgumentError(
            "no microdata are named; give a file, as answers.csv, or --plan with one"
        )
    check_microdata(file, as_kind, reading.sheet)
    labels = (read_as := reading.arguments()).pop("labels", {})
    asked: dict[str, Any] = given(
        questions=questions, banner=banner, title=title, lang=lang, where=where
    )
    found = (
        read_plan(plan)
        if plan is not None
        else topline.ReportPlan(data=Path(str(file)), questions=(), title=file_title(file))
    )
    if banner is not None:
        asked["tables"] = {name: one for name, one in found.tables.items() if name != "banner"}
    found = replace(found, **asked, data=found.data if file is None else file)
    found = replace(
        found,
        labels={**found.labels, **labels},
        reading={**found.reading, **read_as},
        design={**found.design, **design.arguments()},
        weighting={**found.weighting, **weighting.arguments()},
    )
    if not found.questions:
        raise topline.ArgumentError(
            "no questions are named; give --questions, as vote,age, or a plan that names them"
        )
    with renamed(Weighting.written):
        survey = found.survey()
    with showing_progress() as tell:
        written = topline.write_book(
            survey,
            found.questions,
            out,
            **{**found.book, **given(slides=slides, template=template)},
            progress=tell,
        )
    for line in written.sentences:
        echo(line)
