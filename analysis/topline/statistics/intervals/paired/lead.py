"""Confidence intervals for a lead: the difference of two shares of the same question."""

from typing import Any

import numpy as np

from ....arguments import check_whole
from ....errors import ArgumentError
from ...core.interval import Interval
from ..multinomial.arguments import question_counts
from .difference import paired_difference_interval


def lead_interval(
    counts: Any,
    i: int,
    j: int,
    *,
    confidence_level: float = 0.95,
    method: str = "newcombe",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the lead of answer i over answer j of one question.

    Who chose one answer cannot have chosen the other, so the two shares are negatively correlated:
    Var(p̂ᵢ − p̂ⱼ) = (pᵢ + pⱼ − (pᵢ − pⱼ)²)/n. The margin of a lead is therefore up to twice that of
    one share. The counts have the law of a paired table with b = xᵢ, c = xⱼ and everybody else
    alike, so the methods are those of ``paired_difference_interval``.

    Parameters
    ----------
    counts : (…, k) array_like
        Respondents per answer along the last axis, everybody who was asked included: add the
        "don't know" and "neither" as answers of their own.
    i, j : int
        Positions of the two answers.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "newcombe"
        A key of ``METHODS`` of the paired difference.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the lead from below and gives [L, 1], "less" gives [−1, U].
    deff : scalar or (…) array_like, default 1.0
        Design effect; the interval is that of counts divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [−1, 1]: floats for the counts of one question, else arrays (…).

    Raises
    ------
    ArgumentError
        When a position is not one of the k, i equals j, or a count is below 0.

    References
    ----------
    Scott & Seber (1983), Difference of proportions from the same survey, The American
    Statistician 37:319–320; Franklin (2007), The 'margin of error' for differences in polls.

    Examples
    --------
    188 against 176 of 400, with 36 undecided: a lead of 3 points that may be none.

    >>> low, high = lead_interval([188, 176, 36], 0, 1)
    >>> round(low, 3), round(high, 3)
    (-0.063, 0.123)
    """
    table, _ = question_counts(counts)
    size = table.shape[-1]
    for name, position in {"i": i, "j": j}.items():
        expected = f"a position from 0 to {size - 1}"
        check_whole(name, position, -size, size - 1, expected=expected)
    i, j = int(i), int(j)
    if i % size == j % size:
        raise ArgumentError(f"i and j are both answer {i}; a lead needs two different answers")
    rest = np.delete(table, [i, j], axis=-1).sum(axis=-1)
    return paired_difference_interval(
        np.zeros_like(rest),
        table[..., i],
        table[..., j],
        rest,
        confidence_level=confidence_level,
        method=method,
        alternative=alternative,
        deff=deff,
    )
