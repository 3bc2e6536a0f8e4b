"""Labels of aligned words: over two lines, and in two columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..pages.cells import cell_of_text
from ..pages.page import Row
from .words import Line, Word, joined, pieces

_LEADERS = re.compile(r"(?:(?<![.…·_])[.…·_]{2,}|(?<! [.…·_])(?: [.…·_])+)$")
_SAME = 1.5
"""Points, or letters, by which the beginnings of labels of one column may differ."""


@dataclass
class TextRow:
    """A line of a table: its label, the numbers beside it, and where it stands."""

    line: Line
    label: list[Word]
    numbers: list[Word]
    more: str = ""

    @property
    def text(self) -> str:
        """Return its label, without the dots that lead to its numbers."""
        words = joined(self.label)
        return _LEADERS.sub("", f"{self.more} {words}".strip()).strip()


def join_labels(rows: Sequence[TextRow]) -> list[TextRow]:
    """Put labels over two lines together: what goes on in small letters is part of the other."""
    kept: list[TextRow] = []
    for row in rows:
        before = kept[-1] if kept else None
        small = row.text[:1].islower()
        if before is not None and small and not row.numbers and before.numbers:
            before.label = [*before.label, *row.label]
        elif before is not None and small and row.numbers and not before.numbers:
            row.more = before.text
            kept[-1] = row
        else:
            kept.append(row)
    return kept


def second_labels(rows: Sequence[TextRow]) -> float | None:
    """Return where a second column of labels begins, right of what the rows below share.

    As in "Gender  Men" above "Women": two rows have words left of it, and another none.
    """
    parted = [pieces(row.label) for row in rows if row.label]
    starts = [part[1][0].x0 for part in parted if len(part) == 2]
    alone = [part[0][0].x0 for part in parted if len(part) == 1]
    second = starts[0] if starts else 0.0
    shared = len(starts) > 1 and all(abs(x - second) <= _SAME for x in starts)
    below = shared and any(abs(x - second) <= _SAME for x in alone)
    # a label that runs on over both is that of neither
    across = any(
        part[0][-1].x1 > second - _SAME and abs(part[0][0].x0 - second) > _SAME for part in parted
    )
    return second if below and not across else None


def label_cells(row: TextRow, second: float | None, left: float) -> Row:
    """Return the cell of a row's label, set in as it is printed, or one of each of two columns."""
    if second is not None:
        first = [word for word in row.label if word.x0 < second - _SAME]
        rest = [word for word in row.label if word.x0 >= second - _SAME]
        return [cell_of_text(_LEADERS.sub("", joined(part)).strip()) for part in (first, rest)]
    indent = round((row.label[0].x0 - left) / 4) if row.label and not row.more else 0
    return [cell_of_text(" " * max(indent, 0) + row.text) if row.text else None]
