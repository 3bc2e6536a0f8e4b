"""Single cells as people print them: percents and bases, read strictly.

Each reader returns what the cell says or raises ``CellError`` with the expectation and the remedy.
"""

import re
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from ..frames import is_missing
from ..wording import value_text


class CellError(Exception):
    """A cell cannot be read; the message says what is expected and what to do."""


class Percent(NamedTuple):
    """A printed percent: its value, the digits printed after the point, and how it was said."""

    percent: float
    decimals: int
    qualifier: str


class Base(NamedTuple):
    """A printed base: its value and whether it is exact, a floor or not stated."""

    n: int
    qualifier: str


_LESS_THAN_HALF = Percent(0.5, 0, "less_than")
_RANGE = "a percentage lies between 0 and 100; correct the value"
_PROPORTION_RANGE = (
    "a proportion lies between 0 and 1; correct the value, add a % sign, or leave out percent_scale"
)
_EMPTY_BOUNDS = {(0, "less_than"), (100, "more_than")}
_QUALIFIERS = {
    "<": "less_than",
    "less than": "less_than",
    "under": "less_than",
    "fewer than": "less_than",
    ">": "more_than",
    "≥": "at_least",
    "at least": "at_least",
    "≤": "at_most",
    "at most": "at_most",
    "more than": "more_than",
    "over": "more_than",
    "about": "about",
    "around": "about",
    "nearly": "about",
    "almost": "about",
    "~": "about",
    "c.": "about",
    "": "exact",
}
_PERCENT = re.compile(
    r"(?P<words>[<>~≥≤]|[a-z][a-z.]*(?: than| least| most)?)?\s*"
    r"(?P<number>-?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*"
    r"(?P<sign>%|percent|per cent|pct)?",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"(?:n\s*=\s*)?(?P<floor>≥|>=|at least|over|more than)?\s*"
    r"(?P<number>\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+)(?:\.0{1,2})?\s*(?P<plus>\+)?",
    re.IGNORECASE,
)
_MARGIN = re.compile(
    r"(?:±|\+/-|\+-)?\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?:%|percent|points?|pp)?", re.IGNORECASE
)
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?:\D|$))")
_NOT_STATED = {"", "not stated", "not found", "unknown", "n/a", "-", "–"}
_LONGEST = 10
"""Digits of the largest base, and digits after a point beyond which a machine computed a number."""


def read_percent(
    cell: Any, scale: str | None = None, *, remedy: str = "add a % sign"
) -> Percent | None:
    """Read a printed percent; None where the cell is empty.

    Parameters
    ----------
    cell : str or number
        Such as "26%", "26.4 percent", "<1%", "about 75%", "*" (less than half a percent), 26.
    scale : {"percent", "proportion"}, optional
        What bare numbers are. Undeclared, 26 is 26 percent and 0.26 is refused as ambiguous.
    remedy : str
        What makes an ambiguous number clear, where it stands.
    """
    text = text_of(cell)
    if not text:
        return None
    if text == "*":
        return _LESS_THAN_HALF
    match = _PERCENT.fullmatch(text)
    qualifier = _QUALIFIERS.get((match["words"] or "").lower()) if match else None
    if match is None or qualifier is None:
        raise CellError('expected a percent such as "26%", "26", "<1%" or "*"; correct the value')
    signed, number = bool(match["sign"]), match["number"].replace(",", ".")
    if len(number.partition(".")[2]) > _LONGEST:
        number = text_of(float(number))
    value, decimals = float(number), len(number.partition(".")[2])
    if scale == "proportion" and not signed:
        value, decimals = round(value * 100, max(decimals, 2)), decimals - 2
    elif scale is None and not signed and decimals and abs(value) <= 1:
        raise CellError(f"could be {number} % or {value_text(value * 100, 6)} %; {remedy}")
    if not 0 <= value <= 100 or (value, qualifier) in _EMPTY_BOUNDS:
        raise CellError(_PROPORTION_RANGE if scale == "proportion" and not signed else _RANGE)
    return Percent(abs(value), decimals, qualifier)


def read_base(cell: Any) -> Base | None:
    """Read a printed base, such as 400, "1,012" or "300+"; None where it is not stated."""
    text = text_of(cell)
    if text.lower() in _NOT_STATED:
        return None
    match = _BASE.fullmatch(text)
    if match is None:
        raise CellError(
            "a base is a whole number of respondents of at least 1; write it in digits, "
            'such as 400 or "300+", or leave the cell empty'
        )
    digits = re.sub(r"\D", "", match["number"])
    if len(digits) > _LONGEST:
        raise CellError("a base counts respondents, and there are not so many people; correct it")
    n = int(digits)
    if n < 1:
        raise CellError("a base is at least 1; correct it, or leave the cell empty if not stated")
    return Base(n, "at_least" if match["floor"] or match["plus"] else "exact")


def read_count(cell: Any) -> int | None:
    """Read how many respondents said so, such as 252 or "1,012"; None where the cell is empty."""
    text = text_of(cell)
    if text in ("", "0"):
        return 0 if text else None
    match = _BASE.fullmatch(text)
    if match is None or match["floor"] or match["plus"]:
        raise CellError(
            "a count is a whole number of respondents; correct it, or give the percent instead "
            "where it is weighted"
        )
    return int(re.sub(r"\D", "", match["number"]))


def read_weighted_base(cell: Any) -> float | None:
    """Read a weighted base, such as 402.7 or "1,012"; None where it is not stated."""
    text = text_of(cell)
    if text.lower() in _NOT_STATED:
        return None
    if re.fullmatch(r"0|\d{1,10}\.\d+", text):
        return float(text)
    base = read_base(text)
    return None if base is None else float(base.n)


def read_margin(cell: Any) -> float | None:
    """Read a margin of error in percentage points, such as 3.84 or "±3.84"; None where empty."""
    text = text_of(cell)
    if not text:
        return None
    match = _MARGIN.fullmatch(text)
    margin = float(match["number"].replace(",", ".")) if match else 0.0
    if not 0 < margin <= 100:
        raise CellError(
            "a margin of error is in percentage points, above 0 and up to 100, such as 3.5; "
            "correct it, or leave the cell empty"
        )
    return margin


def read_number(cell: Any, least: float | None = None) -> float | None:
    """Read a plain number, such as 12.5 or "6,048"; None where the cell is empty."""
    text = text_of(cell).replace("−", "-")
    if not text:
        return None
    try:
        # a float has more digits than are shown
        plain = cell if isinstance(cell, float) else _THOUSANDS.sub("", text)
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or (least is not None and number < least):
        floor = "" if least is None else f" of at least {value_text(least, 6)}"
        raise CellError(f"expected a number{floor}; correct it, or leave the cell empty")
    return number


def read_level(cell: Any) -> float | None:
    """Read a confidence level, such as 0.9, 90 or "90%"; None where the cell is empty."""
    text = text_of(cell).removesuffix("%").strip()
    level = read_number(text)
    if level is None:
        return None
    level = level / 100 if level > 1 else level
    if not 0 < level < 1:
        raise CellError("a level lies between 0 and 1, such as 0.9; correct it, or leave it empty")
    return level


def read_decimals(cell: Any) -> int | None:
    """Read how many digits were printed; None where the cell is empty."""
    text = text_of(cell)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,2}(?:\.0)?", text) or not -2 <= float(text) <= 12:
        raise CellError("expected the number of digits after the point, such as 0 or 1")
    return int(float(text))


def text_of(cell: Any) -> str:
    """Return a cell as stripped text, "" where it is missing.

    A float shows no more digits than a person prints: 26.0 is "26", and 0.29 × 100 is "29".
    """
    if isinstance(cell, str):
        return cell.strip()
    if is_missing(cell) and not isinstance(cell, Decimal):
        return ""
    if isinstance(cell, float):
        return f"{cell:.{_LONGEST}f}".rstrip("0").rstrip(".") if isfinite(cell) else str(cell)
    return str(cell)
