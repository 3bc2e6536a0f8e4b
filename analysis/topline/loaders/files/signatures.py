"""What a file is by its first bytes, whatever its name says."""

import gzip
import re
import zipfile
import zlib

from ...shown import cut
from .file import GZIP, File

HEAD = 4096
"""Bytes that are looked at."""

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "ask for the data file itself"),
    (b"**COMPRESSED** **COMPRESSED**", "a SAS CPORT file", "export it with PROC COPY as .xpt"),
    (bytes(12) + b"\xc2\xea\x81\x63\xb3\x14\x11\xcf", "a SAS catalogue of labels",
     "pass the .sas7bdat file in the same folder, and its labels are read with it"),
    (b"ARROW1", "an Arrow (Feather) file", "write it as .parquet"),
    (b"\x89HDF", "an HDF5 file", "write it as .parquet or .csv"),
    (b"SQLite format 3", "an SQLite database", "export the table as .csv"),
    (b"{\\rtf", "an RTF document", "ask for the data file itself"),
    (b"\x89PNG", "a picture", "ask for the data file itself"),
    (b"\xff\xd8\xff", "a picture", "ask for the data file itself"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first"),
    (b"\x04\x22\x4d\x18", "an LZ4 archive", "unpack it first"),
    (b"FEA1" + bytes(4), "an old Feather file", "write it as .parquet"),
    (b"version https://git-lfs", "a Git LFS pointer", "fetch the file with git lfs pull"),
)  # fmt: skip
_TAR = 257
"""Where a tar archive has its mark."""

_HTML = re.compile(
    rb"(?:<!--(?:(?!-->).){0,400}-->\s*)*"
    rb"<(?:!doctype html|(?:html|head|body|table|script|div|meta|title|"
    rb"style|p|h[1-6]|section|article|main|header|nav|figure|form|center|font|link|base|span|[uod]l|pre|"
    rb"br|hr|a|b|strong|em)\b)",
    re.DOTALL,
)
_SEEN = 512
"""Bytes in which a web page shows that it is one."""

_OLD_STATA = {*range(102, 106), 108, *range(110, 116)}


def first_bytes(file: File) -> bytes:
    """Return the start of a file, unpacked where it is gzip."""
    with file.open() as opened:
        head = opened.read(HEAD)
    if not head.startswith(GZIP):
        return head
    try:
        with file.open() as packed, gzip.open(packed) as opened:
            return opened.read(HEAD)
    except (OSError, EOFError, zlib.error):
        return head


def foreign(head: bytes) -> tuple[str, str] | None:
    """Return what a file is that holds no survey data, and what to do; None where it may."""
    start = head.lstrip(_BEFORE)[:200].lower()
    if is_web_page(head):
        return "HTML", "download the data file itself"
    if start.startswith((b"<?xml", b"<codebook", b"<!--")):
        return "XML", "download the data file itself"
    if start.startswith((b'{"', b"{\n", b"[{", b"[\n")) and b'"importid"' not in start:
        return "JSON", "export the data as .csv"
    if head.startswith(b"ORC") and b"\0" in head:
        return "an ORC file", "write it as .parquet"
    if head[_TAR : _TAR + 5] == b"ustar":
        return "a tar archive", "unpack it first"
    return next(
        ((kind, remedy) for magic, kind, remedy in _FOREIGN if head.startswith(magic)), None
    )


def is_web_page(head: bytes) -> bool:
    """Tell whether a file begins as HTML does: the whole page, or a part that was cut out of it."""
    start = head.lstrip(_BEFORE).lower()
    return bool(_HTML.match(start[:_SEEN])) or (
        start.startswith(b"<?xml") and b"<html" in start[:2000]
    )


_BEFORE = b"\xef\xbb\xbf \t\r\n"


def is_old_stata(head: bytes) -> bool:
    """Tell whether a file was written by Stata 12 or earlier: release, byte order, type 1."""
    return len(head) > 3 and head[0] in _OLD_STATA and head[1] in {1, 2} and head[2] == 1


def is_portable(head: bytes) -> bool:
    """Tell whether a file is SPSS portable: its name in several codes, then in ASCII."""
    return b"SPSS PORT FILE" in head[:500].replace(b"\r", b"").replace(b"\n", b"")


def is_workbook(file: File, head: bytes) -> bool:
    """Tell whether a zip archive is an Excel workbook."""
    return "xl/workbook.xml" in _members(file, head)


def is_open_document(file: File, head: bytes) -> bool:
    """Tell whether a zip archive is a spreadsheet of OpenDocument."""
    spreadsheet = b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]
    return spreadsheet and "content.xml" in _members(file, head)


def archive_kind(file: File, head: bytes) -> str:
    """Say what a zip archive is that is no workbook; "" where it is none."""
    if not head.startswith(b"PK\x03\x04"):
        return ""
    members = _members(file, head)
    if not members:
        return "a damaged or cut-off workbook or archive; export or download it again"
    if "xl/workbook.bin" in members:
        return "a binary Excel workbook (.xlsb); save it as .xlsx"
    if "content.xml" in members:
        return "an OpenDocument file that is no spreadsheet; ask for the data file itself"
    inside = [cut(repr(name)) for name in members if not name.endswith("/")][:3]
    return f"a zip archive; unpack it first (it holds {', '.join(inside)})"


def _members(file: File, head: bytes) -> list[str]:
    if not head.startswith(b"PK\x03\x04"):
        return []
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
