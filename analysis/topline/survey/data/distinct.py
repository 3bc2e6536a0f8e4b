"""The distinct answers of a column, on their way from its values to the answers of its question.

Only distinct answers are looked at, so that a column of a million rows costs what its answers do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.scale import Scale
from .columns import IntArray, blocks_of


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct answers of a column, as they become the answers of its question.

    Attributes
    ----------
    name : any
        The column.
    index : pandas.Index
        Distinct values in the data, in the order of their codes.
    rows : (n,) int
        Which of them each row holds; −1 for none.
    labels : tuple
        Answers to be shown, in their order.
    places : tuple of int
        Which of these each value is; −1 for no answer.
    scale : Scale
    notes : tuple of str
        What was decided.
    order_note : str
        Which order was taken of the words.
    times : (n,) int or None
        How many rows of the data each row stands for, where not one.
    """

    name: Any
    index: pd.Index
    rows: IntArray = field(repr=False)
    labels: tuple[Any, ...]
    places: tuple[int, ...]
    scale: Scale
    notes: tuple[str, ...] = ()
    order_note: str = ""
    times: IntArray | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        name: Any,
        values: pd.Index,
        rows: IntArray,
        scale: Scale,
        times: IntArray | None = None,
    ) -> "Distinct":
        """Take the values of a column as its answers, in their order."""
        own = tuple(values.tolist())
        return cls(
            name=name,
            index=values,
            rows=rows,
            labels=own,
            places=tuple(range(len(own))),
            scale=scale,
            times=times,
        )

    @cached_property
    def values(self) -> tuple[Any, ...]:
        """The distinct values in the data."""
        return tuple(self.index.tolist())

    @cached_property
    def count(self) -> list[int]:
        """Rows of each value."""
        found = np.zeros(len(self.index) + 1, dtype=np.int64)
        for at in blocks_of(len(self.rows)):
            times = None if self.times is None else self.times[at]
            found += np.bincount(self.rows[at] + 1, times, len(found)).astype(np.int64)
        counts: list[int] = found[1:].tolist()
        return counts

    @property
    def size(self) -> int:
        """Rows of the data."""
        return len(self.rows) if self.times is None else int(self.times.sum())

    def renamed(self, texts: Mapping[Any, Any]) -> "Distinct":
        """Return the values by other names, which are the answers from now on, in their order."""
        labels = tuple(dict.fromkeys(texts.values()))
        place = {label: at for at, label in enumerate(labels)}
        places = tuple(place[texts[value]] if value in texts else -1 for value in self.values)
        return replace(self, labels=labels, places=places)

    def without(self, gone: Callable[[Any, Any], bool]) -> "Distinct":
        """Return the answers without those for whose value and label something holds."""
        pairs = [
            (value, self.labels[at] if at >= 0 else None)
            for value, at in zip(self.values, self.places, strict=True)
        ]
        out = {label for value, label in pairs if gone(value, label)}
        out |= {label for label in self.labels if gone(None, label)}
        if not out:
            return self
        kept = [label for label in self.labels if label not in out]
        return self.in_order(kept)

    def without_unused(self, labels: Sequence[Any]) -> "Distinct":
        """Return the answers without those of some labels that nobody gave."""
        seen = self.counts()
        return self.in_order([own for own in self.labels if own in seen or own not in labels])

    def in_order(self, labels: Sequence[Any]) -> "Distinct":
        """Return the answers in another order; those that are left out are none."""
        place = {label: at for at, label in enumerate(labels)}
        places = tuple(place.get(self.labels[at], -1) if at >= 0 else -1 for at in self.places)
        return replace(self, labels=tuple(labels), places=places)

    def noting(self, *notes: str) -> "Distinct":
        """Return the answers with further notes."""
        return replace(self, notes=(*self.notes, *notes))

    def counts(self) -> dict[Any, int]:
        """Return the rows of each answer that occurs."""
        found: dict[Any, int] = {}
        for count, at in zip(self.count, self.places, strict=True):
            if at >= 0 and count:
                found[self.labels[at]] = found.get(self.labels[at], 0) + count
        return found

    def coded(self) -> tuple[pd.Index, IntArray]:
        """Return the answers, and which of them each row gave, in the smallest integers."""
        small = np.min_scalar_type(-len(self.labels) - 1)
        if self.places == tuple(range(len(self.values))):
            same = self.labels == self.values
            return self.index if same else pd.Index(list(self.labels)), self.rows.astype(small)
        table = np.array([*self.places, -1], dtype=small)
        return pd.Index(list(self.labels)), table[self.rows]
