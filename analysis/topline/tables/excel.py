"""Printed tables as an Excel workbook: numbers as numbers, words as words, the same bytes again."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from ..mappings import FrozenMapping
from ..shown import one_line
from .model import PrintedTable
from .sheet import MUTED, TITLE, Pen, stack_tops, table_range, write_sheet, write_stack

MADE = datetime(2000, 1, 1)
"""When every workbook says it was made, so that the same tables are the same bytes."""

CONTENTS = "Contents"
"""Name of the first of several sheets, unless a language has its own."""

NO_STACKS: Mapping[str, Sequence[str]] = FrozenMapping({})

MARK = "topline_"
"""What the names of tables begin with."""

DIGITS = 12
"""Signs that tell the words of a title in the name of its cell."""

_LONGEST_NAME, _LONGEST_KEY = 31, 100
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def workbook_bytes(
    tables: Mapping[str, PrintedTable],
    title: str,
    contents: str = CONTENTS,
    stacks: Mapping[str, Sequence[str]] = NO_STACKS,
    subtitle: str = "",
) -> bytes:
    """Return a workbook with a sheet for each table, behind one of contents for several.

    The contents link to each table, and each table links back. `stacks` are names of sheets on
    which the tables of several keys stand, one under another; such a sheet stands where the first
    of them would.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    sheets = sheets_of(tables, stacks)
    names = sheet_names([name for name, _ in sheets], contents)
    lines = [
        (name, top, key, table)
        for name, (_, own) in zip(names, sheets, strict=True)
        for top, (key, table) in zip(stack_tops([*own.values()]), own.items(), strict=True)
    ]
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": one_line(title), "created": MADE})
        front = Pen(book, book.add_worksheet(contents)) if len(tables) > 1 else None
        if front is not None:
            front.write(0, 0, title, TITLE)
            front.write(1, 0, subtitle, MUTED)
            named = [words_mark(MARK, "title", title), words_mark(MARK, "subtitle", subtitle)]
            for row, (name, top, key, table) in enumerate(lines, 2):
                front.link(row, 0, name, one_line(table.title) or name, top)
                front.write(row, 1, table.subtitle, MUTED)
                named.append(words_mark(mark_of(key), "entry", table.title))
            for row, mark in enumerate(named, 1):
                book.define_name(mark, f"={quoted(contents)}!$A${row}")
            front.sheet.set_column(0, 0, 70)
            front.sheet.set_column(1, 1, 60)
            front.sheet.set_landscape()
            front.sheet.fit_to_pages(1, 0)
            front.sheet.freeze_panes(2, 0)
        for sheet, (_, own) in zip(names, sheets, strict=True):
            pen, parts = Pen(book, book.add_worksheet(sheet)), [*own.values()]
            notes = write_sheet(pen, *parts) if len(parts) == 1 else write_stack(pen, parts)
            for top, (key, table) in zip(stack_tops(parts), own.items(), strict=True):
                if front is not None:
                    pen.link(top + 2, 0, contents, contents)
                for mark, place in marks_of(key, table, top, notes).items():
                    book.define_name(mark, f"={quoted(sheet)}!{place}")
        for defined in book.defined_names:
            # people see them nowhere, and programs keep them where rows and sheets are moved
            defined[3] = True
    return stream.getvalue()


def marks_of(key: str, table: PrintedTable, top: int, notes: int) -> dict[str, str]:
    """Return the names of a table's cells, titles and notes, by which they are found again."""
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    first, last, column = table_range(table, top)
    name, letters = mark_of(key), xl_col_to_name(column)
    found = {
        name: f"$A${first + 1}:${letters}${last + 1}",
        words_mark(name, "title", table.title): f"$A${top + 1}",
        words_mark(name, "subtitle", table.subtitle): f"$A${top + 2}",
    }
    if table.notes:
        own = xl_col_to_name(notes)
        found[f"{name}.notes"] = f"${own}${last + 3}:${own}${last + 2 + len(table.notes)}"
    return found


def mark_of(key: str) -> str:
    """Return the name of a table's cells: letters and digits that a name may have."""
    raw = key.encode()
    return f"{MARK}{raw.hex() if len(raw) <= _LONGEST_KEY else sha256(raw).hexdigest()}"


def words_mark(owner: str, part: str, words: str) -> str:
    """Return the name of a cell of words, whose end tells whether these are still there."""
    # as much of it as every cell holds
    told = sha256(one_line(words)[:1000].encode()).hexdigest()
    return f"{owner}.{part}.{told[:DIGITS]}"


def key_of(mark: str) -> str:
    """Return the key of a table by the name of its cells; that of a long one is not told."""
    try:
        return bytes.fromhex(mark.removeprefix(MARK)).decode()
    except ValueError:
        return mark


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas have it."""
    words = sheet.replace("'", "''")
    return f"'{words}'"


def sheets_of(
    tables: Mapping[str, PrintedTable], stacks: Mapping[str, Sequence[str]]
) -> list[tuple[str, dict[str, PrintedTable]]]:
    """Return the name and the tables of each sheet, by their keys."""
    stacked = {key: name for name, keys in stacks.items() for key in keys}
    begun: set[str] = set()
    found = []
    for key, table in tables.items():
        name = stacked.get(key)
        if name is None:
            found.append((key, {key: table}))
        elif name not in begun:
            begun.add(name)
            found.append((name, {one: tables[one] for one in stacks[name]}))
    return found


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
