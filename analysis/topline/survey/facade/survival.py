"""The time until something happens, as methods of ``Survey``."""

from collections.abc import Callable
from typing import Any, Unpack

from ...statistics.comparisons.significance import Significance
from ..design.subpopulation import Subpopulation
from ..outcomes.answers import AskedOf, ModelOptions
from ..survival.curves import SurvivalCurves, kaplan_meier_curves
from ..survival.log_rank import LogRank, log_rank_of


class Surviving:
    """Survival curves of a subpopulation."""

    _of: Subpopulation

    def _curves(
        self, made: Callable[[Subpopulation, Any], SurvivalCurves], times: Any
    ) -> SurvivalCurves:
        """Return curves, told at these times."""
        return made(self._of, times)

    def _log_rank(self, made: Callable[[Subpopulation], LogRank]) -> Significance:
        """Return the test that the curves are the same."""
        return made(self._of).test()

    def kaplan_meier(
        self,
        formula: str,
        *,
        times: Any = None,
        estimator: str = "kaplan-meier",
        **options: Unpack[ModelOptions],
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
        return self._curves(
            lambda of, at: kaplan_meier_curves(
                of, formula, times=at, estimator=estimator, asked=asked
            ),
            times,
        )

    def log_rank_test(
        self,
        formula: str,
        *,
        rho: float = 0.0,
        gamma: float = 0.0,
        method: str = "Chisq",
        **options: Unpack[ModelOptions],
    ) -> Significance:
        """Test that survival curves of groups are the same.

        Parameters
        ----------
        formula : str
            ``"time, event ~ group"``.
        rho, gamma : float
            Times are weighted by S^rho·(1 − S)^gamma: 0 and 0 is the log-rank test.
        method : {"Chisq", "F"}
            χ² of the events of each group less those expected, as R's svylogrank has it, or
            Hotelling's F of them: with few sampled units χ² finds a difference too often, which
            ``notes`` say.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``cox``; when there is one group, or the design leaves no degrees of freedom.

        References
        ----------
        Rader (2014), Methods for Analyzing Survival and Binary Data in Complex Surveys,
        dissertation, Harvard University.
        """
        asked = AskedOf.of(options)
        return self._log_rank(
            lambda of: log_rank_of(of, formula, rho=rho, gamma=gamma, method=method, asked=asked)
        )
