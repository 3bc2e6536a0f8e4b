"""The key above a chart: coloured squares with their words, in plot order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from ..look.text_size import fit, line_height, text_width
from ..look.theme import Style
from .canvas import write_at

SQUARE = 8.0
"""Points of a square."""

_BESIDE = 5.0
_BETWEEN = 14.0
"""Points between a square and its words, and before the next."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One mark of a key with its words: points from the left, inches from the top."""

    words: str
    color: str
    marker: str = "s"
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Key:
    """All entries, and the inches they take."""

    entries: tuple[Entry, ...]
    height: float


def lay_out(items: Sequence[Entry], inches: float, style: Style) -> Key:
    """Put entries side by side, in as many lines as they need."""
    entries, x, y, high = [], 0.0, 0.0, 0.0
    beside = style.scaled(SQUARE + _BESIDE)
    for item in items:
        text = fit(item.words, style.small, inches - beside / 72, family=style.family) or " "
        width = beside + 72 * text_width(text, style.small, family=style.family)
        if x and x + width > 72 * inches:
            x, y, high = 0.0, y + high, 0.0
        height = line_height(text, style.small) + style.scaled(0.03)
        entries.append(replace(item, words=text, x=x, y=y + height / 2))
        x, high = x + width + style.scaled(_BETWEEN), max(high, height)
    return Key(tuple(entries), y + high + style.scaled(0.1))


def draw_key(ax: Axes, key: Key, left: float, top: float, style: Style, inch: float = 1.0) -> None:
    """Draw a key; `left` is points from the axis's left end, `top` a place on its y axis.

    `inch` is how far an inch down the page is on that axis.
    """
    for entry in key.entries:
        place = blended_transform_factory(ax.transAxes, ax.transData)
        _draw(ax, entry, (0, top + entry.y * inch), (left, 0.0), place, style)


def write_key(
    ax: Axes, key: Key, corner: tuple[float, float], right: float, down: float, style: Style
) -> None:
    """Draw a key some points right of and below a corner of the Axes, however high they become."""
    for entry in key.entries:
        _draw(ax, entry, corner, (right, -down - 72 * entry.y), ax.transAxes, style)


def _draw(
    ax: Axes, entry: Entry, at: tuple[float, float], moved: tuple[float, float], place: Transform,
    style: Style,
) -> None:  # fmt: skip
    """Draw the mark and the words of an entry, moved by some points from a place."""
    x, y = moved[0] + entry.x, moved[1]
    shift = ScaledTranslation((x + style.scaled(SQUARE) / 2) / 72, y / 72,
                              ax.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]  # fmt: skip
    ax.plot([at[0]], [at[1]], transform=place + shift, marker=entry.marker,
            markersize=style.scaled(SQUARE), color=entry.color, markeredgecolor=style.muted,
            linestyle="none", markeredgewidth=style.scaled(0.5), clip_on=False)  # fmt: skip
    # one line is set by its letters, so that it stands at the height of the mark
    middle = "center" if "\n" in entry.words else "center_baseline"
    write_at(ax, entry.words, at, style, xycoords=place, va=middle, color=style.ink,
             xytext=(x + style.scaled(SQUARE + _BESIDE), y))  # fmt: skip
