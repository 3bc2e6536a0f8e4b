"""Tests and tables of imputed surveys: other computations of the same, and one answer for all ways.

Of ``test_terms_are_those_of_mitml``: R 4.2.2, survey 4.1.1, mitml 0.4-4, 2026-11-27; of the five
versions of apiclus1_mi.csv ``svyglm(enroll_i ~ stype, d)`` with ``d = svydesign(~dnum, weights =
~pw, fpc = ~fpc)``, and ``mitml:::.D1`` of the coefficients of stype and the residual df of 12.
"""

import numpy as np
import pandas as pd
import pytest
from scipy import linalg, stats

from tests.survey.imputed.test_one_survey import DESIGN, made
from topline import ArgumentError, Survey, pool


def versions(m: int = 4) -> list[pd.DataFrame]:
    """Return versions in which answers of a third of the respondents are filled in."""
    frame, found = made(1), []
    holes = np.random.default_rng(2).uniform(size=len(frame)) < 0.35
    for k in range(m):
        other = made(10 + k)
        filled = {
            name: frame[name].mask(holes, other[name])
            for name in ("q", "income", "event", "time", "sex")
        }
        found.append(frame.assign(**filled))
    return found


@pytest.fixture(scope="module")
def of():
    return Survey.from_imputations(versions(), **DESIGN)


def by_units(y: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    """Return the covariance of totals of columns of y, from the totals of sampled units."""
    totals = pd.DataFrame(frame["w"].to_numpy()[:, None] * y).groupby(frame["psu"]).sum()
    stratum = frame.groupby("psu")["stratum"].first()
    found = np.zeros((y.shape[1],) * 2)
    for _, own in totals.groupby(stratum):
        apart = (own - own.mean()).to_numpy()
        found += len(own) / (len(own) - 1) * apart.T @ apart
    return found


def cells(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return who is in each cell of q by sex, and the shares of the cells."""
    inside = np.array(
        [(frame["q"] == q) & (frame["sex"] == sex) for q in "abc" for sex in "fm"], dtype=float
    ).T
    return inside, frame["w"].to_numpy() @ inside / frame["w"].sum()


def test_walds_test_is_d1_of_the_residuals(of):
    residuals, within = [], []
    for frame in versions():
        inside, share = cells(frame)
        whole = frame["w"].sum()
        n = (share * whole).reshape(3, 2)
        residuals.append((n - np.outer(n.sum(1), n.sum(0)) / whole)[:2, 0])
        # each respondent's part of N_rc − N_r·N_c/N
        mine = inside.reshape(-1, 3, 2)
        rows, columns = mine.sum(2), mine.sum(1)
        part = mine[:, :2, 0] - (
            rows[:, :2] * n.sum(0)[0] / whole
            + columns[:, :1] * n.sum(1)[:2] / whole
            - n.sum(1)[:2] * n.sum(0)[0] / whole**2
        )
        within.append(by_units(part, frame))
    q, u, m = np.array(residuals), np.mean(within, axis=0), len(residuals)
    b = np.cov(q.T)
    r = (1 + 1 / m) * np.trace(b @ np.linalg.inv(u)) / 2
    f = q.mean(0) @ np.linalg.inv(u) @ q.mean(0) / 2 / (1 + r)
    found = of.chi_square("q", "sex", method="Wald")
    assert (found.statistic, found.df) == (pytest.approx(f, rel=1e-9), 2)
    # Reiter's degrees of freedom are held to mitml elsewhere
    assert 1 < found.df2 < 20
    assert found.p_value == pytest.approx(stats.f.sf(f, 2, found.df2), rel=1e-9)
    assert "D₁, Li, Raghunathan & Rubin (1991)" in found.method


def test_rao_and_scotts_test_is_that_of_the_pooled_shares(of):
    shares, within = [], []
    for frame in versions():
        inside, share = cells(frame)
        shares.append(share)
        within.append(by_units((inside - share) / frame["w"].sum(), frame))
    p, u, m = np.mean(shares, axis=0), np.mean(within, axis=0), len(shares)
    t = u + (1 + 1 / m) * np.cov(np.array(shares).T)
    table = p.reshape(3, 2)
    expected = np.outer(table.sum(1), table.sum(0))
    n = of.chi_square("q", "sex").n
    pearson = n * ((table - expected) ** 2 / expected).sum()
    x = np.kron(linalg.helmert(3), linalg.helmert(2)) / p
    working = x @ np.diag(p) @ x.T / n
    effects = [linalg.eigh(x @ v @ x.T, working, eigvals_only=True) for v in (u, t)]
    d = effects[0].sum() ** 2 / (effects[0] ** 2).sum()
    found = of.chi_square("q", "sex")
    assert found.df == pytest.approx(d, rel=1e-9)
    # 1 + r is how much larger the design effects are by what the imputations add
    assert found.statistic == pytest.approx(pearson / effects[1].sum(), rel=1e-9)
    for method in ("lincom", "saddlepoint", "Chisq"):
        other = of.chi_square("q", "sex", method=method)
        assert other.p_value == pytest.approx(found.p_value, abs=0.02)
    shown = of.goodness_of_fit("q", {"a": 30, "b": 40, "c": 30})
    p0, q = np.array([0.3, 0.4, 0.3]), table.sum(1)
    merge = np.kron(np.eye(3), np.ones(2))
    first = n * ((q - p0) ** 2 / p0).sum() / np.trace(n * merge @ t @ merge.T / p0)
    assert shown.statistic == pytest.approx(first, rel=1e-9)


def test_terms_are_those_of_mitml(shared):
    data = pd.read_csv(shared / "reference" / "microdata" / "apiclus1_mi.csv")
    frames = [one.reset_index(drop=True) for _, one in data.groupby("imp")]
    of = Survey.from_imputations(frames, weights="pw", clusters="dnum", fpc="fpc")
    found = of.term_test(lambda one: one.linear("enroll_i ~ stype"), "stype")
    means = of.t_test("enroll_i", by="stype", df="design")
    for one in (found, means):
        assert one.statistic == pytest.approx(8.4468874105277703, rel=1e-9)
        assert (one.df, one.df2) == (2, pytest.approx(10.1565243355245478, rel=1e-9))
        assert one.p_value == pytest.approx(0.00691146907195477, rel=1e-8)


def test_the_log_rank_test_of_two_groups_is_that_of_one_number(of):
    found = of.log_rank_test("time, event ~ sex")
    # of each version the score and its variance, by the sign that Cox's coefficient has
    each = [one.log_rank_test("time, event ~ sex") for one in of.surveys]
    signs = [
        np.sign(one.cox("time, event ~ sex").table.table["estimate"].iloc[0]) for one in of.surveys
    ]
    assert {one.df for one in each} == {1}
    assert "log-rank" in found.method
    z = np.array([sign * np.sqrt(one.statistic) for sign, one in zip(signs, each, strict=True)])
    # as scores of unlike variances are no z, this is near and no more
    gained = 1.25 * z.var(ddof=1)
    assert found.statistic == pytest.approx(z.mean() ** 2 / (1 + gained), rel=0.1)


def test_one_question_has_one_answer(of):
    table = of.crosstab("q", "sex", minimum_base=1, letters=0.5)
    shares = of.proportion("q", by="sex").table.set_index(["sex", "category"])
    cells = table.table.set_index(["column", "category"])
    names = ["estimate", "std_error", "ci_low", "ci_high", "df", "n", "n_weighted", "fmi"]
    for sex in "fm":
        alone = of.where(f"sex == '{sex}'").proportion("q").table.set_index("category")
        for q in "abc":
            for other in (cells, shares):
                for name in names:
                    row = other.loc[(sex, q)]
                    assert row[name] == pytest.approx(alone.loc[q, name], rel=1e-9), name
    gaps = of.proportion("q", by="sex").compare(adjust=None).table.set_index("category")
    tested = table.comparisons().set_index("category")
    for q in "abc":
        assert tested.loc[q, "p_value"] == pytest.approx(gaps.loc[q, "p_value"], rel=1e-9)
        lettered = "".join(table.letters.loc[q]) != ""
        assert lettered == (gaps.loc[q, "p_value"] <= 0.5)
    chi = of.chi_square("q", "sex")
    for test in (table.test(), of.where("age > 0").chi_square("sex", "q")):
        assert test.p_value == pytest.approx(chi.p_value, rel=1e-8)
    assert table.tests()["p_value"].iloc[0] == pytest.approx(chi.p_value)


def test_a_difference_knows_what_its_own_imputations_leave(of):
    found = of.t_test("income", by="sex")
    means = of.mean("income", by="sex")
    ways = {
        "compare": means.compare(pairs=[("m", "f")]),
        "contrast": means.contrast({"f": -1, "m": 1}),
        "function": means.function("m - f"),
        "pooled": pool([one.mean("income", by="sex").contrast([-1, 1]) for one in of.surveys]),
    }
    for name, other in ways.items():
        row = other.table.iloc[0]
        for key in ("estimate", "std_error", "df"):
            assert row[key] == pytest.approx(getattr(found, key), rel=1e-6), (name, key)
    # nets of a pooled question, and of a pooled table
    nets = of.proportion("q").net({"ab": ["a", "b"]}).table.iloc[0]
    table = of.crosstab("q", nets={"ab": ["a", "b"]}).table.set_index("category").loc["ab"]
    single = of.proportion("q").table.set_index("category").loc["c"]
    for key in ("std_error", "df"):
        assert nets[key] == pytest.approx(table[key], rel=1e-9)
        assert nets[key] == pytest.approx(single[key], rel=1e-9)


def test_curves_are_pooled_by_log_minus_log(of):
    found = of.kaplan_meier("time, event ~ 1", times=[1.0, 4.0, 9.0]).table.table
    each = [
        one.kaplan_meier("time, event ~ 1", times=[1.0, 4.0, 9.0]).table.table for one in of.surveys
    ]
    s, error = (np.array([one[name] for one in each]) for name in ("estimate", "std_error"))
    g = np.log(-np.log(s))
    variance = ((error / (s * np.log(s))) ** 2).mean(0) + 1.25 * g.var(axis=0, ddof=1)
    pooled = np.exp(-np.exp(g.mean(0)))
    np.testing.assert_allclose(found["estimate"], pooled, rtol=1e-10)
    own = np.sqrt(variance) * -pooled * np.log(pooled)
    np.testing.assert_allclose(found["std_error"], own, rtol=1e-9)
    curves = of.kaplan_meier("time, event ~ sex")
    assert "complementary log-log" in curves.table.method
    # everybody is at risk at first; versions differ in who is a man
    counts = [np.sum(frame["sex"] == "m") for frame in versions()]
    assert curves.at_risk([0]).loc["m", 0] == round(np.mean(counts))
    median = curves.quantile()["m"]
    at = curves.curves["m"]
    assert at.at(np.array([median]))[0] <= 0.5 < at.at(np.array([median - 1e-9]))[0]
    table = curves.table.table
    assert table["sex"].value_counts().diff().iloc[1] == 0
    # before anybody's first event, and where it is in some versions only
    assert table["estimate"].iloc[0] <= 1
    assert table["std_error"].notna().all()


def test_a_group_to_which_nothing_happens_has_a_curve():
    data = pd.DataFrame({"t": [1, 2, 3, 4, 5, 6], "e": [1, 0, 1, 0, 0, 0], "g": list("aaabbb")})
    table = Survey(data).kaplan_meier("t, e ~ g").table.table
    assert table.loc[table["g"] == "b", "estimate"].tolist() == [1.0, 1.0]


def test_standard_errors_in_a_table_are_the_pooled_ones(of):
    table = of.crosstab("income", "sex", statistics=["standard_error", "mean"], shares=False)
    cells = table.table
    shown = cells.loc[cells["category"] == "Standard error", "estimate"]
    means = cells.loc[cells["category"] == "Mean", "std_error"]
    np.testing.assert_allclose(shown, means)


def test_bases_that_differ_are_told(of):
    note = "respondents differ between the versions of the data (n from"
    for found in (
        of.crosstab("q", "sex").estimates,
        of.mean("income", by="sex"),
        of.where("sex == 'f'").chi_square("q", "event"),
    ):
        assert any(note in one for one in found.notes)
    assert not any(note in one for one in of.mean("income").notes)


def test_what_a_version_lacks_is_a_share_of_0_or_told():
    first, second = made(1), made(1)
    second.loc[::9, "q"] = "d"
    of = Survey.from_imputations([first, second], **DESIGN)
    for ask, words in (
        (lambda: of.proportion("q"), 'category d.*order={"q1"'),
        (lambda: of.crosstab("q", "sex"), "version 2 of the data alone has d.*order="),
        (lambda: of.crosstab("sex", "q"), "alone has d of q.*join that column"),
        (lambda: of.t_test("income", by="q"), "version 2 of the data has the groups a, b, c, d"),
        (lambda: of.kaplan_meier("time, event ~ q"), "curves are pooled of the same groups"),
        (lambda: of.log_rank_test("time, event ~ q"), "a test is of the same groups in each"),
        (lambda: of.term_test(lambda one: one.linear("income ~ q"), "q"), "same groups in each"),
        (lambda: of.term_test("q", "q"), "fit is 'q'; expected a function"),
        (lambda: of.term_test(lambda one: one.mean("age"), "q"), "expected a model"),
        (lambda: of.term_test(lambda one: one.linear("age ~ sex")), "terms is not given"),
    ):
        with pytest.raises(ArgumentError, match=words):
            ask()
    named = Survey.from_imputations([first, second], order={"q": list("abcd")}, **DESIGN)
    found = named.proportion("q").table.set_index("category")["estimate"]
    assert found["d"] == pytest.approx(second["w"].iloc[::9].sum() / second["w"].sum() / 2)
    table = named.crosstab("q", "sex").wide()
    assert table.loc["d"].max() > 0
    # a test pads by itself
    assert of.chi_square("q", "sex").p_value == pytest.approx(
        named.chi_square("q", "sex").p_value, rel=1e-9
    )


def test_terms_of_a_log_linear_model_are_those_of_the_table(of):
    found = of.term_test(lambda one: one.loglinear("~ q * sex"), "q:sex", criterion="pearson")
    assert found.p_value == pytest.approx(of.chi_square("q", "sex").p_value, rel=1e-6)
    fit = of.term_test(lambda one: one.loglinear("~ q + sex"), criterion="pearson")
    assert fit.p_value == pytest.approx(found.p_value, rel=1e-9)


def test_reasons_are_of_the_pooled_numbers():
    first, second = made(1), made(1)
    first["q"], second["q"] = "a", ["b"] + ["a"] * 119
    named = Survey.from_imputations([first, second], order={"q": ["a", "b"]}, **DESIGN)
    reasons = named.proportion("q").table["reasons"]
    # nobody said b in the first version, where 0 would be at the edge
    assert not reasons.str.contains("edge").any()


def test_the_shortcut_takes_the_sampling_variance_of_the_first(of):
    short = type(of)(of.surveys, None, "first")
    for ask in (
        lambda one: one.chi_square("q", "sex", method="Wald"),
        lambda one: one.t_test("income", by="q"),
        lambda one: one.log_rank_test("time, event ~ sex"),
        lambda one: one.rank_test("income", "sex"),
    ):
        assert ask(short).statistic != pytest.approx(ask(of).statistic, rel=1e-6)
    endless = Survey.from_imputations(versions(), complete_df=np.inf, **DESIGN)
    assert endless.t_test("income", by="q").df2 > of.t_test("income", by="q").df2
    assert endless.chi_square("q", "sex").df2 > of.chi_square("q", "sex").df2
