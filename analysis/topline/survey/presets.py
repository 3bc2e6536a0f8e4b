"""Arguments of ``Survey`` for the public files of some surveys."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..errors import ArgumentError
from .columns import column_names
from .replicates import natural

PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "acs": {
            "weights": "PWGTP",
            "replicate_weights": "PWGTP",
            "replicate_method": "sdr",
        },
        "acs_household": {
            "weights": "WGTP",
            "replicate_weights": "WGTP",
            "replicate_method": "sdr",
        },
        "cps": {
            "weights": "PWSSWGT",
            "replicate_weights": "PWSSWGT",
            "replicate_method": "sdr",
        },
        "cps_asec": {
            "weights": "PWWGT0",
            "replicate_weights": "PWWGT[1-9][0-9]*",
            "replicate_method": "sdr",
        },
        "recs": {
            "weights": "NWEIGHT",
            "replicate_weights": "BRRWT",
            "replicate_method": "fay",
            "rho": 0.5,
        },
        "recs_2020": {
            "weights": "NWEIGHT",
            "replicate_weights": "NWEIGHT[1-9][0-9]*",
            "replicate_method": "jk1",
        },
        "nhanes": {
            "weights": "WTMEC2YR",
            "strata": "SDMVSTRA",
            "clusters": "SDMVPSU",
            "nest": True,
        },
        "yrbs": {"weights": "weight", "strata": "stratum", "clusters": "psu", "nest": True},
        "gss": {"weights": "WTSSPS", "strata": "VSTRAT", "clusters": "VPSU", "nest": True},
    }
)
"""Arguments of ``Survey`` for the public files of some surveys."""


def preset(name: str, data: Any) -> dict[str, Any]:
    """Return the arguments a survey's files need, its column names in the file's own letter case.

    Raises
    ------
    ArgumentError
        When the survey is not known.
    """
    if name not in PRESETS:
        raise ArgumentError(f"preset {name!r} is not known; choose one of {', '.join(PRESETS)}")
    own = {key.lower(): key for key in column_names(data)}
    arguments = dict(PRESETS[name])
    for key in ("weights", "strata", "clusters"):
        if key in arguments:
            arguments[key] = own.get(arguments[key].lower(), arguments[key])
    pattern = arguments.get("replicate_weights")
    if pattern is not None:
        wanted = pattern if "[" in pattern else pattern + "[0-9]+"
        fits = [own[key] for key in own if re.fullmatch(wanted.lower(), key)]
        arguments["replicate_weights"] = sorted(fits, key=natural) or pattern
    return arguments
