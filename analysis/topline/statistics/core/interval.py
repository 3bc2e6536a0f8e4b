"""The pair of limits every interval function of this package returns."""

from typing import Any, NamedTuple

from ...language.message import Message
from ...language.printing import said_lines
from ...spoken import said_as_html, several_text
from ...values import same
from ...wording import finite_text


class Interval(NamedTuple):
    """Lower and upper limit of a confidence interval.

    Scalars in give floats, arrays give arrays, and a pandas Series gives Series with its index.
    """

    ci_low: Any
    ci_high: Any

    def __eq__(self, other: object) -> bool:
        """Whether another pair has the same limits, NaN equal to NaN."""
        if not isinstance(other, tuple):
            return NotImplemented
        return len(other) == 2 and all(map(same, self, other))

    def __ne__(self, other: object) -> bool:
        """Whether another pair has other limits."""
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __str__(self) -> str:
        """Return the limits as a person reads them, in the language to print in."""
        return said_lines([self._words])[0]

    @property
    def _words(self) -> str:
        low, high = (several_text(limit, finite_text) for limit in self)
        return Message("{low} to {high}", low=low, high=high)

    def _repr_html_(self) -> str:
        """Show the limits in a notebook."""
        return said_as_html((self._words,))

    def __hash__(self) -> int:
        """Return the hash of the limits; arrays have none."""
        return hash((self.ci_low, self.ci_high))
