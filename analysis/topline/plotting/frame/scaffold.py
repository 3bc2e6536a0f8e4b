"""The frame that row charts share: labels, a light percent axis, numbers.

On a wide page labels stand to the left of the axis and numbers to its right. On a narrow one label,
interval and base stand above the row, from edge to edge, and only the value beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes

from ...arguments import check_number
from ..look.text_size import balanced, line_height, reads_from_right, text_width
from ..look.theme import LIGHT, Style
from .axis import WHOLE, AxisRange, draw_scale
from .canvas import BESIDE_AXIS, DASHES, ground_of, write_at
from .header import TextBlock
from .rows import Rows
from .widths import GAP, PLOT, label_room, numbers_width, packed, values_width

HEADING = 0.72
"""Width of a group's heading in page widths; it may reach over the chart."""

AIR, LITTLE_AIR, LIST_AIR = 0.16, 0.05, 0.1
"""Inches between the words of two rows, and where there are many, or the page moves them apart; and
where those many have their words above them, which must not look like those of the row before."""

MANY = 30
"""Rows from which on they stand close, in a compact form."""

_LOWER = 0.1
"""Part of its block by which the middle of a group's heading stands below the block's."""

STRIP, LITTLE_STRIP = 0.4, 0.24
"""Height in inches of a row's mark where its words stand above it, and of one of many rows."""

STRIP_ABOVE = 0.45
"""Part of the strip that lies above the middle of its mark: it stands nearer to its own words."""

_BELOW_STACK = 0.25
"""Part of the room above a mark that is left below it, too, where words stand above the rows."""

BELOW = 0.4
"""Inches of the scale below the rows."""


@dataclass(frozen=True)
class Lines:
    """Where everything stands, top-down, in inches, and the wrapped words.

    Attributes
    ----------
    style : Style
        Of the words; its type may be smaller than the page's, so that all fits.
    rows : tuple of float
        Centres of the rows' marks.
    tops : tuple of float
        Tops of the rows' blocks.
    labels, sides : tuple of str
        What each row is, and its interval and base, wrapped.
    headings : tuple of (float, str)
        Centre and words of each group's heading.
    bases : tuple of (float, str)
        Centre and words of each base that is said once for a group; a heading says it where words
        stand above their rows.
    height : float
        Height of everything.
    """

    style: Style
    rows: tuple[float, ...]
    tops: tuple[float, ...]
    labels: tuple[str, ...]
    sides: tuple[str, ...]
    headings: tuple[tuple[float, str], ...]
    bases: tuple[tuple[float, str], ...]
    height: float

    @property
    def pitch(self) -> float:
        """Height of the lowest row."""
        return float(np.diff((*self.tops, self.height)).min())

    @property
    def mark_room(self) -> float:
        """Inches of the lowest row, or of the strip below its words, that its mark may fill."""
        if not self.style.page.narrow:
            return self.pitch
        strip, air = _strip(self.style, len(self.rows)), _air(self.style, len(self.rows))
        return 2 * min(STRIP_ABOVE * strip, (1 - STRIP_ABOVE) * strip + air)

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """Top and bottom of each row's block; a group's heading is in none."""
        size, air = self.style.label, _air(self.style, len(self.rows))
        tops = (y - _lowered(line_height(text, size) + air, air) for y, text in self.headings)
        ends = [*self.tops, *tops, self.height]
        return tuple((top, min(end for end in ends if end > top)) for top in self.tops)

    @property
    def labels_width(self) -> float:
        """Inches of the widest label."""
        return text_width("\n".join(self.labels), self.style.label, family=self.style.family)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height in inches at which nothing in the chart overlaps."""
        return self.style.page.width, self.height + self.style.scaled(BELOW)

    def with_room_above(self, inches: float) -> "Lines":
        """Return the same with some more inches above each row's mark."""
        each = inches + (_BELOW_STACK * inches if self.style.page.narrow else 0.0)
        rows = tuple(y + inches + each * i for i, y in enumerate(self.rows))
        tops = tuple(y + each * i for i, y in enumerate(self.tops))
        return replace(self, rows=rows, tops=tops, height=self.height + each * len(rows))

    def write_labels(self, ax: Axes, gap: float, muted: Sequence[bool] = ()) -> None:
        """Write labels left-aligned, so that they read as a list, and headings among them."""
        style = self.style
        labels = [(y, text, "normal", color) for y, text, color in
                  zip(self.rows, self.labels, self._colors(muted), strict=True)]  # fmt: skip
        labels += [(y, text, "bold", style.ink) for y, text in self.headings]
        # ticks are handed out from top to bottom
        labels.sort(key=lambda item: item[0])
        ax.set_yticks([y for y, *_ in labels], [text for _, text, *_ in labels])
        pad = self.labels_width * 72 + gap
        ax.tick_params(axis="y", length=0, pad=pad, labelfontfamily=list(style.family))
        for tick, (_, text, weight, color) in zip(ax.yaxis.get_major_ticks(), labels, strict=True):
            right = reads_from_right(text) and weight == "normal"
            label = tick.label1
            label.set(fontsize=style.label, color=color, fontweight=weight, parse_math=False)
            label.set(horizontalalignment="right" if right else "left")
            if right:
                tick.set_pad(gap)
            if weight == "bold":
                label.set_bbox(ground_of(style))

    def _colors(self, muted: Sequence[bool]) -> list[str]:
        """Return the colour of each row's label."""
        lesser = muted or [False] * len(self.rows)
        return [self.style.muted if grey else self.style.ink for grey in lesser]

    def write_above(self, ax: Axes, edge: float, muted: Sequence[bool] = ()) -> None:
        """Write labels, intervals and bases above their rows, headings above these.

        Words that read from the right begin `edge` points right of the axis, above the values.
        """
        style = self.style
        ax.set_yticks([])
        blocks = [
            (y, TextBlock(text=text, size=style.label, color=style.ink, weight="bold"))
            for y, text in self.headings
        ]
        blocks += [
            (y, TextBlock(text=text, size=style.small, color=style.muted)) for y, text in self.bases
        ]
        colors = self._colors(muted)
        for top, label, side, color in zip(self.tops, self.labels, self.sides, colors, strict=True):
            own = TextBlock(text=label, size=style.label, color=color)
            below = TextBlock(text=side, size=style.small, color=style.muted)
            y = top + _air(style, len(self.rows)) / 2
            blocks += [(y, own), (y + own.height, below)]
        for y, words in blocks:
            right = reads_from_right(words.text)
            write_at(ax, words.text, (1 if right else 0, y), style, xycoords=BESIDE_AXIS,
                     xytext=(edge if right else 0, 0), ha="right" if right else "left",
                     va="center" if words.weight == "bold" else "top", color=words.color,
                     fontsize=words.size, fontweight=words.weight, in_layout=False,
                     bbox=ground_of(style))  # fmt: skip


def place(rows: Rows, style: Style = LIGHT, more: float = 0.0, plot: float = PLOT) -> Lines:
    """Give every row the height its words need, and every group a heading above its first row.

    `more` is the inches that a chart writes between labels and axis, `plot` the part of the page's
    width that labels leave the axis.
    """
    page, family, air = style.page, style.family, _air(style, len(rows.labels))
    strip = _strip(style, len(rows.labels))
    room = page.label if page.narrow else label_room(rows, style, more, plot)
    labels = tuple(balanced(t, style.label, room, family=family) or " " for t in rows.labels)
    sides = rows.sides
    if page.narrow:
        sides = tuple(packed(side, style) for side in rows.sides)
    room = page.label if page.narrow else HEADING * page.width
    at, tops, headings, bases, y, last = [], [], [], [], 0.0, None
    shared = rows.bases or [""] * len(labels)
    for label, side, group, base in zip(labels, sides, rows.groups, shared, strict=True):
        if group != last:
            last = group
            if group:
                words = ", ".join(filter(None, (group, base if page.narrow else "")))
                heading = balanced(words, style.label, room, bold=True, family=family) or " "
                height = line_height(heading, style.label) + air
                # the heading stands nearer to its own rows than to those above it
                middle = y + _lowered(height, air)
                headings.append((middle, heading))
                bases += [(middle, base)] if base and not page.narrow else []
                y += height
            elif base:
                height = line_height(base, style.small)
                bases.append((y if page.narrow else y + height / 2, base))
                y += height
        own, beside = line_height(label, style.label), line_height(side, style.small)
        height = max(own, beside) + air
        centre = height / 2
        if page.narrow:
            beside = beside if side else 0.0
            height = own + beside + strip + air
            centre = own + beside + strip * STRIP_ABOVE + air / 2
        at.append(y + centre)
        tops.append(y)
        y += height
    return Lines(style=style, rows=tuple(at), tops=tuple(tops), labels=labels, sides=sides,
                 headings=tuple(headings), bases=tuple(bases), height=y)  # fmt: skip


def _lowered(height: float, air: float) -> float:
    """Return the inches from the top of a heading's block to its middle: words stay within."""
    return height / 2 + min(_LOWER * height, air / 2)


def _strip(style: Style, rows: int) -> float:
    return style.scaled(STRIP if rows < MANY else LITTLE_STRIP)


def _air(style: Style, rows: int) -> float:
    little = LIST_AIR if style.page.narrow else LITTLE_AIR
    return style.scaled(AIR if style.page.height is None and rows < MANY else little)


def draw_frame(
    ax: Axes, rows: Rows, lines: Lines, reference: float | None,
    scale: AxisRange = WHOLE, whole: Rows | None = None,
) -> None:  # fmt: skip
    """Draw everything of a row chart but its marks; of a column, on the scale of the `whole`."""
    style = lines.style
    draw_words(ax, rows, lines)
    if reference is not None:
        expected = "a number to draw a line at, or None"
        reference = check_number("reference", reference, -1e100, 1e100, expected=expected)
        scale = replace(scale, shown=(*scale.shown, reference))
    draw_scale(ax, whole or rows, axis_room(rows, lines), style, scale)
    if reference is not None:
        ax.axvline(reference, color=style.muted, linewidth=1, linestyle=DASHES, zorder=1)


def draw_words(ax: Axes, rows: Rows, lines: Lines, left: float = 0.0) -> None:
    """Write labels, values, intervals and bases, and take the frame away.

    `left` is the room in points between labels and axis for other words.
    """
    style = lines.style
    gap, widest = style.scaled(GAP), 72 * values_width(rows, style)
    ax.set_ylim(lines.height, 0)
    if style.page.narrow:
        lines.write_above(ax, gap + widest, rows.muted)
    else:
        lines.write_labels(ax, gap + left, rows.muted)
    told = zip(lines.rows, rows.values, lines.sides, rows.lesser, strict=True)
    for y, value, side, faint in told:
        write_at(ax, value, (1, y), style, xycoords=BESIDE_AXIS, xytext=(gap, 0), va="center",
                 fontsize=style.label, fontweight="bold",
                 color=style.muted if faint else style.ink)  # fmt: skip
        if not style.page.narrow:
            write_at(ax, side, (1, y), style, xycoords=BESIDE_AXIS, xytext=(gap + widest + gap, 0),
                     va="center")  # fmt: skip
    for y, base in lines.bases if not style.page.narrow else ():
        write_at(ax, base, (1, y), style, xycoords=BESIDE_AXIS, xytext=(gap + widest + gap, 0),
                 va="center")  # fmt: skip
    for spine in ax.spines.values():
        spine.set_visible(False)


def beside_axis(rows: Rows, lines: Lines) -> float:
    """Return the inches that words beside the axis take."""
    style = lines.style
    if style.page.narrow:
        return values_width(rows, style)
    return numbers_width(rows, lines.sides, style) + lines.labels_width


def axis_room(rows: Rows, lines: Lines) -> float:
    """Return the inches that words, the gaps beside them and the page's margins leave the axis."""
    style = lines.style
    gaps = (1 if style.page.narrow else 3) * style.scaled(GAP) / 72 + 2 * style.margin
    return style.page.width - beside_axis(rows, lines) - gaps
