"""Smooth functions of estimates: expressions, callables, their gradients and their errors."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError, Estimates
from topline.estimates.algebra.delta import of_callable, of_expression

pytestmark = pytest.mark.quick

NAMES = {"a": 0, "b": 1, "top two": 2}
AT = np.array([0.6, 0.2, 1.7])
COVARIANCE = np.array([[4.0, 1.0, 0.5], [1.0, 2.0, 0.2], [0.5, 0.2, 1.0]]) / 1000

# Gradients by hand.
EXPRESSIONS = [
    ("a / b", 3.0, [5.0, -15.0, 0]),
    ("a - 2*b", 0.2, [1, -2, 0]),
    ("-a + +b", -0.4, [-1, 1, 0]),
    ("log(a)", np.log(0.6), [1 / 0.6, 0, 0]),
    ("log10(a / b)", np.log10(3), [1 / 0.6 / np.log(10), -5 / np.log(10), 0]),
    ("log2(a)", np.log2(0.6), [1 / 0.6 / np.log(2), 0, 0]),
    ("exp(b) * a", 0.6 * np.exp(0.2), [np.exp(0.2), 0.6 * np.exp(0.2), 0]),
    ("sqrt(`top two`)", np.sqrt(1.7), [0, 0, 0.5 / np.sqrt(1.7)]),
    ("`top two`^2", 1.7**2, [0, 0, 3.4]),
    ("a**b", 0.6**0.2, [0.2 * 0.6**-0.8, 0.6**0.2 * np.log(0.6), 0]),
    ("abs(b - a)", 0.4, [1, -1, 0]),
    ("logit(a) - logit(b)", np.log(6), [1 / 0.24, -1 / 0.16, 0]),
    ("expit(logit(a))", 0.6, [1, 0, 0]),
    ("(a + b) / (1 - a)", 2.0, [2.5 + 5.0, 2.5, 0]),
    ("a - b - b / 2 * 2", 0.2, [1, -2, 0]),
    ("a**2**2", 0.6**4, [4 * 0.6**3, 0, 0]),
    ("-a**2", -0.36, [-1.2, 0, 0]),
]


def estimates(covariance=COVARIANCE, **changes):
    columns = {
        "label": list(NAMES),
        "estimate": AT,
        "std_error": np.sqrt(np.diag(COVARIANCE)),
        "ci_low": np.nan,
        "ci_high": np.nan,
        "confidence_level": 0.95,
        "interval": "t",
        "df": [20.0, 14.0, 30.0],
        "n": 50,
        "n_effective": np.nan,
        "deff": np.nan,
        "flag": "",
    }
    return Estimates(pd.DataFrame(columns | changes), covariance, "made up")


@in_one_test(("text", "value", "gradient"), EXPRESSIONS)
def test_expressions_have_their_exact_gradient(text, value, gradient):
    found = of_expression(text, NAMES, AT)
    assert found.value == pytest.approx(value, rel=1e-14)
    assert found.gradient == pytest.approx(np.array(gradient), rel=1e-13)


FUNCTIONS = [
    (lambda e: e[0] / e[1], [5.0, -15.0, 0]),
    (lambda e: np.log(e[0]) * e[2], [1.7 / 0.6, 0, np.log(0.6)]),
    (lambda e: np.log(0.601 - e[0]), [-1000.0, 0, 0]),  # steps up leave its domain
    (lambda e: np.sqrt(e).sum(), list(0.5 / np.sqrt(AT))),
    (lambda _e: 3, [0, 0, 0]),
    (lambda e: abs(e[0] - e[1]), [1, -1, 0]),
]


@in_one_test(("function", "gradient"), FUNCTIONS)
def test_callables_have_their_gradient_to_ten_digits(function, gradient):
    slope = of_callable(function, AT).gradient
    assert slope == pytest.approx(np.array(gradient), rel=1e-10, abs=1e-10)


@given(st.floats(0.01, 100), st.floats(0.01, 100), st.floats(-3, 3))
def test_both_ways_agree(a, b, power):
    at = np.array([a, b, 1.0])
    exact = of_expression(f"log(a / b) * a**({power!r})", NAMES, at)
    again = of_callable(lambda e: np.log(e[0] / e[1]) * e[0] ** power, at)
    assert again.value == pytest.approx(exact.value, rel=1e-12, abs=1e-12)
    most = np.abs(exact.gradient).max()
    assert again.gradient == pytest.approx(exact.gradient, rel=1e-7, abs=1e-7 * most)


def test_the_variance_is_that_of_the_linear_part():
    row = estimates().function("a / b", confidence_level=0.9).table.iloc[0]
    gradient = np.array([5.0, -15.0, 0])
    error = np.sqrt(gradient @ COVARIANCE @ gradient)
    assert row["label"] == "a / b"
    assert row["estimate"] == pytest.approx(3.0)
    assert row["std_error"] == pytest.approx(error)
    assert row["df"] == 14
    # R 4.2.2: qt(0.95, 14)
    assert row["ci_high"] - 3 == pytest.approx(1.7613101357748917 * error)
    assert 3 - row["ci_low"] == pytest.approx(1.7613101357748917 * error)


def test_what_is_not_defined_has_no_estimate():
    row = estimates().function("log(b - a)", label="lost").table.iloc[0]
    assert row["label"] == "lost"
    assert row[["estimate", "std_error", "ci_low", "ci_high"]].isna().all()
    assert row["flag"] == "not defined at these estimates"


def test_an_unknown_covariance_is_at_its_largest():
    unknown = np.full((3, 3), np.nan)
    np.fill_diagonal(unknown, np.diag(COVARIANCE))
    row = estimates(unknown).function("a / b").table.iloc[0]
    error = np.sqrt(np.diag(COVARIANCE))
    assert row["std_error"] == pytest.approx(5 * error[0] + 15 * error[1])
    assert row["flag"] == "covariance not known: standard error at most this large"


PROBLEMS = [
    ("a / c", "'c' names no row of the estimates; choose from a, b, top two"),
    ("a +", "the expression 'a +' cannot be read (it ends where a name or a constant is expected)"),
    ("sin(a)", "(sin is none of the functions log, log2"),
    (
        "a if b else a",
        "('if' at character 3 stands where an operator, such as == or and is expected",
    ),
    ("a < b", "('`a` < `b`' is no part of one)"),
    ("a // b", "('`a` // `b`' is no part of one)"),
    ("log(a, b)", "(log takes one argument)"),
    ("'a' * 2", """("'a'" is no part of one)"""),
    ("a @ b", "('@' at character 3 has no meaning; variables from outside cannot be used"),
    ("[a][0](b)", "(a list holds `a`; expected constants"),
    (lambda e: e, "the function returns an array of shape (3,); expected one number"),
]


@in_one_test(("function", "message"), PROBLEMS)
def test_says_what_is_wrong(function, message):
    with pytest.raises(ArgumentError) as found:
        estimates().function(function)
    assert message in str(found.value)


def test_rows_of_domains_and_categories_have_joined_names():
    made = estimates(label=["x", "x", "x"]).table.assign(sex=["f", "f", "m"], answer=[1, 2, 1])
    labelled = Estimates(made[["sex", "answer", *made.columns[1:-2]]], COVARIANCE)
    row = labelled.function("`f:1` - `m:1`").table.iloc[0]
    assert row["estimate"] == pytest.approx(-1.1)
    with pytest.raises(ArgumentError, match="choose from f:1, f:2, m:1"):
        labelled.function("f")
