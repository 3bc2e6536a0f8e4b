"""A disclosure record: how a survey was done, as its makers tell it in a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from ..arguments import check_text, described
from ..calls import answering_class
from ..errors import ArgumentError
from ..loaders.text.toml import read_toml
from ..sample_types import known_sample_type
from ..values import Value

NOT_DISCLOSED, NOT_APPLICABLE = "not_disclosed", "not_applicable"
"""What a key may say instead of a value."""


@answering_class
@dataclass(frozen=True, eq=False)
class Disclosure(Value):
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
        """Put the one word for each kind of sample."""
        if not isinstance(self.values, Mapping):
            raise ArgumentError(
                f"values is a {type(self.values).__name__}; expected a mapping of keys, such as "
                '{"sponsor": "…"}'
            )
        given = self.values.get("sample_type")
        told = [_one_word(kind) for kind in given] if isinstance(given, list) else _one_word(given)
        if told != given:
            object.__setattr__(self, "values", {**self.values, "sample_type": told})
        super().__post_init__()

    def get(self, key: str) -> Any:
        """Return the value at a dotted key, such as "population.definition"; None if blank."""
        found: Any = self.values
        check_text("key", key, expected='a dotted key, such as "population.definition"')
        for part in key.split("."):
            if isinstance(found, str) and found in (NOT_DISCLOSED, NOT_APPLICABLE):
                return found
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        if isinstance(found, str):
            found = found.strip()
        return None if found in ("", [], {}) else found

    def filled(self, known: Mapping[str, Any]) -> "Disclosure":
        """Return the record with what is known otherwise where it tells nothing.

        Parameters
        ----------
        known : mapping
            Values by their keys, such as ``survey.weighting.disclosed``.

        Raises
        ------
        ArgumentError
            When `known` is no mapping, or the record says yes where it is no, or no where it is
            yes.
        """
        if not isinstance(known, Mapping):
            raise ArgumentError(
                f"known is {described(known)}; expected a mapping of keys to values, such as "
                "survey.weighting.disclosed"
            )
        for key, value in known.items():
            told = self.get(key)
            if isinstance(told, bool) and isinstance(value, bool) and told is not value:
                raise ArgumentError(
                    f"{self.source} says {key} = {str(told).lower()}, and here it is "
                    f"{str(value).lower()}; correct it, or leave it out"
                )
        blank = {key: value for key, value in known.items() if self.get(key) is None}
        return Disclosure({**self.values, **blank}, self.source)

    def states(self, key: str) -> bool:
        """Whether the key has a value, not one of the two words in its stead."""
        value = self.get(key)
        return value is not None and value not in (NOT_DISCLOSED, NOT_APPLICABLE)


def _one_word(kind: Any) -> Any:
    return known_sample_type(kind) or kind


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


def as_date(value: Any) -> date | None:
    """Return a day that TOML gives as such, with a time or as ISO text; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
