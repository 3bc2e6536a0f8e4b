"""Who answered in each column of a table, and who stands in none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..data.columns import counted
from ..engine.source import Categories
from ..estimators.request import Request
from .questions import SEVERAL, Question
from .shares import Banner


def answered_in(request: Request, question: Question, columns: Categories) -> Categories:
    """Return the columns in which somebody answered: one of nobody has nothing to tell."""
    size = len(columns.labels)
    answered = request.source.pair(question.answered, columns)
    count = request.source.cross(request.domains, answered).count
    some = count.reshape(-1, size).sum(axis=0) > 0
    if some.all() or not some.any():
        return columns
    place = np.where(some, np.cumsum(some) - 1, -1)
    found = request.source.recode(columns, [*place.tolist(), -1], columns.labels[some])
    return replace(found, scale=columns.scale)


def bases_of(
    request: Request, question: Question, banners: Sequence[Banner], *, margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, and the sum of their weights.

    With a `margin`, also in all columns of a banner together, as its last.
    """
    tables = []
    for b, banner in enumerate(banners):
        answered = request.source.pair(question.answered, banner.categories)
        domains = request.source.cross(request.domains, answered)
        both = np.stack([domains.count, request.source.weight(domains)], axis=1)
        both = both.reshape(-1, len(banner.categories.labels), 2)
        if margin:
            both = np.concatenate([both, both.sum(axis=1, keepdims=True)], axis=1)
        group, column = (at.ravel() for at in np.indices(both.shape[:2]))
        n, weighted = both.reshape(-1, 2).T
        found = {"group": group, "banner": b, "column": column, "n": n.astype(int)}
        tables.append(pd.DataFrame({**found, "n_weighted": weighted}))
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


def said_of_bases(
    request: Request, question: Question, banners: Sequence[Banner], elsewhere: str
) -> Iterator[str]:
    """Say how many gave no answer, and how many of the others stand in no column of a banner.

    `elsewhere` says where they are counted, if anywhere.
    """
    source, domains = request.source, request.domains
    silent = source.unanswered([question.answered], domains)
    what = "any of them" if question.name == SEVERAL else question.name
    if silent:
        yield f"{counted(silent, 'respondent')} gave no answer to {what}"
    for banner in banners:
        both = source.unanswered([question.answered, banner.categories], domains)
        if both > silent:
            where = f" and are in the {elsewhere}" if elsewhere else " and are left out"
            without = counted(both - silent, "respondent")
            yield f"{without} without {banner.name} stand in no column{where}"
