"""Numbers too imprecise to publish alone are seen as such, in every chart that draws estimates."""

import re
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise

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
    Estimates,
    Survey,
    estimate_figures,
    funnel_data,
    load_thank_you_notes,
    plot_bars,
    plot_coefficients,
    plot_crosstab,
    plot_difference,
    plot_estimates,
    plot_forest,
    plot_funnel,
    plot_heat_table,
    plot_likert,
    plot_map,
    plot_margins,
    plot_pictogram,
    plot_survival,
    plot_tile_map,
    plot_trend,
    plot_trend_panels,
    plot_uncertainty,
    pool_proportions,
    publish,
)
from topline.estimates.suppression import imprecise_signs
from topline.language.catalogues import catalogue
from topline.plotting.publishing.bare import bare_svg

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


POOLED = np.array([250, 8, 100]), np.array([400, 14, 150])


def regions(names):
    return figures().assign(label=names)


def square(name, x):
    corners = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    return {"properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


@cache
def people():
    """Whom something happened to within days, of a large, a small and a still smaller group."""
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"days": rng.exponential(100, 420).round() + 1, "left": 1,
                          "voted": rng.integers(0, 2, 420),
                          "group": ["large"] * 355 + ["small"] * 40 + ["few"] * 25})  # fmt: skip
    return Survey(frame)


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
    "plot_funnel": lambda **options: plot_funnel(
        funnel_data(*POOLED, method="logit"), surveys=figures()[:3], **options
    ),
    "plot_map": lambda **options: plot_map(
        regions([*"abcde"]), {"features": [square(name, at) for at, name in enumerate("abcde")]},
        on="name", **options),
    "plot_tile_map": lambda **options: plot_tile_map(
        regions(["Ohio", "Utah", "Texas", "Maine", "Iowa"]), **options
    ),
    "plot_survival": lambda **options: plot_survival(
        people().kaplan_meier("days, left ~ group"), **options
    ),
}  # fmt: skip
"""A chart each that has numbers too imprecise to publish alone, on a page given by options."""

WITHOUT_ESTIMATES = {"plot_coverage", "plot_tipping_point", "plot_weights", "plot_balance",
                     "plot_lorenz"}  # fmt: skip
OF_MODELS = {"plot_coefficients", "plot_margins"}
"""Tables of models call no number too imprecise, nor do these charts."""

CROSSTABS = {"plot_crosstab", "plot_heat_table"}
"""Those that say what signs mean as a printed crosstab does."""


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
    assert {name.split(",")[0] for name in PLOTS} == charts - WITHOUT_ESTIMATES - OF_MODELS


TO_REVIEW = {"plot_estimates", "plot_bars", "plot_uncertainty", "plot_trend", "plot_forest",
             "plot_trend_panels", "plot_funnel", "plot_map", "plot_tile_map",
             "plot_survival"}  # fmt: skip
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
    # a funnel has its surveys on the scale that was pooled on, and says which it draws
    table = chart.table
    drawn = table["drawn"] if "drawn" in table else table["estimate"].notna()
    assert not drawn[severe].any()
    assert "left out, too imprecise to publish alone" in chart.alt
    assert "too imprecise to publish" in chart.note
    if plot not in CROSSTABS:
        assert "– left out, too imprecise to publish alone: " in chart.note
    # what is only to be reviewed stays
    review = np.array(["nchs_df" in cell for cell in chart.table["reasons"].fillna("")])
    assert drawn[review].all()


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


@pytest.mark.parametrize("plot", [plot_coefficients, partial(plot_margins, variable="group")])
def test_a_chart_of_a_model_calls_imprecise_what_its_table_does(plot):
    model = people().logistic("voted ~ group", where="group != 'large' or days < 10")
    chart = publish(plot(model), title="x")
    assert set(chart.table["reasons"]) == {""}
    assert not set("†‡") & set(" ".join([chart.note, chart.alt, *words_of(chart.figure)]))


def test_coefficients_that_somebody_calls_imprecise_are_drawn_so():
    found = people().logistic("voted ~ group + days").table
    table = found.table.assign(reasons=["", "no_variance", "", ""])
    ax = plot_coefficients(Estimates(table, found.covariance, found.method))
    assert (LIGHT.faint, LIGHT.paper) in marks_of(ax)
    assert "†" in publish(ax, title="x").note


@pytest.mark.parametrize("plot", ["plot_map", "plot_tile_map"])
def test_a_region_too_small_for_its_value_has_its_sign(plot):
    signs = {"ME": "‡", "IA": "†"}
    frame = figures()[:2].assign(label=[*signs], reasons=["nchs_df", "nchs_few"], estimate=0.05)
    if plot == "plot_tile_map":
        ax = plot_tile_map(frame, size="phone")
    else:
        # nine in a row on a phone: a sign has room on each, a value has not
        shapes = {"features": [square(name, at) for at, name in enumerate([*signs, *"abcdefg"])]}
        ax = plot_map(frame.assign(estimate=0.6333), shapes, on="name", size="phone")
    words = words_of(ax)
    assert {"†", "‡"} <= set(words)
    assert not [word for word in words if re.fullmatch(r"\d+%.", word)]


def test_stripes_of_a_region_leave_its_words_alone():
    ax = PLOTS["plot_map"]()
    grounds = {text.get_text().rpartition("\n")[2]: text.get_bbox_patch() for text in ax.texts}
    assert [grounds[f"{value}"] is not None for value in ("57%†", "70%‡", "63%")] == [
        True, True, False
    ]  # fmt: skip


def lines_between(ax, waves):
    """The colour of the line between each two waves of the only group, and of the band there."""
    lines = [(line.get_xdata(), to_hex(line.get_color())) for line in ax.lines
             if line.get_linestyle() == "-" and np.ptp(line.get_xdata())]  # fmt: skip
    bands = [(band.get_paths()[0].vertices[:, 0], to_hex(band.get_facecolor()))
             for band in ax.collections]  # fmt: skip
    return [[next((color for x, color in found if min(x) <= one and two <= max(x)), None)
             for one, two in pairwise(waves)] for found in (lines, bands)]  # fmt: skip


@pytest.mark.parametrize("panels", [False, True])
def test_a_line_is_grey_beside_a_wave_that_is(panels):
    reasons = ["", "", "nchs_few", "", ""]
    frame = figures().assign(year=range(2018, 2023), who="all", reasons=reasons)
    frame = frame.assign(ci_low=frame["estimate"] - 0.1, ci_high=frame["estimate"] + 0.1)
    plot = partial(plot_trend_panels, group="who") if panels else plot_trend
    color, grey = LIGHT.mark(0)[0], LIGHT.faint
    lines, bands = lines_between(plot(frame, wave="year"), range(2018, 2023))
    assert lines == bands == [color, grey, grey, color]
    # left out, it breaks the line
    lines, bands = lines_between(plot(frame, wave="year", suppressed="hide"), range(2018, 2023))
    assert lines == bands == [color, None, None, color]


@pytest.mark.parametrize("suppressed", ["mark", "hide"])
def test_a_survival_curve_is_grey_where_few_are_left_or_has_a_gap_there(suppressed):
    curves = people().kaplan_meier("days, left ~ 1", where="group == 'small'")
    table = curves.table.table
    ax = plot_survival(curves, suppressed=suppressed)
    lines = [(to_hex(line.get_color()), *line.get_data()) for line in ax.lines]
    color, grey, gap = LIGHT.mark(0)[0], LIGHT.faint, None
    expected = {"": color, "‡": grey, "†": grey if suppressed == "mark" else gap}
    signs = imprecise_signs(table["reasons"])
    assert {"", "†"} <= set(signs)
    for sign, (one, two) in zip(signs, pairwise(table["time"]), strict=False):
        drawn = {own for own, x, y in lines if len(x) > 1
                 and any(x[at] <= one < two <= x[at + 1] and np.isfinite(y[at])
                         for at in range(len(x) - 1))}  # fmt: skip
        assert drawn == {expected[sign]} - {gap}
    first = table["time"][signs.index("†")]
    written = [text.xy[0] for text in ax.texts if text.get_text() == "†"]
    assert (first in written) is (suppressed == "mark")


def test_curves_that_are_all_grey_are_told_apart():
    curves = people().kaplan_meier("days, left ~ group", where="group != 'large' or days > 300")
    dashes = {str(line.get_linestyle()) + str(line._dash_pattern) for line in
              plot_survival(curves).lines if to_hex(line.get_color()) == LIGHT.faint}  # fmt: skip
    assert len(dashes) == 3


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
