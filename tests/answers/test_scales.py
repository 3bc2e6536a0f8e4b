"""Scales of many languages, and the tables they stand in."""

import random

from tests.conftest import in_one_test
from topline.answers import known_order, nonresponse_of
from topline.answers.folding import compact
from topline.answers.scales import _is_made_of
from topline.answers.tables import LANGUAGES, phrases, pieces, scales_of

SCALES = """
    Never|Sometimes|About half the time|Most of the time|Always
    Nunca|A veces|Aproximadamente la mitad de las veces|La mayoría de las veces|Siempre
    Jamais|Parfois|Environ la moitié du temps|La plupart du temps|Toujours
    Nie|Manchmal|Etwa die Hälfte der Zeit|Meistens|Immer
    Nooit|Soms|Ongeveer de helft van de tijd|Meestal|Altijd
    从不|有时|大约一半时间|大多数时候|总是
    Totalmente en desacuerdo|En desacuerdo|Indiferente|De acuerdo|Totalmente de acuerdo
    Nada|Poco|Bastante|Mucho
    Never|Less than once a month|1-3 times a month|Once a week|2-4 times a week|Daily
    Never|About once or twice a year|2-3 times a month|Nearly every week|Every week
    Does not describe me at all|Slightly describes me|Mostly describes me|Clearly describes me
    Very slow|Slow|Average|Fast|Very fast
    Poorest|Poorer|Middle|Richer|Richest
    Lowest quintile|Second quintile|Middle quintile|Fourth quintile|Highest quintile
    Low income|Lower middle income|Upper middle income|High income
    Much less than usual|Less than usual|No more than usual|More than usual
    Zu wenig|Gerade richtig|Zu viel
    Trop peu|Juste assez|Trop
    Demasiado poco|Adecuado|Demasiado
    Te weinig|Precies goed|Te veel
    Within the last week|Within the last month|Within the last year|More than a year ago
    Past 24 hours|Past week|Past month|Over a year ago|Never
    Less than a month ago|1-6 months ago|More than 6 months ago|Never
    Hace menos de un mes|Hace 1-6 meses|Hace más de 6 meses|Nunca
    Il y a moins d'un mois|Il y a 1 à 6 mois|Il y a plus de 6 mois|Jamais
    Vor weniger als 1 Monat|Vor 1-6 Monaten|Vor mehr als 6 Monaten|Noch nie
    Менее месяца назад|1-6 месяцев назад|Более 6 месяцев назад|Никогда
    1年以内|2〜3年前|4年以上前|一度もない
    Never|Once a week|Twice a week
    None|Less than 1 hour|1-2 hours
    전혀 하지 않음|거의 하지 않음|가끔|자주|항상
    Зовсім не довіряю|Важко сказати, довіряю чи ні|Скоріше довіряю|Повністю довіряю
    Never|Once a year or less|Once a month or less|A few times per month|Every day
    Never|Less than weekly|Weekly or more
    <20Mb|20Mb -100Mb|100Mb - 1Gb|1Gb - 5Gb|>50Gb
    Within the past month|1-6 months ago|7-12 months ago|More than a year ago
    Nunca — não uso|Raramente — uma vez ao ano|Frequentemente — toda semana
    Very unimportant|Somewhat unimportant|Neither important nor unimportant (neutral)|Very important
    Very unfavorably|Somewhat unfavorably|Neither favorably nor unfavorably (neutral)|Very favorably
    Less than high school degree|High school degree|Some college or Associate degree|Graduate degree
    High school or less|Some college|College or more|Post graduate degree
    Very liberal|Liberal|Moderate|Conservative|Very conservative
    Never true|Rarely true|Sometimes true|Often true|Always true
    Not at all like me|Not much like me|Somewhat like me|Mostly like me|Very much like me
    Far below average|Below average|Average|Above average|Far above average
    Does not meet expectations|Meets expectations|Exceeds expectations
    Baseline|Midline|Endline
    Morning|Afternoon|Evening|Night
    Pas du tout satisfaisant|Plutôt pas satisfaisant|Plutôt satisfaisant|Très satisfaisant
    Überhaupt nicht|Eher nicht|Eher schon|Voll und ganz
    Molto negativo|Negativo|Positivo|Molto positivo
    Nunca|Casi nunca|A veces|Casi siempre|Siempre
    Muy malo|Malo|Regular|Bueno|Muy bueno
    Discordo totalmente|Discordo|Nem concordo nem discordo|Concordo|Concordo totalmente
    Péssimo|Ruim|Regular|Bom|Ótimo
    Pas du tout d'accord|Plutôt pas d'accord|Plutôt d'accord|Tout à fait d'accord
    Très mauvaise|Mauvaise|Bonne|Très bonne
    Jamais|Rarement|Parfois|Souvent|Toujours
    Stimme überhaupt nicht zu|Stimme eher nicht zu|Stimme eher zu|Stimme voll und ganz zu
    trifft nicht zu|trifft eher nicht zu|trifft eher zu|trifft voll zu
    Sehr unzufrieden|Unzufrieden|Zufrieden|Sehr zufrieden
    Per niente d'accordo|Poco d'accordo|Abbastanza d'accordo|Molto d'accordo
    Per niente|Poco|Abbastanza|Molto
    Helemaal mee oneens|Mee oneens|Neutraal|Mee eens|Helemaal mee eens
    Mycket dåligt|Ganska dåligt|Varken bra eller dåligt|Ganska bra|Mycket bra
    Helt uenig|Delvist uenig|Hverken enig eller uenig|Delvist enig|Helt enig
    Svært misfornøyd|Misfornøyd|Verken fornøyd eller misfornøyd|Fornøyd|Svært fornøyd
    Täysin eri mieltä|Jokseenkin eri mieltä|Jokseenkin samaa mieltä|Täysin samaa mieltä
    Zdecydowanie nie|Raczej nie|Raczej tak|Zdecydowanie tak
    Velmi nespokojen|Spíše nespokojen|Spíše spokojen|Velmi spokojen
    Egyáltalán nem értek egyet|Inkább nem értek egyet|Inkább egyetértek|Teljesen egyetértek
    Egyáltalán nem ért egyet|Inkább nem ért egyet|Egyet is ért, meg nem is|Inkább egyetért
    Foarte nemulțumit|Nemulțumit|Mulțumit|Foarte mulțumit
    Διαφωνώ απόλυτα|Διαφωνώ|Συμφωνώ|Συμφωνώ απόλυτα
    Kesinlikle katılmıyorum|Katılmıyorum|Kararsızım|Katılıyorum|Kesinlikle katılıyorum
    Полностью не согласен|Скорее не согласен|Скорее согласен|Полностью согласен
    Никогда|Редко|Иногда|Часто|Всегда
    Зовсім не довіряю|Скоріше не довіряю|Скоріше довіряю|Повністю довіряю
    لا أوافق بشدة|لا أوافق|محايد|أوافق|أوافق بشدة
    אף פעם|לעיתים רחוקות|לפעמים|תמיד
    کاملاً مخالفم|مخالفم|موافقم|کاملاً موافقم
    पूरी तरह असहमत|असहमत|सहमत|पूरी तरह सहमत
    Sangat tidak setuju|Tidak setuju|Netral|Setuju|Sangat setuju
    Hoàn toàn không đồng ý|Không đồng ý|Đồng ý|Hoàn toàn đồng ý
    ไม่เห็นด้วยอย่างยิ่ง|ไม่เห็นด้วย|เห็นด้วย|เห็นด้วยอย่างยิ่ง
    非常不同意|不同意|一般|同意|非常同意
    非常不滿意|不滿意|普通|滿意|非常滿意
    全くそう思わない|あまりそう思わない|どちらともいえない|ややそう思う|とてもそう思う
    전혀 그렇지 않다|그렇지 않다|보통이다|그렇다|매우 그렇다
    Less than high school|High school graduate|Some college|Bachelor's degree|Master's degree
    No education|Primary|Secondary|Higher
    Some high school|High school diploma or GED|Associate degree|College degree|Doctorate
    Sin estudios|Primaria|Secundaria|Bachillerato|Licenciatura|Posgrado
    Fundamental incompleto|Fundamental completo|Médio completo|Superior completo|Pós-graduação
    Sans diplôme|Brevet|CAP ou BEP|Baccalauréat|Bac +2|Licence|Master|Doctorat
    Licenza elementare|Licenza media|Diploma|Laurea|Dottorato
    Kein Abschluss|Hauptschulabschluss|Mittlere Reife|Abitur|Hochschulabschluss
    Начальное|Неполное среднее|Среднее|Среднее специальное|Неоконченное высшее|Высшее
    小学|初中|高中|大专|本科|硕士|博士
    完全不了解|不太了解|一般|比较了解|非常了解
    极其不符合|不符合|有些不符合|一般|有些符合|符合|极其符合
    大一|大二|大三|大四|研究生及以上
    월 1~2회|주 1~2회|주 3~4회|거의 매일
    Freshman|Sophomore|Junior|Senior|Graduate student
    Before 08:00|08:00 - 10:00|10:01 - 12:00|12:01 - 14:00|After 16:01
    8am-10am|10am-12pm|12:30 pm - 2pm|After 2pm
    05-Jan|25-Jun|26-100|100-500|500-1000|More than 1000
"""


@in_one_test("line", [line.strip() for line in SCALES.strip().splitlines()])
def test_scales_of_many_languages(line: str) -> None:
    answers = line.split("|")
    shuffled = random.Random(3).sample(answers, len(answers))
    for given in (shuffled, [answer.upper() for answer in answers[::-1]]):
        order = known_order(given)
        assert order is not None
        expected = answers if given is shuffled else [answer.upper() for answer in answers]
        assert list(order.answers) == expected


@in_one_test("language", LANGUAGES)
def test_each_language_has_scales(language: str) -> None:
    assert {"agreement", "satisfaction", "frequency", "quality"} <= set(scales_of(language))


@in_one_test("language", LANGUAGES)
def test_a_phrase_has_one_place(language: str) -> None:
    for name, text in scales_of(language).items():
        places: dict[str, int] = {}
        for place, line in enumerate(text.strip().splitlines()):
            for phrase in phrases(line):
                first = places.setdefault(compact(phrase), place)
                assert first == place, f"{language} {name}: {phrase}"


@in_one_test(
    "scale",
    [
        "Not at all masculine|Not very masculine|Somewhat masculine|Very masculine",
        "No, not rude at all|Yes, somewhat rude|Yes, very rude",
        "Not at all comfortable|Not so comfortable|Somewhat comfortably|Extremely comfortable",
        "Gar nicht stressig|Wenig stressig|Ziemlich stressig|Sehr stressig",
        "Pas du tout utile|Peu utile|Assez utile|Très utile",
        "Nada útil|Poco útil|Algo útil|Muy útil",
        "Wcale nie trudne|Trochę trudne|Dość trudne|Bardzo trudne",
        "Nicht relevant|Eher nicht relevant|Eher relevant|Sehr relevant",
        "Nada relevante|Poco relevante|Relevante|Muy relevante",
        "Pas du tout pertinent|Peu pertinent|Assez pertinent|Très pertinent",
    ],
)
def test_amounts_of_one_thing_stand_in_order(scale: str) -> None:
    answers = scale.split("|")
    found = known_order(["No answer", *reversed(answers)])
    assert found is not None
    assert (list(found.answers), found.set_aside) == (answers, ("No answer",))
    # one that is no amount of it leaves the order unknown
    assert known_order([*answers, f"Blue {answers[0].split()[-1]}"]) is None


@in_one_test(
    "scale",
    [
        "Very inappropriate|Inappropriate|Appropriate|Very appropriate",
        "Too low|About right|Too high",
        "Too short|Just right|Too long",
        "Insufficiente|Sufficiente|Discreto|Buono|Ottimo",
        "Nunca|Menos de una vez a la semana|Una vez a la semana|Varias veces por semana",
    ],
)
def test_a_scale_is_known(scale: str) -> None:
    found = known_order(sorted(scale.split("|")))
    assert found is not None
    assert list(found.answers) == scale.split("|")


def test_what_is_nonresponse_and_a_place() -> None:
    """In the company of its scale a place; all others of these would hide answers."""
    both = {
        phrase
        for language in LANGUAGES
        for text in scales_of(language).values()
        for line in text.strip().splitlines()
        for phrase in phrases(line)
        if nonresponse_of(phrase) is not None
    }
    assert both == {
        "does not apply", "does not apply to me", "trifft nicht zu", "not relevant",
        "irrelevant", "inappropriate", "nicht relevant", "niet relevant",
        "not appropriate", "pas pertinent", "non pertinent", "non pertinente",
        "decline", "declined",
        # "not familiar" of how familiar one is
        "不了解", "不瞭解", "不太了解", "不太瞭解", "不清楚", "不太清楚",
        # "uncertain", the middle of agreement
        "不确定", "不確定", "ไม่แน่ใจ",
    }  # fmt: skip


def test_no_phrase_is_passed_over_because_of_its_letters():
    """Scales are written out only where an answer can be put together from their letters."""
    for language in LANGUAGES:
        for text in scales_of(language).values():
            parts = pieces(text)
            for line in text.strip().splitlines():
                for phrase in phrases(line):
                    assert _is_made_of(parts, compact(phrase)), phrase
    assert not _is_made_of(pieces("good | (very|) bad"), compact("goodish"))
