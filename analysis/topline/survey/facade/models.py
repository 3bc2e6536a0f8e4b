"""Models, as methods of ``Survey``."""

from typing import Any

from ..design.subpopulation import Subpopulation
from ..models.asked import Wanted, fit_model
from ..models.model import Model


class Modelling:
    """Models of a subpopulation."""

    _of: Subpopulation

    def glm(
        self,
        formula: str,
        *,
        family: str = "gaussian",
        link: str | None = None,
        exponentiate: bool = False,
        where: Any = None,
        missing: str = "drop",
        confidence_level: float = 0.95,
        df: str = "residual",
    ) -> Model:
        """Fit a generalised linear model, with its variance by the design.

        Parameters
        ----------
        formula : str
            ``"outcome ~ predictors"``, as in R: ``+ : * ^``, ``0 +``, ``offset(log(days))``,
            ``C(region, "north")``, ``I(age > 40)``, ``poly(age, 2)``, ``bs(age, df=4)``,
            ``cr(age, df=3)``, ``log sqrt exp center scale``. It is read and never run. Columns of
            words, or of codes that all have labels, are factors in their own order, whose first
            level is the reference. Of an outcome of two answers the second is modelled; an outcome
            may be a condition: ``"vote == 'yes' ~ age"``.
        family : str
            "gaussian", "binomial", "poisson", "gamma" or "inverse_gaussian"; "quasibinomial" and
            "quasipoisson" are the same as theirs, for the design gives the variance.
        link : str, optional
            "identity", "logit", "probit", "cloglog", "log", "inverse" or "inverse_squared"; by
            default the family's own.
        exponentiate : bool, default False
            Whether the table has exp(coefficient): odds ratios, rate ratios or ratios of means.
        where : (n,) bool, str or callable, optional
            A subpopulation; the design stays that of the whole.
        missing : {"drop", "fail"}
            Whether rows without an answer to the outcome or a predictor are left out and counted,
            or refused.
        confidence_level : float, default 0.95
            Between 0 and 1.
        df : {"residual", "design"}
            Degrees of freedom of limits and tests: the design's, plus 1, less the coefficients, as
            in R; or the design's, as in Stata.

        Raises
        ------
        ArgumentError
            When the formula cannot be read or names no column, outcomes are none of the family's,
            predictors tell outcomes apart completely, or the fit does not converge.
        DataError
            When a column holds no numbers, or rows lack an answer and missing="fail".

        References
        ----------
        Binder (1983), International Statistical Review 51:279–292; Lumley & Scott (2017),
        Statistical Science 32:265–278.

        Examples
        --------
        >>> import pandas as pd
        >>> data = pd.DataFrame({"y": [1, 2, 4, 3, 6, 5], "x": [1, 2, 3, 4, 5, 6]})
        >>> Survey(data).glm("y ~ x").table.table["estimate"].round(3).tolist()
        [0.6, 0.829]
        """
        wanted = Wanted(
            formula=formula,
            family=family,
            link=link,
            exponentiate=exponentiate,
            where=where,
            missing=missing,
            confidence_level=confidence_level,
            df=df,
        )
        return fit_model(self._of, wanted)

    def linear(self, formula: str, **options: Any) -> Model:
        """Fit a linear regression: ``glm`` of the Gaussian family."""
        return self.glm(formula, family="gaussian", **options)

    def logistic(self, formula: str, **options: Any) -> Model:
        """Fit a logistic regression: ``glm`` of the binomial family."""
        return self.glm(formula, family="binomial", **options)

    def poisson(self, formula: str, **options: Any) -> Model:
        """Fit a Poisson regression of counts or rates: ``glm`` of the Poisson family."""
        return self.glm(formula, family="poisson", **options)
