"""Margins of sums, shares, ratios and products: the Census Bureau's worked examples."""

import numpy as np
import pandas as pd
import pytest

from topline import (
    ArgumentError,
    combine_margins,
    convert_margin,
    product_margin,
    ratio_margin,
    share_margin,
)

pytestmark = pytest.mark.quick


# U.S. Census Bureau (2018), Understanding and Using American Community Survey Data, chapter 8; its
# worked numbers are also those that census-data-aggregator (Los Angeles Times) documents itself by.


def test_sum_of_three_counties():
    # never-married females of Fairfax, Arlington and Alexandria: 203,119 ± 5,070
    assert round(combine_margins([3860, 2642, 1957], [135173, 43104, 24842])) == 5070


def test_sum_of_boys_and_girls():
    assert combine_margins([3778, 3911], [10154024, 9712936]) == pytest.approx(5437.757350231803)


def test_share_of_women_never_married():
    # 203,119 ± 5,070 of 630,498 ± 831 are 0.322 ± 0.008
    assert round(203119 / 630498, 3) == 0.322
    assert round(share_margin(203119, 5070, 630498, 831), 3) == 0.008


def test_ratio_of_men_to_women_never_married():
    # 226,840 ± 5,556 to 203,119 ± 5,070 is 1.117 ± 0.039
    assert round(226840 / 203119, 3) == 1.117
    assert round(ratio_margin(226840, 5556, 203119, 5070), 3) == 0.039


def test_percent_change_is_a_ratio_less_one():
    # 135,173 ± 3,860 became 139,301 ± 4,047: 3.05 % more, ± 4.20
    assert 100 * ratio_margin(139301, 4047, 135173, 3860) == pytest.approx(4.198069852261231)


def test_product_of_homes_and_a_share():
    # ACS accuracy of the data: 74,506,512 ± 228,238 times 82.4 ± 0.1 percent, ± 202,289
    assert round(product_margin(74506512, 228238, 0.824, 0.001)) == 202289


def test_the_largest_margin_of_zeros_counts_once():
    # the cases on which R's tidycensus took every different one, and later broke without zeros
    assert combine_margins([100, 200, 150, 50], [500, 0, 0, 400]) == pytest.approx(
        np.sqrt(200**2 + 100**2 + 50**2)
    )
    assert combine_margins([100, 200, 150], [500, 300, 400]) == pytest.approx(
        np.sqrt(100**2 + 200**2 + 150**2)
    )
    assert combine_margins([100, 200, 150], [0, 0, 0]) == 200
    assert combine_margins([12, 12, 12], [0, 0, 0]) == 12


def test_sums_of_many_areas_at_once():
    margins = [[30, 40, 12, 9], [3, 4, 0, 0]]
    found = combine_margins(margins, [[200, 500, 0, 0], [1, 1, 1, 1]])
    assert found == pytest.approx([np.sqrt(30**2 + 40**2 + 12**2), 5])
    assert combine_margins(np.transpose(margins), axis=0).shape == (2,)


def test_controlled_numbers_have_no_margin_and_open_ends_none_that_is_known():
    assert combine_margins([0, 30]) == 30
    assert np.isnan(combine_margins([np.nan, 30]))
    assert np.isnan(combine_margins([np.nan, 30], [0, 5]))
    # of a controlled total only the part has a margin
    assert share_margin(50, 8, 400, 0) == pytest.approx(8 / 400)


def test_a_share_below_0_falls_back_to_the_ratio():
    assert share_margin(90, 5, 100, 20) == pytest.approx(ratio_margin(90, 5, 100, 20))
    assert share_margin(90, 19, 100, 20) == pytest.approx(np.sqrt(19**2 - (0.9 * 20) ** 2) / 100)
    assert share_margin(100, 20, 100, 20) == pytest.approx(0.2)


def test_nothing_to_divide_by():
    assert np.isnan(share_margin(0, 12, 0, 12))
    assert np.isnan(ratio_margin(4, 12, 0, 12))


def test_levels():
    assert convert_margin(1.645, to_level=0.95) == pytest.approx(1.96, abs=2e-4)
    assert convert_margin(convert_margin(3.0), from_level=0.95, to_level=0.9) == pytest.approx(3)
    series = convert_margin(pd.Series([1.0, np.nan], index=["a", "b"]))
    assert series["a"] == pytest.approx(1.959964 / 1.644854, abs=1e-6)
    assert np.isnan(series["b"])


@pytest.mark.parametrize("function", [share_margin, ratio_margin, product_margin])
def test_a_negative_margin_is_refused(function):
    with pytest.raises(ArgumentError, match="a margin is 0 or more"):
        function(1, -1, 2, 1)
    with pytest.raises(ArgumentError, match="a margin is 0 or more"):
        combine_margins([1, -1])


def test_against_a_simulation():
    rng = np.random.default_rng(1)
    # part of a whole: of each whole the same share, and what varies beside
    whole = rng.normal(10_000, 350, 100_000)
    part = 0.4 * whole + rng.normal(0, 140, 100_000)
    z = 1.6448536
    found = share_margin(4000, part.std() * z, 10_000, whole.std() * z)
    assert found / z == pytest.approx((part / whole).std(), rel=0.02)
