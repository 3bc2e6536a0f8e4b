"""Tests of whether two shares of the same respondents differ."""

from typing import Any

import numpy as np
import scipy

from ...arguments import check_one_of
from ...errors import ArgumentError
from ..core.arguments import ALTERNATIVES, broadcast
from ..core.methods import FloatArray, as_table, pick
from ..intervals.paired.arguments import check_cells
from .significance import (
    Significance,
    SignificanceMethod,
    Tails,
    central_tails,
    chosen_tail,
    normal_tails,
)


def mcnemar(b: FloatArray, c: FloatArray) -> Tails:
    """χ² = (b − c)²/(b + c)."""
    return _chi_square(b - c, b + c)


def mcnemar_cc(b: FloatArray, c: FloatArray) -> Tails:
    """χ² = (|b − c| − 1)²/(b + c), 0 where b = c."""
    return _chi_square(np.sign(b - c) * np.maximum(np.abs(b - c) - 1, 0), b + c)


def _chi_square(difference: FloatArray, differing: FloatArray) -> Tails:
    """Return the square of a normal statistic, which has the sides that χ² has not."""
    z = difference / np.sqrt(np.where(differing == 0, 1.0, differing))
    return normal_tails(z)._replace(statistic=z**2)


def mcnemar_exact(b: FloatArray, c: FloatArray) -> Tails:
    """P(X ≥ b) and P(X ≤ b) of a binomial(b + c, ½)."""
    return central_tails(b, _at_least(b, c), _at_least(c, b))


def mcnemar_mid_p(b: FloatArray, c: FloatArray) -> Tails:
    """P(X ≥ b) and P(X ≤ b), each less half of P(X = b)."""
    return central_tails(b, _half_less(b, c), _half_less(c, b))


def _half_less(b: FloatArray, c: FloatArray) -> FloatArray:
    """P(X ≥ b) less half of P(X = b): the mean of P(X ≥ b) and P(X ≥ b + 1)."""
    more = np.where(c == 0, 0.0, _at_least(b + 1, np.maximum(c - 1, 0)))
    return np.asarray((_at_least(b, c) + more) / 2)


def _at_least(b: FloatArray, c: FloatArray) -> FloatArray:
    """P(X ≥ b) of a binomial(b + c, ½)."""
    return np.where(b == 0, 1.0, scipy.special.betainc(np.where(b == 0, 1.0, b), c + 1, 0.5))


TESTS = as_table(
    SignificanceMethod(
        "mcnemar_midp",
        "McNemar mid-P",
        mcnemar_mid_p,
        "Fagerland, Lydersen & Laake (2013), BMC Medical Research Methodology 13:91",
        integer_counts=True,
    ),
    SignificanceMethod(
        "mcnemar_exact",
        "McNemar exact",
        mcnemar_exact,
        "Mosteller (1952), Biometrics 8:220–226",
        integer_counts=True,
    ),
    SignificanceMethod(
        "mcnemar_chisq",
        "McNemar",
        mcnemar,
        "McNemar (1947), Psychometrika 12:153–157",
    ),
    SignificanceMethod(
        "mcnemar_chisq_cc",
        "McNemar with continuity correction",
        mcnemar_cc,
        "Edwards (1948), Psychometrika 13:185–187",
    ),
)


def paired_test(
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    *,
    method: str = "mcnemar_midp",
    alternative: str = "two-sided",
) -> Significance:
    """Test whether two shares of the same respondents differ.

    Only b and c count: those who have one of the two answers but not the other. Where there are
    none, nothing speaks against equal shares and the p-value is 1.

    Parameters
    ----------
    a, b, c, d : scalar, array_like or pandas.Series
        Respondents with both, with the first only, with the second only, with neither.
    method : {"mcnemar_midp", "mcnemar_exact", "mcnemar_chisq", "mcnemar_chisq_cc"}
        A key of ``TESTS``.
    alternative : {"two-sided", "less", "greater"}
        "greater": the first share is the larger.

    Returns
    -------
    Significance
        ``statistic`` (χ², or b in the exact tests), ``df`` of χ², ``p_value`` and the first share
        less the second, ``estimate``.

    Raises
    ------
    ArgumentError
        When a count is below 0, all four are 0, or an exact test meets counts that are not whole.

    References
    ----------
    See ``TESTS[method].source``.

    Examples
    --------
    >>> round(paired_test(59, 6, 16, 80).p_value, 4)
    0.0347
    """
    chosen = pick(TESTS, method, "a test of paired shares")
    check_one_of("alternative", alternative, ALTERNATIVES)
    values, restore = broadcast(a=a, b=b, c=c, d=d)
    check_cells(*values)
    first_only, second_only = values[1:3]
    part = (first_only % 1 != 0) | (second_only % 1 != 0)
    if chosen.integer_counts and (part & ~np.isnan(first_only + second_only)).any():
        raise ArgumentError(
            f"method {method!r} is defined for whole counts; use method='mcnemar_chisq'"
        )
    everybody = np.asarray(sum(values))
    statistic, p = chosen_tail(chosen.test(first_only, second_only), alternative, everybody)
    # Exact tests have no χ².
    df = np.full(p.shape, np.nan if chosen.integer_counts else 1.0)
    return Significance(
        statistic=restore(statistic),
        df=restore(np.where(np.isnan(everybody), np.nan, df)),
        p_value=restore(p),
        estimate=restore((first_only - second_only) / everybody),
        method=chosen.label,
    )
