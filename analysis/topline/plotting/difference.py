"""Two groups as dots joined by a line, and the interval of their difference beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..estimates.schema import FloatArray
from .difference_words import describe_pairs, note_of, pair_rows
from .drawn import Drawn, remember
from .key import Key, draw_key, lay_out
from .measure import text_width
from .pairs import PairTable, read_pairs
from .rows import Rows, number_text
from .scaffold import (
    GAP,
    Lines,
    axes_for,
    beside_axis,
    chart_room,
    draw_whisker,
    draw_words,
    place,
    smaller_types,
)
from .theme import Size, Style, styled

DOT = 7.0
"""Points of a dot."""

_APART = 0.25
"""Inches between the groups and their difference."""

_ROUND = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def plot_difference(
    estimates: Estimates,
    *,
    by: str | Sequence[str] | None = None,
    pair: Sequence[Any] | None = None,
    order: str | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw two groups as dots joined by a line, and beside them their difference with its interval.

    The difference comes from the joint covariance of the two, not from their intervals; it has
    a zero line of its own and the same scale as the dots.

    Parameters
    ----------
    estimates : Estimates
        Of two groups: for each question and answer a row of either.
    by : str or list of str, optional
        Label columns that tell the groups apart, as in ``Estimates.compare``: by default the
        domains, else the answers, else the questions.
    pair : sequence of two, optional
        The groups, the first less the second; needed where there are more than two.
    order : {None, "difference"}
        Rows as given, or the largest difference first.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When these are no Estimates, or the groups or an option are unknown.

    Examples
    --------
    >>> plot_difference(survey.proportion("importance", by="role"))  # doctest: +SKIP
    """
    style = styled(style, size)
    if order not in (None, "difference"):
        raise ArgumentError(f"order is {order!r}; expected None (as given) or 'difference'")
    found = read_pairs(estimates, by, pair)
    found = found.sorted() if order else found
    chart = _fitted(found, style)
    ax = axes_for(ax, chart.figure_size, chart.style)
    _draw(ax, chart)
    note, told = note_of(found, style.strings), describe_pairs(found, style.strings)
    kind = "Dots joined in pairs"
    remember(ax, Drawn(kind, "Whiskers", found.table, found.labels, None, found.percent,
                       chart.style, note, told))  # fmt: skip
    return ax


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn, measured on its page."""

    pairs: PairTable
    style: Style
    key: Key
    rows: Rows
    lines: Lines
    scale: "Scale"

    @classmethod
    def of(cls, pairs: PairTable, style: Style) -> "Chart":
        """Measure a chart."""
        width = style.page.label if style.page.narrow else style.page.width - 2 * style.margin
        first, second = pairs.names
        less = style.strings("Difference: {first} less {second}", first=first, second=second)
        items = [(name, *style.mark(i)) for i, name in enumerate(pairs.names)]
        rows = pair_rows(pairs, style)
        lines = place(rows, style)
        words = beside_axis(rows, lines, style) + (4 * style.scaled(GAP)) / 72 + 2 * style.margin
        scale = Scale.of(pairs, style.page.width - words, style)
        key = lay_out([*items, (less, style.ink, "D")], width, style)
        return cls(pairs, style, key, rows, lines, scale)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        height = self.lines.height + self.key.height + self.style.scaled(0.4)
        return self.style.page.width, height


@dataclass(frozen=True)
class Scale:
    """Where values and differences stand on one axis, whose units are those of the values.

    Attributes
    ----------
    low, high : float
        Ends of the values.
    zero : float
        Where the difference is none.
    left, right : float
        Ends of the axis.
    inch : float
        Units of an inch, or a little less.
    """

    low: float
    high: float
    zero: float
    left: float
    right: float
    inch: float

    @classmethod
    def of(cls, pairs: PairTable, inches: float, style: Style) -> "Scale":
        """Share the axis out among values, their words, and differences."""
        values = pairs.values
        low, high = _ends(values, pairs.percent)
        gaps = _finite(pairs.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float))
        least, most = min(0.0, gaps.min(initial=0)), max(0.0, gaps.max(initial=0))
        texts = [number_text(value, pairs.percent, style.strings) for value in values]
        words = text_width("\n".join(texts or [""]), style.small, family=style.family)
        beside = words + style.scaled(DOT) / 72 * 1.5
        free = max(inches - 2 * beside - style.scaled(_APART), 0.3 * inches)
        inch = (high - low + most - least) / free
        end = high + (beside + style.scaled(_APART)) * inch
        zero = end - least
        return cls(low, high, zero, low - beside * inch, zero + max(most, 0.02 * inch), inch)


def _ends(values: FloatArray, percent: bool) -> tuple[float, float]:
    """Return the ends of the values: 0 and a round share, or the least and the largest."""
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    if percent and low >= 0:
        return 0.0, next((end for end in _ROUND if high <= end), 1.0)
    return (float(low), float(high)) if low < high else (float(low) - 0.5, float(low) + 0.5)


def _finite(values: FloatArray) -> FloatArray:
    return values[np.isfinite(values)]


def _fitted(pairs: PairTable, style: Style) -> Chart:
    """Make type smaller until the rows fit a page of fixed height."""
    for smaller in smaller_types(style):
        chart = Chart.of(pairs, smaller)
        if chart.figure_size[1] <= chart_room(style):
            break
    return chart


def _draw(ax: Axes, chart: Chart) -> None:
    style, lines, scale = chart.style, chart.lines, chart.scale
    draw_words(ax, chart.rows, lines, style)
    ax.set_ylim(lines.height, -chart.key.height)
    ax.set_xlim(scale.left, scale.right)
    ax.set_xticks([scale.zero], [style.strings.number("0")])
    ax.tick_params(axis="x", length=0, labelsize=style.small, labelcolor=style.muted,
                   labelfontfamily=list(style.family))  # fmt: skip
    ax.plot([scale.zero] * 2, [0, lines.height], color=style.muted, linestyle=(0, (4, 3)),
            linewidth=style.scaled(1), zorder=1)  # fmt: skip
    groups = [chart.pairs.group(which) for which in ("first", "second")]
    differences = chart.pairs.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for row, y in enumerate(lines.rows):
        _draw_pair(ax, y, [float(group["estimate"].iloc[row]) for group in groups], chart)
        _draw_difference(ax, y, differences[row], chart)
    widest = text_width("\n".join(lines.labels), style.label, family=style.family)
    left = 0.0 if style.page.narrow else -72 * widest - style.scaled(GAP)
    draw_key(ax, chart.key, left, -chart.key.height, style)


def _draw_pair(ax: Axes, y: float, values: list[float], chart: Chart) -> None:
    """Draw both groups, the line between them, and their numbers outside."""
    style, scale = chart.style, chart.scale
    ax.plot(
        [scale.low, scale.high], [y, y], color=style.grid, linewidth=style.scaled(0.8), zorder=1
    )
    if np.isfinite(values).all():
        ax.plot(values, [y, y], color=style.muted, linewidth=style.scaled(2), zorder=2)
    for at, value in enumerate(values):
        if not np.isfinite(value):
            continue
        color, marker = style.mark(at)
        ax.plot([value], [y], linestyle="none", marker=marker, markersize=style.scaled(DOT),
                color=color, clip_on=False, zorder=4)  # fmt: skip
        other = values[1 - at]
        right = value > other or (not value < other and at == 1)
        shift = (1 if right else -1) * style.scaled(DOT)
        text = ax.annotate(
            number_text(value, chart.pairs.percent, style.strings), (value, y), xytext=(shift, 0),
            textcoords="offset points", ha="left" if right else "right", va="center",
            fontsize=style.small, fontfamily=list(style.family), color=style.ink,
            annotation_clip=False, parse_math=False,
        )  # fmt: skip
        text.set_bbox({"facecolor": style.paper, "edgecolor": "none", "pad": 0.5})


def _draw_difference(ax: Axes, y: float, difference: FloatArray, chart: Chart) -> None:
    style, (estimate, low, high) = chart.style, difference + chart.scale.zero
    if np.isfinite([low, high]).all():
        draw_whisker(ax, y, (low, high), style.ink, style)
    if np.isfinite(estimate):
        fill = style.ink if np.isfinite(low) else style.paper
        ax.plot([estimate], [y], linestyle="none", marker="D", markersize=style.scaled(5.5),
                color=style.ink, markerfacecolor=fill, clip_on=False, zorder=4)  # fmt: skip
