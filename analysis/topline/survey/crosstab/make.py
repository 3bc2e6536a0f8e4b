"""Making a crosstab of microdata: what a cell is a share of, where it stands, and the bases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.row_limits import Columns
from ...language.marking import forms, marked
from ...language.message import Message
from ..data.columns import IntArray
from ..design.design import Linearised
from ..estimators.assemble import Piece, assemble, joined
from ..estimators.request import Request, names_of, refuse_unknown, way_of
from ..estimators.shares import share_piece
from .crosstab import Asked, Crosstab
from .letters import LetterRule
from .questions import TOTAL, UNNAMED, Block, Question, banner_of, of_categories, rows_of
from .words import Layout

_PERCENTS = {
    "column": marked("column percents"),
    "row": marked("row percents"),
    "total": marked("total percents"),
}

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
    names = names_of(columns, "column")
    _refuse(request, names, percent)
    question = rows_of(request, rows, nets)
    banners = [banner_of(request, name, question.answered) for name in names]
    said = said_of_bases(request, question, banners, percent == "column")
    if percent == "column":
        # of all respondents, those who did not answer as well: they have no share
        everybody = request.source.recode(question.answered, [0, 0], [TOTAL])
        banners = [of_categories(request, TOTAL, everybody), *banners]
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
        several=question.scale.several,
        overlapping=tuple(own.name for own in banners if own.scale.several),
    )
    linear = isinstance(request.design, Linearised)
    how = way_of(_PERCENTS[percent], linear, request.design.words)
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


def _labels(layout: Layout) -> Columns:
    """Return the labels of every estimate; categories keep their order."""
    group, row, banner, column = layout.places.T
    every = [label for _, own in layout.banners for label in own]
    start = np.cumsum([0, *(len(own) for _, own in layout.banners)])
    names = np.array([name for name, _ in layout.banners], dtype=object)
    return Columns(
        {str(name): layout.groups[name].array[group] for name in layout.groups},
        outcome=np.full(len(group), layout.question),
        category=_categorical(layout.rows, row),
        banner=names[banner],
        column=_categorical(every, start[banner] + column),
    )


def _categorical(labels: Sequence[Any], at: IntArray) -> pd.Categorical:
    """Return the label at each position, as categories in their order."""
    known = pd.Index(labels, dtype=object)
    order: Any = known.unique()
    return pd.Categorical.from_codes(order.get_indexer(known)[at], order)


def bases_of(
    request: Request, question: Question, banners: Sequence[Question], *, margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, and the sum of their weights.

    With a `margin`, also in all columns of a banner together, as its last.
    """
    tables = []
    for b, banner in enumerate(banners):
        blocks = [*banner.columns(request)]
        if margin:
            blocks.append(Block(banner.answered, np.array([len(banner.labels)])))
        for block in blocks:
            answered = request.source.pair(question.answered, block.categories)
            domains = request.source.cross(request.domains, answered)
            both = np.stack([domains.count, request.source.weight(domains)], axis=1)
            group, column = np.indices((len(both) // len(block.place), len(block.place)))
            found = {"group": group.ravel(), "banner": b, "column": block.place[column].ravel()}
            n, weighted = both.T
            tables.append(pd.DataFrame({**found, "n": n.astype(int), "n_weighted": weighted}))
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


_WITHOUT = {
    True: forms(
        "{n} respondent without {banner} stand in no column and are in the total only",
        "{n} respondents without {banner} stand in no column and are in the total only",
    ),
    False: forms(
        "{n} respondent without {banner} stand in no column and are left out",
        "{n} respondents without {banner} stand in no column and are left out",
    ),
}
_CHOSE_NONE = {
    True: forms(
        "{n} respondent chose none of {banner} and stand in no column and are in the total only",
        "{n} respondents chose none of {banner} and stand in no column and are in the total only",
    ),
    False: forms(
        "{n} respondent chose none of {banner} and stand in no column and are left out",
        "{n} respondents chose none of {banner} and stand in no column and are left out",
    ),
}


def said_of_bases(
    request: Request, question: Question, banners: Sequence[Question], elsewhere: bool
) -> Iterator[str]:
    """Say how many gave no answer, and how many of the others stand in no column of a banner.

    `elsewhere` says whether they are counted in a column of the total.
    """
    source, domains = request.source, request.domains
    silent = source.unanswered([question.answered], domains)
    what = Message("any of them") if question.name == UNNAMED else question.name
    if silent:
        yield Message(
            "{n} respondent gave no answer to {question}",
            "{n} respondents gave no answer to {question}",
            n=silent,
            question=what,
        )
    for banner in banners:
        both = source.unanswered([question.answered, banner.answered], domains)
        if both > silent:
            yield Message(*_WITHOUT[elsewhere], n=both - silent, banner=banner.name)
        if not banner.scale.several:
            continue
        options = source.any_of([block.categories for block in banner.blocks])
        inside = source.recode(options, [-1, 0, -1], [banner.name])
        nowhere = source.unanswered([question.answered, inside], domains)
        if nowhere > both:
            yield Message(*_CHOSE_NONE[elsewhere], n=nowhere - both, banner=banner.name)


@dataclass(frozen=True, eq=False)
class Placed:
    """Estimates, and where in the table they stand; row or column −1 is no place."""

    piece: Piece
    group: IntArray
    row: IntArray
    banner: int
    column: IntArray


def column_shares(
    request: Request, question: Question, banners: Sequence[Question]
) -> Iterator[Placed]:
    """Go through the shares of every row among the respondents of each column."""
    groups = len(request.domains.count)
    for b, banner in enumerate(banners):
        for own in banner.columns(request):
            cut = replace(request, domains=request.source.cross(request.domains, own.categories))
            for block in question.blocks:
                piece = share_piece(cut, block.categories)
                group, column, answer = np.indices((groups, len(own.place), len(block.place)))
                yield Placed(piece, group, block.place[answer], b, own.place[column])


def row_shares(
    request: Request, question: Question, banners: Sequence[Question]
) -> Iterator[Placed]:
    """Go through the shares of every column among the respondents of each row, and of all."""
    groups = len(request.domains.count)
    everyone = Block(question.answered, np.array([len(question.labels)]))
    for block in (*question.blocks, everyone):
        cut = replace(request, domains=request.source.cross(request.domains, block.categories))
        for b, banner in enumerate(banners):
            for own in banner.blocks:
                piece = share_piece(cut, own.categories)
                group, answer, column = np.indices((groups, len(block.place), len(own.place)))
                yield Placed(piece, group, block.place[answer], b, own.place[column])


def total_shares(
    request: Request, question: Question, banners: Sequence[Question]
) -> Iterator[Placed]:
    """Go through the shares of every cell among those who are in one, and of rows and columns."""
    source, groups = request.source, len(request.domains.count)
    last = len(question.labels)
    for b, banner in enumerate(banners):
        size = len(banner.labels)
        inside = source.any_known([source.pair(question.answered, banner.answered)])
        cut = replace(request, domains=source.cross(request.domains, inside))
        for block in question.blocks:
            for own in banner.blocks:
                cells = share_piece(cut, source.pair(block.categories, own.categories))
                group, answer, column = np.indices((groups, len(block.place), len(own.place)))
                yield Placed(cells, group, block.place[answer], b, own.place[column])
            group, answer = np.indices((groups, len(block.place)))
            rows = share_piece(cut, block.categories)
            yield Placed(rows, group, block.place[answer], b, np.full_like(answer, size))
        for own in banner.blocks:
            group, column = np.indices((groups, len(own.place)))
            piece = share_piece(cut, own.categories)
            yield Placed(piece, group, np.full_like(column, last), b, own.place[column])


def in_order(parts: Sequence[Placed]) -> tuple[Piece, IntArray]:
    """Return the estimates that have a place, and their (k, 4) places, by which they are sorted.

    A place is the group, row, banner and column; a row or column of −1 is none.
    """
    places = np.concatenate(
        [
            np.stack(
                [part.group, part.row, np.full_like(part.row, part.banner), part.column], axis=-1
            ).reshape(-1, 4)
            for part in parts
        ]
    )
    order = np.lexsort(places.T[::-1])
    order = order[(places[order][:, [1, 3]] >= 0).all(axis=1)]
    return joined([part.piece for part in parts]).rows(order), places[order]


PERCENTS = {"column": column_shares, "row": row_shares, "total": total_shares}
"""What cells are shares of, and what makes them."""
