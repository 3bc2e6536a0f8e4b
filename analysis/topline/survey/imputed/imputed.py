"""A survey of which there are several completed versions: imputations, or plausible values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.message import Message
from ...language.printing import InWords
from ...language.strings import Strings
from ...values import Value
from .estimating import EstimatingVersions
from .models import model_of_versions
from .pool import estimates_of, pooled_estimates
from .rules import Rules
from .testing import TestingVersions


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class ImputedSurvey(InWords, Value, EstimatingVersions, TestingVersions):
    """Versions of one survey, estimated each and pooled by Rubin's rules.

    Each method takes what the one of ``Survey`` takes. Of one version alone estimates are that
    survey's.

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

    def _pooled(self, name: str, *given: Any, **options: Any) -> Estimates:
        return self.pooled(lambda survey: getattr(survey, name)(*given, **options))

    def _model(self, name: str, formula: str, **options: Any) -> Any:
        models = [getattr(survey, name)(formula, **options) for survey in self.surveys]
        return model_of_versions(models, self._rules)

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
