"""Numbers that are not to be published: marked, or left out."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arguments import described
from ..errors import ArgumentError
from ..language.strings import Strings
from .reason_codes import reason_sentences, severity
from .reasons import REASONS, SIGNS, Severity

HOW_SUPPRESSED = ("mark", "hide")
"""What is done with numbers that are not to be published: marked, or left out."""

_HIDDEN = (
    "estimate", "std_error", "ci_low", "ci_high", "cv", "logit_std_error", "printed_low",
    "printed_high", "percent", "p_value", "p_adjusted",
)  # fmt: skip
"""Columns that tell the number that is left out; its bases stay."""


def with_suppressed(table: pd.DataFrame, suppressed: str) -> pd.DataFrame:
    """Return a table as it is, or without the numbers that are not to be published.

    Parameters
    ----------
    table : pandas.DataFrame
    suppressed : {"mark", "hide"}
        "hide" leaves out estimates, errors, limits and p-values of rows whose severity is
        SUPPRESS or more; their bases and reasons stay. It is no protection of respondents: what is
        left out of shares that total 1 can be worked out.

    Raises
    ------
    ArgumentError
        When `suppressed` is neither.
    """
    check_suppressed(suppressed)
    if suppressed == "mark":
        return table
    return without_numbers(table, severity(table) >= Severity.SUPPRESS)


def without_numbers(table: pd.DataFrame, rows: NDArray[np.bool_]) -> pd.DataFrame:
    """Return a table without the numbers of some rows: estimates, errors, limits and p-values."""
    return table.assign(**{name: table[name].mask(rows) for name in _HIDDEN if name in table})


def imprecise_codes(reasons: object) -> tuple[str, ...]:
    """Return the codes in a cell of the column ``reasons`` that say that a number is imprecise.

    The one rule of charts: reasons of CAUTION or more about the precision of the row's own number.
    Words that are no codes, as in anyone's table, say nothing.
    """
    own = set(reasons.split()) if isinstance(reasons, str) else set()
    return tuple(code for code in _IMPRECISE if code in own)


_IMPRECISE = tuple(
    code for code, row in REASONS.items() if row.imprecise and row.severity >= Severity.CAUTION
)


def imprecise_severity(reasons: Iterable[object]) -> NDArray[np.int64]:
    """Return how imprecise each number is by its reasons: CAUTION, SUPPRESS, or 0 for neither.

    Parameters
    ----------
    reasons : iterable of str
        Cells of the column ``reasons``.

    Examples
    --------
    >>> imprecise_severity(["nchs_few", "nchs_df missing", "opt_in"]).tolist()
    [4, 3, 0]
    """
    found = [
        max((REASONS[code].severity for code in imprecise_codes(cell)), default=Severity.NONE)
        for cell in reasons
    ]
    return np.array(found, dtype=np.int64)


def imprecise_signs(reasons: Iterable[object]) -> list[str]:
    """Return the sign behind each number: "†" of SUPPRESS, "‡" of CAUTION, or "" for neither.

    Examples
    --------
    >>> imprecise_signs(["nchs_few nchs_df", "nchs_df missing", "opt_in"])
    ['†', '‡', '']
    """
    return [sign_of(own) for own in imprecise_severity(reasons).tolist()]


def sign_of(severity: int) -> str:
    """Return the sign behind a number that is as imprecise as this; "" where it is not."""
    return SIGNS.get(Severity(severity), "")


def imprecise_sentences(
    reasons: Iterable[object], severity: int, lang: Strings | str | None = None
) -> list[str]:
    """Return why numbers are this imprecise, each reason once, in the order of ``REASONS``."""
    codes = {code for cell in reasons for code in imprecise_codes(cell)}
    used = {code for code in codes if REASONS[code].severity == severity}
    table = pd.DataFrame({"reasons": [code for code in REASONS if code in used]})
    return [words for (words,) in reason_sentences(table, lang=lang)]


def check_suppressed(suppressed: str) -> None:
    """Refuse what is no way to treat numbers that are not to be published.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(suppressed, str) or suppressed not in HOW_SUPPRESSED:
        raise ArgumentError(f"suppressed is {described(suppressed)}; expected 'mark' or 'hide'")
