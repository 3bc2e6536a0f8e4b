"""Which cells say that an option is chosen."""

import pytest

from tests.conftest import in_one_test
from topline.answers.several import allows_several, is_none, is_other, ticks_of

PAIRS = """
Yes/No|yes/no|Y/N|True/False|TRUE/FALSE|Ja/Nein|Oui/Non|Sí/No|Sim/Não|Sì/No|Ja/Nee|Ja/Nej|Kyllä/Ei
Tak/Nie|Ano/Ne|Igen/Nem|Da/Nu|Ναι/Όχι|Evet/Hayır|Да/Нет|Так/Ні|نعم/لا|כן/לא|بله/خیر|हाँ/नहीं
Ya/Tidak|Có/Không|ใช่/ไม่ใช่|是/否|はい/いいえ|예/아니요|Selected/Not selected|Selected/Not Selected
Checked/Unchecked|Quoted/Not quoted|Mentioned/Not mentioned|genannt/nicht genannt
ausgewählt/nicht ausgewählt|coché/non coché|seleccionado/no seleccionado|Trifft zu/Trifft nicht zu
Owned/Not owned|отмечено/не отмечено|1/0
"""


@pytest.mark.quick
@in_one_test("pair", [pair for line in PAIRS.split("\n") for pair in line.split("|")][1:-1])
def test_yes_and_no_in_many_words(pair):
    yes, no = pair.split("/")
    found = ticks_of([{no: no, yes: yes}, {yes: yes}], ["a", "b"])
    assert found.chosen == ((yes,), (yes,))
    assert found.has_no


@in_one_test("tick", ["Y", "x", "X", "✓", "Selected", "True", "1", "Ja"])
def test_the_same_tick_or_nothing(tick):
    found = ticks_of([{tick: tick}, {tick: tick}, {}], ["a", "b", "c"])
    assert (found.chosen, found.has_no) == (((tick,),) * 3, False)


def test_codes_are_known_by_their_labels():
    labelled = {"1": "Yes", "2": "No", "9": "Don't know"}
    found = ticks_of([labelled, labelled], ["a", "b"])
    assert (found.chosen[0], found.has_no) == (("1",), True)
    assert found.words == "1 (Yes) is chosen, 2 (No) is not; 9 counts as not chosen"
    turned = {"1": "not mentioned", "2": "mentioned"}
    assert ticks_of([turned, turned], ["a", "b"]).chosen == (("2",), ("2",))


def test_codes_beside_ones_and_zeros_are_no_answers_though_nobody_says_so():
    for code in ("-99", "9", "98"):
        column = {"0": "0", "1": "1", code: code}
        found = ticks_of([column, {"0": "0", "1": "1"}], ["a", "b"])
        assert (found.chosen[0], found.has_no) == (("1",), True)
        assert found.words == f"1 is chosen, 0 is not; {code} counts as not chosen"
    for code in ("2", "-1", "3"):
        assert ticks_of([{"0": "0", "1": "1", code: code}] * 2, ["a", "b"]) is None


def test_one_and_two_are_yes_and_no_only_where_it_is_a_question_of_options():
    plain = [{"1": "1", "2": "2"}] * 2
    assert ticks_of(plain, ["a", "b"]) is None
    assert ticks_of(plain, ["a", "b"], sure=True).chosen == (("1",), ("1",))


def test_an_options_own_word():
    found = ticks_of([{"Car": "Car"}, {"Bike": "Bike"}], ["q_1", "q_2"])
    assert (found.chosen, found.has_no) == ((("Car",), ("Bike",)), False)
    found = ticks_of([{"Car": "Car", "Not selected": "Not selected"}, {"Bus": "Bus"}], ["a", "b"])
    assert (found.chosen, found.has_no) == ((("Car",), ("Bus",)), True)


def test_what_is_written_under_other_is_a_tick():
    columns = [{"Car": "Car"}, {"Bus": "Bus"}, {"ferry": "ferry", "on foot": "on foot"}]
    assert ticks_of(columns, ["a", "b", "Other"]).chosen == (("Car",), ("Bus",), ())
    assert ticks_of(columns, ["a", "b", "c"]) is None
    marked = [{"Y": "Y"}, {"Y": "Y"}, {"ferry": "ferry"}]
    assert ticks_of(marked, ["SQ001", "SQ002", "other"]).chosen == (("Y",), ("Y",), ())


@pytest.mark.parametrize(
    "columns",
    [
        [{"a": "a", "b": "b", "c": "c"}] * 3,
        [{"Agree": "Agree", "Disagree": "Disagree"}] * 2,
        [{"1": "1", "2": "2", "3": "3"}] * 3,
        [{"Male": "Male"}, {"Male": "Male", "Female": "Female"}],
        [{}, {}],
    ],
)
def test_scales_and_groups_are_no_ticks(columns):
    assert ticks_of(columns, ["x", "y", "z"][: len(columns)]) is None


@in_one_test(
    "option",
    [
        "None of the above",
        "None of these brands",
        "Keine davon",
        "Aucun de ces choix",
        "NONE",
        "Ninguna de las anteriores",
        "Ничего из перечисленного",
        "あてはまるものはない",
        "以上都不是",
    ],
)
def test_none_options(option):
    assert is_none(option)
    assert not is_none(f"Tea, {option}")


def test_other_options_and_questions_for_several():
    for option in (
        "Other",
        "Other (please specify)",
        "Other, please specify",
        "Sonstiges:",
        "Autre",
    ):
        assert is_other(option)
    assert not is_other("Mother")
    for question in ("Which? Select all that apply.", "Mehrfachnennungen möglich", "複数選択可"):
        assert allows_several(question)
    assert not allows_several("How old are you?")


def test_columns_of_many_texts_are_no_ticks():
    """Whatever else two columns hold, so many different texts are what people wrote."""
    texts = [{f"text {k} of {column}": f"text {k}" for k in range(60)} for column in "ab"]
    assert ticks_of([*texts, {"Yes": "Yes"}], ["one", "other", "third"]) is None
