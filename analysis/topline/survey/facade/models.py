"""Models, as methods of ``Survey``."""

from typing import Any, Unpack

from ..cells.loglinear import LoglinearModel, loglinear_model
from ..design.subpopulation import Subpopulation
from ..models.asked import Wanted
from ..models.engines.asked import fit_model
from ..models.model import Model
from ..outcomes.answers import AskedOf, ModelOptions, fit_multinomial_model, fit_ordinal_model
from ..outcomes.likely import LikelihoodModel
from ..survival.models import fit_cox_model, fit_survival_model


class GlmOptions(ModelOptions, total=False):
    """What generalised linear models take besides their formula and family."""

    link: str | None
    exponentiate: bool


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
            ``ns(age, knots=[30, 50])``, ``cr(age, df=3)``, ``log sqrt exp center scale``. It is
            read and never run. Columns of words, or of codes that all have labels, are factors in
            their own order, whose first level is the reference. Of an outcome of two answers the
            second is modelled; an outcome may be a condition: ``"vote == 'yes' ~ age"``.
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

    def linear(self, formula: str, **options: Unpack[GlmOptions]) -> Model:
        """Fit a linear regression: ``glm`` of the Gaussian family."""
        return self.glm(formula, family="gaussian", **options)

    def logistic(self, formula: str, **options: Unpack[GlmOptions]) -> Model:
        """Fit a logistic regression: ``glm`` of the binomial family."""
        return self.glm(formula, family="binomial", **options)

    def poisson(self, formula: str, **options: Unpack[GlmOptions]) -> Model:
        """Fit a Poisson regression of counts or rates: ``glm`` of the Poisson family."""
        return self.glm(formula, family="poisson", **options)

    def ordinal(
        self,
        formula: str,
        *,
        link: str = "logit",
        exponentiate: bool = False,
        **options: Unpack[ModelOptions],
    ) -> LikelihoodModel:
        """Fit a model of answers in order, with its variance by the design.

        P(answer ≤ j) = F(θ_j − x'β): one slope for every cut point, so that a positive coefficient
        goes with higher answers (proportional odds where the link is "logit"). The cut points, as
        "low|high", follow the slopes.

        Parameters
        ----------
        formula : str
            ``"answers ~ predictors"``, as in ``glm``; answers in their own order.
        link : {"logit", "probit", "cloglog", "loglog"}
            R's svyolr calls "loglog" cloglog.
        exponentiate : bool, default False
            Whether the table has ratios of odds (of hazards with "cloglog"), without cut points.
        **options
            `where`, `missing`, `confidence_level` and `df`, as in ``glm``.

        Raises
        ------
        ArgumentError, DataError
            As in ``glm``.

        References
        ----------
        McCullagh (1980), JRSS B 42:109–142; Binder (1983), International Statistical Review
        51:279–292 (variance).

        Examples
        --------
        >>> import pandas as pd
        >>> data = pd.DataFrame({"y": [1, 2, 1, 3, 2, 3, 1, 2], "x": [1, 2, 3, 4, 5, 6, 7, 8]})
        >>> Survey(data).ordinal("y ~ x").table.table["estimate"].round(3).tolist()
        [0.108, -0.035, 1.643]
        """
        asked = AskedOf.of(options)
        return fit_ordinal_model(
            self._of, formula, link=link, exponentiate=exponentiate, asked=asked
        )

    def multinomial(
        self,
        formula: str,
        *,
        base: Any = None,
        exponentiate: bool = False,
        **options: Unpack[ModelOptions],
    ) -> LikelihoodModel:
        """Fit a model of answers without an order: log-odds of each against one of them.

        Parameters
        ----------
        formula : str
            ``"answers ~ predictors"``, as in ``glm``.
        base : optional
            The answer that the others are compared with; by default the first.
        exponentiate : bool, default False
            Whether the table has ratios of odds against the base.
        **options
            As in ``ordinal``.

        Raises
        ------
        ArgumentError, DataError
            As in ``glm``.
        """
        asked = AskedOf.of(options)
        return fit_multinomial_model(
            self._of, formula, base=base, exponentiate=exponentiate, asked=asked
        )

    def loglinear(self, formula: str, **options: Unpack[ModelOptions]) -> LoglinearModel:
        """Fit a log-linear model of a table, with its variance by the design.

        log(share of a cell) is a sum of effects of its categories and of their combinations, each
        of which adds up to 0 over the categories. Variables without a common term are independent
        given the others.

        Parameters
        ----------
        formula : str
            ``"~ age + vote"`` (independent) or ``"~ age * vote"``: categorical columns joined by
            ``+ * :``.
        **options
            `where`, `missing`, `confidence_level` and `df`, as in ``glm``.

        Raises
        ------
        ArgumentError, DataError
            When the formula is not of categorical columns, nobody answered, or a term has a cell of
            nobody, so that its effects are not finite.

        References
        ----------
        Bishop, Fienberg & Holland (1975), Discrete Multivariate Analysis; Rao & Scott (1984),
        Annals of Statistics 12:46–60.

        Examples
        --------
        >>> import pandas as pd
        >>> data = pd.DataFrame({"sex": list("fmfmffmm"), "vote": list("yynnyyny")})
        >>> Survey(data).loglinear("~ sex * vote").table.table["estimate"].round(3).tolist()
        [-0.137, -0.275, -0.275]
        """
        return loglinear_model(AskedOf.of(options).request(self._of), formula)

    def cox(
        self,
        formula: str,
        *,
        ties: str = "efron",
        exponentiate: bool = False,
        **options: Unpack[ModelOptions],
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
        self, formula: str, *, distribution: str = "weibull", **options: Unpack[ModelOptions]
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
