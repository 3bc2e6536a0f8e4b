"""Two groups as dots joined by a line, and the interval of their difference beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.schema import FloatArray
from ..frame.canvas import DASHES, quiet
from ..frame.drawn import Drawn, remember
from ..frame.key import Key, draw_key, lay_out
from ..frame.rows import Rows, number_text
from ..frame.scaffold import (
    GAP,
    Lines,
    axes_for,
    beside_axis,
    draw_whisker,
    draw_words,
    place,
    that_fits,
)
from ..look.text_size import text_width
from ..look.theme import Size, Style, styled
from .pairs import PairTable, read_pairs
from .scales import DOT, Scales
from .words import describe_pairs, key_words, note_of, pair_rows, tick_words

LABEL = 0.27
"""Part of the page's width that labels beside the rows take."""


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

    The difference comes from the joint covariance of the two, not from their intervals. It has a
    panel and a scale of its own, with a line at zero. Shares differ by percentage points, means by
    their own unit, which all rows share. A row without one of the groups keeps its place.

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
        Of the dots; its only ``child_axes`` is the panel of the differences.

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
    scales: Scales

    @classmethod
    def of(cls, pairs: PairTable, style: Style) -> "Chart":
        """Measure a chart."""
        width = style.page.label if style.page.narrow else style.page.width - 2 * style.margin
        style = _wrapped(style)
        names = key_words(pairs, style.strings)
        items = [(words, *style.mark(i)) for i, words in enumerate(names[:2])]
        rows = pair_rows(pairs, style)
        lines = place(rows, style)
        words = beside_axis(rows, lines, style) + (4 * style.scaled(GAP)) / 72 + 2 * style.margin
        scales = Scales.of(pairs, style.page.width - words, style)
        key = lay_out([*items, (names[2], style.ink, "D")], width, style)
        return cls(pairs, style, key, rows, lines, scales)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        height = self.lines.height + self.key.height + self.style.scaled(0.4)
        return self.style.page.width, height


def _wrapped(style: Style) -> Style:
    """Wrap labels beside the rows so that two panels have room."""
    if style.page.narrow:
        return style
    label = min(style.page.label, LABEL * style.page.width)
    return replace(style, page=replace(style.page, label=label))


def _fitted(pairs: PairTable, style: Style) -> Chart:
    """Make type smaller until the rows fit a page of fixed height."""
    return that_fits(style, lambda own: Chart.of(pairs, own), lambda chart: chart.figure_size[1])


def _draw(ax: Axes, chart: Chart) -> None:
    style, lines, scales = chart.style, chart.lines, chart.scales
    quiet(ax, style, "")
    draw_words(ax, chart.rows, lines, style)
    ax.set_ylim(lines.height, -chart.key.height)
    ax.set_xlim(scales.left, scales.right)
    ends = (scales.low, scales.high) if chart.pairs.percent else ()
    ax.set_xticks(ends, [style.strings.percent_text(end) for end in ends])
    panel = _panel(ax, chart)
    groups = [chart.pairs.group(which)["estimate"] for which in ("first", "second")]
    differences = chart.pairs.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for row, y in enumerate(lines.rows):
        _draw_pair(ax, y, [float(group.iloc[row]) for group in groups], chart)
        _draw_difference(panel, y, differences[row], style)
    widest = text_width("\n".join(lines.labels), style.label, family=style.family)
    left = 0.0 if style.page.narrow else -72 * widest - style.scaled(GAP)
    draw_key(ax, chart.key, left, -chart.key.height, style)


def _panel(ax: Axes, chart: Chart) -> Axes:
    """Return axes for the differences, beside the rows and below the key."""
    style, scales, height = chart.style, chart.scales, chart.lines.height
    high = height / (height + chart.key.height)
    panel = ax.inset_axes((1 - scales.part, 0, scales.part, high), zorder=0.5)
    quiet(panel, style, "x")
    panel.patch.set_visible(False)
    panel.set_xlim(scales.least, scales.most)
    panel.set_ylim(height, 0)
    panel.set_yticks([])
    words = [tick_words(at, chart.pairs.percent, style.strings) for at in scales.ticks]
    panel.set_xticks(scales.ticks, words)
    panel.axvline(0, color=style.muted, linestyle=DASHES, linewidth=style.scaled(1), zorder=1)
    return panel


def _draw_pair(ax: Axes, y: float, values: list[float], chart: Chart) -> None:
    """Draw both groups, the line between them, and their numbers outside."""
    style, ends = chart.style, (chart.scales.low, chart.scales.high)
    ax.plot(ends, [y, y], color=style.grid, linewidth=style.scaled(0.8), zorder=1)
    if np.isfinite(values).all():
        ax.plot(values, [y, y], color=style.muted, linewidth=style.scaled(2), zorder=2)
    for at, value in enumerate(values):
        if not np.isfinite(value):
            continue
        color, marker = style.mark(at)
        ax.plot([value], [y], linestyle="none", marker=marker, markersize=style.scaled(DOT),
                color=color, markeredgecolor=style.paper, markeredgewidth=style.scaled(0.7),
                clip_on=False, zorder=4)  # fmt: skip
        other = values[1 - at]
        right = value > other or (not value < other and at == 1)
        _write_value(ax, (value, y), right, chart)


def _write_value(ax: Axes, place: tuple[float, float], right: bool, chart: Chart) -> None:
    """Write a group's estimate to the right or the left of its dot."""
    style = chart.style
    text = ax.annotate(
        number_text(place[0], chart.pairs.percent, style.strings),
        place,
        xytext=((1 if right else -1) * style.scaled(DOT), 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        fontsize=style.small,
        fontfamily=list(style.family),
        color=style.ink,
        annotation_clip=False,
        parse_math=False,
    )
    text.set_bbox({"facecolor": style.paper, "edgecolor": "none", "pad": 0.5})


def _draw_difference(panel: Axes, y: float, difference: FloatArray, style: Style) -> None:
    estimate, low, high = difference
    if np.isfinite([low, high]).all():
        draw_whisker(panel, y, (low, high), style.ink, style)
    if np.isfinite(estimate):
        fill = style.ink if np.isfinite(low) else style.paper
        panel.plot([estimate], [y], linestyle="none", marker="D", markersize=style.scaled(4.5),
                   color=style.ink, markerfacecolor=fill, clip_on=False, zorder=4)  # fmt: skip
