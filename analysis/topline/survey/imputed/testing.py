"""Tests and tables of several versions of the data, pooled: methods of ``ImputedSurvey``."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...arguments import check_one_of, described
from ...errors import ArgumentError
from ...statistics.comparisons.significance import Significance
from ..cells.nested import RAO_SCOTT
from ..crosstab.crosstab import Crosstab
from ..estimators.request import Request, request_of
from ..hypotheses.chi_square import TableAsked, known
from ..hypotheses.rank_test import RankHypothesis
from ..hypotheses.t_test import MeanHypothesis
from ..outcomes.answers import AskedOf
from ..survival.curves import SurvivalCurves, log_rank_of
from .models import model_of_versions
from .rules import Rules
from .survival import pooled_curves
from .tables import pooled_crosstab
from .tests import (
    pooled_chi_square,
    pooled_goodness_of_fit,
    pooled_log_rank,
    pooled_rank_test,
    pooled_t_test,
)


class TestingVersions:
    """Tests, crosstabs and survival curves; each takes what ``Survey``'s does."""

    surveys: tuple[Any, ...]

    @property
    def _rules(self) -> Rules:
        raise NotImplementedError

    def _requests(self, **options: Any) -> list[Request]:
        """Return what is asked of each version."""
        return [request_of(survey._of, options) for survey in self.surveys]  # type: ignore[arg-type]

    def crosstab(self, rows: Any, columns: Any = None, **options: Any) -> Crosstab:
        """Cross-tabulate a question: cells as those of ``proportion``, letters by pooled errors.

        Bases are those of the version with the fewest respondents; a note says where they differ.
        ``test()`` and ``tests()`` are those of ``chi_square``.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.crosstab``; when versions have other rows or columns than the first.
        """
        return pooled_crosstab(
            self.surveys, self._rules, {"rows": rows, "columns": columns} | options
        )

    def kaplan_meier(self, formula: str, *, times: Any = None, **options: Any) -> SurvivalCurves:
        """Estimate survival curves, pooled at each time on the scale of log(−log S).

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.kaplan_meier``; when versions have other groups than the first.

        References
        ----------
        Marshall, Altman, Holder & Royston (2009), BMC Medical Research Methodology 9:57; Morisot et
        al. (2015), BMC Medical Research Methodology 15:54.
        """

        def curves_of(survey: Any, at: Any) -> SurvivalCurves:
            found: SurvivalCurves = survey.kaplan_meier(formula, times=at, **options)
            return found

        return pooled_curves(curves_of, self.surveys, times, self._rules)

    def t_test(
        self,
        variable: str,
        *,
        by: str | None = None,
        value: float = 0.0,
        paired: str | None = None,
        missing: str = "drop",
        alternative: str = "two-sided",
        **options: Any,
    ) -> Significance:
        """Test a mean, the means of two groups or more, or the difference of pairs, pooled.

        One mean or difference is that of ``mean`` and its ``compare``, on the degrees of freedom of
        Barnard and Rubin; those of more groups are tested by D₁.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.t_test``; when versions have other groups than the first.

        References
        ----------
        Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007), Biometrika 94:502–508.
        """
        tested = MeanHypothesis(
            variable=variable,
            by=by,
            value=value,
            paired=paired,
            missing=missing,
            alternative=alternative,
        )
        return pooled_t_test(self._requests(**options), tested, self._rules)

    def rank_test(
        self,
        variable: str,
        by: str,
        *,
        method: str = "wilcoxon",
        missing: str = "drop",
        ties: str = "weight",
        **options: Any,
    ) -> Significance:
        """Test whether groups differ in location by the ranks of their answers, pooled as means.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.rank_test``; when versions have other groups than the first.
        """
        tested = RankHypothesis(variable=variable, by=by, method=method, missing=missing, ties=ties)
        return pooled_rank_test(self._requests(**options), tested, self._rules)

    def chi_square(
        self,
        rows: str,
        columns: str,
        *,
        method: str = "F",
        where: Any = None,
        missing: str = "drop",
    ) -> Significance:
        """Test whether two categorical variables are independent, by D₁.

        The statistic is that of the pooled shares (of "Wald" and "adjWald", residuals) under their
        mean sampling covariance, divided by 1 + r: what the imputations add to what it is expected
        to be were nothing to be found. An answer that a version lacks has a share of 0 in it.

        Returns
        -------
        Significance
            Of "Chisq" F too where the versions differ: few of them leave few degrees of freedom.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.chi_square``.

        References
        ----------
        Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007), Biometrika 94:502–508; the
        test of one version as in ``Survey.chi_square``.
        """
        asked = TableAsked.of(rows, columns, method)
        requests = self._requests(where=where, missing=missing)
        return known(pooled_chi_square(requests, asked, self._rules))

    def goodness_of_fit(
        self,
        variable: str,
        shares: Mapping[Any, float],
        *,
        method: str = "F",
        where: Any = None,
        missing: str = "drop",
    ) -> Significance:
        """Test whether the shares of a variable are those given, as ``chi_square`` tests tables.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.goodness_of_fit``.
        """
        check_one_of("method", method, RAO_SCOTT)
        requests = self._requests(where=where, missing=missing)
        return pooled_goodness_of_fit(requests, variable, shares, method, self._rules)

    def log_rank_test(
        self, formula: str, *, rho: float = 0.0, gamma: float = 0.0, **options: Any
    ) -> Significance:
        """Test that survival curves of groups are the same, by D₁ of events less those expected.

        Raises
        ------
        ArgumentError, DataError
            As in ``Survey.log_rank_test``; when versions have other groups than the first.
        """
        found = [
            log_rank_of(survey._of, formula, rho=rho, gamma=gamma, asked=AskedOf.of({**options}))
            for survey in self.surveys
        ]
        return pooled_log_rank(found, self._rules)

    def term_test(
        self, fit: Callable[[Any], Any], terms: str | Sequence[str] | None = None, **options: Any
    ) -> Significance:
        """Test some terms of a model by D₁, fitted to each version.

        Parameters
        ----------
        fit : callable
            Takes the ``Survey`` of a version; returns a model, as ``lambda one: one.logistic("y ~ x
            + region")``.
        terms : str or list of str, optional
            As ``test`` of the model takes them, as "region"; of a log-linear model None tests its
            fit to the table.
        **options
            As ``test`` of the model takes them; all but log-linear ones are tested by Wald's.

        Raises
        ------
        ArgumentError, DataError
            As in ``Model.test``.

        References
        ----------
        Li, Raghunathan & Rubin (1991), JASA 86:1065–1073; Reiter (2007), Biometrika 94:502–508.
        """
        if not callable(fit):
            raise ArgumentError(
                f"fit is {described(fit)}; expected a function of a survey, as lambda one: "
                "one.logistic('y ~ x + region')"
            )
        model: Any = model_of_versions([fit(survey) for survey in self.surveys], self._rules)
        found: Significance = model.test(terms, **options)
        return found
