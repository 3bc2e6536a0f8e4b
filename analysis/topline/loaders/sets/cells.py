"""The distinct cells of columns, as text with their labels: what sets are told from."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...answers import is_missing_word
from ..codebook.different import different_values
from ..codebook.variables import Code, Variable, code_text, plain

MOST_DISTINCT = 200
"""Different cells up to which a column is looked at as one of ticks."""

SAMPLE = 2_000
"""Rows that tell whether a column is worth looking at in full."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of some data.

    Attributes
    ----------
    names : tuple of str
        The columns.
    read : callable
        A column by its name, and of how many rows; None for all.
    variables : mapping of str to Variable
        What is known of them.
    different : dict of str to array
        Their different values, but no data, as far as anybody asked.
    """

    names: tuple[str, ...]
    read: Callable[[str, int | None], Any]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    different: dict[str, Any] = field(default_factory=dict, repr=False)
    _known: dict[str, dict[Code, str] | None] = field(default_factory=dict, repr=False)

    def values(self, name: str) -> Any:
        """Return a column."""
        return self.read(name, None)

    def sample(self, name: str) -> Any:
        """Return the first rows of a column."""
        return self.read(name, SAMPLE)

    def without(self, names: Container[str]) -> "Cells":
        """Return the cells of the other columns; what is known of them stays known."""
        return replace(self, names=tuple(name for name in self.names if name not in names))

    def distinct(self, name: str) -> dict[Code, str] | None:
        """Return the distinct cells of a column with their labels; None where they are many."""
        if name in self._known:
            return self._known[name]
        if name not in self.different:
            if self.sample(name).nunique() > MOST_DISTINCT:
                return self._known.setdefault(name, None)
            self.different[name] = different_values(self.values(name))
        if len(self.different[name]) > MOST_DISTINCT:
            return self._known.setdefault(name, None)
        codes = [plain_code(value) for value in self.different[name].tolist()]
        variable = self.variables.get(name)
        labels: Mapping[Code, str] = {} if variable is None else variable.value_labels
        self._known[name] = {
            code: labels.get(code) or str(code)
            for code in codes
            if not (isinstance(code, str) and is_missing_word(code))
        }
        return self._known[name]

    def texts(self, name: str) -> dict[str, str] | None:
        """Return the distinct cells of a column as text, with their labels."""
        found = self.distinct(name)
        return None if found is None else {code_text(code): own for code, own in found.items()}

    def counts(self, name: str) -> dict[str, int]:
        """Return the rows of each distinct text of a column."""
        counts = self.values(name).dropna().astype(str).value_counts(sort=False)
        return {str(text): int(count) for text, count in counts.items() if str(text).strip()}


def plain_code(value: Any) -> Code:
    """Return a cell as a code: yes and no of a Boolean column are the words of Python."""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(bool(value))
    try:
        return plain(value)
    except (TypeError, ValueError):
        return str(value)
