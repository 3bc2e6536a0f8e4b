"""The chart of pairs: both groups, and the interval of their difference from the covariance."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.plotting.extents import TIGHT_PAGES, assert_all_words_are_free
from tests.plotting.test_sizes import LABEL
from topline import (
    GERMAN,
    LIGHT,
    SIZES,
    ArgumentError,
    Estimates,
    Survey,
    estimate_figures,
    load_thank_you_notes,
    plot_difference,
    publish,
)

RNG = np.random.default_rng(5)
DATA = pd.DataFrame(
    {
        "answer": RNG.choice(["yes", "perhaps", "no"], 600, p=[0.5, 0.3, 0.2]),
        "x": RNG.normal(20, 5, 600),
        "sex": RNG.choice(["f", "m"], 600),
        "age": RNG.choice(["old", "mid", "young"], 600),
        "cluster": RNG.integers(0, 40, 600),
    }
)
SURVEY = Survey(DATA, clusters="cluster")


def panel(ax):
    """The axes of the differences."""
    (inner,) = ax.child_axes
    return inner


def whiskers(ax):
    return np.array([ln.get_xdata() for ln in panel(ax).lines if ln.get_marker() == "|"])


def dots(ax, marker):
    return [float(line.get_xdata()[0]) for line in ax.lines
            if line.get_marker() == marker and line.get_transform() == ax.transData]  # fmt: skip


def words(ax):
    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text()]


def test_differences_come_from_the_joint_covariance():
    found = SURVEY.proportion("answer", by="sex")
    ax = plot_difference(found, ax=Figure().subplots())
    wanted = found.compare(adjust=None).table
    assert np.allclose(whiskers(ax), wanted[["ci_low", "ci_high"]])
    table = found.table
    assert dots(ax, "o") == pytest.approx(table.loc[table["sex"] == "f", "estimate"].tolist())
    assert dots(ax, "s") == pytest.approx(table.loc[table["sex"] == "m", "estimate"].tolist())
    gaps = np.subtract(*table["estimate"].to_numpy().reshape(2, 3))
    assert np.allclose(dots(panel(ax), "D"), gaps)


def test_the_difference_has_the_level_of_its_groups():
    found = SURVEY.proportion("answer", by="sex", confidence_level=0.9)
    expected = found.compare(pairs=[("f", "m")], adjust=None, confidence_level=0.9).table
    wide = SURVEY.proportion("answer", by="sex").compare(pairs=[("f", "m")], adjust=None).table
    drawn = expected[["ci_low", "ci_high"]].to_numpy()
    assert whiskers(plot_difference(found, pair=("f", "m"))) == pytest.approx(drawn)
    assert (np.ptp(wide[["ci_low", "ci_high"]], axis=1) > np.ptp(drawn, axis=1)).all()


def test_differences_are_in_units_of_the_dots():
    ax = plot_difference(SURVEY.mean("x", by="sex"))
    first, second = dots(ax, "o")[0], dots(ax, "s")[0]
    assert dots(panel(ax), "D") == pytest.approx([first - second])
    assert not [word for word in words(ax) if "pts" in word]
    assert publish(ax, title="x").note.startswith(
        "Differences.\nHow to read. Whiskers: 95% interval"
    )


def test_two_of_several_groups():
    found = SURVEY.proportion("answer", by="age")
    with pytest.raises(ArgumentError, match="pair is None; expected two of 'young', 'mid', 'old'"):
        plot_difference(found)
    with pytest.raises(ArgumentError, match=r"pair is \('old', 'x'\); expected two of"):
        plot_difference(found, pair=("old", "x"))
    ax = plot_difference(found, pair=("young", "old"))
    wanted = found.compare(pairs=[("young", "old")], adjust=None).table
    assert np.allclose(whiskers(ax), wanted[["ci_low", "ci_high"]])
    assert "Difference: young less old" in words(ax)


def test_two_questions_of_one_sample():
    data = DATA.assign(again=RNG.permutation(DATA["answer"]))
    found = Survey(data).proportion({"now": "answer == 'yes'", "then": "again == 'yes'"})
    ax = plot_difference(found)
    assert np.allclose(whiskers(ax), found.compare(adjust=None).table[["ci_low", "ci_high"]])


def test_published_figures_of_two_surveys():
    figures = load_thank_you_notes()
    chosen = figures[figures["figure_id"].isin(["ACCT2017_US_helpful", "ACCT2017_CA_helpful"])]
    found = estimate_figures(chosen)
    ax = plot_difference(found)
    assert np.allclose(whiskers(ax), found.compare().table[["ci_low", "ci_high"]])
    assert {"80%", "42%", "+38 pts", "+30 to +46"} <= set(words(ax))


def test_a_missing_group_keeps_its_place():
    table = SURVEY.proportion("answer", by="sex")
    partial = table.subset(np.arange(5))
    chart = publish(plot_difference(partial), title="x")
    assert "–" in words(chart.figure.axes[0])
    assert len(chart.table) == 3
    assert chart.table["estimate"].isna().sum() == 1


@pytest.mark.parametrize("missing", range(6))
def test_a_row_keeps_its_place_whichever_group_is_missing(missing):
    found = SURVEY.proportion("answer", by="sex")
    partial = found.subset(np.delete(np.arange(6), missing))
    chart = publish(plot_difference(partial), title="x")
    assert chart.table["category"].tolist() == ["no", "perhaps", "yes"]
    side = "first" if missing < 3 else "second"
    assert chart.table[f"{side}_estimate"].isna().tolist() == [k == missing % 3 for k in range(3)]


def test_rows_may_be_sorted():
    found = SURVEY.proportion("answer", by="sex")
    chart = publish(plot_difference(found, order="difference"), title="x")
    assert chart.table["estimate"].is_monotonic_decreasing
    with pytest.raises(ArgumentError, match=r"order is 'size'; expected None \(as given\) or 'd"):
        plot_difference(found, order="size")


def test_only_estimates_have_a_covariance():
    with pytest.raises(ArgumentError, match="is a DataFrame; expected Estimates: the interval of"):
        plot_difference(SURVEY.mean("x", by="sex").table)


def test_says_all_of_it_for_people_who_do_not_see_it():
    found = SURVEY.proportion("answer", by="sex")
    chart = publish(plot_difference(found), title="Title")
    table = chart.table.iloc[0]
    assert "Dots joined in pairs: Title. 3 rows." in chart.alt
    assert f"no: f {100 * table['first_estimate']:.0f}%" in chart.alt
    assert list(chart.table)[:4] == ["outcome", "category", "first", "first_estimate"]
    assert chart.note == (
        "Differences, in percentage points.\nHow to read. Whiskers: 95% interval (Newcombe's, from "
        "the score limits of both shares)."
    )
    weighted = Survey(DATA.assign(w=[1.0, 2.0] * 300), weights="w").proportion("answer", by="sex")
    assert "Weighted estimates." in publish(plot_difference(weighted), title="x").note


def extreme(number, scale=1.0):
    """Pairs with 0 % and 100 %, missing intervals, a missing group, a row without any estimate."""
    share = np.linspace(0, 1, number)
    parts = []
    for who, values in ((f"1 {LABEL}"[:60], share), (f"2 {LABEL}"[:60], share[::-1])):
        part = pd.DataFrame({"outcome": [f"{i} {LABEL}"[:60] for i in range(number)]})
        part = part.assign(who=who, estimate=values * scale, n=300 + np.arange(number))
        parts.append(part.assign(quantity="proportion" if scale == 1 else "value"))
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(std_error=0.03 * scale, ci_low=np.nan, ci_high=np.nan, df=50.0)
    table = table.assign(confidence_level=0.95, interval=None, n_effective=np.nan, deff=np.nan)
    table.loc[table.index[2:-1:7], "std_error"] = np.nan
    table.loc[table.index[3::9], "estimate"] = np.nan
    table.loc[[k for k in (5, number + 5) if number > 5], ["estimate", "std_error"]] = np.nan
    table = table.assign(flag="").drop(index=table.index[4:-1:11])
    covariance = np.diag(table["std_error"].to_numpy() ** 2)
    return Estimates(table, covariance, "made up")


def in_make_test(number, size, style):
    return style == "light" and (size in TIGHT_PAGES or (number == 2 and size == "web"))


PAGES = product([1, 2, 12, 30], SIZES, ["light", "dark"])


@pytest.mark.parametrize(("number", "size", "style"), long_unless(in_make_test, PAGES))
def test_extremes_have_room_on_every_page(number, size, style):
    chart = publish(plot_difference(extreme(number), style=style, size=size), title=LABEL)
    assert_all_words_are_free(chart.figure)
    assert len(chart.table) == number


@pytest.mark.parametrize("size", ["phone", "double", "social"])
@pytest.mark.parametrize("scale", [1e-3, 40.0, 5e6])
def test_means_of_any_size_have_room_in_german(scale, size):
    ax = plot_difference(extreme(3, scale), style=replace(LIGHT, strings=GERMAN), size=size)
    assert_all_words_are_free(publish(ax, title=LABEL).figure)


def test_both_panels_say_what_they_count():
    ax = plot_difference(SURVEY.proportion("answer", by="sex"))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0%", "60%"]
    ticks = dict(zip(panel(ax).get_xticks(), panel(ax).get_xticklabels(), strict=True))
    assert ticks[0].get_text() == "0"
    assert all(float(label.get_text().replace("−", "-")) == pytest.approx(100 * at)
               for at, label in ticks.items())  # fmt: skip
    low, high = panel(ax).get_xlim()
    assert low < whiskers(ax).min() < whiskers(ax).max() < high


def test_a_base_all_rows_share_is_said_once():
    found = SURVEY.proportion("answer", by="sex")
    first, second = found.table["n"].iloc[[0, -1]]
    said = words(plot_difference(found))
    assert {f"f, n = {first}", f"m, n = {second}"} <= set(said)
    assert not [word for word in said if f"n = {first}, {second}" in word]
    apart = words(plot_difference(extreme(2)))
    assert [word for word in apart if word.endswith("n = 301, 301")]


def of_shares(first, second, std_error, covariance=None):
    table = extreme(1).table.assign(estimate=[first, second], std_error=std_error)
    known = np.diag([std_error**2] * 2) if covariance is None else covariance
    return Estimates(table.assign(df=np.inf), known, "made up")


def test_a_limit_close_to_zero_does_not_print_as_zero():
    said = words(plot_difference(of_shares(0.5, 0.4, 0.0354)))
    assert "+0.1 to +19.6" in said


def test_says_that_differences_are_not_those_of_rounded_shares():
    sentence = "Differences are computed before rounding."
    rounded = publish(plot_difference(of_shares(0.504, 0.395, 0.02)), title="x")
    assert sentence in rounded.note
    assert sentence not in publish(plot_difference(of_shares(0.5, 0.4, 0.02)), title="x").note


def test_says_that_the_covariance_is_not_known():
    unknown = np.array([[0.0004, np.nan], [np.nan, 0.0004]])
    chart = publish(plot_difference(of_shares(0.5, 0.4, 0.02, unknown)), title="x")
    assert "Covariance not known: intervals are at most this wide." in chart.note


def test_means_have_as_many_digits_as_their_interval_bears():
    table = extreme(1).table.assign(estimate=[37.8731, 37.5912], std_error=0.3, quantity="value")
    found = Estimates(table.assign(df=np.inf), np.diag([0.09, 0.09]), "made up")
    assert {"+0.28", "−0.55 to +1.11"} <= set(words(plot_difference(found)))


def test_a_table_of_no_estimates_is_drawn():
    table = extreme(2).table.assign(estimate=np.nan, std_error=np.nan)
    empty = Estimates(table, np.full((4, 4), np.nan), "made up")
    chart = publish(plot_difference(empty), title="x")
    assert_all_words_are_free(chart.figure)
    assert chart.note.endswith("No interval can be given.")


def test_a_group_is_not_compared_with_itself():
    found = SURVEY.proportion("answer", by="age")
    with pytest.raises(ArgumentError, match=r"pair is \('old', 'old'\); expected two of"):
        plot_difference(found, pair=("old", "old"))
