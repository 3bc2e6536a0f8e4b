"""Writes docs/statistics/methods.md: every method there is, from the tables the package reads."""

from pathlib import Path

import topline

PAGE = Path(__file__).resolve().parents[2] / "docs" / "statistics" / "methods.md"


def page() -> str:
    """Write the page: one table a family."""
    lines = [
        "# Every method, by name",
        "",
        '`topline.methods("difference")` lists a family, `topline.methods()` the families. A name',
        "is one formula wherever it is passed; the default is in bold.",
    ]
    for family in topline.methods().itertuples():
        table = topline.methods(family.name)
        lines += ["", f"## {family.name}: {family.label}", "", f"Passed as `{family.use}`.", ""]
        heads = ["name", "method", "source"]
        if "other_names" in table:
            heads.insert(1, "other names")
        lines += [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
        for row in table.itertuples():
            name = f"**`{row.name}`**" if row.default else f"`{row.name}`"
            other = f" {row.other_names} |" if "other_names" in table else ""
            lines.append(f"| {name} |{other} {row.label} | {row.source} |".replace("<", "\\<"))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
