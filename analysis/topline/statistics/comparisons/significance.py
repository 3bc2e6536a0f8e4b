"""What a significance test returns, and what a row of a table of tests holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Significance(NamedTuple):
    """Outcome of a significance test.

    Scalars in give floats, arrays give arrays, and a pandas Series gives Series with its index.
    """

    statistic: Any
    p_value: Any
    df: Any
    """Degrees of freedom of a χ² statistic, NaN for another."""


@dataclass(frozen=True)
class SignificanceMethod:
    """One way to test: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    test : callable
        ``(*counts) -> (statistic, p_greater, p_less)`` on clean float arrays: the one-sided
        p-values for a positive and for a negative difference.
    source : str
        Primary source.
    integer_counts : bool
        Whether the test is defined for whole counts only.
    """

    key: str
    label: str
    test: Callable[..., Any]
    source: str
    integer_counts: bool = False
