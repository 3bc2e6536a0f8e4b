"""One cell: what is stored, what is printed, and whether it is a percent by sign or format."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    Attributes
    ----------
    text : str
        As printed, without blanks around it.
    number : float or None
        What it counts in its own unit: 56.0 of "56%"; None for words and marks.
    percent : bool
        Whether a sign or the number format says percent.
    decimals : int
        Digits printed after the point.
    exact : float or None
        The number as it is stored, with more digits than are printed.
    day : date or None
        The day of a date.
    indent : int
        How far its text is set in.
    """

    text: str
    number: float | None = None
    percent: bool = False
    decimals: int = 0
    exact: float | None = None
    day: date | None = None
    indent: int = 0


_NUMBER = re.compile(
    r"(?P<before>%\s?)?(?P<sign>[-−–]|(?:\+/-|±)\s?)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>\.\d+)?\s?(?P<percent>%?)"
)
_COMMA = re.compile(
    r"(?P<before>%\s?)?(?P<sign>[-−–]?)(?P<digits>\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+)"
    r"(?P<fraction>,\d+)?"
    r"[\s\u00a0]?(?P<percent>%?)"
)
_GROUPING = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_MINUS = frozenset("-−–")
_GUARDED = re.compile(r'="(.*)"')


@lru_cache(maxsize=1 << 10)
def cell_of_text(raw: str, *, comma: bool = False) -> Cell | None:
    """Return what a printed text says; None where it is blank.

    Parameters
    ----------
    raw : str
    comma : bool
        Whether a comma is the decimal sign of the file.
    """
    text = " ".join(raw.split())
    guarded = _GUARDED.fullmatch(text)
    text = guarded[1] if guarded else text
    if not text:
        return None
    indent = len(raw) - len(raw.lstrip(" \u00a0\t"))
    # a blank that does not break groups the digits of one number: 1 003
    grouped = text if comma else " ".join(_GROUPING.sub(",", raw).split())
    match = (_COMMA if comma else _NUMBER).fullmatch(text if guarded else grouped)
    if match is None or not (match["digits"] or match["fraction"]):
        return Cell(text, indent=indent)
    digits = re.sub(r"\D", "", match["digits"] or "0")
    fraction = (match["fraction"] or "").replace(",", ".")
    value = float(f"{'-' if match['sign'] in _MINUS else ''}{digits}{fraction}")
    return Cell(
        text,
        number=value,
        percent=bool(match["percent"] or match["before"]),
        decimals=max(0, len(fraction) - 1),
        exact=value,
        indent=indent,
    )


def uses_comma(texts: Iterable[str]) -> bool:
    """Tell whether a comma is the decimal sign of some texts: of 12,5 %, and none has a point."""
    comma = False
    for text in texts:
        if _POINTED.fullmatch(text.strip()):
            return False
        comma = comma or bool(_COMMAED.fullmatch(text.strip()))
    return comma


def with_comma(cell: Cell | None) -> Cell | None:
    """Read the text of a cell again, with a comma as the decimal sign."""
    if cell is None or cell.number is not None:
        return cell
    found = cell_of_text(cell.text, comma=True)
    return found and replace(found, indent=cell.indent)


_COMMAED = re.compile(r"%?\s?\d{1,3},\d{1,2}[\s\u00a0]?%?")
_POINTED = re.compile(r"%?\s?\d{1,3}\.\d{1,2}[\s\u00a0]?%?")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a number format prints: as a percent, its digits, as a date, in brackets."""

    percent: bool
    decimals: int | None
    grouped: bool
    dated: bool
    bracketed: bool = False


_LONGEST_FORMAT = 255
_BRACKETED = re.compile(r'\s*(?:\\\(|"\("|\().*\)')
_WORDS = re.compile(r'"[^"]{0,255}"|\\.|_.|\*.|\[[^]]{0,255}\]')


@lru_cache(maxsize=4096)
def _shape_of(number_format: str) -> Shape:
    """Return how a number format prints; words, spaces and colours in it scale nothing."""
    bare = _WORDS.sub("", number_format[:_LONGEST_FORMAT]).split(";")[0]
    percent = "%" in bare
    dated = bool(re.search(r"[dmyhs]", bare, re.IGNORECASE)) and not re.search(r"[0#]", bare)
    digits = re.search(r"[0#?]*\.([0?#]+)", bare)
    general = bare.strip() in ("", "General", "@")
    decimals = None if general else len(digits[1]) if digits else 0
    # the first part is how positive numbers are printed; negative ones are often in brackets
    bracketed = _BRACKETED.match(number_format[:_LONGEST_FORMAT].split(";")[0]) is not None
    return Shape(percent, decimals, "," in bare and not general, dated, bracketed)


def cell_of_value(value: Any, number_format: str, indent: int = 0) -> Cell | None:
    """Return what a spreadsheet's cell shows; None where it is blank."""
    if value is None or isinstance(value, bool):
        return None if value is None else Cell(str(value).upper(), indent=indent)
    shape = _shape_of(number_format)
    if isinstance(value, str):
        found = cell_of_text(value)
        if found is None:
            return None
        depth = max(indent, found.indent)
        marked = shape.percent or found.percent
        if (marked, depth) == (found.percent, found.indent):
            return found
        return replace(found, percent=marked, indent=depth)
    if isinstance(value, (datetime, date)):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), day=day, indent=indent)
    if isinstance(value, time) or not isinstance(value, (int, float)) or not isfinite(value):
        return Cell(str(value), indent=indent)
    cell = _cell_of_number(float(value), shape, indent)
    # what stands in brackets may be an error, or a negative number: the page has to say
    return Cell(f"({cell.text})", indent=indent) if shape.bracketed else cell


@lru_cache(maxsize=1 << 10)
def _cell_of_number(value: float, shape: Shape, indent: int) -> Cell:
    scaled = value * 100 if shape.percent else value
    if shape.decimals is None:
        # a spreadsheet shows some ten digits of a number without a format
        text = f"{value:.10g}"
        decimals = len(text.partition(".")[2]) if "e" not in text else 0
        return Cell(text, number=float(text), decimals=decimals, exact=value, indent=indent)
    # a spreadsheet prints 15 digits of a number, half away from zero
    step = Decimal(1).scaleb(-shape.decimals)
    shown = float(Decimal(f"{scaled:.15g}").quantize(step, rounding=ROUND_HALF_UP))
    text = f"{shown:,.{shape.decimals}f}" if shape.grouped else f"{shown:.{shape.decimals}f}"
    return Cell(
        text + "%" * shape.percent,
        number=shown,
        percent=shape.percent,
        decimals=shape.decimals,
        exact=scaled,
        indent=indent,
    )
