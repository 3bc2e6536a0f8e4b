"""Files of the U.S. Census Bureau, and IPUMS' versions of them."""

from .preset import Preset, given_replicates, given_sample

_YEAR = ("YEAR",)

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
        waves=_YEAR,
    ),
    Preset(
        key="acs_household",
        label="American Community Survey public-use microdata, households",
        arguments=given_replicates("WGTP", "WGTP#", "sdr"),
        source="U.S. Census Bureau, PUMS Accuracy of the Data",
        replicates=80,
        waves=_YEAR,
    ),
    Preset(
        key="acs_ipums",
        label="American Community Survey from IPUMS USA, persons",
        arguments=given_replicates("PERWT", "REPWTP#", "sdr"),
        source=(
            "IPUMS USA, Replicate Weights in the American Community Survey, usa.ipums.org/usa/repwt"
        ),
        replicates=80,
        waves=_YEAR,
    ),
    Preset(
        key="cps",
        label="Current Population Survey, Annual Social and Economic Supplement",
        arguments=given_replicates(("PWWGT0", "MARSUPWT"), "PWWGT#", "sdr"),
        source=(
            "U.S. Census Bureau, Estimating ASEC Variances with Replicate Weights: 4/160 "
            "about the full-sample estimate; PWWGT0 and MARSUPWT are one weight"
        ),
        replicates=160,
        same=("PWWGT0", "MARSUPWT"),
        waves=("YEAR", "H_YEAR"),
    ),
    Preset(
        key="cps_ipums",
        label="Current Population Survey, ASEC, from IPUMS CPS, persons",
        arguments=given_replicates("ASECWT", "REPWTP#", "sdr"),
        source=(
            "IPUMS CPS, Replicate Weights in the Current Population Survey, cps.ipums.org/cps/repwt"
        ),
        replicates=160,
        waves=_YEAR,
        rule="households of one year are interviewed again in the next",
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
        waves=("WEEK", "CYCLE"),
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
        waves=_YEAR,
    ),
    Preset(
        key="sipp",
        label=(
            "Survey of Income and Program Participation since 2014, one year's file merged with its"
            " replicate weights by SSUID, PNUM and MONTHCODE; a row a month of a person"
        ),
        arguments=given_replicates("WPFINWGT", "REPWGT#", "fay", rho=0.5),
        source=(
            "U.S. Census Bureau (2024), 2023 Survey of Income and Program Participation Users' "
            "Guide: Fay's method, 240 replicates, factor 0.5"
        ),
        replicates=240,
        waves=_YEAR,
        rule="people of one year's file are in the next as well",
    ),
    Preset(
        key="ncvs",
        label=(
            "National Crime Victimization Survey, households, persons or incidents of the years of "
            "one sample design; years share their sampled units, so that strata are not split by it"
        ),
        arguments=given_sample(("WGTPERCY", "WGTHHCY", "WGTVICCY"), "V2117", "V2118"),
        source=(
            "Shook-Sa, Couzens & Berzofsky (2015), User's Guide to the National Crime Victimization"
            " Survey Direct Variance Estimation, RTI for the Bureau of Justice Statistics: "
            "pseudo-stratum V2117, half-sample V2118, with replacement; its appendix D nests V2117 "
            "in YR_GRP, the sample of a group of years; Bureau of Justice Statistics, Criminal "
            "Victimization, 2006, and NCVS Sample Design and Redesign, on new samples"
        ),
        ask=True,
        waves=("YEAR", "YEARQ"),
        panel=True,
        rule=(
            "rates of people and years need no division; samples were drawn anew for 2006 and "
            "2016, and strata of two samples are those of YR_GRP, or of the sample, and V2117"
        ),
    ),
)
