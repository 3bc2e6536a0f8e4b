"""A printed table as HTML: a caption, a scope for every head, and classes instead of looks."""

from ..spoken import html_text
from .model import PrintedTable

STYLE = (
    "<style>.topline-table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    ".topline-table caption{text-align:left;font-weight:bold}"
    ".topline-table caption span{font-weight:normal;display:block}"
    ".topline-table th,.topline-table td{padding:.2em .7em;vertical-align:bottom}"
    ".topline-table th,.topline-table td{text-align:left!important}"
    ".topline-table .number{text-align:right!important}"
    ".topline-table tbody .number{white-space:nowrap}"
    ".topline-table tbody th,.topline-table tbody td{vertical-align:baseline}"
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
    own = f' id="{html_text(name)}"' if name else ""
    below = f"<span>{html_text(table.subtitle)}</span>" if table.subtitle else ""
    lines = ['<table class="topline-table">']
    lines.append(f"<caption{own}>{html_text(table.title)}{below}</caption>")
    lines.append("<thead>")
    if table.grouped:
        groups = "".join(
            f'<th scope="colgroup" colspan="{size}">{html_text(group)}</th>' if group
            else "<td></td>" * size
            for group, size in table.groups
        )  # fmt: skip
        lines.append(f"<tr>{'<td></td>' * len(table.stubs)}{groups}</tr>")
    heads = [f'<th scope="col">{html_text(stub)}</th>' if stub else "<td></td>"
             for stub in table.stubs]  # fmt: skip
    heads += [
        f'<th scope="col"{_number(column.numeric)}>{html_text(column.words)}</th>'
        for column in table.columns
    ]
    lines += [f"<tr>{''.join(heads)}</tr>", "</thead>", "<tbody>"]
    for row in table.rows:
        labels = "".join(f'<th scope="row">{html_text(label)}</th>' for label in row.labels)
        cells = "".join(
            f"<td{_number(column.numeric)}>{html_text(cell.text)}"
            + (f' <span class="letters">{html_text(cell.letters)}</span>' if cell.letters else "")
            + "</td>"
            for column, cell in zip(table.columns, row.cells, strict=True)
        )
        kind = ' class="base"' if row.base else ""
        lines.append(f"<tr{kind}>{labels}{cells}</tr>")
    lines.append("</tbody>")
    if table.notes:
        width = len(table.stubs) + len(table.columns)
        notes = "<br>".join(map(html_text, table.notes))
        lines.append(f'<tfoot><tr><td colspan="{width}">{notes}</td></tr></tfoot>')
    return "\n".join([*lines, "</table>"])


def _number(numeric: bool) -> str:
    return ' class="number"' if numeric else ""
