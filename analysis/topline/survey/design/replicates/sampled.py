"""What makers of replicate weights are given, and what they give."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....arguments import check_one_of
from ....errors import ArgumentError, DataError
from ...data.coding import first_rows, seen
from ...data.columns import FloatArray, IntArray
from ...engine.row_codes import RowCodes
from ..design import Design, Linearised


@dataclass(frozen=True, eq=False)
class Sample:
    """The first-stage units of a design.

    Attributes
    ----------
    unit : (n,) int
        Unit of each row.
    stratum : (m,) int
        Stratum of each unit.
    sampled : (h,) int
        Units in each stratum.
    left : (m,) float
        1 − f of each unit; 0 for one that adds nothing to the variance.
    order : (m,) int
        The units in the order in which the data have them.
    names : tuple
        Label of each stratum, for messages.
    weighs : (m,) bool
        Units with a respondent of a weight above 0.
    df : float
        Degrees of freedom of the design.
    given_df : bool
        Whether the user gave them.
    """

    unit: IntArray
    stratum: IntArray
    sampled: IntArray
    left: FloatArray
    order: IntArray
    names: tuple[Any, ...]
    weighs: NDArray[np.bool_]
    df: float
    given_df: bool = False


@dataclass(frozen=True, eq=False)
class Wanted:
    """The options, as the user gave them; None where left out."""

    replicates: int | None = None
    rho: float | None = None
    rng: Any = None
    centre: str = "estimate"
    merge: bool = False

    def given(self) -> dict[str, Any]:
        """Return the options that not every maker takes, those that were given."""
        options = {"replicates": self.replicates, "rho": self.rho, "rng": self.rng}
        found = {name: value for name, value in options.items() if value is not None}
        check_one_of("merge", self.merge, (False, True))
        return {**found, "merge": True} if self.merge else found


@dataclass(frozen=True, eq=False)
class Multipliers:
    """Replicates of a sample.

    Attributes
    ----------
    multipliers : (m, r) float
        What each unit's weights are multiplied by in each replicate.
    scale : float
        Common factor of the squares.
    rscales : (r,) float
        Further factor of each replicate.
    df : float or None
        Degrees of freedom, where they need no rank of the multipliers.
    seed : int, str or None
        What they were drawn with, where they were drawn at random.
    """

    multipliers: FloatArray
    scale: float
    rscales: FloatArray
    df: float | None = None
    seed: int | str | None = None


def sample_of(design: Design, codes: RowCodes, merge: bool) -> Sample:
    """Return a design's first-stage units, or say why it can have no replicates.

    Raises
    ------
    ArgumentError
        When the design has replicates, several stages with fpc, joint inclusion probabilities, or
        a rule for lonely strata that no replicate follows.
    DataError
        When a stratum has one sampled unit and the rule is to fail, unless strata are merged.
    """
    if not isinstance(design, Linearised):
        raise ArgumentError("the survey has replicate weights already; use them as they are")
    if design.quadratic is not None:
        raise ArgumentError(
            f"replicates of {design.quadratic.label} are not made; choose pps='brewer' and 'jkn', "
            "or leave pps out for sampling with replacement"
        )
    if len(design.stages) > 1:
        raise ArgumentError(
            f"replicates of {len(design.stages)} stages with fpc are not made; give fpc for the "
            "first stage only, whose units then stand for all stages, or keep the linearised "
            "variance"
        )
    if design.stages[0].rule:
        raise ArgumentError(
            f"lonely_psu={design.lonely_psu!r} has no replicates; choose 'remove' or 'certainty', "
            "or merge strata of one sampled unit with similar ones"
        )
    if design.no_variance and not merge:
        raise DataError(design.no_variance)
    assert codes.first_unit is not None
    stage = design.stages[0]
    first = first_rows(codes.first_unit, len(stage.stratum))
    n = stage.sampled[stage.stratum]
    return Sample(
        unit=codes.first_unit,
        stratum=stage.stratum,
        sampled=stage.sampled,
        left=stage.scale * np.where(n > 1, (n - 1) / n, 1.0),
        order=np.argsort(first, kind="stable"),
        names=design.strata_names,
        weighs=seen(codes.first_unit, len(stage.stratum), codes.weights > 0),
        df=design.df,
        given_df=design.given_df,
    )
