"""Who may import whom: data flows one way, and an import says so on top.

The rooms of the ground floor stand in one order, and a room imports only what stands above it in
`ROOMS`. Inside a room the folders have no circle either, with the few modules of `FACADES` told
from their folder since they stand above the rest of it: ``estimates/estimates`` imports
``estimates/algebra``, which imports ``estimates``.
Imports for type checkers count like all others: a circle that only they can see is a circle.
"""

import ast
import functools
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import in_one_test, tree_of
from topline.cli.app import COMMANDS

pytestmark = pytest.mark.quick

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"
MOST_FILES = 14

ROOMS = """
shown mappings frames nearest threads
errors values
arguments calls
expressions wording
writing
language
answers
spoken
decimals
statistics
formulas sample_types tables
estimates
figures headlines
plotting loaders
survey
disclosure office
report
book
families cli
__main__
""".strip().splitlines()
"""The ground floor, from what knows nothing to what knows all; rooms of a line are neighbours."""

FACADES = {
    "estimates/estimates",
    "estimates/printed",
    "estimates/table",
    "language/marking",
    "survey/arguments",
    "survey/lazy",
    "survey/survey",
}
"""Modules that have another place in the order than the folder they lie in."""


def modules() -> dict[str, Path]:
    """Return every module but the package's front door, by its path without the ending."""
    found = {str(path.relative_to(PACKAGE).with_suffix("")): path for path in PACKAGE.rglob("*.py")}
    return {
        name.removesuffix("/__init__"): path for name, path in found.items() if name != "__init__"
    }


MODULES = modules()


def room_of(module: str) -> str:
    """Return the room of the ground floor that a module lies in."""
    return module.split("/")[0]


def folder_of(module: str) -> str:
    """Return the folder that a module lies in, or itself where it stands above its folder."""
    if module in FACADES or (PACKAGE / module).is_dir():
        return module
    return module.rpartition("/")[0] or module


@functools.cache
def imports(module: str) -> tuple[tuple[str, ast.ImportFrom], ...]:
    """Return the modules of this package that a module imports, wherever the statement stands."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[tuple[str, ast.ImportFrom]]:
    package = MODULES[module].relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(tree_of(MODULES[module])):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = [
            *package[: len(package) - node.level + 1],
            *filter(None, (node.module or "").split(".")),
        ]
        for alias in node.names:
            whole = "/".join([*base, alias.name])
            yield whole if whole in MODULES else "/".join(base), node


def assert_no_circle(graph: dict[str, set[str]]) -> None:
    """Fail with the circle, if the arrows of this graph have one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these import each other in a circle: {circle.args[1]}")


def test_rooms_import_only_what_stands_above_them():
    floor = {room: line for line, rooms in enumerate(ROOMS) for room in rooms.split()}
    assert set(floor) == {room_of(module) for module in MODULES}
    for module in MODULES:
        room = room_of(module)
        for imported in {room_of(each) for each, _ in imports(module)} - {room}:
            assert floor[imported] < floor[room], f"{module} imports {imported}"


def test_the_folders_have_no_circle():
    graph: dict[str, set[str]] = {}
    for module in MODULES:
        folder = folder_of(module)
        graph.setdefault(folder, set())
        graph[folder] |= {folder_of(imported) for imported, _ in imports(module)} - {folder}
    assert_no_circle(graph)


@pytest.mark.usual
def test_the_modules_have_no_circle():
    assert_no_circle({name: {each for each, _ in imports(name)} - {name} for name in MODULES})


@pytest.mark.usual
def test_nothing_is_imported_by_a_star():
    for module in MODULES:
        for imported, node in imports(module):
            assert node.names[0].name != "*", f"{module} imports everything of {imported}"


def test_every_import_stands_at_the_top_of_its_module():
    for module, path in MODULES.items():
        inside = [
            node
            for function in ast.walk(tree_of(path))
            if isinstance(function, (ast.FunctionDef, ast.ClassDef))
            for node in ast.walk(function)
            if isinstance(node, ast.ImportFrom) and node.level
        ]
        assert not inside, f"{module} imports inside a function or class"


def test_commands_are_modules_that_do_not_know_of_each_other():
    # which are loaded by name, the one that was typed alone
    named = {f"cli/{folder}/{name}" for name, folder in COMMANDS.items()}
    assert named <= set(MODULES)
    for module in named:
        assert not {each for each, _ in imports(module)} & (named | {"cli/app"}), module


def test_no_room_is_a_hall():
    for folder in {path.parent for path in MODULES.values()}:
        files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(files) <= MOST_FILES, f"{folder.relative_to(PACKAGE)} has {len(files)} files"


def test_nothing_below_the_facade_knows_it():
    for module in MODULES:
        if module.startswith("survey/") and module != "survey/survey":
            assert "survey/survey" not in {imported for imported, _ in imports(module)}, module


RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
"""Functions that run a text as a program."""
RUNS_TEXT_OF = {"eval", "query", "system", "popen", "read_pickle"}
"""Methods that do, of whatever: pandas' eval and query call methods that a text names."""
RUN_FILES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "subprocess", "code", "runpy"}
"""Libraries that run programs, or what a file says."""
MAY_RUN = {"loaders/sheets/spreadsheet.py": {"subprocess"}}
"""Who starts a process: a file of this package, by its path, since the reader may end it."""


def what_runs(tree):
    """Go through what runs a text or a file, with the name of each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in RUNS_TEXT:
            yield node.id
        if isinstance(node, ast.Attribute) and node.attr in RUNS_TEXT_OF:
            yield node.attr
        if isinstance(node, ast.Import):
            yield from {alias.name.split(".")[0] for alias in node.names} & RUN_FILES
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from {str(node.module).split(".")[0]} & RUN_FILES


@pytest.mark.usual
def test_no_text_is_run_as_a_program():
    for path in PACKAGE.rglob("*.py"):
        found = set(what_runs(tree_of(path)))
        assert found == MAY_RUN.get(path.relative_to(PACKAGE).as_posix(), set()), path


WOULD_RUN = ["eval(x)", "exec(x)", "run = compile", "__import__(x)", "frame.eval(x)", "a.query(x)"]
WOULD_RUN += ["os.system(x)", "import pickle", "from yaml import load", "import subprocess as s"]


@in_one_test("code", WOULD_RUN)
def test_what_would_run_one_is_found(code):
    assert list(what_runs(ast.parse(code)))


SLOW = ("scipy.optimize", "scipy.linalg", "scipy.stats")
"""What takes longer to load than all else of scipy, and few ask for: ``scipy`` loads it on use."""


@pytest.mark.usual
def test_what_loads_slowly_is_loaded_on_first_use():
    for module, path in MODULES.items():
        for node in ast.walk(tree_of(path)):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{each.name}" for each in node.names]
            elif isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            assert not [name for name in names if name.startswith(SLOW)], module
