"""Pooled shares: references, second implementations, properties and errors."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.special import expit
from scipy.stats import betabinom, norm

from tests.conftest import in_one_test
from tests.reference.cases import cases, is_near
from topline import ArgumentError
from topline.statistics.pooling import beta_binomial, glmm
from topline.statistics.pooling.heterogeneity import TAU2, heterogeneity
from topline.statistics.pooling.pool import METHODS, pool_proportions
from topline.statistics.pooling.scales import DOUBLE_ARCSINE_WARNING, SCALES, on_scale

SCALE_OF = {
    "PR": "raw",
    "PLN": "log",
    "PLO": "logit",
    "PAS": "arcsine",
    "PFT": "double_arcsine",
    "GLMM": "glmm",
}
"""This package's method, for the measures of metafor."""

STOPPED_EARLY = {"x106", "x114", "x115", "x123", "x127", "x130"}
"""Cases whose τ² solves its equation to a few digits only: metafor 3.8.1 ends REML when a step of
Fisher's scoring is below 1e-5, and looks for Paule and Mandel's root to 1.2e-4."""

PRITZ = (
    [16, 10, 4, 43, 10, 25, 13, 12, 22, 4, 5, 18, 58, 6],
    [17, 12, 8, 58, 10, 42, 14, 12, 41, 5, 6, 23, 68, 10],
)
"""Pritz (1997), as in metafor's dat.pritz1997."""

ALIKE = ([252, 310, 95, 412], [400, 520, 160, 700])
TABLES = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=8,
)


def pooled(case, **changes):
    scale, way, *rest = case["method"].split("_")
    choices = {"method": SCALE_OF[scale], "confidence_level": case["conf"]}
    if way == "FE":
        choices["model"] = "fixed"
    elif scale != "GLMM":
        choices |= {"tau2": way, "hartung_knapp": "HartungKnapp" in rest}
    return pool_proportions(case["inputs"]["x"], case["inputs"]["n"], **choices | changes)


def assert_as_in(case, found, names):
    result = case["result"]
    answers = {
        "lower": (found.ci_low, case["lower"]),
        "upper": (found.ci_high, case["upper"]),
        "estimate": (found.estimate, result["estimate"]),
        "tau2": (found.tau2, result["tau2"]),
        "i2": (found.i2, result.get("I2", 100 * found.i2) / 100),
        "q": (found.q, result.get("Q", found.q)),
        "q_p_value": (found.q_p_value, result.get("Qp", found.q_p_value)),
        "scale": (found.scale_estimate, result.get("scale_estimate", found.scale_estimate)),
    }
    if result["pi_lower"] is None:
        assert np.isnan(found.prediction_low)
        assert np.isnan(found.prediction_high)
    else:
        answers["prediction_low"] = found.prediction_low, result["pi_lower"]
        answers["prediction_high"] = found.prediction_high, result["pi_upper"]
    for name in names or answers:
        assert is_near(*answers[name], case), (name, *answers[name])


@in_one_test("case", cases("pooled_proportion"), ids=lambda case: case["id"])
def test_reference(case):
    if case["id"] in STOPPED_EARLY:
        assert_as_in(case, pooled(case, tau2=float(case["result"]["tau2"])), None)
    else:
        # The fit of lme4 behind g3 leaves the variance at 1e-5.
        names = ["estimate", "lower", "upper"] if case["id"] == "g3" else None
        assert_as_in(case, pooled(case), names)


@in_one_test("case", cases("pooled_proportion"), ids=lambda case: case["id"])
def test_where_the_reference_stopped_early_ours_solves_the_equation(case):
    if case["id"] not in STOPPED_EARLY:
        return
    scale, way = case["method"].split("_")[:2]
    x, n = (np.array(case["inputs"][key], dtype=float) for key in "xn")
    y, v = on_scale(SCALES[SCALE_OF[scale]], x, n)
    ours, theirs = pooled(case).tau2, case["result"]["tau2"]
    assert ours == pytest.approx(theirs, abs=2e-5)
    if way == "PM":
        assert heterogeneity(y, v + ours).q == pytest.approx(y.size - 1, rel=1e-12)
        assert abs(heterogeneity(y, v + theirs).q / (y.size - 1) - 1) > 1e-7
    else:
        assert restricted(ours, y, v) > restricted(theirs, y, v)


def restricted(tau2, y, v):
    """The restricted log likelihood, but for a constant."""
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    return (np.log(w).sum() - np.log(w.sum()) - (w * (y - mean) ** 2).sum()) / 2


def unrestricted(tau2, y, v):
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    return (np.log(w).sum() - (w * (y - mean) ** 2).sum()) / 2


@pytest.mark.parametrize(("key", "likelihood"), [("REML", restricted), ("ML", unrestricted)])
@pytest.mark.parametrize("scale", SCALES)
def test_likelihood_estimators_by_search(key, likelihood, scale):
    y, v = on_scale(SCALES[scale], *(np.array(part, dtype=float) for part in PRITZ))
    best = minimize_scalar(
        lambda t: -likelihood(t, y, v), bounds=(0, 2), method="bounded", options={"xatol": 1e-12}
    )
    assert TAU2[key].estimate(y, v) == pytest.approx(best.x, rel=1e-5)


def test_dersimonian_laird_by_hand():
    y, v = np.array([0.0, 1, 3]), np.array([0.5, 0.5, 0.5])
    # w = 2 each: mean 4/3, Q = 2·(16 + 1 + 25)/9 = 28/3, C = 6 − 12/6 = 4.
    assert TAU2["DL"].estimate(y, v) == pytest.approx((28 / 3 - 2) / 4)
    assert TAU2["PM"].estimate(y, v) == pytest.approx(42 / 9 / 2 - 0.5)


def marginal(mean, spread, x, n):
    """−log likelihood of the random-intercept model by general-purpose integration."""

    def density(u, x, n):
        p = expit(mean + spread * u)
        return p**x * (1 - p) ** (n - x) * norm.pdf(u)

    return -sum(
        np.log(quad(density, -10, 10, (a, b), epsabs=0, epsrel=1e-11, limit=400)[0])
        for a, b in zip(x, n, strict=True)
    )


def test_glmm_quadrature_against_integration():
    x, n = (np.array(part, dtype=float) for part in PRITZ)
    start = glmm.minus_log_likelihood(np.array([1.4, 0]), x, n) - marginal(1.4, 0, x, n)
    for mean, spread in ((1.4, 0.77), (0.5, 0.2), (2.0, 1.5)):
        ours = glmm.minus_log_likelihood(np.array([mean, spread]), x, n) - start
        assert ours == pytest.approx(marginal(mean, spread, x, n), abs=2e-3 * spread)


def test_glmm_fit_is_a_maximum_of_the_integral_itself():
    x, n = (np.array(part, dtype=float) for part in PRITZ)
    found = pool_proportions(*PRITZ)
    mean, spread = found.scale_estimate, np.sqrt(found.tau2)
    least = marginal(mean, spread, x, n)
    for shift in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        assert least < marginal(mean + shift[0], spread + shift[1], x, n)


@pytest.mark.parametrize("nobs", [1e4, 1e6, 1e9])
def test_large_surveys_leave_the_sample_of_surveys(nobs):
    # Sampling error gone, the log odds are a normal sample: mean, and variance on n.
    odds = np.array([-2.0, -1.5, -1.1, -0.9, -0.2])
    found = pool_proportions(nobs * expit(odds), np.full(5, nobs))
    assert found.scale_estimate == pytest.approx(odds.mean(), abs=20 / nobs + 1e-7)
    assert found.tau2 == pytest.approx(odds.var(), rel=50 / nobs + 1e-6)
    assert found.std_error == pytest.approx(odds.std() / np.sqrt(5), rel=50 / nobs + 1e-6)


def test_beta_binomial_likelihood_is_scipys():
    x, n = (np.array(part, dtype=float) for part in PRITZ)
    at, other = np.array([1.2, 0.13]), np.array([0.4, 0.02])

    def log_mass(at):
        share, spread = expit(at[0]), at[1]
        return betabinom.logpmf(x, n, share / spread, (1 - share) / spread).sum()

    ours = beta_binomial.minus_log_likelihood(other, x, n)
    ours -= beta_binomial.minus_log_likelihood(at, x, n)
    assert ours == pytest.approx(log_mass(at) - log_mass(other), rel=1e-10)


def test_beta_binomial_fit():
    found = pool_proportions(*PRITZ, method="beta_binomial")
    x, n = (np.array(part, dtype=float) for part in PRITZ)
    spread = 1 / (found.estimate * (1 - found.estimate) / found.tau2 - 1)
    at = np.array([found.scale_estimate, spread])
    least = beta_binomial.minus_log_likelihood(at, x, n)
    for shift in ([0.01, 0], [-0.01, 0], [0, 0.005], [0, -0.005]):
        assert least < beta_binomial.minus_log_likelihood(at + shift, x, n)
    assert found.ci_low < found.estimate < found.ci_high
    assert found.prediction_low < found.ci_low
    # A mean of shares lies nearer to one half than the share of the middle survey.
    assert -0.03 < found.estimate - pool_proportions(*PRITZ).estimate < 0


FEWER = settings(max_examples=settings.default.max_examples // 2)
"""Each input of the mixed model is a search over integrals."""


def pooled_or_refused(x, n, *, method, **choices):
    """The answer; where a likelihood has no maximum, another table."""
    if method in SCALES:
        return pool_proportions(x, n, method=method, **choices)
    try:
        return pool_proportions(x, n, method=method, **choices)
    except ArgumentError:
        reject()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("model", ["random", "fixed"])
@FEWER
@given(table=TABLES)
def test_properties(method, model, table):
    x, n = np.array(table).T
    found = pooled_or_refused(x, n, method=method, model=model)
    assert found.ci_low <= found.estimate <= found.ci_high
    assert found.tau2 >= 0
    assert found.q >= -1e-9
    if method not in ("raw", "log"):
        assert found.ci_low >= 0
        assert found.ci_high <= 1
    if model == "random" and method != "beta_binomial":
        assert found.prediction_low <= found.ci_low + 1e-12
        assert found.prediction_high >= found.ci_high - 1e-12
    if method in SCALES:
        assert found.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("method", [key for key in METHODS if key != "log"])
@FEWER
@given(table=TABLES)
def test_swapping_yes_and_no_mirrors_the_share(method, table):
    x, n = np.array(table).T
    found = pooled_or_refused(x, n, method=method)
    turned = pooled_or_refused(n - x, n, method=method)
    near = {"abs": 1e-5 if method in ("glmm", "beta_binomial") else 1e-8}
    assert turned.estimate == pytest.approx(1 - found.estimate, **near)
    assert turned.ci_low == pytest.approx(1 - found.ci_high, **near)


def test_a_spread_that_is_rounding_is_none():
    found = pool_proportions([7, 7], [7, 8], method="beta_binomial")
    turned = pool_proportions([0, 1], [7, 8], method="beta_binomial")
    assert found.tau2 == turned.tau2 == 0
    assert turned.ci_low == pytest.approx(1 - found.ci_high, abs=1e-12)


@in_one_test("method", METHODS)
def test_one_survey_is_its_own_average(method):
    found = pool_proportions([63], [100], method=method)
    assert found.estimate == pytest.approx(0.63, abs=0.002)
    assert found.tau2 == 0
    assert np.isnan(found.prediction_low)
    assert np.isnan(found.q_p_value)


@in_one_test("method", METHODS)
def test_surveys_that_agree_have_no_variance_between(method):
    found = pool_proportions([50, 100, 200], [100, 200, 400], method=method)
    assert found.estimate == pytest.approx(0.5, abs=1e-9)
    assert found.tau2 == 0
    assert found.q == pytest.approx(0, abs=1e-9)


def test_employers_and_applicants_who_disagree_are_seen_to():
    found = pool_proportions([800, 570, 170], [1000, 1000, 1000])
    assert found.i2 > 0.99
    assert found.prediction_high - found.prediction_low > 0.7
    assert found.q_p_value < 1e-100


def test_design_effects_divide_counts_and_bases():
    plain = pool_proportions([126, 155], [200, 260], method="logit")
    weighted = pool_proportions([252, 310], [400, 520], method="logit", deff=2)
    assert weighted.estimate == pytest.approx(plain.estimate, rel=1e-14)
    assert weighted.ci_low == pytest.approx(plain.ci_low, rel=1e-14)


def test_accepts_series_and_integers():
    table = pd.DataFrame({"x": [252, 310], "n": [400, 520]}, index=["a", "b"])
    found = pool_proportions(table["x"], table["n"])
    assert found.estimate == pool_proportions([252.0, 310.0], [400, 520]).estimate
    assert (found.method, found.model) == ("glmm", "random")


def test_double_arcsine_carries_its_warning():
    assert pool_proportions(*ALIKE, method="double_arcsine").note == DOUBLE_ARCSINE_WARNING
    assert pool_proportions(*ALIKE, method="logit").note == ""


def test_double_arcsine_misleads_where_sizes_differ():
    count, nobs = [3, 2, 11_000, 600], [30, 25, 3_000_000, 200_000]
    misled = pool_proportions(count, nobs, method="double_arcsine", model="fixed")
    assert misled.estimate == 0
    assert pool_proportions(count, nobs, method="glmm", model="fixed").estimate > 0.003


def test_hartung_knapp_by_its_definition():
    found = pool_proportions(*PRITZ, method="logit", hartung_knapp=True)
    plain = pool_proportions(*PRITZ, method="logit")
    y, _ = on_scale(SCALES["logit"], *(np.array(part, dtype=float) for part in PRITZ))
    variance = (plain.weights * (y - plain.scale_estimate) ** 2).sum() / (y.size - 1)
    assert found.estimate == plain.estimate
    assert found.std_error == pytest.approx(np.sqrt(variance))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pool_proportions([1], [0]), "nobs is 0"),
        (lambda: pool_proportions([5, 3], [4, 4]), "a count cannot exceed its base"),
        (lambda: pool_proportions([5, np.nan], [9, 9]), "survey 1 (the first is 0) has a missing"),
        (lambda: pool_proportions([], []), "expected one number for each survey"),
        (lambda: pool_proportions([[1, 2]], [4, 4]), "count has shape (1, 2)"),
        (lambda: pool_proportions([1, 2], [4, 4], method="PFT"), "is not known for pooling"),
        (lambda: pool_proportions([1, 2], [4, 4], model="mixed"), "expected one of random, fixed"),
        (lambda: pool_proportions([1, 2], [4, 4], method="raw", tau2="HE"), "tau2 is 'HE'"),
        (lambda: pool_proportions([1, 2], [4, 4], method="raw", tau2=-1), "a variance of 0 or"),
        (lambda: pool_proportions([1, 2], [4, 4], tau2="DL"), "tau2 is given for method 'glmm'"),
        (
            lambda: pool_proportions([1, 2], [4, 4], model="fixed", method="raw", tau2="DL"),
            "it is for the random model of raw",
        ),
        (
            lambda: pool_proportions([1], [4], method="raw", hartung_knapp=True),
            "needs at least 2",
        ),
        (lambda: pool_proportions([0, 0], [4, 4]), "nobody in any survey gave the answer"),
        (lambda: pool_proportions([4, 4], [4, 4]), "everybody in any survey gave the answer"),
        (lambda: pool_proportions([0, 9], [9, 9]), "the surveys differ by too much"),
        (lambda: pool_proportions([1, 2], [4, 4], deff=0), "deff is 0"),
        (lambda: pool_proportions([1, 2], [4, 4], confidence_level=95), "write 0.95 for 95 %"),
    ],
)
def test_errors_say_what_to_do(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)
