"""What a reader says of a table where the rules stop: its rows, its bases, its unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ....arguments import described
from ....errors import ArgumentError
from ....values import Value

UNITS = ("percent", "proportion", "count")
SAY_UNITS = 'say what they are in a hint: units="percent" or units="count"'
"""The remedy where nothing says what numbers are."""


@dataclass(frozen=True, eq=False)
class TableHint(Value):
    """What holds for a table that the rules do not understand; rows count from 1, as in the file.

    Attributes
    ----------
    heading_rows : tuple of int
        First and last row of the headings above the columns.
    bases : mapping of str to int
        Row of the bases by their role: "unweighted", "weighted" or "effective".
    rows : tuple of int
        First and last row of the answers.
    units : {"percent", "proportion", "count"}, optional
        What numbers without a sign are.

    Raises
    ------
    ArgumentError
        When one of them is none of that.
    """

    heading_rows: tuple[int, int] | None = None
    bases: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    units: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no row, role or unit."""
        super().__post_init__()
        if self.units is not None and self.units not in UNITS:
            raise ArgumentError(f"units is {described(self.units)}; expected {', '.join(UNITS)}")
        for name, pair in (("heading_rows", self.heading_rows), ("rows", self.rows)):
            if pair is not None and not (
                isinstance(pair, tuple) and len(pair) == 2 and 1 <= pair[0] <= pair[1]
            ):
                raise ArgumentError(
                    f"{name} is {described(pair)}; expected the first and the last row, from 1"
                )
        if (self.rows is None) != (self.heading_rows is None):
            raise ArgumentError("rows and heading_rows go together; give both, or neither")
        for role, row in self.bases.items():
            if role not in ("unweighted", "weighted", "effective") or row < 1:
                raise ArgumentError(
                    f"bases has {described(role)}: {described(row)}; expected unweighted, weighted "
                    "or effective, and the row of each"
                )
