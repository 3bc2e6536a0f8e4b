"""The presentation standards for proportions: Parker et al. (2017), one row per rule."""

import numpy as np
import pandas as pd
import pytest

from topline import proportion_interval
from topline.estimates.presentation import FEW as LEAST
from topline.estimates.presentation import FEW_DF, NCHS
from topline.estimates.reason_codes import reason_sentences
from topline.estimates.reasons import REASONS
from topline.estimates.rows import microdata_reasons

pytestmark = pytest.mark.quick

FEW = "effective base below 30: do not publish (NCHS)"
WIDE = "too imprecise to publish (NCHS)"
EDGE = "nobody or everybody: no variance can be estimated"


def table(estimate, n, n_effective=None, df=500.0, **changes):
    size = n if n_effective is None else n_effective
    row = {
        "quantity": "proportion",
        "estimate": estimate,
        "std_error": np.sqrt(estimate * (1 - estimate) / max(size, 1)),
        "interval": "logit",
        "confidence_level": 0.9,
        "df": df,
        "n": n,
        "n_effective": float(size),
        "n_missing": 0,
    }
    return pd.DataFrame([row | changes])


def flag(*values, **changes):
    rows = table(*values, **changes)
    return "; ".join(reason_sentences(rows.assign(reasons=microdata_reasons(rows)))[0])


RULES = [
    ((0.5, 29), FEW),
    ((0.5, 200, 29.9), FEW),
    ((0.5, 29, 200.0), FEW),
    ((0.5, 30), WIDE),
    ((0.5, 42), WIDE),  # 0.3155 wide
    ((0.5, 48), ""),  # 0.2953 wide, 59 % of p
    ((0.03, 200), WIDE),  # 0.053 wide, 178 % of p
    ((0.005, 1000), ""),  # 224 % of p, but 0.011 wide
    ((0.97, 200), "its complement is too imprecise to publish (NCHS)"),
    ((0.995, 1000), ""),
    ((0.5, 200, 200.0, 7.0), "fewer than 8 df: review (NCHS)"),
    ((0.5, 200, 200.0, 8.0), ""),
    ((0.97, 400, 400.0, 7.0), "fewer than 8 df: review (NCHS)"),
    ((0.03, 200, 200.0, 7.0), WIDE),
    ((0.0, 29), f"{EDGE}; {FEW}"),
    ((0.0, 100), f"{EDGE}; review before publishing (NCHS)"),
    ((1.0, 100), f"{EDGE}; review before publishing (NCHS)"),
    (
        (1.0, 100, 100.0, 7.0),
        f"{EDGE}; review before publishing (NCHS); fewer than 8 df: review (NCHS)",
    ),
]


@pytest.mark.parametrize(("values", "text"), RULES, ids=str)
def test_follows_the_presentation_standards(values, text):
    assert flag(*values) == text


def test_size_is_at_most_that_of_the_sample():
    assert proportion_interval(24, 48, method="clopper_pearson") == pytest.approx(
        (0.3523, 0.6477), abs=5e-5
    )
    assert flag(0.5, 46) == WIDE  # 0.3013 wide
    assert flag(0.5, 46, 60.0) == WIDE  # as random, not better
    assert flag(0.5, 46, 46.0, 1e6) == WIDE


def test_standards_are_for_shares_with_an_interval():
    assert flag(0.5, 29, quantity="value") == ""
    assert flag(0.5, 29, interval=pd.NA) == ""


def test_says_what_else_a_reader_must_know():
    value = {"quantity": "value", "std_error": np.nan, "interval": pd.NA}
    assert flag(0.5, 0, **value) == "no respondents"
    assert flag(0.5, 1, **value) == "one respondent; variance cannot be estimated"
    assert flag(0.5, 9, **(value | {"std_error": 0.0})) == "no sampling variation"
    assert flag(0.5, 90, quantity="value", n_missing=1234) == "1,234 without an answer left out"


def test_the_sentences_say_the_numbers_of_the_standard():
    assert f"below {LEAST}:" in REASONS["nchs_few"].sentence
    assert f"fewer than {FEW_DF} df" in REASONS["nchs_df"].sentence
    assert set(NCHS) == {code for code, row in REASONS.items() if "(NCHS)" in row.sentence}
