"""Figures made ready to be checked, and what a check finds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...statistics.printed.rules import RoundingRule
from ..together.related import FigureFacts, dimension_of

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]

PROBLEM, NOTE = "problem", "note"

NOISE = 1e-9
"""Percent, or people, that are nothing but the noise of floats."""


@dataclass(frozen=True)
class Finding:
    """One thing that does not go together.

    Attributes
    ----------
    rows : tuple of int
        Of the figures it is about, the first where it is told.
    compared : str
        What was compared with what, with the numbers.
    off_by : float
        By how much they fail.
    unit : str
        Of that: points, respondents, days.
    severity : str
        "problem" where both cannot be right, "note" where a reason is likely that was not told.
    """

    rows: tuple[int, ...]
    compared: str
    off_by: float
    unit: str = "points"
    severity: str = PROBLEM


@dataclass
class Findings:
    """How often a check was made, and what it found."""

    tried: int = 0
    found: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class CheckedFigures:
    """Figures with what they can stand for.

    Attributes
    ----------
    table : pandas.DataFrame
        In the schema, rows numbered from 0.
    low, high : (k,) float
        The smallest and largest percent that print so; NaN where there is no number.
    facts : FigureFacts
    """

    table: pd.DataFrame
    low: FloatArray
    high: FloatArray
    facts: FigureFacts

    @classmethod
    def of(cls, figures: pd.DataFrame, rule: RoundingRule) -> "CheckedFigures":
        """Return figures with what their percents can have been before a rule rounded them."""
        table = figures.reset_index(drop=True)
        percent = table["percent"].to_numpy(dtype=float, na_value=np.nan)
        places = table["decimals"].to_numpy(dtype=float, na_value=np.nan)
        unit = np.where(np.isnan(places), 0.0, 10.0 ** -np.nan_to_num(places))
        below, above = (0.0, 1.0) if rule.key == "cut_off" else (0.5, 0.5)
        low, high = percent - below * unit, percent + above * unit
        how = table["percent_qualifier"].astype(str).to_numpy()
        low = np.where(np.isin(how, ("less_than", "at_most")), 0.0, low)
        high = np.where(how == "less_than", percent, high)
        high = np.where(np.isin(how, ("more_than", "at_least")), 100.0, high)
        # a dash is nobody, or fewer than half a percent
        none = how == "none"
        low, high = np.where(none, 0.0, low), np.where(none, 0.5, high)
        low, high = (np.where(how == "about", np.nan, end) for end in (low, high))
        facts = FigureFacts.of(table, percent / 100)
        return cls(table, np.maximum(low, 0.0), np.minimum(high, 100.0), facts)

    @property
    def shares(self) -> BoolArray:
        """Return which figures are shares of respondents."""
        return (self.table["unit"] == "share_of_respondents").to_numpy()

    def floats(self, name: str) -> FloatArray:
        """Return a column as floats, NaN where it is empty."""
        return self.table[name].to_numpy(dtype=float, na_value=np.nan)

    def groups(self, *numbers: IntArray, where: BoolArray) -> Iterator[IntArray]:
        """Return the rows that agree in some numbers, of those where all are known."""
        keys = {str(at): number for at, number in enumerate(numbers)}
        known = where & np.all([number >= 0 for number in numbers], axis=0)
        frame = pd.DataFrame(keys)[known]
        for rows in frame.groupby(list(keys), sort=False).indices.values():
            yield np.asarray(frame.index.to_numpy()[rows], dtype=np.intp)

    @cached_property
    def banners(self) -> list[tuple[int, IntArray, str]]:
        """Return each total with the groups of one banner beside it, and what these are groups of.

        One row stands for each group: bases are the same for all answers to a question.
        """
        facts, table = self.facts, self.table
        keys = {"poll": facts.poll, "table": facts.table, "asked": facts.asked, "wave": facts.wave}
        frame = pd.DataFrame(keys).assign(
            of=lambda numbers: numbers.groupby([*keys], sort=False).ngroup(),
            banner=facts.banner,
            group=table["group"].fillna("").to_numpy(),
            dimension=table["group_dimension"].fillna("").to_numpy(),
        )
        asked = facts.asked >= 0
        totals = frame["of"][asked & facts.total].drop_duplicates()
        total_of = dict(zip(totals, totals.index, strict=True))
        parts = frame[asked & ~facts.total & (facts.banner >= 0) & frame["of"].isin(totals)]
        each = parts.drop_duplicates(["of", "banner", "group"]).sort_values("of", kind="stable")
        groups: dict[Any, Any] = each.groupby(["of", "banner"], sort=False).groups
        found = []
        for (of, _), rows in groups.items():
            if len(rows) > 1:
                told = dimension_of(*each.loc[rows[0], ["group", "dimension"]])
                found.append((int(total_of[of]), np.asarray(rows, dtype=np.intp), told))
        return found

    def name(self, row: int) -> str:
        """Return what a figure is called: its answer, else its claim."""
        answer = self.table["answer"].iloc[row]
        return str(self.table["claim"].iloc[row] if pd.isna(answer) else answer)
