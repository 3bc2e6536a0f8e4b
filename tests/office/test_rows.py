"""Rows of tables that people added to, sorted or renamed, in a new wave."""

from copy import deepcopy

import numpy as np
import pandas as pd
import pytest

from topline import Survey, write_book
from topline.office.marks import was_written, with_mark


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


def test_a_row_is_known_where_a_program_made_one_line_of_the_words():
    words = with_mark("Role: Total; a; not; b", "table", "q")
    for told in (words, words.replace("\n", " "), words.replace("\n", "")):
        assert [was_written(label, told) for label in ("a", "not", "b", "c", "")] == [
            True, True, True, False, False
        ]  # fmt: skip
    assert not was_written("a", "")
