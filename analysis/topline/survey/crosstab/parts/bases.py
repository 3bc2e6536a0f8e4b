"""The bases of a crosstab: how many answered in each column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ....estimates.schema import is_weighted
from ....language.marking import marked
from ....language.strings import ENGLISH, Strings
from ...data.columns import IntArray
from ...engine.asked import Asked
from ...estimators.request import Request
from .layout import Layout
from .questions import Block, Question

BASES = {
    "n": marked("Unweighted base"),
    "n_weighted": marked("Weighted base"),
    "n_effective": marked("Effective base"),
}
"""Bases of a column: respondents, their weights, and the size (Σw)²/Σw² that these leave."""

USUAL_BASES = ("n", "n_weighted")


def bases_of(
    request: Request, question: Question, banners: Sequence[Question], *, margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, the sum of their weights, and their effective size.

    With a `margin`, also in all columns of a banner together, as its last.
    """
    tables = []
    for b, banner in enumerate(banners):
        blocks = [*banner.columns]
        if margin:
            blocks.append(Block(banner.answered, np.array([len(banner.labels)])))
        for block in blocks:
            answered = request.source.pair(question.answered, block.categories)
            domains = request.source.cross(request.domains, answered)
            base = request.source.base(Asked(domains))
            group, column = np.indices((len(base.n) // len(block.place), len(block.place)))
            found = {
                "group": group.ravel(),
                "banner": b,
                "column": block.place[column].ravel(),
                "n": base.n.astype(int),
                "n_weighted": base.weight,
                "n_effective": base.effective,
            }
            tables.append(pd.DataFrame(found))
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


def row_bases_of(
    request: Request,
    question: Question,
    banners: Sequence[Question],
    rows: Sequence[Any],
    places: IntArray,
) -> pd.DataFrame:
    """Return the base of each cell's row: who gave that answer and has one to the banner.

    Parameters
    ----------
    request : Request
    question : Question
    banners : sequence of Question
    rows : sequence
        Labels of the rows that are shown, the last of which is of all.
    places : (k, 4) int
        Group, row, banner and column of each cell.
    """
    answers = replace(question, columns=question.blocks)
    tables = [bases_of(request, banner, [answers], margin=True) for banner in banners]
    # rows may be sorted, or left out
    asked = np.array([*map(question.labels.index, rows[:-1]), len(question.labels)])
    group, row, banner, _ = places.T
    found = pd.concat(dict(enumerate(tables)), names=["at"]).reset_index("at")
    keys = pd.MultiIndex.from_arrays([banner, group, asked[row]])
    return found.set_index(["at", "group", "column"])[list(BASES)].loc[keys].reset_index(drop=True)


def bases_told(
    table: pd.DataFrame, say: Strings = ENGLISH, wanted: Sequence[str] = USUAL_BASES
) -> dict[str, str]:
    """Return the bases that a table shows, by their columns: without weights, respondents alone."""
    weighted = is_weighted(table)
    return {name: say(BASES[name]) for name in wanted if name == "n" or weighted}


def bases_laid_out(
    table: pd.DataFrame, bases: pd.DataFrame | None, places: IntArray, percent: str
) -> pd.DataFrame:
    """Return the bases of each column, or of each cell's row where cells are shares of rows.

    Parameters
    ----------
    table : pandas.DataFrame
        The cells.
    bases : pandas.DataFrame or None
        Those that are no bases of the cells.
    places : (k, 4) int
        Group, row, banner and column of each cell.
    percent : str
    """
    if bases is not None:
        return bases
    found = table.assign(group=places[:, 0])
    # whoever answered in a column is in the base of its first row
    return found if percent == "row" else found[places[:, 1] == 0]


def with_bases_below(
    layout: Layout,
    body: pd.DataFrame,
    bases: pd.DataFrame,
    form: Callable[[float], Any],
    told: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table with the bases of each column below the rows of each group."""
    size, parts = len(layout.rows), []
    for group in range(len(layout.groups)):
        own = bases[bases["group"] == group]
        lines = np.array([[form(value) for value in own[name]] for name in told], dtype=object)
        index = layout.index_of(tuple(told.values()), group)
        parts.append(body.iloc[group * size : (group + 1) * size])
        parts.append(pd.DataFrame(lines, index, body.columns))
    return pd.concat(parts)


def with_bases_beside(
    layout: Layout,
    body: pd.DataFrame,
    table: pd.DataFrame,
    form: Callable[[float], Any],
    told: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table with the bases of each row beside the columns of each banner."""
    parts = []
    first = np.cumsum([0, *(len(labels) for _, labels in layout.banners)])
    for (banner, labels), start in zip(layout.banners, first, strict=False):
        parts.append(body.iloc[:, start : start + len(labels)])
        for name, label in told.items():
            values = layout.cells(table[name].to_numpy(), 0).iloc[:, start]
            found = [form(value) for value in values]
            columns = pd.MultiIndex.from_tuples([(banner, label)], names=body.columns.names)
            parts.append(pd.DataFrame(np.array(found)[:, None], body.index, columns))
    return pd.concat(parts, axis=1)
