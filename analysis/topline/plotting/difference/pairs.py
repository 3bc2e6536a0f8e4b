"""Two groups side by side: the rows of both, and their difference with its own interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...estimates.algebra.comparisons import compared_columns, name_of, names_of
from ...estimates.estimates import Estimates
from ...estimates.schema import FloatArray, is_weighted, label_columns, row_groups
from ...wording import label_text, points_text
from ..frame.record import Doubts
from ..frame.rows import is_percent
from ..frame.tables import MOST_ROWS, check_size, varying

DIFFERENCE = (
    "estimate", "std_error", "ci_low", "ci_high", "confidence_level", "interval", "df", "reasons",
    "flag", "p_value",
)  # fmt: skip
"""What is kept of the difference."""

STATISTICS = ("estimate", "ci_low", "ci_high", "n", "reasons")
"""What is kept of each group."""


@dataclass(frozen=True, eq=False)
class PairTable:
    """A row per pair.

    Attributes
    ----------
    table : pandas.DataFrame
        Labels; of either group its name, estimate, limits, base and reasons; then the difference.
    labels : tuple of str
        What each pair is about.
    names : tuple of str
        The first and the second group; the difference is the first less the second.
    percent : bool
        Whether the estimates are shares.
    weighted : bool
        Whether they are from microdata, with weights.
    """

    table: pd.DataFrame
    labels: tuple[str, ...]
    names: tuple[str, str]
    percent: bool
    weighted: bool

    @property
    def values(self) -> FloatArray:
        """All estimates of both groups that there are."""
        both = self.table[["first_estimate", "second_estimate"]].to_numpy(dtype=float)
        return np.asarray(both[np.isfinite(both)])

    @property
    def doubts(self) -> Doubts:
        """All numbers that are drawn: of the first groups, the second, and the differences."""
        parts = [
            Doubts.of(part) for part in (self.group("first"), self.group("second"), self.table)
        ]
        return Doubts(
            tuple(cell for part in parts for cell in part.reasons),
            tuple(cell for part in parts for cell in part.drawn),
        )

    @property
    def adds_up(self) -> bool:
        """Whether the differences of shares, as printed, are those of the printed shares."""
        columns = ["first_estimate", "second_estimate", "estimate"]
        known = self.table[columns].dropna().to_numpy(dtype=float)
        printed = [
            [points_text(share, 0).removesuffix(" points") for share in row] for row in known
        ]
        whole = [[int(number.replace("−", "-")) for number in row] for row in printed]
        return all(first - second == difference for first, second, difference in whole)

    def sorted(self) -> "PairTable":
        """Return the pairs with the largest difference first."""
        order = np.argsort(-self.table["estimate"].to_numpy(dtype=float), kind="stable")
        return self.at(order.tolist())

    def at(self, places: Sequence[int]) -> "PairTable":
        """Return the pairs at these places."""
        labels = tuple(self.labels[at] for at in places)
        table = self.table.iloc[list(places)].reset_index(drop=True)
        return replace(self, table=table, labels=labels)

    def group(self, which: str) -> pd.DataFrame:
        """Return estimate, limits, base and reasons of the "first" or the "second" group."""
        found = self.table[[f"{which}_{name}" for name in STATISTICS]]
        return found.set_axis(list(STATISTICS), axis=1)


def read_pairs(
    estimates: Any, by: str | Sequence[str] | None, pair: Sequence[Any] | None
) -> PairTable:
    """Return two groups and their differences, from the joint covariance.

    Raises
    ------
    ArgumentError
        When these are no Estimates, a name is unknown, or there are more than two groups and
        `pair` does not say which.
    DataError
        When there are more pairs than a chart has rows.
    """
    if not isinstance(estimates, Estimates):
        raise ArgumentError(
            f"the table is a {type(estimates).__name__}; expected Estimates: the interval of a "
            "difference needs the covariance of the two"
        )
    table = estimates.table
    columns = compared_columns(table, by)
    names = names_of(table, columns)
    first, second = _chosen(names, pair)
    kept = [name for name in label_columns(table) if columns and name not in columns]
    check_size(len(table), "estimates", 2 * MOST_ROWS)
    groups = _in_place(row_groups(table, kept), names, (first, second))
    keys = table.loc[[at[0] for at in groups], kept].reset_index(drop=True)
    sides = []
    for rows in groups:
        cells: dict[str, Any] = {}
        for which, name in (("first", first), ("second", second)):
            own = [at for at in rows if names[at] == name]
            cells[which] = name
            # a pair without one of the groups keeps its place
            for key in STATISTICS:
                cells[f"{which}_{key}"] = table[key].iloc[own[0]] if own else np.nan
        sides.append(cells)
    # a difference is bounded at the level of its groups
    levels = {*table["confidence_level"].dropna()}
    level = float(levels.pop()) if len(levels) == 1 else 0.95
    chosen = [(first, second)]
    compared = estimates.compare(by, pairs=chosen, adjust=None, confidence_level=level)
    found = compared.table[[*kept, *DIFFERENCE]]
    wide = keys.merge(found, on=kept, how="left") if kept else found
    wide = pd.concat([wide[kept], pd.DataFrame(sides), wide[list(DIFFERENCE)]], axis=1)
    # what a pair is about: the labels that tell pairs apart, or the first
    about = keys[varying(keys, kept) or kept[:1]].astype(object).to_numpy()
    return PairTable(
        table=wide,
        labels=tuple(" ".join(", ".join(map(label_text, row)).split()) for row in about),
        names=(first, second),
        percent=is_percent(table),
        weighted=is_weighted(table),
    )


def _chosen(names: list[str], pair: Sequence[Any] | None) -> tuple[str, str]:
    """Return the two groups that are compared: those asked for, or the only two that there are."""
    known = list(dict.fromkeys(names))
    chosen = known if pair is None else [name_of(name) for name in listed_values("pair", pair)]
    if len(chosen) != 2 or len({*chosen} & {*known}) != 2:
        listed = ", ".join(map(repr, known))
        raise ArgumentError(f"pair is {described(pair)}; expected two of {listed}")
    first, second = chosen
    return first, second


def _in_place(groups: list[Any], names: list[str], pair: tuple[str, str]) -> list[Any]:
    """Order pairs as the first group does; what it lacks follows what it follows elsewhere."""
    pair_of = {int(row): at for at, rows in enumerate(groups) for row in rows}
    order: list[int] = []
    for name in dict.fromkeys([*pair, *names]):
        place = 0
        for at in (pair_of[row] for row in range(len(names)) if names[row] == name):
            if at not in order:
                order.insert(place, at)
            place = order.index(at) + 1
    return [groups[at] for at in order]
