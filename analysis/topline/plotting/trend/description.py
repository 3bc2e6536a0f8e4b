"""What a chart of waves says: in its record, in the note below, and to people who do not see it."""

from collections.abc import Sequence

import numpy as np

from ...language.marking import marked
from ...language.strings import Strings
from ..frame.record import Record
from ..frame.tables import NEEDED, bounded_rows, common_level
from ..look.theme import Style
from ..publishing.captions import hollow_note
from .waves import Series, Waves
from .wide import wide_table

_DESCRIBED = 3
"""Groups that a description says one by one."""


def record_of(
    waves: Waves,
    kind: str,
    reference: float | None,
    style: Style,
    shown: Sequence[Series] | None = None,
) -> Record:
    """Return the record of a chart of waves; `kind` says what it is, `shown` which groups it names.

    All of them by default.
    """
    say = style.strings
    told = (waves.series if shown is None else shown)[:_DESCRIBED]
    hollow = hollow_note(waves.table, waves.faint, say)
    in_band = {row for series in waves.series for band in series.bands for row in band}
    if not in_band:
        marks = marked("Whiskers")
    elif len(in_band) == len(bounded_rows(waves.table)):
        marks = marked("Bands")
    else:
        marks = marked("Bands and whiskers")
    # the first and last wave of each group, for people who do not see them
    sentences = []
    if len(waves.places) > 1:
        sentences.append(say("{number} waves.", number=len(waves.places)))
    if len(bounded_rows(waves.table)):
        name = say.interval_text(common_level(waves.table))
        sentences.append(say("In brackets: {interval}.", interval=name))
    sentences += [describe_series(waves, series, say) for series in told]
    if len(waves.series) > len(told):
        sentences.append(say("{number} more in the table.", number=len(waves.series) - len(told)))
    breaks = _breaks(waves, say)
    return Record(
        kind=kind,
        marks=marks,
        table=waves.table,
        labels=tuple(
            f"{series.name} {waves.name_of(row)}".strip()
            for series in waves.series
            for row in series.rows
        ),
        reference=reference,
        percent=waves.percent,
        style=style,
        note=" ".join(filter(None, (breaks, *hollow))),
        description=" ".join(filter(None, [*sentences, breaks])),
        wide=wide_table(waves),
    )


def _breaks(waves: Waves, say: Strings) -> str:
    if not waves.breaks:
        return ""
    reasons = say.series_text(dict.fromkeys(found.words for found in waves.breaks))
    if not reasons:
        return say("Not joined across the upright dashed lines.")
    return say("Not joined where the mode or the question changed: {reasons}.", reasons=reasons)


def describe_series(waves: Waves, series: Series, say: Strings) -> str:
    """Describe a group: "2014: 63% (58–68%); 2019: 71% (66–76%)", and what became of it.

    Whether the intervals of both ends overlap is described, not tested.
    """
    if not series.known:
        return (f"{series.name}: " if series.name else "") + say("no estimate.")
    rows = list(dict.fromkeys((series.known[0], series.known[-1])))
    ends = waves.table[list(NEEDED[1:])].iloc[rows].to_numpy(dtype=float)
    words = []
    for row, (low, high) in zip(rows, ends, strict=True):
        look = waves.formats[row]
        limits = say("no interval")
        if np.isfinite(low + high):
            limits = look.limits(low, high, say)
        wave = " ".join(waves.name_of(row).split())
        value = look.value(float(waves.table["estimate"].iloc[row]), say)
        value += waves.signs[row]
        words.append(f"{wave}: {value} ({limits})")
    change = ""
    if len(rows) > 1 and np.isfinite(ends).all():
        (first_low, first_high), (last_low, last_high) = ends
        change = say("No clear change; their intervals overlap.")
        if last_low > first_high:
            change = say("Up; their intervals do not overlap.")
        elif last_high < first_low:
            change = say("Down; their intervals do not overlap.")
    name = f"{series.name}, " if series.name else ""
    return f"{name}{'; '.join(words)}. {change}".rstrip()
