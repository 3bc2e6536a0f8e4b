"""A survey of which there are several completed versions: imputations, or plausible values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...statistics.comparisons.significance import Significance
from ...values import Value
from .pool import pool
from .tests import pooled_t_test


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class ImputedSurvey(Value):
    """Versions of one survey, estimated each and pooled by Rubin's rules.

    Each method takes what the one of ``Survey`` takes.

    Attributes
    ----------
    surveys : tuple of Survey
        One for each version of the data.
    complete_df : float or None
        Degrees of freedom there would be were nothing imputed; None for those of the estimates.
    sampling_variance : {"all", "first"}
        As in ``pool``.
    """

    surveys: tuple[Any, ...]
    complete_df: float | None = None
    sampling_variance: str = "all"

    def mean(self, variables: Any, **options: Any) -> Estimates:
        """Estimate the mean of numeric variables."""
        return self._pooled("mean", variables, **options)

    def total(self, variables: Any, **options: Any) -> Estimates:
        """Estimate population totals."""
        return self._pooled("total", variables, **options)

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

    def odds_ratio(self, exposure: str, outcome: str, **options: Any) -> Estimates:
        """Estimate an odds ratio, or within groups Mantel and Haenszel's."""
        return self._pooled("odds_ratio", exposure, outcome, **options)

    def glm(self, formula: str, **options: Any) -> Estimates:
        """Fit a generalised linear model to each version; return its pooled coefficients."""
        return self._pooled("glm", formula, **options)

    def linear(self, formula: str, **options: Any) -> Estimates:
        """Fit a linear regression to each version; return its pooled coefficients."""
        return self._pooled("linear", formula, **options)

    def logistic(self, formula: str, **options: Any) -> Estimates:
        """Fit a logistic regression to each version; return its pooled coefficients."""
        return self._pooled("logistic", formula, **options)

    def poisson(self, formula: str, **options: Any) -> Estimates:
        """Fit a Poisson regression to each version; return its pooled coefficients."""
        return self._pooled("poisson", formula, **options)

    def ordinal(self, formula: str, **options: Any) -> Estimates:
        """Fit a model of answers in order to each version; return its pooled coefficients."""
        return self._pooled("ordinal", formula, **options)

    def multinomial(self, formula: str, **options: Any) -> Estimates:
        """Fit a multinomial regression to each version; return its pooled coefficients."""
        return self._pooled("multinomial", formula, **options)

    def cox(self, formula: str, **options: Any) -> Estimates:
        """Fit proportional hazards to each version; return the pooled coefficients."""
        return self._pooled("cox", formula, **options)

    def survival_regression(self, formula: str, **options: Any) -> Estimates:
        """Fit a parametric model of times to each version; return its pooled coefficients."""
        return self._pooled("survival_regression", formula, **options)

    def t_test(self, variable: str, **options: Any) -> Significance:
        """Test a mean, or the difference of two groups or of pairs, pooled.

        Raises
        ------
        ArgumentError
            When there are more than two groups.
        """
        found = [survey.t_test(variable, **options) for survey in self.surveys]
        return pooled_t_test(
            found,
            value=options.get("value", 0.0),
            alternative=options.get("alternative", "two-sided"),
            complete_df=self.complete_df,
            sampling_variance=self.sampling_variance,
        )

    def pooled(self, estimate: Callable[[Any], Any]) -> Estimates:
        """Make any estimate of each version, and pool them.

        Parameters
        ----------
        estimate : callable
            Takes the ``Survey`` of a version; returns ``Estimates`` or a model, as ``lambda one:
            one.logistic("y ~ x").margins()``.

        Raises
        ------
        ArgumentError
            When it is no function, or versions have other rows of estimates than the first.
        """
        if not callable(estimate):
            raise ArgumentError(
                f"estimate is {described(estimate)}; expected a function of a survey, as lambda "
                "one: one.logistic('y ~ x').margins()"
            )
        found = [estimate(survey) for survey in self.surveys]
        return pool(found, complete_df=self.complete_df, sampling_variance=self.sampling_variance)

    def where(self, condition: Any) -> "ImputedSurvey":
        """Return a subpopulation of every version; the design stays that of the whole."""
        surveys = tuple(survey.where(condition) for survey in self.surveys)
        return ImputedSurvey(surveys, self.complete_df, self.sampling_variance)

    def _pooled(self, name: str, *given: Any, **options: Any) -> Estimates:
        return self.pooled(lambda survey: getattr(survey, name)(*given, **options))

    def __len__(self) -> int:
        """Count the versions."""
        return len(self.surveys)

    def __repr__(self) -> str:
        """Say how many versions there are, and of what."""
        return f"{len(self)} versions of a survey of {len(self.surveys[0]):,} rows"


def imputed_survey(
    surveys: Sequence[Any], complete_df: float | None, sampling_variance: str = "all"
) -> ImputedSurvey:
    """Return versions of a survey as one.

    Raises
    ------
    ArgumentError
        When there are fewer than two, or they differ in the number of rows.
    """
    sizes = {len(survey) for survey in surveys}
    if len(surveys) < 2 or len(sizes) > 1:
        raise ArgumentError(
            f"there are {len(surveys)} versions of {' and '.join(f'{n:,}' for n in sorted(sizes))} "
            "rows; expected two or more completed versions of the same rows"
        )
    return ImputedSurvey(tuple(surveys), complete_df, sampling_variance)


def check_columns(values: Any, columns: Sequence[Any]) -> dict[str, list[str]]:
    """Return the columns of each variable's plausible values, of each as many.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(values, dict) or not values:
        raise ArgumentError(
            f"values is {described(values)}; expected the columns of each variable, as "
            '{"math": ["PV1MATH", "PV2MATH"]}'
        )
    named = {str(name): [str(one) for one in own] for name, own in values.items()}
    lacking = [one for own in named.values() for one in own if one not in set(map(str, columns))]
    if lacking:
        raise ArgumentError(f"{lacking[0]!r} is no column of the data; there is none so called")
    counts = {len(own) for own in named.values()}
    if len(counts) > 1 or min(counts) < 2:
        raise ArgumentError(
            f"variables have {' and '.join(map(str, sorted(counts)))} plausible values; expected "
            "two or more, and as many of each"
        )
    return named
