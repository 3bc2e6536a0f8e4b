"""``topline describe`` and its kin: nothing vanishes, nobody is shown, notes are one's own."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from topline import Survey, write_survey_report

SHARED = Path(__file__).resolve().parents[4] / "shared" / "nasty2"
LONG = (
    "On card 3 several diplomas are written. What is the highest qualification you have attained? "
    "Just say the number that is written next to it, please, and nothing else"
)


@pytest.fixture
def sav(tmp_path):
    """Labels for codes nobody gave, a long question, a labelled weight."""
    path = tmp_path / "a.sav"
    frame = pd.DataFrame(
        {"area": [1.0, 2.0] * 50, "edu": [1.0, 2.0, 3.0, 9.0] * 25, "weight": [1.0, 1.5] * 50}
    )
    labels = {
        "area": {1: "Urban", 2: "Rural", 8: "I don't know", 9: "No response"},
        "edu": {1: "None", 2: "Lower secondary education, certificate", 3: "Higher", 9: "Refused"},
        "weight": {1: "No weighting"},
    }
    pyreadstat.write_sav(
        frame, str(path), column_labels={"edu": LONG}, variable_value_labels=labels
    )
    return path


def squeezed(text):
    return re.sub(r"[\s│┃━─┡╇┩┏┳┓└┴┘├┼┤┌┬┐]+", "", text)


@pytest.mark.parametrize("width", [80, 60, 40])
def test_nothing_vanishes_however_narrow(run, sav, width):
    code, out, _ = run("describe", sav, width=width)
    assert code == 0
    assert "1Urban(50),2Rural(50)" in squeezed(out) or width == 80
    table = [line for line in out.splitlines() if line[:1] in "│┃"]
    assert all(len(line) <= width for line in table)
    assert "…" not in out
    for word in LONG.split():
        assert word in out
    code, out, _ = run("estimate", sav, "--proportion", "edu", "--by", "area", width=width)
    assert code == 0
    assert "…" not in out
    for word in ("Urban", "Lower", "certificate", "Refused"):
        assert word in out


@pytest.mark.quick
def test_as_many_answers_as_asked_for(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("q,r\n" + "".join(f"{'abcdefghijkl'[k % 12]},x\n" for k in range(60)), "utf-8")
    _, out, _ = run("describe", path, "--answers", 2)
    assert "a (5), b (5) and 10 more" in " ".join(out.replace("│", " ").split())
    _, out, _ = run("describe", path, "--answers", 12)
    table = out.split("Answers")[1].split("How respondents")[0]
    assert "and" not in table.replace("order: not known", "")
    _, out, _ = run("describe", path, "--format", "json")
    assert len(json.loads(out)["variables"][0]["top_answers"]) == 12


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    rows = [
        f"{('yes', 'no')[k % 2]},p{k}@example.org,10.1.2.{k},"
        f"I believe that number {k} is why I came here"
        for k in range(40)
    ]
    path.write_text("\n".join(["q,mail,address,why", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_describe_shows_nobody(run, people, form):
    _, out, _ = run("describe", people, "--format", form)
    for secret in ("example.org", "10.1.2.", "I believe"):
        assert secret not in out, secret
    _, out, _ = run("describe", people, "--show-personal", "--format", form)
    assert "example.org" in out
    if form == "text":
        _, out, _ = run("describe", people)
        assert "Not shown: mail (e-mail addresses), address (IP addresses), why (free text)" in out


def test_a_report_leaves_people_out_in_words(run, people, tmp_path):
    out = tmp_path / "out"
    code, _, err = run("report", people, "--questions", "q,mail,why", "--out", out)
    assert code == 0
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "example.org" not in page
    assert "&#39;mail&#39; is left out: it looks like e-mail addresses" in page
    assert "'why' is left out: it looks like free text" in err
    assert "--show-personal" in err
    shown = ["--show-personal", "--out", tmp_path / "two"]
    code, _, _ = run("report", people, "--questions", "mail", *shown)
    assert code == 0
    assert "example.org" in (tmp_path / "two" / "index.html").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"'mail' cannot be reported.*show_personal"):
        write_survey_report(Survey.read(people), ["mail"], tmp_path / "three")


def test_notes_are_of_ones_own_variables_and_come_once(run, tmp_path):
    path = tmp_path / "a.csv"
    rows = [
        f"{('yes', 'NA', 'no')[k % 3]},{('x', 'NULL')[k % 2]},{20 + k % 9},1" for k in range(60)
    ]
    path.write_text("\n".join(["q,other,age in years,w", *rows[:-1], "yes,x,999,1", ""]), "utf-8")
    _, out, _ = run("estimate", path, "--proportion", "q", "--format", "json")
    notes = json.loads(out)["notes"]
    assert len(notes) == len(set(notes))
    assert any("NA" in note for note in notes)
    _, out, _ = run("estimate", path, "--mean", "age in years", "--format", "json")
    notes = json.loads(out)["notes"]
    assert any("--missing-codes 'age in years=999'" in note for note in notes)
    assert not any("NULL" in note for note in notes)
    _, out, _ = run("estimate", path, "--mean", "w", "--where", "q == 'yes'", "--format", "json")
    assert any("NA" in note for note in json.loads(out)["notes"])


def test_weighted_only_with_weights(run, sav, tmp_path):
    for more, expected in (([], False), (["--weights", "weight"], True)):
        _, out, _ = run("estimate", sav, "--proportion", "edu", *more)
        assert ("weighted share" in out) == expected
        folder = tmp_path / str(expected)
        code, _, err = run(
            "report", sav, "--questions", "edu", "--banner", "area", *more, "--out", folder
        )
        assert code == 0, err
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert ("Weighted base" in page) == expected
        assert ("Answered (weighted)" in page) == expected
        assert "I don&#39;t know" not in page
        assert LONG in page


@pytest.mark.quick
def test_check_looks_through_microdata(run, tmp_path):
    rng = np.random.default_rng(3)
    weights = rng.uniform(1.6, 3.6, 200)
    pd.DataFrame({"q": ["a", "b"] * 100, "weight": weights}).to_csv(tmp_path / "a.csv", index=False)
    code, out, _ = run("check", tmp_path / "a.csv", "--weights", "weight", "--format", "csv")
    rows = {row["check"]: row for row in csv.DictReader(out.splitlines())}
    assert code == 0
    assert "if the weights total the population" in rows["sampling fractions"]["what"]
    assert "--fpc" in rows["sampling fractions"]["remedy"]
    _, out, _ = run("check", tmp_path / "a.csv", "--format", "csv")
    rows = {row["check"]: row for row in csv.DictReader(out.splitlines())}
    assert "--weights weight" in rows["unused design"]["remedy"]


nasty = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the files of ../shared/nasty2")


@nasty
def test_shared_files_from_the_command_line(run, tmp_path):
    def estimates(*arguments):
        code, out, err = run("estimate", *arguments, "--format", "json")
        assert code == 0, err
        return json.loads(out)["estimates"]

    waves = SHARED / "two_waves_two_sheets.xlsx"
    code, _, err = run("estimate", waves, "--proportion", "q1")
    assert code == 2
    assert "--sheet 'Wave 1'" in err
    for wave in ("Wave 1", "Wave 2"):
        assert len(estimates(waves, "--sheet", wave, "--proportion", "q1")) == 2
    codes = SHARED / "undeclared_codes.csv"
    assert "--missing-codes income=-99,9999" in run("describe", codes)[1]
    found = estimates(codes, "--mean", "income", "--missing-codes", "income=-99,9999")
    assert found[0]["estimate"] == pytest.approx(1950, abs=0.5)
    labels = SHARED / "labels_where_and_empty_banner.sav"
    assert estimates(labels, "--proportion", "q1", "--where", "area == 'Urban'")[0]["n"] == 132
    sentinels = SHARED / "labelled_sentinels_and_labelled_weight.sav"
    out = tmp_path / "out"
    code, _, err = run("report", sentinels, "--questions", "age,sex", "--weights", "weight",
                       "--out", out)  # fmt: skip
    assert code == 0, err
    found = estimates(sentinels, "--mean", "age", "--weights", "weight")
    assert (round(found[0]["estimate"], 1), found[0]["n"]) == (54.0, 290)
    weights = SHARED / "weights_with_mean_two_point_six.csv"
    said = " ".join(run("check", weights, "--weights", "weight")[1].replace("│", " ").split())
    assert "if the weights total" in said
