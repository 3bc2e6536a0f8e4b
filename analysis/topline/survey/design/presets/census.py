"""Files of the U.S. Census Bureau, and IPUMS' versions of them."""

from .preset import Preset, given_replicates

CENSUS = (
    Preset(
        key="acs",
        label="American Community Survey public-use microdata, persons",
        arguments=given_replicates("PWGTP", "PWGTP#", "sdr"),
        source=(
            "U.S. Census Bureau, PUMS Accuracy of the Data: successive differences, 4/80 "
            "about the full-sample estimate"
        ),
        replicates=80,
    ),
    Preset(
        key="acs_household",
        label="American Community Survey public-use microdata, households",
        arguments=given_replicates("WGTP", "WGTP#", "sdr"),
        source="U.S. Census Bureau, PUMS Accuracy of the Data",
        replicates=80,
    ),
    Preset(
        key="acs_ipums",
        label="American Community Survey from IPUMS USA, persons",
        arguments=given_replicates("PERWT", "REPWTP#", "sdr"),
        source=(
            "IPUMS USA, Replicate Weights in the American Community Survey, usa.ipums.org/usa/repwt"
        ),
        replicates=80,
    ),
    Preset(
        key="cps",
        label="Current Population Survey, Annual Social and Economic Supplement",
        arguments=given_replicates(("PWWGT0", "MARSUPWT"), "PWWGT#", "sdr"),
        source=(
            "U.S. Census Bureau, Estimating ASEC Variances with Replicate Weights: 4/160 "
            "about the full-sample estimate"
        ),
        replicates=160,
    ),
    Preset(
        key="cps_ipums",
        label="Current Population Survey, ASEC, from IPUMS CPS, persons",
        arguments=given_replicates("ASECWT", "REPWTP#", "sdr"),
        source=(
            "IPUMS CPS, Replicate Weights in the Current Population Survey, cps.ipums.org/cps/repwt"
        ),
        replicates=160,
    ),
    Preset(
        key="household_pulse",
        label="Household Pulse Survey, persons, merged with its replicate weights by SCRAM",
        arguments=given_replicates("PWEIGHT", "PWEIGHT#", "sdr"),
        source=(
            "U.S. Census Bureau, Source of the Data and Accuracy of the Estimates for the "
            "Household Pulse Survey: 4/80"
        ),
        replicates=80,
    ),
    Preset(
        key="ahs",
        label="American Housing Survey, national file since 2015",
        arguments=given_replicates("WEIGHT", "REPWEIGHT#", "fay", rho=0.5),
        source=(
            "U.S. Census Bureau, Quick Guide to Estimating Variance Using Replicate Weights, "
            "2009 to Current: 4/160"
        ),
        replicates=160,
    ),
)
