"""A survey whose rows are in memory, to be looked at one by one."""

from dataclasses import dataclass
from typing import Any

from ...errors import ArgumentError
from ...values import Value
from ..data.answers import Columns
from ..data.columns import FloatArray
from ..data.domains import Mask
from ..design.design import Design
from ..design.subpopulation import Subpopulation
from ..engine.memory import MemorySource
from ..engine.row_codes import RowCodes


@dataclass(frozen=True, eq=False)
class RowsInMemory(Value):
    """What checks and descriptions read.

    Attributes
    ----------
    of : Subpopulation
    columns : Columns
    codes : RowCodes
    """

    of: Subpopulation
    columns: Columns
    codes: RowCodes

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.codes.weights)

    @property
    def data(self) -> Any:
        """The rows, as given."""
        return self.columns.data

    @property
    def weights(self) -> FloatArray:
        """The (n,) weights."""
        return self.codes.weights

    @property
    def design(self) -> Design:
        """The design of all rows."""
        return self.of.design

    @property
    def mask(self) -> Mask | None:
        """Which rows are meant; None for all."""
        mask: Mask | None = None if self.of.within is None else self.of.within.rows
        return mask


def rows_in_memory(of: Subpopulation) -> RowsInMemory:
    """Return the rows of a survey, where they are in memory.

    Raises
    ------
    ArgumentError
        When they are elsewhere.
    """
    if not isinstance(of.source, MemorySource):
        raise ArgumentError(
            "the rows are not in memory, and this looks at every one of them; read the columns it "
            "is about into memory first"
        )
    return RowsInMemory(of, of.source.columns, of.source.codes)
