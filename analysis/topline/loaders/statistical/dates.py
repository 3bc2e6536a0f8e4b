"""Dates as SPSS, Stata and SAS store them: numbers since an epoch, and a display format."""

import re
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...language.message import Message, PrintedNumber

SPSS_EPOCH = np.datetime64("1582-10-14", "us")
SAS_EPOCH = np.datetime64("1960-01-01", "us")
_FIRST = np.datetime64("0001-01-01", "us")
_END = np.datetime64("10000-01-01", "us")
_SECOND, _DAY = 1_000_000, 86_400_000_000


_DIGITS = (19000101, 21001231)
"""Numbers between which all may be dates: year, month, day."""

_FEWEST = 3
"""Different ones from which on they are no chance."""


PERIODS = {"w": 52, "m": 12, "q": 4, "h": 2}
"""Periods of a year that Stata counts from 1960 on, by the letter of their display format."""


class Clock(NamedTuple):
    """How to read a variable's numbers: its kind, the epoch, and microseconds in one unit."""

    kind: str
    epoch: np.datetime64
    unit: int


_SPSS = {
    **dict.fromkeys(
        ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"),
        Clock("date", SPSS_EPOCH, _SECOND),
    ),
    **dict.fromkeys(("DATETIME", "YMDHMS"), Clock("datetime", SPSS_EPOCH, _SECOND)),
    **dict.fromkeys(("TIME", "DTIME", "MTIME"), Clock("time", SPSS_EPOCH, _SECOND)),
}
_STATA = {
    **dict.fromkeys(("%td", "%d"), Clock("date", SAS_EPOCH, _DAY)),
    **dict.fromkeys(("%tc", "%tC"), Clock("datetime", SAS_EPOCH, 1_000)),
}
_SAS_DATE = re.compile(
    r"DATE|(MM|DD|YY)(MM|DD|YY|Q|MON)?(DD|YY)?[BCDNPS]?|(MM|DD)(DD|MM)YY[BCDNPS]?|MONYY|MONNAME"
    r"|YYMON|YYMM[CDNPS]?|WEEKDATE|WEEKDATX|WORDDATE|WORDDATX|JULIAN|YEAR|YYQ[CDNPS]?|[BE]8601DA"
)
_SAS = {
    "date": Clock("date", SAS_EPOCH, _DAY),
    "datetime": Clock("datetime", SAS_EPOCH, _SECOND),
    "time": Clock("time", SAS_EPOCH, _SECOND),
}


def clock_of(family: str, form: str | None) -> Clock | None:
    """Return how to read numbers with a display format as dates or times; None if they are none.

    Parameters
    ----------
    family : {"SPSS", "Stata", "SAS"}
    form : str
        Such as "ADATE10", "%tcDDmonCCYY" or "MMDDYY10.".
    """
    form = form or ""
    if family == "Stata":
        form = form.replace("%-", "%")
        return _STATA.get(form[:3]) or _STATA.get(form[:2])
    name = form.upper().rstrip("0123456789.")
    if family == "SPSS":
        return _SPSS.get(name)
    if name in {"DATETIME", "DATEAMPM", "DTDATE", "E8601DT", "B8601DT"}:
        return _SAS["datetime"]
    if name in {"TIME", "TIMEAMPM", "TOD", "HHMM", "MMSS", "E8601TM", "B8601TM"}:
        return _SAS["time"]
    return _SAS["date"] if _SAS_DATE.fullmatch(name) else None


def dates_in_digits(numbers: np.ndarray[Any, Any]) -> list[str]:
    """Say where all numbers may be dates without signs between year, month and day."""
    # most columns are done with the least of the first, which needs no copy
    if not all(
        some.size and np.fmin.reduce(some) >= _DIGITS[0] for some in (numbers[:99], numbers)
    ):
        return []
    known = numbers[~np.isnan(numbers)]
    if known.max() > _DIGITS[1]:
        return []
    month, day = known // 100 % 100, known % 100
    fits = (known % 1 == 0) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    if not fits.all() or len(np.unique(known)) < _FEWEST:
        return []
    return [
        Message(
            "its numbers look like dates ({known}), and were read as numbers",
            known=PrintedNumber(f"{known[0]:.0f}"),
        )
    ]


def in_periods(cells: "pd.Series[Any]", letter: str) -> tuple["pd.Series[Any]", tuple[str, ...]]:
    """Return numbers of periods since 1960 as Stata shows them, "2019q1", and their order."""
    places, numbers = pd.factorize(cells, sort=True)
    count = PERIODS[letter]
    told = [f"{1960 + n // count}{letter}{n % count + 1}" for n in map(int, numbers)]
    texts = pd.Series([*told, None]).iloc[places].set_axis(cells.index)
    return texts, tuple(dict.fromkeys(told))


def as_moments(
    numbers: np.ndarray[Any, np.dtype[np.float64]], clock: Clock
) -> tuple[np.ndarray[Any, Any], int]:
    """Turn numbers into datetimes or times of day; count those beyond the years 1 to 9999.

    Python has no such dates, so they become missing.
    """
    micro = np.round(numbers * clock.unit)
    known = np.isfinite(micro) & (np.abs(micro) < 2.0**62)
    spans = np.where(known, micro, 0).astype("int64").astype("timedelta64[us]")
    lost = int((np.isfinite(numbers) & ~known).sum())
    if clock.kind == "time":
        return np.where(known, spans, np.timedelta64("NaT", "us")), lost
    moments = clock.epoch + spans
    inside = known & (moments >= _FIRST) & (moments < _END)
    lost += int((known & ~inside).sum())
    return np.where(inside, moments, np.datetime64("NaT", "us")), lost
