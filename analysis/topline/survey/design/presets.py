"""Arguments of ``Survey`` for the public files of some surveys, each with its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

import numpy as np

from ...errors import ArgumentError, DataError
from ...statistics.core.methods import as_table
from ..data.columns import FloatArray, column, column_names, numbers
from .replicated import natural


@dataclass(frozen=True)
class Preset:
    """What the documentation of a survey's public file says about its design.

    Attributes
    ----------
    key : str
        The name users pass as ``preset=``.
    survey : str
        The survey, and what the file must hold.
    arguments : mapping
        Arguments of ``Survey``. Column names in any letter case, several where files differ;
        replicate weights as a name with # for their number.
    source : str
        The documentation that says so.
    replicates : int or None
        How many replicate weights the file has.
    times : str or None
        Columns by which the replicate weights are multiplied, with # for their number.
    make : str or None
        Method of the replicate weights to be made from the design, as the survey's own tables do.
    """

    key: str
    survey: str
    arguments: Mapping[str, Any]
    source: str
    replicates: int | None = None
    times: str | None = None
    make: str | None = None


def _replicated(weights: Any, columns: Any, method: str, **more: Any) -> Mapping[str, Any]:
    given = {"weights": weights, "replicate_weights": columns, "replicate_method": method}
    return MappingProxyType({**given, **more})


def _drawn(weights: Any, strata: Any, clusters: Any, **more: Any) -> Mapping[str, Any]:
    given = {"weights": weights, "strata": strata, "clusters": clusters, "nest": True}
    return MappingProxyType({**given, **more})


_NHANES = ("WTMEC2YR", "WTMECPRP", "WTINT2YR", "WTINTPRP")
_ZONES = _drawn("TOTWGT", "JKZONE", "JKREP")

PRESETS = as_table(
    Preset(
        "acs",
        "American Community Survey public-use microdata, persons",
        _replicated("PWGTP", "PWGTP#", "sdr"),
        "U.S. Census Bureau, PUMS Accuracy of the Data: successive differences, 4/80 about the "
        "full-sample estimate",
        80,
    ),
    Preset(
        "acs_household",
        "American Community Survey public-use microdata, households",
        _replicated("WGTP", "WGTP#", "sdr"),
        "U.S. Census Bureau, PUMS Accuracy of the Data",
        80,
    ),
    Preset(
        "acs_ipums",
        "American Community Survey from IPUMS USA, persons",
        _replicated("PERWT", "REPWTP#", "sdr"),
        "IPUMS USA, Replicate Weights in the American Community Survey, usa.ipums.org/usa/repwt",
        80,
    ),
    Preset(
        "cps",
        "Current Population Survey, Annual Social and Economic Supplement",
        _replicated(("PWWGT0", "MARSUPWT"), "PWWGT#", "sdr"),
        "U.S. Census Bureau, Estimating ASEC Variances with Replicate Weights: 4/160 about the "
        "full-sample estimate",
        160,
    ),
    Preset(
        "cps_ipums",
        "Current Population Survey, ASEC, from IPUMS CPS, persons",
        _replicated("ASECWT", "REPWTP#", "sdr"),
        "IPUMS CPS, Replicate Weights in the Current Population Survey, cps.ipums.org/cps/repwt",
        160,
    ),
    Preset(
        "household_pulse",
        "Household Pulse Survey, persons, merged with its replicate weights by SCRAM",
        _replicated("PWEIGHT", "PWEIGHT#", "sdr"),
        "U.S. Census Bureau, Source of the Data and Accuracy of the Estimates for the Household "
        "Pulse Survey: 4/80",
        80,
    ),
    Preset(
        "ahs",
        "American Housing Survey, national file since 2015",
        _replicated("WEIGHT", "REPWEIGHT#", "fay", rho=0.5),
        "U.S. Census Bureau, Quick Guide to Estimating Variance Using Replicate Weights, 2009 to "
        "Current: 4/160",
        160,
    ),
    Preset(
        "recs",
        "Residential Energy Consumption Survey 2015",
        _replicated("NWEIGHT", "BRRWT#", "fay", rho=0.5),
        "U.S. Energy Information Administration (2019), Using the 2015 Microdata File to Compute "
        "Estimates and Standard Errors",
        96,
    ),
    Preset(
        "recs_2020",
        "Residential Energy Consumption Survey 2020",
        _replicated("NWEIGHT", "NWEIGHT#", "jk1"),
        "U.S. Energy Information Administration (2023), Using the 2020 Microdata File to Compute "
        "Estimates and Standard Errors: (R − 1)/R about the full-sample estimate",
        60,
    ),
    Preset(
        "nhanes",
        "National Health and Nutrition Examination Survey, one cycle of two years; weights of the "
        "examination, or of the interview where there are no others",
        _drawn(_NHANES, "SDMVSTRA", "SDMVPSU"),
        "U.S. National Center for Health Statistics, NHANES Tutorials, Module 4: Variance "
        "Estimation",
    ),
    Preset(
        "nhis",
        "National Health Interview Survey since 2019, sample adult or sample child",
        _drawn(("WTFA_A", "WTFA_C"), "PSTRAT", "PPSU"),
        "U.S. National Center for Health Statistics, NHIS Survey Description: PSTRAT, PPSU, with "
        "replacement",
    ),
    Preset(
        "brfss",
        "Behavioral Risk Factor Surveillance System since 2011",
        _drawn(("_LLCPWT", "X_LLCPWT"), ("_STSTR", "X_STSTR"), ("_PSU", "X_PSU")),
        "U.S. Centers for Disease Control and Prevention, BRFSS Complex Sampling Weights and "
        "Preparing Module Data for Analysis",
    ),
    Preset(
        "yrbs",
        "Youth Risk Behavior Survey, national file",
        _drawn("WEIGHT", "STRATUM", "PSU"),
        "U.S. Centers for Disease Control and Prevention, Software for Analysis of YRBS Data",
    ),
    Preset(
        "gss",
        "General Social Survey, one year",
        _drawn(("WTSSNRPS", "WTSSPS", "WTSSALL"), "VSTRAT", "VPSU"),
        "NORC, General Social Survey Codebook, appendix A: Sampling Design and Weighting",
    ),
    Preset(
        "ess",
        "European Social Survey since round 9, or earlier merged with its sample design data",
        _drawn("ANWEIGHT", "STRATUM", "PSU"),
        "Kaminska (2020), Guide to Using Weights and Sample Design Indicators with ESS Data",
    ),
    Preset(
        "pisa",
        "Programme for International Student Assessment, students; one country, or by country",
        _replicated("W_FSTUWT", ("W_FSTURWT#", "W_FSTR#"), "fay", rho=0.5),
        "OECD (2009), PISA Data Analysis Manual: SPSS, Second Edition, chapter 4: 1/20",
        80,
    ),
    Preset(
        "talis",
        "Teaching and Learning International Survey, teachers; one country, or by country",
        _replicated("TCHWGT", "TRWGT#", "fay", rho=0.5),
        "Avvisati & Keslair (2014), REPEST: Stata module, OECD",
        100,
    ),
    Preset(
        "timss",
        "Trends in International Mathematics and Science Study, students; one country, or by it",
        _ZONES,
        "TIMSS 2019 Methods and Procedures, chapter 14: two replicates a zone, 1/2 each",
        make="jkn",
    ),
    Preset(
        "pirls",
        "Progress in International Reading Literacy Study, students; one country, or by it",
        _ZONES,
        "PIRLS 2021 Methods and Procedures: two replicates a zone, 1/2 each",
        make="jkn",
    ),
    Preset(
        "scf",
        "Survey of Consumer Finances, one implicate, merged with its replicate weights by Y1",
        _replicated("X42001", "WT1B#", "bootstrap", centre="mean"),
        "Board of Governors of the Federal Reserve System, Codebook for the Survey of Consumer "
        "Finances: WT1B times MM, 999 bootstrap samples",
        999,
        times="MM#",
    ),
)
"""Every survey whose arguments are known, by its key."""


def find_preset(name: str) -> Preset:
    """Return the preset of a survey.

    Raises
    ------
    ArgumentError
        When the survey is not known.
    """
    if name in PRESETS:
        return PRESETS[name]
    close = get_close_matches(str(name), PRESETS, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise ArgumentError(f"preset {name!r} is not known; {hint}choose one of {', '.join(PRESETS)}")


def arguments_of(preset: Preset, data: Any, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments a survey's file needs, its column names in the file's letter case.

    Parameters
    ----------
    preset : Preset
    data : dataframe
    own : mapping
        Arguments the user gave; columns they name instead are not looked for.

    Raises
    ------
    DataError
        When the file has not the columns, or not all replicate weights.
    """
    file = {key.lower(): key for key in column_names(data)}
    found = {key: value for key, value in preset.arguments.items() if key not in own}
    for role in ("weights", "strata", "clusters"):
        if role in found:
            found[role] = _present(preset, found[role], file, role)
    if "replicate_weights" in found:
        names = _numbered(preset, found["replicate_weights"], file)
        found["replicate_weights"] = names
        if preset.times is not None:
            by = _numbered(preset, preset.times, file)
            found["replicate_weights"] = _product(data, names, by)
    return found


def _present(preset: Preset, names: str | tuple[str, ...], file: dict[str, str], role: str) -> str:
    """Return the first of the names that is a column."""
    wanted = (names,) if isinstance(names, str) else names
    for name in wanted:
        if name.lower() in file:
            return file[name.lower()]
    raise DataError(
        f"preset {preset.key!r} ({preset.survey}) needs {role} {' or '.join(wanted)}, and the data "
        f"have no such column; merge it, or give {role}= yourself"
    )


def _numbered(preset: Preset, names: str | tuple[str, ...], file: dict[str, str]) -> list[str]:
    """Return the columns whose name has a number for #, in order."""
    wanted = (names,) if isinstance(names, str) else names
    for name in wanted:
        pattern = re.escape(name.lower()).replace(r"\#", "0*[1-9][0-9]*")
        found = sorted((file[key] for key in file if re.fullmatch(pattern, key)), key=natural)
        if len(found) == preset.replicates:
            return found
    raise DataError(
        f"preset {preset.key!r} ({preset.survey}) needs {preset.replicates} columns "
        f"{' or '.join(wanted)}, # from 1 to {preset.replicates}, and the data have {len(found)}; "
        "merge the survey's file of replicate weights"
    )


def _product(data: Any, weights: list[str], times: list[str]) -> FloatArray:
    """Return the replicate weights times their counts; 0 where a row was not drawn."""
    parts = [_filled(data, names) for names in zip(weights, times, strict=True)]
    return np.column_stack(parts)


def _filled(data: Any, names: tuple[str, str]) -> FloatArray:
    values = [numbers(column(data, name, "replicate weight"), name) for name in names]
    product = np.maximum(values[0], 0) * np.maximum(values[1], 0)
    return np.asarray(np.nan_to_num(product))
