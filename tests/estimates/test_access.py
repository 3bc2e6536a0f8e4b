"""Estimates as pandas users expect them: a row by its name, a file, a chart."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError

pytestmark = pytest.mark.quick

DATA = pd.DataFrame(
    {"q": ["yes", "no", "yes", "yes", "no", "no"], "place": ["N", "N", "N", "S", "S", "S"],
     "age": [20, 30, 40, 50, 60, 70]}
)  # fmt: skip
SHARES = topline.Survey(DATA).proportion("q")
GROUPS = topline.Survey(DATA).proportion("q", by="place")
MEANS = topline.Survey(DATA).mean("age", by="place")


@pytest.mark.usual
def test_a_row_by_its_name():
    assert SHARES["yes"]["estimate"] == 0.5
    assert SHARES["yes"].name == "yes"
    assert MEANS["N"].estimate == 30
    assert GROUPS["S", "yes"]["estimate"] == pytest.approx(1 / 3)
    assert GROUPS["yes", "S"].equals(GROUPS["S", "yes"].rename("yes, S"))
    figures = topline.estimate_figures(topline.load_recruiters())
    name = figures.table["figure_id"].iloc[1]
    assert figures[name]["estimate"] == figures.table["estimate"].iloc[1]


def test_a_column_by_its_name():
    assert SHARES["estimate"].tolist() == [0.5, 0.5]
    own = SHARES["estimate"]
    own.iloc[0] = 9
    assert SHARES["estimate"].tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("estimates", "key", "told"),
    [
        (GROUPS, "yes", r"2 rows are called 'yes'; .* \('N', 'yes'\), \('S', 'yes'\)"),
        (SHARES, "yess", "no row is called 'yess'; expected one of 'no', 'yes'; .* 'yes'"),
        (GROUPS, ("W", "yes"), r"no row is called \('W', 'yes'\)"),
        (MEANS, 3, "no row is called 3; expected one of 'N', 'S'"),
    ],
)
def test_other_names_are_answered_with_those_there_are(estimates, key, told):
    with pytest.raises(ArgumentError, match=told):
        estimates[key]


def test_estimates_are_no_list():
    with pytest.raises(TypeError):
        iter(SHARES)
    with pytest.raises(TypeError):
        "yes" in SHARES  # noqa: B015


def test_the_table_as_a_frame_and_a_file(tmp_path):
    pd.testing.assert_frame_equal(SHARES.to_frame(), SHARES.table)
    path = tmp_path / "shares.csv"
    assert SHARES.to_csv(path) is None
    assert path.read_text(encoding="utf-8") == SHARES.to_csv()
    assert pd.read_csv(path)["ci_low"].tolist() == SHARES.table["ci_low"].tolist()
    with pytest.raises(ArgumentError, match=r"does not end in \.csv"):
        SHARES.to_csv(tmp_path / "shares.txt")


def test_a_chart_of_them():
    assert SHARES.plot().figure is not None
    assert SHARES.plot("bars", highlight="yes").figure is not None
    with pytest.raises(ArgumentError, match="expected one of estimates, bars"):
        SHARES.plot("pie")
    with pytest.raises(ArgumentError, match="colour is no argument of plot_estimates"):
        SHARES.plot(colour="red")
    plt.close("all")


ONE = topline.percent_interval("63%", 400)
LIKE = {
    "a value": (ONE, ["63% of 400"]),
    "a list": ([ONE, topline.percent_interval("26%", 400)], ["63% of 400", "26% of 400"]),
    "a dict": ({"A": ONE, "B": topline.percent_interval("<1%", 300)}, ["A", "B"]),
    "a difference": (topline.percent_difference("80%", 300, "42%", 300), ["80% − 42%"]),
    "a lead": (topline.percent_lead("48%", "44%", 800), ["48% − 44%"]),
    "a frame": (pd.DataFrame({"label": ["x"], "estimate": [0.5], "ci_low": [0.4],
                              "ci_high": [0.6]}), ["x"]),
    "estimates": (SHARES, ["no", "yes"]),
    "figures": (pd.DataFrame({"claim": ["prefer"], "percent": [63], "n": [400],
                              "unit": "share_of_respondents"}), ["prefer"]),
}  # fmt: skip


@pytest.mark.usual
@pytest.mark.parametrize("kind", LIKE)
@pytest.mark.parametrize("chart", ["plot_estimates", "plot_bars"])
def test_a_chart_takes_whatever_has_limits(kind, chart):
    given, labels = LIKE[kind]
    ax = getattr(topline, chart)(given)
    words = [text.get_text() for text in ax.figure.findobj(plt.Text)]
    words += [label.get_text() for label in ax.get_yticklabels()]
    for label in labels:
        assert any(label in word.replace("\n", " ") for word in words), (label, words)
    plt.close("all")


def test_the_limits_drawn_are_those_that_cover_rounding():
    low = topline.plot_estimates(ONE).figure
    drawn = np.concatenate([line.get_xdata() for line in low.axes[0].lines]).astype(float)
    assert np.isclose(drawn, ONE.rounding.ci_low).any()
    plt.close("all")


@in_one_test("given", [3, [], [1, 2], {}, "63%", None, [ONE, 3]])
def test_what_has_no_limits_is_refused(given):
    with pytest.raises(ArgumentError, match="expected Estimates"):
        topline.plot_estimates(given)
