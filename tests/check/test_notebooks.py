"""Every notebook runs from top to bottom, and its committed outputs are what it prints today."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

REPOSITORY = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))


def printed(notebook: nbformat.NotebookNode) -> list[str]:
    """The words every cell shows; pictures differ from one matplotlib to the next."""
    texts = []
    for cell in notebook.cells:
        words = ""
        for output in cell.get("outputs", []):
            assert output.output_type != "error", cell.source
            data = output.get("data", {})
            words += output.get("text") or data.get("text/html") or data.get("text/plain", "")
        texts.append(re.sub(r"base64,[^\"]+", "base64,", words))
    return texts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_runs_and_shows_what_is_committed(path: Path):
    notebook = nbformat.read(path, as_version=4)
    committed = printed(notebook)
    assert any(committed), "committed without outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    assert printed(notebook) == committed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_picture_has_alt_text(path: Path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert "image/png" not in data or "alt=" in data.get("text/html", ""), cell.source


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_opens_with_the_answer_and_ends_with_what_to_take_home(path: Path):
    cells = nbformat.read(path, as_version=4).cells
    first, last = cells[0], cells[-1]
    assert re.search(r"^# .+\n\n\*\*What this answers\.\*\* .+\?\s.*In short: ", first.source, re.S)
    assert last.cell_type == "markdown"
    assert last.source.startswith("## What to take away\n\n")
