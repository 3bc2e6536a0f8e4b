"""The order of answers, from their words."""

import random

import pytest

from tests.conftest import in_one_test
from topline.answers import ends_of, known_order, set_aside
from topline.answers.ranking import SOURCES
from topline.answers.scales import scale_named
from topline.answers.tables import LANGUAGES, scales_of, table

AGREEMENT = (
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
)

IN_ORDER = [
    AGREEMENT,
    ("Disagree", "Somewhat agree", "Agree", "Strongly agree"),
    ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    ("Never", "Rarely", "Sometimes", "Often", "Always"),
    ("Very poor", "Poor", "Fair", "Good", "Excellent"),
    ("Not at all", "A little", "Somewhat", "A lot"),
    ("Not at all important", "Somewhat important", "Very important"),
    ("No", "Maybe", "Yes"),
    ("Much worse", "Worse", "About the same", "Better", "Much better"),
    ("5-9", "10-19", "20-49", "50 or more"),
    ("2/10", "9/10", "10/10"),
    ("3,5 / 5", "4 / 5", "5 / 5"),
    ("Under 18", "18-24", "25–64", "65+"),
    ("Under $25,000", "$25,000 to $49,999", "$50,000 to $74,999", "$75,000 and over"),
    ("0", "< 5", "5k-10k", "10k-20k", "≥ 100k"),
    ("Less than 1 year", "1-2 years", "3-10", "More than 10"),
    ("Less than 30 minutes", "30 minutes to 1 hour", "1-2 hours", "More than 2 hours"),
    ("No children", "1 child", "2 children", "3 or more children"),
    ("unter 18", "18 bis 29", "65 und älter"),
    ("moins de 18 ans", "18 à 24 ans", "65 ans ou plus"),
    ("menos de 5", "5 a 10", "más de 10"),
    ("до 18", "18-24", "65 и старше"),
    ("18歳未満", "18〜29歳", "65歳以上"),
    ("1 (None at all)", "2", "3", "10"),
    ("1. North", "2. South", "10. East"),
    ("Wave 1", "Wave 2", "Wave 10"),
    ("1st", "2nd", "10th"),
    ("Jan 2024", "Feb 2024", "Mar 2024", "Aug 2024"),
    ("December 2023", "January 2024"),
    ("2023-12", "2024-01"),
    ("12/2023", "01/2024"),
    ("Monday", "Tuesday", "Sunday"),
    ("Q4 2023", "Q1 2024"),
    ("2022/23", "2023/24"),
    ("Never", "Once", "Twice", "3 or more times"),
    ("Never", "Once a month", "Once a week"),
    ("Under 5 minutes", "5-10 minutes", "11-30 minutes", "Over an hour"),
    ("Less than a year", "1-2 years", "More than 5 years"),
    ("0-6 months", "7-12 months", "1-2 years", "3 or more years"),
    ("200万円未満", "200万円～400万円未満", "400万円以上"),
    ("5千元以下", "5千-1万元", "1万元以上"),
    ("Not at all 0", "1", "2", "Extremely 10"),
    ("até 2 salários", "de 2 a 5 salários", "mais de 5 salários"),
    ("moins d'un an", "1 à 2 ans", "plus de 5 ans"),
    ("meno di 18", "18-24", "oltre 65"),
    ("jonger dan 18", "18 tot en met 24", "65 jaar en ouder"),
    ("under 18 år", "18–24 år", "65 år eller äldre"),
    ("alle 18", "18–24", "65 tai vanhempi"),
    ("poniżej 18", "18-24 lata", "65 lat i więcej"),
    ("18 év alatt", "18-24 év", "65 év felett"),
    ("κάτω των 18", "18-24", "65 και άνω"),
    ("18 altı", "18-24", "65 ve üzeri"),
    ("أقل من 18", "18-24", "65 فأكثر"),
    ("18 से कम", "18-24", "65 से अधिक"),
    ("di bawah 18 tahun", "18-24 tahun", "65 tahun ke atas"),
    ("dưới 18 tuổi", "18-24 tuổi", "trên 65 tuổi"),
    ("ต่ำกว่า 18 ปี", "18-24 ปี", "65 ปีขึ้นไป"),
    ("18岁以下", "18-24岁", "65岁及以上"),
    ("18세 미만", "18-24세", "65세 이상"),
    ("€ 1.000 - 1.999", "€ 2.000 - 2.999", "€ 10.000 oder mehr"),
    ("1 000–1 999 zł", "2 000–4 999 zł", "10 000 zł i więcej"),
    ("First wave", "Second wave", "Third wave"),
    ("janvier", "février", "décembre"),
    ("März 2024", "Mai 2024"),
    ("2024年1月", "2024年2月", "2024年12月"),
    ("15/01/2024", "16/01/2024", "02/02/2024"),
    ("Spring", "Summer", "Autumn", "Winter"),
]


@pytest.mark.quick
@in_one_test("answers", IN_ORDER, ids=lambda answers: answers[0])
def test_answers_come_in_their_order(answers: tuple[str, ...]) -> None:
    shuffled = list(answers)
    random.Random(1).shuffle(shuffled)
    for given in (shuffled, sorted(answers), answers[::-1]):
        order = known_order(given)
        assert order is not None
        assert order.answers == answers


def test_nonresponse_is_set_aside() -> None:
    order = known_order(sorted([*AGREEMENT, "Don't know", "Prefer not to say"]))
    assert order is not None
    assert order.answers == AGREEMENT
    assert order.set_aside == ("Don't know", "Prefer not to say")
    assert order.source == "agreement"


@in_one_test(
    "answers",
    [
        ("red", "green"),
        ("Male", "Female"),
        ("Agree", "Often"),
        (*AGREEMENT, "Other"),
        ("Always",),
        ("Don't know", "Refused"),
        ("Often", "Frequently", "Never"),
        ("1-5", "3-10"),
        ("1 time a month", "1 time a week"),
        ("1 adult", "2 adults 1 child", "2 adults"),
        ("Room 12", "Flat 3"),
        ("Winter 2024", "Spring 2024"),
        ("01/02/2024", "03/01/2024"),
    ],
)
def test_no_order_is_guessed(answers: tuple[str, ...]) -> None:
    assert known_order(answers) is None


def test_a_place_of_the_scale_is_not_set_aside() -> None:
    assert set_aside(["Does not apply", "Applies somewhat", "Applies completely"]) == {}
    assert list(set_aside(["Yes", "No", "Does not apply"])) == ["Does not apply"]


@in_one_test(
    ("answers", "ends"),
    [
        (AGREEMENT, (2, 2)),
        (("Strongly disagree", "Disagree", "Agree", "Strongly agree"), (2, 2)),
        # what nobody said is still a place of the scale
        (("Disagree", "Agree", "Strongly agree"), (1, 2)),
        (("Strongly agree", "Agree", "Disagree"), (2, 1)),
        (("Disagree", "Neither", "Agree", "Strongly agree"), (1, 2)),
        (("Neither", "Agree", "Strongly agree"), (0, 2)),
        (("Not very satisfied", "Fairly satisfied", "Very satisfied"), (1, 2)),
        (("stimme eher nicht zu", "teils, teils", "stimme eher zu", "stimme voll zu"), (1, 2)),
        (("скорее не согласен", "нейтрально", "согласен", "полностью согласен"), (1, 2)),
        (("tidak mungkin", "mungkin", "kemungkinan besar", "pasti"), (1, 2)),
        (("worse", "about the same", "better", "much better"), (1, 2)),
        # from none to much there is no neutral place
        (("Not at all satisfied", "Slightly satisfied", "Moderately satisfied", "Very satisfied",
          "Extremely satisfied"), (2, 2)),
        (("Rarely", "Sometimes", "Often"), (1, 1)),
        (("Fair", "Good", "Excellent"), (1, 1)),
        (("dull", "so-so", "shiny"), (1, 1)),
        ((), (0, 0)),
    ],
)  # fmt: skip
def test_the_sides_of_a_scale_are_those_of_its_words(
    answers: tuple[str, ...], ends: tuple[int, int]
) -> None:
    assert ends_of(answers) == ends


NEUTRAL = {
    "agreement": {
        "ar": "محايد", "cs": "neutrální", "da": "neutral", "de": "teils/teils", "el": "ουδέτερος",
        "en": "neutral", "es": "neutral", "fa": "خنثی", "fi": "neutraali", "fr": "neutre",
        "he": "ניטרלי", "hi": "तटस्थ", "hu": "is-is", "id": "netral", "it": "neutrale",
        "ja": "中立", "ko": "중립", "nl": "neutraal", "no": "nøytral",
        "pl": "ani tak, ani nie", "pt": "neutro", "ro": "neutru", "ru": "нейтрально",
        "sv": "neutral", "th": "เป็นกลาง", "tr": "kararsızım", "uk": "нейтрально",
        "vi": "trung lập", "zh": "中立",
    },
    "satisfaction": {"ro": "neutru", "tr": "nötr", "ru": "нейтрально", "de": "teils/teils"},
    "likelihood": {"id": "netral", "vi": "trung lập", "tr": "kararsızım", "th": "อาจจะ"},
}  # fmt: skip


@in_one_test(("name", "language"), [(name, one) for name, own in NEUTRAL.items() for one in own])
def test_the_neutral_place_is_where_each_language_says_so(name: str, language: str) -> None:
    found = scale_named(name, language)
    assert found.place(NEUTRAL[name][language]) == found.neutral


def test_each_language_of_agreement_is_asked() -> None:
    assert {*NEUTRAL["agreement"]} == {*LANGUAGES}


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        (("No", "Yes, probably", "Yes, definitely"), (1, 2)),
        (("Yes, definitely", "Yes, to some extent", "No"), (2, 1)),
        (("Non", "Oui, plutôt", "Oui, tout à fait"), (1, 2)),
        (("Nein", "Eher ja", "Ja"), (1, 2)),
        # said neither yes nor no
        (("No", "Maybe", "Yes"), (1, 1)),
    ],
)
def test_what_says_yes_is_on_the_side_of_yes(answers, ends):
    assert ends_of(answers) == ends


@pytest.mark.parametrize(
    "answers",
    [
        ("No", "Yes, some", "Yes, a lot"),
        ("No", "Yes, a little", "Yes, a great deal"),
        ("No, not limited at all", "Yes, limited a little", "Yes, limited a lot"),
        ("Nein", "Ja, etwas", "Ja, viel"),
        ("Non", "Oui, un peu", "Oui, beaucoup"),
        ("No", "Sí, un poco", "Sí, mucho"),
        ("Нет", "Да, немного", "Да, много"),
        ("いいえ", "はい、少し", "はい、とても"),
    ],
)
def test_amounts_behind_yes_are_an_order(answers):
    order = known_order([*answers[::-1], "Don't know"])
    assert (order.answers, order.source) == (answers, "yes no")
    assert ends_of(order.answers) == (1, 2)


@pytest.mark.parametrize(
    "answers",
    [
        ("No", "Yes, in Berlin", "Yes, in Rome"),
        ("No", "Yes", "Yes, some"),
        ("No", "Yes, currently", "Yes, in the past"),
    ],
)
def test_what_is_no_amount_behind_yes_has_no_order(answers):
    assert known_order(answers) is None


def test_an_answer_set_aside_is_the_middle_of_a_scale_that_has_no_other():
    sides = ["ไม่เห็นด้วย", "เห็นด้วย", "เห็นด้วยอย่างยิ่ง"]
    order = known_order([*sides, "ไม่แน่ใจ"])
    assert (order.answers[1], order.set_aside) == ("ไม่แน่ใจ", ())
    order = known_order([*sides, "ไม่แน่ใจ", "เฉยๆ"])
    assert (order.answers[1], order.set_aside) == ("เฉยๆ", ("ไม่แน่ใจ",))


@pytest.mark.parametrize(
    "answers",
    [
        ["Jamais", "Rarement", "De temps en temps", "Souvent", "Tous les jours"],
        ["En koskaan", "Harvemmin", "Kuukausittain", "Viikoittain", "Päivittäin"],
        ["İlkokul", "Ortaokul", "Lise", "Üniversite", "Yüksek lisans", "Doktora"],
        ["초졸 이하", "중졸", "고졸", "대졸", "대학원 졸업"],
        ["中学校", "高校", "短大・専門学校", "大学", "大学院"],
        ["Podstawowe", "Zawodowe", "Średnie", "Wyższe"],
    ],
)
def test_frequencies_and_schooling_of_more_languages(answers):
    assert list(known_order(answers[::-1]).answers) == answers


def test_every_scale_has_a_name_that_catalogues_have():
    scales = {scale_named(name, one).name for one in LANGUAGES for name in scales_of(one)}
    times = {kind for kinds in table("times").values() for kind in kinds}
    assert scales | times <= {*SOURCES}
