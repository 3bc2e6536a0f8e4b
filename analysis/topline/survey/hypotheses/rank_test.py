"""Rank tests: whether groups differ in location, without assuming a scale.

A respondent's rank is the estimated share of the population below them, half of those at their
value included. Scores of ranks are compared as means are, the ranks taken as given.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import ndtri

from ...errors import ArgumentError
from ...language.message import Message
from ...statistics.comparisons.significance import Significance
from ...statistics.core.methods import as_table, pick
from ..data.columns import FloatArray
from ..estimators.functions import ESTIMATORS
from ..estimators.request import Request, refuse_unknown
from ..estimators.values import value_of
from ..variance.kernels import covariance_of
from .equal_means import equal_means
from .groups import GroupMeans, mean_squares, tested_of
from .t_test import difference_of, p_value
from .unknown import Spread, check_variances


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


@dataclass(frozen=True)
class RankHypothesis:
    """What a rank test is of; see ``Survey.rank_test``."""

    variable: str
    by: str
    method: str = "wilcoxon"
    missing: str = "drop"
    ties: str = "weight"

    def test(self, request: Request) -> Significance:
        """Test whether groups differ in location by the ranks of their answers.

        Raises
        ------
        ArgumentError, DataError
            When a column or option is unknown, there is one group, nobody answered, or nothing is
            known of the variance of a group.
        """
        found = scores_compared(request, self)
        return equal_means(found) if len(found.mean) > 2 else of_two(difference_of(found))


def of_two(found: Significance) -> Significance:
    """Return Student's test of the difference of two mean scores."""
    t = found.estimate / found.std_error
    return replace(found, statistic=t, p_value=p_value(t, found.df))


def scores_compared(request: Request, tested: RankHypothesis) -> GroupMeans:
    """Return the mean score of each group.

    Raises
    ------
    ArgumentError, DataError
        As in ``RankHypothesis.test``.
    """
    chosen = pick(SCORES, tested.method, "a rank test")
    refuse_unknown("ties", tested.ties, ("weight", "rows"))
    answers = request.source.variable(tested.variable)
    among = tested_of(request, (answers,), tested.by, tested.missing)
    if len(among.labels) < 2:
        raise ArgumentError(
            f"by {tested.by!r} has one group with answers; a rank test is of two or more"
        )
    ranks = request.source.ranks(answers, among.domains, tested.ties)
    sums = among.sums(lambda rank: (chosen.score(rank),), (ranks,))
    size, total = sums.total[:2, :, 0]
    mean = total / size
    if sums.again is None:
        spread = value_of(request.design, ESTIMATORS["mean"], sums).spread
    else:
        # ranks and mean scores are taken as given, so replicates are of totals of the influence
        again = sums.again[:, :, 0]
        spread = ((again[1] - mean[:, None] * again[0]) / size[:, None]).T
    covariance = covariance_of(request.design, spread, np.zeros(len(mean))).matrix()
    words = Message(
        "design-based {test} test, {variable} by {group}",
        test=Message(chosen.label),
        variable=repr(tested.variable),
        group=repr(tested.by),
    )
    shown = Spread(
        mean,
        covariance.diagonal(),
        lambda: mean_squares(among, lambda rank: (chosen.score(rank),), (ranks,)),
    )
    check_variances(among, "score of their ranks", shown)
    return GroupMeans(mean, covariance, among, words)
