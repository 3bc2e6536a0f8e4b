"""A figure as it was read, and figures → a table in the schema's columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pandas as pd

from ....figures.columns.dates import Period
from ....figures.schema import FIGURE_COLUMNS
from ..pages.cells import Cell


class _Seldom:
    """What few files say of their figures: it takes memory only where it is set."""

    deff: float | None = None
    std_error: float | None = None
    moe: float | None = None
    moe_level: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    interval_kind: str | None = None
    fielded: str | None = None
    fielded_start: str | None = None
    fielded_end: str | None = None
    wave: str | None = None
    date_kind: str | None = None
    date_precision: str | None = None
    poll_id: str | None = None
    publisher: str | None = None
    mode: str | None = None
    sample_type: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Figure(_Seldom):
    """One published figure; what the file does not say is None."""

    table: str
    where: str
    question: str | None = None
    question_id: str | None = None
    answer: str | None = None
    answer_order: int | None = None
    net_of: str | None = None
    group: str | None = None
    group_dimension: str | None = None
    printed: str | None = None
    value: float | None = None
    value_unit: str = "percent"
    percent: float | None = None
    percent_qualifier: str = "exact"
    decimals: int | None = None
    unit: str = "share_of_respondents"
    n: int | None = None
    n_qualifier: str = "not_stated"
    n_printed: str | None = None
    base_unweighted: int | None = None
    base_weighted: float | None = None
    base_text: str | None = None
    n_effective: float | None = None
    weighted_count: float | None = None
    population: str | None = None
    flag_printed: str | None = None

    def set_base(self, count: float, printed: str | None) -> None:
        """Keep the unweighted base, which intervals rest on."""
        self.n = self.base_unweighted = int(count)
        self.n_qualifier, self.n_printed = "exact", printed

    def set_period(self, period: Period, kind: str) -> None:
        """Keep when it was, and what those days are: fieldwork, published or unknown."""
        self.fielded_start, self.fielded_end = period.start, period.end
        self.date_kind, self.date_precision = kind, period.precision

    def set_year(self, year: str | None) -> None:
        """Keep the year, or the part of one, that tells it from the same figure of another."""
        self.wave = year
        self.set_period(Period(year, year, "year"), "unknown")

    def set_errors(
        self, numbers: Mapping[str, float | None], stated: tuple[float, str] | None
    ) -> None:
        """Keep the errors and limits of its row, at the level and of the kind that are stated."""
        # what a column of its own has said already stays
        self.std_error = numbers.get("error", self.std_error)
        self.moe = numbers.get("margin", self.moe)
        self.ci_low = numbers.get("lower", self.ci_low)
        self.ci_high = numbers.get("upper", self.ci_high)
        if self.ci_low is not None:
            self.ci_level, self.interval_kind = stated or (0.95, "confidence")
            if stated is None:
                self.note = "the level of the limits is not printed; 95% by convention"
        if self.moe is not None and stated is not None:
            self.moe_level = stated[0]

    def set_mark(self, mark: str) -> None:
        """Keep what a mark says that is printed instead of a percent."""
        self.percent_qualifier = mark
        self.percent = 0.5 if mark == "less_than" else None
        self.note = None if mark == "less_than" else f"printed {self.printed!r}: no percent"

    def set_amount(self, cell: Cell, unit: str) -> None:
        """Keep a number that is no share of anybody, such as a mean."""
        self.unit, self.value_unit = "other", unit
        self.value, self.decimals = cell.exact, cell.decimals

    @property
    def amount(self) -> float | None:
        """Its number where it is no percent, which has a column of its own."""
        return None if self.value_unit == "percent" else self.value

    @property
    def amount_unit(self) -> str | None:
        """What its amount is counted in."""
        return None if self.value_unit == "percent" else self.value_unit

    @property
    def claim(self) -> str:
        """What it says in a line: the answer, and whose it is."""
        answer = self.answer or self.question or "figure"
        return f"{answer} ({self.group})" if self.group else answer


_KEY = (
    "table",
    "question",
    "answer",
    "group",
    "fielded_start",
    "fielded_end",
    "wave",
    "population",
    "base_unweighted",
    "poll_id",
    "value_unit",
)
"""What tells figures of a file apart."""
_KEY_OF = attrgetter(*_KEY)


def key_of(figure: Figure) -> tuple[object, ...]:
    """Return what tells a figure apart from the others of its file."""
    key: tuple[object, ...] = _KEY_OF(figure)
    return key


def called_the_same(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Gather the figures that nothing tells apart."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key_of(figure), []).append(figure)
    return list(groups.values())


_PART = 1 << 14
"""Figures whose columns are made at once: arrays of fewer are kept by the process when dropped."""


def figures_frame(figures: list[Figure], facts: dict[str, str]) -> pd.DataFrame:
    """Return figures in the schema's columns and dtypes, what else is known of them last.

    Parameters
    ----------
    figures : list of Figure
        Empty afterwards: part by part they give their memory to the table.
    facts : dict
        What holds for all of them, such as publisher; it wins over what the file says.
    """
    count = len(figures)
    parts = []
    for first in range(0, max(count, 1), _PART):
        parts.append(_columns_of(figures[:_PART], facts, first + 1))
        del figures[:_PART]
    blank = _blank(count)
    columns: dict[str, pd.Series] = {}
    for name, column in FIGURE_COLUMNS.items():
        own = [part.pop(name) for part in parts]
        left_blank = column.dtype == "string" and all(one.isna().all() for one in own)
        columns[name] = blank.copy() if left_blank else pd.concat(own, ignore_index=True)
    return pd.DataFrame(columns, copy=False)


def _blank(count: int) -> pd.Series:
    """Return a blank column: most columns of most files are, and its copies share its memory."""
    return pd.Series([None] * count, dtype="string")


def _columns_of(
    figures: Sequence[Figure], facts: dict[str, str], first: int
) -> dict[str, pd.Series]:
    """Return the columns of some figures, which are numbered from the first on."""
    nothing, blank = [None] * len(figures), _blank(len(figures))
    columns = {}
    # column by column: all values at once would take more memory than the table
    for name, column in FIGURE_COLUMNS.items():
        values: list[Any]
        if name == "figure_id":
            values = [f"figure-{number}" for number in range(first, first + len(figures))]
        elif name in facts:
            values = [facts[name]] * len(figures)
        else:
            values = [getattr(one, name, None) for one in figures]
        kind: Any = column.dtype
        if kind == "category":
            kind = pd.CategoricalDtype(list(column.categories), ordered=column.ordered)
            values = [column.default if value is None else value for value in values]
        left_blank = kind == "string" and values == nothing
        columns[name] = blank.copy() if left_blank else pd.Series(values, dtype=kind)
    return columns
