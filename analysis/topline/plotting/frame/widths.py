"""How wide the words beside the rows of a chart are, and what they leave the axis."""

from collections.abc import Sequence

from ..look.text_size import fit, text_width
from ..look.theme import Style
from .rows import Rows

GAP = 10.0
"""Points between the axis, the labels and the columns beside it."""

PLOT = 0.45
"""Part of the page's width that words beside rows leave the axis, unless numbers take it."""

_SHORTEST = 0.17
"""Part of the page's width that labels have at least."""

_EQUALS = "\u00a0=\u00a0"
"""What keeps a base on one line."""


def values_width(rows: Rows, style: Style) -> float:
    """Return the inches that the values beside the axis take."""
    return text_width("\n".join(rows.values), style.label, bold=True, family=style.family)


def numbers_width(rows: Rows, sides: Sequence[str], style: Style) -> float:
    """Return the inches of the values and of what stands beside them."""
    beside = text_width("\n".join((*sides, *rows.bases)), style.small, family=style.family)
    return values_width(rows, style) + beside


def label_room(rows: Rows, style: Style, more: float, plot: float = PLOT) -> float:
    """Return the inches to which labels are wrapped, so that the axis has its part of the page."""
    page = style.page
    gaps = 3 * style.scaled(GAP) / 72 + 2 * style.margin
    left = (1 - plot) * page.width - numbers_width(rows, rows.sides, style) - gaps - more
    return max(min(page.label, left), _SHORTEST * page.width)


def packed(side: str, style: Style) -> str:
    """Put the lines that stand beside a row on as few above it as have room for them."""
    lines: list[str] = []
    for part in side.split("\n"):
        both = f"{lines[-1]} · {part}" if lines else part
        if lines and text_width(both, style.small, family=style.family) > style.page.label:
            lines.append(part)
        else:
            lines[-1:] = [both]
    # a line longer than its room is broken, but not within "n = 400"
    fitted = (fit(line.replace(" = ", _EQUALS), style.small, style.page.label, family=style.family)
              for line in lines)  # fmt: skip
    return "\n".join(fitted).replace(_EQUALS, " = ")
