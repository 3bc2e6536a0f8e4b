"""Messages and notes name options of the command that runs, and nothing that it has not."""

import ast
import re
from inspect import signature
from pathlib import Path

import pytest
from typer.main import get_command

import topline
from tests.conftest import in_one_test, tree_of
from topline.cli.app import app
from topline.cli.figures.check import check
from topline.cli.figures.compare import compare
from topline.cli.figures.interval import interval
from topline.cli.microdata.describe import describe
from topline.cli.microdata.estimate import estimate
from topline.cli.pages.report import report
from topline.cli.shared.groups import options_of, with_options
from topline.cli.shared.remedies import as_options

pytestmark = pytest.mark.quick

PACKAGE = Path(topline.__file__).parent
COMMANDS = {
    command.__name__: options_of(command)
    for command in (check, compare, describe, estimate, interval, report)
}
NAMED = re.compile(r"(?<![\w.<'-])([a-z][a-z_]*)=(?!=)")
"""An argument as Python has it."""


def texts():
    """All sentences of the package in which an argument is named, with stand-ins for values."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "cli" in path.parts:
            continue
        tree = tree_of(path)
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
                  for part in node.values}  # fmt: skip
        for node in ast.walk(tree):
            if id(node) in documented or id(node) in inside:
                continue
            text = ""
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
            elif isinstance(node, ast.JoinedStr):
                text = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "'x'"
                    for part in node.values
                ).replace("\"'x'\"", "'x'")
            if "{name!r}" in text:  # to be formatted
                text = text.format(name="x")
            if NAMED.search(text) and " " in text and "<" not in text:
                yield path.relative_to(PACKAGE).as_posix(), text


@pytest.fixture(scope="module")
def told():
    return list(texts())


@pytest.mark.parametrize("command", COMMANDS)
def test_options_are_called_as_the_command_has_them(command):
    own = {option for one in get_command(app).commands[command].params for option in one.opts}
    assert {*COMMANDS[command].values()} <= own
    assert COMMANDS["report"]["labels"] == "--label"


@pytest.mark.usual
def test_there_are_many(told):
    found = " ".join(text for _, text in told)
    for name in ("encoding=", "header_rows=", "order=", "missing_words=", "sets=", "max_gb="):
        assert name in found, name


@pytest.mark.parametrize("command", COMMANDS)
def test_no_message_names_an_option_that_the_command_has_not(command, told):
    options = COMMANDS[command]
    for path, text in told:
        said = as_options(text, options)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", said):
            assert option in options.values(), (path, text, said)
        without = re.sub(r"--[a-z-]+ ('[^']*'|\S+)", "", said)
        for found in NAMED.finditer(without):
            assert " in Python" in without[found.start() :], (path, text, said)


@pytest.mark.parametrize("command", ["estimate", "report", "describe", "check"])
def test_what_reads_microdata_has_an_option_for_each_argument_of_reading(command):
    reading = signature(topline.read_survey).parameters
    own = {*reading} - {"path", "categories", "user_missing", "columns"}
    assert own <= {*COMMANDS[command]}


OPTIONS = {name: f"--{name.replace('_', '-')}" for name in
           ("encoding", "missing_codes", "order", "lonely_psu", "nest", "sheet", "fpc",
            "header_rows", "max_gb", "sets")}  # fmt: skip
OPTIONS["missing_words"] = "--keep-missing-words"


@in_one_test(
    ("told", "expected"),
    [
        ('pass encoding="cp1252" instead', "pass --encoding cp1252 instead"),
        ("choose one, such as sheet='Wave 1'", "choose one, such as --sheet 'Wave 1'"),
        ("missing_codes={'income': [-99, 9999]} leaves it out",
         "--missing-codes income=-99,9999 leaves it out"),
        ("missing_codes={'net, income': [99]} leaves it out",
         "--missing-codes '\"net, income\"=99' leaves it out"),
        ("Survey(data, order={'q': [\"low, or no\", \"high\"]}), first answer first",
         "--order 'q=\"low, or no\",high', first answer first"),
        ("Survey(data, missing_words=False) counts them", "--keep-missing-words counts them"),
        ("pass nest=True if", "pass --nest if"),
        ("(pass encoding= if words look wrong)", "(pass --encoding if words look wrong)"),
        ("header_rows is 9; expected 0 to 5", "--header-rows is 9; expected 0 to 5"),
        ("give fpc, the population size", "give --fpc, the population size"),
        ("pass combined=False if replicates", "pass combined=False in Python if replicates"),
        ("max_gb=4, or save", "--max-gb 4, or save"),
        ("choose lonely_psu='adjust', 'average' or 'remove'",
         "choose --lonely-psu adjust, average or remove"),
        ("there is no column 'max_gb'", "there is no column 'max_gb'"),
        ("column 'nest=', value 'encoding=1,2': pass encoding='x'",
         "column 'nest=', value 'encoding=1,2': pass --encoding x"),
        ("where(q == 'x') and age >= 4", "where(q == 'x') and age >= 4"),
        ("sets={…} says", "sets={…} in Python says"),
        ("sets={'q': {'asked': 'a condition'}} says", "--set-asked 'q=a condition' says"),
        ("sets={'q': {'blank': 'no_answer'}} says", "--set-blank q=no_answer says"),
        ("sets={'q': {'label': 'How?'}} says", "sets={'q': {'label': 'How?'}} in Python says"),
    ],
)  # fmt: skip
def test_arguments_become_options(told, expected):
    assert as_options(told, OPTIONS) == expected


def test_a_command_of_no_options_leaves_python_as_it_is():
    def plain() -> None:
        """Do nothing."""

    assert options_of(plain) == {}
    assert with_options(plain).__doc__ == "Do nothing."
