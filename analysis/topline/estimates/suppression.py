"""Numbers that are not to be published: marked, or left out."""

import pandas as pd

from ..arguments import described
from ..errors import ArgumentError
from .reason_codes import severity
from .reasons import Severity

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
    rows = severity(table) >= Severity.SUPPRESS
    gone = {name: table[name].mask(rows) for name in _HIDDEN if name in table}
    return table.assign(**gone)


def check_suppressed(suppressed: str) -> None:
    """Refuse what is no way to treat numbers that are not to be published.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(suppressed, str) or suppressed not in HOW_SUPPRESSED:
        raise ArgumentError(f"suppressed is {described(suppressed)}; expected 'mark' or 'hide'")
