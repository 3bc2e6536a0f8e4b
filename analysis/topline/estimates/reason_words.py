"""Reasons as people read them: sentences, the signs behind numbers, and what the signs say."""

from collections.abc import Collection
from typing import Any, Protocol

import pandas as pd

from ..wording import count_text
from .reason_codes import reason_codes
from .reasons import REASONS

_PLACES = ("n_missing", "nobody_in")
"""Columns whose values stand in sentences."""

SHOWN_AS_COUNT = ("missing",)
"""Reasons that a table says in a column of its own."""


_SEPARATOR = "; "


class Language(Protocol):
    """The words of a language, as ``plotting.strings.Strings`` has them."""

    def __call__(self, english: str, **values: object) -> str:
        """Say an English sentence in this language."""

    def number(self, english: str) -> str:
        """Write a number as this language does."""


class _English:
    def __call__(self, english: str, **values: object) -> str:
        return english.format(**values)

    def number(self, english: str) -> str:
        return english


def reason_sentences(
    table: pd.DataFrame, *, without: Collection[str] = (), language: Language | None = None
) -> list[tuple[str, ...]]:
    """Return what a reader must know of each row, a sentence a reason.

    Parameters
    ----------
    table : pandas.DataFrame
        Of estimates; one without a column ``reasons`` has none.
    without : collection of str
        Codes to leave out, such as "missing", which tables count in a column.
    language : Strings, optional
        English by default.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"reasons": ["nchs_few missing"], "n_missing": [1200]})
    >>> reason_sentences(table)[0]
    ('effective base below 30: do not publish (NCHS)', '1,200 without an answer left out')
    """
    say = _English() if language is None else language
    plain = {code: say(row.sentence) for code, row in REASONS.items() if "{" not in row.sentence}
    places = {name: table[name].tolist() for name in _PLACES if name in table}

    def _sentence(code: str, row: int) -> str:
        if code in plain:
            return plain[code]
        own = {name: _written(values[row], say) for name, values in places.items()}
        return say(REASONS[code].sentence, **own)

    every = reason_codes(table)
    # Thousands of domains have a handful of combinations: those without places are said once.
    same = {
        codes: tuple(plain[code] for code in codes if code not in without)
        for codes in set(every)
        if plain.keys() >= {*codes} - {*without}
    }
    return [
        same[codes]
        if codes in same
        else tuple(_sentence(code, row) for code in codes if code not in without)
        for row, codes in enumerate(every)
    ]


def _written(value: Any, say: Language) -> str:
    return value if isinstance(value, str) else say.number(count_text(value))


def sentences_used(
    table: pd.DataFrame, *, without: Collection[str] = (), language: Language | None = None
) -> list[str]:
    """Return the sentences that a table's rows say, each once, in the order of ``REASONS``."""
    pairs = zip(
        reason_codes(table),
        reason_sentences(table, language=language),
        strict=True,
    )
    found = {
        sentence: code
        for codes, own in pairs
        for code, sentence in zip(codes, own, strict=True)
        if code not in without
    }
    order = list(REASONS)
    return sorted(found, key=lambda sentence: order.index(found[sentence]))


def reason_words(table: pd.DataFrame) -> "pd.Series[Any]":
    """Return the reasons of each row in words, as its column ``flag`` says them."""
    words = [_SEPARATOR.join(own) for own in reason_sentences(table)]
    return pd.Series(words, index=table.index, dtype="string")


def reasons_text(codes: Collection[str]) -> str:
    """Return some reasons that have no places in words."""
    return _SEPARATOR.join(row.sentence for code, row in REASONS.items() if code in codes)


def marks(table: pd.DataFrame) -> list[str]:
    """Return the sign behind each number: that of its most severe reason with one."""
    found = []
    for codes in reason_codes(table):
        marked = [REASONS[code] for code in codes if REASONS[code].mark]
        found.append(max(marked, key=lambda row: row.severity).mark if marked else "")
    return found


def mark_notes(table: pd.DataFrame, language: Language | None = None) -> list[str]:
    """Return what each sign in a table says, the most severe first: "†: too imprecise …"."""
    say = _English() if language is None else language
    pairs = set(zip(reason_codes(table), marks(table), strict=True))
    shown = {code for own, mark in pairs for code in own if mark and REASONS[code].mark == mark}
    told: dict[str, dict[str, None]] = {}
    for row in sorted(REASONS.values(), key=lambda row: -row.severity):
        if row.code in shown:
            words = say(row.mark_words or row.sentence)
            told.setdefault(row.mark, {}).update({words: None})
    return [f"{mark}: {'; '.join(sentences)}." for mark, sentences in told.items()]
