"""What the reference says of each name in a line: the first paragraph of its docstring, whole.

Sphinx ends a summary at the first stop, also that of "U.S." or "e.g.".
"""

from collections.abc import Sequence
from itertools import dropwhile, takewhile
from typing import Any

from sphinx.application import Sphinx
from sphinx.ext import autosummary


def first_paragraph(doc: Sequence[str], _: Any = None) -> str:
    """Return the lines up to the first empty one, as one line."""
    lines = (line.strip() for line in doc)
    return " ".join(takewhile(bool, dropwhile(lambda line: not line, lines)))


def setup(_: Sphinx) -> dict[str, bool]:
    """Let tables of names take whole paragraphs."""
    autosummary.extract_summary = first_paragraph
    return {"parallel_read_safe": True, "parallel_write_safe": True}
