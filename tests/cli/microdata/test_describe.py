"""``topline describe`` as a shell sees it: what is in a file, in words and for programs."""

import csv
import io
import json

import pandas as pd
import pyreadstat
import pytest


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "answers.sav"
    frame = pd.DataFrame(
        {
            "vote": [1.0, 1.0, 2.0, 99.0],
            "age": [34.0, 18.0, 89.0, 44.0],
            "said": ["a", "b|c", "", "a"],
        }
    )
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={"vote": "Vote intention", "age": "Age " * 40},
        variable_value_labels={"vote": {1: "Labour", 2: "Greens", 99: "Refused"}},
        missing_ranges={"vote": [99]},
    )
    return path


def test_in_words(run, sav):
    code, out, err = run("describe", sav)
    assert (code, err) == (0, "")
    assert "answers.sav: 4 rows, 3 variables" in out
    assert "1 Labour (2), 2 Greens (1)" in out
    assert "missing: 99 Refused" in " ".join(out.split())
    assert "18 to 89" in out
    assert "a (2), b|c (1)" in out
    assert max(map(len, out.splitlines())) <= 80


def test_as_csv(run, sav):
    _, out, _ = run("describe", sav, "--format", "csv")
    vote, age, said = csv.DictReader(io.StringIO(out))
    assert (vote["name"], vote["label"], vote["n_valid"]) == ("vote", "Vote intention", "3")
    assert (vote["n_user_missing"], vote["missing_reasons"]) == ("1", "Refused (1)")
    assert vote["top_answers"] == "1 Labour (2), 2 Greens (1)"
    assert (age["lowest"], age["highest"], age["label"]) == ("18", "89", ("Age " * 40).strip())
    assert said["n_missing"] == "1"


def test_as_json(run, sav):
    _, out, _ = run("describe", sav, "--format", "json")
    found = json.loads(out)
    vote = found["variables"][0]
    assert (found["file"], found["rows"]) == ("answers.sav", 4)
    assert vote["value_labels"] == {"1": "Labour", "2": "Greens", "99": "Refused"}
    assert vote["reasons"] == [{"code": 99, "reason": "Refused", "n": 1}]
    assert vote["top_answers"][0] == {"answer": 1, "label": "Labour", "n": 2}


def test_as_markdown(run, sav):
    _, out, _ = run("describe", sav, "--format", "md")
    answers = "1 Labour (2), 2 Greens (1); missing: 99 Refused (1)"
    assert f"| vote: Vote intention | number | 1 | {answers} |" in out
    assert "b&#124;c" in out


def test_a_wide_file_is_cut_unless_all_is_wanted(run, tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"q{k}" for k in range(200)) + "\n" + ",".join(["1"] * 200) + "\n")
    _, out, _ = run("describe", path)
    assert "and 140 more variables; --all prints them." in out
    assert "q199" not in out
    _, out, _ = run("describe", path, "--all")
    assert "q199" in out
    _, out, _ = run("describe", path, "--format", "csv")
    assert len(out.splitlines()) == 201


def test_notes_are_told(run, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_bytes("a;zip\nJosé;01\nb;02\n".encode("cp1252"))
    _, out, _ = run("describe", path)
    assert "Note: answers.csv is not UTF-8" in out
    assert "leading zeros" in out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("page.sav", b"<!DOCTYPE html>", "page.sav is HTML, not an SPSS file"),
        ("empty.csv", b"", "empty.csv is empty"),
        ("cut.dta", b"<stata_dta><header>", "cut.dta cannot be read"),
        ("lone.csv", b"a,b\n", "has no rows below its header"),
    ],
)
def test_a_bad_file_is_one_message_and_exit_code_two(run, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    code, out, err = run("describe", tmp_path / name)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert message in err
    assert "Traceback" not in err


def test_options_reach_the_reader(run, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("1,2\n3,4\n")
    code, _, err = run("describe", path)
    assert code == 2
    assert "--header-rows 0" in err
    code, out, _ = run("describe", path, "--header-rows", 0)
    assert code == 0
    assert "column_1" in out
    assert run("describe", path, "--encoding", "nope")[0] == 2
    assert run("describe", tmp_path / "none.csv")[0] == 2


@pytest.fixture
def select_all(tmp_path):
    path = tmp_path / "all.csv"
    path.write_text("id,Car,Bus,uses\n1,Car,,a;b\n2,Car,Bus,a\n3,,,b\n4,Car,,a;b\n")
    return path


def test_a_question_with_several_answers_is_one_line(run, select_all):
    code, out, _ = run("describe", select_all)
    assert code == 0
    assert out.count("several") >= 2
    assert "Car (3), Bus (1)" in out
    record = json.loads(run("describe", select_all, "--format", "json")[1])
    found = record["multiple_response_sets"]
    assert list(found) == ["Car to Bus", "uses"]
    assert [(one["label"], one["n"]) for one in found["uses"]["options"]] == [("a", 3), ("b", 3)]
    assert (found["uses"]["kind"], found["uses"]["separator"]) == ("cell", ";")
    assert found["Car to Bus"]["n_base"] == 4


def test_sets_are_declared_on_the_command_line(run, select_all):
    options = ("--sets", "travel=Car,Bus", "--sets", "uses=")
    record = json.loads(run("describe", select_all, *options, "--format", "json")[1])
    assert list(record["multiple_response_sets"]) == ["travel"]
    record = json.loads(run("describe", select_all, "--sets", "none", "--format", "json")[1])
    assert record["multiple_response_sets"] == {}
    record = json.loads(run("describe", select_all, "--sets", "uses=;", "--format", "json")[1])
    assert record["multiple_response_sets"]["uses"]["source"] == "given"
    code, _, problem = run("describe", select_all, "--sets", "travel")
    assert code == 2
    assert "names nothing" in problem
    code, _, problem = run("describe", select_all, "--sets", "none", "--set-asked", "Q2=id > 1")
    assert code == 2
    assert "which --sets takes away" in " ".join(problem.replace("│", "").split())


def test_estimates_tell_the_notes_of_their_own_question(run, select_all):
    out = run("estimate", select_all, "--proportion", "travel", "--sets", "travel=Car,Bus")[1]
    assert "75.0%" in out
    assert "a respondent may choose several" in " ".join(out.split())
    assert "uses" not in out
    out = run("estimate", select_all, "--mean", "id")[1]
    assert "several" not in out
