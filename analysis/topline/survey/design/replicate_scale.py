"""Whether replicate weights are to the scale of the full ones, and what mends it."""

from dataclasses import dataclass

import numpy as np

from ...wording import count_text
from ..data.columns import FloatArray
from ..engine.replicate_weights import ReplicateWeights, blocks

FAR = 2.0
"""Times the full weights, or that part of them, which no replicate weights total on average."""

_ALIKE = 0.02
"""How far from a power of ten a ratio of totals is that implied decimals have made."""
_FACTORS = (0.8, 1.25)
"""Between what the factors of a full weight are on average."""


@dataclass(frozen=True)
class ReplicateScale:
    """How the totals of replicate weights stand to that of the full weights.

    Attributes
    ----------
    ratio : float
        Mean total of the replicate weights over that of the full weights.
    remedy : str
        What mends it; empty where it is near 1.
    """

    ratio: float
    remedy: str

    @property
    def is_far(self) -> bool:
        """Whether these cannot be replicates of the full weights as they are."""
        return not 1 / FAR < self.ratio < FAR


def scale_of(replicates: ReplicateWeights, weights: FloatArray) -> ReplicateScale:
    """Compare replicate weights with the full ones.

    Parameters
    ----------
    replicates : (n, r)
    weights : (n,) float
    """
    ones = np.ones(int(replicates.shape[1])) / int(replicates.shape[1])
    mean = np.concatenate([part @ ones for part in blocks(replicates)])
    ratio = float(mean.sum() / weights.sum())
    return ReplicateScale(ratio, _remedy(ratio, mean, weights) if abs(ratio - 1) > 0.01 else "")


def _remedy(ratio: float, mean: FloatArray, weights: FloatArray) -> str:
    used = weights > 0
    own, full = mean[used], weights[used]
    # replicate weights are large where the full weights are
    follow = np.ptp(full) != 0 and np.ptp(own) != 0 and np.corrcoef(own, full)[0, 1] > 0.5
    if _FACTORS[0] < float(own.mean()) < _FACTORS[1] and not follow:
        return "pass combined=False if replicates are factors of the full weight"
    decimals = decimals_of(ratio)
    if decimals > 0:
        return (
            f"the replicate weights have {decimals} more implied decimals than the full weights: "
            f"divide them by {count_text(10**decimals)}"
        )
    if decimals < 0:
        return (
            f"the full weights have {-decimals} more implied decimals than the replicate weights: "
            f"divide them by {count_text(10**-decimals)}"
        )
    if 1 / FAR < ratio < FAR:
        return "check that the weights belong together"
    return "give weights= the full weights that these are replicates of"


def decimals_of(ratio: float) -> int:
    """Return how many decimals were left out of the larger of two totals; 0 where none were."""
    if ratio <= 0:
        return 0
    power = round(float(np.log10(ratio)))
    return power if abs(ratio / 10.0**power - 1) < _ALIKE else 0
