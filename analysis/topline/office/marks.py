"""How what a book wrote is found again in a file that people have edited: by its alternative text.

Each chart and table ends its alternative text with a mark, "[topline chart importance]": which
part of which question it is. What has no mark is people's own.
"""

import re
from dataclasses import dataclass

from ..language.amounts import listed_words
from ..language.message import Message
from ..shown import one_line, shown_text
from ..spoken import Spoken

_MARK = re.compile(r"\[topline (chart|picture|table|caption|note) (.*)\]")


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
                "{refreshed} parts refreshed, {added} added.",
                refreshed=len(self.refreshed),
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
