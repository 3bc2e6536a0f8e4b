"""The frame that row charts share: labels, a light percent axis, numbers.

On a wide page labels stand to the left of the axis and numbers to its right. On a narrow one label,
interval and base stand above the row, from edge to edge, and only the value beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from matplotlib.axes import Axes

from ..look.text_size import fit, line_height, reads_from_right, text_width
from ..look.theme import LIGHT, LINE, Style
from .axis import draw_scale
from .rows import Rows

T = TypeVar("T")

HEADING = 0.72
"""Width of a group's heading in page widths; it may reach over the chart."""

GAP = 10.0
"""Points between the axis, the labels and the columns beside it."""

AIR, LITTLE_AIR = 0.16, 0.05
"""Inches between the words of two rows, and where a page of fixed height moves them apart."""

STRIP = 0.36
"""Height in inches of a row's mark where its words stand above it."""

_SMALLER = (1.0, 0.9, 0.8, 0.7)
"""Sizes of type that are tried until the rows fit."""


@dataclass(frozen=True)
class Lines:
    """Where everything stands, top-down, in inches, and the wrapped words.

    Attributes
    ----------
    rows : tuple of float
        Centres of the rows' marks.
    tops : tuple of float
        Tops of the rows' blocks.
    labels, sides : tuple of str
        What each row is, and its interval and base, wrapped.
    headings : tuple of (float, str)
        Centre and words of each group's heading.
    height : float
        Height of everything.
    """

    rows: tuple[float, ...]
    tops: tuple[float, ...]
    labels: tuple[str, ...]
    sides: tuple[str, ...]
    headings: tuple[tuple[float, str], ...]
    height: float

    @property
    def pitch(self) -> float:
        """Height of the lowest row."""
        return float(np.diff((*self.tops, self.height)).min())


def place(rows: Rows, style: Style = LIGHT) -> Lines:
    """Give every row the height its words need, and every group a heading above its first row."""
    labels = tuple(fit_label(label, style) for label in rows.labels)
    sides = tuple(_side(side, style) for side in rows.sides)
    at, tops, headings, y, last = [], [], [], 0.0, ""
    for label, side, group in zip(labels, sides, rows.groups, strict=True):
        if group != last:
            heading, last = _heading(group, style), group
            height = line_height(heading, style.label) + _air(style)
            headings.append((y + height * 0.6, heading))
            y += height
        height, center = _block(label, side, style)
        at.append(y + center)
        tops.append(y)
        y += height
    return Lines(tuple(at), tuple(tops), labels, sides, tuple(headings), y)


def fit_label(label: str, style: Style) -> str:
    """Wrap a row's label as the page wants it."""
    return fit(label, style.label, style.page.label, family=style.family) or " "


def _air(style: Style) -> float:
    return style.scaled(AIR if style.page.height is None else LITTLE_AIR)


def _heading(group: str, style: Style) -> str:
    inches = style.page.label if style.page.narrow else HEADING * style.page.width
    return fit(group, style.label, inches, bold=True, family=style.family) or " "


def _side(side: str, style: Style) -> str:
    if not style.page.narrow:
        return side
    return fit(side.replace("\n", " · "), style.small, style.page.label, family=style.family)


def _block(label: str, side: str, style: Style) -> tuple[float, float]:
    """Return the height of a row and where its mark stands in it."""
    air = _air(style)
    if style.page.narrow:
        words = line_height(label, style.label) + line_height(side, style.small)
        return words + style.scaled(STRIP) + air, words + style.scaled(STRIP) * 0.6 + air / 2
    height = max(line_height(label, style.label), line_height(side, style.small)) + air
    return height, height / 2


def chart_size(rows: Rows, style: Style = LIGHT) -> tuple[float, float]:
    """Return width and height in inches at which nothing in the chart overlaps."""
    return style.page.width, place(rows, style).height + style.scaled(0.4)


def chart_room(style: Style) -> float:
    """Return the inches a page of fixed height leaves: two lines of headline, three of note."""
    if style.page.height is None:
        return np.inf
    points = 2 * style.title + style.subtitle + 3 * style.small
    return style.page.height - 1.1 * points * LINE / 72 - 4 * style.margin


def fitted(rows: Rows, style: Style) -> Style:
    """Make type smaller until the rows fit a page of fixed height."""
    return that_fits(style, lambda smaller: smaller, lambda own: chart_size(rows, own)[1])


def that_fits(style: Style, make: Callable[[Style], T], height: Callable[[T], float]) -> T:
    """Return what is made in the largest type that fits a page of fixed height, or the smallest.

    `height` tells the inches of what `make` returns; type shrinks to seven tenths at most.
    """
    for smaller in _smaller_types(style):
        made = make(smaller)
        if height(made) <= chart_room(style):
            break
    return made


def _smaller_types(style: Style) -> Iterator[Style]:
    """Return the style with its own and with smaller type for everything but the headline."""
    fonts = style.fonts
    for part in _SMALLER:
        label, small, big = (size * part for size in (fonts.label, fonts.small, fonts.big))
        yield replace(style, fonts=replace(fonts, label=label, small=small, big=big))


def axes_for(ax: Axes | None, size: tuple[float, float], style: Style = LIGHT) -> Axes:
    """Return the caller's Axes, or the only one of a new figure of this size."""
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=size, layout="constrained", facecolor=style.paper)[1]
    ax.set_facecolor(style.paper)
    return ax


def draw_frame(
    ax: Axes, rows: Rows, lines: Lines, reference: float | None, style: Style = LIGHT
) -> None:
    """Draw everything of a row chart but its marks."""
    draw_words(ax, rows, lines, style)
    draw_scale(ax, rows, style.page.width - beside_axis(rows, lines, style), style)
    if reference is not None:
        ax.axvline(reference, color=style.muted, linewidth=1, linestyle=(0, (4, 3)), zorder=1)


def draw_words(ax: Axes, rows: Rows, lines: Lines, style: Style, left: float = 0.0) -> None:
    """Write labels, values, intervals and bases, and take the frame away.

    `left` is the room in points between labels and axis for other words.
    """
    ax.set_ylim(lines.height, 0)
    if style.page.narrow:
        _words_above(ax, rows, lines, style)
    else:
        _label_rows(ax, lines, style, left)
        _write_columns(ax, rows, lines, style)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _label_rows(ax: Axes, lines: Lines, style: Style, left: float) -> None:
    """Write labels left-aligned, so that they read as a list."""
    labels = [(y, text, "normal") for y, text in zip(lines.rows, lines.labels, strict=True)]
    labels += [(y, text, "bold") for y, text in lines.headings]
    labels.sort(key=lambda item: item[0])
    ax.set_yticks([y for y, _, _ in labels], [text for _, text, _ in labels])
    gap = style.scaled(GAP) + left
    widest = text_width("\n".join(lines.labels), style.label, family=style.family) * 72
    ax.tick_params(axis="y", length=0, pad=widest + gap, labelfontfamily=list(style.family))
    for tick, (_, text, weight) in zip(ax.yaxis.get_major_ticks(), labels, strict=True):
        right = reads_from_right(text) and weight == "normal"
        label = tick.label1
        label.set(fontsize=style.label, color=style.ink, fontweight=weight, parse_math=False)
        label.set(horizontalalignment="right" if right else "left")
        if right:
            tick.set_pad(gap)
        if weight == "bold":
            label.set_bbox({"facecolor": style.paper, "edgecolor": "none", "pad": 1})


def _words_above(ax: Axes, rows: Rows, lines: Lines, style: Style) -> None:
    """Write labels, intervals and bases above their rows, and values beside them."""
    ax.set_yticks([])
    gap = style.scaled(GAP)
    widest = text_width("\n".join(rows.values), style.label, bold=True, family=style.family)
    edge = gap + widest * 72
    for y, heading in lines.headings:
        _above(ax, y, heading, edge, style, va="center", fontsize=style.label, fontweight="bold")
    for at, label, side in zip(lines.tops, lines.labels, lines.sides, strict=True):
        top = at + _air(style) / 2
        _above(ax, top, label, edge, style, va="top", fontsize=style.label)
        top += line_height(label, style.label)
        _above(ax, top, side, edge, style, va="top", fontsize=style.small, color=style.muted)
    for y, value in zip(lines.rows, rows.values, strict=True):
        _beside(ax, gap, y, value, style, bold=True)


def _above(ax: Axes, y: float, words: str, edge: float, style: Style, **font: Any) -> None:
    """Write words from the axis's left end, or to the right edge of the values beside it."""
    right = reads_from_right(words)
    font_of_page: dict[str, Any] = {"color": style.ink, "fontfamily": list(style.family)}
    text = ax.annotate(
        words,
        (1 if right else 0, y),
        xycoords=("axes fraction", "data"),
        xytext=(edge if right else 0, 0),
        textcoords="offset points",
        ha="right" if right else "left",
        annotation_clip=False,
        **(font_of_page | font),
    )
    text.set(parse_math=False, linespacing=1.2, in_layout=False)
    text.set_bbox({"facecolor": style.paper, "edgecolor": "none", "pad": 1})


def beside_axis(rows: Rows, lines: Lines, style: Style) -> float:
    """Return the inches that words beside the axis take."""
    family = style.family
    width = text_width("\n".join(rows.values), style.label, bold=True, family=family)
    if not style.page.narrow:
        width += text_width("\n".join(lines.labels), style.label, family=family)
        width += text_width("\n".join(lines.sides), style.small, family=family)
    return width


def _write_columns(ax: Axes, rows: Rows, lines: Lines, style: Style) -> None:
    """Write each row's value, then its interval and base, to the right of the axis."""
    gap = style.scaled(GAP)
    widest = text_width("\n".join(rows.values), style.label, bold=True, family=style.family)
    for y, value, side in zip(lines.rows, rows.values, lines.sides, strict=True):
        _beside(ax, gap, y, value, style, bold=True)
        _beside(ax, gap + widest * 72 + gap, y, side, style, bold=False)


def _beside(ax: Axes, points: float, y: float, words: str, style: Style, *, bold: bool) -> None:
    """Write words to the right of the axis, some points from its edge."""
    ax.annotate(
        words,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(points, 0),
        textcoords="offset points",
        va="center",
        ha="left",
        fontsize=style.label if bold else style.small,
        fontweight="bold" if bold else "normal",
        fontfamily=list(style.family),
        color=style.ink if bold else style.muted,
        linespacing=1.2,
        annotation_clip=False,
        parse_math=False,
    )


def draw_whisker(
    ax: Axes, y: float, limits: tuple[float, float], color: str, style: Style = LIGHT
) -> None:
    """Draw an interval as a line with ends, whole even where it touches 0 or 100 %."""
    ax.plot(
        limits,
        [y, y],
        color=color,
        linewidth=style.scaled(2),
        solid_capstyle="butt",
        marker="|",
        markersize=style.scaled(7),
        markeredgewidth=style.scaled(1.5),
        clip_on=False,
        zorder=3,
    )
