"""The distribution of survey weights, and in words what it costs."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ...statistics.core.effective import kish_design_effect
from ...wording import decimal_text, value_text
from ..frame.canvas import (
    DASHES,
    count_axis,
    name_x,
    percent_axis,
    plain_size,
    quiet,
    ticks_that_fit,
    write_above,
)
from ..frame.drawn import Drawn, remember
from ..frame.scaffold import axes_for
from ..look.strings import Strings
from ..look.theme import Size, Style, styled

FloatArray = NDArray[np.float64]

HEIGHT = 2.9
"""Inches on a page 183 mm wide."""

_BINS = 40
_HEAVIEST = 0.05
"""Part of the respondents whose share of all weight is told."""


def plot_weights(
    weights: Any,
    *,
    bins: int = _BINS,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw how weights are distributed, and say what they cost.

    Bars count respondents by weight, where the mean weight is 1. Words tell Kish's design effect,
    the effective base and how much weight the heaviest 5% of respondents carry.

    Parameters
    ----------
    weights : (n,) array_like or Survey
        One weight a respondent, 0 or more, in any unit; a Survey's own weights.
    bins : int, default 40
        Bars from 0 to the largest weight.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When a weight is negative or missing, or all are 0.

    References
    ----------
    Kish (1965), Survey Sampling, section 11.7.

    Examples
    --------
    >>> ax = plot_weights([1, 1, 2, 2, 3, 3, 4, 4])  # doctest: +SKIP
    """
    style = styled(style, size)
    w = np.asarray(getattr(weights, "weights", weights), dtype=float).reshape(-1)
    deff = kish_design_effect(w)
    table = _table(w / w.mean(), bins)
    ax = axes_for(ax, plain_size(HEIGHT, style), style)
    _draw(ax, table, style)
    words = _words(w / w.mean(), deff, style.strings)
    write_above(ax, "\n".join(words), style)
    note = style.strings("Bars: share of respondents by weight; dashed line: the mean weight, 1.")
    remember(
        ax,
        Drawn(
            "Histogram of weights",
            "Bars",
            table,
            tuple(value_text(low, 3) for low in table["weight_low"]),
            style=style,
            note=note,
            description=" ".join(words),
        ),
    )
    return ax


def _table(relative: FloatArray, bins: int) -> pd.DataFrame:
    """Count respondents between limits; each bin holds its upper limit, the first 0 as well."""
    top = float(relative.max())
    edges = np.linspace(0, top, bins + 1)
    which = np.clip(np.searchsorted(edges, relative, side="left") - 1, 0, bins - 1)
    counts = np.bincount(which, minlength=bins)
    return pd.DataFrame(
        {
            "weight_low": edges[:-1],
            "weight_high": edges[1:],
            "respondents_in_bin": counts,
            "share_of_respondents": counts / relative.size,
            "share_of_weight": np.bincount(which, relative, minlength=bins) / relative.sum(),
        }
    )


def _draw(ax: Axes, table: pd.DataFrame, style: Style) -> None:
    color, _ = style.mark(0)
    low, high = table["weight_low"].to_numpy(), table["weight_high"].to_numpy()
    ax.bar(
        low,
        table["share_of_respondents"],
        width=high - low,
        align="edge",
        color=style.softer(color),
        edgecolor=style.paper,
        linewidth=style.scaled(0.6),
        zorder=2,
    )
    ax.axvline(1, color=style.ink, linewidth=style.scaled(1), linestyle=DASHES, zorder=3)
    ax.set_xlim(0, max(high[-1], 1.0) * 1.03)
    ax.set_ylim(0, 1.08 * table["share_of_respondents"].max())
    quiet(ax, style, "y")
    percent_axis(ax.yaxis, style)
    most = ticks_that_fit(ax, "1,000", style)
    count_axis(ax.xaxis, style.strings.value_text, most)
    name_x(ax, style.strings("Weight, as a multiple of the mean weight"), style)


def _words(relative: FloatArray, deff: float, say: Strings) -> tuple[str, ...]:
    """Say base, design effect and effective base, then how uneven the weights are."""
    n, top = relative.size, float(relative.max())
    heaviest = np.sort(relative)[::-1][: max(1, round(_HEAVIEST * n))]
    cost = say(
        "{base}; Kish design effect {deff}; effective n {effective}.",
        base=say.base_text(n),
        deff=say.number(decimal_text(deff, 2)),
        effective=say.count_text(n / deff),
    )
    uneven = say(
        "Largest weight {top} times the mean; the heaviest {part} of respondents carry {share}.",
        top=say.number(value_text(top, 3)),
        part=say.percent_text(heaviest.size / n, 0),
        share=say.percent_text(float(heaviest.sum() / relative.sum())),
    )
    zeros = int((relative == 0).sum())
    if zeros:
        return cost, uneven, say("{number} weights are 0.", number=say.count_text(zeros))
    return cost, uneven
