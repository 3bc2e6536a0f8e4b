"""Kinds of replicate weights: one table."""

from collections.abc import Callable
from dataclasses import dataclass

from ...statistics.core.methods import as_table


@dataclass(frozen=True)
class ReplicateMethod:
    """One kind of replicate weights.

    Attributes
    ----------
    key : str
        The name users pass as ``replicate_method=``.
    label : str
        Its name in words.
    scale : callable or None
        ``(replicates, rho) -> scale``; None where the user must say.
    source : str
        Primary source.
    for_quantiles : bool
        Whether replicates of a quantile estimate its variance.
    """

    key: str
    label: str
    scale: Callable[[int, float], float] | None
    source: str
    for_quantiles: bool = True


REPLICATE_METHODS = as_table(
    ReplicateMethod(
        "brr",
        "balanced repeated replication",
        lambda r, _rho: 1 / r,
        "McCarthy (1966), Vital and Health Statistics 2(14)",
    ),
    ReplicateMethod(
        "fay",
        "Fay's balanced repeated replication",
        lambda r, rho: 1 / (r * (1 - rho) ** 2),
        "Judkins (1990), Journal of Official Statistics 6:223–239",
    ),
    ReplicateMethod(
        "jk1",
        "delete-one jackknife, unstratified",
        lambda r, _rho: (r - 1) / r,
        "Wolter (2007), Introduction to Variance Estimation, chapter 4",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "jkn",
        "delete-one jackknife, stratified",
        None,
        "Wolter (2007), Introduction to Variance Estimation, section 4.5",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "jk2",
        "paired jackknife",
        lambda _r, _rho: 1.0,
        "Westat (2007), WesVar 4.3 User's Guide, appendix A",
        for_quantiles=False,
    ),
    ReplicateMethod(
        "bootstrap",
        "bootstrap",
        lambda r, _rho: 1 / (r - 1),
        "Rao, Wu & Yue (1992), Survey Methodology 18:209–217",
    ),
    ReplicateMethod(
        "sdr",
        "successive difference replication",
        lambda r, _rho: 4 / r,
        "Fay & Train (1995), ASA Proceedings of the Government Statistics Section, 154–159",
    ),
    ReplicateMethod("custom", "replicate weights", None, "–"),
)
"""Every kind of replicate weights, by its key."""
