"""A printed table as Markdown, as GitHub, Quarto and notebooks read it."""

import re

from ..shown import one_line
from .model import PrintedTable

_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&])")
_STARTS = re.compile(r"^([-+#=])|^(\d+)(?=[.)])")
"""What Markdown might take for a mark: anywhere, and at the start of a paragraph."""


def to_markdown(table: PrintedTable) -> str:
    """Write a pipe table: its title above, notes below; groups stand before their heads."""
    heads = [*map(plain, table.stubs), *map(plain, table.head_words())]
    rules = ["---"] * len(table.stubs)
    rules += ["---:" if column.numeric else "---" for column in table.columns]
    rows = [
        [*map(plain, row.labels), *(plain(cell.words) for cell in row.cells)] for row in table.rows
    ]
    lines = ["| " + " | ".join(cells) + " |" for cells in (heads, rules, *rows)]
    above = [f"**{plain(table.title)}**"] if table.title else []
    above += [paragraph(table.subtitle)] if table.subtitle else []
    parts = [*above, "\n".join(lines), *map(paragraph, table.notes)]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Return words that Markdown shows as they are, within a line."""
    return _SIGNS.sub(r"\\\1", one_line(text))


def paragraph(text: str) -> str:
    """Return words that Markdown shows as they are, as a paragraph."""
    # A sign is escaped itself, a number by the point or bracket after it.
    return _STARTS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", plain(text))
