"""Answers on a scale: which answers there are, on which side, and what is set aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.schema import label_columns
from ...wording import NOT_KNOWN, label_text, percent_text, value_text

ASIDE = (
    "don't know", "dont know", "do not know", "can't say", "dk", "na", "not sure", "unsure",
    "refused", "refusal", "prefer not to say", "no answer", "no opinion", "not applicable",
    "weiss nicht", "keine angabe", "keine antwort", "verweigert",
)  # fmt: skip
"""Answers that are set aside unless others are named, casefolded; also one with another."""

MOST = 7
"""Answers whose colours can be told apart."""

_ONE_WITH_ANOTHER = re.compile(r"\s*(?:/|,|\bor\b|\boder\b)\s*")

FloatArray = NDArray[np.float64]
_MOST = 1.0005
"""A sum of shares above this is no scale's: its answers exclude each other."""


@dataclass(frozen=True, eq=False)
class Scale:
    """Bars of a scale, top-down.

    Attributes
    ----------
    table : pandas.DataFrame
        The estimates.
    labels : tuple of str
        What each bar is of.
    names : tuple of str
        The columns that tell bars apart.
    keys : tuple of tuple
        Their values for each bar.
    answers, aside : tuple
        Answers from one end to the other, and those set aside.
    shares : (bars, answers and aside) float
        NaN where there is none; 0 for an answer that is not told of a bar with others.
    bases : list
        Respondents of each bar; NA where not stated.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[tuple[Any, ...], ...]
    answers: tuple[Any, ...]
    aside: tuple[Any, ...]
    shares: FloatArray
    bases: tuple[Any, ...]

    @property
    def middle(self) -> int | None:
        """The answer in the middle of an odd number, three at least."""
        number = len(self.answers)
        return number // 2 if number % 2 and number > 1 else None

    def in_order(self, order: Sequence[int]) -> "Scale":
        """Return the bars in another order."""
        at = list(order)
        keys = tuple(self.keys[i] for i in at)
        return replace(
            self,
            table=in_bar_order(self.table, self.names, keys),
            labels=tuple(self.labels[i] for i in at),
            keys=keys,
            bases=tuple(self.bases[i] for i in at),
            shares=self.shares[at],
        )


def read_scale(
    estimates: Any, rows: str | Sequence[str] | None, aside: Sequence[str] | None
) -> Scale:
    """Read the answers of one or several questions.

    Raises
    ------
    DataError
        When a column is missing, there are no rows, or shares add up to more than everybody.
    ArgumentError
        When `rows` are no columns, an answer is told twice for a bar, or there are too many.
    """
    table = _table(estimates)
    names = _row_columns(table, rows)
    keys = bar_keys(table, names)
    bars = list(dict.fromkeys(keys))
    answers = _answers(table["category"])
    set_aside = [answer for answer in answers if _is_aside(answer, aside)]
    scale = [answer for answer in answers if answer not in set_aside]
    _check_answers(scale)
    shares = _shares(table, (keys, bars), [*scale, *set_aside])
    bases = [_base(table.iloc[[at for at, key in enumerate(keys) if key == bar]]) for bar in bars]
    return Scale(
        table,
        tuple(map(_label, bars)),
        tuple(names),
        tuple(bars),
        tuple(scale),
        tuple(set_aside),
        shares,
        tuple(bases),
    )


def bar_keys(table: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what tells the bar of each row apart; None for what is missing."""
    rows = table[list(names)].astype(object).to_numpy()
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def in_bar_order(
    table: pd.DataFrame, names: Sequence[str], keys: Sequence[tuple[Any, ...]]
) -> pd.DataFrame:
    """Return the rows of a table bar by bar."""
    place = [keys.index(key) for key in bar_keys(table, names)]
    return table.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)


def _label(bar: tuple[Any, ...]) -> str:
    words = (NOT_KNOWN if value is None else label_text(value) for value in bar)
    return " ".join(", ".join(words).split())


def _check_answers(scale: list[Any]) -> None:
    if not scale:
        raise DataError("all answers are set aside; name those that are by aside=")
    if len(scale) > MOST:
        raise ArgumentError(
            f"the scale has {len(scale)} answers; two to seven can be told apart by colour, so "
            "put answers together by Estimates.net(), or set some aside by aside="
        )


def _table(estimates: Any) -> pd.DataFrame:
    table = estimates.table if isinstance(estimates, Estimates) else estimates
    if not isinstance(table, pd.DataFrame):
        raise ArgumentError(
            f"the table is a {type(table).__name__}; expected Estimates or a DataFrame"
        )
    missing = [name for name in ("category", "estimate") if name not in table]
    if missing:
        raise DataError(
            f"the table has no column {', '.join(map(repr, missing))}; a chart of a scale needs "
            "category and estimate, one row per answer, as Survey.proportion returns"
        )
    if table.empty:
        raise DataError("the table has no rows; a chart needs at least one estimate")
    return table.reset_index(drop=True)


def _row_columns(table: pd.DataFrame, rows: str | Sequence[str] | None) -> list[str]:
    """Return the columns that tell bars apart: those asked for, or all labels that vary."""
    if rows is not None:
        names = [rows] if isinstance(rows, str) else list(rows)
        for name in names:
            if name not in table:
                listed = ", ".join(map(str, table.columns))
                raise ArgumentError(f"rows is {name!r}, which is no column; choose from {listed}")
        return names
    found = [name for name in label_columns(table) if name != "category"]
    varying = [name for name in found if len(table[name].drop_duplicates()) > 1]
    return varying or found[:1]


def _answers(categories: "pd.Series[Any]") -> list[Any]:
    """Return all answers: in the order of their categories, or as they appear."""
    if isinstance(categories.dtype, pd.CategoricalDtype):
        return list(categories.cat.categories)
    return list(dict.fromkeys(categories.dropna()))


def _is_aside(answer: Any, aside: Sequence[str] | None) -> bool:
    words = _plain(answer)
    if aside is not None:
        return words in map(_plain, aside)
    return all(part in ASIDE for part in _ONE_WITH_ANOTHER.split(words.strip("()[]")))


def _plain(answer: Any) -> str:
    return " ".join(str(answer).casefold().replace("’", "'").split())


def _shares(
    table: pd.DataFrame, bars: tuple[list[Any], list[Any]], answers: list[Any]
) -> FloatArray:
    keys, all_bars = bars
    shares = np.full((len(all_bars), len(answers)), np.nan)
    told = set()
    _check_shares(table["estimate"].to_numpy(dtype=float))
    for key, answer, share in zip(keys, table["category"], table["estimate"], strict=True):
        if (key, answer) in told:
            raise ArgumentError(
                f"the answer {answer!r} is told twice for {_label(key)!r}; "
                "name the columns that tell bars apart by rows="
            )
        told.add((key, answer))
        if pd.notna(answer):
            shares[all_bars.index(key), answers.index(answer)] = share
    untold = np.array([[(bar, answer) not in told for answer in answers] for bar in all_bars])
    shares[untold & np.isfinite(shares).any(axis=1, keepdims=True)] = 0
    totals = np.nansum(shares, axis=1)
    if (totals > _MOST).any():
        bar = _label(all_bars[int(np.argmax(totals))])
        raise DataError(
            f"the shares of {bar!r} add up to {percent_text(totals.max())}; the answers of a scale "
            "exclude each other: for several answers use plot_bars"
        )
    return shares


def _check_shares(shares: FloatArray) -> None:
    wrong = shares[(shares < 0) | (shares > _MOST)]
    if len(wrong):
        raise DataError(
            f"an estimate is {value_text(wrong[0], 6)}; expected shares from 0 to 1: "
            "divide percents by 100"
        )


def _base(rows: pd.DataFrame) -> Any:
    """Return the base of a bar, where it is stated and one."""
    found = list(rows["n"].dropna().unique()) if "n" in rows else []
    return int(found[0]) if len(found) == 1 else pd.NA
