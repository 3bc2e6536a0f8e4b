"""A chart as a piece of HTML that stands in any page: drawing, words and numbers, and no script."""

import re
from hashlib import sha256

import pandas as pd

from ...language.strings import Strings
from ...spoken import html_text

_CLASS = "topline-chart"


def snippet(
    svg: str, *, title: str, reading: str, alt: str, table: pd.DataFrame, say: Strings
) -> str:
    """Return a figure with its drawing, and below it what can be read and copied.

    The drawing has headline and note in it; the description, with `reading` of how to read the
    marks, and the numbers are folded away.
    """
    # a name of its own, the same each time, however many charts a page has
    name = f"{_CLASS}-{sha256(svg.encode()).hexdigest()[:8]}"
    # numbers as CSV has them, at full precision
    cells = table.astype(object).where(table.notna(), "")
    rows = (
        "".join(f"<td>{html_text(str(cell))}</td>" for cell in row)
        for row in cells.itertuples(index=False)
    )
    numbers = "".join(f"<tr>{row}</tr>" for row in rows)
    heads = "".join(f'<th scope="col">{html_text(str(head))}</th>' for head in table)
    how = f"<p>{html_text(reading)}</p>" if reading else ""
    drawing = re.sub(r"<svg ", '<svg style="width:100%;height:auto" ', svg, count=1)
    return (
        f'<figure class="{_CLASS}" id="{name}" lang="{html_text(say.lang)}" '
        f'style="margin:0;max-width:100%">\n{drawing}\n<figcaption>\n'
        f"<details><summary>{html_text(say('Description'))}</summary><p>{html_text(alt)}</p>{how}"
        f"</details>\n<details><summary>{html_text(say('The numbers of this chart'))}</summary>"
        f'<div style="overflow-x:auto"><table><caption>{html_text(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{numbers}</tbody></table></div></details>\n"
        "</figcaption>\n</figure>\n"
    )
