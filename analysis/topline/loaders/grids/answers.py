"""The different texts of a column, sorted: missing words, numerals, words that give a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ...answers import is_missing_word, missing_words, nonresponse_of
from ...language.amounts import first_few
from ...language.message import Message
from .numerals import (
    CURRENCIES,
    Marks,
    as_account,
    has_decimal_comma,
    in_ascii,
    is_padded,
    proven_marks,
    read_number,
)
from .texts import Texts, texts_of
from .times import read_times
from .units import unit_words

_LONGEST_WORD = 24
"""Characters of the longest missing word."""

LIKE_MISSING = r"^[nNhHpPsSнН.?\\<(（\[#–—−-][^0-9]*$|^(?:c\(|\{)[^0-9]*$|^[^0-9]*#|^-?1\.#"
"""How missing words begin: of many different texts, few have to be looked up."""

_SHORT_WORDS = r"^[^0-9]{1,60}$"
"""What may say why a number is missing: words without digits, in any language."""

_MOST_REASONS = 100

_MOSTLY = 0.8
"""Share of numbers from which a column of words is worth a remark."""

_FEW = 1000
"""Different texts that are all looked at; there are fewer codes of countries."""

_LONG = r"^-?([0-9]{17,}|9[0-9]{15})$"
"""From 2**53 = 9,007,199,254,740,992 on neighbours are the same number as decimals."""

_NUMERAL = r"^\(?[-+−－＋]?[\p{Nd}.,'’  \x{2009}\x{202f}eE+\-−٫٬．，]*[\p{Nd}.,．，] ?[%٪％]?\)?$"
"""What may be a number, with marks of decimals and thousands, an exponent, a percent sign or the
brackets of accounts."""

_MONTH = r"^(0[1-9]|1[0-2])\.(19|20)[0-9]{2}$"

_BRACKETED = rf"^[{CURRENCIES}]? ?\([{CURRENCIES}]? ?[\p{{Nd}}.,'’  ٫٬．，]*\p{{Nd}} ?[%٪％]?\)$"


@dataclass(frozen=True, eq=False)
class Answers:
    """A column's texts by what they are.

    Attributes
    ----------
    column : Texts
    """

    column: Texts

    @cached_property
    def _words(self) -> tuple[npt.NDArray[np.bool_], str]:
        """Which texts are missing words, and why some that look so are not."""
        column, gone = self.column, np.zeros(len(self.column.distinct), bool)
        short = pc.less_equal(pc.utf8_length(column.distinct), _LONGEST_WORD).to_numpy(
            zero_copy_only=False
        )
        tried = np.flatnonzero(short & ~column.plain).tolist()
        texts = column.texts
        if len(texts) > _FEW:
            tried = np.flatnonzero(column.matching(LIKE_MISSING, short & ~column.plain)).tolist()
            gone[[k for k in tried if is_missing_word(texts[k])]] = True
            return gone, ""
        found = missing_words(dict(zip(texts, column.counts.tolist(), strict=True)))
        gone[[k for k in tried if texts[k] in found.counts]] = True
        return gone, found.reason

    @property
    def gone(self) -> npt.NDArray[np.bool_]:
        """Which texts say that nothing is there."""
        return self._words[0]

    @property
    def kept_reason(self) -> str:
        """Why a text that looks missing is an answer."""
        return self._words[1]

    @cached_property
    def gone_counts(self) -> dict[str, int]:
        """How many cells hold each missing word."""
        column = self.column
        return {column.texts[k]: int(column.counts[k]) for k in np.flatnonzero(self.gone).tolist()}

    @cached_property
    def given(self) -> Sequence[str]:
        """All texts but missing words, in the order they come."""
        return texts_of(self.given_strings) if self.gone.any() else self.column.texts

    @property
    def given_strings(self) -> Any:
        """The same as an array of Arrow."""
        distinct = self.column.distinct
        return distinct.filter(pa.array(~self.gone)) if self.gone.any() else distinct

    @cached_property
    def reasons(self) -> list[str]:
        """Words that say why a number is missing."""
        texts = self.column.texts
        words = np.flatnonzero(self.column.matching(_SHORT_WORDS, ~self.column.plain & ~self.gone))
        # a column with so many different words is of words
        if len(words) > _MOST_REASONS:
            return []
        return [texts[k] for k in words.tolist() if nonresponse_of(texts[k]) is not None]

    @cached_property
    def numerals(self) -> list[str]:
        """Texts that may be numbers, but are not plain ones.

        Of many different texts the first tell whether there are any.
        """
        odd = ~self.column.plain & ~self.gone
        texts = self.column.texts
        if len(texts) > _FEW:
            first = np.arange(len(texts)) < _FEW
            if not self.column.matching(_NUMERAL, odd & first).any() and (odd & first).any():
                return []
        return [texts[k] for k in np.flatnonzero(self.column.matching(_NUMERAL, odd)).tolist()]

    @cached_property
    def are_months(self) -> bool:
        """Tell whether all are months with their year, as Germany writes them: "07.2024"."""
        month = self.column.matching(_MONTH, ~self.gone)
        zero = month.any() and self.column.matching(r"^0", ~self.gone).any()
        return bool(zero and (month | self.gone).all())

    @cached_property
    def too_long(self) -> bool:
        """Tell whether whole numbers have more digits than the decimals that hold blanks, too."""
        column = self.column
        if column.plain.all() and not column.blank.any():
            return False
        return bool(column.matching(_LONG, column.plain).any()) and not bool(
            column.matching(r"\.", column.plain).any()
        )

    @cached_property
    def bracketed(self) -> list[str]:
        """Numbers in brackets: "(5)", "(5%)", "$(5)"."""
        inside = np.flatnonzero(self.column.matching(_BRACKETED, ~self.gone & ~self.column.plain))
        texts = self.column.texts
        return [texts[k] for k in inside.tolist()]

    @property
    def are_accounts(self) -> bool:
        """Tell whether brackets say that a number is negative.

        Most cells have none, and no cell has a minus: else they say something else, or are codes.
        """
        column, inside = self.column, set(self.bracketed)
        negative = column.matching(rf"^[{CURRENCIES}]? ?[-−－]", ~self.gone).any()
        held = np.array([text in inside for text in column.texts], bool)
        return not negative and column.counts[held].sum() <= column.counts[~held & ~self.gone].sum()

    @property
    def signed(self) -> dict[str, str]:
        """The texts, with a minus in place of brackets; none where brackets say another thing."""
        if not self.bracketed:
            return {text: text for text in self.given}
        return {text: as_account(text) for text in self.given} if self.are_accounts else {}

    @property
    def said_of_brackets(self) -> list[Message]:
        """What a note says of brackets that are read as a minus."""
        shown = first_few(self.bracketed)
        told = Message("brackets make a number negative, as in accounts: {shown}", shown=shown)
        return [told] if self.bracketed else []

    @cached_property
    def own_marks(self) -> Marks:
        """Tell which decimal marks the column's numbers prove."""
        odd = proven_marks(map(as_account, self.numerals))
        return Marks(odd.comma, odd.point or self.column.proves_point)

    def has_decimal_comma(self, table: Marks) -> bool | None:
        """Tell how the column's numbers are written; None where they contradict each other."""
        plain = self.column.plain
        point = any("." in in_ascii(text) for text in self.numerals) or (
            bool(plain.any()) and bool(self.column.matching(r"\.", plain).any())
        )
        return has_decimal_comma(self.own_marks, point, table)


def why_text(answers: Answers, marks: Marks) -> list[str]:
    """Say why a column that looks like numbers or dates is text."""
    column = answers.column
    if answers.are_months:
        return []
    comma = bool(answers.has_decimal_comma(marks))
    odd = {text for text in answers.numerals if read_number(text, comma) is not None}
    odd |= {*answers.bracketed}
    digits = column.plain
    if odd:
        digits = digits | np.array([text in odd for text in column.texts], bool)
    if any(is_padded(text) for text in answers.numerals):
        whole = column.matching(r"^[-+]?[0-9]+$", np.ones(len(digits), bool))
        return [Message("kept as text, for leading zeros")] if _mostly(answers, whole) else []
    if answers.too_long and _mostly(answers, digits):
        return [Message("kept as text, for so many digits would not be exact beside blanks")]
    found = read_times(answers.given, answers.given_strings)
    if found is not None and len(found.readings) > 1:
        return [
            Message(
                "text, because {given} could be the day or the month first",
                given=repr(answers.given[0]),
            )
        ]
    if found is not None:
        return list(found.notes)
    if _mostly(answers, digits):
        inside = {column.texts[k] for k in np.flatnonzero(digits).tolist()}
        others = [text for text in answers.given if text not in inside]
        return [Message("text, because of {shown}", shown=first_few(others or sorted(inside)))]
    return unit_words(column)


def _mostly(answers: Answers, some: npt.NDArray[np.bool_]) -> bool:
    """Tell whether most cells that hold an answer are among some texts."""
    counts = answers.column.counts
    return bool(some.any() and counts[some].sum() >= _MOSTLY * counts[~answers.gone].sum())
