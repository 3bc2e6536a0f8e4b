"""Results at hand, as pandas users expect them: rows as a frame or file, a row by its name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from numbers import Number
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..arguments import check_one_of, described
from ..errors import ArgumentError
from ..shown import guarded, shown_text
from ..wording import label_text
from .places import file_place
from .whole import write_whole

if TYPE_CHECKING:
    import pandas as pd

_NAMED = 12
"""Names that a message lists at most."""

_SHOWN = 60
"""Rows of a table that shows itself."""


class AtHand:
    """What a person holds: rows as a frame or a file, a row by its name.

    Of a value with a ``table`` these are its rows; of any other what it found, a column each, in
    one row, or in as many as its first array has.
    """

    _unnamed: ClassVar[tuple[str, ...]] = ()
    """Columns of words by which no row is called."""

    def to_frame(self) -> "pd.DataFrame":
        """Return what was found as a tidy table, to compute with; a copy."""
        # a field of some, a property of others: a table, or the estimates that hold it
        held: Any = getattr(self, "table", None)
        if held is None:
            return frame_of_values([self])
        return held.to_frame() if isinstance(held, AtHand) else held.copy()

    def to_csv(
        self, path: str | PathLike[str] | None = None, *, guard_formulas: bool = False
    ) -> str | None:
        """Write what ``to_frame`` returns as CSV at full precision, or return it as a text.

        Parameters
        ----------
        path : path, optional
            Where to write, ending in .csv; by default nothing is written.
        guard_formulas : bool, default False
            Whether words that begin as a formula does get a ``'`` before them, for those who open
            the file in a spreadsheet.

        Returns
        -------
        str or None
            The text, where no path is given.

        Raises
        ------
        ArgumentError
            When no such file can be there.
        """
        check_one_of("guard_formulas", guard_formulas, (False, True))
        table = self.to_frame()
        own = table.map(guarded) if guard_formulas else table
        text = str(own.to_csv(index=False, lineterminator="\n"))
        if path is None:
            return text
        place = file_place(path, "the table", (".csv",))
        write_whole({place: text.encode("utf-8", "backslashreplace")})
        return None

    def __getitem__(self, key: Any) -> "pd.Series[Any]":
        """Return a row by its name, or a column by its own.

        A row is named by any of its words (answer, question, group, column, term, figure), as long
        as that is one row's alone, or by a tuple of several: ``est["yes"]``, ``est["North",
        "yes"]``.

        Raises
        ------
        ArgumentError
            When nothing is called so, or several rows are.
        """
        table = self.to_frame()
        names = [name for name in self._naming(table) if name not in self._unnamed]
        return row_or_column(table, key, names)

    def _naming(self, table: "pd.DataFrame") -> Collection[Any]:
        """Return the columns by which rows are called: those of words."""
        return [name for name in table if table[name].map(lambda x: isinstance(x, str)).any()]

    __iter__ = None  # a table has rows and columns; neither is what a loop would expect
    __contains__ = None


def frame_of_values(values: Iterable[Any]) -> "pd.DataFrame":
    """Return values of one class as a frame, with a column for each thing they found.

    One row each, or as many as its first array has; what is no number and no words is left out.
    """
    pandas: Any = import_module("pandas")  # a printed sentence is in no need of it
    parts = []
    for value in values:
        columns = dict(_columns_of(value))
        rows = next((len(own) for own in columns.values() if isinstance(own, np.ndarray)), 1)
        parts.append(
            pandas.DataFrame(
                {
                    name: own if isinstance(own, np.ndarray) else [own] * rows
                    for name, own in columns.items()
                    # what has rows of another kind, such as a line drawn among points, has none
                    if not isinstance(own, np.ndarray) or len(own) == rows
                }
            )
        )
    found: pd.DataFrame = pandas.concat(parts, ignore_index=True)
    return found


def _columns_of(value: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Yield the columns of a value by name; parts that are values have theirs behind its name."""
    named = getattr(value, "_fields", None) or [field.name for field in fields(value)]
    for name in named:
        own = getattr(value, name)
        if name.startswith("_"):
            continue
        if own is None or isinstance(own, (str, Number, np.generic, date)):
            yield prefix + name, own
        elif isinstance(own, PathLike):
            yield prefix + name, str(own)
        elif isinstance(own, np.ndarray) or hasattr(own, "to_numpy"):
            array = np.asarray(own)
            if array.ndim < 2:
                yield prefix + name, array if array.ndim else array.item()
        elif is_dataclass(own) or hasattr(own, "_fields"):
            # limits have names that say what they are
            yield from _columns_of(own, "" if name == "interval" else f"{prefix}{name}_")
        elif not isinstance(own, Mapping) and all(isinstance(one, str) for one in own):
            yield prefix + name, "; ".join(own)


def frame_as_html(table: "pd.DataFrame") -> str:
    """Return a table as a notebook shows it: the first rows, what is missing left blank."""
    return shown_text(table.to_html(index=False, na_rep="", border=0, max_rows=_SHOWN))


def row_or_column(table: "pd.DataFrame", key: Any, naming: Collection[Any]) -> "pd.Series[Any]":
    """Return the one row that has a name, or all the names of a tuple; else the column of a name.

    Raises
    ------
    ArgumentError
        When nothing is called so, or several rows are.
    """
    names = key if isinstance(key, tuple) else (key,)
    texts = table[list(naming)].map(label_text)
    fits = np.ones(len(table), dtype=bool)
    for name in names:
        fits &= (texts == label_text(name)).any(axis=1).to_numpy(dtype=bool)
    at = np.flatnonzero(fits)
    if at.size == 1:
        return table.iloc[int(at[0])].rename(", ".join(map(str, names)))
    if at.size == 0 and isinstance(key, str) and key in table:
        return table[key].copy()
    if at.size == 0:
        words = dict.fromkeys(texts.to_numpy().ravel())
        lacking = [label_text(name) for name in names if label_text(name) not in words]
        close = get_close_matches(lacking[0], words, n=1) if lacking else []
        raise ArgumentError(
            f"no row is called {described(key)}; expected one of "
            f"{_listed([_key(row, texts) for row in range(len(texts))])}"
            + (f"; did you mean {close[0]!r}?" if close else "")
        )
    raise ArgumentError(
        f"{at.size} rows are called {described(key)}; name one of them by a tuple: "
        f"{_listed([_key(int(i), texts) for i in at])}"
    )


def _key(at: int, texts: "pd.DataFrame") -> str:
    """Return the shortest name of a row that is its alone, as it is written in brackets."""
    varying = [name for name in texts if len(set(texts[name])) > 1] or list(texts)[-1:]
    own = [str(texts[name].iloc[at]) for name in varying]
    for word in own:
        if (texts == word).any(axis=1).sum() == 1:
            return repr(word)
    return f"({', '.join(map(repr, dict.fromkeys(own)))})"


def _listed(keys: list[str]) -> str:
    own = list(dict.fromkeys(keys))
    rest = len(own) - _NAMED
    return ", ".join(own[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
