"""Sampling designs as data: what a variance needs to know, coded once, and nothing else."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...statistics.core.blocks import ColumnMatrix
from ...statistics.core.methods import Choice, as_table
from ...values import Value
from ..data.columns import FloatArray, IntArray
from .drawn import Told

_LUMLEY = "Lumley (2010), Complex Surveys, section 3.3.1; R survey, options(survey.lonely.psu)"

LONELY = as_table(
    Choice("fail", "refuse to make a variance", _LUMLEY),
    Choice("remove", "leave the stratum out of the variance", _LUMLEY),
    Choice("certainty", "take the cluster for one drawn with certainty: no variance", _LUMLEY),
    Choice("adjust", "take its distance from the mean of all strata", _LUMLEY),
    Choice("average", "take the average variance of the other strata", _LUMLEY),
)
"""What to do with a stratum of one sampled unit; see ``Survey``."""

BORROWING = ("adjust", "average")
"""Those that give it a variance from the other strata."""


@dataclass(frozen=True, eq=False)
class Stage(Value):
    """One stage of sampling: units, their strata, and how much each adds to the variance.

    Attributes
    ----------
    unit : (u,) int
        This stage's unit of each finest unit.
    stratum : (m,) int
        Stratum of each unit of this stage.
    scale : (m,) float
        π·(1 − f)·n_h/(n_h − 1) per unit, π being the product of the sampling fractions of the
        earlier stages and f this stage's own; by the lonely-unit rule in strata of one unit.
    sampled : (h,) int
        Units sampled in each stratum, n_h.
    rule : str
        "adjust" or "average" where strata of one unit, or of one unit with members of a domain,
        borrow from the others; empty where there are none.
    domains : bool
        Whether the rule is also for strata of several units of which one has members.
    times : (m,) float or None
        How many sampled units each stands for, which are all alike, and whose scales `scale` adds
        up; None for one.
    """

    unit: IntArray
    stratum: IntArray
    scale: FloatArray
    sampled: IntArray
    rule: str = ""
    domains: bool = False
    times: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class Quadratic(Value):
    """A variance zᵀDz of unit totals, for unequal probabilities without replacement.

    Attributes
    ----------
    matrix : (u, u) float
        D; for Horvitz and Thompson's estimator (π_ij − π_i π_j)/π_ij.
    label : str
        What the matrix stands for, in words.
    """

    matrix: FloatArray
    label: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Taken(Value):
    """What auxiliary sums take from unit totals by one calibration: Σ w·x over a unit's rows · B.

    It is kept in its factors: units may be as many as rows.

    Attributes
    ----------
    unit, cell : (n,) int
        Sampled unit of each row, and its combination of the variables x.
    weights : (n,) float
    values : (cells, q) float
        The variables of each combination.
    slopes : (q, p) float
        B of each auxiliary sum.
    """

    unit: IntArray = field(repr=False)
    cell: IntArray = field(repr=False)
    weights: FloatArray = field(repr=False)
    values: FloatArray | ColumnMatrix = field(repr=False)
    slopes: FloatArray = field(repr=False)

    def of_units(self, sums: FloatArray, units: int) -> FloatArray:
        """Return what (p, k) sums take from the totals of units, (u, k)."""
        shape = (units, len(self.values))
        by_unit = sparse.csr_matrix((self.weights, (self.unit, self.cell)), shape)
        return np.asarray(by_unit @ (self.values @ (self.slopes @ sums)))


@dataclass(frozen=True, eq=False, kw_only=True)
class TakenSums(Value):
    """The same of rows that are not in memory: Σ w·x of each unit, (u, q), and B."""

    by_unit: FloatArray = field(repr=False)
    slopes: FloatArray = field(repr=False)

    def of_units(self, sums: FloatArray, _units: int) -> FloatArray:
        """Return what (p, k) sums take from the totals of units, (u, k)."""
        return np.asarray(self.by_unit @ (self.slopes @ sums))


@dataclass(frozen=True, eq=False)
class Explained(Value):
    """What p auxiliary sums of the influence say of its variance, where weights were calibrated.

    Attributes
    ----------
    steps : tuple of Taken or TakenSums
        What they take from the influence's unit totals, by each calibration.
    targets : (p, p) float or None
        M of the sums' s'Ms, which is the variance that targets have themselves, where it counts.
    """

    steps: tuple[Taken | TakenSums, ...]
    targets: FloatArray | None = None

    @property
    def size(self) -> int:
        """How many auxiliary sums there are."""
        return int(self.steps[0].slopes.shape[1])


@dataclass(frozen=True, eq=False)
class DesignColumns(Value):
    """The names of a design's columns, as the user gave them; empty or None where there are none.

    Which unit a row is of, and its weights, its source knows.
    """

    weights: str | None = None
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    replicates: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        weights = (self.weights,) if self.weights else ()
        return *weights, *self.strata, *self.clusters, *self.fpc, *self.replicates


@dataclass(frozen=True, eq=False)
class Linearised(Told):
    """A design whose variance comes from sampled units within strata.

    Attributes
    ----------
    units : int
        How many finest sampled units there are.
    stages : tuple of Stage
        Empty when `quadratic` is given.
    quadratic : Quadratic or None
        Joint inclusion probabilities, instead of stages.
    df : float
        Degrees of freedom: sampled clusters less strata, of the first stage.
    lonely_psu : str
        A key of ``LONELY``.
    strata_names : tuple
        Label of each first-stage stratum, for messages.
    drawn : Drawn
        How the sample was drawn, in words.
    first_stratum : (m,) int
        Stratum of each first-stage unit.
    columns : DesignColumns
    given_df : bool
        Whether the user gave the degrees of freedom.
    no_variance : str
        Why no variance can be estimated: strata of one unit, where the rule is to fail; else empty.
    calibration : Explained or None
        What calibrated weights leave of the variance.
    of_rows : bool
        Whether each row is a sampled unit and the rows are not at hand: `units` are strata then.
    """

    units: int
    stages: tuple[Stage, ...]
    quadratic: Quadratic | None
    df: float
    lonely_psu: str
    strata_names: tuple[Any, ...]
    first_stratum: IntArray
    columns: DesignColumns
    given_df: bool = False
    no_variance: str = ""
    calibration: Explained | None = None
    of_rows: bool = False

    @cached_property
    def drawn_units(self) -> NDArray[np.bool_]:
        """Which finest units might have been others, at some stage: (u,) bool."""
        if not self.stages:
            return np.ones(self.units, dtype=bool)
        # drawn are all but units of strata that were taken whole; a stratum of one unit that a rule
        # leaves without a variance is none of these
        ruled = self.lonely_psu in ("remove", "certainty")
        every = [
            ((stage.scale > 0) | (ruled & (stage.sampled[stage.stratum] == 1)))[stage.unit]
            for stage in self.stages
        ]
        return np.asarray(np.any(every, axis=0))

    @cached_property
    def by_stratum(self) -> "Linearised | None":
        """The same design with strata for units, where those of a stratum add alike to variances.

        None where they do not, where a stratum borrows from others, or was taken whole.
        """
        if self.of_rows:
            return self
        if len(self.stages) != 1 or self.quadratic is not None or self.stages[0].rule:
            return None
        [stage] = self.stages
        strata = np.arange(len(stage.sampled))
        scale = np.zeros(len(strata))
        scale[stage.stratum] = stage.scale
        if not (scale[stage.stratum] == stage.scale).all() or not self.drawn_units.all():
            return None
        own = Stage(unit=strata, stratum=strata, scale=scale, sampled=stage.sampled)
        return replace(self, units=len(strata), stages=(own,), first_stratum=strata, of_rows=True)


@dataclass(frozen=True, eq=False)
class Replicated(Told):
    """A design known by its replicate weights.

    Attributes
    ----------
    factors : (r,) float
        Scale times rscale of each replicate: V = Σ factors·(θ_r − centre)².
    centre : str
        "estimate" or "mean": what the replicates are compared with.
    df : float
        Degrees of freedom: rank of the weights less 1, unless given.
    method : str
        A key of ``REPLICATE_METHODS``.
    drawn : Drawn
        How the sample was drawn, in words.
    columns : DesignColumns
    given_df : bool
        Whether the user gave the degrees of freedom.
    seed : int, str or None
        What the replicates were drawn with, where they were drawn at random.
    """

    factors: FloatArray
    centre: str
    df: float
    method: str
    columns: DesignColumns
    given_df: bool = False
    seed: int | str | None = None


Design = Linearised | Replicated
