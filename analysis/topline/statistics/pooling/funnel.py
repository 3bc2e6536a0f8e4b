"""What a funnel plot shows: each survey against its precision, and where agreement would lie."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...language.message import Message
from ...spoken import Spoken
from ..core.arguments import broadcast
from ..core.interval import Interval
from ..core.methods import FloatArray, pick
from ..precision.margins import quantile
from .pool import pool_proportions, surveys
from .result import PooledProportion
from .scales import SCALES, on_scale

_STEPS = 101


@dataclass(frozen=True, eq=False)
class FunnelData(Spoken):
    """The points and the lines of a funnel plot, on the scale they were pooled on.

    Attributes
    ----------
    value, std_error : (k,) ndarray or pandas.Series
        Each survey's share on the scale, and its standard error there.
    outside : (k,) ndarray or pandas.Series of bool
        Which surveys lie outside the lines.
    centre : float
        The pooled value.
    line_std_error : (m,) ndarray
        Standard errors from 0 to the largest.
    line : Interval
        Between which, at these, surveys of one true share lie at the confidence level.
    pooled : PooledProportion
        The pooled share.
    """

    value: Any
    std_error: Any
    outside: Any
    centre: float
    line_std_error: FloatArray
    line: Interval
    pooled: PooledProportion

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many surveys lie outside the lines, and the pooled share."""
        outside, of = int(np.sum(np.asarray(self.outside))), np.size(self.outside)
        return (
            Message(
                "{part} of {all} surveys lie outside the lines between which surveys of one true "
                "share lie.",
                part=outside,
                all=of,
            ),
            *self.pooled.sentences,
        )


def funnel_data(
    count: Any,
    nobs: Any,
    *,
    method: str = "logit",
    model: str = "fixed",
    confidence_level: float = 0.95,
    deff: Any = 1.0,
) -> FunnelData:
    """Compute the points and lines of a funnel plot.

    Points that scatter evenly beyond the lines say that surveys differ; points missing on one side
    at the bottom, that small surveys with one kind of result may not have been published. On the
    raw, log and logit scale a share near 0 or 1 leans by itself; "arcsine" does not.

    Parameters
    ----------
    count, nobs, deff, confidence_level
        As in ``pool_proportions``.
    method : {"raw", "log", "logit", "arcsine", "double_arcsine"}
        A key of ``SCALES``.
    model : {"fixed", "random"}
        What the centre is: lines are those of one true share either way.

    Returns
    -------
    FunnelData
        On the scale; surveys with nobody or everybody have ½ added as in pooling.

    Raises
    ------
    ArgumentError
        As ``pool_proportions`` does.

    References
    ----------
    Light & Pillemer (1984), Summing Up; Sterne et al. (2011), BMJ 343:d4002; Hunter et al. (2014),
    Journal of Clinical Epidemiology 67:897–903 (proportions).

    Examples
    --------
    >>> found = funnel_data([252, 310, 95, 150], [400, 520, 160, 700], method="arcsine")
    >>> found.outside.tolist()
    [True, True, True, True]
    """
    scale = pick(SCALES, method, "a funnel plot")
    _, restore = broadcast(count=count, nobs=nobs, deff=deff)
    y, v = on_scale(scale, *surveys(count, nobs, deff))
    pooled = pool_proportions(
        count, nobs, method=method, model=model, confidence_level=confidence_level, deff=deff
    )
    error, z = np.sqrt(v), quantile(confidence_level)
    steps = np.linspace(0, np.max(error), _STEPS)
    centre = pooled.scale_estimate
    return FunnelData(
        value=restore(y),
        std_error=restore(error),
        outside=restore(np.where(np.abs(y - centre) > z * error, 1.0, 0.0)) == 1,
        centre=centre,
        line_std_error=steps,
        line=Interval(centre - z * steps, centre + z * steps),
        pooled=pooled,
    )
