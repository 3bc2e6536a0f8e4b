"""What the reference says of each name: in a line all of its first paragraph, below it the rest.

Sphinx ends a summary at the first stop, also that of "U.S." or "e.g.", lists what a class has of
Python's own, and knows nothing of a constant but its type.
"""

import sys
from collections.abc import Sequence
from functools import cached_property
from inspect import isroutine
from itertools import dropwhile, takewhile
from typing import Any

from sphinx.application import Sphinx
from sphinx.ext import autosummary
from sphinx.pycode import ModuleAnalyzer


def first_paragraph(doc: Sequence[str], _: Any = None) -> str:
    """Return the lines up to the first empty one, as one line."""
    lines = (line.strip() for line in doc)
    return " ".join(takewhile(bool, dropwhile(lambda line: not line, lines)))


def is_left_out(_app: Sphinx, _what: str, name: str, member: Any, _skip: bool, _: Any) -> bool:
    """Return whether a class's page passes over a member: fields stand in its docstring.

    So does what the class has of Python's own, and how it is made, which its signature says.
    """
    made = getattr(member, "fget", None) or getattr(member, "func", None)
    made = made if isinstance(member, (property, cached_property)) else member
    made = getattr(made, "__func__", made)
    ours = str(getattr(made, "__module__", "")).startswith("topline")
    told = isroutine(made) and bool(made.__doc__)
    return name.startswith("_") or not (ours and told)


def tell_constant(
    _app: Sphinx, what: str, name: str, constant: Any, _: Any, lines: list[str]
) -> None:
    """Put what stands below a constant where it is made in the place of what its type says."""
    if what != "data":
        return
    short = name.rpartition(".")[2]
    for module, found in list(sys.modules.items()):
        if module.startswith("topline.") and vars(found).get(short) is constant:
            told = ModuleAnalyzer.for_module(module).find_attr_docs().get(("", short))
            if told:
                lines[:] = told
                return


def setup(app: Sphinx) -> dict[str, bool]:
    """Let tables of names take whole paragraphs, and pages what is the package's own."""
    autosummary.extract_summary = first_paragraph
    app.connect("autodoc-skip-member", is_left_out)
    app.connect("autodoc-process-docstring", tell_constant, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
