"""From text to a tree, by a grammar of its own: nothing that is read is ever run.

Lowest rank first, as in Python, but `&` and `|` are `and` and `or`, as pandas reads them::

    either      both ("or" both)*
    both        inversion ("and" inversion)*
    inversion   "not" inversion | comparison
    comparison  sum (("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in") sum)*
    sum         product (("+" | "-") product)*
    product     signed (("*" | "/" | "//" | "%") signed)*
    signed      ("+" | "-" | "~") signed | power
    power       operand ("**" signed)?
    operand     name | constant | "(" either ")" | "[" constants "]" | function "(" either ")"
"""

from collections.abc import Collection

from ..errors import ArgumentError
from .comparisons import EQUALITY, compared, constant_of, refuse_to_compare
from .tokens import Kind, Token, tokens_of
from .tree import (
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Logical,
    Name,
    Node,
    Not,
    Sign,
    Step,
    Values,
)

DEEPEST = 30
"""Brackets and signs within each other: some 350 calls, far below what Python's own stack holds."""

MOST = 1_000
"""Operators of an expression: each is a pass over the data."""

_ORDER = ("<", "<=", ">", ">=")
_RANKS = (("+", "-"), ("*", "/", "//", "%"))
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_MEANT = {
    "AND": "write and",
    "OR": "write or",
    "NOT": "write not",
    "IN": "write in",
    "is": "write == or !=",
    "if": "join conditions by and, or",
    "else": "join conditions by and, or",
    "for": "choose from a list by in",
    "[": "parts of a column cannot be taken",
    "=": "a comparison is written ==",
}
"""What is said of a token that stands where an operator is expected."""


def parse_condition(text: str) -> Node:
    """Read a condition on columns: ``"age >= 18 and region in ['north', 'east']"``.

    It may hold names (in backticks where they are no plain words), numbers, texts in quotes, True
    and False, comparisons, ``in`` and ``not in`` lists, ``and or not`` (``& | ~``), ``+ - * / //
    % **`` and brackets.

    Raises
    ------
    ArgumentError
        When it holds anything else, or is too long or too deep.
    """
    return _Parser(text, (), ("**",)).whole()


def parse_formula(text: str, functions: Collection[str]) -> Node:
    """Read a formula of named numbers, which may call functions: ``"log(a / b)"``; ^ is a power.

    Raises
    ------
    ArgumentError
        When it holds anything else, or is too long or too deep.
    """
    return _Parser(text, functions, ("**", "^")).whole()


class _Parser:
    """Reads tokens from left to right; each method reads one rank of the grammar."""

    def __init__(self, text: str, functions: Collection[str], powers: tuple[str, ...]) -> None:
        # Read as they are needed, so that what is too deep is soon refused however long it is.
        self.source = tokens_of(text)
        self.next = self.before = next(self.source)
        self.behind = next(self.source, self.next)
        self.functions, self.powers = functions, powers
        self.depth, self.operators = 0, 0

    def whole(self) -> Node:
        """Read all there is."""
        if self.ended():
            raise ArgumentError("it is empty")
        tree = self.either()
        if not self.ended():
            raise ArgumentError(self.unexpected())
        return tree

    def ended(self) -> bool:
        """Return whether all is read."""
        return self.next.kind is Kind.END

    def sees(self, *signs: str) -> bool:
        """Return whether one of some signs comes next."""
        return self.next.kind is Kind.SIGN and self.next.value in signs

    def take(self) -> Token:
        """Read a token."""
        self.before, self.next = self.next, self.behind
        self.behind = next(self.source, self.behind)
        return self.before

    def operator(self) -> str:
        """Read an operator, and count it."""
        self.operators += 1
        if self.operators > MOST:
            raise ArgumentError(
                f"it has more than {MOST:,} operators; choose from a list by in, or make a column"
            )
        return str(self.take().value)

    def deeper(self) -> None:
        """Go into brackets, or behind a sign."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ArgumentError(
                f"more than {DEEPEST} brackets or signs stand within each other at character "
                f"{self.next.place}; leave out those that are not needed"
            )

    def either(self) -> Node:
        parts = [self.both()]
        while self.sees("or"):
            self.operator()
            parts.append(self.both())
        return Logical("or", tuple(parts)) if len(parts) > 1 else parts[0]

    def both(self) -> Node:
        parts = [self.inversion()]
        while self.sees("and"):
            self.operator()
            parts.append(self.inversion())
        return Logical("and", tuple(parts)) if len(parts) > 1 else parts[0]

    def inversion(self) -> Node:
        if not self.sees("not"):
            return self.comparison()
        self.operator()
        self.deeper()
        operand = self.inversion()
        self.depth -= 1
        return Not(operand)

    def comparison(self) -> Node:
        first = self.ranked(0)
        steps: list[Step] = []
        while self.sees(*_ORDER, *EQUALITY, "in") or self.sees_not_in():
            if steps and isinstance(steps[-1].operand, Values):
                raise ArgumentError(self.unexpected())
            operator = self.operator()
            if operator == "not":
                operator = f"not {self.take().value}"
            steps.append(compared(operator, self.ranked(0)))
        if not steps:
            return first
        refuse_to_compare(first)
        return Comparison(first, tuple(steps))

    def sees_not_in(self) -> bool:
        """Return whether "not in" comes next."""
        if not self.sees("not"):
            return False
        return self.behind.kind is Kind.SIGN and self.behind.value == "in"

    def ranked(self, rank: int) -> Node:
        """Read a sum (rank 0) or a product (rank 1)."""
        if rank == len(_RANKS):
            return self.signed()
        first = self.ranked(rank + 1)
        steps: list[Step] = []
        while self.sees(*_RANKS[rank]):
            operator = self.operator()
            steps.append(Step(operator, self.ranked(rank + 1)))
        return Arithmetic(first, tuple(steps)) if steps else first

    def signed(self) -> Node:
        if not self.sees("+", "-", "~"):
            return self.power()
        sign = str(self.take().value)
        self.deeper()
        operand = self.signed()
        self.depth -= 1
        if sign == "~":
            return Not(operand)
        if isinstance(operand, Constant) and type(operand.value) in (int, float):
            return Constant(operand.value * (-1 if sign == "-" else 1))  # type: ignore[operator]
        return Sign(sign, operand)

    def power(self) -> Node:
        base = self.operand()
        if not self.sees(*self.powers):
            return base
        self.operator()
        self.deeper()
        exponent = self.signed()
        self.depth -= 1
        return Arithmetic(base, (Step("**", exponent),))

    def operand(self) -> Node:
        token = self.take()
        if token.kind is Kind.CONSTANT:
            return Constant(token.value)
        if token.kind is Kind.NAME:
            return self.called(token) if self.sees("(") else Name(str(token.value))
        if token.value in _CLOSING:
            return self.bracketed(token)
        if token.kind is Kind.END:
            raise ArgumentError("it ends where a name or a constant is expected")
        raise ArgumentError(
            f"{token.text!r} at character {token.place} stands where a name or a constant is "
            "expected"
        )

    def called(self, name: Token) -> Node:
        """Read a call of a function, if there is one of this name."""
        if not self.functions:
            raise ArgumentError(
                f"{name.text!r} at character {name.place} is called as a function, and there are "
                "none here; work it out first, as a column or a mask"
            )
        if name.value not in self.functions:
            raise ArgumentError(f"{name.text} is none of the functions {', '.join(self.functions)}")
        self.take()
        self.deeper()
        argument = self.either()
        if self.sees(","):
            raise ArgumentError(f"{name.text} takes one argument")
        if not self.sees(")"):
            raise ArgumentError(self.unexpected(")"))
        self.take()
        self.depth -= 1
        return Call(str(name.value), argument)

    def bracketed(self, opening: Token) -> Node:
        """Read what stands in brackets: an expression, or constants to choose from."""
        self.deeper()
        closing, parts, commas = _CLOSING[opening.text], [], 0
        while not self.sees(closing):
            parts.append(self.either())
            if self.sees(","):
                self.take()
                commas += 1
            elif not self.sees(closing):
                raise ArgumentError(self.unexpected(closing))
        self.take()
        self.depth -= 1
        if opening.text == "(" and len(parts) == 1 and not commas:
            return parts[0]
        return Values(tuple(map(constant_of, parts)))

    def unexpected(self, closing: str = "") -> str:
        """Say that a token stands where an operator should."""
        token = self.next
        expected = f"{closing!r} or an operator" if closing else "an operator, such as == or and"
        if token.kind is Kind.END:
            return f"it ends where {expected} is expected"
        hint = _MEANT.get(token.text) or _MEANT.get(self.before.text)
        more = f"; {hint}" if hint else ""
        return (
            f"{token.text[:40]!r} at character {token.place} stands where {expected} is expected"
            f"{more}"
        )
