"""Text from a web form or a shared file is a condition or an error, and never a program."""

import os
import subprocess
import sys

import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import ArgumentError, Survey, ToplineError, cli

CSV = "age,q,w\n" + "".join(f"{20 + k},{'ab'[k % 2]},{1 + k % 2}\n" for k in range(12))

CALLS = [
    "@pd.io.common.os.system('touch PWNED') == age",
    "@pd.io.common.os.system('touch PWNED') == 0",
    "@os == age",
    "@self > 1",
    "age > @age",
    "age.to_csv('PWNED') == age",
    "age.to_csv('PWNED') == 0",
    "`age`.to_csv('PWNED') == 0",
    "(age).to_csv('PWNED') == 0",
    "age . to_csv ( 'PWNED' ) == 0",
    "age.\nto_csv('PWNED')",
    "age.map(age.to_pickle)",
    "age.pipe(eval)",
    "age.apply('to_csv')",
    "__import__('os').system('touch PWNED')",
    "__import__('os').system('touch PWNED') == age",
    "eval('1') == age",
    "exec('import os') == age",
    "compile('1', '', 'eval') == age",
    "open('PWNED', 'w') == age",
    "getattr(age, 'to_csv')('PWNED') == age",
    "globals() == age",
    "pd.read_pickle('PWNED') == age",
    "print(age)",
    "abs(age) > 1",
    "sum(age) > 1",
    "age.__class__",
    "age.__class__ == 1",
    "age.__class__.__init__.__globals__['sys'].modules['os'].system('touch PWNED') == 0",
    "().__class__.__bases__[0].__subclasses__() == age",
    "''.__class__ == q",
    "1 .__class__ == age",
    "__builtins__ == age",
    "__pd_eval_local_age > 1",
    "age[0]",
    "age[0] == 1",
    "age[age > 1] > 1",
    "[age][0] > 1",
    "{'a': age} == 1",
    "lambda: age",
    "(lambda x: x)(age) > 1",
    "[x for x in age]",
    "{x for x in age}",
    "(x for x in age)",
    "any(x > 1 for x in age)",
    "f'{age}' == q",
    "f\"{__import__('os').system('touch PWNED')}\" == q",
    "b'a' == q",
    "r'a' == q",
    "u'a' == q",
    "'a' 'b' == q",
    "'''a''' == q",
    "(x := age) > 1",
    "x := age",
    "age = 1",
    "age == 1; import os",
    "import os",
    "age > 1\nimport os",
    "age > 1 # and so on",
    "# age",
    "age if age else age",
    "await age",
    "yield age",
    "*age",
    "**age",
    "age == ...",
    "age is age",
    "age @ age",
    "age << 99999999",
    "age >>> 3",
    "age ^ age > 1 < 'a'",
    "1j == age",
    "0xFF == age",
]
BOMBS = [
    "age > 9**9**9**9",
    "age > 9**9**9",
    "9**9**9 == age",
    "age ** 9**9**9 > 1",
    "age > -(9**99999)",
    "age > 2.0**99999",
    "q * 9999999999 == 'a'",
    "'a' * 9999999999 == q",
    "age > " + "9" * 50_000,
    "age > 1e99999",
    "(" * 10_000_000 + "age",
    "(" * 5_000 + "age" + ")" * 5_000,
    "[" * 5_000 + "age" + "]" * 5_000,
    "age in " + "(" * 5_000 + "1" + ")" * 5_000,
    "-" * 99_000 + "age",
    "~" * 99_000 + "age",
    "not " * 20_000 + "age",
    "1 ** " * 20_000 + "age",
    "age < " * 15_000 + "age",
    "age and " * 12_000 + "age",
    "age + " * 12_000 + "age",
    "a" * 10_000_000,
    "'" * 99_999,
    "`" * 99_999,
    "\\" * 99_999,
]
SIGNS = [
    "",
    " ",
    "\0",
    "age > 1\0",
    "age\0.to_csv('PWNED')",
    "age > '\0",
    "`age",
    "``",
    "`age`` > 1",
    "`age`.`q`",
    "`age > 1` and `",
    "`BACKTICK_QUOTED_STRING_age` > 1",
    "`age`age` > 1",
    "`a\n` > 1",
    "аge > 1",  # a Cyrillic а
    "ａｇｅ > 1",  # full width, which Python reads as age
    "𝐚𝐠𝐞 > 1",
    "ª > 1",
    "age\u200b > 1",
    "age\u00a0> 1",
    "age > １",
    "age\u202e > 1",
    "age ＞ 1",
    "age\ud800 > 1",
    "age == “a”",
    "age\x0c> 1",
    "age \\\n > 1",
    "${age}",
    "$(touch PWNED)",
    "`touch PWNED`",
    "'; DROP TABLE age; --",
    "%(age)s == {age}",
    "!touch PWNED",
]
HOSTILE = CALLS + BOMBS + SIGNS


def short(text):
    return ascii(text[:40])


def doors(survey):
    return {
        "Survey.where": survey.where,
        "where=": lambda text: survey.mean("w", where=text),
        "proportion": lambda text: survey.proportion({"label": text}),
        "rows": lambda text: survey.crosstab({"label": text}, "q"),
        "crosstab": lambda text: survey.crosstab("q", "q", where=text),
        "function": survey.mean(["age", "w"]).function,
    }


@pytest.fixture
def guarded(tmp_path, monkeypatch):
    """A folder in which nothing may be written, and no programs."""
    monkeypatch.chdir(tmp_path)
    for owner, name in [(os, "system"), (os, "popen"), (subprocess, "Popen")]:
        monkeypatch.setattr(owner, name, lambda *given, **_more: pytest.fail(f"ran {given}"))
    yield tmp_path
    assert not list(tmp_path.glob("PWNED*"))


@pytest.fixture(scope="module")
def survey():
    frame = pd.DataFrame({"age": range(20, 32), "q": list("ab") * 6, "w": [1.0, 2.0] * 6})
    return Survey(frame, weights="w")


@in_one_test("text", HOSTILE, ids=short)
def test_no_door_of_python_runs_it(guarded, survey, text):
    for name, door in doors(survey).items():
        with pytest.raises(ArgumentError) as found:
            door(text)
        assert len(str(found.value)) < 1_500, name
    assert not list(guarded.iterdir())


FITTING = [text for text in HOSTILE if len(text) < 100_000 and "\0" not in text]


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process; return exit code and messages."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["topline", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, capsys.readouterr().err

    return call


@pytest.mark.parametrize(
    "texts", [FITTING[::6], pytest.param(FITTING, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_the_command_line_does_not_either(guarded, run, texts):
    for text in texts:
        the_command_line_refuses(text, guarded, run)


def the_command_line_refuses(text, guarded, run):
    (guarded / "a.csv").write_text(CSV, encoding="utf-8")
    code, err = run("estimate", "a.csv", "--mean", "age", f"--where={text}")
    assert code == 2
    assert "Traceback" not in err
    assert [path.name for path in guarded.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("text", CALLS[::6], ids=short)
def test_a_plan_names_columns_and_holds_no_conditions(guarded, run, text):
    (guarded / "a.csv").write_text(CSV, encoding="utf-8")
    value = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    for key in ("questions = [{}]", "questions = ['q']\nbanner = [{}]", "where = {}"):
        lines = f'data = "a.csv"\n{key.format(value)}\n'
        (guarded / "plan.toml").write_text(lines, encoding="utf-8")
        code, err = run("report", "plan.toml", "--out", "out")
        assert code in (1, 2)
        assert "Traceback" not in err
        assert sorted(path.name for path in guarded.iterdir()) == ["a.csv", "plan.toml"]


@pytest.mark.parametrize("text", CALLS[::6], ids=short)
def test_claims_and_weights_are_no_formulas(guarded, survey, text):
    with pytest.raises(ToplineError):
        topline.check_claim(text, n=400)
    with pytest.raises(ToplineError):
        survey.mean(["age", "w"]).contrast({text: 1})
    assert not list(guarded.iterdir())
