"""Files of U.S. health surveys."""

from .preset import Preset, given_replicates, given_sample

_WEIGHTS = ("WTMEC2YR", "WTMECPRP", "WTINT2YR", "WTINTPRP")

HEALTH = (
    Preset(
        key="nhanes",
        label=(
            "National Health and Nutrition Examination Survey, one cycle of two years; "
            "weights of the examination, or of the interview where there are no others"
        ),
        arguments=given_sample(_WEIGHTS, "SDMVSTRA", "SDMVPSU"),
        source=(
            "U.S. National Center for Health Statistics, NHANES Tutorials, Modules 3 (weights "
            "divided by the number of cycles) and 4: Variance Estimation"
        ),
        waves=("SDDSRVYR", "CYCLE", "YEAR"),
        rule="for 1999 to 2002 take WTMEC4YR, which is of two cycles",
        strata_of_one=26,
    ),
    Preset(
        key="nhis",
        label="National Health Interview Survey since 2019, sample adult or sample child",
        arguments=given_sample(("WTFA_A", "WTFA_C"), "PSTRAT", "PPSU"),
        source=(
            "U.S. National Center for Health Statistics, NHIS Survey Description: PSTRAT, "
            "PPSU, with replacement"
        ),
        waves=("SRVY_YR", "YEAR"),
    ),
    Preset(
        key="brfss",
        label="Behavioral Risk Factor Surveillance System since 2011",
        arguments=given_sample(("_LLCPWT", "X_LLCPWT"), ("_STSTR", "X_STSTR"), ("_PSU", "X_PSU")),
        source=(
            "U.S. Centers for Disease Control and Prevention, BRFSS Complex Sampling Weights "
            "and Preparing Module Data for Analysis"
        ),
        waves=("YEAR",),
    ),
    Preset(
        key="yrbs",
        label="Youth Risk Behavior Survey, national file",
        arguments=given_sample("WEIGHT", "STRATUM", "PSU"),
        source=(
            "U.S. Centers for Disease Control and Prevention, Software for Analysis of YRBS Data"
        ),
        waves=("YEAR",),
        marks=("QN8", "QN10", "RACEETH"),
    ),
    Preset(
        key="meps",
        label="Medical Expenditure Panel Survey, full-year consolidated file, persons",
        arguments=given_sample(("PERWT#F", "PERWTF"), "VARSTR", "VARPSU"),
        source=(
            "Machlin, Yu & Zodet (2005), Computing Standard Errors for MEPS Estimates, U.S. Agency "
            "for Healthcare Research and Quality: with replacement; mean expenses of 2002: "
            "2,813.24, standard error 58.99"
        ),
        ask=True,
        waves=("YEAR",),
        rule="strata and units that years share are in the pooled linkage file HC-036",
    ),
    Preset(
        key="nsduh",
        label="National Survey on Drug Use and Health, public-use file of one year",
        arguments=given_sample(
            ("ANALWT2_C", "ANALWTQ1Q4_C", "ANALWT_C"), ("VESTR_C", "VESTRQ1Q4_C", "VESTR"), "VEREP"
        ),
        source=(
            "U.S. Substance Abuse and Mental Health Services Administration (2024), 2023 NSDUH "
            "Public Use File Codebook: VEREP within VESTR_C, with replacement; SAMHDA (2014), How "
            "do I combine NSDUH public-use file data: weights divided by the number of years"
        ),
        waves=("YEAR",),
        panel=True,
        rule="of one sample design; strata of another are numbered apart",
    ),
    Preset(
        key="chis",
        label="California Health Interview Survey, adults, adolescents or children of one year",
        arguments=given_replicates("RAKEDW0", "RAKEDW#", "jk2"),
        source=(
            "UCLA Center for Health Policy Research, Analyze CHIS Data: 80 replicates, paired "
            "jackknife, multiplier 1"
        ),
        replicates=80,
        waves=("YEAR", "SRVYYEAR"),
    ),
)
