"""``topline figures``: a sheet of published figures, to fill in and to read."""

from pathlib import Path
from typing import Annotated, Any

import typer

import topline

from ..shared.options import Level, MaxGb, ScaleOption
from ..shared.output import MOST_ROWS, Printing, Result, echo, echo_note, plain, plain_rows, show
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
    printing: Printing = Printing(),  # noqa: B008
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
        say = topline.printing_language()
        echo(say("{path} is to be filled in. Then: topline report --figures {path}", path=path))
    if columns or (file is None and template is None):
        show(_columns(), printing)
    if file is None:
        return
    options: dict[str, Any] = {"sheet": sheet, "encoding": encoding, "max_gb": max_gb}
    scale = percent_scale.value if percent_scale else None
    table = topline.read_figures(
        file,
        percent_scale=scale,
        **{name: value for name, value in options.items() if value is not None},
    )
    show(_read(table, file, confidence_level), printing)
    for note in table.attrs["notes"]:
        echo_note(here(note))


def _columns() -> Result:
    """Return the columns that a sheet can have."""
    rows = topline.figure_columns().to_dict("records")
    say = topline.printing_language()
    heads = {
        say("Column"): "column",
        say("Needed"): "needed",
        say("What it says"): "meaning",
    }
    return Result(
        say("Columns of a sheet of published figures"),
        [
            {
                head: say(row[name]) if name != "column" else row[name]
                for head, name in heads.items()
            }
            for row in rows
        ],
        [{str(name): value for name, value in row.items()} for row in rows],
        {"columns": rows},
        [
            say(
                "Needed are n, and percent or count. A column may be called otherwise, as % or "
                "base: --columns --format csv has other headings, choices and defaults."
            )
        ],
        labels=2,
        wrapped=(say("What it says"),),
    )


def _read(table: Any, file: Path, confidence_level: float) -> Result:
    """Return the figures of a sheet with their intervals."""
    found = topline.estimate_figures(table, confidence_level=confidence_level).table
    found = found.assign(decimals=found["decimals"].fillna(1).clip(lower=0))
    records = plain_rows(found)
    percents = table["percent"].tolist()
    say = topline.printing_language()
    head = say.interval_text(confidence_level)
    words = [
        {
            say("Figure"): str(row["claim"]),
            # as it was printed
            say("Percent"): say("none")
            if plain(percent) is None
            else say.printed_text(percent, int(row["decimals"]), str(row["percent_qualifier"])),
            head: say("none")
            if row["ci_low"] is None
            else say.limits_text(row["ci_low"], row["ci_high"], "proportion", 1),
            "n": say("at least {n}", n=say.count_text(row["n"]))
            if row["n_qualifier"] == "at_least"
            else say.count_text(row["n"]),
        }
        for percent, row in zip(percents, records[:MOST_ROWS], strict=False)
    ]
    title = say("{n} figures of {name}", n=say.count_text(len(records)), name=file.name)
    record = {"figures": records, "notes": list(table.attrs["notes"])}
    return Result(title, words, records, record, more=len(records) - len(words))
