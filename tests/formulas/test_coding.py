"""Formulas coded on columns: full rank, answers by label, and other rows coded alike."""

import builtins
import pickle

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, ToplineError
from topline.formulas.coding import code_formula
from topline.formulas.library import written
from topline.survey.data.answers import Columns

pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        {
            "age": rng.uniform(18, 90, 60),
            "sex": rng.choice(["f", "m"], 60),
            "region of birth": rng.choice(["n", "s", "v0_[1]", "a:b"], 60),
            "n": rng.integers(1, 9, 60),
            "y": np.where(np.arange(60) == 7, np.nan, rng.normal(size=60)),
        }
    )


def coded(text, frame):
    columns = Columns(frame)
    return code_formula(text, columns).matrix(columns)


FORMULAS = {
    "age + sex": 3,
    "sex*age": 4,
    "sex*`region of birth`": 8,
    "0 + sex": 2,
    "sex:age": 3,
    "bs(age, df=5)": 6,
    "cr(age, df=4)": 5,
    "poly(age, 2) + log(n) + I(age^3/1e4) + scale(n)": 6,
    "C(n, base=3)": 8,
    "I(age > 50)": 2,
}


@pytest.mark.parametrize("text", FORMULAS)
def test_columns_are_named_as_people_name_them_and_coded_alike(text, frame):
    made = code_formula(text, Columns(frame))
    matrix = made.matrix(Columns(frame))
    assert matrix.x.shape == (60, FORMULAS[text])
    assert len(set(matrix.names)) == len(matrix.terms) == len(matrix.names)
    assert not any("v0_" in name and "v0_[1]]" not in name for name in matrix.names)
    rank = np.linalg.matrix_rank(matrix.x / np.abs(matrix.x).max(axis=0))
    assert rank == FORMULAS[text] - (text.startswith("cr"))
    again = pickle.loads(pickle.dumps(made)).matrix(Columns(frame.iloc[[5, 2, 30]]))
    np.testing.assert_allclose(again.x, matrix.x[[5, 2, 30]], rtol=1e-12)
    assert again.names == matrix.names


def test_columns_as_they_are_are_coded_as_formulaic_would(frame):
    plain = coded("age + sex + C(n, base=3)", frame)
    other = coded("age + sex + C(n, base=3) + I(age*0)", frame)
    assert other.names[: plain.x.shape[1]] == plain.names or set(plain.names) <= set(other.names)
    for name, own in zip(plain.names, plain.x.T, strict=True):
        np.testing.assert_array_equal(own, other.x[:, other.names.index(name)])


def test_names_and_terms_of_interactions(frame):
    matrix = coded("sex*age", frame)
    assert matrix.names == ("(Intercept)", "sex[T.m]", "age", "sex[T.m]:age")
    assert matrix.terms == ("(Intercept)", "sex", "age", "sex:age")


def test_polynomials_and_splines_are_those_of_r():
    """poly(1:5, 2) and bs(1:5, df = 4) of R 4.3, to seven digits."""
    frame = pd.DataFrame({"x": [1.0, 2, 3, 4, 5]})
    first, second = coded("0 + poly(x, 2)", frame).x.T
    assert np.abs(first) == pytest.approx(np.abs([-2, -1, 0, 1, 2]) / np.sqrt(10))
    assert np.abs(second) == pytest.approx(np.abs([2, -1, -2, -1, 2]) / np.sqrt(14))
    spline = coded("bs(x, df=4)", frame).x[:, 1:]
    assert spline[0] == pytest.approx([0, 0, 0, 0])
    assert spline[2] == pytest.approx([0.25, 0.5, 0.25, 0])
    assert spline[1] == pytest.approx([0.59375, 0.25, 0.03125, 0])


def test_rows_that_lack_something_are_told(frame):
    matrix = coded("y*age + offset(y)", frame)
    assert matrix.known.tolist() == [k != 7 for k in range(60)]
    assert np.isnan(matrix.x[7]).all()
    assert matrix.offset[3] == frame["y"][3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agee", "age"),
        ("I(sex + 1)", "sex"),
        ("I(age.real)", "age.real"),
        ("log(age - 100)", r"log\(age - 100\) is no number"),
        ("bs(age, df=1)", r"bs\(age, df=1\)"),
        ("bs(age, knots=['a'])", "expected numbers"),
        ("bs(age, df=4, extrapolation='os')", "clip"),
        ("poly(n, 40)", r"poly\(n, 40\)"),
        ("C(sex, base='x')", "'f', 'm'"),
        ("1", "no column"),
        ("I(2)", "no column"),
        ("I(sex == 'f')", "sex"),
        ("I(age in [1, 2])", "arithmetic"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_what_cannot_be_worked_out_is_named(text, words, frame):
    with pytest.raises(ToplineError, match=words):
        coded(text, frame)


def test_other_rows_may_hold_nothing_new(frame):
    made = code_formula("bs(age, df=4) + sex:n", Columns(frame))
    with pytest.raises(ArgumentError, match="'x'"):
        made.matrix(Columns(frame.assign(sex="x")))
    with pytest.raises(ArgumentError, match=r"bs\(age, df=4\)"):
        made.matrix(Columns(frame.assign(age=200.0)))
    clipped = "bs(age, df=4, extrapolation='clip')"
    far = code_formula(clipped, Columns(frame)).matrix(Columns(frame.assign(age=200.0)))
    assert np.isfinite(far.x).all()


def test_nothing_of_what_people_wrote_reaches_the_library(frame):
    evil = "__import__('os').system('true')"
    hostile = frame.rename(columns={"age": evil}).assign(sex=["`{evil}`", "{evil}"] * 30)
    columns = Columns(hostile)
    made = code_formula(f"bs(`{evil}`, df=4) * sex", columns)
    assert written(made.formula) == "1 + bs(v0_, df=4) + v1_ + bs(v0_, df=4):v1_"
    assert "sex[T.{evil}]" in "".join(made.matrix(columns).names)


def test_without_the_library_columns_still_work(monkeypatch, frame):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("formulaic"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert coded("age + sex", frame).x.shape == (60, 3)
    with pytest.raises(ArgumentError, match=r"topline\[models\]"):
        coded("age * sex", frame)
