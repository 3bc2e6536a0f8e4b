"""Charts for other programs: Datawrapper's data and settings, and a piece of HTML."""

import json
import re
from io import StringIO

import pandas as pd
import pytest

from topline import (
    ArgumentError,
    DataError,
    plot_bars,
    plot_crosstab,
    plot_heat_table,
    plot_likert,
    plot_trend,
    plot_weights,
    publish,
)

FRAME = pd.DataFrame(
    {"label": ["=A", "B <b>"], "estimate": [0.63, 0.286], "ci_low": [0.58, 0.24],
     "ci_high": [0.68, 0.33], "n": 400, "confidence_level": 0.95}
)  # fmt: skip


@pytest.mark.quick
def test_bars_are_bars_in_percent_with_ranges(tmp_path):
    chart = publish(plot_bars(FRAME), title="Most do", subtitle="Of recruiters")
    found = chart.to_datawrapper()
    data = pd.read_csv(StringIO(found.csv))
    assert data["estimate"].tolist() == [63, 28.6]
    assert list(data) == ["label", "estimate", "low", "high", "n"]
    assert found.settings["title"] == "Most do"
    assert found.settings["type"] == "d3-bars"
    about = found.settings["metadata"]
    assert about["describe"]["intro"] == "Of recruiters"
    assert about["describe"]["aria-description"] == chart.alt
    assert about["annotate"]["notes"] == chart.note.replace("\n", " ")
    (interval,) = about["visualize"]["overlays"]
    assert (interval["from"], interval["to"]) == ("low", "high")
    path = found.save(tmp_path / "chart.csv")
    assert json.loads(path.with_suffix(".json").read_text()) == found.settings
    assert path.read_text() == found.csv


def test_waves_have_a_column_a_line_and_its_limits():
    waves = pd.concat([FRAME.assign(year=[2020, 2021], who=who) for who in ("men", "women")])
    found = publish(plot_trend(waves, wave="year", group="who"), title="x").to_datawrapper()
    data = pd.read_csv(StringIO(found.csv))
    assert list(data) == [
        "wave", "men", "men low", "men high", "women", "women low", "women high"
    ]  # fmt: skip
    fills = found.settings["metadata"]["visualize"]["custom-area-fills"]
    assert [(fill["from"], fill["to"]) for fill in fills] == [
        ("men low", "men high"), ("women low", "women high")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("draw", "kind"),
    [(plot_likert, "d3-bars-stacked"), (plot_crosstab, "d3-bars-split"),
     (plot_heat_table, "tables")],
)  # fmt: skip
def test_a_scale_and_a_crosstab_have_a_column_for_each_answer_or_panel(draw, kind):
    answers = ["no", "partly", "yes"]
    rows = pd.MultiIndex.from_product([["=men", "women"], answers], names=["who", "category"])
    table = pd.DataFrame({"estimate": [0.2, 0.3, 0.5, 0.1, 0.286, 0.614], "n": 400}, index=rows)
    table = table.assign(ci_low=table["estimate"] - 0.05, ci_high=table["estimate"] + 0.05)
    table = table.reset_index().astype({"category": pd.CategoricalDtype(answers, ordered=True)})
    names = {} if draw is plot_likert else {"rows": "category", "columns": "who"}
    found = publish(draw(table, **names), title="x").to_datawrapper()
    assert found.settings["type"] == kind
    data = pd.read_csv(StringIO(found.csv)).set_index("label")
    # a spreadsheet takes no name of a row for a formula
    data = data if draw is plot_likert else data.T
    assert list(data) == answers
    assert data.to_numpy().tolist() == [[20, 30, 50], [10, 28.6, 61.4]]
    assert list(data.index) == ["'=men" if draw is plot_likert else "=men", "women"]


def test_what_has_no_estimates_is_refused():
    with pytest.raises(DataError, match="a histogram of weights has no estimates"):
        publish(plot_weights([1, 2, 3]), title="x").to_datawrapper()
    with pytest.raises(ArgumentError, match=r"does not end in \.csv"):
        publish(plot_bars(FRAME), title="x").to_datawrapper().save("chart.json")


def test_a_snippet_stands_in_any_page():
    chart = publish(plot_bars(FRAME), title='A "title" <b>')
    html = chart.embed()
    assert html == publish(plot_bars(FRAME), title='A "title" <b>').embed()
    assert html.count("<figure") == html.count("</figure>") == html.count("<svg") == 1
    assert "<script" not in html
    assert "<b>" not in re.sub(r"&lt;b&gt;", "", html)
    assert "<td>0.63</td>" in html
    # another chart on the page has other ids
    other = publish(plot_bars(FRAME[:1]), title="x").embed()
    ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in (html, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
