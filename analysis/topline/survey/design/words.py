"""A design said in words, for reprs, methods paragraphs and reports."""

from typing import Any

from ..data.columns import as_names
from .pps import PPS


def design_words(plan: Any, strata: int, clusters: int, rows: int, stages: int) -> str:
    """Say how the sample was drawn, as its columns tell."""
    drawn = f"{clusters:,} clusters" if as_names(plan.clusters) else f"{rows:,} respondents"
    within = f" in {strata:,} strata" if as_names(plan.strata) else ""
    deep = f", {stages} stages" if stages > 1 else ""
    weight = f"weights {plan.weights!r}" if plan.weights is not None else "weights from the design"
    if plan.weights is None and not as_names(plan.fpc):
        weight = "equal weights"
    if plan.pps is not None:
        how = PPS[plan.pps]
    elif as_names(plan.fpc):
        how = "finite-population correction"
    else:
        how = "with replacement at the first stage"
    what = "Stratified " if as_names(plan.strata) else "Simple " if not plan.clusters else ""
    kind = "cluster sample" if as_names(plan.clusters) else "random sample"
    text = f"{what}{kind}: {drawn}{within}{deep}; {weight}; {how}"
    return text[0].upper() + text[1:]
