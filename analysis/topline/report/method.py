"""How a report's intervals were made: only what was computed, with its primary sources."""

from dataclasses import dataclass

import pandas as pd

from ..figures.flags import FLAGS
from ..row_intervals import CEILING, KORN_GRAUBARD, ROW_METHODS
from ..statistics.intervals import mean, proportion
from ..wording import level_text

SHARE_KEYS = (KORN_GRAUBARD, "asin", "logit_replicates")


@dataclass(frozen=True)
class MethodNote:
    """One interval method that was used: what for, its name, its primary source."""

    purpose: str
    label: str
    source: str


def method_notes(table: pd.DataFrame) -> list[MethodNote]:
    """Describe every interval method in a table."""
    return [_note(str(key)) for key in table["interval"].dropna().unique()]


def _note(key: str) -> MethodNote:
    if key.startswith(CEILING):
        row = mean.METHODS[key.removeprefix(CEILING)]
        return MethodNote("Means of respondents' estimates", row.label, row.source)
    if key in ROW_METHODS:
        kind = "Shares" if key in SHARE_KEYS else "Means, totals and other values"
        return MethodNote(kind, ROW_METHODS[key].label, ROW_METHODS[key].source)
    row = proportion.METHODS[key]
    return MethodNote("Shares of respondents", row.label, row.source)


def levels(table: pd.DataFrame) -> str:
    """Name the confidence levels of a table."""
    return " and ".join(level_text(level) for level in table["confidence_level"].dropna().unique())


def flags_used(table: pd.DataFrame) -> list[str]:
    """Return the flags that occur in a table, in the order of FLAGS."""
    seen = {flag for text in table["flag"] for flag in str(text).split("; ")}
    return [phrase for phrase in FLAGS.values() if phrase in seen]
