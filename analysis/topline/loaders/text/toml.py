"""A TOML file → its values, bounded: what a stranger wrote is refused in words, and soon."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import ArgumentError, DataError
from ...figures.problems import system_reason
from ...shown import cut

LONGEST = 1_000_000
"""Bytes of a plan or record: a questionnaire has a tenth of them."""

DEEPEST = 20
"""Tables and lists that stand within one another."""

_LARGEST = 2**63
"""TOML's whole numbers have 64 bits."""

_NAME = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DEEP_KEY = re.compile(
    rf"(?:^|[{{,\[])[ \t]*+{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{DEEPEST}}}", re.MULTILINE
)
"""A key of many parts: the parser takes the square of their number."""


class _Entry(NamedTuple):
    """A value of a file: the keys that lead to it, and how deep it stands."""

    keys: str
    value: Any
    depth: int


def read_toml(path: str | PathLike[str]) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    ArgumentError
        When `path` is no path.
    DataError
        When there is no such file, it is no TOML (the message names line and column), it is larger
        or deeper than a plan is, or a number is none that can be computed with.
    """
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is a {type(path).__name__}; expected the path of a TOML file")
    name = Path(path).name
    text = _text(Path(path), name)
    deep = DataError(
        f"{name} has more than {DEEPEST} tables or lists within one another; write it flatter"
    )
    if _DEEP_KEY.search(text):
        raise deep
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise deep from None
    except (ValueError, OverflowError) as problem:
        raise DataError(
            f"{name} is no TOML: {cut(str(problem), 200)}; correct it there: texts stand in "
            "quotes, lists in square brackets, and every name once in its table"
        ) from None
    for entry in _entries(values):
        if entry.depth > DEEPEST:
            raise deep
        keys, value = cut(entry.keys), entry.value
        if isinstance(value, float) and not isfinite(value):
            raise DataError(f"{name}: {keys} is {value}; expected a number, or leave it out")
        if isinstance(value, int) and abs(value) >= _LARGEST:
            raise DataError(
                f"{name}: {keys} has too many digits; expected a whole number of 64 bits"
            )
    return values


def _text(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST + 1)
        if len(raw) > LONGEST:
            raise DataError(
                f"{name} has more than {LONGEST:,} bytes; expected a plan or a record in TOML "
                '(data are named in it, as data = "answers.csv")'
            )
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{name} is not UTF-8; save it as UTF-8") from None
    except DataError:
        raise
    except (OSError, ValueError) as problem:
        raise DataError(
            f"{path} cannot be read ({system_reason(problem)}); give a TOML file"
        ) from None


def _entries(values: Mapping[str, Any]) -> Iterator[_Entry]:
    """Go through the values within values, without calls within calls."""
    waiting = [_Entry("", values, 0)]
    while waiting:
        entry = waiting.pop()
        yield entry
        if entry.depth > DEEPEST:
            return
        if isinstance(entry.value, Mapping):
            inner = [(f"{entry.keys}.{key}".lstrip("."), v) for key, v in entry.value.items()]
        elif isinstance(entry.value, list):
            inner = [(entry.keys, v) for v in entry.value]
        else:
            continue
        waiting += [_Entry(keys, value, entry.depth + 1) for keys, value in inner]
