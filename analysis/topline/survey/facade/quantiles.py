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
            averages two values where exactly a share q is, "hf4" to "hf9" interpolate.
        method : {"woodruff", "replicate"}
            Woodruff's interval; or the spread of the quantile itself under the replicate weights,
            for which jackknives are not valid.
        **options
            See ``Options``. `interval` of the share that Woodruff's rests on is "mean" (default:
            share ± t·std_error; no limit where it leaves 0 to 1), "xlogit", "beta" (Korn and
            Graubard's) or "asin".

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.

        References
        ----------
        Woodruff (1952), JASA 47:635–646; Dorfman & Valliant (1993), ASA Proceedings of the Section
        on Survey Research Methods, 866–871.

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
