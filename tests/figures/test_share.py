"""Shares of published counts, with the margin that follows from both."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, estimate_figures, published_shares
from topline.figures.together.groups import group_differences


def counts(**more):
    columns = {
        "answer": ["Total:!!Below poverty:", "Total:"] * 2,
        "group": ["Bronx", "Bronx", "Kings", "Kings"],
        "group_dimension": "County",
        "amount": [4634, 31713, 8000, 31000],
        "moe": [989, 601, 700, 500],
        "moe_level": 0.9,
        "unit": "other",
        "n": None,
        "where": ["line 3, column 5", "line 3, column 3", "line 4, column 5", "line 4, column 3"],
    }
    return pd.DataFrame({**columns, **more})


@pytest.mark.quick
def test_a_share_has_the_bureaus_margin():
    found = published_shares(counts(), "Below poverty", "Total")
    p = 4634 / 31713
    margin = 100 * np.sqrt(989**2 - p**2 * 601**2) / 31713
    first = found.iloc[0]
    assert (first["percent"], first["decimals"], first["moe_level"]) == (14.6, 1, 0.9)
    assert first["moe"] == pytest.approx(margin)
    assert (first["question"], first["answer"]) == ("Below poverty, of Total", "Below poverty")
    assert first["where"] == "line 3, column 5 ÷ line 3, column 3"


def test_standard_errors_give_standard_errors():
    found = published_shares(
        counts(moe=None, moe_level=None, std_error=[989, 601, 700, 500]), "Below poverty", "Total"
    )
    assert found["std_error"].iloc[0] == pytest.approx(3.106, abs=0.001)
    assert found["moe"].isna().all()


def test_places_are_compared():
    estimates = estimate_figures(published_shares(counts(), "Below poverty", "Total"))
    differences = group_differences(estimates)
    assert differences["holds"].tolist() == [True]
    assert differences["p_value"].iloc[0] < 1e-4


def test_amounts_are_compared_by_their_published_errors():
    """Incomes of two places, whose sum of variances is known at most: (σ₁ + σ₂)²."""
    incomes = counts(answer="Median income", amount=[74050, 68333, 41463, 7181],
                     moe=[5514, 1689, 1242, 3034], group=["A", "B", "C", "D"])  # fmt: skip
    estimates = estimate_figures(incomes)
    differences = group_differences(estimates)
    first = differences.iloc[0]
    error = (5514 + 1689) / 1.645
    assert first["std_error"] == pytest.approx(error, rel=1e-3)
    assert first["ci_low"] == pytest.approx(74050 - 68333 - 1.959964 * error, rel=1e-3)
    assert first["ci_high"] == pytest.approx(74050 - 68333 + 1.959964 * error, rel=1e-3)
    assert len(differences) == 6
    incomes.loc[3, "moe"] = None
    assert len(group_differences(estimate_figures(incomes))) == 3


def test_what_is_no_part_is_refused():
    with pytest.raises(DataError, match="is no part of it"):
        published_shares(counts(), "Total", "Below poverty")
    with pytest.raises(ArgumentError, match="part is 'Rich'; expected one of: Total"):
        published_shares(counts(), "Rich", "Total")
    with pytest.raises(DataError, match="no group has both"):
        published_shares(counts(group=["A", "B", "C", "D"]), "Below poverty", "Total")
    percents = counts().drop(columns=["amount", "moe"]).assign(percent=["48%"] * 4)
    with pytest.raises(DataError, match="percents alone; expected counts of a part"):
        published_shares(percents.assign(unit="share_of_respondents"), "Below poverty", "Total")
