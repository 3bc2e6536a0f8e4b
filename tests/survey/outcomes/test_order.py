"""Ordinal models of answers whose order is not known, or that have no place in one."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey

RNG = np.random.default_rng(5)
X = RNG.normal(size=240)
PLACE = np.digitize(X + RNG.logistic(size=240), [-1, 1])
DATA = pd.DataFrame({"x": X, "low_high": np.array(["lo", "mid", "hi"])[PLACE]})


def test_an_alphabetical_order_is_told():
    found = Survey(DATA).ordinal("low_high ~ x").table
    assert any("alphabetical order (hi, lo, mid)" in note for note in found.notes)
    ordered = Survey(DATA, order={"low_high": ["lo", "mid", "hi"]}).ordinal("low_high ~ x").table
    assert not ordered.notes
    assert ordered.table["estimate"].iloc[0] > 0.7
    known = DATA.assign(low_high=np.array(["low", "medium", "high"])[PLACE])
    assert not Survey(known).ordinal("low_high ~ x").table.notes
    # two answers are in one order or the other, and a multinomial model asks for none
    two = Survey(DATA).ordinal("low_high ~ x", where="low_high != 'mid'")
    assert not two.table.notes
    assert not Survey(DATA).multinomial("low_high ~ x").table.notes


@pytest.mark.parametrize("unsure", ["Don't know", "Refused"])
def test_who_does_not_know_has_no_place_in_an_order(unsure):
    words = np.array(["Disagree", "Neither", "Agree"])[PLACE]
    told = pd.DataFrame({"x": X, "q": np.where(np.arange(240) % 6 == 0, unsure, words)})
    found = Survey(told).ordinal("q ~ x")
    without = Survey(told).ordinal("q ~ x", where=(told["q"] != unsure).to_numpy())
    np.testing.assert_allclose(found.table.table["estimate"], without.table.table["estimate"])
    assert found.n == 200
    assert any(f"{unsure} of 'q' has no place in an order" in note for note in found.table.notes)
    assert unsure in Survey(told).multinomial("q ~ x").table.table["category"].tolist()
