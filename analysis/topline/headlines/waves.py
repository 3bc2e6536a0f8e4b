"""Waves: from the first to the last, whether anything rose or fell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..language.marking import marked
from .apart import Apart, apart
from .finding import Claim, Finding, Words
from .groups import not_compared
from .measures import Measure
from .panels import Panel
from .sentences import CHANGED, UNCHANGED
from .words import named

_ADJUST = "holm"
"""Any change of a table may become the finding."""


@dataclass(frozen=True)
class Columns:
    """The columns of waves, and of how people were asked where there is one."""

    wave: str
    mode: str | None


@dataclass(frozen=True, eq=False)
class Change:
    """A measure in the first and in the last wave of a series.

    Attributes
    ----------
    measure : Measure
    first, last : int
        Places of the panels.
    series : str
        The group; "" where there is one series.
    """

    measure: Measure
    first: int
    last: int
    series: str


def wave_finding(
    panels: Sequence[Panel], families: Sequence[Sequence[Measure]], columns: Columns
) -> Finding | None:
    """Return whether something rose or fell from the first wave to the last.

    None where no series has two waves that may be compared.

    Parameters
    ----------
    panels : sequence of Panel
        One question in each wave, and in each group where there are any.
    families : sequence of sequence of Measure
        What is compared, the nets of a scale before its answers.
    columns : Columns
    """
    alike: list[Change] = []
    untested: Change | None = None
    for family in families:
        changes = [change for one in family for change in _changes(panels, one, columns)]
        if not changes:
            continue
        rows = changes[0].measure.rows
        pairs = [(one.measure.places[one.last], one.measure.places[one.first]) for one in changes]
        found = apart(rows.estimates, pairs, rows.level, _ADJUST)
        told = np.flatnonzero(found.more | found.less)
        if len(told):
            best = int(max(told, key=lambda k: abs(found.difference[k])))
            return _changed(panels, changes[best], found, best, columns)
        tested = [one for one, known in zip(changes, found.known, strict=True) if known]
        alike, untested = tested or alike, untested or changes[0]
    if not alike:
        if untested is None:
            return None
        labels = [panel.label for panel in panels]
        first, last = untested.first, untested.last
        return not_compared(untested.measure, first, last, labels, panels[0].question)
    text, say = UNCHANGED[len(alike) == 1]
    return _words(panels, alike[0], columns, apart=False).finding(
        text,
        say,
        marked("That nothing changed: only that no change is shown"),
        [Claim("alike", one.measure.of[one.last], one.measure.of[one.first]) for one in alike],
    )


def _changes(panels: Sequence[Panel], measure: Measure, columns: Columns) -> list[Change]:
    """Return the first and the last wave of each series in which a measure is known."""
    own = (columns.wave, columns.mode)
    series: dict[str, list[int]] = {}
    for group in measure.known:
        rest = [named(v) for name, v in panels[group].group.items() if name not in own]
        series.setdefault(", ".join(rest), []).append(group)
    found = []
    for name, groups in series.items():
        ordered = sorted(groups, key=lambda group: _place(panels[group].group[columns.wave], group))
        if len(ordered) > 1:
            found.append(Change(measure, ordered[0], ordered[-1], name))
    return found


def _place(wave: Any, group: int) -> tuple[float, int]:
    """Return where a wave stands: by its number or date, else by its place in the table."""
    number = pd.to_numeric(pd.Series([wave]).astype(str), errors="coerce").iloc[0]
    if np.isnan(number):
        date = pd.to_datetime(pd.Series([str(wave)]), errors="coerce", format="ISO8601").iloc[0]
        number = 0.0 if pd.isna(date) else float(date.toordinal())
    return float(number), group


def _words(panels: Sequence[Panel], change: Change, columns: Columns, *, apart: bool) -> Words:
    rows, at = change.measure.rows, change.measure.places
    value, value2 = rows.values(at[change.first], at[change.last], apart=apart)
    labels = {"answer": change.measure.label or panels[0].question, "series": change.series}
    numbers = {
        "value": value,
        "value2": value2,
        "wave": named(panels[change.first].group[columns.wave]),
        "wave2": named(panels[change.last].group[columns.wave]),
        "level": rows.level_words,
    }
    return Words(labels, numbers)


def _changed(
    panels: Sequence[Panel], change: Change, found: Apart, at: int, columns: Columns
) -> Finding:
    """Return that a measure rose or fell, and whether people were asked differently."""
    words, of = _words(panels, change, columns, apart=True), change.measure.of
    rose = bool(found.more[at])
    rows, row = change.measure.rows, change.measure.places[change.last]
    numbers = {**words.numbers, "gap": rows.gap(found.low[at], found.high[at], row)}
    otherwise = columns.mode is not None and bool(
        panels[change.first].group.get(columns.mode) != panels[change.last].group.get(columns.mode)
    )
    text, say = CHANGED[bool(change.series), rose, otherwise]
    no = marked("That it did so in every wave: the first and the last are compared")
    if otherwise:
        no = marked("That people changed their minds: the way of asking changed, too")
    larger, smaller = (change.last, change.first) if rose else (change.first, change.last)
    claim = Claim("more", of[larger], of[smaller])
    return Words(words.labels, numbers).finding(text, say, no, [claim])
