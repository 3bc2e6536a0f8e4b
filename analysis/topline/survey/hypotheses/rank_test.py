"""Rank tests: whether groups differ in location, without assuming a scale.

A respondent's rank is the estimated share of the population below them, half of those at their
value included. Scores of ranks are compared as means are, the ranks taken as given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import chdtrc, fdtrc, ndtri

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...statistics.core.methods import as_table, pick
from ..data.columns import FloatArray, column, numbers
from ..estimators.assemble import refuse_unknown
from .groups import Tested, of_groups, tested_rows
from .t_test import p_value

if TYPE_CHECKING:
    from ..survey import Survey


@dataclass(frozen=True)
class RankScore:
    """One rank test.

    Attributes
    ----------
    key, label : str
        The name users pass, and the name reports print.
    score : callable
        From ranks between 0 and 1 to scores.
    source : str
        Primary source.
    """

    key: str
    label: str
    score: Callable[[FloatArray], Any]
    source: str


SCORES = as_table(
    RankScore("wilcoxon", "Wilcoxon", lambda r: r, "Wilcoxon (1945), Biometrics Bulletin 1:80–83"),
    RankScore(
        "kruskal_wallis",
        "Kruskal–Wallis",
        lambda r: r,
        "Kruskal & Wallis (1952), JASA 47:583–621",
    ),
    RankScore(
        "van_der_waerden",
        "van der Waerden",
        ndtri,
        "van der Waerden (1952), Indagationes Mathematicae 14:453–458",
    ),
    RankScore(
        "median",
        "Mood's median",
        lambda r: (r > 0.5).astype(float),
        "Mood (1950), Introduction to the Theory of Statistics, section 16.3",
    ),
)


def rank_test(
    survey: "Survey",
    variable: str,
    by: str,
    *,
    test: str = "wilcoxon",
    where: Any = None,
    missing: str = "drop",
    ties: str = "weight",
) -> Significance:
    """Test whether groups differ in location by the ranks of their answers.

    Parameters
    ----------
    variable : str
        Numeric column.
    by : str
        Column of two or more groups.
    test : {"wilcoxon", "kruskal_wallis", "van_der_waerden", "median"}
        Scores of the ranks: the ranks (for two groups and for more), their normal quantiles, or
        whether they are above the median.
    where : (n,) bool, str or callable, optional
        A subpopulation; the design stays that of the whole.
    missing : {"drop", "fail"}
        Whether rows without an answer or a group are left out (default) or refused.
    ties : {"weight", "rows"}
        Rank of equal answers: the middle of their weights (default), or the mean of their ranks in
        the order of the rows, as R's ``svyranktest`` has it, whose result changes with that order
        where weights differ.

    Returns
    -------
    Significance
        t of two groups, with ``estimate``, the mean score of the second less that of the first, and
        ``std_error``; F of more, Wald's χ² over ``df``, the groups less one.

    Raises
    ------
    ArgumentError
        When a column or option is unknown, or there is one group.
    DataError
        When a column holds no numbers, or nobody answered.

    References
    ----------
    Lumley & Scott (2013), Biometrika 100:831–842.

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> data = pd.DataFrame({"sex": list("fffmmm"), "age": [30, 40, 50, 20, 30, 35]})
    >>> round(Survey(data).rank_test("age", "sex").p_value, 3)
    0.174
    """
    chosen = pick(SCORES, test, "a rank test")
    refuse_unknown("ties", ties, ("weight", "rows"))
    values = numbers(column(survey.data, variable, "variable"), variable)
    tested = tested_rows(survey, values, by, where, missing)
    if len(tested.labels) < 2:
        raise ArgumentError(f"by {by!r} has one group with answers; a rank test is of two or more")
    score = np.zeros(len(values))
    inside = tested.counted
    score[inside] = chosen.score(_ranks(values[inside], tested.weights[inside], ties))
    mean, covariance = _mean_scores(tested, score)
    words = f"design-based {chosen.label} test, {variable!r} by {by!r}"
    if len(mean) == 2:
        return _of_two(mean, covariance, tested, words)
    return _of_more(mean, covariance, tested, words)


def _ranks(values: FloatArray, w: FloatArray, ties: str) -> FloatArray:
    """Return the rank of each value between 0 and 1: F(y−) + ½(F(y) − F(y−))."""
    _, place = np.unique(values, return_inverse=True)
    if ties == "rows":
        order = np.argsort(values, kind="stable")
        middle = np.empty(len(values))
        middle[order] = np.cumsum(w[order]) - w[order] / 2
        return np.asarray((np.bincount(place, middle) / np.bincount(place))[place] / w.sum())
    at = np.bincount(place, w)
    return np.asarray((np.cumsum(at) - at / 2)[place] / w.sum())


def _mean_scores(tested: Tested, score: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the groups' mean scores, and the covariance of the totals of their influence."""
    groups, inside = len(tested.labels), tested.counted
    code, w = tested.code[inside], tested.weights[inside]
    size = np.bincount(code, w, groups)
    mean = np.bincount(code, w * score[inside], groups) / size
    influence = np.zeros(len(score))
    influence[inside] = (score[inside] - mean[code]) / size[code]
    return mean, of_groups(tested, influence, "total")[1]


def _of_two(mean: FloatArray, covariance: FloatArray, tested: Tested, words: str) -> Significance:
    step = np.array([-1.0, 1.0])
    error, df = float(np.sqrt(max(step @ covariance @ step, 0.0))), tested.df - 1
    difference = float(step @ mean)
    t = difference / error if error > 0 else np.nan
    return Significance(
        statistic=t,
        df=df,
        p_value=p_value(t, df),
        estimate=difference,
        std_error=error,
        n=tested.n,
        method=words,
    )


def _of_more(mean: FloatArray, covariance: FloatArray, tested: Tested, words: str) -> Significance:
    """Return Wald's test that all mean scores are equal, as F."""
    steps = np.column_stack([-np.ones(len(mean) - 1), np.eye(len(mean) - 1)])
    difference, df1 = steps @ mean, len(mean) - 1
    inverse = np.linalg.pinv(steps @ covariance @ steps.T, hermitian=True)
    f, df2 = float(difference @ inverse @ difference / df1), tested.df - df1
    p = float(chdtrc(df1, df1 * f) if np.isinf(df2) else fdtrc(df1, df2, f)) if df2 > 0 else np.nan
    return Significance(statistic=f, df=float(df1), df2=df2, p_value=p, n=tested.n, method=words)
