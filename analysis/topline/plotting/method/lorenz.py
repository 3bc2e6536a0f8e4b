"""The Lorenz curve: which part of the total the lowest shares of people have."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError, DataError
from ...estimates.schema import label_columns
from ...language.marking import marked
from ...wording import label_text
from ..frame.canvas import (
    DASHES,
    below_axis,
    name_x,
    percent_axis,
    plain_size,
    quiet,
    write_above,
)
from ..frame.key import Entry, Key, lay_out, write_key
from ..frame.page import axes_for, drawn
from ..frame.record import Record, attach_record
from ..frame.tables import common_level, read_table, varying
from ..look.theme import Size, Style, styled

HEIGHT = 3.6
"""Inches on a page 183 mm wide."""

_LEAST = 1.8
"""Inches that curves and their axis take at least."""

_HALF, _ACROSS = 0.42, 0.86
"""Parts of a page that a key above the diagonal takes at most, and an axis at least."""

MOST_CURVES = 4
"""Curves that can be told apart where they run close together."""

_NEEDED = ("quantile", "estimate", "ci_low", "ci_high")


@drawn
def plot_lorenz(
    estimates: Any,
    *,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw Lorenz curves: the part of the total that the lowest shares of people have.

    The dashed line is where everybody has the same; the farther below it a curve hangs, the more
    unequal. Bands are the intervals at the shares asked for, joined by straight lines.

    Parameters
    ----------
    estimates : Estimates or DataFrame
        What ``Survey.lorenz`` returns, of one variable or of up to four groups.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, there are no rows, a group has a share twice, or a share is not
        between 0 and 1.
    ArgumentError
        When there are more than four groups.

    Examples
    --------
    >>> ax = plot_lorenz(survey.lorenz("income", by="region"))  # doctest: +SKIP
    """
    style = styled(style, size)
    wants = "a Lorenz curve needs quantile, estimate, ci_low and ci_high, as Survey.lorenz has them"
    table = read_table(estimates, _NEEDED, wants=wants)
    curves = _curves(table)
    key, inside, inches = _laid_out(curves, style)
    ax = axes_for(ax, inches, style)
    _draw(ax, curves, style)
    if inside:
        write_key(ax, key, (0, 1), style.scaled(6), style.scaled(6), style)
    else:
        write_key(ax, key, (0, 0), 0.0, below_axis(ax, style), style)
    say, told = style.strings, []
    for name, part in curves.items():
        # what the lower half, or the share nearest to it, has
        row = part.iloc[int((part["quantile"] - 0.5).abs().to_numpy().argmin())]
        words = say(
            "the lowest {share} have {value} of the total",
            share=say.percent_text(row["quantile"]),
            value=say.percent_text(row["estimate"], 1),
        )
        told.append(f"{name}: {words}" if name else words)
    level = common_level(pd.concat(list(curves.values())))
    record = Record(
        kind=marked("Lorenz curves") if len(curves) > 1 else marked("Lorenz curve"),
        marks=marked("Bands"),
        table=pd.concat(list(curves.values()), ignore_index=True),
        labels=tuple(
            say.series_text([name, say.percent_text(share)]) if name else say.percent_text(share)
            for name, part in curves.items()
            for share in part["quantile"]
        ),
        style=style,
        note=say("Dashed line: everybody has the same."),
        description=say(
            "Lorenz curve with its {interval}: {lines}.",
            interval=say.interval_text(level),
            lines=say.series_text(told),
        ),
    )
    return attach_record(ax, record, estimates)


def _curves(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return each group's part of the table, by its name and in the order of its shares.

    Raises
    ------
    ArgumentError, DataError
    """
    share = pd.to_numeric(table["quantile"], errors="coerce")
    if not ((share > 0) & (share < 1)).all():
        raise DataError("column 'quantile' has values that are no share between 0 and 1")
    names = [name for name in label_columns(table) if name not in ("quantile", "outcome")]
    # the one variable of a chart is known from its headline
    names += varying(table, [name for name in ("outcome",) if name in table])
    if not names:
        parts = {"": table}
    else:
        key = table[names].map(label_text).agg(", ".join, axis=1)
        parts = {str(name): part for name, part in table.groupby(key, sort=False)}
    # groups in which nobody answered have no curve
    parts = {name: part for name, part in parts.items() if part["estimate"].notna().any()}
    if not parts:
        raise DataError("no share has an estimate; there is no curve to draw")
    if len(parts) > MOST_CURVES:
        raise ArgumentError(
            f"there are {len(parts)} Lorenz curves; expected {MOST_CURVES} at most, which can be "
            "told apart; draw the others by themselves"
        )
    if any(part["quantile"].duplicated().any() for part in parts.values()):
        raise DataError("a group has a share of people twice; give each share once")
    return {name: part.sort_values("quantile") for name, part in parts.items()}


def _laid_out(
    curves: dict[str, pd.DataFrame], style: Style
) -> tuple[Key, bool, tuple[float, float]]:
    """Return which curve is whose, whether that has room in the chart, and the size of the figure.

    In the chart no curve of amounts runs above the diagonal; else it stands below the axis.
    """
    entries = [
        Entry(words=name, color=color, marker=marker)
        for number, name in enumerate(curves if len(curves) > 1 else ())
        for color, marker in [style.mark(number)]
    ]
    width, height = plain_size(HEIGHT, style)
    above = lay_out(entries, _HALF * width, style)
    # a caption may take more of a page of fixed height than it is taken for
    high = (0.6 if style.page.height else 0.8) * height
    if not entries or above.height <= _HALF * high:
        return above, True, (width, height)
    below = lay_out(entries, _ACROSS * width, style)
    least = max(style.scaled(_LEAST), _LEAST) if style.page.height else height
    return below, False, (width, max(height, least + below.height))


def _draw(ax: Axes, curves: dict[str, pd.DataFrame], style: Style) -> None:
    """Draw the diagonal, the curves between their ends at 0 and 1, their bands and their key."""
    say = style.strings
    quiet(ax, style, "y")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    ax.plot(
        [0, 1], [0, 1], color=style.muted, linewidth=style.scaled(1), linestyle=DASHES, zorder=2
    )
    for number, part in enumerate(curves.values()):
        color, marker = style.mark(number)
        x, y, low, high = (
            np.concatenate([[0.0], part[column].to_numpy(float), [1.0]]) for column in _NEEDED
        )
        # who has none has no band there, and the curve goes on
        ax.fill_between(x, low, high, color=style.softer(color), alpha=0.5, linewidth=0, zorder=2)
        ax.plot(x, y, color=color, linewidth=style.scaled(1.8), zorder=3)
        ax.plot(x[1:-1], y[1:-1], color=color, marker=marker, markersize=style.scaled(4),
                linestyle="none", zorder=4)  # fmt: skip
    percent_axis(ax.yaxis, style)
    # the corner's 0% is the other axis's as well
    shares = (0.2, 0.4, 0.6, 0.8, 1)
    ax.set_xticks(shares, [say.percent_text(share) for share in shares])
    write_above(ax, say("Part of the total that they have"), style)
    name_x(ax, say("Share of people, from those who have least"), style)
