"""Several years or cycles in one file: refused with the rule that combines them, which works."""

import numpy as np
import pandas as pd
import pytest

from topline import DataError, Survey

pytestmark = pytest.mark.quick

N = 48
Y = np.arange(N) * 37 % 23 / 3


def sample(weight, stratum, psu, first=1):
    """Two strata of two clusters a year, numbered alike in each."""
    return pd.DataFrame(
        {
            "y": Y,
            weight: 1 + Y % 5,
            stratum: np.arange(N) // 12 % 2 + first,
            psu: np.arange(N) // 6 % 2,
            "year": np.arange(N) // 24 * 2 + 2018,
        }
    )


def test_years_are_refused_with_the_rule():
    data = sample("WTSSNRPS", "VSTRAT", "VPSU")
    with pytest.raises(
        DataError,
        match=r"preset 'gss' is for one year or cycle, and year has 2 \(2018, 2020\); keep one, as "
        r"data\[data\['year'\] == 2020\], or combine them: give weights= a column of WTSSNRPS "
        "divided by 2, and strata= a column of year with VSTRAT",
    ):
        Survey(data, preset="gss")
    one = Survey(data[data["year"] == 2020], preset="gss").mean("y").table
    combined = data.assign(
        w=data["WTSSNRPS"] / 2,
        h=data["year"].astype(str) + "/" + data["VSTRAT"].astype(str),
    )
    survey = Survey(combined, preset="gss", weights="w", strata="h")
    assert survey.design.df == 4
    by = survey.mean("y", by="year")
    assert by.table["std_error"].iloc[1] == pytest.approx(one["std_error"].iloc[0])
    assert by.covariance[0, 1] == pytest.approx(0, abs=1e-18)


def test_weights_alone_leave_strata_that_years_share():
    data = sample("WTSSNRPS", "VSTRAT", "VPSU").assign(w=1.0)
    with pytest.raises(DataError, match="combine them: give strata= a column of year with VSTRAT"):
        Survey(data, preset="gss", weights="w")


def test_cycles_with_strata_of_their_own_need_weights_only():
    data = sample("WTMEC2YR", "SDMVSTRA", "SDMVPSU", first=130)
    cycles = data.rename(columns={"year": "SDDSRVYR"})
    cycles["SDMVSTRA"] += np.arange(N) // 24 * 2
    with pytest.raises(
        DataError,
        match="SDDSRVYR has 2 .*give weights= a column of WTMEC2YR divided by 2, and strata "
        r"SDMVSTRA as they are.*\(for 1999 to 2002 take WTMEC4YR",
    ):
        Survey(cycles, preset="nhanes")
    half = cycles.assign(w=cycles["WTMEC2YR"] / 2)
    assert Survey(half, preset="nhanes", weights="w").design.df == 4


def test_cycles_show_in_the_strata_where_no_column_says_so():
    data = sample("WTINT2YR", "SDMVSTRA", "SDMVPSU").drop(columns="year")
    data["SDMVSTRA"] = 119 + np.arange(N) // 12 * 9
    with pytest.raises(
        DataError, match="SDMVSTRA has numbers from 119 to 146, more than one cycle has strata"
    ):
        Survey(data, preset="nhanes")
    assert Survey(data.assign(w=1.0), preset="nhanes", weights="w").design.df == 4
    data["SDMVSTRA"] = 119 + np.arange(N) // 12 * 5
    assert Survey(data, preset="nhanes").design.df == 4


@pytest.mark.parametrize(
    ("key", "weight", "stratum", "psu", "wave"),
    [
        ("ncvs", "WGTPERCY", "V2117", "V2118", "YEAR"),
        ("hrs", "R15WTRESP", "RAESTRAT", "RAEHSAMP", "WAVE"),
        ("nsduh", "ANALWT2_C", "VESTR_C", "VEREP", "YEAR"),
    ],
)
def test_years_that_share_their_sampled_units_keep_their_strata(key, weight, stratum, psu, wave):
    data = sample(weight, stratum, psu).rename(columns={"year": wave})
    told = f"{wave} has 2 .*give weights= a column of {weight} divided by 2, and strata {stratum} "
    with pytest.raises(DataError, match=told + "as they are, for years share sampled units"):
        Survey(data, preset=key)
    both = Survey(data.assign(w=data[weight] / 2), preset=key, weights="w")
    assert both.design.df == 2
    assert both.mean("y", by=wave).covariance[0, 1] != 0


def test_quarters_of_one_year_are_one_year():
    data = sample("WGTPERCY", "V2117", "V2118").drop(columns="year")
    assert len(Survey(data.assign(YEARQ=2019 + (np.arange(N) % 4 + 1) / 10), preset="ncvs")) == N
    two = data.assign(YEARQ=2019 + np.arange(N) // 24 + (np.arange(N) % 4 + 1) / 10)
    with pytest.raises(DataError, match=r"YEARQ has 2 \(2019, 2020\); keep one, as data\[data\["):
        Survey(two, preset="ncvs")
    assert len(Survey(two[two["YEARQ"] // 1 == 2020], preset="ncvs")) == N // 2


def test_two_elections_are_two_samples():
    data = sample("V200010B", "V200010D", "V200010C").rename(columns={"year": "VCF0004"})
    with pytest.raises(DataError, match=r"strata= a column of VCF0004 with .*asked in 2016"):
        Survey(data, preset="anes")


def test_a_year_of_expenditure_reaches_into_the_next():
    names = [f"WTREP{r:02d}" for r in range(1, 45)]
    data = pd.DataFrame({"y": Y, "FINLWT21": 2.0 + Y, "QINTRVYR": 2019 + np.arange(N) // 24})
    data[names] = np.outer(data["FINLWT21"], np.ones(44))
    assert len(Survey(data, preset="ce")) == N
    longer = data.assign(QINTRVYR=2018 + np.arange(N) // 12)
    with pytest.raises(
        DataError, match=r"which share their sampled units; keep one, .*divided by 4"
    ):
        Survey(longer, preset="ce")
    some = longer[[*names, "FINLWT21"]] / 4
    kept = Survey(longer.assign(**some), preset="ce", weights="FINLWT21", replicate_weights=names)
    assert len(kept) == N


def test_two_surveys_of_a_country_are_refused_and_two_countries_are_not():
    data = sample("V005", "V022", "V021").assign(V000=np.where(np.arange(N) < 24, "KE6", "KE7"))
    with pytest.raises(
        DataError, match=r"V000 has KE6, KE7; keep one, .*times the people that each"
    ):
        Survey(data, preset="dhs")
    assert len(Survey(data[data["V000"] == "KE7"], preset="dhs")) == N // 2
    other = data.assign(V000=np.where(np.arange(N) < 24, "KE6", "UG7"))
    assert len(Survey(other, preset="dhs")) == N
    assert len(Survey(data.assign(w=1.0), preset="dhs", weights="w")) == N


@pytest.mark.parametrize(
    ("key", "weight", "pattern", "replicates", "wave"),
    [
        ("acs", "PWGTP", "PWGTP#", 80, "YEAR"),
        ("household_pulse", "PWEIGHT", "PWEIGHT#", 80, "WEEK"),
        ("chis", "RAKEDW0", "RAKEDW#", 80, "year"),
        ("pisa", "W_FSTUWT", "W_FSTURWT#", 80, "CYC"),
    ],
)
def test_replicates_of_several_years(key, weight, pattern, replicates, wave):
    columns = {pattern.replace("#", str(r)): 2.0 + Y for r in range(1, replicates + 1)}
    data = pd.DataFrame({"y": Y, weight: 2.0 + Y, wave: np.arange(N) // 24 + 1, **columns})
    with pytest.raises(
        DataError, match=rf"{wave} has 2 \(1, 2\), each a sample with replicate weights of its own"
    ):
        Survey(data, preset=key)
    assert len(Survey(data[data[wave] == 2], preset=key)) == N // 2


@pytest.mark.parametrize(
    ("key", "wave"),
    [("yrbs", "year"), ("nhis", "SRVY_YR"), ("ess", "essround"), ("mics", "survey_year")],
)
def test_other_files_of_several_years(key, wave):
    names = {"yrbs": "weight", "nhis": "WTFA_A", "ess": "anweight", "mics": "hhweight"}
    strata = "PSTRAT" if key == "nhis" else "stratum"
    psu = "PPSU" if key == "nhis" else "psu"
    data = sample(names[key], strata, psu).rename(columns={"year": wave})
    with pytest.raises(DataError, match="or combine them"):
        Survey(data, preset=key)


def test_years_of_one_file_and_a_column_of_another_thing_are_no_cycles():
    data = sample("WTSSNRPS", "VSTRAT", "VPSU")
    assert len(Survey(data.assign(year=2018), preset="gss")) == N
    many = pd.concat([data.assign(year=np.arange(N) + 60 * k) for k in range(3)])
    assert len(Survey(many, preset="gss")) == 3 * N


@pytest.mark.parametrize(("preset", "year", "other"), [
    ("timss", 2011, "timss_2011"), ("timss_2011", 2019, "timss"),
    ("pirls", 2006, "pirls_2011"), ("pirls_2011", 2021, "pirls"),
])  # fmt: skip
def test_a_year_of_another_jackknife_is_refused_with_its_preset(preset, year, other):
    data = sample("TOTWGT", "JKZONE", "JKREP").assign(year=year)
    with pytest.raises(DataError, match=f"is not for {year}, .* give preset='{other}'"):
        Survey(data, preset=preset)
    assert Survey(data, preset=other).design.df == 2


def test_two_years_of_energy_are_two_samples():
    data = sample("NWEIGHT", "h", "u")
    data[[f"NWEIGHT{k}" for k in range(1, 61)]] = np.outer(data["NWEIGHT"], np.ones(60))
    with pytest.raises(DataError, match="each a sample with replicate weights of its own"):
        Survey(data, preset="recs_2020")
