"""Who answered in each column of a table, and who stands in none."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from ..data.columns import counted
from ..estimators.request import Request
from .banners import Banner
from .questions import UNNAMED, Block, Question


def answered_in(request: Request, question: Question, banner: Banner) -> Banner:
    """Return the columns in which somebody answered: one of nobody has nothing to tell."""
    some = np.zeros(len(banner.labels), dtype=bool)
    for block in banner.columns(request):
        answered = request.source.pair(question.answered, block.categories)
        count = request.source.cross(request.domains, answered).count
        some[block.place] = count.reshape(-1, len(block.place)).sum(axis=0) > 0
    return banner if some.all() or not some.any() else banner.without_empty(some)


def bases_of(
    request: Request, question: Question, banners: Sequence[Banner], *, margin: bool
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


def said_of_bases(
    request: Request, question: Question, banners: Sequence[Banner], elsewhere: str
) -> Iterator[str]:
    """Say how many gave no answer, and how many of the others stand in no column of a banner.

    `elsewhere` says where they are counted, if anywhere.
    """
    source, domains = request.source, request.domains
    silent = source.unanswered([question.answered], domains)
    what = "any of them" if question.name == UNNAMED else question.name
    if silent:
        yield f"{counted(silent, 'respondent')} gave no answer to {what}"
    where = f" and are in the {elsewhere}" if elsewhere else " and are left out"
    for banner in banners:
        both = source.unanswered([question.answered, banner.answered], domains)
        if both > silent:
            without = counted(both - silent, "respondent")
            yield f"{without} without {banner.name} stand in no column{where}"
        nowhere = source.unanswered([question.answered, banner.inside], domains)
        if nowhere > both:
            chose = counted(nowhere - both, "respondent")
            yield f"{chose} chose none of {banner.name} and stand in no column{where}"
