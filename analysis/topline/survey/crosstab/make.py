"""Making a crosstab of microdata: rows, columns and bases, and what is compared with what."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...language.marking import marked
from ...language.message import Message
from ...values import Value
from ..design.design import Linearised
from ..estimators.assemble import assemble
from ..estimators.request import Request, refuse_unknown, way_of
from .arranged import arranged
from .crosstab import Crosstab
from .independence import Asked
from .letters import LetterRule, refuse_no_column
from .parts.banners import REST, Heads, nested_of, rest_of, too_many_columns
from .parts.bases import USUAL_BASES, bases_of, row_bases_of
from .parts.cells import PERCENTS, Made, in_order, labels_of
from .parts.hiding import NOTHING, Protection, protected, protected_counts
from .parts.layout import LABELS, Layout
from .parts.nets import with_column_nets
from .parts.numbers import below, changed, number_rows, without_errors
from .parts.questions import TOTAL, Question, number, of_categories, question_of, said_of_bases
from .parts.sums import BASE, Told
from .parts.together import Secrets, secrets_of
from .tested import compared
from .wanted import Rows

_MOST_COLUMNS, _MOST_PAIRS = 1_000, 1_000_000
"""Columns of all banners, and pairs that are compared: ten seconds and a gigabyte."""


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
    ranked : bool
        Whether answers have rows of their ranks.
    """

    rule: LetterRule | None = None
    previous: Crosstab | None = None
    bases: tuple[str, ...] = USUAL_BASES
    protection: Protection = NOTHING
    ranked: bool = False


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
    rule = wanted.rule if percent == "column" else None
    table = table_of(request, rows, heads, percent, rule)
    question, layout = table.question, table.layout
    made, bases, margin = table.estimated(), None, percent == "total"
    own = wanted.bases != USUAL_BASES or not question.labels
    if percent != "row" and (own or margin or question.own_bases or PERCENTS[percent].counts):
        bases = bases_of(request, question, table.banners, margin=margin)
    secrets = None
    if wanted.protection.least:
        made, bases, secrets = table.protected(made, wanted.protection, bases, heads)
    if rows.statistics or any(x is not None for x in (rows.keep, rows.hide, rows.sort, rows.fixed)):
        made, layout = arranged(made, layout, rows, question)
    against = None
    if rule is not None and rule.compare != "columns":
        previous = None if wanted.previous is None else wanted.previous.estimates
        made, against = compared(made, len(table.banners), rule.compare, previous, layout.groups)
    if percent == "row" and own:
        bases = row_bases_of(request, question, table.banners, layout.rows, made.places)
    return Crosstab(
        estimates=made.estimates,
        percent=percent,
        _layout=replace(layout, places=made.places),
        _bases=bases,
        _shown_bases=wanted.bases,
        _protection=wanted.protection,
        _rule=rule,
        _asked=Asked(request, rows.asked, tuple(n for n in heads.names if isinstance(n, str))),
        _against=against,
        _ranked=wanted.ranked,
        _own_notes=table.own_notes,
        _secrets=secrets,
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
    notes, own_notes : tuple of str
        What a reader must know; and of that, what is of the question alone.
    layout : Layout
        Where rows and columns stand, before anything is estimated.
    """

    request: Request
    rows: Rows
    question: Question
    banners: tuple[Question, ...]
    rests: tuple[Question, ...]
    percent: str
    notes: tuple[str, ...]
    own_notes: tuple[str, ...]
    layout: Layout

    def estimated(self) -> Made:
        """Estimate the shares of all banners, and the numbers below them."""
        layout, passes = self.layout, [*self.banners, *self.rests]
        # other people than those of the column, which tests must see by the labels
        rests = tuple((f"{own.name}, {REST}", own.labels) for own in self.rests)
        every = replace(layout, banners=(*layout.banners, *rests))
        told: dict[str, Any] = {
            "notes": self.notes,
            "scales": {own.name: own.scale for own in self.banners if own.name != TOTAL}
            | {self.question.name: self.question.scale},
        }
        design, kind = self.request.design, PERCENTS[self.percent]
        words = kind.words if self.question.labels else marked("statistics by column")
        method = way_of(words, isinstance(design, Linearised), design.words)
        numbers = None
        if self.rows.statistics:
            numbers = number_rows(self.request, self.question, passes, self.rows.statistics, every)
        if not self.question.labels:
            assert numbers is not None
            own = changed(numbers.estimates, numbers.estimates.table, method=method, **told)
            return replace(numbers, estimates=own)
        piece, places = in_order(list(kind.cells(self.request, self.question, passes)))
        piece = replace(piece, labels=labels_of(every, places), **told)
        shares = Made(assemble(self.request, [piece], method), piece, places)
        if self.percent == "respondents":
            shares = without_errors(shares)
        return shares if numbers is None else below(self.request, shares, numbers)

    def protected(
        self, made: Made, protection: Protection, bases: pd.DataFrame | None, heads: Heads
    ) -> tuple[Made, pd.DataFrame | None, Secrets]:
        """Return estimates and bases without those that tell of too few respondents."""
        kind, question, banners = PERCENTS[self.percent], self.question, self.banners
        told = Told(
            request=self.request,
            question=question,
            banners=banners,
            names=heads.names,
            least=protection.least,
            base=BASE if kind.of_columns else len(question.labels),
            totalled=kind.of_columns,
        )
        counts = kind.counts and bases is not None
        if not kind.counts or bases is None:
            how = {"by_column": kind.of_columns, "one_base": not question.own_bases}
            made = protected(made, protection, told.sums, **how)
        else:
            cells = PERCENTS["respondents"].cells(self.request, question, banners)
            respondents = in_order(list(cells))[0].estimate
            made, bases = protected_counts(made, protection, bases, respondents, told.sums)
        return made, bases, secrets_of(told, made, bases, counts=counts)


def table_of(
    request: Request, rows: Rows, heads: Heads, percent: str, rule: LetterRule | None
) -> Table:
    """Return the question, its banners and where they stand, from what is asked for.

    Raises
    ------
    ArgumentError, DataError
    """
    by_column = PERCENTS[percent].of_columns
    if rows.shares or not rows.of_numbers(request):
        question = question_of(request, rows.asked, rows.bands)
    else:
        # of numbers that all differ nobody wants every one
        question = number(request, rows.asked)
    if rows.nets is not None or rows.boxes is not None or not rows.shares:
        question = rows.of_shares(request, question)
    banners = banners_of(request, heads, rule)
    if rule is not None and rule.compare == "columns" and rule.pairs is None:
        pairs = sum(len(own.labels) * (len(own.labels) - 1) // 2 for own in banners)
        pairs *= len(request.domains.labels) * len(question.labels)
        if pairs > _MOST_PAIRS:
            raise ArgumentError(
                f"the table compares {pairs:,} pairs of columns; at most {_MOST_PAIRS:,} are. Put "
                "answers together, name pairs by compare=, or set letters=False"
            )
    said = said_of_bases(request, question, banners, by_column)
    notes = (*question.notes, *chain(*(own.notes for own in banners)), *said)
    rests = rule is not None and rule.compare == "rest"
    beside = tuple(rest_of(request, own) for own in banners) if rests else ()
    netted = heads.nets or ()
    overlapping = tuple(own.name for own in banners if own.scale.several or own.name in netted)
    if by_column:
        # those who did not answer have no share, and are counted
        everybody = request.source.recode(question.answered, [0, 0], [TOTAL])
        banners = [of_categories(request, TOTAL, everybody), *banners]
    # shares of rows or of all have a total of their columns, and those of all one of the rows
    margin = (TOTAL,) if percent == "total" else ()
    last = () if by_column else (TOTAL,)
    numbers = tuple(Message(row.label) for row in rows.statistics)
    nets = sum(block.net for block in question.blocks)
    return Table(
        request=request,
        rows=rows,
        question=question,
        banners=tuple(banners),
        rests=beside,
        percent=percent,
        notes=notes,
        own_notes=(*question.notes, *said_of_bases(request, question, (), by_column)),
        layout=Layout(
            places=np.empty((0, 4), dtype=np.intp),
            groups=request.domains.labels.reset_index(drop=True),
            question=question.name,
            rows=(*question.labels, *last, *numbers),
            banners=tuple((own.name, (*own.labels, *margin)) for own in banners),
            several=question.scale.several,
            overlapping=overlapping,
            numbers=numbers,
            nets=question.labels[len(question.labels) - nets :],
        ),
    )


def banners_of(request: Request, heads: Heads, rule: LetterRule | None) -> list[Question]:
    """Return the columns of each banner, without those of nobody.

    Raises
    ------
    ArgumentError, DataError
        When a banner is named twice, a group as a column of tables, a pair of columns is none, or
        columns are too many.
    """
    taken = [name for name in request.domains.labels.columns if name in LABELS]
    if taken:
        raise ArgumentError(
            f"by names {taken[0]!r}, as a column of every crosstab is called; rename it"
        )
    banners = [
        nested_of(request, name, heads.bands)
        if isinstance(name, tuple)
        else question_of(request, name, heads.bands.get(name))
        for name in heads.names
    ]
    names = [own.name for own in banners]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ArgumentError(f"columns names {twice[0]!r} twice; name each column once")
    if heads.nets is not None:
        banners = with_column_nets(request, banners, heads.nets)
    if rule is not None and rule.pairs is not None:
        refuse_no_column(rule.pairs, [str(label) for own in banners for label in own.labels])
    found = [own.among(request) for own in banners]
    if sum(len(own.labels) for own in found) > _MOST_COLUMNS:
        raise too_many_columns(found, _MOST_COLUMNS)
    return found
