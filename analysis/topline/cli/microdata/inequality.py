"""What ``topline estimate`` can be asked of inequality and poverty: one value of options."""

from dataclasses import dataclass
from typing import Annotated

from ..shared.options import Names, columns

_UNEQUAL = "Or inequality and poverty"


@dataclass(frozen=True)
class Inequality:
    """Columns by the measure that is asked of them; each is a method of ``Survey``."""

    gini: Annotated[Names, columns("Gini coefficient of a numeric column.", _UNEQUAL)] = None
    theil: Annotated[Names, columns("Theil's index, of values of 0 or more.", _UNEQUAL)] = None
    atkinson: Annotated[Names, columns("Atkinson's index, of values above 0.", _UNEQUAL)] = None
    share_ratio: Annotated[
        Names, columns("Total of the highest fifth over that of the lowest.", _UNEQUAL)
    ] = None
    poverty_line: Annotated[Names, columns("60% of the median.", _UNEQUAL)] = None
    poverty_rate: Annotated[Names, columns("Share of people below that line.", _UNEQUAL)] = None
    poverty_gap: Annotated[
        Names, columns("How far the median of the poor is below the line.", _UNEQUAL)
    ] = None
