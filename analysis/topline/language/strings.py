"""What every door says its words with: English as written, other languages by their catalogue.

Code says ``say("Base: {who}.", who=...)``; a language is a catalogue from the English sentence to
its own, and what CLDR knows of its numbers. What a catalogue lacks stays English.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..arguments import check_text, check_whole, described, listed_values
from ..calls import answering_class
from ..errors import ArgumentError
from ..shown import shown_text
from ..values import Value
from ..wording import (
    NOT_KNOWN,
    count_text,
    day_text,
    level_text,
    percent_text,
    printed_text,
    probability_text,
    value_text,
)
from .amounts import estimate_words, limits_words
from .catalogues import ENGLISH_TAG, catalogue
from .message import ADVICE, Advice, Capital, Message, PrintedNumber, english
from .signs import date_words, list_words, short_date_words, signs_of
from .tags import check_lang

_MOMENT = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?\s*")
"""A day or a month, year first."""


@answering_class
@dataclass(frozen=True, eq=False)
class Strings(Value):
    r"""The language of charts, tables and pages.

    Attributes
    ----------
    lang : str
        Tag of the language, such as "de"; with a region, as "de-CH", numbers are written as there.
    words : Mapping of str to str
        Wordings of one's own: English sentence, with its places in braces, to what is said instead.

    Raises
    ------
    ArgumentError
        When no catalogue has the language.

    Examples
    --------
    >>> GERMAN.percent_text(0.631, 1), ENGLISH.count_text(1012)
    ('63,1\xa0%', '1,012')
    """

    lang: str = ENGLISH_TAG
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        # those of this package are made when it is imported, and folders looked at when needed
        if not isinstance(self.lang, str) or self.lang not in _BUNDLED:
            object.__setattr__(self, "lang", check_lang(self.lang))

    def __call__(self, english: str, **values: object) -> str:
        """Say a sentence in this language."""
        return shown_text(self.pattern(english).format(**values))

    def plural(self, one: str, many: str, number: float, **values: object) -> str:
        """Say a sentence about so many, which its places call {n}.

        Parameters
        ----------
        one, many : str
            The English of one, and of any other number.
        number : float
        **values
            What goes into the other places.
        """
        check_text("one", one, expected="an English sentence about one")
        check_text("many", many, expected="an English sentence about any other number")
        n = check_whole("number", number, 0, 10**15)
        found = self.words.get(one if n == 1 else many)
        if found is None:
            found = catalogue(self.lang).ngettext(one, many, n)
        return shown_text(found.format(n=self.count_text(n), **values))

    def meant(self, context: str, english: str, **values: object) -> str:
        """Say a word of which English has one for several meanings: `context` tells which."""
        check_text("context", context, expected="which meaning, as text")
        check_text("english", english, expected="an English word")
        found = self.words.get(english)
        if found is None:
            found = catalogue(self.lang).pgettext(context, english)
        return shown_text(found.format(**values))

    def number(self, english: str) -> str:
        """Write the numbers of a text as this language does: "1,012.5%" as "1.012,5 %"."""
        text = check_text("english", english, expected="a number as text, such as '1,012.5%'")
        return text if self.lang == ENGLISH_TAG else signs_of(self.lang).written(text)

    def percent_text(self, proportion: float, decimals: int = 0) -> str:
        """Print a proportion as a percentage."""
        return self.number(percent_text(proportion, decimals))

    def printed_text(self, percent: float, decimals: int, qualifier: str) -> str:
        """Print a published percent as it was printed."""
        text = printed_text(percent, decimals, qualifier)
        number = self.number(text.removeprefix("about "))
        return self("about {value}", value=number) if text.startswith("about ") else number

    def value_text(self, value: float) -> str:
        """Print a value that is no share."""
        return self.number(value_text(value))

    def estimate_text(self, value: float, quantity: str, decimals: int | None = None) -> str:
        """Print an estimate or a limit as what it is: a share, points between shares, a value."""
        return self.again(estimate_words(value, quantity, decimals))

    def limits_text(
        self, low: float, high: float, quantity: str, decimals: int | None = None
    ) -> str:
        """Print two limits as what they are, a unit of words once."""
        return self.again(limits_words(low, high, quantity, decimals))

    def count_text(self, count: float) -> str:
        """Print a count."""
        return self.number(count_text(count))

    def level_text(self, confidence_level: float) -> str:
        """Print a confidence level."""
        return self.number(level_text(confidence_level))

    def interval_text(self, confidence_level: float | None) -> str:
        """Name an interval by its level: "95% interval"; "interval" without one."""
        level = NOT_KNOWN if confidence_level is None else level_text(confidence_level)
        if level == NOT_KNOWN:
            return self("interval")
        return self("{level} interval", level=self.number(level))

    def base_text(self, n: Any, qualifier: Any = "exact") -> str:
        """Print a base: "n = 400", "n ≥ 300", "n = 120, subgroup" or "n not stated"."""
        count = count_text(n)
        if count == NOT_KNOWN:
            return self("n not stated")
        number, how = self.number(count), qualifier if isinstance(qualifier, str) else ""
        if how == "at_least":
            return self("n ≥ {n}", n=number)
        return self("n = {n}, subgroup" if how == "subgroup" else "n = {n}", n=number)

    def probability_text(self, value: float) -> str:
        """Print a p-value as every table does: "0.043", "<0.001"."""
        return self.number(probability_text(value))

    def date_text(self, day: date) -> str:
        """Print a day: "3 April 2024", as CLDR has it in each language."""
        # a day that is not known, as pandas has it, is none that equals itself
        if not isinstance(day, date) or day != day:
            raise ArgumentError(f"day is {described(day)}; expected a date of the datetime module")
        return day_text(day) if self.lang == ENGLISH_TAG else date_words(day, self.lang)

    def moment_text(self, words: str) -> str:
        """Print the days and months in words that are written as numbers, year first, in few signs.

        "2024-04-03" is "3 Apr 2024", "2024-04" is "Apr 2024", "2024-04-03/2024-04-05" is "3 Apr
        2024 to 5 Apr 2024"; all other words stay.
        """
        told, ends = [], check_text("words", words, expected="a text").split("/")
        for found in map(_MOMENT.fullmatch, ends):
            if found is None or len(ends) > 2:
                return words
            month = found[3] is None
            try:
                day = date(int(found[1]), int(found[2]), int(found[3] or 1))
            except ValueError:
                return words
            if self.lang == ENGLISH_TAG:
                _, name, year = day_text(day).split()
                told.append(f"{'' if month else f'{day.day} '}{name[:3]} {year}")
            else:
                told.append(short_date_words(day, self.lang, month=month))
        return told[0] if len(told) == 1 else self("{low} to {high}", low=told[0], high=told[1])

    def list_text(self, words: Sequence[str]) -> str:
        """Print words as a list: "a, b and c"."""
        words = [
            check_text("words", word, expected="texts") for word in listed_values("words", words)
        ]
        if self.lang != ENGLISH_TAG:
            return list_words(words, self.lang)
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))

    def series_text(self, words: Iterable[str]) -> str:
        """Print sentences or names one behind the other: "a; b; c"."""
        given = list(words) if isinstance(words, Iterator) else listed_values("words", words)
        told = [check_text("words", word, expected="texts") for word in given if word is not None]
        return self("; ").join(filter(None, told))

    def pattern(self, english: str) -> str:
        """Return what is said for an English sentence, with its places in braces."""
        check_text("english", english, expected="an English sentence")
        found = self.words.get(english)
        if found is None:
            found = catalogue(self.lang).gettext(english) if english else ""
        return found

    def again(self, message: str) -> str:
        """Say in this language what was said in English; words of people stay as they are."""
        if isinstance(message, PrintedNumber):
            return self.number(message)
        if isinstance(message, Capital):
            return Capital(self.again(message.words))
        if isinstance(message, Advice):
            return self(ADVICE, fact=self.again(message.fact), remedy=self.again(message.remedy))
        if not isinstance(message, Message) or self.lang == ENGLISH_TAG:
            return message
        values = {name: self._value(value) for name, value in message.values.items()}
        if message.many:
            del values["n"]
            return self.plural(message.pattern, message.many, message.values["n"], **values)
        return self(message.pattern, **values)

    def _value(self, value: Any) -> str:
        if isinstance(value, str):
            return self.again(value)
        if isinstance(value, (list, tuple)):
            return self.series_text([self._value(one) for one in value])
        if isinstance(value, date):
            return self.date_text(value)
        return self.number(english(value))


_BUNDLED = (ENGLISH_TAG, "de", "fr")

ENGLISH = Strings()
"""English, as every sentence is written in the code."""

GERMAN = Strings("de")
"""German."""

FRENCH = Strings("fr")
"""French."""


def language_of(language: "Strings | str | None") -> Strings:
    """Return a language as given, or by its tag; English for None.

    Raises
    ------
    ArgumentError
        When no catalogue has it.
    """
    if language is None:
        return ENGLISH
    return language if isinstance(language, Strings) else Strings(check_lang(language))
