"""From the printed percents of all answers to one question back to counts of respondents."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_list
from ...errors import ArgumentError
from .rounding import count_range, exact_percent, respondents

_MOST_ANSWERS = 10_000
"""Answers of one question."""


def counts_from_percents(
    percents: Sequence[float | str], n: int, decimals: int = 0
) -> NDArray[np.int64]:
    """Find counts of respondents that print as these percents and total n.

    For a question with one answer per respondent. Printed percents need not total 100: rounding k
    of them can move the total by k half-units of the last digit, so four whole percents may total
    anything from 98 to 102. Usually many sets of counts print the same; the one returned is the
    nearest to the percents themselves, at most half a unit off in each.

    Parameters
    ----------
    percents : sequence of float or str
        Of all answers, "don't know" included, as printed.
    n : int
        The base, at least 1.
    decimals : int, default 0
        Digits printed after the point.

    Returns
    -------
    (k,) ndarray of int64
        Counts that total n.

    Raises
    ------
    ArgumentError
        When a percent is impossible for n, or the percents total more or less than rounding can
        explain; the message names the excess.

    Examples
    --------
    >>> counts_from_percents([47, 44, 10], 400).tolist()
    [187, 175, 38]
    """
    percents = check_list("percents", percents, _MOST_ANSWERS, expected="a list of percents")
    if len(percents) < 2:
        raise ArgumentError(f"percents has {len(percents)} values; expected at least two answers")
    n = respondents(n)
    ranges = [count_range(percent, n, decimals) for percent in percents]
    for place, (percent, (least, most)) in enumerate(zip(percents, ranges, strict=True), start=1):
        if least > most:
            raise ArgumentError(
                f"answer {place} is printed as {percent} %, which no count out of {n} rounds to; "
                "check the base"
            )
    low, high = (np.array(ends, dtype=np.int64) for ends in zip(*ranges, strict=True))
    _check_total([exact_percent(percent) for percent in percents], n, decimals, low, high)
    # nearest to the ideal in least squares: without wholeness ideal + λ, cut off at the limits; the
    # largest remainders then make it whole
    ideal = np.array([float(percent) / 100 * n for percent in percents])
    below, above = (low - ideal).min(), (high - ideal).max()
    for _ in range(200):
        shift = (below + above) / 2
        enough = np.clip(ideal + shift, low, high).sum() >= n
        below, above = (below, shift) if enough else (shift, above)
    moved = np.clip(ideal + above, low, high)
    whole: NDArray[np.int64] = np.floor(moved + 1e-9).astype(np.int64)
    order = np.argsort(-np.where(whole < high, moved - whole, -1), kind="stable")
    whole[order[: n - int(whole.sum())]] += 1
    return whole


def _check_total(
    percents: list[Fraction],
    n: int,
    decimals: int,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> None:
    """Raise unless counts between the limits can total n, saying by how much they miss it."""
    if low.sum() <= n <= high.sum():
        return
    total, slack = sum(percents), len(percents) * Fraction(10) ** -decimals / 2
    explained = f"rounding explains {float(100 - slack):g} to {float(100 + slack):g}"
    if total > 100 + slack:
        what = (
            f"an excess of {float(total - 100 - slack):g} points; respondents gave several "
            "answers, or the percents are of different bases"
        )
    elif total < 100 - slack:
        what = (
            f"a shortfall of {float(100 - slack - total):g} points; add the answers left out, such "
            "as don't know"
        )
    else:
        what = f"but no counts that print so total {n}; check the base"
    raise ArgumentError(f"the percents total {float(total):g}; {explained}, {what}")
