"""Dates as printed → ISO: what order day and month stand in, periods, and years told elsewhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...answers.folding import fold
from ...answers.times import month_numbers
from ...language.message import Message

_DASH = r"\s*(?:-|–|—|−|to|bis|until|au)\s*"
_BETWEEN = re.compile(r"(?<=\s)(?:-|−|to|bis|until|au|al?)(?=\s)|[–—]")
_OF = re.compile(r"(?<=\w)\.?\s+del?\s+(?=\w)")
"""What stands between day, month and year in Spanish and Portuguese."""
_LETTERS = r"([^\W\d_]{3,12})\.?"
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?\s*$")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class Period:
    """When something was: first and last day as ISO, or a month or year where no more is said.

    Attributes
    ----------
    start, end : str or None
    precision : {"day", "month", "year"}
    """

    start: str | None
    end: str | None
    precision: str = "day"


def day_order(texts: Iterable[str]) -> str | None:
    """Return the order of dates of a column, "dmy" or "mdy"; None where nothing shows it."""
    orders = set()
    for text in texts:
        match = re.fullmatch(
            r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})", _TIME.sub("", text.strip())
        )
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            orders.add("dmy")
        elif second > 12 >= first:
            orders.add("mdy")
        elif "." in text:
            orders.add("dmy")
    return orders.pop() if len(orders) == 1 else None


def month_of(name: str) -> int | None:
    """Return the number of a month by its name, full or short, in any language: "März" → 3."""
    return month_numbers().get(fold(name))


def _iso(year: int, month: int, day: int) -> str | None:
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_day(text: str, order: str | None) -> str | None:
    """Return a printed day as ISO; None where it is none, or its order is not known."""
    bare = _OF.sub(" ", _TIME.sub("", text.strip()))
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", bare)
    if match:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2,4})", bare)
    if match:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or order == "dmy":
            return _iso(year, second, first)
        return _iso(year, first, second) if second > 12 or order == "mdy" else None
    match = re.fullmatch(r"(\d{1,2})\.?\s+([^\W\d_]{3,12})\.?,?\s+(\d{4})", bare)
    if match and (month := month_of(match[2])):
        return _iso(int(match[3]), month, int(match[1]))
    match = re.fullmatch(r"([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})", bare)
    if match and (month := month_of(match[1])):
        return _iso(int(match[3]), month, int(match[2]))
    return None


def begins_with_day(text: str) -> bool:
    """Tell whether words say what happened on a day: "27 March 2023 – a new leader is elected"."""
    day, *rest = re.split(r"\s[–—-]\s|:\s", text, maxsplit=1)
    return bool(rest) and read_day(day, None) is not None


def _before(end: str, month: int, day: int) -> str | None:
    """Return the day of a month that comes before another day, in its year or the one before."""
    year = int(end[:4])
    found = _iso(year, month, day)
    return _iso(year - 1, month, day) if found and found > end else found


def read_period(text: str, *, by: str | None = None, order: str | None = None) -> Period | None:
    """Return a printed period of fieldwork; None where it is none.

    Parameters
    ----------
    text : str
        Such as "27.03.–30.03.", "10–11 Jun", "5/29 - 6/2/13", "Jan. 2-6, 2016", "1/2-6/16".
    by : str, optional
        A day that it lies before, from which its year is taken where it has none.
    order : {"dmy", "mdy"}, optional
        How days and months of numbers stand.
    """
    bare = text.strip()
    if day := read_day(bare, order):
        return Period(day, day)
    # 28 Dec 2025 – 3 Jan 2026, 12/28/2025 - 1/3/2026: each end is a day
    ends = [read_day(end, order) for end in map(str.strip, _BETWEEN.split(bare))]
    if len(ends) == 2 and all(ends):
        return Period(ends[0], ends[1])
    bare = _OF.sub(" ", bare)
    # 27.03.–30.03. and 28.12.–02.01.2020
    match = re.fullmatch(
        rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})?{_DASH}(\d{{1,2}})\.(\d{{1,2}})\.(\d{{2,4}})?", bare
    )
    if match:
        end = (
            _iso(int(match[6]), int(match[5]), int(match[4]))
            if match[6]
            else _before(by, int(match[5]), int(match[4]))
            if by
            else None
        )
        start = _before(end, int(match[2]), int(match[1])) if end else None
        return Period(start, end) if end and start else None
    # 5/29 - 6/2/13 and 1/2-6/16
    match = re.fullmatch(
        rf"(\d{{1,2}})/(\d{{1,2}}){_DASH}(?:(\d{{1,2}})/)?(\d{{1,2}})/(\d{{2,4}})", bare
    )
    if match:
        end = _iso(int(match[5]), int(match[3] or match[1]), int(match[4]))
        start = _before(end, int(match[1]), int(match[2])) if end else None
        return Period(start, end) if end and start else None
    return _of_words(bare, by)


def _of_words(text: str, by: str | None) -> Period | None:
    """Read a period whose month is a word."""
    word = _LETTERS
    forms = (
        # 28 May – 1 Jun 2021, 10–11 Jun
        (
            rf"(\d{{1,2}})\.?\s*(?:{word})?\s*{_DASH}(\d{{1,2}})\.?\s+{word},?\s*(\d{{4}})?",
            (1, 2, 3, 4, 5),
        ),
        # Jan. 2-6, 2016, May 31 - June 2, 2016
        (rf"{word}\s+(\d{{1,2}}){_DASH}(?:{word}\s+)?(\d{{1,2}}),?\s*(\d{{4}})?", (2, 1, 4, 3, 5)),
        # 5 Jun
        (rf"(\d{{1,2}})\.?\s+{word}", (1, 2, 1, 2, None)),
    )
    for pattern, (d1, m1, d2, m2, y) in forms:
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        last = match[m2] or match[m1]
        first = match[m1] or match[m2]
        months = month_of(first or ""), month_of(last or "")
        year = match[y] if y else None
        if None in months or not (year or by):
            return None
        end = (
            _iso(int(year), months[1] or 0, int(match[d2]))
            if year
            else _before(by or "", months[1] or 0, int(match[d2]))
        )
        start = _before(end, months[0] or 0, int(match[d1])) if end else None
        return Period(start, end) if start and end else None
    match = re.search(rf"{word}\s+(\d{{4}})\s+to\s+{word}\s+(\d{{4}})", text)
    if match:
        one, two = month_of(match[1]), month_of(match[3])
        if one and two:
            return Period(f"{match[2]}-{one:02}", f"{match[4]}-{two:02}", "month")
    return Period(text, text, "year") if is_year(text) else None


def is_year(text: str) -> bool:
    """Tell whether a number names a year."""
    return _YEAR.fullmatch(text) is not None


def read_wave(text: str, order: str | None = None) -> Period | None:
    """Return the days or the month of a wave, such as "Jan 16-21, 2024" or "January 2024"."""
    match = re.fullmatch(rf"{_LETTERS},?\s+(\d{{4}})", text.strip())
    month = month_of(match[1]) if match else None
    if match and month:
        return Period(f"{match[2]}-{month:02}", f"{match[2]}-{month:02}", "month")
    return None if is_year(text) else read_period(text, order=order)


_LONGEST_FIELDWORK = 60
"""Days of fieldwork beyond which a slip is likelier than a survey."""


def period_faults(start: str | None, end: str | None) -> str | None:
    """Say what is wrong with a period; None where nothing is."""
    if not start or not end or len(start) < 10 or len(end) < 10:
        return None
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    if days < 0:
        return Message("fieldwork that begins {start} ends before, {end}", start=start, end=end)
    if days > _LONGEST_FIELDWORK:
        return Message(
            "fieldwork {start} to {end} is {days} days long, likely a slip",
            start=start,
            end=end,
            days=days,
        )
    return None


def looks_dated(texts: Sequence[str]) -> bool:
    """Tell whether most texts are days or periods."""
    held = [text for text in texts if text]
    read = sum(
        read_day(text, "mdy") is not None or read_period(text, by="2099-12-31") is not None
        for text in held
    )
    return bool(held) and read * 10 >= len(held) * 8
