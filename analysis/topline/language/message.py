"""Sentences that are said in English already, as notes on data are, and can be said again.

A message is a text like any other, and remembers what it was made of.
"""

from numbers import Integral, Real
from typing import Any, Self

from ..wording import count_text, value_text


class PrintedNumber(str):
    """A number as English prints it, whose decimals another language keeps and marks its way."""

    __slots__ = ()


class Message(str):
    """A sentence in English that can be said again in another language.

    Parameters
    ----------
    pattern : str
        In English, with places in braces.
    many : str
        The same of any number but one, which is the value n; "" where the sentence has one form.
    **values
        What goes into the places: words of people as they are, other messages, numbers.

    Examples
    --------
    >>> Message("{n} respondents gave no answer to {question}", n=1200, question="q1")
    '1,200 respondents gave no answer to q1'
    """

    __slots__ = ("many", "pattern", "values")

    pattern: str
    many: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, many: str = "", /, **values: Any) -> Self:
        """Say the sentence in English, of one or of `many`, as the value n says."""
        words = {
            name: value if isinstance(value, str) else english(value)
            for name, value in values.items()
        }
        said = many if many and values["n"] != 1 else pattern
        found = super().__new__(cls, said.format(**words) if values else said)
        found.pattern, found.many, found.values = pattern, many, values
        return found

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Any]]:
        """Return what a copy or a file makes it of again."""
        return (self.pattern, self.many), self.values


def stopped(note: str) -> str:
    """Return a note with one full stop; one that can be said again still can."""
    if isinstance(note, Message):
        return note if note.endswith(".") else Message("{sentence}.", sentence=note)
    return f"{note.rstrip('.')}."


def english(value: Any) -> str:
    """Return a value of a message in English."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(english, value))
    if isinstance(value, Integral):
        return count_text(int(value))
    return value_text(float(value)) if isinstance(value, Real) else str(value)
