"""Files of household surveys that many countries run alike."""

from .preset import Preset, given_sample

HOUSEHOLDS = (
    Preset(
        key="dhs",
        label=(
            "Demographic and Health Surveys, women, men, children or households; one country or "
            "several of one round; weights in millionths are divided"
        ),
        arguments=given_sample(
            ("V005", "MV005", "HV005"),
            ("V022", "V023", "MV022", "MV023", "HV022", "HV023"),
            ("V021", "V001", "MV021", "MV001", "HV021", "HV001"),
        ),
        source=(
            "Croft and others (2023), Guide to DHS Statistics, DHS-8, chapter 1: V005/1,000,000, "
            "V021, V022; V023 where V022 does not vary; ICF International (2012), Sampling and "
            "Household Listing Manual: weights of several surveys are de-normalised"
        ),
        divisor=1e6,
        ask=True,
        samples=(("V000", "MV000", "HV000"),),
        surveys=r"^(?P<country>[A-Za-z]{2})\w+$",
        rule="weights are normalised to each survey's respondents; strata are each survey's own",
    ),
    Preset(
        key="mics",
        label=(
            "Multiple Indicator Cluster Surveys, file of households, women, men or children, one "
            "country or several"
        ),
        arguments=given_sample(
            ("WMWEIGHT", "MNWEIGHT", "CHWEIGHT", "FSWEIGHT", "HHWEIGHT"),
            ("STRATUM", "STRATA"),
            ("PSU", "HH1", "WM1", "MN1", "UF1", "FS1"),
        ),
        source=(
            "UNICEF, Multiple Indicator Cluster Surveys, survey findings reports, appendix on "
            "sampling errors: linearised, clusters within strata; names of columns as in files of "
            "the sixth round"
        ),
        ask=True,
        samples=(("COUNTRY",),),
        waves=("ROUND", "YEAR"),
    ),
    Preset(
        key="eu_silc",
        label=(
            "EU Statistics on Income and Living Conditions, cross-sectional users' file of one "
            "year, one country or several; clusters are households where no PSU is given"
        ),
        arguments=given_sample(
            ("RB050", "PB040", "DB090"),
            clusters=("DB060", "DB030", "RX030", "PX030", "HB030"),
        ),
        source=(
            "Goedemé (2013), The EU-SILC sample design variables, CSB Working Paper 13/02; GESIS, "
            "EU-SILC matrix of the household register: DB060, and no DB050 for users"
        ),
        samples=(("DB020", "RB020", "PB020", "HB020"),),
        waves=("DB010", "RB010", "PB010", "HB010"),
        ask=True,
        lacks="strata (DB050) are not in the users' file; give strata= where you have them",
    ),
    Preset(
        key="hrs",
        label=(
            "Health and Retirement Study, RAND longitudinal file or a wave's file with STRATUM and "
            "SECU; weights of the wave that is asked about, as weights='R15WTRESP'"
        ),
        arguments=given_sample(
            ("R#WTRESP", "R#WTCRNH"), ("RAESTRAT", "STRATUM"), ("RAEHSAMP", "SECU")
        ),
        source=(
            "Health and Retirement Study, Getting Started; RAND HRS Longitudinal File 2020, "
            "documentation: RAESTRAT, RAEHSAMP; with replacement and nested as in Damico, Analyze "
            "Survey Data for Free, Health and Retirement Study"
        ),
        ask=True,
        waves=("WAVE", "HRSWAVE", "YEAR"),
        panel=True,
        rule="most are asked in several waves, and are in the same sampling unit each time",
    ),
)
