"""Countries are samples of their own: no replicate and no stratum is shared between them."""

import numpy as np
import pandas as pd
import pytest

from topline import DataError, Survey

N = 48
Y = np.arange(N) * 37 % 23 / 3
G = np.arange(N) % 2
LAND = np.where(np.arange(N) < 30, "AAA", "BBB")


def mean(y, w):
    return (y * w).sum() / w.sum()


def replicated(weight, pattern, replicates, **more):
    generator = np.random.default_rng(11)
    w = generator.uniform(1, 3, N)
    columns = {
        pattern.replace("#", str(r)): w * generator.uniform(0.5, 1.5, N)
        for r in range(1, replicates + 1)
    }
    return pd.DataFrame({"y": Y, "g": G, weight: w, **columns, **more})


@pytest.mark.parametrize(
    ("key", "weight", "pattern", "replicates", "country", "factor"),
    [
        ("pisa", "W_FSTUWT", "W_FSTURWT#", 80, "CNT", 1 / 20),
        ("talis", "TCHWGT", "TRWGT#", 100, "CNTRY", 1 / 25),
    ],
)
def test_replicates_of_two_countries(key, weight, pattern, replicates, country, factor):
    data = replicated(weight, pattern, replicates, **{country: LAND})
    survey = Survey(data, preset=key)
    assert f"2 independent samples, by {country}" in survey.design.words
    by = survey.mean("y", by=country)
    alone = [
        Survey(data[data[country] == land], preset=key).mean("y").table["std_error"].iloc[0]
        for land in ("AAA", "BBB")
    ]
    assert by.table["std_error"].tolist() == pytest.approx(alone)
    assert by.covariance[0, 1] == 0
    error = by.compare().table["std_error"].iloc[0]
    assert error == pytest.approx(np.hypot(*alone))
    # of both together: a replicate of one country has the other's full weights
    w, squares = data[weight].to_numpy(), 0.0
    for land in ("AAA", "BBB"):
        for r in range(1, replicates + 1):
            again = np.where(land == LAND, data[pattern.replace("#", str(r))], w)
            squares += (mean(Y, again) - mean(Y, w)) ** 2
    pooled = survey.mean("y").table["std_error"].iloc[0]
    assert pooled**2 == pytest.approx(factor * squares)
    assert survey.design.df <= replicates


def test_groups_within_a_country_keep_their_covariance():
    data = replicated("W_FSTUWT", "W_FSTURWT#", 80, CNT=LAND)
    both = Survey(data, preset="pisa").mean("y", by=["CNT", "g"])
    one = Survey(data[data["CNT"] == "AAA"], preset="pisa").mean("y", by="g")
    assert both.covariance[:2, :2] == pytest.approx(one.covariance)
    assert not both.covariance[:2, 2:].any()


def test_quantiles_and_shares_of_countries():
    data = replicated("W_FSTUWT", "W_FSTURWT#", 80, CNT=LAND)
    survey, one = Survey(data, preset="pisa"), Survey(data[LAND == "BBB"], preset="pisa")
    for name in ("std_error", "ci_low", "ci_high"):
        found = survey.where("CNT == 'BBB'").proportion("g").table[name]
        assert found.tolist() == pytest.approx(one.proportion("g").table[name].tolist())
    at = survey.quantile("y", 0.5, by="CNT", method="replicate").table["std_error"].iloc[1]
    assert at == pytest.approx(
        one.quantile("y", 0.5, method="replicate").table["std_error"].iloc[0]
    )
    matrix = survey.replicate_weights
    assert matrix.shape == (N, 160)
    assert np.array_equal(matrix[3:40, 70:90], matrix[:][3:40, 70:90])
    assert (matrix[:, 85][:30] == data["W_FSTUWT"][:30]).all()
    assert (matrix[:, 85][30:] == data["W_FSTURWT6"][30:]).all()


def zones(**more):
    data = pd.DataFrame({"y": Y, "TOTWGT": 2 + Y % 3, "JKZONE": np.arange(N) // 6 % 5, **more})
    return data.assign(JKREP=np.arange(N) // 3 % 2)


def of_formula(data, halves, factor):
    """Return the variance of the mean: in each zone the one half twice, the other not at all."""
    w, squares = data["TOTWGT"].to_numpy(), 0.0
    lands = data["IDCNTRY"].to_numpy() if "IDCNTRY" in data else np.full(len(data), "all")
    for land in np.unique(lands):
        here = lands == land
        for zone in data["JKZONE"].unique():
            for half in halves:
                inside = here & (data["JKZONE"] == zone).to_numpy()
                again = np.where(inside, 2 * w * (data["JKREP"].to_numpy() == half), w)
                squares += (mean(data["y"].to_numpy(), again) - mean(data["y"].to_numpy(), w)) ** 2
    return factor * squares


@pytest.mark.parametrize(
    ("key", "halves", "factor"),
    [
        ("timss", (0, 1), 0.5),
        ("pirls", (0, 1), 0.5),
        ("timss_2011", (1,), 1),
        ("pirls_2011", (1,), 1),
    ],
)
@pytest.mark.parametrize("lands", [None, LAND])
def test_zones_by_the_formula(key, halves, factor, lands):
    data = zones() if lands is None else zones(IDCNTRY=lands)
    survey = Survey(data, preset=key)
    found = survey.mean("y").table["std_error"].iloc[0] ** 2
    assert found == pytest.approx(of_formula(data, halves, factor))
    assert survey.design.df == 5
    if lands is not None:
        assert survey.mean("y", by="IDCNTRY").covariance[0, 1] == 0


@pytest.mark.parametrize(
    ("key", "halves", "factor"), [("timss", (0, 1), 0.5), ("pirls_2011", (1,), 1)]
)
def test_a_zone_of_one_half_counts_as_the_formula_says(key, halves, factor):
    data = zones()
    data.loc[data["JKZONE"] == 2, "JKREP"] = 0
    found = Survey(data, preset=key).mean("y").table["std_error"].iloc[0] ** 2
    assert found == pytest.approx(of_formula(data, halves, factor))


def test_halves_are_0_or_1():
    with pytest.raises(DataError, match="clusters column 'JKREP' is not 0 or 1 in 24 rows"):
        Survey(zones().assign(JKREP=zones()["JKREP"] * 2), preset="timss")


def adults(methods, sizes):
    data = replicated("SPFWT0", "SPFWT#", 80, CNTRYID=np.where(LAND == "AAA", 32, 56))
    data["VEMETHODN"] = np.where(LAND == "AAA", *methods)
    data["VENREPS"] = np.where(LAND == "AAA", *sizes)
    data["VEFAYFAC"] = 0.3
    for r in range(sizes[1] + 1, 81):
        data.loc[LAND == "BBB", f"SPFWT{r}"] = np.nan
    return data


@pytest.mark.parametrize(
    ("code", "factor"),
    [(1, 27 / 28), (2, 1.0), (3, 1 / 28), (4, 1 / (28 * 0.7**2))],
)
def test_adults_have_replicates_by_their_countrys_method(code, factor):
    data = adults((2, code), (80, 28))
    by = Survey(data, preset="piaac").mean("y", by="CNTRYID")
    for row, land in enumerate(("AAA", "BBB")):
        own = data[land == LAND]
        w, y = own["SPFWT0"].to_numpy(), own["y"].to_numpy()
        squares = [
            (mean(y, own[f"SPFWT{r}"].to_numpy()) - mean(y, w)) ** 2
            for r in range(1, (80, 28)[row] + 1)
        ]
        expected = (1.0, factor)[row] * sum(squares)
        assert by.table["std_error"].iloc[row] ** 2 == pytest.approx(expected)
    assert by.covariance[0, 1] == 0


def test_adults_of_one_country_and_files_that_do_not_say_how():
    data = adults((1, 1), (80, 80))
    told = data[LAND == "AAA"].drop(columns=["VEMETHODN", "VENREPS", "VEFAYFAC"])
    with pytest.raises(DataError, match="needs a column VEMETHODN or VEMETHOD, which says how"):
        Survey(told, preset="piaac")
    found = Survey(told.assign(VEMETHOD="JK2"), preset="piaac").mean("y").table["std_error"].iloc[0]
    factor = (
        Survey(told.assign(VEMETHOD="JK1"), preset="piaac").mean("y").table["std_error"].iloc[0]
    )
    assert factor / found == pytest.approx(np.sqrt(79 / 80))
    with pytest.raises(DataError, match="no column VEFAYFAC of its factor"):
        Survey(told.assign(VEMETHODN=4), preset="piaac")


@pytest.mark.parametrize(
    ("key", "columns", "country"),
    [
        ("dhs", ("V005", "V022", "V021"), "V000"),
        ("lapop", ("weight1500", "strata", "upm"), "pais"),
        ("ess", ("anweight", "stratum", "psu"), "cntry"),
        ("mics", ("wmweight", "stratum", "HH1"), "country"),
    ],
)
def test_strata_of_two_countries_are_not_one(key, columns, country):
    weight, stratum, psu = columns
    data = pd.DataFrame({"y": Y, weight: 1 + Y, stratum: np.arange(N) // 6 % 3, country: LAND})
    data[psu] = np.arange(N) // 3 % 2
    survey = Survey(data, preset=key)
    h = data[country] + data[stratum].astype(str)
    plain = Survey(data.assign(h=h), weights=weight, strata="h", clusters=psu, nest=True)
    assert survey.design.df == plain.design.df == 6
    assert survey.total("y").table["std_error"].iloc[0] == pytest.approx(
        plain.total("y").table["std_error"].iloc[0]
    )
    assert "2 independent samples" in survey.design.words
