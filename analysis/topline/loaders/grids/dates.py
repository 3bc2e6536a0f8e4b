"""Dates as text: ISO, and days, months and years where their order is certain."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?")
_DAYS = (
    "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d",
    "%d-%m-%Y", "%m-%d-%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y",
    "%B %d, %Y", "%d%b%Y",
)  # fmt: skip
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_LIKELY = re.compile(
    r"[A-Za-z]{3,9} \d{1,2}, \d{4}.*|\d{1,4}[-/. ]?(\d{1,2}|[A-Za-z]{3,9})[-/. ]?\d{2,4}.*"
)
_TRIED = 50


def read_dates(texts: Sequence[str]) -> list[dict[str, datetime]]:
    """Return every way to read texts that are all dates of one form; none where they are not.

    "03/04/2018" alone could be March or April; beside "03/14/2018" it is March.
    """
    if not texts or not all(_LIKELY.fullmatch(text) for text in texts[:_TRIED]):
        return []
    if all(_ISO.fullmatch(text) for text in texts):
        with suppress(ValueError):
            return [{text: datetime.fromisoformat(text) for text in texts}]
    forms = [day + time for day in _DAYS for time in _TIMES]
    found: list[dict[str, datetime]] = []
    for form in forms:
        try:
            read = {text: datetime.strptime(text, form) for text in texts}
        except ValueError:
            continue
        if read not in found:
            found.append(read)
    return found
