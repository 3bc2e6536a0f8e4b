"""Tables of aligned words: lines of text with their places → pages of cells, where all is certain.

The numbers at the ends of lines stand in columns where their edges do. A number that stands in no
column, or two in one, cannot be placed: its row is told, and never filled from the left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ....figures.columns.dates import is_year, read_wave
from ....language.message import Message
from ...codebook.limit import Limit
from ..pages.cells import Cell, cell_of_text
from ..pages.page import Page, Row, Span
from ..words.marks import mark_of
from ..words.rows import base_role
from .columns import Column, columns_of, headings_above
from .labels import TextRow, join_labels, label_cells, second_labels
from .words import Line, Word, joined

_NUMBER = re.compile(r"\*{0,2}(?:\+/-|[<>~±+\-–−]{0,2})\$?(?:\d[\d,]*(?:\.\d+)?|\.\d+)%?[*†‡]{0,3}")
_BRACKETED = re.compile(r"\(\d[\d,]*\)")
_MOST_HEADING_LINES = 9
_WIDEST_GAP = 3.5
"""Line heights between two rows of a table; more than that parts tables."""

_LEAST_ROWS = 3
"""Lines with several numbers each that look like a table though their numbers share no edges."""


@dataclass
class Block:
    """Rows that follow each other, and the lines above them."""

    rows: list[TextRow] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    mirrored: bool = False

    @property
    def held(self) -> list[TextRow]:
        """The rows that hold numbers."""
        return [row for row in self.rows if row.numbers]


def _split_line(line: Line, *, mirrored: bool = False) -> TextRow:
    """Part a line into its label and the numbers right of it, or left of it where mirrored."""
    words = line.words[::-1] if not mirrored else line.words
    count = 0
    for text in (word.text for word in words):
        # dots lead from a label to its numbers, and stars may be five
        leads = set(text) <= {".", "…", "·", "_"}
        starred = set(text) == {"*"} or bool(_BRACKETED.fullmatch(text))
        if leads or not (starred or _NUMBER.fullmatch(text) or mark_of(text)):
            break
        count += 1
    if mirrored:
        return TextRow(line, list(line.words[count:]), list(line.words[:count]))
    at = len(line.words) - count
    numbers: list[Word] = []
    behind = line.words[at:]
    signed = sum(word.text.endswith("%") for word in behind)
    paired = sum(bool(_BRACKETED.fullmatch(word.text)) for word in behind) == signed
    for word in behind:
        # a percent and the count in brackets right of it are one: "45% (896)"; one such number at
        # the end of several percents is a column of its own
        counted = paired and _BRACKETED.fullmatch(word.text)
        if numbers and counted and numbers[-1].text.endswith("%"):
            last = numbers.pop()
            word = Word(f"{last.text} {word.text}", last.x0, word.x1, last.box)
        numbers.append(word)
    label = list(line.words[:at])
    # days and years that stand with a month are no numbers: "Jan 16-21, 2024", "Oct 1, 2023"
    ends = range(min(_DATE_WORDS, len(numbers) - 1), 0, -1) if label else ()
    years = (k for k in ends if is_year(numbers[k - 1].text))
    dated = next((k for k in years if read_wave(joined([*label, *numbers[:k]])) is not None), 0)
    return TextRow(line, [*label, *numbers[:dated]], numbers[dated:])


_DATE_WORDS = 3
"""Numbers that may end a date: those of two days, and a year."""


def _blocks_of(lines: Sequence[Line]) -> tuple[list[Block], list[Block]]:
    """Gather the lines that are tables, with the lines above each, and those that look like some.

    The second are lines that end in numbers which stand in no columns.
    """
    found: list[Block] = []
    unplaced: list[Block] = []
    current: Block | None = None
    free: list[Line] = []

    def close(block: Block) -> list[Line]:
        """Keep a table; return the lines that stand above the next one."""
        if block.rows[0].label and columns_of([row.numbers for row in block.held]) is not None:
            found.append(block)
            return []
        several = [row for row in block.held if len(row.numbers) > 1]
        if len(several) >= _LEAST_ROWS:
            unplaced.append(block)
        return [*block.above, *(row.line for row in block.rows)]

    for k, line in enumerate(lines):
        near = k == 0 or line.top - lines[k - 1].top <= _WIDEST_GAP * line.height
        row, mirror = _split_line(line), _split_line(line, mirrored=True)
        if current is not None and near and _goes_on(current, row, mirror, lines[k + 1 : k + 2]):
            current.rows.append(mirror if current.mirrored else row)
            continue
        if current is not None:
            free = close(current)
            current = None
        if row.numbers and row.label:
            current = Block([row], free)
        elif mirror.label and mirror.label[0].text[:1].isalpha() and _leads(mirror):
            current = Block([mirror], free, mirrored=True)
        elif len(row.numbers) > 1 and not all(is_year(one.text) for one in row.numbers):
            # numbers without labels are no table that could be read, and are told
            current = Block([row], free)
        else:
            free.append(line)
    if current is not None:
        close(current)
    return found, unplaced


def _leads(mirror: TextRow) -> bool:
    """Tell whether a line begins with numbers; a mark before words is a note."""
    return any(char.isdigit() for word in mirror.numbers[:1] for char in word.text)


def _goes_on(block: Block, row: TextRow, mirror: TextRow, following: Sequence[Line]) -> bool:
    """Tell whether a line belongs to the table before it: numbers in place, or a label alone."""
    own = mirror if block.mirrored else row
    if not block.rows[0].label:
        return bool(own.numbers) and not own.label
    if own.numbers:
        return bool(own.label) and _leads(own) if block.mirrored else True
    if block.mirrored:
        return False
    edge = min(word.x0 for one in block.held for word in one.numbers)
    inside = bool(own.label) and own.label[-1].x1 < edge and len(own.label) <= 8
    more = any(_split_line(line).numbers for line in following)
    small = own.text[:1].islower()
    stated = re.match(r"N\s*=\s*\d", own.text) is not None
    return stated or (
        inside and (more or small) and not re.search(r"[?]$|^(?:Q?\d+[.)]|Table)\s", own.text)
    )


def _page_of_block(block: Block, name: str) -> Page:
    """Return a table of aligned words as a page of cells."""
    rows = join_labels(block.rows)
    columns = columns_of([row.numbers for row in rows if row.numbers])
    assert columns is not None
    left = min((row.label[0].x0 for row in rows if row.label), default=0.0)
    heads = headings_above(block.above[-_MOST_HEADING_LINES:], columns, block.mirrored, left)
    second = second_labels(rows)
    stub: Row = [None] if second is None else [None, None]
    cells: list[Row] = [[*stub, *map(_cell_of, level)] for level in heads.levels]
    counted = {k for level in heads.levels for k, text in enumerate(level) if base_role(text)}
    spans = [Span(r, a + len(stub), r, b + len(stub)) for r, a, b in heads.spans]
    places: list[list[str]] = [["" for _ in range(len(columns) + len(stub))] for _ in cells]
    lost: list[tuple[str, str]] = []
    for row in rows:
        at = _place_numbers(row, columns)
        where = row.line.place
        if at is None:
            lost.append((where, row.line.text))
            continue
        labels = label_cells(row, second, left)
        base = base_role(row.text) is not None
        texts = [at[k].text if k in at else "" for k in range(len(columns))]
        own = (_cell_of(x, base or k in counted) if x else None for k, x in enumerate(texts))
        cells.append([*labels, *own])
        boxes = [
            *([""] * len(stub)),
            *(f"{at[k].box}" if k in at else "" for k in range(len(columns))),
        ]
        places.append([f"{where}, column {c + 1}{box}" for c, box in enumerate(boxes)])

    _sign_columns(cells[len(heads.levels) :], len(stub))

    def place(r: int, c: int) -> str:
        known = places[r][c] if r < len(places) and c < len(places[r]) else ""
        return known or f"{name}, row {r + 1}, column {c + 1}"

    before = tuple(heads.titles)
    lines = tuple(row.line.place for row in block.rows)
    return Page(name, cells, place, spans, before, aligned=True, lost=tuple(lost), lines=lines)


def _sign_columns(rows: list[Row], first_column: int) -> None:
    """Give the numbers below a row of percents its sign, where columns add up to about 100.

    Pollsters print the sign in the first row alone.
    """
    # a base in the same columns is no percent
    rows = [row for row in rows if not (row[0] and base_role(row[0].text))]
    if len(rows) < 2:
        return
    first = [cell for cell in rows[0][first_column:] if cell is not None]
    below = [
        cell
        for row in rows[1:]
        for cell in row[first_column:]
        if cell is not None and cell.number is not None
    ]
    if not first or not all(x.percent for x in first) or any(x.percent for x in below):
        return
    for c in range(first_column, len(rows[0])):
        total = sum((x.number or 0.0) for row in rows if c < len(row) and (x := row[c]) is not None)
        if abs(total - 100) > 0.51 * len(rows):
            return
    for row in rows[1:]:
        row[first_column:] = [x and replace(x, percent=True) for x in row[first_column:]]


def _cell_of(text: str, base: bool = False) -> Cell | None:
    """Return a number of a table, without the stars of a test that stand before or behind it.

    A base may stand in brackets, and a count behind a percent.
    """
    if base:
        text = text.strip("()")
    percent, _, count = text.partition(" ")
    if _BRACKETED.fullmatch(count) and (cell := cell_of_text(percent)) is not None:
        return replace(cell, text=text)
    bare = re.sub(r"^\*+(?=[^*])|(?<=[\d%])[*†‡]+$", "", text)
    return cell_of_text(bare)


def _place_numbers(row: TextRow, columns: Sequence[Column]) -> dict[int, Word] | None:
    """Return which column each number of a row stands in; None where one cannot be placed.

    Numbers left of all columns belong to the label: "Aged 65".
    """
    at: dict[int, Word] = {}
    if len(row.numbers) == len(columns):
        return dict(enumerate(row.numbers))
    for word in row.numbers:
        fits = [k for k, column in enumerate(columns) if column.holds(word)]
        if len(fits) == 1 and fits[0] not in at:
            at[fits[0]] = word
        elif not at and word.x1 < columns[0].left:
            row.label.append(word)
        else:
            return None
    return at if at or not row.numbers else None


def pages_of_lines(
    lines: Sequence[Line], name: str, limit: Limit | None = None
) -> tuple[list[Page], list[tuple[str, str]]]:
    """Return the tables of aligned words among some lines, and what looks like one and is none.

    A page is short; of a text that need not be, the tables are counted before they are read.
    """
    found, unplaced = _blocks_of(lines)
    if limit is not None:
        limit.check_tables(len(found) + len(unplaced), name)
    pages = [_page_of_block(block, f"{name}, table {k}") for k, block in enumerate(found, start=1)]
    told = []
    for block in unplaced:
        most = max(len(row.numbers) for row in block.held)
        first = block.held[0].line
        told.append((first.place, not_understood(len(block.held), most, first.text[:40])))
    return pages, told


def not_understood(rows: int, columns: int, first: str) -> str:
    """Say that aligned words look like a table, how large it is, and that it gives no figures."""
    return Message(
        "a table of about {rows} × {columns} numbers without rules ({first} …), not understood: "
        "no figures are taken from it",
        rows=rows,
        columns=columns,
        first=repr(first),
    )
