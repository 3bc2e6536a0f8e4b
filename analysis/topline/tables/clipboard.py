"""A printed table as HTML to paste into Word, Outlook and spreadsheets, every look in its cell.

Word's reader of HTML, which is Outlook's too, knows no style sheet of a fragment, and sets captions
and feet where it likes: title and notes are paragraphs around the table, and each cell has its own
style.
"""

import html

from ..shown import one_line
from .model import Cell, Column, PrintedTable

_FONT = "font-family:Calibri,Arial,sans-serif;font-size:10pt"
_CELL = f"{_FONT};padding:2pt 6pt;vertical-align:bottom"
_HEAD = "font-weight:bold;border-bottom:1pt solid #000000"
_MUTED = "color:#595959"

_WORDS = r"mso-number-format:'\@'"
_SDNUM = ' sdnum="1033;0;@"'
"""Tell Excel and LibreOffice that a cell is text: a label that begins with ``=`` is no formula."""

_BEFORE = "\N{WORD JOINER}"
"""What is not seen before such words outside a table, which a spreadsheet makes cells of, too."""

_COMPUTED = ("=", "+", "-", "@")
"""Signs that words begin with which a spreadsheet computes."""


def to_clipboard_html(table: PrintedTable) -> str:
    """Write a page of a table between the marks of what is copied."""
    notes = [
        _paragraph(note, f"{_FONT};font-size:9pt;{_MUTED};margin:2pt 0") for note in table.notes
    ]
    rows = []
    if table.grouped:
        over = f"text-align:center;{_HEAD}"
        groups = [_cell("th", name, over if name else "", size) for name, size in table.groups]
        rows.append("".join([*(_cell("td", "") for _ in table.stubs), *groups]))
    heads = [_cell("th", stub, f"text-align:left;{_HEAD}") for stub in table.stubs]
    heads += [_cell("th", own.words, f"{_side(own)};{_HEAD}") for own in table.columns]
    rows.append("".join(heads))
    for row in table.rows:
        # bases look as on a sheet of a workbook
        look = f";font-style:italic;{_MUTED}" if row.base else ""
        cells = [_cell("td", label, f"text-align:left{look}") for label in row.labels]
        for column, cell in zip(table.columns, row.cells, strict=True):
            cells.append(_cell("td", cell, f"{_side(column)}{look}"))
        rows.append("".join(cells))
    parts = [
        _paragraph(table.title, f"{_FONT};font-weight:bold;margin:0 0 2pt"),
        _paragraph(table.subtitle, f"{_FONT};{_MUTED};margin:0 0 2pt"),
        '<table border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse">',
        *(f"<tr>{cells}</tr>" for cells in rows),
        "</table>",
        *notes,
    ]
    return "\n".join(
        [
            '<html><head><meta charset="utf-8"></head><body>',
            "<!--StartFragment-->",
            *filter(None, parts),
            "<!--EndFragment-->",
            "</body></html>",
        ]
    )


def _cell(tag: str, cell: Cell | str, look: str = "", size: int = 1) -> str:
    """Write a cell over some columns; letters stay on the line of their number."""
    if isinstance(cell, Cell):
        number, words = cell.value is not None, "\xa0".join(filter(None, (cell.text, cell.letters)))
    else:
        number, words = False, cell
    style = ";".join(filter(None, (_CELL, look, "" if number else _WORDS)))
    across = (f' colspan="{size}"' if size > 1 else "") + ("" if number else _SDNUM)
    return f'<{tag}{across} style="{style}">{_escape(words) or "&nbsp;"}</{tag}>'


def _side(column: Column) -> str:
    return f"text-align:{'right' if column.numeric else 'left'}"


def _paragraph(words: str, style: str) -> str:
    before = _BEFORE if one_line(words).startswith(_COMPUTED) else ""
    return f'<p style="{style}">{before}{_escape(words)}</p>' if words else ""


def _escape(words: str) -> str:
    # a line end within a cell would make a spreadsheet begin a row
    return html.escape(one_line(words))
