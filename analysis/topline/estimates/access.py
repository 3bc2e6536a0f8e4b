"""Results at hand, as pandas users expect them: a row by its name, the table as a file, a chart."""

from collections.abc import Collection
from difflib import get_close_matches
from os import PathLike
from typing import Any, ClassVar

import numpy as np
import pandas as pd

import topline

from ..arguments import check_one_of, described
from ..errors import ArgumentError
from ..shown import guarded
from ..wording import label_text
from ..writing.places import file_place
from ..writing.whole import write_whole
from .schema import label_columns

_NAMED = 12
"""Names that a message lists at most."""


class AtHand:
    """What holds one tidy table: a row by its name, the table as a frame or file, a quick chart."""

    _charts: ClassVar[tuple[str, ...]] = ()
    """Charts that it makes by itself, the usual one first."""

    _unnamed: ClassVar[tuple[str, ...]] = ()
    """Columns of words by which no row is called."""

    def to_frame(self) -> pd.DataFrame:
        """Return the tidy table, a row for each estimate, to compute with; a copy."""
        # a field of some, a property of others: a table, or the estimates that hold it
        held: Any = self.table  # type: ignore[attr-defined]
        found: pd.DataFrame = held if isinstance(held, pd.DataFrame) else held.to_frame()
        return found

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

    def plot(self, kind: str | None = None, **options: Any) -> Any:
        """Draw it; ``publish`` gives the chart its title and source.

        Parameters
        ----------
        kind : str, optional
            Name of a chart without its ``plot_``; by default the usual one: "estimates" of
            estimates, "crosstab" of a crosstab, "coefficients" of models, "survival" of curves.
        **options
            As that function takes them: ``est.plot("bars", highlight="yes")``.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            When there is no such chart of it, or an option is none of the chart's.
        """
        name = self._charts[0] if kind is None else kind
        name = name.removeprefix("plot_") if isinstance(name, str) else name
        check_one_of("kind", name, self._charts)
        # charts are drawn of what is held here, so their rooms stand above this one
        return getattr(topline, f"plot_{name}")(self._drawn, **options)

    @property
    def _drawn(self) -> Any:
        """What its charts take."""
        return self

    def __getitem__(self, key: Any) -> "pd.Series[Any]":
        """Return a row by its name, or a column by its own.

        A row is named by any of its labels (answer, question, group, column, term, figure), as long
        as that is one row's alone, or by a tuple of several: ``est["yes"]``, ``est["North",
        "yes"]``.

        Raises
        ------
        ArgumentError
            When nothing is called so, or several rows are.
        """
        return row_or_column(self.to_frame(), key, self._unnamed)

    __iter__ = None  # a table has rows and columns; neither is what a loop would expect
    __contains__ = None


def row_or_column(table: pd.DataFrame, key: Any, unnamed: Collection[str] = ()) -> "pd.Series[Any]":
    """Return the one row that has a name, or all the names of a tuple; else the column of a name.

    Raises
    ------
    ArgumentError
        When nothing is called so, or several rows are.
    """
    names = key if isinstance(key, tuple) else (key,)
    texts = table[[name for name in label_columns(table) if name not in unnamed]].map(label_text)
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


def _key(at: int, texts: pd.DataFrame) -> str:
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
