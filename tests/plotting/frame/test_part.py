"""Charts in a figure of one's own: each keeps to the part that its Axes have."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from tests.conftest import long_unless
from tests.plotting.extents import assert_all_words_are_free, boxes
from topline import (
    ArgumentError,
    Survey,
    plot_bars,
    plot_coverage,
    plot_crosstab,
    plot_difference,
    plot_estimates,
    plot_likert,
    plot_pictogram,
    plot_trend,
    plot_uncertainty,
    plot_weights,
)

LEVELS = ["Under $25,000", "$25,000 to $49,999", "$50,000 to $74,999", "Prefer not to say"]
SURVEY = Survey(
    pd.DataFrame(
        {
            "income": pd.Categorical(LEVELS * 50, LEVELS, ordered=True),
            "year": np.repeat([2021, 2022, 2023, 2024], 50),
            "region": ["North", "South"] * 100,
        }
    )
)
SHARES = SURVEY.proportion("income")
CHARTS = {
    "bars": partial(plot_bars, SHARES),
    "dots": partial(plot_estimates, SHARES),
    "uncertainty": partial(plot_uncertainty, SHARES),
    "pictogram": partial(plot_pictogram, SHARES.subset([0])),
    "likert": partial(plot_likert, SURVEY.proportion("income", by="year"), nets=True),
    "difference": partial(plot_difference, SURVEY.proportion("income", by="region")),
    "trend": partial(plot_trend, SURVEY.proportion({"low": f"income == {LEVELS[0]!r}"}, by="year"),
                     wave="year"),
    "coverage": partial(plot_coverage, "wilson", nobs=20),
    "weights": partial(plot_weights, np.arange(1.0, 50.0)),
}  # fmt: skip
GRIDS = {
    "side by side": ((1, 2), (12, 4)),
    "two by two": ((2, 2), (11, 8)),
    "three": ((1, 3), (13, 6)),
}
CASES = [(chart, grid, layout) for chart in CHARTS for grid in GRIDS
         for layout in (None, "constrained", "tight")]  # fmt: skip


def usual(chart, grid, layout):
    """Some charts in the grid that most people make; all of them take minutes."""
    few = ("bars", "likert", "pictogram", "trend") if layout is None else ("bars",)
    return grid == "side by side" and chart in few


@pytest.mark.parametrize(("chart", "grid", "layout"), long_unless(usual, CASES))
def test_a_chart_keeps_to_its_part(chart, grid, layout):
    shape, size = GRIDS[grid]
    figure = Figure(figsize=size, layout=layout)
    axes = np.ravel(figure.subplots(*shape))
    # one chart is enough to see whether it keeps to its part, beside Axes of somebody else
    for ax in axes if layout else axes[:1]:
        CHARTS[chart](ax=ax)
    if layout is None:
        places = {words: box for words, box in boxes(figure) if words.strip("0.12468")}
        ends = figure.bbox.width / shape[1], figure.bbox.height * (1 - 1 / shape[0])
        assert all(box.x0 >= 0 and box.x1 <= ends[0] for box in places.values())
        assert all(ends[1] <= box.y0 for box in places.values())
    assert_all_words_are_free(figure)


@pytest.mark.quick
def test_axes_too_small_are_refused_with_the_room_they_need():
    left, _ = Figure(figsize=(3, 2)).subplots(1, 2)
    with pytest.raises(ArgumentError, match=r"has 1\.5 × 1\.7 .* needs about 1\.5 × 3.*figsize"):
        plot_bars(SHARES, ax=left)
    assert not left.patches
    low = Figure(figsize=(9, 2)).subplots()
    with pytest.raises(ArgumentError, match="draw fewer rows"):
        plot_bars(SURVEY.proportion("income", by="year"), ax=low)


def test_axes_by_themselves_keep_their_place():
    figure = Figure(figsize=(9, 6))
    own, other = figure.add_axes((0.1, 0.1, 0.6, 0.5)), figure.add_axes((0.75, 0.1, 0.2, 0.5))
    plot_estimates(SHARES, ax=own)
    places = [box for words, box in boxes(figure) if words in (*LEVELS, "25%")]
    part = (0.1 * 900, 0.7 * 900)
    assert len(places) == 8
    assert all(part[0] <= box.x0 and box.x1 <= part[1] for box in places)
    assert other.get_position().bounds == pytest.approx((0.75, 0.1, 0.2, 0.5))


def test_panels_keep_to_theirs():
    table = SURVEY.crosstab("income", "region")
    figure = Figure(figsize=(9, 4))
    plot_crosstab(table, ax=figure)
    assert_all_words_are_free(figure)
    figure = Figure(figsize=(12, 4))
    plot_crosstab(table, ax=list(figure.subplots(1, 3)))
    assert_all_words_are_free(figure)
