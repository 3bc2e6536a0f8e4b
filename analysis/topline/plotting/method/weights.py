"""The distribution of survey weights, and in words what it costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ...arguments import check_whole
from ...estimates.schema import FloatArray
from ...language.marking import marked
from ...language.strings import Strings
from ...statistics.core.arguments import broadcast
from ...statistics.core.effective import kish_design_effect
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
from ..frame.page import axes_for, drawn
from ..frame.record import Record, attach_record
from ..look.theme import Size, Style, styled

HEIGHT, COMPARED = 2.9, 3.2
"""Inches on a page 183 mm wide, and with the words of weights before."""

_BINS = 40
_HEAVIEST = 0.05
"""Part of the respondents whose share of all weight is told."""


@drawn
def plot_weights(
    weights: Any,
    *,
    before: Any = None,
    bins: int = _BINS,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw how weights are distributed, and say what they cost.

    Bars count respondents by weight, where the mean weight is 1. Words tell Kish's design effect,
    the effective base and how much weight the heaviest 5% of respondents carry. With the weights
    `before`, a line shows how these were distributed, and words tell what they had cost.

    Parameters
    ----------
    weights : (n,) array_like or Survey
        One weight a respondent, 0 or more, in any unit; a Survey's own weights.
    before : array_like or Survey, optional
        Weights before a step of weighting, or the survey before it.
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
    bins = check_whole("bins", bins, 1, 1_000)
    given = [("after", weights)] if before is None else [("after", weights), ("before", before)]
    found = {when: _Weights.of(one) for when, one in given}
    now, then, say = found["after"], found.get("before"), style.strings
    edges = np.linspace(0, max(float(one.relative.max()) for one in found.values()), bins + 1)
    table = pd.DataFrame({"weight_low": edges[:-1], "weight_high": edges[1:], **now.columns(edges)})
    if then is not None:
        table = table.assign(**{f"{key}_before": cells for key, cells in
                                then.columns(edges).items()})  # fmt: skip
    ax = axes_for(ax, plain_size(HEIGHT if then is None else COMPARED, style), style)
    _draw(ax, table, edges, style)
    words = now.words(say)
    if then is not None:
        words = (say("After: {words}", words=words[0]), *words[1:],
                 say("Before: {words}", words=then.words(say)[0]))  # fmt: skip
    write_above(ax, "\n".join(words), style)
    note = say("Bars: share of respondents by weight; dashed line: the mean weight, 1.")
    if then is not None:
        note = f"{note} {say('Outline: before weighting.')}"
    record = Record(
        kind=marked("Histogram of weights"),
        marks=marked("Bars"),
        table=table,
        labels=tuple(f"{edge:.3g}" for edge in edges[:-1]),
        style=style,
        note=note,
        description=" ".join(words),
    )
    return attach_record(ax, record)


def _draw(ax: Axes, table: pd.DataFrame, edges: FloatArray, style: Style) -> None:
    """Draw the bars, the outline of the weights before, the mean weight and the scales."""
    color, shares = style.mark(0)[0], table["share_of_respondents"].to_numpy()
    ax.bar(edges[:-1], shares, width=np.diff(edges), align="edge", color=style.softer(color),
           edgecolor=style.paper, linewidth=style.scaled(0.6), zorder=2)  # fmt: skip
    top = float(shares.max())
    if "share_of_respondents_before" in table:
        old = table["share_of_respondents_before"].to_numpy()
        ax.stairs(old, edges, color=style.ink, linewidth=style.scaled(1.4), zorder=3)
        top = max(top, float(old.max()))
    ax.axvline(1, color=style.ink, linewidth=style.scaled(1), linestyle=DASHES, zorder=3)
    ax.set_xlim(0, max(edges[-1], 1.0) * 1.03)
    ax.set_ylim(0, 1.08 * top)
    quiet(ax, style, "y")
    percent_axis(ax.yaxis, style)
    say = style.strings
    count_axis(ax.xaxis, say.value_text, ticks_that_fit(ax, "1,000", style))
    name_x(ax, say("Weight, as a multiple of the mean weight"), style)


@dataclass(frozen=True, eq=False)
class _Weights:
    """Weights as multiples of their mean, and Kish's design effect."""

    relative: FloatArray
    deff: float

    @classmethod
    def of(cls, given: Any) -> "_Weights":
        """Read the weights of an array or of a survey.

        Raises
        ------
        ArgumentError
            When a weight is negative or missing, or all are 0.
        """
        (w,), _ = broadcast(weights=getattr(given, "weights", given))
        w = w.reshape(-1)
        deff = kish_design_effect(w)
        return cls(w / w.mean(), float(deff))

    def columns(self, edges: FloatArray) -> dict[str, NDArray[Any]]:
        """Count respondents and their weight between edges."""
        # each bar holds its upper limit, the first 0 as well
        bins = len(edges) - 1
        which = np.clip(np.searchsorted(edges, self.relative, side="left") - 1, 0, bins - 1)
        counts = np.bincount(which, minlength=bins)
        carried = np.bincount(which, self.relative, minlength=bins) / self.relative.sum()
        return {
            "respondents_in_bin": counts,
            "share_of_respondents": counts / self.relative.size,
            "share_of_weight": carried,
        }

    def words(self, say: Strings) -> tuple[str, ...]:
        """Say base, design effect and effective base, then how uneven the weights are."""
        relative, n = self.relative, self.relative.size
        heaviest = np.sort(relative)[::-1][: max(1, round(_HEAVIEST * n))]
        cost = say(
            "{base}; Kish design effect {deff}; effective n {effective}.",
            base=say.base_text(n),
            deff=say.number(f"{self.deff:.2f}"),
            effective=say.count_text(round(n / self.deff)),
        )
        if np.ptp(relative) == 0:
            return cost, say("All weights are the same.")
        uneven = say(
            "Largest weight {top} times the mean; the heaviest {part} of respondents "
            "carry {share}.",
            top=say.number(f"{float(relative.max()):.3g}"),
            part=say.percent_text(heaviest.size / n, 0),
            share=say.percent_text(float(heaviest.sum() / relative.sum())),
        )
        zeros = int((relative == 0).sum())
        if zeros:
            return cost, uneven, say("{number} weights are 0.", number=say.count_text(zeros))
        return cost, uneven
