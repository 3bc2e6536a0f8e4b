"""A disclosure record: how a survey was done, as its makers tell it in a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from ..arguments import check_text, shown
from ..errors import ArgumentError, DataError
from ..figures.sample_types import FORMER

NOT_DISCLOSED, NOT_APPLICABLE = "not_disclosed", "not_applicable"
"""What a key may say instead of a value."""


@dataclass(frozen=True)
class Disclosure:
    """How a survey was done.

    Attributes
    ----------
    values : mapping
        What the record tells, as nested tables of the file.
    source : str
        Where it was read, for messages.
    """

    values: Mapping[str, Any]
    source: str = "the record"

    def __post_init__(self) -> None:
        """Put today's word for one of older records."""
        given = self.values.get("sample_type")
        told = [_of_today(kind) for kind in given] if isinstance(given, list) else _of_today(given)
        if told != given:
            object.__setattr__(self, "values", {**self.values, "sample_type": told})

    def get(self, key: str) -> Any:
        """Return the value at a dotted key, such as "population.definition"; None if blank."""
        found: Any = self.values
        for part in key.split("."):
            if isinstance(found, str) and found in (NOT_DISCLOSED, NOT_APPLICABLE):
                return found
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        if isinstance(found, str):
            found = found.strip()
        return None if found in ("", [], {}) else found

    def states(self, key: str) -> bool:
        """Whether the key has a value, not one of the two words in its stead."""
        value = self.get(key)
        return value is not None and value not in (NOT_DISCLOSED, NOT_APPLICABLE)


def _of_today(kind: Any) -> Any:
    return FORMER.get(kind, kind) if isinstance(kind, str) else kind


def read_disclosure(path: str | PathLike[str]) -> Disclosure:
    """Read a disclosure record from a TOML file.

    The record is the file's table ``[disclosure]``, or the whole file where it has none.

    Parameters
    ----------
    path : path
        A TOML file.

    Returns
    -------
    Disclosure

    Raises
    ------
    DataError
        When the file cannot be read or is no TOML.
    ArgumentError
        When its ``disclosure`` is no table.
    """
    values = read_toml(path)
    record = values.get("disclosure", values)
    if not isinstance(record, Mapping):
        raise ArgumentError(
            f"{Path(path).name}: disclosure is a {type(record).__name__}; expected a table "
            "[disclosure] of keys and values"
        )
    return Disclosure(record, Path(path).name)


def read_toml(path: str | PathLike[str]) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    DataError
        When there is no such file, or it is no TOML; the message names line and column.
    """
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is {shown(path)}; expected the path of a TOML file")
    check_text("path", str(path), expected="a path")
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except OSError as problem:
        raise DataError(f"{path} cannot be read ({problem.strerror}); give a TOML file") from None
    except UnicodeDecodeError:
        raise DataError(f"{Path(path).name} is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise DataError(f"{Path(path).name} is no TOML: {problem}") from None


def as_date(value: Any) -> date | None:
    """Return a date that TOML gives as such or as ISO text; None for anything else."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
