"""What a formula is worked out on: columns as numbers, or as answers."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class NumbersOfColumn(Protocol):
    """A column as numbers, NaN where there is none."""

    @property
    def rows(self) -> FloatArray:
        """The (n,) numbers."""


class AnswersOfColumn(Protocol):
    """A column as answers."""

    @property
    def labels(self) -> Any:
        """The answers in their order."""

    @property
    def rows(self) -> NDArray[Any]:
        """Which of them each row gave; −1 for none."""


class Variables(Protocol):
    """Columns by name, such as those of a survey."""

    def is_categorical(self, name: str) -> bool:
        """Return whether a column holds answers."""

    def numbers(self, name: str) -> NumbersOfColumn:
        """Return a column as numbers, or refuse it."""

    def answers(self, name: str) -> AnswersOfColumn:
        """Return a column as answers, or refuse it."""
