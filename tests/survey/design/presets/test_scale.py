"""Replicate weights that are not to the scale of the full weights: refused, with what mends it."""

import numpy as np
import pandas as pd
import pytest

from topline import DataError, Survey
from topline.survey.design.presets.table import PRESETS
from topline.survey.design.replicate_scale import decimals_of, scale_of

pytestmark = pytest.mark.quick

N = 30


def cps(**changes):
    generator = np.random.default_rng(7)
    w = generator.uniform(500, 3000, N)
    columns = {f"PWWGT{r}": w * generator.uniform(0.5, 1.5, N) for r in range(1, 161)}
    return pd.DataFrame({"y": np.arange(N) % 7, "MARSUPWT": w, **columns}).assign(**changes)


def names(data):
    return [name for name in data if name.startswith("PWWGT")]


@pytest.mark.usual
def test_replicates_in_hundredths_are_refused_and_the_remedy_is_right():
    data = cps()
    right = Survey(data, preset="cps").total("y").table
    wrong = data.assign(**{name: data[name] * 100 for name in names(data)})
    with pytest.raises(
        DataError,
        match=r"preset 'cps': the replicate weights total [\d.]+ times the full weights MARSUPWT "
        "on average; .*have 2 more implied decimals than the full weights: divide them by 100$",
    ):
        Survey(wrong, preset="cps")
    mended = wrong.assign(**{name: wrong[name] / 100 for name in names(wrong)})
    assert Survey(mended, preset="cps").total("y").table["std_error"].tolist() == pytest.approx(
        right["std_error"].tolist()
    )


def test_two_files_versions_of_one_weight_agree():
    data = cps()
    both = data.assign(PWWGT0=data["MARSUPWT"])
    assert Survey(both, preset="cps").weights[0] == data["MARSUPWT"][0]
    hundred = both.assign(**{name: both[name] * 100 for name in names(both)})
    with pytest.raises(
        DataError,
        match="PWWGT0 totals 100 times MARSUPWT, and both are the full weight of every row; the "
        "file of replicate weights has 2 implied decimals: divide PWWGT0 and PWWGT1 to PWWGT160 "
        "by 100",
    ):
        Survey(hundred, preset="cps")
    with pytest.raises(DataError, match="MARSUPWT has 2 implied decimals: divide it by 100"):
        Survey(both.assign(MARSUPWT=both["MARSUPWT"] * 100), preset="cps")
    with pytest.raises(DataError, match="merge the file of replicate weights again"):
        Survey(both.assign(PWWGT0=both["PWWGT0"] * 1.3), preset="cps")


@pytest.mark.usual
@pytest.mark.parametrize(
    "key",
    [
        key
        for key, row in PRESETS.items()
        if row.replicates and row.times is None and not row.methods
    ],
)
def test_every_preset_with_replicates_checks_their_scale(key):
    row = PRESETS[key]
    weights, columns = row.arguments["weights"], row.arguments["replicate_weights"]
    weight = weights if isinstance(weights, str) else weights[-1]
    pattern = columns if isinstance(columns, str) else columns[0]
    w = np.linspace(10, 40, N)
    replicates = {pattern.replace("#", str(r)): 10_000 * w for r in range(1, row.replicates + 1)}
    with pytest.raises(DataError, match=rf"preset '{key}'.*divide them by 10,000"):
        Survey(pd.DataFrame({"y": w, weight: w, **replicates}), preset=key)


@pytest.mark.parametrize(
    ("ratio", "remedy"),
    [
        (1.0, ""),
        (1.05, "check that the weights belong together"),
        (100.0, "divide them by 100"),
        (1e-4, "the full weights have 4 more implied decimals"),
        (3.3, "give weights= the full weights that these are replicates of"),
    ],
)
def test_what_mends_a_scale(ratio, remedy):
    w = np.linspace(10, 40, N)
    found = scale_of(ratio * np.column_stack([w * 0.9, w * 1.1]), w)
    assert found.ratio == pytest.approx(ratio)
    assert remedy in found.remedy
    assert bool(found.remedy) == bool(remedy)
    assert found.is_far == (not 0.5 < ratio < 2)


def test_a_check_of_any_replicates_says_what_mends_them():
    data = cps()
    wrong = data.assign(**{name: data[name] / 100 for name in names(data)})
    survey = Survey(
        wrong, weights="MARSUPWT", replicate_weights="PWWGT", replicate_method="sdr", df=20
    )
    row = survey.check().set_index("check").loc["replicate totals"]
    assert row["severity"] == "problem"
    assert row["remedy"] == (
        "the full weights have 2 more implied decimals than the replicate weights: divide them by "
        "100"
    )


def test_factors_of_the_full_weight():
    w = np.linspace(10, 40, N)
    factors = np.column_stack([np.arange(N) % 2 * 2.0, 2 - np.arange(N) % 2 * 2.0])
    assert "combined=False" in scale_of(factors, w).remedy
    assert [decimals_of(x) for x in (100.1, 0.0001, 3.0, 1.0, 0.0)] == [2, -4, 0, 0, 0]
