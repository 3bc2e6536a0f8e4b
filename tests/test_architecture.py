"""Who may import whom; data flows one way, and an import says so at the top of its file."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "analysis" / "topline"

MAY_IMPORT = {
    "errors": set(),
    "wording": {"errors", "statistics", "row_intervals"},
    "statistics": {"errors"},
    "tables": {"errors"},
    "row_intervals": {"errors", "statistics"},
    "estimates": {"errors", "statistics", "row_intervals", "wording", "tables"},
    "loaders": {"errors"},
    "figures": {"errors", "wording", "statistics", "row_intervals", "estimates", "loaders"},
    "survey": {"errors", "wording", "statistics", "row_intervals", "estimates", "loaders"}
    | {"tables"},
    "disclosure": {"errors", "statistics", "wording"},
    # statistics: curves (coverage, tipping points) are worked out at as many points as they need
    "plotting": {"errors", "wording", "estimates", "statistics"},
    "report": {"errors", "wording", "statistics", "row_intervals", "estimates"}
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
