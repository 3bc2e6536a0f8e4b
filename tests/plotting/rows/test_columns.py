"""Thirty rows on a slide: columns side by side, on one scale, in type that can be read."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.plotting.extents import assert_all_words_are_free
from topline import (
    Survey,
    plot_bars,
    plot_estimates,
    plot_likert,
    plot_tile_map,
    plot_uncertainty,
    publish,
)
from topline.plotting.maps.states import TILES

_BEGUN = ("Ice", "Fin", "Ire", "Po", "Switzer", "Nether", "Eng", "Scot", "Green", "New", "Somali",
          "Swazi", "Thai", "Cur", "Mary")  # fmt: skip
PLACES = [f"{name}{ending}" for ending in ("land", "stan") for name in _BEGUN]


def places(number=30, unit=1.0):
    """Estimates of so many places, in hundredths of a unit, one without an interval."""
    share = np.linspace(0.05, 0.95, number) * unit
    frame = pd.DataFrame(
        {
            "label": PLACES[:number],
            "estimate": share,
            "ci_low": share - 0.04 * unit,
            "ci_high": share + 0.04 * unit,
            "n": 400 + np.arange(number),
            "quantity": "proportion" if unit == 1 else "value",
        }
    )
    frame.loc[3, ["ci_low", "ci_high"]] = np.nan
    return frame


@pytest.mark.parametrize(("plot", "unit"), [(plot_estimates, 1), (plot_bars, 50)])
def test_thirty_rows_fit_a_slide(plot, unit):
    chart = publish(plot(places(unit=unit), size="slide"), title="One place in two " * 4)
    figure = chart.figure
    assert tuple(figure.get_size_inches()) == pytest.approx((40 / 3, 7.5))
    assert_all_words_are_free(figure)
    words = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    assert min(t.get_fontsize() for t in words if t.get_position() != (0, 0)) >= 18
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    told = [tick.get_text() for ax in figure.axes for tick in ax.get_yticklabels()]
    assert told == PLACES
    assert len(figure.axes) == 3
    assert "n = 400 to 429 unweighted." in chart.note


def on_a_slide(ax):
    """Publish a chart, and return its figure, whose words are free and large enough."""
    figure = publish(ax, title="One of two places at least").figure
    assert tuple(figure.get_size_inches()) == pytest.approx((40 / 3, 7.5), abs=0.02)
    assert_all_words_are_free(figure)
    words = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    assert min(t.get_fontsize() for t in words if t.get_position() != (0, 0)) >= 18
    return figure


def test_groups_of_many_rows_eight_bars_and_a_map_fit_a_slide():
    groups = places().assign(group=np.repeat(["North", "Middle", "South"], 10))
    figure = on_a_slide(plot_estimates(groups, label="label", group="group", size="slide"))
    assert len(figure.axes) == 3
    rng = np.random.default_rng(1)
    scale = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
    data = {"q": pd.Categorical(rng.choice(scale, 999), scale, ordered=True),
            "group": rng.choice(PLACES[:8], 999)}  # fmt: skip
    bars = Survey(pd.DataFrame(data)).proportion("q", by="group")
    on_a_slide(plot_likert(bars, nets=True, size="slide"))
    states = places(30).iloc[np.arange(51) % 30].assign(label=list(TILES))
    on_a_slide(plot_tile_map(states, size="slide"))


def test_a_chart_too_high_for_a_slide_says_what_to_do():
    rows = pd.concat([places(), places().assign(label=[f"{name} again" for name in PLACES])])
    ax = plot_estimates(rows, size="slide")
    with pytest.warns(UserWarning, match=r"pixels high and its page 1,080, .* draw it in parts"):
        assert publish(ax, title="x").figure.get_size_inches()[1] > 8


def test_more_rows_than_a_slide_holds_stand_in_columns_and_close():
    rows = pd.concat([places(), places().assign(label=[f"{name} II" for name in PLACES])])
    figure = plot_estimates(rows, size="slide").figure
    # below one another, with their usual gaps, they took 4,100 pixels
    assert len(figure.axes) == 3
    assert figure.get_size_inches()[1] < 8.5


def test_fading_intervals_stand_in_columns_and_stacks_below_one_another():
    frame = places().assign(std_error=0.02, df=50.0, confidence_level=0.95, interval="wald")
    ax = plot_uncertainty(frame, label="label", size="slide", highlight=PLACES[15])
    assert len(on_a_slide(ax).axes) == 3
    known = [len(each.get_paths()) for on in ax.figure.axes for each in on.collections
             if isinstance(each, PolyCollection)]  # fmt: skip
    assert known == [50] * 29
    # no numbers stand beside rows in columns, so none are explained
    note = publish(plot_uncertainty(frame, label="label", size="slide"), title="x").note
    assert "Shading: intervals of all levels" in note
    assert "Numbers beside" not in note
    few = frame[:6].assign(n=400)
    assert "Numbers beside: 95% interval" in publish(
        plot_uncertainty(few, label="label", size="slide"), title="x"
    ).note  # fmt: skip
    stacks = plot_uncertainty(few, label="label", kind="dots", size="slide")
    assert len(on_a_slide(stacks).axes) == 1


def test_a_record_is_on_every_column_and_has_all_rows():
    ax = plot_estimates(places(20), size="slide", highlight=PLACES[15])
    columns = ax.figure.axes
    assert len(columns) == 2
    assert len(publish(columns[1], title="x").table) == 20


def test_few_rows_long_words_and_other_pages_have_one_column():
    long = places().assign(label=[f"Land{name.lower() * 4}" for name in PLACES])
    for frame, page in ((places(6).assign(n=400), "slide"), (long, "slide"), (places(), "double")):
        assert len(plot_estimates(frame, size=page).figure.axes) == 1
    assert (
        len(plot_bars(places(), size="slide", ax=Figure(figsize=(13, 40)).subplots()).figure.axes)
        == 1
    )
