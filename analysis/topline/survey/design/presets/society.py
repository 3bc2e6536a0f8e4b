"""Files of surveys of attitudes."""

from .preset import Preset, given_sample

_NO_CLUSTERS = (
    "clusters and strata are not in the public file, so that standard errors are those of unequal "
    "weights alone, and too small"
)

SOCIETY = (
    Preset(
        key="gss",
        label="General Social Survey, one year",
        arguments=given_sample(("WTSSNRPS", "WTSSPS", "WTSSALL"), "VSTRAT", "VPSU"),
        source="NORC, General Social Survey Codebook, appendix A: Sampling Design and Weighting",
        waves=("YEAR",),
    ),
    Preset(
        key="anes",
        label=(
            "American National Election Studies, time series of 2016, 2020 or 2024, respondents "
            "interviewed after the election; weights=… of those before it"
        ),
        arguments=given_sample(
            ("V240107B", "V200010B", "V160102"),
            ("V240107D", "V200010D", "V160201"),
            ("V240107C", "V200010C", "V160202"),
        ),
        source=(
            "DeBell (2010), How to Analyze ANES Survey Data, ANES Technical Report nes012492; ANES "
            "2020 Time Series Study, User Guide and Codebook: V200010b, V200010d, V200010c; that "
            "of 2016: V160102, V160201, V160202; that of 2024: V240107b, V240107d, V240107c"
        ),
        waves=("VCF0004", "YEAR"),
        rule="whoever was asked in 2016 and again in 2020 is in both: keep one of the two",
    ),
    Preset(
        key="ess",
        label=(
            "European Social Survey since round 9, or earlier merged with its sample design data"
        ),
        arguments=given_sample("ANWEIGHT", "STRATUM", "PSU"),
        source="Kaminska (2020), Guide to Using Weights and Sample Design Indicators with ESS Data",
        samples=(("CNTRY",),),
        waves=("ESSROUND",),
    ),
    Preset(
        key="lapop",
        label=(
            "AmericasBarometer of one round, one country or several, which count alike whatever "
            "their size"
        ),
        arguments=given_sample(("WEIGHT1500", "WT"), ("STRATA", "ESTRATOPRI"), "UPM"),
        source=(
            "LAPOP Lab, Vanderbilt University (2021), AmericasBarometer 2021, Technical "
            "Information: weight1500, strata, upm; estratopri in earlier rounds"
        ),
        samples=(("PAIS",),),
        waves=("WAVE", "YEAR"),
        marks=("PAIS",),
    ),
    Preset(
        key="afrobarometer",
        label="Afrobarometer of one round, by country",
        arguments=given_sample(("WITHINWT_HH", "WITHINWT_EA", "WITHINWT")),
        source="Afrobarometer, Merged Round 9 Codebook (2023): withinwt_hh, withinwt_ea",
        samples=(("COUNTRY",),),
        waves=("ROUND",),
        lacks=_NO_CLUSTERS,
    ),
    Preset(
        key="wvs",
        label="World Values Survey of one wave, by country",
        arguments=given_sample(("W_WEIGHT", "S017")),
        source="World Values Survey Association, Wave 7 Variables Report: W_WEIGHT; S017 before",
        samples=(("B_COUNTRY", "B_COUNTRY_ALPHA", "S003", "COW_ALPHA"),),
        waves=("A_WAVE", "S002VS", "S002"),
        lacks=_NO_CLUSTERS,
    ),
    Preset(
        key="eurobarometer",
        label=(
            "Standard and Special Eurobarometer of one wave, by country; weights=… of a group of "
            "countries for its average"
        ),
        arguments=given_sample("W1"),
        source=(
            "GESIS, Eurobarometer Data Service, Weighting overview: post-stratification; no weight "
            "of the design is provided"
        ),
        samples=(("ISOCNTRY",),),
        waves=("WAVE", "EBWAVE"),
        lacks=_NO_CLUSTERS,
    ),
)
