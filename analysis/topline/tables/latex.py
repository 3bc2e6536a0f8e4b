r"""A printed table as LaTeX, with the rules of booktabs."""

import re

from ..shown import one_line
from .model import PrintedTable

_SIGNS = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", '"': r"\textquotedbl{}", "|": r"\textbar{}",
    "†": r"\textdagger{}", "‡": r"\textdaggerdbl{}", "§": r"\S{}",
    "≥": r"$\geq$", "≤": r"$\leq$", "−": r"$-$", "′": r"$'$", "″": r"$''$",
    "–": "--", "*": r"\textasteriskcentered{}", "[": "{[}", "]": "{]}",
}  # fmt: skip
"""Signs that LaTeX reads as its own, or that its oldest fonts lack."""

_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def to_latex(table: PrintedTable) -> str:
    r"""Write a ``table`` environment; the document needs ``\usepackage{booktabs}`` and T1 fonts."""
    columns = "l" * len(table.stubs) + "".join("r" if c.numeric else "l" for c in table.columns)
    title = latex_text(" – ".join(filter(None, (table.title, table.subtitle))))
    lines = [r"\begin{table}", r"\centering", rf"\caption{{{title}}}"]
    lines += [rf"\begin{{tabular}}{{{columns}}}", r"\toprule"]
    if table.grouped:
        cells, rules, at = [""] * len(table.stubs), [], len(table.stubs) + 1
        for name, size in table.groups:
            cells.append(rf"\multicolumn{{{size}}}{{c}}{{{latex_text(name)}}}" if name else "")
            if name:
                rules.append(rf"\cmidrule(lr){{{at}-{at + size - 1}}}")
            at += size
        lines += [" & ".join(cells) + r" \\", " ".join(rules)]
    lines.append(_line([*table.stubs, *(column.words for column in table.columns)]))
    lines.append(r"\midrule")
    base = False
    for row in table.rows:
        if row.base != base:
            lines.append(r"\midrule")
        lines.append(_line([*row.labels, *(cell.words for cell in row.cells)]))
        base = row.base
    lines += [r"\bottomrule", r"\end{tabular}"]
    if table.notes:
        notes = r" \\ ".join(map(latex_text, table.notes))
        lines.append(rf"\par\smallskip{{\footnotesize {notes}\par}}")
    return "\n".join([*lines, r"\end{table}"]) + "\n"


def _line(cells: list[str]) -> str:
    return " & ".join(map(latex_text, cells)) + r" \\"


def latex_text(text: str) -> str:
    """Return words that LaTeX prints as they are."""
    return _SIGN.sub(lambda found: _SIGNS[found.group()], one_line(text))
