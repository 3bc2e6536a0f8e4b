"""Pictures as bytes: the same figure gives the same bytes, with its description inside."""

import re
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from html import escape
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure

from ...errors import ArgumentError
from ...shown import shown_text
from ..look.embedded import glyphs_alone
from ..look.face import FAMILY, font_faces
from ..look.fonts import lacking_words
from ..look.settings import settings_of
from ..look.text_size import missing_glyphs_allowed


def picture(figure: Figure, kind: str, title: str, alt: str, dpi: int = 200) -> bytes:
    """Return the figure as "svg", "png" or "pdf", always the same bytes for the same figure.

    Warns
    -----
    UserWarning
        When no font has a sign of a picture; the words of an SVG are drawn by the reader's.
    """
    pixels = int(max(figure.get_size_inches()) * dpi)
    if kind == "png" and pixels > _MOST_PIXELS:
        raise ArgumentError(
            f"the chart would be {pixels:,} pixels long, and a .png has at most "
            f"{_MOST_PIXELS:,}; save it as .svg or .pdf, or draw fewer rows"
        )
    # to look at ticks may make them, with the settings of the moment
    with settings_of(figure):
        lacking = lacking_words(figure) if kind != "svg" else ""
    if lacking:
        warnings.warn(lacking, stacklevel=3)
    data = _written(figure, kind, dpi, _METADATA[kind](title, alt))
    if kind != "svg":
        return data
    svg = svg_with_names(data.decode(), title, alt)
    return _with_style(svg, font_faces(svg) if FAMILY in svg else "").encode()


def unnamed_svg(figure: Figure) -> str:
    """Return the figure as SVG that says nothing of itself, for a page that says it in words."""
    svg = _written(figure, "svg", 72, _METADATA["svg"]("", "")).decode()
    return _plain_svg(svg).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _written(figure: Figure, kind: str, dpi: int, metadata: dict[str, str | None]) -> bytes:
    buffer = BytesIO()
    fonts = glyphs_alone() if kind == "pdf" else nullcontext()
    with settings_of(figure), missing_glyphs_allowed(), fonts:
        more: dict[str, Any] = (
            {"pil_kwargs": {"compress_level": _PNG_LEVEL}} if kind == "png" else {}
        )
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=metadata, **more)
    return buffer.getvalue()


_MOST_PIXELS = 65_535
"""What matplotlib draws on a side."""

_PNG_LEVEL = 3
"""How hard to compress: of charts, flat colour and type, more effort makes no smaller files."""

_METADATA: dict[str, Callable[[str, str], dict[str, str | None]]] = {
    "svg": lambda _title, _alt: {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": lambda title, alt: {"Software": None, "Title": title, "Description": alt},
    "pdf": lambda title, alt: {
        "CreationDate": None,
        "Creator": None,
        "Producer": None,
        "Title": title,
        "Subject": alt,
    },
}
"""What each kind of file says of itself; nothing that changes from run to run."""

PICTURES = tuple(f".{kind}" for kind in _METADATA)
"""How a picture's name ends."""


_NAMES = re.compile(r"""\bid="(?=[^"])|\baria-\w+="(?=(?:title|desc)")|\bhref="#|url\(#""")
"""What stands before a name, or before what refers to one."""

_BIDI = "text{unicode-bidi: plaintext}"
"""Lets the first letter say where a line begins, as matplotlib does in pictures."""

_FAMILY = re.compile(rf"(font-family: '{FAMILY}'[^;\"]*)")
_LIKE_IT = "'IBM Plex Sans', sans-serif"
"""What programs draw with that know no embedded fonts: the same typeface where it is installed."""


def svg_with_names(svg: str, title: str, alt: str) -> str:
    """Give an SVG its role, its name and its description."""
    names = f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(alt)}</desc>'
    return re.sub(
        r"<svg ([^>]*)>",
        lambda match: (
            f'<svg {match[1]} role="img" aria-labelledby="title" aria-describedby="desc">\n{names}'
        ),
        _plain_svg(svg),
        count=1,
    )


def _plain_svg(svg: str) -> str:
    """Return an SVG of matplotlib's without what it says of itself, its words set as read."""
    # the last door: a figure may hold words that this package did not write
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", shown_text(svg), count=1, flags=re.DOTALL)
    return _with_style(_FAMILY.sub(rf"\1, {_LIKE_IT}", svg), _BIDI)


def _with_style(svg: str, rules: str) -> str:
    return svg.replace('<style type="text/css">', f'<style type="text/css">{rules}', 1)


def inline_svg(svg: str, prefix: str) -> str:
    """Return an SVG to stand inside a page: no prolog, ids of its own, as wide as its place."""
    body = svg[svg.index("<svg ") :]
    # only within tags: words of the chart may look like names
    body = re.sub(r"<[^>]*>", lambda tag: _NAMES.sub(rf"\g<0>{prefix}-", tag.group()), body)
    for length in ('height="[^"]*" ', 'width="[^"]*"'):
        body = re.sub(f"<svg ([^>]*?){length}", r"<svg \1", body, count=1)
    return body
