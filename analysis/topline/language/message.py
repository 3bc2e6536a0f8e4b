"""Sentences that are said in English already, as notes on data are, and can be said again.

A message is a text like any other, and remembers what it was made of.
"""

from numbers import Integral, Real
from typing import Any, Self

from ..wording import count_text, rounded_count, value_text


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


class Advice(str):
    """A note that says what to do, for who computes, behind what everybody needs to know.

    Parameters
    ----------
    fact : str
        What everybody needs to know.
    remedy : str
        What to write, for who computes.
    """

    __slots__ = ("fact", "remedy")

    fact: str
    remedy: str

    def __new__(cls, fact: str, remedy: str) -> Self:
        """Say both."""
        found = super().__new__(cls, f"{fact}; {remedy}")
        found.fact, found.remedy = fact, remedy
        return found

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what a copy or a file makes it of again."""
        return self.fact, self.remedy


def without_remedy(note: str) -> str:
    """Return what a note says to everybody, with a stop where it went on."""
    return stopped(note.fact) if isinstance(note, Advice) else note


def stopped(note: str) -> str:
    """Return a note with one full stop; what it remembers it still does."""
    if isinstance(note, (Advice, Message)) and note.endswith("."):
        return note
    if isinstance(note, Advice):
        return Advice(note.fact, f"{note.remedy}.")
    if isinstance(note, Message):
        return Message("{sentence}.", sentence=note)
    return f"{note.rstrip('.')}."


def with_rounded_bases(note: Any, unit: int) -> Any:
    """Return a note whose numbers of respondents are multiples, as those of its table are."""
    if isinstance(note, (list, tuple)):
        return [with_rounded_bases(one, unit) for one in note]
    if unit == 1 or not isinstance(note, Message):
        return note
    values = {name: with_rounded_bases(value, unit) for name, value in note.values.items()}
    if "{n} respondent" in note.pattern:
        values["n"] = int(rounded_count(values["n"], unit))
    return Message(note.pattern, note.many, **values)


def english(value: Any) -> str:
    """Return a value of a message in English."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(english, value))
    if isinstance(value, Integral):
        return count_text(int(value))
    return value_text(float(value)) if isinstance(value, Real) else str(value)
