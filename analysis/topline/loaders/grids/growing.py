"""A column that grows as a file is read: numbers and times as such, texts once each."""

from enum import Enum
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from .cell_types import Column, moments
from .texts import PLAIN, PROVES_POINT, Numbers, Texts
from .times import ISO

_LONGEST = 10**18
"""Numbers from here on are as long as identifiers; they stay text."""

_FIRST_YEAR, _LAST_YEAR = 1700, 2400
"""Between these years times are of our calendar for certain; text is looked at for others."""

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

    @classmethod
    def of(cls, strings: Any) -> "Kind":
        """Tell what some cells are: numbers and times as programs write them, or else text."""
        if strings.null_count == len(strings):
            return cls.words
        different = strings.dictionary_encode().dictionary
        text = cls.words if len(different) <= max(1, len(strings) * _FEW) else cls.text
        if pc.all(pc.match_substring_regex(different, ISO)).as_py():
            timed = pc.any(pc.match_substring(different, ":")).as_py()
            return cls.moment if timed else cls.day
        if not pc.all(pc.match_substring_regex(different, PLAIN)).as_py():
            return text
        if not pc.any(pc.match_substring(different, ".")).as_py():
            return cls.whole
        proven = pc.any(pc.match_substring_regex(different, PROVES_POINT)).as_py()
        return cls.decimal if proven else text


class GrowingColumn:
    """The cells of a column, part by part.

    Parameters
    ----------
    kind : Kind
        What its parts are.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
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
        """Say whether its numbers and times can be; text always can."""
        if self.kind in (Kind.text, Kind.words):
            return True
        found = self._whole()
        if found.null_count == len(found):
            return True
        ends = pc.min_max(found)
        low, high = ends["min"], ends["max"]
        if self.kind in (Kind.day, Kind.moment):
            years = pc.year(low).as_py(), pc.year(high).as_py()
            return bool(years[0] > _FIRST_YEAR and years[1] < _LAST_YEAR)
        # A word such as "NaN" is read as a number, too, and has to be seen as a word.
        nothing = self.kind is Kind.decimal and pc.any(pc.is_nan(found)).as_py()
        return bool(low.as_py() > -_LONGEST and high.as_py() < _LONGEST and not nothing)

    def column(self, name: str) -> Column | Numbers | Texts:
        """Return the whole column, and let go of its parts."""
        found = self._whole()
        self._parts.clear()
        if self.kind in (Kind.text, Kind.words):
            return Texts.of_strings(name, found)
        if found.null_count == len(found):
            return Texts.of_strings(name, found.cast(pa.string()))
        if self.kind in (Kind.day, Kind.moment):
            return moments(name, found.to_numpy(), timed=self.kind is Kind.moment)
        # whole numbers become decimals where cells are blank
        return Numbers(name, found.to_numpy(), proves_point=self.kind is Kind.decimal)

    def _join(self) -> None:
        """Copy small parts together, for what holds them is as large as what was read with them."""
        if self._small:
            self._parts.append(pa.concat_arrays(self._small))
            self._small.clear()

    def _whole(self) -> Any:
        self._join()
        return pa.chunked_array(self._parts, self.kind.type)
