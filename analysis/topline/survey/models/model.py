"""A fitted model: a value that is asked for its coefficients, tests, predictions and margins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...arguments import described, listed_values
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...language.message import Capital, Message, PrintedNumber
from ...spoken import SpokenTable, rows_left_out, with_stop
from ...statistics.comparisons.significance import Significance
from ...statistics.models.families import FAMILIES, LINKS
from ..data.columns import FloatArray
from ..estimators.request import words_of
from .coefficients import coefficient_estimates
from .effects import Effects
from .fit import Fitted
from .information import ModelFit, bic, information
from .terms import Way, one_level_notes, term_test, terms_beyond

_KINDS = {
    ("gaussian", "identity"): marked("linear regression"),
    ("binomial", "logit"): marked("logistic regression"),
    ("quasibinomial", "logit"): marked("logistic regression"),
    ("poisson", "log"): marked("Poisson regression"),
    ("quasipoisson", "log"): marked("Poisson regression"),
}

_RATIOS = {"logit": marked("odds ratios"), "cloglog": marked("hazard ratios")}
_OF_LOGS = {
    "binomial": marked("risk ratios"),
    "quasibinomial": marked("risk ratios"),
    "poisson": marked("rate ratios"),
    "quasipoisson": marked("rate ratios"),
}
"""What exp(coefficient) is by the link, and under a log by the family."""


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Model(Effects, SpokenTable, ChartAtHand):
    """A generalised linear model of a survey, fitted by ``Survey.glm``.

    Attributes
    ----------
    formula, family, link : str
    """

    formula: str
    family: str
    link: str
    _fitted: Fitted = field(repr=False)
    _exponentiate: bool = False
    _charts = ("coefficients", "margins")

    @property
    def _fits(self) -> tuple[Fitted]:
        return (self._fitted,)

    def _together(self, found: Sequence[Estimates]) -> Estimates:
        return found[0]

    @property
    def table(self) -> Estimates:
        """The coefficients: estimate, limits, statistic and p-value of each `term`.

        Where the model was asked for with ``exponentiate=True``, ratios of odds, rates or means.
        """
        return coefficient_estimates(self._fitted, self.how, exponentiate=self._exponentiate)

    @property
    def coefficients(self) -> Estimates:
        """The coefficients on the scale of the link, whatever the table has."""
        return coefficient_estimates(self._fitted, self.how)

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance of the coefficients on the scale of the link, by the design."""
        return self._fitted.covariance.copy()

    @property
    def fit(self) -> ModelFit:
        """What the fit used and reached: rows, deviance, dispersion, pseudo-R², AIC."""
        return information(self._fitted)

    @property
    def df(self) -> float:
        """Degrees of freedom of tests and limits."""
        return self._fitted.df

    @property
    def kind(self) -> str:
        """What kind of regression it is, in words."""
        if (self.family, self.link) in _KINDS:
            return Message(_KINDS[self.family, self.link])
        return Message(
            "{family} regression, {link} link",
            family=Message(FAMILIES[self.family].label),
            link=Message(LINKS[self.link].label),
        )

    @property
    def ratios(self) -> str:
        """What ratios its table has, in words; "" where it has coefficients."""
        if not self._exponentiate:
            return ""
        of_log = _OF_LOGS.get(self.family, marked("ratios of means"))
        return Message(_RATIOS.get(self.link, of_log))

    @property
    def how(self) -> str:
        """How the model was fitted, in words."""
        return words_of(self._fitted.request, self.kind)

    def test(
        self,
        terms: str | Sequence[str],
        *,
        method: str = "wald",
        df: float | None = None,
        tail: str = "saddlepoint",
    ) -> Significance:
        """Test that all coefficients of a term, or of several together, are 0.

        Parameters
        ----------
        terms : str or list of str
            Terms of the formula, such as ``"age_group"`` or ``"age_group:gender"``.
        method : {"wald", "rao-scott-lrt", "working-wald"}
            Wald's F by the design's covariance; the likelihood ratio or Wald's statistic of the
            weights taken as counts, with its distribution under the design.
        df : float, optional
            Denominator degrees of freedom; by default the model's, ``numpy.inf`` for χ².
        tail : {"saddlepoint", "exact"}
            How the distribution of the two others is found: approximated, as in R, or computed.

        Raises
        ------
        ArgumentError
            When a term or the method is unknown.
        DataError
            When the design leaves too few degrees of freedom.

        References
        ----------
        Lumley & Scott (2014), Australian & New Zealand Journal of Statistics 56:1–14.
        """
        named = [terms] if isinstance(terms, str) else listed_values("terms", terms)
        return term_test(self._fitted, named, Way(method, df, tail), self.how)

    def compare(self, smaller: "Model", *, method: str = "rao-scott-lrt") -> Significance:
        """Test this model against one without some of its terms.

        Parameters
        ----------
        smaller : Model
            Of the same survey and rows, with some of the terms.
        method : str
            As in ``test``.

        Raises
        ------
        ArgumentError
            When the other is no part of this model, or was fitted to other rows.
        """
        return self.test(terms_beyond(self, _model("smaller", smaller)), method=method)

    def bic(self, largest: "Model") -> float:
        """Return Lumley and Scott's BIC, by the largest model that is considered.

        Raises
        ------
        ArgumentError
            When this model is no part of the largest.
        """
        return bic(self._fitted, _model("largest", largest)._fitted)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, on how many rows, and what a reader must know."""
        rows, fit = self._fitted.rows, self._fitted.fit
        notes: list[str] = [
            *one_level_notes(rows.coded.terms),
            *(
                Message("{name} repeats other terms and was left out", name=name)
                for name in fit.left_out
            ),
        ]
        notes += filter(None, [self._fitted.lacking_note, self._fitted.few_note, self._too_many])
        told = Message(
            "{kind} of {outcome} (n = {n}{left})",
            kind=Capital(self.kind),
            outcome=rows.outcome_words,
            n=len(rows.at),
            left=rows_left_out(rows.missing),
        )
        return tuple(map(with_stop, (told, *notes)))

    @property
    def _too_many(self) -> str:
        """Say that there are too many coefficients for the design, if there are."""
        count = len(self._fitted.fit.names)
        if self.df > 0:
            return ""
        return Message(
            "{n} coefficients are more than the {df} degrees of freedom of the design bear: no "
            "limits and no tests; use fewer predictors",
            n=count,
            df=PrintedNumber(f"{self.df - 1 + count:.10g}"),
        )


def _model(name: str, value: Any) -> Model:
    """Return a model, or say what is given in its place."""
    if not isinstance(value, Model):
        raise ArgumentError(f"{name} is {described(value)}; expected a Model")
    return value
