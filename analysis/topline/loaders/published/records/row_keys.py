"""The columns that tell rows of estimates apart: questions, groups, dates."""

import re
from dataclasses import dataclass, field

from ....figures.columns.dates import day_order, read_day
from ..found.figure import Figure, called_the_same
from ..found.found import Found
from ..pages.cells import Cell
from ..pages.page import Page

_QUESTION = re.compile(r"indicator|measure|topic|question|variable|outcome|condition", re.I)
_GROUP = re.compile(r"group|by|stratum|breakdown|category|characteristic|demographic", re.I)
_SUBGROUP = re.compile(r"subgroup|level|stratification|group value|breakdown value", re.I)
_ANSWER = re.compile(r"response|answer|reply", re.I)
_NAME = re.compile(r"name|desc|geography|area|label|region|country|state", re.I)
_START = re.compile(r".*start.*date|.*date.*start|begin.*", re.I)
_END = re.compile(r".*end.*date|.*date.*end", re.I)
_PUBLISHED = re.compile(r"publi.*|release.*|vintage", re.I)


@dataclass
class Family:
    """The columns of one quantity."""

    quantity: str
    columns: dict[str, int] = field(default_factory=dict)


@dataclass
class Tidy:
    """Where the header stands, the quantities, and the columns of keys."""

    header: int
    families: list[Family]
    keys: list[int]
    rows: list[int]


class Keys:
    """The columns that tell rows apart: questions, groups, dates."""

    def __init__(self, page: Page, tidy: Tidy) -> None:
        self.page, self.tidy = page, tidy
        names = {c: " ".join(page.text(tidy.header, c).split()) for c in tidy.keys}
        plain = {c: re.sub(r"[_\s]+", " ", name) for c, name in names.items()}
        dated = set()
        for c in tidy.keys:
            cells = [x for r in tidy.rows[:50] if (x := page.at(r, c)) is not None]
            if cells and all(read_day(x.text, "mdy") for x in cells):
                dated.add(c)
        self.question = self._first(plain, _QUESTION, dated)
        self.answer = self._first(plain, _ANSWER, dated)
        self.start = self._first(plain, _START, set())
        self.end = self._first(plain, _END, set())
        self.published = next((c for c in sorted(dated) if _PUBLISHED.fullmatch(plain[c])), None)
        pair = self._first(plain, _GROUP, dated), self._first(plain, _SUBGROUP, dated)
        self.names = names
        days = [c for c in sorted(dated) if c not in (self.start, self.end, self.published)]
        words = [c for c in tidy.keys if c not in dated and c not in (self.question, self.answer)]
        if None not in pair:
            self.group = [c for c in pair if c is not None]
        elif named := [c for c in words if _NAME.search(plain[c])]:
            self.group = named[-1:]
        else:
            varied = [c for c in words if len({page.text(r, c) for r in tidy.rows}) > 1]
            self.group = varied[:1] or days[:1]
        self.days = days
        self.others = [
            c
            for c in tidy.keys
            if c not in {self.question, self.answer, self.start, self.end, *self.group}
        ]
        texts = [
            page.text(r, c) for c in (self.start, self.end) if c is not None for r in tidy.rows
        ]
        self.order = day_order(texts)

    def _first(self, names: dict[int, str], words: re.Pattern[str], but: set[int]) -> int | None:
        return next(
            (c for c, name in names.items() if c not in but and words.fullmatch(name)), None
        )

    def figure(self, found: Found, r: int, column: int, cell: Cell, quantity: str) -> Figure:
        """Return a figure with what its row says of whom it is, and when it was."""
        page = self.page
        figure = Figure(found.table, page.place(r, column), printed=cell.text)
        asked = page.text(r, self.question) if self.question is not None else quantity
        figure.question = asked or None
        said = page.text(r, self.answer) if self.answer is not None else asked
        figure.answer = said or None
        steps = [page.text(r, c) for c in self.group if page.text(r, c)]
        figure.group = " > ".join(steps) or None
        figure.group_dimension = " > ".join(self.names[c] for c in self.group) or None
        if self.start is not None:
            figure.fielded_start = read_day(page.text(r, self.start), self.order)
            figure.date_kind, figure.date_precision = "fieldwork", "day"
        if self.end is not None:
            figure.fielded_end = read_day(page.text(r, self.end), self.order)
        if self.published is not None:
            figure.wave = read_day(page.text(r, self.published), self.order)
            figure.poll_id = f"published {figure.wave}"
        return figure

    def tell_apart(self, found: Found) -> None:
        """Add further keys to the groups of figures that nothing tells apart so far."""
        rows = {
            self.page.place(r, c): r
            for one in self.tidy.families
            for c in one.columns.values()
            for r in self.tidy.rows
        }
        for c in self.others:
            doubled = [
                one
                for same in called_the_same(found.figures)
                if len({x.value for x in same}) > 1
                for one in same
            ]
            if not doubled:
                return
            for one in doubled:
                text = self.page.text(rows[one.where], c)
                if text and text not in (one.group or ""):
                    one.group = " > ".join(filter(None, (one.group, text)))
