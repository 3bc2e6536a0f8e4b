"""From the text of a model's formula to its terms, by the algebra of Wilkinson and Rogers.

Lowest rank first, as in R::

    formula     (sum ("," sum)*)? "~" terms | terms
    terms       "-"? crossed (("+" | "-") crossed)*      - 1 and + 0 leave the intercept out
    crossed     joined (("*" | "/") joined)*             a*b: a + b + a:b;  a/b: a + a:b
    joined      power (":" power)*
    power       factor (("^" | "**") number)?            (a + b)^2: a + b + a:b
    factor      name | "1" | "(" terms ")" | transform "(" sum ("," option)* ")"

Nothing that is read is ever run: what is called must stand in a table, and there are no braces, no
attributes and no other calls. Arithmetic stands in I(…) or in another transform.
"""

from ..errors import ArgumentError
from .formula import (
    CATEGORY,
    COLUMN,
    COMPUTED,
    FUNCTIONS,
    OFFSET,
    TRANSFORMS,
    Factor,
    ModelFormula,
    Option,
)
from .parse import Parser
from .tokens import Kind, Token, tokens_of
from .tree import Call, Constant, Name, Node, Values, shortened

MOST_TERMS = 1_000
"""Terms of a formula: (a + b + …)^n is soon more than a machine holds."""

MOST_POWER = 10

Terms = dict[frozenset[Factor], tuple[Factor, ...]]
"""Terms by their factors, whose order is only how they are written; the intercept has none."""

_INTERCEPT: Terms = {frozenset(): ()}


def parse_terms(text: str) -> ModelFormula:
    """Read a model's formula: ``"vote ~ age_group * gender + bs(income, df=4) + I(age^2)"``.

    Parameters
    ----------
    text : str
        Columns, in backticks or quotes where they are no plain words; + - : * / ^ and brackets;
        transforms of the table ``TRANSFORMS``, and functions of ``FUNCTIONS``. What stands left of
        ~ is the outcome.

    Raises
    ------
    ArgumentError
        When it holds anything else, or is too long, too deep or of too many terms.
    """
    try:
        return _TermParser(text).formula()
    except ArgumentError as error:
        raise ArgumentError(f"the formula {shortened(text)!r} cannot be read: {error}") from None


class _TermParser(Parser):
    """Reads terms; arithmetic inside of transforms is read as in conditions."""

    operators_shown = "+ or :"

    def __init__(self, text: str) -> None:
        super().__init__(text, FUNCTIONS, ("**", "^"), ":=")
        self.text = text
        self.offsets: list[Node] = []

    def formula(self) -> ModelFormula:
        """Read all there is."""
        outcome: list[Node] = []
        if any(token.kind is Kind.SIGN and token.value == "~" for token in self.tokens()):
            while not self.sees("~"):
                outcome.append(self.ranked(0))
                if not self.sees(",", "~"):
                    raise ArgumentError(self.unexpected("~"))
                if self.sees(","):
                    self.take()
            self.take()
        found = self.terms(_INTERCEPT)
        if not self.ended():
            raise ArgumentError(self.unexpected())
        own = [term for key, term in found.items() if key]
        return ModelFormula(
            text=self.text,
            outcome=tuple(outcome),
            terms=tuple(sorted(own, key=len)),
            intercept=frozenset() in found,
            offsets=tuple(self.offsets),
        )

    def tokens(self) -> list[Token]:
        """Return all tokens, for a look ahead."""
        return list(tokens_of(self.text, ":="))

    def terms(self, start: Terms) -> Terms:
        """Read a sum of terms, added to those there are."""
        total, sign = dict(start), "+"
        if self.sees("+", "-"):
            sign = self.operator()
        while True:
            if self.next.kind is Kind.CONSTANT and self.next.value == 0:
                self.take()
                part, sign = _INTERCEPT, {"+": "-", "-": "+"}[sign]
            else:
                part = self.crossed()
            if sign == "+":
                total |= {key: term for key, term in part.items() if key not in total}
            else:
                total = {key: term for key, term in total.items() if key not in part}
            _refuse_many(len(total))
            if not self.sees("+", "-"):
                return total
            sign = self.operator()

    def crossed(self) -> Terms:
        found = self.joined()
        while self.sees("*", "/"):
            sign, right = self.operator(), self.joined()
            if sign == "*":
                found = {**found, **right, **_products(found, right)}
            else:
                whole = dict.fromkeys(factor for term in found.values() for factor in term)
                found = {**found, **_products({frozenset(whole): tuple(whole)}, right)}
        return found

    def joined(self) -> Terms:
        found = self.powered()
        while self.sees(":"):
            self.operator()
            found = _products(found, self.powered())
        return found

    def powered(self) -> Terms:
        base = self.factor()
        if not self.sees(*self.powers):
            return base
        self.operator()
        exponent = self.take()
        if type(exponent.value) is not int or not 1 <= exponent.value <= MOST_POWER:
            raise ArgumentError(
                f"{exponent.text or 'nothing'!r} stands as a power of terms; expected a whole "
                f"number from 1 to {MOST_POWER}; a power of a column is I(x^2)"
            )
        found = base
        for _ in range(exponent.value - 1):
            found = {**found, **_products(found, base)}
        return found

    def factor(self) -> Terms:
        """Read one variable, the intercept, or terms in brackets."""
        token = self.take()
        if token.kind is Kind.NAME and self.sees("("):
            return self.transformed(token)
        if token.kind is Kind.NAME or (
            token.kind is Kind.CONSTANT and isinstance(token.value, str)
        ):
            return _alone(Factor(COLUMN, Name(str(token.value)), text=str(token.value)))
        if token.kind is Kind.CONSTANT and token.value == 1 and token.value is not True:
            return _INTERCEPT
        if token.text == "(":
            self.deeper()
            found = self.terms({})
            self.close()
            return found
        raise ArgumentError(_misplaced(token))

    def transformed(self, name: Token) -> Terms:
        """Read a call of a transform of the table, or of a function of a number."""
        called = str(name.value)
        self.take()
        self.deeper()
        if called == "Q":
            found = self.factor()
            self.close()
            return found
        if called not in TRANSFORMS and called not in FUNCTIONS:
            raise ArgumentError(
                f"{shortened(called, 40)} is none of the transforms "
                f"{', '.join([*TRANSFORMS, *FUNCTIONS])}; make a column of it first"
            )
        of = self.either()
        if isinstance(of, Constant) and isinstance(of.value, str):
            of = Name(of.value)
        options = self.options(called)
        end = self.close().place
        text = self.text[name.place - 1 : end]
        if called in FUNCTIONS:
            return _alone(Factor(COMPUTED, Call(called, of), text=text))
        if called == OFFSET:
            self.offsets.append(of)
            return {}
        if called == CATEGORY and not isinstance(of, Name):
            raise ArgumentError(f"C() is given {of}; expected a column, whose answers are factors")
        return _alone(Factor(called, of, options, text))

    def options(self, called: str) -> tuple[tuple[str, Option], ...]:
        """Read the options of a transform, by their names or in the order of the table."""
        names, found = TRANSFORMS.get(called, ()), {}
        for place in range(len(names) + 1):
            if not self.sees(","):
                break
            self.take()
            name = names[place] if place < len(names) else ""
            if self.next.kind is Kind.NAME and self.behind.text == "=":
                name = str(self.take().value)
                self.take()
            if name not in names or name in found:
                raise ArgumentError(
                    f"{called}() is given {name or 'more'!r}; it takes "
                    f"{', '.join(names) or 'one argument'}, each once"
                )
            found[name] = self.option(called, name)
        return tuple((name, found[name]) for name in names if name in found)

    def option(self, called: str, name: str) -> Option:
        value = self.ranked(0)
        if isinstance(value, Constant):
            return value.value
        if isinstance(value, Values):
            return value.items
        raise ArgumentError(f"{name} of {called}() is {value}; expected a constant, or [a, list]")

    def close(self) -> Token:
        """Read a closing bracket."""
        if not self.sees(")"):
            raise ArgumentError(self.unexpected(")"))
        self.depth -= 1
        return self.take()


def _alone(factor: Factor) -> Terms:
    return {frozenset((factor,)): (factor,)}


def _products(left: Terms, right: Terms) -> Terms:
    """Return every term of one side with every one of the other; a factor with itself is itself."""
    _refuse_many(len(left) * len(right))
    found: Terms = {}
    for one in left.values():
        for other in right.values():
            term = tuple(dict.fromkeys((*one, *other)))
            found.setdefault(frozenset(term), term)
    return found


def _refuse_many(count: int) -> None:
    if count > MOST_TERMS:
        raise ArgumentError(f"it makes {count:,} terms; at most {MOST_TERMS:,} can be fitted")


def _misplaced(token: Token) -> str:
    if token.kind is Kind.END:
        return "it ends where a column is expected"
    if token.text == "{":
        return f"'{{' at character {token.place}: nothing in braces is run; write I(…)"
    return (
        f"{token.text[:40]!r} at character {token.place} stands where a column is expected; "
        "arithmetic stands in I(…)"
    )
