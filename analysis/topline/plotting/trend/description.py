"""What is said of waves: in the note under the chart, and to people who do not see it."""

from typing import Any

import numpy as np

from ..frame.rows import range_text
from ..look.strings import Strings
from .waves import Series, Waves
from .words import value_text

_TOLD = 3
"""Groups told one by one in a description."""


def marks_of(waves: Waves) -> str:
    """Name the marks that show intervals."""
    in_band = {row for series in waves.series for band in series.bands for row in band}
    bounded = waves.table[["ci_low", "ci_high"]].notna().all(axis=1)
    if not in_band:
        return "Whiskers"
    return "Bands" if len(in_band) == int(bounded.sum()) else "Bands and whiskers"


def note_of(waves: Waves, say: Strings) -> str:
    """Say where lines are not joined."""
    if not waves.breaks:
        return ""
    told = "; ".join(filter(None, dict.fromkeys(found.words for found in waves.breaks)))
    if not told:
        return say("Not joined across the upright dashed lines.")
    return say("Not joined where the mode or the question changed: {reasons}.", reasons=told)


def describe_waves(waves: Waves, say: Strings) -> str:
    """Describe the first and last wave of each group for people who do not see them."""
    said = []
    if len(waves.places) > 1:
        said.append(say("{number} waves.", number=len(waves.places)))
    if waves.table[["ci_low", "ci_high"]].notna().all(axis=1).any():
        said.append(say("In brackets: {interval}.", interval=_interval(waves, say)))
    said += [_told(waves, series, say) for series in waves.series[:_TOLD]]
    if len(waves.series) > _TOLD:
        said.append(say("{number} more in the table.", number=len(waves.series) - _TOLD))
    return " ".join(filter(None, [*said, note_of(waves, say)]))


def _interval(waves: Waves, say: Strings) -> str:
    """Name the interval by its level, if all have the same."""
    table = waves.table
    levels: list[Any] = []
    if "confidence_level" in table:
        levels = list(table["confidence_level"].dropna().unique())
    if len(levels) != 1:
        return say("interval")
    return say("{level} interval", level=say.level_text(float(levels[0])))


def _told(waves: Waves, series: Series, say: Strings) -> str:
    """Tell the first and last wave of a group, and what became of it between them."""
    known = [row for run in series.runs for row in run]
    if not known:
        return (f"{series.name}: " if series.name else "") + say("no estimate.")
    ends = [known[0]] if len(known) == 1 else [known[0], known[-1]]
    told = "; ".join(_wave(waves, row, say) for row in ends)
    name = f"{series.name}, " if series.name else ""
    return f"{name}{told}. {_change(waves, ends, say)}".rstrip()


def _wave(waves: Waves, row: int, say: Strings) -> str:
    """Print wave, value and interval: "2014: 63% (58–68%)"."""
    name = " ".join(waves.names[waves.places.index(float(waves.x[row]))].split())
    cells = waves.table.iloc[row]
    limits = say("no interval")
    if np.isfinite(cells["ci_low"] + cells["ci_high"]):
        low, high = float(cells["ci_low"]), float(cells["ci_high"])
        limits = range_text(low, high, waves.percent, say)
    return f"{name}: {value_text(waves, row, say)} ({limits})"


def _change(waves: Waves, ends: list[int], say: Strings) -> str:
    """Describe, not test: whether the intervals of both ends overlap."""
    rows: Any = waves.table[["ci_low", "ci_high"]].iloc[ends].to_numpy(dtype=float)
    if len(ends) < 2 or not np.isfinite(rows).all():
        return ""
    (first_low, first_high), (last_low, last_high) = rows
    if last_low > first_high:
        return say("Up; their intervals do not overlap.")
    if last_high < first_low:
        return say("Down; their intervals do not overlap.")
    return say("No clear change; their intervals overlap.")
