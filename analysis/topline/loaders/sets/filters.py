"""Who was asked a question, told by the answers to one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...expressions.tree import Name, Values
from ...language.message import Message
from .cells import Cells, plain_code

_MOST_ANSWERS = 12
"""Answers of a question up to which it may be a filter."""

_BEFORE = 40
"""Columns before a question among which its filter is looked for."""

_FEWEST = 5
"""Rows of an answer from which on it may be a filter."""

_CHANCE = 1e-6
"""Probability at which rows of one answer are blank by chance, below which they were not asked."""


@dataclass(frozen=True)
class Filter:
    """A condition that says who was asked, and the same for people."""

    condition: str
    words: str


def asked_by(cells: Cells, columns: Sequence[str]) -> Filter | None:
    """Return which answer to an earlier question a question was not asked after, if any.

    All rows of that answer are blank in the whole question, and so many others are not that this
    is no chance.
    """
    blank = np.all([cells.values(name).isna().to_numpy() for name in columns], axis=0)
    if not blank.any() or blank.all():
        return None
    first = min(cells.names.index(name) for name in columns)
    for name in reversed(cells.names[max(0, first - _BEFORE) : first]):
        own = cells.distinct(name)
        if own is None or not 1 < len(own) <= _MOST_ANSWERS:
            continue
        values = cells.values(name)
        table = pd.DataFrame({"answer": values.astype(object), "blank": blank})
        counts = table.dropna().groupby("answer", sort=False)["blank"].agg(["size", "sum"])
        gone = counts["size"] == counts["sum"]
        rest = counts.loc[~gone]
        if not gone.any() or rest.empty:
            continue
        share = float(rest["sum"].sum() / rest["size"].sum())
        rows = int(counts.loc[gone, "size"].sum())
        if rows >= _FEWEST and share**rows < _CHANCE:
            codes = [plain_code(answer) for answer in counts.index[gone].tolist()]
            told = " or ".join(repr(own.get(code, str(code))) for code in codes)
            return Filter(
                condition=f"{Name(name)} not in {Values(tuple(codes))}",
                words=Message(
                    "not asked of the {rows} rows whose {name} is {told}, which are all blank",
                    rows=rows,
                    name=name,
                    told=told,
                ),
            )
    return None
