"""A model fitted to a survey: coefficients, and their variance by the design.

A coefficient's influence is A⁻¹·x·(y − μ)(dμ/dη)/V(μ), added up by sampled unit like that of any
other estimate; with replicate weights the model is fitted under each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...formulas.coding import Coded
from ...statistics.core.blocks import Matrix
from ...statistics.models.families import FAMILIES, LINKS
from ...statistics.models.glm import GlmFit, fit_glm
from ...statistics.models.likelihood import LikelihoodFit
from ...threads import on_one_thread
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..engine.replicate_weights import ReplicateWeights
from ..estimators.request import Request
from .rows.by_design import DesignFit, by_design
from .rows.own import OwnPredictors
from .rows.replicates import Refitted
from .rows.rows import ModelRows, used
from .rows.sums import score_sums, working_sums
from .rows.untold import untold_directions


@dataclass(frozen=True, eq=False, kw_only=True)
class Fitted(DesignFit):
    """A generalised linear model under the full weights, and what its variance comes from."""

    fit: GlmFit

    def places(self, term: str) -> list[int]:
        """Return where the coefficients of a term of the formula stand."""
        used = {column: place for place, column in enumerate(self.fit.columns.tolist())}
        return [used[at] for at in self.rows.coded.terms[term] if at in used]

    @property
    def x(self) -> Matrix:
        """The (m, k) predictors that the fit uses."""
        return self.matrix_of(self.rows.coded)

    def matrix_of(self, coded: Coded) -> Matrix:
        """Return the predictors that the fit uses, of some coded rows."""
        return used(self.fit, coded.matrix)

    def deviance_at(self, coefficients: FloatArray) -> float:
        """Return the deviance at any coefficients; NaN where their means are none of the family."""
        rows, family = self.rows, FAMILIES[self.fit.family]
        with np.errstate(all="ignore"):
            mean = LINKS[self.fit.link].mean(np.asarray(self.x @ coefficients + rows.coded.offset))
            return float(rows.weights @ family.deviance(rows.outcome, mean))

    def without(self, at: IntArray) -> GlmFit:
        """Return the fit to the same rows without some of the coefficients."""
        rows, x, fit = self.rows, self.x, self.fit
        others = np.delete(np.arange(x.shape[1]), at)
        return fit_glm(
            x[:, others] if others.size else np.zeros((len(x), 1)),
            rows.outcome,
            family=fit.family,
            link=fit.link,
            weights=rows.weights,
            offset=rows.coded.offset,
            names=[fit.names[place] for place in others] or None,
        )

    @property
    def null_deviance(self) -> float:
        """The deviance of an intercept alone; of nothing at all for a model without one."""
        rows, fit = self.rows, self.fit
        if "1" not in rows.coded.terms:
            return self.deviance_at(np.zeros(len(fit.coefficients)))
        alone = fit_glm(
            np.ones((len(rows.outcome), 1)),
            rows.outcome,
            family=fit.family,
            link=fit.link,
            weights=rows.weights,
            offset=rows.coded.offset,
        )
        return alone.deviance


@on_one_thread
def fitted(request: Request, rows: ModelRows, family: str, link: str | None) -> Fitted:
    """Fit a generalised linear model to the rows of a survey.

    Raises
    ------
    ArgumentError
        When outcomes are none of the family's, predictors tell them apart completely, or the fit,
        or that of a replicate, does not converge.
    """
    coded = rows.coded
    fit = fit_glm(
        coded.matrix,
        rows.outcome,
        family=family,
        link=link,
        weights=rows.weights,
        offset=coded.offset,
        names=coded.names,
    )
    found = Fitted(
        fit=fit,
        **by_design(
            request,
            rows,
            fit.coefficients,
            fit.information,
            lambda: working_sums(request, rows, used(fit, coded.matrix), fit.working),
            Refitted(request, rows, fit),
        ),
    )
    terms = [found.places(term) for term in coded.terms if term != "1"]
    return replace(found, untold=untold_directions(request, rows, found.x, fit.working, terms))


@dataclass(frozen=True, eq=False)
class Law(Value):
    """What fits predictors: a function of statistics, and what it is given besides them."""

    fit: Callable[..., LikelihoodFit]
    given: Mapping[str, Any] = field(repr=False)

    def __call__(self, x: FloatArray, **options: Any) -> LikelihoodFit:
        """Return the largest likelihood; options are ``weights``, ``names`` and ``start``."""
        return self.fit(x, **self.given, **options)


@dataclass(frozen=True, eq=False, kw_only=True)
class MostLikely(DesignFit):
    """Coefficients of the largest likelihood under the full weights, and their variance.

    Attributes
    ----------
    of_terms : mapping of str to tuple of int
        Where the coefficients of each term of the formula stand.
    own : OwnPredictors
        The predictors used.
    law : Law
        What fits them.
    """

    fit: LikelihoodFit
    of_terms: Mapping[str, tuple[int, ...]]
    own: OwnPredictors = field(repr=False)
    law: Law = field(repr=False)

    def matrix_of(self, coded: Coded) -> Matrix:
        """Return the predictors that the fit uses, of some coded rows."""
        return np.asarray(coded.matrix)[:, list(self.own.columns)]

    def places(self, term: str) -> list[int]:
        """Return where the coefficients of a term of the formula stand."""
        return list(self.of_terms.get(term, ()))

    def without(self, at: IntArray) -> LikelihoodFit:
        """Return the fit to the same rows without some of the coefficients, of whole terms."""
        width = len(self.own.names)
        # of several answers each has a coefficient of every predictor
        others = np.setdiff1d(np.arange(width), at % width)
        names = [self.own.names[place] for place in others]
        return self.law(self.own.x[:, others], weights=self.rows.weights, names=names)

    def leading(self, count: int) -> "MostLikely":
        """Return the fit of the first coefficients, the others at their best."""
        fit, at = self.fit, slice(None, count)
        return replace(
            self,
            fit=replace(
                fit,
                names=fit.names[at],
                coefficients=fit.coefficients[at],
                information=np.linalg.inv(np.linalg.inv(fit.information)[at, at]),
                scores=fit.scores[:, at],
            ),
            spread=self.spread[:, at],
            covariance=self.covariance[at, at],
        )


@dataclass(frozen=True, eq=False)
class _Solved:
    """A likelihood under replicate weights, each from the coefficients of all rows."""

    law: Law
    own: OwnPredictors
    start: FloatArray

    def alone(self, weights: FloatArray) -> FloatArray:
        """Return the coefficients under one column of weights."""
        own = self.own
        return self.law(own.x, weights=weights, names=own.names, start=self.start).coefficients

    def together(self, replicates: ReplicateWeights) -> FloatArray:
        """Return none of the coefficients: each column is solved alone."""
        return np.full((int(replicates.shape[1]), len(self.start)), np.nan)


@on_one_thread
def most_likely(
    request: Request,
    rows: ModelRows,
    own: OwnPredictors,
    law: Law,
    of_terms: Mapping[str, tuple[int, ...]] | None = None,
) -> MostLikely:
    """Fit a likelihood to the rows of a survey.

    Parameters
    ----------
    request : Request
    rows : ModelRows
    own : OwnPredictors
    law : Law
        What fits predictors, under weights of mean 1.
    of_terms : mapping of str to tuple of int, optional
        Where the coefficients of each term stand, where a predictor has several.

    Raises
    ------
    ArgumentError
        When no coefficients are the most likely ones, under the weights or a replicate of them.
    """
    fit = law(own.x, weights=rows.weights, names=own.names)
    return MostLikely(
        fit=fit,
        own=own,
        law=law,
        of_terms=own.of_terms if of_terms is None else of_terms,
        **by_design(
            request,
            rows,
            fit.coefficients,
            fit.information,
            lambda: score_sums(request, rows, fit.scores),
            _Solved(law, own, fit.coefficients),
        ),
    )
