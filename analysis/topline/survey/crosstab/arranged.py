"""Tables with other rows or columns: those that are wanted, sorted, or the total alone."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...estimates.reason_codes import has_reason
from .crosstab import Crosstab
from .parts.cells import Made, in_categories
from .parts.hiding import without_bases, without_cells
from .parts.layout import Layout
from .parts.numbers import changed
from .parts.questions import TOTAL, Question
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


def hidden_beside(table: Crosstab, gone: NDArray[np.bool_]) -> Crosstab:
    """Return a table without the cells that would tell what tables beside it hide.

    Parameters
    ----------
    table : Crosstab
    gone : (k,) bool
        Of the places of its secrets.
    """
    secrets, layout, against = table._secrets, table._layout, table._against
    assert secrets is not None
    told = secrets.told
    hidden = set(map(tuple, secrets.places[gone].tolist()))
    numbers = len(layout.rows) - len(layout.numbers)
    asked = [*told.question.labels, *([TOTAL] * (not told.totalled))]
    rows = [asked.index(label) for label in layout.rows[:numbers]] + [told.base] * len(layout.rows)
    margin = [len(banner.labels) for banner in told.banners]
    places = [(g, rows[r], b, c) for g, r, b, c in layout.places.tolist()]
    bases = [
        (g, told.base, b, c) if told.totalled else (g, r, b, margin[b]) for g, r, b, c in places
    ]
    closed = set(map(tuple, secrets.places[gone & secrets.of_base].tolist()))
    baseless = np.array([base in closed for base in bases], dtype=bool)
    cells = baseless | np.array([place in hidden for place in places], dtype=bool)
    # a mean of answers tells of one that is hidden alone
    alone = cells & ~baseless & ~has_reason(table.estimates.table, "protected")
    of_numbers = layout.places[:, 1] >= numbers
    cells |= of_numbers & np.isin(layout.places[:, 0], layout.places[alone, 0])
    cells |= has_reason(table.estimates.table, "protected")
    if against is not None:
        behind = np.zeros(len(against.whole) - len(cells), dtype=bool)
        masks = [np.append(own, behind) for own in (cells, baseless)]
        against = replace(against, whole=without_cells(against.whole, *masks))
    kept = table._bases
    if kept is not None and table.percent == "row":
        kept = without_bases(kept, baseless)
    elif kept is not None:
        columns = kept[["group", "banner", "column"]].to_numpy().tolist()
        own = [(g, told.base, b, c) in hidden for g, b, c in columns]
        kept = without_bases(kept, np.array(own, dtype=bool))
    estimates = without_cells(table.estimates, cells, baseless)
    return replace(table, estimates=estimates, _bases=kept, _against=against)


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
