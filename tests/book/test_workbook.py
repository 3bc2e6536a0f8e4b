"""A new wave in a workbook that people have edited."""

import re
import zipfile
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from topline import DataError, Survey, write_book
from topline.book.workbook import is_edited
from topline.tables.excel import key_of, mark_of

LONG = "q" * 200


def wave(seed, answers=("a", "b", "=1+1"), regions=("North", "South")):
    rng = np.random.default_rng(seed)
    return Survey(
        pd.DataFrame(
            {
                "q": pd.Categorical(rng.choice(answers, 400), answers),
                "age": rng.integers(18, 90, 400).astype(float),
                "new": rng.choice(["x", "y"], 400),
                "region": rng.choice(regions, 400),
                LONG: rng.choice(["yes", "no"], 400),
            }
        )
    )


def written(survey, path, questions=("q", "age"), **more):
    return write_book(survey, list(questions), path, banner=["region"], title="Notes", **more)


def moved(book, old, new, rows=0):
    """Rename a sheet and move its names down, as spreadsheets do and openpyxl does not."""
    book[old].title = new
    new = new.replace("'", "''")
    for name in book.defined_names.values():
        if name.attr_text.startswith(f"'{old}'!"):
            cells = name.attr_text.partition("!")[2]
            down = re.sub(r"\d+", lambda number: str(int(number[0]) + rows), cells)
            name.attr_text = f"'{new}'!{down}"


def cells_of(sheet, survey, question, top):
    """Hold the cells of a sheet to the crosstab, from the row of heads on."""
    options = {"shares": False, "statistics": ["mean", "median"]} if question == "age" else {}
    table = survey.crosstab(question, ["region"], **options).printed()
    for at, row in enumerate(table.rows, top + 1):
        assert sheet.cell(at, 1).value == row.labels[0]
        place = 2
        for column, cell in zip(table.columns, row.cells, strict=True):
            assert sheet.cell(at, place).value == pytest.approx(cell.value, rel=1e-14)
            place += 1
            if column.letter:
                assert (sheet.cell(at, place).value or "") == cell.letters
                place += 1
    first = top + len(table.rows) + 2
    notes = [sheet.cell(first + at, 1).value for at in range(len(table.notes))]
    assert notes == list(table.notes)


def test_what_nobody_edited_is_written_anew(tmp_path):
    path = tmp_path / "b.xlsx"
    assert written(wave(1), path).changes is None
    again = tmp_path / "c.xlsx"
    written(wave(2), again)
    assert not is_edited(path.read_bytes())
    assert written(wave(2), path).changes is None
    assert path.read_bytes() == again.read_bytes()


def test_what_people_made_of_a_workbook_stays(tmp_path):
    path = tmp_path / "b.xlsx"
    written(wave(1), path)
    book = openpyxl.load_workbook(path)
    sheet = book["q"]
    for merged in sheet.merged_cells.ranges:
        merged.shift(0, 2)
    sheet.insert_rows(1, 2)
    moved(book, "q", "It's ours", 2)
    sheet["A1"] = "Draft"
    sheet["J8"] = "=B8*100"
    sheet["B9"].comment = Comment("as expected", "me")
    sheet["B9"].font = Font(bold=True, color="FFFF0000")
    book["age"]["B6"] = "=1/3"
    book.create_sheet("Mine")["A1"] = "mine"
    book.save(path)
    changes = written(wave(2), path, ["q", "age", "new"]).changes
    assert changes.refreshed == ("table q", "table age")
    assert changes.added == ("table new",)
    assert changes.unmatched == changes.answers == ()
    found = openpyxl.load_workbook(path)
    assert found.sheetnames == ["Contents", "It's ours", "age", "Mine", "new"]
    sheet = found["It's ours"]
    cells_of(sheet, wave(2), "q", 7)
    assert sheet["A1"].value == "Draft"
    assert sheet["J8"].value == "=B8*100"
    assert sheet["B9"].comment.text == "as expected"
    assert sheet["B9"].font.color.rgb == "FFFF0000"
    # words stay words, and what people compute in a cell of ours stays theirs
    assert sheet["A10"].data_type == "s"
    assert found["age"]["B6"].value == "=1/3"
    cells_of(found["new"], wave(2), "new", 5)
    assert found["Mine"]["A1"].value == "mine"
    last = [cell for (cell,) in found["Contents"].iter_rows(max_col=1) if cell.value][-1]
    assert (last.value, last.hyperlink.location) == ("new", "'new'!A1")
    first = path.read_bytes()
    third = written(wave(2), path, ["q", "age", "new"]).changes
    assert len(third.refreshed) == 3
    assert not third.added
    assert zipfile.ZipFile(BytesIO(first)).read("xl/workbook.xml") == zipfile.ZipFile(path).read(
        "xl/workbook.xml"
    )


def edited(path):
    book = openpyxl.load_workbook(path)
    book["Contents"]["D1"] = "seen"
    book.save(path)


def test_what_has_no_place_stands_on_a_sheet_of_its_own(tmp_path):
    path = tmp_path / "b.xlsx"
    written(wave(1), path)
    edited(path)
    more = wave(2, answers=("a", "b", "=1+1", "d"))
    changes = written(more, path).changes
    assert changes.refreshed == ("table age",)
    assert changes.added == ("table q",)
    (said,) = changes.answers
    assert said.startswith("q: no place for 'd', so the older table stays")
    found = openpyxl.load_workbook(path)
    cells_of(found["q"], wave(1), "q", 5)
    cells_of(found["q 2"], more, "q", 5)
    # the next wave finds the newer one
    assert written(wave(3, answers=("a", "b", "=1+1", "d")), path).changes.added == ()
    # one answer or column less is no table of the same rows
    fewer = written(wave(4, answers=("a", "b")), path).changes
    assert "rows or columns that are no more" in fewer.answers[0]
    apart = written(wave(5, regions=("North", "South", "West")), path, ["age"]).changes
    assert "no place for 'West (C)'" in apart.answers[0]
    assert apart.unmatched == ("table q",)


def test_another_program_edits_what_it_saves(tmp_path):
    """Also where it leaves the time that the file was made at."""
    path = tmp_path / "b.xlsx"
    written(wave(1), path)
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    content["docProps/app.xml"] = b"<Properties><Application>LibreOffice</Application></Properties>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        for name, raw in content.items():
            parts.writestr(name, raw)
    assert is_edited(stream.getvalue())


def test_sheets_that_people_deleted_are_added(tmp_path):
    path = tmp_path / "b.xlsx"
    written(wave(1), path, ["q", LONG])
    book = openpyxl.load_workbook(path)
    del book["q"]
    book.save(path)
    changes = written(wave(2), path, ["q", LONG]).changes
    assert (changes.refreshed, changes.added) == ((f"table {LONG}",), ("table q",))
    assert key_of(mark_of("q: 1")) == "q: 1"


def test_tables_on_one_sheet_are_found_each(tmp_path):
    path = tmp_path / "b.xlsx"
    written(wave(1), path, stacks=True)
    edited(path)
    changes = written(wave(2), path, stacks=True).changes
    assert changes.refreshed == ("table q", "table age")
    sheet = openpyxl.load_workbook(path)["Tables"]
    cells_of(sheet, wave(2), "q", 5)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("xl/drawings/drawing9.xml", b"<xdr:wsDr><xdr:sp></xdr:sp></xdr:wsDr>", "shapes or text"),
        ("xl/slicers/slicer1.xml", b"<slicers/>", "slicers"),
        ("xl/charts/chart1.xml", b"<chart/>", "charts"),
        ("xl/threadedComments/threadedComment1.xml", b"<x/>", "comments with answers"),
    ],
)
def test_what_would_be_lost_is_said(tmp_path, name, content, says):
    path = tmp_path / "b.xlsx"
    written(wave(1), path)
    edited(path)
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr(name, content)
    before = path.read_bytes()
    with pytest.raises(DataError, match=f"has {says}.*would be lost.*choose another place"):
        written(wave(2), path)
    assert path.read_bytes() == before


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "b.xlsx"
    path.write_text("a,b", encoding="utf-8")
    with pytest.raises(DataError, match="no office file; expected a workbook"):
        written(wave(1), path)


def without(path, *names):
    """Leave parts out of a workbook, as some programs do."""
    with zipfile.ZipFile(path) as parts:
        content = {name: parts.read(name) for name in parts.namelist() if name not in names}
    with zipfile.ZipFile(path, "w") as parts:
        for name, raw in content.items():
            parts.writestr(name, raw)


def test_a_workbook_that_does_not_say_when_it_was_changed_is_refreshed(tmp_path):
    path = tmp_path / "b.xlsx"
    written(wave(1), path)
    without(path, "docProps/core.xml", "docProps/app.xml")
    assert written(wave(2), path).changes.refreshed == ("table q", "table age")
    cells_of(openpyxl.load_workbook(path)["q"], wave(2), "q", 5)
    with zipfile.ZipFile(path) as parts:
        assert b"<dcterms:modified" in (core := parts.read("docProps/core.xml"))
    assert not re.search(rb"<dcterms:modified[^>]*></", core)


def test_rows_of_the_same_words_are_not_told_apart_by_guess(tmp_path):
    path, more = tmp_path / "b.xlsx", {"labels": {"new": "Same", LONG: "Same"}}
    battery = {"batteries": {"B": ["new", LONG]}}
    written(wave(1), path, ["new", LONG], **more, **battery)
    edited(path)
    changes = written(wave(2), path, ["new", LONG], **more, **battery).changes
    assert any("rows or columns of the same words, so the older" in one for one in changes.answers)


def test_titles_follow_their_questions_where_nobody_changed_them(tmp_path):
    path = tmp_path / "b.xlsx"

    def titled(number, title, **more):
        labels = {"q": f"Question {number}", "age": f"Age {number}"}
        return write_book(
            wave(number), ["q", "age"], path, banner=["region"], title=title, labels=labels, **more
        ).changes

    titled(1, "Wave 1", subtitle="Spring")
    book = openpyxl.load_workbook(path)
    book["age"]["A1"] = "How old they are"
    moved(book, "q", "Ours", 2)
    book["Ours"].insert_rows(1, 2)
    for merged in book["Ours"].merged_cells.ranges:
        merged.shift(0, 2)
    book["Contents"]["A4"] = "Ages"
    book.save(path)
    changes = titled(2, "Wave 2", subtitle="=Autumn")
    assert changes.untitled == ("Age 2",)
    assert changes.added == changes.unmatched == changes.answers == ()
    found = openpyxl.load_workbook(path)
    front = [cell.value for (cell,) in found["Contents"].iter_rows(max_row=4, max_col=1)]
    assert front == ["Wave 2", "=Autumn", "Question 2", "Ages"]
    assert found["Contents"]["A2"].data_type == "s"
    assert found.properties.title == "Wave 2"
    assert found["Ours"]["A3"].value == "Question 2"
    assert found["age"]["A1"].value == "How old they are"
    # said once, and nothing more of the same words
    assert titled(2, "Wave 2", subtitle="=Autumn").untitled == ()
    # a book whose title people wrote
    book = openpyxl.load_workbook(path)
    book["Contents"]["A1"] = "Ours"
    book.save(path)
    changes = titled(3, "Wave 3", subtitle="Autumn")
    assert changes.untitled == ("Wave 3", "Age 3")
    found = openpyxl.load_workbook(path)
    assert [found["Contents"][f"A{row}"].value for row in (1, 2, 3)] == [
        "Ours", "Autumn", "Question 3"
    ]  # fmt: skip


def delete_column(sheet, column):
    """Delete a column of a sheet, as spreadsheets do: merged heads get narrower."""
    ranges = [str(one) for one in sheet.merged_cells.ranges]
    for one in ranges:
        sheet.unmerge_cells(one)
    sheet.delete_cols(column)
    for one in ranges:
        left, top, right, bottom = openpyxl.utils.range_boundaries(one)
        left, right = left - (left > column), right - (right >= column)
        if (left, top) != (right, bottom):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def test_letters_stand_where_people_left_them(tmp_path):
    path = tmp_path / "b.xlsx"
    regions = ("North", "South", "West")
    written(wave(1, regions=regions), path, ["q"])
    book = openpyxl.load_workbook(path)
    sheet = book["q"]
    # letters of South deleted, and a column of people's own right of the table
    delete_column(sheet, 6)
    sheet["H6"] = "mine"
    # one between the numbers and the letters of North
    ranges = [str(one) for one in sheet.merged_cells.ranges]
    for one in ranges:
        sheet.unmerge_cells(one)
    sheet.insert_cols(4)
    for one in ranges:
        left, top, right, bottom = openpyxl.utils.range_boundaries(one)
        left, right = left + (left > 3), right + (right > 3)
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    sheet["D6"] = "own"
    book.save(path)
    survey = wave(2, regions=regions)
    changes = written(survey, path, ["q"]).changes
    assert changes.refreshed == ("table q",)
    assert changes.unmatched == ("letters of 'South (B)' of table q",)
    sheet = openpyxl.load_workbook(path)["q"]
    printed = survey.crosstab("q", ["region"]).printed()
    first = printed.rows[0].cells
    assert [sheet.cell(6, at).value or "" for at in range(2, 10)] == [
        first[0].value, first[1].value, "own", first[1].letters, first[2].value, first[3].value,
        first[3].letters, "mine",
    ]  # fmt: skip
    # a wave without tests has no letters of the one before
    written(survey, path, ["q"], options={"letters": False})
    sheet = openpyxl.load_workbook(path)["q"]
    rows = range(6, 6 + len(printed.rows))
    assert not any(sheet.cell(row, at).value for row in rows for at in (5, 8))
    assert sheet["C5"].value == "North"
    # heads whose cells people parted still have their letters beside them
    book = openpyxl.load_workbook(path)
    for one in [str(merged) for merged in book["q"].merged_cells.ranges]:
        book["q"].unmerge_cells(one)
    book.save(path)
    changes = written(survey, path, ["q"]).changes
    # between numbers and letters stands a column without a head
    assert "letters of 'North (A)' of table q" in changes.unmatched
    sheet = openpyxl.load_workbook(path)["q"]
    assert sheet["D6"].value == "own"
    assert (sheet["H6"].value or "") == first[3].letters
