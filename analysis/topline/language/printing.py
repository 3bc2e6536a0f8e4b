"""The language that results are printed in: nothing but words for people depends on it.

Numbers, names of columns, codes, files for programs and errors are the same in every language.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..shown import shown_text
from .strings import ENGLISH, Strings, language_of

_HERE: ContextVar[Strings | None] = ContextVar("_HERE", default=None)
"""Of the block of code that runs; other threads have their own."""

_EVERYWHERE = [ENGLISH]
"""Of the whole process, where no block has its own."""


def set_language(lang: Strings | str | None = None) -> None:
    """Print results in a language from now on: ``print``, ``repr`` and what notebooks show.

    Numbers, names of columns, codes, files for programs and errors stay as they are; tables, charts
    and pages take an argument or a style of their own.

    Parameters
    ----------
    lang : Strings or str, optional
        As a value or by its tag, such as "de"; English by default.

    Raises
    ------
    ArgumentError
        When no catalogue has the language.

    Examples
    --------
    >>> from topline import proportion_interval
    >>> set_language("de")
    >>> print(proportion_interval(3, 9))
    0,1206 bis 0,6458
    >>> set_language()
    """
    _EVERYWHERE[0] = language_of(lang)


@contextmanager
def in_language(lang: Strings | str) -> Iterator[Strings]:
    """Print results in a language within a block, whatever ``set_language`` said.

    Other threads and tasks go on in their own language.

    Parameters
    ----------
    lang : Strings or str

    Raises
    ------
    ArgumentError
        When no catalogue has the language.

    Examples
    --------
    >>> from topline import proportion_interval
    >>> with in_language("fr"):
    ...     print(proportion_interval(3, 9))
    0,1206 à 0,6458
    """
    say = language_of(lang)
    token = _HERE.set(say)
    try:
        yield say
    finally:
        _HERE.reset(token)


def printing_language(lang: Strings | str | None = None) -> Strings:
    r"""Return the language to print in: the one asked for, of the block, or of the process.

    Parameters
    ----------
    lang : Strings or str, optional
        As a value or by its tag; by default the one of ``in_language``, else of ``set_language``.

    Raises
    ------
    ArgumentError
        When no catalogue has the language.

    Examples
    --------
    >>> printing_language().lang, printing_language("de").percent_text(0.631, 1)
    ('en', '63,1\xa0%')
    """
    return language_of(lang) if lang is not None else _HERE.get() or _EVERYWHERE[0]


class InWords:
    """What people read in the language to print in."""

    def _text(self, say: Strings) -> str:
        """Return all that ``print`` says, in a language."""
        raise NotImplementedError

    def to_text(self, *, lang: Strings | str | None = None) -> str:
        """Return what ``print`` says.

        Parameters
        ----------
        lang : Strings or str, optional
            As a value or by its tag, such as "de"; by default the language that ``set_language``
            or ``in_language`` named, else English.

        Raises
        ------
        ArgumentError
            When no catalogue has the language.
        """
        return shown_text(self._text(printing_language(lang)))


def said_lines(sentences: Iterable[str]) -> list[str]:
    """Return sentences in the language to print in; a name in them may be anybody's text."""
    say = printing_language()
    return [shown_text(say.again(sentence)) for sentence in sentences]
