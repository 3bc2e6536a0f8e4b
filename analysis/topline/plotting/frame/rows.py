"""From an estimates table to the rows of a chart: label, value, interval and base in words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.schema import SCHEMA, label_columns
from ...wording import label_text, percent_text, value_text
from ..look.strings import ENGLISH, Strings

NEEDED = ("estimate", "ci_low", "ci_high")
LABELS = ("label", "claim", "outcome", "category", "figure_id")
ORDERS = (None, "estimate")
SHARES, VALUE = ("proportion", "bounded_mean"), "value"
"""Quantities that are printed as percent, and the one that is not."""

LARGE = {1e12: "{number} trillion", 1e9: "{number} billion", 1e6: "{number} million"}
"""Sizes that are told in words."""


@dataclass(frozen=True)
class Rows:
    """The rows of a chart from top to bottom.

    Attributes
    ----------
    table : pandas.DataFrame
        The estimates, in plot order.
    labels : tuple of str
        What each row is, as given.
    groups : tuple of str
        Group of each row; empty strings where there are none.
    values : tuple of str
        The estimate in words.
    sides : tuple of str
        Interval and base in words, one line each.
    percent : bool
        Whether the values are proportions.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    values: tuple[str, ...]
    sides: tuple[str, ...]
    percent: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Labels that tell rows apart without their headings."""
        if len(set(self.labels)) == len(self.labels):
            return self.labels
        pairs = zip(self.groups, self.labels, strict=True)
        return tuple(", ".join(filter(None, pair)) for pair in pairs)


def read_rows(
    estimates: Estimates | pd.DataFrame,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    strings: Strings = ENGLISH,
) -> Rows:
    """Read what a chart needs from Estimates or from any table with its three columns."""
    table = estimates.table if isinstance(estimates, Estimates) else estimates
    _check(table, label, group, order)
    if order == "estimate":
        table = table.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    if group is not None:
        table = _grouped(table, group)
    table = table.reset_index(drop=True)
    labels = _labels(table, label, group)
    groups = table[group].astype("string").fillna(strings("other")) if group else [""] * len(table)
    percent = is_percent(table)
    names = [str(column) for column in table]
    records = [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False)]
    return Rows(
        table,
        tuple(" ".join(text.split()) for text in labels),
        tuple(map(str, groups)),
        tuple(_value(record, is_share(record, percent), strings) for record in records),
        tuple(_side(record, is_share(record, percent), strings) for record in records),
        percent,
    )


def _check(table: pd.DataFrame, label: str | None, group: str | None, order: str | None) -> None:
    missing = [key for key in NEEDED if key not in table.columns]
    if missing:
        raise DataError(
            f"the table has no column {', '.join(map(repr, missing))}; "
            f"a chart of estimates needs {', '.join(NEEDED)}"
        )
    if table.empty:
        raise DataError("the table has no rows; a chart needs at least one estimate")
    for role, key in (("label", label), ("group", group)):
        if key is not None and key not in table.columns:
            raise ArgumentError(
                f"{role} is {key!r}, which is no column; choose from "
                f"{', '.join(map(str, table.columns))}"
            )
    if order not in ORDERS:
        raise ArgumentError(f"order is {order!r}; expected None (as given) or 'estimate'")


def _grouped(table: pd.DataFrame, group: str) -> pd.DataFrame:
    """Bring the rows of a group together, groups in the order they first appear."""
    codes, _ = pd.factorize(table[group].astype("string").fillna("other"))
    return table.iloc[np.argsort(codes, kind="stable")]


def _labels(table: pd.DataFrame, label: str | None, group: str | None) -> list[str]:
    """Return what each row is: one column of figures, all that vary of microdata.

    An estimate from microdata is of a group, a question and an answer; what all rows share, or
    the headings say, need not be said again.
    """
    if label is None and _is_of_microdata(table):
        names = [name for name in label_columns(table) if name != group]
        varying = [name for name in names if len(table[name].drop_duplicates()) > 1]
        known = "outcome" if "category" in names else "quantile"
        one_of_all = [name for name in names if name != known]
        rows = table[varying or one_of_all].itertuples(index=False)
        return [", ".join(map(label_text, row)) for row in rows]
    name = label or next((key for key in LABELS if key in table), None)
    return [label_text(cell) for cell in (table[name] if name else table.index)]


def _is_of_microdata(table: pd.DataFrame) -> bool:
    """Return whether several label columns tell rows apart, and no column of names does."""
    if not {"outcome", *SCHEMA} <= set(table.columns) or {"claim", "figure_id"} & set(table):
        return False
    return "label" not in table or not table["label"].is_unique


def is_share(record: Any, percent: bool) -> bool:
    """Return whether a row is a share: its quantity says, and else what all values look like."""
    quantity = str(record.get("quantity", ""))
    return quantity in SHARES if quantity in (*SHARES, VALUE) else percent


def is_percent(table: pd.DataFrame) -> bool:
    """Return whether the axis counts percent: where no quantity says, all values are in ±1."""
    if "quantity" in table and (table["quantity"] == VALUE).any():
        return False
    values = table[list(NEEDED)].to_numpy(dtype=float)
    finite = values[np.isfinite(values)]
    return bool(len(finite) == 0 or (np.abs(finite) <= 1).all())


def number_text(value: float, percent: bool, strings: Strings = ENGLISH) -> str:
    """Print a value as the chart's axis counts it."""
    if percent:
        return strings.percent_text(value)
    size = next((size for size in LARGE if abs(value) >= size), 1)
    if size == 1:
        return strings.value_text(value)
    return strings(LARGE[size], number=strings.number(value_text(value / size)))


def _value(record: dict[str, Any], percent: bool, strings: Strings) -> str:
    printed = record.get("percent")
    if printed is not None and not pd.isna(printed):
        qualifier = record.get("percent_qualifier", "exact")
        decimals = record.get("decimals", 0)
        return strings.printed_text(printed, 0 if pd.isna(decimals) else decimals, qualifier)
    estimate = record["estimate"]
    return "–" if pd.isna(estimate) else number_text(float(estimate), percent, strings)


def _side(record: dict[str, Any], percent: bool, strings: Strings) -> str:
    """Say interval and base: "58–68%" over "n = 400"."""
    low, high = record["ci_low"], record["ci_high"]
    if pd.isna(low) or pd.isna(high):
        limits = strings("no interval")
    else:
        limits = range_text(float(low), float(high), percent, strings)
        if str(record.get("interval", "")).startswith("ceiling_"):
            limits = strings("{limits} at most", limits=limits)
    if "n" not in record or "p_value" in record:
        return limits
    base = strings.base_text(record["n"], record.get("n_qualifier", "exact"))
    return f"{limits}\n{base}"


def range_text(low: float, high: float, percent: bool, strings: Strings = ENGLISH) -> str:
    """Print two limits in short: "58–68%"; with a decimal where they are close."""
    if not percent:
        first, last = (number_text(limit, percent, strings) for limit in (low, high))
        return strings("{low} to {high}", low=first, high=last)
    decimals = 0 if high - low >= 0.02 else 1
    first, last = percent_text(low, decimals), percent_text(high, decimals)
    first = first.removesuffix("%")
    if low >= 0 and not last.startswith(">"):
        return strings.number(f"{first}–{last}")
    return strings("{low} to {high}", low=strings.number(first), high=strings.number(last))
