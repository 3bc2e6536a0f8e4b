"""Help that shows lines to type, choices from the tables, and refusals in words of the house."""

import os
import re
import shlex
import subprocess
import sys

import pytest
import typer

import topline
from tests.loaders.published.files import workbook
from topline.cli import app as house
from topline.cli.shared.choices import choices_of
from topline.cli.shared.examples import examples_of, printed
from topline.cli.shared.options import Size, Sort, StyleName
from topline.plotting.look.theme import SIZES, STYLES

GROUP = typer.main.get_command(house.app)
COMMANDS = {(name,): one for name, one in GROUP.commands.items() if name != "plan"}
COMMANDS |= {("plan", name): one for name, one in GROUP.commands["plan"].commands.items()}
SLOW = {"report"}


@pytest.mark.parametrize("path", [*COMMANDS, ("plan",), ()])
def test_every_help_ends_with_lines_to_type(run, path):
    code, out, _ = run(*path, "--help")
    *_, examples = out.partition("Examples:\n")
    lines = examples.strip().splitlines()
    assert code == 0
    assert 2 <= len(lines) <= 3
    assert all(line.split()[0] == "topline" for line in lines)
    if path in COMMANDS:
        assert all(line.split()[1 : 1 + len(path)] == list(path) for line in lines)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Work where there is what anybody who reads tables and answers has."""
    monkeypatch.chdir(tmp_path)
    rows = (
        ["Q1. Do you approve?"],
        [None, None, "Gender", "Gender"],
        [None, "Total", "Women", "Men"],
        ["Unweighted base", 1000, 520, 480],
        ["Approve", "48%", "55%", "40%"],
        ["Disapprove", "52%", "45%", "60%"],
    )
    (tmp_path / "tables.xlsx").write_bytes(workbook(("Q1", rows)).read())
    (tmp_path / "answers.csv").write_text("vote,region\n" + "yes,N\nno,S\n" * 20)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("path", [path for path in COMMANDS if path[0] not in SLOW])
def test_the_lines_of_help_run(run, path):
    for line in examples_of(COMMANDS[path].callback):
        code, out, err = run(*shlex.split(line)[1:])
        assert (code, bool(out.strip())) == (0, True), (line, err)


@pytest.mark.long
@pytest.mark.usefixtures("files")
def test_the_lines_of_a_report_run(run):
    for line in examples_of(COMMANDS[("report",)].callback):
        assert run(*shlex.split(line)[1:])[0] == 0


def test_a_long_line_is_broken_where_a_shell_reads_on():
    line = 'topline check "48% > 38% in March" --n 800 --other-n 900'
    text = printed((line,), 40).removeprefix("Examples:\n")
    assert max(map(len, text.splitlines())) <= 40
    assert shlex.split(text.replace("\\\n", "")) == shlex.split(line)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_choice_is_listed(run, path):
    callback = COMMANDS[path].callback
    text = " ".join(run(*path, "--help")[1].replace("│", " ").split())
    for name, annotation in callback.__annotations__.items():
        for choice in choices_of(annotation):
            assert choice in text, (name, choice)


def test_choices_are_those_of_the_tables():
    assert {one.value for one in Size} == set(SIZES)
    assert {one.value for one in StyleName} == set(STYLES)
    assert {one.value for one in Sort} == {"given", "estimate"}
    page = COMMANDS[("report",)].callback.__annotations__
    assert choices_of(page["lang"]) == topline.languages()
    listed = choices_of(COMMANDS[("interval",)].callback.__annotations__["method"])
    assert listed[:2] == topline.methods("proportion")["name"].tolist()[:2]
    design = COMMANDS[("estimate",)].callback.__annotations__
    assert choices_of(design["lonely_psu"]) == topline.methods("lonely_psu")["name"].tolist()
    assert choices_of(design["replicate_method"]) == topline.methods("replicates")["name"].tolist()
    assert choices_of(design["preset"]) == topline.methods("preset")["name"].tolist()


REFUSED = {
    "command": (["intervl"], "there is no command 'intervl'; expected one of report,",
                "did you mean topline interval?"),
    "no such command": (["zzz"], "there is no command 'zzz'", "topline --help says what they do"),
    "subcommand": (["plan", "margins"], "there is no command 'margins'", "topline plan margin"),
    "percent": (["63%", "400"], "'63%' is no command", "topline interval 63% --n 400"),
    "option": (["interval", "63%", "--nn", "4"], "topline interval has no option --nn", "--n?"),
    "word of the field": (["interval", "63%", "--level", "0.9"], "no option --level",
                          "did you mean --confidence-level?"),
    "unknown option": (["plan", "margin", "3%", "--zzz"], "no option --zzz; expected one of",
                       "--response-rate"),
    "of all": (["--versoin"], "topline has no option --versoin", "did you mean --version?"),
    "no value": (["interval", "63%", "--n"], "--n lacks a value", "topline interval 63% --n 400"),
    "two values": (["lead", "48%", "44%", "--before", "1%"], "--before lacks 2 values", "--n 800"),
    "flag": (["estimate", "--example=yes"], "--example takes no value", "leave what stands behind"),
    "missing": (["interval"], "topline interval needs PERCENT", "topline interval 63% --n 400"),
    "missing n": (["interval", "63%"], "--n is missing", "topline interval 63% --n 400"),
    "n twice": (["interval", "63%", "400", "--n", "4"], "given twice", "63% --n 4"),
    "claim": (["check"], "check needs a CLAIM or a FILE", 'topline check "63% > 50%" --n 400'),
    "number": (["interval", "63%", "--n", "4", "--deff", "abc"], "--deff is 'abc'", "a number"),
    "whole number": (["describe", "a.csv", "--answers", "0"], "--answers is '0'", "at least 1"),
    "choice": (["interval", "63%", "--n", "4", "--unit=shares"], "--unit is 'shares'",
               "did you mean 'share'?"),
    "too much": (["compare", "8%", "9", "9%", "9", "7"], "'7' is more than topline compare takes",
                 "topline compare 8% 9 9% 9"),
    "statistic": (["estimate", "a.csv", "age"], "'age' is more than", "a.csv --proportion age"),
    "pairs": (["describe", "a.csv", "--order", "="], "'=' names nothing", "income=-99,9999"),
}  # fmt: skip
LEAKS = ("No such", "Got unexpected", "Missing option", "Missing argument", "Invalid value",
         "requires an argument", "Input should", "Value error", "Usage:")  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_say_fact_expectation_and_remedy(run, case):
    line, fact, remedy = REFUSED[case]
    code, out, err = run(*line)
    assert (code, out) == (2, "")
    assert fact in err
    assert remedy in err
    assert not [leak for leak in LEAKS if leak in err]


def test_a_remedy_of_a_refusal_runs(run):
    for line in (["interval", "63%"], ["interval"], ["compare", "8%", "90", "9%", "90", "7"]):
        told = run(*line)[2]
        again = shlex.split(told[told.rindex("topline ") :])
        assert run(*again[1:])[0] == 0, told


def test_respondents_may_stand_behind_the_percent(run):
    assert run("interval", "63%", "400") == run("interval", "63%", "--n", "400")
    assert run("lead", "48%", "44%", 800) == run("lead", "48%", "44%", "--n", 800)
    assert run("check", "63% > 50%", 400) == run("check", "63% > 50%", "--n", 400)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("line", "number"),
    [
        (["interval", "63%", "--n", "400"], "57.7% to 68.1%"),
        (["compare", "80%", "300", "42%", "400"], "30.2 to 45.1 points"),
        (["lead", "48%", "44%", "--n", "800"], "−3.6 to +11.6 points"),
        (["check", "63% > 50%", "--n", "400"], "57.7% to 68.1%"),
        (["plan", "margin", "3%"], "1,068 respondents must answer"),
        (["plan", "difference", "50%", "55%"], "1,565 respondents must answer in each sample"),
        (["estimate", "--example", "--proportion", "role"], "recruiter: 50.8% (95% interval"),
    ],
)
def test_the_number_to_quote_comes_first(run, line, number):
    assert number in run(*line)[1].splitlines()[0]
    assert number in run(*line, "--format", "md")[1].splitlines()[0]


@pytest.mark.parametrize(("apart", "told"), [(0.0, True), (9.0, False)])
def test_an_order_of_estimates_is_told_with_whether_their_intervals_overlap(
    run, tmp_path, apart, told
):
    rows = [f"{group},{value + apart * at}" for at, group in enumerate("abc") for value in range(9)]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["group,x", *rows]), encoding="utf-8")
    code, said, problems = run("estimate", str(path), "--mean", "x", "--by", "group", width=300)
    assert (code, problems) == (0, "")
    quote = said.splitlines()[0]
    assert quote.startswith("Highest estimate, ")
    assert ("; their intervals overlap." in quote) is told


def test_the_lowest_of_rows_to_quote_is_not_called_the_lowest(run):
    line = ("estimate", "--example", "--proportion", "prefers_note", "--by", "employer_size")
    told = run(*line)[1]
    assert "11.0%" in told, "medium, no, which is too imprecise to publish"
    assert "lowest estimate of those to quote, large, no: 14.4%" in told.splitlines()[0]


def test_numbers_of_one_outcome_are_not_ranked_among_those_of_another(run):
    line = ("estimate", "--example", "--mean", "share_received,years_experience", "--by", "region")
    quote = run(*line, width=400)[1].splitlines()[0]
    assert quote.count("Highest estimate, ") == quote.count("lowest estimate, ") == 2
    for part in quote.split(". ")[:2]:
        assert ("share_received" in part) != ("years_experience" in part)
    line = ("estimate", "--example", "--proportion", "role,prefers_note,channel,region")
    quote = run(*line, width=400)[1].splitlines()[0]
    assert "channel" in quote
    assert "region" not in quote, "three are quoted"


@pytest.mark.quick
def test_print_is_the_sentence_of_the_command_line(run):
    found = topline.percent_interval("63%", 400)
    assert str(found) == run("interval", "63%", "--n", "400")[1].splitlines()[0]
    assert str(found) == found.sentence
    compared = run("compare", "80%", "300+", "42%", "400")[1]
    for line in str(topline.percent_difference("80%", "300+", "42%", 400)).splitlines():
        assert line in compared
    checked = run("check", "63% > 50%", "--n", "300+")[1]
    for line in str(topline.check_claim("63% > 50%", "300+")).splitlines():
        assert line in checked
    planned = run("plan", "margin", "3%", "--response-rate", "0.25")[1]
    for line in str(topline.sample_size_margin(0.03, response_rate=0.25)).splitlines():
        assert line in planned


def test_a_plan_says_which_response_rate_it_supposes(run):
    assert "supposes that all who are invited answer; --response-rate 0.25" in " ".join(
        run("plan", "margin", "3%")[1].split()
    )
    words = " ".join(run("plan", "difference", "50%", "55%", "--response-rate", "0.2")[1].split())
    assert "7,825 invitations. This supposes that 20% of those invited answer." in words


COMPLETED = {
    ("topline", "int"): {"interval"},
    ("topline", "interval", "--conf"): {"--confidence-level"},
    ("topline", "interval", "--method", "clopper"): {"clopper_pearson"},
    ("topline", "estimate", "--lonely-psu", "a"): {"adjust", "average"},
    ("topline", "report", "--size", "s"): {"single", "slide", "social"},
}


@pytest.mark.parametrize("words", COMPLETED)
def test_bash_completes(run, words, monkeypatch):
    monkeypatch.setenv("_TOPLINE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    code, out, err = run()
    assert (code, set(out.split())) == (0, COMPLETED[words]), err


@pytest.mark.long
def test_completion_can_be_installed(tmp_path):
    line = [sys.executable, "-m", "topline", "--install-completion", "bash"]
    # a test runs in no shell that could be found out
    own = {"HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(line, capture_output=True, text=True, env={**os.environ, **own})
    assert done.returncode == 0, done.stderr
    written = next((tmp_path / ".bash_completions").iterdir()).read_text(encoding="utf-8")
    assert "_TOPLINE_COMPLETE=complete_bash" in written


def test_a_part_of_a_name_with_a_comma_says_how_it_is_typed(run, tmp_path):
    (tmp_path / "a.csv").write_text('"Overall, how much",y\n1,4\n2,5\n')
    remedy = "a name that holds a comma stands in double quotes: '\"Overall, how much\"'"
    for command in ("estimate", "report", "tables"):
        option = "--mean" if command == "estimate" else "--questions"
        line = [command, tmp_path / "a.csv", option, "Overall, how much"]
        out = [] if command == "estimate" else ["--out", tmp_path / "out.xlsx"]
        code, _, err = run(*line, *out)
        assert (code, remedy in err) == (2, True), err


@pytest.mark.parametrize("path", [*COMMANDS, ("plan",), ()])
def test_help_names_what_to_put_in_a_place_in_no_type_of_the_code(run, path):
    code, out, _ = run(*path, "--help", width=80)
    assert code == 0
    kinds = r"<(bool|str|int|float|path|enum|file)\b|\[x[<>]|\{[a-z]"
    assert not re.search(kinds, out)


def test_a_table_of_numbers_only_has_all_of_them_right(run):
    lines = run("plan", "margin", "3%")[1].splitlines()
    assert any(line.startswith("│       1,068 │") for line in lines)


def test_what_markdown_quotes_is_said_once(run):
    first = run("interval", "63%", "400", "--format", "md")[1].splitlines()[0]
    assert first.startswith("**63% of 400 respondents**: 57.7% to 68.1%")


def test_a_title_is_as_wide_as_the_terminal_not_as_its_table(run):
    lines = run("weight", "--example", width=80)[1].splitlines()
    assert "synthetic example survey: weights raked to role, gender, age_group, region" in lines


def test_one_respondent_is_no_plural(run):
    assert run("interval", "63%", "1")[1].startswith("63% of one respondent: ")


def test_replicate_weights_are_one_line_of_a_description_and_columns_of_its_file(run):
    told = run("describe", "--example")[1]
    assert "│ rep1 … rep40 " in told
    assert "40 columns; 0 to 1045.49" in told
    assert "│ rep2 " not in told
    assert "\nrep2," in run("describe", "--example", "--format", "csv")[1]


def test_questions_called_alike_keep_a_line_each(run, tmp_path):
    path = tmp_path / "answers.csv"
    names = [f"q{number}" for number in range(1, 13)]
    rows = [",".join(str(1 + (row + at) % 5) for at in range(12)) for row in range(40)]
    path.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")
    told = run("describe", str(path))[1]
    assert all(f"│ {name} " in told for name in names)


def test_no_answer_is_neither_highest_nor_lowest(run, tmp_path):
    path = tmp_path / "answers.csv"
    rows = ["No answer"] * 2 + ["Very important"] * 50 + ["Not at all important"] * 30
    rows += ["Somewhat important"] * 40
    path.write_text("\n".join(["q", *rows]), encoding="utf-8")
    told = run("estimate", str(path), "--proportion", "q", width=200)[1]
    assert "│ No answer " in told
    assert "lowest estimate, Not at all important" in told.splitlines()[0]


def test_a_method_that_a_refusal_names_is_an_option_here(run):
    assert "use --proportion" in run("estimate", "--example", "--mean", "role")[2]
