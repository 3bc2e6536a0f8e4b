"""A survey of which there are several completed versions: imputations, or plausible values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.message import Message
from ...language.printing import InWords
from ...language.strings import Strings
from ...statistics.comparisons.significance import Significance
from ...values import Value
from ..design.subpopulation import Subpopulation
from ..estimators.request import Given, Options, Request, request_of
from ..facade.distributions import EstimatingDistributions
from ..facade.estimates import Estimating
from ..facade.models import Modelling
from ..facade.survival import Surviving
from ..facade.tables import Tabulating
from ..facade.tests import Testing
from ..hypotheses.groups import Hypothesis
from ..survival.curves import SurvivalCurves
from ..survival.log_rank import LogRank
from .loglinear import PooledLoglinearModel
from .models import PooledLikelihoodModel, PooledModel, model_by, model_of_versions
from .pool import estimates_of, pooled_estimates
from .rules import Rules
from .survival import pooled_curves
from .tables import pooled_crosstab, table_by
from .tests import pooled_log_rank, pooled_test


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class ImputedSurvey(InWords, Value, Estimating, EstimatingDistributions, Testing, Surviving):
    """Versions of one survey, estimated each and pooled by Rubin's rules.

    Each method takes what the one of ``Survey`` takes. Of one version alone estimates are that
    survey's.

    Estimates are pooled as they are, ratios that are tested against 1 by their logs; limits of
    quantiles are estimate ± t × standard error. One mean or difference is tested on the degrees of
    freedom of Barnard and Rubin, several numbers together by D₁; a χ² is that of the pooled shares
    (of "Wald" and "adjWald", residuals) over 1 + r, what the imputations add to what it is expected
    to be were nothing to be found. Survival curves are pooled at each time on the scale of
    log(−log S). Cells of tables are those of ``proportion``, letters those of the pooled errors,
    and bases those of the version with the fewest respondents. Versions that have other groups,
    rows or columns than the first are refused.

    Attributes
    ----------
    surveys : tuple of Survey
        One for each version of the data.
    complete_df : float or None
        Degrees of freedom there would be were nothing imputed; None for those of the estimates.
    sampling_variance : {"all", "first"}
        As in ``pool``.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard & Rubin (1999), Biometrika
    86:948–955; Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007), Biometrika
    94:502–508; Marshall, Altman, Holder & Royston (2009), BMC Medical Research Methodology 9:57;
    Morisot et al. (2015), BMC Medical Research Methodology 15:54.
    """

    surveys: tuple[Any, ...]
    complete_df: float | None = None
    sampling_variance: str = "all"

    crosstab = table_by(Tabulating.crosstab, pooled_crosstab)

    glm = model_by(Modelling.glm, PooledModel)
    linear = model_by(Modelling.linear, PooledModel)
    logistic = model_by(Modelling.logistic, PooledModel)
    poisson = model_by(Modelling.poisson, PooledModel)
    ordinal = model_by(Modelling.ordinal, PooledLikelihoodModel)
    multinomial = model_by(Modelling.multinomial, PooledLikelihoodModel)
    cox = model_by(Modelling.cox, PooledLikelihoodModel)
    survival_regression = model_by(Modelling.survival_regression, PooledLikelihoodModel)
    loglinear = model_by(Modelling.loglinear, PooledLoglinearModel)

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
        return pooled_estimates([estimates_of(estimate(one)) for one in self.surveys], self._rules)

    def each(self, change: Callable[[Any], Any]) -> "ImputedSurvey":
        """Return the survey with every version changed, as weighted or with replicates.

        Parameters
        ----------
        change : callable
            Takes the ``Survey`` of a version and returns another: ``lambda one:
            one.rake(targets)``.

        Raises
        ------
        ArgumentError
            When it is no function, or returns no survey.
        """
        made = [change(survey) for survey in self.surveys] if callable(change) else [None]
        if any(type(one) is not type(self.surveys[0]) for one in made):
            raise ArgumentError(
                "change is no function from a survey to a survey; expected one, as lambda one: "
                "one.rake(targets)"
            )
        return ImputedSurvey(tuple(made), self.complete_df, self.sampling_variance)

    def where(self, condition: Any) -> "ImputedSurvey":
        """Return a subpopulation of every version; the design stays that of the whole."""
        return self.each(lambda survey: survey.where(condition))

    def by(self, *names: str) -> "ImputedSurvey":
        """Return the survey with every later estimate made for each group of these columns."""
        return self.each(lambda survey: survey.by(*names))

    def term_test(
        self, fit: Callable[[Any], Any], terms: str | Sequence[str] | None = None, **options: Any
    ) -> Significance:
        """Test some terms of a model that a function fits to each version.

        Parameters
        ----------
        fit : callable
            Takes the ``Survey`` of a version; returns a model, as ``lambda one: one.logistic("y ~ x
            + region")``.
        terms : str or list of str, optional
            As ``test`` of the model takes them, as "region"; of a log-linear model None tests its
            fit to the table.
        **options
            As ``test`` of ``PooledModel``, or of ``PooledLoglinearModel``, takes them.

        Raises
        ------
        ArgumentError, DataError
            As in ``Model.test``.
        """
        if not callable(fit):
            raise ArgumentError(
                f"fit is {described(fit)}; expected a function of a survey, as lambda one: "
                "one.logistic('y ~ x + region')"
            )
        model: Any = model_of_versions([fit(survey) for survey in self.surveys], self._rules)
        found: Significance = model.test(terms, **options)
        return found

    def _requests(self, options: Options) -> list[Request]:
        return [request_of(survey._of, options) for survey in self.surveys]

    def _estimates(
        self,
        options: Options,
        estimate: Callable[Concatenate[Request, Given], Estimates],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Estimates:
        found = [estimate(request, *given, **named) for request in self._requests(options)]
        return pooled_estimates(found, self._rules)

    def _tested(self, options: Options, hypothesis: Hypothesis) -> Significance:
        return pooled_test(self._requests(options), hypothesis, self._rules)

    def _curves(
        self, made: Callable[[Subpopulation, Any], SurvivalCurves], times: Any
    ) -> SurvivalCurves:
        return pooled_curves(
            lambda survey, at: made(survey._of, at), self.surveys, times, self._rules
        )

    def _log_rank(self, made: Callable[[Subpopulation], LogRank]) -> Significance:
        return pooled_log_rank([made(survey._of) for survey in self.surveys], self._rules)

    @property
    def _rules(self) -> Rules:
        return Rules(self.complete_df, self.sampling_variance)

    def __getattr__(self, name: str) -> Any:
        """Say where to ask what only a survey itself can be asked.

        Raises
        ------
        AttributeError
        """
        versions = self.__dict__.get("surveys", ())
        if name.startswith("_") or not versions or not hasattr(type(versions[0]), name):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise AttributeError(
            f"{name!r} is of one survey, and these are {len(versions)} versions of it; ask one of "
            f"them, as surveys[0].{name}, or change all by each(lambda one: one.{name}(…))"
        )

    def __len__(self) -> int:
        """Count the versions."""
        return len(self.surveys)

    def _text(self, say: Strings) -> str:
        told = Message(
            "{n} versions of a survey of {rows} rows", n=len(self), rows=len(self.surveys[0])
        )
        return say.again(told)

    def __repr__(self) -> str:
        """Say how many versions there are, and of what, in the language to print in."""
        return self.to_text()


def imputed_survey(
    surveys: Sequence[Any], complete_df: float | None, sampling_variance: str = "all"
) -> ImputedSurvey:
    """Return versions of a survey as one.

    Raises
    ------
    ArgumentError
        When there is none, or they differ in the number of rows.
    """
    if not surveys:
        raise ArgumentError("there are no versions of the data; expected completed versions of it")
    sizes = {len(survey) for survey in surveys}
    if len(sizes) > 1:
        raise ArgumentError(
            f"there are {len(surveys)} versions of {' and '.join(f'{n:,}' for n in sorted(sizes))} "
            "rows; expected completed versions of the same rows"
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
