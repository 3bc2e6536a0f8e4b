"""The polls behind a trend: dots at their days, below a line that has one at its end."""

import pandas as pd
import pytest

from topline import ToplineError, plot_trend

pytestmark = pytest.mark.quick


@pytest.mark.usual
def test_polls_are_dots_below_a_line_with_one_dot_at_its_end():
    trend = pd.DataFrame(
        {
            "day": pd.date_range("2024-05-01", periods=5),
            "estimate": [0.4, 0.41, 0.42, 0.42, 0.43],
            "ci_low": 0.35,
            "ci_high": 0.48,
            "quantity": "proportion",
        }
    )
    days = pd.to_datetime(["2024-05-02", "2024-05-04"])
    polls = pd.DataFrame({"day": days, "estimate": [0.3, 0.5]})
    ax = plot_trend(trend, wave="day", polls=polls)
    dots = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert sorted(len(line.get_xdata()) for line in dots) == [1, 2]
    behind = next(line for line in dots if len(line.get_xdata()) == 2)
    assert behind.get_xdata().tolist() == [1, 3]
    assert behind.get_ydata().tolist() == [0.3, 0.5]
    assert ax.get_ylim()[1] >= 0.5


@pytest.mark.parametrize(
    ("polls", "message"),
    [
        ([0.3], "expected a table"),
        (pd.DataFrame({"estimate": [0.3]}), "no column 'wave'"),
        (pd.DataFrame({"wave": [None], "estimate": [0.3]}), "missing values"),
        (pd.DataFrame({"wave": ["x"], "estimate": [0.3]}), "no dates or numbers"),
    ],
)
def test_polls_without_a_place_are_refused(polls, message):
    trend = pd.DataFrame(
        {"wave": ["before", "after"], "estimate": [0.4, 0.5], "ci_low": 0.3, "ci_high": 0.6}
    )
    with pytest.raises(ToplineError, match=message):
        plot_trend(trend, wave="wave", polls=polls)
