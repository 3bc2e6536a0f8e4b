"""Making a crosstab of microdata."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..data.coding import as_names
from ..data.columns import IntArray
from ..design.design import Linearised
from ..estimators.assemble import assemble, refuse_unknown
from ..estimators.pieces import Frame, level_codes
from .crosstab import Asked, Crosstab
from .letters import letter_rule
from .questions import Question, question_of
from .shares import (
    TOTAL,
    Banner,
    bases,
    column_shares,
    everybody,
    row_shares,
    total_shares,
)
from .words import Layout

if TYPE_CHECKING:
    from ..survey import Survey

PERCENTS = {"column": column_shares, "row": row_shares, "total": total_shares}
"""What cells are shares of, and what makes them."""

_LABELS = ("outcome", "category", "banner", "column")


def crosstab(
    survey: "Survey",
    rows: Any,
    columns: Any = None,
    *,
    percent: str = "column",
    by: Any = None,
    where: Any = None,
    missing: str = "drop",
    confidence_level: float = 0.95,
    interval: str | None = None,
    nets: Mapping[str, Sequence[Any]] | None = None,
    letters: Any = True,
    adjust: str | None = None,
    minimum_base: float = 30,
) -> Crosstab:
    """Cross-tabulate a question by one or several variables, as published tables show it.

    The total column is of all who answered the question, whether or not they have a value of the
    column variable; column percents of a level are those of ``proportion(rows, by=columns)``.
    Levels of a categorical column that nobody chose are kept: a row of 0 %, or a column without
    percents that is flagged.

    Parameters
    ----------
    rows : str, list of str, or mapping of str to condition
        The question: a categorical column; several columns of 0 and 1, when respondents may choose
        any number of answers; or such answers as conditions by their label. Who has neither 0 nor 1
        in any of several columns did not answer.
    columns : str or list of str, optional
        The banner: columns whose levels stand side by side. None makes a table of totals.
    percent : {"column", "row", "total"}
        What a cell is a share of: its column, its row, or all who are in a cell of its banner.
    by : str or list of str, optional
        Columns of whose combinations each has its own table.
    where : (n,) bool, str or callable, optional
        A subpopulation; the design stays that of the whole.
    missing : {"drop", "fail", "category"}
        Whether rows without an answer are left out (default), refused, or a level of their own.
    confidence_level, interval : float; str
        Of the estimates' intervals, as in ``proportion``.
    nets : mapping of str to list, optional
        Further rows that add up levels, as ``{"Top two": ["Agree", "Strongly agree"]}``; of several
        answers, who chose at least one.
    letters : bool, float or (float, float), default True
        Level of the column letters: capitals at 95 % and small ones at 90 %, another level or two,
        or none.
    adjust : str, optional
        Adjustment of the letters' p-values for the pairs of columns in a row of a banner, a key of
        ``ADJUSTMENTS``; None adjusts nothing.
    minimum_base : float, default 30
        Columns with fewer respondents are not compared.

    Raises
    ------
    ArgumentError, DataError
        When a column, level or option is not known or legal.

    References
    ----------
    Letters: differences of shares with the variance of Binder (1983), International Statistical
    Review 51:279–292, or of the replicates. The NCHS flags: Parker et al. (2017), Vital and Health
    Statistics 2(175).

    Examples
    --------
    >>> import pandas as pd
    >>> from topline import Survey
    >>> data = pd.DataFrame({"age": ["old", "young"] * 50, "vote": ["yes", "no", "no", "no"] * 25})
    >>> table = Survey(data).crosstab("vote", "age")
    >>> table.wide().loc["yes"].tolist()
    [25.0, 50.0, 0.0]
    >>> table.letters.loc["yes"].tolist()
    ['', 'B', '']
    """
    refuse_unknown("percent", percent, tuple(PERCENTS))
    rule = letter_rule(letters, adjust, minimum_base)
    frame = survey.frame({"by": by, "where": where, "missing": missing})
    names = as_names(columns)
    _refuse(frame, names, percent)
    question = question_of(frame, rows, nets)
    banners = [everybody(len(frame.weights))] if percent == "column" else []
    banners += [_banner(frame, name) for name in names]
    piece, places = PERCENTS[percent](frame, question, banners)
    layout = _layout(frame, question, banners, places, percent)
    way = "linearised variance" if isinstance(frame.design, Linearised) else "replicates"
    found = assemble(
        frame,
        [replace(piece, labels=_labels(layout))],
        confidence_level=confidence_level,
        interval=interval,
        how=f"{percent} percents, {way}; {frame.design.words}",
    )
    below = bases(frame, question, banners, percent == "total")
    whole = survey._with(groups=(), mask=frame.mask)
    group = frame.domains.code if len(frame.domains.labels.columns) else None
    asked = Asked(whole, rows, tuple(names), missing, group)
    return Crosstab(found, percent, layout, below, rule, asked)


def _banner(frame: Frame, name: str) -> Banner:
    code, labels = level_codes(frame, name)
    return Banner(str(name), code, tuple(labels.tolist()))


def _refuse(frame: Frame, names: Sequence[str], percent: str) -> None:
    """Refuse columns that a table cannot have."""
    if not names and percent != "column":
        raise ArgumentError(f"percent={percent!r} needs columns; name a column of the data")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ArgumentError(f"columns names {twice[0]!r} twice; name each column once")
    taken = [name for name in frame.domains.labels.columns if name in _LABELS]
    if taken:
        raise ArgumentError(
            f"by names {taken[0]!r}, as a column of every crosstab is called; rename it"
        )


def _layout(
    frame: Frame, question: Question, banners: Sequence[Banner], places: IntArray, percent: str
) -> Layout:
    rows = question.labels + (() if percent == "column" else (TOTAL,))
    margin = (TOTAL,) if percent == "total" else ()
    columns = tuple((banner.name, banner.labels + margin) for banner in banners)
    groups = frame.domains.labels.reset_index(drop=True)
    return Layout(places, groups, question.name, rows, columns)


def _labels(layout: Layout) -> pd.DataFrame:
    """Return the labels of every estimate; levels keep their order."""
    group, row, banner, column = layout.places.T
    every = [label for _, own in layout.banners for label in own]
    start = np.cumsum([0, *(len(own) for _, own in layout.banners)])
    names = np.array([name for name, _ in layout.banners], dtype=object)
    labels: pd.DataFrame = layout.groups.iloc[group].reset_index(drop=True)
    return labels.assign(
        outcome=layout.question,
        category=_levels(layout.rows, row),
        banner=names[banner],
        column=_levels(every, start[banner] + column),
    )


def _levels(labels: Sequence[Any], at: IntArray) -> pd.Categorical:
    """Return the label at each position, as levels in their order."""
    known = pd.Index(labels, dtype=object)
    order: Any = known.unique()
    return pd.Categorical.from_codes(order.get_indexer(known)[at], order)
