"""Survival curves as steps with their bands, and below them who was still at risk."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import check_one_of
from ...errors import ArgumentError, DataError
from ...estimates.reasons import Severity
from ...estimates.suppression import imprecise_severity
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
from .survival_page import SurvivalPage, write_below

MOST_CURVES = 4
"""Curves that can be told apart."""

_NEEDED = ("time", "estimate", "ci_low", "ci_high", "at_risk")


@drawn
def plot_survival(
    curves: Any,
    *,
    risk: bool = True,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw survival curves: the share to whom it has not happened yet, by time.

    Bands are the intervals at each time. Below the axis stands how many respondents were still at
    risk, unweighted: where they are few a curve says little.

    Parameters
    ----------
    curves : SurvivalCurves, Estimates or DataFrame
        What ``Survey.kaplan_meier`` returns, or its table, of everybody or of up to four groups.
    risk : bool, default True
        Whether the numbers at risk are written; on a page of fixed height, such as a slide, with
        more names than it has room for they are left to the table.
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
        When there are more than four groups.

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
    for number, part in enumerate(parts.values()):
        color, _ = style.mark(number)
        own = part[["time", "estimate", "ci_low", "ci_high"]].to_numpy(float).T
        time = np.append(first, own[0])
        survival, low, high = (np.append(1.0, line) for line in own[1:])
        ax.fill_between(
            time, np.maximum(low, 0), np.minimum(high, 1), step="post",
            color=style.softer(color), alpha=0.5, linewidth=0, zorder=2,
        )  # fmt: skip
        ax.step(time, survival, where="post", color=color, linewidth=style.scaled(1.8), zorder=3)
        doubtful = [one >= Severity.CAUTION for one in imprecise_severity(reasons_of(part))]
        if any(doubtful):
            # the part of the curve that is not to be quoted
            grey = np.where([*doubtful[:1], *doubtful], survival, np.nan)
            ax.step(time, grey, where="post", color=style.muted, linewidth=style.scaled(2.4),
                    zorder=3.5)  # fmt: skip
    # where a page is as high as it is, words below leave room for few numbers beside
    percent_axis(ax.yaxis, style, 2 if style.page.height else 5)
    ax.set_xticks(page.ticks, [number_text(at, percent=False, strings=say) for at in page.ticks])
    # in the corner stands the 0% of the other axis as well
    ax.get_xticklabels()[0].set_horizontalalignment("left")
    write_above(ax, say("Share to whom it has not happened yet"), style)
    name_x(ax, say("Time"), style)


def _describe(parts: dict[str, pd.DataFrame], say: Strings) -> str:
    """Say what share is left at the end of each curve."""
    told = []
    for name, part in parts.items():
        row = part.iloc[-1]
        words = say(
            "{share} left at {time}",
            share=say.percent_text(row["estimate"]),
            time=number_text(row["time"], percent=False, strings=say),
        )
        told.append(f"{name}: {words}" if name else words)
    level = common_level(pd.concat(list(parts.values())))
    return say(
        "Survival curve with its {interval}: {lines}.",
        interval=say.interval_text(level),
        lines=say.series_text(told),
    )
