"""From the arguments of ``Survey`` to its design, linearised or replicated."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ..errors import ArgumentError, DataError
from ..wording import value_text
from .data.columns import column_names
from .design.design import Design
from .design.linearised import Plan, build, read_weights
from .design.presets.found import arguments_of
from .design.presets.stacked import refuse_implicates
from .design.presets.table import find_preset
from .design.replicate_scale import scale_of
from .design.replicated import ReplicatePlan, is_number, replicated
from .design.replicates.zones import Zones, zone_replicates
from .engine.row_codes import RowCodes

_SAMPLED = ("strata", "clusters", "fpc", "pps", "joint", "pps_total")
_ABOUT = ("replicate_method", "rho", "scale", "rscales")


@dataclass(frozen=True, eq=False)
class DesignArguments:
    """What ``Survey`` was told of its design, with what each is by default.

    `samples` and `divisor` come from presets alone: the columns of countries and the like, and
    what the weights are divided by.
    """

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
    replicate_weights: Any = None
    replicate_method: str | None = None
    rho: float | None = None
    scale: float | None = None
    rscales: Any = None
    centre: str = "estimate"
    combined: bool = True
    df: float | None = None
    sample_type: str | None = None
    missing_weights: str = "fail"
    samples: tuple[str, ...] = ()
    divisor: float = 1.0

    def given(self) -> dict[str, Any]:
        """Return what is not as by default."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        usual = {field.name: field.default for field in fields(self)}
        # an array is never the default, and cannot be compared with it
        return {
            name: value
            for name, value in values.items()
            if value is not None and (hasattr(value, "shape") or value != usual[name])
        }


def design_of(
    data: Any, arguments: DesignArguments, preset: str | None = None
) -> tuple[Design, RowCodes]:
    """Return the design and the row codes that the arguments of ``Survey`` ask for.

    Raises
    ------
    ArgumentError
        When arguments do not go together or name no column.
    DataError
        When a column cannot be what it is said to be.
    """
    column_names(data)
    check_df(arguments.df)
    chosen = None if preset is None else find_preset(preset)
    refuse_implicates(data, chosen)
    if chosen is None:
        design, codes = _as_told(data, arguments)
        return typed(design, arguments.sample_type), codes
    own = arguments.given()
    arguments = replace(arguments, **{**arguments_of(chosen, data, own), **own})
    if chosen.make is None or arguments.replicate_weights is not None:
        design, codes = _as_told(data, arguments)
    else:
        zones = Zones(
            kind=chosen.make,
            weights=str(arguments.weights),
            zone=arguments.strata,
            half=arguments.clusters,
            samples=arguments.samples,
            df=arguments.df,
        )
        weights = read_weights(data, arguments.weights, len(data))
        design, codes = zone_replicates(data, weights, zones)
    if codes.replicates is not None and not own.keys() & {"weights", "replicate_weights"}:
        scale = scale_of(codes.replicates, codes.weights)
        if scale.is_far:
            raise DataError(
                f"preset {chosen.key!r}: the replicate weights total {value_text(scale.ratio, 3)} "
                f"times the full weights {arguments.weights} on average; replicates total about "
                f"as much as the weights they are of; {scale.remedy}"
            )
    if chosen.lacks and not own.keys() & {"strata", "clusters"}:
        drawn = replace(design.drawn, parts=(*design.drawn.parts, chosen.lacks))
        design = replace(design, drawn=drawn)
    return typed(design, arguments.sample_type or chosen.sample_type), codes


def typed(design: Design, kind: str | None) -> Design:
    """Return a design of which somebody may have said what kind of sample it is of."""
    return design if kind is None else design.with_sample_type(kind)


def _as_told(data: Any, arguments: DesignArguments) -> tuple[Design, RowCodes]:
    plan = plan_of(arguments)
    if isinstance(plan, Plan):
        return build(data, plan)
    weights = read_weights(data, arguments.weights, len(data))
    return replicated(data, np.asarray(weights), arguments.weights, plan)


def plan_of(arguments: DesignArguments) -> Plan | ReplicatePlan:
    """Return the arguments that a linearised or a replicated design is made of.

    Raises
    ------
    ArgumentError
        When they do not go together.
    """
    if arguments.replicate_weights is None:
        extra = [key for key in _ABOUT if getattr(arguments, key) is not None]
        if extra:
            raise ArgumentError(
                f"{extra[0]} is about replicate weights; give replicate_weights too"
            )
        return Plan(**{field.name: getattr(arguments, field.name) for field in fields(Plan)})
    extra = [key for key in _SAMPLED if getattr(arguments, key) is not None]
    if extra:
        raise ArgumentError(
            f"{extra[0]} and replicate_weights are two ways to say one design, and replicates "
            f"always give the variance; leave {extra[0]} out"
        )
    if arguments.replicate_method is None:
        raise ArgumentError(
            "replicate_method is not given; the survey's documentation says how its replicate "
            "weights were made: 'brr', 'fay', 'jk1', 'jkn', 'jk2', 'bootstrap', 'sdr' or 'custom'"
        )
    names = [field.name for field in fields(ReplicatePlan)]
    return ReplicatePlan(**{name: getattr(arguments, name) for name in names})


def check_df(df: Any) -> None:
    """Refuse degrees of freedom that are none.

    Raises
    ------
    ArgumentError
    """
    if df is not None and not (is_number(df) and df > 0):
        raise ArgumentError(
            f"df is {df!r}; expected a number above 0; leave it out for the design's own"
        )
