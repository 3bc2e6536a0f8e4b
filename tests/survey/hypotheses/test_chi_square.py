"""Tests of independence: R's survey package, definitions, and tables with nobody in a cell."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test, reference_rows
from tests.survey.cases import near, survey, with_data
from topline import ArgumentError, DataError, Significance, Survey, chi_square_test
from topline.statistics.laws.chi_square_sums import saddlepoint_tail
from topline.survey.estimators.request import request_of
from topline.survey.hypotheses.chi_square import STATISTICS
from topline.survey.hypotheses.two_way import cell_table

pytestmark = pytest.mark.quick

PATH = Path(__file__).resolve().parents[4] / "shared" / "reference" / "microdata.json"
CASES = [
    case
    for case in (json.loads(PATH.read_text(encoding="utf-8"))["cases"] if PATH.exists() else [])
    if case["estimator"] == "chisq_test"
]
SUMS = ("lincom", "saddlepoint")
I = np.arange(240)  # noqa: E741
DATA = pd.DataFrame(
    {
        "stratum": I // 60,
        "cluster": I // 12,
        "weight": 3 + I * 7 % 11,
        "size": 9,
        "a": (I * 5 + I // 7) % 3,
        "b": (I * 11 + I // 5) % 4,
        "young": I % 3 > 0,
    }
).assign(
    c=lambda d: np.where(d["a"] == 0, I % 2, I % 3),
    e=lambda d: ((d["b"] + I % 2) % 3).where(I % 17 > 0),
)
STRATA = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}
DESIGNS = {
    "strata": Survey(DATA, **STRATA),
    "fpc": Survey(DATA, **STRATA, fpc="size"),
    "rows": Survey(DATA, weights="weight"),
    "jkn": Survey(DATA, **STRATA).to_replicates("jkn", centre="mean"),
}


def frame_table(drawn, rows, columns):
    return cell_table(request_of(drawn._of, {}), rows, columns)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["options"]["statistic"] not in SUMS], ids=lambda c: c["id"]
)
def test_agrees_with_r(case, shared):
    rows, columns = case["variable"].split("+")
    key, theirs = case["options"]["statistic"], case["result"][0]
    ours = survey(shared, case["design"]).chi_square(rows, columns, method=key)
    assert near(ours.p_value, theirs["p_value"], 1e-12)
    assert near(ours.df, theirs["df1"], 1e-12)
    assert near(ours.df2, np.nan if theirs["df2"] is None else theirs["df2"], 1e-12)
    if (case["design"], key) != ("dnh", "Chisq"):  # R's is of as many as there are rows
        assert near(ours.statistic, theirs["statistic"], 1e-12)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["options"]["statistic"] in SUMS], ids=lambda c: c["id"]
)
def test_r_cuts_the_denominator_of_a_sum_to_whole_degrees(case, shared):
    """R divides by d·ν and then counts int(d·ν) of them; with replicates it takes infinitely many.

    Given those, its numbers come out; so do ours where d·ν is whole. Its "lincom" was the
    saddlepoint, for want of package CompQuadForm.
    """
    rows, columns = case["variable"].split("+")
    drawn, theirs = survey(shared, case["design"]), case["result"][0]
    table = frame_table(drawn, rows, columns)
    m = table.effects.sum() ** 2 / (table.effects**2).sum() * table.df
    ones = np.ones(len(table.effects))
    as_r = saddlepoint_tail(
        0.0, np.append(table.effects, -table.pearson / m), np.append(ones, np.floor(m + 1e-9))
    )
    if case["design"] == "rclus1":
        as_r = saddlepoint_tail(table.pearson, table.effects, ones)
    assert near(as_r, theirs["p_value"], 1e-7)
    ours = drawn.chi_square(rows, columns, method="saddlepoint")
    if case["design"] == "dstrat":
        assert near(ours.p_value, theirs["p_value"], 1e-7)
    # two approximations, which part far out in the tail
    apart = 0.12 if ours.p_value > 1e-6 else 0.2
    assert ours.p_value == pytest.approx(drawn.chi_square(rows, columns).p_value, rel=apart)


@pytest.mark.usual
@in_one_test("row", reference_rows("tables_r.csv"), ids=lambda r: "-".join(r.values()))
def test_agrees_with_r_on_any_data(row):
    where = row["where"] or None
    ours = DESIGNS[row["design"]].chi_square(
        row["rows"], row["columns"], method=row["key"], where=where
    )
    tolerance = 1e-9 if row["design"] == "jkn" else 1e-10
    assert near(ours.p_value, float(row["p_value"]), 100 * tolerance)
    assert near(ours.df, float(row["df1"]), tolerance)
    assert near(ours.df2, float(row["df2"].replace("NA", "nan")), tolerance)
    assert near(ours.statistic, float(row["statistic"]), tolerance)


def test_the_exact_sum_of_one_contrast_is_the_second_order_f():
    """The second order is exact where all design effects are the same."""
    two = Survey(DATA.assign(two=DATA["a"] > 0), **STRATA)
    exact, second = (two.chi_square("two", "young", method=k) for k in ("lincom", "F"))
    assert exact.p_value == pytest.approx(second.p_value, rel=1e-12)
    assert exact.statistic > 0
    assert np.isnan([exact.df, exact.df2]).all()


def test_without_a_design_the_statistic_is_pearsons():
    drawn = Survey(DATA)
    counts = pd.crosstab(DATA["a"], DATA["b"])
    theirs = chi_square_test(counts.to_numpy())
    ours = drawn.chi_square("a", "b", method="Chisq")
    assert ours.statistic == pytest.approx(theirs.statistic)
    assert ours.df == theirs.df
    assert ours.n == 240
    assert ours.p_value == pytest.approx(theirs.p_value, rel=0.02)


def test_infinite_degrees_of_freedom_give_the_asymptotic_distributions(shared):
    case = next(c for c in CASES if c["id"] == "chisq_saddlepoint_rclus1_sch.wide_stype")
    base = survey(shared, "rclus1")
    given = {**vars(base.design), "df": np.inf, "given_df": True}
    drawn = base._with(design=base.design.__class__(**given))
    ours = drawn.chi_square("sch.wide", "stype", method="saddlepoint")
    assert near(ours.p_value, case["result"][0]["p_value"], 1e-8)
    assert drawn.chi_square("sch.wide", "stype", method="adjWald").df2 == np.inf


@in_one_test("key", STATISTICS)
def test_symmetric_in_rows_and_columns(key):
    one, other = (DESIGNS["fpc"].chi_square(*pair, method=key) for pair in ("bc", "cb"))
    assert one.p_value == pytest.approx(other.p_value, rel=1e-9)
    assert one.statistic == pytest.approx(other.statistic, rel=1e-9)


@in_one_test("key", STATISTICS)
def test_scale_of_the_weights_does_not_matter(key):
    base = DESIGNS["strata"].chi_square("a", "c", method=key)
    drawn = Survey(DATA.assign(weight=DATA["weight"] * 1e6), **STRATA)
    again = drawn.chi_square("a", "c", method=key)
    assert again.p_value == pytest.approx(base.p_value, rel=1e-8)


@pytest.mark.usual
@pytest.mark.parametrize("key", STATISTICS)
@pytest.mark.parametrize("design", DESIGNS)
def test_sparse_tables_have_a_p_value_or_none(key, design):
    """More empty cells than contrasts can bear, a row nobody is in, one row only, nobody."""
    base = DESIGNS[design]
    apart = DATA.assign(
        f=pd.Categorical(DATA["a"].where(DATA["a"] == DATA["b"]), categories=[0, 1, 2, 9]),
        one="same",
    )
    drawn = with_data(base, apart)
    with pytest.raises(DataError, match="the association is perfect, and leaves no variance to"):
        drawn.chi_square("f", "b", method=key)
    with pytest.raises(DataError, match="'one' has one answer among the 240 tested; independence"):
        drawn.chi_square("one", "b", method=key)
    with pytest.raises(DataError, match="'one' has one answer among the 240 tested"):
        drawn.chi_square("b", "one", method=key)
    with pytest.raises(DataError, match="nobody has an answer to 'a' and 'b'"):
        drawn.chi_square("a", "b", method=key, where=np.zeros(240, bool))


@in_one_test("key", STATISTICS)
def test_a_table_of_certainty_has_no_p_value(key):
    """All clusters of the population are in the sample: no sampling error, and nothing to test."""
    census = Survey(DATA.assign(size=5), **STRATA, fpc="size")
    with pytest.raises(DataError, match="or they are the whole population; a test needs a sample"):
        census.chi_square("a", "b", method=key)


@pytest.mark.parametrize("sizes", [(40, 40), (41, 39), (5, 30)])
def test_a_perfect_association_says_so(sizes):
    """R gives p < 2e-16 of (40, 40), by a variance that is 0 but for the noise of floats."""
    data = pd.DataFrame({"g": np.repeat(["A", "B"], sizes), "y": np.repeat([0, 1], sizes)})
    with pytest.raises(DataError, match="the association is perfect"):
        Survey(data).chi_square("y", "g")
    listed = Survey(data).crosstab("y", "g").tests()
    assert np.isnan(listed["p_value"]).all()
    assert "the association is perfect" in listed["note"].iloc[0]


def test_few_respondents_are_noted():
    few = Survey(DATA.iloc[::20]).chi_square("a", "young")
    assert "6 of 6 expected counts are below 5: χ² is a poor approximation" in few.notes[-1]
    assert DESIGNS["rows"].chi_square("a", "b").notes == ()


def test_contrasts_that_show_no_variance_are_noted():
    few = Survey(DATA[DATA["cluster"] < 5], clusters="cluster")
    found = few.chi_square("a", "b")
    assert found.notes[0].startswith("only 3 of the 6 contrasts of this table show a variance")
    with pytest.raises(DataError, match="too few for a test of 6 contrasts by method 'adjWald'"):
        Survey(DATA, **STRATA, df=3).chi_square("a", "b", method="adjWald")


def test_missing_answers():
    drawn = DESIGNS["strata"]
    left = drawn.chi_square("b", "e")
    assert left.n == int(DATA["e"].notna().sum())
    # as words: from Python 3.13 on, dataclasses with NaN in them are no longer equal
    assert repr(left) == repr(drawn.chi_square("b", "e", where=DATA["e"].notna()))
    assert drawn.chi_square("b", "e", missing="category").n == 240
    with pytest.raises(DataError, match="column 'e' has no answer in 15 rows"):
        drawn.chi_square("b", "e", missing="fail")


def test_says_what_was_done():
    found = DESIGNS["strata"].chi_square("a", "b")
    assert isinstance(found, Significance)
    assert found.method == (
        "Rao–Scott second-order test; Stratified cluster sample: 20 clusters in 4 strata; weights "
        "'weight'; with replacement at the first stage"
    )


def test_refusals_say_what_to_do():
    drawn = DESIGNS["strata"]
    with pytest.raises(ArgumentError, match="method is 'f'; expected one of F, Chisq"):
        drawn.chi_square("a", "b", method="f")
    with pytest.raises(ArgumentError, match="rows and columns are both 'a'; expected two"):
        drawn.chi_square("a", "a")
    with pytest.raises(ArgumentError, match="grouped by 'young', and a test is of one table; test"):
        drawn.by("young").chi_square("a", "b")
    with pytest.raises(ArgumentError, match="variable 'z' is no column of the data"):
        drawn.chi_square("a", "z")
