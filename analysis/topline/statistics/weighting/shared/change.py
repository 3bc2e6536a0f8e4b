"""What weights have become, told of all rows in one pass by blocks."""

from dataclasses import dataclass

import numpy as np

from ...core.arguments import FloatArray
from ...core.chunks import row_blocks


@dataclass(frozen=True, kw_only=True)
class WeightChange:
    """From weights before to weights after.

    Attributes
    ----------
    g_min, g_max : float
        Range of the factors on weights above 0.
    design_effect : float
        Kish's, n·Σw²/(Σw)², of the weights above 0 after.
    n_effective : float
    zero : int
        Rows of weight 0 after.
    """

    g_min: float
    g_max: float
    design_effect: float
    n_effective: float
    zero: int


def change_of_cells(
    weighing: FloatArray,
    rows: FloatArray,
    start: FloatArray,
    squares: FloatArray,
    factors: FloatArray,
) -> WeightChange:
    """Compare weights with those before, by cells whose rows have one factor.

    Parameters
    ----------
    weighing, rows : (c,) float
        Rows with a weight above 0 before, and all.
    start, squares : (c,) float
        Sums of weights before, and of their squares.
    factors : (c,) float
    """
    used = weighing > 0
    kept = used & (factors > 0)
    above = float(weighing[kept].sum())
    deff = above * float(squares @ factors**2) / float(start @ factors) ** 2
    return WeightChange(
        g_min=float(factors[used].min()),
        g_max=float(factors[used].max()),
        design_effect=deff,
        n_effective=above / deff,
        zero=int(rows.sum() - above),
    )


def weight_change(before: FloatArray, after: FloatArray) -> WeightChange:
    """Compare weights with those before, (n,) each.

    References
    ----------
    Kish (1965), Survey Sampling, section 11.7.
    """
    low, high, total, squares = np.inf, -np.inf, 0.0, 0.0
    zero = above = 0
    # squares of weights in any unit stay numbers
    unit = after.max()
    for at in row_blocks(len(after)):
        was, now = before[at], after[at]
        used = was > 0
        g = now / was if used.all() else now[used] / was[used]
        if g.size:
            low, high = min(low, g.min()), max(high, g.max())
        zero += now.size - int(np.count_nonzero(now))
        own = now / unit
        own = own if now.min() > 0 else own[now > 0]
        above, total, squares = above + own.size, total + own.sum(), squares + np.dot(own, own)
    deff = above * squares / total**2
    return WeightChange(
        g_min=float(low),
        g_max=float(high),
        design_effect=float(deff),
        n_effective=float((len(after) - zero) / deff),
        zero=int(zero),
    )
