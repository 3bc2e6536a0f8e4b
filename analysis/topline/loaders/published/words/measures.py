"""What columns of estimates hold: the estimate, its limits, its error; and in which unit."""

import re
from dataclasses import dataclass

_ROLES = (
    ("lower", r"confidence limit low|low confidence limit|"
     r"low(?:er)? 9\d% confidence (?:interval|limit)|"
     r"lower(?: (?:limit|bound|ci|95%? ?ci|confidence (?:limit|interval)))?|"
     r"low(?: ci| limit)?|ll|lcl|lci|lb|l95|ci ?low(?:er)?|conf(?:idence)? ?low|"
     r"(?:95% ?)?ci lower|lower (?:95|90)"),
    ("upper", r"confidence limit high|high confidence limit|"
     r"(?:high|upper) 9\d% confidence (?:interval|limit)|"
     r"upper(?: (?:limit|bound|ci|95%? ?ci|confidence (?:limit|interval)))?|"
     r"high(?: ci| limit)?|ul|ucl|uci|ub|u95|ci ?(?:high|upp)(?:er)?|conf(?:idence)? ?high|"
     r"(?:95% ?)?ci upper|upper (?:95|90)"),
    ("error", r"se|s e|std ?err(?:or)?|standard error|stderr|std error"),
    ("margin", r"margin of error(?: \(?±\)?)?|moe|me|margin"),
    ("variation", r"cv|rse|coefficient of variation|relative standard error"),
    ("estimate", r"estimate|value|percent(?:age)?|%|rate|prevalence|proportion|pct|obs value|est|"
     r"data value|mean|share|central estimate"),
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """What a column holds of which quantity: ("lower", "incidence rate")."""

    role: str
    quantity: str


def measure_of(heading: str) -> Measure | None:
    """Return what a heading says that a column holds; None where it says nothing of the kind.

    The quantity is what remains without the word, as "positivity" of "positivity_lower".
    """
    if "!!" in heading:
        first, _, rest = heading.partition("!!")
        if role := _role(_plain(first)):
            return Measure(role, rest)
        whose, _, last = heading.rpartition("!!")
        kind = _plain(last)
        percent = kind.startswith("percent ")
        role = _role(kind.removeprefix("percent ")) if percent else _role(kind)
        quantity = f"{whose}!!Percent" if percent or kind == "percent" else f"{whose}!!Estimate"
        return Measure(role, quantity) if role else None
    name = quantity_of(heading)
    role = _role(name)
    if role:
        return Measure(role, "")
    for key, words in _ROLES:
        match = re.fullmatch(rf"(?P<of>.+?) \(?(?:{words})\)?", name) or re.fullmatch(
            rf"(?:{words}) (?:of |for )?(?P<of>.+)", name
        )
        if match and key != "estimate":
            return Measure(key, match["of"].strip(" -:,"))
        if match and name.endswith((" estimate", " est", " value", " percent")):
            return Measure("estimate", match["of"].strip(" -:,"))
    return None


def quantity_of(heading: str) -> str:
    """Return what a heading names, without the unit behind it: "often" of "Often (%)"."""
    return _UNIT.sub("", _plain(heading))


_UNIT = re.compile(r" \(?(?:%|percent|per cent)\)$|(?<=\w) \(?in %\)?$")
"""What a heading says of the unit behind what it names: "2022 estimate (%)"."""


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[_.\-]+", " ", heading).lower().split())


def _role(name: str) -> str | None:
    return next((key for key, words in _ROLES if re.fullmatch(rf"(?:{words})", name)), None)


_PER = re.compile(r"per\s+(?P<n>1?0{2,6}|\d{1,3}(?:,\d{3})+)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?P<level>\d{2}(?:\.\d)?)\s*(?:%|per ?cent)\s*"
    r"(?P<kind>credible|credibility|confidence|uncertainty|CI|CrI)",
    re.IGNORECASE,
)
_AT = re.compile(r"(?P<level>\d{2})[- ]?(?:%|per ?cent) (?:confidence )?level", re.IGNORECASE)


def unit_of_words(text: str) -> str | None:
    """Return the unit that words name: percent, dollars, per_10000, persons; None for none."""
    per = _PER.search(text)
    if per:
        return f"per_{re.sub(r'[^0-9]', '', per['n'])}"
    if re.search(r"\bdollars?\b|\bUSD\b|\$", text):
        return "dollars"
    if re.search(r"\beuros?\b|\bEUR\b|€", text):
        return "euros"
    if re.search(r"\bper ?cent(?:age)?s?\b|%|\bprozent\b|\bpct\b", text, re.IGNORECASE):
        return "percent"
    if re.search(r"\bnumber of (?:people|persons|adults|households)\b|\bpersons\b", text, re.I):
        return "persons"
    return None


def level_of_words(text: str) -> tuple[float, str] | None:
    """Return the level and kind of an interval that words state, such as (0.95, "credible")."""
    match = _LEVEL.search(text)
    if match:
        kind = "credible" if match["kind"].lower().startswith("cr") else "confidence"
        return float(match["level"]) / 100, kind
    at = _AT.search(text)
    return (float(at["level"]) / 100, "confidence") if at else None
