"""Conditions on columns: the rows pandas' own eval finds, and refusals in words."""

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import ArgumentError, Survey
from topline.survey.data.answers import Columns
from topline.survey.data.domains import truth

N = 60
RNG = np.random.default_rng(7)
GAP = RNG.random(N) < 0.2


def answers(values):
    return [None if gap else str(value) for gap, value in zip(GAP, values, strict=True)]


FRAME = pd.DataFrame(
    {
        "i": RNG.integers(-3, 4, N),
        "x": np.where(GAP, np.nan, RNG.integers(-4, 5, N) / 2),
        "f": RNG.integers(0, 5, N).astype("float32") / 10,
        "whole": pd.array(np.where(GAP, None, RNG.integers(-2, 3, N)), dtype="Int64"),
        "q": answers(RNG.choice(["a", "b", "c"], N)),
        "o": pd.Series(answers(RNG.choice(["a", "b"], N)), dtype=object),
        "s": pd.array(answers(RNG.choice(["a", "b"], N)), dtype="string"),
        "c": pd.Categorical(answers(RNG.choice(["a", "b", "c"], N)), ["a", "b", "c"], ordered=True),
        "yes": RNG.random(N) < 0.5,
        "d": pd.to_datetime(pd.Series(["2024-01-01", "2024-03-05", None] * 20)),
        "top two": RNG.integers(0, 2, N),
    },
    index=np.arange(N) * 3,
)


def pandas_mask(condition):
    found = FRAME.eval(condition)
    return found.astype("boolean").fillna(False).to_numpy(dtype=bool)


ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
NUMBER = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, 0.1, 1.5, 2])).map(str)
COLUMN = st.sampled_from(["i", "x", "f", "`top two`"])
NUMERIC = st.recursive(
    st.one_of(COLUMN, NUMBER),
    lambda part: st.one_of(
        st.builds(
            "({} {} {})".format, part, st.sampled_from(["+", "-", "*", "/", "//", "%"]), part
        ),
        part.map("-{}".format),
        part.map("({} ** 2)".format),
    ),
    max_leaves=4,
)
TEXT = st.sampled_from(["'a'", '"b"', "'zz'"])
TEXTS = st.lists(TEXT, min_size=1, max_size=3).map(lambda texts: f"[{', '.join(texts)}]")
DATES = st.sampled_from(
    ["'2024-01-01'", "'2024-02-01 12:00'", "2024", "20240301", "'5 March 2024'"]
)
ATOM = st.one_of(
    st.builds("{} + {} {} {}".format, COLUMN, NUMERIC, ORDER, NUMERIC),
    st.builds("{} {} {}".format, COLUMN, ORDER, NUMERIC),
    st.builds("{} < {} <= {}".format, NUMBER, st.sampled_from(["i", "x", "whole"]), NUMBER),
    st.builds("{} {} {}".format, st.just("whole"), ORDER, NUMBER),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["i", "x", "whole"]),
        st.sampled_from(["in", "not in", "==", "!="]),
        st.lists(NUMBER, min_size=1, max_size=3).map(lambda numbers: f"({', '.join(numbers)},)"),
    ),
    st.builds(
        "{} {} {}".format, st.sampled_from("qosc"), st.sampled_from(["==", "!="]), TEXT | TEXTS
    ),
    st.builds("{} {} {}".format, TEXT, st.sampled_from(["==", "!="]), st.sampled_from("qos")),
    st.builds("{} {} {}".format, st.sampled_from("qosc"), st.sampled_from(["in", "not in"]), TEXTS),
    st.builds("{} {} 'b'".format, st.sampled_from("qoc"), st.sampled_from(["<", "<=", ">", ">="])),
    st.builds("d {} {}".format, st.sampled_from(["<", "<=", ">", ">="]), DATES),
    st.sampled_from(["yes", "yes == True", "`top two` == 1", "x == x", "q != q", "yes != 0"]),
)
CONDITION = st.recursive(
    ATOM,
    lambda part: st.one_of(
        st.builds("{} {} {}".format, part, st.sampled_from(["and", "or", "&", "|"]), part),
        st.builds("({} {} {})".format, part, st.sampled_from(["and", "or", "&", "|"]), part),
        part.map("not {}".format),
        part.map("~({})".format),
    ),
    max_leaves=5,
)


@given(CONDITION)
def test_finds_the_rows_pandas_finds(condition):
    try:
        expected = pandas_mask(condition)
    except Exception:
        return  # some sums of constants alone are too much for it
    assert mask_of(FRAME, condition, N).tolist() == expected.tolist()


GOOD = [
    ("i > 0 & yes == True", (FRAME["i"] > 0) & FRAME["yes"]),
    ("`top two` == 1 or x != x", (FRAME["top two"] == 1) | FRAME["x"].isna()),
    ("`top two` and yes", (FRAME["top two"] == 1) & FRAME["yes"]),
    ("not `top two`", FRAME["top two"] == 0),
    ("q in ('a')", FRAME["q"] == "a"),
    ("i in {1, 2}", FRAME["i"].isin([1, 2])),
    ("i in ()", FRAME["i"] > 99),
    ("d == '2024-01-01'", FRAME["d"] == pd.Timestamp("2024-01-01")),
    ("d != '2024-01-01'", FRAME["d"] != pd.Timestamp("2024-01-01")),
    ("d in ['2024-01-01', '2025-01-01']", FRAME["d"] == pd.Timestamp("2024-01-01")),
    ("d - d >= '0 days'", FRAME["d"].notna()),
    ("1 * (i > 0) + 1 * yes >= 2", (FRAME["i"] > 0) & FRAME["yes"]),
    ("i ** -1 > 0.4", FRAME["i"].isin([0, 1, 2])),
    ("i < 99999999999999999999999", FRAME["i"] < 9),
    ("1 < 2 and yes", FRAME["yes"]),
]


@pytest.mark.parametrize(("condition", "expected"), GOOD, ids=[text for text, _ in GOOD])
def test_holds_for(condition, expected):
    assert mask_of(FRAME, condition, N).tolist() == expected.tolist()


def test_small_whole_numbers_do_not_overflow():
    """Stata and SPSS store ages in one byte, in which 2 · 70 is −116."""
    ages = pd.DataFrame({"age": np.array([20, 70], dtype="int8")})
    ages["year"] = np.array([1, 3], dtype="uint16")
    assert mask_of(ages, "age * 2 > 100", 2).tolist() == [False, True]
    assert mask_of(ages, "age + 1000 > 1050", 2).tolist() == [False, True]
    assert mask_of(ages, "year - 2 < 0", 2).tolist() == [True, False]
    assert mask_of(ages, "age ** 20 > 0", 2).tolist() == [True, True]


def test_columns_of_objects_hold_what_they_hold():
    frame = pd.DataFrame(
        {
            "mixed": pd.Series(["1", 2, None], dtype=object),
            "money": [decimal.Decimal("1.5"), decimal.Decimal(3), None],
            "told": pd.Series([True, None, False], dtype=object),
            "day": [datetime.date(2024, 1, 1), None, datetime.date(2024, 5, 1)],
            "nobody": [None, None, None],
            "empty": [np.nan] * 3,
        }
    )
    cases = {
        "mixed == 2": [False, True, False],
        "mixed == '1'": [True, False, False],
        "money * 2 > 3": [False, True, False],
        "not told": [False, False, True],
        "told and day < '2024-02-01'": [True, False, False],
        "day == '2024-05-01'": [False, False, True],
        "nobody == 'x' or empty == 'x'": [False, False, False],
        "nobody == 1 or empty != 'x'": [True, True, True],
    }
    for condition, expected in cases.items():
        assert mask_of(frame, condition, 3).tolist() == expected, condition


def test_frames_of_other_kinds():
    frame = pl.DataFrame({"age": [20, None, 40], "top two": ["a", "b", None]})
    assert mask_of(frame, "age > 30 or `top two` == 'a'", 3).tolist() == [True, False, True]
    assert mask_of(frame, "`top two` not in ['a']", 3).tolist() == [False, True, True]


def test_a_look_alike_is_another_column():
    frame = pd.DataFrame({"field": [1, 2], "ﬁeld": [2, 1]})
    assert mask_of(frame, "ﬁeld == 2", 2).tolist() == [True, False]
    with pytest.raises(ArgumentError, match="name 'ﬁeld' is no column of the data"):
        mask_of(frame[["field"]], "ﬁeld == 2", 2)
    with pytest.raises(ArgumentError, match="name 'аge' is no column"):  # a Cyrillic а
        mask_of(pd.DataFrame({"age": [1, 2]}), "аge == 2", 2)


REFUSED = [
    ("ii > 0", "name 'ii' is no column of the data; did you mean 'i'? there are i, x, f, whole"),
    ("q == 1", "`q` == 1: the column holds text, such as 'c', and is compared with 1; expected a"),
    ("q in ['a', 1]", "and is compared with 1; expected a value like its own; write '1'"),
    ("i == '1'", "the column holds numbers, such as "),
    ("'1' < x", "is compared with '1'; expected a value like its own; leave out the quotes"),
    ("q == i", "text is compared with what is no text; convert one of them first"),
    ("c < 'zz'", "`c` < 'zz': Invalid comparison"),
    ("d > 'soon'", "'soon' is no date; expected one as '2024-01-31'"),
    ("d > 3", "3 is no date; expected one as '2024-01-31'"),
    ("q + 'x' == 'ax'", "`q` + 'x': text cannot be computed with; expected numbers; convert them"),
    ("q * 1000000000 == 'a'", "text cannot be computed with"),
    ("c + 1 > 2", "cannot be computed with; expected numbers"),
    ("yes + yes > 1", "conditions are not added; join them by or; to count those that hold"),
    ("i and yes", "`i`: it holds numbers and is no condition; and, or and not join conditions"),
    ("not q", "`q`: it holds text and is no condition"),
    ("~x", "`x`: it holds numbers and is no condition"),
    ("1 == 1", "it names no column of the data"),
    ("'a'", "it names no column of the data"),
    ("[1, 2]", "[1, 2] stands where one value is expected; write a list after in"),
    ("i > 1 / 0", "1 / 0: division by zero"),
    ("x > 9**9**9", "9 ** 387420489 is too large to compute with"),
    ("i ** 9**9**9 > 1", "9 ** 387420489 is too large to compute with"),
]


@pytest.mark.parametrize(("condition", "message"), REFUSED)
def test_what_cannot_be_worked_out_is_named(condition, message):
    with pytest.raises(ArgumentError) as found:
        Survey(FRAME).where(condition)
    said = str(found.value)
    assert f"where={condition!r} cannot be worked out (" in said
    assert message in said
    assert said.endswith("; expected a condition on the columns, such as 'age >= 18'")


def test_numbers_are_no_condition():
    with pytest.raises(ArgumentError, match="where holds int64 values; expected True or False"):
        Survey(FRAME).where("i + 1")
