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


def read_dates(texts: Sequence[str]) -> dict[str, datetime]:
    """Read texts that are all dates in one form; empty where they are not, or not certainly.

    "03/04/2018" alone could be March or April; beside "03/14/2018" it is March.
    """
    if not texts or not all(_LIKELY.fullmatch(text) for text in texts[:_TRIED]):
        return {}
    if all(_ISO.fullmatch(text) for text in texts):
        with suppress(ValueError):
            return {text: datetime.fromisoformat(text) for text in texts}
    forms = [day + time for day in _DAYS for time in _TIMES]
    found = [read for form in forms if (read := _read_all(texts, form)) is not None]
    return found[0] if found and all(read == found[0] for read in found) else {}


def _read_all(texts: Sequence[str], form: str) -> dict[str, datetime] | None:
    read = {}
    for text in texts:
        try:
            read[text] = datetime.strptime(text, form)
        except ValueError:
            return None
    return read
