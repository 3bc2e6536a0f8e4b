"""Answers on a scale: which answers there are, on which side, and what is set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...answers import ends_of, set_aside
from ...answers.numbers import MOST_COLOURED
from ...arguments import described, listed_values
from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.reasons import Severity
from ...estimates.scale import NO_ORDER, Scale
from ...estimates.schema import FloatArray, label_columns
from ...estimates.suppression import imprecise_severity
from ...wording import NOT_KNOWN, label_text, percent_text, value_text
from ..frame.rows import reasons_of
from ..frame.tables import check_column, read_table, varying
from .keys import bar_keys, in_bar_order

MOST = MOST_COLOURED
"""Answers whose colours can be told apart."""

_MOST = 1.0005
"""A sum of shares above this is no scale's: its answers exclude each other."""


@dataclass(frozen=True, eq=False)
class Bars:
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
    doubts : (bars, answers and aside) int
        How imprecise each share is: CAUTION, SUPPRESS, or 0.
    hidden : bool
        Whether shares that are not to be published by themselves are left out.
    muted : tuple of bool
        Which bars are pale, for others to stand out.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[tuple[Any, ...], ...]
    answers: tuple[Any, ...]
    aside: tuple[Any, ...]
    shares: FloatArray
    bases: tuple[Any, ...]
    doubts: NDArray[np.int64]
    hidden: bool = False
    muted: tuple[bool, ...] = ()

    @property
    def left_out(self) -> NDArray[np.bool_]:
        """Which shares are left out: here, or by who made the estimates."""
        gone = np.isnan(self.shares) | self.hidden
        return np.asarray((self.doubts == Severity.SUPPRESS) & gone)

    @property
    def shown(self) -> FloatArray:
        """The shares without those that are left out."""
        return np.where(self.left_out, np.nan, self.shares)

    @property
    def widths(self) -> FloatArray:
        """How wide each segment is: those left out have even parts of what is missing of a bar."""
        number = self.left_out.sum(axis=1, keepdims=True)
        rest = np.clip(1 - np.nansum(self.shown, axis=1, keepdims=True), 0, 1)
        return np.where(self.left_out, rest / np.maximum(number, 1), np.nan_to_num(self.shown))

    @cached_property
    def ends(self) -> tuple[int, int]:
        """How many answers are of the left and of the right side."""
        return ends_of([label_text(answer) for answer in self.answers])

    @property
    def middle(self) -> int | None:
        """The answer between both sides; None where there is none, or nothing beside it."""
        left, right = self.ends
        return left if left + right < len(self.answers) and len(self.answers) > 1 else None

    def places_of(self, order: str | Sequence[str] | None) -> list[int]:
        """Return the bars in the order of labels; as they are for None.

        Raises
        ------
        ArgumentError
            When these are not all labels, each once.
        """
        if order is None:
            return list(range(len(self.labels)))
        given = [order] if isinstance(order, str) else listed_values("order", order)
        labels = [label_text(label) for label in given]
        if sorted(labels) != sorted(self.labels):
            raise ArgumentError(
                f"order is {described(order)}; expected None, 'net', or every label once: "
                f"{', '.join(map(repr, self.labels))}"
            )
        return [self.labels.index(label) for label in labels]

    def in_order(self, order: Sequence[int]) -> "Bars":
        """Return the bars in another order, or some of them."""
        at = list(order)
        keys = tuple(self.keys[i] for i in at)
        return replace(
            self,
            table=in_bar_order(self.table, self.names, keys),
            labels=tuple(self.labels[i] for i in at),
            keys=keys,
            bases=tuple(self.bases[i] for i in at),
            shares=self.shares[at],
            doubts=self.doubts[at],
            muted=tuple(self.muted[i] for i in at) if self.muted else (),
        )


def read_scale(
    estimates: Any,
    rows: str | Sequence[str] | None,
    aside: Sequence[str] | None,
    suppressed: str = "mark",
) -> Bars:
    """Read the answers of one or several questions.

    Raises
    ------
    DataError
        When a column is missing, there are no rows, or shares add up to more than everybody.
    ArgumentError
        When `rows` are no columns, an answer is told twice for a bar, there are too many, or
        the order of the answers is not known.
    """
    table = read_table(
        estimates,
        ("category", "estimate"),
        wants="a chart of a scale needs category and estimate, one row per answer, as "
        "Survey.proportion returns",
    )
    _refuse_alphabet(estimates)
    names = _row_columns(table, rows)
    keys = bar_keys(table, names)
    bars = list(dict.fromkeys(keys))
    categories = table["category"]
    answers = list(dict.fromkeys(categories.dropna()))
    if isinstance(categories.dtype, pd.CategoricalDtype):
        # an answer that nobody gave keeps its place on the scale
        answers = list(categories.cat.categories)
    apart = _aside(estimates, answers, aside)
    scale = [answer for answer in answers if answer not in apart]
    if not scale:
        raise DataError("all answers are set aside; name those that are by aside=")
    if len(scale) > MOST:
        raise ArgumentError(
            f"the scale has {len(scale)} answers; two to seven can be told apart by colour, so "
            "put answers together by Estimates.net(), or set some aside by aside="
        )
    stated = table["n"] if "n" in table else pd.Series(pd.NA, index=table.index)
    # answers of one bar have one base; where they have several, none can be said of it
    found = (stated[[key == bar for key in keys]].dropna().unique() for bar in bars)
    bases = tuple(int(own[0]) if len(own) == 1 else pd.NA for own in found)
    return Bars(
        table=table,
        labels=tuple(map(_label, bars)),
        names=tuple(names),
        keys=tuple(bars),
        answers=tuple(scale),
        aside=tuple(apart),
        shares=_shares(table, keys, [*scale, *apart]),
        bases=bases,
        doubts=_by_bar(table, keys, [*scale, *apart], imprecise_severity(reasons_of(table))),
        hidden=suppressed == "hide",
    )


def _by_bar(
    table: pd.DataFrame,
    keys: list[tuple[Any, ...]],
    answers: list[Any],
    values: NDArray[Any],
    empty: float = 0,
) -> NDArray[Any]:
    """Return the values of rows by bar and answer, `empty` where there is no row."""
    bars = list(dict.fromkeys(keys))
    found = np.full((len(bars), len(answers)), empty, dtype=values.dtype)
    for key, answer, value in zip(keys, table["category"], values, strict=True):
        if pd.notna(answer):
            found[bars.index(key), answers.index(answer)] = value
    return found


def _label(bar: tuple[Any, ...]) -> str:
    words = (NOT_KNOWN if value is None else label_text(value) for value in bar)
    return " ".join(", ".join(words).split())


def _row_columns(table: pd.DataFrame, rows: str | Sequence[str] | None) -> list[str]:
    """Return the columns that tell bars apart: those asked for, or all labels that vary."""
    if rows is not None:
        names = [rows] if isinstance(rows, str) else listed_values("rows", rows)
        for name in names:
            # None stands for no column where one is asked for, and for nothing in a list
            check_column(table, "rows", "" if name is None else name)
        return names
    found = [name for name in label_columns(table) if name != "category"]
    return varying(table, found) or found[:1]


def _aside(estimates: Any, answers: list[Any], named: Sequence[str] | None) -> list[Any]:
    """Return the answers to set aside: those named, or don't knows, refusals and their like."""
    if named is not None:
        words = set(map(_plain, listed_values("aside", named)))
        return [answer for answer in answers if _plain(answer) in words]
    known = {one for scale in _scales(estimates).values() for one in scale.set_aside}
    said = set_aside([answer for answer in answers if isinstance(answer, str)])
    return [answer for answer in answers if answer in known or answer in said]


def _scales(estimates: Any) -> dict[str, Scale]:
    """Return what is known of the questions of Estimates; nothing of a table."""
    if not isinstance(estimates, Estimates) or "outcome" not in estimates.table:
        return {}
    names = set(map(str, estimates.table["outcome"].unique()))
    return {name: scale for name, scale in estimates.scales.items() if name in names}


def _refuse_alphabet(estimates: Any) -> None:
    """Refuse answers of which only the alphabet knows an order: it would choose their sides."""
    for name, scale in _scales(estimates).items():
        if scale.ordered:
            continue
        if scale.several:
            raise ArgumentError(
                f"{name!r} has several answers, which are no scale from one end to the other; "
                "expected a question of one answer; draw it with plot_bars or plot_estimates"
            )
        raise ArgumentError(
            f"the answers to {name!r} are in alphabetical order; {NO_ORDER.format(name=name)}"
        )


def _plain(answer: Any) -> str:
    return " ".join(str(answer).casefold().replace("’", "'").split())


def _shares(table: pd.DataFrame, keys: list[tuple[Any, ...]], answers: list[Any]) -> FloatArray:
    """Return the share of each answer, bar by bar in the order in which they appear."""
    estimates = table["estimate"].to_numpy(dtype=float)
    wrong = estimates[(estimates < 0) | (estimates > _MOST)]
    if len(wrong):
        raise DataError(
            f"an estimate is {value_text(wrong[0], 6)}; expected shares from 0 to 1: "
            "divide percents by 100"
        )
    bars = list(dict.fromkeys(keys))
    seen = set()
    for key, answer in zip(keys, table["category"], strict=True):
        if (key, answer) in seen:
            raise ArgumentError(
                f"the answer {answer!r} is told twice for {_label(key)!r}; "
                "name the columns that tell bars apart by rows="
            )
        seen.add((key, answer))
    shares = _by_bar(table, keys, answers, estimates, np.nan)
    # an answer without a row was given by nobody, in a bar that has others
    unseen = np.array([[(bar, answer) not in seen for answer in answers] for bar in bars])
    shares[unseen & np.isfinite(shares).any(axis=1, keepdims=True)] = 0
    totals = np.nansum(shares, axis=1)
    if (totals > _MOST).any():
        bar = _label(bars[int(np.argmax(totals))])
        raise DataError(
            f"the shares of {bar!r} add up to {percent_text(totals.max())}; the answers of a scale "
            "exclude each other: for several answers use plot_bars"
        )
    return shares
