"""The counts of all answers to one question, checked at the door."""

from collections.abc import Callable
from typing import Any

from ....errors import ArgumentError
from ...core.arguments import LARGEST_BASE, LEAST_BASE, broadcast, check_all
from ...core.methods import FloatArray


def question_counts(counts: Any) -> tuple[FloatArray, Callable[[FloatArray], Any]]:
    """Turn counts per answer, along the last axis, into floats, and say how to turn them back.

    Raises
    ------
    ArgumentError
        When there are fewer than two answers, a count is below 0, or all are 0.
    """
    (table,), restore = broadcast(counts=counts)
    if table.ndim == 0 or table.shape[-1] < 2:
        raise ArgumentError(
            f"counts has the shape {table.shape}; expected the counts of at least two answers to "
            "one question along the last axis, those of everybody else included"
        )
    check_all("counts", table, table >= 0, "a count of respondents is 0 or more")
    check_all("counts", table, table <= LARGEST_BASE, "a count is at most 10^15 respondents")
    some = (table == 0) | (table >= LEAST_BASE)
    check_all("counts", table, some, f"a count is 0, or at least {LEAST_BASE:g}")
    if (table.sum(axis=-1) == 0).any():
        raise ArgumentError("counts are all 0; a question needs at least one respondent")
    return table, restore
