"""Reasons: one table, codes in tables, words made from codes, and one rule to carry over."""

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import topline
from tests.conftest import tree_of
from topline import (
    REASONS,
    ArgumentError,
    DataError,
    Estimates,
    Severity,
    Survey,
    estimate_figures,
    has_reason,
    reason_sentences,
    severity,
)
from topline.estimates.reason_codes import (
    carried_over,
    joined,
    mark_notes,
    marks,
    reasons_where,
    sentences_used,
)

PACKAGE = Path(topline.__file__).parent


def row(**changes):
    known = {
        "label": ["a"],
        "estimate": 0.5,
        "std_error": 0.1,
        "ci_low": 0.3,
        "ci_high": 0.7,
        "confidence_level": 0.95,
        "interval": "normal",
        "df": np.inf,
        "n": 100,
        "n_effective": 100.0,
        "deff": 1.0,
    }
    return pd.DataFrame(known | changes)


def test_severities_are_in_order():
    names = ["NONE", "NOTE", "FOOTNOTE", "CAUTION", "SUPPRESS", "IMPOSSIBLE"]
    assert [one.name for one in sorted(Severity)] == names


def test_each_reason_has_a_code_of_one_word_and_a_sentence_of_its_own():
    assert all(code == row.code and code.isidentifier() for code, row in REASONS.items())
    assert len({row.sentence for row in REASONS.values()}) == len(REASONS)
    assert all(row.severity > Severity.NONE for row in REASONS.values())


def test_codes_stand_in_the_order_of_the_table_once():
    assert joined(["missing", "nchs_few", "missing"]) == "nchs_few missing"
    assert joined([]) == ""
    with pytest.raises(DataError, match="has the code 'odd'; expected some of not_percent"):
        joined(["missing", "odd"])


def test_reasons_of_rows_are_those_that_hold():
    holds = {"missing": [True, False, True], "nchs_few": [True, False, False]}
    assert reasons_where(holds, 3) == ["nchs_few missing", "", "missing"]
    assert reasons_where({}, 2) == ["", ""]
    with pytest.raises(DataError, match="has the code 'odd'"):
        reasons_where({"missing": [True], "odd": [False]}, 1)


def test_a_row_weighs_as_its_heaviest_reason():
    table = pd.DataFrame({"reasons": ["missing nchs_few", "missing", "", None]})
    assert severity(table).tolist() == [Severity.SUPPRESS, Severity.NOTE, 0, 0]
    assert has_reason(table, "missing").tolist() == [True, True, False, False]
    with pytest.raises(ArgumentError, match="code is 'odd'; expected one of"):
        has_reason(table, "odd")


def test_a_table_without_reasons_has_none():
    table = pd.DataFrame({"estimate": [0.5, 0.6], "flag": ["too imprecise to publish (NCHS)", ""]})
    assert severity(table).tolist() == [0, 0]
    assert not has_reason(table, "nchs_imprecise").any()
    assert marks(table) == ["", ""]
    assert reason_sentences(table) == [(), ()]
    assert mark_notes(table) == []
    with pytest.raises(DataError, match="the column 'reasons' has the code 'cheap'"):
        severity(pd.DataFrame({"reasons": ["it is cheap"]}))


def test_flag_is_made_from_the_reasons():
    table = Estimates(row(reasons="missing edge", n_missing=1234, flag="by hand")).table
    assert table.loc[0, "reasons"] == "edge missing"
    words = "nobody or everybody: no variance can be estimated; 1,234 without an answer left out"
    assert table.loc[0, "flag"] == words
    assert Estimates(row()).table[["reasons", "flag"]].to_numpy().tolist() == [["", ""]]


def test_words_without_codes_and_unknown_codes_are_refused():
    with pytest.raises(DataError, match="has words in 'flag' and no column 'reasons'"):
        Estimates(row(flag="too imprecise"))
    with pytest.raises(DataError, match="has the code 'imprecise'"):
        Estimates(row(reasons="imprecise"))


def test_sentences_used_are_each_said_once_in_order():
    table = pd.DataFrame(
        {"reasons": ["missing", "nchs_few missing", "edge"], "n_missing": [1, 2, 0]}
    )
    every = sentences_used(table)
    assert every[0] == REASONS["edge"].sentence
    assert every[-2:] == ["1 without an answer left out", "2 without an answer left out"]
    assert sentences_used(table, without=("missing",)) == every[:2]


def test_marks_are_those_of_the_heaviest_reason():
    table = pd.DataFrame({"reasons": ["nchs_few", "nchs_complement", "missing", "no_respondents"]})
    assert marks(table) == ["†", "§", "", ""]
    assert mark_notes(table.replace("nchs_few", "no_variance"))[0] == (
        "†: variance cannot be estimated."
    )
    assert mark_notes(table) == [
        "†: too few respondents or too imprecise to publish (NCHS).",
        "§: its complement is too imprecise to publish (NCHS).",
    ]


def test_one_rule_carries_reasons_over():
    assert carried_over(["opt_in nchs_few", "missing"], ["at_most"]) == "opt_in at_most"
    assert carried_over(["no_respondents"], [], known=False) == "part_missing"
    assert carried_over(["undefined"], [], known=False) == "undefined"


FIGURES = pd.DataFrame(
    {
        "survey_id": ["one", "two"],
        "figure_id": ["a", "b"],
        "claim": "prefer",
        "percent": [63, 52],
        "n": 400,
        "unit": "share_of_respondents",
        "sample_type": ["opt_in", "probability"],
    }
)


@pytest.mark.parametrize(
    "made",
    [
        lambda figures: figures.compare(),
        lambda figures: figures.contrast({"a": 1, "b": -1}),
        lambda figures: figures.function("a / b"),
    ],
)
def test_what_is_computed_from_an_opt_in_sample_says_so(made):
    figures = estimate_figures(FIGURES)
    assert made(figures).table["reasons"].tolist() == ["opt_in"]
    assert figures.contrast({"b": 2}).table["reasons"].tolist() == [""]


def test_nets_and_standardised_domains_carry_over_too():
    data = pd.DataFrame({"psu": [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4})
    data["g"] = np.where(data["psu"] == 3, "only", "rest")
    data["q"] = ["a", "b", "c", "a"] * 4
    data["age"] = ["old", "young"] * 8
    survey = Survey(data, clusters="psu")
    net = survey.proportion("q", by="g").net({"ab": ["a", "b"]}).table.set_index("g")
    assert "no_variance" in net.loc["only", "reasons"].split()
    assert "no_variance" not in net.loc["rest", "reasons"].split()
    data["x"] = np.arange(16.0)
    means = Survey(data, clusters="psu").mean("x", by=["g", "age"])
    found = means.standardise("age", {"old": 1, "young": 2}).table.set_index("g")
    assert found["reasons"].to_dict() == {"only": "no_variance", "rest": ""}


def test_a_difference_to_a_group_of_nobody_says_why_there_is_none():
    groups = pd.Categorical(["a", "b"] * 20, categories=["a", "b", "c"])
    data = pd.DataFrame({"g": groups, "y": np.arange(40.0)})
    table = Survey(data).proportion({"high": data["y"] > 20}, by="g").compare().table
    lost = table[table["estimate"].isna()]
    assert len(lost)
    assert (lost["reasons"] == "part_missing").all()


def test_suppressed_numbers_can_be_left_out():
    data = pd.DataFrame({"q": ["yes"] * 95 + ["no"] * 5})
    full = Survey(data).proportion("q")
    left = full.without_suppressed()
    gone = severity(full.table) >= Severity.SUPPRESS
    assert gone.tolist() == [True, False]
    numbers = ["estimate", "std_error", "ci_low", "ci_high", "cv"]
    assert left.table.loc[gone, numbers].isna().all(axis=None)
    assert left.table[~gone].equals(full.table[~gone])
    assert left.table["n"].tolist() == [100, 100]
    assert np.isnan(left.covariance).tolist() == [[True, True], [True, False]]
    words = full.printed(suppressed="hide").rows[0].cells[0]
    assert (words.text, words.value) == ("–", None)
    with pytest.raises(ArgumentError, match="suppressed is 'no'; expected 'mark' or 'hide'"):
        full.printed(suppressed="no")


WORDS_FOR_PEOPLE = {"estimates/table.py", "estimates/printed.py", "report/parts/tables.py"}
"""Where ``flag`` is made, and where it is shown to people as it is."""


def test_nothing_searches_what_is_said():
    for path in PACKAGE.rglob("*.py"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix()
        assert ".str.contains(" not in text, name
        assert 'split("; ")' not in text, name
        for node in ast.walk(tree_of(path)):
            key = node.slice if isinstance(node, ast.Subscript) else None
            used = isinstance(key, ast.Constant) and key.value == "flag"
            used |= isinstance(node, ast.keyword) and node.arg == "flag"
            assert not used or name in WORDS_FOR_PEOPLE, f"{name} line {node.lineno}"
            # No sentence of a reason is written anywhere but in its table and translations.
            said = isinstance(node, ast.Constant) and node.value in SENTENCES
            assert not said or name in TABLES, f"{name} line {node.lineno}"


SENTENCES = {text for row in REASONS.values() for text in (row.sentence, row.mark_words) if text}
TABLES = {"estimates/reasons.py", "sample_types.py"}
