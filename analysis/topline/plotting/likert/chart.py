"""Answers on a scale as stacked bars, diverging from their middle or filling 100 %."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...wording import label_text
from ..frame.drawn import Drawn, remember
from ..frame.key import draw_key
from ..frame.scaffold import GAP, axes_for, draw_words
from ..look.text_size import line_height, text_width
from ..look.theme import Size, Style, styled
from .answers import Scale, in_bar_order, read_scale
from .layout import BESIDE, Chart, fitted_chart
from .nets import Nets, nets_of
from .stacks import Parting, Segment
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
    style, parting = styled(style, size), _parting(kind, neutral)
    scale = read_scale(estimates, rows, aside)
    sums = nets_of(estimates, scale, nets, parting) if nets or order == "net" else None
    at = _order(scale, sums, order)
    scale, sums = scale.in_order(at), sums.in_order(at) if sums else None
    chart = fitted_chart(scale, sums if nets else None, parting, style)
    ax = axes_for(ax, chart.figure_size, chart.style)
    _draw(ax, chart)
    remember(ax, _drawn(chart))
    return ax


def _parting(kind: str, neutral: str | None) -> Parting:
    for name, value, known in (("kind", kind, KINDS), ("neutral", neutral, NEUTRALS)):
        if value not in known:
            listed = ", ".join(map(repr, known))
            raise ArgumentError(f"{name} is {value!r}; expected one of {listed}")
    return Parting(kind, neutral)


def _order(scale: Scale, nets: Nets | None, order: str | Sequence[str] | None) -> list[int]:
    """Return the bars in the order asked for."""
    if order is None:
        return list(range(len(scale.labels)))
    if order == "net" and nets is not None:
        right = -np.nan_to_num(nets.sums[:, 1, 0], nan=-1.0)
        return [int(at) for at in np.argsort(right, kind="stable")]
    labels = [order] if isinstance(order, str) else [label_text(label) for label in order]
    if sorted(labels) != sorted(scale.labels):
        raise ArgumentError(
            f"order is {order!r}; expected None, 'net', or every label once: "
            f"{', '.join(map(repr, scale.labels))}"
        )
    return [scale.labels.index(label) for label in labels]


def _draw(ax: Axes, chart: Chart) -> None:
    style, lines, stacks = chart.style, chart.lines, chart.stacks
    draw_words(ax, chart.rows, lines, style, chart.left_width)
    ax.set_ylim(lines.height, -chart.head)
    ax.set_xlim(stacks.low, stacks.high)
    ax.set_xticks([])
    if stacks.low < 0:
        _draw_middle(ax, chart)
    for part in stacks.segments:
        _draw_segment(ax, chart, part)
    _draw_apart(ax, chart)
    _draw_nets(ax, chart)
    draw_key(ax, chart.key, 0.0 if style.page.narrow else -chart.labels_width, -chart.head, style)


def _draw_middle(ax: Axes, chart: Chart) -> None:
    """Draw the line where the sides part: through all bars, but not through words above them."""
    style, lines = chart.style, chart.lines
    ends = [(0.0, lines.height)]
    if style.page.narrow:
        ends = [(y - _PAST * chart.bar, y + _PAST * chart.bar) for y in lines.rows]
    for top, bottom in ends:
        ax.plot([0, 0], [top, bottom], color=style.muted, linewidth=style.scaled(1), zorder=1)


def _draw_segment(ax: Axes, chart: Chart, part: Segment) -> None:
    """Draw a segment, its number inside where there is room."""
    if part.share <= 0:
        return
    style, y, color = chart.style, chart.lines.rows[part.bar], chart.colors[part.answer]
    ax.barh(y, part.share, chart.bar, left=part.start, color=color, edgecolor=style.muted,
            linewidth=style.scaled(0.4), zorder=2)  # fmt: skip
    words = inside_text(part.share, style.strings)
    room = part.share * chart.inches - style.scaled(_INSIDE)
    high = chart.bar >= line_height("n", style.small) * 0.8
    if not part.apart and high and text_width(words, style.small, family=style.family) <= room:
        ax.text(part.start + part.share / 2, y, words, ha="center", va="center_baseline",
                color=style.words_on(color), fontsize=style.small, zorder=4,
                fontfamily=list(style.family), parse_math=False)  # fmt: skip


def _draw_apart(ax: Axes, chart: Chart) -> None:
    """Write beside each column that stands apart how much of its bar it is."""
    style = chart.style
    for column in chart.stacks.apart:
        for y, share in zip(chart.lines.rows, column.shares, strict=True):
            ax.annotate(
                apart_text(share, style.strings), (column.start + share, y), va="center_baseline",
                xytext=(style.scaled(BESIDE), 0), textcoords="offset points", color=style.muted,
                fontsize=style.small, fontfamily=list(style.family), annotation_clip=False,
                parse_math=False,
            )  # fmt: skip


def _draw_nets(ax: Axes, chart: Chart) -> None:
    """Write the nets of the left side, and what both columns are."""
    if not chart.left:
        return
    style, gap = chart.style, chart.style.scaled(GAP)
    font: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points",
        "fontfamily": list(style.family), "annotation_clip": False, "parse_math": False,
    }  # fmt: skip
    for y, (net, limits) in zip(chart.lines.rows, chart.left, strict=True):
        ax.annotate(net, (0, y), xytext=(-gap, 0), ha="right", va="center", fontsize=style.label,
                    fontweight="bold", color=style.ink, **font)  # fmt: skip
        ax.annotate(limits, (0, y), xytext=(-gap - chart.left_widths[0], 0), ha="right",
                    va="center", fontsize=style.small, color=style.muted, **font)  # fmt: skip
    y = -line_height("n", style.small) / 2
    for x, shift, side in ((0, -gap, "right"), (1, gap, "left")):
        ax.annotate(style.strings("NET"), (x, y), xytext=(shift, 0), ha=side, va="center",
                    fontsize=style.small, color=style.muted, **font)  # fmt: skip


def _drawn(chart: Chart) -> Drawn:
    scale, table, say = chart.scale, chart.scale.table, chart.style.strings
    if chart.nets is not None and len(chart.nets.table):
        nets = in_bar_order(chart.nets.table, scale.names, scale.keys)
        table = pd.concat([table, nets], ignore_index=True)
    names = [label_text(value) for value in table["category"]]
    bounded = chart.nets is not None and chart.nets.bounded
    return Drawn(
        "Diverging stacked bars" if chart.parting.kind == "diverging" else "Stacked bars",
        "Numbers beside" if bounded else "",
        table,
        tuple(names),
        style=chart.style,
        note=note_of(scale, chart.nets, chart.parting, say),
        description=describe_scale(scale, chart.nets, say),
    )
