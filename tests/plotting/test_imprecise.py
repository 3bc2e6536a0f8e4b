"""Numbers too imprecise to publish alone are seen as such, in every chart that draws estimates."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

import topline
from tests.conftest import in_one_test
from tests.plotting.extents import assert_all_words_are_free
from topline import (
    GERMAN,
    LIGHT,
    ArgumentError,
    Survey,
    estimate_figures,
    load_thank_you_notes,
    plot_bars,
    plot_crosstab,
    plot_difference,
    plot_estimates,
    plot_forest,
    plot_heat_table,
    plot_likert,
    plot_pictogram,
    plot_trend,
    plot_trend_panels,
    plot_uncertainty,
    pool_proportions,
    publish,
)
from topline.language.catalogues import catalogue
from topline.plotting.publishing.publish import bare_svg

REASONS = ["", "nchs_few", "nchs_df", "no_variance", "no_base"]


def figures():
    """One row as it should be, too few, to review, one cluster, and without an interval."""
    low, high = [0.58, 0.3, 0.6, np.nan, np.nan], [0.68, 0.8, 0.78, np.nan, np.nan]
    frame = pd.DataFrame({"label": ["all", "small", "medium", "cluster", "untold"]})
    return frame.assign(estimate=[0.63, 0.57, 0.7, 0.4, 0.5], ci_low=low, ci_high=high, df=50,
                        std_error=[0.025, 0.13, 0.05, np.nan, np.nan], n=[400, 14, 150, 30, 50],
                        confidence_level=0.95, interval="wilson", quantity="proportion",
                        reasons=REASONS)  # fmt: skip


@cache
def answers():
    """Answers of a small and two large groups, on a scale."""
    rng, scale = np.random.default_rng(1), ["never", "seldom", "sometimes", "often", "always"]
    given = rng.choice(scale, 430, p=[0.04, 0.2, 0.36, 0.3, 0.1])
    ages = ["18-24"] * 25 + ["25-49"] * 200 + ["50+"] * 205
    return Survey(pd.DataFrame({"q": pd.Categorical(given, scale, ordered=True), "age": ages}))


@cache
def shares():
    return answers().proportion("q", by="age")


def waves(groups):
    parts = [figures().assign(year=range(2018, 2023), who=f"group {i}",
                              **{key: figures()[key] * (1 - 0.2 * i)
                                 for key in ("estimate", "ci_low", "ci_high")})
             for i in range(groups)]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def forest(**options):
    pooled = pool_proportions(np.array([250, 8, 100]), np.array([400, 14, 150]), method="logit")
    return plot_forest(figures()[:3], pooled, **options)


PLOTS = {
    "plot_estimates": lambda **options: plot_estimates(figures(), **options),
    "plot_bars": lambda **options: plot_bars(figures(), **options),
    "plot_pictogram": lambda **options: plot_pictogram(figures()[1:2], **options),
    "plot_uncertainty": lambda **options: plot_uncertainty(figures(), **options),
    "plot_uncertainty, dots": lambda **options: plot_uncertainty(figures(), kind="dots", **options),
    "plot_forest": forest,
    "plot_crosstab": lambda **options: plot_crosstab(answers().crosstab("q", "age"), **options),
    "plot_heat_table": lambda **options: plot_heat_table(answers().crosstab("q", "age"), **options),
    "plot_likert": lambda **options: plot_likert(shares(), nets=True, **options),
    "plot_likert, aside": lambda **options: plot_likert(shares(), neutral="aside", **options),
    "plot_difference": lambda **options: plot_difference(
        shares(), pair=["18-24", "25-49"], **options
    ),
    "plot_trend": lambda **options: plot_trend(waves(1), wave="year", **options),
    "plot_trend, groups": lambda **options: plot_trend(
        waves(2), wave="year", group="who", **options
    ),
    "plot_trend_panels": lambda **options: plot_trend_panels(
        waves(2), wave="year", group="who", **options
    ),
}
"""A chart each that has numbers too imprecise to publish alone, on a page given by options."""

WITHOUT_ESTIMATES = {"plot_coverage", "plot_funnel", "plot_tipping_point", "plot_weights",
                     "plot_balance", "plot_lorenz", "plot_coefficients", "plot_margins",
                     "plot_survival"}  # fmt: skip
CROSSTABS = {"plot_crosstab", "plot_heat_table"}
"""Those that say what signs mean as a printed crosstab does."""

MAPS = {"plot_map", "plot_tile_map"}
"""Tried by themselves: their regions have no rows."""


def words_of(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible()]


def marks_of(ax):
    """Colours of marks, and of what fills them."""
    lines = {(to_hex(line.get_color()), to_hex(line.get_markerfacecolor())) for line in ax.lines}
    fills = {(to_hex(patch.get_edgecolor()), to_hex(patch.get_facecolor())) for patch in ax.patches}
    return lines | fills


@pytest.mark.quick
def test_every_chart_of_estimates_is_tried():
    charts = {name for name in topline.__all__ if name.startswith("plot_")}
    assert {name.split(",")[0] for name in PLOTS} == charts - WITHOUT_ESTIMATES - MAPS


TO_REVIEW = {"plot_estimates", "plot_bars", "plot_uncertainty", "plot_trend", "plot_forest"}
"""Those of a chart each that has a number to review, too."""


@pytest.mark.parametrize("plot", PLOTS)
def test_they_have_a_dagger_and_the_caption_says_why(plot):
    size = ("phone", "double")[list(PLOTS).index(plot) % 2]
    chart = publish(PLOTS[plot](size=size), title="x")
    assert_all_words_are_free(chart.figure)
    in_chart = [words for ax in chart.figure.axes for words in words_of(ax)]
    signs = "†‡" if plot.partition(",")[0] in TO_REVIEW else "†"
    assert all(any(sign in words for words in in_chart) for sign in signs)
    assert all(sign in chart.note and sign in chart.alt for sign in signs)
    assert "too imprecise to publish" in chart.note
    assert "effective base below 30" in chart.note or plot in CROSSTABS
    assert "too imprecise to publish alone (†)" in chart.alt
    assert sum("†" in words for words in in_chart) < len(in_chart)


@pytest.mark.parametrize("plot", PLOTS)
def test_they_can_be_left_out(plot):
    chart = publish(PLOTS[plot](suppressed="hide"), title="x")
    assert_all_words_are_free(chart.figure)
    severe = topline.severity(chart.table) >= topline.Severity.SUPPRESS
    assert severe.any() or plot == "plot_difference"
    assert chart.table["estimate"][severe].isna().all()
    assert "left out, too imprecise to publish alone" in chart.alt
    assert "too imprecise to publish" in chart.note
    if plot not in CROSSTABS:
        assert "– left out, too imprecise to publish alone: " in chart.note
    # what is only to be reviewed stays
    review = np.array(["nchs_df" in cell for cell in chart.table["reasons"].fillna("")])
    assert chart.table["estimate"][review].notna().all()


@in_one_test("plot", PLOTS)
def test_an_unknown_way_is_refused(plot):
    with pytest.raises(ArgumentError, match="suppressed is 'maybe'; expected 'mark' or 'hide'"):
        PLOTS[plot](suppressed="maybe")


def test_grey_and_hollow_is_not_hollow():
    for plot in (plot_estimates, plot_bars):
        found = marks_of(plot(figures()))
        color, paper = LIGHT.mark(0)[0], LIGHT.paper
        assert (LIGHT.faint, paper) in found  # too imprecise
        assert (color, paper) in found  # without an interval, as no_base says in words
    assert not {mark[0] for mark in marks_of(plot_estimates(figures()[1:4]))} & {color}


def test_values_say_which_and_what_is_left_out_has_a_dash():
    words = words_of(plot_estimates(figures()))
    assert [f"{value}%" in words for value in (63, 50)] == [True, True]
    assert [text in words for text in ("57%†", "70%‡", "40%†")] == [True, True, True]
    words = words_of(plot_estimates(figures(), suppressed="hide"))
    assert words.count("–") == 2
    assert "70%‡" in words
    assert "n = 14" in words


def test_the_caption_tells_what_may_not_be_published_from_what_is_to_be_reviewed():
    notes = {}
    for reasons in ("nchs_few", "nchs_df", "nchs_few nchs_df"):
        frame = figures()[:2].assign(reasons=["", reasons])
        notes[reasons] = publish(plot_estimates(frame), title="x").note
    few, df = "effective base below 30: do not publish (NCHS)", "fewer than 8 df: review (NCHS)"
    alone = f"† too imprecise to publish alone (hollow and grey): {few}."
    assert alone in notes["nchs_few"]
    assert f"‡ to review before publishing (hollow and grey): {df}." in notes["nchs_df"]
    assert alone in notes["nchs_few nchs_df"]
    both = publish(plot_estimates(figures()), title="x").note
    assert f"do not publish (NCHS). ‡ to review before publishing (hollow and grey): {df}." in both


def test_how_a_sample_was_drawn_is_told_in_other_words():
    estimates = estimate_figures(load_thank_you_notes())
    chart = publish(plot_estimates(estimates.subset(range(8)), ax=Figure().subplots()), title="x")
    assert not set("†‡") & set(" ".join([chart.note, chart.alt, *words_of(chart.figure)]))
    frame = figures().assign(reasons="words of one's own")
    assert "†" not in publish(plot_bars(frame), title="x").note


def test_a_page_can_set_every_colour_of_a_hatched_bar():
    svg = bare_svg(plot_likert(shares(), size="phone"))
    assert "<pattern " in svg
    assert not re.search(r' (fill|stroke)="#', svg)


def test_a_net_is_judged_by_itself():
    ax = plot_likert(shares(), nets=True, suppressed="hide")
    chart = publish(ax, title="x")
    nets = chart.table[chart.table["category"].str.contains("+", regex=False)]
    assert nets["estimate"].isna().tolist() == [True, True, False, False, False, False]
    assert "22%" in words_of(chart.figure)


def test_estimates_without_suppressed_are_drawn_as_the_option_does():
    hidden = plot_likert(shares(), nets=True, suppressed="hide")
    given = plot_likert(shares().without_suppressed(), nets=True)
    bars = [sorted((bar.get_x(), bar.get_width()) for bar in ax.patches) for ax in (hidden, given)]
    assert np.array(bars[0]) == pytest.approx(np.array(bars[1]))
    # the sum of those that are left is no net
    assert words_of(hidden.figure).count("22%") == 1
    assert words_of(given.figure).count("18%") == 0


def test_what_is_left_out_of_a_bar_keeps_its_place():
    ends = {}
    for suppressed in ("mark", "hide"):
        ax = plot_likert(shares(), kind="stacked", suppressed=suppressed)
        bars = [patch for patch in ax.patches if to_hex(patch.get_facecolor()) == LIGHT.ramp(5)[1]]
        ends[suppressed] = [(bar.get_x(), bar.get_width()) for bar in bars]
    # of the large groups; the small one has nothing left
    assert len(ends["hide"]) == 2
    assert ends["hide"] == [pytest.approx(end) for end in ends["mark"][-2:]]


@pytest.mark.parametrize("plot", ["plot_estimates", "plot_likert", "plot_pictogram"])
@pytest.mark.parametrize("suppressed", ["mark", "hide"])
def test_a_german_chart_says_it_in_german(plot, suppressed):
    style = replace(LIGHT, strings=GERMAN)
    chart = publish(PLOTS[plot](style=style, suppressed=suppressed), title="x")
    assert "zu ungenau, um allein veröffentlicht zu werden" in chart.note
    assert "zu ungenau, um allein veröffentlicht zu werden" in chart.alt
    for english in ("imprecise", "review", "hollow", "hatched", "left out", "publish"):
        assert english not in chart.note + chart.alt
    for english in ("hollow and grey", "hatched", "grey", "Hollow: no interval."):
        assert catalogue("de").gettext(english) != english
