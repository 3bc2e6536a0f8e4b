"""``topline figures``: a sheet of published figures, to fill in and to read."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.options import Level, MaxGb, ScaleOption
from ..shared.output import (
    MOST_ROWS,
    Format,
    FormatOption,
    GuardOption,
    Result,
    echo,
    plain,
    plain_rows,
    show,
)
from ..shared.remedies import here


def figures(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A sheet of published figures: CSV, Excel, …"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Write a sheet to fill in: .csv or .xlsx."),
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="List the columns that a sheet can have.")
    ] = False,
    percent_scale: ScaleOption = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Sheet of a workbook.")] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="How text is coded, as cp1252.")
    ] = None,
    max_gb: MaxGb = None,
    confidence_level: Level = 0.95,
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
) -> None:
    """Write a sheet of published figures to fill in, or print how a filled one is read.

    --template figures.csv (or .xlsx) writes the sheet, with examples and
    explanations; --columns lists what it can hold. With FILE every figure is
    printed with its interval, and what was taken for what; topline report
    --figures makes a page of it.

    Examples
    --------
    topline figures --columns
    topline figures --template figures.csv
    topline figures figures.csv
    """
    if template is not None:
        if file is not None:
            raise topline.ArgumentError("--template writes a new sheet; leave FILE out")
        path = topline.write_figures_template(template)
        echo(f"{path} is to be filled in. Then: topline report --figures {path}")
    if columns or (file is None and template is None):
        rows = topline.figure_columns().to_dict("records")
        heads = {"Column": "column", "Needed": "needed", "What it says": "meaning"}
        result = Result(
            "Columns of a sheet of published figures",
            [{head: row[name] for head, name in heads.items()} for row in rows],
            [{str(name): value for name, value in row.items()} for row in rows],
            {"columns": rows},
            [
                "Needed are n, and percent or count. A column may be called otherwise, as % or "
                "base: --columns --format csv has other headings, choices and defaults."
            ],
            labels=2,
            wrapped=("What it says",),
        )
        show(result, output, guard_formulas=guard_formulas)
    if file is None:
        return
    options: dict[str, Any] = {"sheet": sheet, "encoding": encoding, "max_gb": max_gb}
    scale = percent_scale.value if percent_scale else None
    table = topline.read_figures(
        file,
        percent_scale=scale,
        **{name: value for name, value in options.items() if value is not None},
    )
    show(_read(table, file, confidence_level), output, guard_formulas=guard_formulas)
    for note in table.attrs["notes"]:
        echo(f"Note: {here(note)}", err=True)


def _read(table: Any, file: Path, confidence_level: float) -> Result:
    """Return the figures of a sheet with their intervals."""
    found = topline.estimate_figures(table, confidence_level=confidence_level).table
    found = found.assign(decimals=found["decimals"].fillna(1).clip(lower=0))
    records = plain_rows(found)
    percents = table["percent"].tolist()
    head = f"{topline.level_text(confidence_level)} interval"
    words = [
        {
            "Figure": str(row["claim"]),
            # as it was printed
            "Percent": "none"
            if plain(percent) is None
            else _SIGNS.get(str(row["percent_qualifier"]), "")
            + topline.percent_text(percent / 100, int(row["decimals"])),
            head: "none"
            if row["ci_low"] is None
            else topline.interval_text(row["ci_low"], row["ci_high"], decimals=1),
            "n": "at least " * (row["n_qualifier"] == "at_least") + topline.count_text(row["n"]),
        }
        for percent, row in zip(percents, records[:MOST_ROWS], strict=False)
    ]
    title = f"{topline.count_text(len(records))} figures of {file.name}"
    record = {"figures": records, "notes": list(table.attrs["notes"])}
    return Result(title, words, records, record, more=len(records) - len(words))


_SIGNS = {"less_than": "<", "more_than": ">", "at_least": "≥", "at_most": "≤", "about": "about "}
