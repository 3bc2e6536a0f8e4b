"""The forest plot: surveys with their weights, and what they say together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...statistics.pooling.pool import METHODS
from ...wording import points_text
from ..frame.drawn import Drawn, remember
from ..frame.rows import Rows, range_text, read_rows
from ..frame.scaffold import (
    Lines,
    axes_for,
    chart_size,
    draw_frame,
    draw_whisker,
    fitted,
    place,
)
from ..look.strings import Strings
from ..look.theme import Size, Style, styled

LARGEST = 13.0
"""Points of the side of the largest square."""

DIAMOND = 0.1
"""Half the height of the diamond in inches."""

CHANGED = ("estimate", "ci_low", "ci_high")


def plot_forest(
    surveys: Estimates | pd.DataFrame,
    pooled: Any,
    *,
    without: Any = None,
    label: str | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw surveys with their intervals and weights, and the pooled share as a diamond.

    Squares have areas in proportion to the weights. The diamond spans the interval of the pooled
    share; the dashed line through it is the prediction interval, where another such survey's true
    share lies. With `without`, each row is the pooled share without that survey.

    Parameters
    ----------
    surveys : Estimates or pandas.DataFrame
        One row a survey, in the order that was pooled: at least estimate, ci_low and ci_high.
    pooled : PooledProportion
        From ``pool_proportions``.
    without : LeaveOneOut, optional
        From ``leave_one_out``, of the same surveys.
    label : str, optional
        Column that names the surveys; as in ``plot_estimates``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its rows need.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing or the table is empty.
    ArgumentError
        When surveys and weights differ in number, or `label` is no column.

    References
    ----------
    Lewis & Clarke (2001), Forest plots, BMJ 322:1479–1480; Riley, Higgins & Deeks (2011), BMJ
    342:d549 (prediction intervals).
    """
    style = styled(style, size)
    say = style.strings
    rows = _with_words(read_rows(_table(surveys, pooled, without, label, say), label=_NAME,
                                 strings=say), say)  # fmt: skip
    style = fitted(rows, style)
    ax = axes_for(ax, chart_size(rows, style), style)
    lines = place(rows, style)
    draw_frame(ax, rows, lines, None, style)
    _draw_surveys(ax, rows, lines, style)
    _draw_pooled(ax, rows, lines, style)
    remember(ax, _drawn(rows, style, left_out=without is not None))
    return ax


_NAME = "survey"

_KEPT = ("confidence_level", "n", "n_qualifier", "respondents", "sample_type", "publisher",
         "vendor", "mode", "fielded", "published_year", "source_title")  # fmt: skip
"""Columns that stay true of the surveys but one; those that follow are each survey's own."""

_OWN = ("interval", "deff", "percent", "percent_qualifier", "decimals")


def _table(
    surveys: Estimates | pd.DataFrame, pooled: Any, without: Any, label: str | None, say: Strings
) -> pd.DataFrame:
    """Return one row a survey, and the pooled share as the last."""
    read = read_rows(surveys, label=label, strings=say)
    weights = np.asarray(pooled.weights, dtype=float).reshape(-1)
    _check(read, weights, without)
    kept = [*_KEPT, *(_OWN if without is None else ())]
    table = read.table[[*CHANGED, *(name for name in kept if name in read.table)]].copy()
    table.insert(0, _NAME, list(read.labels))
    if without is None:
        table["weight"] = weights
    else:
        table = _left_out(table, without, say)
    return pd.concat([table, _pooled_row(read.table, pooled, table, say)], ignore_index=True)


def _check(read: Rows, weights: Any, without: Any) -> None:
    found = len(weights) if without is None else len(np.asarray(without.estimate).reshape(-1))
    if found != len(read.table):
        raise ArgumentError(
            f"there are {len(read.table)} surveys, and {found} were pooled; "
            "pass the surveys that were pooled, in their order"
        )
    if not read.percent:
        raise DataError("a forest plot shows shares from 0 to 1; these values are none")


def _left_out(table: pd.DataFrame, without: Any, say: Strings) -> pd.DataFrame:
    """Put the pooled share of the other surveys in the place of each."""
    values = {name: np.asarray(getattr(without, name)) for name in (*CHANGED, "change")}
    names = [say("Without {survey}", survey=name) for name in table[_NAME]]
    table = table.assign(**values, **{_NAME: names})
    return table.assign(n=table["n"].sum() - table["n"]) if "n" in table else table


def _pooled_row(
    surveys: pd.DataFrame, pooled: Any, table: pd.DataFrame, say: Strings
) -> pd.DataFrame:
    names = (*CHANGED, "prediction_low", "prediction_high")
    row: dict[str, Any] = {name: float(getattr(pooled, name)) for name in names}
    row[_NAME] = say("All surveys together")
    if "n" in surveys and surveys["n"].notna().all():
        row["n"] = int(surveys["n"].sum())
    if "confidence_level" in surveys:
        row["confidence_level"] = surveys["confidence_level"].iloc[0]
    row["model"] = say(_MODELS.get(pooled.model, "{method}"), method=_method(pooled, say))
    return pd.DataFrame([row]).astype({k: table[k].dtype for k in row if k in table})


_MODELS = {"random": "{method}, random effects", "fixed": "{method}, fixed effect"}


def _method(pooled: Any, say: Strings) -> str:
    found = METHODS.get(pooled.method)
    return say(found.label if found else pooled.method)


def _with_words(rows: Rows, say: Strings) -> Rows:
    """Add each survey's weight, or what it changes, and the prediction interval to the words."""
    sides = []
    for side, (_, row) in zip(rows.sides, rows.table.iterrows(), strict=True):
        words = ""
        if pd.notna(row.get("weight")):
            words = say("weight {share}", share=say.percent_text(row["weight"]))
        elif pd.notna(row.get("change")):
            words = say(
                "{change} points",
                change=say.number(points_text(row["change"]).removesuffix(" points")),
            )
        elif pd.notna(row["prediction_low"]):
            limits = range_text(row["prediction_low"], row["prediction_high"], True, say)
            words = say("another survey: {limits}", limits=limits)
        sides.append("\n".join(filter(None, (side, words))))
    return replace(rows, sides=tuple(sides))


def _draw_surveys(ax: Axes, rows: Rows, lines: Lines, style: Style) -> None:
    """Draw squares with areas in proportion to the weights; all alike where there are none."""
    color, _ = style.mark(0)
    table = rows.table.iloc[:-1]
    whole = "weight" in table and table["weight"].notna().all() and table["weight"].max() > 0
    sides = np.sqrt(table["weight"] / table["weight"].max()) if whole else np.full(len(table), 0.5)
    values = table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    for y, side, (estimate, low, high) in zip(lines.rows, sides, values, strict=False):
        bounded = bool(np.isfinite(low) and np.isfinite(high))
        if bounded:
            draw_whisker(ax, y, (low, high), color, style)
        if np.isfinite(estimate):
            ax.plot(
                [estimate],
                [y],
                linestyle="none",
                marker="o" if "change" in table else "s",
                markersize=style.scaled(LARGEST) * side,
                color=color,
                markerfacecolor=color if bounded else style.paper,
                clip_on=False,
                zorder=4,
            )


def _draw_pooled(ax: Axes, rows: Rows, lines: Lines, style: Style) -> None:
    """Draw the diamond, from limit to limit, on the dashed prediction interval."""
    color, _ = style.mark(1)
    row, y, half = rows.table.iloc[-1], lines.rows[-1], style.scaled(DIAMOND)
    if pd.notna(row["prediction_low"]):
        ends = (row["prediction_low"], row["prediction_high"])
        ax.plot(ends, (y, y), color=color, linewidth=style.scaled(1.5), linestyle=(0, (3, 2)),
                clip_on=False, zorder=3)  # fmt: skip
    middle = row["estimate"]
    corners = [(row["ci_low"], y), (middle, y - half), (row["ci_high"], y), (middle, y + half)]
    ax.add_patch(Polygon(corners, facecolor=color, edgecolor=style.paper, clip_on=False, zorder=4))
    ax.axvline(middle, color=color, linewidth=style.scaled(0.8), zorder=1)


def _drawn(rows: Rows, style: Style, *, left_out: bool) -> Drawn:
    say, table, pooled = style.strings, rows.table, rows.table.iloc[-1]
    note = [say("Dots: all surveys but one.")] if left_out else []
    if "weight" in table and table["weight"].notna().any():
        note = [say("Areas of squares: weights.")]
    note += [say("Diamond: all surveys together ({model}).", model=pooled["model"])]
    if pd.notna(pooled["prediction_low"]):
        note.append(say("Dashed: where another such survey's true share lies."))
    return Drawn(
        "Forest plot",
        "Whiskers and diamond",
        table,
        rows.names,
        style=style,
        note=" ".join(note),
        description=_told(rows, say),
    )


def _told(rows: Rows, say: Strings) -> str:
    """Say the range of the surveys and what they say together."""
    values, pooled = rows.table["estimate"].to_numpy(dtype=float)[:-1], rows.table.iloc[-1]
    parts = [say("{number} surveys.", number=len(values))]
    if np.isfinite(values).any():
        ends = (("Highest: {row}.", np.nanargmax(values)), ("Lowest: {row}.", np.nanargmin(values)))
        for sentence, at in ends:
            row = f"{rows.names[int(at)]}, {say.percent_text(values[at])}"
            parts.append(say(sentence, row=row))
    value, low, high = (say.percent_text(pooled[key]) for key in CHANGED)
    sentence = "All together: {value} (interval {low} to {high})."
    parts.append(say(sentence, value=value, low=low, high=high))
    if pd.notna(pooled["prediction_low"]):
        low, high = (say.percent_text(pooled[k]) for k in ("prediction_low", "prediction_high"))
        parts.append(say("Another survey's true share: {low} to {high}.", low=low, high=high))
    return " ".join(parts)
