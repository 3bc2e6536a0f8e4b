"""Single cells as people print them: percents and bases, read strictly.

Each reader returns what the cell says or raises ``CellError`` with the expectation and the remedy.
"""

import re
from typing import Any, NamedTuple

import pandas as pd


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
_QUALIFIERS = {
    "<": "less_than",
    "less than": "less_than",
    "under": "less_than",
    "fewer than": "less_than",
    ">": "more_than",
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
    r"(?P<words>[<>~]|[a-z.]+(?: than)?)?\s*"
    r"(?P<number>-?\d+(?:[.,]\d+)?)\s*"
    r"(?P<sign>%|percent|per cent|pct)?",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"(?P<floor>≥|>=|at least|over|more than)?\s*(?P<number>\d[\d,   ]*(?:\.0+)?)\s*(?P<plus>\+)?",
    re.IGNORECASE,
)
_NOT_STATED = {"", "not stated", "not found", "unknown", "n/a", "-", "–"}


def read_percent(cell: Any, scale: str | None = None) -> Percent | None:
    """Read a printed percent; None where the cell is empty.

    Parameters
    ----------
    cell : str or number
        Such as "26%", "26.4 percent", "<1%", "about 75%", "*" (less than half a percent), 26.
    scale : {"percent", "proportion"}, optional
        What bare numbers are. Undeclared, 26 is 26 percent and 0.26 is refused as ambiguous.
    """
    text = _text(cell)
    if not text:
        return None
    if text == "*":
        return _LESS_THAN_HALF
    match = _PERCENT.fullmatch(text)
    qualifier = _QUALIFIERS.get((match["words"] or "").lower()) if match else None
    if match is None or qualifier is None:
        raise CellError('expected a percent such as "26%", "26", "<1%" or "*"; correct the value')
    number = match["number"].replace(",", ".")
    value, decimals = float(number), len(number.partition(".")[2])
    if not match["sign"] and scale == "proportion":
        value, decimals = round(value * 100, max(decimals, 2)), decimals - 2
    elif not match["sign"] and scale is None and decimals and abs(value) <= 1:
        raise CellError(
            f"could be {number} % or {float(number) * 100:g} %; "
            'add a % sign, or pass percent_scale="proportion" or "percent"'
        )
    if not 0 <= value <= 100:
        raise CellError("a percentage lies between 0 and 100; correct the value")
    return Percent(value, decimals, qualifier)


def read_base(cell: Any) -> Base | None:
    """Read a printed base, such as 400, "1,012" or "300+"; None where it is not stated."""
    text = _text(cell)
    if text.lower() in _NOT_STATED:
        return None
    match = _BASE.fullmatch(text)
    if match is None:
        raise CellError(
            "a base is a whole number of respondents of at least 1; write it in digits, "
            'such as 400 or "300+", or leave the cell empty'
        )
    n = int(re.sub(r"[,   ]|\.0+$", "", match["number"]))
    if n < 1:
        raise CellError("a base is at least 1; correct it, or leave the cell empty if not stated")
    return Base(n, "at_least" if match["floor"] or match["plus"] else "exact")


def read_number(cell: Any) -> float | None:
    """Read a plain number; None where the cell is empty."""
    text = _text(cell).removeprefix("±").strip()
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise CellError("expected a number; write it in digits, or leave the cell empty") from None


def read_decimals(cell: Any) -> int | None:
    """Read how many digits were printed; None where the cell is empty."""
    number = read_number(cell)
    if number is None:
        return None
    if number != int(number) or not -2 <= number <= 12:
        raise CellError("expected the number of digits after the point, such as 0 or 1")
    return int(number)


def _text(cell: Any) -> str:
    """Return a cell as stripped text; a float that is whole prints as a whole number."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
