"""Numbers to words: rounding as readers expect, and no share that is almost 0 or 100 says so."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import wording

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (0.63, 0, "63%"),
        (0.625, 0, "63%"),
        (0.285, 1, "28.5%"),
        (0.2848, 1, "28.5%"),
        (0.0, 0, "0%"),
        (-0.0, 0, "0%"),
        (1.0, 0, "100%"),
        (0.004, 0, "<1%"),
        (0.996, 0, ">99%"),
        (0.0004, 1, "<0.1%"),
        (0.99996, 1, ">99.9%"),
        (-0.12, 0, "-12%"),
        (float("nan"), 0, "–"),
        (pd.NA, 0, "–"),
    ],
)
def test_percents(value, decimals, words):
    assert wording.percent_text(value, decimals) == words


@given(st.floats(0, 1), st.integers(0, 3))
def test_a_printed_percent_is_near(value, decimals):
    words = wording.percent_text(value, decimals)
    shown = float(words.strip("%<>"))
    assert shown == pytest.approx(
        value * 100, abs=0.5 * 10**-decimals * (1 + ("<" in words or ">" in words)) + 1e-9
    )
    assert words == "0%" or value > 0 or decimals


def test_other_words():
    assert wording.interval_text(0.5816, 0.6759) == "58.2% to 67.6%"
    assert wording.interval_text(float("nan"), 0.5) == "–"
    assert wording.printed_text(75, 0, "about") == "about 75%"
    assert wording.printed_text(1, 0, "less_than") == "<1%"
    assert wording.printed_text(30.0, 0, "more_than") == ">30%"
    assert wording.printed_text(26.4, 1) == "26.4%"
    assert wording.printed_text(pd.NA) == "–"
    assert wording.count_text(1012) == "1,012"
    assert wording.count_text(pd.NA) == "–"
    assert wording.level_text(0.95) == "95%"
    assert wording.level_text(0.999) == "99.9%"


@pytest.mark.parametrize(
    ("n", "qualifier", "words"),
    [
        (400, "exact", "n = 400"),
        (2800, "at_least", "n ≥ 2,800"),
        (620, "subgroup", "n = 620, subgroup"),
        (pd.NA, "not_stated", "n not stated"),
    ],
)
def test_bases(n, qualifier, words):
    assert wording.base_text(n, qualifier) == words
