"""What a model predicts along a predictor, with the people it knows there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...arguments import described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...wording import VALUE
from ..frame.canvas import (
    count_axis,
    name_x,
    percent_axis,
    plain_size,
    quiet,
    ticks_that_fit,
    write_above,
)
from ..frame.page import axes_for, drawn
from ..frame.record import Record, attach_record
from ..look.theme import Size, Style, styled
from ..number_format import number_text
from ..rows.dots import plot_estimates

HEIGHT = 3.6
"""Inches on a page 183 mm wide."""

_POINTS = 41
"""Values of a number at which a curve is worked out, where none are named."""

_LOWEST = 0.16
"""Part of the plot's height that the people's shares take at most."""


@drawn
def plot_margins(
    model: Any,
    variable: str,
    *,
    at: Sequence[float] | None = None,
    averaging: str = "fixed",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw predictive margins: the mean outcome if everybody had each value of a predictor.

    Of a number a curve with its band, and below it how the people that the model was fitted to are
    spread over it: where nobody is, the curve is the model's alone. Of a factor a dot for each
    level, with the share of these people beside its name. Limits of shares are on the logit scale,
    so that they stay within 0 and 100 %.

    Parameters
    ----------
    model : Model
        From ``Survey.glm``, ``linear``, ``logistic`` or ``poisson``.
    variable : str
        A predictor.
    at : list of float, optional
        Values of a number; by default from the least to the greatest there is.
    averaging : {"fixed", "sampled"}
        As in ``Model.predictions``.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When `model` is none that predicts, or `variable` no predictor of it.

    Examples
    --------
    >>> model = survey.logistic("voted ~ age + sex")  # doctest: +SKIP
    >>> plot_margins(model, "age")  # doctest: +SKIP
    """
    style = styled(style, size)
    if not hasattr(model, "predictions") or not hasattr(model, "support"):
        raise ArgumentError(
            f"model is {described(model)}; expected what Survey.glm, linear, logistic or poisson "
            "returns"
        )
    support = model.support(variable)
    if "low" not in support:
        levels = within_scale(model.predictions(variable, at=at, averaging=averaging))
        return _of_levels(levels, support, variable, ax, style)
    if at is None:
        points = np.linspace(support["low"].iloc[0], support["high"].iloc[-1], _POINTS)
        # as a table prints them, without the rounding of steps
        at = [float(f"{value:.10g}") for value in points.tolist()]
    found = within_scale(model.predictions(variable, at=at, averaging=averaging))
    table = found.table.sort_values(variable, key=pd.to_numeric)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw(ax, table, support, variable, style)
    say = style.strings
    ends = [
        say.estimate_text(*row) for row in table[["estimate", "quantity"]].iloc[[0, -1]].to_numpy()
    ]
    record = Record(
        kind=marked("Predictive margins"),
        marks=marked("Band"),
        table=table,
        labels=tuple(number_text(value, percent=False, strings=say) for value in table[variable]),
        percent=_of_shares(table),
        style=style,
        note=say("Bars below: how the people it was fitted to are spread."),
        description=say(
            "Predicted {outcome} by {variable}: from {first} to {last}.",
            outcome=str(table["outcome"].iloc[0]),
            variable=variable,
            first=ends[0],
            last=ends[1],
        ),
    )
    return attach_record(ax, record, found)


def within_scale(found: Estimates) -> Estimates:
    """Return predicted shares with limits from 0 to 100 %, which estimate ± t·SE may leave."""
    return found.with_interval(method="logit") if _of_shares(found.table) else found


def _of_levels(
    found: Estimates, support: pd.DataFrame, variable: str, ax: Axes | None, style: Style
) -> Axes:
    """Draw a dot for each level; behind its name the share of people who have it."""
    say = style.strings
    share = dict(zip(support[variable].map(str), support["share"], strict=True))
    names = [
        say(
            "{level} ({share} of people)",
            level=str(level),
            share=say.percent_text(share.get(str(level), 0.0)),
        )
        for level in found.table[variable]
    ]
    table = found.table.assign(**{variable: names})
    levels = Estimates(table, method=found.method, sample_type=found.sample_type)
    return plot_estimates(levels, label=variable, ax=ax, style=style, size=style.page)


def _of_shares(table: pd.DataFrame) -> bool:
    return bool((table["quantity"] != VALUE).all())


def _draw(
    ax: Axes, table: pd.DataFrame, support: pd.DataFrame, variable: str, style: Style
) -> None:
    """Draw the curve, its band, and the people below."""
    say = style.strings
    quiet(ax, style, "y")
    color, _ = style.mark(0)
    x = table[variable].to_numpy(float)
    estimate, low, high = table[["estimate", "ci_low", "ci_high"]].to_numpy(float).T
    ax.fill_between(x, low, high, color=style.softer(color), alpha=0.5, linewidth=0, zorder=2)
    ax.plot(x, estimate, color=color, linewidth=style.scaled(1.8), zorder=3)
    # a design that bears too few coefficients leaves a curve without limits
    drawn = np.concatenate([estimate, low, high])
    least, most = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    if _of_shares(table):
        least, most = max(0.0, least), min(1.0, most)
        percent_axis(ax.yaxis, style)
    else:
        count_axis(ax.yaxis, lambda value: number_text(value, percent=False, strings=say))
    # people stand on the floor, the curve above them
    floor = least - (most - least or 1.0) * _LOWEST * 1.25
    height = (most - floor) * _LOWEST * support["share"] / support["share"].max()
    ax.bar(
        support["low"], height, support["high"] - support["low"], bottom=floor, align="edge",
        color=style.softer(color), edgecolor=style.paper, linewidth=style.scaled(0.6), zorder=1,
    )  # fmt: skip
    ax.set_ylim(floor, most)
    ax.set_xlim(min(x.min(), support["low"].iloc[0]), max(x.max(), support["high"].iloc[-1]))
    widest = number_text(float(x.max()), percent=False, strings=say)
    count_axis(
        ax.xaxis,
        lambda value: number_text(value, percent=False, strings=say),
        ticks_that_fit(ax, widest, style),
    )
    write_above(ax, say("Predicted {outcome}", outcome=str(table["outcome"].iloc[0])), style)
    name_x(ax, variable, style)
