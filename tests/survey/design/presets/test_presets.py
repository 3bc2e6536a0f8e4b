"""Presets against what each survey's documentation says its variance is."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, DataError, Survey
from topline.survey.design.presets.table import PRESETS

N = 24
Y = np.arange(N) * 37 % 23 / 3


def file(weight, pattern, replicates, seed=5):
    """Return a file of a survey with made-up replicate weights, in shuffled columns."""
    generator = np.random.default_rng(seed)
    columns = {weight: generator.integers(20, 60, N).astype(float)}
    order = generator.permutation(np.arange(1, replicates + 1))
    columns |= {pattern.replace("#", str(r)): generator.uniform(10, 80, N) for r in order}
    return pd.DataFrame({"y": Y, **columns})


def total(survey):
    return survey.total("y").table["std_error"].iloc[0] ** 2


REPLICATED = [
    ("acs", "pwgtp", "pwgtp#", 80, 4 / 80),
    ("acs_household", "WGTP", "WGTP#", 80, 4 / 80),
    ("acs_ipums", "PERWT", "REPWTP#", 80, 4 / 80),
    ("cps", "PWWGT0", "PWWGT#", 160, 4 / 160),
    ("cps", "marsupwt", "pwwgt#", 160, 4 / 160),
    ("cps_ipums", "ASECWT", "REPWTP#", 160, 4 / 160),
    ("household_pulse", "PWEIGHT", "PWEIGHT#", 80, 4 / 80),
    ("ahs", "WEIGHT", "REPWEIGHT#", 160, 4 / 160),
    ("recs", "NWEIGHT", "BRRWT#", 96, 4 / 96),
    ("recs_2020", "NWEIGHT", "NWEIGHT#", 60, 59 / 60),
    ("recs_2024", "NWEIGHT", "NWEIGHT#", 60, 59 / 60),
    ("sipp", "WPFINWGT", "REPWGT#", 240, 4 / 240),
    ("ce", "FINLWT21", "WTREP0#", 44, 1 / 44),
    ("chis", "rakedw0", "rakedw#", 80, 1.0),
    ("pisa", "W_FSTUWT", "W_FSTURWT#", 80, 1 / 20),
    ("pisa", "W_FSTUWT", "W_FSTR#", 80, 1 / 20),
    ("talis", "TCHWGT", "TRWGT#", 100, 1 / 25),
    ("naep", "ORIGWT", "SRWT#", 62, 1.0),
]


@pytest.mark.parametrize(("key", "weight", "pattern", "replicates", "factor"), REPLICATED)
def test_variance_is_the_documented_sum_of_squares(key, weight, pattern, replicates, factor):
    data = file(weight, pattern, replicates)
    whole = (data[weight] * Y).sum()
    names = [pattern.replace("#", str(r)) for r in range(1, replicates + 1)]
    squares = sum(((data[name] * Y).sum() - whole) ** 2 for name in names)
    survey = Survey(data, preset=key)
    assert total(survey) == pytest.approx(factor * squares, rel=1e-12)
    assert survey.replicate_weights.shape == (N, replicates)
    assert np.array_equal(survey.replicate_weights[:, 0], data[names[0]])


@in_one_test(
    ("key", "weights", "strata", "clusters"),
    [
        ("nhanes", "WTMEC2YR", "SDMVSTRA", "SDMVPSU"),
        ("nhanes", "wtint2yr", "sdmvstra", "sdmvpsu"),
        ("nhis", "WTFA_A", "PSTRAT", "PPSU"),
        ("brfss", "_LLCPWT", "_STSTR", "_PSU"),
        ("brfss", "x_llcpwt", "x_ststr", "x_psu"),
        ("yrbs", "weight", "stratum", "psu"),
        ("gss", "WTSSNRPS", "VSTRAT", "VPSU"),
        ("gss", "wtssall", "vstrat", "vpsu"),
        ("ess", "anweight", "stratum", "psu"),
        ("meps", "PERWT22F", "VARSTR", "VARPSU"),
        ("meps", "PERWT02F", "VARSTR", "VARPSU"),
        ("nsduh", "ANALWT2_C", "VESTR_C", "VEREP"),
        ("nsduh", "ANALWTQ1Q4_C", "VESTRQ1Q4_C", "VEREP"),
        ("nsduh", "ANALWT_C", "VESTR", "VEREP"),
        ("ncvs", "WGTPERCY", "V2117", "V2118"),
        ("ncvs", "WGTHHCY", "V2117", "V2118"),
        ("anes", "V200010b", "V200010d", "V200010c"),
        ("anes", "V160102", "V160201", "V160202"),
        ("anes", "V240107b", "V240107d", "V240107c"),
        ("dhs", "v005", "v022", "v021"),
        ("dhs", "HV005", "HV023", "HV001"),
        ("dhs", "MV005", "MV022", "MV021"),
        ("mics", "wmweight", "stratum", "PSU"),
        ("mics", "hhweight", "stratum", "HH1"),
        ("hrs", "R15WTRESP", "RAESTRAT", "RAEHSAMP"),
        ("lapop", "weight1500", "strata", "upm"),
        ("lapop", "wt", "estratopri", "upm"),
    ],
)
def test_clusters_within_strata_with_replacement(key, weights, strata, clusters):
    data = pd.DataFrame({"y": Y, weights: 1 + Y, strata: np.arange(N) // 6})
    data[clusters] = np.arange(N) // 2 % 3
    plain = Survey(data, weights=weights, strata=strata, clusters=clusters, nest=True)
    assert total(Survey(data, preset=key)) == total(plain)


@pytest.mark.parametrize("key", ["timss", "pirls"])
def test_zones_have_two_replicates_of_a_half_each(key):
    data = pd.DataFrame({"y": Y, "TOTWGT": 2 + Y % 3, "JKZONE": np.arange(N) // 6})
    data["JKREP"] = np.arange(N) // 3 % 2
    survey = Survey(data, preset=key)
    w = data["TOTWGT"].to_numpy()
    whole, squares = (w * Y).sum() / w.sum(), 0.0
    for zone in range(4):
        for half in (0, 1):
            inside = data["JKZONE"] == zone
            again = np.where(inside, 2 * w * (data["JKREP"] == half), w)
            squares += ((again * Y).sum() / again.sum() - whole) ** 2
    assert survey.mean("y").table["std_error"].iloc[0] ** 2 == pytest.approx(squares / 2)
    assert survey.replicate_weights.shape == (N, 8)


def test_finances_multiply_weights_by_counts_about_the_mean():
    generator = np.random.default_rng(3)
    drawn = generator.integers(0, 3, (N, 999)).astype(float)
    drawn[drawn == 0] = np.nan
    columns = {f"WT1B{r + 1}": 30 + generator.uniform(0, 5, N) for r in range(999)}
    columns |= {f"MM{r + 1}": drawn[:, r] for r in range(999)}
    data = pd.DataFrame({"y": Y, "X42001": 32.0, **columns})
    again = [np.nansum(data[f"WT1B{r + 1}"] * data[f"MM{r + 1}"] * Y) for r in range(999)]
    assert total(Survey(data, preset="scf")) == pytest.approx(np.var(again, ddof=1), rel=1e-10)


def test_arguments_given_take_the_place_of_the_presets():
    data = file("PWGTP", "PWGTP#", 80).assign(own=2.0)
    centred = Survey(data, preset="acs", centre="mean", weights="own")
    assert centred.design.centre == "mean"
    assert (centred.weights == 2).all()
    some = Survey(data, preset="acs", replicate_weights=data[["PWGTP1", "PWGTP2"]].to_numpy())
    assert some.replicate_weights.shape == (N, 2)


def test_every_preset_names_its_source():
    assert {
        *("acs", "cps", "recs", "recs_2020", "recs_2024", "nhanes", "nhis", "gss", "brfss", "ahs"),
        *("dhs", "mics", "meps", "sipp", "nsduh", "ncvs", "anes", "chis", "piaac", "hrs", "ce"),
        *("eu_silc", "lapop", "afrobarometer", "wvs", "eurobarometer"),
    } < {*PRESETS}
    for row in PRESETS.values():
        assert len(row.source) > 15
        assert len(row.label) > 10


def test_an_unknown_survey():
    with pytest.raises(ArgumentError, match="preset 'nhane' is not known; did you mean 'nhanes'"):
        Survey(file("PWGTP", "PWGTP#", 80), preset="nhane")


def test_a_file_without_its_weights():
    with pytest.raises(
        DataError,
        match=r"preset 'nhis' \(National Health Interview .*\) needs weights WTFA_A or WTFA_C, and "
        "the data have no such column; merge it, or give weights= yourself",
    ):
        Survey(pd.DataFrame({"y": Y}), preset="nhis")


def test_a_file_without_all_replicates():
    data = file("PWGTP", "PWGTP#", 80).drop(columns="PWGTP7")
    with pytest.raises(
        DataError,
        match=r"preset 'acs' \(.*\) needs 80 columns PWGTP#, # from 1 to 80, and the data have 79; "
        "merge the survey's file of replicate weights",
    ):
        Survey(data, preset="acs")
