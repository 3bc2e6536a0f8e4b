"""A formula is read and never run: its terms, and what is refused before anything happens."""

import pytest

from tests.conftest import in_one_test
from topline import errors
from topline.formulas.read import read_formula


@pytest.mark.quick
@in_one_test(
    ("text", "terms"),
    [
        ("y ~ a * b", [(), ("a",), ("b",), ("a", "b")]),
        ("y ~ 0 + a", [("a",)]),
        ("y ~ a - 1", [("a",)]),
        ("y ~ 1", [()]),
        ("y ~ a:b + log(c)", [(), ("log(c)",), ("a", "b")]),
        ("y ~ (a + b)^2", [(), ("a",), ("b",), ("a", "b")]),
        ("y ~ `net income` + api.stu", [(), ("net income",), ("api.stu",)]),
        ("y ~ a + offset(log(days))", [(), ("a",)]),
        ("a + I(b ^ 2)", [(), ("a",), ("I(b ^ 2)",)]),
        ("y ~ C(a, reference='x') + bs(b, df=4)", [(), ("C(a, reference='x')",), ("bs(b, df=4)",)]),
    ],
)
def test_terms(text, terms):
    assert list(read_formula(text).terms) == terms


def test_names_offsets_and_outcome():
    formula = read_formula("voted == 'yes' ~ age * C(`home region`) + offset(log(days))")
    assert formula.names == ["voted", "age", "home region", "days"]
    assert [str(node) for node in formula.offsets] == ["log(`days`)"]
    assert read_formula("~ age").outcome is None


HOSTILE = [
    "y ~ {age}",
    "y ~ age.mean()",
    "y ~ `age`.mean()",
    "y ~ __import__('os').system('true')",
    "y ~ os.system('true')",
    "y ~ I(__import__('os').system('true'))",
    "y ~ bs(age, df=__import__('os').getpid())",
    "y ~ C(age, [x for x in ().__class__.__base__.__subclasses__()])",
    "y ~ (lambda: 1)()",
    "y ~ age[0]",
    "y ~ @age",
    "y ~ f'{age}'",
    "y ~ Q('age')",
    "y ~ np.log(age)",
    "y ~ eval('1')",
    "exec('1') ~ age",
    "y.sum() ~ age",
    "y ~ age; import os",
    "y ~ hashed(age)",
]
"""Each would run something, reach into a value, or name what is none of the table."""


@in_one_test("text", HOSTILE)
def test_nothing_else_is_read(text):
    with pytest.raises(errors.ArgumentError, match="formula"):
        read_formula(text)


@in_one_test(
    ("text", "words"),
    [
        ("", "nothing right of ~"),
        ("y ~", "nothing right of ~"),
        ("y ~ a ~ b", "more than one ~"),
        ("y ~ a > 3", r"I\(age > 40\)"),
        ("y ~ a + 2", "cannot be read"),
        ("y ~ .", "no term"),
        ("y ~ log(a", "cannot be read"),
        ("y ~ poly(a, degree='x')", "degree="),
        ("y ~ center(a, 3)", "one argument only"),
        ("y ~ a:offset(b)", "multiplies an offset"),
        ("y ~ " + "*".join("abcdefghijk"), "2,000 terms"),
        ("y ~ (" + "+".join(f"x{i}" for i in range(60)) + ")^3", "2,000 terms"),
        (3, "expected a text"),
        ("y ~ " + "a + " * 10_000 + "a", "20,000"),
    ],
)
def test_what_is_no_formula(text, words):
    with pytest.raises(errors.ArgumentError, match=words):
        read_formula(text)


@pytest.mark.parametrize("formula", ["y ~ age in years", "y ~ age (%)"])
def test_a_name_with_blanks_or_signs_is_shown_its_backticks(formula):
    with pytest.raises(errors.ArgumentError, match="stands between backticks, as `age in years`"):
        read_formula(formula)


@pytest.mark.parametrize("formula", ["y ~ 0", "y ~ 0 + offset(x)"])
def test_a_formula_of_nothing_is_refused(formula):
    with pytest.raises(errors.ArgumentError, match="leaves nothing to estimate; name predictors"):
        read_formula(formula)
