"""Estimates of several versions of the data, pooled: methods of ``ImputedSurvey``."""

from typing import Any

from ...estimates.estimates import Estimates
from .loglinear import PooledLoglinearModel
from .models import PooledLikelihoodModel, PooledModel


class EstimatingVersions:
    """Estimates of each version, and one table of them; each takes what ``Survey``'s does."""

    def _pooled(self, name: str, *given: Any, **options: Any) -> Estimates:
        raise NotImplementedError

    def _model(self, name: str, formula: str, **options: Any) -> Any:
        raise NotImplementedError

    def mean(self, variables: Any, **options: Any) -> Estimates:
        """Estimate the mean of numeric variables."""
        return self._pooled("mean", variables, **options)

    def total(self, variables: Any, **options: Any) -> Estimates:
        """Estimate population totals."""
        return self._pooled("total", variables, **options)

    def count(self, **options: Any) -> Estimates:
        """Estimate how many people there are."""
        return self._pooled("count", **options)

    def ratio(self, numerator: str, denominator: str, **options: Any) -> Estimates:
        """Estimate the ratio of two totals."""
        return self._pooled("ratio", numerator, denominator, **options)

    def proportion(self, variables: Any, **options: Any) -> Estimates:
        """Estimate the share of people in every category."""
        return self._pooled("proportion", variables, **options)

    def quantile(self, variables: Any, q: Any, **options: Any) -> Estimates:
        """Estimate quantiles; their limits are estimate ± t × standard error."""
        return self._pooled("quantile", variables, q, **options)

    def median(self, variables: Any, **options: Any) -> Estimates:
        """Estimate medians; their limits are estimate ± t × standard error."""
        return self._pooled("median", variables, **options)

    def variance(self, variables: Any, **options: Any) -> Estimates:
        """Estimate population variances."""
        return self._pooled("variance", variables, **options)

    def standard_deviation(self, variables: Any, **options: Any) -> Estimates:
        """Estimate population standard deviations."""
        return self._pooled("standard_deviation", variables, **options)

    def covariance(self, first: str, second: str, **options: Any) -> Estimates:
        """Estimate the covariance of two variables."""
        return self._pooled("covariance", first, second, **options)

    def correlation(self, first: str, second: str, **options: Any) -> Estimates:
        """Estimate Pearson's correlation of two variables."""
        return self._pooled("correlation", first, second, **options)

    def gini(self, variables: Any, **options: Any) -> Estimates:
        """Estimate Gini coefficients."""
        return self._pooled("gini", variables, **options)

    def share_ratio(self, variables: Any, share: float = 0.2, **options: Any) -> Estimates:
        """Estimate the total of the highest share of people over that of the lowest."""
        return self._pooled("share_ratio", variables, share, **options)

    def theil(self, variables: Any, **options: Any) -> Estimates:
        """Estimate Theil's index."""
        return self._pooled("theil", variables, **options)

    def atkinson(self, variables: Any, aversion: float = 1.0, **options: Any) -> Estimates:
        """Estimate Atkinson's index."""
        return self._pooled("atkinson", variables, aversion, **options)

    def lorenz(self, variables: Any, shares: Any = None, **options: Any) -> Estimates:
        """Estimate Lorenz curves."""
        return self._pooled("lorenz", variables, shares, **options)

    def poverty_line(self, variables: Any, **options: Any) -> Estimates:
        """Estimate poverty lines."""
        return self._pooled("poverty_line", variables, **options)

    def poverty_rate(self, variables: Any, **options: Any) -> Estimates:
        """Estimate the share of people below the poverty line, of each version its own."""
        return self._pooled("poverty_rate", variables, **options)

    def poverty_gap(self, variables: Any, **options: Any) -> Estimates:
        """Estimate how far the median of the poor is below the line, as a part of it."""
        return self._pooled("poverty_gap", variables, **options)

    def rate(self, events: Any, exposure: Any, **options: Any) -> Estimates:
        """Estimate events by time at risk."""
        return self._pooled("rate", events, exposure, **options)

    def kappa(self, first: str, second: str, **options: Any) -> Estimates:
        """Estimate Cohen's kappa."""
        return self._pooled("kappa", first, second, **options)

    def cronbach_alpha(self, items: Any, **options: Any) -> Estimates:
        """Estimate Cronbach's alpha."""
        return self._pooled("cronbach_alpha", items, **options)

    def flows(self, before: str, after: str, **options: Any) -> Estimates:
        """Estimate the shares of all who gave one answer before and one after."""
        return self._pooled("flows", before, after, **options)

    def net_change(self, before: str, after: str, **options: Any) -> Estimates:
        """Estimate by how much the share of each answer is higher after than before."""
        return self._pooled("net_change", before, after, **options)

    def odds_ratio(self, exposure: str, outcome: str, **options: Any) -> Estimates:
        """Estimate an odds ratio, or within groups Mantel and Haenszel's; pooled by its log."""
        return self._pooled("odds_ratio", exposure, outcome, **options)

    def glm(self, formula: str, **options: Any) -> PooledModel:
        """Fit a generalised linear model to each version; return one of them all."""
        found: PooledModel = self._model("glm", formula, **options)
        return found

    def linear(self, formula: str, **options: Any) -> PooledModel:
        """Fit a linear regression to each version."""
        found: PooledModel = self._model("linear", formula, **options)
        return found

    def logistic(self, formula: str, **options: Any) -> PooledModel:
        """Fit a logistic regression to each version."""
        found: PooledModel = self._model("logistic", formula, **options)
        return found

    def poisson(self, formula: str, **options: Any) -> PooledModel:
        """Fit a Poisson regression to each version."""
        found: PooledModel = self._model("poisson", formula, **options)
        return found

    def ordinal(self, formula: str, **options: Any) -> PooledLikelihoodModel:
        """Fit a model of answers in order to each version."""
        found: PooledLikelihoodModel = self._model("ordinal", formula, **options)
        return found

    def multinomial(self, formula: str, **options: Any) -> PooledLikelihoodModel:
        """Fit a multinomial regression to each version."""
        found: PooledLikelihoodModel = self._model("multinomial", formula, **options)
        return found

    def cox(self, formula: str, **options: Any) -> PooledLikelihoodModel:
        """Fit proportional hazards to each version."""
        found: PooledLikelihoodModel = self._model("cox", formula, **options)
        return found

    def survival_regression(self, formula: str, **options: Any) -> PooledLikelihoodModel:
        """Fit a parametric model of times to each version."""
        found: PooledLikelihoodModel = self._model("survival_regression", formula, **options)
        return found

    def loglinear(self, formula: str, **options: Any) -> PooledLoglinearModel:
        """Fit a log-linear model to the table of each version."""
        found: PooledLoglinearModel = self._model("loglinear", formula, **options)
        return found
