"""The one result: checked when built, never changed, and honest about what it does not know."""

import pickle

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import (
    ArgumentError,
    DataError,
    Estimates,
    Survey,
    difference_interval,
    estimate_figures,
    load_recruiters,
    proportion_interval,
)
from topline.estimates.schema import SCHEMA

pytestmark = pytest.mark.quick


def table(**changes):
    """Two shares of two surveys, 252 and 205 of 400, exactly as counted."""
    p = np.array([252, 205]) / 400
    low, high = proportion_interval([252, 205], 400)
    columns = {
        "label": ["prefer", "indifferent"],
        "quantity": "proportion",
        "estimate": p,
        "std_error": np.sqrt(p * (1 - p) / 400),
        "ci_low": low,
        "ci_high": high,
        "confidence_level": 0.95,
        "interval": "wilson",
        "df": np.inf,
        "n": 400,
        "n_effective": 400.0,
        "deff": 1.0,
        "flag": "",
    }
    return pd.DataFrame(columns | changes)


@pytest.fixture
def estimates():
    frame = table()
    return Estimates(frame, np.diag(frame["std_error"] ** 2), "counted by hand")


def test_casts_and_orders_the_columns_of_its_schema(estimates):
    assert list(estimates.table.columns) == ["label", "quantity", *SCHEMA]
    assert {name: str(estimates.table[name].dtype) for name in SCHEMA} == {
        name: column.dtype for name, column in SCHEMA.items()
    }


def test_never_changes(estimates):
    before, changed = estimates.table, estimates.table
    changed.loc[0, "estimate"] = 0.9
    pd.testing.assert_frame_equal(estimates.table, before)
    with pytest.raises(TypeError, match="does not support item assignment"):
        estimates.covariance[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(estimates.covariance)[0, 0] = 1
    with pytest.raises(AttributeError):
        estimates.method = "guessed"


def test_is_a_copy_of_what_it_was_given():
    frame = table()
    made = Estimates(frame)
    frame.loc[0, "estimate"] = 0.9
    assert made.table.loc[0, "estimate"] == 0.63


def test_pickles_and_compares(estimates):
    again = pickle.loads(pickle.dumps(estimates))
    assert again == estimates
    assert again != estimates.with_interval(0.9)
    assert estimates != "an estimate"
    assert len(again) == 2


def test_an_unknown_covariance_is_missing_not_zero():
    covariance = Estimates(table()).covariance
    assert np.isnan(covariance[0, 1])
    assert covariance[0, 0] == pytest.approx(0.63 * 0.37 / 400)


@pytest.mark.parametrize(
    ("level", "method"), [(0.9, None), (None, "jeffreys"), (0.99, "clopper_pearson")]
)
def test_with_interval_makes_the_limits_again(estimates, level, method):
    again = estimates.with_interval(level, method).table
    low, high = proportion_interval(
        [252, 205], 400, confidence_level=level or 0.95, method=method or "wilson"
    )
    np.testing.assert_array_equal(again["ci_low"], low)
    np.testing.assert_array_equal(again["ci_high"], high)
    assert (again["confidence_level"] == (level or 0.95)).all()
    assert (again["interval"] == (method or "wilson")).all()


def test_with_interval_keeps_rows_without_one():
    frame = table(ci_low=np.nan, ci_high=np.nan, interval=pd.NA, confidence_level=np.nan)
    again = Estimates(frame).with_interval(0.9, "wald").table
    assert again[["ci_low", "ci_high", "interval", "confidence_level"]].isna().all(axis=None)


def test_values_with_a_standard_error_use_student_t():
    frame = table(quantity="value", interval="t", df=10.0)
    again = Estimates(frame).with_interval(0.95).table
    # R 4.2.2: qt(0.975, 10)
    half = 2.2281388519649385 * frame["std_error"]
    np.testing.assert_allclose(again["ci_high"], frame["estimate"] + half, rtol=1e-12)


def test_a_difference_of_independent_shares(estimates):
    row = estimates.contrast({"prefer": 1, "indifferent": -1}, label="lead").table.iloc[0]
    variance = 0.63 * 0.37 / 400 + 0.5125 * 0.4875 / 400
    assert row["label"] == "lead"
    assert row["estimate"] == pytest.approx(0.1175)
    assert row["std_error"] == pytest.approx(np.sqrt(variance))
    low, high = difference_interval(252, 400, 205, 400)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low, high))
    assert row["flag"] == ""


def test_any_label_that_tells_rows_apart_names_them():
    made = Estimates(table(label=["one", "two"]).assign(figure=["a", "b"]))
    by_label = made.contrast({"one": 1, "two": -1})
    assert made.contrast({"a": 1, "b": -1}) == by_label
    assert made.function("a - two", label="contrast").table.loc[0, "estimate"] == pytest.approx(
        by_label.table.loc[0, "estimate"]
    )


def test_a_base_is_kept_where_all_rows_share_it():
    same = Estimates(table(n_weighted=1000.0)).contrast([1, -1]).table.loc[0, "n"]
    assert same == 400
    for changes in ({}, {"n_weighted": [1000.0, 999.0]}, {"n_weighted": 1000.0, "n": [400, 399]}):
        assert pd.isna(Estimates(table(**changes)).contrast([1, -1]).table.loc[0, "n"])


def test_an_unknown_covariance_gives_the_largest_standard_error():
    made = Estimates(table())
    row = made.contrast([1, -1]).table.iloc[0]
    assert row["std_error"] == pytest.approx(made.table["std_error"].sum())
    assert row["flag"] == "covariance not known: standard error at most this large"


def test_a_contrast_of_different_quantities_says_so():
    frame = table(quantity=["proportion", "bounded_mean"])
    flag = Estimates(frame, np.zeros((2, 2))).contrast([1, -1]).table.loc[0, "flag"]
    assert flag == "mixes a share of respondents with a mean of their estimates"


def test_a_contrast_covers_what_was_rounded():
    frame = table(printed_low=[0.625, 0.5075], printed_high=[0.635, 0.5175])
    rounded = Estimates(frame, np.zeros((2, 2))).contrast([1, -1]).table.iloc[0]
    low, high = (
        difference_interval(*counts) for counts in ((250, 400, 207, 400), (254, 400, 203, 400))
    )
    assert rounded["ci_low"] == pytest.approx(low.ci_low, abs=2e-5)
    assert rounded["ci_high"] == pytest.approx(high.ci_high, abs=2e-5)


def test_subset_takes_its_covariance_along(estimates):
    part = estimates.subset(estimates.table["label"] == "indifferent")
    assert part.table["label"].tolist() == ["indifferent"]
    assert part.covariance == estimates.covariance[1:, 1:]


def test_shows_itself_in_words(estimates):
    assert "58.2% to 67.6%" in repr(estimates)
    html = Estimates(table(label="<script>"))._repr_html_()
    assert '<td class="number">58.2%</td><td class="number">67.6%</td>' in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@in_one_test(
    ("build", "error", "message"),
    [
        (
            lambda: Estimates(table().drop(columns=["ci_low", "df"])),
            DataError,
            "the estimates table has no column 'ci_low', 'df'; it needs estimate, std_error",
        ),
        (
            lambda: Estimates(table(estimate="many")),
            DataError,
            "column 'estimate' of the estimates table holds .* values that are not float64",
        ),
        (
            lambda: Estimates(table(ci_low=0.9, ci_high=0.1)),
            DataError,
            "row 0 of the estimates table has ci_low above ci_high; swap them",
        ),
        (
            lambda: Estimates(table(), np.eye(3)),
            DataError,
            r"the covariance has shape \(3, 3\); 2 estimates need \(2, 2\)",
        ),
        (
            lambda: Estimates(table()).contrast({"prefer": 1, "refer": -1}),
            ArgumentError,
            "'refer' names no row of the estimates; choose from prefer, indifferent",
        ),
        (
            lambda: Estimates(table()).contrast([1, 2, 3]),
            ArgumentError,
            r"weights has shape \(3,\); expected one weight for each of 2 estimates",
        ),
        (
            lambda: Estimates(table(label="same")).contrast({"same": 1}),
            ArgumentError,
            "no label column tells the rows apart; pass one weight per row in order",
        ),
        (
            lambda: Estimates(table()).with_interval(95),
            ArgumentError,
            "confidence_level is 95; expected a number between 0 and 1",
        ),
        (
            lambda: Estimates(table()).with_interval(method="wilsn"),
            ArgumentError,
            "interval is 'wilsn'; expected one of .* for shares; did you mean 'wilson'",
        ),
        (
            lambda: Estimates(table(quantity="value")).with_interval(method="wilson"),
            ArgumentError,
            "method 'wilson' needs rows that are shares, and there are none",
        ),
        (
            lambda: Estimates(table(interval="bootstrap")).with_interval(0.9),
            ArgumentError,
            "interval 'bootstrap' cannot be made again; pass a method this package knows",
        ),
    ],
)
def test_says_what_is_wrong(build, error, message):
    with pytest.raises(error, match=message):
        build()


@pytest.mark.parametrize("lang", ["en", "de"])
def test_groups_called_as_a_head_of_ours_are_printed(lang):
    """German calls the level of an interval "Niveau"."""
    data = pd.DataFrame({"z": [1, 2, 3, 4], "Niveau": ["hoch", "tief"] * 2, "method": list("aabb")})
    by_level, by_method = (Survey(data).mean("z", by=name) for name in ("Niveau", "method"))
    assert all(word in by_level.to_text(lang=lang) for word in ("hoch", "tief", "95"))
    lines = by_method.to_text(lang=lang).splitlines()[1:3]
    assert [line.split()[0] for line in lines] == ["a", "b"]
    assert all("t" in line.split() for line in lines)


def test_what_all_rows_share_is_printed_once_and_below():
    found = estimate_figures(load_recruiters())
    told = "ow respondents were drawn was not told"
    printed = str(found)
    assert printed.count(told) == 1
    assert printed.splitlines()[-1].startswith(f"H{told}")
    assert "mean of respondents' estimates, not a share" in printed.splitlines()[1]
    assert printed.count("mean of respondents' estimates, not a share") == 2
    # one row has nobody to share with
    assert told in str(found.subset(found.table["percent"] == 45)).splitlines()[1]
    assert str(found.subset([])) == "No estimates."
