"""Numbers that share a cell with something else, and tables that share a page."""

import pytest

from topline.loaders.published.pages.behind import part_cells
from topline.loaders.published.pages.beside import tables_beside
from topline.loaders.published.pages.cells import cell_of_text
from topline.loaders.published.pages.page import Page

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
        (["Yes", "30 (+1)", "19 (−1)", "16 (±0)", "14 (0)"], [30, 19, 16, 14]),
        (["Yes", "85.2 ± 0.9", "79.0±2.1%", "81.4 +/- 3"], [85.2, 79, 81.4]),
        (["Yes", "45% (896)", "51% (n=1,204)"], [45, 51]),
        (["Yes", "896 (45%)", "1,204 (51.5%)"], [45, 51.5]),
        (["Yes", "20,1 (36)", "25,0 (48)", "54,9 (85)"], [20.1, 25, 54.9]),
        (["Yes", "36,9 151", "28,7 109"], [36.9, 28.7]),
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
        ["Profit", "(1.013)", "(480)"],
    ],
)
def test_a_cell_of_two_numbers_stays_words_where_it_is_not(row):
    assert numbers(KEYS, row) == [None] * (len(row) - 1)


def test_letters_without_keys_stand_behind_signs_alone():
    assert numbers(["", "North"], ["Yes", "45% B", "45%bc", "45B"]) == [45, None, None]


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
        # no title of its own, no labels, no headings, no rows of numbers, not parted
        (LEFT, ([""], *RIGHT[1:])),
        (LEFT, tuple(row[1:] or [""] for row in RIGHT)),
        (LEFT, (RIGHT[0], [""], *RIGHT[2:])),
        (LEFT, (["Notes"], ["", "of", "Q1"], ["a", "b", "c"], ["d", "e", "f"])),
        (([""], *LEFT[1:]), RIGHT),
    ],
)
def test_what_is_no_table_by_itself_is_part_of_its_neighbour(left, right):
    assert len(tables_beside(beside(left, right))) == 1
    assert len(tables_beside(beside(LEFT, RIGHT, gap=0))) == 1
