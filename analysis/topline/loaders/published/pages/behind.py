"""Numbers that share a cell with something else: letters of tests, a margin, a change, seats.

The number alone is read where it is certain which of the two is the figure; the other is told, and
no part of it. Elsewhere the cell stays words, and is told as one that gave no figure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..words.dates import is_year
from ..words.marks import is_key
from ..words.rows import base_role
from .cells import cell_of_text, uses_comma
from .page import Page

_NUMBER = r"(?P<number>[<>~]?\d{1,3}(?:[.,]\d{1,2})?\s?%?)"
_COUNT = r"(?P<other>\d{1,3}(?:[.,]\d{3})+|\d{1,7})"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("letters", _NUMBER + r"\s?(?P<other>[A-Za-z](?:[ ,/]{0,2}[A-Za-z]){0,11})[*†‡]{0,3}"),
        ("change", _NUMBER + r"\s?\((?P<other>[+\-−–±]\s?\d{1,3}(?:[.,]\d)?|[±=]|0)\s?%?\)"),
        ("margin", _NUMBER + r"\s?(?:±|\+/-)\s?(?P<other>\d{1,2}(?:[.,]\d{1,2})?)\s?%?"),
        ("count", _NUMBER + rf"\s?\((?:n\s?=\s?)?{_COUNT}\)"),
        ("seats", _NUMBER + r"\s(?P<other>\d{1,3})"),
        ("percent", rf"{_COUNT}\s?\({_NUMBER}(?<=%)\)"),
    )
)
_SAYS = {
    "letters": "letters behind their numbers, marks of tests or of quality, which are no part",
    "change": "a change behind their numbers, which is not taken",
    "margin": "a margin behind their numbers",
    "count": "a second number behind the first, which is not taken",
    "seats": "a second number behind the first, which is not taken",
    "percent": "a count before their percents, which is not taken",
}
"""What cells print beside their numbers, by its kind."""

_BASE = re.compile(
    r"\(?(?P<n>\d{1,3}(?:[., \u00a0]\d{3})+|\d{1,9})\)?(?:\s?\(\d{1,3}(?:[.,]\d)?\s?%\))?"
)
_MORE = re.compile(
    r"[<>~]?\d[\d.,]{0,9}\s?(?:%\s?(?:[A-Za-z]{1,4}|[(\[±+*].{1,20})|[(\[][±+\-−–\d].{0,20}[)\]]|±.{1,12}|[A-Z]{1,6}|"
    r"\s\d{1,3})"
)
_LONGEST = 30
"""Letters of a cell that still may be a number and something else."""


@dataclass(frozen=True)
class Pair:
    """A number of a cell, and what stands beside it there."""

    kind: str
    number: str
    other: str

    @property
    def value(self) -> float:
        """The number, whatever its decimal sign."""
        return float(re.sub(r"[^\d.]", "", self.number.replace(",", ".")))


@dataclass(frozen=True)
class Parted:
    """A page whose cells hold their numbers, what is to be said of it, and margins by place."""

    page: Page
    notes: list[tuple[str, str]] = field(default_factory=list)
    margins: dict[str, float] = field(default_factory=dict)


def holds_more(text: str) -> bool:
    """Tell whether a text is a number, and no year, with something behind it."""
    short = len(text) <= _LONGEST and text[:1] in "<>~0123456789"
    return short and _MORE.fullmatch(text) is not None and not is_year(text[:4])


def part_cells(page: Page) -> Parted:
    """Part the cells of a page into numbers and what stands beside them, where that is certain."""
    held = {
        (r, c): cell
        for r, c, cell in page.cells()
        if c
        and cell.number is None
        and len(cell.text) <= _LONGEST
        and cell.text[0] in "<>~(0123456789"
    }
    rows = [list(row) for row in page.rows] if held else page.rows
    pairs: dict[tuple[int, int], Pair] = {}
    for (r, c), cell in held.items():
        base = _BASE.fullmatch(cell.text)
        if base and base_role(page.text(r, page.filled(r)[0])):
            # a base counts people, and may stand in brackets or before a hundred percent
            count = float(re.sub(r"\D", "", base["n"]))
            rows[r][c] = replace(cell, number=count, exact=count)
        elif pair := _pair_of(cell.text):
            pairs[r, c] = pair
    certain = _certain(page, pairs)
    comma = uses_comma(pair.number for pair in certain.values())
    places: dict[str, list[tuple[int, int]]] = {}
    margins: dict[str, float] = {}
    for (r, c), pair in certain.items():
        number = cell_of_text(pair.number, comma=comma)
        if number is None or number.number is None:
            continue
        rows[r][c] = replace(number, text=held[r, c].text, indent=held[r, c].indent)
        places.setdefault(pair.kind, []).append((r, c))
        if pair.kind == "margin":
            margins[page.place(r, c)] = float(pair.other.replace(",", "."))
    notes = [
        (
            page.place(*at[0]),
            f"{len(at)} cells print {_SAYS[kind]}: {page.text(*at[0])!r}",
        )
        for kind, at in places.items()
    ]
    return Parted(replace(page, rows=rows), notes, margins)


def _pair_of(text: str) -> Pair | None:
    """Return the number of a cell and what stands beside it; None where it holds no such pair."""
    for kind, pattern in _KINDS:
        if match := pattern.fullmatch(text):
            return Pair(kind, match["number"].strip(), match["other"])
    return None


def _certain(page: Page, pairs: Mapping[tuple[int, int], Pair]) -> dict[tuple[int, int], Pair]:
    """Return the pairs of which it is certain that the number is the figure.

    Letters behind a sign of percent, or those that name columns in a row above, in their order. A
    change by its sign. Of a percent and a count the one with the sign. Votes before seats by their
    decimals, where the seats of each row add up to what no percents do.
    """
    keys: dict[int, str] = {}
    for r in range(len(page.rows)):
        texts = {c: page.text(r, c).strip("()").upper() for c in page.filled(r)}
        if not keys and len(texts) > 1 and all(map(is_key, texts.values())):
            keys = texts
    seats: dict[int, list[Pair]] = {}
    for (r, _), pair in pairs.items():
        if pair.kind in ("count", "seats") and "%" not in pair.number:
            seats.setdefault(r, []).append(pair)
    seated = bool(seats) and all(
        len(row) > 1
        and all(re.search(r"[.,]\d", pair.number) for pair in row)
        and sum(pair.value for pair in row) <= 100 + 0.5 * len(row)
        and sum(float(re.sub(r"\D", "", pair.other)) for pair in row) > 100 + 0.5 * len(row)
        for row in seats.values()
    )
    changed = any(pair.kind == "change" and pair.other[0] in "+-−–" for pair in pairs.values())
    found = {}
    for (r, c), pair in pairs.items():
        sure = "%" in pair.number or seated
        if pair.kind == "letters":
            letters = re.sub(r"[^A-Z]", "", pair.other.upper())
            # tests name columns in their order, and none its own
            others = {key for k, key in keys.items() if k != c}
            named = set(letters) <= others and letters == "".join(sorted(letters))
            sure = named if keys else "%" in pair.number and pair.other.isupper()
        elif pair.kind not in ("count", "seats"):
            sure = pair.kind != "change" or changed
        if sure:
            found[r, c] = pair
    return found
