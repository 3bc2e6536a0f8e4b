"""Models whose coefficients are the most likely ones: what they are asked for, as ``Model`` is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...arguments import described, listed_values
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...language.message import Capital, Message
from ...spoken import SpokenTable, rows_left_out, with_stop
from ...statistics.comparisons.significance import Significance
from ..data.columns import FloatArray
from ..estimators.request import words_of
from ..models.averages import Said
from ..models.coefficients import coefficient_estimates
from ..models.elsewhere import at_values, effects_of, new_rows
from ..models.fit import MostLikely
from ..models.terms import Way, one_level_notes, term_test, terms_beyond
from .shares import AnswerShares


class AnswerEffects:
    """Predictions and margins of a model, fitted once or to each version of the data."""

    @property
    def how(self) -> str:
        """How the model was fitted, in words."""
        raise NotImplementedError

    def _of_each(self, made: Callable[[AnswerShares], Estimates]) -> Estimates:
        """Return what is made of the shares that the fit predicts, or of those of several pooled.

        Raises
        ------
        ArgumentError
            When the model predicts none.
        """
        raise NotImplementedError

    def predict(self, new: Any) -> Estimates:
        """Predict the share of each answer, of ordinal and multinomial models, in other rows.

        Parameters
        ----------
        new : DataFrame or list of dict
            A row each, with the predictors by label or code.

        Raises
        ------
        ArgumentError
            When the model is of times, or a predictor is missing, or has an unknown level.
        """
        frame, said = new_rows(new), Said(Message("predictions; {how}", how=self.how), "proportion")
        return self._of_each(lambda shares: shares.rows(frame, said))

    def predictions(
        self, variable: str | None = None, *, at: Sequence[Any] | None = None
    ) -> Estimates:
        """Estimate the share of each answer if everybody had one value of a predictor.

        Averages are over the rows used as they are, with the delta method in the coefficients, as
        Stata's margins has them.

        Parameters
        ----------
        variable : str, optional
            A predictor; without, the mean of the predictions as they are.
        at : list, optional
            Its values; by default the levels of a factor.

        Raises
        ------
        ArgumentError
            When the model is of times, the variable is no predictor, or a number without values.
        """
        said = Said(Message("predictive margins; {how}", how=self.how), "proportion")
        label = "average" if variable is None else variable
        return self._of_each(
            lambda shares: shares.averages(at_values(shares.of, variable, at), label, said)
        )

    def margins(self, variables: str | Sequence[str] | None = None) -> Estimates:
        """Estimate what one unit more of a predictor does to the share of each answer, on average.

        Parameters
        ----------
        variables : str or list of str, optional
            Predictors; by default all. A factor has the difference of each level from the first.

        Raises
        ------
        ArgumentError
            When the model is of times, or one is no predictor, or does not vary.
        """
        said = Said(Message("average marginal effects; {how}", how=self.how), tested=True)
        return self._of_each(
            lambda shares: shares.averages(effects_of(shares.of, variables), "variable", said)
        )


@answering_class
@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class LikelihoodModel(AnswerEffects, SpokenTable, ChartAtHand):
    """A model of a survey, fitted by the largest weighted likelihood.

    Attributes
    ----------
    formula : str
    kind : str
        What kind of regression it is, in words.
    """

    formula: str
    kind: str
    _fitted: MostLikely = field(repr=False)
    _labels: pd.DataFrame = field(repr=False)
    _exponentiate: bool = False
    _shares: AnswerShares | None = field(default=None, repr=False)
    _ratios: str = field(default="", repr=False)
    _charts = ("coefficients",)

    @property
    def table(self) -> Estimates:
        """The coefficients: estimate, limits, statistic and p-value of each `term`.

        Where the model was asked for with ``exponentiate=True``, ratios.
        """
        return coefficient_estimates(
            self._fitted, self.how, exponentiate=self._exponentiate, labels=self._labels
        )

    @property
    def coefficients(self) -> Estimates:
        """The coefficients on their own scale, whatever the table has."""
        return coefficient_estimates(self._fitted, self.how, labels=self._labels)

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance of the coefficients by the design."""
        return self._fitted.covariance.copy()

    @property
    def log_likelihood(self) -> float:
        """Σ w·ℓ for weights of mean 1."""
        return self._fitted.fit.log_likelihood

    @property
    def deviance(self) -> float:
        """−2 Σ w·ℓ for weights of mean 1."""
        return self._fitted.fit.deviance

    @property
    def df(self) -> float:
        """Degrees of freedom of tests and limits."""
        return self._fitted.df

    @property
    def n(self) -> int:
        """Rows that were used."""
        return len(self._fitted.rows.at)

    @property
    def ratios(self) -> str:
        """What ratios its table has, in words; "" where it has coefficients."""
        return Message(self._ratios) if self._exponentiate else ""

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
            Terms of the formula.
        method : {"wald", "rao-scott-lrt", "working-wald"}
            As in ``Model.test``; the likelihood of Cox's model is the partial one.
        df : float, optional
            Denominator degrees of freedom; by default the model's, ``numpy.inf`` for χ².
        tail : {"saddlepoint", "exact"}
            As in ``Model.test``.

        Raises
        ------
        ArgumentError
            When a term or the method is unknown.
        DataError
            When the design leaves too few degrees of freedom.
        """
        named = [terms] if isinstance(terms, str) else listed_values("terms", terms)
        return term_test(self._fitted, named, Way(method, df, tail), self.how)

    def compare(self, smaller: "LikelihoodModel", *, method: str = "rao-scott-lrt") -> Significance:
        """Test this model against one without some of its terms.

        Parameters
        ----------
        smaller : LikelihoodModel
            Of the same survey, rows and kind, with some of the terms.
        method : str
            As in ``test``.

        Raises
        ------
        ArgumentError
            When the other is no part of this model, or was fitted to other rows.
        """
        if not isinstance(smaller, LikelihoodModel):
            raise ArgumentError(f"smaller is {described(smaller)}; expected a LikelihoodModel")
        return self.test(terms_beyond(self, smaller), method=method)

    def _of_each(self, made: Callable[[AnswerShares], Estimates]) -> Estimates:
        if self._shares is None:
            raise ArgumentError(
                "shares of answers are predicted by models of ordinal() and multinomial(), and "
                f"this is {self.kind}; its coefficients are in .table"
            )
        return made(self._shares)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was modelled, on how many rows, and what a reader must know."""
        rows = self._fitted.rows
        told = Message(
            "{kind} of {outcome} (n = {n}{left})",
            kind=Capital(self.kind),
            outcome=rows.outcome_words,
            n=self.n,
            left=rows_left_out(rows.missing),
        )
        notes: list[str] = [
            *one_level_notes(rows.coded.terms),
            *(
                Message("{name} repeats other terms and was left out", name=name)
                for name in self._fitted.own.left_out
            ),
        ]
        notes += filter(None, [self._fitted.few_note])
        return tuple(map(with_stop, (told, *notes)))
