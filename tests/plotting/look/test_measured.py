"""Words are measured once for all files and layouts, and nothing in any of them changes."""

import pandas as pd
import pytest
from matplotlib import text as of_text
from matplotlib.figure import Figure

import topline
from topline.plotting.look import measured
from topline.plotting.look.settings import off_screen, own_settings
from topline.plotting.publishing.files import PICTURES, picture

TABLE = pd.DataFrame({
    "label": ["Yes, often", "No"],
    "estimate": [0.62, 0.38],
    "ci_low": [0.55, 0.31],
    "ci_high": [0.69, 0.45],
})  # fmt: skip


def files_of_a_chart():
    drawn = topline.plot_estimates(TABLE, ax=off_screen())
    chart = topline.publish(drawn, title="Most say yes")
    return [picture(chart.figure, kind[1:], chart.title, chart.alt) for kind in PICTURES]


@pytest.mark.quick
def test_what_was_measured_before_changes_no_byte(monkeypatch):
    measured._KNOWN.clear()
    first = files_of_a_chart()
    known = dict(measured._KNOWN)
    assert files_of_a_chart() == first
    assert known == measured._KNOWN
    monkeypatch.setattr(measured, "_ASKED", ())  # as where matplotlib asks in another way
    assert files_of_a_chart() == first


def test_measures_that_are_kept_are_few(monkeypatch):
    first = files_of_a_chart()
    measured._KNOWN.clear()
    monkeypatch.setattr(measured, "_MOST", 3)
    assert files_of_a_chart() == first
    assert len(measured._KNOWN) <= 3


def test_a_figure_of_somebody_else_is_measured_as_matplotlib_does():
    before = of_text._get_text_metrics_with_cache
    measured._KNOWN.clear()
    figure = Figure()
    figure.text(0.5, 0.5, "theirs")
    picture(figure, "svg", "A title", "What is to be seen")
    assert not measured._KNOWN
    with own_settings():
        assert of_text._get_text_metrics_with_cache is not before
    assert of_text._get_text_metrics_with_cache is before


def test_threads_that_end_in_any_order_leave_matplotlib_as_it_was():
    before = of_text._get_text_metrics_with_cache
    first, second = measured.measured_once(), measured.measured_once()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert of_text._get_text_metrics_with_cache is not before
    second.__exit__(None, None, None)
    assert of_text._get_text_metrics_with_cache is before
