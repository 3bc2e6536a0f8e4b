"""The words of a condition or formula: names, numbers, texts and signs, each with its place."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from ..errors import ArgumentError

LONGEST = 100_000
"""Characters of an expression: room for a list of some thousand answers, and soon read."""

_LONGEST_NUMBER = 400
"""Characters of a number; longer ones take Python time that grows with the square."""


class Kind(Enum):
    """What a token is."""

    NAME = "name"
    CONSTANT = "constant"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression.

    Attributes
    ----------
    kind : Kind
    value : str, int, float, bool or None
        The name, the constant, or the sign; the words ``and or not in`` are signs.
    text : str
        As it was written.
    place : int
        Of its first character, counted from 1.
    """

    kind: Kind
    value: str | int | float | bool | None
    text: str
    place: int


_WORDS: Mapping[str, Token] = {
    **{word: Token(Kind.SIGN, word, word, 0) for word in ("and", "or", "not", "in")},
    **{str(value): Token(Kind.CONSTANT, value, str(value), 0) for value in (True, False, None)},
}
"""Names with a meaning of their own; a column that is called so is written in backticks."""

_SAME = {"&": "and", "|": "or"}
"""Signs pandas reads as these words, so that ``age > 3 & sex == 1`` needs no brackets."""

_MEANT: Mapping[str, str] = {
    "=": "a comparison is written ==",
    "!": "write not, or != for unequal",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "−": "write the minus of the keyboard, -",
    **dict.fromkeys("“”„‟«»", 'texts stand in straight quotes, as "yes"'),
    **dict.fromkeys("‘’‚‛´", "texts stand in straight quotes, as 'yes'"),
    "'": "a text never ends; close its quotes",
    '"': "a text never ends; close its quotes",
    "`": "a name in backticks is empty or never ends; close it with a backtick",
    "@": "variables from outside cannot be used; write their value",
    "#": "a name with such a sign stands in backticks, as `item #1`",
    "\0": "it is no text",
}
"""What is said of a character that has no place in an expression."""

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+)
      | (?P<number>(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)
      | (?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
      | (?P<quoted>`(?:[^`]|``)+`)
      | (?P<sign>\*\*|//|<=|>=|==|!=|[-+*/%<>()\[\]{},&|~^])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)")
_ESCAPED: Mapping[str, str] = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"'}


def tokens_of(text: str) -> Iterator[Token]:
    """Go through the tokens of a text; the last is its end.

    Raises
    ------
    ArgumentError
        When it is too long, or a character has no place in it.
    """
    if len(text) > LONGEST:
        raise ArgumentError(
            f"it has {len(text):,} characters; at most {LONGEST:,} can be read; make a column of it"
        )
    at = 0
    while at < len(text):
        if text[at].isidentifier():
            # letter by letter and not normalised: a look-alike of a name is another name. Names may
            # have dots in them, as R's do
            end = at + 1
            while end < len(text) and (
                f"_{text[end]}".isidentifier()
                or (text[end] == "." and text[end + 1 : end + 2].isidentifier())
            ):
                end += 1
            word = text[at:end]
            if text[end : end + 1] in ("'", '"'):
                raise ArgumentError(
                    f"{word!r} stands before a quote at character {end + 1}; texts are plain, as "
                    "'yes'"
                )
            known = _WORDS.get(word, Token(Kind.NAME, word, word, 0))
            yield Token(known.kind, known.value, word, at + 1)
            at = end
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            sign, hint = text[at], "names with such signs stand in backticks, texts in quotes"
            shown = repr(sign) if sign.isprintable() else f"U+{ord(sign):04X}"
            name = "" if sign.isascii() else f" ({unicodedata.name(sign, 'no name').lower()})"
            raise ArgumentError(
                f"{shown}{name} at character {at + 1} has no meaning; {_MEANT.get(sign, hint)}"
            )
        if found.lastgroup != "blank":
            yield _token(found)
        at = found.end()
    yield Token(Kind.END, None, "", len(text) + 1)


def _token(found: "re.Match[str]") -> Token:
    text, place = found.group(), found.start() + 1
    if found.lastgroup == "number":
        behind = found.string[found.end() : found.end() + 1]
        if f"_{behind}".isidentifier() and behind:
            raise ArgumentError(
                f"{text + behind!r} at character {place} is no number; a name that begins with a "
                "digit stands in backticks"
            )
        try:
            if len(text) > _LONGEST_NUMBER:
                raise OverflowError
            whole = int(text) if not set(text) & set(".eE") else None
            # Whole numbers too large for a column's 64 bits are floats.
            value = float(text) if whole is None or abs(whole) >= 2**64 else whole
        except (ValueError, OverflowError):
            value = float("inf")
        if value == float("inf"):
            raise ArgumentError(
                f"{text[:20]!r} at character {place} is no number that can be computed with; "
                "expected one as 18, 2.5 or 1e6"
            )
        return Token(Kind.CONSTANT, value, text, place)
    if found.lastgroup == "text":
        # A code is its character; a backslash before other letters stands for itself, as in Python.
        plain = _ESCAPE.sub(
            lambda escape: (
                chr(int(escape[1][1:], 16))
                if len(escape[1]) > 1
                else _ESCAPED.get(escape[1], escape[0])
            ),
            text[1:-1],
        )
        return Token(Kind.CONSTANT, plain, text, place)
    if found.lastgroup == "quoted":
        return Token(Kind.NAME, text[1:-1].replace("``", "`"), text, place)
    return Token(Kind.SIGN, _SAME.get(text, text), text, place)
