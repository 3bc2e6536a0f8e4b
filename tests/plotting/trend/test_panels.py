"""Small multiples: what stands above an interval stays clear of the panel's name."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.plotting.extents import assert_all_words_are_free
from topline import plot_trend_panels, publish


@pytest.mark.parametrize("size", ["single", "slide"])
def test_a_last_value_at_the_top_of_its_panel_is_clear_of_the_name(size):
    years = [2019, 2021, 2023]
    rows = [
        {"year": year, "who": who, "estimate": share, "ci_low": share - 0.08, "ci_high": 1.0}
        for who in ("would rather hire who sent a note to thank", "East")
        for year, share in zip(years, (0.5, 0.7, 0.95), strict=True)
    ]
    with mpl.rc_context({"backend": "agg"}):
        ax = plot_trend_panels(pd.DataFrame(rows), wave="year", group="who", size=size)
        assert_all_words_are_free(publish(ax, title="x").figure)
    plt.close("all")


@pytest.mark.parametrize(
    ("number", "name", "high"),
    [(20, "Countryside", 1080), (60, "would rather hire a candidate", 4200)],
)
def test_panels_on_a_slide_keep_room_for_their_words_where_gaps_are_tight(number, name, high):
    rows = [
        {"year": year, "who": f"{i} {name}", "n": 400,
         "estimate": 0.3 + i / 200, "ci_low": 0.25, "ci_high": 0.36 + i / 200}
        for i in range(number) for year in (2019, 2024)
    ]  # fmt: skip
    with mpl.rc_context({"backend": "agg"}):
        ax = plot_trend_panels(pd.DataFrame(rows), wave="year", group="who", size="slide")
        figure = publish(ax, title="Sixty panels").figure
        assert figure.get_size_inches()[1] * 144 <= high + 1
        assert_all_words_are_free(figure)
        # no word of a name is broken
        told = [panel.get_title(loc="left").replace("\n", " ") for panel in figure.axes]
        assert told == [f"{i} {name}" for i in range(number)]
    plt.close("all")
