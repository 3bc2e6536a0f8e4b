"""Lists in one cell, as JSON, Python, PostgreSQL and R write them."""

import re

from ..missing_words import is_missing_word

_QUOTED = r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'"
_NUMBER = r"-?\d[\d.]*"
_NOTHING = r"null|None|NULL|NaN|nan|NA(?:_character_|_integer_|_real_)?"
_BARE = r"[^{}\"',]+"

_VALUE = f"(?:{_QUOTED}|{_NUMBER}|{_NOTHING})"

_SQUARE = re.compile(rf"\[\s*(?:{_VALUE}\s*(?:,\s*{_VALUE}\s*)*)?\]")
_CURLY = re.compile(rf"\{{(?:(?:{_QUOTED}|{_BARE})(?:,(?:{_QUOTED}|{_BARE}))*)?\}}")
_OF_R = re.compile(rf"c\({_VALUE}(?:,\s*{_VALUE})*\)")
_NONE_OF_R = ("character(0)", "list()", "NULL")
_ITEM = re.compile(rf"{_QUOTED}|[^{{}}\[\]\"',]+")


def listed(text: str) -> list[str] | None:
    """Return what a list holds: ["Car", "Bike"], {Car,Bike}, c("Car", "Bike"); None if it is none.

    Items of square brackets are quoted, or numbers, for people put words in brackets, too; those
    that say that nothing is there (null, NA, "") are left out.
    """
    text = text.strip()
    if text in _NONE_OF_R:
        return []
    if not text.startswith(("[", "{", "c(")):
        return None
    if _OF_R.fullmatch(text):
        text = text[1:]
    elif not (_SQUARE.fullmatch(text) or _CURLY.fullmatch(text)):
        return None
    found = []
    for item in map(str.strip, _ITEM.findall(text[1:-1])):
        # without quotation marks, and what escapes them
        quoted = item[:1] in ('"', "'")
        bare = re.sub(r"\\(.)", r"\1", item[1:-1]) if quoted else item
        # "None" in quotation marks is an answer, the None of Python none
        if not (is_missing_word(bare) or (not quoted and bare == "None")):
            found.append(" ".join(bare.split()))
    return found


def are_lists(texts: list[str]) -> bool:
    """Say whether all texts are lists."""
    return all(listed(text) is not None for text in texts)
