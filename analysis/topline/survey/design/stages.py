"""A stage of sampling while its design is being built, and the population it was drawn from."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import DataError
from ...wording import value_text
from ..data.coding import first_rows
from ..data.columns import CONVERT, FloatArray, IntArray, at_rows, column, counted, numbers


@dataclass(frozen=True, eq=False)
class CodedStage:
    """One stage while the design is being built."""

    unit: IntArray  # of each row
    count: int
    stratum: IntArray  # of each unit
    sampled: IntArray  # units per stratum
    population: FloatArray  # units per stratum in the population; infinite where not given


def with_population(
    data: Any, stage: CodedStage, stratum_row: IntArray, name: str | None, number: int
) -> CodedStage:
    """Read the population's units per stratum, given as sizes or as sampling fractions."""
    if name is None:
        return stage
    given = numbers(column(data, name, "fpc"), name, CONVERT)
    if np.isnan(given).any() or (given <= 0).any():
        at = np.flatnonzero(~(given > 0))
        raise DataError(
            f"fpc column {name!r} is missing or not above 0 in {counted(at.size, 'row')} "
            f"({at_rows(at)}); give population sizes, or sampling fractions from 0 to 1"
        )
    size = given[first_rows(stratum_row, len(stage.sampled))]
    varies = np.flatnonzero(given != size[stratum_row])
    if varies.size:
        raise DataError(
            f"fpc column {name!r} varies within a stratum of stage {number + 1} "
            f"({at_rows(varies)}); one stratum has one population size; correct the column, or "
            "the strata"
        )
    if (size < 1).any() and (size > 1).any():
        raise DataError(
            f"fpc column {name!r} mixes sampling fractions (1 or less) and population sizes (above "
            "1); expected one of them; divide units sampled by population to have fractions "
            "throughout"
        )
    fractions = size <= 1
    people = stage.sampled / size if fractions.all() else size
    small = np.flatnonzero(people < stage.sampled * (1 - 1e-9))
    if small.size:
        h = small[0]
        raise DataError(
            f"fpc column {name!r} says {value_text(people[h], 6)} units in a stratum of which "
            f"{stage.sampled[h]} were sampled; a population is at least as large as its sample; "
            "count sampled clusters, not respondents, where there are clusters"
        )
    return CodedStage(stage.unit, stage.count, stage.stratum, stage.sampled, people)


_LEAST_WEIGHT = 1e-100
"""How small the largest weight may be; its inverse is the largest of all."""


def refuse_sizes(name: str, largest: float) -> None:
    """Refuse weights that are all 0, or too small or large to compute with.

    Raises
    ------
    DataError
    """
    if largest == 0:
        raise DataError(f"column {name!r} is 0 in every row; survey weights total more than 0")
    # the square of a sum of weights, and what it is divided by, has to be a number
    if not _LEAST_WEIGHT <= largest <= 1 / _LEAST_WEIGHT:
        raise DataError(
            f"column {name!r} has no weight above {largest!r}, out of a variance's reach; expected "
            "weights from 1e-100 to 1e100; divide them by their mean"
        )
