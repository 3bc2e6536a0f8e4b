"""Answers on a scale as stacked bars, diverging from their middle or filling 100 %."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...wording import label_text
from ..frame.canvas import BESIDE_AXIS, write_number
from ..frame.key import draw_key
from ..frame.page import axes_for, that_fits
from ..frame.record import Record, attach_record
from ..frame.scaffold import GAP, draw_words
from ..look.text_size import line_height, text_width
from ..look.theme import Size, Style, styled
from .answers import Scale, in_bar_order, read_scale
from .layout import BESIDE, Chart
from .nets import Nets, nets_of
from .stacks import Parting
from .words import apart_text, describe_scale, inside_text, note_of

KINDS = ("diverging", "stacked")
NEUTRALS = ("split", "aside", None)

_INSIDE = 0.04
"""Inches that a segment is wider than its words at least."""

_PAST = 0.75
"""Half the length of the middle line of one bar in heights of the bar."""


def plot_likert(
    estimates: Estimates | pd.DataFrame,
    *,
    rows: str | Sequence[str] | None = None,
    kind: str = "diverging",
    neutral: str | None = "split",
    aside: Sequence[str] | None = None,
    nets: bool | Mapping[str, Sequence[Any]] | None = None,
    order: str | Sequence[str] | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw the answers to one or several questions on a scale, a stacked bar each.

    Answers keep the order of the table, empty ones too. "Don't know" and refusals stand apart at
    the right and never shift the middle; all shares are of everybody in the base.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        Shares of answers, as ``Survey.proportion`` returns, or with the columns category and
        estimate and those that tell bars apart.
    rows : str or list of str, optional
        Columns that tell bars apart; by default all labels that vary, but the answers.
    kind : {"diverging", "stacked"}
        Bars to both sides of the middle, or from 0 to 100 %.
    neutral : {"split", "aside", None}
        The middle one of an odd number of answers: half of it on either side, in a column of its
        own, or the first to the right. Diverging bars only.
    aside : list of str, optional
        Answers to set aside; by default those that say "don't know", "refused" and the like, none
        with ``()``.
    nets : bool or mapping of str to list, optional
        Write the net of each side: a sum of shares, with the interval of its own that Estimates
        give. Or the two nets by their names.
    order : {None, "net"} or list of str
        Bars as given, the largest net of the right side first, or by their labels.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, or shares of a bar add up to more than everybody.
    ArgumentError
        When an option is unknown, or there are more than seven answers.

    Examples
    --------
    >>> plot_likert(survey.proportion("importance", by="role"), nets=True)  # doctest: +SKIP
    """
    style = styled(style, size)
    for name, value, known in (("kind", kind, KINDS), ("neutral", neutral, NEUTRALS)):
        if value not in known:
            listed = ", ".join(map(repr, known))
            raise ArgumentError(f"{name} is {value!r}; expected one of {listed}")
    parting = Parting(kind, neutral)
    scale = read_scale(estimates, rows, aside)
    sums = nets_of(estimates, scale, nets, parting) if nets or order == "net" else None
    at = _order(scale, sums, order)
    scale, sums = scale.in_order(at), sums.in_order(at) if sums and nets else None
    chart = that_fits(
        style, lambda own: Chart.of(scale, sums, parting, own), lambda made: made.figure_size[1]
    )
    ax = axes_for(ax, chart.figure_size, chart.style)
    _draw_bars(ax, chart)
    _write_nets(ax, chart)
    left = 0.0 if style.page.narrow else -chart.labels_width
    draw_key(ax, chart.key, left, -chart.head, chart.style)
    table = scale.table
    if sums is not None and len(sums.table):
        own = in_bar_order(sums.table, scale.names, scale.keys)
        table = pd.concat([table, own], ignore_index=True)
    record = Record(
        kind="Diverging stacked bars" if kind == "diverging" else "Stacked bars",
        marks="Numbers beside" if sums is not None and sums.bounded else "",
        table=table,
        labels=tuple(label_text(value) for value in table["category"]),
        style=chart.style,
        note=note_of(scale, sums, parting, style.strings),
        description=describe_scale(scale, sums, style.strings),
    )
    attach_record(ax, record)
    return ax


def _order(scale: Scale, nets: Nets | None, order: str | Sequence[str] | None) -> list[int]:
    """Return the bars in the order asked for."""
    if order is None:
        return list(range(len(scale.labels)))
    if order == "net" and nets is not None:
        # a bar without a net stands last
        right = -np.nan_to_num(nets.sums[:, 1, 0], nan=-1.0)
        return [int(at) for at in np.argsort(right, kind="stable")]
    labels = [order] if isinstance(order, str) else [label_text(label) for label in order]
    if sorted(labels) != sorted(scale.labels):
        raise ArgumentError(
            f"order is {order!r}; expected None, 'net', or every label once: "
            f"{', '.join(map(repr, scale.labels))}"
        )
    return [scale.labels.index(label) for label in labels]


def _draw_bars(ax: Axes, chart: Chart) -> None:
    """Draw all segments, the line where sides part, and shares inside or beside."""
    style, lines, stacks, bar = chart.style, chart.lines, chart.stacks, chart.bar
    draw_words(ax, chart.rows, lines, chart.left_width)
    ax.set_ylim(lines.height, -chart.head)
    ax.set_xlim(stacks.low, stacks.high)
    ax.set_xticks([])
    # through all bars, but not through the words above them on a narrow page
    ends = [(y - _PAST * bar, y + _PAST * bar) for y in lines.rows]
    for top, bottom in ends if style.page.narrow else [(0.0, lines.height)]:
        if stacks.low < 0:
            ax.plot([0, 0], [top, bottom], color=style.muted, linewidth=style.scaled(1), zorder=1)
    # numbers need a bar nearly as high as a line of text
    high = bar >= line_height("n", style.small) * 0.8
    for part in stacks.segments:
        if part.share <= 0:
            continue
        y, color = lines.rows[part.bar], chart.colors[part.answer]
        ax.barh(y, part.share, bar, left=part.start, color=color, edgecolor=style.muted,
                linewidth=style.scaled(0.4), zorder=2)  # fmt: skip
        words = inside_text(part.share, style.strings)
        room = part.share * chart.inches - style.scaled(_INSIDE)
        if not part.apart and high and text_width(words, style.small, family=style.family) <= room:
            ax.text(part.start + part.share / 2, y, words, ha="center", va="center_baseline",
                    color=style.words_on(color), fontsize=style.small, zorder=4,
                    fontfamily=list(style.family), parse_math=False)  # fmt: skip
    for column in stacks.apart:
        for y, share in zip(lines.rows, column.shares, strict=True):
            write_number(ax, apart_text(share, style.strings), (column.start + share, y), style,
                     va="center_baseline", xytext=(style.scaled(BESIDE), 0))  # fmt: skip


def _write_nets(ax: Axes, chart: Chart) -> None:
    """Write the nets of the left side, and what both columns are."""
    if not chart.left:
        return
    style, gap = chart.style, chart.style.scaled(GAP)
    for y, (net, limits) in zip(chart.lines.rows, chart.left, strict=True):
        write_number(ax, net, (0, y), style, xycoords=BESIDE_AXIS, xytext=(-gap, 0), ha="right",
                 va="center", fontsize=style.label, fontweight="bold",
                 color=style.ink)  # fmt: skip
        write_number(ax, limits, (0, y), style, xycoords=BESIDE_AXIS, ha="right", va="center",
                 xytext=(-gap - chart.left_widths[0], 0))  # fmt: skip
    y = -line_height("n", style.small) / 2
    for x, shift, side in ((0, -gap, "right"), (1, gap, "left")):
        write_number(ax, style.strings("NET"), (x, y), style, xycoords=BESIDE_AXIS, xytext=(shift, 0),
                 ha=side, va="center")  # fmt: skip
