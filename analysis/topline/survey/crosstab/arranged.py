"""Tables with other rows or columns: those that are wanted, sorted, or the total alone."""

from dataclasses import replace

import numpy as np

from .crosstab import Crosstab
from .parts.cells import Made, in_categories
from .parts.layout import Layout
from .parts.numbers import changed
from .parts.questions import Question
from .wanted import Rows


def total_alone(table: Crosstab) -> Crosstab:
    """Return a table of column percents or counts without its banner, hidden as much as with it.

    Made anew, it would hide less, and tell what stands beside the banner.
    """
    layout, bases = table._layout, table._bases
    own = layout.places[:, 2] == 0
    estimates = table.estimates.subset(own)
    words = estimates.table.drop(columns="flag")
    words["column"] = words["column"].cat.remove_unused_categories()
    return replace(
        table,
        estimates=changed(estimates, words, notes=table._own_notes),
        _layout=replace(
            layout, banners=layout.banners[:1], places=layout.places[own], overlapping=()
        ),
        _bases=None if bases is None else bases[bases["banner"] == 0],
        _rule=None,
        _against=None,
        _ranked=False,
    )


def arranged(made: Made, layout: Layout, rows: Rows, question: Question) -> tuple[Made, Layout]:
    """Return the table with the rows that are wanted, sorted by their places.

    Raises
    ------
    ArgumentError
        When a row that is named is none.
    """
    places, answers = made.places, len(question.labels)
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
