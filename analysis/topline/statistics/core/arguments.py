"""Arguments at the door: checked once, turned into clean float arrays, results turned back.

Kernels behind the door assume finite or NaN float arrays of one shape.
"""

import sys
from collections.abc import Callable
from math import erfc, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from ...arguments import as_number, check_one_of, described
from ...errors import ArgumentError
from ...frames import as_series, is_column, is_frame, is_series, missing
from .interval import Interval

FloatArray = NDArray[np.float64]

ALTERNATIVES = ("two-sided", "less", "greater")

LEAST_BASE, LARGEST_BASE = 1e-9, 1e15
"""Up to here a float tells every whole number from the next."""

_LEAST_LEVEL = 1e-12
"""How near to 0 or 1 a confidence level may be: nearer, its tail has few digits left."""

_STANDARD = NormalDist()

_LARGEST_POPULATION = 1e18
"""A population beyond any; further off its size overflows."""

_LEAST_DEFF, _LARGEST_DEFF = 1e-6, 1e6
"""Design effects beyond any survey's: further off they are a slip, and overflow."""


_PLAIN = (int, float, np.ndarray)
"""What is told to be no column without asking pandas."""


def broadcast(**values: Any) -> tuple[list[FloatArray], Callable[[FloatArray], Any]]:
    """Turn named arguments into float arrays of one shape, and say how to turn results back.

    Parameters
    ----------
    **values : scalar, array_like or pandas.Series
        Series must share one index: nothing is aligned silently.

    Returns
    -------
    arrays : list of ndarray
        In the order given, broadcast against each other.
    restore : callable
        Turns a result array into what came in: a float, an array, or a Series with its index.
    """
    series = {
        name: value
        for name, value in values.items()
        if not isinstance(value, _PLAIN) and is_series(value)
    }
    first = next(iter(series), "")
    index = series[first].index if series else None
    for name, one in series.items():
        if not one.index.equals(series[first].index):
            raise ArgumentError(
                f"the index of {name} differs from that of {first}; "
                "align the Series first, for example with pandas.concat or .reindex"
            )
    arrays = [_as_float(name, value) for name, value in values.items()]
    try:
        # as numbers alone mostly, some have one shape already
        alike = all(array.shape == arrays[0].shape for array in arrays)
        shaped = arrays if alike else list(np.broadcast_arrays(*arrays))
    except ValueError:
        shapes = ", ".join(f"{k} {a.shape}" for k, a in zip(values, arrays, strict=True))
        raise ArgumentError(
            f"the shapes {shapes} do not broadcast; pass scalars or arrays of one length"
        ) from None
    if index is not None:
        shape = shaped[0].shape
        if shape != (len(index),):
            raise ArgumentError(
                f"a Series of {len(index)} values and an array make the shape {shape}; "
                "pass arrays only, with .to_numpy(), for more than one result per value"
            )
        return shaped, lambda result: as_series(result, index)
    if shaped[0].ndim == 0:
        return shaped, float
    return shaped, lambda result: result


def restore_interval(
    interval: Interval,
    restore: Callable[[FloatArray], Any],
    alternative: str = "two-sided",
    span: tuple[float, float] = (0.0, 1.0),
) -> Interval:
    """Give both limits the type the caller's arguments had.

    The side that a one-sided interval does not bound is opened: "greater" gives [L, high], high
    being the end of the span.
    """
    lower, upper = interval.ci_low, interval.ci_high
    if alternative == "greater":
        upper = np.where(np.isnan(upper), np.nan, span[1])
    if alternative == "less":
        lower = np.where(np.isnan(lower), np.nan, span[0])
    return Interval(restore(lower), restore(upper))


def _as_float(name: str, value: Any) -> FloatArray:
    plain = isinstance(value, _PLAIN)
    if not plain and is_frame(value):
        raise ArgumentError(f"{name} is a DataFrame; pass one of its columns, or {name}.to_numpy()")
    try:
        if not plain and is_column(value):
            return np.asarray(value.to_numpy(dtype=float, na_value=np.nan))
        # whose class numpy loads once there is one, and that takes longer than numpy itself
        if not plain and "numpy.ma" in sys.modules and np.ma.isMaskedArray(value):
            return np.ma.filled(value.astype(float), np.nan)
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            return array.astype(float)
        # a cell without an answer is missing; None in place of all of them is a mistake
        if array.dtype.kind == "O" and value is not None:
            return np.where(missing(array), np.nan, array).astype(float)
    except (TypeError, ValueError, ArithmeticError, NotImplementedError):
        pass
    raise ArgumentError(f"{name} is {described(value)}; expected a number or an array of numbers")


def check_all(name: str, array: FloatArray, legal: NDArray[np.bool_], expectation: str) -> None:
    """Raise when any value that is not NaN is illegal, naming the first of them."""
    wrong = ~(legal | np.isnan(array))
    if not wrong.any():
        return
    first = array[wrong].flat[0]
    count = int(wrong.sum())
    # one number given for all has no stride
    where = f" ({count} of {array.size} values)" if any(array.strides) else ""
    raise ArgumentError(f"{name} is {first:g}{where}; {expectation}")


def are_counts(x: FloatArray, n: FloatArray) -> bool:
    """Return whether all are counts out of bases, none missing, none so small that it is a slip."""
    base = (n >= LEAST_BASE) & (n <= LARGEST_BASE)
    return bool((base & (x <= n) & ((x >= LEAST_BASE) | (x == 0))).all())


def are_deff(deff: FloatArray) -> bool:
    """Return whether all are design effects that a survey can have, none missing."""
    return bool(((deff >= _LEAST_DEFF) & (deff <= _LARGEST_DEFF)).all())


def check_counts(count: FloatArray, nobs: FloatArray) -> None:
    """Raise unless 0 ≤ count ≤ nobs and nobs > 0, NaN aside."""
    if ((count >= 0) & (count <= nobs) & (nobs >= LEAST_BASE) & (nobs <= LARGEST_BASE)).all():
        return
    check_base("nobs", nobs)
    check_all("count", count, count >= 0, "a count of respondents is 0 or more")
    over = np.isnan(nobs) | (count <= nobs)
    check_all("count", count, over, "a count cannot exceed its base nobs")


def check_whole_counts(key: str, count: FloatArray, nobs: FloatArray) -> None:
    """Raise unless a method for whole counts gets such, NaN aside."""
    wrong = np.flatnonzero((count % 1 > 0) | (nobs % 1 > 0))
    if wrong.size:
        x, n = np.ravel(count)[wrong[0]], np.ravel(nobs)[wrong[0]]
        raise ArgumentError(
            f"method {key!r} is for whole counts, not the effective {x:g} of {n:g} that weights, a "
            "design effect or a population leave; choose one for both, "
            "such as 'wilson', 'mid_p' or 'clopper_pearson'"
        )


def check_base(name: str, nobs: FloatArray, what: str = "a share") -> None:
    """Raise unless bases are above 0 and such as a float can count, NaN aside."""
    check_all(name, nobs, (nobs > 0) & np.isfinite(nobs), f"{what} needs a base above 0")
    least = f"a base below {LEAST_BASE:g} is no number of respondents; give the count of people"
    check_all(name, nobs, nobs >= LEAST_BASE, least)
    most = "a base is at most 10^15 respondents; use the number of people asked"
    check_all(name, nobs, nobs <= LARGEST_BASE, most)


def check_deff(deff: FloatArray) -> None:
    """Raise unless design effects are above 0, and of a size that a survey can have."""
    check_all("deff", deff, (deff > 0) & np.isfinite(deff), "a design effect is above 0")
    legal = (deff >= _LEAST_DEFF) & (deff <= _LARGEST_DEFF)
    check_all("deff", deff, legal, "a design effect is from 0.000001 to 1,000,000; mostly 1 to 5")


def check_design(deff: FloatArray, nobs: FloatArray, population: FloatArray) -> None:
    """Raise unless deff > 0 and the population (infinite when not given) holds the sample."""
    check_deff(deff)
    check_population(population, nobs)


def check_population(population: FloatArray, nobs: FloatArray) -> None:
    """Raise unless a population (infinite when not given) holds its sample, NaN aside."""
    check_all("population_size", population, population >= 1, "a population has someone in it")
    enough = np.isnan(nobs) | (population >= nobs)
    check_all("population_size", population, enough, "a population is at least as large as nobs")
    legal = (population <= _LARGEST_POPULATION) | np.isinf(population)
    most = "a population is at most 10^18; leave it out where it is endless"
    check_all("population_size", population, legal, most)


def check_confidence_level(value: ArrayLike) -> float:
    """Return the confidence level as a float strictly between 0 and 1."""
    # a plain number goes straight through; what else is one number becomes one
    level = value if isinstance(value, float) else as_number(value)
    if not _LEAST_LEVEL <= level <= 1 - _LEAST_LEVEL:
        hint = f"; write {level / 100:g} for {level:g} %" if 1 <= level < 100 else ""
        raise ArgumentError(
            f"confidence_level is {described(value)}; expected a number between 0 and 1, such as "
            f"0.95{hint}"
        )
    return level


def tail_probability(confidence_level: float, alternative: str) -> float:
    """Return the error probability of each tail that the interval leaves out."""
    if not isinstance(alternative, str) or alternative not in ALTERNATIVES:
        check_one_of("alternative", alternative, ALTERNATIVES)
    error = 1 - confidence_level
    return error / 2 if alternative == "two-sided" else error


def upper_z(tail: Any) -> Any:
    """Return z, which a standard normal variable is above with the probability `tail`.

    Without scipy where there is one number to look up, as nearly always: its special functions take
    longer to load than an interval to compute.

    Parameters
    ----------
    tail : float or array of float
        From 0 to 1; one number, or an array of it, is looked up once.

    References
    ----------
    Wichura (1988), Applied Statistics 37:477–484, algorithm AS 241 (PPND16), of which the relative
    error is about 1e-16.
    """
    several = isinstance(tail, np.ndarray) and tail.size > 0
    first = float(tail.flat[0]) if several else tail
    alike = not several or tail.size == 1 or bool((tail == first).all())
    if alike and isinstance(first, (float, int)) and 0 < first < 1:
        z = -_STANDARD.inv_cdf(first)
        return np.full(tail.shape, z) if several else np.float64(z)
    return -scipy.special.ndtri(tail)


_FEW = 64
"""So few values are looked up one by one sooner than scipy is loaded."""


def normal_share(z: Any) -> FloatArray:
    """Return the probability that a standard normal variable is below z, P(Z ≤ z) = erfc(−z/√2)/2.

    Parameters
    ----------
    z : (…) float
    """
    values = np.asarray(z, dtype=float)
    if values.size > _FEW:
        return np.asarray(scipy.special.ndtr(values))
    found = [erfc(-one / sqrt(2)) / 2 for one in values.ravel().tolist()]
    return np.array(found, dtype=float).reshape(values.shape)
