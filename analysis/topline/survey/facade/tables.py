"""Crosstabs, as a method of ``Survey``."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..checks.rows import rows_in_memory
from ..crosstab.crosstab import Crosstab
from ..crosstab.letters import letter_rule
from ..crosstab.make import crosstab
from ..data.several import set_of_cells
from ..design.subpopulation import Subpopulation
from ..estimators.request import Options, request_of


class Tabulating:
    """Tables of a subpopulation."""

    _of: Subpopulation

    def crosstab(
        self,
        rows: Any,
        columns: Any = None,
        *,
        percent: str = "column",
        nets: Mapping[str, Sequence[Any]] | None = None,
        letters: Any = True,
        adjust: str | None = None,
        minimum_base: float = 30,
        separator: str | None = None,
        **options: Unpack[Options],
    ) -> Crosstab:
        """Cross-tabulate a question by one or several variables, as published tables show it.

        The total column is of all who answered the question, whether or not they have a value of
        the column variable; column percents of a category are those of ``proportion(rows,
        by=columns)``. Categories of the question that nobody chose are kept, as rows of 0 %;
        columns of the banner in which nobody answered are left out.

        Parameters
        ----------
        rows : str, list of str, or mapping of str to condition
            The question: a categorical column; a question with several answers, by the name of its
            set or by its columns; or such answers as conditions by their label, each with the base
            of those for whom it is known. Columns are 1 and 0, yes and no or the like, of which who
            has neither in any did not answer; or an option's word and blanks, where everybody is in
            the base. A note says what the base is.
        columns : str or list of str, optional
            The banner: columns, or questions with several answers, whose categories stand side by
            side; columns of several answers overlap. None makes a table of totals.
        percent : {"column", "row", "total"}
            What a cell is a share of: its column, its row, or all who are in a cell of its banner.
        nets : mapping of str to list, optional
            Further rows that add up categories, as ``{"Top two": ["Agree", "Strongly agree"]}``; of
            several answers, who chose at least one.
        letters : bool, float or (float, float), default True
            Confidence level of the column letters: capitals at 95 % and small ones at 90 %, another
            one or two, or none.
        adjust : str, optional
            Adjustment of the letters' p-values for the pairs of columns in a row of a banner; a key
            of ``ADJUSTMENTS``.
        minimum_base : float, default 30
            Columns with fewer respondents are not compared.
        separator : str, optional
            What stands between several answers in a cell of `rows`, as ";" in "car;bike".
        **options
            As in ``proportion``: `by` (each combination has its own table), `where`, `missing`,
            `confidence_level`, `interval`, `design_effect`; see ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column, category or option is not known or legal.

        References
        ----------
        Letters: differences of shares as ``Estimates.compare`` tests them, Newcombe (1998),
        Statistics in Medicine 17:873–890, with the variance of Binder (1983), International
        Statistical Review 51:279–292, or of the replicates. The NCHS flags: Parker et al. (2017),
        Vital and Health Statistics 2(175).

        Examples
        --------
        >>> import pandas as pd
        >>> from topline import Survey
        >>> vote = ["yes", "no", "no", "no"] * 25
        >>> data = pd.DataFrame({"age": ["old", "young"] * 50, "vote": vote})
        >>> table = Survey(data).crosstab("vote", "age")
        >>> table.wide().loc["yes"].tolist()
        [25.0, 50.0, 0.0]
        >>> table.letters.loc["yes"].tolist()
        ['', 'B', '']
        """
        rule = letter_rule(letters, adjust, minimum_base)
        request = request_of(self._of, options)
        if separator is not None:
            rows = set_of_cells(rows_in_memory(self._of).columns, rows, separator)
        return crosstab(request, rows, columns, percent=percent, nets=nets, rule=rule)
