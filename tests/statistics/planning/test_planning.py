"""Sample sizes and power against R and published tools, and put back into what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tests.conftest import in_one_test
from tests.reference.cases import cases
from topline.errors import ArgumentError
from topline.statistics.intervals.one_share.proportion import proportion_interval
from topline.statistics.planning.allocation import allocate
from topline.statistics.planning.difference import power_difference, sample_size_difference
from topline.statistics.planning.margin import sample_size_margin
from topline.statistics.planning.proportion import power_proportion, sample_size_proportion
from topline.statistics.planning.related import sample_size_equivalence, sample_size_paired

pytestmark = pytest.mark.quick


def answer(case):
    """This package's answer to a case of the collection."""
    values, method = case["inputs"], case["method"]
    level = 1 - values["alpha"]
    if method.startswith("moe_"):
        kind = method.removeprefix("moe_").removesuffix("_fpc")
        return sample_size_margin(
            values["moe"],
            values["p"],
            confidence_level=level,
            method=kind,
            population_size=values.get("N"),
        ).respondents
    if method == "ci_width_wald_ceil":
        return sample_size_margin(values["width"] / 2, values["p"], confidence_level=level).n
    if method == "one_proportion_arcsine_h":
        options = {"power": values["power"], "confidence_level": level}
        return sample_size_proportion(values["p"], values["p0"], **options).respondents
    if method == "equivalence_two_prop":
        options = {"power": values["power"], "confidence_level": level}
        return sample_size_equivalence(values["p1"], values["p2"], values["margin"], **options).n
    kind = "arcsine" if method == "two_proportions_arcsine_h" else "pooled_z"
    options = {"confidence_level": level, "method": kind}
    if case["kind"] == "power":
        return power_difference(values["n_per_group"], values["p1"], values["p2"], **options)
    return sample_size_difference(
        values["p1"], values["p2"], power=values["power"], **options
    ).respondents


@in_one_test("case", cases("sample_size") + cases("power"), ids=lambda c: c["id"])
def test_reference_cases(case):
    result = case["result"]
    expected = next(result[key] for key in ("n", "n_per_group", "power") if key in result)
    assert answer(case) == pytest.approx(expected, rel=case["tol_rel"])


@given(st.floats(0.01, 0.2), st.floats(0.02, 0.98), st.sampled_from(["wilson", "logit"]))
def test_a_size_gives_the_margin_it_was_computed_for(margin, p, method):
    n = sample_size_margin(margin, p, method=method).respondents
    low, high = proportion_interval(p * n, n, method=method)
    assert (high - low) / 2 == pytest.approx(margin, rel=1e-9)


@given(st.floats(0.01, 0.2), st.floats(0.02, 0.98), st.floats(1, 4), st.integers(500, 10**6))
def test_design_and_population_enter_as_in_the_margin(margin, p, deff, people):
    n = sample_size_margin(margin, p, deff=deff, population_size=people).respondents
    assert n < people
    low, high = proportion_interval(p * n, n, method="wilson", deff=deff, population_size=people)
    alike = sample_size_margin((high - low) / 2, p, method="wilson").respondents
    assert alike == pytest.approx(n / deff * (people - 1) / (people - n), rel=1e-9)


@given(st.floats(0.05, 0.95), st.floats(0.02, 0.3), st.floats(0.5, 3), st.floats(0.6, 0.95))
def test_power_is_the_power_the_size_was_computed_for(p1, gap, ratio, power):
    p2 = p1 + gap if p1 + gap < 0.98 else p1 - gap
    for method in ("pooled_z", "arcsine"):
        n = sample_size_difference(p1, p2, power=power, ratio=ratio, method=method).respondents
        found = power_difference(n, p1, p2, ratio=ratio, method=method)
        assert found == pytest.approx(power, abs=1e-9)
    n = sample_size_proportion(p1, p2, power=power).respondents
    assert power_proportion(n, p1, p2) == pytest.approx(power, abs=1e-9)


def test_those_who_will_not_answer_are_invited_too():
    size = sample_size_margin(0.03, response_rate=0.25)
    assert (size.n, size.invited) == (1068, 4272)
    assert sample_size_difference(0.5, 0.55, ratio=2.0).n_second == pytest.approx(
        2 * sample_size_difference(0.5, 0.55, ratio=2.0).respondents, abs=1
    )


def test_paired_power_by_counting_every_outcome():
    n = sample_size_paired(0.12, 0.08).n
    power = 0.0
    for differ in range(1, n + 1):
        first = np.arange(differ + 1)
        shown = np.abs(2 * first - differ) > 1.959964 * np.sqrt(differ)
        power += binom.pmf(differ, n, 0.2) * binom.pmf(first, differ, 0.6)[shown].sum()
    assert power == pytest.approx(0.8, abs=0.01)


def test_a_tenth_more_margin_needs_fewer_to_be_alike():
    wide, narrow = (sample_size_equivalence(0.5, 0.52, m).n for m in (0.12, 0.1))
    assert wide < narrow


@pytest.mark.usual
@pytest.mark.parametrize("method", ["proportional", "equal", "neyman", "optimal"])
@given(data=st.data())
def test_parts_add_up_and_no_stratum_gives_more_than_it_has(method, data):
    sizes = data.draw(st.lists(st.integers(1, 500), min_size=1, max_size=8))
    n = data.draw(st.integers(1, sum(sizes)))
    parts = allocate(n, sizes, method=method)
    assert parts.sum() == n
    assert (parts <= sizes).all()
    assert (parts >= 0).all()


def test_neyman_follows_size_and_spread_and_optimal_cost():
    sizes, shares = [1000, 1000], [0.5, 0.1]
    assert allocate(80, sizes, method="neyman", shares=shares).tolist() == [50, 30]
    assert allocate(90, sizes, method="optimal", costs=[1, 4]).tolist() == [60, 30]
    assert allocate(90, [9000, 900, 100]).tolist() == [81, 8, 1]


def brute_force(n, sizes, shares):
    """The allocation of two strata with the smallest variance, by trying all."""
    spread = np.array(shares) * (1 - np.array(shares))
    weights = np.array(sizes) / sum(sizes)
    best = min(range(1, n), key=lambda k: (weights**2 * spread / np.array([k, n - k])).sum())
    return [best, n - best]


def test_neyman_has_the_smallest_variance():
    for sizes, shares in (([700, 300], [0.5, 0.2]), ([500, 500], [0.9, 0.5])):
        found = allocate(100, sizes, method="neyman", shares=shares)
        assert np.abs(found - brute_force(100, sizes, shares)).max() <= 1


@in_one_test(
    ("call", "message"),
    [
        (lambda: sample_size_margin(3), "margin is 3; expected a number above 0 and below 0.5"),
        (lambda: sample_size_margin(0.03, 1), "p is 1; expected a number above 0 and below 1"),
        (lambda: sample_size_margin(0.03, method="exact"), "choose one of wald, wilson, logit"),
        (lambda: sample_size_difference(0.5, 0.5), "both shares are 0.5; no sample shows a diff"),
        (lambda: sample_size_difference(0.5, 0.6, method="t"), "expected one of pooled_z, arcsine"),
        (
            lambda: sample_size_difference(0.5, 0.6, power=1),
            "power is 1; expected a number above 0.05",
        ),
        (
            lambda: sample_size_equivalence(0.5, 0.6, 0.1),
            "margin is 0.1; expected a number above 0.1",
        ),
        (lambda: sample_size_paired(0.8, 0.3), "add up to 1.1; expected at most 1"),
        (
            lambda: sample_size_margin(0.03, response_rate=0),
            "response_rate is 0; a response rate is above 0, up to 1",
        ),
        (lambda: allocate(11, [5, 5]), "n is 11; expected a whole number from 1 to 10, everybody"),
        (lambda: allocate(5, [5, 5], method="random"), "expected one of proportional, equal"),
        (lambda: allocate(5, [5, 0]), "sizes must be 1 or more, shares from 0 to 1"),
        (lambda: allocate(5, [5, 5], method="neyman", shares=[0, 1]), "no stratum varies"),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
