"""A printed table as HTML: a caption, a scope for every head, and classes instead of looks."""

from html import escape

from .model import PrintedTable, Row

STYLE = (
    "<style>.topline-table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    ".topline-table caption{text-align:left;font-weight:bold}"
    ".topline-table caption span{font-weight:normal;display:block}"
    ".topline-table th,.topline-table td{padding:.2em .7em;vertical-align:bottom}"
    ".topline-table th,.topline-table td{text-align:left!important}"
    ".topline-table .number{text-align:right!important}"
    ".topline-table thead th[colspan]{text-align:center!important;border-bottom:1px solid}"
    ".topline-table thead tr:last-child>*{border-bottom:1px solid}"
    ".topline-table tbody th{font-weight:normal}"
    ".topline-table .base>*{font-weight:normal;font-style:italic}"
    ".topline-table tfoot td{font-size:smaller}</style>"
)
"""The least a table needs to be read outside of a page that has a style; notebooks align right."""


def to_html(table: PrintedTable) -> str:
    """Write a table with the little style it needs."""
    return f"{STYLE}\n{html_table(table)}"


def html_table(table: PrintedTable, name: str = "") -> str:
    """Write a table without any looks, its notes as its foot; `name` is the id of its caption."""
    width = len(table.stubs) + len(table.columns)
    lines = ['<table class="topline-table">', _caption(table, name), _head(table)]
    lines += ["<tbody>", *(_row(table, row) for row in table.rows), "</tbody>"]
    if table.notes:
        notes = "<br>".join(map(escape, table.notes))
        lines.append(f'<tfoot><tr><td colspan="{width}">{notes}</td></tr></tfoot>')
    return "\n".join([*lines, "</table>"])


def _caption(table: PrintedTable, name: str) -> str:
    own = f' id="{escape(name)}"' if name else ""
    below = f"<span>{escape(table.subtitle)}</span>" if table.subtitle else ""
    return f"<caption{own}>{escape(table.title)}{below}</caption>"


def _head(table: PrintedTable) -> str:
    """Write the heads: groups over their columns, where there are any."""
    stubs = "".join(f'<th scope="col">{escape(stub)}</th>' if stub else "<td></td>"
                    for stub in table.stubs)  # fmt: skip
    columns = "".join(
        f'<th scope="col"{_number(column.numeric)}>{escape(column.words)}</th>'
        for column in table.columns
    )
    lines = [f"<tr>{stubs}{columns}</tr>"]
    if table.grouped:
        groups = "".join(
            f'<th scope="colgroup" colspan="{size}">{escape(name)}</th>' if name
            else "<td></td>" * size
            for name, size in table.groups
        )  # fmt: skip
        lines.insert(0, f"<tr>{'<td></td>' * len(table.stubs)}{groups}</tr>")
    return "\n".join(["<thead>", *lines, "</thead>"])


def _row(table: PrintedTable, row: Row) -> str:
    """Write a row: labels as its heads, then cells."""
    labels = "".join(f'<th scope="row">{escape(label)}</th>' for label in row.labels)
    cells = "".join(
        f"<td{_number(column.numeric)}>{escape(cell.text)}{_letters(cell.letters)}</td>"
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
    kind = ' class="base"' if row.base else ""
    return f"<tr{kind}>{labels}{cells}</tr>"


def _number(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _letters(letters: str) -> str:
    return f' <span class="letters">{escape(letters)}</span>' if letters else ""
