"""Models of the time until something happens, as methods of ``Survey``."""

from typing import Any

from ...statistics.comparisons.significance import Significance
from ..design.subpopulation import Subpopulation
from ..outcomes.answers import AskedOf
from ..outcomes.likely import LikelihoodModel
from ..survival.curves import SurvivalCurves, kaplan_meier_curves, log_rank
from ..survival.models import fit_cox_model, fit_survival_model


class Surviving:
    """Times in a subpopulation."""

    _of: Subpopulation

    def cox(
        self, formula: str, *, ties: str = "efron", exponentiate: bool = False, **options: Any
    ) -> LikelihoodModel:
        """Fit proportional hazards, with the variance by the design.

        Parameters
        ----------
        formula : str
            ``"time, event ~ predictors"``: a column of times, and a column of 0 and 1 or a
            condition, as ``"days, status > 0 ~ log(bili) + age"``.
        ties : {"efron", "breslow"}
            How events at one time share those at risk.
        exponentiate : bool, default False
            Whether the table has hazard ratios.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``glm``; when times are negative, or nothing happens to anybody.

        References
        ----------
        Binder (1992), Biometrika 79:139–147.
        """
        asked = AskedOf.of(options)
        return fit_cox_model(self._of, formula, ties=ties, exponentiate=exponentiate, asked=asked)

    def survival_regression(
        self, formula: str, *, distribution: str = "weibull", **options: Any
    ) -> LikelihoodModel:
        """Fit log T = x'β + σ·W of a stated law, with the variance by the design.

        Parameters
        ----------
        formula : str
            As in ``cox``.
        distribution : {"weibull", "exponential", "lognormal", "loglogistic"}
            The law of T; log σ is the last coefficient, but of an exponential law, whose σ is 1.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``cox``; when a time is 0.
        """
        asked = AskedOf.of(options)
        return fit_survival_model(self._of, formula, distribution=distribution, asked=asked)

    def kaplan_meier(
        self, formula: str, *, times: Any = None, estimator: str = "kaplan-meier", **options: Any
    ) -> SurvivalCurves:
        """Estimate survival curves, with their variance by the design.

        Parameters
        ----------
        formula : str
            ``"time, event ~ group"``, or ``"time, event ~ 1"`` for everybody together.
        times : float or list, optional
            When to tell it; by default at the events, at most 200 of them, and fewer of more than
            250,000 respondents.
        estimator : {"kaplan-meier", "hazard"}
            The product of those left, or exp of the cumulated hazard, which R's svykm gives.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``cox``.

        References
        ----------
        Kaplan & Meier (1958), JASA 53:457–481; Williams (1995), Lifetime Data Analysis 1:171–186
        (variance).
        """
        asked = AskedOf.of(options)
        return kaplan_meier_curves(self._of, formula, times=times, estimator=estimator, asked=asked)

    def log_rank_test(
        self, formula: str, *, rho: float = 0.0, gamma: float = 0.0, **options: Any
    ) -> Significance:
        """Test that survival curves of groups are the same.

        Parameters
        ----------
        formula : str
            ``"time, event ~ group"``.
        rho, gamma : float
            Times are weighted by S^rho·(1 − S)^gamma: 0 and 0 is the log-rank test.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``cox``; when there is one group.

        References
        ----------
        Rader (2014), Methods for Analyzing Survival and Binary Data in Complex Surveys,
        dissertation, Harvard University.
        """
        asked = AskedOf.of(options)
        return log_rank(self._of, formula, rho=rho, gamma=gamma, asked=asked)
