"""Times in words: months, weekdays, quarters, seasons, years and dates as text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, partial

from .folding import fold
from .nonresponse import nonresponse_of
from .ranking import Place, Ranking
from .tables import LANGUAGES, languages_in, phrases, table

_YEAR = r"(?P<year>(?:1[89]|2[0-5])\d\d)"
_SHORT_YEARS = 70
"""Years of two digits from here on are of the 20th century."""

_EPOCH = (946_684_800, 2_208_988_800)
"""Seconds since 1970 in which surveys were made: the years 2000 to 2039."""

_NAMES_MOMENT = re.compile(
    r"time|date|stamp|start|begin|begun|end|submit|record|creat|complet|modif|updat|when|zeit|datum|"
    r"fecha|hora|heure|data|inicio|d[ée]but|fin|tid\b|dato|päivä|время|дата|час|زمان|تاريخ|وقت|日|时|"
    r"時|시간|일시|시각|waktu|tanggal|thời|zaman|tarih|समय|เวลา",
    re.IGNORECASE,
)
"""How columns of moments are called."""

_FORMS: dict[str, tuple[str, ...]] = {
    "months": (
        rf"{_YEAR}[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])\s?[月월]?",
        rf"(?P<month>0?[1-9]|1[0-2])[-/.]{_YEAR}",
        rf"{_YEAR}m(?P<month>0?[1-9]|1[0-2])",
    ),
    "quarters": (
        rf"(?:q|t|kv|кв\.?|квартал|quarter|qtr)\s?\.?(?P<part>[1-4])(?:[\s,/.-]*{_YEAR})?",
        rf"(?:{_YEAR}[\s,/.:-]*)?(?:q|t|kv|quarter|qtr)\s?(?P<part>[1-4])",
        rf"(?P<part>[1-4])(?:st|nd|rd|th|er|e|o|\.)?\s?"
        rf"(?:q|quarter|quartal|trimestre|trim\.?|kwartal|kwartaal|кв\.?|квартал|kvartal|ceyrek)(?:[\s,/.-]*{_YEAR})?",
        rf"(?:{_YEAR}\s?年?\s?)?第?(?P<part>[1-4一二三四])(?:四半期|季度)",
        rf"(?:{_YEAR}\s?년?\s?)?(?P<part>[1-4])\s?분기",
    ),
    "half-years": (
        rf"(?:h|s)\s?(?P<part>[12])(?:[\s,/.-]*{_YEAR})?",
        rf"{_YEAR}[\s,/.-]*(?:h|s)\s?(?P<part>[12])",
    ),
    "dates": (
        rf"{_YEAR}[-/.年년]\s?(?P<month>\d\d?)[-/.月월]\s?(?P<day>\d\d?)[日일]?"
        r"(?:[t\s]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)\S*)?\S*)?",
    ),
    "years": (
        rf"{_YEAR}\s?[年년]?",
        rf"{_YEAR}\s?[-/–]\s?(?:(?:1[89]|2[0-5])\d\d|\d\d)",
    ),
}  # fmt: skip
"""Whole answers, folded: what kind of time they are of, and how they are written."""

_NUMERIC_DATES = (
    rf"(?P<day>0?[1-9]|[12]\d|3[01])[-/.](?P<month>0?[1-9]|1[0-2])[-/.]{_YEAR}",
    rf"(?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])[-/.]{_YEAR}",
)

_YEAR_BEHIND = r"(?:[\s,./-]*(?:de |del |of )?(?P<year>(?:1[89]|2[0-5])\d\d|(?<!\d)\d\d))?"
_WITH_NAME = {
    # "24-Jan" may be a day or, as Excel rewrites it, a year: a day stands apart
    "months": r"(?:(?P<before>(?:1[89]|2[0-5])\d\d)[\s,./年년-]*"
    r"|(?P<day>\d\d?)(?:st|nd|rd|th|er|\.)? +"
    r"(?:de |of )?)?{name}\.?(?: (?P<behind>\d\d?)(?:st|nd|rd|th)?,)?" + _YEAR_BEHIND,
    "seasons": r"(?:(?P<before>(?:1[89]|2[0-5])\d\d)[\s,./-]*)?{name}" + _YEAR_BEHIND,
    "weekdays": r"{name}\.?",
}
"""Whole answers with a name, by the kind of its time."""

_WEEKDAY = re.compile(r"^[^\W\d_]+\.?, (?=.*\d.*\d{4})")
"""A weekday before a date: "Tue, 13 Feb 2024"."""

_IN_SIGNS = r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]"
"""Dates as China, Japan and Korea write them."""

_SPRING, _WINTER = 101, 104
"""Places of seasons, apart from those of months."""

_PARTS = ("year", "month", "part", "day", "hour", "minute", "second")
_COUNTED = {"一": 1, "二": 2, "三": 3, "四": 4}


@cache
def unit_since_1970(name: str, low: float, high: float) -> str:
    """Return in what numbers count the time since 1970: "s", "ms" or "us"; "" where they do not.

    Parameters
    ----------
    name : str
        Of their column, which has to say that they are moments.
    low, high : float
        The least and the greatest.
    """
    if not _NAMES_MOMENT.search(name):
        return ""
    units = {"s": 1, "ms": 1_000, "us": 1_000_000}
    fits = (u for u, k in units.items() if _EPOCH[0] * k <= low and high <= _EPOCH[1] * k)
    return next(fits, "")


@cache
def month_numbers() -> Mapping[str, int]:
    """Return the numbers of months by their folded names, full and short, in every language.

    A word that names different months in different languages names none.
    """
    found: dict[str, set[int]] = {}
    for names in table("times").values():
        for number, forms in enumerate(names["months"], start=1):
            for form in forms.split("|"):
                found.setdefault(fold(form.strip()), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def time_rankings(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the rankings of each kind of time, in each language, that knows some answers.

    A year goes before a month or quarter wherever it stands. Months without a year begin in
    January, weeks on Monday, seasons in spring.
    """
    kept = [answer for answer in answers if nonresponse_of(answer) is None]
    for source, forms in _FORMS.items():
        yield from _ranking(kept, source, "", partial(_written, forms=forms))
    # where days and months cannot be told apart, these give two orders, which are none
    for form in _NUMERIC_DATES:
        yield from _ranking(kept, "dates", "", partial(_written, forms=(form,)))
    if not kept:
        return
    first = fold(kept[0])
    for language in languages_in(kept):
        for kind in table("times")[language]:
            places = _places(language, kind)
            # a pattern is made only where the first answer holds one of its names
            if any(name in first for name in places):
                rule = partial(_named, pattern=_pattern(language, kind), places=places)
                yield from _ranking(kept, kind, LANGUAGES[language], rule)


def named_dates(texts: Sequence[str]) -> dict[str, datetime] | None:
    """Return the dates of texts that name their month; None where some do not, or not in one way.

    "13 de febrero de 2024", "Tuesday, February 13, 2024", "2024年2月13日". Each has day and year.
    """
    found: list[dict[str, datetime]] = []
    if not texts:
        return None
    first = fold(texts[0])
    for language in ("", *languages_in(texts)):
        places = _places(language, "months") if language else {}
        if language and not any(name in first for name in places):
            continue
        pattern = _pattern(language, "months") if language else re.compile(_IN_SIGNS)
        read: dict[str, datetime] = {}
        for text in texts:
            date = _date(_WEEKDAY.sub("", fold(text)).strip(" ."), pattern, places)
            if date is None:
                break
            read[text] = date
        if len(read) == len(set(texts)) and read not in found:
            found.append(read)
    return found[0] if len(found) == 1 else None


def _date(text: str, pattern: re.Pattern[str], places: Mapping[str, int]) -> datetime | None:
    """Return the date of a text; None where it has no day or year, or is none of the calendar."""
    if not places:
        found = pattern.fullmatch(text)
        place = tuple(map(float, found.groups())) if found else None
    else:
        place = _named(text, pattern, places)
    if place is None or not place[0] or not place[2]:
        return None
    year, month, day = map(int, place)
    with suppress(ValueError):
        return datetime(year, month, day)
    return None


def _ranking(
    answers: Sequence[str], source: str, language: str, rule: Callable[[str], Place | None]
) -> Iterator[Ranking]:
    """Give the ranking of one rule where it knows all answers, all or none of them with a year."""
    places = {}
    for answer in answers:
        place = rule(fold(answer).strip(" ."))
        if place is None:
            return
        places[answer] = place
    years = [place[0] > 0 for place in places.values()]
    if places and (all(years) or not any(years)):
        yield Ranking(places=places, source=source, language=language)


def _written(text: str, forms: Sequence[str]) -> Place | None:
    """Return the time of a text in one of several forms; None where it is in none."""
    for form in forms:
        if found := re.fullmatch(form, text):
            parts = found.groupdict()
            return tuple(_number(parts.get(part)) for part in _PARTS)
    return None


def _number(digits: str | None) -> float:
    return 0.0 if not digits else float(_COUNTED.get(digits) or digits)


def _named(text: str, pattern: re.Pattern[str], places: Mapping[str, int]) -> Place | None:
    """Return year, place of the name and day of a text: "15 Jan 2024"."""
    found = pattern.fullmatch(text)
    if not found:
        return None
    parts = found.groupdict()
    year = _number(parts.get("year") or parts.get("before"))
    if 0 < year < 100:
        year += 1900 if year >= _SHORT_YEARS else 2000
    place = places[parts["name"]]
    if year and place == _WINTER:
        # the winter of 2024 begins in one year and ends in another: nobody knows which
        return None
    return (year, float(place), _number(parts.get("day") or parts.get("behind")))


@cache
def _places(language: str, kind: str) -> dict[str, int]:
    """Return the place of each name of a kind of time."""
    first = _SPRING if kind == "seasons" else 1
    return {
        name.strip("."): place
        for place, line in enumerate(table("times")[language][kind], first)
        for name in phrases(line)
    }


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str]:
    """Return what finds the names of a kind of time, with days and years."""
    names = sorted(_places(language, kind), key=len, reverse=True)
    listed = "|".join(map(re.escape, names))
    return re.compile(_WITH_NAME[kind].format(name=f"(?P<name>{listed})"))
