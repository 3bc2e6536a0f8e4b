"""Every page of the guide runs from top to bottom, and every name it uses exists."""

import re
from pathlib import Path

import pytest

import topline

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "generated" not in path.parts)


def snippets(path):
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize(
    "path", [path for path in PAGES if snippets(path)], ids=lambda path: path.stem
)
def test_snippets_run(path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    names = {}
    for code in snippets(path):
        exec(compile(code, path.name, "exec"), names)
    assert "Error" not in capsys.readouterr().err


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_names_exist(path):
    used = set(re.findall(r"`(?:topline\.)?([a-z_]+|Survey|Estimates)\(", path.read_text("utf-8")))
    foreign = set(re.findall(r"(?:^|\| )`(\w+)\(", path.read_text("utf-8"), flags=re.MULTILINE))
    methods = set(dir(topline.Survey)) | set(dir(topline.Estimates)) | set(dir(str))
    unknown = used - set(topline.__all__) - methods - foreign
    assert not unknown, unknown


def test_links_lead_somewhere():
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_public_function_is_in_the_reference():
    listed = (DOCS / "reference" / "index.rst").read_text(encoding="utf-8").split()
    shown = [name for name in topline.__all__ if name[0].islower()]
    missing = [
        name for name in shown if name not in listed and not name.endswith(("_text", "_label"))
    ]
    assert missing == []
