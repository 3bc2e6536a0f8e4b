"""Groups whose variance is not known, and designs without degrees of freedom: refused in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...errors import DataError
from ..data.columns import FloatArray
from .groups import Tested

_SUSPECT, _NOTHING = 1e-18, 1e-20
"""Variances of a mean over its square, and over the mean square, that may be and are noise."""
_ALIKE = 1e-12
"""Part of the mean square that varies in answers that are all the same."""


@dataclass(frozen=True, eq=False)
class Spread:
    """The mean of each group, its estimated variance, and, where asked, the mean of its squares."""

    mean: FloatArray
    variance: FloatArray
    square: Callable[[], FloatArray]


def check_variances(tested: Tested, what: str, spread: Spread) -> None:
    """Refuse groups that show no variance: a t or F of them would take unknown for none.

    Parameters
    ----------
    tested : Tested
    what : str
        What answers are compared by, such as "value".
    spread : Spread
        Means about a typical value; squares are asked only of what looks as if it did not vary.

    Raises
    ------
    DataError
    """
    if (spread.variance > _SUSPECT * spread.mean**2).all():
        return
    square = spread.square()
    unknown = np.flatnonzero(~(spread.variance > _NOTHING * square))
    if not unknown.size:
        return
    k = int(unknown[0])
    label = tested.labels[k]
    where = "" if label is None else f" of group {label!s}"
    if square[k] - spread.mean[k] ** 2 <= _ALIKE * square[k]:
        raise DataError(
            f"all answers{where} have the same {what}, so that nothing is known of their variance; "
            "a test needs answers that differ within every group; leave it out with where=, or "
            "give the means without a test"
        )
    raise DataError(
        f"the answers{where} are in one sampled unit, or are the whole population, so that the "
        "variance of their mean is not known or 0; a test needs two sampled units or more in every "
        "group; leave it out with where="
    )


def check_freedom(tested: Tested, df: float) -> None:
    """Refuse a test that has no degrees of freedom.

    Raises
    ------
    DataError
    """
    if not df > 0:
        groups = len(tested.labels)
        if groups > 1 and tested.df > groups - 1:
            own = int(np.argmin(tested.freedom()))
            raise DataError(
                f"group {tested.labels[own]!s} leaves no degrees of freedom (sampled units less "
                "strata), so that a test of its mean cannot be made; join it with another group, "
                "or give the estimates without a test"
            )
        of = f" of {groups} groups" if groups > 1 else ""
        raise DataError(
            f"the respondents tested leave {max(tested.df, 0):.10g} degrees of freedom (sampled "
            f"units less strata), too few for a test{of}; test fewer groups, or give the estimates "
            "without a test"
        )


def check_difference(covariance: FloatArray, error: float) -> None:
    """Refuse a difference that does not vary although each of its two groups does.

    Raises
    ------
    DataError
    """
    if not error**2 > _ALIKE * covariance.trace():
        raise DataError(
            "the difference of the two groups does not vary from one sampled unit to the next, so "
            "that it has no standard error; a test needs one; look at the data of both"
        )
