"""The love plot, and weights before and after: marks where the table says, and plain words."""

import numpy as np
import pandas as pd
import pytest

from tests.plotting.extents import assert_all_words_are_free
from topline import ArgumentError, DataError, Survey, plot_balance, plot_weights, publish

TARGETS = {"sex": {"men": 0.5, "women": 0.5}, "age": {"young": 0.4, "old": 0.6}}


def survey():
    sex = np.repeat(["men", "women"], [60, 40])
    return Survey(pd.DataFrame({"sex": sex, "age": ["young", "old"] * 50}))


def marks(ax):
    """Where marks stand, the hollow and the filled ones."""
    dots = [line for line in ax.lines if line.get_marker() == "o" and line.get_clip_on() is False]
    dots = [line for line in dots if line.get_transform() == ax.transData]
    hollow = [line.get_markerfacecolor() == ax.get_facecolor() or
              line.get_markerfacecolor() == "#ffffff" for line in dots]  # fmt: skip
    xs = [float(line.get_xdata()[0]) for line in dots]
    return (
        [x for x, own in zip(xs, hollow, strict=True) if own],
        [x for x, own in zip(xs, hollow, strict=True) if not own],
    )


@pytest.mark.quick
@pytest.mark.parametrize("measure", ["points", "standardised"])
def test_marks_stand_where_the_table_says(measure):
    table = survey().rake({"sex": TARGETS["sex"]}).balance(TARGETS)
    before, after = marks(plot_balance(table, measure=measure))
    assert before == pytest.approx(table[f"before_{measure}"].tolist())
    assert after == pytest.approx(table[f"after_{measure}"].tolist(), abs=1e-9)


def test_a_weighted_survey_is_taken_as_it_is():
    weighted = survey().rake(TARGETS)
    one, other = (publish(plot_balance(it), title="x") for it in (weighted, weighted.balance()))
    assert one == other
    assert_all_words_are_free(one.figure)
    assert "sex, men: +10.0 before, 0.0 after." in one.alt


def test_a_guide_is_drawn_on_request_and_called_a_convention():
    table = survey().balance(TARGETS)
    plain = publish(plot_balance(table, measure="standardised"), title="x")
    assert "border" not in plain.note
    ax = plot_balance(table, measure="standardised", guide=0.1)
    dashed = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed == [-0.1, 0.1]
    assert "±0.1, a convention and no border between good and bad" in publish(ax, title="x").note


def test_the_farthest_come_first_within_their_variable():
    table = survey().balance(TARGETS).assign(before_points=[1.0, -9.0, 2.0, 0.5])
    labels = [t.get_text() for t in plot_balance(table, order="before").get_yticklabels()]
    assert labels == ["sex", "women", "men", "age", "young", "old"]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: plot_balance(pd.DataFrame({"variable": ["a"]})), DataError,
         "no column 'category', 'before_points', 'after_points'; a chart of balance needs what"),
        (lambda: plot_balance(survey().balance(TARGETS), measure="percent"), ArgumentError,
         "measure is 'percent'"),
        (lambda: plot_balance(survey().balance(TARGETS), guide=-1), ArgumentError,
         "guide is -1; expected a distance above 0, or None"),
        (lambda: plot_balance(survey().balance(TARGETS)[:0]), DataError, "the table has no rows"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_weights_before_stand_beside_those_after():
    weighted = survey().rake(TARGETS)
    chart = publish(plot_weights(weighted, before=survey()), title="x")
    assert "Outline: before weighting." in chart.note
    assert "Before: n = 100; Kish design effect 1.00; effective n 100." in chart.alt
    table = chart.table
    assert table["respondents_in_bin"].sum() == table["respondents_in_bin_before"].sum() == 100
    assert "before" not in " ".join(publish(plot_weights(weighted), title="x").table)
    assert_all_words_are_free(chart.figure)
