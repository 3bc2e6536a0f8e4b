"""Answers that are missing for a stated reason, told apart from no data.

SPSS declares values and ranges of each variable as missing; Stata and SAS have 26 and more missing
values of their own, .a to .z, beside the plain one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..codebook.variables import Code, Missing, Reason, code_text, in_order, plain

Ranges = Sequence[Mapping[str, Any]]
Objects = np.ndarray[Any, np.dtype[np.object_]]


def declared_missing(
    cells: npt.NDArray[Any], ranges: Ranges, labels: Mapping[Code, str]
) -> Missing | None:
    """Find the cells that hold values SPSS declares missing.

    Parameters
    ----------
    cells : (rows,) float or object
        Numbers with NaN, or text, codes in place.
    ranges : sequence of mappings
        Each with "lo" and "hi", the same for a single value.
    labels : mapping
        The variable's value labels.
    """
    if not ranges:
        return None
    found = np.zeros(len(cells), bool)
    for limits in ranges:
        low, high = limits["lo"], limits["hi"]
        if cells.dtype != object:
            found |= (cells >= low) & (cells <= high)
        elif isinstance(low, str):
            found |= cells == low.rstrip()
    labelled = {
        code
        for code in labels
        for limits in ranges
        if isinstance(code, str) == isinstance(limits["lo"], str)
        and limits["lo"] <= code <= limits["hi"]
    }
    return _by_reason(cells, found, labelled, labels)


def lettered_missing(cells: Objects, labels: Mapping[Code, str]) -> tuple[Objects, Missing | None]:
    """Find the letters among a number variable's cells, and write them as codes: "d" is ".d"."""
    numbers = pd.to_numeric(pd.Series(cells), errors="coerce")
    is_letter = (numbers.isna() & ~pd.isna(cells)).to_numpy()
    coded = cells.copy()
    coded[is_letter] = [f".{letter}" for letter in cells[is_letter]]
    return coded, _by_reason(coded, is_letter, _letters(labels), labels)


def labelled_letters(rows: int, labels: Mapping[Code, str]) -> Missing | None:
    """Return the extended missing values that have labels and do not occur."""
    letters = _letters(labels)
    return _by_reason(np.empty(rows), np.zeros(rows, bool), letters, labels) if letters else None


def _letters(labels: Mapping[Code, str]) -> set[Code]:
    return {code for code in labels if isinstance(code, str)}


def _by_reason(
    cells: npt.NDArray[Any],
    found: npt.NDArray[np.bool_],
    labelled: set[Code],
    labels: Mapping[Code, str],
) -> Missing | None:
    """Order the reasons by code: those that occur, and those that have a label."""
    rows, held = pd.factorize(cells[found])
    codes = {plain(code) for code in held.tolist()} | labelled
    if not codes:
        return None
    texts = in_order({code: labels.get(code) or code_text(code) for code in codes})
    reasons = tuple(Reason(code, text) for code, text in texts.items())
    place = {reason.code: k for k, reason in enumerate(reasons, start=1)}
    positions = np.zeros(len(cells), np.int16)
    positions[found] = np.array([place[plain(code)] for code in held.tolist()], np.int16)[rows]
    return Missing(reasons, positions)
