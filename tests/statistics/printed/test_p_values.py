"""Printed p-values, against those of the laws they come from."""

import pytest
from scipy import stats

from tests.conftest import in_one_test
from topline import ArgumentError, check_p_value

pytestmark = pytest.mark.quick

TRUE = {
    "z": (stats.norm.sf(1.96) * 2, {}),
    "t": (stats.t.sf(1.96, 30) * 2, {"df": 30}),
    "chi2": (stats.chi2.sf(1.96, 2), {"df": 2}),
    "f": (stats.f.sf(1.96, 2, 30), {"df": 2, "df2": 30}),
}


@pytest.mark.parametrize("test", TRUE)
def test_a_p_value_goes_with_its_statistic(test):
    p, dfs = TRUE[test]
    found = check_p_value(test, "1.960", f"{p:.3f}", **dfs)
    assert (found.consistent, found.decision, found.off_by) == (True, False, 0)
    assert found.p_low <= p <= found.p_high
    wrong = check_p_value(test, "1.960", f"{p + 0.01:.3f}", **dfs)
    assert not wrong.consistent
    assert wrong.off_by == pytest.approx(0.01, abs=0.0012)


def test_a_correlation_is_tested_by_its_t():
    r, df = 0.41, 28
    p = stats.t.sf(r * (df / (1 - r**2)) ** 0.5, df) * 2
    found = check_p_value("r", "-.410", f"{p:.3f}", df=df)
    assert found.p_low < p < found.p_high
    assert found.consistent


@in_one_test(
    ("statistic", "p", "consistent", "decision"),
    [
        # t(28) = 2.20, p = .03: Nuijten et al. (2016) round both; the p-values are .0358 to .0366
        ("2.20", "= .03", False, False),
        ("2.20", "= .04", True, False),
        ("2.20", "< .05", True, False),
        ("2.20", "< .01", False, False),
        ("1.20", "= .03", False, True),
        ("1.20", "p < .05", False, True),
        ("2.20", "> .05", False, True),
        ("2.05", "= .05", True, False),
    ],
)
def test_printed_in_many_ways(statistic, p, consistent, decision):
    found = check_p_value("t", statistic, p, df=28)
    assert (found.consistent, found.decision) == (consistent, decision)


@in_one_test(
    ("test", "statistic", "p", "dfs", "one_sided", "consistent"),
    [
        # what the tests of R's statcheck 1.5.0 expect of errors
        ("f", "2.20", "= .15", (2, 28), False, False),
        ("r", ".22", "= .26", (28,), False, False),
        ("chi2", "22.20", "= .79", (28,), False, False),
        ("z", "2.20", "= .04", (), False, False),
        ("t", "2.0", "< .05", (28,), False, True),
        ("t", "2", "= .02", (28,), False, True),
        ("t", "2", "= .14", (28,), False, True),
        ("t", "2.2", "= .03", (28,), False, True),
        ("t", "2.2", "= .036", (28,), False, True),
        ("t", "2.20", "= .037", (28,), False, True),
        ("t", "2.2", "= .08", (28,), False, False),
        ("t", "2.2", "= .02", (28,), False, False),
        ("t", "2.2", "< .08", (28,), False, True),
        ("t", "2.2", "> .02", (28,), False, True),
        ("t", "2.2", "> .08", (28,), False, False),
        ("t", "2.2", "< .02", (28,), False, False),
        ("t", "2.20", "= .02", (28,), True, True),
        ("t", "2.20", "= .04", (28,), True, False),
        ("t", "2.20", "= .018", (28,), False, False),
        ("t", "2.20", "= .01", (28,), True, False),
    ],
)
def test_the_examples_of_statcheck(test, statistic, p, dfs, one_sided, consistent):
    given = dict(zip(("df", "df2"), dfs, strict=False))
    found = check_p_value(test, statistic, p, one_sided=one_sided, **given)
    assert found.consistent is consistent


def test_the_name_of_a_test_in_capitals():
    assert check_p_value("F", "1.960", f"{stats.f.sf(1.96, 2, 30):.3f}", df=2, df2=30).consistent


def test_one_sided():
    assert check_p_value("z", "1.645", ".05", one_sided=True).consistent
    assert not check_p_value("z", "1.645", ".05").consistent


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: check_p_value("t", "2.2", ".03"), "'t' has df; 0 degrees of freedom are given"),
        (lambda: check_p_value("z", "2.2", "3"), "expected a p-value from 0 to 1"),
        (lambda: check_p_value("chi2", "2.2", ".1", df=1, one_sided=True), "has no sign"),
        (lambda: check_p_value("chi2", "-3", ".04", df=1), "χ² is never below 0"),
        (lambda: check_p_value("F", -1.2, ".3", df=2, df2=9), "F is never below 0"),
        (lambda: check_p_value("r", "1.30", ".03", df=48), "correlation lies between -1 and 1"),
        (lambda: check_p_value("q", "2.2", ".1"), "choose one of z, t, r, chi2, f"),
    ],
)
def test_what_cannot_be_is_refused(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)
