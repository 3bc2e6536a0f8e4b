"""Forest and funnel plots: squares, diamond and lines are the numbers of the pooling."""

import numpy as np
import pandas as pd
import pytest

from tests.plotting.special import counts, no_weights, pooled, surveys
from topline import (
    ArgumentError,
    DataError,
    funnel_data,
    leave_one_out,
    plot_forest,
    plot_funnel,
    pool_proportions,
    publish,
)

pytestmark = pytest.mark.quick


def squares(ax, marker="s"):
    return [line for line in ax.lines if line.get_marker() == marker]


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_squares_have_areas_in_proportion_to_the_weights():
    frame, whole = surveys(4), pooled(4)
    ax = plot_forest(frame, whole)
    drawn = squares(ax)
    assert [line.get_xdata()[0] for line in drawn] == frame["estimate"].tolist()
    areas = np.array([line.get_markersize() ** 2 for line in drawn])
    assert areas / areas.sum() == pytest.approx(whole.weights)
    whiskers = [tuple(line.get_xdata()) for line in squares(ax, "|")]
    bounded = frame.dropna(subset=["ci_low"])
    assert whiskers == list(bounded[["ci_low", "ci_high"]].itertuples(index=False, name=None))
    assert any(f"weight {whole.weights[3]:.0%}" in text for text in words(ax))


def test_the_diamond_spans_the_interval_and_the_dashes_the_prediction():
    whole = pooled(5)
    ax = plot_forest(surveys(5), whole)
    corners = ax.patches[0].get_xy()
    assert (corners[:, 0].min(), corners[:, 0].max()) == (whole.ci_low, whole.ci_high)
    assert corners[1, 0] == corners[3, 0] == whole.estimate
    dashed = [
        line for line in ax.lines if line.get_linestyle() == "--" and line.get_marker() == "None"
    ]
    limits = (whole.prediction_low, whole.prediction_high)
    assert [tuple(line.get_xdata()) for line in dashed] == [limits]
    chart = publish(ax, title="x")
    assert "Dashed: where another such survey's true share lies." in chart.note
    assert "5 surveys. Highest: " in chart.alt
    assert chart.table["weight"].iloc[:5].to_numpy() == pytest.approx(whole.weights)
    assert chart.table["estimate"].iloc[-1] == whole.estimate


def test_a_fixed_model_has_no_prediction_and_a_method_may_have_no_weights():
    ax = plot_forest(surveys(2), no_weights())
    assert len({line.get_markersize() for line in squares(ax)}) == 1
    note = publish(ax, title="x").note
    assert "Dashed" not in note
    assert "weights" not in note
    assert "random-intercept logistic model, fixed effect" in note


def test_rows_without_each_survey_are_the_pooled_share_of_the_others():
    found = leave_one_out(*counts(4), method="logit")
    ax = plot_forest(surveys(4), pooled(4), without=found)
    dots = [line.get_xdata()[0] for line in squares(ax, "o")]
    assert dots == list(found.estimate)
    table = publish(ax, title="x").table
    assert table["n"].tolist() == [*(counts(4)[1].sum() - counts(4)[1]), counts(4)[1].sum()]
    assert table["survey"].iloc[0].startswith("Without ")
    assert table["change"].iloc[:4].to_numpy() == pytest.approx(found.change)


def test_one_survey_is_its_own_pool():
    count, nobs = counts(1)
    ax = plot_forest(surveys(1), pool_proportions(count, nobs, method="logit", model="fixed"))
    assert len(squares(ax)) == 1
    assert len(ax.patches) == 1


def test_other_surveys_than_those_pooled_are_refused():
    with pytest.raises(ArgumentError, match="there are 3 surveys, and 4 were pooled"):
        plot_forest(surveys(3), pooled(4))
    values = pd.DataFrame({"estimate": [5.0, 6.0], "ci_low": 4.0, "ci_high": 7.0})
    with pytest.raises(DataError, match="shares from 0 to 1"):
        plot_forest(values, pooled(2))


@pytest.mark.parametrize("method", ["raw", "log", "logit", "arcsine", "double_arcsine"])
def test_points_and_lines_of_a_funnel_are_its_data(method):
    data = funnel_data(*counts(12), method=method)
    ax = plot_funnel(data)
    points = np.concatenate([np.column_stack(line.get_data()) for line in ax.lines
                             if line.get_marker() in ("o", "s")])  # fmt: skip
    expected = np.column_stack([data.value, data.std_error])
    assert np.sort(points, axis=0) == pytest.approx(np.sort(expected, axis=0))
    lines = [
        line for line in ax.lines if line.get_linestyle() == "--" and len(line.get_xdata()) > 2
    ]
    for line, limit in zip(lines, data.line, strict=True):
        assert line.get_xdata() == pytest.approx(limit)
        assert line.get_ydata() == pytest.approx(data.line_std_error)
    assert ax.get_ylim()[1] == 0, "the most precise surveys are on top"
    outside = [line for line in ax.lines if line.get_marker() == "s"]
    assert sum(len(line.get_xdata()) for line in outside) == data.outside.sum()


def test_the_shares_below_a_funnel_stand_where_the_scale_puts_them():
    ax = plot_funnel(funnel_data(*counts(12), method="logit"))
    shares = [float(tick.get_text().rstrip("%")) / 100 for tick in ax.get_xticklabels()]
    assert len(shares) >= 3
    assert ax.get_xticks() == pytest.approx(np.log(np.array(shares) / (1 - np.array(shares))))


def test_names_of_surveys_outside_come_from_the_series_or_the_caller():
    count, nobs = np.array([252, 310, 95, 150]), np.array([400, 520, 160, 700])
    names = ["one", "two", "three", "four"]
    series = pd.Series(count, index=names)
    for data, labels in ((funnel_data(series, nobs), None), (funnel_data(count, nobs), names)):
        ax = plot_funnel(data, labels=labels)
        assert set(words(ax)) <= set(names)
        assert "four" in words(ax)
        chart = publish(ax, title="x")
        assert chart.table["survey"].tolist() == names
        assert "4 of 4 surveys lie outside the lines." in chart.alt
    with pytest.raises(ArgumentError, match="there are 2 labels and 4 surveys"):
        plot_funnel(funnel_data(count, nobs), labels=["a", "b"])
