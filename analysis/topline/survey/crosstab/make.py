"""Making a crosstab of microdata: rows, columns and bases, and what is compared with what."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...language.message import Message
from ...values import Value
from ..design.design import Linearised
from ..estimators.assemble import assemble
from ..estimators.request import Request, refuse_unknown, way_of
from .crosstab import Crosstab
from .independence import Asked
from .letters import LetterRule
from .parts.banners import (
    Heads,
    banner_of,
    columns_overlap,
    refuse_names,
    rest_of,
    total_of,
)
from .parts.bases import USUAL_BASES, bases_of, said_of_bases
from .parts.cells import PERCENTS, Made, in_order
from .parts.hiding import NOTHING, Protection, protected
from .parts.layout import Layout, in_categories, labels_of
from .parts.numbers import below, changed, number_rows, without_errors
from .parts.questions import TOTAL, Question
from .tested import with_previous, within_table
from .wanted import Rows


@dataclass(frozen=True, eq=False, kw_only=True)
class Wanted(Value):
    """What is compared, with what, and which bases are shown.

    Attributes
    ----------
    rule : LetterRule or None
    previous : Crosstab or None
        A table of another survey that cells are compared with.
    bases : tuple of str
        Keys of ``BASES``.
    protection : Protection
    """

    rule: LetterRule | None = None
    previous: Crosstab | None = None
    bases: tuple[str, ...] = USUAL_BASES
    protection: Protection = NOTHING


def crosstab(request: Request, rows: Rows, heads: Heads, percent: str, wanted: Wanted) -> Crosstab:
    """Cross-tabulate a question by one or several variables; see ``Survey.crosstab``.

    Raises
    ------
    ArgumentError, DataError
        When a column, category or option is not known or legal.
    """
    refuse_unknown("percent", percent, tuple(PERCENTS))
    if not heads.names and not PERCENTS[percent].of_columns:
        raise ArgumentError(f"percent={percent!r} needs columns; name a column of the data")
    if rows.statistics and percent != "column":
        raise ArgumentError(
            f"statistics stand below column percents, and percent is {percent!r}; leave one out"
        )
    refuse_names(request, heads)
    question = rows.question(request)
    answers = [block.categories for block in question.blocks] or [question.answered]
    columns = [name for name in heads.names if isinstance(name, str) and name not in heads.bands]
    request.source.expect(request.domains, answers, columns)
    banners = [banner_of(request, name, heads, question.answered) for name in heads.names]
    by_column = PERCENTS[percent].of_columns
    said = said_of_bases(request, question, banners, by_column)
    notes = (*question.notes, *chain(*(own.notes for own in banners)), *said)
    rule, rests = wanted.rule if percent == "column" else None, list[Question]()
    if rule is not None and rule.compare == "rest":
        # computed beside the columns, and not shown
        rests = [rest_of(request, own) for own in banners]
    table = Table(
        request=request,
        rows=rows,
        question=question,
        banners=(*([total_of(request, question)] if by_column else ()), *banners),
        rests=tuple(rests),
        percent=percent,
        notes=notes,
        overlapping=columns_overlap(heads, banners),
    )
    counts, layout = PERCENTS[percent].counts, table.layout
    made = table.estimated()
    if wanted.protection.least:
        made = protected(made, layout, wanted.protection, answers=question.plain, counts=counts)
    made, layout = arranged(made, layout, rows, question)
    shown = made.places[:, 2] < len(table.banners)
    order = np.append(np.flatnonzero(shown), np.flatnonzero(~shown))
    whole, places = made.estimates, made.places
    if rests:
        whole, places = whole.subset(order), places[order]
    own = wanted.bases != USUAL_BASES or not question.labels or counts
    margin = percent == "total"
    return Crosstab(
        estimates=whole.subset(np.arange(shown.sum())) if rests else whole,
        percent=percent,
        _layout=replace(layout, places=places[: shown.sum()]),
        _bases=bases_of(request, question, table.banners, margin=margin)
        if own or margin or question.own_bases
        else None,
        _shown_bases=wanted.bases,
        _protection=wanted.protection,
        _rule=rule,
        _asked=Asked(request, rows.asked, tuple(n for n in heads.names if isinstance(n, str))),
        _against=None
        if rule is None or rule.compare == "columns"
        else with_previous(whole, wanted.previous.estimates)
        if wanted.previous is not None
        else within_table(whole, places, len(table.banners), rule.compare),
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Value):
    """What a table is estimated from.

    Attributes
    ----------
    request : Request
    rows : Rows
    question : Question
    banners : tuple of Question
        What the columns are; the first is all respondents where columns stand by themselves.
    rests : tuple of Question
        Of each banner but that of all, the rest of each column.
    percent : str
    notes : tuple of str
    overlapping : tuple of str
        Banners of whose columns a respondent may stand in several.
    """

    request: Request
    rows: Rows
    question: Question
    banners: tuple[Question, ...]
    rests: tuple[Question, ...]
    percent: str
    notes: tuple[str, ...]
    overlapping: tuple[str, ...]

    @property
    def layout(self) -> Layout:
        """Where rows and columns stand, before anything is estimated."""
        # shares of rows or of all have a total of their columns, and those of all one of the rows
        margin = (TOTAL,) if self.percent == "total" else ()
        last = () if PERCENTS[self.percent].of_columns else (TOTAL,)
        return Layout(
            places=np.empty((0, 4), dtype=np.intp),
            groups=self.request.domains.labels.reset_index(drop=True),
            question=self.question.name,
            rows=(*self.question.labels, *last, *self.rows.labels),
            banners=tuple((own.name, (*own.labels, *margin)) for own in self.banners),
            several=self.question.scale.several,
            overlapping=self.overlapping,
            numbers=self.rows.labels,
            nets=self.question.labels[self.question.plain :],
        )

    @property
    def method(self) -> Message:
        """How the table is estimated, in words."""
        linear = isinstance(self.request.design, Linearised)
        return way_of(PERCENTS[self.percent].words, linear, self.request.design.words)

    def estimated(self) -> Made:
        """Estimate the shares of all banners, and the numbers below them."""
        layout, passes = self.layout, [*self.banners, *self.rests]
        rests = tuple((own.name, own.labels) for own in self.rests)
        every = replace(layout, banners=(*layout.banners, *rests))
        told: dict[str, Any] = {
            "notes": self.notes,
            "scales": {own.name: own.scale for own in self.banners if own.name != TOTAL}
            | {self.question.name: self.question.scale},
        }
        numbers = None
        if self.rows.statistics:
            numbers = number_rows(self.request, self.question, passes, self.rows.statistics, every)
        if not self.question.labels:
            assert numbers is not None
            own = changed(numbers.estimates, numbers.estimates.table, method=self.method, **told)
            return replace(numbers, estimates=own)
        cells = PERCENTS[self.percent].cells(self.request, self.question, passes)
        piece, places = in_order(list(cells))
        piece = replace(piece, labels=labels_of(every, places), **told)
        shares = Made(assemble(self.request, [piece], self.method), piece, places)
        if self.percent == "respondents":
            shares = without_errors(shares)
        return shares if numbers is None else below(self.request, shares, numbers)


def arranged(made: Made, layout: Layout, rows: Rows, question: Question) -> tuple[Made, Layout]:
    """Return the table with the rows that are wanted, sorted by their places.

    Raises
    ------
    ArgumentError
        When a row that is named is none.
    """
    places, answers = made.places, len(question.labels)
    if rows.as_asked and not rows.statistics:
        return made, layout
    first = np.full(answers, np.nan)
    at = (places[:, [0, 2, 3]] == 0).all(axis=1) & (places[:, 1] < answers)
    first[places[at, 1]] = made.estimates.table["estimate"].to_numpy(dtype=float)[at]
    kept = [*rows.chosen(question, first).tolist(), *range(answers, len(layout.rows))]
    to = np.full(len(layout.rows), -1)
    to[kept] = np.arange(len(kept))
    moved = places.copy()
    moved[:, 1] = to[places[:, 1]]
    order = np.lexsort(moved.T[::-1])
    order = order[moved[order, 1] >= 0]
    layout = replace(layout, rows=tuple(layout.rows[i] for i in kept))
    estimates, moved = made.estimates.subset(order), moved[order]
    table = estimates.table.drop(columns="flag")
    table["category"] = in_categories(layout.rows, moved[:, 1])
    return Made(changed(estimates, table), made.piece, moved), layout
