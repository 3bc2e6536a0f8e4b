"""Samples that chose themselves, as methods of ``Survey``: always a model, no margin of error."""

from collections.abc import Sequence
from typing import Any, Self

from ...estimates.estimates import Estimates
from ...statistics.core.arguments import check_confidence_level
from ..checks.rows import rows_in_memory
from ..estimators.request import names_of
from ..models.predictors import model_of
from ..nonprobability.doubly_robust import DoublyRobust, doubly_robust
from ..nonprobability.pseudo_weights import PseudoWeighting
from ..nonprobability.samples import samples_of
from ..weighting.apply import weighted
from .respondents import Respondents


class SelfSelected(Respondents):
    """What a reference sample tells of who takes part."""

    def with_pseudo_weights(self, reference: Any, model: str | Sequence[str]) -> Self:
        """Return an opt-in survey with weights 1/π of who takes part, beside a reference sample.

        π is the propensity to take part of people alike in the predictors, so that the sample
        becomes as the reference sample says that the population is. It is a model: people who are
        alike in the predictors are supposed to differ in nothing else.

        Parameters
        ----------
        reference : Survey or DataFrame
            A sample drawn at random from the same population, whose weights add up to it; or a
            table with a row for each of its people.
        model : str or list of str
            Predictors that both have: columns, or a formula (``topline[models]``).

        Returns
        -------
        Survey
            Of the sample type "opt_in", unless it said "mixed". Variances know that π is fitted and
            that the reference is a sample; the respondents count as drawn with replacement.

        Raises
        ------
        ArgumentError
            When the respondents were drawn at random or are weighted, a predictor is missing, or
            nobody of some kind is in the reference sample.

        References
        ----------
        Chen, Li & Wu (2020), JASA 115:2011–2021, eq. 4 and theorem 1.
        """
        step = PseudoWeighting(
            reference=reference, model=model_of(model, rows_in_memory(self._of).data)
        )
        kind = "mixed" if self._of.design.sample_type == "mixed" else "opt_in"
        return self._holding(weighted(self._of, step)).with_sample_type(kind)

    def doubly_robust(
        self,
        variables: str | Sequence[str],
        reference: Any,
        model: str | Sequence[str],
        *,
        outcome: str | Sequence[str] | None = None,
        family: str = "gaussian",
        population: float | None = None,
        confidence_level: float = 0.95,
        interval: str | None = None,
    ) -> Estimates:
        """Estimate means and shares of an opt-in survey by two models, one of which must be right.

        The mean of what an outcome model predicts for the reference sample, corrected by what it
        misses in the sample, under weights 1/π: right where either the model of who takes part or
        that of the answers is.

        Parameters
        ----------
        variables : str or list of str
            Numbers, whose means, and answers, whose shares are estimated.
        reference, model
            As in ``with_pseudo_weights``.
        outcome : str or list of str, optional
            Predictors of the answers; by default those of `model`.
        family : {"gaussian", "binomial", ...}
            Of the outcome model: of the default, shares of one question add up to 1.
        population : float, optional
            People in the population, where that is known.
        confidence_level, interval
            As in ``Options``.

        Returns
        -------
        Estimates
            Their variance is that under the model of who takes part, the reference sample's design
            in it. It is no margin of error, and every table says so.

        Raises
        ------
        ArgumentError
            As ``with_pseudo_weights``, and when an outcome model cannot be fitted.

        References
        ----------
        Chen, Li & Wu (2020), JASA 115:2011–2021, eq. 13 and theorem 2.
        """
        rows = rows_in_memory(self._of)
        of_model = model_of(model, rows.data)
        asked = DoublyRobust(
            variables=names_of(variables),
            model=of_model,
            outcome=of_model if outcome is None else model_of(outcome, rows.data),
            family=family,
            population=population,
            confidence_level=check_confidence_level(confidence_level),
            interval=interval,
        )
        return doubly_robust(asked, samples_of(rows, reference))
