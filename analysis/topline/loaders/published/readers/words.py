"""Words with their places, in lines from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


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


def space_of(lines: Iterable[Line]) -> float:
    """Return the narrowest space between two words of some lines: that within a heading."""
    gaps = [
        two.x0 - one.x1 for line in lines for one, two in pairwise(line.words) if two.x0 > one.x1
    ]
    return min(gaps, default=float("inf"))


def pieces(words: Sequence[Word], space: float = float("inf")) -> list[list[Word]]:
    """Part the words of a line where a gap is wider than those within a heading.

    That is a letter and a little, or half as much again as the narrowest space around.
    """
    found: list[list[Word]] = []
    for word in words:
        last = found[-1][-1] if found else None
        letter = (last.x1 - last.x0) / max(len(last.text), 1) if last else 0.0
        if last and word.x0 - last.x1 <= min(1.15 * letter, 1.6 * space):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def lines_of_text(lines: Sequence[str], places: Sequence[str]) -> list[Line]:
    """Return preformatted text as lines of words, a letter one wide and a line one high."""
    found = []
    for k, (line, place) in enumerate(zip(lines, places, strict=True)):
        words, at = [], 0
        spaced = line.expandtabs(8)
        for text in spaced.split():
            at = spaced.index(text, at)
            words.append(Word(text, at, at + len(text)))
            at += len(text)
        if words:
            found.append(Line(tuple(words), float(k), 1.0, place))
    return found
