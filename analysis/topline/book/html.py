"""A book as one web page: its tables, and a panel of contents beside them."""

import html
from base64 import b64encode
from dataclasses import replace

from ..office.parts import column_parts
from ..spoken import html_text
from ..tables.book import Book
from ..tables.html import html_table
from ..tables.model import PrintedTable

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--ground:#fff;--line:#c8c8c8;--shade:#0003;
--link:#0b57a4}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--ground:#161616;--line:#4a4a4a;--shade:#fff3;
--link:#8ec1ff}}
body{margin:0;font:16px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
.book{display:grid;grid-template-columns:minmax(14rem,20rem) minmax(0,1fr);gap:2rem}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1rem;
box-sizing:border-box;border-right:1px solid var(--line)}
nav ol{padding-left:1.6rem;margin:0}nav li{margin:.35rem 0}a{color:var(--link)}
main{padding:1rem 1.5rem 4rem}
section{margin:0 0 3rem}
/* a table larger than its place scrolls under a shadow; its caption, heads and answers stay */
.wide{overflow:auto;max-height:calc(100vh - 2rem);container-type:inline-size;background:
linear-gradient(to right,var(--ground) 30%,transparent) left/3rem 100% no-repeat local,
linear-gradient(to left,var(--ground) 30%,transparent) right/3rem 100% no-repeat local,
linear-gradient(to right,var(--shade),transparent) left/1rem 100% no-repeat scroll,
linear-gradient(to left,var(--shade),transparent) right/1rem 100% no-repeat scroll}
.topline-table tbody th,.topline-table thead tr>:first-child{position:sticky;left:0;
background:var(--ground);box-shadow:1px 0 var(--line)}
.topline-table thead{position:sticky;top:0;z-index:1;background:var(--ground);
box-shadow:0 1px var(--ink)}
.topline-table thead .number{white-space:normal;min-width:3.5rem;max-width:9rem;
overflow-wrap:break-word}
.topline-table caption{position:sticky;left:0;max-width:min(60rem,100cqw);overflow-wrap:anywhere}
.notes{font-size:.8rem;margin:.5rem 0 0;max-width:60rem;overflow-wrap:anywhere}
img{display:block;width:min(60rem,100%);height:auto;margin:0 0 1rem}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1rem;margin:0 0 .5rem}
.topline-table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
.topline-table caption{text-align:left;font-weight:bold;font-size:1.05rem;padding-bottom:.4rem}
.topline-table caption span{font-weight:normal;display:block}
.topline-table th,.topline-table td{padding:.2em .6em;vertical-align:bottom;text-align:left}
.topline-table .number{text-align:right;white-space:nowrap}
.topline-table .letters{font-size:.85em}
.topline-table thead th[colspan]{border-bottom:1px solid var(--line)}
.topline-table thead tr:last-child>*{border-bottom:1px solid var(--ink)}
.topline-table tbody th{font-weight:normal;min-width:9rem}
.topline-table .base>*{font-style:italic}
@media(max-width:50rem){.book{display:block}nav{position:static;max-height:50vh;border:0}}
/* on a phone two columns of numbers stand beside the answers, not one */
@media(max-width:30rem){main{padding:.75rem}.topline-table tbody th{min-width:6rem}}
/* paper does not scroll: wide tables go on below, with their labels, and heads break anywhere */
.paper{display:none}
@page{size:landscape;margin:1cm}
@media print{nav{display:none}.book{display:block}main{padding:0}
section{break-inside:avoid}.wide{overflow:visible;max-height:none;background:none}
.paper{display:block}.paper+.wide{display:none}.paper .topline-table{break-inside:avoid;
margin-bottom:1em}
.topline-table{font-size:min(7.5pt,25cm/(var(--columns) + 4)/3.4)}
.topline-table caption{font-size:10pt}
.topline-table thead{position:static;box-shadow:none}
.topline-table th,.topline-table td{padding:.15em .3em}
.topline-table tbody th{min-width:0}.topline-table .number{white-space:normal}
.topline-table .letters,.topline-table thead .number{min-width:0;overflow-wrap:anywhere}
.paper .topline-table thead .number{overflow-wrap:break-word}}
"""


MOST_COLUMNS = 20
"""Columns of a table that paper has room for in type that can be read."""


def paper_parts(table: PrintedTable) -> str:
    """Return a table in as many as paper needs, each with the labels; "" where it is one."""
    parts = column_parts(table.columns, MOST_COLUMNS)
    if len(parts) == 1:
        return ""
    printed = (
        replace(
            table,
            title=f"{table.title} · {number}/{len(parts)}",
            columns=table.columns[own],
            notes=(),
            rows=tuple(replace(row, cells=row.cells[own]) for row in table.rows),
        )
        for number, own in enumerate(parts, 1)
    )
    columns = max(part.stop - part.start for part in parts)
    tables = "\n".join(map(html_table, printed))
    return f'<div class="paper" style="--columns:{columns}">\n{tables}\n</div>\n'


def html_book(book: Book) -> str:
    """Write a book as one page that needs nothing beside it; all words are text."""
    title = html_text(book.title)
    below = html_text(book.subtitle)
    items, tables = [], []
    for number, sheet in enumerate(book.sheets, 1):
        name = f"table-{number}"
        words = html_text(sheet.table.title)
        items.append(f'<li><a href="#{name}">{words}</a></li>')
        # below the table, which may be wider than a reader's window
        table = html_table(replace(sheet.table, notes=()), f"{name}-caption")
        notes = "<br>".join(map(html_text, sheet.table.notes))
        beneath = f'<p class="notes">{notes}</p>\n' if notes else ""
        drawings = "".join(
            f'<img alt="{html_text(one.alt)}" '
            f'src="data:image/svg+xml;base64,{b64encode(one.svg).decode()}">\n'
            for one in sheet.pictures
        )
        tables.append(
            f'<section id="{name}" aria-labelledby="{name}-caption">\n'
            f"{drawings}{paper_parts(sheet.table)}"
            f'<div class="wide" role="group" aria-labelledby="{name}-caption" tabindex="0" '
            f'style="--columns:{len(sheet.table.columns)}">\n'
            f"{table}\n</div>\n{beneath}</section>"
        )
    contents = html_text(book.contents)
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{html.escape(book.lang)}">\n<head>\n'
            '<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            '<div class="book">',
            f'<nav aria-label="{contents}"><h2>{contents}</h2>\n<ol>',
            *items,
            "</ol></nav>",
            f"<main>\n<h1>{title}</h1>" + (f"\n<p>{below}</p>" if below else ""),
            *tables,
            "</main>\n</div>\n</body>\n</html>\n",
        ]
    )
