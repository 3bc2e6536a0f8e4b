"""Weights on the command line: written, or estimated with at once."""

import json

import pandas as pd
import pytest

import topline
from tests.conftest import REPOSITORY

EXAMPLE = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}
TARGETS = REPOSITORY / "data" / "example_survey" / "targets.csv"
MARGINS = ("gender", "age_group")


@pytest.fixture(scope="module")
def drawn():
    return topline.Survey(topline.load_example_survey(), **EXAMPLE)


@pytest.fixture(scope="module")
def raked(drawn):
    return drawn.rake(topline.load_example_targets().only(MARGINS), cap=5)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("planned") / "answers.parquet"
    topline.write_survey(topline.load_example_survey(), path)
    return path


def numbers(rows):
    """Estimates by answer, in one list."""
    table = pd.DataFrame(rows).assign(category=lambda own: own["category"].astype(str))
    table = table.sort_values("category")
    return table[["estimate", "std_error", "ci_low", "ci_high"]].to_numpy(float).ravel()


PLAN = """
data = "answers.parquet"
questions = ["channel"]

[design]
weights = "weight"
strata = "stratum"
clusters = "cluster"

[weighting]
targets = "{targets}"
rake = ["gender", "age_group"]
cap = 5
"""


def test_every_way_to_weight_and_estimate_gives_one_number(raked, drawn, file, run):
    usual = numbers(raked.proportion("channel").table)
    options = {"rake": list(MARGINS), "cap": 5}
    for targets in (TARGETS, topline.read_targets(TARGETS), topline.read_targets(TARGETS).table):
        weighted = drawn.weight(targets, **options)
        assert numbers(weighted.proportion("channel").table) == pytest.approx(usual, rel=1e-12)
    plan = file.parent / "plan.toml"
    plan.write_text(PLAN.format(targets=TARGETS.as_posix()), encoding="utf-8")
    read = topline.read_report_plan(plan)
    assert numbers(read.survey().proportion("channel").table) == pytest.approx(usual, rel=1e-12)
    page = topline.write_survey_report(read.survey(), ["channel"], file.parent / "report")
    csv = pd.read_csv(page.parent / "figures" / "question-1.csv", comment="#")
    assert numbers(csv) == pytest.approx(usual, rel=1e-12)
    line = ["--targets", TARGETS, "--rake", "gender,age_group", "--cap", "5", "--format", "json"]
    design = ["--weights", "weight", "--strata", "stratum", "--clusters", "cluster"]
    code, out, _ = run("estimate", file, "--proportion", "channel", *design, *line)
    found = json.loads(out)
    assert code == 0
    assert found["weighting"].startswith("Weights were raked to gender, age_group")
    assert numbers(found["estimates"]) == pytest.approx(usual, rel=1e-12)


def test_a_weighted_file_has_the_estimates_and_not_their_errors(raked, file, run):
    out = file.parent / "weighted.parquet"
    line = ["--targets", TARGETS, "--rake", "gender,age_group", "--cap", "5", "--out", out]
    design = ["--weights", "weight", "--strata", "stratum", "--clusters", "cluster"]
    code, said, _ = run("weight", file, *line, *design)
    assert code == 0
    assert "A file keeps the weights, and not what they were brought to" in " ".join(said.split())
    again = topline.Survey.read(out, **{**EXAMPLE, "weights": "topline_weight"})
    ours, theirs = (one.proportion("gender").table for one in (raked, again))
    assert theirs["estimate"].tolist() == pytest.approx(ours["estimate"].tolist())
    assert (ours["std_error"] < 1e-9).all()
    assert (theirs["std_error"] > 0.001).all()


@pytest.mark.parametrize("on", ["g", "weight"])
def test_bounds_are_those_of_the_survey(drawn, run, on):
    bounds = (0.9, 1.3) if on == "g" else (60.0, 260.0)
    line = ["--rake", "gender", "--bounds", *map(str, bounds), "--bounds-on", on]
    code, out, _ = run("weight", "--example", *line, "--format", "json")
    found = json.loads(out)
    step = drawn.rake(
        topline.load_example_targets().only(["gender"]), bounds=bounds, bounds_on=on
    ).weighting.steps[-1]
    assert code == 0
    assert [found[name] for name in ("g_min", "g_max", "trimmed")] == pytest.approx(
        [step.g_min, step.g_max, step.trimmed]
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["--rake", "gendr"], "did you mean 'gender'"),
        (["--trim-rule", "mean"], "give --trim"),
        (["--sum-to", "lots"], "expected weights, n, or a number"),
        (["--cap", "0.5"], "cap"),
        (["--bounds", "0.99", "1.01"], "give --bounds around it"),
        (["--bounds-on", "weight"], "give --bounds"),
    ],
)
def test_options_that_cannot_be(run, line, words):
    code, _, said = run("estimate", "--example", "--proportion", "channel", *line)
    assert code != 0
    assert words in said
