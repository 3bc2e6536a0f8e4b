"""Columns that grow as a file is read: numbers and times as such, texts once each."""

from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from .cell_types import Column, moments
from .texts import PLAIN, PROVES_POINT, Numbers, Texts
from .times import ISO

_LONGEST = 10**18
"""Numbers from here on are as long as identifiers; they stay text."""

_EXACT = 2**53
"""Whole numbers up to here are exact as decimals, which hold blanks, too."""

_FIRST_DAY, _LAST_DAY = np.datetime64("1701-01-01"), np.datetime64("2400-01-01")
"""From the one until the other times are of our calendar for certain; text is looked at for others.
"""

_FEW = 0.5
"""Share of different texts up to which only these are kept, with their places."""


_TOGETHER = 32
"""Parts that are copied into one."""


class Kind(Enum):
    """What the cells of a column are read as."""

    whole = "int64"
    decimal = "double"
    day = "date32"
    moment = "timestamp[us]"
    text = "string"
    words = "dictionary"

    @property
    def type(self) -> Any:
        """As a type of Arrow: of words only the different ones are kept, with their places."""
        if self is Kind.words:
            return pa.dictionary(pa.int32(), pa.string())
        return pa.type_for_alias(self.value)

    @property
    def is_text(self) -> bool:
        """Whether any cell can be read so."""
        return self in (Kind.text, Kind.words)

    @classmethod
    def of(cls, strings: Any) -> "Kind":
        """Tell what some cells are: numbers and times as programs write them, or else text."""
        if strings.null_count == len(strings):
            return cls.words
        different = strings.unique().drop_null()
        if pc.all(pc.match_substring_regex(different, ISO)).as_py():
            timed = pc.any(pc.match_substring(different, ":")).as_py()
            return cls.moment if timed else cls.day
        if not pc.all(pc.match_substring_regex(different, PLAIN)).as_py():
            return cls.of_text(strings)
        if not pc.any(pc.match_substring(different, ".")).as_py():
            return cls.whole
        proven = pc.any(pc.match_substring_regex(different, PROVES_POINT)).as_py()
        return cls.decimal if proven else cls.of_text(strings)

    @classmethod
    def of_text(cls, strings: Any) -> "Kind":
        """Tell how some cells are held as text."""
        few = pc.count_distinct(strings).as_py() <= max(1, len(strings) * _FEW)
        return cls.words if few else cls.text


class FilledColumn:
    """Numbers or times, written where the whole column will have them as the file is read.

    Parameters
    ----------
    kind : Kind
        What its parts are.
    room : (rows,) int64
        Where the whole column goes; numbers and times of any kind take as many bytes.
    first : int
        The row of the first part.
    """

    def __init__(self, kind: Kind, room: npt.NDArray[np.int64], first: int) -> None:
        self._kind = kind
        self._room = room
        self._held: Any = {Kind.whole: "i8", Kind.decimal: "f8"}.get(kind, "M8[us]")
        self._first = self._end = first
        self._has_words = False

    @property
    def _cells(self) -> npt.NDArray[Any]:
        cells: npt.NDArray[Any] = self._room.view(self._held)[self._first : self._end]
        return cells

    def add(self, part: Any) -> None:
        """Add an array of Arrow, null where a cell is blank."""
        if part.null_count and self._held == "i8":
            self._become_decimals()
        values = part.to_numpy(zero_copy_only=False)
        if self._kind is Kind.decimal:
            # A word such as "NaN" is read as a number, too, and has to be seen as a word.
            self._has_words |= np.count_nonzero(np.isnan(values)) > part.null_count
        start, self._end = self._end, self._end + len(values)
        self._room.view(self._held)[start : self._end] = values

    def extend(self, other: "FilledColumn") -> None:
        """Add the cells below, of the same kind."""
        if self._held != other._held:
            (self if self._held == "i8" else other)._become_decimals()
        self._held = other._held
        if len(other._cells):  # else notes below may have left room
            self._end = other._end
        self._has_words |= other._has_words

    def fits(self) -> bool:
        """Say whether these are numbers of people, and times of our calendar."""
        low, high = np.fmin.reduce(self._cells), np.fmax.reduce(self._cells)
        if self._held == "M8[us]":
            return bool(low >= _FIRST_DAY and high < _LAST_DAY)
        blank = self._kind is Kind.whole and self._held == "f8"
        most = _EXACT if blank else _LONGEST
        return bool(low > -most and high < most and not self._has_words)

    def column(self, name: str) -> Column | Numbers:
        """Return the whole column."""
        if self._held == "M8[us]":
            return moments(name, self._cells, timed=self._kind is Kind.moment)
        return Numbers(name, self._cells, proves_point=self._kind is Kind.decimal)

    def _become_decimals(self) -> None:
        """Hold whole numbers as decimals, among which a blank cell can be told."""
        whole, self._held = self._cells, "f8"
        self._cells[:] = whole


class GrowingColumn:
    """Texts of a column, part by part."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._parts: list[Any] = []
        self._small: list[Any] = []

    def add(self, part: Any) -> None:
        """Add an array of Arrow, null where a cell is blank."""
        self._small.append(part)
        if len(self._small) == _TOGETHER:
            self._join()

    def extend(self, other: "GrowingColumn") -> None:
        """Add the cells of a column of the same kind."""
        self._join()
        other._join()
        self._parts.extend(other._parts)

    def fits(self) -> bool:
        """Say that whatever stands in a cell can be text."""
        return True

    def column(self, name: str) -> Texts:
        """Return the whole column, and let go of its parts."""
        self._join()
        found = pa.chunked_array(self._parts, self._kind.type)
        self._parts.clear()
        return Texts.of_strings(name, found)

    def _join(self) -> None:
        """Copy small parts together, for what holds them is as large as what was read with them."""
        if self._small:
            self._parts.append(pa.concat_arrays(self._small))
            self._small.clear()
