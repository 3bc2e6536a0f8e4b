"""Tidy crosstabs: every cell as it is printed, laid out and in Excel, and what its row is."""

import numpy as np
import openpyxl
import pandas as pd
import pytest

import topline
from topline import ArgumentError, Survey

NETS = {"nets": {"high": ["very important", "extremely important"]}}
TABLES = {
    "column": {**NETS, "scores": "order"},
    "row": {**NETS, "percent": "row"},
    "total": {"percent": "total"},
    "people": {**NETS, "percent": "people", "round_counts": 5},
    "rest": {"compare": "rest", "sort": "descending"},
    "groups": {"by": "prefers_note", **NETS},
    "respondents": {"percent": "respondents", "hide_below": 10, "round_counts": 5},
    "hidden": {**NETS, "hide_below": 30},
}
"""A table of each kind, by what is asked for."""


@pytest.fixture(scope="module")
def survey():
    data = topline.load_example_survey()
    return Survey(data, weights="weight", strata="stratum", clusters="cluster")


@pytest.fixture(params=TABLES)
def table(survey, request):
    return survey.crosstab("importance", ["role", "gender"], **TABLES[request.param])


@pytest.mark.parametrize("suppressed", ["mark", "hide"])
def test_every_cell_is_the_one_that_is_shown(table, suppressed, tmp_path):
    tidy, wide = table.to_frame(suppressed=suppressed), table.wide()
    printed = table.printed(suppressed=suppressed, decimals=1)
    path = table.to_excel(tmp_path / "t.xlsx", suppressed=suppressed, decimals=1)
    sheet = openpyxl.load_workbook(path).active
    lines = {row.labels: i for i, row in enumerate(printed.rows)}
    heads = {(one.group or one.head, one.head): i for i, one in enumerate(printed.columns)}
    first = 5 + printed.grouped
    places = np.cumsum([len(printed.stubs) + 1, *(
        1 + bool(one.letter or one.signed) for one in printed.columns)])  # fmt: skip
    groups = list(tidy.columns[: tidy.columns.get_loc("outcome")])
    seen = set()
    for cell in tidy.to_dict("records"):
        labels = tuple(str(cell[name]) for name in [*groups, "category"])
        column = cell["banner"], str(cell["column"])
        i, j = lines[labels], heads[column]
        seen.add((i, j))
        shown = printed.rows[i].cells[j]
        excel = sheet.cell(first + i, int(places[j])).value
        laid_out = wide.loc[labels if groups else labels[0], column]
        assert cell["letters"] == shown.letters
        if np.isnan(cell["estimate"]):
            assert shown.value is None
            assert np.isnan([cell["ci_low"], cell["ci_high"], cell["std_error"]]).all()
            assert excel == shown.text
        else:
            assert cell["estimate"] == shown.value
            assert excel == pytest.approx(shown.value, rel=1e-15)
            scale = 100 if cell["quantity"] == "proportion" else 1
            assert laid_out == scale * cell["estimate"]
            if shown.low is not None:
                assert (cell["ci_low"], cell["ci_high"]) == (shown.low, shown.high)
    answers = [i for i, row in enumerate(printed.rows) if not row.base]
    columns = [j for (_, head), j in heads.items() if "base" not in head]
    # the total of totals is no estimate, and is not printed
    there = {(i, j) for i in answers for j in columns if printed.rows[i].cells[j].text}
    assert seen == there


def test_bases_are_those_below_the_columns(survey):
    for name in ("column", "respondents", "hidden"):
        table = survey.crosstab("importance", "gender", **TABLES[name])
        wide, tidy = table.wide(), table.to_frame()
        if name != "respondents":
            assert tidy["n_effective"].equals(table.estimates.table["n_effective"])
        answers = tidy[tidy["kind"] == "category"]
        for _, cell in answers.iterrows():
            column = wide[(cell["banner"], str(cell["column"]))]
            assert column["Unweighted base"] == cell["n"]
            assert column["Weighted base"] == pytest.approx(cell["n_weighted"], rel=1e-12)


def test_rows_say_what_they_are(survey):
    kinds = {name: survey.crosstab("importance", "role", **TABLES[name]).rows for name in TABLES}
    answers = ["category"] * 5
    assert kinds["column"].tolist() == [*answers, "net", "statistic"]
    assert kinds["column"].index.tolist()[-2:] == ["high", "Mean score"]
    assert kinds["row"].tolist() == [*answers, "net", "total"]
    assert kinds["total"].tolist() == [*answers, "total"]
    assert kinds["rest"].tolist() == answers
    tidy = survey.crosstab("importance", "role", **TABLES["groups"]).to_frame()
    assert (tidy["kind"] == "net").equals(tidy["category"].astype(str) == "high")
    assert tidy.columns[:6].tolist() == [
        "prefers_note", "outcome", "category", "kind", "banner", "column",
    ]  # fmt: skip


def test_answers_may_be_called_as_statistics_and_totals():
    data = pd.DataFrame({"q": ["Mean score", "Total", "Total"] * 20, "g": ["x", "y"] * 30})
    scored = Survey(data).crosstab("q", "g", scores={"Mean score": 1, "Total": 2})
    assert scored.rows.tolist() == ["category", "category", "statistic"]
    assert Survey(data).crosstab("q", "g", percent="row").rows.tolist()[1:] == ["category", "total"]


def test_what_is_hidden_keeps_its_reasons_and_bases(survey):
    table = survey.crosstab("importance", ["gender"])
    marked, hidden = table.to_frame(), table.to_frame(suppressed="hide")
    gone = hidden["estimate"].isna()
    assert gone.any()
    assert marked["estimate"].notna().all()
    numbers = ["estimate", "ci_low", "ci_high", "std_error"]
    pd.testing.assert_frame_equal(hidden.drop(columns=numbers), marked.drop(columns=numbers))
    assert hidden.loc[gone, numbers].isna().all(axis=None)
    pd.testing.assert_frame_equal(hidden[~gone], marked[~gone])


def test_refusals_say_what_to_do(survey):
    table = survey.crosstab("importance", "role")
    with pytest.raises(ArgumentError, match="suppressed is 'away'; expected 'mark' or 'hide'"):
        table.to_frame(suppressed="away")
    data = pd.DataFrame({"q": ["a", "b"] * 9, "kind": ["x", "y", "x"] * 6})
    table = Survey(data).crosstab("q", by="kind")
    assert "kind" in table.table
    with pytest.raises(ArgumentError, match="rename it, or take"):
        table.to_frame()
