"""Crosstabs composed by chance: what comes out is right, and what does not is told."""

from io import BytesIO

import openpyxl
import pytest

import topline
from tests.conftest import in_one_test

from .files import crosstab, text
from .fresh.composed import judge, make

ONCE_WRONG = [3, 5, 15, 19, 57, 63, 79, 81, 89, 96, 136, 163, 165, 175, 179, 219, 247, 278, 303,
              314, 349, 389, 1075, 1133, 1605, 1739]  # fmt: skip
"""Once wrong: counts for percents, means for percents, answers for groups, a sum for an answer,
groups of the table above, bases for headings, "Base: All adults" for a question."""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@in_one_test("seed", sorted({*range(30), *ONCE_WRONG}))
def test_every_figure_of_a_composed_table_is_right_or_told(seed):
    spec, made = make(seed)
    _, _, wrong, silent, without_base = judge(topline.read_published(made.file), made, spec)
    assert not wrong
    assert not silent
    assert not without_base


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@in_one_test("seed", range(30, 900))
def test_hundreds_more(seed):
    spec, made = make(seed)
    _, _, wrong, silent, _ = judge(topline.read_published(made.file), made, spec)
    assert not wrong
    assert not silent


PARTIES = (
    "Q1. Which party?{said},,\n,Total,Women\n{base}M,20{sign},18{sign}\nSD,21{sign},15{sign}\n"
    "S,34{sign},37{sign}\nOther,25{sign},30{sign}\n"
)
BASE = "Unweighted base,1000,520\n"
ACROSS = (
    "Q1. Which party?,,,,\nGroup,n,M,SD,S,Other\n"
    "Total,1000,20%,21%,34%,25%\nMen,480,22%,27%,31%,20%\n"
)


@pytest.mark.parametrize(
    "content",
    [
        PARTIES.format(said="", base=BASE, sign="%"),
        PARTIES.format(said=" (%)", base=BASE, sign=""),
        PARTIES.format(said=" (%)", base="", sign=""),
        ACROSS,
    ],
)
def test_two_letters_are_a_party_where_no_mean_stands_beside_them(content):
    figures = topline.read_published(text(content)).figures
    party = figures[figures["answer"].str.endswith("SD")]
    assert party["percent"].tolist()[0] == 21
    assert party["amount"].isna().all()
    spread = PARTIES.format(said=" (%)", base=BASE, sign="") + "Mean,3.4,2.9\n"
    figures = topline.read_published(text(spread.replace("SD,21,15", "SD,1.2,1.1"))).figures
    assert set(figures[figures["answer"] == "SD"]["amount_unit"]) == {"std_dev"}


def test_tables_without_bases_keep_their_own_headings():
    first = "Q1. Approve of him?,,\n,Total,Women\nApprove,48%,51%\nDisapprove,52%,49%\n,,\n"
    second = "Q2. Approve of her?,,\n{note}{head}\nApprove,58%,61%\nDisapprove,42%,39%\n"
    for note in ("", "Base: All adults,,\n", "All adults,,\n"):
        for head, groups in (
            (",Total,North", ["Total", "North"]),
            (",2023,2024", ["2023", "2024"]),
        ):
            content = first + second.format(note=note, head=head)
            figures = topline.read_published(text(content)).figures
            own = figures[figures["question"].str.startswith("Q2. Approve of her?")]
            assert own["percent"].tolist() == [58, 61, 42, 39]
            named = own["group"].fillna(own["wave"])
            assert named.tolist() == groups * 2


SHOWN = "hidden rows or columns are read like those that are shown:"


def hidden_book(**hidden):
    book = openpyxl.load_workbook(crosstab())
    sheet = book.worksheets[0]
    for row in hidden.get("rows", ()):
        sheet.row_dimensions[row].hidden = True
    for column in hidden.get("columns", ()):
        sheet.column_dimensions[column].hidden = True
    book.create_sheet("Old wave").sheet_state = hidden.get("sheet", "visible")
    opened = BytesIO()
    book.save(opened)
    opened.seek(0)
    opened.name = "tables.xlsx"
    return opened


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ({"rows": [7, 8]}, f"10 numbers of {SHOWN} 7:7, 8:8"),
        ({"columns": ["D"]}, f"numbers of {SHOWN} D:D"),
        ({"sheet": "hidden"}, "a hidden sheet is not read: 'Old wave'; sheets= reads it"),
        ({"rows": [1, 40], "columns": ["Z"]}, ""),
    ],
)  # fmt: skip
def test_what_a_workbook_hides_is_told(hidden, said):
    published = topline.read_published(hidden_book(**hidden))
    assert len(published.figures) == len(topline.read_published(crosstab()).figures)
    told = " ".join(map(str, published.problems["fact"]))
    assert said in told
    assert ("hidden" in told) == bool(said)


def test_a_text_whose_letters_nobody_names_says_how_it_was_read():
    raw = "Q1. Zustimmung\x81?,\n,Alle\nUnweighted base,1000\nApprove,48%\nDisapprove,52%\n"
    published = topline.read_published(text(raw.encode("latin-1")))
    assert published.problems["fact"].str.contains("is not UTF-8").any()
