"""Means, totals, shares and other estimates, as methods of ``Survey``."""

from typing import Any, Unpack

from ...estimates.estimates import Estimates
from ..cells.agreement import estimate_kappa
from ..cells.flows import estimate_flows, estimate_net_change
from ..cells.odds import estimate_odds_ratio
from ..estimators.consistency import estimate_alpha
from ..estimators.request import Asked, Options, names_of
from ..estimators.shares import estimate_shares
from ..estimators.values import estimate_correlation, estimate_rate_of_events, estimate_values


class Estimating(Asked):
    """Estimates of a subpopulation."""

    def mean(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the mean of numeric variables.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns; each is estimated from those who answered it.
        **options
            `by`, `where`, `missing`, `confidence_level`, `interval`, `design_effect`: ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.
        """
        return self._estimates(
            options, estimate_values, "mean", [(name,) for name in names_of(variables)]
        )

    def total(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate population totals of numeric variables, or of the categories of others.

        A categorical or text column gives the estimated number of people in each category.
        """
        return self._estimates(
            options, estimate_values, "total", [(name,) for name in names_of(variables)]
        )

    def ratio(self, numerator: str, denominator: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the ratio of two totals, as of income to household members."""
        return self._estimates(options, estimate_values, "ratio", [(numerator, denominator)])

    def variance(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population variance of numeric variables, as R's svyvar does."""
        return self._estimates(
            options, estimate_values, "variance", [(name,) for name in names_of(variables)]
        )

    def standard_deviation(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population standard deviation of numeric variables."""
        names = [(name,) for name in names_of(variables)]
        return self._estimates(options, estimate_values, "standard_deviation", names)

    def covariance(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the population covariance of two numeric variables."""
        return self._estimates(options, estimate_values, "covariance", [(first, second)])

    def correlation(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate Pearson's correlation of two numeric variables.

        `interval` is by default "fisher_z", Student's on the scale of artanh r, whose limits stay
        between −1 and 1 and hold the truth as often as they say where that is near to one of them;
        "t" is the other.

        References
        ----------
        Fisher (1921), Metron 1:3–32.
        """
        return self._estimates(options, estimate_correlation, first, second)

    def cronbach_alpha(self, items: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate Cronbach's alpha, how far the items of a scale go together.

        Parameters
        ----------
        items : list of str
            Two or more numeric columns, turned the same way; of those who answered all.
        **options
            See ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When there are fewer than two items, or one holds no numbers.

        References
        ----------
        Cronbach (1951), Psychometrika 16:297–334.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"q1": [1, 2, 4, 5], "q2": [2, 2, 4, 4], "q3": [1, 3, 3, 5]})
        >>> Survey(data).cronbach_alpha(["q1", "q2", "q3"]).table["estimate"].round(3).tolist()
        [0.949]
        """
        return self._estimates(options, estimate_alpha, names_of(items, "item"))

    def rate(
        self, events: str, exposure: str, *, per: float = 1.0, **options: Unpack[Options]
    ) -> Estimates:
        """Estimate a rate of events, as accidents per 1,000 person-years: a ratio of totals.

        Parameters
        ----------
        events, exposure : str
            Numeric columns: how often it happened to each, and for how long it could have.
        per : float, default 1.0
            Units of exposure that the rate is told of.
        **options
            See ``Options``. `interval` is by default "poisson", exact limits of the count that has
            the rate's coefficient of variation; "log" and "t" are the others.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or per is not above 0.

        References
        ----------
        Garwood (1936), Biometrika 28:437–442; Korn & Graubard (1998), Survey Methodology
        24:193–201 (limits at an effective count).

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"falls": [0, 1, 0, 2, 0, 0], "years": [1, 2, 1, 3, 2, 1]})
        >>> Survey(data).rate("falls", "years", per=100).table["estimate"].tolist()
        [30.0]
        """
        return self._estimates(options, estimate_rate_of_events, events, exposure, per)

    def count(self, **options: Unpack[Options]) -> Estimates:
        """Estimate how many people there are, as in each group; its interval is on the log scale.

        Where the weights of the sample fix a number, as in a stratum, it has no sampling error.
        """
        return self._estimates(options, estimate_values, "count", [()])

    def proportion(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the share of people in every category of a variable.

        Parameters
        ----------
        variables : str or list of str, or mapping of str to condition
            Categorical columns; or conditions, whose share alone is estimated: in words, such as
            ``"age >= 18"``, or by a name, ``{"adult": "age >= 18"}``.
        **options
            See ``Options``. `interval` is "logit" (default), "beta" (Korn and Graubard's),
            "wilson", "likelihood", "arcsine", "mean" (estimate ± t·std_error) or another method
            for one proportion; `missing="category"` makes no answer a category of its own.
        """
        return self._estimates(options, estimate_shares, variables)

    def kappa(
        self, first: str, second: str, *, weights: str | None = None, **options: Unpack[Options]
    ) -> Estimates:
        """Estimate Cohen's kappa, how far two columns with the same answers agree.

        It is 1 where all pairs of answers are the same, and 0 where as many are as of independent
        answers.

        Parameters
        ----------
        first, second : str
            Categorical columns, such as what two coders made of each answer.
        weights : {None, "linear", "quadratic"}
            Whether answers that differ all disagree alike, or as many steps, or their square, as
            lie between them in their order.
        **options
            See ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When the columns have no two answers in common, or no common order and weights need one.

        References
        ----------
        Cohen (1968), Psychological Bulletin 70:213–220.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"a": list("yynnyn"), "b": list("yynnnn")})
        >>> Survey(data).kappa("a", "b").table["estimate"].round(3).tolist()
        [0.667]
        """
        return self._estimates(options, estimate_kappa, first, second, weights)

    def odds_ratio(
        self, exposure: str, outcome: str, *, within: Any = (), **options: Unpack[Options]
    ) -> Estimates:
        """Estimate an odds ratio, or within groups the common one of Mantel and Haenszel.

        It compares the odds of the outcome's second answer of those with the exposure's second
        answer with those of the first, as an odds ratio of ``logistic`` does. The table has the
        test that it is 1, and the interval is on the log scale. Whether the ratio is the same in
        all groups is asked of ``loglinear("~ exposure * outcome * group").test(
        "exposure:outcome:group")``.

        Parameters
        ----------
        exposure, outcome : str
            Columns of two answers each.
        within : str or list of str, optional
            Columns whose combinations are the groups.
        **options
            See ``Options``; without `by`.

        Raises
        ------
        ArgumentError, DataError
            When a column has not two answers, or no group has what a ratio needs.

        References
        ----------
        Mantel & Haenszel (1959), Journal of the National Cancer Institute 22:719–748.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"smokes": list("nnnnyyyy"), "coughs": list("nnnynyyy")})
        >>> Survey(data).odds_ratio("smokes", "coughs").table["estimate"].round(3).tolist()
        [9.0]
        """
        groups = names_of(within, "within")
        return self._estimates(options, estimate_odds_ratio, exposure, outcome, groups)

    def flows(self, before: str, after: str, **options: Unpack[Options]) -> Estimates:
        """Estimate which shares of all went from one answer to another (gross flows).

        Parameters
        ----------
        before, after : str
            Columns of the same respondents' answers at two times.
        **options
            See ``Options``. A row of each pair of answers, in the columns "earlier" and "later".

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or nobody answered both.
        """
        return self._estimates(options, estimate_flows, before, after)

    def net_change(self, before: str, after: str, **options: Unpack[Options]) -> Estimates:
        """Estimate by how much the share of each answer is higher after than before.

        Of those who answered both; the covariance of the two answers of a person is in the
        standard error. Of two samples that share some people or clusters, put one below the other
        and compare ``proportion(by=wave)``: units of the same name are one.

        Parameters
        ----------
        before, after : str
            Columns of the same respondents' answers at two times.
        **options
            See ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown, or the two have no answer in common.
        """
        return self._estimates(options, estimate_net_change, before, after)
