"""The grammar: what a text is read as, that it can be written again, and what is refused."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError
from topline.expressions.parse import parse_condition, parse_formula
from topline.expressions.reader import DEEPEST, MOST
from topline.expressions.tokens import LONGEST
from topline.expressions.tree import Arithmetic, Comparison, Constant, Name, Step, Values

pytestmark = pytest.mark.quick

# Each is read as the second, whose brackets say what binds first.
READ = [
    ("age > 3 & sex == 1", "(age > 3) and (sex == 1)"),
    ("a | b & c", "a or (b and c)"),
    ("a or b and not c", "a or (b and (not c))"),
    ("not a == b", "not (a == b)"),
    ("~a == b", "(~a) == b"),
    ("a + b * c - d", "(a + (b * c)) - d"),
    ("a - b - c < d", "((a - b) - c) < d"),
    ("-a ** 2 ** -b", "-(a ** (2 ** (-b)))"),
    ("2 ** -1 < a", "(2 ** (-1)) < a"),
    ("a // b % c > 0", "((a // b) % c) > 0"),
    ("a in (1, -2,)", "a in [1, -2]"),
    ("a not in {'x'}", "a not in ['x']"),
    ("a in ('x')", "a in ['x']"),
    ("a == [1, 2]", "a in [1, 2]"),
    ("a != ()", "a not in []"),
    ("`a` == 1_000", "a == 1000"),
    ("a\n  and\tb", "a and b"),
    (r"a == 'it\'s \x41\u00e9\d'", '''a == "it's Aé\\\\d"'''),
    ("a < .5e1", "a < 5.0"),
]


def meaning(text):
    """What a text says when no brackets are left: sums of a step each are the longer sum."""
    return str(parse_condition(text)).replace("(", "").replace(")", "")


@in_one_test(("text", "same"), READ)
def test_ranks_are_those_of_python_and_of_pandas_queries(text, same):
    assert meaning(text) == meaning(same)
    assert str(parse_condition(str(parse_condition(text)))) == str(parse_condition(text))


def test_the_tree_is_frozen_and_compares():
    tree = parse_condition("18 <= `age at interview` < 65")
    name = Name("age at interview")
    steps = Step("<=", name), Step("<", Constant(65))
    assert tree == Comparison(Constant(18), steps)
    assert hash(tree) == hash(Comparison(Constant(18), steps))
    with pytest.raises(dataclasses.FrozenInstanceError):
        tree.first = name


def test_lists_and_signs_are_constants():
    found = parse_condition("a in [-1, +2.5, 'x', True, None]")
    assert found == Comparison(Name("a"), (Step("in", Values((-1, 2.5, "x", True, None))),))


WORDED = {
    "a between 1 and 5": "1 <= a <= 5",
    "a not between 1 and b + 1 or c": "not (1 <= a <= b + 1) or c",
    "a is not missing and b > 1": "not (a is missing) and b > 1",
    "name not contains 'x'": "not (name contains 'x')",
    "not a between 1 and 5": "not (1 <= a <= 5)",
    "between between 1 and 2": "1 <= between <= 2",
    "missing is missing": "`missing` is missing",
    'contains begins with "x y"': "`contains` begins with 'x y'",
}


@in_one_test(("text", "same"), WORDED.items())
def test_operators_in_words(text, same):
    tree = parse_condition(text)
    assert tree == parse_condition(same)
    assert parse_condition(str(tree)) == tree


def test_brackets_decide_the_shape():
    assert parse_condition("(a - b) - c") != parse_condition("a - (b - c)")
    assert parse_condition("(-2) ** 2") != parse_condition("-2 ** 2")
    assert str(parse_condition("(-2) ** 2 > a")) == "((-2) ** 2) > `a`"


@in_one_test(
    "name", ["top two", "2nd", "Größe in m²", "a`b", "and", "True", "class", "a.b", "'", "x\n", "ﬁ"]
)
def test_every_name_stands_in_backticks(name):
    tree = parse_condition(f"`{name.replace('`', '``')}` > 1")
    assert tree == Comparison(Name(name), (Step(">", Constant(1)),))
    assert parse_condition(str(tree)) == tree


@in_one_test("name", ["age", "größe", "Größe", "q1_a", "api.stu", "名前", "класс", "_"])
def test_plain_words_need_none(name):
    assert parse_condition(f"{name}<1") == Comparison(Name(name), (Step("<", Constant(1)),))


def test_names_are_not_normalised():
    """Python itself would read the ligature in ``ﬁeld`` as two letters."""
    assert parse_condition("ﬁeld == 1") == Comparison(Name("ﬁeld"), (Step("==", Constant(1)),))
    assert parse_condition("ﬁeld == 1") != parse_condition("field == 1")


def test_formulas_call_functions_and_write_powers_as_roofs():
    assert parse_formula("log(a)^2", ["log"]) == parse_formula("log(a) ** 2", ["log"])
    with pytest.raises(ArgumentError, match="sin is none of the functions log, exp"):
        parse_formula("sin(a)", ["log", "exp"])
    with pytest.raises(ArgumentError, match=r"'\^' at character 3 stands where an operator"):
        parse_condition("a ^ 2")


REFUSED = [
    ("", "it is empty"),
    (" \n", "it is empty"),
    ("a = 1", "'=' at character 3 has no meaning; a comparison is written =="),
    ("a ≥ 1", "'≥' (greater-than or equal to) at character 3 has no meaning; write >="),
    ("a == “x”", "texts stand in straight quotes"),
    ("a == 'x", "a text never ends; close its quotes"),
    ("`a > 1", "a name in backticks is empty or never ends"),
    ("``", "a name in backticks is empty or never ends"),
    ("a == @b", "variables from outside cannot be used; write their value"),
    ("a\0", "U+0000 at character 2 has no meaning; it is no text"),
    ("a\u00a0> 1", "U+00A0 (no-break space) at character 2 has no meaning"),
    ("a > ５", "'５' (fullwidth digit five) at character 5 has no meaning"),
    ("a > 1 AND b", "'AND' at character 7 stands where an operator, such as == or and is expected"),
    ("a is None", "stands where missing is expected, behind is; values are compared by == and !="),
    (
        "a == None",
        "nothing equals None; who has no answer to x is found by x is missing, and who has one",
    ),
    ("a is", "the end stands where missing is expected, behind is"),
    ("a is not 3", "'3' at character 10 stands where missing is expected, behind not"),
    ("a between 1", "right of between stands 1; expected two values, as 1 and 5"),
    ("a between [1] and 2", "the list [1] stands where one value is expected"),
    ("a begins 'x'", "stands where with is expected, behind begins"),
    ("a contains 1", "right of contains stands 1; expected a text in quotes"),
    ("a LIKE 'x%'", "write contains, begins with or ends with"),
    ("a in b", "right of in stands `b`; expected constants, as in ['yes', 'no']"),
    ("a in [yes]", "a list holds `yes`; expected constants; texts stand in quotes, as 'yes'"),
    ("a > [1]", "[1] stands where one value is expected"),
    ("2nd > 1", "'2n' at character 1 is no number; a name that begins with a digit stands in back"),
    ("a[0] > 1", "parts of a column cannot be taken"),
    ("a.sum() > 1", "'a.sum' at character 1 is called as a function, and there are none here"),
    ("f'{a}' == b", "'f' stands before a quote at character 2; texts are plain, as 'yes'"),
    ("(a > 1", "it ends where ')' or an operator is expected"),
    ("a > ", "it ends where a name or a constant is expected"),
    ("a > 1e999", "'1e999' at character 5 is no number that can be computed with"),
    ("a > " + "9" * 5000, "is no number that can be computed with"),
    (
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "more than 30 brackets or signs stand within",
    ),
    ("-" * 50_000 + "a", "more than 30 brackets or signs stand within each other at character 32"),
    ("+".join("a" * (MOST + 2)), "it has more than 1,000 operators"),
    ("a" * (LONGEST + 1), "it has 100,001 characters; at most 100,000 can be read"),
]


@in_one_test(("text", "message"), REFUSED)
def test_what_is_refused_is_named(text, message):
    with pytest.raises(ArgumentError) as found:
        parse_condition(text)
    assert message in str(found.value)


def test_as_much_as_is_allowed_is_read():
    assert parse_condition("(" * DEEPEST + "a" + ")" * DEEPEST) == Name("a")
    assert isinstance(parse_condition("+".join("a" * (MOST + 1))), Arithmetic)
    ids = list(range(-7_000, 7_000))
    assert parse_condition(f"a in {ids}").steps[0].operand == Values(tuple(ids))


WORDS = ["a", "`b c`", "1", "2.5", "'x'", '"', "'", "and", "or", "not", "in", "(", ")", "[", "]"]
WORDS += [",", "==", "<", "-", "~", "&", "**", "None", "True", "@", ".", "\\", "\0", "#", " "]


@pytest.mark.usual
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        tree = parse_condition(text)
    except ArgumentError:
        return
    assert str(parse_condition(str(tree))) == str(tree)
