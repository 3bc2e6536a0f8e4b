"""Replicate weights given with the data: their columns, factors and degrees of freedom."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import check_one_of, listed_values
from ...errors import ArgumentError, DataError
from ...language.message import Message
from ...statistics.core.methods import pick
from ...values import owned
from ..data.columns import FloatArray, at_rows, column_names, counted
from ..engine.rank import rank
from ..engine.replicate_weights import (
    ReplicateColumns,
    as_columns,
    blocks,
    times,
)
from ..engine.row_codes import RowCodes
from .design import DesignColumns, Replicated
from .drawn import Drawn
from .replicate_methods import REPLICATE_METHODS, ReplicateMethod
from .samples import Samples, samples_in

CENTRES = ("estimate", "mean")


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
    samples: tuple[str, ...] = ()


def replicated(
    data: Any, weights: FloatArray, name: str | None, plan: ReplicatePlan
) -> tuple[Replicated, RowCodes]:
    """Return the design of given replicate weights, and the weights.

    Raises
    ------
    ArgumentError
        When columns, factors or options are missing or do not go together.
    DataError
        When a replicate weight is missing.
    """
    check_plan(plan)
    matrix = _matrix(data, plan.replicate_weights, len(weights))
    if not plan.combined:
        matrix = times(matrix, weights)
    samples = samples_in(data, plan.samples)
    names: tuple[str, ...] = ()
    if not _is_matrix(plan.replicate_weights):
        names = tuple(replicate_names(data, plan.replicate_weights))
    df = plan.df if plan.df is not None else float(rank(matrix) - 1)
    columns = DesignColumns(weights=name, replicates=names)
    return design_of_replicates(plan, columns, matrix.shape[1], df, samples), codes_of(
        weights, matrix, samples
    )


def check_plan(plan: ReplicatePlan) -> None:
    """Refuse a method, a centre or a kind of weights that is not known.

    Raises
    ------
    ArgumentError
    """
    pick(REPLICATE_METHODS, plan.replicate_method, "replicate weights")
    refuse_centre(plan.centre)
    check_one_of("combined", plan.combined, (False, True))


def design_of_replicates(
    plan: ReplicatePlan, columns: DesignColumns, size: int, df: float, samples: Samples | None
) -> Replicated:
    """Return the design of given replicate weights.

    Parameters
    ----------
    plan : ReplicatePlan
    columns : DesignColumns
    size : int
        How many replicate weights a row has.
    df : float
        Degrees of freedom.
    samples : Samples or None

    Raises
    ------
    ArgumentError
        When factors are missing or do not go together.
    """
    method = pick(REPLICATE_METHODS, plan.replicate_method, "replicate weights")
    factors = _factors(method, size, plan, 1 if samples is None else len(samples.labels))
    centre = Message("variance about the mean")
    if plan.centre == "estimate":
        centre = Message("variance about the full-sample estimate")
    said = (
        Message(
            "{number} replicate weights, {method}", number=str(size), method=Message(method.label)
        ),
        centre,
        *([samples.words] if samples else []),
    )
    return Replicated(
        factors=factors,
        centre=plan.centre,
        df=df,
        method=method.key,
        drawn=Drawn(parts=said),
        columns=columns,
        given_df=plan.df is not None,
    )


def codes_of(
    weights: FloatArray, matrix: FloatArray | ReplicateColumns, samples: Samples | None
) -> RowCodes:
    """Return what a design of replicate weights says of each row."""
    if samples is None:
        return RowCodes(weights, replicates=matrix)
    return RowCodes(weights, replicates=matrix, sample=samples.rows, samples=len(samples.labels))


def refuse_centre(centre: str) -> None:
    """Refuse a centre that is not one of ``CENTRES``.

    Raises
    ------
    ArgumentError
    """
    check_one_of("centre", centre, CENTRES)


_LONGEST = 200
"""Characters of a name that is compared with a pattern."""


def replicate_names(data: Any, given: Any) -> list[str]:
    """Return the replicate columns: a list of names, a pattern, or a prefix before numbers.

    Raises
    ------
    ArgumentError
        When a pattern or prefix fits no column.
    """
    if not isinstance(given, str):
        names = listed_values("replicate_weights", given)
        if not names or not all(isinstance(name, str) for name in names):
            raise ArgumentError(
                "replicate_weights holds no names of columns; expected those, their common "
                "beginning, or an array with a row per respondent and a column per replicate"
            )
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ArgumentError(f"replicate_weights names {twice!r} twice; name each column once")
        return names
    names = column_names(data)
    # groups that repeat may take an age for one name
    plain = not re.search(r"\)[*+{]", given) and len(re.findall(r"[*+{]", given)) <= 2
    numbered = re.escape(given) + r"_?\d+"
    for pattern in (given, numbered) if plain else (numbered,):
        try:
            found = [
                name for name in names if len(name) <= _LONGEST and re.fullmatch(pattern, name)
            ]
        except re.error:
            continue
        if len(found) > 1 or (found and found != [given]):
            return sorted(found, key=natural)
    raise ArgumentError(
        f"replicate_weights={given!r} fits no columns; give their names, their common beginning "
        "before the numbers, or a plain regular expression (no repeated groups)"
    )


def natural(name: str) -> tuple[Any, ...]:
    """Return what sorts names by their numbers: w2 before w10."""
    # Every other part is of digits; beyond a thousand of them, Python may refuse to count.
    parts = enumerate(re.split(r"(\d+)", name))
    return tuple(int(part[:1000]) if odd % 2 else part for odd, part in parts)


def _matrix(data: Any, given: Any, rows: int) -> FloatArray | ReplicateColumns:
    """Return the weights as they lie in memory: an array, or columns of the data."""
    matrix: FloatArray | ReplicateColumns
    if _is_matrix(given):
        try:
            matrix = owned(given)
        except (TypeError, ValueError):
            raise ArgumentError(
                "replicate_weights holds values that are no numbers; expected an array of "
                "numbers, a row per respondent"
            ) from None
        if matrix.shape[0] != rows:
            raise ArgumentError(
                f"replicate_weights has {matrix.shape[0]} rows; the data have {rows}"
            )
    else:
        matrix = as_columns(data, replicate_names(data, given))
    if matrix.shape[1] < 2:
        raise ArgumentError("one replicate weight says nothing of the variance; give at least 2")
    ones = np.ones(matrix.shape[1])
    missing = np.flatnonzero(~np.isfinite(np.concatenate([part @ ones for part in blocks(matrix)])))
    if missing.size:
        raise DataError(
            "replicate weights are missing or infinite in "
            f"{counted(missing.size, 'row')} ({at_rows(missing)}); "
            "every respondent has all of them; complete them, or leave those rows out"
        )
    return matrix


def _is_matrix(given: Any) -> bool:
    return hasattr(given, "shape") and len(given.shape) == 2


def _factors(
    method: ReplicateMethod, replicates: int, plan: ReplicatePlan, samples: int
) -> FloatArray:
    """Return the factors of the replicates, of every sample in turn."""
    rho: Any = plan.rho
    if (method.key == "fay") != (rho is not None):
        raise ArgumentError(
            "rho is Fay's factor; give it with replicate_method='fay', and only there"
        )
    if rho is not None and not (is_number(rho) and 0 <= rho < 1):
        raise ArgumentError(f"rho is {rho!r}; Fay's factor is from 0 to below 1, such as 0.5")
    try:
        rscales = np.asarray(1.0 if plan.rscales is None else plan.rscales, dtype=float)
    except (TypeError, ValueError):
        raise ArgumentError(
            "rscales holds values that are no numbers; expected numbers ≥ 0"
        ) from None
    if rscales.shape not in ((), (replicates,), (samples * replicates,)):
        raise ArgumentError(
            f"rscales has shape {rscales.shape}; expected a factor for each of {replicates} "
            "replicate weights"
        )
    if not (rscales >= 0).all():
        raise ArgumentError("rscales has a value that is negative or missing; expected ≥ 0")
    scale = plan.scale
    if scale is None and method.scale is not None:
        scale = method.scale(replicates, plan.rho or 0.0)
    if scale is None and plan.rscales is None:
        raise ArgumentError(
            f"replicate_method={method.key!r} needs rscales=, a factor for each replicate, or "
            "scale=; the survey's documentation gives them ((n_h − 1)/n_h for a jackknife)"
        )
    scale = 1.0 if scale is None else scale
    if not (is_number(scale) and 0 < scale < np.inf):
        raise ArgumentError(f"scale is {scale!r}; expected a factor above 0")
    if rscales.shape == (samples * replicates,):
        return np.asarray(scale * rscales)
    return np.tile(scale * np.broadcast_to(rscales, replicates), samples)


def is_number(value: Any) -> bool:
    """Return whether a value is one number."""
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
