"""Dates, times and durations as exports write them, where their order is certain."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ...answers import named_dates
from ...language.amounts import first_few
from ...language.marking import marked
from ...language.message import Message, PrintedNumber

_DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y",
    "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%m-%d-%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y",
    "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d%b%Y", "%Y. %m. %d", "%Y. %m. %d.",
    "%a %b %d %Y",
)  # fmt: skip
ISO = r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?$"
_WORDY = r"[^\W\d_]{3,12}\.?"
_NAMED = rf"(?:(?:st|nd|rd|th|er|º)? ?(?:de |of )?){_WORDY}(?: de| del)?"
_LIKELY = re.compile(
    rf"(?:{_WORDY},? )?(?:{_WORDY} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}.*"
    rf"|\d{{1,4}}[-/. 年년]{{0,2}}(?:\d{{1,2}}|{_NAMED})[-/. 月월]{{0,2}}\d{{2,4}}.*"
    r"|\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일].*|\d{4}\. ?\d{1,2}\. ?\d{1,2}.*)"
)
_FIRST_HALF = r"a\.?\s?m\.?|午前|上午|오전|π\.?\s?μ\.?|ص"
_SECOND_HALF = r"p\.?\s?m\.?|午後|下午|오후|μ\.?\s?μ\.?|م"
_AFTER_A_DAY = "|".join(rf"(?<={before} {hour})" for before in (r"\d\d", "klo", r"kl\.")
                        for hour in (r"\d", r"\d\d"))  # fmt: skip
"""Where a point parts hours from minutes, as in Italy, Denmark and Finland: "01/03/2024 9.05"."""

_PARTS = re.compile(
    r"(?P<date>[^:]*?\d(?:\.|[日일])?)(?:(?:T|:|,?\s+(?:at |um |à |a las |klo |kl\.? )?)"
    rf"(?:(?P<early>{_FIRST_HALF}|{_SECOND_HALF})\s?)?"
    rf"(?P<hour>\d{{1,2}})(?:[:h]|(?:{_AFTER_A_DAY})\.)(?P<minute>\d\d)"
    r"(?:(?::|(?<=\.\d\d)\.)(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    rf"(?:\s?(?P<late>{_FIRST_HALF}|{_SECOND_HALF}))?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?\s?[-+−]\d{1,2}(?::?\d\d)?|[A-Z]{3,5}"
    r"|[A-Z][a-z]+/[A-Z][A-Za-z_]+)?(?: \([^()]*\))?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([-+−])(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_DURATION = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,6}))?")
_YEAR = re.compile(r"(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4})")
_CALENDARS = (
    (1300, 1410, marked("Persian"), 621.0, 1.0),
    # its years have 354 days
    (1330, 1500, marked("Islamic"), 621.56, 0.970229),
    (2440, 2640, marked("Buddhist"), -543.0, 1.0),
)
"""First and last year of a survey's life in other calendars, and what makes a year of it ours: what
is added to so many of its years."""

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"(?:中華)?({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?(?:年|[-/.])")
"""Years since an emperor, or a republic, began."""

_TRIED = 50
_SECOND = 10**6


@dataclass(frozen=True, eq=False)
class Times:
    """What texts say of times.

    Attributes
    ----------
    readings : list of (texts,) datetime64 or timedelta64
        Every way to read them; none where they are of another calendar.
    notes : tuple of str
    timed : bool
        Whether a time of day is written anywhere.
    """

    readings: list[npt.NDArray[Any]]
    notes: tuple[str, ...] = ()
    timed: bool = False


def read_times(texts: Sequence[str], strings: Any) -> Times | None:
    """Return how texts that are all dates, or all durations, can be read; None for others.

    "03/04/2018" alone could be March or April; beside "03/14/2018" it is March. Times are as
    written: an offset is noted, and only where cells have different ones all become UTC.

    Parameters
    ----------
    texts : sequence of str
    strings : pyarrow.StringArray
        The same.
    """
    first = texts[:_TRIED]
    if not texts:
        return None
    if all(_DURATION.fullmatch(text) for text in first):
        return _durations(texts)
    eras = [era for era in map(_ERA.match, first) if era]
    if len(eras) == len(first):
        name, count = eras[0][1], eras[0][2]
        year = _ERAS[name] + (1 if count == "元" else int(count))
        note = Message(
            "text, because its years are of another calendar ({told}); convert them",
            told=f"{name}: {name}{count} is {year}",
        )
        return Times([], (note,))
    if not all(_LIKELY.fullmatch(text) and _PARTS.fullmatch(text) for text in first):
        return None
    years = [int(one[1] or one[2]) for text in first if (one := _YEAR.match(text))]
    told = other_calendar_years(years) if len(years) == len(first) else ""
    if told:
        note = Message(
            "text, because its years are of another calendar ({told}); convert them", told=told
        )
        return Times([], (note,))
    if pc.all(pc.match_substring_regex(strings, ISO)).as_py():
        with suppress(pa.ArrowInvalid):
            read = strings.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
            return Times([read], timed=any(":" in text for text in texts))
    found = [_PARTS.fullmatch(text) for text in texts]
    parts = [match.groupdict("") for match in found if match]
    if len(parts) < len(texts):
        return None
    clock = _clock(parts)
    if clock is None:
        return None
    offsets, notes = _offsets([one["zone"] for one in parts])
    days = [one["date"] for one in parts]
    readings: list[npt.NDArray[Any]] = [day + clock - offsets for day in _dates(days)]
    timed = any(one["hour"] for one in parts)
    return Times(readings, notes, timed) if readings else None


def _dates(days: Sequence[str]) -> list[npt.NDArray[np.datetime64]]:
    """Return every way to read dates of one form."""
    distinct = list(dict.fromkeys(days))
    found: list[dict[str, datetime]] = []
    # what few days do not show, many need not be asked for
    named = named_dates(distinct[:_TRIED]) and named_dates(distinct)
    if named is not None:
        return [np.array([named[day] for day in days], "datetime64[us]")]
    for form in _DAYS:
        try:
            for text in distinct[:_TRIED]:
                datetime.strptime(text, form)
            read = {text: datetime.strptime(text, form) for text in distinct}
        except ValueError:
            continue
        if read not in found:
            found.append(read)
    return [np.array([read[day] for day in days], "datetime64[us]") for read in found]


def _clock(parts: Sequence[dict[str, str]]) -> npt.NDArray[np.timedelta64] | None:
    """Return the time of day of each cell; None where one is no time."""
    halves = {bool(one["early"] or one["late"]) for one in parts if one["hour"]}
    if len(halves) > 1:
        return None
    sizes = np.empty(len(parts), np.int64)
    for k, one in enumerate(parts):
        if not one["hour"]:
            sizes[k] = 0
            continue
        hour, minute, second = int(one["hour"]), int(one["minute"]), int(one["second"] or 0)
        half = one["early"] or one["late"]
        if half:
            if not 1 <= hour <= 12:
                return None
            late = re.fullmatch(_SECOND_HALF, half, re.IGNORECASE) is not None
            hour = hour % 12 + 12 * late
        if hour > 23 or minute > 59 or second > 59:
            return None
        part = int(one["part"][:6].ljust(6, "0")) if one["part"] else 0
        sizes[k] = (hour * 3600 + minute * 60 + second) * _SECOND + part
    return sizes.astype("timedelta64[us]")


def _offsets(
    zones: Sequence[str],
) -> tuple[npt.NDArray[np.timedelta64], tuple[str, ...]]:
    """Return what to take off each time, and what to say of its zone."""
    nothing = np.zeros(len(zones), "timedelta64[us]")
    known = dict.fromkeys(zone for zone in zones if zone)
    if not known:
        return nothing, ()
    seconds = {zone: _seconds(zone) for zone in known}
    told = [zone for zone in known if seconds[zone] is None]
    if told:
        return nothing, (
            Message("times as written; the zone {shown} is not applied", shown=first_few(told)),
        )
    if len(set(seconds.values())) == 1 and all(zones):
        size = next(iter(seconds.values())) or 0
        hours = PrintedNumber(f"{size / 3600:+.4g}")
        name = Message("{hours} hours from UTC", hours=hours) if size else "UTC"
        return nothing, (Message("times as written, {name}", name=name),)
    taken = np.array([(seconds.get(zone) or 0) * _SECOND for zone in zones], np.int64)
    return taken.astype("timedelta64[us]"), (
        Message(
            "times have {n} offsets, such as {shown}; all are given in UTC",
            n=len(set(seconds.values())),
            shown=first_few(list(known), 3),
        ),
    )


def _seconds(zone: str) -> int | None:
    """Return a zone's offset in seconds; None where only its name is given."""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return 0
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    return (hours * 3600 + minutes * 60) * (1 if found[1] == "+" else -1)


def _durations(texts: Sequence[str]) -> Times | None:
    found = [_DURATION.fullmatch(text) for text in texts]
    if None in found:
        return None
    sizes = [
        (int(one[1]) * 3600 + int(one[2]) * 60 + int(one[3])) * _SECOND
        + int((one[4] or "").ljust(6, "0"))
        for one in found
        if one is not None
    ]
    note = Message("times of day or durations, in hours, minutes and seconds")
    return Times([np.array(sizes, "timedelta64[us]")], (note,))


def other_calendar_years(years: Iterable[int]) -> str:
    """Say of which other calendar years are, or of which two; "" where they are of ours."""
    years = list(years)
    told = [
        Message(
            "{calendar}: {year} is about {ours}",
            calendar=Message(calendar),
            year=str(years[0]),
            ours=str(round(times * years[0] + shift)),
        )
        for first, last, calendar, shift, times in _CALENDARS
        if years and all(first <= year <= last for year in years)
    ]
    if len(told) > 1:
        return Message("{one}, or {other}", one=told[0], other=told[1])
    return told[0] if told else ""
