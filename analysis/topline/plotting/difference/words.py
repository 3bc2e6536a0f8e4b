"""What a chart of pairs says: differences beside the rows, its note, its description."""

from typing import Any

import numpy as np
import pandas as pd

from ...estimates.algebra.contrasts import AT_MOST
from ...wording import NOT_KNOWN, decimal_text, points_text, value_text
from ..frame.rows import LARGE, Rows, number_text
from ..look.strings import Strings
from ..look.theme import Style
from .pairs import PairTable

_TOLD = 4
"""Pairs told one by one in a description."""


def key_words(pairs: PairTable, say: Strings) -> tuple[str, str, str]:
    """Name both groups, with the base that all their rows have, and their difference."""
    first, second = (" ".join(name.split()) for name in pairs.names)
    less = say("Difference: {first} less {second}", first=first, second=second)
    if not _has_one_base(pairs):
        return first, second, less
    bases = [_known_bases(pairs, which).max() for which in ("first", "second")]
    named = [f"{name}, {say.base_text(n)}" for name, n in zip((first, second), bases, strict=True)]
    return named[0], named[1], less


def _has_one_base(pairs: PairTable) -> bool:
    """Return whether the base of either group is the same in all rows."""
    return all(len(set(_known_bases(pairs, which))) == 1 for which in ("first", "second"))


def _known_bases(pairs: PairTable, which: str) -> "pd.Series[Any]":
    return pairs.group(which)["n"].dropna()


def pair_rows(pairs: PairTable, style: Style) -> Rows:
    """Return the pairs as rows of a chart: difference and limits, and bases that vary."""
    say, table = style.strings, pairs.table
    values, sides = [], []
    for row in range(len(table)):
        values.append(difference_text(table.iloc[row], pairs.percent, say))
        words = [_limits(pairs, row, style)]
        if not _has_one_base(pairs):
            words.append(_bases(pairs, row, say))
        sides.append("\n".join(words))
    nowhere = ("",) * len(table)
    return Rows(table, pairs.labels, nowhere, tuple(values), tuple(sides), pairs.percent)


def difference_text(row: "pd.Series[Any]", percent: bool, say: Strings) -> str:
    """Print a difference with its sign, shares in points."""
    value = float(row["estimate"])
    if np.isnan(value):
        return NOT_KNOWN
    if percent:
        return say("{number} pts", number=_points(value, 0, say))
    return _signed(value, _decimals(row), say)


def limits_text(row: "pd.Series[Any]", percent: bool, say: Strings) -> str:
    """Print the limits of a difference: "−4 to +17", in tenths where one would print as zero."""
    ends = float(row["ci_low"]), float(row["ci_high"])
    if np.isnan(ends).any():
        return say("no interval")
    if percent:
        close = ends[1] - ends[0] < 0.02 or any(end and abs(end) < 0.005 for end in ends)
        low, high = (_points(end, int(close), say) for end in ends)
    else:
        low, high = (_signed(end, _decimals(row), say) for end in ends)
    return say("{low} to {high}", low=low, high=high)


def tick_words(value: float, percent: bool, say: Strings) -> str:
    """Print a round difference below its scale: "−20", "0", "+20"."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if percent:
        return sign + say.number(value_text(abs(value) * 100, 6))
    return sign + number_text(abs(value), False, say)


def _points(difference: float, decimals: int, say: Strings) -> str:
    return say.number(points_text(difference, decimals).removesuffix(" points"))


def _decimals(row: "pd.Series[Any]") -> int | None:
    """Return the decimals that give the half width of an interval two digits."""
    half = float(row["ci_high"] - row["ci_low"]) / 2
    return max(0, 1 - int(np.floor(np.log10(half)))) if half > 0 else None


def _signed(value: float, decimals: int | None, say: Strings) -> str:
    """Print a difference of values to so many decimals, millions in words."""
    if decimals is None or abs(value) >= min(LARGE):
        text = number_text(abs(value), False, say)
    else:
        text = say.number(decimal_text(abs(value), decimals))
    sign = "+" if value > 0 else "−"
    return sign + text if any(digit in text for digit in "123456789") else text


def _limits(pairs: PairTable, row: int, style: Style) -> str:
    """Print the limits of a difference, and what they are where they stand above its row."""
    line, say = pairs.table.iloc[row], style.strings
    limits = limits_text(line, pairs.percent, say)
    if not style.page.narrow or pd.isna(line["ci_low"]):
        return limits
    level = say.level_text(float(line["confidence_level"]))
    return f"{say('{level} interval', level=level)} {limits}"


def _bases(pairs: PairTable, row: int, say: Strings) -> str:
    bases = [pairs.group(which)["n"].iloc[row] for which in ("first", "second")]
    first, second = (say("not stated") if pd.isna(n) else say.count_text(n) for n in bases)
    return say("n = {first}, {second}", first=first, second=second)


def note_of(pairs: PairTable, say: Strings) -> str:
    """Say what a reader must know of the differences, each only where it is so."""
    flags = pairs.table["flag"].astype("string").fillna("")
    rounded = "Differences are computed before rounding."
    ceiling = "Covariance not known: intervals are at most this wide."
    said = {
        "Weighted estimates.": pairs.weighted,
        ceiling: bool(flags.str.contains(AT_MOST, regex=False).any()),
        rounded: pairs.percent and not _add_up(pairs),
    }
    return " ".join(say(sentence) for sentence, true in said.items() if true)


def _add_up(pairs: PairTable) -> bool:
    """Return whether printed differences are those of the printed shares."""
    table = pairs.table
    columns = ["first_estimate", "second_estimate", "estimate"]
    known = table[columns].dropna().to_numpy(dtype=float)
    return all(_whole(a) - _whole(b) == _whole(difference) for a, b, difference in known)


def _whole(share: float) -> int:
    return int(points_text(share, 0).removesuffix(" points").replace("−", "-"))


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
    gap = difference_text(line, pairs.percent, say)
    limits = limits_text(line, pairs.percent, say)
    return label + say("{groups}; difference {difference} ({limits}).", groups=both, difference=gap,
                       limits=limits)  # fmt: skip
