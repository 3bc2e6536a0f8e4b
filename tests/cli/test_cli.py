"""The command line, as a shell sees it: output, messages, exit codes, and nothing half done."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import click
import pandas as pd
import pytest

import topline
from tests.conftest import command_line, reference_rows
from topline import cli
from topline.cli.shared.options import SampleType
from topline.sample_types import SAMPLE_TYPES

pytestmark = pytest.mark.quick

HEAD = "figure_id,claim,percent,n,unit\n"
GOOD = HEAD + "a,prefer the note,63%,400,share_of_respondents\n"


R_METHODS = ["wilson", "wilson_cc", "clopper_pearson", "jeffreys", "mid_p"]


@pytest.mark.usual
@pytest.mark.parametrize("method", R_METHODS)
def test_interval_agrees_with_r(run, method):
    code, out, _ = run("interval", "63%", "--n", 400, "--method", method, "--format", "json")
    found = json.loads(out)
    expected = next(
        row
        for row in reference_rows("proportion_r.csv")
        if (row["method"], row["count"], row["nobs"], row["confidence_level"], row["alternative"])
        == (method, "252", "400", "0.95", "two-sided")
    )
    assert code == 0
    assert found["count"] == 252
    assert found["ci_low"] == pytest.approx(float(expected["low"]), abs=1e-10)
    assert found["ci_high"] == pytest.approx(float(expected["high"]), abs=1e-10)
    assert (found["rounding"]["count_low"], found["rounding"]["count_high"]) == (250, 254)
    assert found["rounding"]["ci_low"] < found["ci_low"] < found["ci_high"]


def test_interval_as_csv(run):
    code, out, _ = run("interval", "63%", "--n", "400", "--deff", "1.5", "--format", "csv")
    nearest, rounding = csv.DictReader(io.StringIO(out))
    assert code == 0
    assert (nearest["reading"], nearest["count_low"], nearest["deff"]) == ("nearest", "252", "1.5")
    assert (rounding["reading"], rounding["count_high"]) == ("rounding", "254")
    assert float(rounding["ci_low"]) < float(nearest["ci_low"])


def test_interval_in_words(run):
    code, out, _ = run("interval", "63%", "--n", "400")
    words = " ".join(out.split())
    assert code == 0
    assert "58.2% to 67.6%" in words
    assert "250 to 254" in words
    assert "63% of 400 respondents: 57.7% to 68.1% (95% Wilson interval, rounding covered)" in words


def test_a_mean_of_estimates_is_at_most_that_wide(run):
    code, out, _ = run("interval", "26%", "--n", "400", "--unit", "mean")
    assert code == 0
    assert "at most 21.5% to 31.0%" in " ".join(out.split())


def test_a_floor_for_n_is_told(run):
    _, out, _ = run("interval", "24%", "--n", "300+", "--format", "json")
    found = json.loads(out)
    assert found["n"] == 300
    assert found["note"] == "base is a floor: interval is at most this wide"


def test_an_impossible_percent_is_told(run):
    code, out, _ = run("interval", "63%", "--n", "5", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert "no count out of this base rounds to this percent" in found["note"]
    assert found["rounding"]["count_low"] is None


def test_a_bound_has_limits_and_no_count(run):
    _, out, _ = run("interval", "<1%", "--n", "400", "--format", "json")
    found = json.loads(out)
    assert found["estimate"] is None
    assert found["count"] is None
    # R 4.2.2: prop.test(4, 400, correct = FALSE)
    assert (found["ci_low"], found["ci_high"]) == pytest.approx((0, 0.0254265646526196), abs=1e-12)


@pytest.mark.usual
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["126%", "--n", "400"], "percent is '126%': a percentage lies between 0 and 100"),
        (["many", "--n", "400"], "percent is 'many': expected a percent such as \"26%\""),
        (["0.63", "--n", "400"], "could be 0.63 % or 63 %; add a % sign"),
        (["63%", "--n", "0"], "n is '0': a base is at least 1; correct it"),
        (["63%", "--n", "-5"], "n is '-5': a base is a whole number of respondents of at least 1"),
        (["63%", "--n", "four hundred"], "n is 'four hundred': a base is a whole number"),
        (
            ["63%"],
            "--n is missing, the respondents that this rests on; as: topline interval 63% --n 400",
        ),
        (["63%", "--n", ""], "n is empty; expected a base such as 400"),
        (["63%", "--n", "400", "--method", "wilsn"], "did you mean 'wilson'?"),
        (["63%", "--n", "400", "--deff", "0"], "deff is 0; a design effect is above 0"),
        (["63%", "--n", "400", "--confidence-level", "95"], "write 0.95 for 95 %"),
        (["63%", "--n", "400", "--format", "xml"], "'xml'"),
        (["63%", "--n", "400", "--deff", "nan"], "deff is nan; expected a number, or leave it out"),
        (["63%", "--n", "400", "--population-size", "nan"], "--population-size is nan; expected"),
    ],
)
def test_wrong_input_is_one_message_and_exit_code_two(run, arguments, message):
    code, out, err = run("interval", *arguments)
    assert code == 2
    assert out == ""
    assert message in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err


BAD_FILES = {
    "empty": (b"", "is empty; expected a header line and one row per figure"),
    "header only": (HEAD.encode(), "has no rows; it needs one row per published figure"),
    "no base": (b"figure_id,claim,percent\na,b,63\n", "has no column 'n'"),
    "126": (GOOD.replace("63%", "126").encode(), "column 'percent', value '126': a percentage"),
    "n 0": (GOOD.replace("400", "0").encode(), "column 'n', value '0': a base is at least 1"),
    "n -5": (GOOD.replace("400", "-5").encode(), "column 'n', value '-5': a base is a whole"),
    "words": (GOOD.replace("400", "four hundred").encode(), "value 'four hundred': a base is"),
    "NaN": (GOOD.replace("400", "NaN").encode(), "column 'n', value 'NaN': a base is a whole"),
    "NaN percent": (GOOD.replace("63%", "NaN").encode(), "column 'percent', value 'NaN': expected"),
    "twice": ((GOOD + GOOD.splitlines()[1]).encode(), "row 1 has the same name"),
    "NUL": (GOOD.replace("note", "no\0te").encode(), "holds NUL bytes (line 2), so it is damaged"),
    "sheet": (b"PK\x03\x04rest", "is a damaged or cut-off workbook or archive; export or download"),
}


@pytest.mark.usual
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_makes_no_report(run, tmp_path, name):
    content, message = BAD_FILES[name]
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    code, out, err = run("report", "--figures", path, "--out", tmp_path / "report")
    assert code == 2
    assert out == ""
    assert message in " ".join(err.split())
    assert "Traceback" not in err
    assert not (tmp_path / "report").exists()


def test_a_missing_file_and_a_folder(run, tmp_path):
    code, _, err = run("report", "--figures", tmp_path / "none.csv", "--out", tmp_path / "report")
    assert (code, "does not exist; check the path" in err) == (2, True)
    code, _, err = run("report", "--figures", tmp_path, "--out", tmp_path / "report")
    assert (code, "is a folder; pass the path of one file in it" in err) == (2, True)


@pytest.mark.usual
def test_a_place_below_a_file_is_refused(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "figures.csv").write_text(GOOD, encoding="utf-8")
    arguments = ["--figures", tmp_path / "figures.csv", "--out", tmp_path / "file" / "report"]
    code, _, err = run("report", *arguments)
    assert (code, "file is a file; choose a folder for the report" in err) == (2, True)


@pytest.mark.usual
def test_a_place_that_cannot_be_written_is_exit_code_one(run, tmp_path, monkeypatch):
    (tmp_path / "figures.csv").write_text(GOOD, encoding="utf-8")

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "report")

    monkeypatch.setattr(Path, "mkdir", full)
    code, _, err = run("report", "--figures", tmp_path / "figures.csv", "--out", tmp_path / "out")
    assert (code, "No space left on device" in err) == (1, True)


def test_report_of_a_file(run, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(GOOD, encoding="utf-8")
    code, out, _ = run("report", "--figures", path, "--out", tmp_path / "report", "--title", "Mine")
    assert code == 0
    assert out.strip().endswith("index.html")
    assert "<h1>Mine</h1>" in (tmp_path / "report" / "index.html").read_text(encoding="utf-8")


@pytest.mark.usual
def test_proportions_need_to_be_declared(run, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(GOOD.replace("63%", "0.63"), encoding="utf-8")
    code, _, err = run("report", "--figures", path, "--out", tmp_path / "report")
    assert (code, "could be 0.63 % or 63 %" in err) == (2, True)
    arguments = ["--figures", path, "--out", tmp_path / "report", "--percent-scale", "proportion"]
    assert run("report", *arguments)[0] == 0


def test_version(run):
    assert run("--version")[1].strip() == f"topline {version('topline')}"


COMMANDS = ["estimate", "report", "describe", "check", "compare", "interval", "presets", "lead"]
COMMANDS += ["plan margin", "plan difference"]


@pytest.mark.usual
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(run, command):
    code, out, err = run(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert "Usage: topline" in out
    assert max(map(len, out.splitlines())) <= 80


def test_help_leaves_a_command_as_it_was(run):
    group = command_line(cli.app.app)
    options = {option.name: option for option in group.commands["estimate"].params}
    before = {name: (option.metavar, option.help) for name, option in options.items()}
    narrow, wide = (run("estimate", "--help", width=width)[1] for width in (60, 100))
    assert "One of " in " ".join(wide.split())
    assert narrow != wide
    assert run("estimate", "--help", width=100)[1] == wide
    assert {name: (option.metavar, option.help) for name, option in options.items()} == before
    assert command_line(cli.app.app).commands["estimate"].rich_markup_mode is not None


def test_an_option_means_the_same_in_every_command():
    group = command_line(cli.app.app)
    plans = group.commands["plan"].commands
    found = {}
    for name, command in {**group.commands, **plans}.items():
        for option in command.params:
            if name != "plan" and option.opts[0].startswith("--"):
                found.setdefault(option.opts[0], set()).add((option.multiple, option.metavar))
    assert {"--lonely-psu", "--confidence-level", "--questions", "--banner"} <= set(found)
    assert {"--lonely", "--level", "--question", "--groups"}.isdisjoint(found)
    assert [name for name, kinds in found.items() if len(kinds) > 1] == []


def test_every_list_takes_commas_and_repetition():
    group = command_line(cli.app.app)
    lists = 0
    for command in {**group.commands, **group.commands["plan"].commands}.values():
        context = click.Context(command)
        for option in command.params:
            # what is said of one column has its list behind the column's name
            if getattr(option, "multiple", False) and "=" not in option.metavar:
                lists += 1
                assert option.process_value(context, ["a,b", "c"]) == ["a", "b", "c"]
                assert option.process_value(context, ['"a,b"']) == ["a,b"]
    assert lists > 30


HELP = """
import sys
from topline import cli
sys.argv = ["topline", "--help"]
try:
    cli.main()
except SystemExit:
    pass
print(len(sys.modules), {"pandas", "numpy", "scipy", "matplotlib", "jinja2"} & set(sys.modules))
"""


@pytest.mark.usual
def test_help_loads_few_modules_and_no_dataframes():
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True)
    modules, heavy = done.stdout.splitlines()[-1].split(maxsplit=1)
    assert heavy == "set()"
    assert int(modules) < 500, "about 380 with typer and rich; pandas alone would bring 1,000"


SOLVERS = {"scipy.optimize", "scipy.sparse", "scipy.special", "numpy.ma", "numpy.f2py"}
"""What takes longer to load than one figure to compute."""

OTHER_COMMANDS = {"topline.cli.microdata", "topline.cli.pages", "topline.expressions"}
"""What commands load that are not asked: each is loaded, and made, when it is."""


@pytest.mark.parametrize(
    "line",
    [
        ["interval", "63%", "400"],
        ["compare", "63%", "400", "51%", "400"],
        ["plan", "margin", "3%"],
        ["plan", "difference", "50%", "55%"],
        ["check", "63% > 50%", "--n", "400"],
    ],
    ids=lambda line: " ".join(line[:2]),
)
def test_a_figure_loads_no_dataframes(line):
    heavy = {"pandas", "pyarrow", "narwhals", "matplotlib", "jinja2"} | SOLVERS | OTHER_COMMANDS
    script = HELP.replace('["topline", "--help"]', repr(["topline", *line]))
    script = script.replace('{"pandas", "numpy", "scipy", "matplotlib", "jinja2"}', repr(heavy))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    modules, loaded = done.stdout.splitlines()[-1].split(maxsplit=1)
    assert loaded == "set()"
    assert int(modules) < 580, "490 to 535; a solver would bring 400 more, pandas 350"


@pytest.mark.usual
def test_figures_are_held_together_without_solvers(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("percent,n,claim\n63%,400,approve\n37%,400,disapprove\n")
    solvers = SOLVERS - {"numpy.ma"}  # which pandas has
    script = HELP.replace('["topline", "--help"]', repr(["topline", "check", str(path)]))
    script = script.replace('{"pandas", "numpy", "scipy", "matplotlib", "jinja2"}', repr(solvers))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].endswith("set()")


NOT_FOR_ESTIMATES = {
    "matplotlib", "jinja2", "babel", "polars", "duckdb", "openpyxl", "pyreadstat", "lxml",
    "scipy.optimize", "scipy.linalg", "scipy.stats", "pyarrow.dataset", "topline.plotting",
    "topline.loaders.published", "topline.loaders.recognise",
}  # fmt: skip
"""What no estimate needs, and much of which takes longer to load than a million rows to add up."""


@pytest.mark.usual
def test_an_estimate_loads_what_it_needs(tmp_path):
    path = tmp_path / "rows.parquet"
    pd.DataFrame({"y": [1.0, 2.0, 4.0], "w": 1.0}).to_parquet(path)
    line = ["topline", "estimate", str(path), "--mean", "y", "--weights", "w"]
    script = HELP.replace('["topline", "--help"]', repr(line))
    script = script.replace(
        '{"pandas", "numpy", "scipy", "matplotlib", "jinja2"}', repr(NOT_FOR_ESTIMATES)
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    modules, loaded = done.stdout.splitlines()[-1].split(maxsplit=1)
    assert loaded == "set()"
    assert int(modules) < 1_900, "1,700; pandas, scipy.special and the package have 500 each"


@pytest.mark.long
def test_help_is_quick():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", HELP], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.6, "0.3 s on a quiet machine, with room for a noisy one"


@pytest.mark.usual
def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m topline interval 63% --n 400 --format json | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_compare_agrees_with_its_functions(run):
    code, out, _ = run("compare", "80%", "300+", "42%", "300", "--format", "json")
    found = json.loads(out)
    interval = topline.difference_interval(240, 300, 126, 300)
    ratio = topline.ratio_interval(240, 300, 126, 300)
    assert code == 0
    assert (found["difference"]["ci_low"], found["difference"]["ci_high"]) == interval
    assert (found["ratio"]["ci_low"], found["ratio"]["ci_high"]) == ratio
    assert found["difference"]["estimate"] == pytest.approx(0.38)
    assert found["difference_rounding"]["ci_low"] < interval.ci_low
    assert found["p_value"] < 1e-10


def test_compare_in_words(run):
    words = " ".join(run("compare", "80%", "300", "42%", "300")[1].split())
    assert "80% is more than 42%, by 38.0 points: the 95% interval, rounding covered, is" in words
    assert "29.8 to 45.5 points" in words
    words = " ".join(run("compare", "63%", "400", "62%", "401")[1].split())
    assert "63% cannot be told from 62%: the difference is 0.9 points" in words
    words = " ".join(run("compare", "42%", "300", "80%", "300")[1].split())
    assert "42% is less than 80%, by 38.0 points: the 95% interval" in words
    assert "is 29.8 to 45.5 points" in words


def test_compare_as_a_markdown_table(run):
    lines = run("compare", "80%", "300", "42%", "300", "--format", "md")[1].splitlines()
    assert lines[2:5] == [
        "| Quantity | Estimate | 95% interval |",
        "| --- | ---: | ---: |",
        "| difference, points | 38.0 | 30.5 to 44.8 |",
    ]


def test_compare_as_csv(run):
    rows = list(
        csv.DictReader(io.StringIO(run("compare", "80%", 300, "42%", 300, "--format", "csv")[1]))
    )
    assert [row["quantity"] for row in rows] == ["difference", "difference_rounding", "ratio"]
    assert float(rows[0]["estimate"]) == pytest.approx(0.38)


@pytest.mark.usual
def test_compare_says_what_a_reader_must_know_of_either(run):
    words = " ".join(run("compare", "33%", "10", "*", "300+")[1].split())
    assert "33% cannot be told from <0.5%" not in words
    assert "33% of 10 against <0.5% of 300" in words
    assert "Note on 33%: no count out of this base rounds to this percent" in words
    assert "Note on <0.5%: printed as a bound" in words
    assert "base is a floor" in words
    found = json.loads(run("compare", "33%", "10", "42%", "300", "--format", "json")[1])
    assert found["note1"].startswith("no count out of this base")
    assert found["note2"] == ""


def test_a_probability_too_small_for_a_float_is_not_0(run):
    words = " ".join(run("compare", "80%", 10**9, "42%", 10**9)[1].split())
    assert "with probability below 0.001." in words


def test_check_says_what_a_reader_must_know(run):
    words = " ".join(run("check", "63% > 50%", "--n", "300+")[1].split())
    assert words.endswith("Note: base is a floor: interval is at most this wide.")
    row = next(
        csv.DictReader(io.StringIO(run("check", "33% > 9%", "--n", 10, "--format", "csv")[1]))
    )
    assert row["note"].startswith("no count out of this base")


@pytest.mark.parametrize(
    ("claim", "code", "words"),
    [
        ("63% > 50%", 0, "63% of 400 respondents is above 50%"),
        ("52% > 50%", 1, "52% of 400 respondents is not safely above 50%"),
        ("26% > 50%", 1, "26% of 400 respondents is not above 50%"),
    ],
)
def test_check_says_the_verdict_and_exits_with_it(run, claim, code, words):
    exit_code, out, _ = run("check", claim, "--n", 400)
    assert exit_code == code
    assert words in " ".join(out.split())


@pytest.mark.usual
def test_check_takes_another_base_and_a_margin(run):
    code, out, _ = run("check", "48% > 44%", "--n", 800)
    words = " ".join(out.split())
    assert code == 1
    assert "44% is another answer to the same question" in words
    assert "--against fixed, of another survey: --other-n" in words
    bases = ("--n", 800, "--other-n", 900)
    _, out, _ = run("check", "48% > 38% in March", *bases, "--format", "json")
    found = json.loads(out)
    assert (found["verdict"], found["quantity"], found["other_n"]) == (
        "supported",
        "difference",
        900,
    )
    options = ("--n", 4000, "--margin", "3%")
    assert run("check", "33% is a third", *options)[0] == 0
    assert run("check", "48% > 44%", "--n", 800, "--against", "fixed")[0] == 0


def test_lead_of_percents_and_counts(run):
    _, out, _ = run("lead", "48%", "44%", "--n", 800)
    words = " ".join(out.split())
    assert "48% over 44% of 800 respondents" in words
    assert "−2.6 to +10.6 points" in words
    assert (
        "rounding covered, is −3.6 to +11.6 points. How respondents were drawn was not told;"
        in words
    )
    _, out, _ = run("lead", "384", "352", "--n", 800, "--format", "json")
    found = json.loads(out)
    assert [row["quantity"] for row in found["numbers"]] == ["lead"]
    limits = topline.lead_interval([384, 352, 64], 0, 1)
    assert [found["numbers"][0][name] for name in ("ci_low", "ci_high")] == pytest.approx(limits)


def test_lead_and_how_it_changed(run):
    then = ("--before", "40%", "50%", "--before-n", 900)
    _, out, _ = run("lead", "48%", "44%", "--n", 800, *then, "--format", "json")
    rows = json.loads(out)["numbers"]
    assert rows[-1]["estimate"] == pytest.approx(0.14)
    assert rows[-1]["ci_low"] > 0
    assert "The lead has grown" in " ".join(run("lead", "48%", "44%", "--n", 800, *then)[1].split())


def test_check_as_json(run):
    _, out, _ = run("check", "63% > 50%", "--n", 400, "--response-rate", 0.6, "--format", "json")
    found = json.loads(out)
    assert found["verdict"] == "supported"
    assert found["design_effect"] == pytest.approx(6.5079, abs=1e-4)
    assert found["worst_case_low"] == pytest.approx(0.375)
    assert len(found["conditions"]) == 6


@pytest.mark.usual
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "63% of all", "--n", "400"], 'expected a comparison such as "63% > 50%"'),
        (
            ["check", "48% > 44% in March", "--n", "800"],
            "give --other-n, the respondents of",
        ),
        (["check", "33% is a third", "--n", "800", "--margin", "3x"], "percent is '3x'"),
        (["lead", "48", "44", "--n", "800"], "48 and 44 could be percents or counts"),
        (["lead", "53%", "49%", "--n", "800"], "53% and 49% total more than 100%"),
        (["lead", "53%", "44%", "--n", "800", "--before-n", "7"], "both --before and --before-n"),
        (["compare", "163%", "400", "42%", "300"], "percent is '163%': a percentage lies between"),
        (["compare", "63%", "0", "42%", "300"], "n is '0': a base is at least 1"),
        (["compare", "63%", "400", "42%", "300", "--method", "katz"], "choose one of newcombe"),
        (
            ["compare", "63%", "400", "42%", "300", "--deff2", "nan"],
            "deff is nan; expected a number",
        ),
        (
            ["check", "63% > 50%", "--n", "400", "--response-rate", "nan"],
            "--response-rate is nan; expected a share above 0, up to 1, or leave it out",
        ),
    ],
)
def test_wrong_claims_and_comparisons(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_plan_a_margin(run):
    code, out, _ = run("plan", "margin", "3%", "--response-rate", 0.25)
    words = " ".join(out.split())
    assert code == 0
    assert "For ± 3 points around 50% at 95% confidence, 1,068 respondents must answer." in words
    assert "That many answers need 4,272 invitations." in words
    found = json.loads(run("plan", "margin", "3%", "--format", "json")[1])
    assert found["respondents"] == pytest.approx(1067.0718946)


def test_plan_a_difference(run):
    _, out, _ = run("plan", "difference", "50%", "55%", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(out)))
    # R 4.2.2: power.prop.test(p1 = .5, p2 = .55, power = .8)
    assert float(row["respondents"]) == pytest.approx(1564.6720527662, rel=1e-9)
    words = " ".join(run("plan", "difference", "50%", "55%", "--sample-ratio", 2)[1].split())
    assert "in the first sample and 2,3" in words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["margin", "300%"], "percent is '300%': a percentage lies between 0 and 100"),
        (["margin", "<3%"], "percent is '<3%', a bound; expected one number"),
        (["margin", "60%"], "margin is 0.6; expected a number above 0 and below 0.5"),
        (
            ["margin", "3%", "--response-rate", "2"],
            "--response-rate is 2.0; a response rate is above 0, up to 1",
        ),
        (["difference", "50%", "50%"], "both shares are 0.5; no sample shows a difference"),
    ],
)
def test_wrong_plans(run, arguments, message):
    code, out, err = run("plan", *arguments)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


@pytest.mark.usual
def test_figures_of_another_encoding_are_read_and_noted(run, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(GOOD.replace("note", "Zürich").encode("latin-1"))
    code, _, err = run("report", "--figures", path, "--out", tmp_path / "report")
    assert code == 0
    assert "Note: figures.csv is not UTF-8 (line 2 has the byte 0xfc)" in err


def test_kinds_of_samples_are_those_of_figures():
    assert [kind.value for kind in SampleType] == list(SAMPLE_TYPES)


NASTY = 'q,w\n"\x1b[31mred\x1b[0m",1\n"\x1b]0;title\x07",2\n=1+1,1\n=1+1,1\n'


@pytest.fixture
def nasty(tmp_path):
    path = tmp_path / "\x9bs\u202e.csv"
    path.write_text(NASTY, encoding="utf-8")
    return path


@pytest.mark.usual
@pytest.mark.parametrize("output", ["text", "md", "json"])
def test_no_sign_of_an_answer_commands_the_terminal(run, nasty, output):
    for command in (["estimate", nasty, "--proportion", "q"], ["describe", nasty]):
        code, out, err = run(*command, "--format", output)
        assert code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*out, *err}
        assert "[31mred" in out


def test_json_has_the_answers_whole(run, nasty):
    found = json.loads(run("estimate", nasty, "--proportion", "q", "--format", "json")[1])
    assert "\x1b[31mred\x1b[0m" in [row["category"] for row in found["estimates"]]
    assert found["file"] == nasty.name


def test_csv_has_them_too_but_on_a_terminal(run, nasty, monkeypatch):
    command = ("estimate", nasty, "--proportion", "q", "--format", "csv")
    assert "\x1b[31mred\x1b[0m" in run(*command)[1]
    monkeypatch.setattr("topline.cli.shared.output.sys.stdout.isatty", lambda: True)
    assert "\\x1b[31mred" in run(*command)[1]


def test_csv_may_guard_formulas(run, nasty):
    command = ("estimate", nasty, "--proportion", "q", "--format", "csv")
    kept, guarded = (list(csv.DictReader(io.StringIO(run(*command, *more)[1])))
                     for more in ([], ["--guard-formulas"]))  # fmt: skip
    assert "=1+1" in {row["category"] for row in kept}
    assert "'=1+1" in {row["category"] for row in guarded}
    assert [row["estimate"] for row in kept] == [row["estimate"] for row in guarded]


REFUSED = [["bogus\x1b[31m"], ["interval", "63%", "--x\x1b[31m"], ["describe", "a", "b\x1b[31m"],
           ["interval", "63%", "--n", "4", "--unit", "\x1b[31m"],
           ["describe", "\x1b[31m\udcff.csv"],
           ["plan", "margin", "--\x9b"]]  # fmt: skip


@pytest.mark.usual
@pytest.mark.parametrize("line", REFUSED)
def test_what_was_typed_is_shown_in_refusals(run, line):
    code, out, err = run(*line)
    assert code == 2
    assert not {"\x1b", "\x9b", "\udcff"} & {*out, *err}
    assert "\\x1b" in err or "\\x9b" in err


@pytest.mark.usual
def test_a_report_says_what_it_left_out_and_why(run, tmp_path):
    rows = "".join(f"R{k},{'yes' if k % 3 else 'no'}\n" for k in range(5000))
    (tmp_path / "s.csv").write_text(f"id,q\n{rows}", encoding="utf-8")
    code, _, err = run("report", tmp_path / "s.csv", "--questions", "id,q", "--out", tmp_path / "r")
    assert code == 0, err
    assert "Note: 'id' is left out: it has 5,000 different answers" in err
    assert "looks like an id" in err
    code, _, err = run("report", tmp_path / "s.csv", "--questions", "id", "--out", tmp_path / "r")
    assert code == 2
    assert "--most-answers" in err
