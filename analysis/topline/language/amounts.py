"""Amounts in sentences that can be said again: printed as English does, written as a language does.

These are the functions of ``wording`` for whoever makes a ``Message`` instead of a text.
"""

from collections.abc import Iterable, Sequence

from ..shown import cut
from ..wording import (
    NOT_KNOWN,
    decimal_text,
    estimate_text,
    level_text,
    limits_text,
    percent_text,
    points_text,
    value_text,
)
from .message import Message, PrintedNumber, join_messages

_POINTS = " points"


def percent_words(proportion: float, decimals: int = 0) -> str:
    """Print a proportion as a percentage: 0.63 as "63%"."""
    return PrintedNumber(percent_text(proportion, decimals))


def printed_words(number: str) -> str:
    """Take a number as somebody printed it: "62.5%", "<1%"."""
    return PrintedNumber(number)


def value_words(value: float, digits: int = 4) -> str:
    """Print a value that is no share to so many digits."""
    return PrintedNumber(value_text(value, digits))


def decimal_words(value: float, decimals: int) -> str:
    """Print a number to so many decimals."""
    return PrintedNumber(decimal_text(value, decimals))


def level_words(confidence_level: float) -> str:
    """Print a confidence level: 0.95 as "95%"."""
    return PrintedNumber(level_text(confidence_level))


def points_words(difference: float, decimals: int = 1) -> str:
    """Print a difference of proportions in percentage points: 0.065 as "+6.5 points"."""
    return _in_points(points_text(difference, decimals))


def estimate_words(value: float, quantity: str, decimals: int | None = None) -> str:
    """Print an estimate or a limit as what it is: a share, points between shares, or a value."""
    return _in_points(estimate_text(value, quantity, decimals))


def limits_words(
    low: float, high: float, quantity: str = "proportion", decimals: int | None = None
) -> str:
    """Print two limits as what they are, a unit of words once."""
    text = limits_text(low, high, quantity, decimals)
    if text == NOT_KNOWN:
        return text
    first, last = map(PrintedNumber, text.removesuffix(_POINTS).split(" to "))
    if text.endswith(_POINTS):
        return Message("{low} to {high} points", low=first, high=last)
    return Message("{low} to {high}", low=first, high=last)


def span_words(low: str, high: str) -> str:
    """Say from where to where amounts go, which may be the same: "12 to 30", "12"."""
    first, last = (one if isinstance(one, Message) else PrintedNumber(one) for one in (low, high))
    return first if low == high else Message("{low} to {high}", low=first, high=last)


def listed_words(words: Iterable[str]) -> str:
    """Say words one behind the other, as a sentence has them in brackets: "a, b, c"."""
    return join_messages(words, ", ")


def and_words(words: Sequence[str]) -> str:
    """Say that some things hold together: "a and b"."""
    told = words[0]
    for one in words[1:]:
        told = Message("{before} and {after}", before=told, after=one)
    return told


def first_few(things: Sequence[object], shown: int = 5) -> str:
    """List the first things by their repr and count the rest."""
    told = ", ".join(cut(repr(thing)) for thing in things[:shown])
    if len(things) <= shown:
        return told
    return Message("{things} and {n} more", things=told, n=len(things) - shown)


def _in_points(text: str) -> str:
    if text.endswith(_POINTS):
        return Message("{number} points", number=PrintedNumber(text.removesuffix(_POINTS)))
    return PrintedNumber(text)
