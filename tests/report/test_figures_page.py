"""The page of anyone's published figures: what is drawn, in which order, and what is said."""

import pandas as pd
import pytest

import topline
from topline import ArgumentError, DataError, estimate_figures
from topline.report.look import page_style
from topline.report.published.charts import Look, figure_charts

pytestmark = pytest.mark.quick

FIGURES = pd.DataFrame(
    {
        "figure_id": ["a", "b", "c"],
        "claim": ["prefer notes", "send notes", "read notes"],
        "percent": [63, 26, 80],
        "n": [400, 400, 400],
        "unit": "share_of_respondents",
    }
)


def charts(figures=FIGURES, **look):
    return [one.chart for one in figure_charts(estimate_figures(figures), Look(**look))]


def names(chart):
    return [row[0] for row in chart.table.rows]


def test_rows_are_sorted_where_it_is_asked_for():
    assert names(charts()[0]) == ["prefer notes", "send notes", "read notes"]
    assert names(charts(sort="estimate")[0]) == ["read notes", "prefer notes", "send notes"]


@pytest.mark.parametrize("called", ["b", "send notes"])
def test_one_row_stands_out(called):
    ax = charts(highlight=called)[0].published.figure.axes[0]
    points = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
    grey, blue = topline.LIGHT.dont_know, topline.LIGHT.categories[0]
    assert points == [grey, blue, grey]


def test_a_row_that_is_none_cannot_stand_out():
    with pytest.raises(ArgumentError, match="did you mean 'send notes'"):
        charts(highlight="send note")
    with pytest.raises(ArgumentError, match="highlight is 'd', which is no row"):
        topline.plot_bars(estimate_figures(FIGURES), highlight="d")


def test_charts_speak_the_language_of_the_page():
    notes = charts(style=page_style("light", "double", "de"))[0].published.note
    assert "95 %" in notes.replace("\xa0", " ")
    with pytest.raises(ArgumentError, match="lang is 'fr'; expected one of en, de"):
        page_style("light", "double", "fr")


def test_a_condition_leaves_out_figures_and_keeps_what_their_children_took(tmp_path):
    child = FIGURES[1:2].assign(figure_id="d", claim="send none", percent=74, unit="derived")
    table = pd.concat([FIGURES, child.assign(derived_from="b")], ignore_index=True)
    page = topline.write_report(table, tmp_path, where="unit == 'derived'", confidence_level=0.9)
    words = page.read_text(encoding="utf-8")
    assert "send none" in words
    assert "prefer notes" not in words
    assert "90%" in words
    with pytest.raises(DataError, match="no figure has n > 500"):
        topline.write_report(FIGURES, tmp_path, where="n > 500")
