"""Rows and columns of tables that people added to, sorted or renamed, in a new wave."""

from copy import deepcopy

import numpy as np
import pandas as pd
import pytest

from topline import Survey, write_book
from topline.office.marks import add_column, was_written, with_mark


def cells_of(path):
    """The words of the table of a document or of the first table of a deck."""
    if path.suffix == ".docx":
        file = pytest.importorskip("docx").Document(str(path))
        return file, file.tables[0]
    file = pytest.importorskip("pptx").Presentation(str(path))
    every = [shape for slide in file.slides for shape in slide.shapes]
    return file, next(shape.table for shape in every if shape.has_table)


@pytest.mark.parametrize("ending", [".docx", ".pptx"])
def test_rows_that_people_added_or_sorted_stay(tmp_path, ending):
    path = tmp_path / f"b{ending}"

    def written(answers):
        data = pd.DataFrame({"q": np.repeat(answers, [50, 30, 20])})
        return write_book(Survey(data), ["q"], path, slides="table").changes

    written(["a", "b", "c"])
    file, table = cells_of(path)
    rows = [row._tr for row in table.rows]
    # b stands above a, and below it a line of people's own
    rows[1].addprevious(rows[2])
    own = deepcopy(rows[1])
    rows[1].addnext(own)
    own_row = next(row for row in table.rows if row._tr is own)
    own_row.cells[0].text, own_row.cells[1].text = "Our target", "45%"
    file.save(str(path))
    changes = written(["a", "b", "d"])
    assert changes.unmatched == ("row 'Our target' of table q",)
    assert changes.answers == ("q: new 'd'; gone 'c'",)
    _, table = cells_of(path)
    words = [[cell.text for cell in row.cells] for row in table.rows]
    assert words[1:6] == [
        ["b", "30%"], ["d", "20%"], ["a", "50%"], ["Our target", "45%"], ["Unweighted base", "100"]
    ]  # fmt: skip
    again = written(["a", "b", "d"])
    assert again.answers == ()
    _, table = cells_of(path)
    assert [[cell.text for cell in row.cells] for row in table.rows] == words
    # all answers have other names, and so have the rows of bases
    data = pd.DataFrame({"q": np.repeat(["ja", "nein"], 50)})
    write_book(Survey(data), ["q"], path, slides="table", lang="de")
    _, table = cells_of(path)
    words = [[cell.text for cell in row.cells] for row in table.rows]
    assert words[1:] == [
        ["nein", "50 %"], ["ja", "50 %"], ["Ungewichtete Basis", "100"], ["Our target", "45%"]
    ]  # fmt: skip


def words_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("ending", [".docx", ".pptx"])
@pytest.mark.parametrize("spanned", [False, True])
def test_columns_that_people_added_or_moved_stay(tmp_path, ending, spanned):
    path = tmp_path / f"b{ending}"

    def written(*regions):
        data = pd.DataFrame(
            {"q": ["a", "b"] * (40 * len(regions)), "region": np.repeat(regions, 80)}
        )
        return write_book(Survey(data), ["q"], path, slides="table", banner=["region"]).changes

    written("East", "North", "West")
    file, table = cells_of(path)
    grid = table._tbl
    if spanned:
        # a line of people's own above the heads, all of it one cell
        top = deepcopy(grid.tr_lst[0])
        grid.tr_lst[0].addprevious(top)
        for cell in table.rows[0].cells:
            cell.text = ""
        table.cell(0, 0).merge(table.cell(0, 4))
        table.cell(0, 0).text = "Checked by Ann"
    at = int(spanned)
    # columns of people's own: before the labels, between ours, and last
    for place, head in ((4, "Target"), (2, "Index"), (0, "No.")):
        made = add_column(grid, place)
        place += 1
        if head == "No.":
            made.addnext(grid.tblGrid.gridCol_lst[0])
            for row in grid.tr_lst[at:]:
                row.tc_lst[1].addnext(row.tc_lst[0])
            place = 0
        for number, row in enumerate([*table.rows][at:]):
            row.cells[place].text = f"{head}{number or ''}"
    file.save(str(path))
    changes = written("East", "South", "West")
    strange = tuple(f"column {head!r} of table q" for head in ("No.", "Index", "Target"))
    line = ("row 'Checked by Ann' of table q",) if spanned else ()
    assert changes.unmatched == (*line, *strange)
    file, table = cells_of(path)
    assert words_of(table)[at] == [
        "No.", "", "Total", "region East (A)", "region South (B)", "Index", "region West (C)",
        "Target",
    ]  # fmt: skip
    assert words_of(table)[at + 1] == ["No.1", "a", "50%", "50%", "50%", "Index1", "50%", "Target1"]
    if spanned:
        assert words_of(table)[0][0] == "Checked by Ann"
    assert all(len(words) == 8 for words in words_of(table))
    first = path.read_bytes()
    written("East", "South", "West")
    assert path.read_bytes() == first
    # a column more and another letter for the others
    written("Centre", "East", "South", "West")
    _, table = cells_of(path)
    assert words_of(table)[at][:5] == ["No.", "", "Total", "region Centre (A)", "region East (B)"]


def test_a_row_is_known_where_a_program_made_one_line_of_the_words():
    words = with_mark("Role: Total; a; not; b", "table", "q")
    for told in (words, words.replace("\n", " "), words.replace("\n", "")):
        assert [was_written(label, told) for label in ("a", "not", "b", "c", "")] == [
            True, True, True, False, False
        ]  # fmt: skip
    assert not was_written("a", "")
