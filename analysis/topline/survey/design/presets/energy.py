"""Files of the U.S. Energy Information Administration."""

from .preset import Preset, given_replicates

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
    ),
    Preset(
        key="recs_2020",
        label="Residential Energy Consumption Survey 2020",
        arguments=given_replicates("NWEIGHT", "NWEIGHT#", "jk1"),
        source=(
            "U.S. Energy Information Administration (2023), Using the 2020 Microdata File to "
            "Compute Estimates and Standard Errors: (R − 1)/R about the full-sample estimate"
        ),
        replicates=60,
    ),
)
