"""Two groups as dots joined by a line, and the interval of their difference beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ...arguments import described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.suppression import check_suppressed, imprecise_codes
from ...language.marking import marked
from ..frame.canvas import DASHES, ground_of, quiet, write_number
from ..frame.emphasis import Highlight, muted
from ..frame.key import Entry, Key, draw_key, lay_out
from ..frame.marks import Mark, draw_point
from ..frame.page import axes_for, drawn, that_fits
from ..frame.parts import part_of
from ..frame.record import Record, Spot, attach_record
from ..frame.rows import Rows
from ..frame.scaffold import Lines, beside_axis, draw_words, place
from ..frame.tables import estimates_of, records_of
from ..frame.widths import GAP
from ..look.theme import Size, Style, styled
from .pairs import PairTable, read_pairs
from .scales import DOT, Scales
from .words import (
    SIDES,
    describe_pairs,
    group_text,
    key_words,
    note_of,
    pair_rows,
    tick_words,
    values_above,
)

LABEL = 0.27
"""Part of the page's width that labels beside the rows take."""


@drawn
def plot_difference(
    estimates: Estimates,
    *,
    by: str | Sequence[str] | None = None,
    pair: Sequence[Any] | None = None,
    order: str | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
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
    highlight : str or list of str, optional
        Rows that stand out, by their labels; marks and words of all others are grey.
    suppressed : {"mark", "hide"}
        Whether shares and differences that are not to be published by themselves are drawn, hollow
        and grey, with †, or left out, with all that is computed from them.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes
        Of the dots; its only ``child_axes`` is the panel of the differences.

    Raises
    ------
    ArgumentError
        When these are no Estimates, `highlight` is no row, or the groups or an option are unknown.

    Examples
    --------
    >>> plot_difference(survey.proportion("importance", by="role"))  # doctest: +SKIP
    """
    style = styled(style, size)
    if order is not None and not (isinstance(order, str) and order == "difference"):
        raise ArgumentError(
            f"order is {described(order)}; expected None (as given) or 'difference'"
        )
    check_suppressed(suppressed)
    if suppressed == "hide" and isinstance(estimates, Estimates):
        estimates = estimates.without_suppressed()
    found = read_pairs(estimates, by, pair)
    found = found.sorted() if order else found
    lesser = muted(found.labels, highlight)
    chart = that_fits(style, partial(Chart.of, found, lesser))
    ax, most = axes_for(ax, chart.figure_size, chart.style), len(found.labels)
    found = chart.pairs
    chart.draw_groups(ax)
    chart.draw_differences(ax)
    left = 0.0 if style.page.narrow else -72 * chart.lines.labels_width - style.scaled(GAP)
    draw_key(ax, chart.key, left, -chart.key.height, chart.style)
    record = Record(
        kind=marked("Dots joined in pairs"),
        marks=marked("Whiskers"),
        table=found.table,
        labels=found.labels,
        percent=found.percent,
        style=chart.style,
        note=note_of(found, style.strings),
        description=describe_pairs(found, style.strings),
        doubts=found.doubts,
        pages=range(1, most + 1),
        spots=tuple(
            Spot(row=row, top=top, bottom=bottom, key=key)
            for row, ((top, bottom), key) in enumerate(
                zip(chart.lines.spans, found.table["estimate"], strict=True)
            )
        ),
    )
    return attach_record(ax, record, estimates)


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
    def of(cls, pairs: PairTable, lesser: tuple[bool, ...], style: Style) -> "Chart":
        """Measure a chart of pairs, some of them lesser ones, or the part that is on its page."""
        page = style.page
        own = part_of(page, len(pairs.labels))
        whole, pairs = pairs, pairs.at(own)
        lesser = tuple(lesser[at] for at in own)
        width = page.label if page.narrow else page.width - 2 * style.margin
        if not page.narrow:
            # labels beside the rows are wrapped so that two panels have room
            style = replace(style, page=replace(page, label=min(page.label, LABEL * page.width)))
        names = key_words(pairs, style.strings)
        marks = [style.mark(0), style.mark(1), (style.ink, "D")]
        entries = [Entry(words=words, color=color, marker=marker)
                   for words, (color, marker) in zip(names, marks, strict=True)]  # fmt: skip
        rows = replace(pair_rows(pairs, style), muted=lesser)
        lines = place(rows, style)
        scales = Scales.of(whole, page.width - _beside(rows, lines), style)
        if page.narrow and _beside(rows, lines) + scales.inches > page.width:
            # without room beside both scales, differences stand above their rows, too
            rows = values_above(rows)
            lines = place(rows, style)
            scales = Scales.of(whole, page.width - _beside(rows, lines), style)
        key = lay_out(entries, width, style)
        return cls(pairs=pairs, style=style, key=key, rows=rows, lines=lines, scales=scales)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        height = self.lines.height + self.key.height + self.style.scaled(0.4)
        return _beside(self.rows, self.lines) + self.scales.inches, height

    def draw_groups(self, ax: Axes) -> None:
        """Draw the words of all rows, both groups, the line between, and numbers outside."""
        style, lines, scales, percent = self.style, self.lines, self.scales, self.pairs.percent
        quiet(ax, style, "")
        draw_words(ax, self.rows, lines)
        ax.set_ylim(lines.height, -self.key.height)
        ax.set_xlim(scales.left, scales.right)
        ends = (scales.low, scales.high)
        ticks = ends if percent else ()
        ax.set_xticks(ticks, [style.strings.percent_text(end) for end in ticks])
        told = zip(lines.rows, self.rows.muted, records_of(self.pairs.table), strict=True)
        for y, lesser, line in told:
            pair = [float(line[f"{which}_estimate"]) for which in SIDES]
            ax.plot(ends, [y, y], color=style.grid, linewidth=style.scaled(0.8), zorder=1)
            if np.isfinite(pair).all():
                ax.plot(
                    pair,
                    [y, y],
                    color=style.grid if lesser else style.muted,
                    linewidth=style.scaled(2),
                    zorder=2,
                )
            for at, value in enumerate(pair):
                if not np.isfinite(value):
                    continue
                color, marker = style.mark(at)
                color = style.dont_know if lesser else color
                faint = bool(imprecise_codes(line[f"{SIDES[at]}_reasons"]))
                draw_point(ax, (value, y), style, color=color, marker=marker, size=DOT,
                           markerfacecolor=style.paper if faint else color,
                           markeredgecolor=style.faint if faint else style.paper,
                           markeredgewidth=style.scaled(1.2 if faint else 0.7))  # fmt: skip
                # the number of the larger one stands right; of two that are alike, the second's
                right = value > pair[1 - at] or (not value < pair[1 - at] and at == 1)
                words = group_text(line, SIDES[at], self.pairs, style.strings)
                write_number(ax, words, (value, y), style,
                         xytext=((1 if right else -1) * style.scaled(DOT), 0),
                         ha="left" if right else "right", va="center",
                         color=style.muted if faint or lesser else style.ink,
                         bbox=ground_of(style, 0.5))  # fmt: skip

    def draw_differences(self, ax: Axes) -> None:
        """Draw the differences with their intervals on axes of their own, beside the rows."""
        style, scales, lines = self.style, self.scales, self.lines
        high = lines.height / (lines.height + self.key.height)
        panel = ax.inset_axes((1 - scales.part, 0, scales.part, high), zorder=0.5)
        quiet(panel, style, "x")
        panel.patch.set_visible(False)
        panel.set_xlim(scales.least, scales.most)
        panel.set_ylim(lines.height, 0)
        panel.set_yticks([])
        words = [tick_words(at, self.pairs.percent, style.strings) for at in scales.ticks]
        panel.set_xticks(scales.ticks, words)
        panel.axvline(0, color=style.muted, linestyle=DASHES, linewidth=style.scaled(1), zorder=1)
        rows = self.rows
        differences = zip(estimates_of(self.pairs.table), rows.muted, rows.faint, strict=True)
        for y, ((estimate, low, high), lesser, faint) in zip(lines.rows, differences, strict=True):
            color = style.dont_know if lesser else style.ink
            mark = Mark(y=y, estimate=estimate, low=low, high=high, color=color, marker="D",
                        faint=faint)  # fmt: skip
            mark.draw_whisker(panel, style)
            mark.draw_point(panel, style, size=4.5)


def _beside(rows: Rows, lines: Lines) -> float:
    """Return the inches that words, gaps and margins take beside both scales."""
    style = lines.style
    return beside_axis(rows, lines) + 4 * style.scaled(GAP) / 72 + 2 * style.margin
