"""Fonts within a PDF: their glyphs, and nothing that only programs read that lay out words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature
from io import BytesIO
from threading import RLock
from types import SimpleNamespace
from typing import Any

_ONE_AT_A_TIME = RLock()

_UNREAD = ("GDEF", "GPOS", "GSUB", "OS/2", "cmap")
"""Tables of kerning, of other forms of letters, of what a system shows of a font, and of which
glyph a letter has. A PDF says itself which glyph stands where.

References
----------
ISO 32000-1, 9.9: a font of glyphs by number has glyf, head, hhea, hmtx, loca and maxp.
"""

_KEPT = 128
"""Fonts of some glyphs that are kept, seven kilobytes each: charts beside each other have the same
digits and signs."""


@dataclass(frozen=True, eq=False)
class _Reduced:
    """A font of some glyphs as a file has it, where matplotlib asks for one to save."""

    data: bytes
    glyph_index_map: Mapping[int, int]

    @property
    def font(self) -> "_Reduced":
        """The font itself."""
        return self

    def save(self, file: Any, **_options: Any) -> None:
        """Write the font into a file."""
        file.write(self.data)


@contextmanager
def glyphs_alone() -> Iterator[None]:
    """Let matplotlib embed fonts without the tables that a PDF has no use for, each reduced once.

    To read these takes longer than all else that a font in a PDF needs, and matplotlib has no
    setting that leaves them out: its other kind of fonts (Type 3), which is as quick, cannot be
    edited where newsrooms finish their charts. A version that embeds fonts in another way does so
    with them.
    """
    from fontTools import subset  # type: ignore[import-untyped]
    from matplotlib.backends import backend_pdf

    writer: Any = getattr(backend_pdf, "_backend_pdf_ps", None)
    if getattr(writer, "subset", None) is None:
        yield
        return

    # what is set for a moment would else be set for another thread, and set back too late
    with _ONE_AT_A_TIME:
        before = writer.subset, writer.get_glyphs_subset
        # by cmap matplotlib 3.10 finds the glyphs that it keeps, which it names by their letters
        by_number = "glyphs" in signature(before[1]).parameters
        unread = [table for table in _UNREAD if by_number or table != "cmap"]

        def load_font(*given: Any, **more: Any) -> Any:
            font = subset.load_font(*given, **more)
            for table in unread:
                if table in font:
                    del font[table]
            return font

        def reduced(file: Any, glyphs: Any) -> Any:
            # by their letters in one text, as matplotlib 3.10 has them, or by number
            kept = "".join(sorted({*glyphs})) if isinstance(glyphs, str) else frozenset(glyphs)
            return nullcontext(_reduced(before[1], file, kept))

        writer.subset = SimpleNamespace(**{**vars(subset), "load_font": load_font})
        writer.get_glyphs_subset = reduced
        try:
            yield
        finally:
            writer.subset, writer.get_glyphs_subset = before


@lru_cache(maxsize=_KEPT)
def _reduced(reduce: Any, file: Any, glyphs: str | frozenset[Any]) -> _Reduced:
    """Return a font of these glyphs, given by number or by letter, as matplotlib reduces it."""
    buffer = BytesIO()
    with reduce(file, glyphs) as found:
        # matplotlib 3.10 gives the font alone
        getattr(found, "font", found).save(buffer, reorderTables=False)
        return _Reduced(buffer.getvalue(), dict(getattr(found, "glyph_index_map", {})))
