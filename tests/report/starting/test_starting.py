"""What could be reported is listed, and a plan of it is read back as it is, and reports."""

import json
import shlex
import tomllib

import pandas as pd
import pytest

import topline
from topline import ArgumentError, DataError, Survey, read_report_plan, reportable_columns

N = 40
HOSTILE = 'a "quoted" name, with = and #\\'
DATA = pd.DataFrame(
    {
        "id": range(N),
        "weight": [1 + at % 3 / 10 for at in range(N)],
        "wave": ["first"] * N,
        "q": ["Yes", "No"] * (N // 2),
        "age": [18 + at % 17 for at in range(N)],
        "mail": [f"p{at}@example.org" for at in range(N)],
        "empty": [None] * N,
        "a": [1, 0] * (N // 2),
        "b": [0, 1, 1, 1] * (N // 4),
        HOSTILE: ["red", "blue\n[design]", 'green"', "x"] * (N // 4),
    }
)
ASKED = ["q", "age", "use", HOSTILE]
WHY_NOT = {
    "id": "it looks like an id: 40 whole numbers that all differ",
    "weight": "it looks like weights, which say how people were drawn",
    "wave": "all answers are the same",
    "mail": "it looks like e-mail addresses",
    "empty": "it holds no answers",
}


def survey():
    return Survey(DATA, sets={"use": ["a", "b"]})


@pytest.mark.quick
def test_every_column_is_a_question_or_says_why_not():
    found = {one.name: one for one in reportable_columns(survey())}
    assert list(found) == ["id", "weight", "wave", "q", "age", "mail", "empty", "use", HOSTILE]
    assert [name for name, one in found.items() if not one.why_not] == ASKED
    for name, why in WHY_NOT.items():
        assert found[name].why_not.startswith(why)
    assert found["q"].kind == "yes or no"
    assert (found["age"].kind, found["age"].answers) == ("number", "18 to 34")
    assert (found["use"].kind, found["use"].answers) == ("several answers", "a, b")
    shown = {one.name for one in reportable_columns(survey(), show_personal=True)
             if not one.why_not}  # fmt: skip
    assert "mail" in shown


@pytest.fixture
def folder(tmp_path, monkeypatch):
    DATA.to_csv(tmp_path / "answers.csv", index=False)
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_strata_and_clusters_beside_replicate_weights_are_no_questions():
    found = {one.name: one for one in reportable_columns(Survey(topline.load_example_survey()))}
    assert not any(found[name].kind for name in ("weight", "rep1", "rep40", "cluster", "stratum"))
    assert found["cluster"].why_not.startswith("it looks like sampled clusters, which say")
    assert found["region"].kind


def test_a_plan_is_read_back_as_it_is_and_reports(folder, run):
    options = ["--sets", "use=a,b", "--weights", "weight", "--label", "q=Is it?"]
    code, said, problems = run(
        "report", "answers.csv", *options, "--plan-template", "plans/plan.toml"
    )
    assert code == 0, problems
    assert said.split() == ["plans/plan.toml"]
    plan = read_report_plan("plans/plan.toml")
    assert plan.data.resolve() == (folder / "answers.csv").resolve()
    assert plan.questions == tuple(ASKED)
    assert plan.design == {"weights": "weight"}
    assert plan.reading == {"sets": {"use": ["a", "b"]}}
    assert plan.labels == {"q": "Is it?"}
    page = topline.write_survey_report(
        Survey.read(plan.data, **plan.reading, **plan.design), plan.questions, "out", **plan.page
    )
    html = page.read_text(encoding="utf-8")
    assert "Is it?" in html
    assert html.count('<figure id="figure-question-') == len(ASKED)
    # what is proposed can be had by taking away its "#"
    text = (folder / "plans" / "plan.toml").read_text(encoding="utf-8")
    proposed = [line[2:] for line in text.splitlines() if " = " in line and line[0] == "#"]
    for line in proposed:
        assert len(tomllib.loads(line)) == 1
    assert any(line.startswith("lang") for line in proposed)
    keys = {next(iter(tomllib.loads(line))) for line in proposed}
    assert {"where", "df", "style", "size", "lang", "banner"} <= keys


@pytest.mark.quick
def test_no_plan_is_written_over_and_none_of_nothing(folder):
    (folder / "plan.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"plan.toml is there, and may be somebody's work"):
        topline.write_plan_template(survey(), "answers.csv", "plan.toml")
    with pytest.raises(ArgumentError, match=r"\.toml"):
        topline.write_plan_template(survey(), "answers.csv", "plan.txt")
    ids = Survey(DATA[["id", "mail"]])
    with pytest.raises(DataError, match=r"no column of answers\.csv could be reported: 'id': it"):
        topline.write_plan_template(ids, "answers.csv", "other.toml")
    assert (folder / "plan.toml").read_text(encoding="utf-8") == "mine"
    assert not (folder / "other.toml").exists()


@pytest.mark.usefixtures("folder")
def test_without_questions_the_columns_are_listed_with_the_command_that_reports_them(run):
    code, said, problems = run("report", "answers.csv", "--sets", "use=a,b", width=200)
    assert (code, problems) == (2, "")
    *_, heading, command = said.strip().splitlines()
    assert heading == "The report:"
    assert command.startswith("topline report answers.csv --sets use=a,b --questions 'q,age,use,")
    assert "--weights weight" in said
    for why in WHY_NOT.values():
        assert why in said


@pytest.mark.usefixtures("folder")
def test_the_command_that_is_told_works(run, tmp_path):
    _, said, _ = run("report", "answers.csv", "--sets", "use=a,b", width=200)
    command = shlex.split(said.strip().splitlines()[-1])
    code, _, problems = run(*command[1:], "--out", tmp_path / "r")
    assert code == 0, problems


def test_a_weighting_stands_in_the_plan_and_is_read_back(folder):
    targets = {"q": {"Yes": 0.6, "No": 0.4}, "a:b": {"0:1": 0.5, "1:0": 0.2, "1:1": 0.3}, "age": 90}
    table = "".join(
        f'"{name}".{json.dumps(one)} = {share}\n' if isinstance(own, dict) else ""
        for name, own in targets.items()
        for one, share in (own.items() if isinstance(own, dict) else [("", 0)])
    )
    (folder / "targets.toml").write_text(f"[targets]\n{table}age = 90\n", encoding="utf-8")
    held = topline.read_targets(folder / "targets.toml")
    for number, given in enumerate((held, folder / "targets.toml")):
        weighting = {"targets": given, "rake": ["q"], "trim": {"upper": 5, "rule": "median"}}
        place = folder / "plans" / f"weighted{number}.toml"
        topline.write_plan_template(survey(), "answers.csv", place, weighting=weighting)
        read = read_report_plan(place).weighting
        assert survey().weight(**read).weights == pytest.approx(
            survey().weight(**weighting).weights
        )
        again = read["targets"]
        again = topline.read_targets(again) if number else again
        assert again.table.equals(held.table)


def test_what_was_typed_stands_in_the_plan_and_in_the_command_to_run(folder, run):
    """A banner, a condition and questions that were typed were left out without a word."""
    (folder / "targets.csv").write_text(
        "variable,category,target\nq,Yes,60\nq,No,40\n", encoding="utf-8"
    )
    typed = [
        "--weights", "weight", "--banner", "q", "--where", "weight > 0", "--title", "A title",
        "--asked", "q=weight < 9", "--df", "design", "--lang", "de",
        "--targets", "targets.csv", "--bounds", "0.1", "9",
    ]  # fmt: skip
    code, said, _ = run("report", "answers.csv", *typed, "--format", "json")
    assert code == 2
    command = shlex.split(json.loads(said)["command"])
    assert command[:3] == ["topline", "report", "answers.csv"]
    for option, *values in (
        ("--weights", "weight"), ("--banner", "q"), ("--where", "weight > 0"),
        ("--title", "A title"), ("--asked", "q=weight < 9"), ("--df", "design"), ("--lang", "de"),
        ("--targets", "targets.csv"), ("--bounds", "0.1", "9.0"),
    ):  # fmt: skip
        at = command.index(option)
        assert command[at + 1 :][: len(values)] == values
    chosen = ["--questions", ",".join(ASKED[1::-1])]
    code, _, problems = run(
        "report", "answers.csv", *typed, *chosen, "--plan-template", "plan.toml"
    )
    assert code == 0, problems
    plan = read_report_plan("plan.toml")
    assert plan.questions == tuple(ASKED[1::-1])
    assert (plan.banner, plan.where, plan.title) == (("q",), "weight > 0", "A title")
    assert (plan.asked, plan.df, plan.lang) == ({"q": "weight < 9"}, "design", "de")
    assert plan.weighting["bounds"] == [0.1, 9.0]
    code, _, problems = run("report", "plan.toml", "--out", "page")
    assert code == 0, problems
    code, _, problems = run("report", "plan.toml", "--plan-template", "other.toml")
    assert code == 2
    assert "plan.toml is a plan; change it as it is" in problems
    for page, words in (
        ({"questions": ["mail"]}, "question 'mail' could not be reported: "),
        ({"questions": ["nothing"]}, "there is no such column"),
        ({"banners": ["q"]}, "page has 'banners', which is none of its options: questions, title"),
        ({"questions": "q"}, "questions is 'q'; expected"),
        ({"asked": "q"}, "asked is 'q'; expected a mapping"),
        ({"df": "mine"}, "df"),
    ):
        with pytest.raises(ArgumentError, match=words):
            topline.write_plan_template(survey(), "answers.csv", "last.toml", page=page)
    assert not (folder / "last.toml").exists()
