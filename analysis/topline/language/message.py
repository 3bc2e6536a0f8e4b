"""Sentences that are said in English already, as notes on data are, and can be said again.

A message is a text like any other, and remembers what it was made of.
"""

from collections.abc import Iterable
from datetime import date
from numbers import Integral, Real
from typing import Any, Self

from ..wording import count_text, day_text, rounded_count, value_text
from .marking import marked


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


ADVICE = marked("{fact}; {remedy}")


class Advice(str):
    """A note that says what to do, for who computes, behind what everybody needs to know.

    Parameters
    ----------
    fact : str
        What everybody needs to know.
    remedy : str
        What to write, for who computes; in code, which no language changes.
    """

    __slots__ = ("fact", "remedy")

    fact: str
    remedy: str

    def __new__(cls, fact: str, remedy: str) -> Self:
        """Say both."""
        found = super().__new__(cls, ADVICE.format(fact=fact, remedy=remedy))
        found.fact, found.remedy = fact, remedy
        return found

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what a copy or a file makes it of again."""
        return self.fact, self.remedy


class Capital(str):
    """Words with a capital, which stand elsewhere within a sentence; every language has its own.

    Parameters
    ----------
    words : str
        A message, or words of people.
    """

    __slots__ = ("words",)

    words: str

    def __new__(cls, words: str) -> Self:
        """Write the first sign large."""
        found = super().__new__(cls, words[:1].upper() + words[1:])
        found.words = words
        return found

    def __getnewargs__(self) -> tuple[str]:
        """Return what a copy or a file makes it of again."""
        return (self.words,)


SAID_AGAIN = (Message, Advice, Capital, PrintedNumber)
"""Texts that remember what they were made of."""


def join_messages(parts: Iterable[str], between: str = " ") -> str:
    """Return sentences one behind the other, what each remembers kept; empty ones are left out."""
    told = [part for part in parts if part]
    if len(told) < 2:
        return told[0] if told else ""
    names = [f"part{at}" for at in range(len(told))]
    pattern = between.join(f"{{{name}}}" for name in names)
    return Message(pattern, **dict(zip(names, told, strict=True)))


def as_message(words: str) -> str:
    """Return words of a table of this package, such as a method's label, as a message."""
    # braces would be places, and stand in nothing that a catalogue has
    return words if isinstance(words, SAID_AGAIN) or "{" in words else Message(words)


_SERIES = "{parts}"


def series_of(parts: Iterable[str]) -> str:
    """Return notes one behind the other, with the sign that a language has between them."""
    told = [part for part in parts if part]
    if len(told) < 2:
        return told[0] if told else ""
    return Message(_SERIES, parts=told)


def without_remedy(note: str) -> str:
    """Return what a note says to everybody, with a stop where it went on."""
    return stopped(note.fact) if isinstance(note, Advice) else note


def stopped(note: str) -> str:
    """Return a note with one full stop; what it remembers it still does."""
    if isinstance(note, SAID_AGAIN) and note.endswith("."):
        return note
    if isinstance(note, Advice):
        return Advice(note.fact, stopped(note.remedy))
    if isinstance(note, SAID_AGAIN):
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
    if isinstance(value, (int, Integral)):
        return count_text(int(value))
    if isinstance(value, date):
        return day_text(value)
    return value_text(float(value)) if isinstance(value, Real) else str(value)
