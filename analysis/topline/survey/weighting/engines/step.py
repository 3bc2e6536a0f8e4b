"""A step of weighting, on rows in memory or where an engine holds them."""

from dataclasses import replace

from ...design.subpopulation import Subpopulation
from ...design.weighted import Weighted, WeightingRecord
from ...engine.lazy.source import LazySource
from ..apply import Step
from ..apply import weighted as weighted_in_memory
from ..calibrating import Calibration
from ..raking import Raking
from .brought import with_factors
from .calibrating import calibrated_on_engine
from .raking import raked_on_engine


def weighted(of: Subpopulation, step: Step) -> Subpopulation:
    """Return a survey's rows and design after a further step of weighting.

    Raises
    ------
    ArgumentError
        As the step says, and where an engine holds the rows, which the step looks at.
    """
    if not isinstance(of.source, LazySource) or not isinstance(step, Raking | Calibration):
        return weighted_in_memory(of, step)
    if isinstance(step, Raking):
        found = raked_on_engine(of, step)
    else:
        found = calibrated_on_engine(of, step)
    design, source = with_factors(of.source, of.design, found)
    return replace(
        of,
        source=source,
        design=replace(design, drawn=design.drawn.weighted(found.step.words)),
        weighted=Weighted(of.design, of.source.codes, (step,), WeightingRecord((found.step,))),
        domains={},
    )
