"""Every cell of a book of every kind, read back from its files."""

import html
import io
import re
from collections import Counter, defaultdict

import numpy as np
import openpyxl
import pytest

import topline
from tests.conftest import long_unless
from topline.book import write
from topline.office.deck import mark_of, properties_of, shapes_in

KINDS = {
    "counts": {"percent": "respondents", "hide_below": 20},
    "previous": {"by": "role", "compare": "previous"},
    "hidden": {"hide_below": 40},
    "rounded": {"round_counts": 5, "percent": "people"},
    "total": {"compare": "total", "bases": ["n", "n_effective"], "letters": (0.99, 0.95, 0.9)},
    "plain": {},
}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a book, and return its file and the tables that it was made of."""
    made, make = [], write.make_book
    data = topline.load_example_survey()
    survey = topline.Survey(data, weights="weight", strata="stratum", clusters="cluster")

    def keep(*asked):
        made[:] = [make(*asked)]
        return made[0]

    monkeypatch.setattr(write, "make_book", keep)

    def call(kind, ending):
        options, path = KINDS[kind], tmp_path / f"b.{ending}"
        nested = [] if "by" in options else [("role", "gender")]
        write.write_book(
            survey, ["importance", "channel", "years_experience"], path,
            banner=["region", *nested], options=options, slides="both",
            batteries={"Both": ["importance", "channel"]},
        )  # fmt: skip
        return path, made[0].sheets

    return call


def rows_of(sheets):
    for sheet in sheets:
        for row in sheet.table.rows:
            yield sheet, " · ".join(row.labels), row


def lacking(sheets, pool):
    """The words of cells that the rows of their labels have not, or not often enough."""
    every = defaultdict(Counter)
    for _, label, row in rows_of(sheets):
        every[label] += Counter(cell.words for cell in row.cells)
    return {label: want - pool[label] for label, want in every.items() if want - pool[label]}


def words_of(tables):
    pool = defaultdict(Counter)
    for table in tables:
        for row in table.rows:
            label, *cells = (cell.text for cell in row.cells)
            pool[label].update(cells)
    return pool


USUAL = long_unless(lambda kind: kind in ("counts", "previous"), KINDS)
KIND = pytest.mark.parametrize("kind", USUAL)


@KIND
def test_a_workbook_has_every_number_and_letter(written, kind):
    path, sheets = written(kind, "xlsx")
    lines = Counter()
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows(values_only=True):
            lines[tuple(f"{x:.10g}" if isinstance(x, (int, float)) else x for x in row if x)] += 1
    for _, _, row in rows_of(sheets):
        want = list(row.labels)
        for cell in row.cells:
            want += [cell.text if cell.value is None else f"{cell.value:.10g}", cell.letters]
        assert lines[tuple(one for one in want if one and one != "0")] > 0, want


@KIND
def test_a_deck_has_every_cell_and_charts_no_other_number(written, kind):
    pptx = pytest.importorskip("pptx")
    path, sheets = written(kind, "pptx")
    found = [one for slide in pptx.Presentation(str(path)).slides for one in shapes_in(slide)]
    assert not lacking(sheets, words_of(one.table for one in found if one.has_table))
    tables = {sheet.key: sheet.table for sheet in sheets}
    charts = [one for one in found if one.has_chart]
    for one in charts:
        table = tables[mark_of(properties_of(one).get("descr"))[1]]
        known = np.array([c.value for row in table.rows for c in row.cells if c.value is not None])
        inside = io.BytesIO(one.chart.part.chart_workbook.xlsx_part.blob)
        book = openpyxl.load_workbook(inside).active
        drawn = [x for row in book.iter_rows(min_row=2, min_col=2, values_only=True) for x in row]
        drawn += [x for plot in one.chart.plots for series in plot.series for x in series.values]
        for number in (x for x in drawn if x is not None):
            assert np.abs(known - number).min() < 1e-9
    assert charts


@KIND
def test_a_document_has_every_cell(written, kind):
    docx = pytest.importorskip("docx")
    path, sheets = written(kind, "docx")
    assert not lacking(sheets, words_of(docx.Document(str(path)).tables))


@KIND
def test_a_page_has_every_cell(written, kind):
    path, sheets = written(kind, "html")
    text = html.unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))
    want = Counter(w for _, _, row in rows_of(sheets) for c in row.cells for w in c.words.split())
    assert not want - Counter(text.split())
