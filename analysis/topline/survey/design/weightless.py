"""Rows without a weight: refused, or left out and counted where somebody says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from ...arguments import check_one_of
from ...errors import ArgumentError
from ...language.message import Message
from ...loaders.codebook.codebook import Codebook, codebook_of
from ...loaders.codebook.variables import FileContent
from ..data.columns import column
from .design import Design

RULES = ("fail", "drop")
"""What becomes of rows without a weight: an error that counts them, or left out."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Data of the rows that have a weight.

    Attributes
    ----------
    data : dataframe
    codebook : Codebook or None
    arrays : dict of str to array
        Arguments with a place for each row, of these rows.
    left_out : int
        Rows without a weight.
    """

    data: Any
    codebook: Codebook | None
    arrays: dict[str, Any]
    left_out: int = 0


def drops_weightless(rule: str, weights: str | None) -> bool:
    """Return whether rows without a weight are left out.

    Raises
    ------
    ArgumentError
        When the rule is none, or there are no weights.
    """
    if check_one_of("missing_weights", rule, RULES) == "fail":
        return False
    if weights is None:
        raise ArgumentError(
            "missing_weights is about the column of weights, and none is named; give weights too"
        )
    return True


def weighed(
    data: Any, codebook: Codebook | None, weights: str, codes: Sequence[Any], **arrays: Any
) -> Weighed:
    """Return the rows that have a weight.

    Parameters
    ----------
    data : dataframe
    codebook : Codebook, optional
    weights : str
        Their column.
    codes : list
        Values of it that are declared no weights.
    **arrays : array_like, optional
        Arguments with a row for each row of the data; `joint` has a column for each, too.
    """
    values = column(data, weights, "weights")
    gone = (values.isna() | values.isin([*codes])).to_numpy(bool)
    if not gone.any() or gone.all():
        return Weighed(data, codebook, arrays)
    some = {
        name: np.asarray(held)[~gone][:, ~gone] if name == "joint" else np.asarray(held)[~gone]
        for name, held in arrays.items()
        if hasattr(held, "shape") and len(held) == len(gone)
    }
    if isinstance(data, pd.DataFrame):
        kept = data[~gone].reset_index(drop=True)
    else:
        kept = nw.from_native(data, eager_only=True).filter((~gone).tolist()).to_native()
    book = None if codebook is None else _of_rows(codebook, kept, ~gone)
    return Weighed(kept, book, arrays | some, int(gone.sum()))


def without_weightless(design: Design, left_out: int) -> Design:
    """Return a design that says how many rows without a weight are in none of its estimates."""
    if not left_out:
        return design
    told = Message(
        "{n} row without a weight left out", "{n} rows without a weight left out", n=left_out
    )
    drawn = design.drawn
    return replace(design, drawn=replace(drawn, parts=(*drawn.parts, told), weightless=left_out))


def remedy_of(what: str) -> str:
    """Return what to do about weights that are "missing" or "negative"."""
    if what == "missing":
        return "complete them, or leave those rows out by missing_weights='drop'"
    return (
        "correct them, or declare those that are codes of no weight by missing_codes= and leave "
        "their rows out by missing_weights='drop'"
    )


def _of_rows(codebook: Codebook, data: Any, kept: npt.NDArray[np.bool_]) -> Codebook:
    """Return the codebook of some rows: counts and reasons are of these."""
    variables = {
        name: own
        if own.missing is None
        else replace(own, missing=replace(own.missing, positions=own.missing.positions[kept]))
        for name, own in codebook.variables.items()
    }
    return codebook_of(
        FileContent(
            data,
            tuple(variables.values()),
            dict(codebook.multiple_response_sets),
            notes=codebook.notes,
        )
    )
