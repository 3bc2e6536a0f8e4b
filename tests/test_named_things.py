"""What a message, a docstring or a page names is there: options, commands, arguments, files.

Who is told "pass percent_scale=" by a function that has no such argument is told nothing.
"""

import ast
import json
import re
from fnmatch import fnmatch
from functools import cache
from inspect import Parameter, getdoc, signature, unwrap
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from typer.main import get_command

import topline
from tests.conftest import in_one_test
from tests.language.catalogues import LANGUAGES, sentences_of
from topline.cli.app import app

pytestmark = pytest.mark.quick

PACKAGE = Path(topline.__file__).parent
ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
PAGES += sorted((ROOT / "data").glob("*/README.md"))
PAGES += sorted(p for p in (ROOT / "docs").rglob("*.md") if not {"build", "generated"} & {*p.parts})
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}


def options_of_command(command):
    """Options of a command and of those within it."""
    own = {option for one in command.params for option in one.opts if option.startswith("--")}
    within = getattr(command, "commands", {}).values()
    return own.union(*map(options_of_command, within)) | {"--help"}


CLI = get_command(app)
COMMANDS = {name: options_of_command(command) for name, command in CLI.commands.items()}
OPTIONS = options_of_command(CLI)

OPTION = re.compile(r"(?<![\w`-])--[a-z][a-z0-9-]*[a-z0-9](?![\w=]*[\w]*\()")
LINE = re.compile(r"\btopline ([a-z]+)((?: (?!topline )[^\s`|&;)]*[^\s`|&;),:.])*)")
"""A command line, as far as its words go."""

FOREIGN = {
    "--draws": "an option of docs/statistics/coverage_study.py",
    "--find-links": "an option of pip",
    "--upgrade": "an option of pip",
    "--wheel": "an option of build",
    "--lib": "an option of uv",
    "--abbrev-ref": "an option of git",
}
"""Options of other programs, each with whose it is."""


def lines_in(text):
    """Command lines that a text names, each with its command and its options."""
    for found in LINE.finditer(text):
        yield found[1], set(OPTION.findall(found[2]))


def parts_of(text):
    """Blocks of code of a page by their language, and the text around them."""
    pieces = re.split(r"^```(\w*)\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    blocks = [*zip(pieces[1::3], pieces[2::3], strict=True)]
    return blocks, "\n".join(pieces[::3])


def quoted(text):
    """Code of a page: what stands in backticks or in a block for a shell."""
    blocks, rest = parts_of(text)
    shell = [code for language, code in blocks if language in ("", "sh", "console")]
    return [*shell, *re.findall(r"`([^`\n]+)`", rest)]


@in_one_test("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_name_commands_and_options_that_there_are(path):
    for code in quoted(path.read_text(encoding="utf-8")):
        for command, options in lines_in(code):
            assert command in COMMANDS, code
            assert options <= COMMANDS[command], (command, options - COMMANDS[command])
        if "topline " not in code and not code.startswith(("pip", "uv", "git", "make")):
            assert {*OPTION.findall(code)} <= OPTIONS | {*FOREIGN}, code


def test_sources_name_commands_and_options_that_there_are():
    for path, text in SOURCES.items():
        own = COMMANDS.get(Path(path).stem) if path.startswith("cli/") else None
        for command, options in lines_in(re.sub(r'"\s*\n\s*f?"', "", text)):
            if command in COMMANDS:
                assert options <= COMMANDS[command], (path, command, options)
            else:
                assert not options, (path, command)
        if own is not None:
            rest = LINE.sub("", text)
            assert {*OPTION.findall(rest)} <= OPTIONS, (path, {*OPTION.findall(rest)} - OPTIONS)


@in_one_test("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_name_files_of_the_project_that_there_are(path):
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:docs|tests|data|notebooks|analysis|benchmarks)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`((?:[a-z]+/)+\w+\.py)`", text):
        assert name in SOURCES or any((one / name).exists() for one in (ROOT, PACKAGE.parent)), name


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@in_one_test("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_name_commands_and_options_that_there_are(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        text = "".join(cell["source"])
        for command, options in lines_in(text):
            assert command not in COMMANDS or options <= COMMANDS[command], text
        assert {*OPTION.findall(text)} <= OPTIONS, text


@in_one_test("path", sorted((ROOT / "docs/gallery").glob("*.py")), ids=lambda path: path.name)
def test_the_gallery_names_arguments_that_there_are(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in (tree, *(one for one in tree.body if isinstance(one, ast.FunctionDef))):
        text = ast.get_docstring(node) or ""
        assert {*OPTION.findall(text)} <= OPTIONS
        assert {*ARGUMENT.findall(text)} <= every_parameter(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_what_their_sentences_name(language):
    """An option, an argument or code keeps its name, in whatever language a sentence is."""
    asked = 0
    for own, translated in sentences_of(language).items():
        for pattern in (OPTION, ARGUMENT, CODE):
            asked += len(pattern.findall(own))
            assert {*pattern.findall(own)} == {*pattern.findall(translated)}, own
    assert asked


CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b(?=\()|\b[A-Z][a-z]+\.[a-z_]+\(|`[^`\s]+`")
"""A call, and what stands in backticks."""

CALL = re.compile(r"\b(?:topline\.)?((?:Survey\.|Estimates\.)?[A-Za-z_]+)\(([^()`]*)\)")
KEYWORD = re.compile(r"(?<![\w.\"'<-])([a-z][a-z_]*)=(?![=\d>])")


def own_parameters(name):
    """Parameters of a public function or method; None where there is none, or it takes any."""
    found = topline
    for part in name.split("."):
        found = getattr(found, part, None)
    if not callable(found):
        return None
    try:
        parameters = signature(found).parameters
    except (TypeError, ValueError):
        return None
    named = {*parameters}
    for one in parameters.values():
        if one.kind is Parameter.VAR_KEYWORD:
            # options that a TypedDict names, or any
            options = get_args(one.annotation)
            if not options:
                return None
            named |= {*get_type_hints(options[0])} | {*getattr(options[0], "__annotations__", ())}
    return named


@cache
def every_parameter():
    """Parameters of all public functions, and of the methods of public classes."""
    found = set()
    for name in topline.__all__:
        found |= own_parameters(name) or set()
        one = getattr(topline, name)
        if isinstance(one, type):
            for method in dir(one):
                if not method.startswith("_"):
                    found |= own_parameters(f"{name}.{method}") or set()
    return found


@in_one_test("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_name_arguments_that_there_are(path):
    _, text = parts_of(path.read_text(encoding="utf-8"))
    for code in re.findall(r"`([^`\n]+)`", text):
        for name, inside in CALL.findall(code):
            known = own_parameters(name) if name in topline.__all__ or "." in name else None
            if known is not None:
                assert {*KEYWORD.findall(inside)} <= known, code
        bare = re.fullmatch(r"([a-z][a-z_]*)=[^=]*", code)
        if bare and path.name != "peers.md" and not path.name.startswith("from_"):
            assert bare[1] in every_parameter(), code


EXAMPLE = re.compile(r"^ *(>>>|\.\.\.).*$", flags=re.MULTILINE)


def documented():
    """Each public function, class and method by name, with the words of its docstring."""
    for name in topline.__all__:
        one = getattr(topline, name)
        inner = [own for own in dir(one) if own[0] != "_"] if isinstance(one, type) else []
        for full, thing in [(name, one), *((f"{name}.{own}", getattr(one, own)) for own in inner)]:
            if callable(thing) or isinstance(thing, property):
                yield full, EXAMPLE.sub("", getdoc(thing) or "")


ARGUMENT = re.compile(r"(?<![\w.\"'<-])([a-z][a-z_]*)=(?![=>])")
NAME = re.compile(r"(?<!`)`([a-z_]+)`(?!`)")


OF_FORMULAS = {"knots"}
"""Arguments of what may stand in a formula, which no function of the package has."""


def foreign(name, text, things=()):
    """Arguments that a docstring names and its function has not; `things` are those of a class."""
    known = own_parameters(name)
    if known is None:
        return set()
    known = known | (OF_FORMULAS if "formula" in known else set())
    return {*ARGUMENT.findall(text), *NAME.findall(text)} - known - {*things}


def test_docstrings_name_arguments_that_there_are():
    """In single backticks stand a function's own arguments, and what a class has."""
    asked = 0
    for name, text in documented():
        owner = getattr(topline, name.partition(".")[0])
        things = {*dir(owner), *(own_parameters(name.partition(".")[0]) or ())}
        asked += len(NAME.findall(text)) + len(ARGUMENT.findall(text))
        assert not foreign(name, text, things if isinstance(owner, type) else ()), name
    assert asked > 100


def test_a_docstring_that_names_another_argument_is_found():
    assert foreign("percent_interval", "Pass percent_scale='percent'.") == {"percent_scale"}
    assert foreign("plot_bars", "As `wave` says, by ``colour``.") == {"wave"}
    assert foreign("Survey.median", "With rule='school', by=group, nothing=3.") == {"nothing"}


ROOMS = ("figures/", "statistics/", "loaders/figures", "loaders/template", "plotting/",
         "report/published/", "report/write", "report/look", "arguments", "headlines/")  # fmt: skip
"""Rooms whose calls are followed; how a survey's arguments are named, its own tests ask."""

ALLOWED = {
    ("figsize", "plot_*"): "an argument of matplotlib, which makes the figure",
    ("method", "recommend_interval"): "of proportion_interval, which the recommendation is for",
    ("percent_scale", "plot_*"): "where the table is read, as the message says: by as_figures",
    ("percent_scale", "check_published"): "where the table is read, as the message says",
    ("percent_scale", "check_means"): "where the table is read, as the message says",
    ("percent_scale", "average_polls"): "where the table is read, as the message says",
    ("against", "check_figures_claim"): "of check_claim, which the cells are handed to",
    ("other_n", "check_figures_claim"): "of check_claim, which the cells are handed to",
    ("method", "check_figures_claim"): "of check_claim, which the cells are handed to",
    ("unit", "check_figures_claim"): "of check_claim, which the cells are handed to",
    **{
        (name, "write_report"): "of average_polls, whose words the page passes on"
        for name in ("since", "population", "group", "at")
    },
    ("percent_scale", "check_figures_claim"): "where the table is read, as the message says",
    ("percent_scale", "published_shares"): "where the table is read, as the message says",
    ("figsize", "write_report"): "an argument of matplotlib, which makes the figure",
    ("ax", "write_report"): "the page makes figures as large as its charts need",
    ("method", "plot_forest"): "a reason of the pooling that is drawn",
}
"""Arguments that a function without them may name, and why."""


def allowances(argument, name):
    return {(one, who) for one, who in ALLOWED if argument == one and fnmatch(name, who)}


def bodies():
    """Each function and constant of some rooms: names it uses, and arguments it names."""
    found, homes = {}, {}
    for path, text in SOURCES.items():
        module = path.removesuffix(".py").removesuffix("/__init__")
        if not path.startswith(ROOMS):
            continue
        package = path.split("/")[:-1]
        homes[module] = {}
        for node in ast.parse(text).body:
            if isinstance(node, ast.ImportFrom) and node.level:
                base = package[: len(package) - node.level + 1]
                base += filter(None, (node.module or "").split("."))
                for one in node.names:
                    homes[module][one.asname or one.name] = ("/".join(base), one.name)
            targets = getattr(node, "targets", [getattr(node, "target", node)])
            for name in (getattr(one, "name", getattr(one, "id", None)) for one in targets):
                if name:
                    found[module, name] = read(node)
    return found, homes


def read(node):
    """Names that code uses, and the arguments that its sentences name."""
    uses, named, documented = set(), set(), set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            uses.add(part.id)
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            first = part.body[0]
            if isinstance(first, ast.Expr):
                documented.add(id(first.value))
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            text = part.value
            # no HTML, and no piece of it
            words = "=" in text and " " in text and not re.search(r'[<>]|^"|=\\?"\[', text)
            if words and id(part) not in documented:
                named |= {(name, text) for name in KEYWORD.findall(text)}
    return uses, named


@pytest.mark.usual
def test_no_function_advises_an_argument_that_it_has_not():
    found, homes = bodies()
    advised, used_up = 0, set()
    for name in topline.__all__:
        own = getattr(topline, name)
        module = getattr(unwrap(own), "__module__", "").removeprefix("topline.").replace(".", "/")
        if (module, name) not in found or isinstance(own, type):
            continue
        known = own_parameters(name)
        if known is None or name.startswith("load_"):
            continue
        seen, open_ = {(module, name)}, [(module, name)]
        while open_:
            at = open_.pop()
            uses, named = found[at]
            for argument, text in named:
                advised += 1
                if argument not in known:
                    allowed = allowances(argument, name)
                    assert allowed, (name, text)
                    used_up |= allowed
            for used in uses:
                to = homes[at[0]].get(used, (at[0], used))
                while to not in found and to[0] in homes and to[1] in homes[to[0]]:
                    to = homes[to[0]][to[1]]
                if to in found and to not in seen:
                    seen.add(to)
                    open_.append(to)
    assert advised > 20
    assert used_up == {*ALLOWED}, "what nobody needs would hide the next fault"
