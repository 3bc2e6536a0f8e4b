"""What makers of replicate weights are given, and what they give."""

from dataclasses import dataclass
from typing import Any

from .columns import FloatArray, IntArray


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
    rows : int
        Rows of the data.
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
    rows: int
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
        return {**found, "merge": True} if self.merge else found


@dataclass(frozen=True, eq=False)
class Made:
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
    """

    multipliers: FloatArray
    scale: float
    rscales: FloatArray
    df: float | None = None
