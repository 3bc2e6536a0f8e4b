"""Numbers that share a cell with something else: letters of tests, a margin, a change, seats.

The number alone is read where it is certain which of the two is the figure; the other is told, and
no part of it. Elsewhere the cell stays words, and is told as one that gave no figure.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace

from ....figures.columns.dates import is_year
from ....language.message import Message
from ..words.marks import is_key, mark_of
from .adjoining import ends_of, limits_beside, take_adjoining
from .bases import rows_with_bases
from .cells import cell_of_text, uses_comma
from .legend import PRINTED_BESIDE
from .page import Page

_NUMBER = r"(?P<number>[<>~]?\d{1,3}(?:[.,]\d{1,2})?\s?%?)"
_COUNT = r"(?P<other>\d{1,3}(?:[.,]\d{3})+|\d{1,7})"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("letters", _NUMBER + r"\s?(?P<other>[A-Za-z](?:[ ,/]{0,2}[A-Za-z]){0,11})[*†‡]{0,3}"),
        ("mark", _NUMBER + r"\s?(?P<other>[*†‡↑↓▲▼]{1,3}|!)"),
        ("mark", r"(?P<other>[*†‡^]{1,3})\s?" + _NUMBER),
        (
            "change",
            _NUMBER + r"\s?\((?P<other>[+\-−–±]\s?\d{1,3}(?:[.,]\d)?|[±=]|0|nc|n/c|"
            r"no change)\s?%?\)",
        ),
        ("margin", _NUMBER + r"\s?(?:±|\+/-)\s?(?P<other>\d{1,2}(?:[.,]\d{1,2})?)\s?%?"),
        ("count", _NUMBER + rf"\s?\((?:n\s?=\s?)?{_COUNT}\)"),
        ("count", _NUMBER + rf"(?<=%)\s{_COUNT}"),
        ("seats", _NUMBER + r"\s(?P<other>\d{1,3})"),
        ("percent", rf"{_COUNT}\s?\({_NUMBER}(?<=%)\)"),
        ("percent", rf"{_COUNT}\s{_NUMBER}(?<=%)"),
        ("letters", _NUMBER + r"\s?\((?P<other>[A-Za-z]{1,2})\)"),
        ("error", _NUMBER + r"\s?!?\s?\((?P<other>\d{1,2}[.,]\d{1,3})\)"),
        (
            "limits",
            r"(?P<number>\d+(?:[.,]\d+)?)\s?%?\s?[(\[]\s?"
            r"(?P<other>\d+(?:[.,]\d+)?\s?%?\s?(?:[–—,-]|to)\s?\d+(?:[.,]\d+)?)\s?%?\s?[)\]]",
        ),
        ("bracketed", r"(?P<other>[(\[])\s?" + _NUMBER + r"\s?[)\]]"),
    )
)
_ERRORS = {"margin": ("margin",), "error": ("error",), "limits": ("lower", "upper")}
"""What the numbers beside a figure are, where they are its errors."""

_MORE = re.compile(
    r"[<>~]?\d[\d.,]{0,9}\s?(?:%\s?(?:[A-Za-z]{1,4}|[^A-Za-z\s].{0,20})|[(\[][±+\-−–\d].{0,20}[)\]]|±.{1,12}|[A-Z]{1,6}|"
    r"\s\d{1,3})|[(\[]\s?[<>~]?\d{1,3}(?:[.,]\d{1,2})?\s?%?\s?[)\]]"
)
_IN_BRACKETS = re.compile(
    r"\((?:SE|s\.\s?e\.|standard errors?|std\.? err(?:or)?\.?)\)|"
    r"standard errors? (?:are |appear |is |shown |given |reported |in |within |"
    r"the ){1,4}(?:parenthes[ei]s|brackets)|standardfehler (?:stehen |sind )?in klammern",
    re.IGNORECASE,
)
"""What a heading or a title says of numbers in brackets: errors."""

_LEGEND = re.compile(
    r"(?:^|[;,.]\s+)\W{0,2}(?P<letter>[A-Za-z])(?:\W{0,4}\s+(?:"
    r"(?:use|interpret|treat) with caution|"
    r"(?:estimate )?(?:has |of )?(?:low|poor|acceptable|good) (?:reliability|quality|precision)|"
    r"(?:too )?unreliable|estimated|provisional|preliminary|revised|"
    r"break in (?:the )?(?:time )?series|"
    r"(?:données|chiffres?|valeurs?)? ?(?:révisée?s?|provisoires?|estimée?s?)|"
    r"(?:vorläufig|geschätzt|revidiert|berichtigt|eingeschränkt)|"
    r"(?:datos? |dato )?(?:provisional|revisad|estimad|preliminar))|"
    # "A good deal" is an answer
    r"\s?[:=–-]\s?(?:excellent|(?:very )?good|acceptable|poor)\b)",
    re.IGNORECASE,
)
"""What notes say of letters of quality: "E use with caution", "u: low reliability"."""

_BRACKETS = re.compile(
    r"[(\[](?:\s|…|\.{2,3}|zahl|number|n|x){0,3}[)\]]|in (?:runden )?klammern|eingeklammert|"
    r"\b(?:brackets|bracketed|parenthes[ei]s)\b|entre (?:parenthèses|crochets|par[ée]nte[sx]is)|"
    r"tra parentesi|tussen haakjes|inom parentes|i parentes|w nawiasach|sulkei",
    re.IGNORECASE,
)
_LESS_CERTAIN = re.compile(
    r"unsicher|aussagewert|eingeschränkt|geringe[rn]?\b|caution|reliab|uncertain|unstable|imprecis|"
    r"(?:small|low) (?:sample|base|number|cell)|few(?:er)? (?:than|cases|respondents|observations)|"
    r"prudence|fiabilit|précision|cautela|precauci|fiable|poca|onzeker|voorzichtig|osäker|usikker|"
    r"ostrożn|epävarm",
    re.IGNORECASE,
)
"""What notes say of brackets around numbers: "( ) Aussagewert eingeschränkt"."""

_STARTS = re.compile(r"[*†‡^(\[]{0,3}\s?[<>~\d]")
_BRACKETED = "( )"
_LONGEST = 30
"""Letters of a cell that still may be a number and something else."""


@dataclass(frozen=True)
class Pair:
    """A number of a cell, and what stands beside it there."""

    kind: str
    number: str
    other: str

    @classmethod
    def of(cls, text: str) -> "Pair | None":
        """Return the number of a cell and what stands beside it; None where it is no pair."""
        short = len(text) <= _LONGEST and _STARTS.match(text) and mark_of(text) is None
        for kind, pattern in _KINDS if short else ():
            if match := pattern.fullmatch(text):
                return cls(kind, match["number"].strip(), match["other"])
        return None

    @property
    def letters(self) -> set[str]:
        """The letters beside it, as capitals."""
        return set(re.sub("[^A-Z]", "", self.other.upper()))

    @property
    def value(self) -> float:
        """The number, whatever its decimal sign."""
        return float(re.sub(r"[^\d.]", "", self.number.replace(",", ".")))


@dataclass(frozen=True)
class Parted:
    """A page whose cells hold their numbers, and what was printed beside them.

    Attributes
    ----------
    page : Page
    notes : list of (str, str)
        What is to be said, with its place.
    errors : dict of str to dict
        Of numbers by their places: "margin", or "lower" and "upper".
    flags : dict of str to str
        Letters of quality that notes explain, by the places of their numbers.
    taken : tuple of str
        Places of cells that belonged to the numbers left of them.
    """

    page: Page
    notes: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[str, dict[str, float]] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()


def holds_more(text: str) -> bool:
    """Tell whether a text is a number, and no year, with something behind it."""
    short = len(text) <= _LONGEST and _STARTS.match(text) is not None
    return short and _MORE.fullmatch(text) is not None and not is_year(text[:4])


def part_cells(page: Page, lines: Iterable[str] = ()) -> Parted:
    """Part the cells of a page into numbers and what stands beside them, where that is certain.

    Parameters
    ----------
    page : Page
    lines : iterable of str
        Notes of the file, which may explain letters.
    """
    rows = rows_with_bases(page)
    words = [*page.before, *(cell.text for _, _, cell in page.cells() if cell.number is None)]
    erred = any(map(_IN_BRACKETS.search, words))
    pairs = {
        (r, c): pair
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if c and cell and cell.number is None and (pair := Pair.of(cell.text))
    }
    legend = _legend_of(page, pairs.values(), lines)
    numbers = {at: "%" in pair.number for at, pair in pairs.items() if pair.kind != "bracketed"}
    taken = take_adjoining(page, rows, numbers, erred=erred, legend=legend)
    gone = {at for held in taken.places.values() for at in held}
    left = {at: pair for at, pair in pairs.items() if at not in gone}
    certain = _certain(page, left, legend, erred=erred)
    comma = uses_comma(pair.number for pair in certain.values())
    places: dict[str, list[tuple[int, int]]] = dict(taken.places)
    errors = {page.place(*at): {"error": error} for at, error in taken.errors.items()}
    flags = {page.place(*at): letter for at, letter in taken.flags.items()}
    for (r, c), pair in certain.items():
        number, cell = cell_of_text(pair.number, comma=comma), rows[r][c]
        if cell is None or number is None or number.number is None:
            continue
        signed = number.percent or (pair.kind == "limits" and "%" in cell.text)
        rows[r][c] = replace(number, text=cell.text, percent=signed, indent=cell.indent)
        places.setdefault(pair.kind, []).append((r, c))
        if names := _ERRORS.get(pair.kind):
            errors[page.place(r, c)] = dict(zip(names, ends_of(pair.other), strict=True))
        elif pair.kind == "letters" and pair.letters <= legend:
            flags[page.place(r, c)] = pair.other
        elif pair.kind == "bracketed":
            flags[page.place(r, c)] = _BRACKETED
    told: list[tuple[str, str]] = []
    for kind, at in places.items():
        if said := PRINTED_BESIDE.get(kind):
            fact = Message(*said, n=len(at), text=repr(page.text(*at[0])))
            told.append((page.place(*at[0]), fact))
    parted = replace(page, rows=rows)
    left_out = (page.place(*at) for at in sorted(gone))
    return Parted(parted, told, errors | limits_beside(parted), flags, tuple(left_out))


def _legend_of(page: Page, pairs: Iterable[Pair], lines: Iterable[str]) -> set[str]:
    """Return the letters of quality that notes explain, and brackets where they say what those are.

    Nothing is looked for where no cell prints any.
    """
    lettered = any(c and is_key(cell.text) for _, c, cell in page.cells())
    if not lettered and {"letters", "bracketed"}.isdisjoint(pair.kind for pair in pairs):
        return set()
    notes = [*lines, *page.before, *(cell.text for _, _, cell in page.cells())]
    legend = {m["letter"].upper() for line in notes for m in _LEGEND.finditer(line)}
    notes += page.notes()
    explained = any(_BRACKETS.search(one) and _LESS_CERTAIN.search(one) for one in notes)
    return legend | {_BRACKETED} if explained else legend


def _certain(
    page: Page, pairs: Mapping[tuple[int, int], Pair], legend: Set[str], *, erred: bool
) -> dict[tuple[int, int], Pair]:
    """Return the pairs of which it is certain that the number is the figure.

    Letters behind a sign of percent, those that notes explain, or those that name columns in a row
    above, in their order. A
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
    # elsewhere a number in brackets may be a negative one, or a base
    by_page = {"change": changed, "error": erred, "bracketed": _BRACKETED in legend}
    found = {}
    for (r, c), pair in pairs.items():
        sure = "%" in pair.number or seated
        if pair.kind == "letters":
            # tests name columns in their order, and none its own
            named = pair.letters <= {key for k, key in keys.items() if k != c}
            ordered = re.sub("[^A-Z]", "", pair.other.upper()) == "".join(sorted(pair.letters))
            signed = not keys and "%" in pair.number and pair.other.isupper()
            sure = signed or (named and ordered) or pair.letters <= legend
        elif pair.kind == "limits":
            ends = ends_of(pair.other)
            sure = len(ends) == 2 and ends[0] <= pair.value <= ends[1]
        elif pair.kind not in ("count", "seats"):
            sure = by_page.get(pair.kind, True)
        if sure:
            found[r, c] = pair
    return found
