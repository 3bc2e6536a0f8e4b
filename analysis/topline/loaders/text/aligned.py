"""Text whose columns stand below each other, with blanks between them: as programs print tables."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .dialect import DELIMITERS, DOUBLED
from .records import Record

_FEWEST_ROWS = 5
"""Lines below the names from which on it is no chance that all have a blank in one place."""

_RULE = re.compile(r"[-=_]+(?:[ +]+[-=_]+)*")
"""A line below the names, which some programs draw."""

_NUMBER = re.compile(r"[-+]?\d*[.,]?\d+")


def may_be_aligned(head: str) -> bool:
    """Tell whether the first line names several columns with nothing but blanks between them."""
    first = next(filter(None, map(str.strip, head.splitlines())), "")
    signs = any(sign in first for sign in (*DELIMITERS, *DOUBLED, '"'))
    return " " in first and not signs


def aligned_rows(text: str, header_rows: int | None) -> list[Record] | None:
    """Return the cells of lines whose columns are parted by blanks; None where they are not.

    Either all lines have the same number of words, a column of numbers among them, or the same
    places are blank in all of them, which part as many columns as the first line has names.

    Parameters
    ----------
    text : str
    header_rows : int, optional
        0 where the first line names nothing.
    """
    filled = [
        (at, line.rstrip())
        for at, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not _RULE.fullmatch(line.strip())
    ]
    lines = [line for _, line in filled]
    named = header_rows != 0
    if len(lines) < _FEWEST_ROWS + named or '"' in text:
        return None
    rows = _by_words(lines, named=named) or _by_places(lines, named=named)
    if rows is None:
        return None
    return [Record(at, cells) for (at, _), cells in zip(filled, rows, strict=True)]


def _by_words(lines: Sequence[str], *, named: bool) -> list[list[str]] | None:
    """Return the words of lines that have as many; rows of R have a name more than the header."""
    words = [line.split() for line in lines]
    below = words[named:]
    width = len(below[0])
    if width < 2 or any(len(row) != width for row in below):
        return None
    if named and len(words[0]) == width - 1:
        words[0] = ["", *words[0]]
    numbers = any(all(map(_NUMBER.fullmatch, column)) for column in zip(*below, strict=True))
    return words if len(words[0]) == width and numbers else None


def _by_places(lines: Sequence[str], *, named: bool) -> list[list[str]] | None:
    """Return the cells between places that are blank in all lines, cut where a column begins."""
    longest = max(map(len, lines)) + 1
    head, below = np.zeros((2, longest), bool)
    for at, line in enumerate(lines):
        taken = np.frombuffer(line.encode("utf-32-le"), np.uint32) != ord(" ")
        (head if named and at == 0 else below)[: len(line)] |= taken
    either = np.diff((head | below).astype(int), prepend=0)
    runs = [*zip(np.flatnonzero(either > 0), np.flatnonzero(either < 0), strict=True)]
    starts: list[int] = []
    last, waiting = -_GAP, False
    for start, end in runs:
        told, answered = head[start:end].any() or not named, below[start:end].any()
        # a name of several words, below some of which nothing stands; a cell of several words
        joins = start - last < _GAP and (waiting or not answered)
        if starts and (joins or not told):
            waiting = waiting and not answered
        else:
            starts.append(int(start))
            waiting = not answered
        last = int(end)
    if len(starts) < 2:
        return None
    edges = [*pairwise((0, *starts[1:])), (starts[-1], longest)]
    return [[line[start:end].strip() for start, end in edges] for line in lines]


_GAP = 2
"""Blanks between columns; one alone may stand between the words of a name."""
