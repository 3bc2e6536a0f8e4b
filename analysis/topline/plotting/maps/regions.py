"""The estimates of a map: one for each region, and what is said of them all."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ...errors import ArgumentError, DataError
from ...language.strings import Strings
from ...shown import one_line
from ..frame.rows import Rows, read_rows
from ..given import Chartable
from ..publishing.captions import undrawn_intervals

_LISTED = 5
"""Regions that a message names."""


@dataclass(frozen=True, eq=False)
class Regions:
    """Estimates by region.

    Attributes
    ----------
    rows : Rows
    names : tuple of str
        What the data call each region.
    """

    rows: Rows
    names: tuple[str, ...]

    def text_of(self, row: int) -> str:
        """Return what stands on a region: its value."""
        return self.rows.values[row]  # noqa: PD011


def read_regions(
    estimates: Chartable, region: str | None, suppressed: str, strings: Strings
) -> Regions:
    """Read one estimate for each region.

    Raises
    ------
    DataError
        When a region has several.
    """
    rows = read_rows(
        estimates, label=region, suppressed=suppressed, strings=strings, named_by="region"
    )
    cells = rows.table[region] if region is not None else pd.Series(rows.labels)
    names = tuple(one_line(cell) for cell in cells)
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise DataError(
            f"{twice[0]!r} has several estimates, and a region of a map has one colour; choose one "
            "answer, such as by Estimates.subset"
        )
    return Regions(rows, names)


def refuse_unknown(unknown: Sequence[str], of: str, known: Sequence[str]) -> None:
    """Refuse regions that the map has not.

    Raises
    ------
    ArgumentError
        When there are some.
    """
    if not unknown:
        return
    more = f" and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
    listed = ", ".join(map(repr, unknown[:_LISTED]))
    raise ArgumentError(
        f"{listed}{more} is not on the map; expected {of} such as "
        f"{', '.join(map(repr, known[:3]))}: rename them, or leave them out"
    )


def map_note(regions: Regions, without: int, say: Strings) -> str:
    """Say what colours are, which regions have none, and how wide the intervals are.

    A map draws no intervals: the table beside it has them, and the note their widths.
    """
    sentences = [say("Colour: the estimate of each region, whose people may be few or many.")]
    sentences += undrawn_intervals(regions.rows.table, say, percent=regions.rows.percent)
    if without:
        sentences.append(say("Grey: no estimate."))
    return " ".join(sentences)
