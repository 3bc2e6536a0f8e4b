"""χ² tests of published tables: independence, equal shares, and a trend in shares."""

from dataclasses import replace
from typing import Any

import numpy as np
import scipy

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...language.marking import marked
from ..core.arguments import ALTERNATIVES, LARGEST_BASE, broadcast, check_all, check_deff
from ..core.methods import FloatArray
from .groups import check_margins, independent_groups
from .significance import Significance

_LEAST, _FEW, _FEW_PART = 1, 5, 0.2
"""Cochran's rule: no expected count below the first, and at most a part below the second."""


def chi_square_test(table: Any, *, deff: Any = 1.0) -> Significance:
    """Test whether two answers of the same respondents are independent (Pearson's χ²).

    Also for one answer in several groups: a row per group. The p-value is reliable when hardly any
    expected count is below 5; ``notes`` says where it is not, and ``exact_table_test`` is.

    Parameters
    ----------
    table : (…, r, c) array_like
        Respondents by row and column.
    deff : scalar or (…) array_like, default 1.0
        Mean design effect of the cells, by which the statistic is divided: the first-order
        correction of Rao and Scott.

    Returns
    -------
    Significance
        ``statistic``, ``df`` and ``p_value``, NaN where a count is; a note where an expected count
        is below 1, or more than a fifth of them are below 5.

    Raises
    ------
    ArgumentError
        When the table has fewer than two rows or columns, a row or column is empty, or a count is
        below 0.

    References
    ----------
    Pearson (1900), Philosophical Magazine 50:157–175; Rao & Scott (1981), JASA 76:221–230,
    section 4; Cochran (1954), Biometrics 10:417–451, section 3, on small expected counts.

    Examples
    --------
    >>> test = chi_square_test([[252, 148], [221, 179]])
    >>> round(test.statistic, 3), test.df, round(test.p_value, 4)
    (4.971, 1.0, 0.0258)
    """
    (counts, *_), _ = broadcast(table=table)
    if counts.ndim < 2 or min(counts.shape[-2:]) < 2:
        raise ArgumentError(
            f"table has the shape {counts.shape}; expected at least two rows and two columns"
        )
    legal = (counts >= 0) & (counts <= LARGEST_BASE)
    check_all("table", counts, legal, "a count of respondents is from 0 to 10^15")
    (design,), _ = broadcast(deff=deff)
    if design.ndim and design.shape != counts.shape[:-2]:
        raise ArgumentError(
            f"deff has the shape {design.shape}; expected one number, or one for each table, in "
            f"the shape {counts.shape[:-2]}"
        )
    check_deff(design)
    check_margins(counts)
    expected = _expected(counts)
    residual = (counts - expected) ** 2 / expected
    df = np.full(counts.shape[:-2], np.prod([size - 1.0 for size in counts.shape[-2:]]))
    found = _significance(residual.sum(axis=(-2, -1)) / design, df, marked("Pearson's χ²"))
    return replace(found, notes=small_expected(expected / design[..., None, None]))


def _expected(counts: FloatArray) -> FloatArray:
    """Row total × column total / total."""
    rows, columns = counts.sum(axis=-1, keepdims=True), counts.sum(axis=-2, keepdims=True)
    return np.asarray(rows * columns / rows.sum(axis=-2, keepdims=True))


def small_expected(expected: FloatArray) -> tuple[str, ...]:
    """Say where χ² is a poor approximation of (…, r, c) tables: Cochran's rule of 1 and 5."""
    few = (expected < _FEW).sum(axis=(-2, -1))
    size = expected.shape[-2] * expected.shape[-1]
    poor = (expected < _LEAST).any(axis=(-2, -1)) | (few > size * _FEW_PART)
    if not poor.any():
        return ()
    if poor.ndim:
        what = f"in {poor.sum()} of {poor.size} tables many expected counts are below {_FEW}"
    else:
        what = f"{few} of {size} expected counts are below {_FEW}"
    return (f"{what}: χ² is a poor approximation of few respondents; use exact_table_test",)


def equal_shares_test(count: Any, nobs: Any, *, deff: Any = 1.0) -> Significance:
    """Test whether a share is the same in all of several independent groups (Pearson's χ²).

    Parameters
    ----------
    count, nobs : (…, k) array_like
        Respondents with the answer and base of each group, along the last axis.
    deff : scalar or (…, k) array_like, default 1.0
        Design effect of each group; the test is that of effective counts.

    Returns
    -------
    Significance
        ``statistic``, ``df`` and ``p_value``.

    Raises
    ------
    ArgumentError
        When there are fewer than two groups, a count exceeds its base or a base is 0 or less.

    References
    ----------
    Pearson (1900); for effective counts Rao & Scott (1992), Biometrics 48:577–585.

    Examples
    --------
    >>> round(equal_shares_test([83, 90, 129, 70], [86, 93, 136, 82]).p_value, 5)
    0.00559
    """
    x, n, design = independent_groups(count, nobs, deff)
    counts = np.stack([x / design, (n - x) / design], axis=-1)
    expected = _expected(counts)
    # Where everybody or nobody has the answer the shares are equal, without any doubt.
    residual = (counts - expected) ** 2 / np.where(expected == 0, 1, expected)
    df = np.full(x.shape[:-1], x.shape[-1] - 1.0)
    return _significance(residual.sum(axis=(-2, -1)), df, marked("Pearson's χ² of equal shares"))


def trend_test(
    count: Any,
    nobs: Any,
    scores: Any = None,
    *,
    deff: Any = 1.0,
    alternative: str = "two-sided",
) -> Significance:
    """Test whether a share rises or falls along ordered groups (Cochran–Armitage).

    χ² = (Σ sᵢ(xᵢ − nᵢp̄))² / (p̄q̄(Σ nᵢsᵢ² − (Σ nᵢsᵢ)²/N)), s being the scores.

    Parameters
    ----------
    count, nobs : (…, k) array_like
        Respondents with the answer and base of each group, along the last axis.
    scores : (k,) array_like, optional
        Where the groups lie, such as years or mid-points of age groups; 1, 2, …, k by default.
    deff : scalar or (…, k) array_like, default 1.0
        Design effect of each group; the test is that of effective counts.
    alternative : {"two-sided", "less", "greater"}
        "greater": the share rises with the score.

    Returns
    -------
    Significance
        ``statistic``, ``df`` and ``p_value``.

    Raises
    ------
    ArgumentError
        When there are fewer than two groups, the scores do not fit them, or a count exceeds its
        base.

    References
    ----------
    Cochran (1954), Biometrics 10:417–451, section 6.2; Armitage (1955), Biometrics 11:375–386.

    Examples
    --------
    >>> round(trend_test([40, 52, 61], [100, 105, 98]).p_value, 5)
    0.00176
    """
    check_one_of("alternative", alternative, ALTERNATIVES)
    x, n, design = independent_groups(count, nobs, deff)
    x, n = x / design, n / design
    size = x.shape[-1]
    (places,), _ = broadcast(scores=np.arange(1, size + 1) if scores is None else scores)
    if places.shape != (size,) or not np.isfinite(places).all() or np.ptp(places) == 0:
        raise ArgumentError(
            f"scores is {described(scores)}; expected {size} numbers, one a group, not all the same"
        )
    total = n.sum(axis=-1, keepdims=True)
    share = x.sum(axis=-1, keepdims=True) / total
    centred = places - (n * places).sum(axis=-1, keepdims=True) / total
    spread = (share * (1 - share))[..., 0] * (n * centred**2).sum(axis=-1)
    slope = (centred * (x - n * share)).sum(axis=-1)
    z = np.where(spread == 0, 0.0 * slope, slope / np.sqrt(np.where(spread == 0, 1, spread)))
    p = {
        "two-sided": 2 * scipy.special.ndtr(-np.abs(z)),
        "greater": scipy.special.ndtr(-z),
        "less": scipy.special.ndtr(z),
    }[alternative]
    restore = float if z.ndim == 0 else np.asarray
    return Significance(
        statistic=restore(z**2),
        df=restore(np.where(np.isnan(z), np.nan, 1.0)),
        p_value=restore(p),
        method=marked("Cochran–Armitage trend"),
    )


def _significance(statistic: FloatArray, df: FloatArray, method: str) -> Significance:
    """Compare with χ²; NaN where there are no degrees of freedom."""
    known = (df > 0) & ~np.isnan(statistic)
    p = np.where(
        known, scipy.special.chdtrc(np.where(known, df, 1), np.where(known, statistic, 0)), np.nan
    )
    statistic, df = (np.where(known, value, np.nan) for value in (statistic, df))
    restore = float if p.ndim == 0 else np.asarray
    return Significance(
        statistic=restore(statistic), df=restore(df), p_value=restore(p), method=method
    )
