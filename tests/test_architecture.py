"""Who may import whom, folder by folder; data flows one way, and an import says so on top.

A *unit* is a folder with the modules that lie in it (not its subfolders), or one module that stands
above the rest of its folder: ``estimates/estimates`` imports ``estimates/algebra``, which imports
``estimates``.
Imports for type checkers count like all others: a circle that only they can see is a circle.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import in_one_test

pytestmark = pytest.mark.quick

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"
MOST_FILES = 14

MAY_IMPORT: dict[str, set[str]] = {
    "frames": set(),
    "errors": {"shown"},
    "answers": set(),
    "wording": {
        "arguments",
        "errors",
        "frames",
        "shown",
    },
    "mappings": set(),
    "values": {
        "frames",
        "mappings",
    },
    "nearest": set(),
    "calls": {"errors", "nearest"},
    "spoken": {"shown", "values"},
    "sample_types": {"errors", "language/marking", "mappings"},
    "statistics": set(),
    "survey": set(),
    "cli/shared": {"nearest", "shown"},
    "plotting": {
        "arguments",
        "estimates",
        "estimates/estimates",
        "figures",
        "language",
        "language/marking",
        "wording",
    },
    "writing": {"errors"},
    "survey/crosstab/parts": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "loaders/codebook",
        "mappings",
        "survey/data",
        "survey/engine",
        "survey/estimators",
        "survey/estimators/quantiles",
        "survey/variance",
        "values",
        "wording",
    },
    "book": {
        "arguments",
        "errors",
        "estimates",
        "language",
        "mappings",
        "office",
        "report",
        "report/questions",
        "shown",
        "spoken",
        "survey/checks",
        "survey/survey",
        "tables",
        "values",
        "writing",
    },
    "office": {
        "errors",
        "shown",
        "spoken",
        "tables",
        "values",
    },
    "tables": {"arguments", "errors", "language", "shown", "values", "writing"},
    "formulas": {
        "arguments",
        "errors",
        "expressions",
        "mappings",
        "nearest",
        "statistics/core",
        "values",
    },
    "expressions": {"errors"},
    "statistics/printed": {"arguments", "errors", "spoken", "statistics/core", "wording"},
    "statistics/core": {
        "arguments",
        "errors",
        "frames",
        "spoken",
        "values",
        "wording",
    },
    "cli/microdata": {"cli/shared", "expressions", "sample_types"},
    "cli/figures": {
        "cli/shared",
        "loaders/text",
        "writing",
    },
    "cli/pages": {
        "cli/shared",
    },
    "statistics/laws": {"statistics/core"},
    "cli": {"cli/figures", "cli/microdata", "cli/pages", "cli/shared"},
    "statistics/intervals/one_share": {"arguments", "errors", "statistics/core", "statistics/laws"},
    "__main__": {"cli"},
    "statistics/precision": {
        "arguments",
        "errors",
        "spoken",
        "statistics/core",
        "statistics/intervals/one_share",
        "wording",
    },
    "statistics/intervals": {
        "arguments",
        "errors",
        "statistics/core",
        "statistics/intervals/one_share",
    },
    "statistics/intervals/multinomial": {
        "errors",
        "statistics/core",
        "statistics/intervals/one_share",
    },
    "statistics/intervals/two_shares": {
        "arguments",
        "errors",
        "statistics/core",
        "statistics/intervals/one_share",
        "statistics/laws",
    },
    "statistics/pooling": {
        "arguments",
        "errors",
        "mappings",
        "spoken",
        "statistics/core",
        "statistics/precision",
        "wording",
    },
    "statistics/planning": {
        "arguments",
        "errors",
        "spoken",
        "statistics/core",
        "statistics/precision",
        "wording",
    },
    "statistics/survival": {
        "arguments",
        "statistics/core",
        "statistics/models",
        "values",
    },
    "statistics/models": {
        "arguments",
        "errors",
        "mappings",
        "statistics/core",
        "values",
    },
    "statistics/weighting/shared": {"arguments", "errors", "statistics/core", "wording"},
    "statistics/weighting": {
        "arguments",
        "errors",
        "spoken",
        "statistics/core",
        "statistics/models",
        "statistics/weighting/shared",
        "values",
        "wording",
    },
    "statistics/inequality": set(),
    "statistics/nonprobability": {
        "arguments",
        "errors",
        "statistics/core",
        "statistics/weighting/shared",
        "values",
    },
    "statistics/weighting/calibration": {
        "arguments",
        "errors",
        "spoken",
        "statistics/core",
        "statistics/weighting/shared",
        "values",
        "wording",
    },
    "statistics/weighting/raking": {
        "arguments",
        "errors",
        "frames",
        "spoken",
        "statistics/core",
        "statistics/weighting/shared",
        "values",
        "wording",
    },
    "estimates": {
        "arguments",
        "calls",
        "errors",
        "language",
        "language/marking",
        "mappings",
        "sample_types",
        "shown",
        "statistics/core",
        "statistics/intervals",
        "statistics/intervals/one_share",
        "values",
        "wording",
        "writing",
    },
    "statistics/intervals/paired": {
        "arguments",
        "errors",
        "statistics/core",
        "statistics/intervals/multinomial",
        "statistics/intervals/one_share",
    },
    "plotting/look": {"arguments", "calls", "errors", "language", "mappings", "shown", "values"},
    "statistics/comparisons": {
        "arguments",
        "errors",
        "spoken",
        "statistics/core",
        "statistics/intervals/paired",
        "statistics/intervals/two_shares",
        "statistics/laws",
        "wording",
    },
    "estimates/algebra": {
        "arguments",
        "errors",
        "estimates",
        "expressions",
        "statistics/comparisons",
        "statistics/core",
        "statistics/intervals/two_shares",
        "wording",
    },
    "estimates/printed": {
        "arguments",
        "estimates",
        "estimates/algebra",
        "language",
        "language/marking",
        "shown",
        "tables",
        "wording",
    },
    "estimates/table": {
        "arguments",
        "errors",
        "estimates",
        "estimates/printed",
        "language",
        "mappings",
        "sample_types",
        "shown",
        "tables",
    },
    "estimates/estimates": {
        "arguments",
        "calls",
        "estimates",
        "estimates/algebra",
        "estimates/table",
        "statistics/comparisons",
        "statistics/core",
    },
    "figures/columns": {"answers", "errors", "mappings"},
    "figures/together": {
        "answers",
        "estimates",
        "estimates/algebra",
        "estimates/estimates",
        "statistics/comparisons",
    },
    "figures": {
        "answers",
        "arguments",
        "calls",
        "errors",
        "estimates",
        "estimates/estimates",
        "figures/columns",
        "figures/together",
        "frames",
        "mappings",
        "sample_types",
        "spoken",
        "statistics/comparisons",
        "statistics/core",
        "statistics/intervals",
        "statistics/intervals/one_share",
        "statistics/intervals/paired",
        "statistics/intervals/two_shares",
        "statistics/precision",
        "statistics/printed",
        "wording",
    },
    "figures/checks": {
        "arguments",
        "errors",
        "figures",
        "figures/together",
        "spoken",
        "statistics/core",
        "statistics/printed",
        "wording",
    },
    "figures/averages": {
        "arguments",
        "errors",
        "figures",
        "figures/checks",
        "figures/together",
        "spoken",
        "statistics/core",
        "statistics/pooling",
        "wording",
    },
    "figures/claims": {
        "answers",
        "arguments",
        "errors",
        "figures",
        "figures/together",
        "sample_types",
        "spoken",
        "statistics/core",
        "statistics/intervals/one_share",
        "statistics/intervals/two_shares",
        "statistics/precision",
        "wording",
    },
    "plotting/frame": {
        "arguments",
        "errors",
        "estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/look",
        "shown",
        "wording",
    },
    "loaders/codebook": {"arguments", "calls", "errors", "figures", "mappings", "shown", "values"},
    "disclosure": {
        "arguments",
        "calls",
        "errors",
        "figures",
        "loaders/text",
        "sample_types",
        "shown",
        "spoken",
        "statistics/core",
        "values",
        "wording",
    },
    "report/parts": {
        "answers/several",
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "mappings",
        "plotting/frame",
        "plotting/look",
        "plotting/publishing",
        "sample_types",
        "wording",
    },
    "plotting/publishing": {
        "arguments",
        "calls",
        "errors",
        "estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "sample_types",
        "shown",
        "values",
        "wording",
        "writing",
    },
    "plotting/maps": {
        "arguments",
        "errors",
        "estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "shown",
        "wording",
    },
    "plotting/trend": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "plotting/publishing",
        "wording",
    },
    "plotting/method": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "plotting/frame",
        "plotting/look",
        "shown",
        "statistics/core",
        "statistics/intervals/one_share",
        "statistics/pooling",
        "statistics/precision",
        "wording",
    },
    "plotting/difference": {
        "arguments",
        "errors",
        "estimates",
        "estimates/algebra",
        "estimates/estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "wording",
    },
    "plotting/likert": {
        "answers",
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "wording",
    },
    "plotting/crosstab": {
        "errors",
        "estimates",
        "language",
        "language/marking",
        "plotting/frame",
        "plotting/look",
        "plotting/publishing",
        "shown",
        "wording",
    },
    "plotting/rows": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "plotting",
        "plotting/frame",
        "plotting/look",
        "statistics/pooling",
        "wording",
    },
    "loaders/grids": {"answers", "errors", "figures", "loaders/codebook"},
    "loaders/encodings": set(),
    "loaders/files": {
        "errors",
        "figures",
        "loaders/codebook",
        "loaders/encodings",
        "loaders/r",
        "loaders/statistical",
    },
    "loaders": {
        "arguments",
        "errors",
        "figures",
        "figures/columns",
        "loaders/codebook",
        "loaders/files",
        "loaders/grids",
        "loaders/published",
        "loaders/published/pages",
        "loaders/sets",
        "loaders/sheets",
        "loaders/text",
        "loaders/writers",
        "values",
        "writing",
    },
    "loaders/published/words": {
        "answers",
    },
    "loaders/published/pages": {
        "errors",
        "figures",
        "loaders/codebook",
        "loaders/files",
        "loaders/published/words",
        "loaders/text",
    },
    "loaders/published/found": {
        "arguments",
        "errors",
        "figures",
        "loaders/published/pages",
        "loaders/published/words",
        "values",
    },
    "loaders/published/banners": {
        "loaders/published/found",
        "loaders/published/pages",
        "loaders/published/words",
    },
    "loaders/published/records": {
        "loaders/published/banners",
        "loaders/published/found",
        "loaders/published/pages",
        "loaders/published/words",
    },
    "loaders/published": {
        "arguments",
        "errors",
        "figures/together",
        "loaders/codebook",
        "loaders/files",
        "loaders/published/banners",
        "loaders/published/found",
        "loaders/published/pages",
        "loaders/published/records",
        "loaders/published/words",
        "sample_types",
        "spoken",
        "wording",
    },
    "report/published": {
        "answers",
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "figures",
        "figures/averages",
        "figures/together",
        "headlines",
        "language",
        "language/marking",
        "plotting/look",
        "plotting/rows",
        "plotting/trend",
        "report/parts",
        "sample_types",
        "wording",
    },
    "report/stories": {
        "estimates/estimates",
        "figures",
        "language/marking",
        "loaders",
        "mappings",
        "plotting/look",
        "plotting/rows",
        "report/parts",
    },
    "survey/data": {
        "answers",
        "answers/several",
        "arguments",
        "errors",
        "estimates",
        "expressions",
        "loaders",
        "loaders/codebook",
        "loaders/sets",
        "mappings",
        "values",
    },
    "survey/engine": {
        "errors",
        "estimates",
        "expressions",
        "statistics/core",
        "statistics/weighting/calibration",
        "survey/data",
        "values",
    },
    "survey/engine/lazy": {
        "arguments",
        "errors",
        "expressions",
        "loaders/codebook",
        "mappings",
        "survey/data",
        "survey/engine",
        "values",
    },
    "survey/design": {
        "arguments",
        "errors",
        "language",
        "language/marking",
        "mappings",
        "sample_types",
        "statistics/core",
        "statistics/weighting/shared",
        "survey/data",
        "survey/engine",
        "survey/engine/lazy",
        "values",
        "wording",
    },
    "survey/design/replicates": {
        "arguments",
        "errors",
        "language",
        "statistics/core",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/engine/lazy",
        "wording",
    },
    "survey/design/presets": {
        "errors",
        "mappings",
        "statistics/core",
        "survey/data",
        "survey/design",
        "survey/design/replicates",
        "wording",
    },
    "survey/variance": {"errors", "survey/data", "survey/design", "survey/engine"},
    "survey/arguments": {
        "errors",
        "survey/data",
        "survey/design",
        "survey/design/presets",
        "survey/design/replicates",
        "survey/engine",
        "wording",
    },
    "survey/lazy": {
        "errors",
        "loaders/codebook",
        "loaders/files",
        "survey/arguments",
        "survey/data",
        "survey/design",
        "survey/design/presets",
        "survey/engine/lazy",
    },
    "survey/checks": {
        "answers",
        "arguments",
        "errors",
        "loaders/codebook",
        "sample_types",
        "shown",
        "spoken",
        "statistics/core",
        "survey/data",
        "survey/design",
        "survey/design/presets",
        "survey/engine",
        "survey/variance",
        "values",
        "wording",
    },
    "survey/estimators": {
        "arguments",
        "calls",
        "errors",
        "estimates",
        "estimates/estimates",
        "language",
        "language/marking",
        "nearest",
        "statistics/core",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/variance",
    },
    "survey/hypotheses": {
        "arguments",
        "errors",
        "statistics/comparisons",
        "statistics/core",
        "statistics/laws",
        "survey/data",
        "survey/engine",
        "survey/estimators",
        "survey/variance",
    },
    "survey/estimators/quantiles": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "language/marking",
        "statistics/core",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/estimators",
        "survey/variance",
    },
    "survey/estimators/inequality": {
        "arguments",
        "errors",
        "estimates/estimates",
        "language/marking",
        "statistics/inequality",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/estimators",
        "survey/estimators/quantiles",
        "survey/variance",
        "wording",
    },
    "survey/crosstab": {
        "arguments",
        "calls",
        "errors",
        "estimates",
        "estimates/algebra",
        "estimates/estimates",
        "language",
        "language/marking",
        "shown",
        "statistics/comparisons",
        "statistics/core",
        "survey/crosstab/parts",
        "survey/data",
        "survey/design",
        "survey/estimators",
        "survey/hypotheses",
        "tables",
        "values",
        "wording",
    },
    "headlines": {
        "answers",
        "arguments",
        "errors",
        "estimates",
        "estimates/algebra",
        "estimates/estimates",
        "language",
        "language/marking",
        "mappings",
        "sample_types",
        "spoken",
        "statistics/comparisons",
        "values",
        "wording",
    },
    "families": {
        "errors",
        "estimates",
        "statistics/comparisons",
        "statistics/core",
        "statistics/intervals",
        "statistics/intervals/multinomial",
        "statistics/intervals/one_share",
        "statistics/intervals/paired",
        "statistics/intervals/two_shares",
        "statistics/models",
        "statistics/planning",
        "statistics/pooling",
        "statistics/precision",
        "statistics/survival",
        "statistics/weighting",
        "statistics/weighting/calibration",
        "survey/design",
        "survey/design/presets",
        "survey/estimators/quantiles",
        "survey/hypotheses",
        "survey/models",
    },
    "survey/models": {
        "arguments",
        "calls",
        "errors",
        "estimates",
        "estimates/algebra",
        "estimates/estimates",
        "expressions",
        "formulas",
        "nearest",
        "shown",
        "spoken",
        "statistics/comparisons",
        "statistics/core",
        "statistics/laws",
        "statistics/models",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/estimators",
        "survey/variance",
        "values",
    },
    "survey/weighting": {
        "arguments",
        "errors",
        "formulas",
        "language",
        "loaders",
        "mappings",
        "statistics/core",
        "statistics/weighting",
        "statistics/weighting/calibration",
        "statistics/weighting/raking",
        "statistics/weighting/shared",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/models",
        "values",
        "wording",
    },
    "survey/outcomes": {
        "arguments",
        "calls",
        "errors",
        "estimates/estimates",
        "expressions",
        "formulas",
        "nearest",
        "shown",
        "spoken",
        "statistics/comparisons",
        "statistics/core",
        "statistics/models",
        "statistics/weighting/shared",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/estimators",
        "survey/models",
        "values",
    },
    "survey/survival": {
        "arguments",
        "calls",
        "errors",
        "estimates/estimates",
        "formulas",
        "shown",
        "spoken",
        "statistics/comparisons",
        "statistics/core",
        "statistics/survival",
        "statistics/weighting/shared",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/estimators",
        "survey/models",
        "survey/outcomes",
        "survey/variance",
        "values",
        "wording",
    },
    "survey/imputed": {
        "arguments",
        "calls",
        "errors",
        "estimates",
        "estimates/estimates",
        "survey/data",
        "survey/models",
        "values",
    },
    "survey/nonprobability": {
        "arguments",
        "errors",
        "estimates",
        "estimates/estimates",
        "formulas",
        "language",
        "sample_types",
        "statistics/models",
        "statistics/nonprobability",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/models",
        "survey/weighting",
        "values",
    },
    "survey/facade": {
        "arguments",
        "errors",
        "estimates/estimates",
        "loaders/codebook",
        "mappings",
        "statistics/comparisons",
        "statistics/core",
        "statistics/inequality",
        "survey/checks",
        "survey/crosstab",
        "survey/crosstab/parts",
        "survey/data",
        "survey/design",
        "survey/design/replicates",
        "survey/engine",
        "survey/engine/lazy",
        "survey/estimators",
        "survey/estimators/inequality",
        "survey/estimators/quantiles",
        "survey/hypotheses",
        "survey/imputed",
        "survey/models",
        "survey/nonprobability",
        "survey/outcomes",
        "survey/survival",
        "survey/weighting",
    },
    "survey/survey": {
        "calls",
        "loaders/codebook",
        "survey/arguments",
        "survey/checks",
        "survey/data",
        "survey/design",
        "survey/engine",
        "survey/facade",
        "survey/lazy",
        "values",
    },
    "report": {
        "arguments",
        "disclosure",
        "errors",
        "estimates",
        "estimates/estimates",
        "figures",
        "language",
        "language/marking",
        "loaders",
        "loaders/text",
        "plotting/look",
        "report/parts",
        "report/published",
        "report/questions",
        "report/stories",
        "sample_types",
        "shown",
        "survey/data",
        "survey/design",
        "survey/estimators",
        "survey/survey",
        "tables",
        "values",
        "wording",
        "writing",
    },
    "shown": set(),
    "arguments": {
        "errors",
        "frames",
    },
    "loaders/text": {
        "errors",
        "figures",
        "loaders/codebook",
        "loaders/encodings",
        "loaders/files",
        "loaders/grids",
    },
    "answers/several": {"answers"},
    "loaders/sets": {
        "answers",
        "answers/several",
        "errors",
        "expressions",
        "figures",
        "loaders/codebook",
        "values",
    },
    "loaders/statistical": {"loaders/codebook"},
    "loaders/r": {"loaders/codebook", "loaders/statistical"},
    "loaders/sheets": {"errors", "figures", "loaders/codebook", "loaders/files", "loaders/grids"},
    "loaders/writers": {
        "errors",
        "figures",
        "loaders/codebook",
        "loaders/files",
        "loaders/statistical",
    },
    "report/questions": {
        "answers",
        "answers/several",
        "estimates",
        "estimates/estimates",
        "headlines",
        "language",
        "language/marking",
        "mappings",
        "plotting/frame",
        "plotting/likert",
        "plotting/look",
        "plotting/rows",
        "report/parts",
        "survey/checks",
        "survey/data",
        "survey/survey",
        "values",
        "wording",
    },
    "report/starting": {
        "loaders",
        "arguments",
        "errors",
        "report",
        "report/questions",
        "shown",
        "spoken",
        "survey/checks",
        "survey/data",
        "survey/survey",
        "wording",
        "writing",
    },
    "language": {"arguments", "calls", "errors", "shown", "values", "wording"},
    "language/marking": set(),
}


def modules() -> dict[str, Path]:
    """Return every module but the package's front door, by its path without the ending."""
    found = {str(path.relative_to(PACKAGE).with_suffix("")): path for path in PACKAGE.rglob("*.py")}
    return {
        name.removesuffix("/__init__"): path for name, path in found.items() if name != "__init__"
    }


MODULES = modules()


def unit_of(module: str) -> str:
    """Return the unit of a module: itself where it has a row of its own, else its folder."""
    if module in MAY_IMPORT or (PACKAGE / module).is_dir():
        return module
    return module.rpartition("/")[0]


def imports(module: str) -> Iterator[tuple[str, ast.ImportFrom]]:
    """Yield the modules of this package that a module imports, wherever the statement stands."""
    path = MODULES[module]
    package = path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = [
            *package[: len(package) - node.level + 1],
            *filter(None, (node.module or "").split(".")),
        ]
        for alias in node.names:
            whole = "/".join([*base, alias.name])
            yield whole if whole in MODULES else "/".join(base), node


@in_one_test("module", sorted(MODULES))
def test_imports_are_allowed_and_stand_at_the_top(module):
    unit = unit_of(module)
    for imported, node in imports(module):
        target = unit_of(imported)
        assert target == unit or target in MAY_IMPORT[unit], f"{module} imports {imported}"
        assert node.names[0].name != "*", f"{module} imports everything of {imported}"


def test_every_import_stands_at_the_top_of_its_module():
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = [
            node
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.ClassDef))
            for node in ast.walk(function)
            if isinstance(node, ast.ImportFrom) and node.level
        ]
        assert not inside, f"{module} imports inside a function or class"


def test_the_units_have_no_circle():
    try:
        TopologicalSorter(MAY_IMPORT).prepare()
    except CycleError as circle:
        pytest.fail(f"the rule itself goes round: {circle.args[1]}")


def test_the_modules_have_no_circle():
    graph = {name: {each for each, _ in imports(name)} - {name} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"modules import each other in a circle: {circle.args[1]}")


def test_the_rule_names_what_there_is_and_no_more():
    used: dict[str, set[str]] = {unit: set() for unit in MAY_IMPORT}
    for module in MODULES:
        unit = unit_of(module)
        used[unit] |= {unit_of(imported) for imported, _ in imports(module)} - {unit}
    assert used == MAY_IMPORT


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


def test_no_text_is_run_as_a_program():
    for path in PACKAGE.rglob("*.py"):
        found = set(what_runs(ast.parse(path.read_text(encoding="utf-8"))))
        assert found == MAY_RUN.get(path.relative_to(PACKAGE).as_posix(), set()), path


WOULD_RUN = ["eval(x)", "exec(x)", "run = compile", "__import__(x)", "frame.eval(x)", "a.query(x)"]
WOULD_RUN += ["os.system(x)", "import pickle", "from yaml import load", "import subprocess as s"]


@pytest.mark.parametrize("code", WOULD_RUN)
def test_what_would_run_one_is_found(code):
    assert list(what_runs(ast.parse(code)))


SLOW = ("scipy.optimize", "scipy.linalg", "scipy.stats")
"""What takes longer to load than all else of scipy, and few ask for: ``scipy`` loads it on use."""


def test_what_loads_slowly_is_loaded_on_first_use():
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{each.name}" for each in node.names]
            elif isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            assert not [name for name in names if name.startswith(SLOW)], module
