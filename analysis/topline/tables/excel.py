"""Printed tables as an Excel workbook: numbers as numbers, words as words, the same bytes again."""

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from ..shown import one_line
from .model import PrintedTable
from .sheet import MUTED, TITLE, Pen, write_sheet

MADE = datetime(2000, 1, 1)
"""When every workbook says it was made, so that the same tables are the same bytes."""

CONTENTS = "Contents"
"""Name of the first of several sheets, unless a language has its own."""

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def workbook_bytes(
    tables: Mapping[str, PrintedTable], title: str, contents: str = CONTENTS
) -> bytes:
    """Return a workbook with a sheet for each table, behind one of contents for several.

    The contents link to each table, and each table links back.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    names = sheet_names(list(tables), contents)
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": one_line(title), "created": MADE})
        front = Pen(book, book.add_worksheet(contents)) if len(tables) > 1 else None
        if front is not None:
            front.write(0, 0, title, TITLE)
            for row, (name, table) in enumerate(zip(names, tables.values(), strict=True), 2):
                front.link(row, 0, name, one_line(table.title) or name)
                front.write(row, 1, table.subtitle, MUTED)
            front.sheet.set_column(0, 0, 70)
            front.sheet.set_column(1, 1, 60)
            front.sheet.set_landscape()
            front.sheet.fit_to_pages(1, 0)
            front.sheet.freeze_panes(2, 0)
        for name, table in zip(names, tables.values(), strict=True):
            pen = Pen(book, book.add_worksheet(name))
            write_sheet(pen, table)
            if front is not None:
                pen.link(2, 0, contents, contents)
    return stream.getvalue()


def sheet_names(names: list[str], contents: str = CONTENTS) -> list[str]:
    """Return names that Excel takes: short, without its signs, no two alike but for capitals."""
    taken, found = {contents.casefold(), "history"}, []
    for name in names:
        plain = one_line(_FORBIDDEN.sub(" ", name)).strip(" '") or "Table"
        number, chosen = 1, plain[:_LONGEST_NAME].strip(" '")
        while chosen.casefold() in taken:
            number += 1
            suffix = f" {number}"
            chosen = plain[: _LONGEST_NAME - len(suffix)] + suffix
        taken.add(chosen.casefold())
        found.append(chosen)
    return found
