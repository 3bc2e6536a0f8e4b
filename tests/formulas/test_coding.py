"""What a formula makes of columns, and the same of other rows later."""

import numpy as np
import pandas as pd
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
    with pytest.raises(errors.ArgumentError, match=r"'age'; log\(-age\) is a number in none of"):
        coded("log(-age)")


# rows 2, 5 and 8 of splines::ns and bs, and of predict(ns) at 5 and 120; R 4.2.2, 2026-11-28
AGES = [18, 22.5, 31, 40, 41.5, 55, 63, 78, 90]
SPLINES = {
    "ns(age, df=3)": [
        [-0.0644637599948482, 0.174563101379182, -0.108420051247226],
        [0.0142655696915478, 0.57941156065536, -0.358893971039363],
        [0.264008684890865, 0.34848855240942, 0.373497705317883],
    ],
    "ns(age, knots=c(30, 50))": [
        [-0.0903686085158606, 0.234161267383402, -0.140496760430041],
        [0.119829192592515, 0.578192625434223, -0.3342416169272],
        [0.201396208626739, 0.353509478433152, 0.435094312940109],
        [0.27744131669693, -0.693603291742325, 0.416161975045395],
        [-1.10526315789474, 0.513157894736842, 1.592105263157895],
    ],
    "bs(age, knots=[50, 30])": [
        [0.624847412109375, 0.127716064453125, 0.0032958984375, 0, 0],
        [0.029986572265625, 0.606233226634838, 0.342656937210648, 0.0211232638888889, 0],
        [0, 0.01, 0.14, 0.507, 0.343],
    ],
}


@pytest.mark.parametrize("term", SPLINES)
def test_splines_are_those_of_r(term):
    data = pd.DataFrame({"age": AGES})
    found = code_formula(read_formula(f"~ {term}"), FrameColumns(data), np.ones(9, dtype=bool))
    other = found.again(FrameColumns(pd.DataFrame({"age": [5.0, 120.0]})))
    rows = np.vstack([np.asarray(found.matrix)[[1, 4, 7], 1:], np.asarray(other.matrix)[:, 1:]])
    expected = np.array(SPLINES[term])
    assert rows[: len(expected)] == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("ns(age, knots=[5, 30])", r"knots=\[5, 30\] are not all within the values, 18"),
        ("bs(age, df=4, knots=30)", "df= says how many knots there are, and knots= which"),
        ("cr(age, knots=['a'])", "expected numbers between the least and the greatest"),
        ("ns(age, knots=[])", r"ns\(\) has knots=\[\]; expected df=, knots="),
        ("ns(age, knots=[age])", r"ns\(\) has knots=\[age\]; expected"),
        ("ns(age, knots=[f(1)])", "has no meaning in it"),
        ("ns(cars, df=6)", "no natural spline with df=6 can be made of 3 different values"),
        (f"bs(age, knots={[*range(20, 80)] * 2})", "bs.. has 120 knots; expected at most 100"),
        ("group[0]", "has no meaning in it"),
    ],
)
def test_knots_that_cannot_be_are_answered_in_words(term, told):
    with pytest.raises(errors.ArgumentError, match=told):
        coded(term)
