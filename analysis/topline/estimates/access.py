"""Estimates at hand, as pandas users expect them: one row by its name, the table as a file."""

from collections.abc import Mapping
from difflib import get_close_matches
from os import PathLike
from typing import Any

import numpy as np
import pandas as pd

import topline

from ..arguments import check_one_of, described
from ..errors import ArgumentError
from ..shown import guarded
from ..writing.places import file_place
from ..writing.whole import write_whole
from .schema import label_columns

_NAMED = 12
"""Names that a message lists at most."""

_CHARTS = ("estimates", "bars", "pictogram", "uncertainty", "likert", "difference", "trend")
"""Charts that estimates alone make."""


def row_or_column(table: pd.DataFrame, key: Any) -> "pd.Series[Any]":
    """Return the one row that has a name, or all the names of a tuple; else the column of a name.

    Raises
    ------
    ArgumentError
        When nothing is called so, or several rows are.
    """
    names = key if isinstance(key, tuple) else (key,)
    texts = table[label_columns(table)].map(str)
    fits = np.ones(len(table), dtype=bool)
    for name in names:
        fits &= (texts == str(name)).any(axis=1).to_numpy(dtype=bool)
    at = np.flatnonzero(fits)
    if at.size == 1:
        return table.iloc[int(at[0])].rename(", ".join(map(str, names)))
    if at.size == 0 and isinstance(key, str) and key in table:
        return table[key].copy()
    if at.size == 0:
        words = dict.fromkeys(texts.to_numpy().ravel())
        lacking = [str(name) for name in names if str(name) not in words]
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
    return f"({', '.join(map(repr, own))})"


def _listed(keys: list[str]) -> str:
    own = list(dict.fromkeys(keys))
    rest = len(own) - _NAMED
    return ", ".join(own[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def table_csv(
    table: pd.DataFrame, path: str | PathLike[str] | None, *, guard_formulas: bool
) -> str | None:
    """Write a table as CSV, whole or not at all; return it as a text where no path is given."""
    check_one_of("guard_formulas", guard_formulas, (False, True))
    own = table.map(guarded) if guard_formulas else table
    text = str(own.to_csv(index=False, lineterminator="\n"))
    if path is None:
        return text
    place = file_place(path, "estimates", (".csv",))
    write_whole({place: text.encode("utf-8", "backslashreplace")})
    return None


def plotted(estimates: Any, kind: str, options: Mapping[str, Any]) -> Any:
    """Draw estimates by the public function of a chart, which the package's front door loads.

    Charts are drawn of estimates, so their rooms stand above this one and cannot be imported here.
    """
    name = kind.removeprefix("plot_") if isinstance(kind, str) else kind
    check_one_of("kind", name, _CHARTS)
    return getattr(topline, f"plot_{name}")(estimates, **options)
