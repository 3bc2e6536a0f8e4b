"""What a key of a report's plan may hold: in words, and how a value is told to be that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..plotting.look.theme import SIZES, STYLES


@dataclass(frozen=True)
class Kind:
    """What a key holds: in words, and whether a value is that."""

    words: str
    holds: Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_list_of(value: Any, holds: Callable[[Any], bool]) -> bool:
    """Whether a value is a list of what is held."""
    return isinstance(value, list) and all(map(holds, value))


TEXT = Kind("a text in quotes", is_text)
COLUMN = Kind('a column, as "weight"', is_text)
COLUMNS = Kind('a list of columns, as ["age", "vote"]', lambda value: is_list_of(value, is_text))
ONE_OR_MORE = Kind(
    'a column, as "region", or a list of them',
    lambda value: is_text(value) or is_list_of(value, is_text),
)
NUMBER = Kind("a number", is_number)
NUMBERS = Kind("a list of numbers", lambda value: is_list_of(value, is_number))
MATRIX = Kind(
    "a list of lists of numbers",
    lambda value: is_list_of(value, lambda row: is_list_of(row, is_number)),
)
YES_NO = Kind("true or false", lambda value: isinstance(value, bool))
LEVEL = Kind("a number between 0 and 1, as 0.95", lambda value: is_number(value) and 0 < value < 1)
SUPPRESSED = Kind('"mark" or "hide"', lambda value: value in ("mark", "hide"))
DF = Kind('"domain" or "design"', lambda value: value in ("domain", "design"))
STYLE = Kind('"light" or "dark"', lambda value: is_text(value) and value in STYLES)
SIZE = Kind(
    f"a size of charts: {', '.join(map(repr, SIZES))}".replace("'", '"'),
    lambda value: is_text(value) and value in SIZES,
)
LANGUAGE = Kind('the tag of a language, as "de"; topline.languages() lists them', is_text)
CONDITION = Kind('a condition in quotes, as "age >= 18"', is_text)
COUNT = Kind(
    "a whole number, 0 or more",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
)
CODES = Kind(
    'a list of codes or labels, as [-99, "Refused"]',
    lambda value: bool(value) and is_list_of(value, lambda one: is_text(one) or is_number(one)),
)
SET = Kind(
    'a list of columns, a text that parts answers, as ";", a table of a set, or false',
    lambda value: (
        value is False
        or is_text(value)
        or isinstance(value, Mapping)
        or (bool(value) and is_list_of(value, is_text))
    ),
)
TABLE = Kind("a table of keys and values", lambda value: isinstance(value, Mapping))
TABLE_OR_FALSE = Kind(
    "a table of questions with several answers, or false",
    lambda value: value is False or isinstance(value, Mapping),
)
