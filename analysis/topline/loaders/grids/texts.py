"""A column of text as its different texts: whatever is decided is decided once for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

_DROPPED = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe"
"""Invisible: marks of order, of direction, of places to break. Joiners stay, they shape letters."""

_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000\u0085\u2028\u2029"
_UNTIDY = f"[{_DROPPED}\u00a0]|^[\\s{_SPACES}]|[\\s{_SPACES}]$"

PLAIN = r"^-?((0|[1-9][0-9]{0,17})(\.[0-9]+)?|\.[0-9]+)$"
"""Numbers as programs write them; what is written otherwise is looked at one by one."""

PROVES_POINT = r"\.[0-9]{1,2}$|\.[0-9]{4,}$|^-?(0|[0-9]{4,})\."
"""Plain numbers in which the point is no mark of thousands."""

_FEW = 10_000
"""Different texts up to which a list holds them; a text of Python takes five times its letters."""

_TABLE = {
    **dict.fromkeys(
        [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
         *range(0x2066, 0x206A), 0xFEFF, 0xFFFE]
    ),
    0xA0: " ",
}  # fmt: skip


def tidy(text: str) -> str:
    """Return a text without invisible characters and without spaces around it."""
    return text.translate(_TABLE).strip()


class _ManyTexts(Sequence[str]):
    """Many texts, made one by one out of an array of Arrow."""

    def __init__(self, strings: Any) -> None:
        self._strings = strings

    def __len__(self) -> int:
        return len(self._strings)

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _FEW):
            yield from self._strings.slice(first, _FEW).to_pylist()

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if not isinstance(place, slice):
            return str(self._strings[int(place)].as_py())
        found: list[str] = self._strings[place].to_pylist()
        return found


def texts_of(strings: Any) -> Sequence[str]:
    """Return the texts of an array of Arrow; of many none is kept twice."""
    return _ManyTexts(strings) if len(strings) > _FEW else strings.to_pylist()


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of text.

    Attributes
    ----------
    name : str
    distinct : pyarrow.StringArray
        Its different texts, tidy, none of them blank.
    places : (rows,) int32
        Where each cell's text stands among them; −1 where the cell is blank.
    """

    name: str
    distinct: Any
    places: npt.NDArray[np.int32]

    @classmethod
    def of_strings(cls, name: str, strings: Any) -> "Texts":
        """Return a column from an array or a chunked array of Arrow, of strings or coded ones."""
        is_coded = pa.types.is_dictionary(strings.type)
        coded = strings if is_coded else strings.dictionary_encode()
        if isinstance(coded, pa.ChunkedArray):
            parts = (coded.unify_dictionaries() if is_coded else coded).chunks
            distinct = parts[-1].dictionary if parts else pa.array([], pa.string())
            indices = pa.chunked_array([part.indices for part in parts], pa.int32())
        else:
            distinct, indices = coded.dictionary, coded.indices
        filled = indices.fill_null(-1) if indices.null_count else indices
        places = filled.to_numpy()
        untidy = pc.match_substring_regex(distinct, _UNTIDY)
        if not (pc.any(untidy).as_py() or pc.any(pc.equal(distinct, "")).as_py()):
            return cls(name, distinct, places)
        clean = [tidy(text) for text in distinct.to_pylist()]
        kept = {text: place for place, text in enumerate(dict.fromkeys(filter(None, clean)))}
        moved = np.array([*(kept.get(text, -1) for text in clean), -1], np.int32)
        return cls(name, pa.array(list(kept), pa.string()), moved[places])

    @classmethod
    def of_list(cls, name: str, texts: Iterable[str]) -> "Texts":
        """Return a column from a text for each cell."""
        return cls.of_strings(name, pa.array(list(texts), pa.string()))

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which cells are blank."""
        return self.places < 0

    def cell(self, row: int) -> str:
        """Return the text of one row, "" where it is blank."""
        place = int(self.places[row])
        return "" if place < 0 else str(self.distinct[place].as_py())

    def kept(self, rows: npt.NDArray[np.bool_]) -> "Texts":
        """Return the column of some rows, without texts that are in none of them."""
        places = self.places[rows]
        used = np.bincount(places[places >= 0], minlength=len(self.distinct)) > 0
        moved = np.append(np.cumsum(used) - 1, -1).astype(np.int32)
        return Texts(self.name, self.distinct.filter(pa.array(used)), moved[places])

    @cached_property
    def texts(self) -> Sequence[str]:
        """The different texts."""
        return texts_of(self.distinct)

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many cells have each text."""
        return np.bincount(self.places + 1, minlength=len(self.distinct) + 1)[1:]

    @cached_property
    def plain(self) -> npt.NDArray[np.bool_]:
        """Which of the texts are numbers as programs write them."""
        return _mask(pc.match_substring_regex(self.distinct, PLAIN))

    def matching(self, pattern: str, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Tell which texts match a pattern of RE2, among some of them."""
        found = np.zeros(len(self.distinct), bool)
        some = self.distinct.filter(pa.array(among))
        found[among] = _mask(pc.match_substring_regex(some, pattern))
        return found

    @cached_property
    def proves_point(self) -> bool:
        """Whether its plain numbers prove that the point is the decimal mark."""
        return bool(self.matching(PROVES_POINT, self.plain).any() if self.plain.any() else False)

    def spread(
        self, values: Sequence[Any] | npt.NDArray[Any], blank: Any, dtype: Any = object
    ) -> npt.NDArray[Any]:
        """Return a value for each cell from one for each text, and one for blank cells."""
        table = np.empty(len(values) + 1, dtype)
        table[:-1] = values
        table[-1] = blank
        return table[self.places]

    def numbers(self, values: Sequence[Any] | npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return a number for each cell from one for each text, None where it is missing."""
        known = values if isinstance(values, np.ndarray) else numbers_of(values)
        if known.dtype.kind == "i" and not self.blank.any():
            return self.spread(known, 0, known.dtype)
        return self.spread(known, np.nan, float)

    def strings(self, places: npt.NDArray[np.int32]) -> Any:
        """Return the texts at some places as an array of pandas, missing where it is −1."""
        # as wide as pandas holds them, before there is one for each cell
        wide = self.distinct.cast(pa.large_string())
        dtype: Any = pd.StringDtype()
        return dtype.__from_arrow__(wide.take(pa.array(places, mask=places < 0)))


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of plain numbers.

    Attributes
    ----------
    name : str
    cells : (rows,) int64 or float64
        NaN where a cell is blank.
    proves_point : bool
        Whether they prove that the point is the decimal mark.
    """

    name: str
    cells: npt.NDArray[Any]
    proves_point: bool = False

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which cells are blank."""
        whole = self.cells.dtype.kind == "i"
        return np.zeros(len(self.cells), bool) if whole else np.isnan(self.cells)

    def cell(self, row: int) -> str:
        """Return the text of one row, "" where it is blank."""
        value = self.cells[row]
        return "" if np.isnan(value) else f"{value:.15g}"

    def kept(self, rows: npt.NDArray[np.bool_]) -> "Numbers":
        """Return the column of some rows."""
        return Numbers(self.name, self.cells[rows], self.proves_point)


def numbers_of(values: Sequence[Any]) -> npt.NDArray[Any]:
    """Return numbers as integers where all are whole and none is missing, else as floats."""
    if values and all(type(value) is int and abs(value) < 2**63 for value in values):
        return np.array(values, np.int64)
    return np.array([np.nan if value is None else float(value) for value in values], float)


def _mask(found: Any) -> npt.NDArray[np.bool_]:
    mask: npt.NDArray[np.bool_] = found.to_numpy(zero_copy_only=False).astype(bool)
    return mask
