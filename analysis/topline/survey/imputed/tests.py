"""Tests of several completed versions of the data, pooled by Rubin's rules."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import stdtrit

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...statistics.core.arguments import tail_probability
from ..hypotheses.t_test import p_value
from .pool import complete_freedom, information_of


def pooled_t_test(
    found: Sequence[Significance],
    *,
    value: float,
    alternative: str,
    complete_df: float | None,
    sampling_variance: str,
) -> Significance:
    """Return the t test of the pooled estimate, with the degrees of freedom of Barnard and Rubin.

    Raises
    ------
    ArgumentError
        When the tests are of more than two groups.
    """
    first, m = found[0], len(found)
    theta, errors = (
        np.array([getattr(one, name) for one in found], dtype=float)
        for name in ("estimate", "std_error")
    )
    if np.isnan(errors).any():
        raise ArgumentError(
            "a test of more than two groups has no one difference to be pooled; choose two with "
            "where=, or compare the pooled means, as mean('income', by='region').compare()"
        )
    within = errors[:1] ** 2 if sampling_variance == "first" else (errors**2).mean(keepdims=True)
    gained = (1 + 1 / m) * theta.var(ddof=1, keepdims=True)
    complete = complete_freedom(np.array([min(one.df for one in found)]), complete_df)
    df = float(information_of(within, gained, m, complete)["df"][0])
    estimate, error = float(theta.mean()), float(np.sqrt(within + gained)[0])
    tail = tail_probability(first.confidence_level, alternative)
    t, half = (estimate - value) / error, float(stdtrit(df, 1 - tail)) * error
    return replace(
        first,
        estimate=estimate,
        std_error=error,
        ci_low=-np.inf if alternative == "less" else estimate - half,
        ci_high=np.inf if alternative == "greater" else estimate + half,
        statistic=t,
        df=df,
        p_value=p_value(t, df, alternative),
        n=min(one.n or 0 for one in found),
        method=f"{m} versions of the data pooled by Rubin's rules; {first.method}",
        notes=tuple(dict.fromkeys(note for one in found for note in one.notes)),
    )
