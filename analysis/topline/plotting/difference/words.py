"""What a chart of pairs says: differences beside the rows, its note, its description."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.reason_codes import has_reason
from ...wording import NOT_KNOWN, decimal_text, points_text, value_text
from ..frame.rows import LARGE, Rows, number_text
from ..frame.tables import records_of
from ..look.strings import Strings
from ..look.theme import Style
from .pairs import PairTable

_DESCRIBED = 4
"""Pairs that a description says one by one."""


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
    """Return the pairs as rows of a chart: difference and limits, and bases that vary.

    Where limits stand above their row, they are named, too.
    """
    say, table, one_base = style.strings, pairs.table, _has_one_base(pairs)
    values, sides = [], []
    for row, line in enumerate(records_of(table)):
        values.append(difference_text(line, pairs.percent, say))
        words = limits_text(line, pairs.percent, say)
        if style.page.narrow and not pd.isna(line["ci_low"]):
            words = f"{say.interval_text(line['confidence_level'])} {words}"
        if not one_base:
            bases = [pairs.group(which)["n"].iloc[row] for which in ("first", "second")]
            first, second = (say("not stated") if pd.isna(n) else say.count_text(n) for n in bases)
            words += "\n" + say("n = {first}, {second}", first=first, second=second)
        sides.append(words)
    return Rows(table=table, labels=pairs.labels, groups=("",) * len(table), values=tuple(values),
                sides=tuple(sides), percent=pairs.percent)  # fmt: skip


def difference_text(row: Mapping[str, Any], percent: bool, say: Strings) -> str:
    """Print a difference with its sign, shares in points."""
    value = float(row["estimate"])
    if np.isnan(value):
        return NOT_KNOWN
    if percent:
        return say("{number} pts", number=_points(value, 0, say))
    return _signed(value, _decimals(row), say)


def limits_text(row: Mapping[str, Any], percent: bool, say: Strings) -> str:
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


def _decimals(row: Mapping[str, Any]) -> int | None:
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


def note_of(pairs: PairTable, say: Strings) -> str:
    """Say what a reader must know of the differences, each only where it is so."""
    rounded = "Differences are computed before rounding."
    ceiling = "Covariance not known: intervals are at most this wide."
    said = {
        "Weighted estimates.": pairs.weighted,
        ceiling: bool(has_reason(pairs.table, "at_most").any()),
        rounded: pairs.percent and not pairs.adds_up,
    }
    return " ".join(say(sentence) for sentence, true in said.items() if true)


def describe_pairs(pairs: PairTable, say: Strings) -> str:
    """Describe the pairs for people who do not see them."""
    number = len(pairs.labels)
    sentences = [say("{number} rows.", number=number)] if number > 1 else []
    for label, line in zip(pairs.labels[:_DESCRIBED], records_of(pairs.table), strict=False):
        values = (float(line["first_estimate"]), float(line["second_estimate"]))
        texts = [NOT_KNOWN if np.isnan(v) else number_text(v, pairs.percent, say) for v in values]
        both = ", ".join(f"{name} {text}" for name, text in zip(pairs.names, texts, strict=True))
        words = say(
            "{groups}; difference {difference} ({limits}).",
            groups=both,
            difference=difference_text(line, pairs.percent, say),
            limits=limits_text(line, pairs.percent, say),
        )
        sentences.append(f"{label}: {words}" if label else words)
    if number > _DESCRIBED:
        sentences.append(say("{number} more in the table.", number=number - _DESCRIBED))
    return " ".join(sentences)
