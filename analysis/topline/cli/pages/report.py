"""``topline report``: a web page with its charts."""

import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.kinds import AsOption, kind_of
from ..shared.options import Design, Names, ScaleOption, ShowPersonal, columns, given
from ..shared.output import Format, FormatOption, GuardOption, echo, echo_note
from ..shared.progress import showing_progress
from ..shared.reading import Reading
from ..shared.remedies import here
from ..shared.weighting import Weighting
from .listing import list_columns
from .microdata import page_of, plan_of, start_plan
from .options import (
    OF_MICRODATA,
    PageOptions,
    refuse_for_the_story,
    refuse_of_figures,
    refuse_of_microdata,
)
from .published import Chosen, chosen_figures, title_of


def report(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Microdata, a plan of their report in TOML, published tables, or figures.",
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            help="File of published figures: CSV, Excel, …; without it, the first survey's story."
        ),
    ] = None,
    questions: Annotated[
        Names,
        columns("Columns of FILE, or questions of its tables, to report; without any, a list."),
    ] = None,
    as_kind: AsOption = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="ANSWER", help="Published counts: report the share of this, --of …"),
    ] = None,
    whole: Annotated[
        str | None,
        typer.Option("--of", metavar="ANSWER", help="… this, each with its margin of error."),
    ] = None,
    # As text: of a path that is empty, "" and "." are the same.
    out: Annotated[str, typer.Option(metavar="PATH", help="Folder to write into.")] = "report",
    plan_template: Annotated[
        str | None,
        typer.Option(metavar="PLAN.toml", help="Write a plan of FILE's report to start from."),
    ] = None,
    page: PageOptions = PageOptions(),  # noqa: B008
    url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where the page will lie; writes share.png for those who see a link to it.",
        ),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser once it is written.")
    ] = False,
    percent_scale: ScaleOption = None,
    most_answers: Annotated[
        int | None, typer.Option(min=1, help="Different answers of a question at most; 100.")
    ] = None,
    most_bars: Annotated[
        int | None, typer.Option(min=1, help="Bars of the page at most; 2,000.")
    ] = None,
    guard_formulas: GuardOption = False,
    show_personal: ShowPersonal = False,
    design: Design = Design(),  # noqa: B008
    weighting: Weighting = Weighting(),  # noqa: B008
    reading: Reading = Reading(),  # noqa: B008
    output: FormatOption = Format.text,
) -> None:
    """Write a web page with charts, tables, sources and method, and its charts as files.

    Of published tables or figures, of microdata (FILE with --questions, or a
    plan in TOML, whose keys are the words of these options), or, without either,
    the story of the first survey. Of a pollster's tables --questions Q3 --banner
    Total,Gender chooses; a list of polls is averaged over time. FILE alone lists
    the columns that could be reported (printed as --format says, exit code 2, for
    nothing is written), and --plan-template writes a plan to start from. Several
    columns are given by commas, or by the option again; a name with a comma stands
    in double quotes.

    Examples
    --------
    topline report
    topline report tables.xlsx --questions Q1 --banner Total,Gender
    topline report --out story --title "Thank-you notes, in numbers"
    """
    drawn, weighted, read_as, asked = (o.arguments() for o in (design, weighting, reading, page))
    of_answers = given(most_answers=most_answers, show_personal=show_personal)
    of_page = given(most_bars=most_bars, guard_formulas=guard_formulas, url=url)
    kind = _kind_of(file, figures, as_kind)
    counts = _counts(part, whole, kind)
    if kind == "figures":
        file, figures = None, figures or file
    facts = {n: drawn.pop(n) for n in ("sample_type",) if n in drawn and kind != "microdata"}
    if file is not None and kind == "tables":
        only: dict[str, Any] = {n: asked[n] for n in ("asked", "df", "suppressed") if n in asked}
        of_answers |= given(plan_template=plan_template)
        refuse_of_microdata({**only, **drawn, **weighted, **of_answers})
        chosen = Chosen(questions, asked.pop("banner", None), counts)
        table = chosen_figures(file, read_as, facts, chosen, output)
        _refuse_format(output)
        written = _of_tables(table, out, {"title": title_of(table, file), **asked, **of_page})
    elif file is None:
        _refuse_format(output)
        reads = read_as if figures is None else {n: read_as[n] for n in read_as if n not in _READ}
        about = given(questions=questions, plan_template=plan_template) | of_answers
        about |= {name: asked[name] for name in OF_MICRODATA if name in asked}
        refuse_of_microdata({**about, **drawn, **weighted, **reads})
        facts |= given(percent_scale=percent_scale)
        written = _of_figures(figures, out, {**asked, **of_page}, read_as, facts)
    else:
        refuse_of_figures(asked)
        asked |= given(questions=questions)
        plan = plan_of(file, asked, drawn, read_as, weighted)
        if plan.questions or plan_template is not None:
            _refuse_format(output)
        if plan_template is not None:
            start_plan(plan, file, plan_template, asked, show_personal=show_personal)
            return
        if not plan.questions:
            typed = read_as | drawn | weighting.typed() | asked
            list_columns(plan, typed, output, show_personal=show_personal)
        written = page_of(plan, out, of_page | of_answers)
    echo(str(written))
    if open_page:
        webbrowser.open(written.resolve().as_uri())


def _kind_of(file: Path | None, figures: Path | None, as_kind: Any) -> str:
    """Return what is reported; "microdata" for a plan of theirs, and for the story.

    Raises
    ------
    ArgumentError
        When there are two.
    """
    if file is not None and figures is not None:
        raise topline.ArgumentError("--figures and FILE are two reports; give one of them")
    if figures is not None:
        return "figures"
    if file is None or file.suffix.lower() == ".toml":
        return "microdata"
    return kind_of(file, as_kind)


def _counts(part: str | None, whole: str | None, kind: str) -> tuple[str, str] | None:
    """Return the questions whose published counts are divided; None where none are named.

    Raises
    ------
    ArgumentError
        When one lacks the other, or FILE has no such counts.
    """
    if (part is None) != (whole is None) or (part is not None and kind != "tables"):
        raise topline.ArgumentError(
            "--part and --of go together, of FILE with published counts: a part and its whole"
        )
    return (part, whole) if part and whole else None


def _of_tables(table: Any, out: str, options: dict[str, Any]) -> Path:
    """Report figures of published tables."""
    with showing_progress() as tell:
        return topline.write_report(table, out, progress=tell, **options)


def _refuse_format(output: Format) -> None:
    """Refuse another format than text for what is no list.

    Raises
    ------
    ArgumentError
    """
    if output is not Format.text:
        raise topline.ArgumentError(
            f"--format {output.value} is for the list of columns that FILE alone gives; a page is "
            "HTML: leave it out"
        )


_READ = ("sheet", "encoding", "max_gb")
"""Reading options that a table of figures takes, too."""


def _of_figures(
    figures: Path | None,
    out: str,
    options: dict[str, Any],
    reading: dict[str, Any],
    told: dict[str, Any],
) -> Path:
    """Report a table of published figures, or tell the story of the first survey."""
    if figures is None:
        refuse_for_the_story({name: options[name] for name in options if name not in _TOLD})
    sample_type = told.pop("sample_type", None)
    table = topline.read_figures(figures, **told, **reading) if figures else None
    for note in table.attrs["notes"] if table is not None else ():
        echo_note(here(note))
    if table is not None and sample_type is not None:
        # what a row says of itself goes before
        table = table.assign(
            sample_type=table["sample_type"].mask(table["sample_type"] == "not_stated", sample_type)
        )
    return _of_tables(table, out, options)


_TOLD = ("title", "lang", "most_bars", "guard_formulas", "url")
"""Options that the story takes, for what it is worth."""
