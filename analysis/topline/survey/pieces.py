"""From rows to pieces of estimates: sums, values, influence or replicates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ..errors import ArgumentError, DataError
from .cells import Cells, Rows, cells, replicate_totals, totals
from .columns import FloatArray, IntArray, column, factorize, numbers
from .designs import Design, Linearised
from .domains import Domains, Mask
from .results import Piece, refuse_unknown
from .smooth import ESTIMATORS, Smooth

MISSING = ("drop", "fail", "category")
DEFF = (False, True, "replace", "kish")
NO_ANSWER = "(no answer)"


@dataclass(frozen=True, eq=False)
class Frame:
    """What every estimator works on: the data, their coded design, and their domains."""

    data: Any
    design: Design
    weights: FloatArray
    domains: Domains
    mask: Mask | None = None
    missing: str = "drop"
    deff: Any = False

    def __post_init__(self) -> None:
        """Check the options every estimator takes."""
        refuse_unknown("missing", self.missing, MISSING)
        refuse_unknown("deff", self.deff, DEFF)


def value_piece(frame: Frame, key: str, names: tuple[str, ...], outcome: str) -> Piece:
    """Return a smooth estimator of numeric variables, one estimate per domain."""
    method = ESTIMATORS[key]
    values = tuple(_numeric(frame, name) for name in names)
    shifts = tuple(typical(value) if method.shifted else 0.0 for value in values)
    values = tuple(v - c if c else v for v, c in zip(values, shifts, strict=True))
    simple = _simple_terms(frame, method)
    rows = Rows(frame.domains.code, len(frame.domains), values, simple or method.terms)
    found, count, sums = _summed(frame, rows)
    used = sums[: 1 + len(method.terms(*values_of_none(len(values))))]
    n = count[:, 0]
    move = shifts[0] if method.moves else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = method.value(used[:, :, 0], n) + move
        spread = _spread(frame, method, found, rows, used, n, move)
        of_random = _simple_variance(frame, method, sums[:, :, 0], n) if simple else None
    labels = frame.domains.labels.assign(outcome=outcome)
    empty = n == 0
    estimate = np.where(empty & (key not in ("total", "count")), np.nan, estimate)
    missing = frame.domains.count - n if values else 0 * n
    return Piece(labels, estimate, spread, n, np.maximum(missing, 0), sums[0, :, 0], of_random)


def share_piece(frame: Frame, name: str, levels: Any = None, outcome: str | None = None) -> Piece:
    """Return the shares of every level of a variable in each domain."""
    code, labels = level_codes(frame, name) if levels is None else levels
    rows = Rows(frame.domains.code, len(frame.domains), (), lambda: (), code, len(labels))
    found, count, sums = _summed(frame, rows)
    weight, n = sums[0], count.sum(axis=1)
    base = weight.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = weight / base[:, None]
        spread = _share_spread(frame, found, rows, p, base)
        simple = _random_share(frame, p, n, base)
    table = pd.concat([frame.domains.labels] * len(labels), keys=range(len(labels)))
    table = table.swaplevel().sort_index(kind="stable").reset_index(drop=True)
    text = pd.Categorical.from_codes(np.tile(np.arange(len(labels)), len(n)), labels)
    table = table.assign(outcome=outcome or name, category=text)
    missing = np.maximum(frame.domains.count - n, 0)
    each = [np.repeat(part, len(labels)) for part in (n, missing, base)]
    return Piece(table, p.ravel(), spread, each[0], each[1], each[2], simple, "proportion")


def total_of_levels_piece(frame: Frame, name: str) -> Piece:
    """Return the estimated number of people in every level of a variable, in each domain."""
    code, labels = level_codes(frame, name)
    rows = Rows(frame.domains.code, len(frame.domains), (), lambda: (), code, len(labels))
    found, count, sums = _summed(frame, rows)
    k = len(frame.domains) * len(labels)
    if found is not None:
        spread = _scatter(frame, found, found.sums[0], len(labels))
    else:
        assert not isinstance(frame.design, Linearised)
        spread = replicate_totals(rows, frame.design.weights)[0].reshape(k, -1).T
    table = frame.domains.labels.loc[frame.domains.labels.index.repeat(len(labels))]
    text = pd.Categorical.from_codes(np.tile(np.arange(len(labels)), len(frame.domains)), labels)
    table = table.assign(outcome=name, category=text)
    n = np.repeat(count.sum(axis=1), len(labels))
    missing = np.maximum(np.repeat(frame.domains.count, len(labels)) - n, 0)
    base = np.repeat(sums[0].sum(axis=1), len(labels))
    return Piece(table, sums[0].ravel(), spread, n, missing, base, None)


def values_of_none(count: int) -> tuple[FloatArray, ...]:
    """Return as many empty arrays, to ask an estimator how many terms it has."""
    return tuple(np.empty(0) for _ in range(count))


def typical(values: FloatArray) -> float:
    """Return a middle value of some, to subtract: sums of what is left lose no digits."""
    some = values[:: max(1, len(values) // 1000)]
    some = some[~np.isnan(some)]
    return float(np.partition(some, len(some) // 2)[len(some) // 2]) if some.size else 0.0


def level_codes(frame: Frame, name: str) -> tuple[IntArray, pd.Index]:
    """Code the levels of a variable, those without an answer by the frame's policy."""
    code, labels = factorize(column(frame.data, name, "variable"))
    if len(labels) == 0:
        raise DataError(f"column {name!r} has no answers; choose another variable")
    if frame.missing == "drop" or code.min() >= 0:
        return code, labels
    _refuse_missing(frame, code < 0, name)
    return np.where(code < 0, len(labels), code), labels.astype(object).append(
        pd.Index([NO_ANSWER], dtype=object)
    )


def _numeric(frame: Frame, name: str) -> FloatArray:
    values = numbers(column(frame.data, name, "variable"), name)
    if frame.missing == "category":
        raise ArgumentError(
            "missing='category' is for shares of categories; expected 'drop' or 'fail'"
        )
    if frame.missing == "fail":
        _refuse_missing(frame, np.isnan(values), name)
    return values


def _refuse_missing(frame: Frame, missing: Any, name: str) -> None:
    if frame.domains.code is not None:
        missing = missing & (frame.domains.code >= 0)
    if frame.missing == "fail" and missing.any():
        raise DataError(
            f"column {name!r} has no answer in {int(missing.sum()):,} rows; fill them in, or "
            "choose missing='drop' to estimate from those who answered"
        )


def _summed(frame: Frame, rows: Rows) -> tuple[Cells | None, FloatArray, FloatArray]:
    """Return cells, counts and sums per domain; a replicated design needs no cells."""
    if isinstance(frame.design, Linearised):
        found = cells(rows, frame.weights, frame.design.unit, frame.design.units)
        count, sums = totals(found, len(frame.domains))
        return found, count, sums
    nobody = np.zeros(len(frame.weights), dtype=np.intp)
    found = cells(rows, frame.weights, nobody, 1)
    count, sums = totals(found, len(frame.domains))
    return None, count, sums


def _spread(
    frame: Frame,
    method: Smooth,
    found: Cells | None,
    rows: Rows,
    sums: FloatArray,
    n: FloatArray,
    move: float,
) -> Any:
    """Return unit totals of the influence, or the replicates."""
    if isinstance(frame.design, Linearised):
        assert found is not None
        gradient = method.gradient(sums[:, :, 0], n)
        part = found.sums[: len(sums), :, 0]
        influence = np.einsum("jc,jc->c", gradient[:, found.domain], part)
        return _scatter(frame, found, influence[:, None], 1)
    lean = Rows(rows.domain, rows.domains, rows.variables, method.terms)
    again = replicate_totals(lean, frame.design.weights)[:, :, 0]
    return (method.value(again, n[:, None]) + move).T


def _share_spread(
    frame: Frame, found: Cells | None, rows: Rows, p: FloatArray, base: FloatArray
) -> Any:
    if isinstance(frame.design, Linearised):
        assert found is not None
        weight = found.sums[0]
        own = weight - p[found.domain] * weight.sum(axis=1)[:, None]
        return _scatter(frame, found, own / base[found.domain, None], p.shape[1])
    again = replicate_totals(rows, frame.design.weights)[0]
    shares = again / again.sum(axis=1)[:, None]
    return shares.reshape(p.size, -1).T


def _scatter(frame: Frame, found: Cells, influence: FloatArray, levels: int) -> Any:
    """Lay the influence of cells out as (units, domains · levels)."""
    assert isinstance(frame.design, Linearised)
    at = (found.domain[:, None] * levels + np.arange(levels)).ravel()
    unit = np.repeat(found.unit, levels)
    shape = (frame.design.units, len(frame.domains) * levels)
    return sparse.csr_matrix((influence.ravel(), (unit, at)), shape)


def _simple_terms(frame: Frame, method: Smooth) -> Any:
    """Return the terms and y² beside them, where a design effect is asked for and there is one."""
    if not frame.deff:
        return None
    if method.key not in ("mean", "total"):
        raise ArgumentError(
            f"deff is for means, totals and shares, not for a {method.label}; leave it out"
        )
    return lambda y: (y, y * y)


def _simple_variance(frame: Frame, method: Smooth, t: FloatArray, n: FloatArray) -> FloatArray:
    """Return the variance of a simple random sample as large: s²/n, or N²s²/n for a total."""
    spread = ESTIMATORS["variance"].value(t, n)
    size = t[0] ** 2 if method.key == "total" else 1.0
    return np.asarray(size * spread / n * _left(frame, n, t[0]))


def _random_share(frame: Frame, p: FloatArray, n: FloatArray, base: FloatArray) -> Any:
    if not frame.deff:
        return None
    simple = p * (1 - p) / np.where(n > 1, n - 1, np.nan)[:, None]
    return (simple * _left(frame, n, base)[:, None]).ravel()


def _left(frame: Frame, n: FloatArray, total: FloatArray) -> FloatArray:
    """Return 1 − n/N of a sample without replacement; 1 where it is compared with one with."""
    if frame.deff == "replace":
        return np.ones_like(n)
    return np.asarray(np.where(total > n, 1 - n / total, np.nan))
