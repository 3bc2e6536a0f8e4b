"""Every command that reads microdata takes the same options, and a plan has the same keys."""

import csv
import json
from dataclasses import dataclass, field, fields
from typing import Any

import openpyxl
import pandas as pd
import pytest

import topline
from tests.conftest import command_line
from tests.loaders.files.test_sas import CATALOGUE, DATA
from topline import Survey, cli
from topline.cli.shared.reading import Reading
from topline.report.plan_keys import READING


@dataclass(frozen=True)
class Case:
    """A file that needs an option to be read, and the option in three places."""

    name: str
    content: bytes
    python: dict[str, Any]
    options: list[str]
    plan: str
    question: str = "q"
    design: dict[str, Any] = field(default_factory=dict)


def text(*lines: str) -> bytes:
    return "\n".join([*lines, ""]).encode()


ROWS = [f"{'yes' if k % 3 else 'no'},{k % 4},{1 + k % 2}" for k in range(60)]
CASES = {
    "sheet": Case("a.xlsx", b"", {"sheet": "Wave 2"}, ["--sheet", "Wave 2"], 'sheet = "Wave 2"'),
    "encoding": Case(
        "a.csv",
        "q,w\nŁódź,1\nGdańsk,2\nŁódź,1\nGdańsk,1\n".encode("cp1250"),
        {"encoding": "cp1250"},
        ["--encoding", "cp1250"],
        'encoding = "cp1250"',
    ),
    "delimiter": Case(
        "a.csv",
        text("q^w", "yes^1", "no^2", "yes^3", "no^1"),
        {"delimiter": "^"},
        ["--delimiter", "^"],
        'delimiter = "^"',
    ),
    "header_rows": Case(
        "a.csv",
        text("q,w", "The question,The weight", "x,y", "yes,1", "no,2", "yes,2"),
        {"header_rows": 3},
        ["--header-rows", "3"],
        "header_rows = 3",
    ),
    "missing_codes": Case(
        "a.csv",
        text("q,g,w", *[f"{(10, 20, -99, 9999)[k % 4]},{k % 2},1" for k in range(60)]),
        {"missing_codes": {"q": [-99, 9999]}},
        ["--missing-codes", "q=-99,9999"],
        "[missing_codes]\nq = [-99, 9999]",
    ),
    "missing_words": Case(
        "a.csv",
        text("q,w", *["yes,1", "NA,1", "no,2", "NULL,1"] * 5),
        {"missing_words": False},
        ["--keep-missing-words"],
        "missing_words = false",
    ),
    "sets": Case(
        "a.csv",
        text("x,y,w", *["1,0,1", "0,1,2", "1,1,1", "0,0,1"] * 5),
        {"sets": {"q": ["x", "y"]}},
        ["--sets", "q=x,y"],
        '[sets]\nq = ["x", "y"]',
    ),
    "sets, asked": Case(
        "a.csv",
        text("x,y,g,w", *["1,,1,1", ",1,1,2", "1,1,1,1", ",,1,1", ",,2,1"] * 5),
        {"sets": {"q": {"columns": ["x", "y"], "asked": "g == 1", "blank": "not_chosen"}}},
        ["--sets", "q=x,y", "--set-asked", "q=g == 1", "--set-blank", "q=not_chosen"],
        '[sets.q]\ncolumns = ["x", "y"]\nasked = "g == 1"\nblank = "not_chosen"',
    ),
    "sets, more of one that is found": Case(
        "a.csv",
        text("q_1,q_2,g,w", *["1,,1,1", ",1,1,2", "1,1,1,1", ",,1,1", ",,2,1"] * 5),
        {"sets": {"q": {"asked": "g == 1", "blank": "not_chosen"}}},
        ["--set-asked", "q=g == 1", "--set-blank", "q=not_chosen"],
        '[sets.q]\nasked = "g == 1"\nblank = "not_chosen"',
    ),
    "order": Case(
        "a.csv",
        text("q,w", *["low,1", "high,1", "mid,2", "low,1"] * 5),
        {"order": {"q": ["low", "mid", "high"]}},
        ["--order", "q=low,mid,high"],
        '[order]\nq = ["low", "mid", "high"]',
    ),
    "labels": Case(
        "a.csv",
        text("q,w", *["a,1", "b,2"] * 5),
        {"labels": {"q": "Which, one?"}},
        ["--label", "q=Which, one?"],
        '[labels]\nq = "Which, one?"',
    ),
    "max_gb": Case("a.csv", text("q,g,w", *ROWS), {"max_gb": 2.0}, ["--max-gb", "2"], "max_gb = 2"),
    "preset": Case(
        "a.csv",
        text(
            "q,WTMEC2YR,SDMVSTRA,SDMVPSU", *[f"{r},{k % 5},{k % 2}" for k, r in enumerate(ROWS)]
        ).replace(b"q,WTMEC2YR", b"q,g,WTMEC2YR"),
        {"preset": "nhanes"},
        ["--preset", "nhanes"],
        '[design]\npreset = "nhanes"',
    ),
    "design": Case(
        "a.csv",
        text("q,g,w,s,c", *[f"{r},{k % 3},{k // 3}" for k, r in enumerate(ROWS)]),
        {"weights": "w", "strata": ["s"], "clusters": ["c"], "nest": True},
        ["--weights", "w", "--strata", "s", "--clusters", "c", "--nest"],
        '[design]\nweights = "w"\nstrata = ["s"]\nclusters = ["c"]\nnest = true',
    ),
}


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


@pytest.fixture
def file(case, tmp_path):
    path = tmp_path / case.name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for name, answers in {"Wave 1": ["a", "b", "b"], "Wave 2": ["yes", "yes", "no"]}.items():
            sheet = book.create_sheet(name)
            for row in [("q", "w"), *((answer, 1) for answer in answers * 5)]:
                sheet.append(row)
        del book["Sheet"]
        book.save(path)
    else:
        path.write_bytes(case.content)
    return path


def shares(case, file):
    found = Survey.read(file, **case.python).proportion(case.question).table
    return [(answer(row.category), row.estimate, row.std_error) for row in found.itertuples()]


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


def answer(value):
    return f"{value:g}" if isinstance(value, float) else str(value)


def same(found, expected):
    assert [row[0] for row in found] == [row[0] for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        assert row[1:] == pytest.approx(wanted[1:], rel=1e-9)


def test_every_key_is_tried_and_the_same_everywhere():
    # a catalogue is one more file: below
    keys = {*READING, "labels"} - {"formats"}
    assert keys == {key.partition(",")[0] for key in CASES} - {"preset", "design"}
    assert keys == {*Reading(keep_missing_words=True).arguments()} | {
        name
        for name in vars(Reading())
        if name not in {"keep_missing_words", "set_asked", "set_blank", "formats"}
    }


def test_estimate(run, case, file):
    code, out, err = run("estimate", file, *case.options, "--proportion", "q", "--format", "json")
    assert (code, err) == (0, "")
    rows = json.loads(out)["estimates"]
    same([(str(r["category"]), r["estimate"], r["std_error"]) for r in rows], shares(case, file))


@pytest.mark.parametrize("by_plan", [pytest.param(False, marks=pytest.mark.long), True])
def test_report_and_its_plan(run, case, file, tmp_path, by_plan):
    out = tmp_path / "out"
    plan = tmp_path / "plan.toml"
    plan.write_text(f'data = "{file.name}"\nquestions = ["q"]\n{case.plan}\n', encoding="utf-8")
    asked = [plan] if by_plan else [file, "--questions", "q", *case.options]
    code, _, err = run("report", *asked, "--out", out)
    assert code == 0, err
    with (out / "figures" / "question-1.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [
        (answer(_number(r["category"])), float(r["estimate"]), float(r["std_error"])) for r in rows
    ]
    # a page has its own order: yes before no, the largest of several answers first
    same(sorted(found), sorted(shares(case, file)))
    if "labels" in case.python:
        assert "Which, one?" in (out / "index.html").read_text(encoding="utf-8")


def test_describe_and_check(run, case, file):
    code, out, err = run("describe", file, *case.options, "--format", "json")
    assert (code, err) == (0, "")
    if "preset" not in case.python and CASES["design"] is not case:
        found = json.loads(out)
        expected = Survey.read(file, **case.python)
        assert found["rows"] == len(expected)
        assert [one["name"] for one in found["variables"]] == list(expected.data.columns)
        if "sets" in case.python:
            assert [one["n"] for one in found["multiple_response_sets"]["q"]["options"]] == [10, 10]
        else:
            told = [
                one["label"] or str(one["answer"]) for one in found["variables"][0]["top_answers"]
            ]
            assert told == [answer for answer, *_ in shares(case, file)]
    code, out, err = run("check", file, *case.options, "--format", "json")
    assert (code in (0, 1), err) == (True, "")
    checks = Survey.read(file, **case.python).check()
    assert [one["check"] for one in json.loads(out)["checks"]] == checks["check"].tolist()


@pytest.mark.quick
def test_every_command_of_microdata_has_every_option():
    commands = command_line(cli.app.app).commands
    reads = {
        name: {
            option.opts[0]: (option.metavar, option.help)
            for option in command.params
            if option.rich_help_panel == "How the file is read" or option.opts[0] == "--max-gb"
        }
        for name, command in commands.items()
    }
    # what is no microdata: "read" and "figures" read published ones, others numbers
    others = {name for name, options in reads.items() if "--delimiter" not in options}
    assert others == {"figures", "read", "interval", "compare", "lead", "presets", "plan"}
    (options, *more) = (reads[name] for name in reads if name not in others)
    assert all(one == options for one in more)
    assert len(options) == len(fields(Reading))


def test_a_catalogue_is_named_to_every_command_and_a_plan(run, tmp_path):
    data, labels = tmp_path / "a.sas7bdat", tmp_path / "labels" / "project.sas7bcat"
    labels.parent.mkdir()
    data.write_bytes(DATA)
    labels.write_bytes(CATALOGUE)
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'data = "a.sas7bdat"\nquestions = ["q1"]\nformats = "labels/project.sas7bcat"\n'
    )
    start, out = tmp_path / "start.toml", tmp_path / "out"
    for line in (
        ["estimate", data, "--proportion", "q1", "--formats", labels],
        ["describe", data, "--formats", labels],
        ["report", data, "--questions", "q1", "--formats", labels, "--out", out],
        ["report", plan, "--out", out],
        ["report", data, "--formats", labels, "--plan-template", start],
        ["report", start, "--out", out],
    ):
        (out / "index.html").unlink(missing_ok=True)
        code, told, err = run(*line)
        assert code == 0, err
        page = out / "index.html"
        shown = (page.read_text(encoding="utf-8") if page.exists() else "") + told
        assert "Stimme zu" in shown or start in line, line
    assert 'formats = "labels/project.sas7bcat"' in start.read_text(encoding="utf-8")
    (tmp_path / "a.csv").write_text("q1\n1\n2\n")
    code, _, err = run("estimate", tmp_path / "a.csv", "--proportion", "q1", "--formats", labels)
    assert code == 2
    assert f"--formats {labels} names a catalogue of SAS, and a.csv is delimited" in err


@pytest.mark.parametrize("command", ["model", "tables", "weight"])
def test_commands_that_fit_tabulate_and_weight_read_so(run, tmp_path, command):
    rows = [f"{k % 7}^{'ab'[k % 2]}" for k in range(40)] + ["-99^a", "9999^b"]
    (tmp_path / "a.csv").write_text("\n".join(["inc^g", *rows, ""]), encoding="utf-8")
    (tmp_path / "targets.csv").write_text("margin,level,target\ng,a,0.3\ng,b,0.7\n")
    written = tmp_path / "weighted.csv"
    lines = {
        "model": ["inc ~ g", "--format", "json"],
        "tables": ["--questions", "inc", "--out", tmp_path / "book.html"],
        "weight": ["--targets", tmp_path / "targets.csv", "--rake", "g", "--out", written],
    }
    reading = ["--delimiter", "^", "--missing-codes", "inc=-99,9999", "--label", "inc=Income?"]
    code, out, err = run(command, tmp_path / "a.csv", *lines[command], *reading)
    assert code == 0, err
    if command == "model":
        survey = Survey.read(tmp_path / "a.csv", delimiter="^", missing_codes={"inc": [-99, 9999]})
        found = [row["estimate"] for row in json.loads(out)["estimates"]]
        assert found == pytest.approx(survey.linear("inc ~ g").table["estimate"].tolist())
    elif command == "tables":
        page = (tmp_path / "book.html").read_text(encoding="utf-8")
        assert "Income?" in page
        assert "9999" not in page
    else:
        with written.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert (len(rows), {"inc", "g"} <= {*rows[0]}) == (42, True)


def test_options_go_before_the_plan_column_by_column(run, tmp_path):
    (tmp_path / "a.csv").write_text("q,r\n" + "1,2\n2,3\n99,88\n" * 5, encoding="utf-8")
    (tmp_path / "plan.toml").write_text(
        'data = "a.csv"\nquestions = ["q", "r"]\n[missing_codes]\nr = [88]\n', encoding="utf-8"
    )
    out = tmp_path / "out"
    code, _, err = run("report", tmp_path / "plan.toml", "--missing-codes", "q=99", "--out", out)
    assert code == 0, err
    for number in (1, 2):
        csv_text = (out / "figures" / f"question-{number}.csv").read_text(encoding="utf-8")
        assert len(csv_text.splitlines()) == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["a=1,2", "a=x y", '"b=c"=−9', "d=1.50"], {"a": [1, 2, "x y"], "b=c": [-9], "d": [1.5]}),
        (['q="No, thanks",007'], {"q": ["No, thanks", 7]}),
        (None, None),
    ],
)
@pytest.mark.quick
def test_codes_are_numbers_where_they_are_written_so(given, expected):
    assert Reading(missing_codes=given).arguments().get("missing_codes") == expected


def test_sets_are_columns_or_what_parts_answers_or_none():
    given = ["a=x,y", "b=;", r"c=\n", "d=", "a=z"]
    expected = {"a": ["x", "y", "z"], "b": ";", "c": "\n", "d": False}
    assert Reading(sets=given).arguments() == {"sets": expected}
    assert Reading(sets=["none"]).arguments() == {"sets": False}


@pytest.mark.parametrize("option", ["--missing-codes", "--order", "--sets", "--label"])
@pytest.mark.parametrize("value", ["income", "=1", '""=1'])
def test_what_names_nothing_is_refused_in_words(run, tmp_path, option, value):
    (tmp_path / "a.csv").write_text("q\n1\n2\n", encoding="utf-8")
    code, _, err = run("describe", tmp_path / "a.csv", option, value)
    assert code == 2
    assert "names nothing; expected" in " ".join(err.replace("│", " ").split())


def test_reading_options_without_microdata_are_refused(run):
    code, _, err = run("report", "--missing-codes", "q=9")
    assert code == 2
    assert "--missing-codes is about microdata" in err
    code, _, err = run("check", "63% > 50%", "--n", "400", "--weights", "w")
    assert code == 2
    code, _, err = run("estimate", "--example", "--sheet", "a", "--proportion", "role")
    assert (code, "--example has none" in err) == (2, True)


def test_the_bundled_survey_takes_what_is_declared(run):
    code, out, err = run(
        "estimate", "--example", "--proportion", "role", "--missing-codes", "role=applicant",
        "--format", "json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert [row["category"] for row in json.loads(out)["estimates"]] == ["recruiter"]
    assert topline.load_example_survey()["role"].nunique() == 2


def test_describe_says_the_design_that_it_was_told(run, tmp_path):
    (tmp_path / "a.csv").write_text("q,w,psu\n" + "yes,1,1\nno,2,2\nyes,3,3\nno,1,4\n" * 9)
    code, out, _ = run("describe", tmp_path / "a.csv", "--weights", "w", "--clusters", "psu")
    assert code == 0
    survey = Survey.read(tmp_path / "a.csv", weights="w", clusters="psu")
    assert f"Design: {survey.design.words}." in " ".join(out.split())
    assert "look like a design" not in out
    code, _, err = run("describe", tmp_path / "a.csv", "--weights", "v")
    assert (code, "'v'" in err) == (2, True)


def test_rows_without_a_weight_at_every_door(run, tmp_path, monkeypatch):
    told_rows = "20 rows without a weight left out"
    monkeypatch.chdir(tmp_path)
    weights = [1.0, 2.0, None] * 20
    pd.DataFrame({"y": range(60), "w": weights}).to_csv("a.csv", index=False)
    given = ("a.csv", "--weights", "w", "--missing-weights", "drop")
    code, out, _ = run("estimate", *given, "--mean", "y", "--format", "json")
    assert (code, json.loads(out)["estimates"][0]["n"]) == (0, 40)
    for command in ("check", "describe"):
        assert told_rows in " ".join(run(command, *given)[1].replace("│", " ").split())
    _, _, told = run("estimate", "a.csv", "--weights", "w", "--mean", "y")
    assert "leave those rows out by --missing-weights drop" in told
    plan = 'data = "a.csv"\nquestions = ["y"]\n[design]\nweights = "w"\nmissing_weights = "drop"\n'
    (tmp_path / "plan.toml").write_text(plan)
    assert run("report", "plan.toml", "--out", "page")[0] == 0
    assert told_rows in (tmp_path / "page" / "index.html").read_text()
