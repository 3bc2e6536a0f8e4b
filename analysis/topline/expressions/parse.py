"""From text to a tree, by a grammar of its own: nothing that is read is ever run.

Lowest rank first, as in Python, but `&` and `|` are `and` and `or`, as pandas reads them::

    either      both ("or" both)*
    both        inversion ("and" inversion)*
    inversion   "not" inversion | comparison
    comparison  sum (("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in") sum)*
              | sum "is" "not"? "missing" | sum "not"? worded
    worded      "between" sum "and" sum | ("contains" | "begins with" | "ends with") text
    sum         product (("+" | "-") product)*
    product     signed (("*" | "/" | "//" | "%") signed)*
    signed      ("+" | "-" | "~") signed | power
    power       operand ("**" signed)?
    operand     name | constant | "(" either ")" | "[" constants "]" | function "(" either ")"

Operators in words are words only where an operator stands: a column may be called so.
"""

from collections.abc import Collection

from ..errors import ArgumentError
from .comparisons import (
    EQUALITY,
    PARTS_OF_TEXT,
    compared,
    constant_of,
    part_of_text,
    refuse_to_compare,
)
from .reader import Reader, is_word
from .tokens import Kind, Token
from .tree import (
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Logical,
    Missing,
    Name,
    Node,
    Not,
    Sign,
    Step,
    Values,
)

_ORDER = ("<", "<=", ">", ">=")
_RANKS = (("+", "-"), ("*", "/", "//", "%"))
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_WORDED = ("between", *PARTS_OF_TEXT)


def parse_condition(text: str) -> Node:
    """Read a condition on columns: ``"age >= 18 and region in ['north', 'east']"``.

    It may hold names (in backticks where they are no plain words), numbers, texts in single or
    double quotes, True and False, comparisons, ``in`` and ``not in`` lists, ``between 18 and 24``
    (both ends included), ``is missing`` and ``is not missing``, ``contains``, ``begins with`` and
    ``ends with`` a text (small letters and capitals are the same to these three), ``and or not``
    (``& | ~``), ``+ - * / // % **`` and brackets.

    Raises
    ------
    ArgumentError
        When it holds anything else, or is too long or too deep.
    """
    return _Parser(text, (), ("**",)).whole()


def is_condition(text: str) -> bool:
    """Return whether a text is one that holds or not, and no bare name, number or sum."""
    try:
        return isinstance(parse_condition(text), (Comparison, Logical, Missing, Not))
    except ArgumentError:
        return False


def parse_formula(text: str, functions: Collection[str]) -> Node:
    """Read a formula of named numbers, which may call functions: ``"log(a / b)"``; ^ is a power.

    Raises
    ------
    ArgumentError
        When it holds anything else, or is too long or too deep.
    """
    return _Parser(text, functions, ("**", "^")).whole()


class _Parser(Reader):
    """Reads a tree; each method reads one rank of the grammar."""

    def __init__(self, text: str, functions: Collection[str], powers: tuple[str, ...]) -> None:
        super().__init__(text)
        self.functions, self.powers = functions, powers

    def whole(self) -> Node:
        """Read all there is."""
        if self.ended():
            raise ArgumentError("it is empty")
        tree = self.either()
        if not self.ended():
            raise ArgumentError(self.unexpected())
        return tree

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
        worded = self.in_words(first)
        if worded is not None:
            return worded
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

    def in_words(self, first: Node) -> Node | None:
        """Read an operator in words and what stands right of it, if one comes next."""
        negated = self.sees("not") and is_word(self.behind, *_WORDED)
        if not negated and not is_word(self.next, *_WORDED, "is"):
            return None
        refuse_to_compare(first)
        if negated:
            self.operator()
        word = self.operator()
        if word == "is":
            negated = self.sees("not")
            if negated:
                self.take()
            self.expect("missing")
            found: Node = Missing(first)
        elif word == "between":
            low = self.ranked(0)
            if not self.sees("and"):
                raise ArgumentError(
                    f"right of between stands {low}; expected two values, as 1 and 5"
                )
            self.take()
            found = Comparison(low, (Step("<=", first), compared("<=", self.ranked(0))))
            refuse_to_compare(low)
        else:
            if PARTS_OF_TEXT[word]:
                self.expect(PARTS_OF_TEXT[word])
                word = f"{word} {PARTS_OF_TEXT[word]}"
            found = Comparison(first, (part_of_text(word, self.ranked(0)),))
        return Not(found) if negated else found

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
