"""Measured text: how wide and high words will be, before anything is drawn."""

import logging
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ...shown import shown_text
from .breaks import SPACES, clusters, pieces
from .fonts import with_fallbacks
from .theme import LIGHT, LINE

_SAFETY = 1.045
"""Screens round glyphs to pixels, so lines come out a little wider than their outlines."""

_KERNING = 0.03
"""Part of a line by which it may differ from the sum of its words."""


@contextmanager
def missing_glyphs_allowed() -> Iterator[None]:
    """Let a label hold a sign that no font has: it is told where a picture is written."""
    # a font of the system that has no bold letters draws a headline all the same
    log = logging.getLogger("matplotlib.font_manager")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+", category=UserWarning)
        log.addFilter(_no_weight_is_missed)
        try:
            yield
        finally:
            log.removeFilter(_no_weight_is_missed)


def _no_weight_is_missed(record: logging.LogRecord) -> bool:
    return "font weight" not in record.getMessage()


def text_width(
    words: str, size: float, *, bold: bool = False, family: tuple[str, ...] = LIGHT.family
) -> float:
    """Return the width of the widest line in inches, in these fonts."""
    return max(_line_width(line, size, bold, family) for line in words.split("\n"))


@lru_cache(maxsize=4096)
def _line_width(line: str, size: float, bold: bool, family: tuple[str, ...]) -> float:
    if not line.strip():
        return 0.0
    # all is said: what is not would be the person's own setting, kept for later charts
    font = FontProperties(
        family=list(with_fallbacks(line, family)),
        style="normal",
        variant="normal",
        weight="bold" if bold else "normal",
        stretch="normal",
        size=size,
    )
    with missing_glyphs_allowed():
        width, _, _ = text_to_path.get_text_width_height_descent(line, font, ismath=False)
    return float(width) / 72 * _SAFETY


def line_height(words: str, size: float) -> float:
    """Return the height of wrapped words in inches."""
    return (words.count("\n") + 1) * size * LINE / 72


def fit(
    text: str,
    size: float,
    inches: float,
    *,
    bold: bool = False,
    family: tuple[str, ...] = LIGHT.family,
) -> str:
    """Break text into lines no wider than this; a longer word is broken, too."""
    wide = partial(text_width, size=size, bold=bold, family=family)
    space = wide("n n") - 2 * wide("n")
    lines: list[str] = []
    width = 0.0
    for word in filter(None, SPACES.split(shown_text(text))):
        for at, piece in enumerate(pieces(word)):
            # pieces are measured once; a line as a whole only where it is not clear if it fits
            width += (0.0 if at else space) + wide(piece)
            longer = f"{lines[-1]}{'' if at else ' '}{piece}" if lines else piece
            near = abs(width - inches) <= _KERNING * inches
            if lines and (wide(longer) if near else width) <= inches:
                lines[-1] = longer
            elif wide(piece) <= inches:
                lines.append(piece)
                width = wide(piece)
            else:
                # a word wider than a line is broken between its letters
                lines.append("")
                for letter in clusters(piece):
                    if lines[-1] and wide(lines[-1] + letter) > inches:
                        lines.append(letter)
                    else:
                        lines[-1] += letter
                width = wide(lines[-1])
    return "\n".join(lines)


def balanced(
    text: str,
    size: float,
    inches: float,
    *,
    bold: bool = False,
    family: tuple[str, ...] = LIGHT.family,
) -> str:
    """Break text into as few lines as `fit` does, and as even: no last word stands alone."""
    broken = partial(fit, text, size, bold=bold, family=family)
    best = broken(inches=inches)
    if "\n" not in best:
        return best
    words = (piece for word in SPACES.split(shown_text(text)) for piece in pieces(word))
    longest = max(text_width(piece, size, bold=bold, family=family) for piece in words)
    # a line is no narrower than the longest word, which would be broken else
    low, high = max(inches / 2, min(longest, inches)), inches
    # six halvings find the narrowest width to a hundredth of the line
    for _ in range(6):
        middle = (low + high) / 2
        lines = broken(inches=middle)
        if lines.count("\n") == best.count("\n"):
            best, high = lines, middle
        else:
            low = middle
    return best


def reads_from_right(text: str) -> bool:
    """Return whether text begins on the right, as Arabic and Hebrew do.

    References
    ----------
    Unicode Standard Annex #9, rules P2 and P3: the first letter with a direction decides.
    """
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
