"""What is wrong with a table, told all at once: row, column, value and remedy."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from ..errors import DataError
from ..shown import cut

SHOWN = 10
"""Problems listed before the rest is counted."""

_LONGEST_NAME = 200
"""Characters of a name beyond which no other is suggested for it."""


def reason_of(error: Exception) -> str:
    """Return what a library says of a file it cannot read, as far as it fits in a message.

    What a library did not foresee it tells in words of its own code, which say nothing of a file.
    """
    if isinstance(error, SyntaxError):
        return "a part of it is cut off, or no XML"
    if isinstance(error, _UNFORESEEN):
        return "its reader stopped"
    text = next(iter(str(error).splitlines()), "").strip().rstrip(".")
    return cut(text, 120) or type(error).__name__


_UNFORESEEN = (
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    struct.error,
)
"""What a reader raises where a file is not as its code supposes."""


def system_reason(error: Exception) -> str:
    """Return why the system does not open a file, without the number and path it adds."""
    return getattr(error, "strerror", None) or str(error)


def close_name(name: str, names: Iterable[str]) -> str:
    """Return a hint at the name that was meant, "" where none is close."""
    # Comparing takes the product of two lengths, and no long name was mistyped.
    short = [name for name in names if len(name) <= _LONGEST_NAME]
    close = get_close_matches(name, short, n=1) if len(name) <= _LONGEST_NAME else []
    return f" (did you mean {close[0]!r}?)" if close else ""


@dataclass(frozen=True)
class Problem:
    """One cell, or one row where `column` is empty, that cannot be used."""

    row: int
    column: str
    value: Any
    message: str

    def under(self, headings: Mapping[str, str]) -> "Problem":
        """Return the same problem under the heading that its column has in a person's table."""
        return replace(self, column=headings.get(self.column, self.column))

    def text(self, lines: Sequence[int] | None, unit: str = "line") -> str:
        """Say where it is and what to do; `lines` gives the file's own number of each row."""
        where = f"row {self.row + 1}"
        if lines:
            own = (
                f"line {lines[self.row]}"
                if unit == "line"
                else f"row {lines[self.row]} of the sheet"
            )
            where += f" ({own})"
        value = "empty" if self.value is None else f"value {cut(str(self.value))!r}"
        return f"{where}, column {self.column!r}, {value}: {self.message}"


def refuse(
    problems: Sequence[Problem],
    name: str,
    lines: Sequence[int] | None = None,
    unit: str = "line",
) -> None:
    """Raise DataError that lists the problems of the table called `name`, if there are any."""
    if not problems:
        return
    ordered = sorted(problems, key=lambda problem: problem.row)
    if len(ordered) == 1:
        raise DataError(f"{name}, {ordered[0].text(lines, unit)}")
    listed = [f"- {problem.text(lines, unit)}" for problem in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        listed.append(f"- and {len(ordered) - SHOWN} more")
    raise DataError(f"{name} has {len(ordered)} problems:\n" + "\n".join(listed))
