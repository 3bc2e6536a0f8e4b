"""Every one-proportion case of the reference collection whose method the table has."""

from tests.conftest import in_one_test
from tests.reference.cases import alternative, cases, expected, is_near, method_key
from topline import proportion_interval
from topline.statistics.intervals.one_share.proportion import METHODS

CASES = [case for case in cases("one_proportion") if method_key(case) in METHODS]


@in_one_test("case", CASES, ids=lambda case: case["id"])
def test_one_proportion(case):
    interval = proportion_interval(
        case["inputs"]["x"],
        case["inputs"]["n"],
        method=method_key(case),
        confidence_level=case["conf"],
        alternative=alternative(case),
    )
    low, high = expected(case)
    assert is_near(interval.ci_low, low, case), (interval.ci_low, low)
    assert is_near(interval.ci_high, high, case), (interval.ci_high, high)
