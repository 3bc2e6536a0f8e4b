"""Figures of the house: how the package is cut, by syntax trees, and what a call passes through.

``python benchmarks/house.py [package folder]`` prints, for the folder: private functions per public
one; private helpers that their module uses once; calls that give a class six or more positional
arguments; functions that unpack one of their parameters; comment lines; folders of more than 14
files; modules below ``survey/survey.py`` that name ``Survey`` in an import. For the whole package,
also the files and functions that one call of each kind passes through.
"""

import argparse
import ast
import collections
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"
MOST_FILES, MANY_ARGUMENTS = 14, 6


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


def figures(root: Path) -> dict[str, Any]:
    """Count over every module below a folder."""
    count: collections.Counter[str] = collections.Counter()
    folders: collections.Counter[str] = collections.Counter()
    facade = []
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        nodes = list(ast.walk(ast.parse(text)))
        used = uses(nodes)
        count["files"] += 1
        count["lines"] += text.count("\n")
        count["comments"] += sum(line.lstrip().startswith("#") for line in text.splitlines())
        folders[str(path.parent.relative_to(root))] += path.name != "__init__.py"
        for function in functions(nodes):
            private = function.name.startswith("_")
            count["private" if private else "public"] += 1
            count["once"] += private and used[function.name] == 1
            count["unpacking"] += unpacks(function)
        count["long calls"] += sum(map(is_long_call, nodes))
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
        if "survey" in path.parts and path.name not in ("__init__.py", "survey.py"):
            facade += [path.name for each in imports if (each.module or "") == "survey"]
    full = {folder: size for folder, size in folders.items() if size > MOST_FILES}
    return {**count, "full folders": full, "below, but naming Survey": facade}


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
    private, public = found.get("private", 0), found.get("public", 0)
    once = found.get("once", 0)
    print(f"files {found['files']}, lines {found['lines']}, comment lines {found['comments']}")
    print(f"private {private}, public {public}: {private / max(public, 1):.2f} per public")
    print(f"private used once {once}: {100 * once / max(private, 1):.0f} % of private")
    print(f"classes called with {MANY_ARGUMENTS} or more positional: {found['long calls']}")
    print(f"functions unpacking a parameter: {found['unpacking']}")
    print(f"folders of more than {MOST_FILES} files: {found['full folders'] or 'none'}")
    print(f"below the façade, but naming Survey: {found['below, but naming Survey'] or 'none'}")
    if root == PACKAGE:
        warnings.simplefilter("ignore")
        for name, call in calls().items():
            files, through = passed(call, str(PACKAGE))
            print(f"{name}: {files} files, {through} functions")


if __name__ == "__main__":
    main()
