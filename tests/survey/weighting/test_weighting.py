"""What holds of any weighting, and where it says that it cannot be done."""

import pickle
import tracemalloc

import numpy as np
import pandas as pd
import pytest

import topline

TARGETS = {
    "gender": {"woman": 0.52, "man": 0.46, "non-binary": 0.02},
    "age_group": {"18-24": 0.29, "25-34": 0.33, "35-49": 0.25, "50+": 0.13},
}


@pytest.fixture(scope="module")
def drawn():
    return topline.Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )


@pytest.fixture(scope="module")
def raked(drawn):
    return drawn.rake(TARGETS)


def in_percent(targets):
    return {
        name: {answer: 100 * share for answer, share in own.items()}
        for name, own in targets.items()
    }


def test_percents_say_what_weights_add_up_to(drawn, raked):
    percents = drawn.rake(in_percent(TARGETS))
    assert percents.weights.sum() == pytest.approx(100)
    assert "Weights add up to 100" in percents.weighting.sentence
    kept = drawn.rake(in_percent(TARGETS), total="weights")
    for other in (raked, kept, percents.normalise(to="n")):
        assert "add up to 100" not in other.weighting.sentence


def test_percents_of_groups_leave_groups_their_sizes(drawn):
    roles = drawn.data["role"]
    sizes = pd.Series(drawn.weights).groupby(roles, observed=True).sum()
    shares = dict.fromkeys(sizes.index, TARGETS)
    percents = {role: in_percent(TARGETS) for role in sizes.index}
    one, other = drawn.rake(shares, by="role"), drawn.rake(percents, by="role")
    assert np.allclose(one.weights, other.weights, rtol=1e-12)
    after = pd.Series(other.weights).groupby(roles, observed=True).sum()
    assert np.allclose(after, sizes, rtol=1e-9)
    # one group of 100 people beside a larger one is counted
    counted = drawn.rake(percents | {"recruiter": {"gender": {"woman": 300, "man": 150,
                                     "non-binary": 9}}}, by="role")  # fmt: skip
    assert counted.weights.sum() == pytest.approx(559)


@pytest.mark.quick
@pytest.mark.parametrize("name", TARGETS)
def test_margins_are_met_and_vary_no_more(raked, name):
    table = raked.proportion(name).table.set_index("category")
    for answer, share in TARGETS[name].items():
        assert table.loc[answer, "estimate"] == pytest.approx(share, rel=1e-9)
        assert table.loc[answer, "std_error"] == 0


def test_replicates_are_raked_one_by_one(drawn, raked):
    replicated = drawn.to_replicates("jkn").rake(TARGETS)
    assert replicated.proportion("gender").table["std_error"].max() == 0
    linear = raked.proportion("prefers_note").table["std_error"].to_numpy()
    jackknife = replicated.proportion("prefers_note").table["std_error"].to_numpy()
    assert jackknife == pytest.approx(linear, rel=0.03)
    # made before or after the raking, they are the same
    after = raked.to_replicates("jkn")
    assert np.allclose(after.replicate_weights[:], replicated.replicate_weights[:], rtol=1e-9)


def test_weights_do_not_depend_on_replicates(drawn, raked):
    replicated = drawn.to_replicates("bootstrap", replicates=20, rng=1).rake(TARGETS)
    assert np.allclose(replicated.weights, raked.weights, rtol=1e-12)


def test_raking_twice_is_raking_once(raked):
    again = raked.rake(TARGETS)
    assert np.allclose(again.weights, raked.weights, rtol=1e-9)
    once = raked.proportion("prefers_note").table["std_error"]
    assert again.proportion("prefers_note").table["std_error"].to_numpy() == pytest.approx(
        once.to_numpy(), rel=1e-3
    )


def test_one_margin_is_post_stratification(drawn):
    one = {"age_group": TARGETS["age_group"]}
    ours, other = drawn.rake(one), drawn.post_stratify(one)
    assert np.allclose(ours.weights, other.weights, rtol=1e-12)
    assert other.weighting.steps[0].words == "post-stratified by age_group"


def test_raking_is_calibration_by_its_distance(drawn):
    counts = {
        name: {answer: share * 100_000 for answer, share in own.items()}
        for name, own in TARGETS.items()
    }
    ours, other = drawn.rake(counts), drawn.calibrate(counts, distance="raking")
    assert np.allclose(ours.weights, other.weights, rtol=1e-8)
    for survey in (ours, other):
        assert survey.total("gender").table["std_error"].max() == 0
    errors = [s.mean("years_experience").table["std_error"][0] for s in (ours, other)]
    assert errors[0] == pytest.approx(errors[1], rel=1e-8)


def test_every_way_of_asking_knows_of_it(raked):
    by = raked.proportion("prefers_note", by="role").table
    own = by[by["role"] == "recruiter"]["std_error"].to_numpy()
    where = raked.proportion("prefers_note", where="role == 'recruiter'").table["std_error"]
    assert where.to_numpy() == pytest.approx(own, rel=1e-9)
    table = raked.crosstab("prefers_note", "role").estimates.table
    cells = table[table["column"] == "recruiter"]["std_error"].to_numpy()
    assert cells == pytest.approx(own, rel=1e-9)


def test_a_total_of_a_number_is_met(drawn):
    data = drawn.data
    known = data["years_experience"].notna()
    survey = topline.Survey(data[known], weights="weight", strata="stratum", clusters="cluster")
    found = survey.calibrate({"years_experience": 800_000}, total=100_000)
    total = found.total("years_experience").table
    assert total["estimate"][0] == pytest.approx(800_000, rel=1e-9)
    assert total["std_error"][0] == 0
    ridge = survey.calibrate({"years_experience": 800_000}, cost={"years_experience": 1e-9})
    start = survey.total("years_experience").table["estimate"][0]
    near = ridge.total("years_experience").table["estimate"][0]
    assert min(start, 800_000) < near < max(start, 800_000)
    assert "The largest gap to a target is" in ridge.weighting.sentence


def test_answers_go_by_label_or_code():
    data = pd.DataFrame({"sex": [1, 1, 2, 2, 2], "vote": ["a", "b", "a", "b", "b"]})
    by_code = topline.Survey(data).rake({"sex": {"1": 0.5, 2: 0.5}})
    assert by_code.weights.tolist() == pytest.approx([1.25, 1.25, 5 / 6, 5 / 6, 5 / 6])
    joint = {("sex", "vote"): {(1, "a"): 1, (1, "b"): 1, (2, "a"): 1, (2, "b"): 2}}
    assert topline.Survey(data).post_stratify(joint).weights.tolist() == pytest.approx([1] * 5)


def test_a_file_of_targets_says_the_same(tmp_path, drawn, raked):
    table = tmp_path / "targets.csv"
    rows = [
        f"{name},{answer},{share * 100:g}%"
        for name, own in TARGETS.items()
        for answer, share in own.items()
    ]
    table.write_text("\n".join(["variable,category,target", *rows]))
    other = tmp_path / "targets.toml"
    other.write_text(
        "\n".join(
            f"[{name}]\n" + "\n".join(f'"{answer}" = {share}' for answer, share in own.items())
            for name, own in TARGETS.items()
        )
    )
    for path, total in ((table, "weights"), (other, None)):
        found = drawn.rake(topline.read_targets(path), total=total)
        assert np.allclose(found.weights, raked.weights, rtol=1e-9)


def test_targets_of_another_survey(drawn):
    targets = topline.targets_from(drawn, ["gender", ("role", "age_group")], by=None)
    small = topline.Survey(topline.load_example_survey())
    found = small.rake(targets)
    theirs = drawn.total("age_group", by="role").table["estimate"]
    assert found.total("age_group", by="role").table["estimate"].to_numpy() == pytest.approx(
        theirs.to_numpy(), rel=1e-9
    )


def test_the_record_tells_what_was_done(raked):
    record = raked.weighting
    assert "raked to gender, age_group" in record.sentence
    step = record.steps[0]
    assert step.targets["after"].to_numpy() == pytest.approx(step.targets["target"].to_numpy())
    assert step.design_effect > 1
    assert step.n_effective < len(raked)
    assert "raked to gender, age_group" in repr(raked)
    assert pickle.loads(pickle.dumps(raked)).weighting == record


def test_steps_are_printed_rounded_and_a_gap_that_is_none_has_no_place(raked):
    record = raked.weighting
    assert record.table["gap"].iloc[0] < 1e-6
    for printed in (repr(record), record._repr_html_()):
        assert "e-" not in printed
        assert record.table["gap_at"].iloc[0] not in printed
        assert f"{record.table['g_max'].iloc[0]:.3g}" in printed


def test_balance_is_told_before_and_after(drawn, raked):
    table = raked.balance().set_index(["variable", "category"])
    assert table["after_points"].abs().max() == pytest.approx(0, abs=1e-8)
    before = drawn.proportion("gender").table.set_index("category")["estimate"]
    row = table.loc[("gender", "woman")]
    assert row["before"] == pytest.approx(before["woman"])
    assert row["before_points"] == pytest.approx(100 * (before["woman"] - 0.52))
    assert row["before_standardised"] == pytest.approx(
        (before["woman"] - 0.52) / 0.52**0.5 / 0.48**0.5
    )
    region = topline.load_example_targets().only(["region"])
    other = raked.balance(region)
    ours = raked.proportion("region").table.set_index("category")["estimate"]
    assert other["after"].tolist() == pytest.approx([ours[one] for one in other["category"]])
    with pytest.raises(topline.ArgumentError, match="targets="):
        drawn.balance()


def test_weights_are_written_beside_the_data(tmp_path, raked):
    found = raked.weighted_data("w")
    topline.write_survey(found, tmp_path / "weighted.sav")
    again = topline.read_survey(tmp_path / "weighted.sav")
    assert again.data["w"].to_numpy() == pytest.approx(np.asarray(raked.weights))
    assert again.codebook.variables["w"].label == "Weight: raked to gender, age_group"
    with pytest.raises(topline.ArgumentError, match="already"):
        raked.weighted_data("weight")


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"gender": {"woman": 0.5, "man": 0.5}}, "non-binary"),
        ({"gendre": {"woman": 1.0}}, "gendre"),
        ({"gender": 0.5}, "gender"),
        ({}, "targets"),
        ({"prefers_note": {"yes": 0.6, "no": 0.1, "no difference": 0.3}}, "missing"),
    ],
)
def test_what_cannot_be_met_is_refused(drawn, targets, words):
    with pytest.raises(topline.ToplineError, match=words):
        drawn.rake(targets)


def test_a_change_of_unit_changes_no_share(raked):
    for after in (raked.normalise(), raked.normalise(5000), raked.trim(1e6)):
        assert after.proportion("gender").table["std_error"].max() == 0
        ours, theirs = (s.proportion("prefers_note").table for s in (after, raked))
        assert ours["std_error"].to_numpy() == pytest.approx(theirs["std_error"].to_numpy())
    assert raked.normalise().weights.sum() == pytest.approx(len(raked))


def test_trimming_keeps_the_total_and_the_edge(drawn):
    trimmed = drawn.trim(2, rule="median")
    assert trimmed.weights.sum() == pytest.approx(drawn.weights.sum())
    assert trimmed.weights.max() <= 2 * np.median(drawn.weights) * (1 + 1e-12)
    assert trimmed.weighting.steps[0].trimmed > 0


def test_trimming_may_keep_the_targets(drawn, raked):
    edge = 1.5 * np.median(raked.weights)
    plain, kept = (raked.trim(1.5, rule="median", keep_margins=keep) for keep in (False, True))
    assert kept.weights.max() <= edge * (1 + 1e-12)
    gaps = [abs(one.balance()["after_points"]).max() for one in (plain, kept)]
    assert gaps[0] > 1e-3
    assert gaps[1] < 1e-8
    # the nearest to those before: within the edge their logarithms follow the margins
    inside = np.asarray(kept.weights) < edge * (1 - 1e-9)
    assert 0 < inside.sum() < len(inside)
    x = pd.get_dummies(drawn.data[list(TARGETS)].astype(str)).to_numpy(float)[inside]
    moved = np.log(np.asarray(kept.weights) / np.asarray(raked.weights))[inside]
    assert np.abs(x @ np.linalg.lstsq(x, moved, rcond=None)[0] - moved).max() < 1e-8
    assert kept.proportion("gender").table["std_error"].max() < 1e-12
    assert kept.weighting.steps[-1].kind == "trim"
    same = raked.normalise().trim(1.5, rule="median", keep_margins=True)
    assert same.weights == pytest.approx(kept.weights * len(drawn) / kept.weights.sum())
    with pytest.raises(topline.ArgumentError, match="there are none; use rake"):
        drawn.trim(2, rule="median", keep_margins=True)
    with pytest.raises(topline.ArgumentError, match="give one of them"):
        raked.trim(2, rule="median", by="role", keep_margins=True)


def test_respondents_carry_who_did_not_answer():
    data = pd.DataFrame(
        {
            "weight": [2.0, 2.0, 4.0, 4.0, 3.0, 3.0],
            "region": ["n", "n", "n", "s", "s", "s"],
            "status": ["respondent", "nonrespondent", "respondent"] * 2,
            "y": [1.0, np.nan, 3.0, 2.0, np.nan, 5.0],
        }
    )
    drawn = topline.Survey(data, weights="weight")
    found = drawn.adjust_nonresponse("status", "region")
    assert found.weights.tolist() == pytest.approx([8 / 3, 0, 16 / 3, 40 / 7, 0, 30 / 7])
    replicated = drawn.to_replicates("jk1").adjust_nonresponse("status", "region")
    whole = drawn.to_replicates("jk1")
    # each replicate keeps the weight of each class, carried by those of it who answered
    for ours, theirs in zip(
        replicated.replicate_weights[:].T, whole.replicate_weights[:].T, strict=True
    ):
        assert ours[:3].sum() == pytest.approx(theirs[:3].sum())
    assert found.weighting.sentence.startswith("Weights were adjusted for nonresponse")


def test_design_effects_are_those_of_plain_columns(drawn, raked):
    table = raked.weighting_effects(["years_experience", "channel"])
    years = np.asarray(drawn.data["years_experience"], dtype=float)
    known = ~np.isnan(years)
    after, base = np.asarray(raked.weights)[known], np.asarray(drawn.weights)[known]
    row = table.iloc[0]
    assert (row["outcome"], row["category"], row["n"]) == ("years_experience", None, known.sum())
    assert row["kish"] == pytest.approx(topline.kish_design_effect(after))
    assert row["spencer"] == pytest.approx(
        topline.spencer_design_effect(years[known], 1 / base, after)
    )
    margins = pd.get_dummies(drawn.data[["gender", "age_group"]], dtype=float).to_numpy()[known]
    assert row["henry_valliant"] == pytest.approx(
        topline.henry_valliant_design_effect(years[known], margins, after)
    )
    assert table["category"].tolist()[1:] == ["email", "letter", "phone", "none"]
    # what a margin explains costs nothing; nothing explains what weights were not brought to
    assert raked.weighting_effects("gender")["henry_valliant"].max() < 1e-9
    assert drawn.weighting_effects("channel")["henry_valliant"].isna().all()
    part = raked.where("role == 'recruiter'").weighting_effects("prefers_note")
    assert part["n"].max() < 450


def test_a_record_tells_its_outcome_and_fills_what_a_survey_discloses(drawn, raked):
    said = raked.weighting.sentence
    assert said.startswith("Weights were raked to gender, age_group. All 7 targets are met. ")
    assert "design effect of weighting (Kish) is 1.16" in said
    german = " ".join(map(topline.GERMAN.again, raked.weighting.outcomes))
    assert "1,16" in german
    assert "1.16" not in german
    found = raked.trim(2, rule="mean").weighting
    assert "were trimmed then, so that targets may be met no longer" in found.sentence
    assert found._repr_html_().startswith("<p>Weights were raked")
    capped = drawn.rake({"gender": {"woman": 52, "man": 46, "non-binary": 2}}, cap=4)
    assert capped.weighting.disclosed == {
        "weighted": True,
        "weight_vars": ["gender"],
        "method": "Weights were raked to gender.",
        "trimming": "cap of 4 times the mean weight",
    }
    assert drawn.weighting.disclosed == {}
    record = topline.Disclosure({"sponsor": "x", "trimming": "at 4"}, "plan.toml")
    filled = record.filled(capped.weighting.disclosed)
    assert (filled.get("trimming"), filled.get("weight_vars")) == ("at 4", ["gender"])
    with pytest.raises(topline.ArgumentError, match=r"plan\.toml says weighted = false"):
        topline.Disclosure({"weighted": False}, "plan.toml").filled({"weighted": True})
    with pytest.raises(topline.ArgumentError, match="expected a mapping"):
        record.filled(5)


def test_an_identifier_among_the_targets_is_refused_before_its_matrix_is_laid_out():
    rows = np.arange(6_000)
    survey = topline.Survey(pd.DataFrame({"id": rows, "half": rows % 2}))
    each = {"id": dict.fromkeys(range(6_000), 1)}
    for ask, targets in (
        (survey.post_stratify, each),
        (survey.rake, {**each, "half": {0: 3_000, 1: 3_000}}),
        (survey.calibrate, each),
    ):
        tracemalloc.start()
        with pytest.raises(
            topline.ArgumentError, match=r"totals in all; expected at most 5,000.*together"
        ):
            ask(targets, total=6_000)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
        tracemalloc.stop()
