"""CSV and its kin: bytes → text → rows of cells, each with its line in the file."""

from collections.abc import Collection
from itertools import islice

from ...errors import DataError
from ..codebook.limit import Limit
from ..codebook.variables import Wanted
from ..grids.grid import Grid
from .file import File
from .records import QuotingError, records

DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 200_000


def read_text(file: File, wanted: Wanted) -> Grid:
    """Read the cells of delimited text; `encoding` and `known` of `wanted` apply."""
    raw = file.unpacked(wanted.limit)
    text, notes = decode(raw, file.name, wanted.encoding)
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"')
    if declared.lower().startswith("sep=") and len(declared) <= 5:
        # The line "sep=;" tells Excel the separator; left blank, the others keep their numbers.
        text, delimiter = f"\n{rest}", declared[4:] or "\t"
    else:
        delimiter = find_delimiter(text, wanted.known)
    rows, lines = _rows(text, delimiter, file.name, wanted.limit)
    if not rows:
        raise DataError(
            f"{file.name} is empty; expected a header line and one row per {wanted.row}"
        )
    return Grid(
        name=file.name,
        rows=rows,
        lines=lines,
        unit="line",
        decimal_comma=delimiter == ";",
        notes=tuple(notes),
    )


def decode(raw: bytes, name: str, encoding: str | None) -> tuple[str, list[str]]:
    """Return a file's text and a note where its encoding had to be guessed.

    A byte-order mark decides, then UTF-8 where every byte fits, then Windows-1252.
    """
    if encoding is not None:
        return _without_mark(_decoded(raw, name, encoding)), []
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return _checked(_decoded(raw, name, codec), name), []
    wide = _wide_codec(raw)
    if wide:
        return _checked(_decoded(raw, name, wide), name), []
    try:
        return _checked(raw.decode("utf-8"), name), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        note = (
            f"{name} is not UTF-8 (line {line} has the byte 0x{raw[error.start]:02x}); it was read "
            "as Windows-1252 (pass encoding= if words look wrong)"
        )
        return _checked(raw.decode("cp1252", errors="replace"), name), [note]


def _decoded(raw: bytes, name: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        raise DataError(
            f"{name} cannot be read with encoding={encoding!r}, which is not known; "
            'pass one such as "utf-8" or "cp1252"'
        ) from None
    except UnicodeError:
        raise DataError(
            f'{name} is not {encoding}; pass another encoding, such as "utf-8" or "cp1252"'
        ) from None


def _without_mark(text: str) -> str:
    """Take off the byte-order mark, and the end-of-file character of DOS."""
    return text.removeprefix("\ufeff").removesuffix("\x1a")


def _wide_codec(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of plain text is zero."""
    sample = raw[:2000]
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) > 0.4 * len(sample) and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * len(sample) and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        line = len(text[: text.index("\0")].splitlines()) or 1
        raise DataError(
            f"{name} holds NUL bytes (line {line}), so it is damaged or no text file; "
            "export it again as CSV (UTF-8)"
        )
    return _without_mark(text)


def find_delimiter(text: str, known: Collection[str] = ()) -> str:
    """Return the separator of a text.

    That is the one which sets apart most column names that are `known`, if there are any; and then
    the one that splits the rows into most cells of the same number.
    """
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, delimiter, known))


def _fitness(text: str, delimiter: str, known: Collection[str]) -> tuple[int, float]:
    """Score a separator: known names in a row; cells of the usual row × squared share of such."""
    widths: list[int] = []
    named = 0
    sample = records(text[:_SAMPLE_CHARACTERS], delimiter, strict=False)
    filled = ((record, {cell.strip() for cell in record.cells}) for record in sample)
    for record, cells in islice((one for one in filled if one[1] - {""}), _SAMPLE_ROWS):
        widths.append(len(record.cells))
        named = max(named, len(cells.intersection(known)))
    if not widths:
        return named, 0.0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return named, (usual - 1) * (widths.count(usual) / len(widths)) ** 2


def _rows(text: str, delimiter: str, name: str, limit: Limit) -> tuple[list[list[str]], list[int]]:
    """Split text into rows that hold anything, and the line each starts on."""
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    try:
        for line, row in records(text, delimiter):
            cells += len(row)
            if cells > limit.cells:
                limit.refuse_more_cells(name)
            if any(map(str.strip, row)):
                limit.check_columns(len(row), name)
                rows.append(row)
                lines.append(line)
    except QuotingError as error:
        raise DataError(f"{name}, line {error.line}: {error}; correct the quoting") from None
    return rows, lines
