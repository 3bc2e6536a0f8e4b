"""A figure as it was read, and figures → a table in the schema's columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

import pandas as pd

from ....figures.schema import FIGURE_COLUMNS
from ..pages.cells import Cell


@dataclass(slots=True)
class Figure:
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
    deff: float | None = None
    weighted_count: float | None = None
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
    population: str | None = None
    date_kind: str | None = None
    date_precision: str | None = None
    flag_printed: str | None = None
    poll_id: str | None = None
    publisher: str | None = None
    mode: str | None = None
    sample_type: str | None = None
    note: str | None = None

    def set_base(self, count: float, printed: str | None) -> None:
        """Keep the unweighted base, which intervals rest on."""
        self.n = self.base_unweighted = int(count)
        self.n_qualifier, self.n_printed = "exact", printed

    def set_amount(self, cell: Cell, unit: str) -> None:
        """Keep a number that is no share of anybody, such as a mean."""
        self.unit, self.value_unit = "other", unit
        self.value, self.decimals = cell.exact, cell.decimals


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


def figures_frame(figures: Sequence[Figure], facts: dict[str, str]) -> pd.DataFrame:
    """Return figures in the schema's columns and dtypes, what else is known of them last.

    Parameters
    ----------
    figures : sequence of Figure
    facts : dict
        What holds for all of them, such as publisher; it wins over what the file says.
    """
    made: dict[str, Callable[[Figure], Any]] = {
        one.name: attrgetter(one.name) for one in fields(Figure)
    }
    # a percent stands in its own column; what is no percent is an amount of some unit
    made["amount"] = lambda one: None if one.value_unit == "percent" else one.value
    made["amount_unit"] = lambda one: None if one.value_unit == "percent" else one.value_unit
    made["claim"] = _claim
    columns: dict[str, Any] = {}
    # column by column: all values at once would take more memory than the table
    for name, column in FIGURE_COLUMNS.items():
        values: list[Any]
        if name == "figure_id":
            values = [f"figure-{number}" for number in range(1, len(figures) + 1)]
        elif name in facts:
            values = [facts[name]] * len(figures)
        else:
            value_of = made.get(name)
            values = [value_of(one) if value_of else None for one in figures]
        if column.dtype == "category":
            kind: Any = pd.CategoricalDtype(list(column.categories), ordered=column.ordered)
            values = [column.default if value is None else value for value in values]
        else:
            kind = column.dtype
        columns[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(columns, copy=False)


def _claim(figure: Figure) -> str:
    """Say a figure in a line: the answer, whose, and to what."""
    answer = figure.answer or figure.question or "figure"
    group = f" ({figure.group})" if figure.group else ""
    return f"{answer}{group}"
