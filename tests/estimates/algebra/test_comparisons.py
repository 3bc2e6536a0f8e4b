"""Differences between rows: which rows, their covariance, p-values and limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from topline import ArgumentError, Estimates, Survey, adjust_p_values
from topline.estimates.algebra.compared import p_values


def estimates(labels, estimate, covariance, **changes):
    k = len(estimate)
    columns = {
        **labels,
        "estimate": np.asarray(estimate, dtype=float),
        "std_error": np.sqrt(np.diag(covariance)),
        "ci_low": np.nan,
        "ci_high": np.nan,
        "confidence_level": 0.95,
        "interval": "t",
        "df": 10.0,
        "n": 50,
        "n_effective": np.nan,
        "deff": np.nan,
        "flag": "",
    }
    return Estimates(pd.DataFrame(columns | changes, index=range(k)), covariance, "made up")


@pytest.fixture
def regions():
    covariance = np.array([[4.0, 1, 0], [1, 9, 2], [0, 2, 1]])
    return estimates({"region": list("abc"), "outcome": "age"}, [10, 13, 20], covariance)


@pytest.fixture
def crosstab():
    labels = {"sex": list("fffmmm"), "outcome": "q", "category": ["x", "y", "z"] * 2}
    return estimates(labels, [0.2, 0.3, 0.5, 0.4, 0.4, 0.2], np.eye(6) / 100)


def names(found, *columns):
    return [tuple(row) for row in found.table[[*columns, "label"]].itertuples(index=False)]


def test_every_domain_with_every_other(regions):
    found = regions.compare(adjust="bonferroni")
    assert names(found) == [("a − b",), ("a − c",), ("b − c",)]
    assert found.table["estimate"].tolist() == [-3, -10, -7]
    assert found.table["std_error"].tolist() == pytest.approx(np.sqrt([11, 5, 6]))
    # R 4.2.2: p <- 2 * pt(-c(3, 10, 7)/sqrt(c(11, 5, 6)), 10); p.adjust(p, "bonferroni")
    p = [0.38698500868378849, 0.0011934668300203225, 0.017022774885593582]
    adjusted = [1, 0.0035804004900609676, 0.051068324656780746]
    assert found.table["p_value"].tolist() == pytest.approx(p, rel=1e-12)
    assert found.table["p_adjusted"].tolist() == pytest.approx(adjusted, rel=1e-12)
    assert found.method == "differences; Bonferroni; made up"


def test_covariance_is_that_of_the_contrasts(regions):
    weights = np.array([[1, -1, 0], [1, 0, -1], [0, 1, -1]])
    expected = weights @ regions.covariance @ weights.T
    assert np.allclose(regions.compare().covariance, expected)


def test_limits_are_those_of_a_contrast(regions):
    row = regions.compare(confidence_level=0.9).table.iloc[1]
    single = regions.contrast({"a": 1, "c": -1}, confidence_level=0.9).table.iloc[0]
    for name in ("estimate", "std_error", "ci_low", "ci_high", "df", "interval"):
        assert row[name] == single[name]


def test_shows_its_p_values(regions):
    lines = repr(regions.compare()).splitlines()
    assert lines[0].split()[:3] == ["outcome", "label", "estimate"]
    assert "age a − b" in lines[1]
    assert " 0.387 " in lines[1]
    assert " 0.001 " in lines[2]
    assert lines[2].endswith(" 0.004"), "no columns of bases and flags that nobody has"


def test_each_with_a_reference(regions):
    found = regions.compare(reference="b", adjust=None)
    assert names(found) == [("a − b",), ("c − b",)]
    assert found.table["p_adjusted"].equals(found.table["p_value"])


def test_each_with_the_one_before(regions):
    found = regions.compare(pairs="adjacent")
    assert names(found) == [("b − a",), ("c − b",)]
    assert found.table["estimate"].tolist() == [3, 7]


def test_pairs_of_ones_own(regions):
    assert names(regions.compare(pairs=[("c", "a")])) == [("c − a",)]


def test_domains_are_compared_within_each_category(crosstab):
    found = crosstab.compare()
    assert names(found, "category") == [("x", "f − m"), ("y", "f − m"), ("z", "f − m")]
    assert found.table["estimate"].tolist() == pytest.approx([-0.2, -0.1, 0.3])
    p = found.table["p_value"]
    assert found.table["p_adjusted"].tolist() == pytest.approx(list(adjust_p_values(p)))


def test_categories_are_compared_within_each_domain(crosstab):
    found = crosstab.compare("category", reference="z")
    assert names(found, "sex") == [("f", "x − z"), ("f", "y − z"), ("m", "x − z"), ("m", "y − z")]


def test_several_columns_are_compared_together(crosstab):
    found = crosstab.compare(["sex", "category"], reference=("f", "x"))
    assert names(found)[0] == ("f, y − f, x",)
    assert len(found) == 5


def test_without_domains_categories_then_outcomes():
    by_category = estimates(
        {"outcome": "q", "category": ["x", "y"]}, [0.4, 0.6], np.eye(2) / 100
    ).compare()
    assert names(by_category, "outcome") == [("q", "x − y")]
    by_outcome = estimates({"outcome": ["q", "r"]}, [0.4, 0.6], np.eye(2) / 100).compare()
    assert names(by_outcome) == [("q − r",)]


def test_published_figures_are_compared_by_name():
    made = estimates({"figure_id": ["one", "two"], "claim": "c"}, [0.4, 0.6], np.eye(2) / 100)
    assert names(made.compare()) == [("one − two",)]


def test_an_unknown_covariance_gives_the_largest_standard_error():
    covariance = np.array([[4.0, np.nan, 0], [np.nan, 9, 0], [0, 0, 1]])
    found = estimates({"label": list("abc")}, [1, 2, 3], covariance).compare()
    assert found.table["std_error"].tolist() == pytest.approx([5, np.sqrt(5), np.sqrt(10)])
    most = "covariance not known: standard error at most this large"
    assert found.table["flag"].tolist() == [most, "", ""]
    assert np.diag(found.covariance) == pytest.approx([25, 5, 10])
    assert np.isnan(found.covariance[~np.eye(3, dtype=bool)]).all()


def test_limits_cover_what_was_rounded():
    printed = {"printed_low": [0.395, 0.595], "printed_high": [0.405, 0.605]}
    made = estimates({"label": ["a", "b"]}, [0.4, 0.6], np.zeros((2, 2)), **printed)
    row = made.compare().table.iloc[0]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((-0.21, -0.19))


def test_no_error_is_no_p_value_where_there_is_no_difference():
    assert p_values([0.0, 1.0], [0.0, 0.0], [5, np.inf])[1] == 0
    assert np.isnan(p_values([0.0], [0.0], [5])[0])
    # R 4.2.2: 2 * pnorm(-1.5)
    assert p_values([3.0], [2.0], [np.inf])[0] == pytest.approx(0.13361440253771614, rel=1e-13)


values = st.floats(-100, 100, allow_subnormal=False)


@given(arrays(float, 4, elements=values), arrays(float, (4, 6), elements=values))
def test_swapping_a_pair_turns_its_sign_only(estimate, root):
    made = estimates({"label": list("abcd")}, estimate, root @ root.T)
    one = made.compare(pairs=[("a", "b"), ("c", "d")], adjust=None).table
    two = made.compare(pairs=[("b", "a"), ("d", "c")], adjust=None).table
    assert np.allclose(one["estimate"], -two["estimate"])
    for name in ("std_error", "p_value"):
        assert np.allclose(one[name], two[name], equal_nan=True)
    assert np.allclose(one["ci_low"], -two["ci_high"], equal_nan=True)


@given(arrays(float, 4, elements=values), arrays(float, (4, 6), elements=values))
def test_covariance_is_l_v_l(estimate, root):
    made = estimates({"label": list("abcd")}, estimate, root @ root.T)
    i, j = np.triu_indices(4, 1)
    weights = np.eye(4)[i] - np.eye(4)[j]
    found = made.compare()
    scale = np.abs(root @ root.T).max() + 1
    assert np.allclose(found.covariance, weights @ made.covariance @ weights.T, atol=1e-12 * scale)
    assert np.allclose(np.diag(found.covariance), found.table["std_error"] ** 2, atol=1e-12 * scale)


PROBLEMS = [
    ({"by": "age"}, "by 'age' is no label column of the estimates; there are 'region', 'outcome'"),
    ({"reference": "d"}, "'d' is none of the values compared: a, b, c"),
    ({"pairs": [("a", "d")]}, "'d' is none of the values compared: a, b, c"),
    ({"pairs": "some"}, "pairs is 'some'; expected 'all', 'adjacent', or pairs such as"),
    ({"by": "outcome"}, "there are no two rows to compare by 'outcome'; choose another by="),
    ({"by": ["outcome", "outcome"], "pairs": []}, "there are no two rows to compare"),
    ({"adjust": "holmes"}, "method 'holmes' is not known for adjusting p-values; did you mean"),
    ({"confidence_level": 95}, "confidence_level"),
]


@pytest.mark.parametrize(("options", "message"), PROBLEMS, ids=str)
def test_says_what_is_wrong(regions, options, message):
    with pytest.raises(ArgumentError) as found:
        regions.compare(**options)
    assert message in str(found.value)


def test_rows_of_the_same_name_cannot_be_compared():
    made = estimates({"sex": ["f", "f", "m"]}, [1, 2, 3], np.eye(3))
    with pytest.raises(ArgumentError, match="two rows by 'sex' have the same name; add"):
        made.compare("sex")


def test_a_total_of_nobody_is_a_difference_without_error_and_says_so():
    data = pd.DataFrame({"g": pd.Categorical(["A"] * 30, ["A", "C"]), "x": np.arange(30.0)})
    row = Survey(data).total("x", by="g").compare().table.iloc[0]
    assert row["estimate"] == 435
    assert row[["ci_low", "ci_high", "p_value"]].isna().all()
    assert row["flag"] == "no respondents"
