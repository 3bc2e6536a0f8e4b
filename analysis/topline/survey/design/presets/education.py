"""Files of international studies of education and of adults' skills: each country is a sample."""

from ..replicates.zones import BOTH, ONE
from .preset import Preset, given_replicates, given_sample

_ZONES = given_sample("TOTWGT", "JKZONE", "JKREP")
_OECD, _IEA = (("CNT", "CNTRYID", "CNTRY"),), (("IDCNTRY", "CNTRY", "COUNTRY"),)
_NAEP = r"[A-Z]RP(?:CM|S\d)(\d+)"
"""Plausible values of NAEP, as MRPCM1 and MRPS11: subject, composite or subscale, number."""
_CYCLE = ("CYC", "CYCLE", "YEAR")
_SCORES = r"[ABM]S[MRS][A-Z]{3}(\d\d)"
"""Plausible values of the IEA, as ASMMAT01: grade, student, subject, scale; also of benchmarks."""
# fieldwork begins in the year before a cycle's where schools begin in it

EDUCATION = (
    Preset(
        key="pisa",
        label="Programme for International Student Assessment, students, one country or several",
        arguments=given_replicates("W_FSTUWT", ("W_FSTURWT#", "W_FSTR#"), "fay", rho=0.5),
        source="OECD (2009), PISA Data Analysis Manual: SPSS, Second Edition, chapter 4: 1/20",
        replicates=80,
        samples=_OECD,
        waves=_CYCLE,
        plausible=r"PV(\d+)[A-Z]\w*",
    ),
    Preset(
        key="talis",
        label="Teaching and Learning International Survey, teachers, one country or several",
        arguments=given_replicates("TCHWGT", "TRWGT#", "fay", rho=0.5),
        source="Avvisati & Keslair (2014), REPEST, Boston College component S457918: 1/25",
        replicates=100,
        samples=(("CNTRY", "IDCNTRY"),),
        waves=_CYCLE,
    ),
    Preset(
        key="timss",
        label=(
            "Trends in International Mathematics and Science Study since 2015, students, one "
            "country or several; before, timss_2011"
        ),
        arguments=_ZONES,
        source="TIMSS 2019 Methods and Procedures, chapter 14: two replicates a zone, 1/2 each",
        make=BOTH,
        samples=_IEA,
        waves=_CYCLE,
        years=(2014, 9999),
        instead="timss_2011",
        plausible=_SCORES,
    ),
    Preset(
        key="timss_2011",
        label=(
            "Trends in International Mathematics and Science Study, 1995 to 2011, students, one "
            "country or several: one replicate a zone"
        ),
        arguments=_ZONES,
        source=(
            "Foy & LaRoche (2016), Methods and Procedures in TIMSS 2015, chapter 4: until 2011 one "
            "replicate a zone, the half JKREP = 1 twice"
        ),
        make=ONE,
        samples=_IEA,
        waves=_CYCLE,
        years=(1995, 2013),
        instead="timss",
        plausible=_SCORES,
    ),
    Preset(
        key="pirls",
        label=(
            "Progress in International Reading Literacy Study since 2016, students, one country or "
            "several; before, pirls_2011"
        ),
        arguments=_ZONES,
        source="PIRLS 2021 Methods and Procedures: two replicates a zone, 1/2 each",
        make=BOTH,
        samples=_IEA,
        waves=_CYCLE,
        years=(2015, 9999),
        instead="pirls_2011",
        plausible=_SCORES,
    ),
    Preset(
        key="pirls_2011",
        label=(
            "Progress in International Reading Literacy Study, 2001 to 2011, students, one country "
            "or several: one replicate a zone"
        ),
        arguments=_ZONES,
        source=(
            "Foy & LaRoche (2017), Methods and Procedures in PIRLS 2016, chapter 4: until 2011 one "
            "replicate a zone, the half JKREP = 1 twice"
        ),
        make=ONE,
        samples=_IEA,
        waves=_CYCLE,
        years=(2001, 2014),
        instead="pirls",
        plausible=_SCORES,
    ),
    Preset(
        key="piaac",
        label="Survey of Adult Skills (PIAAC), one country or several, with VEMETHOD or VEMETHODN",
        arguments=given_replicates("SPFWT0", "SPFWT#", "custom"),
        source=(
            "Avvisati & Keslair (2014), REPEST, Boston College component S457918: by VEMETHODN "
            "(R − 1)/R, 1, 1/R or 1/(R(1 − VEFAYFAC)²) with R = VENREPS"
        ),
        replicates=80,
        methods="VEMETHOD",
        samples=(("CNTRYID", "CNTRYID_E", "CNTRY"),),
        waves=("CYCLE", "YEAR"),
        plausible=r"PV[A-Z]+(\d+)",
    ),
    Preset(
        key="naep",
        label="National Assessment of Educational Progress, students of one subject and grade",
        arguments=given_replicates("ORIGWT", "SRWT#", "jk2"),
        source=(
            "National Center for Education Statistics, NAEP Technical Documentation, Replicate "
            "Variance Estimation: paired jackknife of 62 strata, sum of squares about the "
            "full-sample estimate"
        ),
        replicates=62,
        waves=("YEAR",),
        plausible=_NAEP,
    ),
)
