"""A survey of which there are several completed versions: imputations, or plausible values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...values import Value
from .pool import pool


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

    def glm(self, formula: str, **options: Any) -> Estimates:
        """Fit a generalised linear model to each version; return its pooled coefficients."""
        return self._pooled("glm", formula, **options)

    def where(self, condition: Any) -> "ImputedSurvey":
        """Return a subpopulation of every version; the design stays that of the whole."""
        surveys = tuple(survey.where(condition) for survey in self.surveys)
        return ImputedSurvey(surveys, self.complete_df, self.sampling_variance)

    def _pooled(self, name: str, *given: Any, **options: Any) -> Estimates:
        found = [getattr(survey, name)(*given, **options) for survey in self.surveys]
        return pool(found, complete_df=self.complete_df, sampling_variance=self.sampling_variance)

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
