"""Ranks of answers within a column, and those that other samples would have given."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ...language.message import Message
from ...language.strings import Strings
from ...statistics.comparisons.adjust import ADJUSTMENTS
from ...tables.model import Cell
from ...values import Value
from ...wording import NOT_KNOWN
from ..data.columns import FloatArray, IntArray
from .letters import LetterRule
from .parts.layout import Layout
from .tested import Pairs, tests_of

MOST_RANKED = 100
"""Answers up to which ranks are told: every two of a column are compared."""

RANK = "rank"
"""What a row of ranks is, and what its numbers are."""

_TIE = 1e-12
"""Shares this close are the same: sums of the same weights in another order."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranks(Value):
    """Ranks of answers, one of each of their cells.

    Attributes
    ----------
    of : (m,) int
        Rows of the estimates.
    rank, low, high : (m,) float
        1 for the largest share of its column; answers of the same share have the same rank. Limits
        cover the ranks of all answers of a column in the population together. NaN where there is
        no share.
    answers : tuple of int
        Rows of the layout that are ranked.
    """

    of: IntArray
    rank: FloatArray
    low: FloatArray
    high: FloatArray
    answers: tuple[int, ...]

    def table(self, estimates: pd.DataFrame) -> pd.DataFrame:
        """Return a row for each answer of each column, its share and its ranks."""
        labels = list(estimates)[: list(estimates).index("column") + 1]
        found = estimates.iloc[self.of][[*labels, "estimate", "n"]].reset_index(drop=True)
        numbers = {"rank": self.rank, "rank_low": self.low, "rank_high": self.high}
        return found.assign(**numbers).astype(dict.fromkeys(numbers, "Int64"))

    def laid_out(self, layout: Layout) -> Layout:
        """Return a table's layout with a row of ranks for each answer behind all others."""
        labels = tuple(
            Message(marked("Rank of {answer}"), answer=str(layout.rows[at])) for at in self.answers
        )
        places = layout.places[self.of].copy()
        row = {at: len(layout.rows) + k for k, at in enumerate(self.answers)}
        places[:, 1] = [row[at] for at in places[:, 1].tolist()]
        return Layout(
            places=np.concatenate([layout.places, places]),
            groups=layout.groups,
            question=layout.question,
            rows=(*layout.rows, *labels),
            banners=layout.banners,
            several=layout.several,
            overlapping=layout.overlapping,
            numbers=(*layout.numbers, *labels),
            nets=layout.nets,
        )

    def cells(self, shown: "pd.Series[Any]") -> list[Cell]:
        """Return ranks in words, as "2 (1–3)"; none where the share itself is not shown."""
        cells = []
        for at, rank, low, high in zip(self.of, self.rank, self.low, self.high, strict=True):
            if np.isnan(rank) or pd.isna(shown.iloc[at]):
                cells.append(Cell(NOT_KNOWN))
                continue
            # a spreadsheet keeps the rank as its number, and shows the others behind it
            beside = f" ({int(low)}–{int(high)})" if low < high else ""
            form = f'0"{beside}"' if beside else "0"
            text, value = f"{int(rank)}{beside}", float(rank)
            cells.append(Cell(text, value, form, low=float(low), high=float(high)))
        return cells


def ranks_of(estimates: Estimates, layout: Layout, minimum_base: float, level: float) -> Ranks:
    """Return the ranks of the answers of each column.

    An answer is certainly behind as many as are significantly above it, and before as many as are
    significantly below; all pairs of a column are adjusted together.

    Raises
    ------
    ArgumentError
        When there are no answers, or too many.
    """
    scale = estimates.scales.get(layout.question)
    # what is set aside, as "don't know", is no answer that others could be behind
    aside = set() if scale is None else set(scale.set_aside)
    shares = range(len(layout.rows) - len(layout.numbers))
    answers = [
        at for at in shares if layout.rows[at] not in aside and layout.rows[at] not in layout.nets
    ]
    if not 2 <= len(answers) <= MOST_RANKED:
        raise ArgumentError(
            f"{layout.question!r} has {len(answers)} rows of answers; ranks are of 2 to "
            f"{MOST_RANKED}: put answers together, or choose rows by keep="
        )
    estimate = estimates.table["estimate"].to_numpy(dtype=float)
    of = np.flatnonzero(np.isin(layout.places[:, 1], answers))
    known = of[~np.isnan(estimate[of])]
    places = pd.DataFrame(layout.places[known][:, [0, 2, 3]])
    column = places.groupby([0, 1, 2]).ngroup().to_numpy()
    pairs = _pairs_within(known, column)
    rule = LetterRule(
        confidence_levels=(level,), adjustment=ADJUSTMENTS["holm"], minimum_base=minimum_base
    )
    above, behind, before = np.zeros((3, len(estimate)))
    apart = estimate[pairs.first] - estimate[pairs.second]
    np.add.at(above, np.where(apart > 0, pairs.second, pairs.first)[np.abs(apart) > _TIE], 1)
    for higher, lower, _ in tests_of(estimates, rule, pairs).significant(rule):
        behind[lower] += 1
        before[higher] += 1
    # not known for what has no share
    size = np.full(len(estimate), np.nan)
    size[known] = np.bincount(column)[column]
    unknown = 0 * size
    return Ranks(
        of=of,
        rank=(1 + above + unknown)[of],
        low=(1 + behind + unknown)[of],
        high=(size - before)[of],
        answers=tuple(answers),
    )


def _pairs_within(of: IntArray, column: IntArray) -> Pairs:
    """Return every two answers of a column, which are a family."""
    found = [np.empty((3, 0), dtype=np.intp)]
    for line in np.unique(column):
        own = of[column == line]
        i, j = np.triu_indices(len(own), 1)
        found.append(np.stack([own[i], own[j], np.full(len(i), line)]))
    return Pairs(*np.concatenate(found, axis=1))


def rank_note(level: float, say: Strings) -> str:
    """Say what ranks are."""
    return say(
        "Rank 1 is the largest share of its column; in brackets, the ranks that its answers can "
        "have in the population, all of them together at {level}.",
        level=say.level_text(level),
    )


def with_rank_rows(tidy: pd.DataFrame, ranks: Ranks, layout: Layout) -> pd.DataFrame:
    """Return a tidy table of cells with a line for each rank behind them."""
    lines = tidy.iloc[ranks.of].assign(
        kind=RANK,
        quantity=RANK,
        estimate=ranks.rank,
        ci_low=ranks.low,
        ci_high=ranks.high,
        std_error=np.nan,
        letters="",
    )
    lines["category"] = [
        f"Rank of {layout.rows[row]}" for row in layout.places[ranks.of, 1].tolist()
    ]
    categories = tidy["category"].astype(object)
    both = pd.concat([tidy.assign(category=categories), lines], ignore_index=True)
    known = dict.fromkeys([*tidy["category"].cat.categories, *lines["category"]])
    return both.assign(category=pd.Categorical(both["category"], list(known)))
