"""The Lorenz curve: its points are the table's, its ends 0 and 1, and what it refuses."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, Survey, plot_lorenz, publish

pytestmark = pytest.mark.quick

RNG = np.random.default_rng(2)
DATA = pd.DataFrame({"income": RNG.lognormal(9, 0.8, 200), "g": np.arange(200) % 5})
SURVEY = Survey(DATA)


def test_the_curve_joins_the_estimates():
    shares = [0.8, 0.2, 0.5]
    curve = SURVEY.lorenz("income", shares)
    ax = plot_lorenz(curve)
    diagonal, line, points, *_ = ax.lines
    assert diagonal.get_linestyle() == "--"
    table = curve.table.sort_values("quantile")
    assert line.get_xdata().tolist() == [0, 0.2, 0.5, 0.8, 1]
    assert line.get_ydata().tolist() == pytest.approx([0, *table["estimate"], 1])
    assert points.get_xdata().tolist() == [0.2, 0.5, 0.8]
    band = ax.collections[0].get_paths()[0].vertices
    for share, low, high in table[["quantile", "ci_low", "ci_high"]].to_numpy():
        assert {low, high} <= set(band[np.isclose(band[:, 0], share), 1])


def test_groups_have_a_key_and_words():
    found = SURVEY.lorenz("income", [0.5], by="g", where="g < 3")
    ax = plot_lorenz(found)
    chart = publish(ax, title="Incomes")
    said = {text.get_text() for text in ax.texts}
    assert {"0", "1", "2"} <= said
    first = found.table["estimate"].iloc[0]
    assert f"0: the lowest 50% have {100 * first:.1f}% of the total" in chart.alt
    assert "Dashed line: everybody has the same." in chart.note


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (SURVEY.mean("income"), DataError, "no column 'quantile'; a Lorenz curve needs"),
        (SURVEY.lorenz("income", by="g"), ArgumentError, "there are 5 Lorenz curves; expected 4"),
        (SURVEY.lorenz("income", [0.5, 0.5]), DataError, "has a share of people twice"),
        (
            SURVEY.lorenz("income", [0.5]).table.assign(quantile=50),
            DataError,
            "values that are no share between 0 and 1",
        ),
    ],
)
def test_what_is_no_lorenz_curve(given, error, words):
    with pytest.raises(error, match=words):
        plot_lorenz(given)
