"""Who may import whom; data flows one way, and an import says so at the top of its file."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"

MAY_IMPORT = {
    "errors": set(),
    "expressions": {"errors"},
    "wording": {"errors"},
    "statistics": {"errors"},
    "tables": {"errors"},
    "estimates": {"errors", "expressions", "statistics", "wording", "tables"},
    "loaders": {"errors", "figures"},
    "figures": {"errors", "wording", "statistics", "estimates"},
    "survey": {"errors", "expressions", "wording", "statistics", "estimates", "loaders", "tables"},
    "families": {"errors", "statistics", "estimates", "survey"},
    "disclosure": {"errors", "figures", "statistics", "wording"},
    # statistics: curves (coverage, tipping points) are worked out at as many points as they need
    "plotting": {"errors", "wording", "estimates", "statistics"},
    "report": {"errors", "wording", "statistics", "estimates"}
    | {"loaders", "figures", "survey", "disclosure", "plotting", "tables"},
    "cli": {"errors"},  # and the public names, through the package itself
    "__main__": {"cli"},
}


def internal_imports(path):
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            for alias in node.names:
                yield (node.module or alias.name).split(".")[0], node
        assert not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*"), path


def test_imports_go_one_way_and_stand_at_the_top():
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for imported, node in internal_imports(path) if room != "__init__" else ():
            assert imported in MAY_IMPORT[room] | {room}, f"{path} imports {imported}"
            assert node.col_offset == 0, f"{path} imports {imported} inside a function"


RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
"""Functions that run a text as a program."""
RUNS_TEXT_OF = {"eval", "query", "system", "popen", "read_pickle"}
"""Methods that do, of whatever: pandas' eval and query call methods that a text names."""
RUN_FILES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "subprocess", "code", "runpy"}
"""Libraries that run programs, or what a file says."""


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


def test_no_text_is_run_as_a_program():
    for path in PACKAGE.rglob("*.py"):
        assert not list(what_runs(ast.parse(path.read_text(encoding="utf-8")))), path


WOULD_RUN = ["eval(x)", "exec(x)", "run = compile", "__import__(x)", "frame.eval(x)", "a.query(x)"]
WOULD_RUN += ["os.system(x)", "import pickle", "from yaml import load", "import subprocess as s"]


@pytest.mark.parametrize("code", WOULD_RUN)
def test_what_would_run_one_is_found(code):
    assert list(what_runs(ast.parse(code)))
