"""What the rows of a crosstab are to be: nets, boxes, bands, numbers, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..estimators.request import Request, refuse_unknown
from .parts.nets import with_boxes, with_nets
from .parts.questions import Question, has_numbers
from .parts.values import Statistic

SORTS = (None, "descending", "ascending")


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows(Value):
    """What the rows are.

    Attributes
    ----------
    asked : any
        The question, as ``question_of`` takes it.
    shares : bool
        Whether answers have rows.
    nets : mapping or None
        Further rows that add up answers, or nets before them.
    boxes : int or None
        How many answers at each end of the scale have a row of their sum.
    bands : sequence of float or None
        Edges of the bands that numbers are cut into.
    statistics : tuple of Statistic
        Rows of numbers, below.
    keep : str, list or None
        The rows of shares there are to be, in this order.
    hide : str, list or None
        Rows there are not to be.
    sort : {None, "descending", "ascending"}
        By the share of the first column.
    fixed : str, list or None
        Rows that stay last, in this order.
    """

    asked: Any
    shares: bool = True
    nets: Mapping[str, Sequence[Any]] | None = None
    boxes: int | None = None
    bands: Sequence[float] | None = None
    statistics: tuple[Statistic, ...] = ()
    keep: Sequence[Any] | None = None
    hide: Sequence[Any] | None = None
    sort: str | None = None
    fixed: Sequence[Any] | None = None

    def of_shares(self, request: Request, question: Question) -> Question:
        """Return the answers and nets that have a row.

        Raises
        ------
        ArgumentError, DataError
        """
        if self.shares:
            return with_nets(request, with_boxes(request, question, self.boxes), self.nets)
        if self.nets or self.boxes or self.bands:
            raise ArgumentError("nets, boxes and bands are rows of shares; leave shares out")
        if not self.statistics:
            raise ArgumentError("shares is False and no statistics are named; a table needs rows")
        return replace(question, labels=())

    def of_numbers(self, request: Request) -> bool:
        """Return whether all rows are of a column of numbers, and none of its answers."""
        alone = not self.shares and all(row.of_numbers for row in self.statistics)
        return alone and has_numbers(request, self.asked)

    def chosen(self, question: Question, first: FloatArray) -> IntArray:
        """Return which rows of shares there are, in their order, by their positions.

        Parameters
        ----------
        question : Question
        first : (r,) float
            Shares of the first column.

        Raises
        ------
        ArgumentError
            When a row that is named is none.
        """
        refuse_unknown("sort", self.sort, SORTS)
        if self.keep is not None and not named_rows("keep", self.keep):
            raise ArgumentError(
                "keep names no rows; name some, or choose shares=False for a table of statistics"
            )
        labels = list(question.labels)
        at: dict[str, list[int]] = {}
        for name in ("keep", "hide", "fixed"):
            given = named_rows(name, getattr(self, name))
            for label in given:
                if label not in labels:
                    raise ArgumentError(
                        f"{name} names {described(label)}, which is no row; choose from "
                        f"{', '.join(map(str, labels))}"
                    )
            at[name] = [labels.index(label) for label in given]
        order = np.array(at["keep"] if self.keep is not None else range(len(labels)), dtype=np.intp)
        if self.sort is not None:
            value = np.where(np.isnan(first), -np.inf, first)[order]
            order = order[np.argsort(-value if self.sort == "descending" else value, kind="stable")]
        aside = [i for i, label in enumerate(labels) if label in question.scale.set_aside]
        last = list(dict.fromkeys([*(aside if self.sort else ()), *at["fixed"]]))
        rest = [i for i in order.tolist() if i not in last and i not in at["hide"]]
        kept = set(order.tolist()) - set(at["hide"])
        return np.array([*rest, *(i for i in last if i in kept)], dtype=np.intp)


def named_rows(name: str, given: Any) -> list[Any]:
    """Return the labels of rows that an argument names, which may be one."""
    if isinstance(given, str):
        return [given]
    plain = given is None or (isinstance(given, tuple) and not given)
    return [] if plain else listed_values(name, given)
