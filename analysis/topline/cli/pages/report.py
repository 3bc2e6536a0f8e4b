"""``topline report``: a web page with its charts."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Column

import topline

from ..options import Scale, Suppressed, SuppressedOption

Names = list[str] | None
_COLUMN = "COLUMN"


def report(
    file: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]", help="Microdata, or a TOML file that plans their report."),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            help="File of published figures: CSV, Excel, …; without it, the first survey's story."
        ),
    ] = None,
    questions: Annotated[
        Names, typer.Option(metavar=_COLUMN, help="Columns of FILE to report, one or more.")
    ] = None,
    banner: Annotated[
        Names, typer.Option(metavar=_COLUMN, help="Break every question down by this column.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("report"),
    title: Annotated[str | None, typer.Option(help="Headline of the page.")] = None,
    percent_scale: Annotated[
        Scale | None, typer.Option(help="What bare numbers in the percent column are.")
    ] = None,
    weights: Annotated[str | None, typer.Option(metavar=_COLUMN, help="Survey weights.")] = None,
    strata: Annotated[Names, typer.Option(metavar=_COLUMN, help="Strata.")] = None,
    clusters: Annotated[Names, typer.Option(metavar=_COLUMN, help="Sampled clusters.")] = None,
    fpc: Annotated[Names, typer.Option(metavar=_COLUMN, help="Population sizes.")] = None,
    nest: Annotated[
        bool, typer.Option("--nest", help="Cluster numbers start again in every stratum.")
    ] = False,
    replicate_weights: Annotated[
        str | None, typer.Option(metavar="PREFIX", help="Common beginning of their columns.")
    ] = None,
    replicate_method: Annotated[
        str | None, typer.Option(help="brr, fay, jk1, jk2, bootstrap or sdr.")
    ] = None,
    rho: Annotated[float | None, typer.Option(help="Fay's factor.")] = None,
    suppressed: SuppressedOption = Suppressed.mark,
) -> None:
    """Write a web page with charts, tables, sources and method, and its charts as files.

    Of published figures (--figures), of microdata (FILE with --questions, or a plan in TOML), or,
    without either, the story of the first survey.
    """
    design = {
        "weights": weights,
        "strata": strata,
        "clusters": clusters,
        "fpc": fpc,
        "nest": nest,
        "replicate_weights": replicate_weights,
        "replicate_method": replicate_method,
        "rho": rho,
    }
    if figures is not None and file:
        raise topline.ArgumentError("--figures and FILE are two reports; give one of them")
    if not file:
        typer.echo(_of_figures(figures, percent_scale, title, out))
        return
    # "--questions q1 q2" leaves q2 among the arguments; what follows FILE are questions.
    asked = [*(questions or []), *file[1:]]
    wanted = {"banner": banner or [], "title": title, "suppressed": suppressed.value}
    typer.echo(_of_microdata(Path(file[0]), asked, design, wanted, out))


def _of_figures(figures: Path | None, scale: Scale | None, title: str | None, out: Path) -> Path:
    table = None
    if figures is not None:
        table = topline.read_figures(figures, percent_scale=scale.value if scale else None)
        for note in table.attrs["notes"]:
            typer.echo(f"Note: {note}", err=True)
    with _Told() as tell:
        return topline.write_report(table, out, title=title, progress=tell)


def _of_microdata(
    path: Path,
    questions: list[str],
    design: dict[str, Any],
    wanted: dict[str, Any],
    out: Path,
) -> Path:
    """Report a file of microdata, as its options or its plan say."""
    plan = None
    if path.suffix.lower() == ".toml":
        plan = topline.read_report_plan(path)
        path, design = plan.data, dict(plan.design)
        questions = questions or list(plan.questions)
        given = {"banner": list(plan.banner), "title": plan.title, "suppressed": plan.suppressed}
        # "mark" is what nobody asked for, so that a plan's "hide" holds.
        told = {key: value for key, value in wanted.items() if value and value != "mark"}
        wanted = given | told
    if not questions:
        raise topline.ArgumentError("a report of microdata needs --questions, columns of the file")
    read = topline.read_survey(path, categories=True)
    known = read.codebook.table.set_index("name")["label"].dropna()
    labels = {str(key): str(value) for key, value in known.items() if str(value).strip()}
    with _Told() as tell:
        return topline.write_survey_report(
            _survey(read.data, design),
            questions,
            out,
            title=wanted["title"] or path.stem,
            banner=wanted["banner"],
            suppressed=wanted["suppressed"],
            labels={**labels, **(plan.labels if plan else {})},
            confidence_level=plan.confidence_level if plan else 0.95,
            disclosure=plan.disclosure if plan else None,
            progress=tell,
        )


def _survey(data: Any, design: dict[str, Any]) -> "topline.Survey":
    try:
        return topline.Survey(data, **design)
    except TypeError as problem:
        unknown = str(problem).rsplit("argument ", 1)[-1]
        raise topline.ArgumentError(
            f"the design has the key {unknown}; expected weights, strata, clusters, fpc, nest, "
            "replicate_weights, replicate_method and others of Survey"
        ) from None


class _Told:
    """A progress bar on a terminal, and nothing elsewhere."""

    def __enter__(self) -> Any:
        # A question may have brackets or a long name: both are words, of one line.
        line = Column(no_wrap=True, overflow="ellipsis", max_width=40)
        what = TextColumn("{task.description}", markup=False, table_column=line)
        columns = (what, BarColumn(), TaskProgressColumn())
        console = Console(stderr=True)
        shown = not console.is_terminal
        self.progress = Progress(*columns, console=console, transient=True, disable=shown)
        self.progress.start()
        task = self.progress.add_task("Reading", total=None)

        def tell(what: str, done: int, total: int) -> None:
            self.progress.update(task, description=what, completed=done, total=total)

        return tell

    def __exit__(self, *_: object) -> None:
        self.progress.stop()
