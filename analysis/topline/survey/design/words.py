"""A linearised design said in words, for reprs, methods paragraphs and reports."""

from typing import Any

from ..data.columns import as_names
from .drawn import WITH_REPLACEMENT, Drawn
from .pps import PPS


def drawn_of(plan: Any, strata: int, clusters: int, rows: int, stages: int) -> Drawn:
    """Say how the sample was drawn, as its columns tell."""
    count = f"{clusters:,} clusters" if as_names(plan.clusters) else f"{rows:,} respondents"
    within = f" in {strata:,} strata" if as_names(plan.strata) else ""
    deep = f", {stages} stages" if stages > 1 else ""
    weight = f"weights {plan.weights!r}" if plan.weights is not None else "weights from the design"
    if plan.weights is None and not as_names(plan.fpc):
        weight = "equal weights"
    how = WITH_REPLACEMENT
    if plan.pps is not None:
        how = PPS[plan.pps]
    elif as_names(plan.fpc):
        how = "finite-population correction"
    kind = "cluster sample" if as_names(plan.clusters) else "random sample"
    if as_names(plan.strata):
        kind = f"stratified {kind}"
    elif not as_names(plan.clusters) and plan.weights is None and plan.pps is None:
        # no sample whose weights differ is a simple one
        kind = f"simple {kind}"
    return Drawn(
        parts=(count + within + deep, weight, how),
        kind=kind[0].upper() + kind[1:],
        is_design=any(as_names(part) for part in (plan.strata, plan.clusters, plan.fpc)),
    )
