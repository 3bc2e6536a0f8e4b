"""What the rows of a crosstab are to be: nets, boxes, bands, numbers, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arguments import check_whole, described, listed_values
from ...errors import ArgumentError
from ...estimates.scale import NO_ORDER
from ...language.message import Message
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..estimators.request import Request, refuse_unknown
from .parts.questions import Question, number, of_numbers, rows_of, with_nets
from .parts.values import Statistic, statistic_labels

SORTS = (None, "descending", "ascending")


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows(Value):
    """What the rows are.

    Attributes
    ----------
    asked : any
        The question, as ``rows_of`` takes it.
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
    keep : list or None
        The rows of shares there are to be, in this order.
    hide : list
        Rows there are not to be.
    sort : {None, "descending", "ascending"}
        By the share of the first column.
    fixed : list
        Rows that stay last, in this order.
    """

    asked: Any
    shares: bool = True
    nets: Mapping[str, Sequence[Any]] | None = None
    boxes: int | None = None
    bands: Sequence[float] | None = None
    statistics: tuple[Statistic, ...] = ()
    keep: Sequence[Any] | None = None
    hide: Sequence[Any] = ()
    sort: str | None = None
    fixed: Sequence[Any] = ()

    def question(self, request: Request) -> Question:
        """Return the answers and nets that have a row.

        Raises
        ------
        ArgumentError, DataError
        """
        refuse_unknown("sort", self.sort, SORTS)
        if self.shares:
            found = rows_of(request, self.asked, self.bands)
            return with_nets(request, with_boxes(request, found, self.boxes), self.nets)
        if self.nets or self.boxes or self.bands:
            raise ArgumentError("nets, boxes and bands are rows of shares; leave shares out")
        if not self.statistics:
            raise ArgumentError("shares is False and no statistics are named; a table needs rows")
        if all(row.of_numbers for row in self.statistics) and of_numbers(request, self.asked):
            return number(request, self.asked)
        return replace(rows_of(request, self.asked), labels=())

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
        labels = list(question.labels)
        named = {"keep": self.keep or (), "hide": self.hide, "fixed": self.fixed}
        at: dict[str, list[int]] = {}
        for name, given in named.items():
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

    @property
    def as_asked(self) -> bool:
        """Whether all rows are wanted in the order that they have."""
        return self.keep is None and self.sort is None and not self.hide and not self.fixed

    @property
    def labels(self) -> tuple[Message, ...]:
        """Labels of the rows of numbers."""
        return statistic_labels(self.statistics)


def with_boxes(request: Request, question: Question, boxes: int | None) -> Question:
    """Return a question with rows of the last and the first answers of its scale.

    What is set aside, such as "don't know", is no box; it stays in the base.

    Raises
    ------
    ArgumentError
        When there are fewer answers, or their order is not known.
    """
    if boxes is None:
        return question
    if not question.scale.ordered or question.scale.several:
        raise ArgumentError(
            f"the answers to {question.name!r} are in no order; "
            + NO_ORDER.format(name=question.name)
        )
    answers = [label for label in question.labels if label not in question.scale.set_aside]
    expected = f"1 to {len(answers)}, the number of answers"
    number = check_whole("boxes", boxes, 1, len(answers), expected=expected)
    ends: dict[str, list[Any]] = {
        Message("Top {number}", number=number): answers[-number:],
        Message("Bottom {number}", number=number): answers[:number],
    }
    return with_nets(request, question, ends)


def named_rows(name: str, given: Any) -> list[Any]:
    """Return the labels of rows that an argument names, which may be one."""
    if isinstance(given, str):
        return [given]
    plain = given is None or (isinstance(given, tuple) and not given)
    return [] if plain else listed_values(name, given)
