"""Reasons in a table: codes written, read and carried over; the words and signs made of them."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..arguments import described, listed_values
from ..errors import ArgumentError, DataError
from ..language.strings import ENGLISH, Strings, language_of
from ..wording import count_text
from .reasons import REASONS, Severity
from .row_limits import Columns, Rows

_PLACES = ("n_missing", "nobody_in")
"""Columns whose values stand in sentences."""

SHOWN_AS_COUNT = ("missing",)
"""Reasons that a table says in a column of its own."""

SEPARATOR = "; "
"""What stands between the sentences of a row's ``flag``."""


def joined(codes: Iterable[str]) -> str:
    """Return reasons as a table carries them: each once, in the table's order.

    Raises
    ------
    DataError
        When a code is unknown.
    """
    found = set(codes)
    unknown = sorted(found - REASONS.keys())
    if unknown:
        raise DataError(
            f"the column 'reasons' has the code {unknown[0]!r}; expected some of "
            f"{', '.join(REASONS)}, one blank between two"
        )
    return " ".join(code for code in REASONS if code in found)


@lru_cache(maxsize=1024)
def codes_of(text: str) -> tuple[str, ...]:
    """Return the codes in a cell of the column ``reasons``, in order.

    Raises
    ------
    DataError
        When a code is unknown.
    """
    return tuple(joined(text.split()).split())


def reason_codes(table: Rows) -> list[tuple[str, ...]]:
    """Return the codes of each row in order; none where the table has no column ``reasons``.

    Raises
    ------
    DataError
        When a code is unknown.
    """
    if not isinstance(table, (pd.DataFrame, Columns)):
        raise ArgumentError(f"table is {described(table)}; expected a table of estimates")
    if "reasons" not in table:
        return [()] * len(table)
    texts = table["reasons"]
    return [codes_of(text) for text in (texts if isinstance(texts, list) else texts.fillna(""))]


def reasons_where(holds: Mapping[str, ArrayLike], rows: int) -> list[str]:
    """Return the reasons of each row.

    Parameters
    ----------
    holds : mapping of code to (rows,) bool
        Where each reason holds.
    rows : int
    """
    codes = codes_of(" ".join(holds))
    # One bit per code, so that codes are joined once per combination, not once per row.
    bits = np.zeros(rows, dtype=np.int64)
    for i, code in enumerate(codes):
        bits |= np.asarray(holds[code], dtype=np.int64) << i
    known, which = np.unique(bits, return_inverse=True)
    texts = [" ".join(code for i, code in enumerate(codes) if bit >> i & 1) for bit in known]
    return [texts[at] for at in which]


def carried_over(parts: Iterable[str], own: Iterable[str], *, known: bool = True) -> str:
    """Return the reasons of something computed from estimates: a difference, a net, a function.

    The one rule: its own, and of each estimate that enters it those that carry over. Where it has
    no estimate and nothing says why, one of those that enter is missing.

    Parameters
    ----------
    parts : iterable of str
        Reasons of the rows that enter, with a weight other than 0.
    own : iterable of str
        Codes of what was computed.
    known : bool
        Whether it has an estimate.
    """
    parts = set(parts)
    entering = {code for text in parts for code in text.split()}
    codes = {code for code in entering if REASONS[code].carries} | set(own)
    if not known and not any(REASONS[code].severity == Severity.IMPOSSIBLE for code in codes):
        codes.add("part_missing")
    if known and "no_respondents" in entering:
        # a total of nobody enters as 0, and nothing is known of its error
        codes.add("no_respondents")
    if entering and all("drawn_whole" in text.split() for text in parts):
        # of nobody but such, nothing varies
        codes.discard("no_variation")
        codes.add("drawn_whole")
    if "no_variance" in codes:
        # A variance that is not known enters a sum as 0, which says nothing of variation.
        codes.discard("no_variation")
    return joined(codes)


def has_reason(table: pd.DataFrame, code: str) -> NDArray[np.bool_]:
    """Return which rows have a reason.

    Raises
    ------
    ArgumentError
        When no reason has this code.

    Examples
    --------
    >>> import pandas as pd
    >>> has_reason(pd.DataFrame({"reasons": ["nchs_few missing", ""]}), "nchs_few").tolist()
    [True, False]
    """
    if not isinstance(code, str) or code not in REASONS:
        raise ArgumentError(f"code is {described(code)}; expected one of {', '.join(REASONS)}")
    return np.array([code in own for own in reason_codes(table)], dtype=bool)


def severity(table: pd.DataFrame) -> NDArray[np.int64]:
    """Return the greatest severity among the reasons of each row; 0 where there are none.

    Examples
    --------
    >>> import pandas as pd
    >>> found = severity(pd.DataFrame({"reasons": ["nchs_few missing", "missing", ""]}))
    >>> (found >= Severity.SUPPRESS).tolist()
    [True, False, False]
    """
    own = [
        max((REASONS[code].severity for code in codes), default=Severity.NONE)
        for codes in reason_codes(table)
    ]
    return np.array(own, dtype=np.int64)


def reason_sentences(
    table: Rows, *, without: Collection[str] = (), lang: Strings | str | None = None
) -> list[tuple[str, ...]]:
    """Return what a reader must know of each row, a sentence a reason.

    Parameters
    ----------
    table : pandas.DataFrame
        Of estimates; one without a column ``reasons`` has none.
    without : collection of str
        Codes to leave out, such as "missing", which tables count in a column.
    lang : Strings or str, optional
        As a value or by its tag, such as "de"; English by default.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"reasons": ["nchs_few missing"], "n_missing": [1200]})
    >>> reason_sentences(table)[0]
    ('effective base below 30: do not publish (NCHS)', '1,200 without an answer left out')
    """
    say = ENGLISH if lang is None else language_of(lang)
    plain = isinstance(without, tuple) and not without
    # a set compares nothing with pandas' NA, which is neither equal nor unequal
    left_out = frozenset(() if plain else listed_values("without", without))
    codes_by_row = reason_codes(table)
    places = {name: table[name].tolist() for name in _PLACES if name in table}
    # Thousands of domains have a handful of combinations: those without places are said once.
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    found = []
    for row, codes in enumerate(codes_by_row):
        if codes not in same:
            sentences = [REASONS[code].sentence for code in codes if code not in left_out]
            placed = any("{" in sentence for sentence in sentences)
            own = {name: values[row] for name, values in places.items()} if placed else {}
            words = {
                name: value if isinstance(value, str) else say.number(count_text(value))
                for name, value in own.items()
            }
            said = tuple(say(sentence, **words) for sentence in sentences)
            if placed:
                found.append(said)
                continue
            same[codes] = said
        found.append(same[codes])
    return found


def sentences_used(
    table: pd.DataFrame, *, without: Collection[str] = (), lang: Strings | str | None = None
) -> list[str]:
    """Return the sentences that a table's rows say, each once, in the order of ``REASONS``."""
    sentences = reason_sentences(table, lang=lang)
    found = {
        sentence: code
        for codes, own in zip(reason_codes(table), sentences, strict=True)
        for code, sentence in zip(codes, own, strict=True)
        if code not in without
    }
    order = list(REASONS)
    return sorted(found, key=lambda sentence: order.index(found[sentence]))


def marks(table: pd.DataFrame) -> list[str]:
    """Return the sign behind each number: that of its most severe reason with one."""
    found = []
    for codes in reason_codes(table):
        marked = [REASONS[code] for code in codes if REASONS[code].mark]
        found.append(max(marked, key=lambda row: row.severity).mark if marked else "")
    return found


def mark_notes(table: pd.DataFrame, lang: Strings | str | None = None) -> list[str]:
    """Return what each sign in a table says, the most severe first: "†: too imprecise …"."""
    say = language_of(lang)
    pairs = set(zip(reason_codes(table), marks(table), strict=True))
    shown = {code for own, mark in pairs for code in own if mark and REASONS[code].mark == mark}
    told: dict[str, dict[str, None]] = {}
    for row in sorted(REASONS.values(), key=lambda row: -row.severity):
        if row.code in shown:
            words = say(row.mark_words or row.sentence)
            told.setdefault(row.mark, {}).update({words: None})
    return [f"{mark}: {'; '.join(sentences)}." for mark, sentences in told.items()]
