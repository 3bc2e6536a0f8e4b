"""``topline read``: published tables of a pollster's workbook, page or PDF, and what was read."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ...shown import guarded
from ...writing.places import file_place
from ...writing.whole import write_whole
from ..shared.kinds import tables_result, with_tables
from ..shared.options import MaxGb, SampleType, columns
from ..shared.output import Printing, echo, show


def read(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Published tables: .xlsx, CSV, .html, or PDF."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Write the figures as CSV, and what to know of them beside it."
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published them, for all figures.")
    ] = None,
    sample_type: Annotated[
        SampleType | None, typer.Option(help="How respondents were drawn, for all figures.")
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="A workbook with the standard errors of the first."),
    ] = None,
    sheets: Annotated[
        list[str] | None, columns("Sheets to read; by default all.", metavar="NAME,…")
    ] = None,
    pages: Annotated[
        list[str] | None, columns("Pages of a PDF to read; by default all.", metavar="NUMBER,…")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="How text is coded, as cp1252.")
    ] = None,
    max_gb: MaxGb = None,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Read published tables into figures; exit code 1 if one was refused, 2 if there is none.

    Every figure keeps its place, how it was printed, and its base. What was not
    understood is told by place, and never guessed. --out figures.csv writes a sheet
    that topline report --figures, topline check and topline figures take, and
    figures_problems.csv beside it.

    Examples
    --------
    topline read tables.xlsx
    topline read tables.xlsx --out figures.csv
    topline read tables.xlsx --sheets Q1 --sample-type opt_in
    """
    if wrong := [page for page in pages or [] if not page.strip().isdecimal()]:
        raise topline.ArgumentError(f"--pages is {wrong[0]!r}; expected numbers of pages, as 3,4")
    place = None if out is None else file_place(out, "--out", (".csv",))
    options: dict[str, Any] = {
        "publisher": publisher,
        "sample_type": None if sample_type is None else sample_type.value,
        "errors": errors,
        "sheets": sheets,
        "pages": None if pages is None else list(map(int, pages)),
        "encoding": encoding,
        "max_gb": max_gb,
    }
    given = {name: value for name, value in options.items() if value is not None}
    found = with_tables(topline.read_published(file, **given), file)
    written: list[Path] = []
    if place is not None:
        problems = place.with_name(f"{place.stem}_problems.csv")
        written = [place, problems]
        # both or neither
        tables = {place: found.figures, problems: found.problems}
        write_whole(
            {path: _as_csv(table, printing.guard_formulas) for path, table in tables.items()}
        )
    show(
        tables_result(found, file, written[1] if written else None),
        printing,
    )
    for path in written:
        echo(topline.printing_language()("Written: {path}", path=path), err=True)
    if len(found.refused) or (found.tables["status"] == "refused").any():
        raise typer.Exit(1)


def _as_csv(table: Any, guard_formulas: bool) -> bytes:
    if "percent" in table:
        # 1.0 by itself could be a share; with its sign it is a percent
        signed = table["percent"].map(lambda value: f"{value:.10g}%", na_action="ignore")
        table = table.assign(percent=signed)
    if len(table):
        # a column that nothing stands in says nothing; of a table without rows all would go
        table = table.dropna(axis="columns", how="all")
    if guard_formulas:
        table = table.map(guarded)
    return str(table.to_csv(index=False)).encode("utf-8")
