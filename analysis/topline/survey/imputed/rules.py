"""How versions of the data are pooled, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...language.marking import marked
from ...language.message import Message, as_message
from ...values import Value
from ..data.columns import FloatArray
from .scales import PLAIN, PoolingScale

SAMPLING = ("all", "first")
"""Which versions' sampling variance counts."""


@dataclass(frozen=True, eq=False)
class Rules(Value):
    """How versions are pooled; see ``pool``."""

    complete_df: float | None = None
    sampling_variance: str = "all"

    def complete(self, own: FloatArray) -> FloatArray:
        """Return the degrees of freedom were nothing imputed: those given, or its own.

        Raises
        ------
        ArgumentError
            When they are not above 0.
        """
        if self.complete_df is None:
            return own
        if not as_number(self.complete_df) > 0:
            raise ArgumentError(
                f"complete_df is {described(self.complete_df)}; expected degrees of freedom above "
                "0, or infinity"
            )
        return np.full(len(own), as_number(self.complete_df))

    def sampling(self, within: Sequence[Any]) -> Sequence[Any]:
        """Return those of the versions whose sampling variance counts: all, or the first."""
        return within[:1] if self.sampling_variance == "first" else within


def said_of_pooling(
    method: str, m: int, on: PoolingScale = PLAIN, rule: str = marked("Rubin's rules")
) -> str:
    """Say that something was pooled, of how many versions, and how."""
    how = as_message(method)
    if m == 1:
        return Message(
            "1 version of the data, whose imputation adds nothing to the variance; {method}",
            method=how,
        )
    if on.words:
        return Message(
            "{n} versions of the data pooled by {rule} {scale}; {method}",
            n=m,
            rule=Message(rule),
            scale=Message(on.words),
            method=how,
        )
    return Message(
        "{n} versions of the data pooled by {rule}; {method}", n=m, rule=Message(rule), method=how
    )


def notes_of(notes: Sequence[Sequence[str]], bases: FloatArray | None = None) -> tuple[str, ...]:
    """Return what a reader must know of the versions, each once, and where their bases differ.

    Parameters
    ----------
    notes : sequence of sequence of str
        Of each version.
    bases : (m, k) float, optional
    """
    found = dict.fromkeys(note for one in notes for note in one)
    low, high = (None, None) if bases is None else (bases.min(axis=0), bases.max(axis=0))
    if low is not None and high is not None and (low < high).any():
        at = int(np.nanargmax(high - low))
        note = Message(
            "respondents differ between the versions of the data (n from {low} to {high}); the "
            "fewest are told",
            low=int(low[at]),
            high=int(high[at]),
        )
        found[note] = None
    return tuple(found)
