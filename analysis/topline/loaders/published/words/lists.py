"""What columns of a list of polls are called, and which of them are never answers."""

import re
from functools import lru_cache

_WAVES = (
    r"(?:survey |poll )?(?:wave|round)|(?:erhebungs|befragungs)?welle|vague|ola|ondata|onda|fala|"
    r"våg|bølge|golf"
)
_ROLES = (
    ("pollster", r"pollster|company|polling ?(?:firm|company|organi[sz]ation)|pollster/?client|"
     r"firm|institut(?:e)?|house|organi[sz]ation|umfrageinstitut|institut de sondage|instituto|"
     r"poll source|polling house|sondeur|conducted by|encuestador(?:a|es)?(?:/cliente)?|"
     r"istituto(?: demoscopico)?|empresa|bureau|peilingbureau|ośrodek(?: badawczy)?|institutt?|"
     r"fuente|araştırma şirketi|anket şirketi|agentura|analyseinstitut|tutkimuslaitos|調査機関|"
     r"調査主体|조사기관|cég|kutatóintézet"),
    ("start", r"start(?: ?date)?|(?:fw|fieldwork|field|survey|poll)? ?(?:date )?start(?: ?date)?|"
     r"from|begin(?:ning)?|first day|von|début|debut|fielded start"),
    ("end", r"end(?: ?date)?|(?:fw|fieldwork|field|survey|poll)? ?(?:date )?end(?: ?date)?|to|"
     r"until|last day|bis|fin|fielded end"),
    ("period", r"zeitraum|fieldwork(?: (?:dates?|period|text))?|dates? ?\(?s?\)? ?conducted|dates|"
     r"fw text|field dates|survey dates|terrain|dates? du sondage|"
     r"fechas?(?: del? (?:trabajo|sondeo))?|periodo|date\(?s\)? administered|"
     r"poll dates?|erhebungszeitraum|befragungszeit(?:raum)?|feldzeit|"
     r"polling dates?|tarih|data badania|datum sběru|調査日|調査期間|"
     r"조사기간|조사일|időpont|felmérés ideje"),
    ("released", r"datum|date|data|fecha|dato|(?:date )?published|publication ?date|"
     r"release(?:d| date)?|veröffentlichung|modelled date|reference date|day|month|" + _WAVES),
    ("n", r"sample ?size|sample|n|befragte(?: personen)?|number of respondents|"
     r"(?:tot(?:al)?\.? )?respondents|échantillon|echantillon|muestra|campione|amostra|"
     r"steekproef|próba|urval|otos|örneklem|vzorek|utvalg|minta|回答数|표본|obs|size|"
     r"interviews|samplesize|unweighted (?:n|base)|base|(?:number of )?observations"),
    ("weighted", r"weighted (?:n|base|sample)(?: calc)?|(?:n|base) weighted"),
    ("population", r"pop(?:ulation)?|subpopulation|area|region covered|universe|sample type|"
     r"voters?|respondents type|who"),
    ("region", r"state|region|land|bundesland|provinc(?:e|ia)|geography|location|constituency|"
     r"parliament(?: id)?|parlament"),
    ("answer", r"answer|response|candidate(?: name)?|choice|option|(?:party )?letter|partei|"
     r"parti|partido|partito|partij|nominee|lista?e?"),
    ("party", r"party|group|subgroup|party id|segment|crossbreak"),
    ("weighting", r"weighting|weights|weighting scheme|basis"),
    ("question", r"question(?: text| wording)?|text|wording"),
    ("subject", r"subject|topic|issue|politician|leader|public figure|person"),
    ("poll_id", r"poll ?id|survey ?id"),
    ("question_id", r"question ?id"),
    ("mode", r"methodology|mode|method|interview mode|methode"),
    ("sponsor", r"sponsors?|client|auftraggeber|commissioned by"),
    ("moe", r"margin ?of ?error|moe|margin|error|fehlertoleranz"),
    ("link", r"url|link|source|href|pdf|reference|quelle"),
)  # fmt: skip
DATES = ("start", "end", "period", "released")
"""The roles of columns that say when."""

WAVE = re.compile(rf"(?:{_WAVES})", re.IGNORECASE)
_ROLE = [(key, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for key, pattern in _ROLES]

_NEVER = re.compile(
    r"\b(?:leads?|turnout|changes?|majority|swing|net|spread|margin|ids?|cycle|year|seats?|page|"
    r"rank|weight|grade|score|precision|created|updated|tracking|partisan|stage|race|number|code|"
    r"phase|time period|quartile|notes?|footnotes?|rating|batch|office|display|index|vorsprung|"
    r"vantaggio|ventaja|avance|diferen[cç]a|voorsprong|fark|przewaga|ledning|náskok|"
    r"beteiligung|wahlbeteiligung|sitze|differenz|latitude|longitude|days|iteration)\b|"
    r"^no\.$|^#$|sponsor",
    re.IGNORECASE,
)
_RESPONDENT = re.compile(
    r"(?:respondent|response|participant|person|submission|interview|case) ?(?:id|no|nr|number)|"
    r"ip ?address|recipient.*|duration ?\(in seconds\)|uuid|caseid|submit ?date",
    re.IGNORECASE,
)
"""Columns that services of surveys write for each person."""

_SHARE = re.compile(
    r"polls?|pct|per ?cent(?:age)?|%|(?:vote )?share|points?|values?|results?|voting intention|"
    r"estimate|proportion|support",
    re.IGNORECASE,
)
"""What the one column of numbers is called where another says whose they are."""

_ELECTION = re.compile(
    r"\belection\b|wahl\b|bundestagswahl|election result|general election|résultat|\bresults?\b|"
    r"eleccion|referendum result",
    re.IGNORECASE,
)


def name_of(heading: str) -> str:
    """Return a heading in plain words: "fw_date_start" → "fw date start"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    apart = re.sub(r"[_\-]+|(?<=\w)\.+(?=\w)", " ", spaced)
    return " ".join(apart.lower().split()).strip(" .:*")


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str | None:
    """Return what a column of a list of polls holds; None for an answer or what is not known."""
    name = name_of(heading)
    return next((key for key, words in _ROLE if words.fullmatch(name)), None)


def is_never_answer(heading: str) -> bool:
    """Tell whether a column is none of the answers: a lead, a turnout, a code, no name at all."""
    name = name_of(heading)
    return not name or bool(_NEVER.search(name))


def is_of_respondent(heading: str) -> bool:
    """Tell whether a column is of one person, such as services of surveys write: "IPAddress"."""
    return bool(_RESPONDENT.fullmatch(name_of(heading)))


def is_share(heading: str) -> bool:
    """Tell whether a column is called a share, and not by an answer."""
    return bool(_SHARE.fullmatch(name_of(heading)))


def is_election(text: str) -> bool:
    """Tell whether a row of a list of polls is the result of an election."""
    return bool(_ELECTION.search(text))
