"""What is peculiar to single surveys' files, and what they leave out."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import DataError, Survey
from topline.survey.checks.likely import likely_design
from topline.survey.design.presets.table import PRESETS

pytestmark = pytest.mark.quick

N = 24
Y = np.arange(N) * 37 % 23 / 3


def sample(weight, stratum, psu, **more):
    data = pd.DataFrame({"y": Y, weight: 1 + Y, stratum: np.arange(N) // 6})
    return data.assign(**{psu: np.arange(N) // 2 % 3, **more})


def test_weights_in_millionths():
    data = sample("V005", "V022", "V021").assign(V005=(1 + Y) * 1e6)
    survey = Survey(data, preset="dhs")
    assert survey.weights == pytest.approx(1 + Y)
    divided = Survey(data.assign(V005=1 + Y), preset="dhs")
    assert survey.total("y").table["std_error"].tolist() == pytest.approx(
        divided.total("y").table["std_error"].tolist()
    )
    # weights of the user's own are as they are
    assert Survey(data.assign(w=2e6), preset="dhs", weights="w").weights[0] == 2e6


def test_strata_that_do_not_vary_are_none():
    data = sample("V005", "V023", "V021", V022=1)
    assert Survey(data, preset="dhs").design.columns.strata == ("V023",)
    assert Survey(data.assign(V023=1), preset="dhs").design.columns.strata == ("V022",)


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("dhs", sample("V005", "V022", "V021", MV005=1.0)),
        ("mics", sample("wmweight", "stratum", "HH1", hhweight=1.0)),
        ("hrs", sample("R14WTRESP", "RAESTRAT", "RAEHSAMP", R15WTRESP=1.0)),
        ("meps", sample("PERWT21F", "VARSTR", "VARPSU", PERWT22F=1.0)),
        ("ncvs", sample("WGTPERCY", "V2117", "V2118", WGTHHCY=1.0)),
    ],
)
def test_which_of_several_weights_is_meant_is_asked(key, data):
    first = data.columns[1]
    with pytest.raises(
        DataError,
        match=rf"preset '{key}' .*the data have 2 weights, .*each for other respondents; give the "
        "one that is meant, as weights='",
    ):
        Survey(data, preset=key)
    assert Survey(data, preset=key, weights=first).weights[1] == data[first][1]


def test_a_missing_replicate_weight_is_of_a_row_outside_the_half_sample():
    generator = np.random.default_rng(4)
    w = generator.uniform(2, 5, N)
    half = generator.integers(0, 2, (N, 44)) * 2.0 * w[:, None]
    columns = {f"WTREP{r + 1:02d}": np.where(half[:, r] > 0, half[:, r], np.nan) for r in range(44)}
    data = pd.DataFrame({"y": Y, "FINLWT21": w, **columns})
    squares = ((half * Y[:, None]).sum(axis=0) - (w * Y).sum()) ** 2
    found = Survey(data, preset="ce").total("y").table["std_error"].iloc[0] ** 2
    assert found == pytest.approx(squares.mean())


def test_households_are_clusters_where_no_unit_is_given():
    data = pd.DataFrame(
        {"y": Y, "RB050": 1 + Y, "RX030": np.arange(N) // 2, "RB020": "AT", "DB060": np.nan}
    )
    survey = Survey(data, preset="eu_silc")
    assert survey.design.columns.clusters == ("RX030",)
    assert survey.design.df == 11
    assert "strata (DB050) are not in the users' file" in survey.design.words
    units = data.assign(DB060=np.arange(N) // 4, RB020=np.where(np.arange(N) < 12, "AT", "BE"))
    survey = Survey(units, preset="eu_silc")
    assert survey.design.columns.clusters == ("DB060",)
    assert survey.design.df == 4


@pytest.mark.parametrize(
    ("key", "weight", "country"),
    [
        ("afrobarometer", "withinwt_hh", "COUNTRY"),
        ("afrobarometer", "Withinwt", "COUNTRY"),
        ("wvs", "W_WEIGHT", "B_COUNTRY"),
        ("wvs", "S017", "S003"),
        ("eurobarometer", "w1", "isocntry"),
    ],
)
def test_files_without_clusters_say_so(key, weight, country):
    data = pd.DataFrame({"y": Y, weight: 1 + Y, country: np.where(np.arange(N) < 9, "A", "B")})
    survey = Survey(data, preset=key)
    assert survey.design.words.endswith(
        "standard errors are those of unequal weights alone, and too small"
    )
    plain = Survey(data, weights=weight, strata=country)
    assert (
        survey.mean("y").table["std_error"].tolist() == plain.mean("y").table["std_error"].tolist()
    )
    assert likely_design(list(data)) == {"preset": key}


@in_one_test(
    ("names", "key"),
    [
        (("V005", "V022", "V021"), "dhs"),
        (("WMWEIGHT", "stratum", "PSU"), "mics"),
        (("PERWT22F", "VARSTR", "VARPSU"), "meps"),
        (("weight1500", "strata", "upm", "pais"), "lapop"),
        (("weight", "stratum", "psu", "qn8"), "yrbs"),
        (("RAKEDW0", *(f"RAKEDW{r}" for r in range(1, 81))), "chis"),
        (("FINLWT21", *(f"WTREP{r:02d}" for r in range(1, 45))), "ce"),
    ],
)
def test_files_are_known_by_their_columns(names, key):
    assert likely_design(["y", *names]) == {"preset": key}


@pytest.mark.parametrize(
    "names", [("weight", "stratum", "psu"), ("wt", "estratopri", "upm"), ("w1", "country")]
)
def test_columns_that_anybody_has_are_of_no_survey(names):
    assert "preset" not in likely_design(["y", *names])


def test_every_row_of_the_table_is_whole():
    for row in PRESETS.values():
        assert ("replicate_weights" in row.arguments) == (row.replicates is not None), row.key
        assert not row.lacks or row.samples
        assert row.arguments["weights"]
