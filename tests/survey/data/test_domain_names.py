"""Columns of domains stand beside those of the estimates, so their names must differ."""

import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, Survey


@in_one_test("name", ["n", "estimate", "flag", "outcome", "category", "label"])
def test_refuses_the_name_of_a_column_of_the_estimates(name):
    survey = Survey(pd.DataFrame({name: ["a", "a", "b", "b"], "y": [1.0, 2.0, 3.0, 5.0]}))
    with pytest.raises(ArgumentError, match=f"by '{name}' has the name of a column of the est"):
        survey.mean("y", by=name)
    renamed = Survey(survey.data.rename(columns={name: f"{name}_group"}))
    assert renamed.mean("y", by=f"{name}_group").table["estimate"].tolist() == [1.5, 4.0]
    assert survey.proportion(name).table["estimate"].tolist() == [0.5, 0.5]
