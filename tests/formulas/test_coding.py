"""What a formula makes of columns, and the same of other rows later."""

import numpy as np
import pytest

from tests.formulas.columns import FrameColumns, sample
from topline import errors
from topline.formulas.coding import code_formula
from topline.formulas.read import read_formula

FORMULAS = [
    "group * age",
    "0 + group + age",
    "group:age + log(age) + I(age ^ 2) + I(age > 40)",
    "poly(age, 2) * group + bs(`net income`, df=4)",
    "cr(age, df=3) + C(group, reference='b') + scale(cars) + center(api.stu)",
]


def coded(text, frame=None):
    frame = sample() if frame is None else frame
    return code_formula(read_formula(text), FrameColumns(frame), np.ones(len(frame), dtype=bool))


@pytest.mark.quick
def test_names_terms_and_numbers():
    frame = sample()
    found = coded("group * age + offset(log(api.stu))", frame)
    assert found.names == (
        "Intercept",
        "group[b]",
        "group[c]",
        "age",
        "group[b]:age",
        "group[c]:age",
    )
    assert found.terms == {"1": (0,), "group": (1, 2), "age": (3,), "group:age": (4, 5)}
    b = (frame["group"] == "b").to_numpy(dtype=float)
    np.testing.assert_array_equal(found.matrix[:, 4], b * frame["age"])
    np.testing.assert_allclose(found.offset, np.log(frame["api.stu"]))


@pytest.mark.parametrize("text", FORMULAS)
def test_other_rows_are_coded_alike(text):
    frame = sample()
    found = coded(text, frame)
    # a few rows have neither all levels nor the same mean and knots
    again = found.again(FrameColumns(frame.iloc[3:8].reset_index(drop=True)))
    np.testing.assert_allclose(again.matrix, found.matrix[3:8], atol=1e-12)
    assert again.names == found.names
    assert np.linalg.matrix_rank(found.matrix) == found.matrix.shape[1]


def test_rows_without_a_value_are_left_out_and_unused_levels_too():
    frame = sample()
    frame.loc[frame["group"] == "c", "age"] = np.nan
    frame.loc[0, "cars"] = np.nan
    found = coded("group + age + cars", frame)
    assert found.coding.levels == {"group": ("a", "b")}
    assert found.complete.sum() == len(found.matrix) == frame.dropna().shape[0]


def test_a_matrix_that_no_machine_holds_is_refused(monkeypatch):
    monkeypatch.setattr("topline.formulas.coding._MOST_CELLS", 300)
    with pytest.raises(errors.ArgumentError, match="group:C\\(cars\\) has 9 columns of 60 rows"):
        coded("group * C(cars) + age")
    assert coded("group").matrix.shape == (60, 3)
    # of categories alone each combination is coded once
    assert coded("group * C(cars)").matrix.shape == (60, 9)
    monkeypatch.setattr("topline.formulas.coding._MOST_COLUMNS", 8)
    told = r"up to 16 coefficients, 9 of them for group:C\(cars\); expected at most 8"
    with pytest.raises(errors.ArgumentError, match=told):
        coded("group * C(cars)")


@pytest.mark.parametrize("term", ["poly(age, 99999999)", "bs(age, df=1000000)", "cr(age, df=0)"])
def test_columns_made_of_one_are_few(term):
    with pytest.raises(errors.ArgumentError, match="expected a whole number from 1 to 100"):
        coded(term)


def test_the_reference_and_what_is_unknown_are_told():
    found = coded("C(cars, reference=2)")
    assert found.coding.levels == {"C(cars, reference=2)": (2, 0, 1)}
    with pytest.raises(errors.ArgumentError, match=r"no row has 'd'.*a, b, c"):
        coded("C(group, reference='d')")
    found = coded("group")
    other = sample().assign(group="z")
    with pytest.raises(errors.ArgumentError, match="group is 'z', which no row of the model is"):
        found.again(FrameColumns(other))
    with pytest.raises(errors.ArgumentError, match="no row has a value of all of 'age'"):
        coded("age", sample().assign(age=np.nan))
