"""A column that grows as a file is read: numbers as numbers, texts as their different ones."""

from enum import Enum
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from .texts import PLAIN, PROVES_POINT, Numbers, Texts

_LONGEST = 10**18
"""Numbers from here on are as long as identifiers; they stay text."""

_FEW = 0.5
"""Share of different texts up to which only these are kept, with their places."""


class Kind(Enum):
    """What the cells of a column are read as."""

    whole = "int64"
    decimal = "double"
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
        """Tell what some cells are: numbers as programs write them, or else text."""
        if strings.null_count == len(strings):
            return cls.words
        different = strings.dictionary_encode().dictionary
        text = cls.words if len(different) <= max(1, len(strings) * _FEW) else cls.text
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

    def add(self, part: Any) -> None:
        """Add an array of Arrow, null where a cell is blank."""
        self._parts.append(part)

    def fits(self) -> bool:
        """Say whether its numbers can be; text always can."""
        if self.kind in (Kind.text, Kind.words):
            return True
        found = self._whole()
        if found.null_count == len(found):
            return True
        ends = pc.min_max(found)
        low, high = ends["min"].as_py(), ends["max"].as_py()
        # A word such as "NaN" is read as a number, too, and has to be seen as a word.
        nothing = self.kind is Kind.decimal and pc.any(pc.is_nan(found)).as_py()
        return bool(low > -_LONGEST and high < _LONGEST and not nothing)

    def column(self, name: str) -> Numbers | Texts:
        """Return the whole column, and let go of its parts."""
        found, self._parts = self._whole(), []
        if self.kind in (Kind.text, Kind.words):
            return Texts.of_strings(name, found)
        if found.null_count == len(found):
            return Texts.of_strings(name, found.cast(pa.string()))
        # whole numbers become decimals where cells are blank
        return Numbers(name, found.to_numpy(), proves_point=self.kind is Kind.decimal)

    def _whole(self) -> Any:
        return pa.chunked_array(self._parts, self.kind.type)
