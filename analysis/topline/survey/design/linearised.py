"""From columns to a linearised design: units, strata, fractions and degrees of freedom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...arguments import check_one_of
from ...errors import ArgumentError, DataError
from ..data.coding import coded, first_rows, paired, seen
from ..data.columns import (
    CONVERT,
    FloatArray,
    IntArray,
    as_names,
    at_rows,
    column,
    counted,
    numbers,
)
from ..engine.row_codes import RowCodes
from .design import BORROWING, LONELY, DesignColumns, Linearised, Quadratic, Stage
from .pps import PPS, quadratic
from .samples import Samples, samples_in
from .stages import CodedStage, refuse_sizes, with_population
from .weightless import remedy_of
from .words import drawn_of


@dataclass(frozen=True)
class Plan:
    """The arguments of a linearised design, as the user gave them."""

    weights: str | None = None
    strata: Any = None
    clusters: Any = None
    fpc: Any = None
    nest: bool = False
    lonely_psu: str = "fail"
    lonely_domains: bool = False
    pps: str | None = None
    joint: Any = None
    pps_total: float | None = None
    df: float | None = None
    samples: tuple[str, ...] = ()
    divisor: float = 1.0


def build(data: Any, plan: Plan, times: IntArray | None = None) -> tuple[Linearised, RowCodes]:
    """Return the design, and the codes and weights of its rows.

    Where each row of the data stands for several sampled units, `times` says how many.

    Raises
    ------
    ArgumentError
        When arguments do not go together or name no column.
    DataError
        When a column cannot be a weight, a stratum, a cluster or a population size.
    """
    _check_plan(plan)
    samples = samples_in(data, plan.samples)
    coded_stages, names = _coded_stages(data, plan, samples, times)
    weights = read_weights(data, plan.weights, len(coded_stages[0].unit))
    if plan.divisor != 1:
        # undivided, they are the column's own memory
        weights = weights / plan.divisor
    if plan.weights is None:
        weights = _weights_of_fractions(_probabilities(data, plan), coded_stages)
    stages, joint = _variance_parts(data, coded_stages, plan)
    first, finest = coded_stages[0], coded_stages[-1]
    # clusters less strata, of the respondents whose weight is not 0
    found = seen(first.unit, first.count, weights > 0)
    own_df = float(found.sum() - len(np.unique(first.stratum[found])))
    rows = len(first.unit) if times is None else int(times.sum())
    drawn = drawn_of(plan, len(names), first.count, rows, len(coded_stages))
    design = Linearised(
        units=finest.count,
        stages=stages,
        quadratic=joint,
        df=plan.df if plan.df is not None else own_df,
        lonely_psu=plan.lonely_psu,
        strata_names=tuple(names),
        drawn=replace(drawn, parts=(*drawn.parts, samples.words)) if samples else drawn,
        first_stratum=first.stratum,
        columns=DesignColumns(
            weights=plan.weights,
            strata=(*(samples.names if samples else ()), *as_names(plan.strata, "strata")),
            clusters=tuple(as_names(plan.clusters, "clusters")),
            fpc=tuple(as_names(plan.fpc, "fpc")),
        ),
        given_df=plan.df is not None,
        no_variance=_no_variance(stages, names) if plan.lonely_psu == "fail" else "",
    )
    by_row = times is None and finest.count == rows and design.by_stratum is not None
    strata = first.stratum[first.unit] if by_row else None
    return design, RowCodes(weights, finest.unit, first.unit, finest.count, strata=strata)


def _weights_of_fractions(
    chance: FloatArray | None, coded_stages: Sequence[CodedStage]
) -> FloatArray:
    """Return 1/π from the sampling fractions; equal weights of 1 where there are none."""
    if chance is not None:
        return 1 / chance
    weights = np.ones(len(coded_stages[0].unit))
    for stage in coded_stages:
        if np.isfinite(stage.population).all():
            weights *= (stage.population / stage.sampled)[stage.stratum[stage.unit]]
    return weights


def _no_variance(stages: Sequence[Stage], names: Sequence[Any]) -> str:
    """Say which strata have one sampled unit, of a stage that adds to the variance."""
    for number, stage in enumerate(stages, 1):
        varies = np.bincount(stage.stratum, stage.scale != 0, len(stage.sampled)) > 0
        lonely = np.flatnonzero((stage.sampled == 1) & varies)
        if not lonely.size:
            continue
        what = f"{lonely.size} units of stage {number - 1}"
        if number == 1:
            named = ", ".join(repr(str(names[h])) for h in lonely[:5])
            what = f"stratum {named}" + (f" and {lonely.size - 5} more" * (lonely.size > 5))
        return (
            f"{what} has only one sampled unit, so its variance cannot be estimated; merge it with "
            "a similar stratum, or choose lonely_psu='adjust', 'average', 'remove' or 'certainty'"
        )
    return ""


def _variance_parts(
    data: Any, coded_stages: list[CodedStage], plan: Plan
) -> tuple[tuple[Stage, ...], Quadratic | None]:
    """Return the stages, or the matrix of joint probabilities in their stead."""
    finest = coded_stages[-1]
    rows = first_rows(finest.unit, finest.count)
    carried, borrows = np.ones(1), plan.lonely_psu in BORROWING
    stages: list[Stage] = []
    for number, coded_stage in enumerate(coded_stages):
        unit, n = coded_stage.unit, coded_stage.sampled
        fraction = n / coded_stage.population
        above = carried[0] if number == 0 else carried[coded_stages[number - 1].unit]
        reached = np.broadcast_to(above, unit.shape)[first_rows(unit, coded_stage.count)]
        left = np.where(fraction > 1 - 1e-7, 0.0, 1 - fraction)
        scale = left * np.where(n == 1, 1.0, n / np.maximum(n - 1, 1))
        needed = plan.lonely_domains or bool(((n == 1) & (scale > 0)).any())
        if not borrows:
            scale = np.where((n == 1) & (plan.lonely_psu != "fail"), 0.0, scale)
        stages.append(
            Stage(
                unit=unit[rows],
                stratum=coded_stage.stratum,
                scale=reached * scale[coded_stage.stratum],
                sampled=n,
                rule=plan.lonely_psu if borrows and needed else "",
                domains=plan.lonely_domains,
            )
        )
        carried = reached * fraction[coded_stage.stratum]
    if plan.pps is None:
        return tuple(stages), None
    first, by_row = coded_stages[0], _probabilities(data, plan)
    assert by_row is not None
    chance = by_row[first_rows(first.unit, first.count)]
    if plan.pps == "brewer":
        # each unit's own 1 − π takes the place of 1 − f
        n = stages[0].sampled[first.stratum]
        scale = (1 - chance) * n / np.maximum(n - 1, 1)
        return (replace(stages[0], scale=scale, rule="", domains=False),), None
    return (), quadratic(plan.pps, chance, coded_stages[0].stratum, plan.joint, plan.pps_total)


def _check_plan(plan: Plan) -> None:
    check_one_of("lonely_psu", plan.lonely_psu, LONELY)
    for name in ("nest", "lonely_domains"):
        check_one_of(name, getattr(plan, name), (False, True))
    if plan.lonely_domains and plan.lonely_psu not in BORROWING:
        raise ArgumentError(
            f"lonely_domains=True asks to treat domains by lonely_psu={plan.lonely_psu!r}; "
            f"expected one of {', '.join(map(repr, BORROWING))}"
        )
    stages = max(len(as_names(plan.clusters)), 1)
    if len(as_names(plan.fpc)) > stages:
        raise ArgumentError(
            f"fpc names {len(as_names(plan.fpc))} stages, but clusters {stages}; "
            "give one fpc column per stage of clusters"
        )
    if plan.pps is None:
        return
    check_one_of("pps", plan.pps, PPS)
    if len(as_names(plan.fpc)) != 1:
        raise ArgumentError(
            f"pps={plan.pps!r} needs fpc to name the one column of inclusion probabilities"
        )


def read_weights(data: Any, name: str | None, rows: int) -> FloatArray:
    """Return the weights, or say which are no weights.

    Raises
    ------
    DataError
        When a weight is missing or negative, or all are 0.
    """
    if name is None:
        return np.ones(rows)
    weights = numbers(column(data, name, "weights"), name, CONVERT)
    if not weights.min() >= 0:
        for wrong, what in ((np.isnan(weights), "missing"), (weights < 0, "negative")):
            at = np.flatnonzero(wrong)
            if at.size:
                raise DataError(
                    f"column {name!r} has {counted(at.size, f'{what} value')} ({at_rows(at)}); "
                    f"survey weights must be ≥ 0; {remedy_of(what)}"
                )
    refuse_sizes(name, float(weights.max()))
    return weights


def _coded_stages(
    data: Any, plan: Plan, samples: Samples | None, times: IntArray | None
) -> tuple[list[CodedStage], list[Any]]:
    """Code units and strata of each stage that adds to the variance, by sample where several."""
    clusters, strata = as_names(plan.clusters, "clusters"), as_names(plan.strata, "strata")
    fpc = as_names(plan.fpc)
    rows = len(data)
    names: list[Any] = ["all"]
    parent: IntArray = np.broadcast_to(np.int32(0), rows)
    if samples is not None:
        names, parent = list(samples.labels), samples.rows
    coded_stages: list[CodedStage] = []
    for number in range(max(1, min(len(fpc), max(len(clusters), 1)))):
        stratum_row = parent
        if number < len(strata):
            codes, labels = coded(data, strata[number], "strata")
            if number == 0 and samples is None and seen(codes, len(labels)).all():
                # the strata of one sample are pairs already
                stratum_row, within = codes, np.zeros(len(labels), dtype=np.int32)
            else:
                stratum_row, within = paired(parent, codes)
            if number == 0:
                own = labels.take(codes[first_rows(stratum_row, len(within))]).tolist()
                # a stratum of one of several samples is called by both
                several = zip(within, own, strict=True)
                names = own if samples is None else [f"{names[s]}, {h}" for s, h in several]
        stage = _coded_stage(data, plan, clusters, number, stratum_row, names)
        if times is not None:
            stage = replace(stage, sampled=np.bincount(stratum_row, times).astype(np.intp))
        size = fpc[number] if fpc and plan.pps is None else None
        stage = with_population(data, stage, stratum_row, size, number)
        coded_stages.append(stage)
        parent = stage.unit
    return coded_stages, names


def _coded_stage(
    data: Any, plan: Plan, clusters: list[str], number: int, stratum_row: IntArray, names: list[Any]
) -> CodedStage:
    rows = len(data)
    if not clusters:
        unit, stratum = np.arange(rows), stratum_row
    else:
        codes, labels = coded(data, clusters[number], "clusters")
        unit, stratum = paired(stratum_row, codes)
        distinct = int(codes.max()) + 1
        if number == 0 and not plan.nest and len(stratum) > distinct:
            owner = codes[first_rows(unit, len(stratum))]
            twice = np.flatnonzero(np.bincount(owner) > 1)[0]
            one, other = stratum[owner == twice][:2]
            raise DataError(
                f"cluster {labels.tolist()[twice]!r} is in strata {names[one]!r} and "
                f"{names[other]!r}; a cluster lies within one stratum; pass nest=True if cluster "
                "numbers start again in every stratum"
            )
    count = len(stratum)
    sampled = np.bincount(stratum, minlength=int(stratum_row.max()) + 1)
    return CodedStage(unit, count, stratum, sampled, np.full(len(sampled), np.inf))


def _probabilities(data: Any, plan: Plan) -> FloatArray | None:
    if plan.pps is None:
        return None
    name = as_names(plan.fpc)[0]
    chance = numbers(column(data, name, "fpc"), name, CONVERT)
    wrong = np.flatnonzero(~((chance > 0) & (chance <= 1)))
    if wrong.size:
        raise DataError(
            f"fpc column {name!r} has {wrong.size} values outside 0 to 1 ({at_rows(wrong)}); "
            f"pps={plan.pps!r} needs inclusion probabilities"
        )
    return chance
