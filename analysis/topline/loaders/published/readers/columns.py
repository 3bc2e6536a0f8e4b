"""Where columns of aligned numbers stand, and which words above head each of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..words.kinds import kind_of
from .words import Line, Word, joined, pieces, space_of

_NEAR = 0.75
"""Letters by which the edges of numbers in one column may differ."""

_MIDDLE = 0.35
"""Part of the distance of two columns by which a title may miss the middle of what it is over."""

_MOST_WAYS = 500
"""Ways in which titles may share columns that are followed further."""

_BEHIND = "%)*†‡"
"""What may stand right of the last digit of a number."""

_EDGES: Sequence[Callable[[Word], float]] = (
    lambda word: word.x1,
    lambda word: (word.x0 + word.x1) / 2,
    lambda word: word.x0,
    lambda word: word.x0 + (word.x1 - word.x0) * len(word.text.rstrip(_BEHIND)) / len(word.text),
)
"""What numbers of a column have in common: their right edges, their middles, their left edges, or
the right edges of their digits."""

_ASKS = re.compile(r"(?:Q\d+|\d+)[a-z]?[.)]\s|Table\s|ASK\b|Base\b", re.IGNORECASE)
_UNIT = re.compile(r"thousand|million|per ?cent|%|prozent|dollar|euro", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of numbers: which edge they share, where it is, and how far they reach."""

    edge: Callable[[Word], float]
    at: float
    near: float
    left: float
    right: float

    def holds(self, word: Word) -> bool:
        """Tell whether a number stands in the column."""
        return abs(self.edge(word) - self.at) <= self.near


def columns_of(rows: Sequence[Sequence[Word]]) -> list[Column] | None:
    """Return the columns of some rows of numbers; None where they share no edges.

    At least half of the rows, and two, have a number in every column.
    """
    words = [word for row in rows for word in row]
    if not words:
        return None
    near = _NEAR * sum(word.x1 - word.x0 for word in words) / sum(len(w.text) for w in words)
    most = max(map(len, rows))
    whole = [row for row in rows if len(row) == most]
    if len(whole) < 2 or 2 * len(whole) < len(rows):
        return None
    for edge in _EDGES:
        groups = [[row[k] for row in whole] for k in range(most)]
        columns = [
            Column(
                edge,
                sorted(map(edge, group))[len(group) // 2],
                near,
                min(word.x0 for word in group),
                max(word.x1 for word in group),
            )
            for group in groups
        ]
        apart = all(one.right < two.left for one, two in pairwise(columns))
        pairs = zip(columns, groups, strict=True)
        if apart and all(column.holds(word) for column, group in pairs for word in group):
            return columns
    return None


@dataclass(frozen=True)
class Heads:
    """The headings above columns: levels from top to bottom, what spans several, and titles."""

    levels: list[list[str]]
    spans: list[tuple[int, int, int]]
    titles: list[str]


@dataclass
class _Lowest:
    """The headings of single columns, and how far each reaches to both sides.

    Attributes
    ----------
    measures : list of str
        The lowest line of them, where it says what the numbers are: "Percent", "SE".
    """

    texts: list[str]
    extents: list[tuple[float, float]]
    measures: list[str] = field(default_factory=list)

    def put_above(self, line: Mapping[int, Sequence[Word]]) -> None:
        """Put the words of a line above those below it, column by column."""
        if not self.measures and all(kind_of(text) for text in self.texts):
            # the lowest line says what the numbers are, and those above it whose they are
            self.measures, self.texts = self.texts, [""] * len(self.texts)
        for k, words in line.items():
            left, right = words[0].x0, words[-1].x1
            if self.texts[k]:
                left, right = min(self.extents[k][0], left), max(self.extents[k][1], right)
            self.extents[k] = left, right
            self.texts[k] = f"{joined(words)} {self.texts[k]}".strip()


def headings_above(
    lines: Sequence[Line], columns: Sequence[Column], mirrored: bool, margin: float
) -> Heads:
    """Read the lines above some columns.

    The lowest lines head a column each, in one line or more; a line above them has titles, each in
    the middle of the columns it is over. Then come lines of words, such as the question. A column
    may be left without a heading.
    """
    near, space = columns[0].near, space_of(lines)
    numbers = [(column.left, column.right) for column in columns]
    lowest = _Lowest([""] * len(columns), list(numbers))
    upper: list[list[tuple[str, int, int]]] = []
    units: list[str] = []
    rest = list(lines)
    while rest and not _is_sentence(rest[-1], columns, mirrored, margin):
        line = rest.pop()
        over = [
            piece
            for piece in pieces(line.words, space)
            if (piece[0].x0 <= columns[-1].right + 4 * near if mirrored
                else piece[-1].x1 > columns[0].left - near)
        ]  # fmt: skip
        if not over:
            # words left of all columns head the labels, or say in what unit the numbers are
            units += [line.text] if _UNIT.search(line.text) else []
            continue
        at = None if upper else _over_columns(over, lowest.extents, lowest.texts, near)
        if at is not None:
            lowest.put_above(at)
            continue
        pairs = zip(lowest.extents, numbers, strict=True)
        wide = [(min(a, c), max(b, d)) for (a, b), (c, d) in pairs]
        spanning = _over_groups(over, wide)
        if spanning is None:
            rest.append(line)
            break
        upper.append(spanning)
    upper.reverse()
    first = [{a: text for text, a, _ in level} for level in upper]
    levels = [[texts.get(k, "") for k in range(len(columns))] for texts in first]
    levels += [level for level in (lowest.texts, lowest.measures) if any(level)] or [lowest.texts]
    spans = [(r, a, b) for r, level in enumerate(upper) for _, a, b in level if b > a]
    return Heads(levels, spans, [*(line.text for line in rest), *units])


def _is_sentence(line: Line, columns: Sequence[Column], mirrored: bool, margin: float) -> bool:
    """Tell whether a line is running text, which heads no column: a question, a title.

    It begins near the margin of the labels and runs over the columns.
    """
    first = pieces(line.words)[0]
    if line.text.endswith(("?", ".", ":")) or _ASKS.match(line.text):
        return True
    if mirrored:
        # headings of several waves are as many pieces as there are columns
        return len(line.words) > 4 and not 1 < len(pieces(line.words)) <= len(columns)
    # a heading of one column may be wide, but does not begin where the labels do
    stub = columns[0].left - margin
    begins = first[0].x0 - margin < stub * (0.5 if len(columns) > 1 else 0.25)
    return begins and (first[-1].x1 > columns[-1].left or (len(columns) == 1 and len(first) > 4))


def _over_columns(
    over: Sequence[Sequence[Word]],
    extents: Sequence[tuple[float, float]],
    leaves: Sequence[str],
    near: float,
) -> dict[int, list[Word]] | None:
    """Return the words of a line over each column; None where they stand over several.

    Words overlap the numbers of their column; above words of a heading they share its middle or
    one of its edges.
    """
    found: dict[int, list[Word]] = {}
    for piece in over:
        left, right = piece[0].x0, piece[-1].x1
        reach = [min(right, b) - max(left, a) for a, b in extents]
        found.setdefault(reach.index(max(reach)), []).extend(piece)
    for k, words in found.items():
        left, right = words[0].x0, words[-1].x1
        a, b = extents[k]
        others = [e for j, e in enumerate(extents) if j != k]
        if any(left < d - near and right > c + near for c, d in others):
            return None
        if not leaves[k] and (left > b + near or right < a - near):
            return None
        shares = (
            not leaves[k]
            or min(abs(left - a), abs(right - b), abs((left + right - a - b) / 2)) <= 1.5 * near
        )
        if not shares:
            return None
    return found


def _over_groups(
    over: Sequence[Sequence[Word]], extents: Sequence[tuple[float, float]]
) -> list[tuple[str, int, int]] | None:
    """Return the columns that each title of a line is in the middle of; None where unsure.

    Of all ways in which titles share columns the one that leaves the fewest bare is taken, and of
    those the one that misses the middles least.
    """
    pitch = (extents[-1][1] - extents[0][0]) / len(extents)
    middles = [(piece[0].x0 + piece[-1].x1) / 2 for piece in over]
    ways: list[tuple[int, float, list[tuple[int, int]]]] = [(0, 0.0, [])]
    for piece, middle in zip(over, middles, strict=True):
        following = [
            (covered + b - a + 1, off - abs(missed), [*runs, (a, b)])
            for covered, off, runs in ways
            for a in range(runs[-1][1] + 1 if runs else 0, len(extents))
            for b in range(a, len(extents))
            if abs(missed := (extents[a][0] + extents[b][1]) / 2 - middle) <= _MIDDLE * pitch
            and piece[0].x0 > extents[a][0] - pitch / 2
            and piece[-1].x1 < extents[b][1] + pitch / 2
        ]
        ways = sorted(following, reverse=True)[:_MOST_WAYS]
    if not ways:
        return None
    runs = ways[0][2]
    return [(joined(piece), a, b) for piece, (a, b) in zip(over, runs, strict=True)]
