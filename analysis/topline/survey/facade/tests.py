"""Tests of hypotheses, as methods of ``Survey``."""

from collections.abc import Mapping
from typing import Any

from ...statistics.comparisons.significance import Significance
from ..cells.goodness import GivenShares
from ..design.subpopulation import Subpopulation
from ..estimators.request import Options, request_of
from ..hypotheses.chi_square import TableAsked
from ..hypotheses.groups import Hypothesis
from ..hypotheses.rank_test import RankHypothesis
from ..hypotheses.t_test import MeanHypothesis


class Testing:
    """Tests in a subpopulation."""

    _of: Subpopulation

    def _tested(self, options: Options, hypothesis: Hypothesis) -> Significance:
        """Return the test of a hypothesis in the rows that the options ask for."""
        return hypothesis.test(request_of(self._of, options))

    def chi_square(
        self,
        rows: str,
        columns: str,
        *,
        method: str = "F",
        where: Any = None,
        missing: str = "drop",
    ) -> Significance:
        """Test whether two categorical variables are independent in the population.

        "F", the default, is the test to use. Pearson's statistic is that of as many respondents as
        answered both; R's is of as many as there are rows, with the same p-value. Rows and columns
        that nobody is in are left out.

        Parameters
        ----------
        rows, columns : str
            Categorical columns.
        method : {"F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"}
            Rao and Scott's second- or first-order correction of Pearson's χ², Wald's test of the
            residuals, the same adjusted for few degrees of freedom, or Pearson's χ² with its whole
            distribution, computed or approximated. The last two allow for the degrees of freedom of
            the variance as "F" does, for replicate weights as well; a design of infinite ``df``
            gives the asymptotic distribution.
        where : (n,) bool, str or callable, optional
            A subpopulation; the design stays that of the whole.
        missing : {"drop", "fail", "category"}
            Whether rows without an answer are left out (default), refused, or a category.

        Returns
        -------
        Significance
            ``statistic``, ``df`` (NaN for a sum of weighted χ²), ``df2`` of F, ``p_value``, and
            ``n``, those who answered both. ``notes`` say where the approximation is poor.

        Raises
        ------
        ArgumentError
            When a column or the method is unknown, or the survey is grouped.
        DataError
            When a column has no answers, fewer than two rows or columns have respondents, or the
            design leaves no variance or degrees of freedom to test with, as where all who give one
            answer give the same other.

        References
        ----------
        See ``STATISTICS[method].source``.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"sex": list("fmfmfmfm"), "vote": list("yynnyyny")})
        >>> round(Survey(data).chi_square("sex", "vote").p_value, 3)
        0.516
        """
        options: Options = {"where": where, "missing": missing}
        return self._tested(options, TableAsked.of(rows, columns, method))

    def goodness_of_fit(
        self,
        variable: str,
        shares: Mapping[Any, float],
        *,
        method: str = "F",
        where: Any = None,
        missing: str = "drop",
    ) -> Significance:
        """Test whether the shares of a variable are those given, as those of a census.

        Parameters
        ----------
        variable : str
            Categorical column.
        shares : mapping of label to float
            What is expected of each answer: shares, percents or counts, taken as parts of their
            sum.
        method : {"F", "Chisq", "lincom", "saddlepoint"}
            As in ``chi_square``.
        where : (n,) bool, str or callable, optional
            A subpopulation; the design stays that of the whole.
        missing : {"drop", "fail", "category"}
            Whether rows without an answer are left out (default), refused, or a category.

        Returns
        -------
        Significance

        Raises
        ------
        ArgumentError
            When the column is unknown, or an answer has no share or one of 0.
        DataError
            When nobody answered, or the design leaves no variance to test with, as where weights
            were brought to these shares.

        References
        ----------
        Rao & Scott (1981), JASA 76:221–230; Thomas & Rao (1987), JASA 82:630–636.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"sex": list("ffffffmm")})
        >>> round(Survey(data).goodness_of_fit("sex", {"f": 0.5, "m": 0.5}).p_value, 3)
        0.175
        """
        options: Options = {"where": where, "missing": missing}
        return self._tested(options, GivenShares(variable, shares, method))

    def t_test(
        self,
        variable: str,
        *,
        by: str | None = None,
        value: float = 0.0,
        paired: str | None = None,
        where: Any = None,
        missing: str = "drop",
        alternative: str = "two-sided",
        confidence_level: float = 0.95,
        df: str = "domain",
    ) -> Significance:
        """Test a mean, the means of two groups or more, or the difference of paired answers.

        The difference of two groups has Satterthwaite's degrees of freedom of theirs, as
        ``Estimates.compare`` has: three against a hundred know hardly more than three. Where the
        groups share clusters or strata these are at most those of the group that knows most, and
        one fewer than the whole design's, which R's ``svyttest`` of a whole sample has; R gives a
        small group of other units all of the design's, with which 3 are found to differ from 100
        others at 5 % in 22 of 100 surveys where nothing differs (here in 10, and of 5 in 8). Of one
        sample and of pairs they are R's, one fewer than the design's; the interval of
        ``Survey.mean`` has the one more that its mean is due.
        Of k groups an F test is made that all means are the same, on k − 1 and ν − k + 1 degrees
        of freedom, as by R's ``regTermTest`` of a ``svyglm``; where groups know less than that it
        is Welch's. Of groups of 5, 50 and 50 that do not differ R's finds a difference at 5 % in 12
        of 100 surveys, Welch's in 8; of five groups of 5 in 19 and 9.

        Parameters
        ----------
        variable : str
            Numeric column.
        by : str, optional
            Column of groups: of two, the second's mean less the first's is tested; of more, whether
            all means are the same.
        value : float, default 0.0
            The mean or difference of the null hypothesis; 0 of more than two groups.
        paired : str, optional
            Column of each respondent's other answer, which is taken from `variable`.
        where : (n,) bool, str or callable, optional
            A subpopulation; the design stays that of the whole.
        missing : {"drop", "fail"}
            Whether rows without an answer or a group are left out (default) or refused.
        alternative : {"two-sided", "greater", "less"}
            What holds where the null hypothesis does not.
        confidence_level : float, default 0.95
            Between 0 and 1.
        df : {"domain", "design"}
            Whether groups are tested on the degrees of freedom of their own (default), or on one
            fewer than the design's for each difference, as by R.

        Returns
        -------
        Significance
            t; ``estimate``, the mean, the mean difference of pairs, or that of the second group
            less the first, with its ``std_error`` and limits. Of more than two groups F, with
            ``df`` and ``df2``.

        Raises
        ------
        ArgumentError
            When a column or option is unknown, or there is one group.
        DataError
            When a column holds no numbers, nobody answered, or nothing is known of the variance of
            a group: all its answers are the same, or in one sampled unit.

        References
        ----------
        Korn & Graubard (1999), Analysis of Health Surveys, section 3.3; Welch (1951), Biometrika
        38:330–336.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"sex": ["f", "f", "f", "m", "m"], "age": [30, 40, 50, 20, 30]})
        >>> Survey(data).t_test("age", by="sex").estimate
        -15.0
        """
        tested = MeanHypothesis(
            variable=variable,
            by=by,
            value=value,
            paired=paired,
            missing=missing,
            alternative=alternative,
        )
        options: Options = {"where": where, "confidence_level": confidence_level, "df": df}
        return self._tested(options, tested)

    def rank_test(
        self,
        variable: str,
        by: str,
        *,
        method: str = "wilcoxon",
        where: Any = None,
        missing: str = "drop",
        ties: str = "weight",
        df: str = "domain",
    ) -> Significance:
        """Test whether groups differ in location by the ranks of their answers.

        Scores are compared as means are, on the degrees of freedom of ``t_test``: R's
        ``svyranktest`` finds 3 to differ from 100 others at 5 % in 25 of 100 surveys where nothing
        differs (here in 13), 5 in 14 (8) and 10 of 210 in 9 (7).

        Parameters
        ----------
        variable : str
            Numeric column.
        by : str
            Column of two or more groups.
        method : {"wilcoxon", "kruskal_wallis", "van_der_waerden", "median"}
            Scores of the ranks: the ranks (for two groups and for more), their normal quantiles, or
            whether they are above the median.
        where : (n,) bool, str or callable, optional
            A subpopulation; the design stays that of the whole.
        missing : {"drop", "fail"}
            Whether rows without an answer or a group are left out (default) or refused.
        ties : {"weight", "rows"}
            Rank of equal answers: the middle of their weights (default), or the mean of their ranks
            in the order of the rows, as R's ``svyranktest`` has it, whose result changes with that
            order where weights differ.
        df : {"domain", "design"}
            As in ``t_test``: of the groups' own (default), or R's.

        Returns
        -------
        Significance
            t of two groups, with ``estimate``, the mean score of the second less that of the first,
            and ``std_error``; F of more, Wald's χ² over ``df``, the groups less one.

        Raises
        ------
        ArgumentError
            When a column or option is unknown, or there is one group.
        DataError
            When a column holds no numbers, nobody answered, or nothing is known of the variance of
            a group: all its answers are the same, or in one sampled unit.

        References
        ----------
        Lumley & Scott (2013), Biometrika 100:831–842.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"sex": list("fffmmm"), "age": [30, 40, 50, 20, 30, 35]})
        >>> round(Survey(data).rank_test("age", "sex").p_value, 3)
        0.176
        """
        tested = RankHypothesis(variable=variable, by=by, method=method, missing=missing, ties=ties)
        return self._tested({"where": where, "df": df}, tested)
