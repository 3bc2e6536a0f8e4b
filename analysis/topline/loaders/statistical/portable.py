"""SPSS portable files: the missing values they declare, which pyreadstat does not tell."""

import math
from dataclasses import dataclass
from typing import Any

_HEAD = 464
"""Characters before the records: the name in several codes, the characters, and the mark."""

_LINE = 80
_LOWEST, _HIGHEST = float("-inf"), float("inf")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRST"

Ranges = dict[str, list[dict[str, Any]]]


class _Records:
    """The characters of a portable file, taken off as numbers in base 30 and texts with lengths."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def sign(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def number(self) -> float:
        """Take a number; ValueError where there is none."""
        end = self.text.index("/", self.at)
        body = self.text[self.at : end].strip()
        self.at = end + 1
        sign, body = (-1.0, body[1:]) if body.startswith("-") else (1.0, body)
        power = 0.0
        for mark, direction in (("+", 1.0), ("-", -1.0)):
            if mark in body:
                body, _, digits = body.partition(mark)
                power = direction * _base_30(digits)
        return float(sign * _base_30(body) * math.pow(30.0, power))

    def words(self) -> str:
        size = int(self.number())
        self.at += size
        return self.text[self.at - size : self.at]


def _base_30(digits: str) -> float:
    whole, _, part = digits.partition(".")
    value = 0.0
    for digit in whole:
        value = value * 30 + _DIGITS.index(digit)
    return value + math.fsum(_DIGITS.index(digit) / 30**k for k, digit in enumerate(part, start=1))


@dataclass(frozen=True)
class Declared:
    """What a portable file declares missing.

    Attributes
    ----------
    ranges : dict
        For each variable that declares any: a list of {"lo", "hi"}, the same for a single value.
    without : bytes
        The file as it is without these declarations, so that a reader leaves the values in place.
    """

    ranges: Ranges
    without: bytes


def characters_of(raw: bytes) -> str:
    """Return a portable file's bytes as characters, one each, without the ends of its lines."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("latin-1").split("\n")
    # Programs take blanks off the ends of lines.
    return "".join(line.ljust(_LINE) for line in lines)


def portable_missing(raw: bytes) -> Declared | None:
    """Return the values that a portable file declares missing, by variable.

    None where the file does not follow the format, so that nobody knows.
    """
    text = characters_of(raw)
    start = text.find("SPSSPORT")
    if start < 0 or start > _HEAD:
        return None
    records = _Records(text)
    records.at = start + len("SPSSPORT")
    try:
        ranges, spans = _collect(records)
    except (ValueError, IndexError, KeyError, OverflowError):
        return None
    for first, end in reversed(spans):
        text = text[:first] + text[end:]
    held = "\r\n".join(text[k : k + _LINE] for k in range(0, len(text), _LINE))
    return Declared(ranges, held.encode("latin-1"))


def _collect(records: _Records) -> tuple[Ranges, list[tuple[int, int]]]:
    """Return what is declared missing, and where each of these records stands."""
    records.sign()  # the version
    records.words(), records.words()  # date and time
    found: Ranges = {}
    spans: list[tuple[int, int]] = []
    widths: dict[str, int] = {}
    name = ""
    while (tag := records.sign()) != "F":
        first = records.at - 1
        if tag in "1236C":
            records.words()
        elif tag in "45":
            records.number()
        elif tag == "7":
            width, name = int(records.number()), records.words()
            widths[name] = width
            for _ in range(6):  # formats to print and to write
                records.number()
        elif tag in "89AB":
            # a value, all up to it, all from it on, or all from one to another
            value = _value(records, is_text=widths[name] > 0)
            low, high = _LOWEST if tag == "9" else value, _HIGHEST if tag == "A" else value
            if tag == "B":
                high = _value(records, is_text=widths[name] > 0)
            found.setdefault(name, []).append({"lo": low, "hi": high})
            spans.append((first, records.at))
        elif tag == "D":
            names = [records.words() for _ in range(int(records.number()))]
            is_text = any(widths.get(each, 0) > 0 for each in names)
            for _ in range(int(records.number())):
                _value(records, is_text=is_text)
                records.words()
        elif tag == "E":
            for _ in range(int(records.number())):
                records.words()
        else:
            raise ValueError(tag)
    return found, spans


def _value(records: _Records, *, is_text: bool) -> Any:
    return records.words() if is_text else records.number()
