"""The chart of waves: where they stand, which are joined, and what breaks them."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from tests.plotting.test_sizes import LABEL
from topline import (
    LIGHT,
    SIZES,
    ArgumentError,
    DataError,
    Strings,
    Survey,
    estimate_figures,
    load_thank_you_notes,
    plot_trend,
    publish,
)


def waves(number=5, groups=("",), **more):
    """So many waves of each group."""
    frame = pd.DataFrame(
        {
            "year": [*range(2000, 2000 + number)] * len(groups),
            "who": np.repeat(groups, number),
            "estimate": np.linspace(0.3, 0.5, number * len(groups)),
            "confidence_level": 0.95,
            "interval": "wilson",
            "n": 400,
        }
    )
    limits = {"ci_low": frame["estimate"] - 0.04, "ci_high": frame["estimate"] + 0.04}
    return frame.assign(**limits, **more)


def lines(ax):
    """The x of every line that joins waves."""
    return [list(line.get_xdata()) for line in ax.lines
            if line.get_linestyle() == "-" and line.get_marker() == "None"
            and line.get_transform() == ax.transData]  # fmt: skip


def dashed(ax):
    """The x of upright dashed lines."""
    ends = [line.get_xdata() for line in ax.lines if line.get_linestyle() == "--"]
    return sorted(float(x[0]) for x in ends if x[0] == x[1])


def words(ax):
    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text()]


def drawn(frame, **options):
    return plot_trend(frame, wave="year", ax=Figure().subplots(), **options)


def test_waves_stand_in_time_and_are_joined_with_bands():
    ax = drawn(waves().sample(frac=1, random_state=1))
    assert lines(ax) == [[2000, 2001, 2002, 2003, 2004]]
    band = ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(0.26)
    assert band[:, 1].max() == pytest.approx(0.54)
    assert publish(ax, title="x").note == (
        "Base: n = 400 unweighted.\nHow to read. Bands: 95% interval (Wilson)."
    )


def test_a_missing_estimate_breaks_the_line():
    frame = waves()
    frame.loc[1, "estimate"] = np.nan
    ax = drawn(frame)
    assert lines(ax) == [[2002, 2003, 2004]]
    whisker = next(line for line in ax.lines if line.get_marker() == "_")
    assert list(whisker.get_xdata()) == [2000, 2000]
    assert list(whisker.get_ydata()) == pytest.approx([0.26, 0.34])
    assert "Bands and whiskers: 95% interval" in publish(ax, title="x").note


def test_no_interval_is_lost_between_waves_without_one():
    frame = waves()
    frame.loc[[1, 3], ["ci_low", "ci_high"]] = np.nan
    ax = drawn(frame)
    assert lines(ax) == [[2000, 2001, 2002, 2003, 2004]]
    whiskers = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "_"]
    assert whiskers == [2000, 2002, 2004]
    assert not ax.collections
    assert "Whiskers: 95% interval" in publish(ax, title="x").note


def test_a_category_without_rows_keeps_its_place_and_breaks_the_line():
    year = pd.Categorical(["a", "b", "d", "e", "f"], list("abcdef"), ordered=True)
    ax = drawn(waves().assign(year=year))
    assert lines(ax) == [[0, 1], [3, 4, 5]]
    assert "c" in words(ax)


def test_a_group_that_was_not_asked_in_a_wave_goes_on():
    frame = waves(groups=["men", "women"])
    ax = drawn(frame.drop(index=2), group="who")
    assert lines(ax)[0] == [2000, 2001, 2003, 2004]
    frame.loc[2, "estimate"] = np.nan
    assert lines(drawn(frame, group="who"))[:2] == [[2000, 2001], [2003, 2004]]


def test_a_change_of_mode_breaks_the_line_and_says_so():
    ax = drawn(waves(mode=["telephone"] * 2 + ["online"] * 3), mode="mode")
    assert lines(ax) == [[2000, 2001], [2002, 2003, 2004]]
    assert dashed(ax) == [2001.5]
    assert "telephone → online" in words(ax)
    chart = publish(ax, title="x")
    said = "Not joined where the mode or the question changed: telephone → online."
    assert said in chart.note
    assert said in chart.alt


def test_each_group_breaks_where_its_own_mode_changes():
    mode = ["a", "a", "b", "b", "b", "a", "a", "a", "b", "b"]
    ax = drawn(waves(groups=["men", "women"], mode=mode), group="who", mode="mode")
    assert lines(ax) == [[2000, 2001], [2002, 2003, 2004], [2000, 2001, 2002], [2003, 2004]]
    assert dashed(ax) == [2001.5, 2002.5]


def test_named_breaks_have_their_reason():
    ax = drawn(waves(), breaks={2003: "new wording"})
    assert lines(ax) == [[2000, 2001, 2002], [2003, 2004]]
    assert "new wording" in words(ax)
    ax = drawn(waves(), breaks=[2003])
    assert dashed(ax) == [2002.5]
    assert "Not joined across the upright dashed lines." in publish(ax, title="x").note
    assert dashed(drawn(waves(), breaks=[2000])) == []


TIMES = {
    "numbers": ([2000, 2004, 2005], [0, 4, 5]),
    "dates": (pd.to_datetime(["2020-01-01", "2020-01-11", "2020-02-01"]), [0, 10, 31]),
    "periods": (pd.PeriodIndex(["2020-01", "2020-02", "2020-03"], freq="M"), [0, 31, 60]),
    "dates as text": (["2020-01", "2020-02", "2020-03"], [0, 31, 60]),
    "words": (["spring", "autumn", "winter"], [0, 1, 2]),
    "categories": (pd.Categorical(["b", "c", "a"], ["b", "c", "a"], ordered=True), [0, 1, 2]),
}


@pytest.mark.parametrize("time", TIMES)
def test_waves_may_be_dates_numbers_or_words(time):
    values, places = TIMES[time]
    frame = waves(3).assign(year=values)
    ax = drawn(frame)
    assert np.subtract(lines(ax)[0], lines(ax)[0][0]).tolist() == places
    named = [tick.get_text().split("\nn =")[0] for tick in ax.get_xticklabels()]
    named = [" ".join(words.split()) for words in named]
    # days and months as the language writes them
    spoken = {"dates": "1 Feb 2020", "periods": "Mar 2020", "dates as text": "Mar 2020"}
    assert named[-1] == spoken.get(time, str(frame["year"].iloc[-1]))


@pytest.mark.parametrize(
    ("lang", "day", "month"),
    [("de", "1. Feb. 2020", "März 2020"), ("fr", "1 févr. 2020", "mars 2020")],
)
def test_waves_are_named_as_a_language_writes_days(lang, day, month):
    style = replace(LIGHT, strings=Strings(lang))
    for time, spoken in (("dates", day), ("periods", month)):
        ax = drawn(waves(3).assign(year=TIMES[time][0]), style=style)
        assert ax.get_xticklabels()[-1].get_text().split("\nn =")[0] == spoken


def test_groups_are_named_at_their_ends():
    frame = waves(3, groups=["men", "women"])
    ax = drawn(frame, group="who")
    ends = [f"men  {100 * frame['estimate'][2]:.0f}%", f"women  {100 * frame['estimate'][5]:.0f}%"]
    assert set(ends) <= set(words(ax))
    colours = [line.get_color() for line in ax.lines if line.get_linestyle() == "-"]
    assert len(set(colours)) == 2


def test_one_line_has_its_values_and_bases():
    ax = drawn(waves(2))
    assert {"30%", "50%", "2000\nn = 400", "2001\nn = 400"} <= set(words(ax))


def test_many_waves_have_the_first_and_the_last_value_and_no_bases():
    ax = plot_trend(waves(30), wave="year", size="single")
    seen = words(ax)
    assert [text for text in seen if text in ("30%", "50%")] == ["30%", "50%"]
    assert not [text for text in seen if "n =" in text]
    named = [int(tick.get_text()) for tick in ax.get_xticklabels()]
    assert named[-1] == 2029
    assert len(named) > 2
    assert np.ptp(np.diff(named)) == 0


def test_a_line_that_stays_says_so_at_its_ends_clear_of_the_axis():
    ax = plot_trend(waves(8).assign(estimate=0.76, ci_low=0.7, ci_high=0.98), wave="year",
                    size="phone")  # fmt: skip
    ax.figure.canvas.draw()
    values = [text for text in ax.texts if text.get_text() == "76%"]
    assert len(values) == 2
    numbers = max(tick.get_window_extent().x1 for tick in ax.get_yticklabels())
    assert min(text.get_window_extent().x0 for text in values) > numbers


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.3, 0.5], "2000: 30% (26–34%); 2001: 50% (46–54%). Up; their intervals do not"),
        ([0.5, 0.3], "2000: 50% (46–54%); 2001: 30% (26–34%). Down; their intervals do not"),
        ([0.5, 0.54], "No clear change; their intervals overlap."),
    ],
)
def test_what_became_of_it_is_described_not_tested(values, said):
    frame = waves(2).assign(estimate=values)
    frame = frame.assign(ci_low=frame["estimate"] - 0.04, ci_high=frame["estimate"] + 0.04)
    assert said in publish(drawn(frame), title="x").alt


def test_one_wave_is_told_alone():
    chart = publish(drawn(waves(1)), title="x")
    assert chart.alt == "Line chart of waves: x. In brackets: 95% interval. 2000: 30% (26–34%)."
    assert chart.note.endswith("Whiskers: 95% interval (Wilson).")


GROUPS = ["men", "women", "under 30", "30 to 64", LABEL, "all adults"]
PAGES = [
    (many, number, size) for many in (2, 3, 4, 5, 6) for number in (1, 2, 30) for size in SIZES
]


def in_make_test(many, number, size):
    """Where there is least room; few groups, and as many as there can be."""
    return size in TIGHT_PAGES and (many in (2, 6) or number == 2)


@pytest.mark.parametrize(("many", "number", "size"), long_unless(in_make_test, PAGES))
def test_groups_of_any_number_are_free_on_every_page(many, number, size):
    style = ("light", "dark")[(many + number) % 2]
    frame = waves(
        number, groups=GROUPS[:many], mode=(["by telephone"] + ["online"] * 29)[:number] * many
    )
    ax = plot_trend(frame, wave="year", group="who", mode="mode", style=style, size=size)
    assert_all_words_are_free(publish(ax, title=LABEL, subtitle=LABEL).figure)
    plt.close("all")


@pytest.mark.parametrize("size", long_unless(lambda size: size in TIGHT_PAGES, SIZES))
def test_light_and_dark_stand_alike(size):
    places = []
    for style in ("light", "dark"):
        ax = plot_trend(waves(groups=GROUPS), wave="year", group="who", style=style, size=size)
        figure = publish(ax, title=LABEL).figure
        texts = [(text.get_text(), text.get_position()) for text in ax.texts]
        places.append((ax.get_position().bounds, tuple(figure.get_size_inches()), texts))
    plt.close("all")
    assert places[0] == places[1]


def test_estimates_of_microdata():
    rng = np.random.default_rng(0)
    data = pd.DataFrame(
        {"year": rng.integers(2018, 2022, 800), "happy": rng.random(800) < 0.6, "w": 1.5}
    )
    found = Survey(data, weights="w").proportion({"happy": "happy == True"}, by="year")
    chart = publish(plot_trend(found, wave="year"), title="Title")
    assert chart.note.startswith("Base: n = ")
    assert " Weighted estimates. " in chart.note
    assert (
        "Line chart of waves: Title. Weighted estimates. 4 waves. In brackets: 95% interval. 2018: "
        in chart.alt
    )


def test_published_figures_of_several_years():
    figures = load_thank_you_notes()
    named = ["ACCT2012_CA_helpful", "ACCT2017_CA_helpful"]
    found = estimate_figures(figures[figures["figure_id"].isin(named)])
    ax = plot_trend(found, wave="published_year", reference=0.5)
    assert np.ptp(lines(ax)[0]) == 5 * 365 + 2
    assert "Dashed line: 50%." in publish(ax, title="x").note


def test_values_that_are_no_shares():
    frame = waves(3)
    frame[["estimate", "ci_low", "ci_high"]] *= 100
    ax = drawn(frame)
    assert ax.get_ylim()[0] > 0
    assert "50" in words(ax)


def test_what_cannot_be_drawn_is_said():
    frame = waves(3, groups=["men", "women"])
    with pytest.raises(
        ArgumentError,
        match="two rows of the same wave: '2000', '2001', '2002'; tell them apart by group='who'",
    ):
        drawn(frame)
    twice = "of the same wave: '2000 of men', '2001 of men', .* and 1 more; choose rows with .subs"
    with pytest.raises(ArgumentError, match=twice):
        drawn(pd.concat([frame, frame]), group="who")
    with pytest.raises(ArgumentError, match="wave is 'when', which is no column; choose from year"):
        plot_trend(frame, wave="when")
    with pytest.raises(ArgumentError, match="breaks names 1999, which is no wave of column 'year'"):
        drawn(frame, group="who", breaks=[1999])
    with pytest.raises(DataError, match="column 'year' has no wave in row 1; every row needs its"):
        drawn(waves(3).assign(year=[2000, None, 2002]))
    with pytest.raises(DataError, match="no column 'ci_low'; a chart of waves needs estimate"):
        drawn(frame.drop(columns="ci_low"))
    with pytest.raises(DataError, match="the table has no rows"):
        drawn(frame.head(0))
    with pytest.raises(
        ArgumentError, match="the table is a dict; expected Estimates or a DataFrame"
    ):
        drawn({})


def test_a_bound_has_a_whisker_and_no_dot():
    frame = waves(2)
    frame.loc[0, ["estimate", "ci_low"]] = [np.nan, 0.0]
    ax = drawn(frame)
    whiskers = [list(line.get_ydata()) for line in ax.lines if line.get_marker() == "_"]
    assert whiskers[0] == pytest.approx([0, 0.34])
    assert len([line for line in ax.lines if line.get_marker() == "o"]) == 1


def test_a_source_is_told_only_where_it_is_that_of_all_waves():
    frame = waves(2, publisher="Sponsor", vendor=["Firm", None], fielded=["2000-03", "not found"])
    assert publish(drawn(frame), title="x").note.startswith("Source: Sponsor. Base: ")
    frame = frame.assign(vendor="Firm", fielded="March")
    assert publish(drawn(frame), title="x").note.startswith(
        "Source: Firm for Sponsor, March. Base: "
    )
