"""A linearised design said in words, for reprs, methods paragraphs and reports."""

from typing import Any

from ...language.marking import marked
from ...language.message import Message
from ..data.columns import as_names
from .drawn import EQUAL_WEIGHTS, WITH_REPLACEMENT, Drawn
from .pps import PPS

_KINDS = {
    (True, True): marked("Stratified cluster sample"),
    (True, False): marked("Cluster sample"),
    (False, True): marked("Stratified random sample"),
    (False, False): marked("Random sample"),
}
"""What samples are called: of clusters, and in strata."""


def drawn_of(plan: Any, strata: int, clusters: int, rows: int, stages: int) -> Drawn:
    """Say how the sample was drawn, as its columns tell."""
    what = Message("{n} respondents", n=rows)
    if as_names(plan.clusters):
        what = Message("{n} clusters", n=clusters)
    if as_names(plan.strata):
        what = Message("{what} in {n} strata", what=what, n=strata)
    if stages > 1:
        what = Message("{what}, {n} stages", what=what, n=stages)
    weight = Message("weights from the design")
    if plan.weights is not None:
        weight = Message("weights {name}", name=repr(plan.weights))
    elif not as_names(plan.fpc):
        weight = EQUAL_WEIGHTS
    how = WITH_REPLACEMENT
    if plan.pps is not None:
        how = Message(PPS[plan.pps])
    elif as_names(plan.fpc):
        how = Message("finite-population correction")
    # that everybody had the same chance is said by nothing but a size of the population alone
    simple = plan.weights is None and plan.pps is None and as_names(plan.fpc)
    kind = _KINDS[bool(as_names(plan.clusters)), bool(as_names(plan.strata))]
    if simple and not as_names(plan.clusters) and not as_names(plan.strata):
        kind = marked("Simple random sample")
    return Drawn(
        parts=(what, weight, how),
        kind=Message(kind),
        is_design=any(as_names(part) for part in (plan.strata, plan.clusters, plan.fpc)),
    )
