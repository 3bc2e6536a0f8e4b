"""Lists in one cell, as JSON, Python, PostgreSQL and R write them."""

import re

_QUOTED = r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'"
_NUMBER = r"-?\d[\d.]*"
_BARE = r"[^{}\"',]+"

_SQUARE = re.compile(rf"\[\s*(?:(?:{_QUOTED}|{_NUMBER})\s*(?:,\s*(?:{_QUOTED}|{_NUMBER})\s*)*)?\]")
_CURLY = re.compile(rf"\{{(?:(?:{_QUOTED}|{_BARE})(?:,(?:{_QUOTED}|{_BARE}))*)?\}}")
_OF_R = re.compile(rf"c\((?:{_QUOTED}|{_NUMBER})(?:,\s*(?:{_QUOTED}|{_NUMBER}))*\)")
_NONE_OF_R = ("character(0)", "list()", "NULL")
_ITEM = re.compile(rf"{_QUOTED}|[^{{}}\[\]\"',]+")


def listed(text: str) -> list[str] | None:
    """Return what a list holds: ["Car", "Bike"], {Car,Bike}, c("Car", "Bike"); None if it is none.

    Items of square brackets are quoted, or numbers, for people put words in brackets, too.
    """
    text = text.strip()
    if text in _NONE_OF_R:
        return []
    if _OF_R.fullmatch(text):
        text = text[1:]
    elif not (_SQUARE.fullmatch(text) or _CURLY.fullmatch(text)):
        return None
    found = []
    for item in map(str.strip, _ITEM.findall(text[1:-1])):
        # without quotation marks, and what escapes them
        bare = re.sub(r"\\(.)", r"\1", item[1:-1]) if item[:1] in ('"', "'") else item
        found.append(" ".join(bare.split()))
    return [item for item in found if item]


def are_lists(texts: list[str]) -> bool:
    """Say whether all texts are lists."""
    return all(listed(text) is not None for text in texts)
