"""From the arguments of ``Survey`` to its design, linearised or replicated."""

from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..data.columns import FloatArray, column_names
from .design import Design
from .linearised import Plan, build, read_weights
from .presets import arguments_of, find_preset
from .replicated import ReplicatePlan, is_number, replicated
from .replicates.make import make_replicates
from .replicates.sampled import Wanted

_DEFAULT: dict[str, Any] = {
    "nest": False,
    "lonely_psu": "fail",
    "lonely_domains": False,
    "centre": "estimate",
    "combined": True,
}


_SAMPLED = ("strata", "clusters", "fpc", "pps", "joint", "pps_total")
_ABOUT = ("replicate_method", "rho", "scale", "rscales")


def design_of(data: Any, given: dict[str, Any]) -> tuple[Design, FloatArray]:
    """Return the design and weights that the arguments of ``Survey`` ask for.

    Raises
    ------
    ArgumentError
        When arguments do not go together or name no column.
    DataError
        When a column cannot be what it is said to be.
    """
    column_names(data)
    if given["df"] is not None and not (is_number(given["df"]) and given["df"] > 0):
        raise ArgumentError(
            f"df is {given['df']!r}; expected a number above 0; leave it out for the design's own"
        )
    name = given.pop("preset")
    chosen = None if name is None else find_preset(name)
    if chosen is not None:
        own = {key: value for key, value in given.items() if not _is_default(key, value)}
        given = {**given, **arguments_of(chosen, data, own), **own}
    if given["replicate_weights"] is not None:
        return _replicated(data, given)
    design, weights = _linearised(data, given)
    if chosen is not None and chosen.make is not None:
        return make_replicates(design, weights, chosen.make, Wanted()), weights
    return design, weights


def _is_default(key: str, value: Any) -> bool:
    return value is None or (key in _DEFAULT and value == _DEFAULT[key])


def _linearised(data: Any, given: dict[str, Any]) -> tuple[Design, FloatArray]:
    extra = [key for key in _ABOUT if given[key] is not None]
    if extra:
        raise ArgumentError(f"{extra[0]} is about replicate weights; give replicate_weights too")
    keys = ("weights", *_SAMPLED, "nest", "lonely_psu", "lonely_domains", "df")
    return build(data, Plan(**{key: given[key] for key in keys}))


def _replicated(data: Any, given: dict[str, Any]) -> tuple[Design, FloatArray]:
    extra = [key for key in _SAMPLED if given[key] is not None]
    if extra:
        raise ArgumentError(
            f"{extra[0]} and replicate_weights are two ways to say one design, and replicates "
            f"always give the variance; leave {extra[0]} out"
        )
    if given["replicate_method"] is None:
        raise ArgumentError(
            "replicate_method is not given; the survey's documentation says how its replicate "
            "weights were made: 'brr', 'fay', 'jk1', 'jkn', 'jk2', 'bootstrap', 'sdr' or 'custom'"
        )
    keys = ("replicate_weights", *_ABOUT, "centre", "combined", "df")
    plan = ReplicatePlan(**{key: given[key] for key in keys})
    weights = read_weights(data, given["weights"], len(data))
    return replicated(data, np.asarray(weights), plan), weights
