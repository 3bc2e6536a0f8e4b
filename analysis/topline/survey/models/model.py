"""A fitted model: a value that is asked for its coefficients, tests, predictions and margins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from warnings import warn

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ...arguments import described, listed_values
from ...calls import answering_class
from ...errors import ArgumentError, ToplineWarning
from ...estimates.estimates import Estimates
from ...formulas.coding import predictors_of
from ...formulas.read import read_formula
from ...shown import shown_text
from ...spoken import said_as_html, with_stop
from ...statistics.comparisons.significance import Significance
from ...statistics.models.families import FAMILIES, LINKS
from ...statistics.models.glm import family_and_link
from ...values import Value
from ..checks.rows import rows_in_memory
from ..data.columns import FloatArray
from ..design.subpopulation import Subpopulation
from ..estimators.request import refuse_unknown, request_of, words_of
from .averages import (
    Average,
    Said,
    at_values,
    average_estimates,
    differences,
    frame_of,
    levels_of,
    linear_estimates,
    part_of,
    row_estimates,
    slope,
)
from .coefficients import coefficient_estimates
from .fit import Fitted, fitted
from .information import ModelFit, bic, information
from .rows import model_rows
from .terms import Way, term_test

_KINDS = {
    ("gaussian", "identity"): "linear regression",
    ("binomial", "logit"): "logistic regression",
    ("quasibinomial", "logit"): "logistic regression",
    ("poisson", "log"): "Poisson regression",
    ("quasipoisson", "log"): "Poisson regression",
}
_SCALES = ("response", "link")
DEGREES = ("residual", "design")


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Model(Value):
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
        plain = f"{FAMILIES[self.family].label} regression, {LINKS[self.link].label} link"
        return _KINDS.get((self.family, self.link), plain)

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
        smaller = _model("smaller", smaller)
        if not np.array_equal(smaller._fitted.rows.at, self._fitted.rows.at):
            raise ArgumentError(
                f"the models were fitted to other rows ({smaller.fit.n:,} and {self.fit.n:,}); fit "
                "both to the rows that have an answer to all predictors, by where="
            )
        own, other = (set(model._fitted.rows.coded.terms) for model in (self, smaller))
        if not other < own or (smaller.family, smaller.link) != (self.family, self.link):
            raise ArgumentError(
                "smaller is no part of this model; expected the same family and link, and some of "
                f"the terms {', '.join(sorted(own - {'1'}))}"
            )
        return self.test(sorted(own - other), method=method)

    def bic(self, largest: "Model") -> float:
        """Return Lumley and Scott's BIC, by the largest model that is considered.

        Raises
        ------
        ArgumentError
            When this model is no part of the largest.
        """
        return bic(self._fitted, _model("largest", largest)._fitted)

    def predict(self, new: Any, *, scale: str = "response") -> Estimates:
        """Predict the outcome of other rows.

        Parameters
        ----------
        new : DataFrame or list of dict
            A row each, with the predictors by label or code.
        scale : {"response", "link"}
            Means, or the linear predictor.

        Raises
        ------
        ArgumentError
            When a predictor is missing, or has a level that the model does not know.
        """
        refuse_unknown("scale", scale, _SCALES)
        frame = pd.DataFrame(new)
        shares = scale == "response" and self._of_shares
        said = Said(f"predictions; {self.how}", "proportion" if shares else "value")
        return row_estimates(self._fitted, frame, scale, said)

    def predictions(
        self,
        variable: str | None = None,
        *,
        at: Sequence[Any] | None = None,
        averaging: str = "fixed",
    ) -> Estimates:
        """Estimate predictive margins: the mean outcome if everybody had one value of a predictor.

        Parameters
        ----------
        variable : str, optional
            A predictor; without, the mean of the predictions as they are.
        at : list, optional
            Its values; by default the levels of a factor.
        averaging : {"fixed", "sampled"}
            Whether the standard error takes the rows that are averaged over as they are, as Stata's
            margins does by default, or as a sample, too, as R's svypredmeans does.

        Raises
        ------
        ArgumentError
            When the variable is no predictor, or a number without values to predict at.

        References
        ----------
        Graubard & Korn (1999), Biometrics 55:652–659.
        """
        averages = [Average("all", [part_of(self._fitted, frame_of(self._fitted))])]
        if variable is not None:
            averages = at_values(self._fitted, variable, at)
        said = Said(f"predictive margins; {self.how}", "proportion" if self._of_shares else "value")
        label = "average" if variable is None else variable
        return average_estimates(self._fitted, averages, label, said, averaging)

    def contrasts(self, variable: str, *, averaging: str = "fixed") -> Estimates:
        """Estimate how predictive margins of a factor differ from that of its first level.

        Raises
        ------
        ArgumentError
            When the variable is no factor of the model.
        """
        if not levels_of(self._fitted, variable):
            raise ArgumentError(f"{variable!r} is a number; use margins({variable!r})")
        said = Said(
            f"differences of predictive margins; {self.how}",
            "points" if self._of_shares else "value",
            tested=True,
        )
        found = differences(self._fitted, variable)
        return average_estimates(self._fitted, found, "contrast", said, averaging)

    def margins(
        self, variables: str | Sequence[str] | None = None, *, averaging: str = "fixed"
    ) -> Estimates:
        """Estimate average marginal effects: what one unit more of a predictor does to the mean.

        Parameters
        ----------
        variables : str or list of str, optional
            Predictors; by default all. A factor has the difference of each level from the first.
        averaging : {"fixed", "sampled"}
            As in ``predictions``.

        Raises
        ------
        ArgumentError
            When one is no predictor, or does not vary.
        """
        if variables is None:
            variables = predictors_of(self._fitted.rows.coded.formula)
        named = [variables] if isinstance(variables, str) else listed_values("variables", variables)
        averages: list[Average] = []
        for name in named:
            if levels_of(self._fitted, name):
                averages += [
                    Average(f"{name}: {each.label}", each.parts)
                    for each in differences(self._fitted, name)
                ]
            else:
                averages.append(slope(self._fitted, name))
        said = Said(f"average marginal effects; {self.how}", tested=True)
        return average_estimates(self._fitted, averages, "variable", said, averaging)

    def contrast(self, weights: ArrayLike, *, labels: Sequence[str] | None = None) -> Estimates:
        """Estimate linear combinations of the coefficients, on the scale of the link.

        Parameters
        ----------
        weights : (k,) or (m, k) array_like
            A weight for each coefficient, in the order of the table.
        labels : sequence of str, optional
            Names of the combinations.

        Raises
        ------
        ArgumentError
            When there is not a weight for each coefficient.
        """
        size = len(self._fitted.fit.names)
        try:
            matrix = np.atleast_2d(np.asarray(weights, dtype=float))
        except (TypeError, ValueError):
            raise ArgumentError(f"weights is {described(weights)}; expected numbers") from None
        if matrix.ndim != 2 or matrix.shape[1] != size or not np.isfinite(matrix).all():
            raise ArgumentError(
                f"weights has shape {matrix.shape}; expected a number for each of {size} "
                "coefficients"
            )
        names = [f"contrast {row + 1}" for row in range(len(matrix))]
        if labels is not None:
            names = listed_values("labels", labels)
        if len(names) != len(matrix):
            raise ArgumentError(f"labels has {len(names)} names for {len(matrix)} combinations")
        return linear_estimates(
            self._fitted, matrix, names, Said(f"contrasts; {self.how}", tested=True)
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, on how many rows, and what a reader must know."""
        rows, fit = self._fitted.rows, self._fitted.fit
        left = f"; {rows.missing:,} rows left out for lack of an answer" if rows.missing else ""
        kind = self.kind[:1].upper() + self.kind[1:]
        notes = [f"{name} repeats other terms and was left out" for name in fit.left_out]
        notes += filter(None, [self._too_many])
        told = f"{kind} of {rows.outcome_words} (n = {len(rows.at):,}{left})"
        return tuple(map(with_stop, (told, *notes)))

    @property
    def _too_many(self) -> str:
        """Say that there are too many coefficients for the design, if there are."""
        count = len(self._fitted.fit.names)
        if self.df > 0:
            return ""
        return (
            f"{count} coefficients are more than the {self.df - 1 + count:.10g} degrees of freedom "
            "of the design bear: no limits and no tests; use fewer predictors"
        )

    def __repr__(self) -> str:
        """Return the sentences and the table of coefficients."""
        return "\n".join([*map(shown_text, self.sentences), repr(self.table)])

    def _repr_html_(self) -> str:
        return f"{said_as_html(self.sentences)}{self.table._repr_html_()}"

    @property
    def _of_shares(self) -> bool:
        return FAMILIES[self.family].range == (0.0, 1.0)


def _model(name: str, value: Any) -> Model:
    """Return a model, or say what is given in its place."""
    if not isinstance(value, Model):
        raise ArgumentError(f"{name} is {described(value)}; expected a Model")
    return value


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a model is asked for; see ``Survey.glm``."""

    formula: str
    family: str
    link: str | None
    exponentiate: bool
    where: Any
    missing: str
    confidence_level: float
    df: str


def fit_model(of: Subpopulation, wanted: Wanted) -> Model:
    """Fit a generalised linear model; see ``Survey.glm``.

    Raises
    ------
    ArgumentError, DataError
    """
    refuse_unknown("df", wanted.df, DEGREES)
    if of.groups:
        raise ArgumentError(
            "a model is of all rows together, and the survey is grouped; use where= for each group"
        )
    own, link = family_and_link(wanted.family, wanted.link)
    if wanted.exponentiate and not link.ratio:
        raise ArgumentError(
            f"exponentiate is for links whose coefficients are ratios (logit, log, cloglog), and "
            f"the link is {link.key}; leave it out"
        )
    request = request_of(
        of,
        {
            "where": wanted.where,
            "missing": wanted.missing,
            "confidence_level": wanted.confidence_level,
            "df": "design" if wanted.df == "design" else "domain",
        },
    )
    rows = model_rows(request, rows_in_memory(of), read_formula(wanted.formula))
    model = Model(
        formula=wanted.formula,
        family=own.key,
        link=link.key,
        _fitted=fitted(request, rows, own.key, link.key),
        _exponentiate=wanted.exponentiate,
    )
    if model._too_many:
        warn(model._too_many, ToplineWarning, stacklevel=4)
    return model
