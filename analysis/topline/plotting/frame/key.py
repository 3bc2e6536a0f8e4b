"""The key above a chart: coloured squares with their words, in plot order."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from ..look.text_size import fit, line_height, text_width
from ..look.theme import Style

SQUARE = 8.0
"""Points of a square."""

_BESIDE = 5.0
_BETWEEN = 14.0
"""Points between a square and its words, and before the next."""


@dataclass(frozen=True)
class Entry:
    """One square of a key and where it stands: points from the left, inches from the top."""

    words: str
    color: str
    x: float
    y: float
    marker: str = "s"


@dataclass(frozen=True)
class Key:
    """All entries, and the inches they take."""

    entries: tuple[Entry, ...]
    height: float


def lay_out(items: list[tuple[str, str, str]], inches: float, style: Style) -> Key:
    """Put (words, colour, marker) side by side, in as many lines as they need."""
    entries, x, y, high = [], 0.0, 0.0, 0.0
    beside = style.scaled(SQUARE + _BESIDE)
    for words, color, marker in items:
        text = fit(words, style.small, inches - beside / 72, family=style.family) or " "
        width = beside + 72 * text_width(text, style.small, family=style.family)
        if x and x + width > 72 * inches:
            x, y, high = 0.0, y + high, 0.0
        height = line_height(text, style.small) + style.scaled(0.03)
        entries.append(Entry(text, color, x, y + height / 2, marker))
        x, high = x + width + style.scaled(_BETWEEN), max(high, height)
    return Key(tuple(entries), y + high + style.scaled(0.1))


def draw_key(ax: Axes, key: Key, left: float, top: float, style: Style) -> None:
    """Draw a key; `left` is points from the axis's left end, `top` a place on its y axis."""
    for entry in key.entries:
        y = top + entry.y
        shift = ScaledTranslation((left + entry.x + style.scaled(SQUARE) / 2) / 72, 0,
                                  ax.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]  # fmt: skip
        place = blended_transform_factory(ax.transAxes, ax.transData) + shift
        ax.plot([0], [y], transform=place, marker=entry.marker, markersize=style.scaled(SQUARE),
                color=entry.color, markeredgecolor=style.muted, linestyle="none",
                markeredgewidth=style.scaled(0.5), clip_on=False)  # fmt: skip
        font: dict[str, Any] = {"fontsize": style.small, "fontfamily": list(style.family)}
        middle = "center" if "\n" in entry.words else "center_baseline"
        ax.annotate(entry.words, (0, y), xycoords=("axes fraction", "data"), va=middle,
                    xytext=(left + entry.x + style.scaled(SQUARE + _BESIDE), 0),
                    textcoords="offset points", color=style.ink, annotation_clip=False,
                    parse_math=False, linespacing=1.2, **font)  # fmt: skip
