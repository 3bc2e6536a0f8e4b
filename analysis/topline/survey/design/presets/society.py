"""Files of surveys of attitudes."""

from .preset import Preset, given_sample

SOCIETY = (
    Preset(
        key="gss",
        label="General Social Survey, one year",
        arguments=given_sample(("WTSSNRPS", "WTSSPS", "WTSSALL"), "VSTRAT", "VPSU"),
        source="NORC, General Social Survey Codebook, appendix A: Sampling Design and Weighting",
    ),
    Preset(
        key="ess",
        label=(
            "European Social Survey since round 9, or earlier merged with its sample design data"
        ),
        arguments=given_sample("ANWEIGHT", "STRATUM", "PSU"),
        source="Kaminska (2020), Guide to Using Weights and Sample Design Indicators with ESS Data",
    ),
)
