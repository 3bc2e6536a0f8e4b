"""Files of international studies of education."""

from .preset import Preset, given_replicates, given_sample

_ZONES = given_sample("TOTWGT", "JKZONE", "JKREP")

EDUCATION = (
    Preset(
        key="pisa",
        label=(
            "Programme for International Student Assessment, students; one country, or by country"
        ),
        arguments=given_replicates("W_FSTUWT", ("W_FSTURWT#", "W_FSTR#"), "fay", rho=0.5),
        source="OECD (2009), PISA Data Analysis Manual: SPSS, Second Edition, chapter 4: 1/20",
        replicates=80,
    ),
    Preset(
        key="talis",
        label="Teaching and Learning International Survey, teachers; one country, or by country",
        arguments=given_replicates("TCHWGT", "TRWGT#", "fay", rho=0.5),
        source="Avvisati & Keslair (2014), REPEST, Statistical Software Components S457918, Boston "
        "College",
        replicates=100,
    ),
    Preset(
        key="timss",
        label=(
            "Trends in International Mathematics and Science Study, students; one country, or by it"
        ),
        arguments=_ZONES,
        source="TIMSS 2019 Methods and Procedures, chapter 14: two replicates a zone, 1/2 each",
        make="jkn",
    ),
    Preset(
        key="pirls",
        label="Progress in International Reading Literacy Study, students; one country, or by it",
        arguments=_ZONES,
        source="PIRLS 2021 Methods and Procedures: two replicates a zone, 1/2 each",
        make="jkn",
    ),
)
