"""The rows of some estimates as a headline names them: values, limits, which may be named."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..estimates.estimates import Estimates
from ..estimates.reason_codes import Language, has_reason, severity
from ..estimates.reasons import Severity
from ..estimates.row_limits import floats
from ..wording import (
    SHARES,
    VALUE,
    count_text,
    estimate_text,
    level_text,
    limits_text,
    mean_decimals,
    printed_text,
    row_decimals,
    share_decimals,
)

_NONE = 1e-9
"""Width of an interval that has none, for the noise of floats."""

_HALF = 0.0005
"""A limit this near to a half prints as it with one decimal."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of some estimates.

    Attributes
    ----------
    estimates : Estimates
    say : Language
    who : str
        Whom they are of: "those who answered".
    """

    estimates: Estimates
    say: Language
    who: str

    @cached_property
    def table(self) -> pd.DataFrame:
        """Their table."""
        return self.estimates.table

    @cached_property
    def estimate(self) -> NDArray[np.float64]:
        """The point estimates."""
        return floats(self.table, "estimate")

    @cached_property
    def low(self) -> NDArray[np.float64]:
        """Lower limits."""
        return floats(self.table, "ci_low")

    @cached_property
    def high(self) -> NDArray[np.float64]:
        """Upper limits."""
        return floats(self.table, "ci_high")

    @cached_property
    def level(self) -> float:
        """The confidence level of all, 0.95 where none is told."""
        known = self.table["confidence_level"].dropna()
        return float(known.iloc[0]) if len(known) else 0.95

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        """Which may be named: they have an estimate, and are fit to be published."""
        return ~np.isnan(self.estimate) & (severity(self.table) < Severity.SUPPRESS)

    @cached_property
    def bounded(self) -> NDArray[np.bool_]:
        """Which have an interval that can be trusted to be one."""
        return self.shown & ~np.isnan(self.low) & ~np.isnan(self.high)

    @cached_property
    def fixed(self) -> NDArray[np.bool_]:
        """Which have no sampling error: set by the design, or everybody was counted."""
        none = self.high - self.low <= _NONE * np.maximum(np.abs(self.estimate), 1)
        return self.shown & (none | has_reason(self.table, "no_variation"))

    @cached_property
    def shares(self) -> NDArray[np.bool_]:
        """Which are shares of respondents."""
        if "quantity" not in self.table:
            return np.zeros(len(self.table), dtype=bool)
        return np.asarray(self.table["quantity"].eq("proportion").fillna(False), dtype=bool)

    @cached_property
    def decimals(self) -> list[int | None]:
        """With how many decimals the values and limits of each row print."""
        found = row_decimals(self.table)
        percents = self.table.get("quantity", pd.Series(VALUE, index=self.table.index))
        for at, quantity in enumerate(percents.astype(object)):
            if quantity in SHARES:
                ends = (self.low[at], self.high[at])
                # 50.2 % as a limit is more than half, and must not read as half
                near = any(_HALF < abs(end - 0.5) < 0.005 for end in ends)
                found[at] = max(share_decimals(*ends), int(near))
        values = [at for at, quantity in enumerate(percents.astype(object)) if quantity == VALUE]
        known = [at for at in values if found[at] is not None and self.bounded[at]]
        # a reader of sentences has no use for digits within the interval
        most = max((mean_decimals(self.low[at], self.high[at]) for at in known), default=0)
        for at in known:
            found[at] = most
        return found

    def quantity(self, at: int) -> str:
        """Return what a row estimates."""
        cell = self.table["quantity"].iloc[at] if "quantity" in self.table else VALUE
        return VALUE if pd.isna(cell) else str(cell)

    def value(self, at: int, more: int = 0) -> str:
        """Print the estimate of a row: as it was published, where it was."""
        printed = self._cell("percent", at)
        if printed is not None:
            decimals, how = self._cell("decimals", at), self._cell("percent_qualifier", at)
            return printed_text(printed, int(decimals or 0), str(how or "exact"))
        decimals = self.decimals[at]
        wanted = None if decimals is None else decimals + more
        return estimate_text(self.estimate[at], self.quantity(at), wanted)

    def limits(self, at: int) -> str:
        """Print the limits of a row."""
        return limits_text(self.low[at], self.high[at], self.quantity(at), self.decimals[at])

    def base(self, at: int) -> str:
        """Print the base of a row; empty where it is not stated."""
        n = self._cell("n", at)
        return "" if n is None else count_text(n)

    @property
    def level_words(self) -> str:
        """Print the confidence level."""
        return level_text(self.level)

    def _cell(self, name: str, at: int) -> Any:
        if name not in self.table:
            return None
        cell = self.table[name].iloc[at]
        return None if pd.isna(cell) else cell
