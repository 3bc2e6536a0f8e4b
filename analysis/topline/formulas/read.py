"""From text to a formula: which columns and functions it names, and its terms.

The text is read, never run. What stands between operators is a column, a number, or a call of a
function of the table; each becomes a name in backticks, and of these alone the library makes terms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..arguments import described
from ..errors import ArgumentError
from ..expressions.parse import parse_formula
from ..expressions.tree import Constant, Name, Node, Sign, names_in, shortened
from ..mappings import FrozenMapping
from ..values import Value
from .library import formulaic
from .transforms import FUNCTIONS, OFFSET, TRANSFORMS

_LONGEST = 20_000
"""Characters of a formula; longer ones are made by a slip."""

_MOST_TERMS = 2_000
_MOST_CROSSED = 8
"""Factors in one product: each doubles the terms."""

_MOST_PIECES = 100
"""Columns that polynomials and splines may make of one."""

_QUOTED = re.compile(r"`(?:[^`]|``)*`|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_CALLED = re.compile(r"([A-Za-z_][A-Za-z_0-9]*)\((.*)\)", re.DOTALL)
_NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*=(?!=)(.*)", re.DOTALL)
_LIST_OF_KNOTS = re.compile(r"knots\s*=\s*\[[^\[\]()]*\]")
_LISTED = re.compile(r"\s*(?:c?\((.*)\)|\[(.*)\])\s*", re.DOTALL)
_OPERATORS = frozenset(["+", "-", "*", "/", ":", "^", "**", "(", ")"])


@dataclass(frozen=True)
class Factor:
    """A part of a term: a column, or a function of one.

    Attributes
    ----------
    text : str
        As it is printed.
    of : Node
        The column or expression, as a tree.
    transform : str
        A key of ``TRANSFORMS``; empty where it is the column or expression itself.
    options : mapping of str to any
        What follows the first argument.
    """

    text: str
    of: Node
    transform: str = ""
    options: Mapping[str, Any] = FrozenMapping({})


@dataclass(frozen=True, eq=False)
class Formula(Value):
    """A formula of a model, read.

    Attributes
    ----------
    text : str
        As given.
    outcome : Node or None
        Left of ~; None where there is no ~.
    terms : tuple of tuple of str
        The factors of each term, by their text; the intercept has none.
    factors : mapping of str to Factor
        By their text.
    offsets : tuple of Node
        Known parts of the linear predictor.
    """

    text: str
    outcome: Node | None
    terms: tuple[tuple[str, ...], ...]
    factors: Mapping[str, Factor] = field(repr=False)
    offsets: tuple[Node, ...] = ()

    @property
    def names(self) -> list[str]:
        """The columns it is about, each once, the outcome's first."""
        trees = [factor.of for factor in self.factors.values()] + [*self.offsets]
        if self.outcome is not None:
            trees.insert(0, self.outcome)
        return list(dict.fromkeys(name for tree in trees for name in names_in(tree)))


def read_formula(text: str) -> Formula:
    """Read a formula: ``"voted ~ age * C(region) + log(income)"``.

    Operators are ``+ - * : / ^`` and brackets, as in R and in formulaic; ``0 +`` or ``- 1`` leaves
    the intercept out. Names that are no plain words stand in backticks. Functions are those of
    ``FUNCTIONS`` and ``TRANSFORMS``.

    Raises
    ------
    ArgumentError
        When it holds anything else, or formulaic is not installed.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"formula is {described(text)}; expected a text, as 'voted ~ age'")
    try:
        return _read(text)
    except ArgumentError as problem:
        raise ArgumentError(f"formula {shortened(text)!r}: {problem}") from None


def _read(text: str) -> Formula:
    if len(text) > _LONGEST:
        raise ArgumentError(f"it has {len(text):,} characters; at most {_LONGEST:,} can be read")
    plain = _without_quoted(text)
    # lists stand in calls, as of knots, and nowhere else
    outside = _LIST_OF_KNOTS.sub(lambda found: "_" * len(found.group()), plain)
    for sign in "{}[]@|\\%;":
        if sign in (outside if sign in "[]" else plain):
            raise ArgumentError(
                f"{sign!r} has no meaning in it; expected columns, numbers, + - * : / ^ and "
                f"{', '.join([*TRANSFORMS, *FUNCTIONS])}; {_BACKTICKS}"
            )
    if plain.count("~") > 1:
        raise ArgumentError("it has more than one ~; expected 'outcome ~ predictors'")
    if "~" not in plain and _NAMED.fullmatch(plain):
        raise ArgumentError("it has = between outcome and predictors; expected ~, as 'voted ~ age'")
    at = plain.find("~")
    left, right = text[: max(at, 0)].strip(), text[at + 1 :]
    if not right.strip():
        raise ArgumentError("there is nothing right of ~; for an intercept alone write 1")
    factors, offsets, safe = _factors(right)
    terms = _terms(safe)
    for term in terms:
        wrong = set(term) - set(factors)
        if wrong or (len(term) > 1 and set(term) & set(offsets)):
            what = f"{min(wrong)} is no term" if wrong else f"{':'.join(term)} multiplies an offset"
            raise ArgumentError(f"{what}; expected columns, functions of them and their products")
    if all(set(term) & set(offsets) for term in terms if term) and () not in terms:
        raise ArgumentError("it leaves nothing to estimate; name predictors, or write 1")
    # R's users write an expression left of ~ in I(), too
    called = _CALLED.fullmatch(left)
    left = called[2] if called and called[1] == "I" else left
    return Formula(
        text=text,
        outcome=_expression(left) if left else None,
        terms=tuple(term for term in terms if not set(term) & set(offsets)),
        factors=FrozenMapping({key: one for key, one in factors.items() if key not in offsets}),
        offsets=tuple(factors[key].of for key in offsets),
    )


def _without_quoted(text: str) -> str:
    """Return a text of the same length whose quoted names say nothing."""
    return _QUOTED.sub(lambda found: "_" * len(found.group()), text)


def _factors(right: str) -> tuple[dict[str, Factor], list[str], str]:
    """Return the factors by their text, which are offsets, and a text of quoted names only."""
    try:
        tokens = list(formulaic("formulaic.parser.algos.tokenize").tokenize(right))
    except formulaic("formulaic.errors").FormulaSyntaxError as problem:
        raise ArgumentError(f"it cannot be read ({str(problem).splitlines()[0]})") from None
    factors: dict[str, Factor] = {}
    offsets, safe = [], []
    for token in tokens:
        kind, word = token.kind.value, str(token.token)
        if kind in ("operator", "context"):
            if word not in _OPERATORS:
                raise ArgumentError(
                    f"{word!r} has no meaning between its terms; a comparison stands in I(), "
                    "as I(age > 40)"
                )
            safe.append(word)
        elif kind == "value":
            if not re.fullmatch(r"[0-9]", word):
                raise ArgumentError(
                    f"{word} is no term; expected columns, or 0 or 1 for the intercept"
                )
            safe.append(word)
        else:
            factor = Factor(word, Name(word)) if kind == "name" else _called(word)
            factors[factor.text] = factor
            if factor.transform == OFFSET:
                offsets.append(factor.text)
            safe.append(f"`{factor.text}`")
    powers = [
        int(word) for before, word in pairwise(safe) if before in ("^", "**") and word.isdigit()
    ]
    crossed = safe.count("*") + safe.count("/")
    if crossed > _MOST_CROSSED or any(len(factors) ** power > _MOST_TERMS for power in powers):
        raise ArgumentError(
            f"it multiplies out to more than {_MOST_TERMS:,} terms; name the interactions it needs "
            "with :"
        )
    return factors, offsets, " ".join(safe)


def _terms(safe: str) -> list[tuple[str, ...]]:
    """Return the terms of a text of quoted names: the library's algebra."""
    errors = formulaic("formulaic.errors")
    try:
        found = formulaic().Formula(safe)
        terms = [tuple(factor.expr for factor in term.factors) for term in found]
    except (
        errors.FormulaParsingError,
        errors.FormulaSyntaxError,
        TypeError,
        ValueError,
    ) as problem:
        told = str(problem).splitlines()[0]
        named = "Missing operator" in told
        hint = f"; {_BACKTICKS}" if named else ""
        raise ArgumentError(f"it cannot be read ({told}){hint}") from None
    # the intercept is the term 1
    return [() if term == ("1",) else term for term in terms]


_BACKTICKS = (
    "a column whose name has blanks or other signs stands between backticks, as `age in years`"
)


def _called(text: str) -> Factor:
    """Read a call: of a function of each value, or of a transform with its options."""
    found = _CALLED.fullmatch(text.strip())
    name = found[1] if found else ""
    if found is None or name not in (*TRANSFORMS, *FUNCTIONS):
        raise ArgumentError(
            f"{shortened(text)} is no column and no function of {', '.join(TRANSFORMS)}, "
            f"{', '.join(FUNCTIONS)}"
        )
    shown = text.replace("`", "")
    if name in FUNCTIONS:
        return Factor(shown, _expression(text))
    # its arguments are parted at commas that stand in no call of their own
    plain, given, depth, start = _without_quoted(found[2]), [], 0, 0
    for at, sign in enumerate(plain):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            given.append(found[2][start:at])
            start = at + 1
    first, *others = *given, found[2][start:]
    if name == "I":
        return Factor(shown, _expression(first))
    return Factor(shown, _expression(first), name, FrozenMapping(_options(name, others)))


def _options(name: str, given: list[str]) -> dict[str, Any]:
    legal = TRANSFORMS[name].options
    options: dict[str, Any] = {}
    for place, text in enumerate(given):
        named = _NAMED.fullmatch(text)
        key = named[1] if named else list(legal)[place] if place < len(legal) else ""
        of = legal.get(key)
        value: Any = _given(named[2] if named else text, of)
        if of is None or value is None or not isinstance(value, of):
            expected = ", ".join(f"{each}=" for each in legal) or "one argument only"
            raise ArgumentError(f"{name}() has {text.strip()}; expected {expected}")
        if isinstance(value, tuple) and len(value) > _MOST_PIECES:
            raise ArgumentError(
                f"{name}() has {len(value):,} knots; expected at most {_MOST_PIECES}"
            )
        if isinstance(value, int) and of is int and not 1 <= value <= _MOST_PIECES:
            raise ArgumentError(
                f"{name}() has {key}={value}; expected a whole number from 1 to {_MOST_PIECES}"
            )
        options[key] = value
    return options


def _given(text: str, of: type | None) -> Any:
    """Return the number or text that stands there, or several; None where it is something else."""
    if of is tuple:
        listed = _LISTED.fullmatch(text)
        inside = (listed[1] or listed[2] or "") if listed else text
        each = tuple(_given(one, object) for one in inside.split(",") if one.strip())
        return each if each and None not in each else None
    tree = _expression(text)
    inner = tree.operand if isinstance(tree, Sign) and tree.operator == "-" else tree
    value = inner.value if isinstance(inner, Constant) else None
    return -value if inner is not tree and isinstance(value, (int, float)) else value


def _expression(text: str) -> Node:
    try:
        return parse_formula(text, FUNCTIONS)
    except ArgumentError as problem:
        raise ArgumentError(f"{shortened(text.strip())}: {problem}") from None
