"""Regressions of several completed versions of the data, asked as one model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, TypeVar

import pandas as pd

from ...arguments import described
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...statistics.comparisons.significance import Significance
from ...values import Value
from ..cells.loglinear import LoglinearModel
from ..estimators.request import Given
from ..models.effects import Effects
from ..models.fit import Fitted
from ..models.model import Model
from ..models.terms import terms_beyond
from ..outcomes.likely import AnswerEffects, LikelihoodModel
from ..outcomes.shares import AnswerShares
from .fitted import OfVersions, RegressionOfVersions
from .loglinear import PooledLoglinearModel
from .rules import Rules

Kind = TypeVar("Kind", bound=OfVersions)


@dataclass(frozen=True, eq=False, kw_only=True)
class PooledFit(Value):
    """What the fits of several versions of the data used and reached.

    Deviances, pseudo-R² and AIC are of one version each: no rule pools them with a design.

    Attributes
    ----------
    n, n_missing : int
        Rows used, the fewest of a version, and the most that one left out.
    outcome : str
    largest_fmi : float
        Of all coefficients: the largest fraction of information that is missing.
    left_out : tuple of str
        Columns that repeat others.
    of_versions : DataFrame
        A row for each version, with what ``ModelFit`` has of it.
    """

    n: int
    n_missing: int
    outcome: str
    largest_fmi: float
    left_out: tuple[str, ...]
    of_versions: pd.DataFrame = field(repr=False)


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class PooledModel(RegressionOfVersions, Effects):
    """A generalised linear model of several versions of the data, by ``ImputedSurvey.glm``.

    Predictions, margins and contrasts are pooled on the scale that they are on.

    Attributes
    ----------
    models : tuple of Model
        One for each version.
    """

    _charts = ("coefficients", "margins")

    @property
    def family(self) -> str:  # type: ignore[override]
        """The family, of all versions the same."""
        return str(self.models[0].family)

    @property
    def link(self) -> str:
        """The link, of all versions the same."""
        return str(self.models[0].link)

    @property
    def _fits(self) -> tuple[Fitted, ...]:
        return tuple(model._fitted for model in self.models)

    @property
    def fit(self) -> PooledFit:
        """What the fits used and reached."""
        fits = [model.fit for model in self.models]
        of_versions = pd.DataFrame([vars(one) for one in fits]).drop(
            columns=["outcome", "left_out"]
        )
        of_versions.insert(0, "version", range(1, len(fits) + 1))
        return PooledFit(
            n=min(one.n for one in fits),
            n_missing=max(one.n_missing for one in fits),
            outcome=fits[0].outcome,
            largest_fmi=float(self.coefficients.table["fmi"].max()),
            left_out=tuple(dict.fromkeys(name for one in fits for name in one.left_out)),
            of_versions=of_versions,
        )

    def compare(self, smaller: "PooledModel", *, method: str = "wald") -> Significance:
        """Test this model against one without some of its terms.

        Parameters
        ----------
        smaller : PooledModel
            Of the same versions and rows, with some of the terms.
        method : {"wald", "rao-scott-lrt", "working-wald"}
            As in ``test``.

        Raises
        ------
        ArgumentError
            When the other is no part of this model, or was fitted to other rows or versions.
        """
        if not isinstance(smaller, PooledModel):
            raise ArgumentError(f"smaller is {described(smaller)}; expected a PooledModel")
        if len(smaller.models) != len(self.models):
            raise ArgumentError(
                f"smaller is of {len(smaller.models)} versions of the data, and this model of "
                f"{len(self.models)}; expected both of the same"
            )
        beyond = [*map(terms_beyond, self.models, smaller.models)]
        return self.test(beyond[0], method=method)


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class PooledLikelihoodModel(RegressionOfVersions, AnswerEffects):
    """A model of the largest weighted likelihood of several versions of the data.

    By ``ordinal``, ``multinomial``, ``cox`` and ``survival_regression`` of ``ImputedSurvey``.

    Attributes
    ----------
    models : tuple of LikelihoodModel
        One for each version.
    """

    def _of_each(self, made: Callable[[AnswerShares], Estimates]) -> Estimates:
        return self._together([model._of_each(made) for model in self.models])


def model_of_versions(
    models: Sequence[Any], rules: Rules
) -> PooledModel | PooledLikelihoodModel | PooledLoglinearModel:
    """Return the models of several versions as one.

    Raises
    ------
    ArgumentError
        When they are no models, or of several kinds.
    """
    for kind, pooled in _POOLED:
        if all(isinstance(model, kind) for model in models):
            return pooled(tuple(models), rules)
    raise ArgumentError(
        f"fit returns {described(models[0])}; expected a model, as lambda one: one.logistic('y ~ "
        "x + g')"
    )


_Pooled = type[PooledModel] | type[PooledLikelihoodModel] | type[PooledLoglinearModel]

_POOLED: tuple[tuple[type, _Pooled], ...] = (
    (Model, PooledModel),
    (LikelihoodModel, PooledLikelihoodModel),
    (LoglinearModel, PooledLoglinearModel),
)


def model_by(
    method: Callable[Concatenate[Any, Given], Any], model: type[Kind]
) -> Callable[Concatenate[Any, Given], Kind]:
    """Return a method that fits a model to each version, and returns one of them all.

    Parameters
    ----------
    method : callable
        That of a survey, whose arguments and description it has.
    model : type
        What it returns.
    """
    takes = signature(method)

    @wraps(method)
    def fit(of: Any, /, *given: Given.args, **named: Given.kwargs) -> Kind:
        # a call that cannot be is told as such, not of the first version
        takes.bind(of, *given, **named)
        fitted = [getattr(one, method.__name__)(*given, **named) for one in of.surveys]
        return model(tuple(fitted), of._rules)

    return fit
