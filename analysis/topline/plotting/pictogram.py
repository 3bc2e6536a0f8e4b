"""The pictogram: one share as squares out of a hundred, for readers who think in people."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..wording import base_text, level_text, percent_text
from . import theme
from .drawn import Drawn, remember
from .rows import Rows, read_rows, wrapped
from .scaffold import axes_for

SIZE = (theme.WIDTH, 2.9)
_GAP = 0.12
_TEXT_AT = 11.2
_TEXT_CHARACTERS = 36


def plot_pictogram(
    estimates: Estimates | pd.DataFrame, *, label: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw one share as filled squares out of a hundred: "26 in 100".

    Squares up to the estimate are filled; a ring marks the squares that the interval leaves open,
    from its lower to its upper limit.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        One row, a proportion in [0, 1].
    label : str, optional
        Column that names the row; by default label, claim, outcome, category or figure_id.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When there is not exactly one row, or it is no proportion.
    DataError
        When a column is missing or the table is empty.
    """
    rows = read_rows(estimates, label=label)
    estimate = _only_share(rows)
    ax = axes_for(ax, SIZE)
    _draw_squares(ax, rows, round(estimate * 100))
    _write(ax, rows, estimate)
    ax.set(xlim=(-0.2, 25), ylim=(-0.3, 10.2), aspect="equal")
    ax.set_axis_off()
    remember(ax, Drawn("Pictogram of a hundred squares", "Rings", rows.table, rows.labels))
    return ax


def _only_share(rows: Rows) -> float:
    if len(rows.labels) != 1:
        raise ArgumentError(
            f"a pictogram shows one share, and there are {len(rows.labels)} rows; "
            "choose one, for example with .subset(...)"
        )
    estimate = float(rows.table["estimate"].iloc[0])
    if not (rows.percent and 0 <= estimate <= 1):
        raise ArgumentError(f"the estimate is {estimate:g}; a pictogram needs a share from 0 to 1")
    return estimate


def _draw_squares(ax: Axes, rows: Rows, filled: int) -> None:
    """Fill squares row by row from the top left; ring those within the interval."""
    color, _ = theme.style(0)
    low, high = rows.table[["ci_low", "ci_high"]].iloc[0].to_numpy(dtype=float) * 100
    for i in range(100):
        open_to_chance = np.isfinite(low) and low < i + 1 and i < high
        ax.add_patch(
            Rectangle(
                (i % 10 + _GAP / 2, 9 - i // 10 + _GAP / 2),
                1 - _GAP,
                1 - _GAP,
                facecolor=color if i < filled else theme.EMPTY,
                edgecolor=theme.CATEGORIES[1] if open_to_chance else "none",
                linewidth=1.6 if open_to_chance else 0,
            )
        )


def _write(ax: Axes, rows: Rows, estimate: float) -> None:
    """Say the share, what it is, its interval and its base beside the squares."""
    record = rows.table.iloc[0]
    lines = [(theme.BIG, "bold", theme.INK, hundred_text(estimate))]
    lines.append((theme.LABEL, "normal", theme.INK, wrapped(rows.labels[0], _TEXT_CHARACTERS)))
    if pd.notna(record["ci_low"]):
        lines.append((theme.SMALL, "normal", theme.MUTED, _interval_words(record)))
    if "n" in record:
        words = base_text(record["n"], record.get("n_qualifier", "exact"))
        lines.append((theme.SMALL, "normal", theme.MUTED, words))
    y = 9.9
    for size, weight, color, words in lines:
        ax.text(_TEXT_AT, y, words, fontsize=size, fontweight=weight, color=color, va="top",
                linespacing=theme.LINE, parse_math=False)  # fmt: skip
        y -= (words.count("\n") + 1) * size * theme.LINE / 18 + 0.5


def hundred_text(proportion: float) -> str:
    """Print a share as people in a hundred: "26 in 100", "fewer than 1 in 100"."""
    text = percent_text(proportion).removesuffix("%")
    text = text.replace("<", "fewer than ").replace(">", "more than ")
    return f"{text} in 100"


def _interval_words(record: "pd.Series[Any]") -> str:
    low, high = float(record["ci_low"]), float(record["ci_high"])
    first, last = (percent_text(limit).removesuffix("%") for limit in (low, high))
    level = record.get("confidence_level")
    name = f"{level_text(float(level))} interval" if pd.notna(level) else "Interval"
    ceiling = str(record.get("interval", "")).startswith("ceiling_")
    at_most = ", at most this wide" if ceiling else ""
    return wrapped(f"{name} (ringed): {first} to {last} in 100{at_most}", _TEXT_CHARACTERS)
