"""An interval has one identity: its name, label, source and formula are one row."""

import pandas as pd

from topline.estimates.intervals import interval_label


def test_methods_are_named():
    assert interval_label("clopper_pearson") == "Clopper–Pearson"
    assert interval_label("ceiling_wilson") == "Wilson with the Bhatia–Davis ceiling"
    assert interval_label("some_other") == "some other"
    assert interval_label(pd.NA) == "no interval"
