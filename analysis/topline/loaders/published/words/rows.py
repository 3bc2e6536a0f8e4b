"""What the label of a row says it is: a base, a check, a statistic, a net."""

import re
from collections.abc import Sequence
from functools import lru_cache

_UNWEIGHTED = re.compile(
    r"un-?weighted|\bun-?wg?h?te?d?\b|\bunw\b|"
    r"\bungewichtet|non[- ]pond|\bbrut|(?:sin|n[ãa]o|no) pondera|"
    r"\bongewogen|\braw (?:base|n|count)\b|\bnieważon|\bo(?:viktad|vägd)|\buvektet|\buvægtet|"
    r"\bpainottamat|\bnevážen|\bsúlyozatlan|\bağırlıksız|невзвеш|непретегл|\bneponder|αστάθμιστ|비가중|조사완료|非加重|未加[权權]|"
    r"ウ[ェエ]イト(?:バック)?前",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(
    r"\bweighted|\bwg?h?te?d?\b|\bcol(?:umn)?\.? population\b|"
    r"\bgewichtet|\bpond[ée]r|\bredress|\bponderad|\bgewogen|\bważon|\bviktad|\bvägd|"
    r"\bvektet|\bvægtet|\bpainotet|\bvážen|\bsúlyozott|\bağırlıklı|взвеш|претегл|\bponder|(?<!α)σταθμισμ|가중|加重|加[权權]|"
    r"ウ[ェエ]イト(?:バック)?後",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(r"\beffective\b|\beff\.|\beffektiv", re.IGNORECASE)
_GROSS = re.compile(r"\bgross\b", re.IGNORECASE)
_BASE = re.compile(
    r"^\W*+(?:(?:total |sample )?base\b|basis\b|basen?\s?:|sample(?: size)?\W*(?:[(:]|$)|"
    r"total sample\b|"
    r"(?:all |tot(?:al|\.)? |number of )?(?:respondents?|interviews)\W*$|total respondents\b|"
    r"effectif|fallzahl|"
    r"(?:un-?weighted|weighted|unwtd|wtd|effective|raw)\b.{0,40}\b(?:base|sample|size|n|count|"
    r"total|row|cases|interviews|respondents?)\b|(?:un-?weighted|weighted|unwtd|wtd)\W*$|"
    r"ungewichtete?\b|gewichtete?\b|n\s*(?:=|\(|\)?$)|total n\W*$|n-size|"
    r"col(?:umn)?\.? (?:n|sample size|population)\W*$|"
    r".{0,60}\b(?:base|sample size)\b\W*(?:\(|$)|base\s*[:\-–(])",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:base|basis|bas(?:en)?|baze|baz|база|bază|báze|bázis|βάση|n|antall?|aantal|anzahl|fälle|befragte|"
    r"liczebność|próba|muestra|amostra|campione|échantillon|effectifs?|casos?|casi|utvalg|urval|"
    r"stikprøve|steekproef|otos|vzorek|minta|örneklem|выборка)\b|ベース|サンプル|標本|样本|樣本|基数|표본",
    re.IGNORECASE,
)
"""What a label calls a base that says, too, whether it is weighted: "Ongewogen basis"."""
_SHORT = 60
_COUNT_OF_N = re.compile(
    r"^\W*(?:(?:no\.? of|number of) (?:cases|interviews|respondents)|total n[º°]\.? abs|"
    r"(?:n[úu]mero|n[º°]\.?) de (?:entrevista|caso|encuesta)|liczba (?:badanych|respondentów)|"
    r"antal (?:svar|intervjuer|interview|respondent)|antall (?:spurte|svar|intervjuer|respondent)|"
    r"anzahl (?:der )?(?:befragten|interviews)|befragte(?: personen)?\W*$|"
    r"nombre d.(?:interview|enquêt|interrog|entretien)|"
    r"aantal (?:respondenten|ondervraagden)|numero (?:di )?(?:casi|interviste)|"
    r".{0,12}(?:사례수|回答者数|有効回答数|サンプル数))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def base_role(label: str) -> str | None:
    """Return which base a label names: unweighted, weighted, effective, gross or unknown.

    None where it names none. An unweighted count of an effective or gross base is none that anybody
    needs: gross.
    """
    if not label or len(label) > 200 or statistic_of(label):
        return None
    unweighted = bool(_UNWEIGHTED.search(label))
    weighting = len(label) <= _SHORT and (unweighted or _WEIGHTED.search(label))
    if not (
        _BASE.search(label) or _COUNT_OF_N.search(label) or (weighting and _COUNTED.search(label))
    ):
        return None
    if _GROSS.search(label) or (unweighted and _EFFECTIVE.search(label)):
        return "gross"
    if _EFFECTIVE.search(label):
        return "effective"
    if unweighted:
        return "unweighted"
    if _WEIGHTED.search(label):
        return "weighted"
    if re.match(
        r"^\W*(?:col(?:umn)?\.? (?=n\b|sample))?"
        r"(?:n\b|n-size|sample size|"
        r"(?:all |tot(?:al|\.)? |number of )?(?:respondents?|interviews)\W*$)",
        label,
        re.I,
    ):
        return "unweighted"
    return "unweighted" if _COUNT_OF_N.search(label) else "unknown"


def base_words(label: str) -> str:
    """Return whom a base counts, without the words that say that it is one."""
    bare = re.sub(
        r"\((?:un-?weighted|weighted|unwtd|wtd)[^)]*\)|\b(?:un-?weighted|weighted|unwtd|wtd)\b",
        "",
        label,
        flags=re.IGNORECASE,
    )
    bare = re.sub(r"^\W*(?:base|basis|n)\b\s*(?:\(n\))?\W*", "", bare, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", bare).strip(" :-–'\"")


_CHECK = re.compile(
    r"^\W*(?:sigma|sum|summe|total(?:s|e|i)?|totaux|insgesamt|gesamt|somme|suma|totaal|"
    r"grand total|column total|"
    r"totalt|i alt|sammanlagt|ogółem|razem|yhteensä|celkem|összesen|toplam|"
    r"итого|всего|합계|計|合計|总计|總計)"
    r"\W*(?:(?:in |en |em |i )?\(?%\)?)?\W*$",
    re.IGNORECASE,
)
_STATISTICS = (
    ("mean", r"mean\b|average\b|mittelwert|durchschnitt|moyenne|media\b|gemiddelde|avg\b"),
    ("median", r"median"),
    (
        "std_dev",
        r"std\.?\s*dev|standard deviation|s\.?d\.?\W*$|standardabweichung|[ée]cart[- ]type",
    ),
    ("std_err", r"std\.?\s*err|standard error|s\.?e\.?\W*$|standardfehler|error estandar"),
    ("variance", r"sample variance|variance\b|varianz"),
    ("coefficient_of_variation", r"coefficient of variation|c\.?v\.?\W*$"),
    ("quartile", r"(?:lower|upper|first|third|1st|3rd) quartile|quartile\b|quartil"),
    ("mode", r"mode\W*$|modus\W*$"),
    ("minimum", r"min(?:imum)?\W*$"),
    ("maximum", r"max(?:imum)?\W*$"),
    ("nps", r"nps\b|net promoter"),
    ("sum", r"total (?:number|amount|hours)"),
)
_STATISTIC = [(key, re.compile(rf"^\W*(?:the )?(?:{words})", re.I)) for key, words in _STATISTICS]
_BEHIND = re.compile(
    r"(?:.{1,60}[(\-–:,]\s?|(?:overall|weighted|arithmetic|trimmed|grand|sample)\s)"
    r"(?P<key>mean|median|average)(?: score)?\)?\W*",
    re.IGNORECASE,
)
"""What a label ends in where it names a statistic last: "Rating (mean)", "Overall mean"."""


def is_check(label: str) -> bool:
    """Tell whether a row only adds up the answers, such as Sigma or Total."""
    return bool(_CHECK.match(label))


def statistic_of(label: str) -> str | None:
    """Return which statistic a row holds, such as mean or std_err; None for an answer."""
    for key, words in _STATISTIC:
        if words.match(label):
            return key
    behind = _BEHIND.fullmatch(label.strip())
    last = behind["key"].lower() if behind else None
    return "mean" if last == "average" else last


def statistics_of(labels: Sequence[str]) -> dict[int, str]:
    """Return which rows of a table hold statistics, by their number.

    Two letters, such as SD, may be a party's, too: they are a spread where a mean stands beside it.
    """
    named = {k: key for k, label in enumerate(labels) if (key := statistic_of(label))}
    centred = {"mean", "median"} & set(named.values())
    return {k: key for k, key in named.items() if centred or not _SHORT_NAME.match(labels[k])}


_SHORT_NAME = re.compile(r"^\W*(?:s\.?d|s\.?e|c\.?v)\.?\W*$", re.IGNORECASE)

_NET = re.compile(
    r"^\W*(?:sub-?)?net(?:to)?\b\W*|\(\s*(?:sub-?)?net\s*\)|\bnet\)?\W*$|^\W*(?:total|any|nett)\b\W*\S"
    r"|^\W*(?:top|bottom)[- ]?(?:\d|two|three)\b|\bT[234]B\b|\bB[234]B\b",
    re.IGNORECASE,
)


def is_net(label: str) -> bool:
    """Tell whether a label names several answers together."""
    return bool(_NET.search(label)) and not is_check(label)


_QUESTION = re.compile(
    r"^\W*(?:(?:table|tabelle|tableau|tabla)\s+)?"
    r"(?P<id>(?:SUM_)?[A-Za-z]{0,6}\d[A-Za-z0-9]{0,12}(?:[_.\-]\d{1,4}[A-Za-z]?){0,4}|[A-Z]{2,6}\d*[A-Z]?)"
    r"(?:\s*[.:)\]]\s*|\s+(?=[A-Z]))"
)


@lru_cache(maxsize=1 << 10)
def question_id(question: str) -> str | None:
    """Return the number of a question, such as Q3 of "Q3. Do you …"; None where it has none."""
    match = _QUESTION.match(question)
    return match["id"] if match and re.search(r"\d", match["id"]) else None


_TABLE = re.compile(r"^\W*(?P<name>(?:table|tabelle|tableau|tabla)\s+[A-Za-z0-9_.\-]+)", re.I)


def table_name(line: str) -> str | None:
    """Return the name of a table that a line gives, such as "Table 7"; None where it gives none."""
    match = _TABLE.match(line)
    return match["name"].rstrip(".:") if match else None
