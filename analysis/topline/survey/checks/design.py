"""What strata, clusters, fractions and replicates give away."""

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from ...language.amounts import limits_words, percent_words, value_words
from ...language.marking import marked
from ...language.message import Message
from ...sample_types import NOT_STATED, SAMPLE_TYPES
from ..data.columns import at_rows
from ..design.design import Linearised
from ..design.replicate_scale import scale_of
from ..engine.replicate_weights import ReplicateWeights, blocks
from ..variance.degrees import degrees
from .finding import Finding
from .rows import RowsInMemory
from .unused import unused_design
from .weights import scale_of_weights

_FEW_DF, _LARGE_FRACTION = 8, 0.05
_SCALED = 1.5
"""Mean weight above which weights may be to the population's scale, though some are below 1."""

_SHOWN = 5
_FPC_REMEDY = marked(
    "if they do, give fpc, the population size or sampling fraction of each stratum"
)
_LONELY_REMEDY = marked(
    "merge each with a similar stratum, or choose lonely_psu='adjust', 'average', 'remove' or "
    "'certainty'"
)


def kind_of_sample(survey: RowsInMemory) -> Iterator[Finding]:
    """Find that respondents are not known to be drawn at random."""
    kind = survey.design.sample_type
    if SAMPLE_TYPES[kind].told:
        yield Finding(
            "kind of sample",
            "note",
            Message(SAMPLE_TYPES[kind].sentence),
            "",
            marked("say it with sample_type='probability', or opt_in, census or mixed in its place")
            if kind == NOT_STATED
            else "",
        )


def lonely_strata(survey: RowsInMemory) -> Iterator[Finding]:
    """Find strata of one sampled unit."""
    design = cast("Linearised", survey.design)
    lonely = np.flatnonzero(design.stages[0].sampled == 1)
    if lonely.size:
        fails = design.lonely_psu == "fail"
        yield Finding(
            "strata of one unit",
            "problem" if fails else "note",
            Message(
                "one sampled unit in {part} of {all} strata; no variance can be estimated"
                if fails
                else "one sampled unit in {part} of {all} strata; lonely_psu={rule}",
                part=int(lonely.size),
                all=len(design.strata_names),
                rule=repr(design.lonely_psu),
            ),
            _strata(design, lonely),
            _LONELY_REMEDY if fails else "",
        )


def paired_strata(survey: RowsInMemory) -> Iterator[Finding]:
    """Find strata of two sampled units."""
    design = cast("Linearised", survey.design)
    two = np.flatnonzero(design.stages[0].sampled == 2)
    if two.size:
        yield Finding(
            "strata of two units",
            "note",
            Message(
                "two sampled units in {part} of {all} strata, each of which gives the variance one "
                "degree of freedom",
                part=int(two.size),
                all=len(design.strata_names),
            ),
            _strata(design, two),
        )


def freedom(survey: RowsInMemory) -> Iterator[Finding]:
    """Find too few degrees of freedom."""
    df = degrees(survey.design, survey.of.source, survey.of.within)
    if df < _FEW_DF:
        yield Finding(
            "degrees of freedom",
            "problem" if df < 1 else "warning",
            Message(
                "the subpopulation has {df} degrees of freedom, so its variances are hardly known"
                if survey.mask is not None
                else "the design has {df} degrees of freedom, so its variances are hardly known",
                df=value_words(df, 6),
            ),
            "",
            marked(
                "show intervals, not standard errors alone; choose a larger domain or more cycles"
            ),
        )


def fractions(survey: RowsInMemory) -> Iterator[Finding]:
    """Find what share of each stratum was sampled, or that nobody says so."""
    design = cast("Linearised", survey.design)
    stage = design.stages[0]
    n = stage.sampled[stage.stratum]
    fraction = 1 - stage.scale[n > 1] * ((n - 1) / n)[n > 1]
    if fraction.size and fraction.max() > 1e-12:
        whole = np.unique(stage.stratum[n > 1][fraction > 1 - 1e-7])
        yield Finding(
            "sampling fractions",
            "note" if whole.size else "ok",
            Message(
                "{limits} of a stratum's units were sampled; strata taken whole, which add no "
                "variance: {n}"
                if whole.size
                else "{limits} of a stratum's units were sampled",
                limits=limits_words(fraction.min(), fraction.max()),
                n=int(whole.size),
            ),
            _strata(design, whole) if whole.size else "",
        )
        return
    w, rows = survey.weights, len(survey)
    people = w.sum()
    many = design.units == rows and _LARGE_FRACTION * people < rows < people
    # weights to the population's scale are not about 1 with some below: nobody stands for less
    # than one; and a design that is in the file and not used says more than weights do
    scaled = not list(scale_of_weights(survey)) and (
        bool((w[w > 0] >= 1).all()) or people > _SCALED * rows
    )
    if many and scaled and not unused_design(survey).names:
        yield Finding(
            "sampling fractions",
            "note",
            Message(
                "the rows are {share} of the weighted population, if the weights total the "
                "population; then standard errors are too large without fpc",
                share=percent_words(rows / people, 1),
            ),
            "",
            _FPC_REMEDY,
        )


def replicate_totals(survey: RowsInMemory) -> Iterator[Finding]:
    """Find replicate weights of another scale than the full weights."""
    scale = scale_of(_replicates(survey), survey.weights)
    if scale.remedy:
        yield Finding(
            "replicate totals",
            "problem" if abs(scale.ratio - 1) > 0.1 else "note",
            Message(
                "replicate weights total {times} times the full weights on average",
                times=value_words(scale.ratio, 3),
            ),
            "",
            scale.remedy,
        )


def replicate_signs(survey: RowsInMemory) -> Iterator[Finding]:
    """Find replicate weights below 0."""
    below = np.concatenate([(part < 0).sum(axis=1) for part in blocks(_replicates(survey))])
    rows = np.flatnonzero(below)
    if rows.size:
        count = int(below.sum())
        yield Finding(
            "negative replicates",
            "warning",
            Message(
                "below 0 in {places} places of {rows} rows; quantiles and shares of replicates can "
                "leave their range",
                places=count,
                rows=int(rows.size),
            ),
            at_rows(rows),
            marked("check the file; calibrated replicates have a few by right"),
        )


def _replicates(survey: RowsInMemory) -> ReplicateWeights:
    assert survey.codes.replicates is not None
    return survey.codes.replicates


def _strata(design: Linearised, at: Any) -> str:
    names = ", ".join(repr(design.strata_names[h]) for h in at[:_SHOWN])
    if len(at) > _SHOWN:
        return Message("strata {names} and {n} more", names=names, n=len(at) - _SHOWN)
    return Message("stratum {names}" if len(at) == 1 else "strata {names}", names=names)
