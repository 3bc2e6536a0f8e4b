"""Crosstabs, as a method of ``Survey``."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ...arguments import check_number, check_one_of, described, listed_values
from ...errors import ArgumentError
from ...statistics.comparisons.adjust import ADJUSTMENTS, UNADJUSTED
from ..checks.rows import rows_in_memory
from ..crosstab.crosstab import Crosstab
from ..crosstab.letters import (
    COMPARED,
    FAMILIES,
    TAILS,
    USUAL_BASE,
    USUAL_LEVELS,
    LetterRule,
    chosen_pairs,
    letter_levels,
)
from ..crosstab.make import Wanted, crosstab
from ..crosstab.parts.banners import Heads, nested_names
from ..crosstab.parts.bases import BASES, USUAL_BASES
from ..crosstab.parts.hiding import NOTHING, Protection
from ..crosstab.parts.values import statistics_of
from ..crosstab.wanted import Rows
from ..data.several import set_of_cells
from ..design.subpopulation import Subpopulation
from ..estimators.request import Options, Request, names_of, refuse_unknown, request_of


class Tabulating:
    """Tables of a subpopulation."""

    _of: Subpopulation

    def crosstab(
        self,
        rows: Any,
        columns: Any = None,
        *,
        percent: str = "column",
        shares: bool = True,
        nets: Mapping[str, Sequence[Any]] | None = None,
        boxes: int | None = None,
        bands: Sequence[float] | Mapping[str, Sequence[float]] | None = None,
        statistics: str | Sequence[str] | None = None,
        scores: Mapping[Any, float] | str | None = None,
        ranks: bool = False,
        keep: Sequence[Any] | None = None,
        hide: Sequence[Any] | None = None,
        sort: str | None = None,
        fixed: Sequence[Any] | None = None,
        column_nets: Mapping[str, Mapping[str, Sequence[Any]]] | None = None,
        letters: Any = True,
        compare: Any = "columns",
        previous: Crosstab | None = None,
        tail: str = "two-sided",
        adjust: str | None = None,
        family: str = "row",
        minimum_base: float = USUAL_BASE,
        bases: Sequence[str] = USUAL_BASES,
        hide_below: int | None = None,
        round_counts: int | None = None,
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
            of those for whom it is known; or one condition, as ``"age >= 18"``. Columns are 1 and
            0, yes and no or the like, of which who has neither in any did not answer; or an
            option's word and blanks, where everybody is in the base. A note says what the base is.
        columns : str or list of str, optional
            The banner: columns, or questions with several answers, whose categories stand side by
            side; columns of several answers overlap. A tuple in the list nests variables:
            ``["age", ("region", "sex")]``. None makes a table of totals.
        percent : {"column", "row", "total", "people", "respondents"}
            What a cell is: a share of its column, its row, or all who are in a cell of its banner;
            the estimated number of people, or the number of respondents.
        shares : bool, default True
            Whether answers have rows; without, the table is one of `statistics`.
        nets : mapping of str to list, optional
            Further rows that add up categories, or nets before them, as ``{"Top two": ["Agree",
            "Strongly agree"]}``; of several answers, who chose at least one.
        boxes : int, optional
            Further rows that add up so many answers at each end of the question's scale.
        bands : list of float, or mapping of str to list, optional
            Edges that numbers are cut at, ``[0, 5, 10]``: from each to under the next; of `rows`,
            or by the name of a column of the question or the banner.
        statistics : str or list of str, optional
            Rows of numbers below the shares, with letters: keys of ``STATISTICS``, which are
            "mean", "median", "standard_deviation", "standard_error" (of the mean), "total", "nps"
            (net promoter score of answers from 0 to 10) and "answers" (how many of several).
        scores : mapping of answer to float, or "order", optional
            A row of the mean score; who gave an answer without one is not in it. "order" scores the
            answers of an ordered scale 1, 2, 3 and so on, without what is set aside.
        ranks : bool, default False
            Whether rows below the shares have the rank of each answer in its column, 1 for the
            largest, and the ranks that it can have in the population; see ``Crosstab.ranks``.
        keep, hide, fixed : list, optional
            Rows of shares there are to be, in this order; rows there are not to be; rows that stay
            last.
        sort : {None, "descending", "ascending"}
            Order of the rows by the total; what is set aside, as "don't know", stays last.
        column_nets : mapping of str to mapping, optional
            Further columns of a banner, by its name (nested ones as "region / sex").
        letters : bool, float or up to three floats, default True
            Confidence level of the column letters: capitals at 95 % and small ones at 90 %, other
            ones, or none. Of three, capitals with a plus are at the first.
        compare : {"columns", "total", "rest", "previous"} or pairs, default "columns"
            What is tested: columns of a banner with one another, by letters, or chosen pairs of
            them, ``[("men", "women")]``; each column with the total, of which it is a part, with
            all others of its banner, or with the group before of `by`, as a wave (its last column,
            where there are several): by ▲ and ▼.
            All from the joint covariance, overlaps and panels included.
        previous : Crosstab, optional
            Table of an earlier survey of other respondents, which compare="previous" compares with.
        tail : {"two-sided", "one-sided"}
            Whether a p-value is that of either direction, or of the one that is seen.
        adjust : str, optional
            Adjustment of the p-values; a key of ``ADJUSTMENTS``.
        family : {"row", "table"}
            What is adjusted together: the pairs of a row in a banner, or all of the table.
        minimum_base : float, default 30
            Columns with fewer respondents are not compared.
        bases : list of str, default ("n", "n_weighted")
            Bases below the columns; "n_effective" is (Σw)²/Σw².
        hide_below : int, optional
            Numbers of fewer respondents are hidden, not only marked; so are small counts, of
            respondents or of the people they stand for, and others by which sums of what is shown
            would tell them: totals, nets, columns added up, nested banners, and shares and means
            times their bases. Of tables of counts small bases are hidden, too, and counted in
            these sums; those of shares stay shown. Not protected is that nobody gave an answer, nor
            how large a hidden count can at most be, nor what several tables tell together, of which
            ``write_book`` takes care.
        round_counts : int, optional
            What counts are rounded to a multiple of where they are shown, as 5; printed tables and
            files then have no more digits of shares and means than are printed, as these would tell
            of how many they are.
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
        request = request_of(self._of, options)
        if separator is not None:
            rows = set_of_cells(rows_in_memory(self._of).columns, rows, separator)
        by_name, own_bands = (bands, None) if isinstance(bands, Mapping) else ({}, bands)
        # what is not asked for takes no step
        numbers = () if statistics is None and scores is None else statistics_of(statistics, scores)
        told = {"least": hide_below, "unit": round_counts}
        protecting = {name: own for name, own in told.items() if own is not None}
        plan = Rows(
            asked=rows,
            shares=shares is True or check_one_of("shares", shares, (False, True)),
            nets=nets,
            boxes=boxes,
            bands=by_name.get(rows, own_bands) if isinstance(rows, str) else own_bands,
            statistics=numbers,
            keep=keep,
            hide=hide,
            sort=sort,
            fixed=fixed,
        )
        waves = previous is not None or str(compare) == "previous"
        wanted = Wanted(
            rule=letter_rule(
                letters, adjust, minimum_base, compare=compare, tail=tail, family=family
            ),
            previous=wave_before(previous, compare, request) if waves else None,
            bases=bases if isinstance(bases, tuple) else tuple(listed_values("bases", bases)),
            ranked=ranks is not False and check_one_of("ranks", ranks, (False, True)),
            protection=Protection(**protecting) if protecting else NOTHING,
        )
        for base in wanted.bases:
            refuse_unknown("bases", base, tuple(BASES))
        nested = isinstance(columns, list) and any(isinstance(one, tuple) for one in columns)
        names = nested_names(columns) if nested else names_of(columns, "column")
        heads = Heads(names=tuple(names), nets=column_nets, bands=by_name)
        found = crosstab(request, plan, heads, percent, wanted)
        if wanted.ranked:
            # what cannot be ranked is refused here, and not where it is printed
            found.ranks()
        return found


def wave_before(previous: Any, compare: Any, request: Request) -> Crosstab | None:
    """Return the table of the wave before; None where waves are groups of one table.

    Raises
    ------
    ArgumentError
        When there is no wave before, or the table is not one of shares of columns.
    """
    if str(compare) != "previous":
        raise ArgumentError(
            f"previous is given, and compare is {described(compare)}; expected compare='previous', "
            "or leave previous out"
        )
    if previous is None:
        if not len(request.domains.labels.columns):
            raise ArgumentError(
                "compare='previous' has no time before to compare with; name the column of waves "
                "by by=, or give the table of the survey before by previous="
            )
        return None
    if not isinstance(previous, Crosstab):
        raise ArgumentError(
            f"previous is {described(previous)}; expected a crosstab of column percents"
        )
    if previous.percent != "column":
        raise ArgumentError(
            f"previous is of {previous.percent} percents; expected a crosstab of column percents"
        )
    return previous


def letter_rule(
    letters: Any,
    adjust: str | None,
    minimum_base: float,
    *,
    compare: Any = "columns",
    tail: str = "two-sided",
    family: str = "row",
) -> LetterRule | None:
    """Return the rule of `letters`: True, False, a level, or two or three, falling.

    Raises
    ------
    ArgumentError
        When it is none of these, or another argument is unknown.
    """
    if adjust is not None:
        refuse_unknown("adjust", adjust, tuple(ADJUSTMENTS))
    refuse_unknown("tail", tail, TAILS)
    refuse_unknown("family", family, FAMILIES)
    pairs = None if isinstance(compare, str) else chosen_pairs(compare)
    if pairs is None:
        refuse_unknown("compare", compare, COMPARED)
    if letters is False:
        return None
    least = minimum_base
    if type(least) is not int or least < 0:
        least = check_number("minimum_base", least, 0, 1e15, expected="0 or more")
    return LetterRule(
        confidence_levels=USUAL_LEVELS if letters is True else letter_levels(letters),
        adjustment=UNADJUSTED if adjust is None else ADJUSTMENTS[adjust],
        minimum_base=least,
        compare="columns" if pairs is not None else compare,
        one_sided=tail == "one-sided",
        family=family,
        pairs=pairs,
    )
