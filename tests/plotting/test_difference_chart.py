"""The chart of pairs: both groups, and the interval of their difference from the covariance."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from topline import (
    ArgumentError,
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


def whiskers(ax):
    """Both ends of the whiskers, less the place of the zero line."""
    zero = next(tick for tick in ax.get_xticks())
    lines = [line for line in ax.lines if line.get_marker() == "|"]
    return np.array([line.get_xdata() for line in lines]) - zero


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
    assert np.allclose(np.subtract(dots(ax, "D"), ax.get_xticks()[0]), gaps)


def test_differences_are_in_units_of_the_dots():
    ax = plot_difference(SURVEY.mean("x", by="sex"))
    first, second = dots(ax, "o")[0], dots(ax, "s")[0]
    assert dots(ax, "D")[0] - ax.get_xticks()[0] == pytest.approx(first - second)
    assert not [word for word in words(ax) if "pts" in word]
    assert publish(ax, title="x").note.startswith("Differences. Whiskers: 95% interval")


def test_two_of_several_groups():
    found = SURVEY.proportion("answer", by="age")
    with pytest.raises(ArgumentError, match="pair is None; expected two of 'mid', 'old', 'young'"):
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
    assert {"80%", "42%", "+38 pts", "+30 to +46\nn = 300, 300"} <= set(words(ax))


def test_a_missing_group_keeps_its_place():
    table = SURVEY.proportion("answer", by="sex")
    partial = table.subset(np.arange(5))
    chart = publish(plot_difference(partial), title="x")
    assert "–" in words(chart.figure.axes[0])
    assert len(chart.table) == 3
    assert chart.table["estimate"].isna().sum() == 1


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
        "Differences, in percentage points. Whiskers: 95% interval (estimate ± Student's quantile "
        "× standard error). Weighted estimates."
    )
