"""Plausible values and implicates that presets know, by the formulas of each survey's manual."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, Survey

N = 48


def scores(generator, names):
    """Return plausible values about one ability of each row, rounded as files round them."""
    ability = generator.normal(500, 90, N)
    return {name: np.round(ability + generator.normal(0, 40, N), 4) for name in names}


def pisa(generator):
    full = generator.uniform(5, 20, N)
    again = {f"W_FSTURWT{r}": full * generator.choice([0.5, 1.5], N) for r in range(1, 81)}
    values = scores(generator, [f"PV{k}{of}" for k in range(1, 11) for of in ("MATH", "READ")])
    data = pd.DataFrame({"CNT": "AUT", "W_FSTUWT": full, **again, **values, "PV1SCIE": 1.0})
    weights = [data[name] for name in again]
    return data, "PVMATH", [f"PV{k}MATH" for k in range(1, 11)], full, weights, 1 / 20


def piaac(generator):
    full = generator.uniform(5, 20, N)
    again = {f"SPFWT{r}": full * generator.uniform(0.8, 1.2, N) for r in range(1, 81)}
    values = scores(generator, [f"PVLIT{k}" for k in range(1, 11)])
    data = pd.DataFrame({"CNTRYID": 40, "SPFWT0": full, **again, **values})
    data = data.assign(VEMETHODN=1, VENREPS=80, VEFAYFAC=np.nan)
    return data, "PVLIT", list(values), full, [data[name] for name in again], 79 / 80


def naep(generator):
    full = generator.uniform(0.1, 6, N)
    again = {f"SRWT{r:02d}": full * generator.choice([0, 1, 2], N) for r in range(1, 63)}
    values = scores(generator, [f"MRP{of}{k}" for k in range(1, 6) for of in ("CM", "S1", "S2")])
    data = pd.DataFrame({"YEAR": 36, "ORIGWT": full, **again, **values})
    weights = [data[name] for name in again]
    return data, "MRPCM", [f"MRPCM{k}" for k in range(1, 6)], full, weights, 1


def iea(generator, name, halves):
    """Return a file of zones; `halves` are those that are doubled in turn, 1/len each."""
    full = generator.uniform(5, 20, N)
    values = scores(generator, [f"{name}{k:02d}" for k in range(1, 6)])
    data = pd.DataFrame({"IDCNTRY": 40, "TOTWGT": full, "JKZONE": np.arange(N) // 6, **values})
    data = data.assign(JKREP=np.arange(N) // 3 % 2, ASBG01=generator.choice([1, 2], N))
    weights = [
        np.where(data["JKZONE"] == zone, 2 * full * (data["JKREP"] == half), full)
        for zone in range(8)
        for half in halves
    ]
    return data, name, list(values), full, weights, 1 / len(halves)


FILES = {
    "pisa": pisa,
    "piaac": piaac,
    "naep": naep,
    "timss": lambda generator: iea(generator, "BSMMAT", (0, 1)),
    "timss_2011": lambda generator: iea(generator, "asssci", (1,)),
    "pirls": lambda generator: iea(generator, "ASRREA", (0, 1)),
    "pirls_2011": lambda generator: iea(generator, "ASRINF", (1,)),
}


@pytest.mark.parametrize("key", FILES)
def test_the_full_method_and_the_shortcut_of_the_manuals(key):
    data, name, columns, full, weights, factor = FILES[key](np.random.default_rng(7))
    y = data[columns].to_numpy()
    each = full @ y / full.sum()
    again = np.array([w @ y / w.sum() for w in weights])
    sampling = factor * ((again - each) ** 2).sum(axis=0)
    between = (1 + 1 / len(columns)) * np.var(each, ddof=1)
    survey = Survey(data, preset=key)
    for way, of_sample in (("all", sampling.mean()), ("first", sampling[0])):
        found = survey.plausible_values(sampling_variance=way).mean(name).table.iloc[0]
        assert found["estimate"] == pytest.approx(each.mean(), rel=1e-12)
        assert found["std_error"] ** 2 == pytest.approx(of_sample + between, rel=1e-10)
    spelled = survey.plausible_values({name: columns}).mean(name).table
    pd.testing.assert_frame_equal(survey.plausible_values([name]).mean(name).table, spelled)


def test_a_preset_knows_its_values_from_a_file_on(tmp_path):
    data = pisa(np.random.default_rng(2))[0].assign(girl=np.arange(N) % 2)
    data.to_csv(tmp_path / "students.csv", index=False)
    survey = Survey.read(tmp_path / "students.csv", preset="pisa").where("girl == 1")
    found = survey.plausible_values().mean(["PVMATH", "PVREAD"])
    spelled = {"m": [f"PV{k}MATH" for k in range(1, 11)]}
    own = Survey(data, preset="pisa").where("girl == 1").plausible_values(spelled).mean("m")
    assert found.table["estimate"].iloc[0] == pytest.approx(own.table["estimate"].iloc[0])
    with pytest.raises(ArgumentError, match="did you mean 'PVMATH'"):
        survey.plausible_values(["PVMAHT"])
    with pytest.raises(ArgumentError, match="no preset of the survey knows plausible values"):
        Survey(data, weights="W_FSTUWT").plausible_values()
    # one of its values is lacking
    with pytest.raises(ArgumentError, match="'PVREAD', of which"):
        Survey(data.drop(columns="PV3READ"), preset="pisa").plausible_values(["PVREAD"])


def implicates(seed):
    """Return the five implicates of a Survey of Consumer Finances, a frame each."""
    generator = np.random.default_rng(seed)
    households = np.arange(1, N + 1)
    weights = {"X42001": generator.uniform(10, 40, N)}
    weights |= {f"WT1B{r}": generator.uniform(10, 40, N) for r in range(1, 1000)}
    weights |= {f"MM{r}": generator.integers(0, 3, N) for r in range(1, 1000)}
    return [
        pd.DataFrame({"Y1": households * 10 + k, "worth": generator.lognormal(3, 1, N), **weights})
        for k in range(1, 6)
    ]


@pytest.mark.parametrize("way", ["all", "first"])
def test_the_finances_by_the_formula_of_their_codebook(way):
    """The shortcut has the variance of the first implicate's 999 replicates, and 6/5 of B."""
    frames = implicates(8)
    columns = range(1, 1000)
    sampling, each = [], []
    for one in frames:
        worth = one["worth"].to_numpy()
        again = [np.average(worth, weights=one[f"WT1B{r}"] * one[f"MM{r}"]) for r in columns]
        sampling.append(np.var(again, ddof=1))
        each.append(np.average(worth, weights=one["X42001"]))
    of_sample = sampling[0] if way == "first" else np.mean(sampling)
    pooled = Survey.from_imputations(pd.concat(frames), preset="scf", sampling_variance=way)
    found = pooled.mean("worth").table.iloc[0]
    assert found["estimate"] == pytest.approx(np.mean(each), rel=1e-12)
    total = of_sample + 6 / 5 * np.var(each, ddof=1)
    assert found["std_error"] ** 2 == pytest.approx(total, rel=1e-10)


def test_implicates_below_each_other_are_versions_of_the_same_rows():
    frames = implicates(3)
    whole = pd.concat(frames).sample(frac=1, random_state=4)
    found = Survey.from_imputations(whole, preset="scf").mean("worth").table
    listed = Survey.from_imputations(frames, preset="scf").mean("worth").table
    pd.testing.assert_frame_equal(found, listed)
    with pytest.raises(DataError, match="not of the same rows as the first"):
        Survey.from_imputations(whole.iloc[1:], preset="scf")
    with pytest.raises(DataError, match="tells implicates by Y1"):
        Survey.from_imputations(whole.drop(columns="Y1"), preset="scf")
    with pytest.raises(DataError, match="5 implicates of each row, by the last digit of Y1"):
        Survey(whole, preset="scf")


def test_all_implicates_of_a_household_are_no_survey_of_five_times_as_many():
    generator = np.random.default_rng(5)
    household = np.repeat(np.arange(1, N + 1), 5)
    data = pd.DataFrame({"YY1": household, "Y1": household * 10 + np.tile(range(1, 6), N)})
    data = data.assign(
        WGT=np.repeat(generator.uniform(1, 9, N), 5), worth=generator.normal(size=5 * N)
    )
    with pytest.raises(DataError, match="every row would count 5 times; pool them"):
        Survey(data, weights="WGT")
    # the remedy of the message, and one implicate
    versions = [one for _, one in data.groupby(data["Y1"] % 10)]
    pooled = Survey.from_imputations(versions, weights="WGT").mean("worth").table.iloc[0]
    assert pooled["estimate"] == pytest.approx(np.average(data["worth"], weights=data["WGT"]))
    assert Survey(versions[0], weights="WGT").mean("worth").table["n"].iloc[0] == N
    # columns of these names that say something else
    assert Survey(data.assign(YY1=1), weights="WGT").mean("worth").table["n"].iloc[0] == 5 * N
