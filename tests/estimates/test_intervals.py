"""An interval has one identity: its name, label, source and formula are one row."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import (
    ArgumentError,
    Estimates,
    Survey,
    estimate_figures,
    load_recruiters,
    proportion_interval,
)
from topline.estimates.intervals import DATA, INTERVALS, interval_label, is_at_most, names_for
from topline.estimates.rows import limits
from topline.statistics.intervals.one_share.methods import METHODS

RNG = np.random.default_rng(20261125)
PEOPLE = pd.DataFrame(
    {
        "w": RNG.uniform(1, 3, 240),
        "h": np.repeat(range(6), 40),
        "u": np.repeat(range(48), 5),
        "q": RNG.choice(["a", "b", "c"], 240, p=[0.6, 0.35, 0.05]),
        "y": RNG.gamma(2, 10, 240),
        "g": RNG.choice(["x", "y", "z"], 240),
    }
)
PEOPLE.loc[PEOPLE["g"] == "z", "q"] = "a"  # a domain in which everybody says the same
LINEAR = Survey(PEOPLE, weights="w", strata="h", clusters="u")
SURVEYS = {"linearised": LINEAR, "replicates": LINEAR.to_replicates("jkn")}
FIGURES = load_recruiters()
KEPT = ["interval", "ci_low", "ci_high"]


@cache
def shares(design, interval):
    """Shares of groups, or what the refusal says: many tests begin with the same ones."""
    try:
        return SURVEYS[design].proportion("q", by="g", interval=interval)
    except ArgumentError as error:
        return str(error)


@cache
def published():
    return estimate_figures(FIGURES)


def limits_of(found):
    """The limits, or what the refusal says after the name."""
    return found if isinstance(found, str) else found.table[KEPT]


def asked(call):
    try:
        return limits_of(call())
    except ArgumentError as error:
        return str(error)


@in_one_test("first", ["wilson", "mean", None])
@in_one_test("name", names_for("proportion"))
@in_one_test("design", SURVEYS)
def test_a_name_gives_shares_the_same_limits_either_way(design, name, first):
    before = limits_of(shares(design, name))
    after = asked(lambda: shares(design, first).with_interval(method=name))
    if isinstance(before, str):
        assert before == after
        assert INTERVALS[name].whole_counts
        return
    assert before["interval"].tolist() == after["interval"].tolist()
    assert before["ci_low"].notna().any()
    np.testing.assert_allclose(before[KEPT[1:]], after[KEPT[1:]], rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", names_for("value"))
@pytest.mark.parametrize("design", SURVEYS)
def test_a_name_gives_values_the_same_limits_either_way(design, name):
    survey = SURVEYS[design]
    before = survey.total("y", by="g", interval=name).table
    for first in names_for("value"):
        made = survey.total("y", by="g", interval=first)
        after = made.with_interval(method=name).table
        pd.testing.assert_frame_equal(before[KEPT], after[KEPT], rtol=0, atol=1e-12)


@in_one_test("name", names_for("proportion"))
def test_a_name_gives_published_shares_the_same_limits_either_way(name):
    before = asked(lambda: estimate_figures(FIGURES, method=name))
    after = asked(lambda: published().with_interval(method=name))
    if isinstance(before, str):
        assert before == after
        return
    pd.testing.assert_frame_equal(before, after)


def assert_limits(table, count, **options):
    low, high = proportion_interval(
        count, table["n_effective"], df=table["df"], confidence_level=0.9, **options
    )
    np.testing.assert_allclose(table["ci_low"], low, rtol=0, atol=1e-14)
    np.testing.assert_allclose(table["ci_high"], high, rtol=0, atol=1e-14)


@in_one_test("key", [key for key, row in METHODS.items() if not row.integer_counts])
def test_a_name_is_the_formula_that_counts_have(key):
    table = LINEAR.proportion("q", by="g", interval=key, confidence_level=0.9).table
    table = table[table["interval"] == key]
    assert len(table) >= 4
    count = table["estimate"] * table["n_effective"]
    assert_limits(table, count, method=key, effective="student")


def test_korn_and_graubards_interval_is_exact_at_their_size():
    table = LINEAR.proportion("q", by="g", interval="beta", confidence_level=0.9).table
    table = table[table["estimate"].notna()]
    # nobody and everybody among them, whose limits are the ends
    assert {0.0, 1.0} <= set(table["estimate"])
    design = table["n"] / table["n_effective"]
    whole = table.assign(n_effective=table["n"].astype(float))
    assert_limits(
        whole,
        table["estimate"] * whole["n_effective"],
        method="clopper_pearson",
        effective="korn_graubard",
        deff=design,
    )


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("estimate", 1.2, r"estimate is 1.2 \(1 of 3 values\); a share lies between 0 and 1"),
        ("estimate", -0.1, "estimate is -0.1"),
        ("n_effective", 0, "n_effective is 0 .*; a share needs a base above 0"),
        ("n_effective", -5, "n_effective is -5"),
    ],
)
@pytest.mark.parametrize("name", ["wilson", "jeffreys", "beta", "blaker", None])
def test_shares_and_bases_that_cannot_be_are_refused(name, column, value, words):
    table = LINEAR.proportion("q", interval="wilson").table.drop(columns="n_missing")
    table.loc[1, column] = value
    with pytest.raises(ArgumentError, match=words):
        Estimates(table).with_interval(0.9, name)


def test_rows_without_a_base_have_no_limits():
    table = LINEAR.proportion("q", interval="wilson").table
    table.loc[1, "n_effective"] = np.nan
    for name in ("wilson", "logit", "jeffreys", "beta"):
        found = Estimates(table).with_interval(method=name).table
        assert found[["ci_low", "ci_high"]].isna().all(axis=1).tolist() == [False, True, False]


@pytest.mark.parametrize("name", ["arcsine", "asin"])
def test_the_arcsine_interval_is_students_on_that_scale(name):
    table = LINEAR.proportion("q", interval=name).table
    p, t = table["estimate"], np.abs(limits_of_unit(table["df"].iloc[0]))
    turn = t * table["std_error"] / (2 * np.sqrt(p * (1 - p)))
    angle = np.arcsin(np.sqrt(p))
    low, high = np.sin(np.maximum(angle - turn, 0)) ** 2, np.sin(angle + turn) ** 2
    np.testing.assert_allclose(table["ci_low"], low, rtol=0, atol=1e-12)
    np.testing.assert_allclose(table["ci_high"], high, rtol=0, atol=1e-12)
    anscombe = LINEAR.proportion("q", interval="arcsine_anscombe").table
    assert (np.abs(anscombe["ci_low"] - table["ci_low"]) > 1e-6).all()


def limits_of_unit(df):
    """Student's quantile, as the limit of an estimate of 0 with a standard error of 1."""
    row = {"estimate": [0.0], "std_error": [1.0], "df": [df], "interval": ["t"]}
    return limits(pd.DataFrame({**row, "confidence_level": [0.95]})).ci_high[0]


def test_logit_takes_the_replicates_where_there_are_some():
    survey = SURVEYS["replicates"]
    found = survey.proportion("q", interval="wilson")
    assert set(found.with_interval(method="logit").table["interval"]) == {"logit_replicates"}
    assert set(found.with_interval(method="xlogit").table["interval"]) == {"logit"}
    # nets have no replicates of their own
    net = survey.proportion("q").net({"either": ["a", "b"]})
    assert set(net.with_interval(method="logit").table["interval"]) == {"logit"}


def test_quantiles_refuse_for_their_limits_need_the_data():
    for interval in ("mean", "xlogit", "beta", "asin"):
        found = LINEAR.median("y", interval=interval)
        assert DATA in INTERVALS[f"woodruff_{interval}"].needs
        for change in ({"method": "mean"}, {"method": "log"}, {"confidence_level": 0.9}):
            with pytest.raises(ArgumentError, match=f"'woodruff_{interval}' needs the data"):
                found.with_interval(**change)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: LINEAR.mean("y", interval="wilson"),
            "expected one of mean, t, log, fisher_z, poisson",
        ),
        (lambda: LINEAR.mean("y").with_interval(method="wilson"), "needs rows that are shares"),
        (lambda: LINEAR.proportion("q", interval="log"), "interval is 'log'; expected one of mean"),
        (
            lambda: LINEAR.proportion("q").with_interval(method="log"),
            "method 'log' needs rows that are values, and there are none",
        ),
        (
            lambda: LINEAR.proportion("q", interval="blaker"),
            "'blaker' is for whole counts, not the effective ones that a design leaves",
        ),
        (
            lambda: estimate_figures(load_recruiters()).with_interval(method="t"),
            "'t' needs the variance of a design, which published figures have not; .*'wald'",
        ),
        (
            lambda: estimate_figures(load_recruiters(), method="beta"),
            "'beta' needs the variance of a design, which published figures have not",
        ),
        (
            lambda: LINEAR.proportion("q").with_interval(mean_method="mid_p"),
            "expected one of wilson, wald, hoeffding.* for means of bounded answers",
        ),
        (lambda: LINEAR.proportion("q", interval="arcsin"), "did you mean 'arcsine'"),
        (lambda: LINEAR.mean("y").with_interval(method="lgo"), "did you mean 'log'"),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()


def test_a_name_applies_to_the_rows_it_is_for():
    shares, totals = LINEAR.proportion("q").table, LINEAR.total("y").table
    both = Estimates(pd.concat([shares, totals], ignore_index=True))
    keys = both.with_interval(method="wilson").table["interval"]
    assert keys.tolist() == ["wilson"] * len(shares) + ["t"]
    assert both.with_interval(method="log").table["interval"].tolist()[-1] == "log"
    assert set(both.with_interval(method="mean").table["interval"]) == {"t"}


def test_a_name_is_one_interval_for_one_quantity():
    for quantity in ("proportion", "bounded_mean", "value"):
        rows = [row for row in INTERVALS.values() if quantity in row.quantities]
        names = [name for row in rows for name in row.names]
        assert len(names) == len(set(names))
        # "logit" alone is both: by replicates where there are some.
        both = [name for name in names if name in {row.key for row in rows}]
        assert both == (["logit"] if quantity == "proportion" else [])


def test_every_row_is_complete():
    for key, row in INTERVALS.items():
        assert row.key == key
        assert row.label
        assert row.purpose
        assert row.needs
        assert any(character.isdigit() for character in row.source), key
        assert row.otherwise is None or row.otherwise in INTERVALS
        assert is_at_most(key) == key.startswith("ceiling_")
    assert not is_at_most(pd.NA)
    assert not is_at_most("bootstrap")


def test_methods_are_named():
    assert interval_label("clopper_pearson") == "Clopper–Pearson"
    assert interval_label("ceiling_wilson") == "Wilson with the Bhatia–Davis ceiling"
    assert interval_label("some_other") == "some other"
    assert interval_label(pd.NA) == "no interval"
