"""What a design says of each row, as arrays of codes."""

from dataclasses import dataclass, field
from functools import cached_property

from ...values import Value
from ..data.columns import FloatArray, IntArray
from .auxiliaries import Auxiliaries
from .replicate_weights import OwnReplicates, ReplicateWeights, SampledReplicates
from .totals import StratifiedRows


@dataclass(frozen=True, eq=False)
class RowCodes(Value):
    """What a design says of each row.

    Attributes
    ----------
    weights : (n,) float
    unit, first_unit : (n,) int or None
        Finest and first-stage unit; None with replicate weights.
    units : int
        How many finest ones there are.
    replicates : (n, r) array, ReplicateColumns or FactoredReplicates, or None
        Replicate weights, each as large as the full-sample weights (combined).
    sample : (n,) int or None
        Which independent sample each row is of; None for one.
    samples : int
        How many there are.
    auxiliaries : tuple of Auxiliaries
        What the weights were calibrated on, step by step; empty where they were not.
    strata : (n,) int or None
        Stratum of each row, where each is a sampled unit and those of a stratum add alike to
        variances.
    """

    weights: FloatArray
    unit: IntArray | None = None
    first_unit: IntArray | None = None
    units: int = 0
    replicates: OwnReplicates | None = field(default=None, repr=False)
    sample: IntArray | None = None
    samples: int = 1
    auxiliaries: tuple[Auxiliaries, ...] = ()
    strata: IntArray | None = field(default=None, repr=False)

    @cached_property
    def stratified(self) -> StratifiedRows | None:
        """The rows by stratum, where no more need be known of them."""
        if self.strata is None or self.unit is None or self.auxiliaries:
            return None
        return StratifiedRows(self.weights, self.unit, self.strata)

    @property
    def laid_out(self) -> ReplicateWeights | None:
        """Replicate weights of which none moves two independent samples at once."""
        if self.replicates is None or self.sample is None:
            return self.replicates
        return SampledReplicates(self.replicates, self.weights, self.sample, self.samples)
