"""GRIM, GRIMMER and DEBIT against published examples, and against every sample there is."""

from itertools import combinations_with_replacement
from statistics import mean, stdev

import numpy as np
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, debit, grim, grimmer

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("printed", "n", "possible"),
    [
        # Brown & Heathers (2017): 28 integers have no mean of 5.19 (their first example)
        ("5.19", 28, False),
        ("5.18", 28, True),
        # vignettes of R's scrutiny 0.5.0
        ("5.27", 43, False),
        # any whole number over 20 has two decimals
        ("3.45", 20, True),
    ],
)
def test_grim_on_published_examples(printed, n, possible):
    assert grim(printed, n).possible is possible


def test_grim_says_the_nearest_and_by_how_much():
    found = grim("5.19", 28)
    assert found.nearest == pytest.approx(145 / 28)
    assert found.off_by == pytest.approx(5.185 - 145 / 28)


def test_items_make_steps_finer():
    assert not grim("5.19", 28).possible
    assert grim("5.19", 28, items=4).possible


@in_one_test(
    ("printed", "rounding", "possible"),
    [
        # 5 of 8 are 0.625
        ("0.63", "half_up", True),
        ("0.62", "half_up", False),
        ("0.62", "half_even", True),
        ("0.63", "half_even", False),
        ("0.62", "cut_off", True),
        ("0.63", "cut_off", False),
        ("0.62", "any", True),
        ("0.63", "any", True),
        ("-0.63", "half_up", True),
        ("-0.62", "cut_off", True),
        ("-0.63", "cut_off", False),
    ],
)
def test_rounding_rules_are_told_apart(printed, rounding, possible):
    assert grim(printed, 8, rounding=rounding).possible is possible


def test_decimals_that_a_number_lost_are_given():
    assert grim(5.2, 28).possible
    assert not grim(5.2, 28, decimals=2).possible
    assert not grim("5.20", 28).possible


PIGS = [
    "7.22",
    "4.74",
    "5.23",
    "2.57",
    "6.77",
    "2.68",
    "7.01",
    "7.38",
    "3.14",
    "6.89",
    "5.00",
    "0.24",
]


def test_the_examples_of_scrutiny():
    # data sets pigs1, pigs5 and pigs3 of R's scrutiny, with what its own tests expect of them
    n = [32, 25, 29, 24, 27, 28, 29, 26, 27, 31, 25, 28]
    assert sum(not grim(mean, size).possible for mean, size in zip(PIGS, n, strict=True)) == 8
    sds = [
        "5.30",
        "6.55",
        "2.55",
        "2.57",
        "2.18",
        "2.59",
        "6.68",
        "3.65",
        "5.32",
        "4.18",
        "2.18",
        "6.43",
    ]
    n = [38, 31, 35, 30, 33, 34, 35, 32, 33, 37, 31, 34]
    possible = [grimmer(*row).possible for row in zip(PIGS, sds, n, strict=True)]
    assert [at for at, one in enumerate(possible) if not one] == [0, 2, 4, 6, 8]
    means, sds = "0.53 0.44 0.77 0.19 0.34 0.93 0.12", "0.50 0.50 0.42 0.35 0.47 0.25 0.33"
    found = debit(means.split(), sds.split(), 1683).possible
    assert found.tolist() == [True, True, True, False, True, True, True]


def test_grimmer_on_published_examples():
    # vignette of R's scrutiny 0.5.0: a mean of 7.3 and an SD of 2.51 of 12 are inconsistent
    assert not grimmer("7.3", "2.51", 12).possible


def test_debit_on_published_examples():
    # reference and vignette of R's scrutiny 0.5.0, both inconsistent
    assert debit(["0.36", "0.35"], ["0.11", "0.18"], 20).possible.tolist() == [False, False]
    assert debit("0.35", "0.49", 20).possible


def _every_sample(n, highest):
    return combinations_with_replacement(range(highest + 1), n)


@pytest.mark.parametrize("n", [2, 3, 5, 7])
def test_no_sample_that_there_is_fails_grimmer(n):
    printed = {(f"{mean(x):.2f}", f"{stdev(x):.2f}") for x in _every_sample(n, 4)}
    means, deviations = zip(*sorted(printed), strict=True)
    assert grim(means, n).possible.all()
    assert grimmer(means, deviations, n).possible.all()


@pytest.mark.parametrize("n", [5, 8])
def test_grimmer_fails_what_no_sample_has(n):
    # of zeros to sevens, every standard deviation up to 1.5 beside every mean from 3 to 4
    there = {
        (f"{mean(x):.2f}", f"{stdev(x):.2f}") for x in _every_sample(n, 7) if 3 <= mean(x) <= 4
    }
    means = [f"{k / n:.2f}" for k in range(3 * n, 4 * n + 1)]
    cases = [(m, f"{k / 100:.2f}") for m in means for k in range(60, 150, 3)]
    possible = grimmer(*zip(*cases, strict=True), n).possible
    wrong = [case for case, can in zip(cases, possible, strict=True) if not can and case in there]
    assert wrong == []
    # necessary, not sufficient: nearly all that it lets through exist
    passed = [case for case, can in zip(cases, possible, strict=True) if can]
    assert len([case for case in passed if case in there]) >= 0.8 * len(passed)
    assert len(passed) < 0.7 * len(cases)


@pytest.mark.parametrize("n", [2, 9, 30])
def test_debit_against_every_count(n):
    counts = range(n + 1)
    samples = [[1] * x + [0] * (n - x) for x in counts]
    shares = [f"{mean(x):.3f}" for x in samples]
    deviations = [f"{stdev(x):.3f}" for x in samples]
    assert debit(shares, deviations, n).possible.all()
    wrong = [f"{float(one) + 0.004:.3f}" for one in deviations]
    assert not debit(shares, wrong, n).possible.any()
    found = debit(shares, wrong, n)
    assert found.nearest == pytest.approx([stdev(x) for x in samples])
    assert (found.off_by > 0.002).all()


def test_a_population_has_another_deviation():
    assert grimmer("2.0", "0.82", 3, ddof=0).possible
    assert grimmer("2.0", "1.00", 3).possible


@in_one_test(
    ("call", "message"),
    [
        (lambda: grim("five", 28), "mean is 'five'; expected a number as printed"),
        (lambda: grim("5.19", 0), "nobs is 0"),
        (lambda: grim("5.19", 28, decimals=1), "decimals is 1; pass the digits printed"),
        (lambda: grim("5.19", 28, rounding="up"), "half_up"),
        (lambda: grimmer("5", "1", 1), "one respondent has no standard deviation"),
        (lambda: grimmer("5", "-1", 9), "a standard deviation is 0 or more"),
        (lambda: debit("36", "0.11", 20), "expected a proportion from 0 to 1"),
        (lambda: grim(["5", "6"], [1, 2, 3]), "expected one length"),
    ],
)
def test_what_cannot_be_read_is_refused(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)


def test_what_it_says():
    assert str(grim("5.18", 28)).splitlines()[0] == "GRIM: can be."
    assert "GRIM: 1 of 2 cannot be." in str(grim(["5.18", "5.19"], 28))
    assert np.isfinite(grimmer("7.3", "2.51", 12).nearest)
