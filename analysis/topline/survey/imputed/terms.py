"""Tests of terms of a regression that was fitted to each completed version of the data.

Wald's statistic is pooled by D₁. The two others are of weights taken as counts; Meng and Rubin's D₃
holds these to k, their expectation in a sample drawn at random. Under a design it is Σ λᵢ, the sum
of the design effects, and what the imputations add is taken as a part of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import as_number
from ...errors import ArgumentError, DataError
from ...language.marking import marked
from ...statistics.comparisons.significance import Significance
from ...statistics.precision.imputations import d1, in_working_metric
from ..data.columns import FloatArray, IntArray
from ..models.fit import Fitted
from ..models.terms import TERM_TESTS, Way, effects_between, places_of
from .chi_squares import D1
from .rules import Rules, notes_of, said_of_pooling
from .tests import of_vector, refuse_other_groups

_D3 = marked("D₃, Meng & Rubin (1992), in the metric of the design")
_D1_WORKING = marked("D₁, Li, Raghunathan & Rubin (1991), in the metric of the design")


@dataclass(frozen=True, eq=False, kw_only=True)
class Versions:
    """The same terms of the models of all versions.

    Attributes
    ----------
    fits : sequence of DesignFit
    at : sequence of (k,) int
        Where the coefficients stand, in each.
    rules : Rules
    """

    fits: Sequence[Any]
    at: Sequence[IntArray]
    rules: Rules

    @property
    def estimates(self) -> FloatArray:
        """The (m, k) coefficients."""
        pairs = zip(self.fits, self.at, strict=True)
        return np.array([of.fit.coefficients[own] for of, own in pairs])

    @property
    def within(self) -> FloatArray:
        """Ū, the (k, k) mean of their covariances by the design."""
        pairs = zip(self.fits, self.at, strict=True)
        each = [of.covariance[np.ix_(own, own)] for of, own in pairs]
        return np.asarray(np.mean(self.rules.sampling(each), axis=0))

    @property
    def working(self) -> FloatArray:
        """V̄₀, that of their covariances if the weights were counts."""
        pairs = zip(self.fits, self.at, strict=True)
        return np.asarray(np.mean([of.working[np.ix_(own, own)] for of, own in pairs], axis=0))

    @property
    def effects(self) -> FloatArray:
        """The design effects λ of the terms, the eigenvalues of V̄₀⁻¹Ū."""
        return effects_between(self.working, self.within)

    def squares(self, b: FloatArray) -> FloatArray:
        """Return bᵀV̄₀⁻¹b of each row."""
        return np.asarray((b * np.linalg.solve(self.working, b.T).T).sum(axis=1))

    @property
    def ratio_at_means(self) -> float:
        """d̃, the mean of the versions' likelihood ratios at the mean coefficients.

        Raises
        ------
        ArgumentError
            When versions have other coefficients.
        DataError
            When the mean coefficients give means that the family does not have.
        """
        fits = self.fits
        refuse_other_groups([of.fit.names for of in fits])
        smaller = [of.without(at) for of, at in zip(fits, self.at, strict=True)]
        larger = np.mean([of.fit.coefficients for of in fits], axis=0)
        kept = np.delete(np.arange(len(larger)), self.at[0])
        reduced = np.zeros(len(larger))
        # a fit without any coefficient has one of 0s
        reduced[kept] = np.mean([one.coefficients for one in smaller], axis=0)[: len(kept)]
        ratios = [of.deviance_at(reduced) - of.deviance_at(larger) for of in fits]
        if not np.isfinite(ratios).all():
            raise DataError(
                "the mean coefficients of the versions fit means that are none of the family's, "
                "and have no likelihood; test by method='wald', or choose the family's own link"
            )
        return float(np.mean(ratios))


def pooled_terms(
    models: Sequence[Any], terms: Sequence[str], way: Way, rules: Rules
) -> Significance:
    """Return the test of some terms of a regression that was fitted to each version.

    Raises
    ------
    ArgumentError, DataError
    """
    m, fits = len(models), [model._fitted for model in models]
    # whatever cannot be tested in a version is refused in its words
    each = [model.test(terms, method=way.method, df=way.df, tail=way.tail) for model in models]
    if way.method == "rao-scott-lrt" and not all(isinstance(of, Fitted) for of in fits):
        raise ArgumentError(
            "likelihood ratios of several versions are pooled for generalised linear models; "
            "choose 'wald' or 'working-wald'"
        )
    at = [places_of(of, terms) for of in fits]
    pairs = zip(fits, at, strict=True)
    refuse_other_groups([[of.fit.names[place] for place in own] for of, own in pairs])
    versions = Versions(fits=fits, at=at, rules=rules)
    most = min(float(model.df) for model in models) if way.df is None else as_number(way.df)
    complete = float(rules.complete(np.array([most]))[0])
    counts = np.array([[one.n] for one in each], dtype=float)
    if way.method == "wald":
        tested = d1(versions.estimates, versions.within, complete)
        words = said_of_pooling(each[0].method, m, rule=D1)
        return of_vector(tested, words, int(counts.min()), counts)
    if way.method == "rao-scott-lrt":
        statistics, rule = np.array([one.statistic for one in each]), _D3
        pooled = versions.ratio_at_means
    else:
        # of one V̄₀ for all versions, d̄ − d̃ are the distances from b̄
        mean = versions.estimates.mean(axis=0)
        pooled = float(versions.squares(mean[None])[0])
        statistics, rule = pooled + versions.squares(versions.estimates - mean), _D1_WORKING
    found = in_working_metric(statistics, pooled, versions.effects, complete)
    return Significance(
        statistic=found.statistic,
        df=float(versions.estimates.shape[1]),
        df2=np.nan if np.isinf(found.df) else found.df,
        p_value=TERM_TESTS[way.method].p_value(
            found.statistic, versions.effects, found.df, way.tail
        ),
        n=int(counts.min()),
        method=said_of_pooling(each[0].method, m, rule=rule),
        notes=notes_of([], counts),
    )
