"""The rows of some estimates as a headline names them: values, limits, which may be named."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..decimals import mean_decimals, row_decimals, shares_decimals
from ..estimates.estimates import Estimates
from ..estimates.intervals import is_at_most
from ..estimates.reason_codes import has_reason, severity
from ..estimates.reasons import Severity
from ..estimates.row_limits import floats
from ..language.marking import marked
from ..language.strings import Strings
from ..wording import POINTS, SHARES, VALUE, count_text, estimate_text, level_text, printed_text
from .apart import counted_rows
from .words import named

_NONE = 1e-9
"""Width of an interval that has none, for the noise of floats."""

_NEAR, _HALF = 0.005, 0.0005
"""How near to a half a number prints as it, without decimals and with one."""

_POINTS = " points"
"""The unit of differences of shares, which languages say in their own word."""

_MORE = 4
"""Decimals that a limit of a difference is given at most, so that it does not read as none."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of some estimates.

    Attributes
    ----------
    estimates : Estimates
    say : Strings
    who : str
        Whom they are of: "those who answered".
    """

    estimates: Estimates
    say: Strings
    who: str

    @cached_property
    def table(self) -> pd.DataFrame:
        """Their table."""
        return self.estimates.table

    @property
    def pointed(self) -> str:
        """Name whom they are of so that "most of" may stand before it: "the recruiters"."""
        known = {self.say("those who answered"), self.say("those asked")}
        pointed = self.who in known or self.who.lower().startswith(("those ", "the ", "all "))
        bare = not pointed and self.who[:1].isalpha()
        return self.say("the {who}", who=self.who) if bare else self.who

    @cached_property
    def estimate(self) -> NDArray[np.float64]:
        """The point estimates."""
        return floats(self.table, "estimate")

    @cached_property
    def _stated(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The limits of the table, which say with how many decimals charts print."""
        return floats(self.table, "ci_low"), floats(self.table, "ci_high")

    @cached_property
    def low(self) -> NDArray[np.float64]:
        """Lower limits; of what was counted, the number itself."""
        return np.where(self.counted, self.estimate, self._stated[0])

    @cached_property
    def high(self) -> NDArray[np.float64]:
        """Upper limits."""
        return np.where(self.counted, self.estimate, self._stated[1])

    @cached_property
    def level(self) -> float:
        """The confidence level of all, 0.95 where none is told."""
        known = self.table["confidence_level"].dropna()
        return float(known.iloc[0]) if len(known) else 0.95

    @cached_property
    def fit(self) -> NDArray[np.bool_]:
        """Which are fit to be named: they are not to be kept from print."""
        return np.asarray(severity(self.table) < Severity.SUPPRESS)

    @cached_property
    def bounded(self) -> NDArray[np.bool_]:
        """Which may be named and have an estimate with limits."""
        numbers = np.stack([self.estimate, self.low, self.high])
        return self.fit & np.isfinite(numbers).all(axis=0)

    @cached_property
    def fixed(self) -> NDArray[np.bool_]:
        """Which have no sampling error because the design or the weights set them."""
        none = self.high - self.low <= _NONE * np.maximum(np.abs(self.estimate), 1)
        none = (none | has_reason(self.table, "no_variation")) & ~self.counted
        return self.bounded & (none | has_reason(self.table, "fixed_by_design"))

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Which are what was counted, so that they have no limits."""
        return counted_rows(self.estimates)

    @cached_property
    def quantities(self) -> list[str]:
        """What each estimates."""
        if "quantity" not in self.table:
            return [VALUE] * len(self.table)
        return [VALUE if pd.isna(cell) else str(cell) for cell in self.table["quantity"]]

    @cached_property
    def shares(self) -> NDArray[np.bool_]:
        """Which are shares of respondents."""
        return np.array([quantity == "proportion" for quantity in self.quantities], dtype=bool)

    @cached_property
    def answers(self) -> frozenset[str]:
        """What the answers are called."""
        told = [self.table[name].dropna() for name in ("category", "answer") if name in self.table]
        return frozenset(named(one) for cells in told for one in cells.unique())

    @cached_property
    def decimals(self) -> list[int | None]:
        """With how many decimals the values and limits of each row print."""
        found, low, high = row_decimals(self.table), *self._stated
        values = [at for at, quantity in enumerate(self.quantities) if quantity == VALUE]
        known = [at for at in values if found[at] is not None and self.bounded[at]]
        # a reader of sentences has no use for digits within the interval
        most = max((mean_decimals(low[at], high[at]) for at in known), default=0)
        for at in known:
            found[at] = most
        shares = [at for at, quantity in enumerate(self.quantities) if quantity in SHARES]
        numbers = np.stack([self.estimate, low, high], axis=1)[shares].tolist()
        for at, own in zip(shares, shares_decimals(numbers), strict=True):
            found[at] = own
        return found

    def half_decimals(self, at: int) -> int | None:
        """Return the decimals of a share that is held against a half, and of its limits.

        50.2 % is more than half, and must not read as half; 99.7 % is no "exactly >99 %".
        """
        numbers = (self.estimate[at], self.low[at], self.high[at])
        near = any(_HALF < abs(number - 0.5) < _NEAR for number in numbers)
        return max(self.decimals[at] or 0, int(near or 1 - _NEAR <= self.estimate[at] < 1))

    def value(self, at: int, *, half: bool = False, decimals: int | None = None) -> str:
        """Print the estimate of a row, as it was published where it was."""
        printed = self.cell("percent", at)
        if printed is not None:
            places, how = self.cell("decimals", at), self.cell("percent_qualifier", at)
            return self.say.number(printed_text(printed, int(places or 0), str(how or "exact")))
        if decimals is None:
            decimals = self.half_decimals(at) if half else self.decimals[at]
        text = self.say.number(
            estimate_text(self.estimate[at], self.quantities[at], decimals).removesuffix(_POINTS)
        )
        return self.say("{number} points", number=text) if self.quantities[at] == POINTS else text

    def values(self, first: int, second: int, *, apart: bool = False) -> tuple[str, str]:
        """Print two estimates with the same decimals: more where those apart would look alike."""
        both = [self.decimals[at] for at in (first, second)]
        known = [decimals for decimals in both if decimals is not None]
        if len(known) < len(both):
            return self.value(first), self.value(second)
        for more in range(1 + 2 * apart):
            wanted = max(known) + more
            found = self.value(first, decimals=wanted), self.value(second, decimals=wanted)
            if found[0] != found[1]:
                break
        return found

    def half(self, at: int) -> str:
        """Return whether a share is more or less than half, or neither is shown."""
        if self.low[at] > 0.5:
            return "majority"
        return "minority" if self.high[at] < 0.5 else "open"

    def are_all(self, rows: Collection[int]) -> bool:
        """Whether the shares of two answers are all, so that either says what the other does."""
        return len(rows) == 2 and bool(abs(self.estimate[[*rows]].sum() - 1) < 1e-9)

    def limits(self, at: int, *, half: bool = False) -> str:
        """Print the limits of a row; of what was counted, its base."""
        if self.counted[at]:
            return self.say.base_text(self.cell("n", at), self.cell("n_qualifier", at))
        decimals = self.half_decimals(at) if half else self.decimals[at]
        return self.between(self.low[at], self.high[at], self.quantities[at], decimals)

    def between(self, low: float, high: float, quantity: str, decimals: int | None = None) -> str:
        """Print two limits."""
        if np.isnan(low) or np.isnan(high):
            return self.say("no interval")
        if quantity == VALUE and decimals is None:
            decimals = mean_decimals(low, high)
        first, last = (
            self.say.number(estimate_text(each, quantity, decimals).removesuffix(_POINTS))
            for each in (low, high)
        )
        words = marked("{low} to {high} points") if quantity == POINTS else "{low} to {high}"
        return self.say(words, low=first, high=last)

    def against_half(self, at: int) -> dict[str, str]:
        """Print a share that is held against a half, with its limits and its interval."""
        return {
            "share": self.value(at, half=True),
            "limits": self.limits(at, half=True),
            "interval": self.interval(at, half=True),
        }

    def gap(self, low: float, high: float, at: int) -> str:
        """Print how much larger something is: "2.2 to 12.5 points (95% interval)"."""
        low, high = sorted((abs(low), abs(high)))
        kind, unit = (POINTS, 100) if self.shares[at] else (VALUE, 1)
        decimals = 1 if self.shares[at] else mean_decimals(low, high)
        # a difference that is shown does not read as none
        more = (d for d in range(decimals, decimals + _MORE) if low * unit >= 0.5 * 10.0**-d)
        decimals = next(more, decimals)
        if self.counted[at]:
            number = estimate_text(low, kind, decimals).removesuffix(_POINTS).removeprefix("+")
            words = marked("{number} points") if kind == POINTS else "{number}"
            return self.say(words, number=self.say.number(number))
        gap = self.between(low, high, kind, decimals).replace("+", "")
        return self.say("{gap} ({level} interval)", gap=gap, level=self.level_words)

    def interval(self, at: int, *, half: bool = False) -> str:
        """Print level, limits and base of a row: "95% interval 58% to 68%; n = 400"."""
        limits, level = self.limits(at, half=half), self.level_words
        if self.counted[at]:
            return limits
        if is_at_most(self.cell("interval", at)):
            limits = self.say("at most {limits}", limits=limits)
        n = self.cell("n", at)
        if n is None:
            return self.say("{level} interval {limits}", level=level, limits=limits)
        base = self.say.number(count_text(n))
        return self.say("{level} interval {limits}; n = {n}", level=level, limits=limits, n=base)

    @property
    def level_words(self) -> str:
        """Print the confidence level."""
        return self.say.number(level_text(self.level))

    def cell(self, name: str, at: int) -> Any:
        """Return one cell, None where there is none."""
        if name not in self.table:
            return None
        cell = self.table[name].iloc[at]
        return None if pd.isna(cell) else cell
