"""Quantiles, inequality and poverty, as methods of ``Survey``."""

from contextlib import suppress
from typing import Any, Unpack

import numpy as np

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...statistics.inequality.entropy import atkinson, theil
from ...statistics.inequality.ordered import GINI, lorenz_curve, share_ratio
from ..estimators.inequality import poverty
from ..estimators.inequality.concentration import estimate_ordered
from ..estimators.inequality.entropy import estimate_entropy
from ..estimators.quantiles.quantiles import estimate_quantiles
from ..estimators.request import Asked, Options, names_of

_MOST_AVERSE = 20  # beyond it the one lowest value decides, by powers that no float holds


class EstimatingDistributions(Asked):
    """What a distribution is like in a subpopulation."""

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
        return self._estimates(options, estimate_quantiles, variables, q, rule, method)

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
        return self._estimates(options, estimate_quantiles, variables, 0.5, rule, method)

    def gini(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the Gini coefficient: 0 where everybody has the same, 1 where one has all.

        It is that of the weighted distribution, without a correction of small samples: the mean
        difference of two people over twice the mean. Values below 0 are fine as long as the total
        is above 0, and then it may pass 1.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns, such as incomes.
        **options
            See ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.

        References
        ----------
        Langel & Tillé (2013), Journal of the Royal Statistical Society A 176:521–540.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> incomes = pd.DataFrame({"income": [10, 20, 30, 40]})
        >>> Survey(incomes).gini("income")["income"].estimate
        0.25
        """
        return self._estimates(options, estimate_ordered, GINI, names_of(variables))

    def lorenz(self, variables: Any, shares: Any = None, **options: Unpack[Options]) -> Estimates:
        """Estimate the Lorenz curve: which part of the total the lowest shares of people have.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns, such as incomes.
        shares : sequence of float, optional
            Of people from the lowest up, 0.1 to 0.9 by default; the column "quantile" names each
            row's.
        **options
            See ``Options``.

        References
        ----------
        Langel & Tillé (2011), Journal of Statistical Planning and Inference 141:2976–2985.
        """
        at = np.ones(1)
        with suppress(TypeError, ValueError):
            at = np.atleast_1d(np.asarray(np.arange(1, 10) / 10 if shares is None else shares))
        if at.dtype.kind not in "iuf" or at.ndim != 1 or not ((at > 0) & (at < 1)).all():
            raise ArgumentError(
                f"shares is {described(shares)}; expected shares between 0 and 1, such as "
                "[0.2, 0.4, 0.6, 0.8]"
            )
        points = at.astype(float)
        curve = lorenz_curve(points)
        return self._estimates(options, estimate_ordered, curve, names_of(variables), points)

    def share_ratio(
        self, variables: Any, share: float = 0.2, **options: Unpack[Options]
    ) -> Estimates:
        """Estimate the total of the highest share of people over that of the lowest, S80/S20.

        Of people who have just the quantile as many count as the share lacks, so that rounded
        incomes do not make one group larger than the other.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns, such as incomes.
        share : float, default 0.2
            Of people; 0.1 for the ratio of tenths.
        **options
            See ``Options``.

        References
        ----------
        Langel & Tillé (2011), Journal of Statistical Planning and Inference 141:2976–2985.
        """
        good = isinstance(share, (int, float)) and not isinstance(share, bool)
        if not good or not 0 < share <= 0.5:
            raise ArgumentError(
                f"share is {described(share)}; expected a share above 0, at most 0.5, such as 0.2"
            )
        measure = share_ratio(float(share))
        return self._estimates(options, estimate_ordered, measure, names_of(variables))

    def theil(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate Theil's index of inequality, of values of 0 or more.

        References
        ----------
        Theil (1967), Economics and Information Theory, chapter 4; Biewen & Jenkins (2006), Oxford
        Bulletin of Economics and Statistics 68:371–383.
        """
        return self._estimates(options, estimate_entropy, theil(), names_of(variables))

    def atkinson(
        self, variables: Any, aversion: float = 1.0, **options: Unpack[Options]
    ) -> Estimates:
        """Estimate Atkinson's index: the part of the mean that could go without loss of welfare.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns of values above 0; of 0, too, with an aversion below 1.
        aversion : float, default 1
            To inequality, above 0 and at most 20; the higher, the more the lowest count.
        **options
            See ``Options``.

        References
        ----------
        Atkinson (1970), Journal of Economic Theory 2:244–263; Biewen & Jenkins (2006), Oxford
        Bulletin of Economics and Statistics 68:371–383.
        """
        number = as_number(aversion)
        if isinstance(aversion, bool) or not 0 < number <= _MOST_AVERSE:
            expected = f"a number above 0, at most {_MOST_AVERSE}, such as 0.5 or 1"
            raise ArgumentError(f"aversion is {described(aversion)}; expected {expected}")
        return self._estimates(options, estimate_entropy, atkinson(number), names_of(variables))

    def poverty_line(
        self,
        variables: Any,
        *,
        part: float = 0.6,
        share: float = 0.5,
        **options: Unpack[Options],
    ) -> Estimates:
        """Estimate the line below which people are at risk of poverty: 60 % of the median.

        With `by` it is each group's own; the rates of groups take everybody's.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns, such as equivalised incomes.
        part, share : float
            Part of which quantile: 0.6 of the median by default.
        **options
            See ``Options``.
        """
        line = poverty.poverty_line(part, share, None)
        return self._estimates(options, poverty.estimate_line, line, names_of(variables))

    def poverty_rate(
        self,
        variables: Any,
        *,
        line: float | None = None,
        part: float = 0.6,
        share: float = 0.5,
        **options: Unpack[Options],
    ) -> Estimates:
        """Estimate the share of people below the poverty line of the whole survey.

        The line is a part of everybody's median, whatever `by` and `where` ask about, and its
        sampling error is part of that of the rates.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns, such as equivalised incomes.
        line : float, optional
            A line that is known, in the unit of the variables; without sampling error.
        part, share : float
            Part of which quantile: 0.6 of the median by default.
        **options
            See ``Options``.

        References
        ----------
        Osier (2009), Survey Research Methods 3:167–195, for the linearised form; the slopes are
        those of Woodruff (1952), JASA 47:635–646.
        """
        where = poverty.poverty_line(part, share, line)
        return self._estimates(options, poverty.estimate_rate, where, names_of(variables))

    def poverty_gap(
        self,
        variables: Any,
        *,
        line: float | None = None,
        part: float = 0.6,
        share: float = 0.5,
        **options: Unpack[Options],
    ) -> Estimates:
        """Estimate how far the median of the poor is below the line, as a part of the line.

        Parameters are those of ``poverty_rate``. This is the relative median at-risk-of-poverty gap
        of the European Union's statistics.

        References
        ----------
        Osier (2009), Survey Research Methods 3:167–195.
        """
        where = poverty.poverty_line(part, share, line)
        return self._estimates(options, poverty.estimate_gap, where, names_of(variables))
