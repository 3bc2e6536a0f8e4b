"""Weighting, as methods of ``Survey``: each returns another survey, whose design knows of it."""

from collections.abc import Mapping
from typing import Any, Self

from ...arguments import check_number, check_text
from ..models.predictors import one_sided
from ..weighting.calibrating import Calibration
from ..weighting.engines.step import weighted
from ..weighting.raking import Raking
from ..weighting.targets import targets_of, totals_of, uncertain
from .adjusting import Adjusting


class Weighting(Adjusting):
    """Weights of a survey brought to what is known of its population."""

    def rake(
        self,
        targets: Any,
        *,
        cap: float | None = None,
        bounds: tuple[float, float] | None = None,
        bounds_on: str = "g",
        by: str | None = None,
        missing: str = "error",
        total: float | str | None = None,
        residuals: str = "design",
        targets_variance: bool = False,
        tolerance: float = 1e-10,
        max_iterations: int = 100,
    ) -> Self:
        """Return the survey with weights raked to the margins of its population.

        Every later estimate knows of it: the variance is that of residuals on the margins, and a
        margin's own share has a standard error of 0. Replicate weights are raked one by one.

        Parameters
        ----------
        targets : Targets, mapping, DataFrame or path
            ``{"sex": {"f": 0.51, "m": 0.49}, "age": {...}}``: shares, percents or counts, told
            apart by their sums; categories by label or code. ``("sex", "age")`` is a joint margin,
            of pairs. What ``read_targets`` reads, or a table of variable, category and target. With
            `by`, such a mapping for each group.
        cap : float, optional
            Largest weight, in multiples of the mean weight, met together with the margins.
        bounds : (float, float), optional
            Least and largest factor on the weight, or weight.
        bounds_on : {"g", "weight"}
            What `bounds` are for.
        by : str, optional
            Column of groups, such as countries or waves, each raked to its own targets.
        missing : {"error", "keep", "drop", "category"}
            Respondents without an answer to a margin: refused; left with the share they have in
            it; given weight 0; or a category None of its own target, or its share so far.
        total : {"weights", "n"} or float, optional
            What the weights add up to; by default what counts add up to, with shares and with
            percents of groups the weights so far, and with other percents 100.
        residuals : {"design", "calibrated"}
            Weights of the regression on the margins in the variance: those before, as R's
            calibrate has them, or those after. Both are right in large samples.
        targets_variance : bool, default False
            Whether targets that are estimates, as those of ``targets_from``, add their own variance
            B'VB to that of later estimates. Replicate weights get further replicates for it.
        tolerance : float, default 1e-10
            Largest gap, relative to its target.
        max_iterations : int, default 100

        Raises
        ------
        ArgumentError
            When targets cannot be met: before raking, where that can be seen, naming margin,
            category and amount; else with the largest gap. Weights that miss a margin are never
            returned.

        References
        ----------
        Deville, Särndal & Sautory (1993), JASA 88:1013–1020; variance: Deville & Särndal (1992),
        JASA 87:376–382.

        Examples
        --------
        >>> import pandas as pd
        >>> data = pd.DataFrame({"sex": ["f", "f", "f", "m"], "note": ["yes", "no", "no", "yes"]})
        >>> raked = Survey(data).rake({"sex": {"f": 0.5, "m": 0.5}})
        >>> raked.weights.round(3).tolist()
        [0.667, 0.667, 0.667, 2.0]
        """
        step = Raking(
            targets=targets_of(targets, by),
            cap=cap,
            bounds=bounds,
            bounds_on=bounds_on,
            by=by,
            missing=missing,
            total=total,
            residuals=residuals,
            uncertain=uncertain(targets, by, targets_variance),
            tolerance=tolerance,
            max_iterations=max_iterations,
        )
        return self._holding(weighted(self._of, step))

    def post_stratify(
        self,
        targets: Any,
        *,
        by: str | None = None,
        missing: str = "error",
        total: float | str | None = None,
        residuals: str = "design",
        targets_variance: bool = False,
    ) -> Self:
        """Return the survey with weights brought to the size of each post-stratum.

        Parameters
        ----------
        targets : mapping, DataFrame or path
            Of one variable, or of the cells of several: ``{("sex", "age"): {("f", "18-34"): 100,
            ...}}``.
        by, missing, total, residuals, targets_variance
            As in ``rake``.

        Raises
        ------
        ArgumentError
            When targets are of several margins, which ``rake`` brings together, or cannot be met.

        References
        ----------
        Holt & Smith (1979), JRSS A 142:33–46; Valliant (1993), JASA 88:89–96 (variance).
        """
        step = Raking(
            targets=targets_of(targets, by, most=1),
            by=by,
            missing=missing,
            total=total,
            residuals=residuals,
            kind="post_stratify",
            uncertain=uncertain(targets, by, targets_variance),
        )
        return self._holding(weighted(self._of, step))

    def calibrate(
        self,
        totals: Any,
        *,
        formula: str | None = None,
        total: float | None = None,
        distance: str = "linear",
        bounds: tuple[float, float] | None = None,
        bounds_on: str = "g",
        by: str | None = None,
        same_within: str | None = None,
        variance: str | None = None,
        residuals: str = "design",
        targets_variance: bool = False,
        cost: Mapping[str, float] | None = None,
        tolerance: float = 1e-10,
        max_iterations: int = 100,
    ) -> Self:
        """Return the survey with weights calibrated to totals of numbers and of answers.

        The weights are those of least distance from the weights so far that meet the totals;
        the linear distance is the regression estimator (GREG). Every later estimate takes the
        variance of residuals on the variables; replicate weights are calibrated one by one.

        Parameters
        ----------
        totals : mapping, Targets, DataFrame or Survey
            ``{"income": 3.2e9, "sex": {"f": 5100, "m": 4900}}``: of a number its total, of answers
            the people of each. With `by`, such a mapping for each group. With a `formula` by the
            names of its variables, as R or formulaic have them; or the people of the population, as
            a table or a survey, whose totals are taken.
        formula : str, optional
            Variables to calibrate on: ``"~ age_group * sex + bs(income, df=4)"``, for which
            ``topline[models]`` must be installed.
        total : float, optional
            People in the population, where no answers say it.
        distance : {"linear", "raking", "logit"}
            Raking keeps weights above 0; logit keeps factors inside the bounds it needs.
        bounds : (float, float), optional
            Least and largest factor on the weight, or weight.
        bounds_on : {"g", "weight"}
            What `bounds` are for.
        by : str, optional
            Column of groups, each calibrated to its own totals.
        same_within : str, optional
            Column of households, whose members all get one weight (integrated weighting).
        variance : str, optional
            Column of the variance of each row in the model behind, up to a factor: the variable of
            the only total makes the ratio estimator. By default all are alike.
        residuals, targets_variance
            As in ``rake``.
        cost : mapping of str to float, optional
            Ridge calibration: the cost of missing the totals of a variable, beside the distance;
            those that are not named are met exactly.
        tolerance, max_iterations
            As in ``rake``.

        Raises
        ------
        ArgumentError
            When totals cannot be met, or a variable is missing in some rows.

        References
        ----------
        Deville & Särndal (1992), JASA 87:376–382; Lemaître & Dufour (1987), Survey Methodology
        13:199–207 (one weight a household).
        """
        for name, column in {"variance": variance, "same_within": same_within}.items():
            if column is not None:
                check_text(name, column, expected="the name of a column")
        if total is not None:
            check_number("total", total, 0, expected="the people in the population")
        asked = None if formula is None else one_sided(formula)
        given, own = totals_of(totals, by, asked, targets_variance)
        step = Calibration(
            totals=given,
            formula=asked,
            uncertain=own,
            total=total,
            distance=distance,
            bounds=bounds,
            bounds_on=bounds_on,
            by=by,
            same_within=same_within,
            variance=variance,
            residuals=residuals,
            cost=cost,
            tolerance=tolerance,
            max_iterations=max_iterations,
        )
        return self._holding(weighted(self._of, step))
