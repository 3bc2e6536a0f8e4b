"""Means, totals, shares and other estimates, as methods of ``Survey``."""

from typing import Any, Unpack

from ...estimates.estimates import Estimates
from ..design.subpopulation import Subpopulation
from ..estimators.request import Options, names_of, request_of
from ..estimators.shares import estimate_shares
from ..estimators.values import estimate_values


class Estimating:
    """Estimates of a subpopulation."""

    _of: Subpopulation

    def mean(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the mean of numeric variables.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns; each is estimated from those who answered it.
        **options
            `by`, `where`, `missing`, `confidence_level`, `interval`, `design_effect`: ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.
        """
        return estimate_values(
            request_of(self._of, options),
            "mean",
            [(name,) for name in names_of(variables)],
        )

    def total(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate population totals of numeric variables, or of the categories of others.

        A categorical or text column gives the estimated number of people in each category.
        """
        return estimate_values(
            request_of(self._of, options),
            "total",
            [(name,) for name in names_of(variables)],
        )

    def ratio(self, numerator: str, denominator: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the ratio of two totals, as of income to household members."""
        return estimate_values(request_of(self._of, options), "ratio", [(numerator, denominator)])

    def variance(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population variance of numeric variables, as R's svyvar does."""
        return estimate_values(
            request_of(self._of, options),
            "variance",
            [(name,) for name in names_of(variables)],
        )

    def standard_deviation(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population standard deviation of numeric variables."""
        names = [(name,) for name in names_of(variables)]
        return estimate_values(request_of(self._of, options), "standard_deviation", names)

    def covariance(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the population covariance of two numeric variables."""
        return estimate_values(request_of(self._of, options), "covariance", [(first, second)])

    def correlation(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate Pearson's correlation of two numeric variables."""
        return estimate_values(request_of(self._of, options), "correlation", [(first, second)])

    def count(self, **options: Unpack[Options]) -> Estimates:
        """Estimate how many people there are, as in each group; its interval is on the log scale.

        Where the weights of the sample fix a number, as in a stratum, it has no sampling error.
        """
        return estimate_values(request_of(self._of, options), "count", [()])

    def proportion(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the share of people in every category of a variable.

        Parameters
        ----------
        variables : str or list of str, or mapping of str to condition
            Categorical columns; or, by name, conditions such as ``{"adult": "age >= 18"}``, whose
            share alone is estimated.
        **options
            See ``Options``. `interval` is "logit" (default), "beta" (Korn and Graubard's),
            "wilson", "likelihood", "arcsine", "mean" (estimate ± t·std_error) or another method
            for one proportion; `missing="category"` makes no answer a category of its own.
        """
        return estimate_shares(request_of(self._of, options), variables)
