"""The synthetic example survey: its bytes, its description, and that its errors are honest."""

import csv
import importlib.util
import json
import re
import subprocess
import sys

import numpy as np
import pytest

from topline import Survey, load_example_survey
from topline.loaders.bundled import data_folder

FOLDER = data_folder() / "example_survey"


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_example_survey", FOLDER / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def people(make):
    return make.population()


@pytest.fixture(scope="module")
def data():
    return load_example_survey()


def fields():
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return package, package["resources"][0]["schema"]["fields"]


def test_making_it_again_gives_the_same_bytes(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", FOLDER / "make.py", tmp_path],
        check=True,
        capture_output=True,
        text=True,
    )
    raw = (FOLDER / "respondents.csv").read_bytes()
    assert (tmp_path / "respondents.csv").read_bytes() == raw
    targets = (FOLDER / "targets.csv").read_bytes()
    assert (tmp_path / "targets.csv").read_bytes() == targets
    assert len(raw) < 350_000
    assert b"\r" not in raw
    assert "recruiters who prefer a note, %: 62.81\n" in done.stdout


def test_its_readme_tells_the_populations_true_values(make, people):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, value in make.truths(people).items():
        assert f"| {name} | {value:,.7g} |" in readme


def test_says_that_it_is_synthetic():
    package, _ = fields()
    assert "synthetic" in package["title"]
    assert package["description"].startswith("SYNTHETIC: nobody was asked.")
    assert "synthetic" in package["keywords"]
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "SYNTHETIC" in readme.splitlines()[0]
    assert "Nobody was asked" in load_example_survey.__doc__


def cell_fits(cell, field):
    limits = field.get("constraints", {})
    if cell == "":
        return not limits.get("required")
    if "enum" in limits and cell not in map(str, limits["enum"]):
        return False
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return False
    if field["type"] == "string":
        return cell == cell.strip()
    digits = r"\d+" if field["type"] == "integer" else r"\d+(\.\d{1,3})?"
    number = re.fullmatch(digits, cell) and float(cell)
    return number is not None and limits.get("minimum", 0) <= number <= limits.get("maximum", 1e9)


def test_every_cell_is_what_its_field_says():
    _, known = fields()
    with (FOLDER / "respondents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        assert list(row) == [field["name"] for field in known]
        for field in known:
            assert cell_fits(row[field["name"]], field), (field["name"], row[field["name"]])
    assert len({row["respondent"] for row in rows}) == len(rows) == 863


def test_its_columns_have_the_types_they_need(data):
    _, known = fields()
    assert list(data) == [field["name"] for field in known]
    ordered = {name for name in data if getattr(data[name].dtype, "ordered", False)}
    assert ordered == {"employer_size", "age_group", "sends_note", "importance"}
    assert list(data["sends_note"].cat.categories) == [
        "never", "rarely", "sometimes", "often", "always"
    ]  # fmt: skip
    assert list(data["importance"].cat.categories)[::4] == [
        "not at all important", "extremely important"
    ]  # fmt: skip
    numbers = ["weight", "share_received", "years_experience", "rep1", "rep40"]
    assert all(data[name].dtype == "float64" for name in numbers)
    assert data["cluster"].dtype == "string"


def test_each_load_is_its_own(data):
    other = load_example_survey()
    other.loc[0, "weight"] = -1
    assert load_example_survey().equals(data)


def test_its_design_is_what_its_readme_says(data):
    assert data.groupby("stratum", observed=True)["cluster"].nunique().tolist() == [8] * 6
    assert (data.groupby("cluster")["stratum"].nunique() == 1).all()
    whole = data["role"].astype(str) + "-" + data["employer_size"].astype(str)
    assert (whole == data["stratum"].astype(str)).all()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    assert set(survey.check()["severity"]) == {"ok"}


def test_only_those_asked_answered(data):
    applicant = data["role"] == "applicant"
    assert data.loc[applicant, ["prefers_note", "share_received"]].isna().all(axis=None)
    assert data.loc[~applicant, "sends_note"].isna().all()
    for name in ("prefers_note", "share_received", "sends_note", "importance", "channel"):
        asked = data[~applicant] if name[:2] in ("pr", "sh") else data
        asked = data[applicant] if name == "sends_note" else asked
        assert 0.01 < asked[name].isna().mean() < 0.15, name
    assert (data.loc[data["sends_note"] == "never", "channel"].dropna() == "none").all()


def test_weights_are_adjusted_for_nonresponse(data):
    replicates = data.filter(regex=r"^rep\d+$")
    assert replicates.shape[1] == 40
    totals = [data["weight"].sum(), *replicates.sum()]
    assert 0.9 < np.mean(totals) / 106_917 < 1.1
    assert (replicates == 0).mean(axis=None) == pytest.approx((7 / 8) ** 7, abs=0.03)
    by_cluster = (replicates > 0).groupby(data["cluster"]).nunique()
    assert (by_cluster == 1).all(axis=None), "a cluster is drawn as a whole"


def questions(survey):
    """Estimates whose truth is known, by name."""
    return {
        "prefer": survey.proportion({"yes": "prefers_note == 'yes'"}, where="role == 'recruiter'"),
        "received": survey.mean("share_received"),
        "years": survey.mean("years_experience"),
    }


def test_replicates_give_nearly_the_same_errors(data):
    linearised = questions(Survey(data, weights="weight", strata="stratum", clusters="cluster"))
    replicated = questions(
        Survey(data, weights="weight", replicate_weights="rep", replicate_method="bootstrap")
    )
    for name, found in linearised.items():
        other = replicated[name].table
        assert other["estimate"][0] == pytest.approx(found.table["estimate"][0], rel=1e-12)
        assert other["std_error"][0] == pytest.approx(found.table["std_error"][0], rel=0.25)


@pytest.fixture(scope="module")
def samples(make, people):
    """Return samples of the population, so many as are asked for."""
    return lambda most: (make.sample(people, np.random.default_rng(k)) for k in range(most))


@pytest.mark.long
def test_intervals_cover_the_truth_as_often_as_they_say(people, samples):
    """Of 100 samples: with the design about 95, and far fewer without."""
    truth = [people["share_received"].mean(), people["years_experience"].mean()]
    right, naive = np.zeros(2), np.zeros(2)
    for drawn in samples(100):
        for design, count in (({"strata": "stratum", "clusters": "cluster"}, right), ({}, naive)):
            survey = Survey(drawn, weights="weight", **design)
            table = survey.mean(["share_received", "years_experience"]).table
            count += (table["ci_low"] <= truth) & (truth <= table["ci_high"])
    assert ((right >= 89) & (right <= 99)).all(), right
    assert naive[0] < 86, "people of one employer are alike"


@pytest.mark.parametrize("number", [25, pytest.param(100, marks=pytest.mark.long)])
def test_weights_total_the_population_on_average(people, samples, number):
    totals = [drawn["weight"].sum() for drawn in samples(number)]
    assert abs(np.mean(totals) - len(people)) < 3 * np.std(totals) / np.sqrt(len(totals))


def test_conditions_on_ordered_answers_work(data):
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    young = survey.where("age_group <= '25-34' and role == 'applicant'").count().table
    mask = (data["age_group"] <= "25-34") & (data["role"] == "applicant")
    assert young["n"][0] == mask.sum()
