"""Numbers in a text as people write them: thousands, multipliers, and words that compare them."""

import re
from dataclasses import dataclass
from functools import cache

from .folding import fold, words_of
from .tables import phrases, table

_GROUPS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:[,.\s]\d{3})+)(?!\d)")
_LAKHS = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d{2})+,\d{3}(?!\d)")
_MYRIADS = re.compile(r"(?<=\d)(百万|千万|[千万萬億亿천만억])")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-4])(?::([0-5]\d))?(?::00)?\s?([ap]\.?m\.?)?(?![\w:])")
_DASHES = re.compile("[-–—−‒‐‑~〜～]")
_TOKEN = re.compile(r"\0\w+|\d+(?:[.,]\d+)?|[^\W\d_]+|[<>≤≥+]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Thai, Japanese, Chinese and Korean: words stand without spaces between them."""

_SIGNS = {"<": "under", "≤": "under", ">": "over", "≥": "over", "+": "over"}


@dataclass(frozen=True)
class Numerals:
    """What a text says with its numbers.

    Attributes
    ----------
    numbers : tuple of float
        As they come, multiplied ("10k" is 10,000).
    units : tuple of float
        Seconds of each one's unit of time; 0 where there is none.
    says : frozenset of str
        "under", "over", "zero".
    rest : tuple of str
        All words that are none of these.
    """

    numbers: tuple[float, ...]
    units: tuple[float, ...]
    says: frozenset[str]
    rest: tuple[str, ...]


def may_hold_numbers(text: str) -> bool:
    """Say whether a text holds digits or a number as a word; quick, for texts that hold none."""
    folded = fold(text)
    words = _number_words().keys()
    return (
        any(map(str.isdigit, folded))
        or not words.isdisjoint(words_of(folded))
        or _an_hour().search(folded) is not None
    )


def is_unspaced(text: str) -> bool:
    """Say whether a text holds letters of languages that leave no spaces between words."""
    return _UNSPACED.search(text) is not None


def unit_of_time(word: str) -> float:
    """Return the seconds of a unit of time in any language: "years", "Std"; 0 for another word."""
    return _factors("units").get(fold(word).strip("."), 0.0)


def numerals(text: str) -> Numerals:
    """Take a text apart into numbers, what compares them, units and other words."""
    plain = _LAKHS.sub(lambda found: found[0].replace(",", ""), fold(text))
    plain = _CLOCK.sub(_hours, plain)
    plain = _GROUPS.sub(lambda found: re.sub(r"\D", "", found[0]), plain)
    plain = _MYRIADS.sub(r"\1 ", _ordinals().sub(r"\1", plain))
    sign = -1 if re.match(r"[-−]\d", plain) else 1
    plain = _DASHES.sub(" - ", plain)
    if not re.search(r"\d", plain):
        numbers = _number_words()
        counted = " ".join(numbers.get(word, word) for word in plain.split())
        # in "once a week" the article counts nothing
        plain = counted if re.search(r"\d", counted) else _an_hour().sub("1 ", counted)
    known, pattern = _meanings(numbered=re.search(r"\d", plain) is not None)
    plain = pattern.sub(lambda found: f" \0{known[found[0]]} ", plain)
    return _read(_TOKEN.findall(plain), sign)


def _hours(found: re.Match[str]) -> str:
    """Return a time of day as hours: "08:30" is 8.5, "2 pm" 14; other numbers stay."""
    hour, minute, half = found.groups()
    if minute is None and half is None:
        return found[0]
    late = 12 * ((half or "").startswith("p") - (int(hour) == 12 and half is not None))
    return f"{int(hour) + late + int(minute or 0) / 60} "


def _read(tokens: list[str], sign: int) -> Numerals:
    """Read the pieces of a text from left to right."""
    numbers: list[float] = []
    factors: list[float] = []
    units: list[float] = []
    says, rest = set(), []
    # a unit that stands apart is none: "once a week" is more often than "once a month"
    beside = compared = False
    for token in tokens:
        if compared and not numbers and token in _factors("units"):
            # a language without articles: менее года
            numbers, factors, units = [1.0], [1], [_factors("units")[token]]
            continue
        compared = token in ("\0under", "\0over")
        if token[0].isdecimal():
            numbers.append(float(token.replace(",", ".")) * (1 if numbers else sign))
            factors.append(1)
            units.append(0.0)
            beside = True
        elif token in _SIGNS:
            says.add(_SIGNS[token])
        elif token[0] == "\0":
            says.add(token[1:])
            beside = beside and token != "\0drop"
        elif beside and token in _factors("multipliers") and factors[-1] == 1:
            factors[-1] = _factors("multipliers")[token]
        elif beside and token in _factors("units") and not units[-1]:
            units[-1] = _factors("units")[token]
        else:
            rest.append(token)
            beside = False
    _share_out(numbers, factors, units)
    return Numerals(
        numbers=tuple(number * factor for number, factor in zip(numbers, factors, strict=True)),
        units=tuple(units),
        says=frozenset(says - {"drop"}),
        rest=tuple(dict.fromkeys(rest)),
    )


def _share_out(numbers: list[float], factors: list[float], units: list[float]) -> None:
    """Let numbers have what the last of them has: "5-10k" is of thousands, "1-2 years" of years."""
    if len(numbers) == 2 and factors[0] == 1 < factors[1] and numbers[0] < numbers[1]:
        factors[0] = factors[1]
    for at in reversed(range(len(units) - 1)):
        units[at] = units[at] or units[at + 1]


@cache
def _meanings(*, numbered: bool) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return what each phrase says, "under", "over" or "drop", and what finds it.

    Beside no number "none" and the like are a zero.
    """
    found: dict[str, str] = {}
    for name, line in table("bands").items():
        meaning = name.split("_")[0]
        if meaning in ("under", "over", "drop"):
            for phrase in phrases(line):
                found.setdefault(phrase, meaning)
    for phrase in phrases(table("bands")["back"]):
        found.setdefault(phrase, "drop")
    if not numbered:
        found |= dict.fromkeys(phrases(table("bands")["zero"]), "zero")
    patterns = []
    for phrase in sorted(found, key=len, reverse=True):
        letters = "" if is_unspaced(phrase) else r"[^\W\d_]"
        escaped = re.escape(phrase)
        patterns.append(f"(?<!{letters}){escaped}(?!{letters})" if letters else escaped)
    return found, re.compile("|".join(patterns))


@cache
def _ordinals() -> re.Pattern[str]:
    """Return what finds "1st" and the like."""
    endings = "|".join(sorted(phrases(table("bands")["ordinal"]), key=len, reverse=True))
    return re.compile(rf"(\d)(?:{endings})(?!\w)")


@cache
def _an_hour() -> re.Pattern[str]:
    """Return what finds the words for one unit of time: "less than an hour", "the past month"."""
    units = "|".join(sorted(map(re.escape, _factors("units")), key=len, reverse=True))
    articles = "(?:the )?(?:past|last)|an?|une?|uno|una|uma?|ein|eine[mnr]?|een|en|et|d'un"
    return re.compile(rf"(?<![^\W\d_])(?:dun |{articles})\s?(?= ?(?:{units})(?![^\W\d_]))")


@cache
def _number_words() -> dict[str, str]:
    return {
        fold(word): str(number)
        for words in table("bands")["numbers"].values()
        for number, word in enumerate(words.split())
        if word != "-"
    }


@cache
def _factors(name: str) -> dict[str, float]:
    return {
        word: float(factor)
        for factor, line in table("bands")[name].items()
        for word in phrases(line)
    }
