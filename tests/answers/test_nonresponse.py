"""Nonresponse, in the wordings of real surveys."""

import pytest

from tests.conftest import in_one_test
from topline.answers import Nonresponse, nonresponse_among, nonresponse_of, set_aside

KINDS = {
    Nonresponse.dont_know: """
        Don't know|DON'T KNOW|Don´t know|Don’t know / Not sure|[DON'T KNOW]|(VOL.) Don't know
        98 Don't know|8: Don't know|.d: Don't know|DK|DK/NA|Don't know/Refused|I don't know
        Can't choose|Not sure|NS/NC|N.S./N.C.|NSNR|No lo sé|No sabe / No contesta|ne sait pas
        NSP/refus|Weiß nicht|WEISS NICHT|weiß ich nicht|Weiß nicht / keine Angabe|Não sabe
        Não sabe/Não respondeu|Non so / Non risponde|Weet niet|Vet ej|Ved ikke|Vet ikke
        En osaa sanoa|Trudno powiedzieć|Nevím|Nem tudja|Nu știu / Nu răspund|ΔΞ/ΔΑ|Δεν ξέρω
        Bilmiyorum|Затрудняюсь ответить|Важко сказати|لا أعرف|לא יודע/ת|نمی‌دانم|नहीं पता
        答えられない|Tidak tahu/tidak menjawab|Không biết|ไม่ทราบ/ไม่ตอบ|不知道/拒答|说不清|わからない
        わからない・無回答|모름/무응답|잘 모르겠다|Ved ej|No me acuerdo|Neví, nedokáže odpovědět
        I am unable to answer|Not sure at this time|I can't decide
        Keine Beurteilung möglich|No sabría decirle
    """,
    Nonresponse.refused: """
        Refused|-9: Refused|-1. Refused|Refusal*|Prefer not to say|Refused (vol.)|Refus
        Prefiero no contestar|Je préfère ne pas répondre|Verweigert|Möchte ich nicht sagen
        Recusou|Preferisco non rispondere|Weigert|Vägrar|Kieltäytyi|Odmowa odpowiedzi
        Отказался/лась|מסרב/ת להשיב|Not willing to answer
        Отказ от ответа|رفض الإجابة|拒绝回答|答えたくない|응답 거절|Từ chối trả lời|Menolak
        Decline to self-identify|Withheld|Lieber keine Angabe|Dat wil ik niet zeggen
    """,
    Nonresponse.no_answer: """
        No answer|No response|No information|99 = NA|Not stated|.n: No answer|Missing
        Seen but unanswered|Web blank|Omitted or invalid|Question skipped|Geen respons|答えなし
        No answer, don't know, refused|Sin respuesta|Keine Angabe|k.A.|[-1] keine Angabe
        Keine Angabe (KA)|Sans réponse|Nessuna risposta|Geen antwoord|Brak odpowiedzi
        Нет ответа|无回答|無回答|무응답|Tidak menjawab
        No response provided|Respondent skipped|No valid response
        Keine Angabe möglich|Omitido|Chybí údaj
    """,
    Nonresponse.no_opinion: """
        No opinion|Sin opinión|Sans opinion|NSPP|Keine Meinung|Geen mening|Ingen åsikt|Fikrim yok
        Je n'ai pas d'avis|Je ne peux pas me prononcer
    """,
    Nonresponse.not_applicable: """
        Unfamiliar (N/A)|Not applicable to my beliefs|Not applicable because I have no car
        IAP|N/A|Inapplicable|.i:  Inapplicable|Inap. (not 1 in eb)|Not applicable|n.v.t.
        Not applicable: no children|trifft nicht zu|[-2] trifft nicht zu|No aplica|SO
        Sans objet|Nie dotyczy|لا ينطبق|不適用|非該当|해당없음|Tidak berlaku
    """,
    Nonresponse.not_measured: """
        Not measured|Not asked in survey|Skip|Not asked or Missing|nicht erhoben|No preguntado
        R not asked|Filter: nicht gefragt|No le ha sido preguntado|Blanco por pase
    """,
}
WORDINGS = [
    (label.strip(), kind)
    for kind, text in KINDS.items()
    for line in text.strip().splitlines()
    for label in line.split("|")
]

ANSWERS = """
    No|None|None of the above|Not at all|Never|Neither|Nothing|Nil|Not very important|Undecided
    Don't know him personally|I don't know anybody who would help|No children|Other (don't know)
    Nada|Ninguno|Nunca|Nein|Nie|Keine|Rien|Jamais|Aucun|Niente|Geen|Ingen|Aldrig|Ei|Nie ufam
    Nic|Semmi|Hayır|Hiç|Нет|Никогда|لا|לא|नहीं|Tidak|Không|ไม่|不|没有|いいえ|없음|아니오
    Filter|Filter coffee|Don't know/Other|Yes/no|Segunda/a
    Nap|So|Sr|Ref|Yes|18-24|5|-9|It depends
    Namibia (NA)|Denmark (DK)|Other (please specify)|Applicable to me
    No party|Neutral|Not important|どちらともいえない|Kararsızım
"""


@pytest.mark.quick
@in_one_test(("label", "kind"), WORDINGS)
def test_nonresponse_has_its_kind(label: str, kind: Nonresponse) -> None:
    assert nonresponse_of(label) is kind


@in_one_test(
    "label", [label.strip() for line in ANSWERS.strip().splitlines() for label in line.split("|")]
)
def test_an_answer_is_none(label: str) -> None:
    assert nonresponse_of(label) is None


@in_one_test(
    "answers",
    [
        "Very sure|Fairly sure|Not sure",
        "Very appropriate|Appropriate|Inappropriate|Very inappropriate",
        "Eligible|Ineligible",
        "Recently tested|Tested long ago|Not tested",
        "Reported to police|Not reported",
        "Available|Not available|Sold out",
        "Filtered|Unfiltered",
        "Known|Unknown",
        "Accepted|Refused|Pending",
        "Bekannt|Unbekannt",
        "Betroffen|Nicht betroffen",
        "Angenommen|Verweigert",
        "Lo conoce|No lo conoce",
        "Pertinente|Non pertinente",
        "Très pertinent|Pas pertinent",
        "Concerné|Non concerné",
        "Vet|Vet inte",
        "Znam|Nie znam",
        "Знаю хорошо|Что-то слышал|Не знаю",
        "非常清楚|比较清楚|不清楚",
        "有意见|没有意见",
        "よく知っている|聞いたことがある|知らない",
        "0 = Not measured|1 = Measured",
    ],
)
def test_the_opposite_of_an_answer_is_an_answer(answers: str) -> None:
    """A share of "Not reported" beside "Reported" is a finding, and its code 0 a number."""
    assert nonresponse_among(answers.split("|")) == {}
    assert set_aside(answers.split("|")) == {}


@in_one_test(
    "answers",
    [
        "Yes, for sure|Maybe|Not sure",
        "Good opinion|Bad opinion|No opinion",
        "Correct answer|Wrong answer|No answer",
        "Yes|No|Don't know",
        "I agree|I disagree|Refused",
        "Ja|Nein|Weiß nicht",
        "Oui|Non|Non concerné",
        "Есть|Нет|Не знаю",
        "はい|いいえ|知らない",
    ],
)
def test_what_no_answer_is_the_opposite_of_is_set_aside(answers: str) -> None:
    *others, last = answers.split("|")
    assert list(nonresponse_among([*others, last])) == [last]


def test_two_letters_among_codes_are_a_code() -> None:
    assert nonresponse_among(["DE", "FR", "SE", "DK", "NA"]) == {}
    assert list(nonresponse_among(["Germany", "France", "DK", "NA"])) == ["DK", "NA"]


def test_what_is_longer_than_an_answer_has_no_meaning_and_takes_no_time():
    for long in ("1" * 200_000, "x" + "[" * 200_000, "1," * 100_000, "don't know " * 20_000):
        assert nonresponse_of(long) is None
        assert set_aside([long, "don't know"]) == {"don't know": nonresponse_of("don't know")}


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Weiß noch nicht", "dont_know"),
        ("Todavía no sabe", "dont_know"),
        ("No sabe - no contesta", "dont_know"),
        ("S/I", "no_answer"),
        ("О/О", "refused"),
        ("Je ne suis pas concerné(e)", "not_applicable"),
        ("Меня это не касается", "not_applicable"),
        ("保密", "refused"),
        ("Sí", None),
        ("Not yet", None),
        ("Noch nicht", None),
    ],
)
def test_not_yet_and_dashes(label, kind):
    assert nonresponse_of(label) == (None if kind is None else Nonresponse[kind])
