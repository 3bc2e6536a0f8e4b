"""``topline report``: a web page with its charts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Column

import topline

from ...shown import shown_text
from ..shared.options import Design, Names, Scale, ShowPersonal, SuppressedOption, columns, given
from ..shared.output import GuardOption, echo
from ..shared.reading import Reading
from ..shared.remedies import here

Tell = Callable[[str, int, int], None]


def report(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Microdata, or a plan of their report in TOML."),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            help="File of published figures: CSV, Excel, …; without it, the first survey's story."
        ),
    ] = None,
    questions: Annotated[Names, columns("Columns of FILE to report.")] = None,
    banner: Annotated[Names, columns("Break every question down by these columns.")] = None,
    # As text: of a path that is empty, "" and "." are the same.
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Folder to write into.")] = "report",
    title: Annotated[str | None, typer.Option(help="Headline of the page.")] = None,
    percent_scale: Annotated[
        Scale | None, typer.Option(help="What bare numbers in the percent column are.")
    ] = None,
    confidence_level: Annotated[
        float | None, typer.Option(help="Between 0 and 1; 0.95 unless the plan says another.")
    ] = None,
    suppressed: SuppressedOption = None,
    most_answers: Annotated[
        int | None, typer.Option(min=1, help="Different answers of a question at most; 100.")
    ] = None,
    most_bars: Annotated[
        int | None, typer.Option(min=1, help="Bars of the page at most; 2,000.")
    ] = None,
    guard_formulas: GuardOption = False,
    show_personal: ShowPersonal = False,
    design: Design = Design(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
) -> None:
    """Write a web page with charts, tables, sources and method, and its charts as files.

    Of published figures (--figures), of microdata (FILE with --questions, or a
    plan in TOML, whose keys are the words of these options), or, without either,
    the story of the first survey. Several columns are given by commas, or by the
    option again; a name with a comma stands in double quotes.
    """
    drawn, read_as = design.arguments(), reading.arguments()
    asked = given(
        questions=questions,
        banner=banner,
        confidence_level=confidence_level,
        suppressed=suppressed.value if suppressed else None,
    )
    of_answers = given(most_answers=most_answers, show_personal=show_personal)
    if file is None:
        of_microdata = {**asked, **drawn, **of_answers, **read_as}
        for name in () if figures is None else _OF_FIGURES:
            of_microdata.pop(name, None)
        if of_microdata:
            raise topline.ArgumentError(
                f"{next(iter(of_microdata))}= is about microdata; name their FILE"
            )
    if file is not None and figures is not None:
        raise topline.ArgumentError("--figures and FILE are two reports; give one of them")
    page_options = given(most_bars=most_bars, guard_formulas=guard_formulas)
    if file is not None:
        plan = _plan(file, {**asked, **given(title=title)}, drawn, read_as)
        page = _of_microdata(plan, out, page_options | of_answers)
    else:
        scale = percent_scale.value if percent_scale else None
        table = topline.read_figures(figures, percent_scale=scale, **read_as) if figures else None
        for note in table.attrs["notes"] if table is not None else ():
            echo(f"Note: {here(note)}", err=True)
        with _progress() as tell:
            page = topline.write_report(table, out, title=title, progress=tell, **page_options)
    echo(str(page))


_OF_FIGURES = ("sheet", "encoding", "max_gb")
"""Reading options that a table of figures takes, too."""


def _plan(
    file: Path, asked: dict[str, Any], design: dict[str, Any], reading: dict[str, Any]
) -> "topline.ReportPlan":
    """Return what to report: as the plan says, and the options before it."""
    if file.suffix.lower() == ".toml":
        plan = topline.read_report_plan(file)
    else:
        plan = topline.ReportPlan(data=file, questions=(), title=file.stem)
    labels = reading.pop("labels", {})
    own = dict(plan.reading)
    for name, value in reading.items():
        # what is said of one column leaves what the plan says of others
        both = isinstance(value, dict) and isinstance(own.get(name), Mapping)
        own[name] = {**own[name], **value} if both else value
    plan = replace(
        plan,
        **asked,
        labels={**plan.labels, **labels},
        reading=own,
        design={**plan.design, **design},
    )
    if not plan.questions:
        raise topline.ArgumentError("a report of microdata needs --questions, columns of the file")
    return plan


def _of_microdata(plan: "topline.ReportPlan", out: str, page_options: dict[str, Any]) -> Path:
    """Report a file of microdata as a plan says."""
    survey = topline.Survey.read(plan.data, **plan.reading, **plan.design)
    omitted: list[str] = []
    with _progress() as tell:
        page = topline.write_survey_report(
            survey,
            plan.questions,
            out,
            title=plan.title,
            banner=plan.banner,
            labels=plan.labels,
            confidence_level=plan.confidence_level,
            suppressed=plan.suppressed,
            disclosure=plan.disclosure,
            left_out=lambda name, why: omitted.append(f"{name!r} is left out: {why}"),
            progress=tell,
            **page_options,
        )
    # after the progress bar, which would overwrite them
    for note in dict.fromkeys(omitted):
        echo(f"Note: {here(note)}", err=True)
    return page


@contextmanager
def _progress() -> Iterator[Tell]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    # A question may have brackets or a long name: both are words, of one line.
    line = Column(no_wrap=True, overflow="ellipsis", max_width=40)
    what = TextColumn("{task.description}", markup=False, table_column=line)
    console = Console(stderr=True)
    bar = Progress(
        what,
        BarColumn(),
        TaskProgressColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("Reading", total=None)
        yield lambda words, done, total: bar.update(
            task, description=shown_text(words), completed=done, total=total
        )
