"""Numbers with a unit or a currency in the cell: "5 kg", "$1,200", "5 min 22 s"."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from ...answers import unit_of_time
from ...language.message import Message, join_messages
from .numerals import CURRENCIES
from .texts import Texts

_MEASURES = {
    "kg", "g", "mg", "lb", "lbs", "oz", "t", "cm", "mm", "m", "km", "mi", "ft", "in", "ha", "l",
    "ml", "h", "hr", "hrs", "min", "mins", "s", "sec", "kwh", "kw", "w", "°c", "°f", "mph",
    "km/h", "m²", "m2", "km²", "sqm", "sqft", "usd", "eur", "gbp", "chf", "kr", "kr.", "sek", "nok",
    "dkk", "zł", "pln", "kč", "czk", "ft.", "huf", "lei", "ron", "руб", "руб.", "rub", "грн", "tl",
    "try", "inr", "rs", "rs.", "jpy", "cny", "krw", "brl", "mxn", "cad", "aud", "zar", "元", "円",
    "원", "đ", "vnd", "rupiah", "rial", "ريال", "درهم", "جنيه", "кг", "г", "см", "км",
    "公斤", "厘米", "公里",
}  # fmt: skip
_NUMBER = r"[-+−]?\d[\d.,'’ \u00a0\u2009\u202f]*"
_BEHIND = re.compile(rf"({_NUMBER}?)\s?([^\W\d_][^\d\s]{{0,11}}|[°{CURRENCIES}][^\d\s]{{0,3}})")
_BEFORE = re.compile(rf"[-−]?([A-Z]{{0,2}}[{CURRENCIES}]|[^\W\d_]{{2,3}}\.?)\s?({_NUMBER})")
_PAIR = r"(\d+(?:[.,]\d+)?)\s?([^\W\d_]+)\.?"
_DURATION = re.compile(rf"{_PAIR}(?:(?:,?\s?(?:and|und|et|y|e)?\s?){_PAIR}){{1,3}}")
_ISO_DURATION = re.compile(
    r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_WITH_DAYS = re.compile(
    r"(?P<d>\d+) days?,? \+?(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d+)?)"
)
_SECONDS = {"d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_WEEK = 604_800
"""Seconds of the longest unit of which a duration can be made: months differ."""

_TRIED = 1000
_FEWEST = 3
_MOSTLY = 0.8


def one_unit(texts: Sequence[str]) -> str:
    """Return the unit of measure or currency that all texts have beside a number; "" if none."""
    if len(texts) < _FEWEST or not (first := _unit(texts[0])):
        return ""
    if _is_measure(first):
        return first if all(_unit(text) == first for text in texts) else ""
    # "1 year" and "2 years" have one unit
    seconds = unit_of_time(first)
    if not seconds or any(unit_of_time(_unit(text)) != seconds for text in texts):
        return ""
    return max((_unit(text) for text in texts[:_TRIED]), key=len)


def without_unit(text: str) -> str:
    """Return the number of a text with a unit."""
    unit = _unit(text)
    return text.replace(unit, "", 1).strip() if unit else text


def durations(texts: Sequence[str]) -> dict[str, float] | None:
    """Return the seconds of texts that are all durations of several parts; None for others.

    "5 min 22 s", "1h 5m", "PT5M22S", "0 days 00:05:22". Alone, "30 minutes" and "1 hour" are
    answers to choose from.
    """
    read = {}
    for text in texts:
        seconds = _duration(text)
        if seconds is None:
            return None
        read[text] = seconds
    forms = (_DURATION, _ISO_DURATION, _WITH_DAYS)
    return read if any(form.fullmatch(text) for text in texts for form in forms) else None


def _duration(text: str) -> float | None:
    """Return the seconds of a duration; None for another text."""
    found = _ISO_DURATION.fullmatch(text) or _WITH_DAYS.fullmatch(text)
    if found is not None:
        parts = {unit: float(number) for unit, number in found.groupdict().items() if number}
        return sum(_SECONDS[unit] * number for unit, number in parts.items()) if parts else None
    if not (_DURATION.fullmatch(text) or re.fullmatch(_PAIR, text)):
        return None
    total = 0.0
    for number, unit in re.findall(_PAIR, text):
        seconds = _SECONDS.get(unit.lower()) or unit_of_time(unit)
        if not 0 < seconds <= _WEEK:
            return None
        total += float(number.replace(",", ".")) * seconds
    return total


def unit_words(column: Texts) -> list[str]:
    """Say which units a column's numbers have where they have several."""
    found: Counter[str] = Counter()
    texts = column.texts[:_TRIED]
    cells = zip(texts, column.counts.tolist(), column.plain.tolist(), strict=False)
    for text, count, is_plain in cells:
        if unit := _unit(text) or ("none" if is_plain else ""):
            found[unit] += count
    units = [unit for unit in found if unit != "none"]
    told = any(map(_is_measure, units))
    share = sum(found.values()) / max(1, int(np.sum(column.counts[: len(texts)])))
    if not told or len(found) < 2 or share < _MOSTLY:
        return []
    counted = [
        Message("{unit} {n} time", "{unit} {n} times", n=count, unit=unit)
        for unit, count in found.most_common(5)
    ]
    return [
        Message(
            "text, because its numbers have several units ({names}); convert them",
            names=join_messages(counted, ", "),
        )
    ]


def _unit(text: str) -> str:
    behind, before = _BEHIND.fullmatch(text), _BEFORE.fullmatch(text)
    return behind[2] if behind else before[1] if before else ""


def _is_measure(unit: str) -> bool:
    return unit[-1] in CURRENCIES or unit.lower() in _MEASURES
