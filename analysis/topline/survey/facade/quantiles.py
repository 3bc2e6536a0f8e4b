"""Quantiles and medians, as methods of ``Survey``."""

from typing import Any, Unpack

from ...estimates.estimates import Estimates
from ..design.subpopulation import Subpopulation
from ..estimators.quantiles.quantiles import estimate_quantiles
from ..estimators.request import Options, request_of


class EstimatingQuantiles:
    """Quantiles of a subpopulation."""

    _of: Subpopulation

    def quantile(
        self,
        variables: Any,
        q: Any,
        *,
        rule: str = "math",
        method: str = "woodruff",
        **options: Unpack[Options],
    ) -> Estimates:
        """Estimate quantiles of numeric variables.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns; each is estimated from those who answered it.
        q : float or sequence of float
            Shares from 0 to 1, such as 0.9 for what 90 % are at or below; the column "quantile"
            names each row's.
        rule : str, default "math"
            Key of ``RULES``: "math" takes the least value with a share q at or below it, "school"
            averages two values where exactly a share q is, "hf1" to "hf9" are the definitions of
            Hyndman and Fan, "survey_hf3" what R's svyquantile calls hf3.
        method : {"woodruff", "replicate"}
            Intervals by the share of people at or below; or the spread of the quantile itself
            under the replicate weights, for which jackknives are not valid.
        **options
            See ``Options``. `interval` is by default "mean", Woodruff's by the share ± t·std_error
            (no limit where it leaves 0 to 1), and "order_statistics" where an answer is one of few
            values: where that at the quantile, given by two or more, holds more of the weight than
            half a standard error √(q(1 − q)/n*) of the share at the quantile. The column "interval"
            says which it is. Named, one is taken whatever the answers: "mean", "xlogit", "beta"
            (Korn and Graubard's) and "asin" are those of R's svyquantile.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.

        References
        ----------
        Woodruff (1952), JASA 47:635–646; Dorfman & Valliant (1993), ASA Proceedings of the Section
        on Survey Research Methods, 866–871; Thompson (1936), Annals of Mathematical Statistics
        7:122–128; Francisco & Fuller (1991), Annals of Statistics 19:454–469; Hyndman & Fan (1996),
        American Statistician 50:361–365.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"income": [10, 20, 30, 40, 90], "weight": [1, 1, 1, 1, 4]})
        >>> found = Survey(data, weights="weight").quantile("income", [0.25, 0.5], rule="school")
        >>> found.table["estimate"].tolist()
        [25.0, 65.0]
        """
        return estimate_quantiles(request_of(self._of, options), variables, q, rule, method)

    def median(
        self,
        variables: Any,
        *,
        rule: str = "math",
        method: str = "woodruff",
        **options: Unpack[Options],
    ) -> Estimates:
        """Estimate medians: ``quantile`` at 0.5, which says what the options do.

        With rule="school" an even number of equal weights gives the mean of the middle two answers.
        """
        return estimate_quantiles(request_of(self._of, options), variables, 0.5, rule, method)
