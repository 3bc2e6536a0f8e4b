"""Words with their places, in lines from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word, and from where to where it runs."""

    text: str
    x0: float
    x1: float
    box: str = ""


@dataclass(frozen=True)
class Line:
    """Words of one height, from left to right."""

    words: tuple[Word, ...]
    top: float
    height: float
    place: str

    @property
    def text(self) -> str:
        """What it says."""
        return joined(self.words)


def joined(words: Iterable[Word]) -> str:
    """Return words as a text."""
    return " ".join(word.text for word in words)


def pieces(words: Sequence[Word]) -> list[list[Word]]:
    """Part the words of a line where the gap between two is wider than that within a heading."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.x0 - found[-1][-1].x1 <= gap_within(found[-1][-1]):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def gap_within(word: Word) -> float:
    """Return how far two words of a heading may stand apart: a letter and a little."""
    return 1.15 * (word.x1 - word.x0) / max(len(word.text), 1)


def lines_of_text(lines: Sequence[str], places: Sequence[str]) -> list[Line]:
    """Return preformatted text as lines of words, a letter one wide and a line one high."""
    found = []
    for k, (line, place) in enumerate(zip(lines, places, strict=True)):
        words, at = [], 0
        for text in line.expandtabs(8).split():
            at = line.expandtabs(8).index(text, at)
            words.append(Word(text, at, at + len(text)))
            at += len(text)
        if words:
            found.append(Line(tuple(words), float(k), 1.0, place))
    return found
