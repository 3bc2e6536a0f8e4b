"""Every command in every language: the same numbers, keys and exit codes, and no English left."""

import json

import pytest
from typer.testing import CliRunner

import topline
from tests.language.catalogues import not_said, speak_cyrillic
from topline.cli.app import app

COMMANDS = {
    "interval": ["interval", "63%", "--n", "400"],
    "interval of a bound": ["interval", "<1%", "--n", "300+"],
    "interval of a mean": ["interval", "26%", "--n", "400", "--unit", "mean"],
    "compare": ["compare", "80%", "300", "42%", "400+"],
    "lead": ["lead", "48%", "44%", "--n", "800", "--before", "45%", "46%", "--before-n", "900"],
    "lead of counts": ["lead", "384", "352", "--n", "800"],
    "plan margin": ["plan", "margin", "3%", "--share", "20%", "--response-rate", "0.25"],
    "plan difference": ["plan", "difference", "50%", "55%"],
    "check": ["check", "63% > 50%", "--n", "400", "--response-rate", "0.2"],
    "check of a lead": ["check", "48% > 44%", "--n", "400"],
    "check of a file": ["check", "A.csv"],
    "check with a problem": ["check", "A.csv", "--strata", "X", "--clusters", "X"],
    "describe": ["describe", "A.csv"],
    "estimate": ["estimate", "A.csv", "--proportion", "V", "--by", "R"],
    "estimate of a median": ["estimate", "A.csv", "--median", "X"],
    "model": ["model", "A.csv", "X ~ R"],
    "margins": ["model", "A.csv", "X ~ R", "--margins", "R"],
    "weight": ["weight", "A.csv", "--targets", "T.csv"],
    "presets": ["presets", "nhanes"],
    "report, as a list": ["report", "A.csv"],
    "check of figures": ["check", "F.csv"],
    "check of published tables": ["check", "P.csv"],
    "figures": ["figures", "F.csv"],
    "columns of figures": ["figures", "--columns"],
    "read": ["read", "P.csv"],
    "report of tables, as a list": ["report", "L.csv"],
}
NAMES = {"Intercept", "FILE"}
OWN = {
    # keys of checks and names of columns are typed as they are, and so are places in files
    "check of figures": ("sums", "possible", "dates"),
    "check of published tables": ("sums", "groups", "mean", "line", "column"),
    "columns of figures": "_".join(topline.figure_columns()["column"]).split("_"),
    "read": ("line", "column", "All"),
    "report of tables, as a list": ("line", "column", "All"),
}
"""Names of terms and options, which are the same in every language."""
OF_OTHERS = {"presets"}
"""What prints names and sources of other people alone."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("languages")
    rows = [f"{'AB'[i % 2]},{20 + i % 50},{'NS'[i // 3 % 2]},{1 + i % 3}" for i in range(200)]
    (place / "A.csv").write_text("\n".join(["V,X,R,W", *rows]))
    (place / "F.csv").write_text(
        "question,answer,percent,n,base_weighted,weighted_count,fielded_start,fielded_end\n"
        "Q,A,42%,90,,,2024-05-09,2024-05-02\nQ,B,31%,90,80,30,2024-05-09,2024-05-02\n"
        "Q,C,23%,90,,,2024-01-09,2024-05-02\n"
    )
    tables = (
        "Q{k},,,\n,All,M > N,M > O\nUnweighted n,90,50,50\nWeighted n,88,44,44\n"
        "A,40%,50%,*\nB,59%,45%,45 a\n\n"
    )
    (place / "P.csv").write_text(tables.format(k=1))
    (place / "L.csv").write_text("".join(tables.format(k=k) for k in range(1, 90)))
    (place / "T.csv").write_text("variable,category,target\nR,N,60\nR,S,40\n")
    speak_cyrillic(place / "locale")
    return place


@pytest.fixture
def run(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TOPLINE_LOCALE", str(folder / "locale"))
    return lambda *args: CliRunner().invoke(app, args, prog_name="topline")


def without_words(value):
    """What a program reads: keys and numbers, and of words that there are some."""
    if isinstance(value, dict):
        return {key: without_words(own) for key, own in value.items()}
    if isinstance(value, list):
        return [without_words(own) for own in value]
    return bool(value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", COMMANDS)
def test_numbers_keys_and_exit_codes_are_those_of_every_language(name, run):
    english = run(*COMMANDS[name])
    assert english.exception is None or isinstance(english.exception, SystemExit)
    record = json.loads(run(*COMMANDS[name], "--format", "json").stdout)
    for lang in ("de", "fr"):
        said = run(*COMMANDS[name], "--lang", lang)
        assert said.exit_code == english.exit_code
        assert name in OF_OTHERS or said.stdout != english.stdout
        other = run(*COMMANDS[name], "--format", "json", "--lang", lang)
        assert without_words(json.loads(other.stdout)) == without_words(record)
        tables = [
            run(*COMMANDS[name], "--format", "csv", *options).stdout.splitlines()
            for options in ([], ["--lang", lang])
        ]
        assert len(tables[0]) == len(tables[1])
        assert tables[0][0] == tables[1][0], "names of columns are English"
    # a command to run next has what was typed
    own = run(*COMMANDS[name], "--lang", "en").stdout.replace(" --lang en", "")
    assert own == english.stdout
    assert topline.printing_language().lang == "en", "a command leaves no language behind"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in OF_OTHERS])
def test_no_sentence_of_a_command_stays_english(name, run):
    said = run(*COMMANDS[name], "--lang", "eo")
    told = [line for line in said.output.splitlines() if not line.startswith("topline ")]
    assert not not_said("\n".join(told).replace("topline report", ""), {*NAMES, *OWN.get(name, ())})


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_python_and_the_command_line_say_the_same(lang, run):
    found = topline.percent_interval("63%", 400)
    assert run("interval", "63%", "--n", "400", "--lang", lang).stdout.startswith(
        found.to_text(lang=lang)
    )
    apart = topline.percent_difference("80%", 300, "42%", 400)
    said = run("compare", "80%", "300", "42%", "400", "--lang", lang).stdout
    first, second = apart.to_text(lang=lang).splitlines()
    assert said.startswith(first)
    assert said.rstrip().endswith(second)


def test_an_unknown_language_is_refused_with_those_there_are(run):
    said = run("interval", "63%", "--n", "400", "--lang", "xx")
    assert said.exit_code
    assert "lang is 'xx'; expected one of en, de, eo, fr" in str(said.exception)
