"""How what a book wrote is found again in a file that people have edited: by its alternative text.

Each chart and table ends its alternative text with a mark, "[topline chart importance]": which
part of which question it is. What has no mark is people's own. The text of a table names its rows,
too: others that stand between them are people's own.
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

_MARK = re.compile(r"\[topline (chart|picture|table|caption|note) (.*)\]")

BETWEEN = "; "
"""What stands between the labels of rows in the alternative text of their table."""


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
        Answers that came and went in refreshed parts, by question. One that has another name is
        both: nothing says that it is the same.
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
        """What was refreshed, added, and not matched, and which answers came and went."""
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
        told += [Message("Answers of {answers}.", answers=words) for words in self.answers]
        if self.untitled:
            told.append(
                Message(
                    "Nowhere in it: {titles}; titles that people wrote stay, so look whether they "
                    "still are right.",
                    titles=listed_words(map(repr, self.untitled)),
                )
            )
        return tuple(told)


def fitted_rows(
    there: Sequence[tuple[str, Any]], wanted: Sequence[str], before: str
) -> tuple[list[Any], tuple[str, ...]]:
    """Return the element of each row that is wanted, and the labels of people's own rows.

    Rows are found by their labels, in the order that people gave them; those that are no more are
    taken out, new ones stand below the one before them. What the older book did not write stays.

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
