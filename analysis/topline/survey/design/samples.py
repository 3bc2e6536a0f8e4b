"""Independent samples in one file, such as countries: no variance is shared between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...language.message import Message
from ...values import Value
from ..data.coding import coded, first_rows, paired
from ..data.columns import IntArray


@dataclass(frozen=True, eq=False)
class Samples(Value):
    """Which sample each row is of.

    Attributes
    ----------
    names : tuple of str
        The columns that tell.
    rows : (n,) int
        Sample of each row.
    labels : tuple
        Of each sample.
    """

    names: tuple[str, ...]
    rows: IntArray
    labels: tuple[Any, ...]

    @property
    def words(self) -> str:
        """How many there are, and by which columns."""
        return Message(
            "{n} independent samples, by {names}",
            n=len(self.labels),
            names=" and ".join(self.names),
        )


def samples_in(data: Any, names: Sequence[str]) -> Samples | None:
    """Return the samples that some columns tell apart; None where there is one.

    Raises
    ------
    ArgumentError, DataError
        When a name is no column, or a row is of no sample.
    """
    rows: IntArray = np.zeros(len(data), dtype=np.intp)
    labels: list[Any] = [""]
    for name in names:
        codes, categories = coded(data, name, "country")
        rows, parent = paired(rows, codes)
        own = categories.take(codes[first_rows(rows, len(parent))]).tolist()
        labels = [
            one if labels[at] == "" else f"{labels[at]}, {one}"
            for at, one in zip(parent, own, strict=True)
        ]
    if len(labels) < 2:
        return None
    return Samples(tuple(names), rows, tuple(labels))
