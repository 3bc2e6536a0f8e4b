"""Every test of counts, and every test of a survey, returns one kind of result."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import Survey

SHARES = (84, 101, 89, 105)
DATA = pd.DataFrame(
    {"sex": list("fffmmmfm") * 4, "vote": list("ynynnyyn") * 4, "age": np.arange(32) % 7 + 20}
)
TESTS = {
    "proportion": lambda: topline.proportion_test(63, 100, 0.5),
    "difference": lambda: topline.difference_test(*SHARES),
    "noninferiority": lambda: topline.noninferiority_test(*SHARES, margin=0.12),
    "equivalence": lambda: topline.equivalence_test(*SHARES, margin=0.12),
    "paired": lambda: topline.paired_test(59, 6, 16, 80),
    "chi_square": lambda: topline.chi_square_test([[252, 148], [221, 179]]),
    "equal_shares": lambda: topline.equal_shares_test([83, 90], [86, 93]),
    "trend": lambda: topline.trend_test([40, 52, 61], [100, 105, 98]),
    "survey_table": lambda: Survey(DATA).chi_square("sex", "vote"),
    "survey_mean": lambda: Survey(DATA).t_test("age", by="sex"),
    "survey_ranks": lambda: Survey(DATA).rank_test("age", "sex"),
}


@in_one_test("name", TESTS)
def test_a_test_returns_a_significance(name):
    found = TESTS[name]()
    assert isinstance(found, topline.Significance)
    assert np.isfinite(found.statistic)
    assert 0 <= found.p_value <= 1
    assert found.method
    with pytest.raises(FrozenInstanceError):
        found.p_value = 0.04


def test_fields_are_the_same_for_all():
    assert [field.name for field in fields(topline.Significance)] == [
        "statistic", "df", "df2", "p_value", "estimate", "std_error", "ci_low", "ci_high",
        "confidence_level", "n", "method", "notes",
    ]  # fmt: skip


def test_estimates_are_what_was_compared():
    assert TESTS["proportion"]().estimate == 0.63
    for name in ("difference", "noninferiority", "equivalence"):
        assert TESTS[name]().estimate == pytest.approx(84 / 101 - 89 / 105)
    assert TESTS["paired"]().estimate == pytest.approx((6 - 16) / 161)
    mean = DATA.groupby("sex")["age"].mean()
    found = TESTS["survey_mean"]()
    assert found.estimate == pytest.approx(mean["m"] - mean["f"])
    assert found.ci_low < found.estimate < found.ci_high
    assert found.n == 32


def test_what_a_test_has_not_is_missing():
    found = TESTS["difference"]()
    assert np.isnan([found.df, found.df2, found.std_error, found.ci_low, found.ci_high]).all()
    assert found.n is None
