"""One version, or versions that are the same, are one survey, whatever it is asked for."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, ImputedSurvey, Survey

DESIGN = {"weights": "w", "strata": "stratum", "clusters": "psu"}


def made(seed: int, rows: int = 120) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "w": rng.uniform(1, 3, rows),
            "stratum": np.repeat(np.arange(4), rows // 4),
            "psu": np.repeat(np.arange(24), rows // 24),
            "sex": rng.choice(["f", "m"], rows),
            "age": rng.integers(18, 80, rows).astype(float),
            "q": rng.choice(["a", "b", "c"], rows),
            "again": rng.choice(["a", "b", "c"], rows),
            "event": rng.integers(0, 2, rows),
            "time": rng.exponential(5, rows).round(1) + 0.1,
            "income": rng.lognormal(3, 0.5, rows),
        }
    )


ASKED = {
    "mean": lambda of: of.mean("income", by="sex", design_effect=True),
    "total": lambda of: of.total("income"),
    "count": lambda of: of.count(by="q"),
    "ratio": lambda of: of.ratio("income", "age"),
    "proportion": lambda of: of.proportion("q", by="sex", design_effect=True),
    "quantile": lambda of: of.quantile("income", [0.25, 0.5]),
    "median": lambda of: of.median("income", by="sex"),
    "variance": lambda of: of.variance("income"),
    "standard_deviation": lambda of: of.standard_deviation("income"),
    "covariance": lambda of: of.covariance("income", "age"),
    "correlation": lambda of: of.correlation("income", "age"),
    "gini": lambda of: of.gini("income", by="sex"),
    "share_ratio": lambda of: of.share_ratio("income"),
    "theil": lambda of: of.theil("income"),
    "atkinson": lambda of: of.atkinson("income"),
    "lorenz": lambda of: of.lorenz("income"),
    "poverty_line": lambda of: of.poverty_line("income"),
    "poverty_rate": lambda of: of.poverty_rate("income", by="sex"),
    "poverty_gap": lambda of: of.poverty_gap("income"),
    "rate": lambda of: of.rate("event", "time"),
    "kappa": lambda of: of.kappa("q", "again"),
    "cronbach_alpha": lambda of: of.cronbach_alpha(["income", "age"]),
    "odds_ratio": lambda of: of.odds_ratio("sex", "event", within="q"),
    "flows": lambda of: of.flows("q", "again"),
    "net_change": lambda of: of.net_change("q", "again"),
    "linear": lambda of: of.linear("income ~ sex + age"),
    "logistic": lambda of: of.logistic("event ~ sex + q", exponentiate=True),
    "poisson": lambda of: of.poisson("event ~ q"),
    "ordinal": lambda of: of.ordinal("q ~ age"),
    "multinomial": lambda of: of.multinomial("q ~ age"),
    "cox": lambda of: of.cox("time, event ~ sex", exponentiate=True),
    "survival_regression": lambda of: of.survival_regression("time, event ~ sex"),
    "loglinear": lambda of: of.loglinear("~ q * sex"),
    "margins": lambda of: of.logistic("event ~ sex + age").margins(),
    "predictions": lambda of: of.ordinal("q ~ age").predictions("age", at=[30, 60]),
    "a term": lambda of: of.logistic("event ~ sex + q").test("q"),
    "terms left out": lambda of: of.linear("income ~ sex + q").compare(
        of.linear("income ~ sex"), method="wald"
    ),
    "terms of a table": lambda of: of.loglinear("~ q * sex").test("q:sex", method="Chisq"),
    "by": lambda of: of.by("sex").mean("income"),
    "where": lambda of: of.where("age > 30").proportion("q"),
    "kaplan_meier": lambda of: of.kaplan_meier("time, event ~ sex"),
    "kaplan_meier of all": lambda of: of.kaplan_meier("time, event ~ 1", times=[1, 5, 9]),
    "t_test": lambda of: of.t_test("income", value=20),
    "t_test of two": lambda of: of.t_test("income", by="sex", alternative="less"),
    "t_test of three": lambda of: of.t_test("income", by="q"),
    "t_test of pairs": lambda of: of.t_test("income", paired="age"),
    "t_test by the design": lambda of: of.t_test("income", by="q", df="design"),
    "rank_test": lambda of: of.rank_test("income", "sex"),
    "rank_test of three": lambda of: of.rank_test("income", "q", method="kruskal_wallis"),
    "log_rank_test": lambda of: of.log_rank_test("time, event ~ q", rho=1),
    **{
        f"chi_square {method}": lambda of, method=method: of.chi_square("q", "sex", method=method)
        for method in ("F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint")
    },
    **{
        f"goodness_of_fit {method}": lambda of, method=method: of.goodness_of_fit(
            "q", {"a": 1, "b": 1, "c": 1.2}, method=method
        )
        for method in ("F", "Chisq", "lincom", "saddlepoint")
    },
    "crosstab": lambda of: of.crosstab("q", ["sex", "again"], nets={"ab": ["a", "b"]}, ranks=True),
    "crosstab of numbers": lambda of: of.crosstab(
        "income", "sex", statistics=["mean", "median", "standard_error"], shares=False
    ),
    "row percents": lambda of: of.crosstab("q", "sex", percent="row"),
    "total percents": lambda of: of.crosstab("q", "sex", percent="total"),
    "people": lambda of: of.crosstab("q", "sex", percent="people", bases=["n", "n_effective"]),
    "respondents": lambda of: of.crosstab("q", "sex", percent="respondents", hide_below=22),
    "against the rest": lambda of: of.crosstab("q", "again", compare="rest", minimum_base=1),
    "within groups": lambda of: of.crosstab("q", "sex", by="again", minimum_base=1),
}
STATISTICS = (
    *("estimate", "std_error", "ci_low", "ci_high", "df", "n", "n_effective", "deff", "statistic"),
    *("p_value", "n_weighted", "cv"),
)


def numbers(found):
    """Return what a result has by name, as tables and tests have it."""
    if hasattr(found, "estimates"):
        table = found.estimates.table
    else:
        table = getattr(found, "table", None)
        table = getattr(table, "table", table)
    if table is None:
        names = ("statistic", "df", "df2", "p_value", "estimate", "std_error", "ci_low", "n")
        return {name: getattr(found, name) for name in names}, [found.notes]
    return {name: table[name] for name in STATISTICS if name in table}, table["reasons"].tolist()


@in_one_test("name", ASKED)
def test_versions_that_are_the_same_are_one_survey(name):
    frame = made(1)
    one = Survey(frame, **DESIGN)
    for replicated in (False, True):
        for m in (1, 3):
            of = Survey.from_imputations([frame] * m, **DESIGN)
            single = one
            if replicated:
                single, of = (each.to_replicates("jkn") for each in (one, Jackknifed(of)))
            alone, pooled = (ASKED[name](each) for each in (single, of))
            (wanted, told), (found, said) = numbers(alone), numbers(pooled)
            for key, values in found.items():
                np.testing.assert_allclose(
                    np.asarray(values, dtype=float),
                    np.asarray(wanted[key], dtype=float),
                    rtol=1e-8,
                    err_msg=f"{name}: {key}",
                )
            assert said == told
            if hasattr(alone, "letters"):
                pd.testing.assert_frame_equal(pooled.letters, alone.letters)
                pd.testing.assert_frame_equal(pooled.wide(), alone.wide())


class Jackknifed:
    """Versions that are changed as a survey is."""

    def __init__(self, of: ImputedSurvey) -> None:
        self.of = of

    def to_replicates(self, method: str) -> ImputedSurvey:
        return self.of.each(lambda one: one.to_replicates(method))


def test_each_version_is_changed_by_each():
    frames = [made(1), made(1).assign(income=made(2)["income"])]
    of = Survey.from_imputations(frames, **DESIGN)
    targets = {"sex": {"f": 60, "m": 60}}
    raked = of.each(lambda one: one.rake(targets))
    own = [one.rake(targets).mean("income").table["estimate"].iloc[0] for one in of.surveys]
    assert raked.mean("income").table["estimate"].iloc[0] == pytest.approx(np.mean(own))
    for wrong in (3, lambda one: one.mean("income")):
        with pytest.raises(ArgumentError, match="expected one, as lambda one"):
            of.each(wrong)
    with pytest.raises(AttributeError, match=r"change all by each\(lambda one: one.rake"):
        of.rake(targets)
    with pytest.raises(AttributeError, match="has no attribute 'raked'"):
        _ = of.raked
    with pytest.raises(ArgumentError, match="there are no versions"):
        Survey.from_imputations([])
    assert "adds nothing to the variance" in Survey.from_imputations(frames[:1]).mean("age").method
