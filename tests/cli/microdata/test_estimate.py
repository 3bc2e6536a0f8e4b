"""``topline estimate``: the numbers of Survey, in words and for programs, and no traceback."""

import csv
import io
import json
from functools import partial

import pandas as pd
import pytest

import topline
from topline import Survey, load_example_survey
from topline.loaders.bundled import data_folder

DESIGN = ["--weights", "weight", "--strata", "stratum", "--clusters", "cluster"]
FILE = data_folder() / "example_survey" / "respondents.csv"


@pytest.fixture
def run(run):
    """Run ``topline estimate`` in this process; return exit code, output and messages."""
    return partial(run, "estimate")


@pytest.fixture(scope="module")
def survey():
    return Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")


def estimates(out):
    return json.loads(out)["estimates"]


def agree(rows, expected):
    assert len(rows) == len(expected)
    for row, (_, wanted) in zip(rows, expected.table.iterrows(), strict=True):
        for name in ("estimate", "std_error", "ci_low", "ci_high", "n", "n_missing", "df"):
            found = float("nan") if row[name] is None else row[name]
            assert found == pytest.approx(wanted[name], rel=1e-12, nan_ok=True), name


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--mean", "years_experience"], lambda s: s.mean("years_experience")),
        (
            ["--mean", "share_received", "--mean", "years_experience", "--by", "employer_size"],
            lambda s: s.mean(["share_received", "years_experience"], by="employer_size"),
        ),
        (["--total", "years_experience"], lambda s: s.total("years_experience")),
        (["--total", "role"], lambda s: s.total("role")),
        (["--proportion", "channel"], lambda s: s.proportion("channel")),
        (
            [
                "--proportion",
                "prefers_note",
                "--where",
                "role == 'recruiter'",
                "--interval",
                "beta",
            ],
            lambda s: s.where("role == 'recruiter'").proportion("prefers_note", interval="beta"),
        ),
        (
            ["--ratio", "share_received/years_experience", "--confidence-level", 0.9],
            lambda s: s.ratio("share_received", "years_experience", confidence_level=0.9),
        ),
        (
            ["--mean", "years_experience", "--by", "role", "--by", "region"],
            lambda s: s.mean("years_experience", by=["role", "region"]),
        ),
        (["--median", "years_experience"], lambda s: s.median("years_experience")),
        (
            ["--gini", "years_experience", "--by", "role"],
            lambda s: s.gini("years_experience", by="role"),
        ),
        (["--theil", "share_received"], lambda s: s.theil("share_received")),
        (
            ["--atkinson", "years_experience", "--where", "years_experience > 0"],
            lambda s: s.atkinson("years_experience", where="years_experience > 0"),
        ),
        (
            ["--share-ratio", "years_experience", "--confidence-level", 0.9],
            lambda s: s.share_ratio("years_experience", confidence_level=0.9),
        ),
        (["--poverty-line", "years_experience"], lambda s: s.poverty_line("years_experience")),
        (
            ["--poverty-rate", "years_experience", "--by", "role"],
            lambda s: s.poverty_rate("years_experience", by="role"),
        ),
        (["--poverty-gap", "years_experience"], lambda s: s.poverty_gap("years_experience")),
        (
            ["--median", "share_received", "--by", "employer_size"],
            lambda s: s.median("share_received", by="employer_size"),
        ),
    ],
)
def test_gives_the_numbers_of_survey(run, survey, arguments, expected):
    code, out, _ = run("--example", *arguments, "--format", "json")
    assert code == 0
    agree(estimates(out), expected(survey))


def test_a_file_and_its_design_are_the_same(run, survey):
    arguments = ["--mean", "share_received", "--by", "region", "--format", "json"]
    code, out, _ = run(FILE, *DESIGN, *arguments)
    assert code == 0
    found = {row["region"]: row for row in estimates(out)}
    expected = survey.mean("share_received", by="region")
    agree([found[name] for name in expected.table["region"]], expected)


def test_replicate_weights(run, survey):
    arguments = ["--replicate-weights", "rep", "--replicate-method", "bootstrap"]
    _, out, _ = run("--example", *arguments, "--mean", "years_experience", "--format", "json")
    replicated = Survey(
        survey.data, weights="weight", replicate_weights="rep", replicate_method="bootstrap"
    )
    agree(estimates(out), replicated.mean("years_experience"))
    assert "40 replicate weights, bootstrap" in json.loads(out)["method"]


def test_a_design_of_ones_own_for_the_example(run, survey):
    _, out, _ = run(
        "--example", "--weights", "weight", "--mean", "share_received", "--format", "json"
    )
    agree(estimates(out), Survey(survey.data, weights="weight").mean("share_received"))


def test_fpc_nesting_and_lonely_strata(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("s,c,N,y\na,1,10,1\na,2,10,4\nb,1,20,3\n", encoding="utf-8")
    design = [
        "--strata",
        "s",
        "--clusters",
        "c",
        "--nest",
        "--lonely-psu",
        "certainty",
        "--fpc",
        "N",
    ]
    _, out, _ = run(path, *design, "--mean", "y", "--format", "json")
    data = topline.read_survey(path).data
    expected = Survey(
        data, strata="s", clusters="c", fpc="N", nest=True, lonely_psu="certainty"
    ).mean("y")
    agree(estimates(out), expected)


def test_in_words(run):
    code, out, _ = run(
        "--example", "--proportion", "prefers_note", "--where", "role == 'recruiter'"
    )
    words = " ".join(out.split())
    assert code == 0
    assert "synthetic example survey: weighted share of prefers_note where role" in words
    assert "│ yes │ 62.4% │ 4.3% │ 53.1% to 70.9% │ 421 │" in words
    assert "48 clusters in 6 strata" in words
    assert "Without an answer, left out: 24." in words


def test_each_of_two_equal_shares_is_quoted(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("y\n" + "Yes\nNo\n" * 40)
    text = run(path, "--proportion", "y")[1].splitlines()[0]
    assert text.startswith("No: 50.")
    assert "; Yes: 50." in text


def test_values_are_no_percents_in_words(run):
    words = " ".join(
        run("--example", "--mean", "share_received", "--by", "employer_size")[1].split()
    )
    assert "%" not in words.replace("95% interval", "")
    assert "Without an answer, left out: 156 small; 146 medium; 153 large." in words
    words = " ".join(run("--example", "--total", "years_experience")[1].split())
    assert "709,682 │ 46,438 │ 615,966 to 803,399" in words


def test_as_markdown_and_many_labels_as_one(run):
    lines = run("--example", "--mean", "years_experience", "--by", "role", "--format", "md")[1]
    assert lines.splitlines()[2:5] == [
        "| role | Estimate | Std. error | 95% interval | n |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| recruiter | 11.84 | 0.72 | 10.34 to 13.34 | 421 |",
    ]
    arguments = ["--proportion", "gender", "--by", "role", "--by", "employer_size"]
    lines = run("--example", *arguments, "--format", "md")[1].splitlines()
    assert lines[2].startswith("| role, employer_size, category | Estimate |")
    assert lines[4].startswith("| recruiter, small, woman |")


def test_as_csv(run):
    out = run("--example", "--proportion", "sends_note", "--by", "role", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["category"] for row in rows[5:]] == [
        "never", "rarely", "sometimes", "often", "always"
    ]  # fmt: skip
    assert rows[0]["estimate"] == ""
    assert float(rows[9]["ci_high"]) == pytest.approx(0.26, abs=0.1)
    assert rows[9]["role"] == "applicant"


def test_codes_are_told_by_their_labels(run, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "a.sav"
    frame = (
        load_example_survey()[["weight", "age_group"]].head(60).assign(liking=[1.0, 2.0, 9.0] * 20)
    )
    frame["group"] = [1.0, 2.0] * 30
    labels = {"liking": {1.0: "yes [b]", 2.0: "no", 9.0: "no"}, "group": {1.0: "old", 2.0: "new"}}
    frame = frame.drop(columns="age_group")
    pyreadstat.write_sav(frame, str(path), variable_value_labels=labels)
    arguments = [path, "--weights", "weight", "--proportion", "liking", "--by", "group"]
    _, out, _ = run(*arguments, "--format", "json")
    rows = estimates(out)
    assert [row["category"] for row in rows[:3]] == ["yes [b]", "no [2]", "no [9]"]
    assert [row["group"] for row in rows[::3]] == ["old", "new"]
    assert "yes [b]" in run(*arguments)[1], "brackets in a label are no markup"
    code, out, _ = run(path, "--mean", "liking", "--where", "liking < 9", "--format", "json")
    assert (code, estimates(out)[0]["estimate"]) == (0, 1.5)


SMALL = "id,age,weight,sex,a/b\n1,34,1,f,1\n2,50,1.5,m,2\n3,41,2,f,3\n4,29,1,m,4\n"


def test_a_slash_in_a_name(run, tmp_path):
    (tmp_path / "a.csv").write_text(SMALL, encoding="utf-8")
    code, out, _ = run(tmp_path / "a.csv", "--ratio", "age/a/b", "--format", "json")
    assert (code, estimates(out)[0]["estimate"]) == (0, 15.4)
    assert run(tmp_path / "a.csv", "--ratio", "age / id", "--format", "json")[0] == 0


@pytest.mark.parametrize(
    "lists",
    [
        "--mean years_experience,weight --by role,region",
        "--mean years_experience --mean weight --by role --by region",
    ],
)
def test_a_list_is_split_at_commas_or_given_again(run, survey, lists):
    _, out, _ = run("--example", *lists.split(), "--format", "json")
    agree(estimates(out), survey.mean(["years_experience", "weight"], by=["role", "region"]))


@pytest.mark.parametrize(
    "name", ["income, net", "a,b,c", 'say "yes, no"', '"quoted"', "two\nlines"]
)
def test_a_name_with_a_comma_stands_in_quotes(run, tmp_path, name):
    pd.DataFrame({name: [1, 2], "y": [4, 5]}).to_csv(tmp_path / "a.csv", index=False)
    read = topline.read_survey(tmp_path / "a.csv").data.columns[0]
    quoted = '"' + read.replace('"', '""') + '"'
    _, out, _ = run(tmp_path / "a.csv", "--mean", f"{quoted},y", "--format", "json")
    assert [row["outcome"] for row in estimates(out)] == [read, "y"]


def test_a_quote_that_does_not_end_is_told(run):
    code, out, err = run("--example", "--mean", '"income, net')
    words = " ".join(err.replace("│", " ").split())
    assert (code, out) == (2, "")
    assert "put double quotes around a whole name that holds a comma" in words


@pytest.mark.parametrize(
    ("old", "new"),
    [("--lonely", "--lonely-psu"), ("--level", ""), ("--replicate", "--replicate-")],
)
def test_old_names_of_options_are_gone(run, old, new):
    code, out, err = run("--example", "--mean", "years_experience", old, "0.9")
    words = " ".join(err.replace("│", " ").split())
    assert (code, out) == (2, "")
    assert f"topline estimate has no option {old}" in words
    assert new in words


WRONG = {
    "nothing": (["--weights", "weight"], "asked for nothing; expected one of --mean, --total"),
    "two": (["--mean", "age", "--total", "age"], "asked for --mean and --total; expected one of"),
    "unknown": (["--mean", "aeg"], "variable 'aeg' is no column of the data; did you mean 'age'?"),
    "empty": (["--mean", ""], "variable '' is no column of the data"),
    "text": (["--mean", "sex"], "column 'sex' holds text, such as 'f'; expected numbers"),
    "weights": (["--mean", "age", "--weights", "weigth"], "did you mean 'weight'?"),
    "text weights": (["--mean", "age", "--weights", "sex"], "column 'sex' holds text"),
    "strata": (["--mean", "age", "--strata", "none"], "strata 'none' is no column of the data"),
    "by": (["--mean", "age", "--by", "none"], "by 'none' is no column of the data"),
    "by twice": (["--mean", "age", "--by", "sex", "--by", "sex"], "by names 'sex' twice"),
    "where": (
        ["--mean", "age", "--where", "age >>> 3"],
        "the condition 'age >>> 3' cannot be worked out",
    ),
    "where name": (["--mean", "age", "--where", "aeg > 3"], "name 'aeg' is no column of the data"),
    "where values": (
        ["--mean", "age", "--where", "age"],
        "the condition holds int64 values; expected True",
    ),
    "where code": (["--mean", "age", "--where", "__import__('os')"], "cannot be worked out"),
    "where empty": (["--mean", "age", "--where", ""], "the condition '' cannot be worked out"),
    "interval": (
        ["--mean", "age", "--interval", "wilson"],
        "interval is 'wilson'; expected one of mean, t, log, fisher_z, poisson",
    ),
    "share": (["--proportion", "sex", "--interval", "x"], "interval is 'x'; expected one of mean"),
    "level": (["--mean", "age", "--confidence-level", "95"], "write 0.95 for 95 %"),
    "lonely": (
        ["--mean", "age", "--lonely-psu", "drop"],
        "--lonely-psu is 'drop'; expected one of fail",
    ),
    "one unit": (["--mean", "age", "--strata", "id"], "has only one sampled unit"),
    "no slash": (["--ratio", "age"], "ratio is 'age'; expected two columns, as income/members"),
    "slashes": (["--ratio", "age/id/sex"], "ratio is 'age/id/sex'; expected two columns"),
    "ratios": (["--ratio", "age/id", "--ratio", "id/age"], "ratio is 'age/id, id/age'; expected"),
    "method": (["--mean", "age", "--replicate-weights", "w"], "--replicate-method is not given"),
    "replicates": (
        ["--mean", "age", "--replicate-weights", "w", "--replicate-method", "brr"],
        "--replicate-weights w fits no columns",
    ),
    "rho": (["--mean", "age", "--rho", "0.5"], "rho is about replicate weights"),
    "rho text": (["--mean", "age", "--rho", "half"], "--rho"),
    "fpc": (["--mean", "age", "--fpc", "id"], "fpc column 'id' varies within a stratum"),
    "format": (["--mean", "age", "--format", "xml"], "'xml'"),
    "example": (["--example", "--mean", "age"], "FILE and --example are both given; choose one"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_one_message_and_exit_code_two(run, tmp_path, name):
    arguments, message = WRONG[name]
    (tmp_path / "a.csv").write_text(SMALL, encoding="utf-8")
    code, out, err = run(tmp_path / "a.csv", *arguments)
    assert (code, out) == (2, "")
    assert message in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err


FILES = {
    "negative": (SMALL.replace("1.5", "-1.5"), "column 'weight' has 1 negative value (row 1)"),
    "no rows": (SMALL.splitlines()[0] + "\n", "has no rows"),
    "empty": ("", "is empty; expected a survey's data"),
    "zero": ("age,weight\n1,0\n2,0\n", "column 'weight' is 0 in every row"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_one_message(run, tmp_path, name):
    text, message = FILES[name]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    code, out, err = run(tmp_path / "a.csv", "--weights", "weight", "--mean", "age")
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_no_file_or_one_that_is_none(run, tmp_path):
    code, _, err = run("--mean", "age")
    assert (code, "no file is given; name one, or pass --example" in err) == (2, True)
    code, _, err = run(tmp_path / "none.csv", "--mean", "age")
    assert (code, "does not exist; check the path" in err) == (2, True)
    code, _, err = run(tmp_path, "--mean", "age")
    assert (code, "holds no Parquet files" in err) == (2, True)


def test_a_condition_that_nobody_meets_says_what_there_is(run):
    code, _, err = run("--example", "--mean", "years_experience", "--where", "weight > 1e9")
    assert code == 2
    assert "no row has weight > 1e9; weight holds 43.772 to 234.902" in " ".join(err.split())
