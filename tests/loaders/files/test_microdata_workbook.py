"""Workbooks as people keep them: titles, several sheets, mixed cells, tables one under another."""

import datetime as dt

import openpyxl
import pytest
import xlsxwriter

import topline


@pytest.fixture
def book(tmp_path):
    """Write sheets of rows and return the workbook's path."""

    def call(**sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "answers.xlsx"
        workbook.save(path)
        return path

    return call


ROWS = [["id", "age", "when"], [1, 34, dt.datetime(2018, 5, 6)], [2, None, dt.datetime(2018, 5, 7)]]


def test_types_are_kept(book):
    survey = topline.read_survey(book(Data=ROWS))
    assert survey.data["id"].tolist() == [1, 2]
    assert survey.data["age"].isna().tolist() == [False, True]
    assert survey.codebook.table["type"].tolist() == ["number", "number", "date"]


def test_merged_titles_above_the_header(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Survey of 2018"])
    sheet.merge_cells("A1:C1")
    sheet.append([])
    for row in ROWS:
        sheet.append(row)
    workbook.save(tmp_path / "a.xlsx")
    survey = topline.read_survey(tmp_path / "a.xlsx")
    assert survey.data.columns.tolist() == ["id", "age", "when"]
    assert "has a title above its header: Survey of 2018" in survey.codebook.notes[0]


def test_a_sheet_has_to_be_chosen_among_several(book):
    path = book(Data=ROWS, Codes=[["a", "b"], [1, 2]], Empty=[])
    with pytest.raises(topline.DataError) as raised:
        topline.read_survey(path)
    assert "has 2 sheets with data: 'Data', 'Codes'; choose one, such as sheet='Data'" in str(
        raised.value
    )
    assert len(topline.read_survey(path, sheet="Data").data) == 2
    with pytest.raises(topline.DataError, match=r"no sheet 'data' \(did you mean 'Data'\?\)"):
        topline.read_survey(path, sheet="data")
    with pytest.raises(topline.DataError, match=r"sheet 'Empty' is empty"):
        topline.read_survey(path, sheet="Empty")


def test_a_page_of_words_is_no_choice(book):
    words = [["This file holds the answers of a survey"], ["made in May"]]
    assert topline.read_survey(book(README=words, Data=ROWS)).data.shape == (2, 3)
    with pytest.raises(topline.DataError, match="such as sheet='Data'"):
        topline.read_survey(book(Codes=[["a", "b"]], Data=ROWS))


def test_columns_right_of_an_empty_one_are_told(book):
    rows = [["id", "age", None, "area", "size"], *([k, 20 + k, None, k, k] for k in range(3))]
    found = topline.read_survey(book(Data=rows))
    assert "column 3 is empty; what stands right of it, from 'area' on" in found.codebook.notes[0]
    assert found.data.shape == (3, 4)
    wider = [["id", "q", None, None, "id", "x"], *([k, 20 + k, None, None, k, k] for k in range(3))]
    found = topline.read_survey(book(Data=wider))
    assert "column 3 is empty; what stands right of it, from 'id' on" in found.codebook.notes[0]


def test_tables_side_by_side_that_end_apart_are_refused(book):
    right = [["n", "region"], *([k * 10, f"R{k}"] for k in range(8))]
    rows = [["id", "age", None], *([k, 20 + k, None] for k in range(30))]
    sheet = [[*row, *(right[k] if k < len(right) else [None] * 2)] for k, row in enumerate(rows)]
    path = book(Sheet=sheet)
    with pytest.raises(topline.DataError, match=r"right of column 3, .* end in rows 31 and 9; put"):
        topline.read_survey(path)
    assert topline.read_survey(path, header_rows=1).data["n"].notna().sum() == 8


def test_a_hidden_or_empty_sheet_is_no_choice(tmp_path):
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.active.append(row)
    workbook.create_sheet("Empty")
    hidden = workbook.create_sheet("Hidden")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    assert topline.read_survey(tmp_path / "a.xlsx").data.shape == (2, 3)


def test_words_among_numbers(book):
    rows = [["id", "age", "n", "code"], *([k, 34, 1.5, 7] for k in range(8))]
    rows += [[8, "refused", "#N/A", "07"]]
    survey = topline.read_survey(book(Data=rows))
    assert survey.codebook.missing_reasons("age")["code"].tolist() == ["refused"]
    assert survey.data["n"].dropna().tolist() == [1.5] * 8
    assert survey.data["code"].tolist() == ["7"] * 8 + ["07"]


def test_who_does_not_answer_first_begins_no_table_later(book):
    for word in ("#N/A", "refused"):
        rows = [
            ["income", "q"],
            *([word, "Ja"] if k % 4 == 0 else [100 + k, "Ja"] for k in range(8)),
        ]
        found = topline.read_survey(book(Data=rows))
        assert found.data["income"].dropna().tolist() == [101, 102, 103, 105, 106, 107]


def test_several_tables_on_a_sheet_are_refused(book):
    table = [["Table", None, None], ["", "All", "Men"], ["Yes", 1, 2], ["No", 3, 4], []]
    with pytest.raises(topline.DataError, match="holds several tables one under another"):
        topline.read_survey(book(Tables=table * 3))


def test_no_sheet_with_data(book):
    with pytest.raises(topline.DataError, match=r"answers\.xlsx, sheet 'A' is empty"):
        topline.read_survey(book(A=[]))
    with pytest.raises(topline.DataError, match="has no rows below its header"):
        topline.read_survey(book(A=[["a", "b"]]))


BESIDE = [
    ["key_id", "rooms", None, None, None],
    [1, 2, None, None, None],
    [2, 1, None, "key_id", "plots"],
    [3, 4, None, 1, 2],
]
SIDE_BY_SIDE = [["id", "age", None, "id", "age"], [1, 20, None, 1, 30], [2, 21, None, 2, 31]]
BELOW = [["id", "roof"], [1, "grass"], [2, "iron"], ["Livestock"], ["id", "goats"], [1, 3], [2, 0]]


TITLED = [["id", "q"], [1, 2], [2, 3], [3, 1], [], ["Table 2"], ["a", "b"], ["x", 2], ["y", 3]]
"""A title above the names of the second."""


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (BESIDE, "column 4 of row 3"),
        (BELOW, "column 1 of row 5"),
        (TITLED, "row 7"),
        (SIDE_BY_SIDE, "right of column 3"),
    ],
)
def test_several_tables_on_one_sheet_are_refused_with_their_places(rows, place, tmp_path):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(tmp_path / "two.xlsx")
    with pytest.raises(topline.DataError, match=f"holds several tables: .*{place}"):
        topline.read_survey(tmp_path / "two.xlsx")


def test_cells_merged_over_rows_count_in_each(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = [
        ["Members", None, None, None],
        ["region", "id", "How do you travel?", None],
        [None, None, "Car", "Bus"],
        ["North", 1, 1, 0],
        [None, 2, 0, 1],
        [None, None, None, None],
        ["South", 3, 1, 1],
        [None, 4, 0, 0],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A5", "A7:A8"):
        sheet.merge_cells(cells)
    workbook.save(tmp_path / "a.xlsx")
    survey = topline.read_survey(tmp_path / "a.xlsx")
    assert survey.data["region"].tolist() == ["North", "North", "South", "South"]
    assert list(survey.codebook.multiple_response_sets) == ["How do you travel?"]
    told = "2 cells merged over several rows, such as A4:A5, count in each"
    assert any(told in note for note in survey.codebook.notes)


def test_formulas_nobody_computed_and_rows_nobody_sees_are_told(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["id", "a", "twice"])
    for k in range(3):
        sheet.append([k + 1, k, f"=B{k + 2}*2"])
    sheet.row_dimensions[3].hidden = True
    workbook.save(tmp_path / "a.xlsx")
    survey = topline.read_survey(tmp_path / "a.xlsx")
    assert survey.codebook.notes == (
        "a.xlsx, sheet 'Sheet': 1 hidden row is counted, whatever a filter shows",
        "a.xlsx, sheet 'Sheet': 3 formulas have no result in the file, such as that of C2, and "
        "count as blank; open it in a spreadsheet program, save it there, and read it again",
    )
    with xlsxwriter.Workbook(tmp_path / "zeros.xlsx") as other:
        page = other.add_worksheet()
        page.write_row(0, 0, ["id", "twice", "text"])
        for k in range(3):
            page.write(k + 1, 0, k)
            page.write_formula(k + 1, 1, f"=A{k + 2}*2")
            page.write_formula(k + 1, 2, '=IF(1,"a","")', None, "a")
    assert topline.read_survey(tmp_path / "zeros.xlsx").codebook.notes == ()
    with xlsxwriter.Workbook(tmp_path / "zeros.xlsx") as other:
        page = other.add_worksheet()
        page.write_row(0, 0, ["id", "twice"])
        for k in range(3):
            page.write(k + 1, 0, k)
            page.write_formula(k + 1, 1, f"=A{k + 2}*2")
    (note,) = topline.read_survey(tmp_path / "zeros.xlsx").codebook.notes
    assert "all 3 formulas with a result have 0" in note


def test_a_table_below_a_blank_row_is_told_from_a_gap(book):
    people = [["id", "q", "age"], *([k, ["yes", "no"][k % 2], 20 + k] for k in range(8))]
    other = [["Region", "Share", None], ["North", 0.5, None], ["South", 0.5, None]]
    with pytest.raises(
        topline.DataError, match=r"below a blank row, in row 11 \('Region', 'Share'"
    ):
        topline.read_survey(book(Data=[*people, [], *other]))
    # a gap among respondents, and one with words alone, are none
    for more in ([[8, "yes", 40], [9, "no", 41]], [["nobody", "yes", "refused"], [9, "no", 41]]):
        assert len(topline.read_survey(book(Data=[*people, [], *more])).data) == 10


def test_durations_beyond_a_day(book):
    spans = [dt.timedelta(hours=30), dt.time(7, 30), None, dt.timedelta(minutes=5)]
    survey = topline.read_survey(book(Data=[["id", "took"], *enumerate(spans)]))
    assert survey.codebook.table["type"].tolist() == ["number", "time"]
    assert survey.data["took"].dt.total_seconds().fillna(-1).tolist() == [108_000, 27_000, -1, 300]
