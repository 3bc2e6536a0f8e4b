"""From rows to pieces of estimates: sums, values, influence or replicates."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ...errors import ArgumentError, DataError
from ...estimates.schema import NO_ANSWER
from ..data.columns import FloatArray, IntArray, column, factorize, numbers
from ..data.domains import Domains, Mask
from ..design.design import Design, Linearised
from ..engine.memory import Cells, Rows, Terms, cells, domain_totals, replicate_totals
from .assemble import Piece, refuse_unknown
from .functions import ESTIMATORS, Smooth

MISSING = ("drop", "fail", "category")
DEFF = (False, True, "replace", "kish")


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
    cache: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the options every estimator takes."""
        refuse_unknown("missing", self.missing, MISSING)
        refuse_unknown("deff", self.deff, DEFF)


@dataclass(frozen=True, eq=False)
class Sums:
    """What a pass over the rows gives.

    Attributes
    ----------
    sums : (1 + j, g, levels) float
        Sum of the weights and weighted sums of the terms, per domain.
    n, missing : (g,) float
        Respondents with and without an answer.
    cells : Cells
        The same sums by sampled unit; none for a replicated design.
    again : (1 + j, g, levels, r) float or None
        The same sums under each replicate weight; None for a linearised design.
    """

    sums: FloatArray
    n: FloatArray
    missing: FloatArray
    cells: Cells
    again: FloatArray | None


NO_CELLS = Cells(np.empty(0, np.intp), np.empty(0, np.intp), np.empty((1, 0, 1)), np.empty(0))


def value_piece(frame: Frame, key: str, names: tuple[str, ...], outcome: str) -> Piece:
    """Return a smooth estimator of numeric variables, one estimate per domain."""
    method = ESTIMATORS[key]
    values = tuple(answers_of(frame, name) for name in names)
    shifts = tuple(typical(value) if method.shifted else 0.0 for value in values)
    beside = _simple_terms(frame, method)
    terms = _shifted(beside or method.terms, shifts)
    rows = Rows(frame.domains.code, len(frame.domains), values, terms)
    found = summed(frame, rows, method.count)
    used, n = found.sums[: 1 + method.count, :, 0], found.n
    move = shifts[0] if method.moves else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = method.value(used, n) + move
        spread = _spread(frame, method, found, used, move)
        simple = _simple_variance(frame, method, found.sums[:, :, 0], n) if beside else None
        deff = _kish(frame, rows, found)
    if key not in ("total", "count"):
        estimate = np.where(n == 0, np.nan, estimate)
    labels = frame.domains.labels.assign(outcome=outcome)
    parts = (n, found.missing, found.sums[0, :, 0], simple)
    lone = None if key in ("total", "count") else lone_domains(frame, found)
    return Piece(labels, estimate, spread, *parts, deff=deff, lone=lone)


def _shifted(terms: Terms, shifts: tuple[float, ...]) -> Terms:
    """Return the terms of values less what is typical of them, worked out block by block."""
    return lambda *values: terms(*(v - c for v, c in zip(values, shifts, strict=True)))


def share_piece(frame: Frame, name: str, levels: Any = None, outcome: str | None = None) -> Piece:
    """Return the shares of every level of a variable in each domain."""
    code, labels = level_codes(frame, name) if levels is None else levels
    rows = level_rows(frame, code, len(labels))
    found = summed(frame, rows, 0)
    weight = found.sums[0]
    base = weight.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = weight / base[:, None]
        spread = _share_spread(frame, found, p, base)
        simple = _random_share(frame, p, found.n, base)
        deff = _kish(frame, rows, found)
    parts = (p, spread, found, simple, "proportion", deff)
    return _by_level(frame, outcome or name, labels, parts)


def total_of_levels_piece(frame: Frame, name: str, levels: Any = None) -> Piece:
    """Return the estimated number of people in every level of a variable, in each domain."""
    code, labels = level_codes(frame, name) if levels is None else levels
    found = summed(frame, level_rows(frame, code, len(labels)), 0)
    if found.again is None:
        spread = scatter(frame, found, found.cells.sums[0], len(labels))
    else:
        spread = found.again[0].reshape(found.sums[0].size, -1).T
    return _by_level(frame, name, labels, (found.sums[0], spread, found, None, "value", None))


def level_rows(frame: Frame, code: IntArray, levels: int) -> Rows:
    """Return what a pass reads to count the levels of a variable."""
    return Rows(frame.domains.code, len(frame.domains), (), lambda: (), code, levels)


def _by_level(frame: Frame, outcome: str, labels: pd.Index, parts: Any) -> Piece:
    """Return a piece of (domains, levels) estimates, a row for each in that order."""
    estimate, spread, found, simple, quantity, deff = parts
    domains, levels = estimate.shape
    table = frame.domains.labels.loc[frame.domains.labels.index.repeat(levels)]
    text = pd.Categorical.from_codes(np.tile(np.arange(levels), domains), labels)
    return Piece(
        table.assign(outcome=outcome, category=text),
        estimate.ravel(),
        spread,
        np.repeat(found.n, levels),
        np.repeat(found.missing, levels),
        np.repeat(found.sums[0].sum(axis=1), levels),
        simple,
        quantity,
        None if deff is None else np.repeat(deff, levels),
        np.repeat(lone_domains(frame, found), levels) if quantity == "proportion" else None,
    )


def typical(values: FloatArray) -> float:
    """Return a middle value of some, to subtract: sums of what is left lose no digits."""
    some = values[:: max(1, len(values) // 1000)]
    some = some[~np.isnan(some)]
    return float(np.partition(some, len(some) // 2)[len(some) // 2]) if some.size else 0.0


def level_codes(frame: Frame, name: str) -> tuple[IntArray, pd.Index]:
    """Code the levels of a variable, those without an answer by the frame's policy."""
    code, labels = _coded_once(frame, name)
    if len(labels) == 0:
        raise DataError(f"column {name!r} has no answers; choose another variable")
    if frame.missing == "drop" or code.min() >= 0:
        return code, labels
    refuse_missing(frame, code < 0, name)
    return np.where(code < 0, len(labels), code), labels.astype(object).append(
        pd.Index([NO_ANSWER], dtype=object)
    )


def _coded_once(frame: Frame, name: str) -> tuple[IntArray, pd.Index]:
    """Code the levels of a variable, kept in the smallest integers for the next estimate."""
    key = ("levels", name)
    if not isinstance(name, Hashable) or key not in frame.cache:
        code, labels = factorize(column(frame.data, name, "variable"))
        frame.cache[key] = code.astype(np.min_scalar_type(-len(labels) - 1)), labels
    small, labels = frame.cache[key]
    return small.astype(np.int32), labels


def answers_of(frame: Frame, name: str) -> FloatArray:
    """Return a numeric variable, NaN where there is no answer.

    Raises
    ------
    ArgumentError, DataError
    """
    values = numbers(column(frame.data, name, "variable"), name)
    if frame.missing == "category":
        raise ArgumentError(
            "missing='category' is for shares of categories; expected 'drop' or 'fail'"
        )
    if frame.missing == "fail":
        refuse_missing(frame, np.isnan(values), name)
    return values


def refuse_missing(frame: Frame, missing: Any, name: str) -> None:
    """Refuse rows without an answer, where the frame's policy is to.

    Raises
    ------
    DataError
    """
    if frame.domains.code is not None:
        missing = missing & (frame.domains.code >= 0)
    if frame.missing == "fail" and missing.any():
        raise DataError(
            f"column {name!r} has no answer in {int(missing.sum()):,} rows; fill them in, or "
            "choose missing='drop' to estimate from those who answered"
        )


def summed(frame: Frame, rows: Rows, terms: int) -> Sums:
    """Return the sums of each domain, and of each sampled unit in it or each replicate."""
    design = frame.design
    if isinstance(design, Linearised):
        found = cells(rows, frame.weights, design.unit, design.units)
        sums = domain_totals(found, len(frame.domains))
        return Sums(sums, frame.domains.count - found.missing, found.missing, found, None)
    sums, again, missing = replicate_totals(rows, frame.weights, design.weights, terms)
    return Sums(sums, frame.domains.count - missing, missing, NO_CELLS, again)


def _spread(frame: Frame, method: Smooth, found: Sums, sums: FloatArray, move: float) -> Any:
    """Return unit totals of the influence, or the replicates."""
    if found.again is not None:
        return (method.value(found.again[:, :, 0], found.n[:, None]) + move).T
    gradient = method.gradient(sums, found.n)
    part = found.cells.sums[: len(sums), :, 0]
    influence = np.einsum("jc,jc->c", gradient[:, found.cells.domain], part)
    return scatter(frame, found, influence[:, None], 1)


def lone_domains(frame: Frame, found: Sums) -> Any:
    """Return which domains have all their respondents in one sampled unit."""
    if found.again is not None:
        return found.n == 1
    return np.bincount(found.cells.domain, minlength=len(frame.domains)) == 1


def _share_spread(frame: Frame, found: Sums, p: FloatArray, base: FloatArray) -> Any:
    if found.again is not None:
        shares = found.again[0] / found.again[0].sum(axis=1)[:, None]
        return shares.reshape(p.size, -1).T
    weight, domain = found.cells.sums[0], found.cells.domain
    own = weight - p[domain] * weight.sum(axis=1)[:, None]
    return scatter(frame, found, own / base[domain, None], p.shape[1])


def scatter(frame: Frame, found: Sums, influence: FloatArray, levels: int) -> Any:
    """Lay the (cells, levels) influence out as unit totals, (units, domains · levels)."""
    assert isinstance(frame.design, Linearised)
    at = (found.cells.domain[:, None] * levels + np.arange(levels)).ravel()
    unit = np.repeat(found.cells.unit, levels)
    shape = (frame.design.units, len(frame.domains) * levels)
    return sparse.csr_matrix((influence.ravel(), (unit, at)), shape)


def _simple_terms(frame: Frame, method: Smooth) -> Any:
    """Return the terms and y² beside them, where a design effect is asked for and there is one."""
    if frame.deff in (False, "kish"):
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
    if frame.deff in (False, "kish"):
        return None
    simple = p * (1 - p) / np.where(n > 1, n - 1, np.nan)[:, None]
    return (simple * _left(frame, n, base)[:, None]).ravel()


def _kish(frame: Frame, rows: Rows, found: Sums) -> FloatArray | None:
    """Return n·Σw²/(Σw)² of those who answered, the design effect of the weights alone."""
    if frame.deff != "kish":
        return None
    nobody = np.zeros(len(frame.weights), dtype=np.intp)
    squares = cells(replace(rows, terms=lambda *_: ()), frame.weights**2, nobody, 1)
    total = domain_totals(squares, len(frame.domains))[0].sum(axis=1)
    return np.asarray(found.n * total / found.sums[0].sum(axis=1) ** 2)


def _left(frame: Frame, n: FloatArray, total: FloatArray) -> FloatArray:
    """Return 1 − n/N of a sample without replacement; 1 where it is compared with one with."""
    if frame.deff == "replace":
        return np.ones_like(n)
    return np.asarray(np.where(total > n, 1 - n / total, np.nan))
