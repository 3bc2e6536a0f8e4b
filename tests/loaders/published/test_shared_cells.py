"""Numbers that share a cell with something else, and tables that share a page."""

import pytest

from topline.loaders.published.layouts import read_book
from topline.loaders.published.pages.behind import part_cells
from topline.loaders.published.pages.beside import tables_beside
from topline.loaders.published.pages.cells import cell_of_text
from topline.loaders.published.pages.page import Book, Page

KEYS = ["", "A", "B", "C", "D"]


def page(*rows):
    cells = [[cell_of_text(text) for text in row] for row in rows]
    return Page("1", cells, lambda r, c: f"{r},{c}")


def numbers(*rows):
    """The numbers of the last row, as they are parted."""
    parted = part_cells(page(*rows))
    return [cell and cell.number for cell in parted.page.rows[-1][1:]]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["Yes", "45% B", "51%CD", "39%", "40% B*"], [45, 51, 39, 40]),
        (["Yes", "45B", "51.5cD", "39", "40 Bc"], [45, 51.5, 39, 40]),
        (["Yes", "51%*", "39*", "45 ↑", "40%†"], [51, 39, 45, 40]),
        (["Yes", "30 (+1)", "19 (−1)", "16 (±0)", "14 (0)"], [30, 19, 16, 14]),
        (["Yes", "85.2 ± 0.9", "79.0±2.1%", "81.4 +/- 3"], [85.2, 79, 81.4]),
        (["Yes", "45% (896)", "51% (n=1,204)"], [45, 51]),
        (["Yes", "896 (45%)", "1,204 (51.5%)"], [45, 51.5]),
        (["Yes", "20,1 (36)", "25,0 (48)", "54,9 (85)"], [20.1, 25, 54.9]),
        (["Yes", "36,9 151", "28,7 109"], [36.9, 28.7]),
        (["Yes", "480 48%", "48% 480", "48%\n1,480"], [48, 48, 48]),
        (["Yes", "31.8 (31.0–32.6)", "45% (43%, 47%)", "9 [8 to 10]"], [31.8, 45, 9]),
        (["Base: all adults", "(4.013)", "1,958 (100%)", "(n"], [4013, 1958, None]),
        (["(N)", "(480)", "(520)"], [480, 520]),
    ],
)
def test_a_number_is_read_where_it_is_certain_which_it_is(row, found):
    assert numbers(KEYS, row) == found


@pytest.mark.parametrize(
    "row",
    [
        # a letter that names no column, its own column, an order that no test has, words
        ["Yes", "45E", "45X", "12 Dec", "3 Ca"],
        ["Yes", "45A", "45B"],
        # two percents, two whole numbers, an error in brackets, a range
        ["Yes", "45% (48%)", "45 (48)", "20.1 (1.3)", "20.1 (18.9)"],
        ["Yes", "45 (48)", "30 (32)", "25 (20)"],
        # votes of 100 and seats of 100: each may be the percents
        ["Yes", "20.1 (20)", "39.9 (40)", "40.0 (40)"],
        # nothing says a sign: all that is in brackets may be zeros of another kind
        ["Yes", "45 (0)", "55 (0)"],
        ["Yes", "18-34", "10–11 Jun", "2019 (est.)"],
        # no number lies outside of its limits
        ["Yes", "31.8 (32.0–32.6)", "1.2 (1.3-1.1)", "5 (18-34)"],
        ["Profit", "(1.013)", "(480)"],
    ],
)
def test_a_cell_of_two_numbers_stays_words_where_it_is_not(row):
    assert numbers(KEYS, row) == [None] * (len(row) - 1)


def test_what_stands_beside_a_number_is_its_error_where_it_is_one():
    parted = part_cells(page(KEYS, ["Yes", "45.2% (43.1%–47.3%)", "79.0 ± 2.1"]))
    assert parted.errors == {"1,1": {"lower": 43.1, "upper": 47.3}, "1,2": {"margin": 2.1}}
    assert parted.page.rows[1][1].percent
    assert [place for place, _ in parted.notes] == ["1,2"]


@pytest.mark.parametrize(
    ("heading", "limits", "found"),
    [
        ("95% CI", "13.1-15.4", {"lower": 13.1, "upper": 15.4}),
        ("Confidence interval (95%)", "(13.1% – 15.4%)", {"lower": 13.1, "upper": 15.4}),
        # ages, a change, another column's limits
        ("Age", "13-15", None),
        ("95% CI", "14.3-15.4", None),
        ("95% CI", "-0.3", None),
    ],
)
def test_a_column_of_limits_belongs_to_the_numbers_left_of_it(heading, limits, found):
    parted = part_cells(page(["", "%", heading], ["Men", "14.2", limits], ["Women", "15", "14–16"]))
    assert parted.errors.get("1,1") == found


def test_letters_without_keys_stand_behind_signs_alone():
    assert numbers(["", "North"], ["Yes", "45% B", "45%bc", "45B"]) == [45, None, None]


def test_letters_of_quality_are_kept_where_a_note_explains_them():
    table = page(["", "North", "South"], ["Yes", "22.5E", "12.9 u"], ["No", "45Eu", "51x"])
    parted = part_cells(table, ["E use with caution; u: low reliability"])
    assert parted.flags == {"1,1": "E", "1,2": "u", "2,1": "Eu"}
    assert parted.page.rows[2][2].number is None
    assert not part_cells(table, ["Estimates use weights", "E = east"]).flags


def test_a_text_in_the_first_column_is_a_label():
    assert part_cells(page(KEYS, ["45% B", "45%"])).page.rows[1][0].number is None


LEFT = (["Q1. A dog?"], ["", "Men", "Women"], ["Yes", "31%", "35%"], ["No", "69%", "65%"])
RIGHT = (["Q2. A cat?"], ["", "Men", "Women"], ["Yes", "22%", "28%"], ["No", "78%", "72%"])


def beside(left, right, gap=1):
    width = max(map(len, left)) + gap
    return page(*([*a, *[""] * (width - len(a)), *b] for a, b in zip(left, right, strict=True)))


def test_tables_beside_each_other_are_parted_with_their_places():
    one, two = tables_beside(beside(LEFT, RIGHT))
    assert one.text(0, 0) == "Q1. A dog?"
    assert two.text(0, 0) == "Q2. A cat?"
    assert two.place(2, 1) == "2,5"
    assert len(tables_beside(beside(LEFT, RIGHT, gap=3))) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # a heading over what would be labels, no labels, no headings, no rows of numbers
        (LEFT, ([""], ["Client", "Lead", ""], ["Sun", "4%", ""], ["Post", "5%", ""])),
        (LEFT, tuple(row[1:] or [""] for row in RIGHT)),
        (LEFT, (RIGHT[0], [""], *RIGHT[2:])),
        (LEFT, (["Notes"], ["", "of", "Q1"], ["a", "b", "c"], ["d", "e", "f"])),
        (([""], ["Party", "Men", "Women"], *LEFT[2:]), RIGHT),
    ],
)
def test_what_is_no_table_by_itself_is_part_of_its_neighbour(left, right):
    assert len(tables_beside(beside(left, right))) == 1


def test_words_between_numbers_that_may_be_labels_leave_those_right_of_them_unread():
    rows = [
        ["", "Men", "Women", "", "Total"],
        ["Yes", "31%", "35%", "lower", "33%"],
        ["No", "69%", "65%", "same", "67%"],
    ]
    one, two = tables_beside(page(*rows))
    assert [cell.text for _, _, cell in one.cells()] == [
        "Men",
        "Women",
        "Yes",
        "31%",
        "35%",
        "No",
        "69%",
        "65%",
    ]
    assert [cell.text for _, _, cell in two.cells()] == ["Total", "33%", "67%"]
    assert read_book(Book("1", [page(*rows)]), {}).problems[0].where == "0,4"


def test_labels_of_another_table_are_not_passed_over():
    for gap in (0, 1):
        bare = [([""], *one[1:]) for one in (LEFT, RIGHT)]
        assert len(tables_beside(beside(*bare, gap=gap))) == 2
        assert len(tables_beside(beside(LEFT, RIGHT, gap=gap))) == 2
    letters = page(
        ["", "Men", "", "Women", ""],
        ["Yes", "31%", "B", "35%", "A"],
        ["No", "69%", "B", "65%", "A"],
    )
    assert len(tables_beside(letters)) == 1
