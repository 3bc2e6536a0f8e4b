"""From the arguments of ``Survey`` to its design, linearised or replicated."""

from typing import Any

import numpy as np

from ..errors import ArgumentError
from .build import Plan, build, read_weights
from .columns import FloatArray, column_names
from .designs import Design
from .presets import preset
from .replicates import ReplicatePlan, replicated

_DEFAULT: dict[str, Any] = {
    "nest": False,
    "lonely_psu": "fail",
    "lonely_domains": False,
    "centre": "estimate",
    "combined": True,
}


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
    name = given.pop("preset")
    if name is not None:
        own = {k: v for k, v in given.items() if v is not None and v != _DEFAULT.get(k)}
        given = {**given, **preset(name, data), **own}
    sampled = ("strata", "clusters", "fpc", "pps", "joint", "pps_total")
    about = ("replicate_method", "rho", "scale", "rscales")
    if given["replicate_weights"] is None:
        extra = [key for key in about if given[key] is not None]
        if extra:
            raise ArgumentError(
                f"{extra[0]} is about replicate weights; give replicate_weights too"
            )
        keys = ("weights", *sampled, "nest", "lonely_psu", "lonely_domains", "df")
        return build(data, Plan(**{key: given[key] for key in keys}))
    extra = [key for key in sampled if given[key] is not None]
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
    about_keys = ("replicate_weights", "replicate_method", "rho", "scale", "rscales", "centre")
    plan = ReplicatePlan(**{key: given[key] for key in (*about_keys, "combined", "df")})
    weights = read_weights(data, given["weights"], len(data))
    return replicated(data, np.asarray(weights), plan), weights
