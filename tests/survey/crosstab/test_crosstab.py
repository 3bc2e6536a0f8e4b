"""Crosstabs: the proportions they are made of, sums, empty cells, letters, and a printed table."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.survey.cases import near, with_data
from tests.survey.hypotheses.test_chi_square import DATA, DESIGNS, STRATA
from topline import ArgumentError, Crosstab, DataError, Survey
from topline.survey.crosstab.letters import letter_names
from topline.wording import percent_text

SAME = ["estimate", "std_error", "ci_low", "ci_high", "df", "n", "n_missing", "n_weighted", "flag"]
ANY = DATA.assign(
    one=(DATA["a"] > 0).where(DATA["young"]).astype(float),
    two=(DATA["b"] > 1).where(DATA.index % 7 > 0).astype(float),
)
SEVERAL = Survey(ANY, **STRATA)


def cells(found, **labels):
    table = found.table
    for name, value in labels.items():
        table = table[table[name].isin(value if isinstance(value, list) else [value])]
    return table.reset_index(drop=True)


def ordered(table, *labels):
    return table.sort_values(list(labels), ignore_index=True)[SAME]


@pytest.mark.parametrize("design", DESIGNS)
def test_column_percents_are_those_of_proportion(design):
    drawn = DESIGNS[design]
    table = drawn.crosstab("b", "e")
    theirs = drawn.proportion("b", by="e")
    ours = cells(table, banner="e").assign(e=lambda d: d["column"].astype(object).astype(float))
    pd.testing.assert_frame_equal(
        ordered(ours, "e", "category"), ordered(theirs.table, "e", "category")
    )
    whole = drawn.proportion("b")
    pd.testing.assert_frame_equal(cells(table, banner="Total")[SAME], whole.table[SAME])
    at = np.flatnonzero(table.table["banner"] == "e")
    at = at[
        np.lexsort([table.table["category"].cat.codes[at], table.table["column"].cat.codes[at]])
    ]
    assert np.allclose(
        table.estimates.covariance[np.ix_(at, at)], theirs.covariance, rtol=1e-12, atol=1e-18
    )


@pytest.mark.parametrize("design", DESIGNS)
def test_row_percents_are_those_of_proportion_the_other_way(design):
    drawn = DESIGNS[design]
    table = drawn.crosstab("b", "e", percent="row")
    ours = cells(table, category=[0, 1, 2, 3])
    theirs = drawn.proportion("e", by="b").table
    pd.testing.assert_frame_equal(ordered(ours, "category", "column"), theirs[SAME])
    total = cells(table, category="Total")
    pd.testing.assert_frame_equal(
        total[SAME], drawn.proportion("e", where=DATA["b"].notna()).table[SAME]
    )


@pytest.mark.parametrize("design", DESIGNS)
def test_total_percents_are_shares_of_the_cells(design):
    base = DESIGNS[design]
    joint = (DATA["b"] * 10 + DATA["e"]).astype("Int64")
    theirs = with_data(base, DATA.assign(joint=joint)).where(joint.notna())
    theirs = theirs.proportion("joint").table
    table = base.crosstab("b", "e", percent="total")
    ours = cells(table, category=[0, 1, 2, 3], column=[0.0, 1.0, 2.0])
    ours = ours[ours["estimate"] > 0].reset_index(drop=True)
    same = [name for name in SAME if name not in ("n_missing", "flag")]
    pd.testing.assert_frame_equal(ours[same], theirs[same])
    answered = DATA["e"].notna()
    for rows, columns, name in (("b", "Total", "category"), ("e", "Total", "column")):
        other = "column" if name == "category" else "category"
        margin = cells(table, **{other: columns})
        share = with_data(base, DATA.assign(b=DATA["b"].where(answered))).proportion(rows).table
        assert np.allclose(margin["estimate"], share["estimate"], rtol=1e-14)
        assert np.allclose(margin["std_error"], share["std_error"], rtol=1e-10)


def test_groups_are_tables_of_their_own():
    drawn = DESIGNS["strata"]
    ours = cells(drawn.crosstab("b", "a", by="young"), banner="a")
    theirs = drawn.proportion("b", by=["young", "a"]).table
    ours = ours.assign(a=ours["column"].astype(object).astype(int))
    pd.testing.assert_frame_equal(ordered(ours, "young", "a", "category"), theirs[SAME])
    again = drawn.by("young").crosstab("b", "a")
    pd.testing.assert_frame_equal(again.table, drawn.crosstab("b", "a", by="young").table)
    assert again.wide().index.names == ["young", "b"]
    assert again.wide().shape == (12, 4)


def test_subpopulation():
    drawn = DESIGNS["strata"]
    ours = drawn.crosstab("b", "a", where="young")
    theirs = drawn.where("young").crosstab("b", "a")
    pd.testing.assert_frame_equal(ours.table, theirs.table)
    assert ours.wide().loc["Unweighted base", ("Total", "Total")] == DATA["young"].sum()


@st.composite
def samples(draw):
    n = draw(st.integers(4, 40))
    level = st.sampled_from(["x", "y", "z", None])
    frame = pd.DataFrame(
        {
            "q": draw(st.lists(level, min_size=n, max_size=n)),
            "a": draw(st.lists(level, min_size=n, max_size=n)),
            "weight": draw(st.lists(st.integers(0, 5), min_size=n, max_size=n)),
            "cluster": np.arange(n) // 2,
        }
    )
    frame.loc[0, ["q", "a", "weight"]] = ["x", "x", 1]
    for name in "qa":
        frame[name] = pd.Categorical(frame[name], categories=["x", "y", "z"])
    return frame


@given(samples(), st.sampled_from(["column", "row", "total"]), st.booleans())
def test_shares_add_to_one(frame, percent, replicates):
    drawn = Survey(frame, weights="weight", clusters="cluster")
    if replicates:
        drawn = drawn.to_replicates("jk1")
    found = drawn.crosstab("q", "a", percent=percent)
    table = found.table.astype({"category": str, "column": str})
    by = {"column": ["banner", "column"], "row": ["category"], "total": ["banner"]}[percent]
    if percent == "total":
        table = table[(table["category"] != "Total") & (table["column"] != "Total")]
    sums = table.groupby(by)["estimate"].agg(lambda p: p.sum(skipna=False))
    assert (np.isclose(sums, 1) | sums.isna()).all()
    assert sums.notna().any()
    assert ((table["estimate"] >= 0) | table["estimate"].isna()).all()
    assert (table["flag"][table["n"] == 0].str.startswith("no respondents")).all()
    assert repr(found)
    assert (
        found.tests()["n"].iloc[0]
        == ((frame[["q", "a"]].notna().all(axis=1)) & (frame["weight"] > 0)).sum()
    )


def test_empty_cells_and_rows_stay_and_empty_columns_go():
    data = pd.DataFrame(
        {
            "q": pd.Categorical(list("yyynny"), categories=["y", "n", "never"]),
            "a": pd.Categorical(list("112211"), categories=["1", "2", "nobody"]),
        }
    )
    found = Survey(data).crosstab("q", "a")
    wide = found.wide()
    assert wide.loc["never", "a"].tolist()[:2] == [0, 0]
    assert wide["a"].columns.tolist() == ["1", "2"]
    assert found.letter_names.tolist() == ["", "A", "B"]
    groups = pd.Series(list("gggghh"), dtype="category")
    apart = Survey(data.assign(g=groups)).crosstab("q", "a", by="g")
    empty = cells(apart, g="h", column="2")
    assert empty["flag"].tolist() == ["no respondents"] * 3
    assert empty["std_error"].isna().all()
    assert "–" in repr(apart)
    test = found.test()
    assert test.n == 6
    assert found.test("Wald").p_value == Survey(data).chi_square("q", "a", method="Wald").p_value
    nobody = Survey(data).crosstab("q", "a", where=np.zeros(6, bool))
    assert nobody.table["estimate"].isna().all()
    for percent in ("row", "total"):
        assert len(Survey(data).crosstab("q", "a", percent=percent).wide()) > 3


@pytest.mark.parametrize("percent", ["column", "row", "total", "people", "respondents"])
def test_a_column_whose_respondents_gave_no_answer_stays_with_its_letter(percent):
    """Column C of one table of a book is column C of the next, whoever was asked."""
    rng = np.random.default_rng(57)
    data = pd.DataFrame({name: rng.choice(["y", "n"], 400) for name in ("all", "some")})
    data["region"] = rng.choice(["East", "North", "South", "West"], 400)
    data.loc[data["region"] == "North", "some"] = None
    everybody, some = (
        Survey(data).crosstab(name, "region", percent=percent) for name in ("all", "some")
    )
    assert everybody.wide().columns.equals(some.wide().columns)
    assert everybody.letter_names.equals(some.letter_names)
    if percent == "column":
        north = cells(some, column="North")
        assert set(north["n"]) == {0}
        assert north["flag"].str.startswith("no respondents").all()
        assert "–" in repr(some)
        assert "not tested" not in repr(some).split("columns of fewer than 30 not tested.")[1]
        assert "North" not in some.comparisons()[["column", "other"]].to_numpy()


@pytest.mark.parametrize("percent", ["column", "row", "total"])
@pytest.mark.parametrize("design", DESIGNS)
def test_nets_are_exact(design, percent):
    found = DESIGNS[design].crosstab(
        "b", "a", nets={"top": [2, 3], "all": [0, 1, 2, 3]}, percent=percent
    )
    table = found.table
    top = table[table["category"] == "top"]
    if percent == "row":
        return check_row_net(design, top)
    parts = cells(found, category=[2, 3]).groupby(["banner", "column"], sort=False, observed=True)
    assert np.allclose(top["estimate"], parts["estimate"].sum(), rtol=1e-13)
    own = table["category"].isin([2, 3])
    for at in top.index:
        weights = (
            own
            & (table["column"] == table["column"][at])
            & (table["banner"] == table["banner"][at])
        )
        sum_of = found.estimates.contrast(weights.to_numpy(float)).table["std_error"][0]
        assert table["std_error"][at] == pytest.approx(sum_of, rel=1e-9)
    if percent == "column":
        assert np.allclose(cells(found, category="all")["estimate"], 1)
    return None


def check_row_net(design, top):
    base = DESIGNS[design]
    theirs = (
        base.proportion("a", by="net")
        if False
        else with_data(base, DATA.assign(net=DATA["b"] > 1)).proportion("a", by="net")
    )
    same = theirs.table[theirs.table["net"]]
    assert np.allclose(top["estimate"], same["estimate"])
    assert np.allclose(top["std_error"], same["std_error"])


def test_several_answers():
    """Who answered neither of two questions, yes or no, is no base of theirs."""
    found = SEVERAL.crosstab(["one", "two"], "a", nets={"either": ["one", "two"]})
    answered = ANY["one"].notna() | ANY["two"].notna()
    conditions = {
        "one": ANY["one"] == 1,
        "two": ANY["two"] == 1,
        "either": (ANY["one"] == 1) | (ANY["two"] == 1),
    }
    theirs = SEVERAL.proportion(conditions, by="a", where=answered)
    ours = cells(found, banner="a")
    order = ordered(theirs.table, "outcome", "a")
    names = ours.assign(
        outcome=ours["category"].astype(str), a=ours["column"].astype(object).astype(int)
    )
    got = ordered(names, "outcome", "a")
    for name in ("estimate", "std_error", "n"):
        assert np.allclose(got[name].astype(float), order[name].astype(float)), name
    assert (ours["outcome"] == "several answers").all()
    assert found.wide().loc["Unweighted base"].iloc[0] == answered.sum() == 228
    with pytest.raises(ArgumentError, match="rows are several answers; test one answer at a time"):
        found.test()


def test_several_answers_as_conditions():
    by_name = SEVERAL.crosstab({"has one": "one == 1", "has two": ANY["two"] == 1}, "a")
    theirs = SEVERAL.proportion({"has one": "one == 1"}, by="a").table
    ours = cells(by_name, banner="a", category="has one")
    assert np.allclose(ours["estimate"], theirs["estimate"])
    for percent, name in (("row", "category"), ("total", "banner")):
        found = SEVERAL.crosstab(["one", "two"], "a", percent=percent).table
        found = found[found["category"] != "Total"]
        assert len(found)
        assert name in found


def test_several_answers_are_zero_or_one():
    wrong = ANY.assign(one=np.where(ANY["young"], "Pop culture", "Sometimes"))
    with pytest.raises(DataError, match=r"column 'one' holds 'Sometimes', 'Pop culture'; exp"):
        Survey(wrong).crosstab(["one", "two"], "a")
    with pytest.raises(DataError, match="column 'one, two' has no answer in 12 rows"):
        SEVERAL.crosstab(["one", "two"], "a", missing="fail")
    with pytest.raises(ArgumentError, match="'category' is for one variable"):
        SEVERAL.crosstab(["one", "two"], "a", missing="category")
    with pytest.raises(ArgumentError, match="rows names no columns"):
        SEVERAL.crosstab([], "a")
    single = SEVERAL.crosstab(["two"], "a", nets={"same": ["two"]})
    assert np.allclose(*(cells(single, category=name)["estimate"] for name in ("two", "same")))


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("adjust", [None, "holm"])
def test_letters_are_tests_of_differences(design, adjust):
    """Against contrasts of the estimates, one pair at a time."""
    found = DESIGNS[design].crosstab("e", "b", letters=(0.95, 0.5), adjust=adjust)
    table = found.table
    names = found.letter_names["b"]
    for level in (0.0, 1.0, 2.0):
        own = table[(table["category"] == level) & (table["banner"] == "b")]
        p, pairs = [], [(i, j) for i in own.index for j in own.index if i < j]
        edge = own["estimate"].isin([0, 1]).any()
        for i, j in pairs:
            weights = np.zeros(len(table))
            weights[[i, j]] = 1, -1
            row = found.estimates.contrast(weights).table.iloc[0]
            error = row["std_error"] if row["std_error"] > 0 else np.inf
            p.append(2 * stats.t.sf(abs(row["estimate"]) / error, row["df"]))
        if adjust == "holm":
            p = np.array(p) if edge else stats_holm(p)
        for (i, j), value in zip(pairs, p, strict=True):
            if table.loc[[i, j], "estimate"].isin([0, 1]).any() or (edge and adjust == "holm"):
                continue
            high, low = (i, j) if table["estimate"][i] > table["estimate"][j] else (j, i)
            letter = names[table["column"][low]]
            shown = table["letters"][high]
            assert (letter in shown) == (value <= 0.05)
            assert (letter.lower() in shown) == (0.05 < value <= 0.5)


def stats_holm(p):
    p = np.asarray(p)
    order = np.argsort(p)
    steps = np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order])
    return np.minimum(steps, 1)[np.argsort(order)]


def test_letters_of_nobody_allow_for_the_other_columns_design_effect():
    """A column of nobody has no variance; R's and the plain difference would see 3 of 100."""
    data = pd.DataFrame({"a": np.repeat([0, 1, 2], 100), "q": 0, "cluster": range(300)})
    data.loc[[*range(100, 103), *range(200, 206)], "q"] = 1
    letters = Survey(data).crosstab("q", "a", letters=0.95).letters
    assert letters.loc[1, "a"].tolist() == ["", "", "A"]
    assert letters.loc[0, "a"].tolist() == ["C", "", ""]
    fourfold = Survey(pd.concat([data] * 4, ignore_index=True), clusters="cluster")
    again = fourfold.crosstab("q", "a", letters=0.95).letters
    assert again.loc[1, "a"].tolist() == ["", "", "A"]


def test_small_columns_get_no_letters():
    data = pd.DataFrame({"a": [0] * 29 + [1] * 200, "q": [0] * 29 + [1] * 150 + [0] * 50})
    drawn = Survey(data)
    assert (drawn.crosstab("q", "a").letters == "").all(axis=None)
    assert drawn.crosstab("q", "a", minimum_base=20).letters.loc[1].tolist() == ["", "", "A"]
    assert (drawn.crosstab("q", "a", minimum_base=20, letters=False).letters == "").all(axis=None)
    assert (drawn.crosstab("q", "a", percent="row", minimum_base=1).letters == "").all(axis=None)


def test_columns_are_lettered_across_banners_and_tested_within():
    found = DESIGNS["strata"].crosstab("b", ["a", "e"])
    assert found.letter_names.tolist() == ["", *"ABCDEF"]
    assert not "".join(found.letters["e"].to_numpy().ravel()).strip("DEFdef")
    assert letter_names(54)[24:29] == ["Y", "Z", "A′", "B′", "C′"]
    assert letter_names(54)[-1] == "B″"[0] + "′′"


def test_bases():
    wide = DESIGNS["strata"].crosstab("b", ["a", "e"]).wide()
    n = wide.loc["Unweighted base"]
    assert n["a"].tolist() == DATA["a"].value_counts().sort_index().tolist()
    assert n["e"].sum() == DATA["e"].notna().sum() < n[("Total", "Total")] == 240
    weighted = DATA.groupby("e")["weight"].sum()
    assert wide.loc["Weighted base", "e"].tolist() == weighted.tolist()
    beside = DESIGNS["strata"].crosstab("b", "e", percent="row").wide()
    answered = DATA[DATA["e"].notna()]
    assert beside[("e", "Unweighted base")].tolist() == [
        *answered["b"].value_counts().sort_index(),
        len(answered),
    ]
    total = DESIGNS["strata"].crosstab("b", "e", percent="total").wide()
    assert total.loc["Unweighted base", ("e", "Total")] == len(answered)
    assert total.loc["Weighted base", ("e", "Total")] == answered["weight"].sum()


def test_missing_as_a_level():
    found = DESIGNS["strata"].crosstab("b", "e", missing="category")
    assert found.wide().columns[-1] == ("e", "(no answer)")
    assert found.wide().loc["Unweighted base", "e"].sum() == 240
    assert found.test().n == 240
    with pytest.raises(DataError, match="column 'e' has no answer in 15 rows"):
        DESIGNS["strata"].crosstab("b", "e", missing="fail")


def test_tests_of_every_table():
    drawn = DESIGNS["strata"]
    found = drawn.crosstab("b", "a")
    assert repr(found.test("adjWald")) == repr(drawn.chi_square("b", "a", method="adjWald"))
    many = drawn.crosstab("b", ["a", "e"], by="young")
    tests = many.tests()
    assert tests[["young", "banner"]].to_numpy().tolist() == [
        [False, "a"], [False, "e"], [True, "a"], [True, "e"],
    ]  # fmt: skip
    assert tests["p_value"].iloc[2] == drawn.chi_square("b", "a", where="young").p_value
    with pytest.raises(ArgumentError, match=r"there are 4 tables to test; tests\(\) lists them"):
        many.test()
    with pytest.raises(ArgumentError, match="there are 0 tables"):
        drawn.crosstab("b").test()


def test_other_frames():
    ours = Survey(pl.from_pandas(DATA), **STRATA).crosstab("b", ["a", "e"])
    theirs = DESIGNS["strata"].crosstab("b", ["a", "e"])
    assert np.allclose(ours.table["estimate"], theirs.table["estimate"])
    assert (ours.table["letters"] == theirs.table["letters"]).all()


def test_a_level_may_be_called_total():
    data = pd.DataFrame({"q": ["Total", "x"] * 20, "a": ["Total", "Total", "x", "y"] * 10})
    for percent in ("column", "row", "total"):
        found = Survey(data).crosstab("q", "a", percent=percent)
        assert len(found.wide()) >= 2
        assert repr(found)
    assert Survey(data).crosstab("q", "a").letter_names.tolist() == ["", "A", "B", "C"]


def test_reads_as_a_printed_table():
    data = pd.DataFrame(
        {"vote": ["yes", "no", "no", "no", "yes"] * 40, "age": ["old", "young"] * 100}
    )
    data.loc[data.index % 10 == 1, "vote"] = "<other>"
    found = Survey(data).crosstab("vote", "age", nets={"said": ["yes", "no"]})
    assert isinstance(found, Crosstab)
    table, _, order = repr(found).rpartition("\n")
    assert order.startswith("age: answers stand in the order of ")
    assert (
        table
        == """\
                Total    age         \n\
                Total  young      old
                         (A)      (B)
vote                                 \n\
<other>           10%  20% B    0%‡  \n\
no                50%  40%      60% A
yes               40%  40%      40%  \n\
said              90%  80%    100%‡ A
Unweighted base   200  100      100  \n\
Column percents, linearised variance; 200 respondents; equal weights; how respondents were drawn \
was not told; intervals model a random draw.
Letters: significantly higher than that column at 95%, small letters at 90%; not adjusted; \
columns of fewer than 30 not tested.
‡: nobody or everybody: no variance can be estimated; review before publishing (NCHS)."""
    )
    html = found._repr_html_()
    assert "&lt;other&gt;" in html
    assert "<br>Letters: " in html
    assert found.wide().loc["said"].tolist() == [90.0, 80.0, 100.0]


@pytest.mark.parametrize("effect", [True, "replace", "kish"])
def test_design_effects_are_those_of_proportion(effect):
    drawn = DESIGNS["strata"]
    table = drawn.crosstab("b", "e", design_effect=effect)
    theirs = drawn.proportion("b", by="e", design_effect=effect).table
    ours = cells(table, banner="e").assign(e=lambda d: d["column"].astype(object).astype(float))
    assert ours["deff"].notna().any()
    order = ["e", "category"]
    pd.testing.assert_series_equal(
        ours.sort_values(order, ignore_index=True)["deff"],
        theirs.sort_values(order, ignore_index=True)["deff"],
    )


def test_refusals_say_what_to_do():
    drawn = DESIGNS["strata"]

    def refused(match, *args, **options):
        with pytest.raises(ArgumentError, match=match):
            drawn.crosstab(*args, **options)

    refused("'color' is no option; expected by, where", "b", "a", color="red")
    refused("percent is 'cells'; expected one of column, row, total", "b", "a", percent="cells")
    refused("percent='row' needs columns; name a column", "b", percent="row")
    refused("columns names 'a' twice; name each column once", "b", ["a", "a"])
    refused("letters is 'yes'; expected True, False, a confidence level", "b", "a", letters="yes")
    refused("second_level is 0.99, above confidence_level 0.95", "b", "a", letters=(0.95, 0.99))
    refused("adjust is 'sidak'; expected one of holm", "b", "a", adjust="sidak")
    refused("the net 'top' adds up 7, which nobody could answer; choose from 0", "b", "a",
            nets={"top": [7]})  # fmt: skip
    refused("the net 'top' adds up nothing; choose from 0", "b", "a", nets={"top": []})
    refused("variable 'z' is no column of the data", "z", "a")
    refused("variable 'z' is no column of the data", "a", "z")
    with pytest.raises(ArgumentError, match="the net 'x' is called like another row; choose a new"):
        Survey(pd.DataFrame({"q": ["x", "y"], "a": [1, 2]})).crosstab("q", "a", nets={"x": ["y"]})
    named = Survey(DATA.rename(columns={"young": "banner"}))
    with pytest.raises(ArgumentError, match="by names 'banner', as a column of every crosstab is"):
        named.crosstab("b", "a", by="banner")


BANNERS = {"Age": "age3", "Race": "race2", "Children": "kids", "Orientation": "orientation"}


def test_reproduces_a_published_crosstab(shared):
    """All 1,680 printed percents of the WNYC/FiveThirtyEight masculinity survey of 2018."""
    folder = shared / "real" / "masculinity2018"
    if not folder.exists():
        pytest.skip("no published crosstab in ../shared")
    printed = pd.read_csv(folder / "masculinity_published_vs_micro.csv")
    data = pd.read_csv(folder / "raw-responses.csv")
    survey = Survey(data, weights="weight")
    tables = [
        survey.crosstab(name, list(BANNERS.values()), letters=False).table.assign(variable=name)
        for name in printed["variable"].unique()
    ]
    ours = pd.concat([t.astype({"category": str, "column": str}) for t in tables])
    ours["option"] = ours["category"].str.replace("?", "'")
    printed["column"] = printed["banner_level"].replace("All", "Total")
    printed["option"] = printed["option"].str.replace("?", "'")
    printed["banner"] = printed["banner"].map(BANNERS).fillna("Total")
    both = printed.merge(ours, on=["variable", "option", "banner", "column"])
    assert len(both) == len(printed) == 1680
    assert (both["n"] == both["base_n"]).all()
    assert np.allclose(100 * both["estimate"], both["pct_micro"], atol=5.1e-5)
    text = both["estimate"].map(percent_text).str.replace("<1%", "0%")
    assert (text == both["pct_published"]).sum() == 1680


def test_agrees_with_r_on_the_published_survey(shared):
    folder = shared / "real" / "masculinity2018"
    if not folder.exists():
        pytest.skip("no published crosstab in ../shared")
    text = (folder / "expected.json").read_text(encoding="utf-8")
    theirs = pd.DataFrame(json.loads(text)["expected"])
    survey = Survey(pd.read_csv(folder / "raw-responses.csv"), weights="weight")
    shares = theirs[theirs["ci_method"].fillna("").str.startswith("wald")]
    for stat, rows in shares.groupby("stat"):
        found = survey.crosstab(stat.removeprefix("proportion:"), "age3", interval="mean").table
        at = pd.MultiIndex.from_frame(found[["column", "category"]].astype(str))
        group = rows["by"].fillna("age3=Total").str.removeprefix("age3=")
        ours = found.set_index(at).loc[list(zip(group, rows["level"], strict=True))]
        assert np.allclose(ours["estimate"], rows["est"], rtol=1e-8)
        assert np.allclose(ours["std_error"].fillna(0), rows["se"], rtol=1e-8)
    test = theirs.set_index("stat").loc["rao_scott_F:q0001*kids"]
    ours = survey.crosstab("q0001", "kids", where=survey.data["kids"].notna()).test()
    assert near(ours.statistic, test["est"])
    assert near(ours.p_value, test["se"])
    ndf, ddf = (float(part.split("=")[1]) for part in test["level"].split(","))
    assert near(ours.df, ndf)
    assert near(ours.df2, ddf)


@pytest.mark.parametrize("percent", ["column", "row", "total", "people", "respondents"])
def test_an_option_of_nobody_is_no_column(percent):
    data = pd.DataFrame({"q": [*"aab"] * 20, "x": [1, 0] * 30, "y": 0, "z": [0, 1] * 30})
    survey = Survey(data, sets={"chosen": ["x", "y", "z"]})
    options = {"percent": percent, "column_nets": {"chosen": {"y or z": ["y", "z"], "only": ["y"]}}}
    found = survey.crosstab("q", "chosen", **options).table
    heads = found.loc[found["banner"] == "chosen", "column"].astype(str)
    assert list(dict.fromkeys(heads))[:3] == ["x", "z", "y or z"]
    assert not {"y", "only"} & set(heads)


def test_an_identifier_is_no_banner(monkeypatch):
    frame = pd.DataFrame({"q": ["yes", "no"] * 20, "id": [f"R{row}" for row in range(40)]})
    monkeypatch.setattr("topline.survey.crosstab.make._MOST_COLUMNS", 30)
    with pytest.raises(ArgumentError, match=r"the banner has 4\d columns, 40 of them of 'id'"):
        Survey(frame).crosstab("q", "id")


def test_more_pairs_than_anybody_reads_are_refused_before_they_are_made():
    rng = np.random.default_rng(11)
    frame = pd.DataFrame({name: rng.integers(0, 150, 9_000).astype(str) for name in "ab"})
    with pytest.raises(ArgumentError, match=r"compares 1,676,250 pairs of columns; at most"):
        Survey(frame).crosstab("a", "b")
    few = Survey(frame).crosstab("a", "b", letters=False)
    assert len(few.estimates) == 150 * 151


def test_a_table_of_thousands_of_cells_has_the_covariance_of_its_parts():
    """Of a sparse table it is filled some columns at a time."""
    rng = np.random.default_rng(12)
    frame = pd.DataFrame({"a": rng.integers(0, 60, 6_000).astype(str)})
    frame["b"] = rng.integers(0, 60, 6_000).astype(str)
    whole = Survey(frame).crosstab("a", "b").estimates
    of_some = Survey(frame).crosstab("a", "b", where="b == '7' or b == '8'").estimates
    keys = ["category", "banner", "column"]
    place = whole.table.reset_index().set_index(keys)["index"]
    rows = [tuple(row) for row in of_some.table[keys].astype(str).to_numpy()]
    own = [k for k, row in enumerate(rows) if row[2] in ("7", "8")]
    at = [place[rows[k]] for k in own]
    np.testing.assert_allclose(
        whole.covariance.block(at), of_some.covariance.block(own), rtol=1e-9, atol=1e-14
    )


def test_what_was_published_as_higher_has_a_letter(shared):
    """NCHS Data Brief 92 (Carroll, Kit & Lacher, April 2012), on NHANES 2009–2010.

    "An estimated 13.4% of adults aged 20 and over had high total cholesterol […] The percentage
    with high total cholesterol was higher in women", age-adjusted; R's svystandardize has the
    population. Its letters are footnotes of figures; no banner table with letters has microdata
    that may be had.
    """
    data = pd.read_csv(shared / "reference" / "microdata" / "nhanes.csv")
    data = data[data["agecat"] != "(0,19]"].assign(
        psu=data["SDMVSTRA"].astype(str) + " " + data["SDMVPSU"].astype(str),
        sex=data["RIAGENDR"].map({1: "men", 2: "women"}),
        high=data["HI_CHOL"].map({0: "no", 1: "yes"}),
    )
    adults = Survey(data, weights="WTMEC2YR", strata="SDMVSTRA", clusters="psu")
    people = {"(19,39]": 77670, "(39,59]": 72816, "(59,Inf]": 45364}
    high = {"high": "HI_CHOL == 1"}
    share = adults.proportion(high, by="agecat").standardise("agecat", people).table
    assert round(float(share["estimate"].iloc[0]), 3) == 0.134
    by_sex = adults.proportion(high, by=["sex", "agecat"]).standardise("agecat", people)
    row = by_sex.compare().table.iloc[0]
    assert row["label"] == "men − women"
    assert row["estimate"] < 0
    assert row["p_value"] < 0.05
    # not adjusted for age it holds as well: women have the letter of men
    letters = adults.crosstab("high", "sex").letters.loc["yes"]
    assert letters.tolist() == ["", "", "A"]
