"""Reading tokens from left to right, with what is said of one that stands where it should not."""

from ..errors import ArgumentError
from .tokens import Kind, Token, tokens_of

DEEPEST = 30
"""Brackets and signs within each other: some 350 calls, far below what Python's own stack holds."""

MOST = 1_000
"""Operators of an expression: each is a pass over the data."""

_MEANT = {
    "AND": "write and",
    "OR": "write or",
    "NOT": "write not",
    "IN": "write in",
    "BETWEEN": "write between",
    "like": "write contains, begins with or ends with",
    "LIKE": "write contains, begins with or ends with",
    "if": "join conditions by and, or",
    "else": "join conditions by and, or",
    "for": "choose from a list by in",
    "[": "parts of a column cannot be taken",
    "=": "a comparison is written ==",
}
"""What is said of a token that stands where an operator is expected."""


class Reader:
    """Tokens, read as they are needed: what is too deep is soon refused, however long it is."""

    def __init__(self, text: str) -> None:
        self.source = tokens_of(text)
        self.next = self.before = next(self.source)
        self.behind = next(self.source, self.next)
        self.depth, self.operators = 0, 0

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

    def expect(self, word: str) -> None:
        """Read a word that must follow others."""
        if not is_word(self.next, word):
            token = self.next
            shown = f"{token.text!r} at character {token.place}" if token.text else "the end"
            raise ArgumentError(
                f"{shown} stands where {word} is expected, behind {self.before.text}"
                + ("; values are compared by == and !=" if word == "missing" else "")
            )
        self.take()

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


def is_word(token: Token, *words: str) -> bool:
    """Return whether a token is one of some words, which are names elsewhere."""
    return token.kind is Kind.NAME and token.text in words
