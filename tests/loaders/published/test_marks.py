"""Marks that stand instead of numbers, brackets around them, and what notes say of both."""

import pytest

import topline
from topline import FRENCH, GERMAN
from topline.language.message import Message
from topline.loaders.published.found.notes import _MARKS
from topline.loaders.published.layouts import _MARKS_ALONE
from topline.loaders.published.pages.legend import PRINTED_BESIDE, meanings_of_marks

from .files import text, workbook
from .test_published import cell, told

OFFICE = [
    ["1.1 Internetnutzung nach Altersgruppen 2024"],
    ["in %"],
    ["Merkmal", "Insgesamt", "16 bis 24", "25 bis 54", "55 und mehr"],
    ["täglich", 88.1, "96,3", 94.2, "72,4"],
    ["wöchentlich", 7.2, "(3,1)", 4.4, "14,0"],
    ["seltener", 4.7, "/", "(1,4)", "13,6"],
    ["im Ausland", "(1,2)", ".", "x", "–"],
    [],
    ["Zeichenerklärung"],
    ["/", "keine Angaben, da Zahlenwert nicht sicher genug"],
    ["( ) = Aussagewert eingeschränkt, da der Zahlenwert statistisch relativ unsicher ist"],
    ["– = nichts vorhanden"],
    [". = Zahlenwert unbekannt oder geheim zu halten"],
    ["x = Tabellenfach gesperrt, weil Aussage nicht sinnvoll"],
]


def test_the_signs_of_a_statistics_office():
    found = topline.read_published(workbook(("1.1", OFFICE)))
    figures = found.figures
    assert len(figures) == 16
    assert figures["percent"].dropna().tolist() == [
        88.1, 96.3, 94.2, 72.4, 7.2, 3.1, 4.4, 14.0, 4.7, 1.4, 13.6, 1.2]  # fmt: skip
    unsure = cell(figures, "wöchentlich", "16 bis 24")
    assert (unsure["printed"], unsure["flag_printed"]) == ("(3,1)", "( )")
    assert told(found, "note", "brackets around their numbers, which by the notes are less certain")
    said = {"/": "suppressed", ".": "not_available", "x": "not_applicable", "–": "none"}
    marks = figures[figures["percent"].isna()]
    assert dict(zip(marks["printed"], marks["percent_qualifier"], strict=True)) == said


@pytest.mark.parametrize(
    "note",
    [
        "( ) Aussagewert eingeschränkt",
        "Figures in brackets are of low reliability (small sample)",
        "Les chiffres entre parenthèses sont à interpréter avec prudence",
        "Datos entre paréntesis: interprétense con cautela",
    ],
)
def test_numbers_in_brackets_are_read_where_a_note_explains_them(note):
    lines = ["Share in percent,,", ",All,Men", "Daily,40.5,(41.5)", "Never,59.5,58.5"]
    found = topline.read_published(text("\n".join([*lines, f'"{note}",,', ""])))
    assert cell(found.figures, "Daily", "Men")["percent"] == 41.5


def test_numbers_in_brackets_without_a_note_are_told():
    lines = ["Q1. Do you?,,", ",All,Men", "Base unweighted,900,450", "Yes,40%,(41%)", "No,60%,59%"]
    found = topline.read_published(text("\n".join([*lines, ""])))
    assert found.figures["percent"].tolist() == [40, 60, 59]
    assert told(found, "refused", "holds a number and more and became no figure: line 4, column 3")


@pytest.mark.parametrize(
    ("mark", "note", "said"),
    [
        ("*", "* less than 0.5%", "less_than"),
        ("*", "* base below 50: not shown", "suppressed"),
        ("*", "* Too few respondents", "suppressed"),
        ("-", "- = Fallzahl zu gering", "suppressed"),
        ("-", "-: aucune réponse", "none"),
        ("-", "- not asked in this wave", "not_applicable"),
        (":", "“:” données non disponibles", "not_available"),
        ("*", "* Significantly different from men", "less_than"),
    ],
)
def test_a_mark_means_what_the_notes_of_the_page_say(mark, note, said):
    lines = [
        "Q1. Do you?,,",
        ",All,Men",
        "Base unweighted,900,40",
        f"Yes,40%,{mark}",
        f"No,60%,{mark}",
    ]
    found = topline.read_published(text("\n".join([*lines, f"{note},,", ""])))
    one = cell(found.figures, "Yes", "Men")
    assert one["percent_qualifier"] == said
    assert (one["percent"] == 0.5) if said == "less_than" else bool(one.isna()["percent"])


def test_a_mark_of_which_two_things_are_said_keeps_its_usual_meaning():
    assert meanings_of_marks(["* less than 0.5%", "* base below 50"]) == {}
    assert meanings_of_marks(["/ = nichts vorhanden; x = gesperrt"]) == {
        "/": "none",
        "x": "not_applicable",
    }


def test_limits_right_of_the_error_are_those_of_the_estimate():
    lines = [
        "Table 2. Percentage of adults with diabetes,,,",
        "Characteristic,Percent,Standard error,95% confidence interval",
        "Total,9.3,0.21,8.9–9.7",
        "Men,10.4,0.30,9.8–11.0",
        "Women,8.2,0.27,7.7–8.7",
    ]
    found = topline.read_published(text("\n".join([*lines, ""]))).figures
    assert found["percent"].tolist() == [9.3, 10.4, 8.2]
    assert found["std_error"].tolist() == [0.21, 0.30, 0.27]
    assert (found["ci_low"].tolist(), found["ci_level"].unique().tolist()) == (
        [8.9, 9.8, 7.7],
        [0.95],
    )


def test_marks_that_the_notes_alone_explain_are_told():
    lines = ["Q1. Do you?,,", ",All,Men", "Base unweighted,900,40", "Yes,40%,**", "No,60%,**"]
    found = topline.read_published(text("\n".join([*lines, "** base below 50,,", ""])))
    assert found.figures["percent"].tolist() == [40, 60]
    assert told(found, "note", "2 cells print '**', which the notes explain, and give no figure")


def test_one_cell_is_one_cell():
    counted = [*PRINTED_BESIDE.values(), *(words for _, words in _MARKS), _MARKS_ALONE]
    for one, many in counted:
        assert one.startswith("{n} cell ")
        assert many.startswith("{n} cells ")
        told = Message(one, many, n=1, text="x", printed="x", own="x")
        assert told.startswith("1 cell ")
        for language, words in ((GERMAN, "1 Zelle "), (FRENCH, "1 cellule ")):
            assert words in language.again(told)
