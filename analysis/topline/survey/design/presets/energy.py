"""Files of the U.S. Energy Information Administration."""

from .preset import Preset, given_replicates

_JACKKNIFE = given_replicates("NWEIGHT", "NWEIGHT#", "jk1")

_YEAR = ("YEAR",)
"""Of files that a user has put together; each by itself has none."""

ENERGY = (
    Preset(
        key="recs",
        label="Residential Energy Consumption Survey 2015",
        arguments=given_replicates("NWEIGHT", "BRRWT#", "fay", rho=0.5),
        source=(
            "U.S. Energy Information Administration (2019), Using the 2015 Microdata File to "
            "Compute Estimates and Standard Errors"
        ),
        replicates=96,
        waves=_YEAR,
    ),
    Preset(
        key="recs_2020",
        label="Residential Energy Consumption Survey 2020",
        arguments=_JACKKNIFE,
        source=(
            "U.S. Energy Information Administration (2023), Using the 2020 Microdata File to "
            "Compute Estimates and Standard Errors: (R − 1)/R about the full-sample estimate"
        ),
        replicates=60,
        waves=_YEAR,
    ),
    Preset(
        key="recs_2024",
        label="Residential Energy Consumption Survey 2024",
        arguments=_JACKKNIFE,
        source=(
            "U.S. Energy Information Administration, 2024 microdata file: NWEIGHT1 to NWEIGHT60; "
            "(R − 1)/R as in the guide of 2020, for that of 2024 was not to be had: look it up"
        ),
        replicates=60,
        waves=_YEAR,
    ),
)
