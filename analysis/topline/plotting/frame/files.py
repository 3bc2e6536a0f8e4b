"""Pictures as bytes: the same figure gives the same bytes, with its description inside."""

import re
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from ..look.text_size import missing_glyphs_allowed

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "topline",
    "pdf.fonttype": 42,
    "figure.dpi": 100,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
}


def picture(figure: Figure, kind: str, title: str, alt: str, dpi: int = 200) -> bytes:
    """Return the figure as "svg", "png" or "pdf", always the same bytes for the same figure."""
    buffer = BytesIO()
    with mpl.rc_context(_SETTINGS), missing_glyphs_allowed():
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=_METADATA[kind](title, alt))
    data = buffer.getvalue()
    return svg_with_names(data.decode(), title, alt).encode() if kind == "svg" else data


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


def svg_with_names(svg: str, title: str, alt: str) -> str:
    """Give an SVG its role, its name and its description."""
    names = f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(alt)}</desc>'
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, count=1, flags=re.DOTALL)
    svg = svg.replace('<style type="text/css">', f'<style type="text/css">{_BIDI}', 1)
    return re.sub(
        r"<svg ([^>]*)>",
        lambda match: (
            f'<svg {match[1]} role="img" aria-labelledby="title" aria-describedby="desc">\n{names}'
        ),
        svg,
        count=1,
    )


def inline_svg(svg: str, prefix: str) -> str:
    """Return an SVG to stand inside a page: no prolog, ids of its own, as wide as its place."""
    body = svg[svg.index("<svg ") :]
    # only within tags: words of the chart may look like names
    body = re.sub(r"<[^>]*>", lambda tag: _NAMES.sub(rf"\g<0>{prefix}-", tag.group()), body)
    for length in ('height="[^"]*" ', 'width="[^"]*"'):
        body = re.sub(f"<svg ([^>]*?){length}", r"<svg \1", body, count=1)
    return body
