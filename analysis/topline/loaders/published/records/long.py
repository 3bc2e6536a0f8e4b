"""Long files: a number a row, what it is in the columns beside it.

The columns that vary tell the numbers apart. One of them may say that a number is an estimate, a
limit or an error of the others: those rows are one figure. What the numbers are is said by a column
of units, or proven where the answers of one question add up to 100 for everybody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ....language.message import Message
from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.proven import adds_up
from ..found.shares import keep_in_unit
from ..pages.page import Page
from ..words.kinds import kind_of
from ..words.lists import name_of
from ..words.marks import mark_of
from ..words.measures import unit_of_words

_VALUE = re.compile(r"(?:obs )?value|total|valor|wert|valeur|observation|data value|amount", re.I)
_UNIT = re.compile(
    r"uom|units?(?: measure| of measure(?:ment)?)?|(?:data )?value unit|unidad|einheit|unité", re.I
)
_FLAG = re.compile(r"(?:obs )?(?:status|flags?)|symbol|quality", re.IGNORECASE)
_TIME = re.compile(r"time(?: period)?|ref date|year|period(?:o)?|date|jahr|année|año|anyo", re.I)
_ANSWER = re.compile(r"response|answer|respuesta|réponse|antwort|category|risposta", re.I)
_QUESTION = re.compile(
    r"indic|measure|question|variable|concept|topic|subject|statistic|pregunta|frage", re.IGNORECASE
)
_SKIPPED = re.compile(
    r"dataflow|structure(?: id)?|last update|dguid|vector|coordinate|scalar.*|decimals?|terminated|"
    r"action|freq(?:uency)?|.* id|id|base per|reference period|unit mult(?:iplier)?|"
    r"conf status|obs conf",
    re.IGNORECASE,
)
_STATISTIC = (
    ("lower", r"\blow(?:er)?\b.*(?:confidence|limit|bound|ci\b)"),
    ("upper", r"\b(?:high|upp)(?:er)?\b.*(?:confidence|limit|bound|ci\b)"),
    ("error", r"standard error|\bs\.?e\.?\b"),
    ("margin", r"margins? of error|\bmoe\b"),
    ("variation", r"coefficient of variation|relative standard error|\b(?:cv|rse)\b"),
)
_PERCENT_CODE = re.compile(r"(?:PC|PT|PCT)(?:_[A-Z0-9]+)*")
_LEVEL = re.compile(r"(?P<level>9\d(?:\.\d)?)\s?(?:%|per ?cent)")
_LEAST = 3


@dataclass
class _Long:
    """Where a long file holds what: its header, its rows, and its columns by their role."""

    header: int
    rows: list[int]
    value: int
    keys: list[int]
    unit: int | None = None
    flag: int | None = None
    time: int | None = None
    answer: int | None = None
    statistic: int | None = None
    names: dict[int, str] = field(default_factory=dict)
    groups: list[int] = field(default_factory=list)

    @property
    def times(self) -> list[int]:
        """The column of times, where there is one."""
        return [] if self.time is None else [self.time]


def _statistic_of_text(text: str) -> str:
    """Return which statistic of an estimate words name; "estimate" for all others."""
    plain = text.lower()
    return next((key for key, words in _STATISTIC if re.search(words, plain)), "estimate")


def _find_long(page: Page) -> _Long | None:
    """Find a header with one column of values, above rows of words."""
    for r in range(min(len(page.rows), 12)):
        filled = page.filled(r)
        if len(filled) < 3 or any((x := page.at(r, c)) and x.number is not None for c in filled):
            continue
        names = {c: name_of(page.text(r, c)) for c in filled}
        values = [c for c in filled if _VALUE.fullmatch(names[c])]
        rows = [k for k in range(r + 1, len(page.rows)) if len(page.filled(k)) >= 3]
        if len(values) != 1 or len(rows) < _LEAST:
            continue
        held = [page.at(k, values[0]) for k in rows]
        numbers = sum(x is None or x.number is not None or bool(mark_of(x.text)) for x in held)
        if numbers < len(held) or not any(x and x.number is not None for x in held):
            continue
        return _roles_of(page, _Long(r, rows, values[0], [], names=names), filled)
    return None


def _roles_of(page: Page, long: _Long, filled: Sequence[int]) -> _Long | None:
    """Find out what the other columns of a long file hold; None where they hold more numbers."""
    texts = {c: [page.text(r, c) for r in long.rows] for c in filled if c != long.value}
    for c, held in texts.items():
        name = long.names[c]
        if _UNIT.fullmatch(name):
            # codes stand left of the words for them
            long.unit = c
        elif _FLAG.fullmatch(name):
            long.flag = c
        elif _TIME.fullmatch(name):
            long.time = c if long.time is None else long.time
        elif _SKIPPED.fullmatch(name) or (len(set(held)) == 1 and not held[0]):
            continue
        elif any((x := page.at(r, c)) is not None and x.number is not None for r in long.rows):
            # a second column of numbers: more than one number a row
            return None
        else:
            long.keys.append(c)
    kept: list[int] = []
    for c in long.keys:
        # a column of codes goes with one of words: each code has one word, and each word one code
        values = len(set(texts[c]))
        pairs = {k: set(zip(texts[k], texts[c], strict=True)) for k in kept if values > 1}
        twin = next(
            (k for k, held in pairs.items() if len(held) == len(set(texts[k])) == values), None
        )
        constant = [k for k in kept if len(set(texts[k])) == 1 == len(set(texts[c]))]
        if twin is not None and sum(map(len, texts[c])) > sum(map(len, texts[twin])):
            kept[kept.index(twin)] = c
        elif twin is None or constant:
            kept.append(c)
    long.keys = kept
    long.answer = next((c for c in kept if _ANSWER.fullmatch(long.names[c])), None)
    long.statistic = next(
        (c for c in kept if len({_statistic_of_text(text) for text in set(texts[c])}) > 1), None
    )
    return long


def read_long(page: Page, context: Context) -> list[Found]:
    """Read a long file: its figures, with the limits and errors that stand in other rows."""
    long = _find_long(page)
    if long is None:
        return []
    values = {c: {page.text(r, c) for r in long.rows} for c in long.keys}
    varied = [c for c in long.keys if len(values[c]) > 1 and c != long.statistic]
    constant = [c for c in long.keys if len(values[c]) == 1]
    long.answer = long.answer if long.answer in varied else None
    if long.answer is None and long.unit is None:
        fits = [c for c in varied if _adds_up(page, long, varied, c)]
        long.answer = fits[0] if len(fits) == 1 else None
    found = Found(page.name, page.row_place(long.header), "one number a row")
    proof = long.answer is not None and _adds_up(page, long, varied, long.answer)
    if long.unit is None and context.units(page.name) is None and not proof:
        return []
    asked = [c for c in constant if _QUESTION.match(long.names[c])]
    if long.answer is None and not asked:
        asked = constant
    found.question = max((page.text(long.rows[0], c) for c in asked), key=len, default="")
    long.groups = [c for c in long.keys if c not in (long.answer, long.statistic, *asked)]
    figures: dict[tuple[str, ...], dict[str, Figure]] = {}
    for r in long.rows:
        cell = page.at(r, long.value)
        if cell is None:
            continue
        unit = _unit_of_row(page, long, r, context) or ("percent" if proof else None)
        words = page.text(r, long.statistic) if long.statistic is not None else ""
        statistic = _statistic_of_text(words) if words else "estimate"
        if unit is None and statistic == "estimate":
            where = page.place(r, long.value)
            fact = Message("nothing says in which unit the values are")
            found.tell(where, "refused", fact, 'say it in a hint: units="percent"', [where])
            break
        key = tuple(page.text(r, c) for c in (*varied, *long.times))
        kept = figures.setdefault(key, {})
        if statistic == "estimate":
            _take_row(found, page, long, r, unit or "percent", kept)
        else:
            found.told.add(page.place(r, long.value))
            _attach(kept, statistic, words, cell.number)
    return [found] if found.figures or found.problems else []


def _unit_of_row(page: Page, long: _Long, r: int, context: Context) -> str | None:
    """Return the unit that a row, or a hint, gives its number."""
    if hinted := context.units(page.name):
        return hinted
    text = page.text(r, long.unit) if long.unit is not None else ""
    if _PERCENT_CODE.fullmatch(text):
        return "percent"
    if text:
        return unit_of_words(text) or text.lower()
    cell = page.at(r, long.value)
    return "percent" if cell is not None and cell.percent else None


def _take_row(
    found: Found, page: Page, long: _Long, r: int, unit: str, kept: dict[str, Figure]
) -> None:
    """Make the figure of a row of an estimate, with what the columns beside it say."""
    cell, statistic, answer = page.at(r, long.value), long.statistic, long.answer
    assert cell is not None
    figure = Figure(found.table, page.place(r, long.value), printed=cell.text)
    figure.question = found.question or None
    figure.answer = (page.text(r, answer) if answer is not None else found.question) or None
    figure.group = " > ".join(filter(None, (page.text(r, c) for c in long.groups))) or None
    figure.group_dimension = " > ".join(page.text(long.header, c) for c in long.groups) or None
    if long.time is not None:
        figure.set_year(page.text(r, long.time) or None)
    if long.flag is not None:
        figure.flag_printed = page.text(r, long.flag) or None
    words = page.text(r, statistic) if statistic is not None else ""
    if words and kind_of(words) is None:
        figure.note = words
    # a number and a percent of one key are figures of their own
    if keep_in_unit(found, figure, cell, unit):
        kept[words] = figure


def _attach(kept: dict[str, Figure], statistic: str, words: str, number: float | None) -> None:
    """Give a figure the limit or error of another row: of the statistic whose words it shares."""
    if number is None or not kept:
        return
    plain = words.lower()
    named = [one for key, one in kept.items() if key and key.split(",")[0].lower() in plain]
    figure = named[0] if named else next(iter(kept.values())) if len(kept) == 1 else None
    if figure is None:
        return
    level = _LEVEL.search(words)
    stated = float(level["level"]) / 100 if level else None
    if statistic in ("lower", "upper"):
        setattr(figure, "ci_low" if statistic == "lower" else "ci_high", number)
        figure.ci_level, figure.interval_kind = stated or 0.95, "confidence"
    elif statistic == "error":
        figure.std_error = number
    elif statistic == "margin":
        figure.moe, figure.moe_level = number, stated


def _adds_up(page: Page, long: _Long, varied: Sequence[int], answer: int) -> bool:
    """Tell whether the values of every combination of the other columns add up to 100."""
    others = [*(c for c in varied if c != answer), *long.times]
    parts: dict[tuple[str, ...], list[tuple[float, int]]] = {}
    for r in long.rows:
        cell = page.at(r, long.value)
        if cell is None or cell.number is None or cell.number < 0:
            return False
        key = tuple(page.text(r, c) for c in others)
        parts.setdefault(key, []).append((cell.number, cell.decimals))
    return all(map(adds_up, parts.values()))
