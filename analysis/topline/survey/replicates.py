"""Replicate weights given with the data: their columns, factors and degrees of freedom."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import ArgumentError, DataError
from ..statistics.methods import as_table, pick
from .columns import FloatArray, at_rows, column, column_names, numbers
from .designs import Replicated

CENTRES = ("estimate", "mean")
_BLOCK = 1024


@dataclass(frozen=True)
class ReplicateMethod:
    """One kind of replicate weights.

    Attributes
    ----------
    key : str
        The name users pass as ``replicate_method=``.
    label : str
        Its name in words.
    scale : callable or None
        ``(replicates, rho) -> scale``; None where the user must say.
    source : str
        Primary source.
    for_quantiles : bool
        Whether replicates of a quantile estimate its variance.
    """

    key: str
    label: str
    scale: Callable[[int, float], float] | None
    source: str
    for_quantiles: bool = True


REPLICATE_METHODS = as_table(
    ReplicateMethod(
        "brr",
        "balanced repeated replication",
        lambda r, _rho: 1 / r,
        "McCarthy (1966), Vital and Health Statistics 2(14)",
    ),
    ReplicateMethod(
        "fay",
        "Fay's balanced repeated replication",
        lambda r, rho: 1 / (r * (1 - rho) ** 2),
        "Judkins (1990), Journal of Official Statistics 6:223–239",
    ),
    ReplicateMethod(
        "jk1",
        "delete-one jackknife, unstratified",
        lambda r, _rho: (r - 1) / r,
        "Wolter (2007), Introduction to Variance Estimation, chapter 4",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "jkn",
        "delete-one jackknife, stratified",
        None,
        "Wolter (2007), Introduction to Variance Estimation, section 4.5",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "jk2",
        "paired jackknife",
        lambda _r, _rho: 1.0,
        "Westat (2007), WesVar 4.3 User's Guide, appendix A",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "bootstrap",
        "bootstrap",
        lambda r, _rho: 1 / (r - 1),
        "Rao, Wu & Yue (1992), Survey Methodology 18:209–217",
    ),
    ReplicateMethod(
        "sdr",
        "successive difference replication",
        lambda r, _rho: 4 / r,
        "Fay & Train (1995), ASA Proceedings of the Government Statistics Section, 154–159",
    ),
    ReplicateMethod("custom", "replicate weights", None, "–"),
)


@dataclass(frozen=True, eq=False)
class ReplicatePlan:
    """The arguments of a replicated design, as the user gave them."""

    replicate_weights: Any
    replicate_method: str
    rho: float | None = None
    scale: float | None = None
    rscales: Any = None
    centre: str = "estimate"
    combined: bool = True
    df: float | None = None


def replicated(data: Any, weights: FloatArray, plan: ReplicatePlan) -> Replicated:
    """Return the design of given replicate weights.

    Raises
    ------
    ArgumentError
        When columns, factors or options are missing or do not go together.
    DataError
        When a replicate weight is missing.
    """
    method = pick(REPLICATE_METHODS, plan.replicate_method, "replicate weights")
    refuse_centre(plan.centre)
    matrix = _matrix(data, plan.replicate_weights, len(weights))
    if not plan.combined:
        matrix = matrix * weights[:, None]
    factors = _factors(method, matrix.shape[1], plan)
    df = plan.df if plan.df is not None else float(rank(matrix) - 1)
    words = (
        f"{matrix.shape[1]} replicate weights, {method.label}; "
        f"variance about the {'full-sample estimate' if plan.centre == 'estimate' else 'mean'}"
    )
    given = plan.df is not None
    names: tuple[str, ...] = ()
    if not _is_matrix(plan.replicate_weights):
        names = tuple(replicate_names(data, plan.replicate_weights))
    return Replicated(matrix, factors, plan.centre, df, method.key, words, given, names)


def refuse_centre(centre: str) -> None:
    """Refuse a centre that is not one of ``CENTRES``.

    Raises
    ------
    ArgumentError
    """
    if centre not in CENTRES:
        raise ArgumentError(f"centre is {centre!r}; expected one of {', '.join(CENTRES)}")


def replicate_names(data: Any, given: Any) -> list[str]:
    """Return the replicate columns: a list of names, a pattern, or a prefix before numbers.

    Raises
    ------
    ArgumentError
        When a pattern or prefix fits no column.
    """
    if not isinstance(given, str):
        return list(given)
    names = column_names(data)
    for pattern in (given, re.escape(given) + r"_?\d+"):
        try:
            found = [name for name in names if re.fullmatch(pattern, name)]
        except re.error:
            continue
        if len(found) > 1 or (found and found != [given]):
            return sorted(found, key=natural)
    raise ArgumentError(
        f"replicate_weights={given!r} fits no columns; give their names, their common beginning "
        "before the numbers, or a regular expression"
    )


def natural(name: str) -> tuple[Any, ...]:
    """Return what sorts names by their numbers: w2 before w10."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name))


def _matrix(data: Any, given: Any, rows: int) -> FloatArray:
    """Return the weights row by row in memory: an array as it is, columns copied once."""
    if _is_matrix(given):
        matrix = np.ascontiguousarray(given, dtype=float)
        if matrix.shape[0] != rows:
            raise ArgumentError(
                f"replicate_weights has {matrix.shape[0]} rows; the data have {rows}"
            )
    else:
        matrix = _rows_first(data, replicate_names(data, given), rows)
    if matrix.shape[1] < 2:
        raise ArgumentError("one replicate weight says nothing of the variance; give at least 2")
    missing = np.flatnonzero(np.isnan(matrix @ np.ones(matrix.shape[1])))
    if missing.size:
        raise DataError(
            f"replicate weights are missing in {missing.size} rows ({at_rows(missing)}); "
            "every respondent has all of them; complete them, or leave those rows out"
        )
    return matrix


def _is_matrix(given: Any) -> bool:
    return hasattr(given, "shape") and len(given.shape) == 2


def _rows_first(data: Any, names: Sequence[str], rows: int) -> FloatArray:
    columns = [numbers(column(data, name, "replicate weight"), name) for name in names]
    matrix = np.empty((rows, len(names)))
    for start in range(0, rows, _BLOCK):
        part = matrix[start : start + _BLOCK]
        for number, values in enumerate(columns):
            part[:, number] = values[start : start + _BLOCK]
    return matrix


def _factors(method: ReplicateMethod, replicates: int, plan: ReplicatePlan) -> FloatArray:
    if (method.key == "fay") != (plan.rho is not None):
        raise ArgumentError(
            "rho is Fay's factor; give it with replicate_method='fay', and only there"
        )
    if plan.rho is not None and not 0 <= plan.rho < 1:
        raise ArgumentError(f"rho is {plan.rho!r}; Fay's factor is from 0 to below 1, such as 0.5")
    rscales = np.ones(replicates)
    if plan.rscales is not None:
        rscales = np.asarray(plan.rscales, dtype=float)
        if rscales.shape not in ((), (replicates,)):
            raise ArgumentError(
                f"rscales has shape {rscales.shape}; expected a factor for each of {replicates} "
                "replicate weights"
            )
        rscales = np.broadcast_to(rscales, replicates)
        if not (rscales >= 0).all():
            raise ArgumentError("rscales has a value that is negative or missing; expected ≥ 0")
    scale = plan.scale
    if scale is None and method.scale is not None:
        scale = method.scale(replicates, plan.rho or 0.0)
    if scale is None:
        if plan.rscales is None:
            raise ArgumentError(
                f"replicate_method={method.key!r} needs rscales=, a factor for each replicate, or "
                "scale=; the survey's documentation gives them ((n_h − 1)/n_h for a jackknife)"
            )
        scale = 1.0
    if not 0 < scale < np.inf:
        raise ArgumentError(f"scale is {scale!r}; expected a factor above 0")
    return scale * rscales


def rank(matrix: FloatArray) -> int:
    """Return the rank of replicate weights, from the few rows that show it.

    The rank of some rows is that of all if what those rows cannot tell apart, no row can.
    """
    replicates = matrix.shape[1]
    if len(matrix) <= replicates:
        return int(np.linalg.matrix_rank(matrix))
    rows = matrix[:: max(1, len(matrix) // (8 * replicates))][: 8 * replicates]
    while True:
        _, size, basis = np.linalg.svd(rows, full_matrices=True)
        found = int((size > size.max() * max(rows.shape) * np.finfo(float).eps).sum())
        if found == replicates:
            return found
        left = np.abs(matrix @ basis[found:].T).max(axis=1)
        if left.max() <= 1e-9 * np.abs(rows).max():
            return found
        rows = np.vstack([rows, matrix[np.argsort(left)[-replicates:]]])
