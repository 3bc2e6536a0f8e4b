"""What separates the cells of a text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from ...errors import ArgumentError
from .records import records

DELIMITERS = (",", ";", "\t", "|", "~", "^", "#")
DOUBLED = ("::", "||")
"""Separators of two characters, which no answer has; one is read in their place."""

PARTS = "\x1f"
"""The separator of units in ASCII, which no text holds."""

_RARE = ("~", "^", "#")
"""Separators that stand within answers, too, as in "20~29": all rows have to be parted alike."""

_BY_SPACES = re.compile(r'(?:"[^"\r\n]*" )+"[^"\r\n]*"\r?\n(?:"|-?\d)[^,;\t|\r\n]* ')
"""Names in quotes with a space between, as R's write.table has them, above rows parted alike."""

_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 200_000


@dataclass(frozen=True)
class Dialect:
    """How cells are set apart.

    Attributes
    ----------
    delimiter : str
        One character.
    written : str
        What stands in its place in the file where that has several, as "::".
    declared : bool
        Whether the first line declares it, as in "sep=;", and is no row.
    quotes : bool
        Whether quotation marks enclose cells; else they are text.
    """

    delimiter: str
    declared: bool = False
    quotes: bool = True
    written: str = ""


def checked_delimiter(given: object) -> str:
    """Return a separator, or say what one is.

    Raises
    ------
    ArgumentError
        When it is no single character of ASCII, or one that means something else.
    """
    told = {"tab": "\t", "\\t": "\t"}.get(given, given) if isinstance(given, str) else given
    alone = isinstance(told, str) and len(told) == 1 and told.isascii() and told not in '"\r\n\0'
    if not isinstance(told, str) or not (told in DOUBLED or alone):
        raise ArgumentError(
            f'delimiter is {given!r}; expected one character, such as ";" or "\\t" for a tab, or '
            f"{' or '.join(map(repr, DOUBLED))}"
        )
    return told


Known = Callable[[Iterable[str]], int]
"""How many columns that a file ought to have the cells of a row name."""


def find_dialect(text: str, given: str | None, known: Known | None = None) -> Dialect:
    """Find out what separates the cells of a text, from its beginning.

    Parameters
    ----------
    text : str
    given : str, optional
        The separator, where the caller knows it.
    known : callable, optional
        Says how many columns that the file ought to have the cells of a row name.
    """
    # The line "sep=;" tells Excel the separator.
    first = text.lstrip("\r\n").partition("\n")[0].strip().strip('"')
    declared = first.lower().startswith("sep=") and len(first) <= 5
    if given is not None:
        return _of_sign(given, declared)
    if declared:
        return Dialect(first[4:] or "\t", declared=True)
    if known is None and _BY_SPACES.match(text.lstrip("\r\n")):
        return Dialect(" ")
    found = max((*DELIMITERS, *DOUBLED), key=lambda sign: _fitness(text, _of_sign(sign), known))
    return _of_sign(found)


def _of_sign(sign: str, declared: bool = False) -> Dialect:
    """Return the dialect of a separator."""
    return Dialect(
        PARTS if sign in DOUBLED else sign, declared, written=sign if sign in DOUBLED else ""
    )


def _fitness(text: str, dialect: Dialect, known: Known | None) -> tuple[int, bool, float]:
    """Score a separator: known names in a row; even rows; usual cells × squared share of such.

    Rows are even where all have the same number of cells, more than one: what stands between the
    answers of a cell does not part the header, too.
    """
    delimiter, text = dialect.delimiter, text[:_SAMPLE_CHARACTERS]
    if dialect.written and dialect.written not in text:
        return 0, False, 0.0
    widths: list[int] = []
    named = 0
    text = text.replace(dialect.written, delimiter) if dialect.written else text
    sample = records(text, delimiter, strict=False)
    filled = ((record, {cell.strip() for cell in record.cells}) for record in sample)
    for record, cells in islice((one for one in filled if one[1] - {""}), _SAMPLE_ROWS):
        widths.append(len(record.cells))
        named = max(named, known(cells) if known else 0)
    if not widths:
        return named, False, 0.0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    even = len(widths) > 1 and set(widths) == {usual} != {1}
    if (dialect.written or delimiter in _RARE) and not even:
        return 0, False, 0.0
    return named, even, (usual - 1) * (widths.count(usual) / len(widths)) ** 2
