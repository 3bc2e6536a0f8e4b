"""Charts of thousands of rows are refused, each kind alike, before a figure is made."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import DataError, publish
from topline.plotting.frame.tables import MOST_POINTS, MOST_ROWS

pytestmark = pytest.mark.quick


def table(rows):
    numbers = {"estimate": 0.5, "ci_low": 0.4, "ci_high": 0.6, "std_error": 0.1, "p_value": 0.1}
    labels = [f"answer {i}" for i in range(rows)]
    return pd.DataFrame({"outcome": "q", "category": labels, "wave": range(rows), **numbers})


MANY = table(MOST_ROWS + 1)
CHARTS = {
    "dots": lambda: topline.plot_estimates(MANY),
    "bars": lambda: topline.plot_bars(MANY),
    "pictogram": lambda: topline.plot_pictogram(MANY),
    "uncertainty": lambda: topline.plot_uncertainty(MANY),
    "likert": lambda: topline.plot_likert(MANY),
    "difference": lambda: topline.plot_difference(
        topline.Survey(
            pd.concat([MANY[["category"]].assign(group=group) for group in "ab"])
        ).proportion("category", by="group")
    ),
    "crosstab": lambda: topline.plot_crosstab(MANY, rows="category", columns="outcome"),
    "trend": lambda: topline.plot_trend(table(MOST_POINTS + 1), wave="wave"),
    "forest": lambda: topline.plot_forest(MANY, topline.funnel_data([4, 6], [10, 10]).pooled),
    "funnel": lambda: topline.plot_funnel(
        topline.funnel_data([4] * (MOST_POINTS + 1), [10] * (MOST_POINTS + 1))
    ),
}


@in_one_test("chart", CHARTS)
def test_thousands_are_refused_with_their_number(chart):
    before = plt.get_fignums()
    with pytest.raises(DataError, match=r"there are \d+,00\d .* at most (1|2|10),000; choose some"):
        CHARTS[chart]()
    assert plt.get_fignums() == before


def test_a_picture_too_high_for_its_file_is_refused_in_words(tmp_path):
    chart = publish(topline.plot_bars(table(2)), title="T")
    chart.figure.set_size_inches(7, 400)
    with pytest.raises(topline.ArgumentError, match=r"80,000 pixels long.*save it as \.svg"):
        chart.save(tmp_path / "a.png")
