"""Files of U.S. health surveys."""

from .preset import Preset, given_sample

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
            "U.S. National Center for Health Statistics, NHANES Tutorials, Module 4: Variance"
            " Estimation"
        ),
    ),
    Preset(
        key="nhis",
        label="National Health Interview Survey since 2019, sample adult or sample child",
        arguments=given_sample(("WTFA_A", "WTFA_C"), "PSTRAT", "PPSU"),
        source=(
            "U.S. National Center for Health Statistics, NHIS Survey Description: PSTRAT, "
            "PPSU, with replacement"
        ),
    ),
    Preset(
        key="brfss",
        label="Behavioral Risk Factor Surveillance System since 2011",
        arguments=given_sample(("_LLCPWT", "X_LLCPWT"), ("_STSTR", "X_STSTR"), ("_PSU", "X_PSU")),
        source=(
            "U.S. Centers for Disease Control and Prevention, BRFSS Complex Sampling Weights "
            "and Preparing Module Data for Analysis"
        ),
    ),
    Preset(
        key="yrbs",
        label="Youth Risk Behavior Survey, national file",
        arguments=given_sample("WEIGHT", "STRATUM", "PSU"),
        source=(
            "U.S. Centers for Disease Control and Prevention, Software for Analysis of YRBS Data"
        ),
    ),
)
