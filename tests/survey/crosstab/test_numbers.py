"""Rows of numbers in crosstabs, bands, nets of columns and what is tested."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import topline
from topline import ArgumentError, Survey

HERE = Path(__file__).resolve().parents[2]
SHARED = HERE.parents[1] / "shared" / "reference" / "microdata"
R = pd.read_csv(HERE / "reference" / "crosstab_r.csv", comment="#", dtype={"column": str})


def drawn(case):
    if case == "example":
        data = topline.load_example_survey()
        survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
        return survey, "years_experience", "region"
    path = SHARED / {"api": "apistrat.csv", "nhanes": "nhanes.csv"}[case]
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    data = pd.read_csv(path)
    if case == "api":
        return Survey(data, weights="pw", strata="stype", fpc="fpc"), "api00", "awards"
    survey = Survey(data, weights="WTMEC2YR", strata="SDMVSTRA", clusters="SDMVPSU", nest=True)
    return survey, "HI_CHOL", "race"


@pytest.fixture(scope="module", params=["example", "api", "nhanes"])
def case(request):
    survey, rows, columns = drawn(request.param)
    want = R[R["case"] == request.param].set_index(["statistic", "column"])["value"]
    options = {"shares": False, "statistics": ["mean", "standard_error", "median"]}
    return survey, rows, columns, options, want


def values(table, row):
    own = table.table[table.table["category"].astype(str) == row]
    return dict(zip(own["column"].astype(str), own["estimate"], strict=True))


def test_numbers_are_those_of_r(case):
    survey, rows, columns, options, want = case
    table = survey.crosstab(rows, columns, **options)
    for row, statistic in (("Mean", "mean"), ("Standard error", "se"), ("Median", "median")):
        found = values(table, row)
        for column, value in want[statistic].items():
            assert found[column] == pytest.approx(value, rel=1e-8), (row, column)


def test_differences_are_those_of_r(case):
    survey, rows, columns, options, want = case
    for compare, statistic in (("columns", "difference_se"), ("total", "less_total"),
                               ("rest", "less_rest")):  # fmt: skip
        table = survey.crosstab(rows, columns, **options, compare=compare, minimum_base=0)
        found = table.comparisons()
        found = found[found["category"].astype(str) == "Mean"]
        names = found["column"].astype(str)
        if compare == "columns":
            keys = [
                "|".join(sorted(pair))
                for pair in zip(names, found["other"].astype(str), strict=True)
            ]
        else:
            keys = names
            gaps = dict(zip(keys, found["difference"], strict=True))
            for column, value in want[statistic].items():
                assert gaps[column] == pytest.approx(value, rel=1e-8)
        errors = dict(zip(keys, found["std_error"], strict=True))
        wanted = want[statistic if compare == "columns" else f"{statistic}_se"]
        assert len(wanted)
        for column, value in wanted.items():
            assert errors[column] == pytest.approx(value, rel=1e-8), (compare, column)


@pytest.fixture(scope="module")
def survey():
    return drawn("example")[0]


@pytest.mark.quick
def test_numbers_of_columns_are_those_of_their_own_methods(survey):
    names = ["mean", "median", "standard_deviation", "total"]
    table = survey.crosstab("years_experience", "role", shares=False, statistics=names)
    assert table.printed().notes[0].startswith("Statistics by column, ")
    found = table.table[table.table["banner"] == "role"]
    for label, name in zip(["Mean", "Median", "Standard deviation", "Sum"], names, strict=True):
        ours = found[found["category"].astype(str) == label]
        theirs = getattr(survey, name)("years_experience", by="role").table
        same = ["estimate", "std_error", "ci_low", "ci_high", "df", "n"]
        left, right = (t[same].astype(float).reset_index(drop=True) for t in (ours, theirs))
        pd.testing.assert_frame_equal(left, right, rtol=1e-9)


def test_the_covariance_of_medians_is_that_of_their_own(survey):
    table = survey.crosstab(
        "years_experience", "region", shares=False, statistics=["mean", "median"]
    )
    rows = np.flatnonzero(
        (table.table["banner"] == "region") & (table.table["category"].astype(str) == "Median")
    )
    theirs = survey.median("years_experience", by="region").covariance
    assert np.allclose(table.estimates.covariance.block(rows), np.asarray(theirs), rtol=1e-9)


@pytest.mark.parametrize("kind", ["linear", "replicates"])
def test_scores_are_means_of_numbers(kind):
    data = topline.load_example_survey()
    data["points"] = data["importance"].cat.codes.where(lambda c: c >= 0).astype(float) + 1
    design = (
        {"strata": "stratum", "clusters": "cluster"}
        if kind == "linear"
        else {"replicate_weights": "rep", "replicate_method": "bootstrap"}
    )
    drawn = Survey(data, weights="weight", **design)
    table = drawn.crosstab("importance", "role", scores="order").table
    ours = table[(table["category"].astype(str) == "Mean score") & (table["banner"] == "role")]
    theirs = drawn.mean("points", by="role").table
    for name in ("estimate", "std_error", "df", "n"):
        assert np.allclose(ours[name].astype(float), theirs[name].astype(float), rtol=1e-9)


@pytest.mark.quick
def test_nets_beside_boxes_add_up_their_own_answers():
    """And those of the boxes that they name."""
    answers = pd.Categorical([*"aabbbcccde"] * 40, [*"abcde"], ordered=True)
    nets = {
        "one": ["a"], "two": ["a", "b"], "three": ["Top 2", "c"], "all": ["three", "Bottom 2"],
    }  # fmt: skip
    survey = Survey(pd.DataFrame({"q": answers}))
    shares = survey.crosstab("q", boxes=2, nets=nets).wide()[("Total", "Total")]
    assert shares[["Bottom 2", "Top 2", *nets]].tolist() == [50, 20, 20, 50, 50, 100]
    alone = survey.crosstab("q", nets={"net ab": ["a", "b"]}).table.iloc[-1]
    beside = survey.crosstab("q", boxes=2, nets={"net ab": ["a", "b"]}).table.iloc[-1]
    assert beside["std_error"] == alone["std_error"]


def test_net_promoters_are_a_difference_of_shares():
    rng = np.random.default_rng(4)
    score = rng.integers(0, 11, 300)
    data = pd.DataFrame({"q": score, "g": rng.choice(["a", "b"], 300)})
    table = Survey(data).crosstab("q", "g", statistics="nps")
    found = values(table, "Net promoter score")
    for group in "ab":
        own = score[data["g"] == group]
        assert found[group] == pytest.approx(100 * ((own >= 9).mean() - (own <= 6).mean()))
    with pytest.raises(ArgumentError, match="answers from 0 to 10"):
        Survey(data).crosstab("g", statistics="nps")


def test_several_answers_have_a_mean_number():
    rng = np.random.default_rng(5)
    ticks = pd.DataFrame(rng.integers(0, 2, (200, 3)), columns=["a", "b", "c"])
    data = ticks.assign(g=rng.choice(["x", "y"], 200), w=1 + rng.random(200))
    survey = Survey(data, weights="w")
    table = survey.crosstab(["a", "b", "c"], "g", statistics="answers", nets={"Any": ["a", "b"]})
    found = values(table, "Mean number of answers")
    data["number"] = ticks.sum(axis=1)
    theirs = Survey(data, weights="w").mean("number", by="g").table
    assert found["x"] == pytest.approx(theirs["estimate"].iloc[0])
    ours = table.table[table.table["category"].astype(str) == "Mean number of answers"]
    assert ours["std_error"].iloc[1] == pytest.approx(theirs["std_error"].iloc[0])


def test_bands_begin_at_their_edges(survey):
    data = pd.DataFrame({"x": [-1.0, 0, 4.9, 5, 10, 30, np.nan], "g": list("aabbabb")})
    table = Survey(data).crosstab("x", "g", bands=[0, 5, 10])
    total = table.wide()[("Total", "Total")]
    assert total.index[:4].astype(str).tolist() == [
        "under 0", "0 to under 5", "5 to under 10", "10 and more",
    ]  # fmt: skip
    assert np.allclose(total.iloc[:4], [100 / 6, 200 / 6, 100 / 6, 200 / 6])
    by = survey.crosstab("role", "years_experience", bands={"years_experience": [5, 10]})
    assert by.wide().shape[1] == 4
    with pytest.raises(ArgumentError, match="ascending numbers"):
        Survey(data).crosstab("x", bands=[5, 0])


def test_columns_nest_and_add_up(survey):
    nested = survey.crosstab("importance", [("role", "gender")]).table
    theirs = survey.proportion("importance", by=["role", "gender"]).table
    own = nested[nested["column"].astype(str) == "applicant / man"]
    want = theirs[(theirs["role"] == "applicant") & (theirs["gender"] == "man")]
    assert np.allclose(own["std_error"], want["std_error"])
    net = survey.crosstab(
        "importance", "region", column_nets={"region": {"East": ["Northeast", "South"]}}
    ).table
    east = survey.where("region in ['Northeast', 'South']").proportion("importance").table
    found = net[net["column"].astype(str) == "East"]
    assert np.allclose(found["estimate"], east["estimate"])
    assert np.allclose(found["std_error"], east["std_error"])
    printed = survey.crosstab("importance", [("role", "gender")]).printed()
    assert [(c.group, c.head) for c in printed.columns][1] == ("recruiter", "woman")


def test_rows_are_chosen_and_sorted(survey):
    table = survey.crosstab(
        "channel", "role", nets={"written": ["email", "letter"], "all": ["written", "phone"]},
        sort="descending", fixed=["none"], hide=["phone"],
    )  # fmt: skip
    assert list(table.wide().index[:4]) == ["all", "written", "email", "letter"]
    shares = table.wide()[("Total", "Total")]
    everyone = survey.crosstab("channel").wide()[("Total", "Total")]
    assert shares["all"] == pytest.approx(everyone[["email", "letter", "phone"]].sum())
    kept = survey.crosstab("channel", keep=["none", "email"])
    assert list(kept.table["category"].cat.categories) == ["none", "email"]
    with pytest.raises(ArgumentError, match="keep names 'fax', which is no row"):
        survey.crosstab("channel", keep=["fax"])


def test_tests_of_one_side_halve_and_three_levels_have_signs(survey):
    two = survey.crosstab("importance", "role").comparisons()
    one = survey.crosstab("importance", "role", tail="one-sided").comparisons()
    assert np.allclose(one["p_value"], two["p_value"] / 2)
    small = two["p_value"].min()
    table = survey.crosstab("importance", "role", letters=(1 - 1.01 * small, 0.9, 0.5))
    assert "B+" in table.letters.to_numpy() or "A+" in table.letters.to_numpy()
    pairs = survey.crosstab("importance", "gender", compare=[("man", "woman")]).comparisons()
    assert set(pairs["column"]) | set(pairs["other"]) == {"man", "woman"}


def test_adjusting_a_table_is_stricter_than_a_row(survey):
    row = survey.crosstab("importance", "region", adjust="bonferroni").comparisons()
    table = survey.crosstab(
        "importance", "region", adjust="bonferroni", family="table"
    ).comparisons()
    tested = row["p_value"].notna()
    assert np.allclose(
        table["p_adjusted"][tested], np.minimum(1, row["p_value"][tested] * tested.sum())
    )
    assert (table["p_adjusted"][tested] >= row["p_adjusted"][tested] - 1e-15).all()


def test_the_wave_before_counts_who_is_in_both():
    rng = np.random.default_rng(6)
    person = np.tile(np.arange(150), 2)
    leaning = rng.random(150)
    yes = np.where(rng.random(300) < np.tile(leaning, 2), "yes", "no")
    data = pd.DataFrame({"q": yes, "wave": np.repeat([1, 2], 150), "id": person})
    panel = Survey(data, clusters="id").crosstab("q", by="wave", compare="previous")
    found = panel.comparisons()
    assert found["wave"].astype(int).tolist() == [2, 2]
    theirs = Survey(data, clusters="id").proportion("q", by="wave").compare("wave").table
    assert found["std_error"].iloc[0] == pytest.approx(theirs["std_error"].iloc[0])
    assert found["p_value"].iloc[0] == pytest.approx(theirs["p_value"].iloc[0])
    # other respondents: variances add up
    first, second = (Survey(data[data["wave"] == wave]) for wave in (1, 2))
    apart = second.crosstab("q", compare="previous", previous=first.crosstab("q"))
    errors = [each.proportion("q").table["std_error"].iloc[0] for each in (first, second)]
    assert apart.comparisons()["std_error"].iloc[0] == pytest.approx(np.hypot(*errors))


def test_counts_and_bases():
    data = pd.DataFrame({"q": ["a", "b", "a", None], "g": ["x", "x", "y", "y"], "w": [1, 2, 3, 4]})
    survey = Survey(data, weights="w")
    people = survey.crosstab("q", "g", percent="people").wide()
    assert people.loc["a"].tolist() == [4, 1, 3]
    counted = survey.crosstab("q", "g", percent="respondents", bases=["n", "n_effective"])
    assert counted.wide().loc["a"].tolist() == [2, 1, 1]
    assert counted.wide().loc["Effective base"].iloc[0] == pytest.approx(36 / 14)


@pytest.mark.parametrize("by", [None, "region"])
def test_effective_bases_of_rows_are_of_their_weights(by):
    data = topline.load_example_survey()
    data["gender"] = data["gender"].where(data.index % 7 > 0)
    survey = Survey(data, weights="weight")
    rows, nets = ["yes", "no", "either"], {"either": ["yes", "no"]}
    table = survey.crosstab(
        "prefers_note", ["role", "gender"], percent="row", nets=nets, keep=rows[::-1], by=by,
        bases=["n", "n_weighted", "n_effective"],
    ).wide()  # fmt: skip
    kept = {"yes": ["yes"], "no": ["no"], "either": ["yes", "no"]}
    kept["Total"] = data["prefers_note"].dropna().unique().tolist()
    assert [key[-1] if by else key for key in table.index[:4]] == [*rows[::-1], "Total"]
    for key, line in table.iterrows():
        own = data[data["prefers_note"].isin(kept[key[-1] if by else key])]
        own = own if by is None else own[own["region"] == key[0]]
        for banner in ("role", "gender"):
            w = own.loc[own[banner].notna(), "weight"]
            assert line[(banner, "Unweighted base")] == len(w)
            assert line[(banner, "Weighted base")] == pytest.approx(w.sum())
            assert line[(banner, "Effective base")] == pytest.approx(w.sum() ** 2 / (w**2).sum())


def test_small_numbers_are_hidden_and_cannot_be_worked_out():
    rng = np.random.default_rng(7)
    data = pd.DataFrame({
        "q": rng.choice(["a", "b", "c"], 400, p=[0.5, 0.45, 0.05]),
        "g": rng.choice(["x", "y", "z"], 400, p=[0.6, 0.37, 0.03]),
    })  # fmt: skip
    hidden = Survey(data).crosstab("q", "g", percent="respondents", hide_below=10, round_counts=5)
    table = hidden.table
    gone = table["estimate"].isna()
    true = data.groupby(["q", "g"]).size()
    for at in np.flatnonzero(~gone & (table["banner"] == "g")):
        key = (str(table["category"][at]), str(table["column"][at]))
        assert true.get(key, 0) == table["estimate"][at]
        assert true.get(key, 0) >= 10 or true.get(key, 0) == 0
    inside = table[table["banner"] == "g"].astype({"category": str, "column": str})
    count = true.reindex(pd.MultiIndex.from_frame(inside[["category", "column"]]), fill_value=0)
    # of nobody nothing is told but that there is nobody
    somebody = inside[inside["estimate"].isna() & (count > 0).to_numpy()]
    # beside each stands another in its row; in its column that may be the base
    number = inside.groupby("category")["estimate"].agg(lambda e: e.isna().sum())
    assert (number[somebody["category"]] != 1).all()
    printed = hidden.printed()
    words = [cell.text for row in printed.rows for cell in row.cells]
    # the base of four, and of those beside whom it could be worked out
    bases = hidden.wide().loc["Unweighted base"]
    assert bases.isna().tolist() == [False, False, True, True]
    assert table["n"].isna().tolist() == 3 * [False, False, True, True]
    assert words.count("×") == gone.sum() + 2
    numbers = [cell.value for row in printed.rows for cell in row.cells if cell.value is not None]
    assert all(number % 5 == 0 for number in numbers)
    laid_out = hidden.wide().to_numpy()
    assert (laid_out[np.isfinite(laid_out)] % 5 == 0).all()
    hidden_of = f"{gone.sum() + 2} of {len(table) + 4} numbers hidden"
    assert any(hidden_of in note for note in printed.notes)
    shares = Survey(data).crosstab("q", "g", hide_below=30)
    assert np.isnan(shares.wide()[("g", "z")].iloc[:3]).all()


PARTS = {"either": ["a", "b"], "xy": ["x", "y"]}


def told_small_cells(table, data):
    """Small cells and bases that all shown ones tell, over all respondents can be; how many are.

    Each cell is a sum of respondents of each kind. Nobody is of a kind inside a cell of nobody.
    """
    names = ["q", "g", "h", "s"]
    kinds = pd.DataFrame(list(product(*(sorted(data[name].unique()) for name in names))))
    kinds.columns = names
    number = data.groupby(names).size().reindex(pd.MultiIndex.from_frame(kinds), fill_value=0)
    frame = table.table
    lines = []
    for row in frame.astype({"category": str, "banner": str, "column": str}).to_dict("records"):
        inside = kinds["q"].isin(PARTS.get(row["category"], [row["category"]]))
        if row["banner"] != "Total":
            pairs = zip(row["banner"].split(" / "), row["column"].split(" / "), strict=True)
            for name, label in pairs:
                inside &= kinds[name].isin(PARTS.get(label, [label]))
        if "s" in row:
            inside &= kinds["s"] == row["s"]
        lines.append(inside.to_numpy(dtype=float))
    lines = np.array(lines)
    plain = ~frame["category"].astype(str).isin(PARTS)
    labels = [name for name in ("s", "banner", "column") if name in frame]
    column = frame.groupby(labels, observed=True, sort=False).ngroup().to_numpy()
    bases = np.array([lines[(column == c) & plain].sum(axis=0) for c in range(column.max() + 1)])
    baseless = frame["n"].isna().groupby(column).first().to_numpy()
    lines = np.vstack([lines, bases])
    hidden = np.concatenate([frame["estimate"].isna().to_numpy(), baseless])
    count, base = lines @ number.to_numpy(), bases @ number.to_numpy()
    base = np.concatenate([base[column], base])
    small = np.flatnonzero((count > 0) & ((count < 10) | (base < 10)))
    assert hidden[small].all()
    nobody = lines[~hidden & (count == 0)].any(axis=0)
    shown = lines[~hidden][:, ~nobody]
    rank = np.linalg.matrix_rank(shown)
    own = [np.linalg.matrix_rank(np.vstack([shown, lines[k, ~nobody]])) for k in small]
    return sum(found == rank for found in own), len(small)


BANNERS = (["g"], ["g", "h"], ["g", ("g", "h")], [("g", "h"), ("h", "g")], [("g", "h"), ("g", "s")])


@pytest.mark.parametrize("more", [
    {}, {"nets": {"either": ["a", "b"]}}, {"column_nets": {"g": {"xy": ["x", "y"]}}}, {"by": "s"},
], ids=str)  # fmt: skip
def test_no_sum_of_shown_cells_tells_a_small_one(more):
    """By brute force: totals, nets, nested and crossed banners, and all of them together."""
    rng = np.random.default_rng(len(str(more)))
    tried = 0
    for banner in BANNERS:
        if ("column_nets" in more and "g" not in banner) or ("by" in more and "s" in str(banner)):
            continue
        n = int(rng.integers(150, 500))
        columns = {"q": "abcd", "g": "xyz", "h": "mw", "s": "ST"}
        data = pd.DataFrame({
            name: rng.choice(list(own), n, p=rng.dirichlet(np.full(len(own), 1.5)))
            for name, own in columns.items()
        })  # fmt: skip
        options = {"percent": "respondents", "hide_below": 10, **more}
        told, small = told_small_cells(Survey(data).crosstab("q", banner, **options), data)
        assert told == 0
        tried += small
    assert tried > 5


def test_people_whom_few_respondents_stand_for_are_hidden():
    """Three respondents of a weight of 1,000 are 3,000 people, and no more than three."""
    data = pd.DataFrame({
        "q": ["a"] * 60 + ["b"] * 40,
        "g": (["x"] * 30 + ["y"] * 30) + (["x"] * 3 + ["y"] * 37),
        "w": 1000.0,
    })  # fmt: skip
    table = Survey(data, weights="w").crosstab("q", "g", percent="people", hide_below=10)
    hidden = table.table.set_index(["category", "column"])["estimate"].isna()
    # 3,000 people; what their column and their row have beside them
    assert hidden.loc[[("b", "x"), ("b", "y"), ("a", "x")]].all()
    assert set(table.table.loc[hidden.to_numpy(), "reasons"]) == {"protected"}
    words = [cell.text for row in table.printed().rows[:2] for cell in row.cells]
    assert words == ["60,000", "×", "×", "40,000", "×", "×"]


def told_small_shares(table, data, percent):
    """How many shares of few respondents the shown ones tell, times their bases, which all are."""
    names = ["q", "g", "h", "s"]
    kinds = pd.DataFrame(list(product(*(sorted(data[name].unique()) for name in names))))
    kinds.columns = names
    number = data.groupby(names).size().reindex(pd.MultiIndex.from_frame(kinds), fill_value=0)
    counts, bases = [], []
    frame = table.table.astype({"category": str, "banner": str, "column": str})
    for row in frame.to_dict("records"):
        answer, column = np.ones((2, len(kinds)), dtype=bool)
        if row["category"] != "Total":
            answer = kinds["q"].isin(PARTS.get(row["category"], [row["category"]])).to_numpy()
        if row["banner"] != "Total":
            pairs = zip(row["banner"].split(" / "), row["column"].split(" / "), strict=True)
            for name, label in pairs:
                column &= kinds[name].isin(PARTS.get(label, [label])).to_numpy()
        counts.append(answer & column)
        bases.append(column if percent == "column" else answer)
    counts, bases = np.array(counts, dtype=float), np.array(bases, dtype=float)
    hidden = frame["estimate"].isna().to_numpy()
    count, base = counts @ number.to_numpy(), bases @ number.to_numpy()
    assert hidden[base < 10].all()
    nobody = counts[~hidden & (count == 0)].any(axis=0)
    shown = np.vstack([counts[~hidden], bases])[:, ~nobody]
    rank = np.linalg.matrix_rank(shown)
    small = np.flatnonzero((base < 10) & (count > 0))
    own = [np.linalg.matrix_rank(np.vstack([shown, counts[k, ~nobody]])) for k in small]
    return sum(found == rank for found in own), len(small)


@pytest.mark.parametrize("percent", ["column", "row"])
@pytest.mark.parametrize("more", [
    {}, {"nets": {"either": ["a", "b"]}}, {"column_nets": {"g": {"xy": ["x", "y"]}}},
], ids=str)  # fmt: skip
def test_no_share_times_its_base_tells_one_of_few_respondents(more, percent):
    tried = 0
    for seed, banner in product(range(4), BANNERS):
        if "column_nets" in more and "g" not in banner:
            continue
        rng = np.random.default_rng(seed)
        columns = {"q": "abcd", "g": "xyz", "h": "mw", "s": "ST"}
        data = pd.DataFrame({
            name: rng.choice(list(own), 200, p=rng.dirichlet(np.full(len(own), 1.5)))
            for name, own in columns.items()
        })  # fmt: skip
        table = Survey(data).crosstab("q", banner, percent=percent, hide_below=10, **more)
        told, small = told_small_shares(table, data, percent)
        assert told == 0
        tried += small
    assert tried > 3


def test_a_column_hidden_beside_another_shows_no_mean():
    """Fewer have a score than have an answer; the mean of who is hidden could be told by it."""
    rng = np.random.default_rng(4)
    data = pd.DataFrame({
        "q": rng.choice(["1", "2", "none"], 300, p=[0.3, 0.3, 0.4]),
        "g": np.repeat(["x", "y", "z"], [8, 40, 252]),
    })  # fmt: skip
    found = Survey(data).crosstab("q", "g", scores={"1": 1, "2": 2}, hide_below=10)
    hidden = found.wide().isna()
    assert hidden[("g", "x")].iloc[:4].all()
    assert hidden[("g", "y")].iloc[:4].all()
    assert not hidden[("g", "z")].any()
    assert not hidden[("Total", "Total")].any()


def test_notes_round_respondents_as_the_table_does():
    data = pd.DataFrame({
        "q": ["a"] * 61 + ["b"] * 41 + [None] * 4, "g": ["x", "y"] * 51 + [None] * 4,
    })  # fmt: skip
    rounded = Survey(data).crosstab("q", "g", percent="respondents", round_counts=5)
    words = " ".join(rounded.printed().notes)
    assert "105 respondents" in words
    assert "5 respondents without an answer to q are left out" in words
    assert "106" not in words
    options = {"one": "q == 'a'", "two": "g == 'x'"}
    data["g"] = data["g"].where(data.index != 0)
    several = Survey(data).crosstab(options, percent="respondents", round_counts=50)
    assert "differ" not in " ".join(several.printed().notes)
    several = Survey(data).crosstab(options, percent="respondents")
    assert "one 102, two 101" in " ".join(several.printed().notes)


@pytest.mark.quick
def test_an_arrow_stands_at_the_cell_and_never_at_what_it_is_compared_with():
    """A column below the total has ▼; the total, or the wave before, has nothing of it."""
    answers = [("y", 160), ("n", 40), ("y", 40), ("n", 160), ("y", 100), ("n", 100)]
    data = pd.DataFrame({
        "q": [answer for answer, times in answers for _ in range(times)],
        "g": np.repeat(["a", "b", "c"], 200),
    })  # fmt: skip
    for compare in ("total", "rest"):
        letters = Survey(data).crosstab("q", "g", compare=compare).letters
        assert letters.loc["y"].tolist() == ["", "▲", "▼", ""]
        assert letters.loc["n"].tolist() == ["", "▼", "▲", ""]
    waves = data.assign(wave=[1, 2, 3] * 200)
    higher = (waves["wave"] == 2) & (waves.index % 5 > 0)
    waves["q"] = np.where(higher | ((waves["wave"] != 2) & (waves.index % 5 == 0)), "y", "n")
    found = Survey(waves).crosstab("q", by="wave", compare="previous")
    assert found.letters.loc[([1, 2, 3], "y"), :].to_numpy().ravel().tolist() == ["", "▲", "▼"]


def test_the_wave_before_is_of_the_same_country():
    """by=["country", "wave"]: the last column is the wave."""
    rng = np.random.default_rng(6)
    data = pd.DataFrame({
        "q": rng.choice(["y", "n"], 900), "country": rng.choice(["A", "B", "C"], 900),
        "wave": rng.choice([1, 2, 3], 900),
    })  # fmt: skip
    data = data[(data["country"] != "B") | (data["wave"] != 2)]
    found = Survey(data).crosstab("q", by=["country", "wave"], compare="previous").comparisons()
    found = found[found["category"].astype(str) == "y"].set_index(["country", "wave"])
    share = (data["q"] == "y").groupby([data["country"], data["wave"]]).mean()
    before = {("A", 2): 1, ("A", 3): 2, ("B", 3): 1, ("C", 2): 1, ("C", 3): 2}
    assert set(found.index) == set(before)
    for (country, wave), other in before.items():
        gap = share[country, wave] - share[country, other]
        assert found.loc[(country, wave), "difference"] == pytest.approx(gap)


def test_a_wave_before_of_row_percents_is_refused(survey):
    before = survey.crosstab("importance", "role", percent="row")
    with pytest.raises(ArgumentError, match="previous is of row percents; expected a crosstab of"):
        survey.crosstab("importance", "role", compare="previous", previous=before)


def test_a_note_tells_hollow_arrows(survey):
    for letters, words in (
        (0.95, "the total, of which the column is a part at 95%;"),
        ((0.95, 0.9), "a part at 95%, △ ▽ at 90%;"),
        ((0.99, 0.95, 0.9), "a part at 99%; 95%, △ ▽ at 90%;"),
    ):
        table = survey.crosstab("importance", "role", compare="total", letters=letters)
        assert any(words in note for note in table.printed().notes)


def test_pairs_of_a_column_of_nobody_are_left_out():
    data = pd.DataFrame({"q": ["a", "b"] * 80, "g": np.repeat(["x", "y", "z", "w"], 40)})
    data.loc[data["g"] == "x", "q"] = None
    pairs = [("x", "y"), ("y", "z")]
    compared = Survey(data).crosstab("q", "g", compare=pairs).comparisons()
    assert set(zip(compared["column"], compared["other"], strict=True)) == {("y", "z")}
    with pytest.raises(
        ArgumentError, match=r"compare names 'v', which is no column; .* w, x, y, z"
    ):
        Survey(data).crosstab("q", "g", compare=[("x", "v")])


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"statistics": "mode"}, "statistics is 'mode'; expected one of mean"),
        ({"statistics": ["mean"], "percent": "row"}, "leave one out"),
        ({"shares": False}, "no statistics are named"),
        ({"compare": "nothing"}, "compare is 'nothing'"),
        ({"compare": "previous"}, "no time before to compare with; name the column of waves by"),
        ({"compare": "previous", "previous": "w1"}, "previous is 'w1'; expected a crosstab"),
        ({"compare": "total", "previous": "w1"}, "compare is 'total'; expected"),
        ({"compare": [("recruiter", "recruiter")]}, "a pair of 'recruiter' with itself"),
        ({"tail": "left"}, "tail is 'left'"),
        ({"sort": "up"}, "sort is 'up'"),
        ({"column_nets": {"age": {"all": ["18-24"]}}}, "nets of 'age', which is no banner"),
        ({"column_nets": ["all"]}, r"column_nets is \['all'\]; expected nets by the banner's name"),
        ({"keep": []}, "keep names no rows"),
        ({"hide_below": -1}, "hide_below is -1"),
        ({"bases": ["m"]}, "bases is 'm'"),
        ({"boxes": 9}, "boxes is 9"),
    ],
)
def test_refusals_name_the_argument(survey, options, match):
    with pytest.raises(ArgumentError, match=match):
        survey.crosstab("importance", "role", **options)


def test_no_digit_tells_of_a_base_that_is_rounded():
    """4 of 13 is 0.3077, which is of no other number below 26."""
    answers = ["yes"] * 4 + ["no"] * 9 + ["yes"] * 30 + ["no"] * 57 + ["yes"]
    data = pd.DataFrame(
        {"q": answers, "g": ["few"] * 13 + ["many"] * 88, "x": np.arange(101.0) / 7}
    )
    survey = Survey(data)
    options = {"round_counts": 5, "statistics": None}
    table = survey.crosstab("q", "g", **options).printed()
    (row,) = [row for row in table.rows if row.labels == ("yes",)]
    assert [cell.value for cell in row.cells] == [0.35, 0.31, 0.35]
    assert {round(end, 2) for cell in row.cells for end in (cell.low, cell.high)} == {
        end for cell in row.cells for end in (cell.low, cell.high)
    }
    assert row.cells[1].text.startswith("31%")
    finer = survey.crosstab("q", "g", **options).printed(decimals=1)
    assert {0.308, 0.692} == {line.cells[1].value for line in finer.rows if not line.base}
    means = survey.crosstab("x", "g", shares=False, statistics="mean", round_counts=5).printed()
    for cell in means.rows[0].cells:
        assert cell.value == float(cell.text)
    rare = Survey(pd.DataFrame({"q": ["yes"] + ["no"] * 400}))
    star = rare.crosstab("q", round_counts=5).printed().rows
    assert [cell.text for row in star for cell in row.cells if cell.value is None] == ["*"]
    plain = survey.crosstab("q", "g").printed()
    assert any(
        cell.value == pytest.approx(4 / 13, rel=1e-15) for r in plain.rows for cell in r.cells
    )


def test_scores_that_are_all_the_same_have_no_error_of_nothing():
    """Detractors of all grades have the score −100: nobody's variance, and no letter of it."""
    rng = np.random.default_rng(5)
    data = pd.DataFrame(
        {"likely": rng.integers(0, 7, 300), "g": rng.choice(["f", "m", "x"], 300)}
    ).assign(w=rng.uniform(1, 3, 300))
    table = Survey(data, weights="w").crosstab("likely", "g", statistics=["nps"])
    nps = table.table[table.table["category"].astype(str) == "Net promoter score"]
    assert nps["estimate"].tolist() == pytest.approx([-100.0] * 4)
    assert nps["std_error"].isna().all()
    assert (nps["letters"] == "").all()
    tested = table.comparisons()
    assert (
        tested.loc[tested["category"].astype(str) == "Net promoter score", "p_value"].isna().all()
    )
