"""Tests of several completed versions of the data, pooled by Rubin's rules.

A number that is tested by itself is pooled as estimates are. Several together are tested by D₁, of
their vectors and covariances, in place of D₂, which knows no more than the versions' statistics.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.special import chdtrc, fdtrc

from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ...statistics.precision.imputations import VectorTest, d1, information, vector_freedom
from ..cells.goodness import GivenShares, fit_test
from ..data.columns import FloatArray
from ..estimators.request import Request
from ..hypotheses.chi_square import STATISTICS, TableAsked, known
from ..hypotheses.equal_means import equal_means
from ..hypotheses.groups import GroupMeans, Hypothesis, refuse_groups
from ..hypotheses.rank_test import RankHypothesis, of_two, scores_compared
from ..hypotheses.t_test import MeanHypothesis, difference_of, means_tested, of_student
from ..hypotheses.two_way import cell_table
from ..survival.log_rank import LogRank
from .chi_squares import D1, OF_PEARSON, pooled_shares, pooled_table
from .rules import Rules, notes_of, said_of_pooling


def pooled_t_test(
    requests: Sequence[Request], tested: MeanHypothesis, rules: Rules
) -> Significance:
    """Return the test of a mean, of two or of several, with what imputations add; see ``t_test``.

    Raises
    ------
    ArgumentError, DataError
    """
    versions = [means_tested(request, tested) for request in requests]
    if len(versions[0].mean) > 2:
        return _of_several(versions, rules)
    return of_student(_of_one(versions, rules), tested, requests[0].confidence_level)


def pooled_rank_test(
    requests: Sequence[Request], tested: RankHypothesis, rules: Rules
) -> Significance:
    """Return the test of mean scores of ranks, which each version has its own of.

    Raises
    ------
    ArgumentError, DataError
    """
    versions = [scores_compared(request, tested) for request in requests]
    if len(versions[0].mean) > 2:
        return _of_several(versions, rules)
    return of_two(_of_one(versions, rules))


def _together(versions: Sequence[GroupMeans], rules: Rules) -> GroupMeans:
    """Return the means of the versions' means, and of their covariances.

    Raises
    ------
    ArgumentError
        When they have other groups.
    """
    first = versions[0]
    refuse_other_groups([one.tested.labels for one in versions])
    counts = np.array([[one.tested.n] for one in versions], dtype=float)
    covariances = rules.sampling([one.covariance for one in versions])
    return replace(
        first,
        mean=np.mean([one.mean for one in versions], axis=0),
        covariance=np.mean(covariances, axis=0),
        tested=replace(
            first.tested,
            n=int(counts.min()),
            df=min(one.tested.df for one in versions),
            notes=notes_of([one.tested.notes for one in versions], counts),
        ),
        known=np.min([one.freedom() for one in versions], axis=0),
    )


def refuse_other_groups(labels: Sequence[Sequence[Any]]) -> None:
    """Refuse versions of the data that have other groups than the first.

    Raises
    ------
    ArgumentError
    """
    for number, own in enumerate(labels[1:], 2):
        if [*own] != [*labels[0]]:
            raise ArgumentError(
                f"version {number} of the data has the groups {', '.join(map(str, own))}, and the "
                f"first {', '.join(map(str, labels[0]))}; a test is of the same groups in each: "
                "join small groups, or leave them out with where="
            )


def _of_one(versions: Sequence[GroupMeans], rules: Rules) -> Significance:
    """Return one mean or difference with its error and degrees of freedom, not tested yet."""
    both, m = _together(versions, rules), len(versions)
    found = difference_of(both)
    each = np.array([both.steps[0] @ one.mean for one in versions])
    within, gained = found.std_error**2, (1 + 1 / m) * ((each - each.mean()) ** 2).sum()
    gained /= max(m - 1, 1)
    told = information(within, gained, m, rules.complete(np.array([found.df]))[0])
    return replace(
        found,
        std_error=float(np.sqrt(within + gained)),
        df=float(told.df),
        method=said_of_pooling(found.method, m),
    )


def _of_several(versions: Sequence[GroupMeans], rules: Rules) -> Significance:
    """Return the F test that all means are the same, by D₁ of the others less the first."""
    both, m = _together(versions, rules), len(versions)
    found, steps = equal_means(both), both.steps
    each = np.array([steps @ one.mean for one in versions])
    complete = float(rules.complete(np.array([found.df2]))[0])
    added = d1(each, steps @ both.covariance @ steps.T, complete).variance_increase
    f, k = found.statistic / (1 + added), float(found.df)
    df2 = vector_freedom(k, m, added, complete)
    return replace(
        found,
        statistic=f,
        df2=df2,
        p_value=_tail(f, k, df2),
        method=said_of_pooling(found.method, m, rule=D1),
    )


def _tail(f: float, k: float, df: float) -> float:
    return float(chdtrc(k, k * f) if np.isinf(df) else fdtrc(k, df, f))


def pooled_table_test(requests: Sequence[Request], asked: TableAsked, rules: Rules) -> Significance:
    """Return the test of independence in a table; NaN and the reason as a note where there is none.

    The statistic is that of the pooled shares (of "Wald" and "adjWald", residuals) under their mean
    sampling covariance, divided by 1 + r: what the imputations add to what it is expected to be
    were nothing to be found. An answer that a version lacks has a share of 0 in it.

    Raises
    ------
    ArgumentError, DataError
    """
    refuse_groups(requests[0], "a test is of one table")
    chosen = STATISTICS[asked.method]
    tables = [cell_table(request, asked.rows, asked.columns) for request in requests]
    table = pooled_table(tables, rules)
    found = asked.result(table, lambda _: table.outcome(chosen), requests[0].design.words)
    of = D1 if asked.method in ("Wald", "adjWald") else OF_PEARSON
    return replace(found, method=said_of_pooling(found.method, len(tables), rule=of))


def pooled_chi_square(requests: Sequence[Request], asked: TableAsked, rules: Rules) -> Significance:
    """Return the test of independence in a table, or say why there is none.

    Raises
    ------
    ArgumentError, DataError
    """
    return known(pooled_table_test(requests, asked, rules))


def pooled_goodness_of_fit(
    requests: Sequence[Request], given: GivenShares, rules: Rules
) -> Significance:
    """Return the test that shares are those given.

    Raises
    ------
    ArgumentError, DataError
    """
    cells = pooled_shares([given.cells(request) for request in requests], rules)
    found = fit_test(cells, given.variable, given.shares, given.method)
    return replace(found, method=said_of_pooling(found.method, len(requests), rule=OF_PEARSON))


_POOLED: Mapping[type, Callable[[Sequence[Request], Any, Rules], Significance]] = {
    MeanHypothesis: pooled_t_test,
    RankHypothesis: pooled_rank_test,
    TableAsked: pooled_chi_square,
    GivenShares: pooled_goodness_of_fit,
}


def pooled_test(requests: Sequence[Request], hypothesis: Hypothesis, rules: Rules) -> Significance:
    """Return the test of a hypothesis, with what imputations add.

    Raises
    ------
    ArgumentError, DataError
    """
    return _POOLED[type(hypothesis)](requests, hypothesis, rules)


def pooled_log_rank(versions: Sequence[LogRank], rules: Rules) -> Significance:
    """Return the test that survival curves are the same, by D₁ of events less those expected.

    Raises
    ------
    ArgumentError
        When versions have other groups.
    """
    first, m = versions[0], len(versions)
    refuse_other_groups([one.labels for one in versions])
    complete = float(rules.complete(np.array([min(one.df for one in versions)]))[0])
    spreads = [one.scale * one.covariance for one in versions]
    within = np.mean(rules.sampling(spreads), axis=0)
    found = d1(np.array([one.total for one in versions]), within, complete)
    counts = np.array([[one.n] for one in versions], dtype=float)
    told = of_vector(found, said_of_pooling(first.words, m, rule=D1), int(counts.min()), counts)
    return replace(told, notes=(*told.notes, *first.notes))


def of_vector(found: VectorTest, words: str, n: int, counts: FloatArray) -> Significance:
    """Return D₁ as a test: F, or χ² where the degrees of freedom are without end."""
    endless = np.isinf(found.df)
    return Significance(
        statistic=found.statistic * found.k if endless else found.statistic,
        df=float(found.k),
        df2=np.nan if endless else found.df,
        p_value=_tail(found.statistic, found.k, found.df),
        n=n,
        method=words,
        notes=notes_of([], counts),
    )
