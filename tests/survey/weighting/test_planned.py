"""A whole weighting by arguments that a plan or a line of options may hold."""

from pathlib import Path

import pandas as pd
import pytest

import topline

EXAMPLE = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}
TARGETS = Path(__file__).resolve().parents[3] / "data" / "example_survey" / "targets.csv"


@pytest.fixture(scope="module")
def drawn():
    return topline.Survey(topline.load_example_survey(), **EXAMPLE)


@pytest.mark.quick
def test_steps_are_done_in_their_order(drawn):
    found = drawn.weight(
        TARGETS, rake=["gender"], trim=[{"upper": 4, "rule": "median"}], normalise="n"
    )
    assert [step.kind for step in found.weighting.steps] == ["rake", "trim", "normalise"]
    assert found.weights.sum() == pytest.approx(len(drawn))
    cells = {"role:gender": {"applicant:woman": 30, "applicant:man": 25, "applicant:non-binary": 1,
                             "recruiter:woman": 22, "recruiter:man": 20,
                             "recruiter:non-binary": 2}}  # fmt: skip
    targets = topline.Targets.of(
        pd.DataFrame(
            [(name, one, n) for name, own in cells.items() for one, n in own.items()],
            columns=["variable", "category", "target"],
        )
    )
    stratified = drawn.weight(targets, post_stratify=["role × gender"])
    assert stratified.weighting.steps[0].kind == "post_stratify"
    calibrated = drawn.weight({"gender": {"woman": 55, "man": 44, "non-binary": 1}}, calibrate=True)
    assert calibrated.weighting.steps[0].kind == "calibrate"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"targets": TARGETS, "rake": ["gendr"]}, "did you mean 'gender'"),
        ({"rake": ["gender"]}, "rake= is about targets, and there are none"),
        ({"cap": 5, "trim": {"upper": 3}}, "cap= is about targets"),
        ({"targets": TARGETS, "rake": True, "calibrate": True}, "choose one"),
        ({"targets": TARGETS, "calibrate": True, "cap": 3}, "cap is no argument of calibrate"),
        ({"targets": TARGETS, "rake": "gender"}, "expected True, or a list"),
        ({"trim": {"uper": 3}}, "did you mean upper="),
        ({"nonresponse": {"statsu": "x"}}, "did you mean status="),
        ({}, "asks for nothing"),
    ],
)
def test_what_cannot_be_is_refused(drawn, arguments, words):
    with pytest.raises(topline.ArgumentError, match=words):
        drawn.weight(**arguments)


def test_a_plan_holds_targets_of_its_own(tmp_path, drawn):
    path = tmp_path / "plan.toml"
    path.write_text(
        'data = "a.csv"\nquestions = ["channel"]\n[weighting]\nrake = true\ntotal = "n"\n'
        "[weighting.targets.gender]\nwoman = 0.55\nman = 0.44\nnon-binary = 0.01\n",
        encoding="utf-8",
    )
    found = drawn.weight(**topline.read_report_plan(path).weighting)
    assert found.weights.sum() == pytest.approx(len(drawn))
    assert found.proportion("gender").table["std_error"].max() < 1e-9
