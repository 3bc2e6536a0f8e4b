"""What a chart of pairs says: differences beside the rows, its note, its description."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ...decimals import share_decimals
from ...estimates.reason_codes import has_reason
from ...estimates.schema import FloatArray
from ...estimates.suppression import imprecise_signs
from ...language.marking import marked
from ...language.strings import Strings
from ...wording import NOT_KNOWN, points_text, value_text
from ..frame.rows import Rows, signs_of
from ..frame.tables import estimates_of, records_of
from ..look.theme import Style
from ..number_format import NumberFormat, number_text, size_of
from .pairs import PairTable

SIDES = ("first", "second")
"""The groups of a pair, as its table names them."""

_DESCRIBED = 4
"""Pairs that a description says one by one."""


def key_words(pairs: PairTable, say: Strings) -> tuple[str, str, str]:
    """Name both groups, with the base that all their rows have, and their difference."""
    first, second = (" ".join(name.split()) for name in pairs.names)
    less = say("Difference: {first} less {second}", first=first, second=second)
    if not _has_one_base(pairs):
        return first, second, less
    bases = [_known_bases(pairs, which).max() for which in SIDES]
    named = [f"{name}, {say.base_text(n)}" for name, n in zip((first, second), bases, strict=True)]
    return named[0], named[1], less


def _has_one_base(pairs: PairTable) -> bool:
    """Return whether the base of either group is the same in all rows."""
    return all(len(set(_known_bases(pairs, which))) == 1 for which in SIDES)


def _known_bases(pairs: PairTable, which: str) -> "pd.Series[Any]":
    return pairs.group(which)["n"].dropna()


def pair_rows(pairs: PairTable, style: Style) -> Rows:
    """Return the pairs as rows of a chart: difference and limits, and bases that vary.

    Where limits stand above their row, they are named, too.
    """
    say, table, one_base = style.strings, pairs.table, _has_one_base(pairs)
    differences = difference_words(pairs, say)
    sides = []
    for row, (line, (_, words)) in enumerate(zip(records_of(table), differences, strict=True)):
        if style.page.narrow and not pd.isna(line["ci_low"]):
            words = f"{say.interval_text(line['confidence_level'])} {words}"
        if not one_base:
            bases = [pairs.group(which)["n"].iloc[row] for which in SIDES]
            first, second = (say("not stated") if pd.isna(n) else say.count_text(n) for n in bases)
            bases_words = say("n = {first}, {second}", first=first, second=second)
            words = "\n".join(filter(None, (words, bases_words)))
        sides.append(words)
    values = tuple(value for value, _ in differences)
    return Rows(table=table, labels=pairs.labels, groups=("",) * len(table), values=values,
                sides=tuple(sides), percent=pairs.percent, signs=signs_of(table))  # fmt: skip


def values_above(rows: Rows) -> Rows:
    """Return rows whose differences stand before their limits, and not beside the chart."""
    pairs = zip(rows.values, rows.sides, strict=True)
    sides = tuple("\n".join(filter(None, pair)) for pair in pairs)
    return replace(rows, values=("",) * len(rows.values), sides=sides)


def difference_words(pairs: PairTable, say: Strings) -> list[tuple[str, str]]:
    """Print each difference and its limits with the same decimals: "+6 pts†", "−4 to +17".

    Shares differ by whole points, or by tenths where a limit would print as zero or as the other;
    values by so much that an interval's half width has two digits, the same in all rows.
    """
    found = []
    ends, signs = estimates_of(pairs.table), signs_of(pairs.table)
    looks = _formats(ends, percent=pairs.percent)
    for row, look, sign in zip(ends, looks, signs, strict=True):
        if look.percent:
            value, low, high = (
                say.number(points_text(number, look.decimals or 0).removesuffix(" points"))
                for number in row
            )
            value = value if np.isnan(row[0]) else say("{number} pts", number=value)
        else:
            value, high = (_signed(number, look.value(abs(number), say)) for number in row[[0, 2]])
            low = _signed(row[1], look.number(abs(row[1]), say))
        limits = say("{low} to {high}", low=low, high=high)
        value += sign * bool(not np.isnan(row[0]))
        # a difference that is left out has no interval to speak of
        none = "" if sign and np.isnan(row[0]) else say("no interval")
        found.append((value, none if np.isnan(row[1:]).any() else limits))
    return found


def _formats(ends: FloatArray, *, percent: bool) -> list[NumberFormat]:
    """Return how the numbers of each difference print."""
    if percent:
        little = [any(end and abs(end) < 0.005 for end in row[1:]) for row in ends]
        return [NumberFormat(percent=True, decimals=max(share_decimals(*row[1:]), int(least)))
                for row, least in zip(ends, little, strict=True)]  # fmt: skip
    sizes = [size_of(row) for row in ends]
    halves = [(row[2] - row[1]) / size / 2 for row, size in zip(ends, sizes, strict=True)]
    places = [max(0, 1 - int(np.floor(np.log10(half)))) if half > 0 else None for half in halves]
    alike: dict[float, int] = {}
    for size, decimals in zip(sizes, places, strict=True):
        alike[size] = max(alike.get(size, 0), decimals or 0)
    # a row without an interval prints by itself
    return [NumberFormat(percent=False, decimals=d if d is None else alike[size], size=size)
            for size, d in zip(sizes, places, strict=True)]  # fmt: skip


def group_text(line: Mapping[str, Any], which: str, pairs: PairTable, say: Strings) -> str:
    """Print the number of the "first" or the "second" group of a pair."""
    value, signs = float(line[f"{which}_estimate"]), imprecise_signs([line[f"{which}_reasons"]])
    return NOT_KNOWN if np.isnan(value) else number_text(value, pairs.percent, say) + signs[0]


def tick_words(value: float, percent: bool, say: Strings) -> str:
    """Print a round difference below its scale: "−20", "0", "+20"."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if percent:
        return sign + say.number(value_text(abs(value) * 100, 6))
    return sign + number_text(abs(value), False, say)


def _signed(value: float, text: str) -> str:
    """Return a printed difference of values with its sign, which 0 has not."""
    sign = "+" if value > 0 else "−"
    return sign + text if any(digit in text for digit in "123456789") else text


def note_of(pairs: PairTable, say: Strings) -> str:
    """Say what a reader must know of the differences, each only where it is so."""
    rounded = marked("Differences are computed before rounding.")
    ceiling = marked("Covariance not known: intervals are at most this wide.")
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
    differences = difference_words(pairs, say)
    lines = zip(pairs.labels[:_DESCRIBED], records_of(pairs.table), differences, strict=False)
    for label, line, (difference, limits) in lines:
        texts = [group_text(line, which, pairs, say) for which in SIDES]
        both = ", ".join(f"{name} {text}" for name, text in zip(pairs.names, texts, strict=True))
        words = say(
            "{groups}; difference {difference} ({limits}).",
            groups=both,
            difference=difference,
            limits=limits,
        )
        sentences.append(f"{label}: {words}" if label else words)
    if number > _DESCRIBED:
        sentences.append(say("{number} more in the table.", number=number - _DESCRIBED))
    return " ".join(sentences)
