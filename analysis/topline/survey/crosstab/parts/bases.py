"""The bases of a crosstab: how many answered in each column, and who stands in none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ....estimates.schema import is_weighted
from ....language.marking import forms, marked
from ....language.message import Message
from ....language.strings import ENGLISH, Strings
from ...engine.asked import Asked
from ...estimators.request import Request
from .layout import Layout
from .questions import UNNAMED, Block, Question

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
        blocks = [*banner.columns(request)]
        if margin:
            blocks.append(Block(banner.answered, np.array([len(banner.labels)])))
        for block in blocks:
            answered = request.source.pair(question.answered, block.categories)
            domains = request.source.cross(request.domains, answered)
            n, weighted = domains.count, request.source.weight(domains)
            squared = request.source.squared_weights(Asked(domains))
            group, column = np.indices((len(n) // len(block.place), len(block.place)))
            with np.errstate(divide="ignore", invalid="ignore"):
                effective = np.where(n > 0, weighted**2 / squared, 0.0)
            found = {
                "group": group.ravel(),
                "banner": b,
                "column": block.place[column].ravel(),
                "n": n.astype(int),
                "n_weighted": weighted,
                "n_effective": effective,
            }
            tables.append(pd.DataFrame(found))
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


def bases_told(
    table: pd.DataFrame, say: Strings = ENGLISH, wanted: Sequence[str] = USUAL_BASES
) -> dict[str, str]:
    """Return the bases that a table shows, by their columns: without weights, respondents alone."""
    weighted = is_weighted(table)
    return {name: say(BASES[name]) for name in wanted if name == "n" or weighted}


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
