"""Measured text: how wide and high words will be, before anything is drawn."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from . import theme

_SAFETY = 1.03
"""Screens round glyphs to pixels, so lines come out a little wider than their outlines."""


@contextmanager
def missing_glyphs_allowed() -> Iterator[None]:
    """Let a label hold a sign the font lacks (an emoji): a box in a picture, itself in a page."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+", category=UserWarning)
        yield


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest line in inches, in the font matplotlib carries."""
    return max(_line_width(line, size, bold) for line in words.split("\n"))


@lru_cache(maxsize=4096)
def _line_width(line: str, size: float, bold: bool) -> float:
    if not line.strip():
        return 0.0
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size)
    with missing_glyphs_allowed():
        width, _, _ = text_to_path.get_text_width_height_descent(line, font, ismath=False)
    return float(width) / 72 * _SAFETY


def line_height(words: str, size: float) -> float:
    """Return the height of wrapped words in inches."""
    return (words.count("\n") + 1) * size * theme.LINE / 72


def fit(text: str, size: float, inches: float, *, bold: bool = False) -> str:
    """Break text into lines no wider than this; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
