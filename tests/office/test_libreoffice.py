"""Books opened by LibreOffice: every word and number of a file arrives, and charts are drawn."""

import os
import re
import shutil
import subprocess
from collections import Counter

import numpy as np
import pytest

import topline
from topline import Survey, write_book
from topline.office.drawing import DIVERGING, ONE

pytestmark = pytest.mark.long

QUESTIONS = ["importance", "channel", "years_experience"]
SECONDS = 300


@pytest.fixture(scope="module")
def survey():
    data = topline.load_example_survey()
    return Survey(data, weights="weight", strata="stratum", clusters="cluster")


@pytest.fixture(scope="module")
def tables(survey):
    options = {
        "importance": {"boxes": 2, "scores": "order"},
        "channel": {"ranks": True},
        "years_experience": {"shares": False, "statistics": ["mean", "median"]},
    }
    return {
        name: survey.crosstab(name, ["role"], **options[name]).printed(title=name)
        for name in QUESTIONS
    }


@pytest.fixture(scope="module")
def opened(survey, tmp_path_factory):
    """Write a book, have LibreOffice print it, and return the pages: words and a picture each."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    pdfium = pytest.importorskip("pypdfium2")

    def call(ending, **more):
        folder = tmp_path_factory.mktemp("book")
        path = folder / f"book.{ending}"
        write_book(
            survey, QUESTIONS, path, banner=["role"], title="Notes",
            own={"channel": {"ranks": True}}, **more,
        )  # fmt: skip
        subprocess.run(
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, path],
            check=True, capture_output=True, timeout=SECONDS,
            env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        document = pdfium.PdfDocument(folder / "book.pdf")
        return [
            (page.get_textpage().get_text_range(), np.asarray(page.render(scale=1).to_pil()))
            for page in document
        ]

    return call


def words_of(text):
    # where a cell wraps is the program's own affair
    return Counter(re.sub(r"[\u00ad\ufffe\u200b]", "", text).split())


def lacking(table, text):
    """The words of a table's cells and labels that a printed text has not, or not often enough."""
    cells = " ".join(cell.words for row in table.rows for cell in row.cells)
    labels = " ".join(label for row in table.rows for label in row.labels)
    return words_of(f"{cells} {labels}") - words_of(text)


def colours(picture):
    """How many points of a picture have each colour."""
    found, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    return {f"{r:02X}{g:02X}{b:02X}": int(n) for (r, g, b), n in zip(found, counts, strict=True)}


@pytest.mark.parametrize(
    ("ending", "more"),
    [("xlsx", {}), ("xlsx", {"stacks": True}), ("docx", {}), ("pptx", {"slides": "table"})],
)
def test_every_cell_arrives(opened, tables, ending, more):
    text = "\n".join(words for words, _ in opened(ending, **more))
    for name, table in tables.items():
        assert name in text
        assert not lacking(table, text)


def test_native_charts_are_drawn(opened, tables):
    pages = opened("pptx")
    (scale,) = [page for page in pages if "very important" in page[0]]
    drawn = colours(scale[1])
    # each answer of a scale has its colour, in parts of the bars as large as its shares
    assert all(drawn.get(colour, 0) > 500 for colour in DIVERGING)
    for row in tables["importance"].rows[:5]:
        assert row.labels[0] in scale[0]
        assert row.cells[0].text in scale[0]
    bars = [page for page in pages if "email" in page[0]]
    assert len(bars) == 1
    assert colours(bars[0][1]).get(ONE, 0) > 5_000
    assert "61%" in bars[0][0]
