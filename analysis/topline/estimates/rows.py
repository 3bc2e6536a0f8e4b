"""From the name of an interval to the limits of rows: its key, then its formula; their reasons."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..errors import ArgumentError
from ..statistics.core.arguments import check_all
from ..statistics.core.interval import Interval
from .intervals import COUNT, DATA, DEFAULTS, INTERVALS, KORN_GRAUBARD, RowInterval, names_for
from .presentation import presentation_reasons
from .reason_codes import reasons_where
from .row_limits import Columns, Rows, floats, refuse_without_data
from .schema import FloatArray

_WORDS = {"proportion": "shares", "bounded_mean": "means of bounded answers"}

_WRITTEN = 1e-8
"""Standard error of a share that digits of weights leave, and no sample of people ever has."""


def named(name: str, quantity: str) -> RowInterval:
    """Return the interval that a name stands for, for rows of a quantity.

    Raises
    ------
    ArgumentError
        When there is no such interval for that quantity.
    """
    rows = names_for(quantity)
    if isinstance(name, str) and name in rows:
        return rows[name]
    close = get_close_matches(str(name), rows, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    what = _WORDS.get(quantity, "estimates that are not shares")
    raise ArgumentError(f"interval is {name!r}; expected one of {', '.join(rows)} for {what}{hint}")


def named_for_counts(name: str, quantity: str) -> RowInterval:
    """Return the interval of a name that needs no more than a share and its base.

    Published figures have no more, and what they have is rounded, which the others do not cover.

    Raises
    ------
    ArgumentError
        When there is no such interval for that quantity.
    """
    row = named(name, quantity)
    row = INTERVALS[row.otherwise] if row.otherwise is not None else row
    if row.needs != COUNT:
        raise ArgumentError(
            f"interval {name!r} needs the variance of a design, which published figures have not; "
            "choose one for counts, such as 'wilson', 'clopper_pearson' or 'wald'"
        )
    return row


def keys_named(rows: Rows, name: str, quantity: str) -> Any:
    """Return the key, or key of each row, by a name for one quantity.

    Raises
    ------
    ArgumentError
        When the name is not known for what the rows are, or needs what they have not.
    """
    printed = "printed_low" in rows and pd.notna(rows["printed_low"]).any()
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
    lacking = np.any([np.isnan(floats(rows, name)) for name in chosen.needs], axis=0)
    return np.where(lacking, chosen.otherwise, chosen.key)


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
    present = [kind for kind in DEFAULTS if kind in set(quantity)]
    legal = [kind for kind in DEFAULTS if isinstance(method, str) and method in names_for(kind)]
    if not legal:
        named(method, present[0] if present else "proportion")
    if not set(legal) & set(present):
        what = " or ".join({"proportion": "shares", "value": "values"}[kind] for kind in legal)
        raise ArgumentError(
            f"method {method!r} needs rows that are {what}, and there are none; "
            f"a column 'quantity' that holds {' or '.join(map(repr, legal))} marks them"
        )
    for kind in (kind for kind in legal if kind in present):
        rows = table[(quantity == kind) & keys.notna()]
        for key in rows["interval"].unique():
            if key in INTERVALS and DATA in INTERVALS[key].needs:
                refuse_without_data(rows[rows["interval"] == key], np.nan)
        keys[rows.index] = keys_named(rows, method, kind)
    if "n_missing" in table:
        keys[:] = keys_at_edge(keys, at_edge(table))
    return keys


def check_shares(table: pd.DataFrame) -> None:
    """Refuse shares and bases that no respondents can have, in rows with an interval for counts.

    Raises
    ------
    ArgumentError
    """
    counted = [key for key, row in INTERVALS.items() if "n_effective" in row.needs]
    rows = table[table["interval"].isin(counted)]
    for name in ("estimate", "printed_low", "printed_high"):
        if name in rows:
            p = floats(rows, name)
            check_all(name, p, (p >= 0) & (p <= 1), "a share lies between 0 and 1; correct it")
    n = floats(rows, "n_effective")
    check_all("n_effective", n, n > 0, "a share needs a base above 0; correct it")


def keys_at_edge(keys: Iterable[Any], edge: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Return the keys with Korn and Graubard's for shares of 0 or 1.

    Others would have no width there: microdata give no variance of what nobody or everybody said.
    """
    kept = [key for key, row in INTERVALS.items() if row.at_edge]
    return np.array(
        [
            KORN_GRAUBARD if there and isinstance(key, str) and key not in kept else key
            for key, there in zip(keys, edge.tolist(), strict=True)
        ],
        dtype=object,
    )


def microdata_limits(rows: Rows, keys: Any) -> dict[str, NDArray[Any]]:
    """Return the intervals of rows from microdata, none where there is no standard error.

    Parameters
    ----------
    rows : DataFrame or Columns
        The columns of an estimates table.
    keys : str or (k,) array of str
        Interval keys, as `keys_named` gives them.

    Returns
    -------
    dict
        The columns interval, ci_low and ci_high.
    """
    edge = at_edge(rows)
    known = np.isfinite(floats(rows, "estimate")) & np.isfinite(floats(rows, "std_error"))
    # nobody at all has a total of 0, for certain, and no interval
    known &= ~has_no_df(rows, edge) & ~(floats(rows, "n") == 0)
    own: NDArray[Any] = np.array(np.where(known, keys, None))
    own = keys_at_edge(own, edge) if edge.any() else own
    low, high = limits(Columns({**Columns.of(rows), "interval": own}))
    return {"interval": own, "ci_low": low, "ci_high": high}


def has_no_df(rows: Rows, edge: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows have a variance of no degrees of freedom; what is certain needs none."""
    error, df = floats(rows, "std_error"), floats(rows, "df")
    return np.asarray((df <= 0) & ((error > 0) | ((error == 0) & edge)), dtype=bool)


def microdata_reasons(
    rows: Rows,
    alike: NDArray[np.bool_] | None = None,
    also: Mapping[str, ArrayLike] | None = None,
) -> list[str]:
    """Return the reasons of each row from microdata, the presentation standards among them.

    Parameters
    ----------
    rows : DataFrame or Columns
        The columns of an estimates table, with quantity and n_missing.
    alike : (k,) bool, optional
        Whether all answers of a row are the same.
    also : mapping of code to (k,) bool, optional
        Where further reasons hold.
    """
    n, error, edge = floats(rows, "n"), floats(rows, "std_error"), at_edge(rows)
    same = np.zeros(len(n), dtype=bool) if alike is None else alike
    also = also or {}
    whole = np.asarray(also.get("drawn_whole", False), dtype=bool)
    share = np.asarray(rows["quantity"] == "proportion", dtype=bool)
    # weights of a file have some nine digits: a share that they fix varies with what they leave
    still = (error == 0) | (share & (error <= _WRITTEN))
    holds: dict[str, ArrayLike] = {
        **also,
        "no_respondents": n == 0,
        "one_respondent": n == 1,
        "edge": edge & (n > 0),
        "no_variation": still & ~edge & (n > 1) & ~whole,
        "no_variance": (n > 0) & np.isnan(error) & ~same,
        "all_alike": same,
        "no_df": (n > 0) & has_no_df(rows, edge),
        "missing": floats(rows, "n_missing") > 0,
    }
    share = share & pd.notna(rows["interval"])
    if "modelled" in rows:
        # the standards are of what respondents said, not of what is predicted of others
        share = share & ~np.asarray(rows["modelled"], dtype=bool)
    if share.any():
        holds |= {code: share & where for code, where in presentation_reasons(rows, edge).items()}
    return reasons_where(holds, len(n))


def limits(rows: Rows) -> Interval:
    """Compute the limits that each row's interval key and confidence level ask for.

    Raises
    ------
    ArgumentError
        When a key is unknown, or its interval needs what the rows have not.
    """
    levels = floats(rows, "confidence_level")
    places: dict[tuple[str, float], list[int]] = {}
    for row, (key, level) in enumerate(zip(rows["interval"], levels.tolist(), strict=True)):
        if isinstance(key, str) and level == level:
            places.setdefault((key, level), []).append(row)
    low, high = np.full(len(levels), np.nan), np.full(len(levels), np.nan)
    for (key, level), own in places.items():
        if key not in INTERVALS:
            raise ArgumentError(
                f"interval {key!r} cannot be made again; pass a method this package knows"
            )
        at = np.array(own)
        some = rows if len(at) == len(levels) else Columns.of(rows).at(at)
        low[at], high[at] = INTERVALS[key].of(some, level)
    return Interval(low, high)


def at_edge(rows: Rows) -> NDArray[np.bool_]:
    """Return which rows are shares of nobody or everybody that are not known for certain."""
    p = floats(rows, "estimate")
    edge = (p <= 0) | (p >= 1)
    # Text is compared only where the answer depends on it.
    if edge.any():
        edge &= np.asarray(rows["quantity"] == "proportion", dtype=bool)
        edge &= ~np.isinf(floats(rows, "n_effective"))
    return edge


def share_size(p: FloatArray, variance: FloatArray, n: FloatArray) -> FloatArray:
    """Return the effective size p(1 − p)/V of shares.

    A share of 0 or 1 has no estimated variance; its n stands for it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = p * (1 - p) / variance
    return np.where((p <= 0) | (p >= 1), n, size)


def variation(std_error: FloatArray, estimate: FloatArray) -> FloatArray:
    """Return the coefficient of variation, std_error/|estimate|; NaN about an estimate of 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = std_error / np.abs(estimate)
    return np.where(np.isinf(ratio), np.nan, ratio)
