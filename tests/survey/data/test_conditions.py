"""Conditions on columns: what plain loops find, and refusals in words."""

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError, Survey
from topline.expressions.parse import parse_condition
from topline.expressions.tree import (
    Arithmetic,
    Comparison,
    Constant,
    Logical,
    Missing,
    Name,
    Not,
    Sign,
    Values,
)
from topline.survey.data.answers import Columns
from topline.survey.data.conditions import holds
from topline.survey.data.declared import Declared
from topline.survey.data.domains import truth
from topline.survey.data.operands import OPERATORS

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


def found(frame, condition):
    """Return for each row True, False, or None where that is not known."""
    columns = Columns(frame, declared=Declared(missing_words=False))
    here = truth(columns, condition, len(frame))
    unknown = np.zeros(len(frame), bool) if here.unknown is None else here.unknown
    assert not (here.holds & unknown).any()
    return [None if gone else bool(yes) for yes, gone in zip(here.holds, unknown, strict=True)]


def three_valued(node, row):
    """Work a condition out for one row, in plain Python: None is not known."""
    match node:
        case Constant(value):
            return value
        case Name(name):
            return None if pd.isna(row[name]) else row[name]
        case Missing(operand):
            return three_valued(operand, row) is None
        case Not(operand):
            truth_ = three_valued(operand, row)
            return None if truth_ is None else not truth_
        case Sign(_, operand):
            value = three_valued(operand, row)
            return None if value is None else -value
        case Logical(joined, parts):
            values = [three_valued(part, row) for part in parts]
            decides = joined == "or"
            return (
                decides
                if any(value is not None and bool(value) == decides for value in values)
                else None
                if None in values
                else not decides
            )
        case Arithmetic(first, steps):
            value = three_valued(first, row)
            for step in steps:
                right = three_valued(step.operand, row)
                value = None if None in (value, right) else computed(step.operator, value, right)
            return value
        case Comparison(first, steps):
            holds, left = [], three_valued(first, row)
            for step in steps:
                right = step.operand.items if isinstance(step.operand, Values) else None
                right = three_valued(step.operand, row) if right is None else right
                holds.append(compared(step.operator, left, right))
                left = right
            return False if False in holds else None if None in holds else True
    raise AssertionError(node)


def computed(operator, left, right):
    with np.errstate(all="ignore"):
        value = OPERATORS[operator](np.float64(left), np.float64(right))
    return None if np.isnan(value) else value


def compared(operator, left, right):
    if operator in ("in", "not in"):
        return None if left is None else (left in right) == (operator == "in")
    if left is None or right is None:
        return None
    return bool(OPERATORS[operator](left, right))


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
TEXT = st.sampled_from(["'a'", '"b"'])
TEXTS = st.lists(TEXT, min_size=1, max_size=3).map(lambda texts: f"[{', '.join(texts)}, 'zz']")
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
    st.builds("{} between {} and {}".format, st.sampled_from(["x", "whole"]), NUMERIC, NUMBER),
    st.builds("{} is missing".format, st.sampled_from(["i", "x", "q", "whole", "s"])),
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
def test_logic_has_three_values(condition):
    try:
        mine = found(FRAME, condition)
    except ArgumentError:
        return  # some sums of constants alone are too much, as 1 / 0
    tree = parse_condition(condition)
    expected = [three_valued(tree, row) for row in FRAME.to_dict("records")]
    assert mine == [None if value is None else bool(value) for value in expected]


GOOD = [
    ("i > 0 & yes == True", (FRAME["i"] > 0) & FRAME["yes"]),
    ("`top two` == 1 or x is missing", (FRAME["top two"] == 1) | FRAME["x"].isna()),
    ("x is not missing and x == x", FRAME["x"].notna()),
    ("q contains 'A' or q is missing", (FRAME["q"] == "a") | FRAME["q"].isna()),
    ("c begins with 'B' and c ends with 'b' and c is not missing", FRAME["c"] == "b"),
    ("i between -1 and 1", FRAME["i"].between(-1, 1)),
    ("i not between -1 and 1", ~FRAME["i"].between(-1, 1)),
    ("q in ['a', None]", (FRAME["q"] == "a") | FRAME["q"].isna()),
    ("q not in ['a', None]", (FRAME["q"] != "a") & FRAME["q"].notna()),
    ("`top two` and yes", (FRAME["top two"] == 1) & FRAME["yes"]),
    ("not `top two`", FRAME["top two"] == 0),
    ("q in ('a')", FRAME["q"] == "a"),
    ("i in {1, 2}", FRAME["i"].isin([1, 2])),
    ("i in ()", FRAME["i"] > 99),
    ("d == '2024-01-01'", FRAME["d"] == pd.Timestamp("2024-01-01")),
    ("d != '2024-01-01'", FRAME["d"] > pd.Timestamp("2024-01-01")),
    ("d in ['2024-01-01', '2025-01-01']", FRAME["d"] == pd.Timestamp("2024-01-01")),
    ("d - d >= '0 days'", FRAME["d"].notna()),
    ("1 * (i > 0) + 1 * yes >= 2", (FRAME["i"] > 0) & FRAME["yes"]),
    ("i ** -1 > 0.4", FRAME["i"].isin([0, 1, 2])),
    ("i < 99999999999999999999999", FRAME["i"] < 9),
    ("1 < 2 and yes", FRAME["yes"]),
]


@pytest.mark.parametrize(("condition", "expected"), GOOD, ids=[text for text, _ in GOOD])
def test_holds_for(condition, expected):
    assert truth(Columns(FRAME), condition, N).holds.tolist() == expected.tolist()


UNKNOWN = [
    ("x > 1", [True, False, None]),
    ("not x > 1", [False, True, None]),
    ("x > 1 or y == 'a'", [True, None, True]),
    ("x > 1 and y == 'b'", [False, False, False]),
    ("x != 2", [False, True, None]),
    ("not (x is missing)", [True, True, False]),
    ("y not in ['b']", [True, None, True]),
    ("x + 1 > 2", [True, False, None]),
    ("x / x == 1", [True, None, None]),
    ("told", [True, None, False]),
    ("not told or x == 2", [True, None, True]),
    ("x between 0 and 1", [False, True, None]),
]


@pytest.mark.quick
@pytest.mark.parametrize(("condition", "expected"), UNKNOWN, ids=[text for text, _ in UNKNOWN])
def test_what_is_compared_with_nothing_is_not_known(condition, expected):
    frame = pd.DataFrame({"x": [2.0, 0, np.nan], "y": ["a", None, "a"]})
    frame["told"] = pd.Series([True, None, False], dtype=object)
    if "'b'" in condition:
        frame.loc[3] = [2.0, "b", True]
        expected = [*expected, "and y == 'b'" in condition]
    assert found(frame, condition) == expected


def test_a_condition_on_what_nobody_said_names_what_they_did():
    frame = pd.DataFrame({"area": ["Urban", "Rural", None], "age": [18, 95, 30]})
    with pytest.raises(ArgumentError, match="no row has area == 'Urbn'; area holds Rural, Urban"):
        Survey(frame).where("area == 'Urbn' or age > 20")
    with pytest.raises(ArgumentError, match="no row has age > 100; age holds 18, 30, 95; choose"):
        Survey(frame).where("age > 100")
    assert Survey(frame).proportion({"old": "age > 100"}).table["estimate"].tolist() == [0]
    assert found(frame, "area in ['Urbn', 'Urban']") == [True, False, None]


def test_where_counts_the_rows_of_which_nothing_is_known():
    frame = pd.DataFrame({"age": [70.0] * 20 + [30] * 80 + [np.nan] * 100})
    older = Survey(frame).where("age >= 65").count()
    assert older.table["n"].tolist() == [20]
    assert older.notes == ("100 rows left out: where (age >= 65) is not known there.",)


def test_small_whole_numbers_do_not_overflow():
    """Stata and SPSS store ages in one byte, in which 2 · 70 is −116."""
    ages = pd.DataFrame({"age": np.array([20, 70], dtype="int8")})
    ages["year"] = np.array([1, 3], dtype="uint16")
    assert found(ages, "age * 2 > 100") == [False, True]
    assert found(ages, "age + 1000 > 1050") == [False, True]
    assert found(ages, "year - 2 < 0") == [True, False]
    assert found(ages, "age ** 20 > 0") == [True, True]


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
        "mixed == 2": [False, True, None],
        "mixed == '1'": [True, False, None],
        "money * 2 > 3": [False, True, None],
        "not told": [False, None, True],
        "told and day < '2024-02-01'": [True, None, False],
        "day == '2024-05-01'": [False, None, True],
        "nobody == 'x' or empty == 'x'": [None, None, None],
        "nobody == 1 or empty != 'x'": [None, None, None],
    }
    for condition, expected in cases.items():
        assert found(frame, condition) == expected, condition


def test_frames_of_other_kinds():
    frame = pl.DataFrame({"age": [20, None, 40], "top two": ["a", "b", None]})
    assert found(frame, "age > 30 or `top two` == 'a'") == [True, None, True]
    assert found(frame, "`top two` not in ['a']") == [False, True, None]


def test_a_look_alike_is_another_column():
    frame = pd.DataFrame({"field": [1, 2], "ﬁeld": [2, 1]})
    assert found(frame, "ﬁeld == 2") == [True, False]
    with pytest.raises(ArgumentError, match="name 'ﬁeld' is no column of the data"):
        found(frame[["field"]], "ﬁeld == 2")
    with pytest.raises(ArgumentError, match="name 'аge' is no column"):  # a Cyrillic а
        found(pd.DataFrame({"age": [1, 2]}), "аge == 2")


REFUSED = [
    ("ii > 0", "name 'ii' is no column of the data; did you mean 'i'? there are i, x, f, whole"),
    ("q == 1", "`q` == 1: the column holds text, such as 'c', and is compared with 1; expected a"),
    ("q in ['a', 1]", "and is compared with 1; expected a value like its own; write '1'"),
    ("i == '1'", "the column holds numbers, such as "),
    ("'1' < x", "is compared with '1'; expected a value like its own; leave out the quotes"),
    ("q == i", "text is compared with what is no text; convert one of them first"),
    ("c < 'zz'", "c has no answer 'zz' to be compared with; they are, in their order, a, b, c"),
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


@in_one_test(("condition", "message"), REFUSED)
def test_what_cannot_be_worked_out_is_named(condition, message):
    with pytest.raises(ArgumentError) as found:
        Survey(FRAME).where(condition)
    said = str(found.value)
    assert f"the condition {condition!r} cannot be worked out (" in said
    assert message in said
    assert said.endswith("; expected a condition on the columns, such as 'age >= 18'")


def test_numbers_are_no_condition():
    with pytest.raises(
        ArgumentError, match="the condition holds int64 values; expected True or False"
    ):
        Survey(FRAME).where("i + 1")


def test_the_share_of_a_condition_in_words_is_that_of_the_same_by_name():
    frame = pd.DataFrame(
        {
            "age": [17.0, 30, None, 64, 70, 41, 52, 18],
            "sex": ["f", "m", "f", "f", None, "m", "m", "f"],
            "age > 20": ["a", "b", "b", "b", "a", "a", "b", "b"],
        }
    )
    test = "age >= 40 and sex == 'f'"
    for survey in (Survey(frame), Survey(pl.from_pandas(frame).lazy())):
        for options in ({}, {"by": "sex"}, {"missing": "category"}, {"where": "age < 65"}):
            in_words = survey.proportion(test, **options).table
            assert in_words.equals(survey.proportion({test: test}, **options).table), options
        both = survey.proportion([test, "sex"]).table
        assert both["outcome"].tolist() == [test, "sex", "sex"]
        # a column is a column, whatever it is called
        assert survey.proportion("age > 20").table["category"].tolist() == ["a", "b"]
    crossed = Survey(frame).crosstab(test, "sex")
    assert crossed.table.equals(Survey(frame).crosstab({test: test}, "sex").table)
    with pytest.raises(
        ArgumentError, match=r"the condition 'aeg > 3' cannot .* did you mean 'age'"
    ):
        Survey(frame).proportion("aeg > 3")
    with pytest.raises(ArgumentError, match="by 'age > 3' is no column of the data; a condition"):
        Survey(frame).mean("age", by="age > 3")


def test_numbers_of_single_precision_are_called_and_found_as_they_were_written(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    frame = pd.DataFrame({"f": np.array([0.1, 0.2, 0.3, 0.7] * 3, dtype=np.float32)})
    frame.to_stata(tmp_path / "a.dta", write_index=False)
    frame.to_parquet(tmp_path / "a.parquet")
    doors = [
        Survey(frame),
        Survey(frame.astype("Float32")),
        Survey(pl.from_pandas(frame)),
        Survey(pl.from_pandas(frame).lazy()),
        Survey(duckdb.sql(f"select * from '{tmp_path / 'a.parquet'}'")),
        Survey.read(tmp_path / "a.dta"),
        Survey.read(tmp_path / "a.parquet"),
    ]
    shares = {"f == 0.1": 0.25, "f <= 0.2": 0.5, "f in (0.1, 0.7)": 0.5, "0.2 < f": 0.5,
              "f between 0.1 and 0.3": 0.75, "-1 / f <= -5": 0.5, "f * 10 == 7": 0.25}  # fmt: skip
    for survey in doors:
        assert survey.proportion("f").table["category"].tolist() == [0.1, 0.2, 0.3, 0.7]
        for test, share in shares.items():
            assert survey.proportion(test).table["estimate"].tolist() == [share], test


LEVELS = pd.DataFrame(
    {
        "level": ["low", "middle", "high", None, "don't know"] * 4,
        "name": ["Bob", "Al", "Zed", "Kim", "Ann"] * 4,
    }
)


@pytest.mark.parametrize("kind", ["text", "categories", "ordered", "engine"])
def test_answers_of_a_scale_are_compared_by_its_order(kind, tmp_path):
    frame = LEVELS
    if kind != "text":
        order = ["low", "middle", "high", "don't know"] if kind == "ordered" else None
        known = pd.Categorical(frame["level"], order, ordered=kind == "ordered")
        frame = frame.assign(level=known) if kind != "engine" else frame
    survey = Survey(frame)
    if kind == "engine":
        pytest.importorskip("duckdb")
        frame.to_parquet(tmp_path / "a.parquet")
        survey = Survey(tmp_path / "a.parquet")
    # by the alphabet "middle" alone would be above; who does not know is not above either
    for condition, share in {
        "level >= 'middle'": 2 / 3,
        "'low' < level": 2 / 3,
        "level < 'middle'": 1 / 3,
    }.items():
        found = survey.proportion(condition)
        row = found.table.iloc[0]
        assert (row["estimate"], row["n"], row["n_missing"]) == (pytest.approx(share), 12, 8)
        if kind in ("text", "engine"):
            assert "level: answers stand in the order of level" in " ".join(found.notes)
    with pytest.raises(
        ArgumentError, match="no answer 'mid' to be compared with; they are, in their order, low"
    ):
        survey.proportion("level > 'mid'")
    assert survey.proportion("name < 'C'").table["estimate"][0] == pytest.approx(0.6)


def test_two_columns_are_compared_by_the_order_of_their_answers():
    three = ["Disagree", "Neither", "Agree"]
    data = pd.DataFrame(
        {
            "before": ["Agree", "Disagree", "Neither", "Disagree", "Don't know", None],
            "after": ["Disagree", "Agree", "Neither", "Neither", "Agree", "Agree"],
            "level": pd.Categorical([*three, *three], three),
            "upside": pd.Categorical(["Agree", "Neither"] * 3, three[::-1]),
            "numbers": ["10", "9", "2", "1", "3", "4"],
            "others": ["9", "10", "11", "1", "30", "5"],
            "colour": ["red", "green"] * 3,
        }
    )
    for condition, expected in {
        # by the alphabet Agree is below Disagree
        "before < after": [False, True, False, True, None, None],
        "after >= before": [False, True, True, True, None, None],
        "numbers < others": [False, True, True, False, True, True],
        "level == upside": [False, True, True, False, False, False],
        "level != upside": [True, False, False, True, True, True],
        "level == before": [False, False, False, True, False, None],
    }.items():
        found = holds(condition, Columns(data)).astype(object)
        assert [None if pd.isna(one) else bool(one) for one in found] == expected, condition
    for condition in ("before < colour", "level < upside"):
        with pytest.raises(ArgumentError, match="no order in common"):
            holds(condition, Columns(data))
