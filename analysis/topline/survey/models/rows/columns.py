"""The columns of a survey as a formula sees them: numbers, levels by their labels, conditions."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....errors import ArgumentError
from ....expressions.tree import Name, Node, names_in, shortened
from ....formulas.values import Levels, worked_out
from ...data.answers import Columns
from ...data.columns import FloatArray
from ...data.conditions import holds
from ...data.domains import Truth
from ...data.no_numbers import Numbers

_BINARY = 2


@dataclass(frozen=True, eq=False)
class SurveyColumns:
    """The columns of a survey's rows, or of others that are to be answered alike."""

    columns: Columns
    size: int
    _numbers: dict[str, Numbers] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """Count the rows."""
        return self.size

    def is_categorical(self, name: str) -> bool:
        """Return whether a column holds words, or codes of which each has a label."""
        return self.columns.is_categorical(name)

    def numbers(self, name: str) -> FloatArray:
        """Return a column of numbers, NaN where there is none."""
        if name not in self._numbers:
            self._numbers[name] = self.columns.numbers(name, "variable")
        return self._numbers[name].rows

    def levels(self, name: str) -> Levels:
        """Return the answers of a column by their labels, in its order."""
        found = self.columns.answers(name)
        return Levels(tuple(found.labels), found.rows)

    def notes(self, name: str) -> tuple[str, ...]:
        """Return what must be known of a column: codes counted as numbers, spellings as one."""
        if name in self._numbers:
            return self._numbers[name].notes
        if self.is_categorical(name):
            return self.columns.answers(name).notes
        return self.columns.notes_of(name)

    def holds(self, condition: Node) -> FloatArray:
        """Return 1 where a condition holds, 0 where not, NaN where that is not known."""
        found = Truth.of(holds(str(condition), self.columns))
        known: FloatArray = found.holds.astype(float)
        return known if found.unknown is None else np.where(found.unknown, np.nan, known)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What is modelled: a number of each row, NaN where there is none, in words, of columns."""

    values: FloatArray
    words: str
    names: tuple[str, ...]


def outcome_of(node: Node | None, columns: SurveyColumns, within: NDArray[Any]) -> Outcome:
    """Return the outcome of a model; of two answers, whether it is the second.

    Raises
    ------
    ArgumentError
        When there is none, or it is a column of other than two answers.
    """
    if node is None:
        raise ArgumentError("formula has no outcome; expected 'outcome ~ predictors'")
    if not isinstance(node, Name):
        words = shortened(str(node).replace("`", ""))
        return Outcome(worked_out(node, columns), words, tuple(names_in(node)))
    name = node.name
    if not columns.is_categorical(name):
        return Outcome(columns.numbers(name), name, (name,))
    levels = columns.levels(name)
    found = [
        label for at, label in enumerate(levels.labels) if ((levels.codes == at) & within).any()
    ]
    if len(found) != _BINARY:
        raise ArgumentError(
            f"outcome {name!r} has {len(found)} answers ({', '.join(map(str, found[:8]))}); "
            f"expected numbers or two answers; name those to model, as in "
            f'"{name} == {str(found[0] if found else "yes")!r} ~ …"'
        )
    values = np.where(levels.codes < 0, np.nan, levels.codes == levels.labels.index(found[1]))
    return Outcome(values, f"{name} = {found[1]} (not {found[0]})", (name,))
