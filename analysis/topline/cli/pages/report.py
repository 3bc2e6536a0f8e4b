"""``topline report``: a web page with its charts."""

from collections.abc import Callable, Iterator
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
from ..shared.options import (
    Clusters,
    Fpc,
    LonelyPsu,
    MaxGb,
    Names,
    Nest,
    ReplicateMethod,
    ReplicateWeights,
    Rho,
    Scale,
    SetsOption,
    Strata,
    SuppressedOption,
    Weights,
    columns,
    given,
    sets_named,
)
from ..shared.output import GuardOption, echo

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
    weights: Weights = None,
    strata: Strata = None,
    clusters: Clusters = None,
    fpc: Fpc = None,
    nest: Nest = False,
    lonely_psu: LonelyPsu = None,
    replicate_weights: ReplicateWeights = None,
    replicate_method: ReplicateMethod = None,
    rho: Rho = None,
    sets: SetsOption = None,
    max_gb: MaxGb = None,
) -> None:
    """Write a web page with charts, tables, sources and method, and its charts as files.

    Of published figures (--figures), of microdata (FILE with --questions, or a
    plan in TOML, whose keys are the words of these options), or, without either,
    the story of the first survey. Several columns are given by commas, or by the
    option again; a name with a comma stands in double quotes.
    """
    design = given(
        weights=weights,
        strata=strata,
        clusters=clusters,
        fpc=fpc,
        nest=nest,
        lonely_psu=lonely_psu,
        replicate_weights=replicate_weights,
        replicate_method=replicate_method,
        rho=rho,
    )
    reading = given(max_gb=max_gb)
    if sets:
        reading["sets"] = sets_named(sets)
    asked = given(
        questions=questions,
        banner=banner,
        confidence_level=confidence_level,
        suppressed=suppressed.value if suppressed else None,
    )
    of_answers = given(most_answers=most_answers)
    about = {**asked, **design, **of_answers, **given(sets=sets)}
    if file is None and about:
        name = next(iter(about)).replace("_", "-")
        raise topline.ArgumentError(f"--{name} is about microdata; name their FILE")
    if file is not None and figures is not None:
        raise topline.ArgumentError("--figures and FILE are two reports; give one of them")
    page_options = given(most_bars=most_bars, guard_formulas=guard_formulas)
    if file is not None:
        page_options |= of_answers
        page = _of_microdata(
            file, out, {**asked, **given(title=title)}, design, reading, page_options
        )
    else:
        scale = percent_scale.value if percent_scale else None
        table = topline.read_figures(figures, percent_scale=scale, **reading) if figures else None
        for note in table.attrs["notes"] if table is not None else ():
            echo(f"Note: {note}", err=True)
        with _progress() as tell:
            page = topline.write_report(table, out, title=title, progress=tell, **page_options)
    echo(str(page))


def _of_microdata(
    file: Path,
    out: str,
    asked: dict[str, Any],
    design: dict[str, Any],
    reading: dict[str, Any],
    page_options: dict[str, Any],
) -> Path:
    """Report a file of microdata as its plan says, and its options before its plan."""
    if file.suffix.lower() == ".toml":
        plan = topline.read_report_plan(file)
    else:
        plan = topline.ReportPlan(data=file, questions=(), title=file.stem)
    plan = replace(plan, **asked, design={**plan.design, **design})
    if not plan.questions:
        raise topline.ArgumentError("a report of microdata needs --questions, columns of the file")
    # what the command declares of a question goes before what the plan does
    declared = reading.pop("sets", {})
    both = isinstance(declared, dict) and isinstance(plan.sets, dict)
    sets = {**plan.sets, **declared} if both else declared or plan.sets
    read = topline.read_survey(plan.data, sets=sets, **reading)
    known = read.codebook.table.set_index("name")["label"].dropna()
    labels = {str(key): str(value) for key, value in known.items() if str(value).strip()}
    labels |= {key: one.label for key, one in read.codebook.multiple_response_sets.items()}
    omitted: list[str] = []
    with _progress() as tell:
        page = topline.write_survey_report(
            topline.Survey(read, **plan.design),
            plan.questions,
            out,
            title=plan.title,
            banner=plan.banner,
            labels={**labels, **plan.labels},
            confidence_level=plan.confidence_level,
            suppressed=plan.suppressed,
            disclosure=plan.disclosure,
            left_out=lambda name, why: omitted.append(f"{name!r} is left out: {why}"),
            progress=tell,
            **page_options,
        )
    # after the progress bar, which would overwrite them
    for note in dict.fromkeys(omitted):
        echo(f"Note: {note}; --most-answers raises that.", err=True)
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
