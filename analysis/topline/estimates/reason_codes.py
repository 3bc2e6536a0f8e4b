"""The codes of reasons in a table: written, read, and carried over to what is computed from it."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..errors import ArgumentError, DataError
from .reasons import REASONS, Severity

_Mask = NDArray[np.bool_]


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


def reasons_where(holds: Mapping[str, ArrayLike], rows: int) -> list[str]:
    """Return the reasons of each row.

    Parameters
    ----------
    holds : mapping of code to (rows,) bool
        Where each reason holds.
    rows : int
    """
    codes = list(holds)
    if not codes:
        return [""] * rows
    # One bit per code, so that codes are joined once per combination, not once per row.
    bits = np.zeros(rows, dtype=np.int64)
    for i, code in enumerate(codes):
        bits |= np.asarray(holds[code], dtype=np.int64) << i
    known, which = np.unique(bits, return_inverse=True)
    texts = [joined(code for i, code in enumerate(codes) if bit >> i & 1) for bit in known]
    return [texts[at] for at in which]


def with_reason(table: pd.DataFrame, code: str, where: ArrayLike) -> pd.DataFrame:
    """Return a table with one more reason where it holds."""
    pairs = zip(reason_codes(table), np.asarray(where, dtype=bool), strict=True)
    return table.assign(reasons=[joined([*own, code] if more else own) for own, more in pairs])


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
    entering = {code for text in set(parts) for code in text.split()}
    codes = {code for code in entering if REASONS[code].carries} | set(own)
    if not known and not any(REASONS[code].severity == Severity.IMPOSSIBLE for code in codes):
        codes.add("part_missing")
    if "no_variance" in codes:
        # A variance that is not known enters a sum as 0, which says nothing of variation.
        codes.discard("no_variation")
    return joined(codes)


def reason_codes(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the codes of each row in order; none where the table has no column ``reasons``.

    Raises
    ------
    DataError
        When a code is unknown.
    """
    if "reasons" not in table:
        return [()] * len(table)
    texts = table["reasons"].fillna("").tolist()
    split = {text: tuple(joined(text.split()).split()) for text in set(texts)}
    return [split[text] for text in texts]


def has_reason(table: pd.DataFrame, code: str) -> _Mask:
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
    if code not in REASONS:
        raise ArgumentError(f"code is {code!r}; expected one of {', '.join(REASONS)}")
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
