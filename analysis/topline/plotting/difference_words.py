"""What a chart of pairs says: differences beside the rows, its note, its description."""

from typing import Any

import numpy as np
import pandas as pd

from ..wording import NOT_KNOWN, points_text
from .pairs import PairTable
from .rows import Rows, number_text
from .strings import Strings
from .theme import Style

_TOLD = 4
"""Pairs told one by one in a description."""


def pair_rows(pairs: PairTable, style: Style) -> Rows:
    """Return the pairs as rows of a chart: difference, limits and both bases beside each."""
    say, table = style.strings, pairs.table
    values = tuple(difference_text(value, pairs.percent, say) for value in table["estimate"])
    sides = []
    for row in range(len(table)):
        limits = limits_text(table.iloc[row], pairs.percent, say)
        bases = [pairs.group(which)["n"].iloc[row] for which in ("first", "second")]
        sides.append("\n".join([limits, _bases(bases, say)]))
    return Rows(table, pairs.labels, ("",) * len(table), values, tuple(sides), pairs.percent)


def difference_text(value: float, percent: bool, say: Strings) -> str:
    """Print a difference with its sign, shares in points."""
    if pd.isna(value):
        return NOT_KNOWN
    if percent:
        number = points_text(value, 0).removesuffix(" points")
        return say("{number} pts", number=say.number(number))
    return _signed(value, say)


def _signed(value: float, say: Strings) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number_text(abs(value), False, say)}"


def limits_text(row: "pd.Series[Any]", percent: bool, say: Strings) -> str:
    """Print the limits of a difference: "−4 to +17"."""
    if pd.isna(row["ci_low"]) or pd.isna(row["ci_high"]):
        return say("no interval")
    ends = [row["ci_low"], row["ci_high"]]
    if percent:
        decimals = 0 if ends[1] - ends[0] >= 0.02 else 1
        low, high = (say.number(points_text(end, decimals).removesuffix(" points")) for end in ends)
    else:
        low, high = (_signed(end, say) for end in ends)
    return say("{low} to {high}", low=low, high=high)


def _bases(bases: list[Any], say: Strings) -> str:
    first, second = (say("not stated") if pd.isna(n) else say.count_text(n) for n in bases)
    return say("n = {first}, {second}", first=first, second=second)


def note_of(pairs: PairTable, say: Strings) -> str:
    """Say how the estimates were made that are compared."""
    return say("Weighted estimates.") if pairs.weighted else ""


def describe_pairs(pairs: PairTable, say: Strings) -> str:
    """Describe the pairs for people who do not see them."""
    number = len(pairs.labels)
    said = [say("{number} rows.", number=number)] if number > 1 else []
    said += [_told(pairs, row, say) for row in range(min(number, _TOLD))]
    if number > _TOLD:
        said.append(say("{number} more in the table.", number=number - _TOLD))
    return " ".join(said)


def _told(pairs: PairTable, row: int, say: Strings) -> str:
    values = [float(pairs.group(which)["estimate"].iloc[row]) for which in ("first", "second")]
    texts = [NOT_KNOWN if np.isnan(v) else number_text(v, pairs.percent, say) for v in values]
    both = ", ".join(f"{name} {text}" for name, text in zip(pairs.names, texts, strict=True))
    line = pairs.table.iloc[row]
    label = f"{pairs.labels[row]}: " if pairs.labels[row] else ""
    gap = difference_text(line["estimate"], pairs.percent, say)
    limits = limits_text(line, pairs.percent, say)
    return label + say("{groups}; difference {difference} ({limits}).", groups=both, difference=gap,
                       limits=limits)  # fmt: skip
