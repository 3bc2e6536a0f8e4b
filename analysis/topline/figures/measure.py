"""What each published figure measures: its quantity, the values it can stand for, its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..sample_types import SAMPLE_TYPES
from .printed_values import Printed, printed_values
from .row_cells import counts_as_printed
from .schema import NO_NUMBER

QUANTITIES = {
    "share_of_respondents": "proportion",
    "mean_of_respondent_estimates": "bounded_mean",
}
"""What a figure of each unit estimates; a derived figure estimates what its parent does."""

NONE, VALUE = "none", "value"

_ALL = 10
"""Digits that stand for a percent that nobody rounded."""


@dataclass(frozen=True)
class Measured:
    """One figure, read: NaN and "none" where it cannot be an estimate with an interval."""

    quantity: str = NONE
    mirrored: bool = False
    printed_low: float = float("nan")
    printed_high: float = float("nan")
    estimate: float = float("nan")
    n: Any = pd.NA
    reasons: frozenset[str] = frozenset()


Figure = Mapping[str, Any]


def measure(figure: Figure, figures: Mapping[str, Figure]) -> Measured:
    """Read one figure; `figures` holds them all by figure_id, to look up a parent."""
    always = {
        "floor": figure["n_qualifier"] == "at_least",
        "subgroup": figure["n_qualifier"] == "subgroup",
        SAMPLE_TYPES[str(figure["sample_type"])].reason: True,
        "duplicate": pd.notna(figure["duplicate_of"]),
    }
    reasons = frozenset(reason for reason, holds in always.items() if reason and holds)
    if pd.isna(figure["percent"]):
        if pd.notna(figure["amount"]):
            # with an interval where its precision is published, and only there
            return Measured(
                quantity=VALUE, estimate=float(figure["amount"]), n=figure["n"], reasons=reasons
            )
        how = str(figure["percent_qualifier"])
        why = f"printed_{how}" if how in NO_NUMBER else "not_percent"
        return Measured(n=figure["n"], reasons=reasons | {why})
    if figure["unit"] == "derived":
        return _derived(figure, figures, reasons)
    if figure["unit"] not in QUANTITIES:
        estimate = float(figure["percent"]) / 100
        return Measured(estimate=estimate, n=figure["n"], reasons=reasons | {"unknown_unit"})
    quantity = QUANTITIES[figure["unit"]]
    printed = _printed(figure, quantity)
    more = set(printed.reasons) | ({"ceiling"} if quantity == "bounded_mean" else set())
    if figure["percent_qualifier"] in ("at_least", "at_most"):
        quantity = NONE
    elif pd.isna(figure["n"]) or figure["n"] == 0:
        quantity = NONE
        more |= {"no_subgroup_base" if figure["n_qualifier"] == "subgroup" else "no_base"}
    return Measured(
        quantity=quantity,
        printed_low=printed.low,
        printed_high=printed.high,
        estimate=printed.estimate,
        n=figure["n"],
        reasons=reasons | more,
    )


def _printed(figure: Figure, quantity: str) -> Printed:
    """Return the values that print as a figure does, whole counts of its base where it has them."""
    if quantity == "proportion" and counts_as_printed(figure):
        share = int(figure["count"]) / int(figure["n"])
        return Printed(share, share, share, frozenset())
    base_known = figure["n_qualifier"] in ("exact", "subgroup") and pd.notna(figure["n"])
    # a weighted percent need not be a count out of its base
    whole_counts = quantity == "proportion" and base_known and pd.isna(figure["base_weighted"])
    return printed_values(
        float(figure["percent"]),
        _decimals(figure),
        str(figure["percent_qualifier"]),
        base=int(figure["n"]) if whole_counts else None,
    )


def _derived(figure: Figure, figures: Mapping[str, Figure], reasons: frozenset[str]) -> Measured:
    """Take the parent's reading: as it is where the percents agree, mirrored where they add up."""
    parent_figure = figures.get(str(figure["derived_from"]))
    estimate = float(figure["percent"]) / 100
    unknown = Measured(estimate=estimate, n=figure["n"], reasons=reasons | {"no_parent"})
    if parent_figure is None or parent_figure["unit"] == "derived":
        return unknown
    parent = measure(parent_figure, figures)
    if pd.isna(parent.estimate) or parent.quantity == NONE:
        return unknown
    unit = 10.0 ** -min(_decimals(figure), _decimals(parent_figure)) / 100
    mirrored = abs(estimate + parent.estimate - 1) <= unit
    if not mirrored and abs(estimate - parent.estimate) > unit:
        return replace(unknown, reasons=reasons | {"unknown_derivation"})
    low, high = parent.printed_low, parent.printed_high
    low, high = (1 - high, 1 - low) if mirrored else (low, high)
    return replace(
        parent,
        mirrored=mirrored,
        printed_low=low,
        printed_high=high,
        estimate=estimate,
        reasons=reasons | parent.reasons | {"derived"},
    )


def _decimals(figure: Figure) -> int:
    """Return the digits printed after a percent's point; one that was computed has them all."""
    return _ALL if pd.isna(figure["decimals"]) else int(figure["decimals"])
