"""Making a crosstab of microdata."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..data.columns import IntArray, as_names
from ..design.design import Linearised
from ..estimators.assemble import assemble
from ..estimators.request import Request, refuse_unknown
from .banners import TOTAL, Banner
from .bases import answered_in, bases_of, said_of_bases
from .crosstab import Asked, Crosstab
from .letters import LetterRule
from .questions import merged, question_of
from .shares import column_shares, in_order, row_shares, total_shares
from .words import Layout

PERCENTS = {"column": column_shares, "row": row_shares, "total": total_shares}
"""What cells are shares of, and what makes them."""

_LABELS = ("outcome", "category", "banner", "column")


def crosstab(
    request: Request,
    rows: Any,
    columns: Any,
    *,
    percent: str,
    nets: Mapping[str, Sequence[Any]] | None,
    rule: LetterRule | None,
) -> Crosstab:
    """Cross-tabulate a question by one or several variables; see ``Survey.crosstab``.

    Raises
    ------
    ArgumentError, DataError
        When a column, category or option is not known or legal.
    """
    refuse_unknown("percent", percent, tuple(PERCENTS))
    names = as_names(columns)
    _refuse(request, names, percent)
    question = question_of(request, rows, nets)
    banners = [answered_in(request, question, Banner.of(request, name)) for name in names]
    said = said_of_bases(request, question, banners, "total only" if percent == "column" else "")
    if percent == "column":
        # of all respondents, those who did not answer as well: they have no share
        everybody = merged(request, question.answered, 0, TOTAL)
        banners = [Banner.of_categories(request, TOTAL, everybody), *banners]
    piece, places = in_order(list(PERCENTS[percent](request, question, banners)))
    piece = replace(
        piece,
        notes=(*question.notes, *chain(*(own.notes for own in banners)), *said),
        scales={own.name: own.scale for own in banners if own.name != TOTAL}
        | {question.name: question.scale},
    )
    # shares of rows or of all have a total of their columns, and those of all one of the rows
    margin = (TOTAL,) if percent == "total" else ()
    layout = Layout(
        places=places,
        groups=request.domains.labels.reset_index(drop=True),
        question=question.name,
        rows=question.labels + (() if percent == "column" else (TOTAL,)),
        banners=tuple((own.name, (*own.labels, *margin)) for own in banners),
        several=question.several,
        overlapping=tuple(own.name for own in banners if own.several),
    )
    way = "linearised variance" if isinstance(request.design, Linearised) else "replicates"
    how = f"{percent} percents, {way}; {request.design.words}"
    return Crosstab(
        estimates=assemble(request, [replace(piece, labels=_labels(layout))], how),
        percent=percent,
        _layout=layout,
        _bases=bases_of(request, question, banners, margin=percent == "total")
        if percent == "total" or question.own_bases
        else None,
        _rule=rule,
        _asked=Asked(request, rows, tuple(names)),
    )


def _refuse(request: Request, names: Sequence[str], percent: str) -> None:
    """Refuse columns that a table cannot have."""
    if not names and percent != "column":
        raise ArgumentError(f"percent={percent!r} needs columns; name a column of the data")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ArgumentError(f"columns names {twice[0]!r} twice; name each column once")
    taken = [name for name in request.domains.labels.columns if name in _LABELS]
    if taken:
        raise ArgumentError(
            f"by names {taken[0]!r}, as a column of every crosstab is called; rename it"
        )


def _labels(layout: Layout) -> pd.DataFrame:
    """Return the labels of every estimate; categories keep their order."""
    group, row, banner, column = layout.places.T
    every = [label for _, own in layout.banners for label in own]
    start = np.cumsum([0, *(len(own) for _, own in layout.banners)])
    names = np.array([name for name, _ in layout.banners], dtype=object)
    labels: pd.DataFrame = layout.groups.iloc[group].reset_index(drop=True)
    return labels.assign(
        outcome=layout.question,
        category=_categorical(layout.rows, row),
        banner=names[banner],
        column=_categorical(every, start[banner] + column),
    )


def _categorical(labels: Sequence[Any], at: IntArray) -> pd.Categorical:
    """Return the label at each position, as categories in their order."""
    known = pd.Index(labels, dtype=object)
    order: Any = known.unique()
    return pd.Categorical.from_codes(order.get_indexer(known)[at], order)
