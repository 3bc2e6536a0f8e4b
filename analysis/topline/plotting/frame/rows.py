"""From an estimates table to the rows of a chart: label, value, interval and base in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.intervals import is_at_most
from ...estimates.schema import REMARKS, SCHEMA, label_columns
from ...shown import shown_text
from ...wording import NOT_KNOWN, label_text, percent_text, value_text
from ..look.strings import ENGLISH, Strings
from .tables import finite_values, read_table, records_of, varying

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
    notes : tuple of str
        What a reader must know of the variables.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    values: tuple[str, ...]
    sides: tuple[str, ...]
    percent: bool
    notes: tuple[str, ...] = ()

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
    table = read_table(estimates, roles={"label": label, "group": group})
    if not (order is None or isinstance(order, str)) or order not in ORDERS:
        raise ArgumentError(f"order is {described(order)}; expected None (as given) or 'estimate'")
    if order == "estimate":
        table = table.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    if group is not None:
        # rows of a group stand together, groups in the order they first appear
        codes, _ = pd.factorize(np.array(_group_names(table[group], strings), dtype=object))
        table = table.iloc[np.argsort(codes, kind="stable")]
    table = table.reset_index(drop=True)
    groups = _group_names(table[group], strings) if group else [""] * len(table)
    percent = is_percent(table)
    words = [_words(row, is_share(row, percent), strings) for row in records_of(table)]
    return Rows(
        table=table,
        labels=tuple(" ".join(text.split()) for text in _labels(table, label, group)),
        groups=tuple(groups),
        values=tuple(value for value, _ in words),
        sides=tuple(side for _, side in words),
        percent=percent,
        notes=tuple(getattr(estimates, "notes", ())),
    )


def _group_names(cells: "pd.Series[Any]", strings: Strings) -> list[str]:
    return [strings("other") if pd.isna(cell) else shown_text(str(cell)) for cell in cells]


def _labels(table: pd.DataFrame, label: str | None, group: str | None) -> list[str]:
    """Return what each row is: one column of figures, all that vary of microdata.

    An estimate from microdata is of a group, a question and an answer; what all rows share, or
    the headings say, need not be said again.
    """
    of_microdata = {"outcome", *SCHEMA} - {*REMARKS} <= set(table) and not {
        "claim",
        "figure_id",
    } & set(table)
    named = "label" in table and table["label"].is_unique
    if label is None and of_microdata and not named:
        names = [name for name in label_columns(table) if name != group]
        # of one row nothing varies; its question is known from the chart's headline
        known = "outcome" if "category" in names else "quantile"
        rest = [name for name in names if name != known]
        rows = table[varying(table, names) or rest].itertuples(index=False)
        return [", ".join(map(label_text, row)) for row in rows]
    name = label or next((key for key in LABELS if key in table), None)
    return [label_text(cell) for cell in (table[name] if name else table.index)]


def is_share(record: Mapping[str, Any], percent: bool) -> bool:
    """Return whether a row is a share: its quantity says, and else what all values look like."""
    quantity = str(record.get("quantity", ""))
    return quantity in SHARES if quantity in (*SHARES, VALUE) else percent


def is_percent(table: pd.DataFrame) -> bool:
    """Return whether the axis counts percent: where no quantity says, all values are in ±1."""
    if "quantity" in table and (table["quantity"] == VALUE).any():
        return False
    return bool((np.abs(finite_values(table)) <= 1).all())


def is_ceiling(record: Mapping[str, Any]) -> bool:
    """Return whether an interval is an upper bound: the true one may be narrower."""
    return is_at_most(record.get("interval"))


def hundred_text(proportion: float, strings: Strings = ENGLISH) -> str:
    """Print a share as people in a hundred: "26 in 100", "fewer than 1 in 100"."""
    text = percent_text(proportion).removesuffix("%")
    sentence = {"<": "fewer than {number} in 100", ">": "more than {number} in 100"}.get(
        text[0], "{number} in 100"
    )
    return strings(sentence, number=text.strip("<>"))


def number_text(value: float, percent: bool, strings: Strings = ENGLISH) -> str:
    """Print a value as the chart's axis counts it."""
    if percent:
        return strings.percent_text(value)
    size = next((size for size in LARGE if abs(value) >= size), 1)
    if size == 1:
        return strings.value_text(value)
    return strings(LARGE[size], number=strings.number(value_text(value / size)))


def _words(record: Mapping[str, Any], percent: bool, strings: Strings) -> tuple[str, str]:
    """Say an estimate as it was printed, if it was; and its interval and base, a line each."""
    printed, estimate = record.get("percent"), record["estimate"]
    value = NOT_KNOWN if pd.isna(estimate) else number_text(float(estimate), percent, strings)
    if printed is not None and not pd.isna(printed):
        decimals = record.get("decimals", 0)
        qualifier = record.get("percent_qualifier", "exact")
        value = strings.printed_text(printed, 0 if pd.isna(decimals) else decimals, qualifier)
    low, high = record["ci_low"], record["ci_high"]
    side = strings("no interval")
    if not (pd.isna(low) or pd.isna(high)):
        side = range_text(float(low), float(high), percent, strings)
        if is_ceiling(record):
            side = strings("{limits} at most", limits=side)
    # a difference has two bases, and stands beside neither
    if "n" in record and "p_value" not in record:
        side += "\n" + strings.base_text(record["n"], record.get("n_qualifier", "exact"))
    return value, side


def range_text(low: float, high: float, percent: bool, strings: Strings = ENGLISH) -> str:
    """Print two limits in short: "58–68%"; with a decimal where they are close."""
    if not percent:
        first, last = (number_text(limit, percent, strings) for limit in (low, high))
        return strings("{low} to {high}", low=first, high=last)
    # limits less than two points apart would print as the same or as neighbours
    decimals = 0 if high - low >= 0.02 else 1
    first, last = percent_text(low, decimals), percent_text(high, decimals)
    first = first.removesuffix("%")
    if low >= 0 and not last.startswith(">"):
        return strings.number(f"{first}–{last}")
    return strings("{low} to {high}", low=strings.number(first), high=strings.number(last))
