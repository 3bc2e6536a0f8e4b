"""What rows share, however they were made: their size, their interval and its limits."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import ArgumentError
from .intervals import (
    DATA,
    DEFAULTS,
    INTERVALS,
    KORN_GRAUBARD,
    is_named,
    limits,
    named,
    named_for_counts,
)
from .row_limits import refuse_without_data
from .schema import FloatArray


def at_edge(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are shares of nobody or everybody."""
    share = (table["quantity"] == "proportion").to_numpy(dtype=bool)
    p = table["estimate"].to_numpy(dtype=float)
    return np.asarray(share & ((p <= 0) | (p >= 1)))


def share_size(p: FloatArray, variance: FloatArray, n: FloatArray) -> FloatArray:
    """Return the effective size p(1 − p)/V of shares.

    A share of 0 or 1 has no estimated variance; its n stands for it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = p * (1 - p) / variance
    return np.where((p <= 0) | (p >= 1), n, size)


def keys_asked(table: pd.DataFrame, name: str | None) -> "pd.Series[Any]":
    """Return the interval key of rows from microdata when they are asked for by one name.

    None asks for the one that shares, or other values, have by default.

    Raises
    ------
    ArgumentError
        When the name is not known for what the rows are, or needs what they have not.
    """
    quantity = table["quantity"].to_numpy()
    keys = np.full(len(table), pd.NA, dtype=object)
    for kind in pd.unique(quantity):
        at = quantity == kind
        rows = table if at.all() else table[at]
        keys[at] = _keys_named(rows, name or DEFAULTS[kind], kind)
    return pd.Series(keys, index=table.index, dtype="string")


def keys_changed(
    table: pd.DataFrame, method: str | None, mean_method: str | None
) -> "pd.Series[Any]":
    """Return the interval key of every row when estimates, and bounded means, take these methods.

    A row without an interval keeps none; a method of None keeps what the rows have.

    Raises
    ------
    ArgumentError
        When a name is unknown, there is no row it is for, or rows have not what it needs.
    """
    keys = table["interval"].copy()
    quantity = table["quantity"] if "quantity" in table else pd.Series("value", index=table.index)
    if mean_method is not None:
        row = named(mean_method, "bounded_mean")
        keys = keys.mask((quantity == "bounded_mean") & keys.notna(), row.key)
    if method is None:
        return keys
    for kind in _kinds_named(method, set(quantity)):
        rows = table[(quantity == kind) & keys.notna()]
        for key in rows["interval"].unique():
            if key in INTERVALS and DATA in INTERVALS[key].needs:
                refuse_without_data(rows[rows["interval"] == key], np.nan)
        keys[rows.index] = _keys_named(rows, method, kind)
    return _spread_out(table, keys) if "n_missing" in table else keys


def _kinds_named(method: str, present: set[str]) -> list[str]:
    """Return the quantities of a table that a name can be asked for, at least one."""
    legal = [kind for kind in DEFAULTS if is_named(method, kind)]
    kinds = [kind for kind in DEFAULTS if kind in present]
    if not legal:
        named(method, kinds[0] if kinds else "proportion")
    if not set(legal) & present:
        what = " or ".join({"proportion": "shares", "value": "values"}[kind] for kind in legal)
        raise ArgumentError(
            f"method {method!r} needs rows that are {what}, and there are none; "
            f"a column 'quantity' that holds {' or '.join(map(repr, legal))} marks them"
        )
    return [kind for kind in legal if kind in present]


def _keys_named(rows: pd.DataFrame, name: str, quantity: str) -> Any:
    """Return the key, or key of each row, by a name for one quantity; or refuse it and say why."""
    printed = "printed_low" in rows and rows["printed_low"].notna().any()
    chosen = named_for_counts(name, quantity) if printed else named(name, quantity)
    if chosen.whole_counts and "n_missing" in rows:
        raise ArgumentError(
            f"interval {name!r} is for whole counts, not the effective ones that a design leaves; "
            "choose one for both, such as 'wilson', 'mid_p' or 'clopper_pearson'"
        )
    if chosen.otherwise is None:
        return chosen.key
    if not set(chosen.needs) <= set(rows):
        return chosen.otherwise
    lacking = rows[list(chosen.needs)].isna().any(axis=1).to_numpy()
    return np.where(lacking, chosen.otherwise, chosen.key)


def _spread_out(table: pd.DataFrame, keys: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the keys with Korn and Graubard's for shares of 0 or 1.

    Others would have no width there: microdata give no variance of what nobody or everybody said.
    """
    edge = at_edge(table)
    if not edge.any():
        return keys
    kept = [key for key, row in INTERVALS.items() if row.at_edge]
    return keys.mask(edge & keys.notna() & ~keys.isin(kept), KORN_GRAUBARD)


def with_limits(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the limits of their interval, none where there is no standard error."""
    known = np.isfinite(table["estimate"]) & np.isfinite(table["std_error"])
    table = table.assign(interval=_spread_out(table, table["interval"].where(known)))
    low, high = limits(table)
    return table.assign(ci_low=low, ci_high=high)
