"""Figures of the house: how the package is cut, by syntax trees, and what a call passes through.

``python benchmarks/house.py [package folder]`` prints, for the folder: private functions per public
one; private helpers that their module uses once; calls that give a class six or more positional
arguments; functions that unpack one of their parameters; comment lines; folders of more than 14
files; modules and functions that are too long; modules below ``survey/survey.py`` that name
``Survey`` in an import. For the whole package, also the files and functions that one call of each
kind passes through.

Private is what only its own module uses, whatever it is called: a function is public where
``__init__.pyi`` exports it, another module imports it, or it is a command; a method where its class
is exported or another module names it. A helper that is called once could stand where it is called.
One that is used once without a call stands in a table of methods or is handed on: it could not.
"""

import argparse
import ast
import collections
import sys
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"
MOST_FILES, MANY_ARGUMENTS = 14, 6
MOST_LINES, MOST_BODY = 300, 40
"""Lines of a module, and of a function below its docstring."""


def functions(nodes: Iterable[ast.AST]) -> Iterator[ast.FunctionDef]:
    """Go through the functions and methods among nodes, dunder methods left out."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
            yield node


def uses(nodes: Iterable[ast.AST]) -> collections.Counter[str]:
    """Count how often each name is read, as a variable or as an attribute."""
    found: collections.Counter[str] = collections.Counter()
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
    return found


def unpacks(function: ast.FunctionDef) -> bool:
    """Return whether a function takes one of its parameters apart: ``a, b = parameter``."""
    own = {each.arg for each in [*function.args.args, *function.args.kwonlyargs]}
    return any(
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and isinstance(node.value, ast.Name)
        and node.value.id in own
        for node in ast.walk(function)
    )


def is_long_call(node: ast.AST) -> bool:
    """Return whether a class is called with many positional arguments."""
    if not isinstance(node, ast.Call) or len(node.args) < MANY_ARGUMENTS:
        return False
    called = node.func
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    return name[:1].isupper()


@dataclass(frozen=True)
class Written:
    """A function or method as it stands in its module: named, used and called so many times."""

    module: str
    name: str
    owner: str | None
    lines: int
    uses: int
    calls: int
    is_command: bool


def written(module: str, tree: ast.Module) -> Iterator[Written]:
    """Go through the functions and methods of a module, those within functions left out."""
    used = uses(ast.walk(tree))
    called = uses(node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    owners: list[tuple[str | None, list[ast.stmt]]] = [(None, tree.body)]
    owners += [(node.name, node.body) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for owner, body in owners:
        for function in functions(body):
            decorators = " ".join(map(ast.unparse, function.decorator_list))
            yield Written(
                module=module,
                name=function.name,
                owner=owner,
                lines=length(function),
                uses=used[function.name],
                calls=called[function.name],
                is_command=".command(" in decorators or ".callback(" in decorators,
            )


def length(function: ast.FunctionDef) -> int:
    """Count the lines of a function below its signature and docstring."""
    body = function.body[ast.get_docstring(function) is not None :]
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def imported(module: str, tree: ast.Module, modules: Container[str]) -> Iterator[tuple[str, str]]:
    """Go through what a module takes from others: their path and the name there."""
    folder = module.split("/")[:-1]
    alias: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = folder[: len(folder) - node.level + 1]
            base = "/".join([*above, *filter(None, (node.module or "").split("."))])
            for each in node.names:
                whole = f"{base}/{each.name}".lstrip("/")
                if whole in modules:
                    alias[each.asname or each.name] = whole
                else:
                    yield base, each.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield alias.get(node.value.id, ""), node.attr


def helpers(root: Path, trees: Mapping[str, ast.Module]) -> dict[bool, list[Written]]:
    """Return the functions and methods of a package: private ones under True, public under False.

    Parameters
    ----------
    root : Path
        Where ``__init__.pyi`` says what is exported.
    trees : mapping of str to ast.Module
        By the module's path without its ending.
    """
    stub = root / "__init__.pyi"
    front = ast.parse(stub.read_text(encoding="utf-8") if stub.is_file() else "")
    exports = {
        each.asname or each.name
        for node in ast.walk(front)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    taken = {each for name, tree in trees.items() for each in imported(name, tree, trees)}
    naming: dict[str, set[str]] = collections.defaultdict(set)
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                naming[node.attr].add(module)
    found: dict[bool, list[Written]] = {True: [], False: []}
    for module, tree in trees.items():
        for one in written(module, tree):
            if one.owner is None:
                public = one.name in exports or (module, one.name) in taken or one.is_command
            else:
                public = one.owner in exports or bool(naming[one.name] - {module})
            found[one.name.startswith("_") or not public].append(one)
    return found


def figures(root: Path) -> dict[str, Any]:
    """Count over every module below a folder."""
    count: collections.Counter[str] = collections.Counter()
    folders: collections.Counter[str] = collections.Counter()
    facade, long_modules = [], []
    trees: dict[str, ast.Module] = {}
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        name = path.relative_to(root).with_suffix("").as_posix()
        trees[name] = tree
        nodes = list(ast.walk(tree))
        count["files"] += 1
        count["lines"] += (lines := text.count("\n"))
        long_modules += [f"{name}: {lines}"] if lines > MOST_LINES else []
        count["comments"] += sum(line.lstrip().startswith("#") for line in text.splitlines())
        folders[str(path.parent.relative_to(root))] += path.name != "__init__.py"
        count["unpacking"] += sum(map(unpacks, functions(nodes)))
        count["long calls"] += sum(map(is_long_call, nodes))
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        if "survey" in path.parts and path.name not in ("__init__.py", "survey.py"):
            facade += [path.name for each in imports if (each.module or "") == "survey"]
    found = helpers(root, trees)
    private, public = found[True], found[False]
    long_functions = [
        f"{one.module}.{one.name}: {one.lines}"
        for one in sorted([*private, *public], key=lambda one: -one.lines)
        if one.lines > MOST_BODY
    ]
    return {
        **count,
        "private": len(private),
        "public": len(public),
        "used once": sum(one.uses == 1 for one in private),
        "called once": sum(one.uses == 1 and one.calls == 1 for one in private),
        "long modules": long_modules,
        "long functions": long_functions,
        "full folders": {folder: size for folder, size in folders.items() if size > MOST_FILES},
        "below, but naming Survey": facade,
    }


def passed(call: Callable[[], object], home: str) -> tuple[int, int]:
    """Return how many files and functions of the package a call passes through, the second time."""
    call()
    files, found = set(), set()

    def watch(frame: Any, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(home) and code.co_name[0] != "<":
            files.add(code.co_filename)
            found.add((code.co_filename, code.co_name))

    sys.setprofile(watch)
    try:
        call()
    finally:
        sys.setprofile(None)
    return len(files), len(found)


def calls() -> dict[str, Callable[[], object]]:
    """Return one call of each kind, on a small survey."""
    import numpy as np
    import pandas as pd

    import topline

    rng = np.random.default_rng(1)
    data = pd.DataFrame(
        {
            "weight": rng.uniform(1, 3, 400),
            "stratum": np.repeat(range(10), 40),
            "cluster": np.repeat(range(40), 10),
            "y": rng.normal(size=400),
            "q": rng.choice(list("abc"), 400),
            "g": rng.choice(list("xy"), 400),
        }
    )
    survey = topline.Survey(data, weights="weight", strata="stratum", clusters="cluster")
    return {
        "proportion_interval": lambda: topline.proportion_interval(252, 400),
        "mean": lambda: survey.mean("y"),
        "proportion by": lambda: survey.proportion("q", by="g"),
        "median": lambda: survey.median("y"),
        "crosstab": lambda: survey.crosstab("q", "g"),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=PACKAGE)
    root = parser.parse_args().folder.resolve()
    found = figures(root)
    private, public = found["private"], found["public"]
    print(f"files {found['files']}, lines {found['lines']}, comment lines {found['comments']}")
    print(f"private {private}, public {public}: {private / max(public, 1):.2f} per public")
    for way in ("called once", "used once"):
        print(f"private {way} {found[way]}: {100 * found[way] / max(private, 1):.0f} % of private")
    print(f"classes called with {MANY_ARGUMENTS} or more positional: {found['long calls']}")
    print(f"functions unpacking a parameter: {found['unpacking']}")
    print(f"folders of more than {MOST_FILES} files: {found['full folders'] or 'none'}")
    for long in ("modules", "functions"):
        print(f"long {long}: {', '.join(found[f'long {long}']) or 'none'}")
    print(f"below the façade, but naming Survey: {found['below, but naming Survey'] or 'none'}")
    if root == PACKAGE:
        warnings.simplefilter("ignore")
        for name, call in calls().items():
            files, through = passed(call, str(PACKAGE))
            print(f"{name}: {files} files, {through} functions")


if __name__ == "__main__":
    main()
