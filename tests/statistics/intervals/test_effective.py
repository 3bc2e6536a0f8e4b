"""Effective sample sizes and finite populations, against survey packages and by enumeration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from scipy.stats import t as student

from tests.conftest import in_one_test
from tests.reference.cases import cases, is_near
from topline import ArgumentError, proportion_interval
from topline.statistics.core.effective import RULES, kish_design_effect, unbiased_variance_deff
from topline.statistics.core.interval import Interval

SVYCIPROP = {
    "svyciprop_mean": {"method": "wald", "effective": "student"},
    "svyciprop_logit": {"method": "logit", "effective": "student"},
    "svyciprop_xlogit": {"method": "logit", "effective": "student"},
    "svyciprop_likelihood": {"method": "likelihood_ratio", "effective": "student"},
    "svyciprop_asin": {"method": "arcsine", "effective": "student"},
    "svyciprop_beta": {"method": "clopper_pearson", "effective": "korn_graubard"},
    "wald_fpc_unbiased_var": {"method": "wald"},
}
"""R survey's methods, and samplingbook's, as arguments of this package."""


@in_one_test("case", cases("finite_population"), ids=lambda case: case["id"])
def test_finite_populations(case):
    x, n, people = (case["inputs"][key] for key in "xnN")
    if case["method"] == "exact_hypergeometric_cp":
        found = proportion_interval(x, n, method="clopper_pearson", population_size=people)
    elif case["method"] == "agresti_coull_add4_fpc":
        left = (people - n) / (people - 1)
        found = proportion_interval(x + 2, n + 4, method="wald", deff=left)
    elif case["method"] in SVYCIPROP:
        arguments = SVYCIPROP[case["method"]]
        deff = unbiased_variance_deff(n, people)
        if case["method"] == "svyciprop_likelihood":
            # survey scales by n/(n − 1) twice, and finds the limits on a spline: 5 digits.
            deff, case = deff * n / (n - 1), {**case, "tol_rel": 2e-5}
        found = proportion_interval(x, n, deff=deff, population_size=people, **arguments)
    else:
        assert case["method"] == "wang_hypergeometric_count"
        share = proportion_interval(x, n, method="wang", population_size=people)
        found = Interval(*(limit * people for limit in share))
    assert is_near(found.ci_low, case["lower"], case), found
    assert is_near(found.ci_high, case["upper"], case), found


@pytest.mark.parametrize("case", cases("weighted_proportion"), ids=lambda case: case["id"])
def test_weighted_samples(case):
    answers, se = case["inputs"]["y"], case["result"]["se"]
    n, share = len(answers), case["result"]["estimate"]
    deff = se**2 / (share * (1 - share) / n)
    found = proportion_interval(share * n, n, deff=deff, **SVYCIPROP[case["method"]])
    assert is_near(found.ci_low, case["lower"], case), found
    assert is_near(found.ci_high, case["upper"], case), found


@pytest.mark.parametrize("case", cases("kish"), ids=lambda case: case["id"])
def test_kish(case):
    weights = case["inputs"]["weights"]
    deff = kish_design_effect(weights)
    assert is_near(deff, case["result"]["deff"], case)
    assert is_near(len(weights) / deff, case["result"]["n_eff"], case)
    assert kish_design_effect(np.array(weights) * 1e300) == pytest.approx(deff)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, -2, 3], "weight 1 is -2; weights are 0 or more"),
        ([1, np.nan], "weight 1 is nan"),
        ([0, 0], "the weights total 0"),
    ],
)
def test_kish_refuses_what_is_no_weight(weights, message):
    with pytest.raises(ArgumentError, match=message):
        kish_design_effect(weights)


@given(st.integers(1, 40), st.data())
def test_the_exact_interval_is_that_of_enumeration(people, data):
    n = data.draw(st.integers(1, people))
    x = data.draw(st.integers(0, n))
    level = data.draw(st.sampled_from([0.5, 0.8, 0.95, 0.999]))
    yes = np.arange(people + 1)
    error = (1 - level) / 2 * (1 + 1e-9)
    likely = (hypergeom.sf(x - 1, people, yes, n) > error) & (
        hypergeom.cdf(x, people, yes, n) > error
    )
    likely &= (yes >= x) & (people - yes >= n - x)
    found = proportion_interval(
        x, n, method="clopper_pearson", population_size=people, confidence_level=level
    )
    kept = yes[likely] / people
    assert found == (pytest.approx(kept[0]), pytest.approx(kept[-1]))


@pytest.mark.parametrize(("n", "people"), [(1, 5), (8, 30), (20, 21), (25, 60), (80, 200)])
def test_wangs_interval_covers_and_cannot_be_shorter(n, people):
    x = np.arange(n + 1)
    low, high = proportion_interval(x, n, method="wang", population_size=people)
    wide = proportion_interval(x, n, method="clopper_pearson", population_size=people)
    assert (low >= wide.ci_low).all()
    np.testing.assert_allclose(high, 1 - low[::-1], atol=1e-15)
    least, most = np.rint(low * people), np.rint(high * people)
    for yes in range(people + 1):
        chance = hypergeom.pmf(x, people, yes, n)
        holds = (least <= yes) & (yes <= most)
        assert chance[holds].sum() >= 0.95 - 1e-12
        free = np.append(least[1:], people + 1) > least  # limits may meet, but not change places
        for end in np.flatnonzero((least == yes) & (x > 0) & free):
            gone = (x == end) | ((x == n - end) & (2 * yes == people))  # its mirror's goes too
            assert chance[holds & ~gone].sum() < 0.95 + 1e-12


def test_wangs_interval_bounds_one_side_by_clopper_and_pearson():
    one = proportion_interval(20, 80, method="wang", population_size=200, alternative="less")
    exact = {"method": "clopper_pearson", "population_size": 200, "alternative": "less"}
    assert one == proportion_interval(20, 80, **exact)


@pytest.mark.parametrize("method", ["clopper_pearson", "wang"])
def test_an_exact_interval_tends_to_the_binomial_one(method):
    found = proportion_interval(252, 400, method=method, population_size=10**9)
    endless = proportion_interval(252, 400, method=method)
    assert found == pytest.approx(endless, abs=1e-6)


def test_arrays_mix_exact_and_effective_elements():
    found = proportion_interval(
        [252, 252, 252, 63, np.nan],
        [400, 400, 400, 100, 10],
        method="clopper_pearson",
        deff=[1, 1.5, 1, 1, 1],
        population_size=[1000, 1000, np.inf, 100, 100],
    )
    one = proportion_interval(252, 400, method="clopper_pearson", population_size=1000)
    two = proportion_interval(252, 400, method="clopper_pearson", population_size=1000, deff=1.5)
    assert (found.ci_low[0], found.ci_high[0]) == one == (0.592, 0.667)
    assert (found.ci_low[1], found.ci_high[1]) == two
    assert found.ci_low[2] == proportion_interval(252, 400, method="clopper_pearson").ci_low
    assert (found.ci_low[3], found.ci_high[3]) == (0.63, 0.63)
    assert np.isnan(found.ci_low[4])


def test_one_sided_exact_limits():
    low, high = proportion_interval(
        20, 80, method="clopper_pearson", population_size=200, alternative="greater"
    )
    yes = np.arange(201)
    assert low == yes[hypergeom.sf(19, 200, yes, 80) > 0.05][0] / 200
    assert high == 1


def test_korn_graubard_is_clopper_pearson_at_its_sample_size():
    deff, df = 1.7, 31
    ratio = student.ppf(0.975, 399) / student.ppf(0.975, df)
    size = 400 / deff * ratio**2
    found = proportion_interval(
        252, 400, method="clopper_pearson", deff=deff, effective="korn_graubard", df=df
    )
    expected = proportion_interval(0.63 * size, size, method="clopper_pearson")
    assert found == pytest.approx(expected, rel=1e-12)


def test_students_quantile_is_that_of_t():
    low, high = proportion_interval(40, 100, method="wald", effective="student", df=12)
    half = student.ppf(0.975, 12) * np.sqrt(0.24 / 100)
    assert (low, high) == (pytest.approx(0.4 - half), pytest.approx(0.4 + half))


def test_no_rule_at_all_takes_the_respondents():
    assert proportion_interval(252, 400, effective=None) == proportion_interval(252, 400)


@in_one_test(
    ("arguments", "message"),
    [
        ({"effective": None, "deff": 2}, "effective is None but deff is not 1; choose 'kish'"),
        (
            {"df": 10},
            "effective is 'kish', which has no use for df; choose 'korn_graubard' or 'student'",
        ),
        ({"effective": "student", "df": 0}, "df is 0 or less; degrees of freedom are above 0"),
        ({"effective": "kisch"}, "did you mean 'kish'"),
        ({"prior": (1, 1)}, "method 'wilson' takes no prior; choose 'bayes' or 'bayes_hpd'"),
        ({"method": "bayes", "prior": (1, 0)}, "expected two numbers above 0, such as"),
        ({"method": "bayes", "prior": 1}, "prior is 1; expected two numbers above 0"),
    ],
)
def test_says_what_is_wrong(arguments, message):
    with pytest.raises(ArgumentError, match=message):
        proportion_interval(252, 400, **arguments)


def test_every_rule_names_its_source():
    for key, row in RULES.items():
        assert row.key == key
        assert row.label
