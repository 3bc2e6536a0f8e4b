"""Fonts within a PDF: their glyphs, and nothing that only a program that lays out words reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import SimpleNamespace
from typing import Any

_ONE_AT_A_TIME = RLock()

_LAYOUT = ("GDEF", "GPOS", "GSUB")
"""Tables of kerning, marks and ligatures. A PDF says where each glyph stands."""


@contextmanager
def glyphs_alone() -> Iterator[None]:
    """Let matplotlib embed fonts without their tables of layout.

    To cut these down to the glyphs of a chart takes longer than all else that a PDF needs, and
    matplotlib has no setting that leaves them out. A version that embeds fonts in another way
    does so with them.
    """
    from fontTools import subset  # type: ignore[import-untyped]
    from matplotlib.backends import backend_pdf

    writer: Any = getattr(backend_pdf, "_backend_pdf_ps", None)
    if getattr(writer, "subset", None) is None:
        yield
        return

    def options(**given: Any) -> Any:
        found = subset.Options(**given)
        found.drop_tables += _LAYOUT
        return found

    # what is set for a moment would else be set for another thread, and set back too late
    with _ONE_AT_A_TIME:
        before = writer.subset
        writer.subset = SimpleNamespace(**{**vars(subset), "Options": options})
        try:
            yield
        finally:
            writer.subset = before
