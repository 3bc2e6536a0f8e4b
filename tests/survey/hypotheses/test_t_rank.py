"""t and rank tests: R's survey package, definitions, and what does not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.conftest import in_one_test, reference_rows
from tests.survey.cases import book, near, survey
from topline import ArgumentError, DataError, Survey

I = np.arange(120)  # noqa: E741
DATA = pd.DataFrame(
    {
        "stratum": I // 30,
        "cluster": I // 5,
        "wt": 1 + (I * 7) % 11 / 4,
        "grp": np.where((I * 5) % 7 > 3, "b", "a"),
        "kind": np.array(["p", "q", "r"])[((I * 3) % 8) // 3],
        "tie": (I * 13) % 9,
        "five": (I * 13) % 9 % 5,
        "N": np.array([40, 20, 30, 6])[I // 30],
        "y": (I * 37) % 101 / 4 + 5 * ((I * 5) % 7 > 3),
    }
)
DATA["z"] = DATA["y"] + (I * 17) % 23 / 2 - 5
DATA["y"] = DATA["y"].where(I % 29 != 0)
DESIGN = {"weights": "wt", "strata": "stratum", "clusters": "cluster"}
SURVEYS = {
    "plain": Survey(DATA, **DESIGN),
    "fpc": Survey(DATA, **DESIGN, fpc="N"),
    "jkn": Survey(DATA, **DESIGN).to_replicates("jkn"),
}
KEYS = {
    "wilcoxon": "wilcoxon",
    "vanderWaerden": "van_der_waerden",
    "median": "median",
    "KruskalWallis": "kruskal_wallis",
}
T = {
    "y ~ grp": {"variable": "y", "by": "grp"},
    "z ~ 0": {"variable": "z"},
    "I(z - tie) ~ 0": {"variable": "z", "paired": "tie"},
}
ROWS = [
    row for row in reference_rows("survey_tests_r.csv") if row["estimate"] or row["test"] != "t"
]


@in_one_test(
    "row", ROWS, ids=lambda row: "-".join(row[k] for k in ("design", "where", "test", "formula"))
)
def test_agrees_with_r(row):
    where = "tie > 1" if row["where"] == "part" else None
    drawn = SURVEYS[row["design"]]
    if row["test"] == "t":
        found = drawn.t_test(**T[row["formula"]], where=where)
        assert found.df == float(row["df2"])
        shown = ["estimate", "statistic", "p_value", "ci_low", "ci_high"]
    else:
        variable, by = row["formula"].split(" ~ ")
        asked = {"method": KEYS[row["test"]], "where": where, "ties": "rows", "df": "design"}
        found = drawn.rank_test(variable, by, **asked)
        freedom = found.df2
        if row["estimate"]:  # t, of which R's is the square root of F's
            freedom = found.df
        else:
            assert found.df == float(row["df1"])
        assert freedom == float(row["df2"])
        shown = (
            ["estimate", "statistic", "p_value"] if row["estimate"] else ["statistic", "p_value"]
        )
    for name in shown:
        assert getattr(found, name) == pytest.approx(float(row[name]), rel=1e-10)


@pytest.mark.parametrize("name", ["tt_two_dclus1", "tt_two_rclus1"])
def test_cases_of_two_groups(name, shared):
    case = next(case for case in book(shared)["cases"] if case["id"] == name)
    variable, by = case["variable"].split("~")
    found, theirs = survey(shared, case["design"]).t_test(variable, by=by), case["result"][0]
    for ours, own in (("std_error", "se"), *[(k, k) for k in theirs if k not in ("term", "se")]):
        assert near(getattr(found, ours), theirs[own])


def test_cases_of_ranks(shared):
    cases = {case["id"]: case["result"][0] for case in book(shared)["cases"]}
    two, theirs = (
        survey(shared, "dstrat").rank_test("ell", "comp.imp", ties="rows", df="design"),
        cases["rank_wilcoxon_dstrat"],
    )
    for name in ("estimate", "statistic", "p_value"):
        assert near(getattr(two, name), theirs[name])
    assert two.df == theirs["df"]
    more = survey(shared, "dclus1").rank_test("api00", "stype", method="kruskal_wallis")
    theirs = cases["rank_kw_dclus1"]  # R's statistic is the df, and its df the statistic
    assert near(more.statistic * more.df, theirs["df1"])
    assert more.df == theirs["statistic"]
    assert near(more.p_value, theirs["p_value"])


def test_equal_weights_have_one_rank_of_ties():
    drawn = Survey(DATA, strata="stratum", clusters="cluster")
    for test in KEYS.values():
        one = drawn.rank_test("tie", "kind", method=test)
        assert one.statistic == pytest.approx(
            drawn.rank_test("tie", "kind", method=test, ties="rows").statistic
        )


@pytest.mark.parametrize("by", ["grp", "kind"])
def test_ranks_do_not_depend_on_the_order_of_rows(by):
    turned = Survey(DATA.iloc[::-1], **DESIGN)
    one, two = SURVEYS["plain"].rank_test("tie", by), turned.rank_test("tie", by)
    assert one.statistic == pytest.approx(two.statistic, rel=1e-10)
    with_rows = turned.rank_test("tie", by, ties="rows").statistic
    assert with_rows != pytest.approx(one.statistic, rel=1e-5)  # as R's does


def test_of_a_random_sample_are_the_usual_ones():
    drawn = Survey(DATA.dropna())
    frame = DATA.dropna()
    one, two = (frame.loc[frame["grp"] == g, "y"] for g in "ab")
    found = drawn.t_test("y", by="grp")
    n = len(frame)
    spread = one.var(ddof=0) / len(one) + two.var(ddof=0) / len(two)
    assert found.std_error == pytest.approx(np.sqrt(spread * n / (n - 1)))
    whole = drawn.t_test("y", value=15)
    assert whole.statistic == pytest.approx(stats.ttest_1samp(frame["y"], 15).statistic)
    assert drawn.t_test("z", paired="tie").statistic == pytest.approx(
        stats.ttest_rel(frame["z"], frame["tie"]).statistic
    )
    ranks = drawn.rank_test("y", "grp")
    wanted = stats.mannwhitneyu(two, one, use_continuity=False).statistic
    assert ranks.estimate == pytest.approx((wanted / len(one) / len(two) - 0.5), rel=1e-9)


def test_is_the_contrast_of_the_domains():
    found = SURVEYS["fpc"].t_test("z", by="grp", value=1.5, confidence_level=0.9)
    row = SURVEYS["fpc"].mean("z", by="grp").contrast({"b": 1, "a": -1}).table.iloc[0]
    assert found.estimate == pytest.approx(row["estimate"])
    assert found.std_error == pytest.approx(row["std_error"])
    assert found.df == row["df"] == 19
    assert found.statistic == pytest.approx((row["estimate"] - 1.5) / row["std_error"])
    assert found.method == "design-based t test, mean of 'z', b less a of 'grp'"
    assert found.n == 120


def test_a_small_group_is_tested_on_its_own_degrees_of_freedom():
    frame = pd.DataFrame({"g": ["a"] * 4 + ["b"] * 50, "y": [1.0, 5, 2, 9, *range(50)]})
    drawn = Survey(frame)
    v = [g["y"].var(ddof=0) / len(g) for _, g in frame.groupby("g")]
    found = drawn.t_test("y", by="g")
    assert found.df == pytest.approx(sum(v) ** 2 / (v[0] ** 2 / 3 + v[1] ** 2 / 49))
    row = drawn.mean("y", by="g").compare().table.iloc[0]
    assert (found.df, found.p_value) == pytest.approx((row["df"], row["p_value"]), rel=1e-12)
    assert drawn.t_test("y", by="g", df="design").df == 52  # n − 2, as R's svyttest
    assert drawn.mean("y", by="g", df="design").compare().table["df"].tolist() == [52]
    given = Survey(frame, df=20)
    assert given.t_test("y", by="g").df == given.mean("y", by="g").compare().table["df"][0] == 19


def test_who_gave_no_answer_adds_no_degrees_of_freedom():
    frame = pd.DataFrame({"y": [1.0, 2, 4] + [None] * 97, "h": ["s", "t", "t"] + ["s"] * 97})
    assert Survey(frame).mean("y").table["df"].tolist() == [2]
    assert Survey(frame, strata="h").mean("y").table["df"].tolist() == [1]
    many = Survey(frame).to_replicates("bootstrap", replicates=50, rng=1)
    assert many.mean("y").table["df"].tolist() == [2]


def test_one_sided_tests_share_the_two_sided_p_value():
    two, more, less = (
        SURVEYS["plain"].t_test("z", by="grp", alternative=way)
        for way in ("two-sided", "greater", "less")
    )
    assert more.p_value + less.p_value == pytest.approx(1)
    assert two.p_value == pytest.approx(2 * min(more.p_value, less.p_value))
    assert (more.ci_high, less.ci_low) == (np.inf, -np.inf)
    ninety = SURVEYS["plain"].t_test("z", by="grp", confidence_level=0.9)
    assert (more.ci_low, less.ci_high) == pytest.approx((ninety.ci_low, ninety.ci_high))


@given(st.floats(-20, 20), st.floats(0.1, 10), st.sampled_from(list(KEYS.values())))
def test_what_moves_and_scales_answers_leaves_the_tests(shift, scale, test):
    data = DATA.assign(x=DATA["z"] * scale + shift, swapped=DATA["grp"].map({"a": "b", "b": "a"}))
    drawn = Survey(data, **DESIGN)
    plain = SURVEYS["plain"].t_test("z", by="grp")
    assert drawn.t_test("x", by="grp").p_value == pytest.approx(plain.p_value, rel=1e-6)
    assert drawn.t_test("z", by="swapped").statistic == pytest.approx(-plain.statistic)
    ranks = SURVEYS["plain"].rank_test("tie", "grp", method=test)
    swapped = drawn.rank_test("tie", "swapped", method=test)
    assert swapped.statistic == pytest.approx(-ranks.statistic)
    assert swapped.p_value == pytest.approx(ranks.p_value)


def test_infinite_degrees_of_freedom_are_normal():
    drawn = Survey(DATA, **DESIGN, df=np.inf)
    found = drawn.t_test("z", value=18)
    assert found.p_value == pytest.approx(2 * stats.norm.sf(abs(found.statistic)))
    ranks = drawn.rank_test("tie", "kind")
    assert ranks.p_value == pytest.approx(stats.chi2.sf(2 * ranks.statistic, 2))


def test_too_few_clusters_have_no_p_value():
    few = Survey(DATA[DATA["cluster"] < 2], clusters="cluster")
    with pytest.raises(DataError, match=r"leave 1 degrees of freedom .*, too few for a test; test"):
        few.t_test("z")
    for call in (few.rank_test, few.t_test):
        with pytest.raises(DataError, match="too few for a test of 3 groups"):
            call("tie", by="kind")


ALIKE = DATA.assign(
    one=1.0,
    groups=np.where(DATA["kind"] == "p", 7, DATA["z"]),
    ends=np.where(DATA["grp"] == "a", 1e6, -3),
    only=np.where(DATA["cluster"] == 3, "only", DATA["kind"]),
)
DRAWN = {
    "rows": Survey(ALIKE),
    "clusters": Survey(ALIKE, clusters="cluster"),
    "jk1": Survey(ALIKE, clusters="cluster").to_replicates("jk1"),
}
UNKNOWN = {
    "one": ({"variable": "one", "value": 1}, "all answers have the same value, so that nothing"),
    "pairs": ({"variable": "z", "paired": "z"}, "all answers have the same difference"),
    "group": ({"variable": "groups", "by": "kind"}, "all answers of group p have the same value"),
    "groups": ({"variable": "ends", "by": "grp"}, "all answers of group a have the same value"),
}


@pytest.mark.parametrize("design", DRAWN)
@pytest.mark.parametrize("case", UNKNOWN)
def test_answers_that_are_all_alike_are_refused(design, case):
    asked, message = UNKNOWN[case]
    with pytest.raises(DataError, match=message):
        DRAWN[design].t_test(**asked)
    if "by" in asked:
        with pytest.raises(DataError, match="have the same score of their ranks"):
            DRAWN[design].rank_test(**asked)


@pytest.mark.parametrize("design", ["clusters", "jk1"])
def test_a_group_in_one_cluster_is_refused(design):
    with pytest.raises(DataError, match="of group only are in one sampled unit, or are the whole"):
        DRAWN[design].t_test("z", by="only")
    with pytest.raises(DataError, match="of group only are in one sampled unit"):
        DRAWN[design].rank_test("z", "only")


def test_a_whole_population_has_no_test():
    census = Survey(DATA.assign(N=6), strata="stratum", clusters="cluster", fpc="N")
    for asked in ({}, {"by": "grp"}, {"by": "kind"}):
        with pytest.raises(DataError, match="or are the whole population"):
            census.t_test("z", **asked)


def test_groups_that_vary_together_only_are_refused():
    """With every unit's answers of two groups the same, their difference does not vary."""
    i = np.arange(90)
    twins = pd.DataFrame({"unit": i // 3, "g": np.array(["a", "b", "c"])[i % 3]})
    level = (i // 3 * 7) % 11.0
    twins["y"] = np.where(twins["g"] == "c", (i * 5) % 13, level)
    with pytest.raises(DataError, match="have fewer than 2 variances of their own"):
        Survey(twins, clusters="unit").t_test("y", by="g")
    with pytest.raises(DataError, match="the difference of the two groups does not vary"):
        Survey(twins, clusters="unit").t_test("y", by="g", where="g != 'c'")


@in_one_test(
    "row", reference_rows("group_means_r.csv"), ids=lambda row: "-".join(list(row.values())[:4])
)
def test_several_groups_give_the_f_test_of_r(row):
    where = "tie > 1" if row["where"] == "part" else None
    found = SURVEYS[row["design"]].t_test(row["variable"], by=row["by"], where=where)
    assert (found.df, found.df2) == (float(row["df1"]), float(row["df2"]))
    assert found.statistic == pytest.approx(float(row["statistic"]), rel=1e-8)
    assert found.p_value == pytest.approx(float(row["p_value"]), rel=1e-8)
    assert found.method == f"design-based F test, means of {row['variable']!r} by {row['by']!r}"
    assert np.isnan(found.estimate)


@pytest.mark.parametrize("by", ["kind", "grp"])
def test_small_groups_have_the_f_test_of_welch(by):
    """By his formula from the table of means; of two groups it is the t test's."""
    rows = np.r_[:7, 20:26, 50:58, 80:84]
    drawn = Survey(DATA.iloc[rows], weights="wt")
    table = drawn.mean("z", by=by).table
    w, df, k = 1 / table["std_error"] ** 2, table["n"] - 1, len(table)
    spread = (w * (table["estimate"] - (w * table["estimate"]).sum() / w.sum()) ** 2).sum()
    little = ((1 - w / w.sum()) ** 2 / df).sum()
    f = spread / (k - 1) / (1 + 2 * (k - 2) / (k**2 - 1) * little)
    wanted = stats.f.sf(f, k - 1, (k**2 - 1) / (3 * little))
    found = drawn.t_test("z", by=by)
    assert found.p_value == pytest.approx(wanted)
    as_r = drawn.t_test("z", by=by, df="design")
    assert as_r.p_value < found.p_value
    assert (as_r.df2 if k > 2 else as_r.df) == len(rows) - k
    ranks = [drawn.rank_test("z", by, df=df) for df in ("domain", "design")]
    assert ranks[0].p_value > ranks[1].p_value
    assert (ranks[1].df2 if k > 2 else ranks[1].df) == len(rows) - k


def test_groups_that_share_their_units_have_the_f_test_of_r():
    """Each knows as much as the design."""
    for found, as_r in (
        [SURVEYS["plain"].t_test("z", by="kind", df=df) for df in ("domain", "design")],
        [SURVEYS["plain"].rank_test("z", "kind", df=df) for df in ("domain", "design")],
    ):
        assert (found.df2, found.p_value) == (as_r.df2, as_r.p_value)


def test_two_groups_of_more_can_be_chosen():
    found = SURVEYS["plain"].t_test("z", by="kind", where="kind != 'p'")
    assert found.n == (DATA["kind"] != "p").sum()


GROUPED = SURVEYS["plain"].by("grp")
PLAIN = SURVEYS["plain"]
PROBLEMS = [
    (lambda: PLAIN.t_test("z", by="kind", value=1), ArgumentError, "by 'kind' has 3 groups with a"),
    (lambda: PLAIN.t_test("z", by="kind", alternative="less"), ArgumentError, "choose two with wh"),
    (lambda: PLAIN.t_test("z", by="kind", where="kind == 'p'"), ArgumentError, "one group with an"),
    (lambda: PLAIN.t_test("z", by="grp", paired="y"), ArgumentError, "by and paired are two tests"),
    (lambda: PLAIN.t_test("z", alternative="up"), ArgumentError, "alternative is 'up'; expected"),
    (lambda: PLAIN.t_test("z", missing="category"), ArgumentError, "missing is 'category'; expect"),
    (lambda: PLAIN.t_test("y", missing="fail"), DataError, "5 rows have no answer or no group;"),
    (lambda: PLAIN.t_test("z", where=lambda data: data["tie"] > 9), DataError, "nobody has an ans"),
    (lambda: PLAIN.t_test("grp"), DataError, "column 'grp' holds text"),
    (lambda: GROUPED.t_test("z"), ArgumentError, "the survey is grouped by 'grp', and a test has"),
    (lambda: PLAIN.rank_test("z", "grp", method="medi"), ArgumentError, "did you mean 'median'?"),
    (lambda: PLAIN.rank_test("z", "grp", ties="mean"), ArgumentError, "ties is 'mean'; expect"),
    (lambda: PLAIN.rank_test("z", "grp", where="grp == 'a'"), ArgumentError, "has one group with"),
]  # fmt: skip


@in_one_test(("call", "kind", "message"), PROBLEMS)
def test_says_what_is_wrong(call, kind, message):
    with pytest.raises(kind) as found:
        call()
    assert message in str(found.value)
