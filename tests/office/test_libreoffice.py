"""Books opened by LibreOffice: every word and number of a file arrives, and charts are drawn."""

import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter

import numpy as np
import openpyxl
import pandas as pd
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


def convert(path, to, *options):
    """Have LibreOffice write a file as another, beside it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = path.parent
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", *options,
         "--convert-to", to, "--outdir", folder, path],
        check=True, capture_output=True, timeout=SECONDS,
        env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def opened(survey, tmp_path_factory):
    """Write a book, have LibreOffice print it, and return the pages: words and a picture each."""
    pdfium = pytest.importorskip("pypdfium2")

    def call(ending, **more):
        folder = tmp_path_factory.mktemp("book")
        path = folder / f"book.{ending}"
        write_book(
            survey, QUESTIONS, path, banner=["role"], title="Notes",
            own={"channel": {"ranks": True}}, **more,
        )  # fmt: skip
        convert(path, "pdf")
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


def points(picture, colour):
    """How many points of a picture have a colour, or one that printing makes of it."""
    wanted = np.array([int(colour.strip("#")[at : at + 2], 16) for at in (0, 2, 4)])
    return int((np.abs(picture.astype(int) - wanted).max(axis=2) <= 4).sum())


@pytest.mark.parametrize(
    ("ending", "more"),
    [("xlsx", {}), ("xlsx", {"stacks": True}), ("docx", {}), ("pptx", {"slides": "table"})],
)
def test_every_cell_arrives(opened, tables, ending, more):
    text = "\n".join(words for words, _ in opened(ending, **more))
    for name, table in tables.items():
        assert name in text
        assert not lacking(table, text)


def test_what_is_copied_keeps_its_looks_in_a_document(survey, tmp_path):
    docx = pytest.importorskip("docx")
    table = survey.crosstab("channel", "role")
    printed = table.printed()
    page = tmp_path / "copied.html"
    page.write_text(table.to_clipboard_html(), encoding="utf-8")
    convert(page, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    document = docx.Document(tmp_path / "copied.docx")
    assert [one.text for one in document.paragraphs if one.text] == [printed.title, *printed.notes]
    (pasted,) = document.tables
    heads, *rows = list(pasted.rows)[1:]
    assert [cell.text for cell in heads.cells] == ["channel", *(c.words for c in printed.columns)]
    assert all(cell.paragraphs[0].runs[0].bold for cell in heads.cells)
    right = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    for row, line in zip(rows, printed.rows, strict=True):
        label, *cells = row.cells
        assert label.text == line.labels[0]
        assert [cell.text.replace("\xa0", " ") for cell in cells] == [c.words for c in line.cells]
        assert all(cell.paragraphs[0].alignment == right for cell in cells)
        run = label.paragraphs[0].runs[0]
        assert run.font.name.startswith("Calibri")
        assert bool(run.italic) is line.base


def test_what_is_copied_into_a_spreadsheet_computes_nothing(tmp_path):
    answers = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "2"] * 20
    table = Survey(pd.DataFrame({"q": answers, "g": answers[::-1]})).crosstab("q", "g")
    for title in ("=1+1", "+1+1", "@SUM(1)"):
        page = tmp_path / "copied.html"
        page.write_text(table.to_clipboard_html(title=title), encoding="utf-8")
        convert(page, "xlsx", "--infilter=HTML (StarCalc)")
        sheet = openpyxl.load_workbook(tmp_path / "copied.xlsx").active
        with zipfile.ZipFile(tmp_path / "copied.xlsx") as parts:
            assert b"<f" not in parts.read("xl/worksheets/sheet1.xml")
        labels = {str(row[0].value) for row in sheet.iter_rows()}
        assert set(answers) <= labels
        assert sheet["A1"].value.endswith(title)


@pytest.mark.parametrize("ending", ["pptx", "docx"])
def test_pictures_are_drawn(opened, ending):
    pages = opened(ending, chart="picture")
    # the ends of a scale have its two colours, in parts of the bar as large as their shares
    ends = topline.LIGHT.diverging[0], topline.LIGHT.diverging[-1]
    drawn = [picture for words, picture in pages if "importance" in words]
    assert any(all(points(picture, end) > 300 for end in ends) for picture in drawn)


def test_native_charts_are_drawn(opened, tables):
    pages = opened("pptx")
    (scale,) = [page for page in pages if "very important" in page[0]]
    # each answer of a scale has its colour, in parts of the bars as large as its shares
    assert all(points(scale[1], colour) > 500 for colour in DIVERGING)
    for row in tables["importance"].rows[:5]:
        assert row.labels[0] in scale[0]
        assert row.cells[0].text in scale[0]
    bars = [page for page in pages if "email" in page[0]]
    assert len(bars) == 1
    assert points(bars[0][1], ONE) > 5_000
    assert "61%" in bars[0][0]
