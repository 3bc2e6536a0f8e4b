"""The one result: a tidy table of estimates, their covariance, and how they were made.

Both doors, published figures and microdata, end here; charts, tables and reports start here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from numpy.typing import ArrayLike

from ..arguments import check_text
from ..calls import answering_class
from ..language.message import Message, as_message
from ..statistics.comparisons.adjust import pick_adjustment
from ..statistics.core.arguments import check_confidence_level
from .algebra.compared import Rule, compared
from .algebra.comparisons import Asked, pairs_of
from .algebra.contrasts import contrast_row, weight_vector
from .algebra.delta import function_row
from .algebra.nets import Boxes, box_sums, net_sums
from .algebra.standardising import standard_sums
from .algebra.sums import Sums, summed
from .rows import check_shares, keys_changed, limits
from .scale import Scale
from .schema import FloatArray
from .table import EstimatesTable


@answering_class
@dataclass(frozen=True, eq=False, repr=False, init=False)
class Estimates(EstimatesTable):
    """Estimates with their intervals, covariance and provenance; a value that never changes.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per estimate: label columns, then the columns of ``SCHEMA`` (checked and cast).
        What a reader must know stands in ``reasons``, codes of ``REASONS`` with a blank between
        two, none by default; ``flag`` is made from them.
    covariance : Covariance, (k, k) array_like or callable, optional
        Covariance of the estimates in row order; NaN where it is not known. By default the
        squared standard errors and NaN elsewhere. A function that returns it is called on demand.
    method : str
        In words, how the estimates were made.
    notes, scales, most_df, sample_type : sequence of str; mapping of str to Scale; float; str
        What a reader must know of the variables; the order of their answers; degrees of freedom
        that nothing made of them exceeds; how all were drawn, as in ``Survey``.

    Raises
    ------
    DataError
        When a column is missing or of another type, a reason unknown, ``flag`` given without
        reasons, limits out of order, or the covariance of another shape.
    """

    def with_interval(
        self,
        confidence_level: float | None = None,
        method: str | None = None,
        *,
        mean_method: str | None = None,
    ) -> "Estimates":
        """Return the same estimates with intervals of another level or method.

        Parameters
        ----------
        confidence_level : float, optional
            By default each row keeps its own.
        method : str, optional
            As ``interval`` of ``Survey.proportion`` for shares, and of ``Survey.mean`` for values:
            the same name gives the same limits. ``methods("estimates")`` lists the names.
        mean_method : str, optional
            A key of ``methods("mean")``, for rows that are means of respondents' estimates.

        Raises
        ------
        ArgumentError
            When the level or method is unknown, no row is one the method is for, or the rows have
            not what it needs: shares between 0 and 1, of a base above 0.
        """
        table = self._table.assign(interval=keys_changed(self._table, method, mean_method))
        if confidence_level is not None:
            level = check_confidence_level(confidence_level)
            levels = table["confidence_level"]
            table["confidence_level"] = levels.where(levels.isna(), level)
        check_shares(table)
        low, high = limits(table)
        return self._made(table.assign(ci_low=low, ci_high=high), self._covariance)

    def contrast(
        self,
        weights: Mapping[str, float] | ArrayLike,
        *,
        label: str = "contrast",
        confidence_level: float = 0.95,
    ) -> "Estimates":
        """Estimate a weighted sum of the estimates, such as a difference, with its interval.

        The variance is L V Lᵀ. Where a covariance is not known, as between two answers of one
        published survey, the largest it can be is used, and the flag says "at most". The interval
        also covers every value that prints as published.

        Parameters
        ----------
        weights : mapping or (k,) array_like
            Weight per row: by its name (first label column that tells all apart), or in order.
        label : str, default "contrast"
            Name of the resulting row.
        confidence_level : float, default 0.95
            Between 0 and 1.

        Returns
        -------
        Estimates
            One row, labelled `label`.

        Raises
        ------
        ArgumentError
            When a name is not a row, or there is not one weight per row.

        Examples
        --------
        >>> import pandas as pd
        >>> figures = pd.DataFrame({"figure_id": ["a", "b"], "survey_id": ["one", "two"],
        ...     "percent": [63, 52], "n": 400, "unit": "share_of_respondents"})
        >>> from topline import estimate_figures
        >>> lead = estimate_figures(figures).contrast({"a": 1, "b": -1})
        >>> round(float(lead.table["estimate"].iloc[0]), 2)
        0.11
        """
        level = check_confidence_level(confidence_level)
        weight = weight_vector(self._table, weights)
        check_text("label", label, expected="a text")
        row = contrast_row(self._table, self.covariance, weight, level, self.most_df)
        table = pd.DataFrame([{"label": label, **row}])
        return self._made(table, [[row["std_error"] ** 2]], Message("weighted sum"))

    def function(
        self,
        function: str | Callable[[FloatArray], Any],
        *,
        label: str | None = None,
        confidence_level: float = 0.95,
    ) -> "Estimates":
        """Estimate a smooth function of the estimates, by the delta method.

        Its variance is g V gᵀ with the gradient g at the estimates. Where a covariance is not
        known, or values are rounded, see ``contrast``.

        Parameters
        ----------
        function : str or callable
            An expression of the rows' names such as ``"api00 / api99"`` or ``"log(a) - log(b)"``,
            whose gradient is exact; names that are no plain words stand in backticks. Or a
            function of the array of estimates that returns one number.
        label : str, optional
            Name of the resulting row; by default the expression.
        confidence_level : float, default 0.95
            Between 0 and 1.

        Raises
        ------
        ArgumentError
            When the expression cannot be read or names no row, or the function is not of numbers.

        References
        ----------
        Wolter (2007), Introduction to Variance Estimation, theorem 6.2.1.
        """
        level = check_confidence_level(confidence_level)
        name = function if isinstance(function, str) else getattr(function, "__name__", "function")
        name = name if label is None else check_text("label", label, expected="a text")
        row = function_row(self._table, self.covariance, function, level, self.most_df)
        table = pd.DataFrame([{"label": name, **row}])
        return self._made(table, [[row["std_error"] ** 2]], Message("delta method"))

    def compare(
        self,
        by: str | Sequence[str] | None = None,
        *,
        reference: Any = None,
        pairs: Any = "all",
        adjust: str | None = "holm",
        confidence_level: float = 0.95,
    ) -> "Estimates":
        """Estimate differences between rows, with their covariance, p-values and intervals.

        Rows that differ in `by` only are compared. Two shares take Newcombe's interval at effective
        sizes, whose inverse is the p-value, all else Student's. Each interval has the confidence
        level by itself; ``p_adjusted`` takes all differences of the table for one family.

        Parameters
        ----------
        by : str or sequence of str, optional
            Label columns whose values are compared; by default domains, categories or outcomes.
        reference : object, optional
            The value all others are compared with, a tuple where `by` names several columns.
        pairs : {"all", "adjacent"} or sequence of pairs, default "all"
            Earlier less later rows; each row less the one before it, as for waves; or the values
            of each difference.
        adjust : str or None, default "holm"
            A key of ``ADJUSTMENTS`` for ``p_adjusted``; None for none.
        confidence_level : float, default 0.95
            Between 0 and 1.

        Raises
        ------
        ArgumentError
            When a column, value or adjustment is unknown, or there is nothing to compare.

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> data = pd.DataFrame({"sex": ["f", "f", "f", "m", "m"], "age": [30, 40, 50, 20, 30]})
        >>> Survey(data).mean("age", by="sex").compare().table["estimate"].tolist()
        [15.0]
        """
        level = check_confidence_level(confidence_level)
        pairs = pairs_of(self._table, Asked(by, reference, pairs))
        rule = Rule(level, pick_adjustment(adjust), self.most_df)
        table, covariance = compared(self._table, self.covariance, pairs, rule)
        how = Message("differences; {how}", how=as_message(rule.adjustment.label))
        return self._made(table, covariance, how)

    def net(self, nets: Mapping[Any, Sequence[Any]]) -> "Estimates":
        """Estimate nets: sums of the shares of categories, in each domain of each question.

        Intervals are those for shares, of effective size p(1 − p)/V.

        Parameters
        ----------
        nets : mapping of name to categories
            Such as ``{"agree": ["agree", "strongly agree"]}``. A question with none of the
            categories has no such net.

        Raises
        ------
        ArgumentError
            When rows are no shares of categories, or a category is unknown.
        """
        given = dict.fromkeys(map(str, self._table.get("outcome", ())), Scale(source="given"))
        return self._summed(net_sums(self._table, nets, self.scales), scales=given)

    def top_two_box(
        self, *, boxes: int = 2, top: str = "last", label: str | None = None
    ) -> "Estimates":
        """Estimate the share of those who chose one of the top two categories of a scale.

        Parameters
        ----------
        boxes : int, default 2
            How many categories.
        top : {"last", "first"}
            Which end of the scale is its top, in the order of the rows. Answers that are set
            aside, such as "don't know", are no box; they stay in the base.
        label : str, optional
            The resulting category; by default it names those added up.

        Raises
        ------
        ArgumentError
            When rows are no shares of categories, there are too few, or their order is not known.
        """
        return self._summed(box_sums(self._table, Boxes(boxes, top, label), self.scales))

    def standardise(self, by: str | Sequence[str], population: Mapping[Any, float]) -> "Estimates":
        """Standardise domains directly: as if each had the make-up of one population.

        Estimate by domain and `by` first: ``survey.mean("chol", by=["race", "age"])
        .standardise("age", {"20-39": 77670, ...})``. The result is Σ πₐ·ȳₐ over the levels a, with
        variance π V πᵀ. A domain with nobody in a level has none.

        Parameters
        ----------
        by : str or sequence of str
            Label columns to standardise over.
        population : mapping of level to size
            Sizes, or shares, of the levels in the standard population; tuples for several columns.

        Raises
        ------
        ArgumentError
            When a column is unknown, or the population has other levels.

        References
        ----------
        Korn & Graubard (1999), Analysis of Health Surveys, section 3.2.
        """
        sums = standard_sums(self._table, by, population)
        return self._summed(sums, Message("directly standardised"))

    def _summed(
        self, sums: Sums, how: str = "", scales: Mapping[str, Scale] | None = None
    ) -> "Estimates":
        table, covariance = summed(self._table, self.covariance, sums, self.most_df)
        return self._made(table, covariance, how or Message("nets of categories"), scales)
