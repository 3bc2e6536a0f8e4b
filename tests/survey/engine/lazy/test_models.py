"""Models of rows that an engine holds: coefficients, errors and tests are memory's."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.survey.engine.lazy.engines import (
    DESIGN,
    ENGINES,
    FAST,
    REPLICATED,
    installed,
    rows,
    same,
)
from topline import ArgumentError, DataError, Survey

MODELS = {
    "x ~ g * age + k": {},
    "y ~ 0 + g + I(age > 40)": {"where": "k < 3"},
    "yes ~ C(g, 'b') * k + age": {"family": "binomial", "exponentiate": True, "df": "design"},
    "q == 'Agree' ~ g + x": {"family": "quasibinomial"},
    "n ~ C(k) + g:x": {"family": "poisson"},
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("engines") / "rows.parquet"
    rows().to_parquet(place)
    return place


@cache
def fitted(engine, path, formula):
    """Return a model of rows in memory, and of the same rows where an engine holds them."""
    memory = Survey(pd.read_parquet(path), **DESIGN)
    lazy = Survey(ENGINES[engine](path), **DESIGN)
    return [of.glm(formula, **MODELS[formula]) for of in (memory, lazy)]


@pytest.mark.parametrize(
    "engine",
    [pytest.param(name, marks=[] if name in FAST else [pytest.mark.long]) for name in ENGINES],
)
def test_models(engine, path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    for formula in MODELS:
        ours, theirs = fitted(engine, path, formula)
        same(ours.table, theirs.table)
        np.testing.assert_allclose(theirs.covariance, ours.covariance, rtol=1e-9)
        assert ours.sentences == theirs.sentences
        assert ours.df == theirs.df
        term = next(name for name in ours._fitted.rows.coded.terms if name != "1")
        assert theirs.test(term).p_value == pytest.approx(ours.test(term).p_value, rel=1e-9)
        ratio, same_ratio = (one.test(term, method="rao-scott-lrt") for one in (theirs, ours))
        assert ratio.statistic == pytest.approx(same_ratio.statistic, rel=1e-7)
        assert ratio.p_value == pytest.approx(same_ratio.p_value, rel=1e-7)


AVERAGED = (
    ("x ~ g * age + k", "g", "age"),
    ("y ~ 0 + g + I(age > 40)", "g", None),
    ("yes ~ C(g, 'b') * k + age", "g", "age"),
    ("n ~ C(k) + g:x", "k", "x"),
)


@pytest.mark.parametrize("engine", FAST)
def test_averages_of_predictions(engine, path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    for formula, factor, number in AVERAGED:
        ours, theirs = fitted(engine, path, formula)
        same(ours.predictions(averaging="sampled"), theirs.predictions(averaging="sampled"))
        same(ours.predictions(factor), theirs.predictions(factor))
        asked = [one.contrasts(factor, averaging="sampled") for one in (ours, theirs)]
        same(*asked)
        if number:
            at = [0.5, 2.0]
            same(ours.predictions(number, at=at), theirs.predictions(number, at=at))
            slopes = [one.margins(number).table for one in (ours, theirs)]
            for name in ("estimate", "std_error"):
                np.testing.assert_allclose(slopes[1][name], slopes[0][name], rtol=1e-6, atol=1e-9)
        else:
            with pytest.raises(ArgumentError, match="is worked out on rows"):
                theirs.predictions("age", at=[30])


def test_averages_that_cannot_be(path):
    fitted = Survey(path, **DESIGN).glm("x ~ g + age")
    for call, words in (
        (lambda: fitted.predictions("g", at=["nobody"]), "has no level 'nobody'"),
        (lambda: fitted.predictions("age"), "is a number; give the values"),
        (lambda: fitted.predictions("k"), "no predictor of the model"),
        (lambda: fitted.support("g"), "looks at every row"),
    ):
        with pytest.raises(ArgumentError, match=words):
            call()


def test_what_needs_rows_says_so(path):
    survey = Survey(path, **DESIGN)
    fitted = survey.glm("x ~ g")
    for call, words in (
        (lambda: fitted.fit, "looks at every row of the model"),
        (lambda: survey.glm("x ~ log(age)"), r"log\(age\) is worked out on rows"),
        (lambda: survey.glm("x ~ bs(age, df=4)"), "is worked out on rows"),
        (lambda: survey.glm("x ~ g", family="gamma"), "with its own link"),
        (lambda: Survey(path, **REPLICATED).glm("x ~ g"), "under each replicate weight"),
        (lambda: Survey(path, weights="w").glm("x ~ g"), "each row is a sampled unit"),
        (lambda: survey.glm("q ~ g"), "has 4 answers"),
        (lambda: survey.glm("age ~ g", family="binomial"), "outcomes go from"),
        (lambda: survey.glm("yes ~ I(yes)", family="binomial"), "seem to tell outcomes apart"),
    ):
        with pytest.raises(ArgumentError, match=words):
            call()
    with pytest.raises(DataError, match="lack an answer"):
        survey.glm("y ~ g", missing="fail")


@pytest.mark.parametrize("formula", ["y ~ g", "y ~ C(g, 'one')", "y ~ 0 + g", "y ~ g * I(x > 0)"])
@pytest.mark.parametrize("engine", FAST)
def test_levels_of_which_nothing_is_known(engine, formula, tmp_path):
    """Of one respondent, of one cluster, and of answers that are all the same."""
    rng = np.random.default_rng(3)
    names = ["usual"] * 40 + ["one"] + ["cluster"] * 5 + ["alike"] * 5
    y = np.r_[rng.normal(10, 2, 46), np.full(5, 5.0)]
    c = np.r_[np.arange(41) // 2, np.full(5, 100), np.arange(5) + 200]
    data = pd.DataFrame({"g": names, "y": y, "c": c, "x": rng.normal(0, 1, 51)})
    data["w"] = rng.uniform(1, 3, 51)
    data.to_parquet(tmp_path / "rows.parquet")
    design = {"clusters": "c", "weights": "w"}
    ours = Survey(data, **design).glm(formula)
    theirs = Survey(ENGINES[engine](tmp_path / "rows.parquet"), **design).glm(formula)
    assert ours.table.table["std_error"].isna().any()
    same(ours.table, theirs.table)
    with pytest.raises(DataError, match="rests on respondents of one sampled unit"):
        theirs.test(next(name for name in theirs._fitted.rows.coded.terms if name != "1"))
