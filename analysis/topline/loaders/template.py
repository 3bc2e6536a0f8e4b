"""An empty sheet of figures to fill in, and what its columns mean."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ArgumentError
from ..figures.columns.headings import ALIASES
from ..figures.schema import FIGURE_COLUMNS
from ..language.marking import marked
from ..writing.places import file_place
from ..writing.whole import write_whole

COLUMNS = (
    "question", "answer", "group", "claim", "percent", "n", "unit", "publisher", "survey",
    "fielded", "respondents", "sample_type", "source_title", "source_url",
)  # fmt: skip
"""Columns of the sheet; a figures table may have more."""

_NOTES = {
    "publisher": "Example: delete this row",
    "survey": "Survey of recruiters",
    "fielded": "2018-03",
    "respondents": "US recruiters",
}

EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "question": "Would you rather hire the one who sent a note?",
        "answer": "Yes",
        "percent": "63%",
        "n": "400",
        "unit": "share_of_respondents",
        **_NOTES,
    },
    {
        "question": "Would you rather hire the one who sent a note?",
        "answer": "No",
        "percent": "37%",
        "n": "400",
        "unit": "share_of_respondents",
        **_NOTES,
    },
    {
        "claim": "applicants who send a note, as recruiters estimate",
        "percent": "26%",
        "n": "400",
        "unit": "mean_of_respondent_estimates",
        **_NOTES,
    },
)

EXPLANATIONS = (
    "Published figures, one row each. Fill in below the row of names; delete the example rows. "
    "Columns that you do not need may go, others may come: topline figures --columns lists them.",
    "Needed: percent as it was printed (63%, 26.4%, <1%), or a column count with the number of "
    "respondents who said so; and n, the unweighted base (400, 300+; empty: not stated).",
    "What a figure says: question and answer, with a group where it is not of all; or claim, for a "
    "figure by itself.",
    "unit: share_of_respondents, the part of them who said so (taken where the cell is empty), or "
    "mean_of_respondent_estimates, the mean of what they guessed of others.",
    f"sample_type: {', '.join(FIGURE_COLUMNS['sample_type'].categories)} (how respondents were "
    "drawn).",
    "Then: topline report --figures and the name of this file.",
)
"""What stands above the names of a text file, and on a sheet of its own in a workbook."""

_ROWS = 500
"""Rows of a workbook in which the choices of a column can be picked."""


def figure_columns() -> pd.DataFrame:
    """List the columns that a table of published figures can have, and what each says.

    Returns
    -------
    pandas.DataFrame
        One row per column: ``column``, ``needed`` ("yes", "or count", "or percent", ""),
        ``meaning``, ``choices`` and ``default`` where it has them, and ``also_called``, other
        headings that are read as this one; case, spaces and punctuation do not matter in any.

    Examples
    --------
    >>> columns = figure_columns().set_index("column")
    >>> print(columns.loc["n", "meaning"])
    unweighted respondents asked (base); empty: not stated
    """
    needed = {"n": marked("yes"), "percent": marked("or count"), "count": marked("or percent")}
    return pd.DataFrame(
        {
            "column": name,
            "needed": needed.get(name, ""),
            "meaning": column.meaning,
            "choices": ", ".join(column.categories),
            "default": column.default or "",
            "also_called": ", ".join(ALIASES.get(name, ())),
        }
        for name, column in FIGURE_COLUMNS.items()
    )


def write_figures_template(path: str | PathLike[str]) -> Path:
    """Write a sheet of published figures to fill in, with examples and explanations.

    ``read_figures`` reads it back as it is, and ``topline report --figures`` reports it.

    Parameters
    ----------
    path : path
        Ends in .csv or .xlsx; a file that exists is left alone.

    Returns
    -------
    pathlib.Path
        The file's path.

    Raises
    ------
    ArgumentError
        When the file exists, or none can be written there.
    OSError
        When the disk is full, or one may not write there.

    Examples
    --------
    >>> from topline import read_figures
    >>> read_figures(write_figures_template("sheet.csv"))  # doctest: +SKIP
    """
    place = file_place(path, "the sheet", (".csv", ".xlsx"))
    if place.exists():
        raise ArgumentError(
            f"{place} exists, and may be filled in already; name a new file, or remove it"
        )
    if place.suffix.lower() == ".csv":
        stream = StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerows([words] for words in EXPLANATIONS)
        writer.writerow(COLUMNS)
        writer.writerows([row.get(name, "") for name in COLUMNS] for row in EXAMPLES)
        # spreadsheet programs know UTF-8 by its mark
        content = stream.getvalue().encode("utf-8-sig")
    else:
        content = _xlsx()
    write_whole({place: content})
    return place


def _xlsx() -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        # a fixed day: the same sheet is the same bytes
        book.set_properties({"title": "Published figures", "created": datetime(2000, 1, 1)})
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        percent = book.add_format({"num_format": "0%"})
        sheet = book.add_worksheet("Figures")
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(COLUMNS):
            column = FIGURE_COLUMNS[name]
            sheet.write_string(0, at, name, bold)
            sheet.write_comment(0, at, column.meaning)
            sheet.set_column(at, at, 44 if name in ("question", "claim") else 20)
            if column.categories:
                sheet.data_validation(
                    1, at, _ROWS, at, {"validate": "list", "source": list(column.categories)}
                )
            for row, example in enumerate(EXAMPLES, start=1):
                value = example.get(name, "")
                if name == "percent":
                    sheet.write_number(row, at, float(value.rstrip("%")) / 100, percent)
                elif name == "n":
                    sheet.write_number(row, at, int(value))
                else:
                    sheet.write_string(row, at, value)
        _explain(book.add_worksheet("Explanations"), bold, wrapped)
    return stream.getvalue()


def _explain(sheet: Any, bold: Any, wrapped: Any) -> None:
    """Write what stands above the names of a text file, and what each column says."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 2, 60, wrapped)
    for row, words in enumerate(EXPLANATIONS):
        sheet.merge_range(row, 0, row, 2, words, wrapped)
        sheet.set_row(row, 32)
    listed = figure_columns()
    first = len(EXPLANATIONS) + 1
    for at, head in enumerate(("Column", "What it says", "Choices")):
        sheet.write_string(first, at, head, bold)
    shown = zip(listed["column"], listed["meaning"], listed["choices"], strict=True)
    for row, cells in enumerate(shown, first + 1):
        for at, text in enumerate(cells):
            sheet.write_string(row, at, str(text), wrapped)
