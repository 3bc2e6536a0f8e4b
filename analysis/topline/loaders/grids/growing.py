"""A column that grows as a file is read: numbers as numbers, texts as their different ones."""

from enum import Enum
from typing import Any

import numpy as np
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

    @classmethod
    def of(cls, strings: Any) -> "Kind":
        """Tell what some cells are: numbers as programs write them, or else text."""
        if strings.null_count == len(strings):
            return cls.text
        if not pc.all(pc.match_substring_regex(strings, PLAIN)).as_py():
            return cls.text
        if not pc.any(pc.match_substring(strings, ".")).as_py():
            return cls.whole
        proven = pc.any(pc.match_substring_regex(strings, PROVES_POINT)).as_py()
        return cls.decimal if proven else cls.text


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
        self._few = True

    def add(self, part: Any) -> bool:
        """Add an array of Arrow, null where a cell is blank; say whether its numbers can be."""
        if self.kind is Kind.text and self._few:
            coded = part.dictionary_encode()
            self._few = len(coded.dictionary) <= max(1, len(part) * _FEW)
            part = coded if self._few else part
        self._parts.append(part)
        if self.kind is Kind.text or part.null_count == len(part):
            return True
        ends = pc.min_max(part)
        low, high = ends["min"].as_py(), ends["max"].as_py()
        # A word such as "NaN" is read as a number, too, and has to be seen as a word.
        nothing = self.kind is Kind.decimal and pc.any(pc.is_nan(part)).as_py()
        return bool(low > -_LONGEST and high < _LONGEST and not nothing)

    def column(self, name: str) -> Numbers | Texts:
        """Return the whole column, and let go of its parts."""
        parts, self._parts = self._parts, []
        if self.kind is not Kind.text:
            return self._numbers(name, pa.chunked_array(parts, self.kind.value))
        if not self._few:
            return Texts.of_strings(name, pa.chunked_array(map(_as_strings, parts), pa.string()))
        kind = pa.dictionary(pa.int32(), pa.string())
        return Texts.of_strings(name, pa.chunked_array(parts, kind))

    def _numbers(self, name: str, found: Any) -> Numbers | Texts:
        if found.null_count == len(found):
            return Texts.of_strings(name, found.cast(pa.string()))
        if found.null_count:
            found = found.cast(pa.float64(), safe=False).fill_null(np.nan)
        return Numbers(name, found.to_numpy(), proves_point=self.kind is Kind.decimal)


def _as_strings(part: Any) -> Any:
    return part if pa.types.is_string(part.type) else part.cast(pa.string())
