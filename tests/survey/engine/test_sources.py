"""Every estimator on two sources: memory, and plain loops that know the protocol alone."""

from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest

from tests.survey.engine.naive import NaiveSource
from topline import Survey
from topline.loaders.sets.lookup import KnownSets
from topline.survey.engine.memory import MemorySource
from topline.survey.estimators.functions import ESTIMATORS

RNG = np.random.default_rng(20261125)
N = 96
I = np.arange(N)  # noqa: E741
DATA = pd.DataFrame(
    {
        "h": I // 24,
        "u": I // 6,
        "v": I // 2,
        "N": np.array([9, 8, 12, 10])[I // 24],
        "M": 5,
        "w": RNG.integers(0, 9, N) / 4,
        "x": RNG.normal(40, 9, N).round(1),
        "y": RNG.gamma(2, 9, N).round(),
        "g": RNG.choice(["a", "b", "c"], N),
        "k": RNG.integers(1, 3, N),
        "q": pd.Categorical(RNG.choice(["no", "so", "yes"], N), ["no", "so", "yes", "never"]),
        "one": RNG.integers(0, 2, N).astype(float),
        "two": RNG.integers(0, 2, N).astype(float),
    }
)
DATA.loc[::11, "y"] = np.nan
DATA.loc[::13, "q"] = None
DATA.loc[::17, "g"] = None
DATA.loc[::19, ["one", "two"]] = np.nan
DATA.loc[::23, "two"] = np.nan
LONELY = DATA.assign(h=DATA["h"].where(DATA["u"] != 3, 9))
STAGES = {"strata": "h", "clusters": ["u", "v"], "fpc": ["N", "M"]}
PLAIN = Survey(DATA, weights="w", strata="h", clusters="u")
AGAIN = RNG.choice([0, 0.5, 1.5], (N, 12)) * DATA[["w"]].to_numpy()
SURVEYS = {
    "strata": PLAIN,
    "stages": Survey(DATA, weights="w", **STAGES),
    "rows": Survey(DATA),
    **{
        rule: Survey(LONELY, weights="w", strata="h", clusters="u", lonely_psu=rule)
        for rule in ("remove", "adjust", "average")
    },
    "lonely domains": Survey(
        LONELY, weights="w", strata="h", clusters="u", lonely_psu="adjust", lonely_domains=True
    ),
    "jkn": PLAIN.to_replicates("jkn"),
    "bootstrap": PLAIN.to_replicates("bootstrap", replicates=20, rng=3, centre="mean"),
    "given": Survey(
        DATA, weights="w", replicate_weights=AGAIN, replicate_method="custom", scale=0.1
    ),
}
FEW = ("strata", "adjust", "given")


def on_row(row):
    return row["x"] > 35


SETS = {"any": ["one", "two"]}


def both(name):
    """Return a survey and the same one on the naive source."""
    survey = SURVEYS[name]
    return survey, survey._with(source=NaiveSource(survey.data, survey._of.source.codes, SETS))


def part(survey, naive):
    """Return the survey within a subpopulation, which each source is told in its own way."""
    return survey.where(on_row if naive else lambda data: data["x"] > 35)


def same(ours, theirs):
    """Whether two sets of estimates are the same, word for word and number for number."""
    one, other = ours.table, theirs.table
    assert ours.method == theirs.method
    assert one.columns.tolist() == other.columns.tolist()
    for column in one:
        if one[column].dtype.kind == "f":
            np.testing.assert_allclose(one[column], other[column], rtol=1e-12, atol=1e-13)
        else:
            assert one[column].astype(object).equals(other[column].astype(object)), column
    scale = np.nanmax(np.abs(ours.covariance), initial=1e-300)
    np.testing.assert_allclose(ours.covariance, theirs.covariance, rtol=1e-10, atol=1e-12 * scale)


def same_result(ours, theirs):
    """Whether two test results are the same."""
    for field in fields(ours):
        one, other = getattr(ours, field.name), getattr(theirs, field.name)
        if isinstance(one, (str, tuple)):
            assert one == other
        else:
            assert one == pytest.approx(other, rel=1e-10, abs=1e-12, nan_ok=True), field.name


@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("key", ESTIMATORS)
def test_smooth_estimators(name, key):
    variables = ("y", "x")[: ESTIMATORS[key].arity]
    ours, theirs = both(name)
    same(getattr(ours, key)(*variables, by="g"), getattr(theirs, key)(*variables, by="g"))
    ours, theirs = part(ours, False).by("g", "k"), part(theirs, True).by("g", "k")
    same(getattr(ours, key)(*variables), getattr(theirs, key)(*variables))


@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("missing", ["drop", "category"])
def test_shares_and_totals_of_levels(name, missing):
    ours, theirs = both(name)
    same(
        ours.proportion(["q", "k"], by="g", missing=missing),
        theirs.proportion(["q", "k"], by="g", missing=missing),
    )
    ours, theirs = part(ours, False), part(theirs, True)
    same(ours.proportion("q", missing=missing), theirs.proportion("q", missing=missing))
    same(ours.total("q", by="k", missing=missing), theirs.total("q", by="k", missing=missing))


@pytest.mark.parametrize("name", SURVEYS)
def test_shares_of_conditions(name):
    ours, theirs = both(name)
    same(
        ours.proportion({"more": lambda data: data["x"] > 35}, by="g"),
        theirs.proportion({"more": on_row}, by="g"),
    )


def is_one(name):
    """Return whether an answer is 1, and None where there is no answer, row by row."""
    return lambda row: None if pd.isna(row[name]) else row[name] == 1


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("missing", ["drop", "category"])
def test_conditions_that_are_not_known_of_everybody(name, missing):
    ours, theirs = both(name)
    words = {"one": "one == 1", "two": "two == 1"}
    tests = {answer: is_one(answer) for answer in words}
    options = {"by": "g", "missing": missing}
    same(ours.proportion(words, **options), theirs.proportion(tests, **options))
    nets = {"either": ["one", "two"]}
    tables = ours.crosstab(words, "k", nets=nets), theirs.crosstab(tests, "k", nets=nets)
    same(*(table.estimates for table in tables))
    pd.testing.assert_frame_equal(*(table.wide() for table in tables), rtol=1e-12)


@pytest.mark.parametrize("name", FEW)
def test_questions_with_several_answers(name):
    ours, theirs = both(name)
    known = KnownSets(Survey(DATA, sets=SETS).sets)
    columns = replace(ours._of.source.columns, known_sets=known)
    ours = ours._with(source=MemorySource(columns, ours._of.source.codes))
    same(ours.proportion("any", by="g"), theirs.proportion("any", by="g"))
    same(ours.total("any"), theirs.total("any"))
    for percent in ("column", "row", "total"):
        tables = [each.crosstab("q", ["any", "k"], percent=percent) for each in (ours, theirs)]
        same(*(table.estimates for table in tables))
        pd.testing.assert_frame_equal(*(table.wide() for table in tables), rtol=1e-12)
        same(*(each.crosstab("any", "g", percent=percent).estimates for each in (ours, theirs)))


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("effect", [True, "replace", "kish"])
def test_design_effects(name, effect):
    ours, theirs = both(name)
    same(
        ours.mean(["x", "y"], by="k", design_effect=effect),
        theirs.mean(["x", "y"], by="k", design_effect=effect),
    )
    same(ours.total("y", design_effect=effect), theirs.total("y", design_effect=effect))
    same(
        ours.proportion("q", by="k", design_effect=effect),
        theirs.proportion("q", by="k", design_effect=effect),
    )


@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("rule", ["math", "hf7"])
def test_quantiles(name, rule):
    methods = ["woodruff", "replicate"] if SURVEYS[name].replicate_weights is not None else []
    for method in methods or ["woodruff"]:
        ours, theirs = both(name)
        asked = {"q": [0.2, 0.9, 0.5], "rule": rule, "method": method}
        same(
            ours.quantile(["y", "x"], by="g", **asked), theirs.quantile(["y", "x"], by="g", **asked)
        )
        ours, theirs = part(ours, False), part(theirs, True)
        same(
            ours.median("y", rule=rule, method=method), theirs.median("y", rule=rule, method=method)
        )


@pytest.mark.parametrize("name", ["strata", "stages", "remove", "given"])
@pytest.mark.parametrize("percent", ["column", "row", "total"])
@pytest.mark.parametrize(
    ("rows", "nets"),
    [("q", {"any": ["so", "yes"]}), (["one", "two"], {"either": ["one", "two"]})],
    ids=["categories", "several answers"],
)
def test_crosstabs(name, percent, rows, nets):
    ours, theirs = (
        survey.crosstab(rows, ["g", "k"], percent=percent, nets=nets, minimum_base=5)
        for survey in both(name)
    )
    same(ours.estimates, theirs.estimates)
    assert ours.table["letters"].equals(theirs.table["letters"])
    pd.testing.assert_frame_equal(ours.wide(), theirs.wide(), rtol=1e-12)
    ours, theirs = both(name)
    ours, theirs = (survey.crosstab("q", "g", by="k") for survey in (ours, theirs))
    same(ours.estimates, theirs.estimates)
    pd.testing.assert_frame_equal(ours.tests(), theirs.tests(), rtol=1e-9)


@pytest.mark.parametrize("name", SURVEYS)
def test_tests(name):
    whole = both(name)
    for ours, theirs in (whole, (part(whole[0], False), part(whole[1], True))):
        for statistic in ("F", "Chisq", "Wald", "adjWald"):
            same_result(*(s.chi_square("q", "g", method=statistic) for s in (ours, theirs)))
        same_result(*(s.t_test("y", by="k") for s in (ours, theirs)))
        same_result(*(s.t_test("y", paired="x", value=3) for s in (ours, theirs)))
        for test in ("wilcoxon", "van_der_waerden"):
            same_result(*(s.rank_test("y", "k", method=test) for s in (ours, theirs)))
        same_result(*(s.rank_test("x", "g", method="kruskal_wallis") for s in (ours, theirs)))


def test_missing_answers_are_refused_alike():
    for survey in both("strata"):
        with pytest.raises(ValueError, match="no answer in 9 rows"):
            survey.mean("y", missing="fail")
        with pytest.raises(ValueError, match="have no answer or no group"):
            survey.t_test("y", by="k", missing="fail")
