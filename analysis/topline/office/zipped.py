"""Office files as the same bytes each time: entries and embedded workbooks with one fixed time."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP entry can have."""

_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")

FIXED = b"2000-01-01T00:00:00Z"
"""When every file says it was made."""


def _place(entry: ZipInfo) -> tuple[bool, str]:
    """Return where an entry stands: that of all types first, by which files are known."""
    return entry.filename != "[Content_Types].xml", entry.filename


def with_fixed_times(data: bytes, when: bytes = FIXED) -> bytes:
    """Return an office file with no trace of when it was written; `when` is what it says of it."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(stream, "w") as made:
        # a program that opened the file may have another order of its parts
        for entry in sorted(given.infolist(), key=_place):
            content = given.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = with_fixed_times(content)
            elif entry.filename == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>" + when, content)
            info = ZipInfo(entry.filename, _WHEN)
            info.compress_type = ZIP_DEFLATED
            made.writestr(info, content)
    return stream.getvalue()
