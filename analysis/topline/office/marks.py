"""How what a book wrote is found again in a file that people have edited: by its alternative text.

Each chart and table ends its alternative text with a mark, "[topline chart importance]": which
part of which question it is. What has no mark is people's own. The text of a table names its rows
and columns, too: others that stand between them are people's own.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..language.amounts import listed_words
from ..language.message import Message
from ..shown import one_line, shown_text
from ..spoken import Spoken
from ..values import Value

_MARK = re.compile(r"\[topline (chart|picture|table|caption|note) (.*)\]")

BETWEEN = "; "
"""What stands between heads and labels of rows in the alternative text of their table."""


def with_mark(words: str, part: str, key: str) -> str:
    """Return alternative text with its mark."""
    return f"{shown_text(words)}\n[topline {part} {marked_key(key)}]"


def marked_key(key: str) -> str:
    """Return the name of a question as a mark has it: signs that no file can hold written out."""
    return key if one_line(key) == key else key.encode("unicode_escape").decode("ascii")


def mark_of(words: str | None) -> tuple[str, str] | None:
    """Return the part and the question that a mark names; None where there is none."""
    line = (words or "").rstrip().rpartition("\n")[2]
    # what answers say before it is none; nor is it where a program made one line of all
    found = _MARK.fullmatch(line) or _MARK.fullmatch(line[max(0, line.rfind("[topline ")) :])
    return (found[1], found[2]) if found else None


@dataclass(frozen=True, eq=False, kw_only=True)
class BookChanges(Spoken):
    """What became of an older file.

    Attributes
    ----------
    refreshed, added : tuple of str
        Parts that were found and have new numbers, and those that were not there.
    unmatched : tuple of str
        Parts of the file that the book has no question for, or that are no longer a chart with
        categories, a table or a picture; they are left as they are.
    answers : tuple of str
        Answers and columns that came and went in refreshed parts, by question. One that has another
        name is both: nothing says that it is the same.
    untitled : tuple of str
        Title and subtitle of the book, where the file no longer has those of the book before.
    """

    refreshed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    untitled: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was refreshed, added, and not matched, and which answers and columns came."""
        told: list[str] = [
            Message(
                "One part refreshed, {added} added.",
                "{n} parts refreshed, {added} added.",
                n=len(self.refreshed),
                added=len(self.added),
            )
        ]
        if self.added and self.refreshed:
            told.append(Message("Added: {parts}.", parts=listed_words(self.added)))
        if self.unmatched:
            told.append(
                Message(
                    "Left as they are, of no question or made into another shape: {parts}.",
                    parts=listed_words(self.unmatched),
                )
            )
        told += [
            Message("Answers and columns of {answers}.", answers=words) for words in self.answers
        ]
        if self.untitled:
            told.append(
                Message(
                    "Nowhere in it: {titles}; titles that people wrote stay, so look whether they "
                    "still are right.",
                    titles=listed_words(map(repr, self.untitled)),
                )
            )
        return tuple(told)


@dataclass(frozen=True, eq=False, kw_only=True)
class Fitted(Value):
    """Where a table has what is wanted.

    Attributes
    ----------
    rows : tuple of element
        Of the heads, and of each row that is wanted.
    columns : tuple of int
        Places of the labels, and of each column that is wanted.
    own : tuple of str
        Rows and columns that are people's own, in words.
    """

    rows: tuple[Any, ...]
    columns: tuple[int, ...]
    own: tuple[str, ...]


def fitted(table: Any, cells: Sequence[Sequence[str]], before: str) -> Fitted:
    """Give a table of a deck or a document the rows and columns it needs, and say where they are.

    Both are found by their words, in the order that people gave them; those that are no more are
    taken out, new ones stand behind the one before them. What the older book did not write stays.

    Parameters
    ----------
    table : table of python-pptx or python-docx
    cells : sequence of sequence of str
        Words of the heads and of each row, labels first.
    before : str
        Alternative text that the older book wrote, which ends in its heads and labels.
    """
    wanted = [[one_line(words) for words in row] for row in cells]
    words = [[cell.text for cell in row.cells] for row in table.rows]
    head, label = corner(words, before)
    columns, strange = fitted_columns(table._tbl, words[head], label, wanted[0][1:], before)
    elements = [row._tr for row in table.rows]
    there = [(row[label], tr) for row, tr in zip(words, elements, strict=True)][head + 1 :]
    rows, added = fitted_rows(there, [row[0] for row in wanted[1:]], before)
    # of a line that is one cell, only the first place may have its words
    above = [next(filter(None, row)) for row in words[:head] if any(row)]
    named = {"row": [*above, *added], "column": strange}
    own = (f"{what} {one!r}" for what, many in named.items() for one in many)
    return Fitted(rows=(elements[head], *rows), columns=tuple(columns), own=tuple(own))


def corner(words: Sequence[Sequence[str]], before: str) -> tuple[int, int]:
    """Return the row of the heads and the column of the labels of an older book.

    People may have put a row or a column of their own before them.
    """
    known = [[was_written(one, before) for one in row] for row in words]
    most = [sum(column) for column in zip(*known, strict=False)]
    label = most.index(max(most))
    heads = [sum(row) - row[label] for row in known]
    return heads.index(max(heads)), label


def labels_in(table: Any, before: str) -> list[str]:
    """Return the labels of rows and columns of a table that an older book wrote."""
    words = [[cell.text for cell in row.cells] for row in table.rows]
    head, label = corner(words, before)
    heads = [without_letter(one) for at, one in enumerate(words[head]) if at != label and one]
    return [*(row[label] for row in words[head + 1 :]), *heads]


def without_letter(head: str) -> str:
    """Return the head of a column without its letter, which may be another one in each wave."""
    return re.sub(r" \([A-Z][′″]*\)$", "", head)


def fitted_columns(
    grid: Any, heads: Sequence[str], label: int, wanted: Sequence[str], before: str
) -> tuple[list[int], list[str]]:
    """Return the places of the labels and of each wanted column, and heads of people's own."""
    others = [at for at in range(len(heads)) if at != label]
    ours = [at for at in others if was_written(heads[at], before)]
    own = [heads[at] for at in others if heads[at] and at not in ours and heads[at] not in wanted]
    plain = [without_letter(one) for one in wanted]
    left = {heads[at]: at for at in reversed(others)}
    by_plain = {without_letter(heads[at]): at for at in reversed(ours)}
    places: list[int | None] = [left.get(one, by_plain.get(without_letter(one))) for one in wanted]
    found = [at for at in places if at is not None]
    if not ours or not found or len(set(plain)) < len(plain) or len(set(found)) < len(found):
        # of an older version, of heads of the same words, or all of other names: by their places
        kept = (ours or others)[: len(wanted)]
        places, own = [*kept, *[None] * (len(wanted) - len(kept))], own if ours else []
    # elements keep their places while others come and go
    marks = list(grid.tblGrid.gridCol_lst)
    known = [None if at is None else marks[at] for at in places]
    for at in (one for one in reversed(ours or others) if one not in places):
        grid.tblGrid.remove(grid.tblGrid.gridCol_lst[at])
        for row in grid.tr_lst:
            for cell in spread(row)[at : at + 1]:
                # one over several columns gets narrower
                if getattr(cell, "grid_span", 1) > 1:
                    cell.grid_span -= 1
                else:
                    row.remove(cell)
    last = marks[label]
    for k, one in enumerate(known):
        if one is None:
            known[k] = add_column(grid, grid.tblGrid.gridCol_lst.index(last))
        last = known[k]
    now = list(grid.tblGrid.gridCol_lst)
    return [now.index(one) for one in (marks[label], *known)], own


def spread(row: Any) -> list[Any]:
    """Return the cell in each column of a row; a cell over several columns stands in each."""
    return [cell for cell in row.tc_lst for _ in range(getattr(cell, "grid_span", 1))]


def add_column(grid: Any, at: int) -> Any:
    """Put a column without words behind another, as it looks, and return what has its width."""
    beside = grid.tblGrid.gridCol_lst[at]
    made = deepcopy(beside)
    beside.addnext(made)
    for row in grid.tr_lst:
        cells = spread(row)[at : at + 2]
        if len(cells) > 1 and cells[0] is cells[1]:
            cells[0].grid_span += 1
        elif cells:
            new = deepcopy(cells[0])
            if getattr(new, "grid_span", 1) > 1:
                new.grid_span = 1
            for words in new.iter():
                if str(words.tag).endswith("}t"):
                    words.text = ""
            cells[0].addnext(new)
    return made


def fitted_rows(
    there: Sequence[tuple[str, Any]], wanted: Sequence[str], before: str
) -> tuple[list[Any], tuple[str, ...]]:
    """Return the element of each row that is wanted, and the labels of people's own rows.

    Parameters
    ----------
    there : sequence of (str, element)
        Label and element of each row below the heads.
    wanted : sequence of str
    before : str
        Alternative text that the older book wrote, which ends in the labels of its rows.
    """
    written = [label for label, _ in there if was_written(label, before)]
    if not written or len(set(wanted)) < len(wanted):
        # of an older version, or of rows of the same words: by their places
        return by_places([row for _, row in there], len(wanted)), ()
    own = tuple(label for label, _ in there if label not in written and label not in wanted)
    known: dict[str, Any] = {}
    for label, row in there:
        if label in wanted:
            known.setdefault(label, row)
    if not known:
        # all answers have other names: the rows of those before
        return by_places([row for label, row in there if label in written], len(wanted)), own
    for label, row in there:
        if label in written and known.get(label) is not row:
            row.getparent().remove(row)
    above = next(iter(known.values()))
    found = []
    for label in wanted:
        if label not in known:
            known[label] = deepcopy(above)
            above.addnext(known[label])
        above = known[label]
        found.append(above)
    return found, own


def was_written(label: str, before: str) -> bool:
    """Return whether an older book wrote a row of this label."""
    # a program may have made one line of the words and their mark
    words = before[: max(0, before.rfind("[topline "))].rstrip()
    return bool(label) and f"{BETWEEN}{shown_text(label)};" in f"{words};"


def by_places(rows: Sequence[Any], number: int) -> list[Any]:
    """Return so many rows: the first ones, without those behind, or with copies of the last."""
    for row in rows[number:]:
        row.getparent().remove(row)
    found = [*rows[:number]]
    while len(found) < number:
        new = deepcopy(found[-1])
        found[-1].addnext(new)
        found.append(new)
    return found
