"""Answers on a scale as stacked bars, diverging from their middle or filling 100 %."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_one_of
from ...estimates.estimates import Estimates
from ...estimates.suppression import check_suppressed, with_suppressed
from ...language.marking import marked
from ...wording import label_text
from ..frame.emphasis import Highlight, muted
from ..frame.key import draw_key
from ..frame.page import axes_for, drawn, that_fits
from ..frame.record import Doubts, Record, attach_record
from ..frame.tables import crossed_table
from ..look.theme import Size, Style, styled
from .answers import Bars, read_scale
from .keys import in_bar_order
from .layout import Chart
from .nets import Nets, nets_of
from .stacks import Parting
from .words import describe_scale, note_of

KINDS = ("diverging", "stacked")
NEUTRALS = ("split", "aside", None)


@drawn
def plot_likert(
    estimates: Estimates | pd.DataFrame,
    *,
    rows: str | Sequence[str] | None = None,
    kind: str = "diverging",
    neutral: str | None = "split",
    aside: Sequence[str] | None = None,
    nets: bool | Mapping[str, Sequence[Any]] | None = None,
    order: str | Sequence[str] | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
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
        The answer between both sides, which words such as "Neither" say, or the middle one of an
        odd number: half of it on either side, in a column of its own, or the first to the right.
        Diverging bars only.
    aside : list of str, optional
        Answers to set aside; by default those that say "don't know", "refused" and the like, in 29
        languages; none with ``()``.
    nets : bool or mapping of str to list, optional
        Write the net of each side: a sum of shares, with the interval of its own that Estimates
        give. Or the two nets by their names.
    order : {None, "net"} or list of str
        Bars as given, the largest net of the right side first, or by their labels.
    highlight : str or list of str, optional
        Bars that stand out, by their labels; the colours of all others are pale.
    suppressed : {"mark", "hide"}
        Whether a share that is not to be published by itself is drawn, hatched, with †, or left
        out: its place in the bar stays empty, as wide as what is missing. A share to review before
        is drawn so, either way; nets have signs of their own.
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
        When an option is unknown, `highlight` is no bar, or there are more than seven answers.

    Examples
    --------
    >>> plot_likert(survey.proportion("importance", by="role"), nets=True)  # doctest: +SKIP
    """
    style = styled(style, size)
    check_one_of("kind", kind, KINDS)
    check_one_of("neutral", neutral, NEUTRALS)
    if not isinstance(nets, Mapping):
        check_one_of("nets", nets, (None, False, True))
    parting = Parting(kind, neutral)
    check_suppressed(suppressed)
    by_net = isinstance(order, str) and order == "net"
    scale = read_scale(estimates, rows, aside, suppressed)
    sums = nets_of(estimates, scale, nets, parting) if nets or by_net else None
    at = sums.largest_first() if sums and by_net else scale.places_of(order)
    scale, sums = scale.in_order(at), sums.in_order(at) if sums and nets else None
    scale = replace(scale, muted=muted(scale.labels, highlight, kind="bar"))
    note = note_of(scale, sums, parting, style.strings)
    chart = that_fits(style, partial(Chart.of, scale, sums, parting), note)
    ax, most = axes_for(ax, chart.figure_size, chart.style), len(scale.labels)
    scale, sums = chart.scale, chart.nets
    chart.draw_bars(ax)
    chart.write_nets(ax)
    left = 0.0 if style.page.narrow else -chart.labels_width
    draw_key(ax, chart.key, left, -chart.head, chart.style)
    table = _table_of(scale, sums, suppressed)
    answers = (*scale.answers, *scale.aside)
    record = Record(
        kind=marked("Diverging stacked bars") if kind == "diverging" else marked("Stacked bars"),
        marks=marked("Numbers beside") if sums is not None and sums.bounded else "",
        table=table,
        labels=tuple(label_text(value) for value in table["category"]),
        style=chart.style,
        note=note,
        description=describe_scale(scale, sums, style.strings),
        spots=chart.spots,
        faint=marked("hatched"),
        doubts=Doubts.of(table),
        wide=crossed_table(scale.labels, map(label_text, answers), scale.shown),
        pages=range(1, most + 1),
    )
    return attach_record(ax, record, estimates)


def _table_of(scale: Bars, sums: Nets | None, suppressed: str) -> pd.DataFrame:
    """Return the numbers of a chart: its shares, and the nets of both sides below them."""
    table = with_suppressed(scale.table, suppressed)
    if sums is not None and len(sums.table):
        own = in_bar_order(sums.table, scale.names, scale.keys)
        # a side of one answer is that answer, which has its row
        own = own[~own["category"].astype(str).isin(table["category"].astype(str))]
        table = pd.concat([table, own], ignore_index=True)
    return table
