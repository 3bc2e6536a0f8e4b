"""Survival curves as steps with their bands, and below them who was still at risk."""

from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_one_of
from ...errors import ArgumentError, DataError
from ...estimates.suppression import imprecise_signs, with_suppressed
from ...language.marking import marked
from ...language.strings import Strings
from ...shown import shown_text
from ...wording import label_text
from ..frame.canvas import (
    name_x,
    percent_axis,
    quiet,
    write_above,
)
from ..frame.page import axes_for, chart_room, drawn, that_fits
from ..frame.record import Record, attach_record
from ..frame.rows import reasons_of
from ..frame.tables import common_level, read_table
from ..look.theme import Size, Style, styled
from ..number_format import number_text
from .survival_page import SurvivalPage, write_below, write_starts

MOST_CURVES = 4
"""Curves that can be told apart."""

_DASHES: tuple[Any, ...] = ("-", (0, (4, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1.5, 1.5)))
"""How curves that are grey are told apart."""

_NEEDED = ("time", "estimate", "ci_low", "ci_high", "at_risk")


@drawn
def plot_survival(
    curves: Any,
    *,
    risk: bool = True,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw survival curves: the share to whom it has not happened yet, by time.

    Bands are the intervals at each time. Below the axis stands how many respondents were still at
    risk, unweighted: where they are few a curve says little, and is grey, with † or ‡ where that
    begins.

    Parameters
    ----------
    curves : SurvivalCurves, Estimates or DataFrame
        What ``Survey.kaplan_meier`` returns, or its table, of everybody or of up to four groups.
    risk : bool, default True
        Whether the numbers at risk are written; on a page of fixed height, such as a slide, with
        more names than it has room for they are left to the table.
    suppressed : {"mark", "hide"}
        Whether a curve is drawn where it is not to be published by itself, or has a gap there; what
        is to be reviewed before stays, grey.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing or there are no rows.
    ArgumentError
        When there are more than four groups, or `suppressed` is unknown.

    References
    ----------
    Pocock, Clayton & Altman (2002), Lancet 359:1686–1689 (numbers at risk, and curves to 1).

    Examples
    --------
    >>> plot_survival(survey.kaplan_meier("days, died ~ sex"))  # doctest: +SKIP
    """
    style = styled(style, size)
    check_one_of("risk", risk, (True, False))
    estimates = getattr(curves, "table", curves)
    wants = "survival curves need time, estimate, limits and at_risk, as Survey.kaplan_meier has"
    parts = _groups(read_table(estimates, _NEEDED, wants=wants), str(getattr(curves, "group", "")))
    # a time that is left out is a gap, which the share before does not go on through
    parts = {name: with_suppressed(part, suppressed) for name, part in parts.items()}
    page = that_fits(style, lambda own: SurvivalPage(own, parts, risk))
    if page.figure_size[1] > chart_room(page.style):
        # on a slide with many long names the curves come first
        page = that_fits(style, lambda own: SurvivalPage(own, parts, False))
    style = page.style
    ax = axes_for(ax, page.figure_size, style)
    say = style.strings
    _draw(ax, page)
    write_below(ax, page, curves)
    record = Record(
        kind=marked("Survival curves") if len(parts) > 1 else marked("Survival curve"),
        marks=marked("Bands"),
        table=pd.concat(list(parts.values()), ignore_index=True),
        labels=tuple(
            say.series_text([*filter(None, [name]), number_text(time, percent=False, strings=say)])
            for name, part in parts.items()
            for time in part["time"]
        ),
        style=style,
        note=say("Numbers at risk are of respondents, unweighted.") if page.risk else "",
        faint=marked("grey"),
        description=_describe(parts, say),
    )
    return attach_record(ax, record, estimates)


def _groups(table: pd.DataFrame, group: str) -> dict[str, pd.DataFrame]:
    """Return each group's rows by its name, in the order of time.

    Raises
    ------
    ArgumentError, DataError
    """
    known = pd.to_numeric(table["time"], errors="coerce").notna() & table["estimate"].notna()
    table = table[known]
    if table.empty:
        raise DataError("no time has an estimate; there is no curve to draw")
    first = list(table).index("outcome") if "outcome" in table else 0
    names = [group] if group and group in table else list(table)[:first]
    key = table[names].map(label_text).agg(", ".join, axis=1) if names else None
    found = {"": table} if key is None else dict(tuple(table.groupby(key, sort=False)))
    if len(found) > MOST_CURVES:
        raise ArgumentError(
            f"there are {len(found)} survival curves; expected {MOST_CURVES} at most, which can be "
            "told apart; draw the others by themselves"
        )
    return {shown_text(str(name)): part.sort_values("time") for name, part in found.items()}


def _draw(ax: Axes, page: SurvivalPage) -> None:
    """Draw steps from everybody at the start, their bands and scale."""
    style, parts, (first, last) = page.style, page.parts, page.ends
    say = style.strings
    quiet(ax, style, "y")
    ax.set_ylim(0, 1)
    ax.set_xlim(first, last)
    signs = [sign for number, part in enumerate(parts.values())
             for sign in _draw_curve(ax, part, number, first, style)]  # fmt: skip
    # where a page is as high as it is, words below leave room for few numbers beside
    percent_axis(ax.yaxis, style, 2 if style.page.height else 5)
    ax.set_xticks(page.ticks, [number_text(at, percent=False, strings=say) for at in page.ticks])
    # in the corner stands the 0% of the other axis as well
    ax.get_xticklabels()[0].set_horizontalalignment("left")
    write_above(ax, say("Share to whom it has not happened yet"), style)
    name_x(ax, say("Time"), style)
    write_starts(ax, page, signs)


def _draw_curve(
    ax: Axes, part: pd.DataFrame, number: int, first: float, style: Style
) -> list[tuple[str, float, float]]:
    """Draw a curve and its band, grey where it is not to be quoted; return its signs' places.

    Grey curves are told apart by their dashes, and by their bands, which keep their colours.
    """
    color, _ = style.mark(number)
    own = part[["time", "estimate", "ci_low", "ci_high"]].to_numpy(float).T
    time = np.append(first, own[0])
    survival, low, high = (np.append(1.0, line) for line in own[1:])
    # from everybody at the start on, a curve is as sure as at its first time
    signs = imprecise_signs(reasons_of(part))
    signs = [*signs[:1], *signs]
    starts = []
    for sign, steps in groupby(range(len(signs)), key=signs.__getitem__):
        stretch = list(steps)
        begin, last = stretch[0], stretch[-1]
        # a stretch lasts until the next begins, and reaches down from the step before it
        x = time[begin : last + 2]
        held = np.minimum(np.arange(begin, begin + len(x)), last)
        before = [begin - 1] if begin else []
        ax.fill_between(
            x, np.maximum(low[held], 0), np.minimum(high[held], 1), step="post",
            color=style.softer(color), alpha=0.3 if sign else 0.5, linewidth=0, zorder=2,
        )  # fmt: skip
        ax.step([*x[: len(before)], *x], survival[[*before, *held]], where="post",
                color=style.faint if sign else color, linewidth=style.scaled(1.8),
                linestyle=_DASHES[number] if sign else "-", zorder=3)  # fmt: skip
        if sign:
            starts.append((sign, float(time[begin]), float(survival[begin])))
    return starts


def _describe(parts: dict[str, pd.DataFrame], say: Strings) -> str:
    """Say what share is left at the end of each curve."""
    told = []
    for name, part in parts.items():
        known = part[part["estimate"].notna()]
        if known.empty:
            continue
        row = known.iloc[-1]
        words = say(
            "{share} left at {time}",
            share=say.percent_text(row["estimate"]),
            time=number_text(row["time"], percent=False, strings=say),
        )
        told.append(f"{name}: {words}" if name else words)
    if not told:
        return ""
    level = common_level(pd.concat(list(parts.values())))
    return say(
        "Survival curve with its {interval}: {lines}.",
        interval=say.interval_text(level),
        lines=say.series_text(told),
    )
