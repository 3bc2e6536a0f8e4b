"""Signs of numbers, dates and lists as CLDR has them for a language; English needs none of it.

Babel, which knows them, is loaded when a language other than English first writes a number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ..arguments import described
from ..errors import ArgumentError

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(%?)")


@dataclass(frozen=True)
class Signs:
    """How a language writes numbers.

    Attributes
    ----------
    decimal, group : str
        Signs between whole and part, and between thousands.
    before, behind : str
        What stands before and behind a percentage, its space included.
    sizes : (int, int)
        Digits of the last group and of all before it.
    """

    decimal: str = "."
    group: str = ","
    before: str = ""
    behind: str = "%"
    sizes: tuple[int, int] = (3, 3)

    def written(self, english: str) -> str:
        """Write the numbers of a text, as English writes them, as this language does."""
        return _NUMBER.sub(self._number, english)

    def _number(self, found: "re.Match[str]") -> str:
        whole, _, part = found[0].rstrip("%").partition(".")
        digits = whole.replace(",", "")
        # a year has no groups in English, and none here
        if len(digits) < len(whole):
            last, other = self.sizes
            groups, rest = [digits[-last:]], digits[:-last]
            while rest:
                groups.insert(0, rest[-other:])
                rest = rest[:-other]
            digits = self.group.join(groups)
        number = digits + (self.decimal + part if part else "")
        return f"{self.before}{number}{self.behind}" if found[1] else number


@lru_cache(maxsize=64)
def signs_of(lang: str) -> Signs:
    """Return the signs of a language, by CLDR."""
    locale = locale_of(lang)
    symbols, percent = locale.number_symbols["latn"], locale.percent_formats[None]
    return Signs(
        decimal=symbols["decimal"],
        group=symbols["group"],
        before=percent.prefix[0],
        behind=percent.suffix[0],
        sizes=locale.decimal_formats[None].grouping,
    )


def date_words(day: date, lang: str) -> str:
    """Write a day as a language does: "3 April 2024", "3. April 2024"."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=locale_of(lang)))


def short_date_words(day: date, lang: str, *, month: bool = False) -> str:
    """Write a day, or its month, in few signs: "3 Apr 2024", "3. Apr. 2024", "avr. 2024"."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMM" if month else "yMMMd", day, locale=locale_of(lang)))


def list_words(words: Sequence[str], lang: str) -> str:
    """Write words as a list: "a, b et c"."""
    from babel.lists import format_list

    return str(format_list(list(words), locale=locale_of(lang)))


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Any:
    """Return what CLDR knows of a language.

    Raises
    ------
    ArgumentError
        When it knows no such language.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError) as problem:
        raise ArgumentError(
            f"lang is {described(lang)}, whose numbers nobody knows; expected a tag of CLDR, such "
            "as 'de' or 'pt-BR'"
        ) from problem
