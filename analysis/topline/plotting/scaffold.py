"""The frame that row charts share: labels left, a light percent axis, numbers right."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from . import theme
from .measure import line_height, text_width
from .rows import Rows, number_text, wrapped

FloatArray = NDArray[np.float64]

HEADING_CHARACTERS = 64
"""Characters of a group's heading before it wraps; it may reach over the chart."""

TICK_GAP = 0.15
"""Inches between the numbers under the axis."""

GAP = 10.0
"""Points between the axis, the labels and the columns beside it."""


@dataclass(frozen=True)
class Lines:
    """Where the centres of rows and group headings stand, top-down, in inches."""

    rows: tuple[float, ...]
    headings: tuple[tuple[float, str], ...]
    height: float


def place(rows: Rows) -> Lines:
    """Give every row the height its words need, and every group a heading above its first row."""
    at, headings, y, last = [], [], 0.0, ""
    for label, side, group in zip(rows.labels, rows.sides, rows.groups, strict=True):
        if group != last:
            height = _block(wrapped(group, HEADING_CHARACTERS))
            headings.append((y + height * 0.6, wrapped(group, HEADING_CHARACTERS)))
            y += height
            last = group
        height = max(_block(wrapped(label)), _block(side))
        at.append(y + height / 2)
        y += height
    return Lines(tuple(at), tuple(headings), y)


def _block(words: str) -> float:
    return line_height(words, theme.LABEL) + 0.16


def chart_size(rows: Rows) -> tuple[float, float]:
    """Return width and height in inches at which nothing in the chart overlaps."""
    return theme.WIDTH, place(rows).height + 0.4


def axes_for(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """Return the caller's Axes, or the only one of a new figure of this size."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=size, layout="constrained")[1]


def draw_frame(ax: Axes, rows: Rows, lines: Lines, reference: float | None) -> None:
    """Draw everything of a row chart but its marks."""
    ax.set_ylim(lines.height, 0)
    _label_rows(ax, rows, lines)
    _scale(ax, rows)
    _write_columns(ax, rows, lines)
    if reference is not None:
        ax.axvline(reference, color=theme.MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _label_rows(ax: Axes, rows: Rows, lines: Lines) -> None:
    """Write labels left-aligned, so that they read as a list."""
    labels = [(y, wrapped(text), "normal") for y, text in zip(lines.rows, rows.labels, strict=True)]
    labels += [(y, text, "bold") for y, text in lines.headings]
    labels.sort(key=lambda item: item[0])
    ax.set_yticks([y for y, _, _ in labels], [text for _, text, _ in labels])
    for tick, (_, _, weight) in zip(ax.get_yticklabels(), labels, strict=True):
        tick.set(fontsize=theme.LABEL, color=theme.INK, fontweight=weight, parse_math=False)
        tick.set(horizontalalignment="left")
        if weight == "bold":
            tick.set_bbox({"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1})
    widest = max(text_width(wrapped(text), theme.LABEL) for text in rows.labels)
    ax.tick_params(axis="y", length=0, pad=widest * 72 + GAP)


def _scale(ax: Axes, rows: Rows) -> None:
    """Set the value axis: 0 to 100 % for shares, as wide as needed for anything else."""
    values = rows.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    finite = values[np.isfinite(values)]
    if rows.percent and (len(finite) == 0 or finite.min() >= 0):
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "", "50%", "", "100%"])
    elif len(finite):
        margin = 0.05 * (finite.max() - finite.min()) or 1.0
        ax.set_xlim(finite.min() - margin, finite.max() + margin)
        ax.xaxis.set_major_locator(MaxNLocator(_ticks(rows, finite)))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number_text(x, rows.percent)))
    ax.tick_params(axis="x", length=0, labelsize=theme.SMALL, labelcolor=theme.MUTED)
    ax.grid(visible=True, axis="x", color=theme.GRID, linewidth=0.8)
    ax.grid(visible=False, axis="y")
    ax.set_axisbelow(True)


def _ticks(rows: Rows, values: FloatArray) -> int:
    """Return how many numbers fit under the axis, at most 5."""
    beside = text_width("\n".join(map(wrapped, rows.labels)), theme.LABEL)
    beside += text_width("\n".join(rows.values), theme.LABEL, bold=True)
    beside += text_width("\n".join(rows.sides), theme.SMALL)
    ends = "\n".join(number_text(float(value), rows.percent) for value in values)
    room = (theme.WIDTH - beside) / (text_width(ends, theme.SMALL) + TICK_GAP)
    return int(np.clip(room - 1, 1, 5))


def _write_columns(ax: Axes, rows: Rows, lines: Lines) -> None:
    """Write each row's value, then its interval and base, to the right of the axis."""
    widest = max(text_width(value, theme.LABEL, bold=True) for value in rows.values)
    beside = GAP + widest * 72 + GAP
    for y, value, side in zip(lines.rows, rows.values, rows.sides, strict=True):
        _beside(ax, GAP, y, value, bold=True)
        _beside(ax, beside, y, side, bold=False)


def _beside(ax: Axes, points: float, y: float, words: str, *, bold: bool) -> None:
    """Write words to the right of the axis, some points from its edge."""
    ax.annotate(
        words,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(points, 0),
        textcoords="offset points",
        va="center",
        ha="left",
        fontsize=theme.LABEL if bold else theme.SMALL,
        fontweight="bold" if bold else "normal",
        color=theme.INK if bold else theme.MUTED,
        linespacing=1.2,
        annotation_clip=False,
        parse_math=False,
    )


def draw_whisker(ax: Axes, y: float, low: float, high: float, color: str) -> None:
    """Draw an interval as a line with ends, whole even where it touches 0 or 100 %."""
    ax.plot(
        [low, high],
        [y, y],
        color=color,
        linewidth=2,
        solid_capstyle="butt",
        marker="|",
        markersize=7,
        markeredgewidth=1.5,
        clip_on=False,
        zorder=3,
    )
