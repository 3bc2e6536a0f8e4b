"""Strata of one sampled unit, and strata of which one unit is in the domain."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, Survey
from topline.survey.variance import kernels, stages

pytestmark = pytest.mark.quick

# R 4.2.2, survey 4.5, 2026-11-23, on the data below:
# d <- svydesign(~1, strata = ~h, weights = ~w, data = x)
# options(survey.lonely.psu = , survey.adjust.domain.lonely = )
# SE(svyby(~y, ~g, d, svymean)), SE(svyby(~y, ~g, d, svytotal)), SE(svytotal(~y, d))
R = {
    ("adjust", False): [
        1.0807260291119114, 1.0954451150103321, 20.626304672539977, 12.328828005937952,
        18.867962264113206,
    ],
    ("adjust", True): [
        1.165922381636102, 1.2489995996796797, 20.63707558955214, 15.508062419270823,
        18.867962264113206,
    ],
    ("average", False): [
        1.0212584148980119, 1.0954451150103321, 22.3159136044214, 12.328828005937952,
        19.731531449264988,
    ],
    ("average", True): [
        1.2295197233066248, 1.5874507866387544, 15.099668870541498, 15.874507866387543,
        19.731531449264988,
    ],
    ("remove", False): [
        0.83385400400789578, 1.0954451150103321, 18.220867158288598, 12.328828005937952,
        17.088007490635061,
    ],
}  # fmt: skip


def drawn(rule, domains=False, **options):
    data = pd.DataFrame(
        {
            "h": [1, 1, 1, 2, 2, 3, 3, 3, 4],
            "g": ["a", "a", "b", "a", "b", "b", "b", "b", "a"],
            "y": [3.0, 5.0, 4.0, 8.0, 1.0, 2.0, 6.0, 7.0, 9.0],
            "w": 2.0,
            "nh": [30, 30, 30, 20, 20, 30, 30, 30, 1],
        }
    )
    design = {"strata": "h", "weights": "w", "lonely_psu": rule, "lonely_domains": domains}
    return Survey(data, **design, **options)


@pytest.mark.parametrize("key", R, ids=str)
def test_agrees_with_r(key):
    survey = drawn(*key)
    found = [survey.mean("y", by="g"), survey.total("y", by="g"), survey.total("y")]
    errors = np.concatenate([part.table["std_error"] for part in found])
    assert errors == pytest.approx(R[key], rel=1e-12)


@pytest.mark.parametrize("rule", ["adjust", "average"])
@pytest.mark.parametrize("domains", [True, False])
def test_few_columns_at_a_time_give_the_same(rule, domains, monkeypatch):
    whole = drawn(rule, domains).proportion("y", by="g")
    for room in (kernels, stages):
        monkeypatch.setattr(room, "DENSE", 1)
    parts = drawn(rule, domains).proportion("y", by="g")
    pd.testing.assert_frame_equal(whole.table, parts.table)
    assert np.allclose(np.sqrt(np.diag(parts.covariance)), parts.table["std_error"], equal_nan=True)


@pytest.mark.parametrize("rule", ["adjust", "average"])
def test_a_stratum_drawn_whole_is_not_lonely(rule):
    without = drawn("certainty", fpc="nh")
    assert drawn(rule, fpc="nh").mean("y") == without.mean("y")


def test_all_strata_lonely_leave_nothing_to_average():
    data = pd.DataFrame({"h": [1, 2, 3], "y": [1.0, 2.0, 4.0]})
    row = Survey(data, strata="h", lonely_psu="average").mean("y").table.iloc[0]
    assert np.isnan(row["std_error"])
    assert "variance cannot be estimated" in row["flag"]


def test_a_rule_for_domains_needs_one_that_borrows():
    with pytest.raises(ArgumentError, match=r"lonely_psu='remove'; expected one of 'adjust', 'av"):
        drawn("remove", True)
