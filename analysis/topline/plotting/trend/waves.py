"""Waves of a survey over time: where they stand, and which may be joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import listed_values
from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.scale import NO_ORDER, Scale
from ...estimates.schema import FloatArray, label_columns
from ...estimates.suppression import with_suppressed
from ...language.amounts import first_few
from ...language.strings import Strings
from ...wording import label_text
from ..frame.rows import is_percent, number_formats, signs_of
from ..frame.tables import MOST_POINTS, NEEDED, read_table
from ..number_format import NumberFormat

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_MONTHS = ("%b %Y", "%B %Y", "%Y %b", "%Y %B")
"""Months with their year, as people write them."""


@dataclass(frozen=True)
class Break:
    """A place where lines are not joined, and why."""

    at: float
    words: str


@dataclass(frozen=True, eq=False)
class Series:
    """The waves of one group in order.

    Attributes
    ----------
    name : str
    rows : list of int
        Positions in the table.
    runs : list of list of int
        The same, cut where waves may not be joined; without those that have no estimate.
    bands : list of list of int
        Neighbours in a run that have intervals, at least two each.
    """

    name: str
    rows: list[int]
    runs: list[list[int]]
    bands: list[list[int]]

    @classmethod
    def of(
        cls, name: str, rows: list[int], x: FloatArray, table: pd.DataFrame, cuts: Sequence[float]
    ) -> "Series":
        """Cut a group's waves where an estimate is missing, or at a place not joined across."""
        known = table["estimate"].notna().to_numpy()
        bounded = table[["ci_low", "ci_high"]].notna().all(axis=1).to_numpy()
        runs: list[list[int]] = []
        last = None
        for row in rows:
            if not known[row]:
                last = None
                continue
            if last is None or any(x[last] < at < x[row] for at in cuts):
                runs.append([])
            runs[-1].append(row)
            last = row
        parts = [(has, list(part)) for run in runs
                 for has, part in groupby(run, key=lambda row: bool(bounded[row]))]  # fmt: skip
        # a band needs two ends; a wave alone has a whisker
        bands = [part for has, part in parts if has and len(part) > 1]
        return cls(name, rows, runs, bands)

    @property
    def known(self) -> list[int]:
        """The rows that have an estimate."""
        return [row for run in self.runs for row in run]


@dataclass(frozen=True, eq=False)
class Waves:
    """Waves of one or several groups.

    Attributes
    ----------
    table : pandas.DataFrame
        The estimates, by group and wave.
    x : (k,) float
        Where each row stands in time.
    places, names : list
        Where the waves stand, and what they are called; with categories that have no rows.
    series : list of Series
    breaks : list of Break
    percent : bool
        Whether values are shares.
    """

    table: pd.DataFrame
    x: FloatArray
    places: list[float]
    names: list[str]
    series: list[Series]
    breaks: list[Break]
    percent: bool

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """The sign of each estimate that is too imprecise to publish alone, or to review before."""
        return signs_of(self.table)

    @cached_property
    def faint(self) -> tuple[bool, ...]:
        """Whether each estimate has such a sign."""
        return tuple(map(bool, self.signs))

    @cached_property
    def formats(self) -> list[NumberFormat]:
        """How the numbers of each row print."""
        return number_formats(self.table, self.percent)

    def name_of(self, row: int) -> str:
        """Return the name of a row's wave."""
        return self.names[self.places.index(float(self.x[row]))]


@dataclass(frozen=True)
class Asked:
    """Which columns tell waves, groups and modes, and where else the series is broken."""

    wave: str
    group: str | None
    mode: str | None
    breaks: Mapping[Any, str] | Sequence[Any]

    def breaks_in(self, table: pd.DataFrame, x: FloatArray, places: list[float]) -> list[Break]:
        """Return the breaks that are named, each before its wave.

        Raises
        ------
        ArgumentError
            When one is no wave.
        """
        waves, breaks = table[self.wave], self.breaks
        named = breaks if isinstance(breaks, Mapping) else None
        if named is None:
            named = dict.fromkeys(listed_values("breaks", breaks), "")
        found = []
        for wave, why in named.items():
            at = [
                i for i, cell in enumerate(waves) if wave == cell or str(wave) == label_text(cell)
            ]
            if not at:
                raise ArgumentError(
                    f"breaks names {wave!r}, which is no wave of column {self.wave!r}"
                )
            place = places.index(float(x[at[0]]))
            # there is nothing to break before the first wave
            if place:
                found.append(Break((places[place - 1] + places[place]) / 2, str(why)))
        return found


def read_waves(estimates: Any, asked: Asked, suppressed: str, say: Strings) -> Waves:
    """Read waves in the order of time, named in a language.

    Raises
    ------
    DataError
        When a column is missing or there are no rows, or a wave is not told.
    ArgumentError
        When a name is no column, a group has two rows of one wave, or `suppressed` is unknown.
    """
    table = read_table(
        estimates,
        wants=f"a chart of waves needs {', '.join(NEEDED)}",
        roles={"wave": asked.wave, "group": asked.group, "mode": asked.mode},
        most=MOST_POINTS,
    )
    table = with_suppressed(table, suppressed)
    scale = estimates.scales.get(asked.wave) if isinstance(estimates, Estimates) else None
    x, called = _positions(table[asked.wave], asked.wave, scale)
    cells = table[asked.group] if asked.group else [""] * len(table)
    group = pd.Series([" ".join(label_text(cell).split()) for cell in cells], dtype=object)
    _refuse_twice(group, x, table, asked.wave)
    order = np.lexsort((x, pd.factorize(group)[0]))
    table, x, group = table.iloc[order].reset_index(drop=True), x[order], group.iloc[order]
    places = sorted(called)
    named = asked.breaks_in(table, x, places)
    # a wave without rows is one that was not done: nothing is joined across it
    empty = [place for place in places if place not in x]
    series, breaks = [], {(found.at, found.words) for found in named}
    for name in dict.fromkeys(group):
        rows = [at for at, own in enumerate(group) if own == name]
        found = list(named)
        for one, two in pairwise(rows) if asked.mode is not None else ():
            before, after = (label_text(table[asked.mode].iloc[at]) for at in (one, two))
            if before != after:
                found.append(Break(float(x[one] + x[two]) / 2, f"{before} → {after}"))
        breaks |= {(cut.at, cut.words) for cut in found}
        series.append(Series.of(name, rows, x, table, [*empty, *(cut.at for cut in found)]))
    return Waves(
        table=table,
        x=x,
        places=places,
        names=[say.moment_text(called[place]) for place in places],
        series=series,
        breaks=[Break(at, words) for at, words in sorted(breaks)],
        percent=is_percent(table),
    )


def _positions(
    waves: "pd.Series[Any]", column: str, scale: Scale | None
) -> tuple[FloatArray, dict[float, str]]:
    """Return where each row stands, and the names of all places.

    Waves stand at their dates, months or numbers, other words one step apart in their order.

    Raises
    ------
    DataError
        When a row has no wave.
    ArgumentError
        When waves of microdata are words whose order is not known.
    """
    if waves.isna().any():
        row = int(np.flatnonzero(waves.isna())[0])
        raise DataError(f"column {column!r} has no wave in row {row}; every row needs its wave")
    names = [label_text(cell) for cell in waves]
    if isinstance(waves.dtype, pd.CategoricalDtype):
        # categories without a row have their place, too
        known = [label_text(cell) for cell in waves.cat.categories]
        x = waves.cat.codes.to_numpy().astype(float)
        return x, {float(at): name for at, name in enumerate(known)}
    if isinstance(waves.dtype, pd.PeriodDtype):
        waves = waves.dt.to_timestamp()
    if pd.api.types.is_datetime64_any_dtype(waves.dtype):
        dates = pd.DatetimeIndex(waves)
        days = bool((dates.day != 1).any())
        form = "%Y-%m-%d" if days else "%Y-%m" if (dates.month != 1).any() else "%Y"
        x, names = _days(dates), list(dates.strftime(form))
    elif pd.api.types.is_numeric_dtype(waves.dtype) and waves.dtype != bool:
        x = waves.to_numpy(dtype=float)
    elif (found := _dates(names)) is not None:
        x = _days(found)
    else:
        if scale is not None and not scale.ordered:
            raise ArgumentError(
                f"the waves {column!r} are in alphabetical order; {NO_ORDER.format(name=column)}"
            )
        # a table that somebody made has its own order
        answers = () if scale is None else scale.answers
        order = dict.fromkeys([*map(label_text, answers), *names])
        given = set(names)
        place = {name: at for at, name in enumerate(name for name in order if name in given)}
        x = np.array([place[name] for name in names], dtype=float)
    return x, dict(zip(x.tolist(), names, strict=True))


def _dates(names: Sequence[str]) -> pd.DatetimeIndex | None:
    """Return the dates that names are: as 2024-03-01, Mar 2024 or March 2024; None for others."""
    series = pd.Series(names)
    if all(map(_ISO.fullmatch, names)):
        return pd.DatetimeIndex(pd.to_datetime(series, format="ISO8601"))
    for form in _MONTHS:
        found = pd.to_datetime(series, format=form, errors="coerce")
        if found.notna().all():
            return pd.DatetimeIndex(found)
    return None


def _days(dates: pd.DatetimeIndex) -> FloatArray:
    """Count days from the first date."""
    days: FloatArray = ((dates - dates.min()) / pd.Timedelta(days=1)).to_numpy(dtype=float)
    return days


def _refuse_twice(group: "pd.Series[str]", x: FloatArray, table: pd.DataFrame, wave: str) -> None:
    twice = pd.DataFrame({"group": group, "x": x}).duplicated().to_numpy()
    if not twice.any():
        return
    cells = zip(table.loc[twice, wave], group[twice], strict=True)
    again = [label_text(cell) + (f" of {name}" if name else "") for cell, name in cells]
    places = table.assign(**{wave: x})
    others = [name for name in label_columns(table) if name != wave]
    apart = [name for name in others if not places.duplicated([name, wave]).any()]
    raise ArgumentError(
        f"there are two rows of the same wave: {first_few(list(dict.fromkeys(again)))}; "
        + (f"tell them apart by group={apart[-1]!r}, or " if apart else "")
        + "choose rows with .subset(...)"
    )
