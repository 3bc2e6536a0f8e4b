"""Formulas of models: the terms they stand for, and that nothing else can be read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topline import ArgumentError
from topline.expressions.terms import parse_terms

pytestmark = pytest.mark.quick

READ = [
    ("a + b", "1 a b"),
    ("~ a*b", "1 a b a:b"),
    ("y ~ a*b*c - a:b:c", "1 a b c a:b a:c b:c"),
    ("(a + b + c)^2", "1 a b c a:b a:c b:c"),
    ("(a + b)**2 - 1", "a b a:b"),
    ("a/b", "1 a a:b"),
    ("(a + b)/c", "1 a b a:b:c"),
    ("0 + a", "a"),
    ("a - 1 + 1", "1 a"),
    ("a - 0", "1 a"),
    ("-1 + a:b", "a:b"),
    ("a + a + a:a", "1 a"),
    ("a:b + b:a", "1 a:b"),
    ("a:b + c", "1 c a:b"),
    ("a:b*c", "1 c a:b a:b:c"),
    ("1", "1"),
    ("`age group` + 'q:1' + Q('x y')", "1 age group q:1 x y"),
    ("log(a) + I(a^2 + 1)", "1 log(a) I(a^2 + 1)"),
    ("bs(a, df=4, degree=2):b", "1 bs(a, df=4, degree=2):b"),
    ("a + offset(log(n))", "1 a"),
    ("bs(a, 4) - bs(a,  df=4)", "1"),
]


@pytest.mark.parametrize(("text", "terms"), READ)
def test_formulas_stand_for_terms_as_in_r(text, terms):
    formula = parse_terms(text)
    found = ["1"] if formula.intercept else []
    found += [":".join(factor.text for factor in term) for term in formula.terms]
    assert " ".join(found) == terms


def test_outcomes_stand_on_the_left():
    formula = parse_terms("time, event ~ age")
    assert [str(each) for each in formula.outcome] == ["`time`", "`event`"]
    assert formula.columns == ("age",)
    assert [str(each) for each in parse_terms("y ~ offset(n) + x").offsets] == ["`n`"]


HOSTILE = [
    "{__import__('os').system('true')}",
    "a + {b}",
    "__import__('os')",
    "__import__('os').system('true')",
    "os.system('true')",
    "np.log(a)",
    "eval('1')",
    "I(eval('1'))",
    "I({a})",
    "I(a.__class__())",
    "bs(a, df=eval('4'))",
    "bs(a, df={b})",
    "bs(a, df=b)",
    "bs(a, evil=4)",
    "poly(a, 2, raw=True, degree=3)",
    "C(a, contr.treatment('b'))",
    "C(a + 1)",
    "a[0]",
    "a if b else c",
    "(lambda: a)()",
    "f'{a}'",
    "a; import os",
    "a\nimport os",
    "a := b",
    "a = b",
    "[a for a in b]",
    "a @ b",
    "y ~ a ~ b",
    "a |> b",
    "2*a",
    "a + 3",
    "a^99",
    "a^-1",
    "a^1.5",
    "a^b",
    "a +",
    "",
    "~",
    "a b",
    "(a + b",
    "a + b)",
    "+".join(f"x{k}" for k in range(2000)),
    "(" + "+".join(f"x{k}" for k in range(40)) + ")^9",
    "(" * 200 + "a" + ")" * 200,
    "hashed(a)",
    "lag(a)",
    "Treatment(a)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:30]))
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(ArgumentError, match="cannot be read"):
        parse_terms(text)


@given(st.text(alphabet="ab01 +-*:/^~(){}[].,='\"`_%&|<>!@#\\\n", max_size=30))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(ArgumentError):
        assert parse_terms(text).text == text
