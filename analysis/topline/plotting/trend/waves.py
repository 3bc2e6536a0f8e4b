"""Waves of a survey over time: where they stand, and which may be joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.schema import FloatArray
from ...wording import label_text
from ..frame.rows import NEEDED, is_percent

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_TOLD = 5
"""Waves told twice that an error names."""


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


@dataclass(frozen=True)
class Asked:
    """Which columns tell waves, groups and modes, and where else the series is broken."""

    wave: str
    group: str | None
    mode: str | None
    breaks: Any


def read_waves(estimates: Any, asked: Asked) -> Waves:
    """Read waves in the order of time.

    Raises
    ------
    DataError
        When a column is missing or there are no rows, or a wave is not told.
    ArgumentError
        When a name is no column, or a group has two rows of one wave.
    """
    table = _table(estimates, asked)
    x, called = _positions(table[asked.wave], asked.wave)
    group = _groups(table, asked.group)
    _refuse_twice(group, x, table[asked.wave])
    codes = pd.factorize(group)[0]
    order = np.lexsort((x, codes))
    table, x, group = table.iloc[order].reset_index(drop=True), x[order], group.iloc[order]
    places = sorted(called)
    cuts = _named_breaks(asked.breaks, table[asked.wave], (x, places), asked.wave)
    mode = None if asked.mode is None else [label_text(cell) for cell in table[asked.mode]]
    series, more = [], []
    for name in dict.fromkeys(group):
        rows = [at for at, own in enumerate(group) if own == name]
        found = [*cuts, *_mode_breaks(rows, x, mode)]
        more += found
        empty = [place for place in places if place not in x]
        runs = _runs(rows, x, table, [*empty, *(cut.at for cut in found)])
        series.append(Series(name, rows, runs, _bands(runs, table)))
    breaks = sorted({(found.at, found.words) for found in [*cuts, *more]})
    words = [called[place] for place in places]
    told = [Break(at, why) for at, why in breaks]
    return Waves(table, x, places, words, series, told, is_percent(table))


def _table(estimates: Any, asked: Asked) -> pd.DataFrame:
    table = estimates.table if isinstance(estimates, Estimates) else estimates
    if not isinstance(table, pd.DataFrame):
        raise ArgumentError(
            f"the table is a {type(table).__name__}; expected Estimates or a DataFrame"
        )
    missing = [name for name in NEEDED if name not in table]
    if missing:
        raise DataError(
            f"the table has no column {', '.join(map(repr, missing))}; a chart of waves needs "
            f"{', '.join(NEEDED)}"
        )
    if table.empty:
        raise DataError("the table has no rows; a chart needs at least one estimate")
    for role, name in (("wave", asked.wave), ("group", asked.group), ("mode", asked.mode)):
        if name is not None and name not in table:
            listed = ", ".join(map(str, table.columns))
            raise ArgumentError(f"{role} is {name!r}, which is no column; choose from {listed}")
    return table.reset_index(drop=True)


def _positions(waves: "pd.Series[Any]", column: str) -> tuple[FloatArray, dict[float, str]]:
    """Return where each row stands, and the names of all places."""
    if waves.isna().any():
        row = int(np.flatnonzero(waves.isna())[0])
        raise DataError(f"column {column!r} has no wave in row {row}; every row needs its wave")
    if isinstance(waves.dtype, pd.CategoricalDtype):
        known = [label_text(cell) for cell in waves.cat.categories]
        codes: FloatArray = waves.cat.codes.to_numpy().astype(float)
        return codes, {float(i): name for i, name in enumerate(known)}
    x, names = _in_time(waves)
    return x, dict(zip(x.tolist(), names, strict=True))


def _in_time(waves: "pd.Series[Any]") -> tuple[FloatArray, list[str]]:
    """Return where waves stand: at their dates or numbers, or one step apart; and their names."""
    names = [label_text(cell) for cell in waves]
    if isinstance(waves.dtype, pd.PeriodDtype):
        waves = waves.dt.to_timestamp()
    if pd.api.types.is_datetime64_any_dtype(waves.dtype):
        dates = pd.DatetimeIndex(waves)
        days = bool((dates.day != 1).any())
        form = "%Y-%m-%d" if days else "%Y-%m" if (dates.month != 1).any() else "%Y"
        return _days(dates), list(dates.strftime(form))
    if pd.api.types.is_numeric_dtype(waves.dtype) and waves.dtype != bool:
        return waves.to_numpy(dtype=float), names
    if all(map(_ISO.fullmatch, names)):
        dates = pd.DatetimeIndex(pd.to_datetime(pd.Series(names), format="ISO8601"))
        return _days(dates), names
    order = list(dict.fromkeys(names))
    return np.array([order.index(name) for name in names], dtype=float), names


def _days(dates: pd.DatetimeIndex) -> FloatArray:
    """Count days from the first date."""
    days: FloatArray = ((dates - dates.min()) / pd.Timedelta(days=1)).to_numpy(dtype=float)
    return days


def _groups(table: pd.DataFrame, group: str | None) -> "pd.Series[str]":
    words = (
        [" ".join(label_text(cell).split()) for cell in table[group]]
        if group
        else [""] * len(table)
    )
    return pd.Series(words, dtype=object)


def _refuse_twice(group: "pd.Series[str]", x: FloatArray, waves: "pd.Series[Any]") -> None:
    twice = pd.DataFrame({"group": group, "x": x}).duplicated().to_numpy()
    if not twice.any():
        return
    told = [repr(label_text(wave)) for wave in waves[twice]]
    whose = [f" of {name!r}" if name else "" for name in group[twice]]
    found = list(dict.fromkeys(map("".join, zip(told, whose, strict=True))))
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    raise ArgumentError(
        f"there are two rows of the same wave: {', '.join(found[:_TOLD])}{more}; name the "
        "column that tells them apart by group=, or choose with .subset(...)"
    )


def _named_breaks(
    breaks: Any, waves: "pd.Series[Any]", x: tuple[FloatArray, list[float]], column: str
) -> list[Break]:
    """Return the breaks that the caller names, each before its wave."""
    named = breaks if isinstance(breaks, Mapping) else dict.fromkeys(breaks, "")
    found = []
    for wave, words in named.items():
        at = [i for i, cell in enumerate(waves) if cell == wave or label_text(cell) == str(wave)]
        if not at:
            raise ArgumentError(f"breaks names {wave!r}, which is no wave of column {column!r}")
        place = x[1].index(float(x[0][at[0]]))
        if place:
            found.append(Break((x[1][place - 1] + x[1][place]) / 2, str(words)))
    return found


def _mode_breaks(rows: list[int], x: FloatArray, mode: Sequence[str] | None) -> list[Break]:
    """Return the places where the mode changes from one wave of a group to the next."""
    if mode is None:
        return []
    return [
        Break(float(x[one] + x[two]) / 2, f"{mode[one]} → {mode[two]}")
        for one, two in pairwise(rows)
        if mode[one] != mode[two]
    ]


def _runs(
    rows: list[int], x: FloatArray, table: pd.DataFrame, cuts: list[float]
) -> list[list[int]]:
    """Cut a group's waves where an estimate is missing or a place that is not joined across."""
    known = table["estimate"].notna().to_numpy()
    runs: list[list[int]] = []
    last = None
    for row in rows:
        if not known[row]:
            last = None
            continue
        cut = last is None or any(x[last] < at < x[row] for at in cuts)
        if cut:
            runs.append([])
        runs[-1].append(row)
        last = row
    return runs


def _bands(runs: list[list[int]], table: pd.DataFrame) -> list[list[int]]:
    """Return neighbours in a run that both have an interval."""
    bounded = table[["ci_low", "ci_high"]].notna().all(axis=1).to_numpy()
    bands = []
    for run in runs:
        for has, rows in groupby(run, key=lambda row: bool(bounded[row])):
            found = list(rows)
            if has and len(found) > 1:
                bands.append(found)
    return bands
