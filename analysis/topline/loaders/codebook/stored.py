"""A codebook as JSON: beside a CSV file, and within Parquet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import DataError
from .variables import (
    BLANKS,
    SET_KINDS,
    Code,
    MultipleResponseSet,
    Option,
    Reason,
    Variable,
)

_VERSION = 1


@dataclass(frozen=True)
class StoredVariable:
    """A variable as it is kept: what is said of it, and the reasons its answers can miss for."""

    variable: Variable
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class StoredCodebook:
    """What is kept of a codebook beside its data."""

    variables: tuple[StoredVariable, ...]
    sets: Mapping[str, MultipleResponseSet]
    notes: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return the names of the variables in their order."""
        return [stored.variable.name for stored in self.variables]


def as_json(book: StoredCodebook) -> str:
    """Return a codebook as JSON, for people to read as well."""
    variables = []
    for stored in book.variables:
        variable = stored.variable
        said = {
            "name": variable.name,
            "label": variable.label,
            "kind": variable.kind,
            "measure": variable.measure,
            "value_labels": _pairs(variable.value_labels.items()),
            "missing": _pairs(stored.reasons),
            "order": list(variable.order),
            "order_source": variable.order_source,
        }
        variables.append({key: value for key, value in said.items() if value or key == "name"})
    held = {
        "topline_codebook": _VERSION,
        "variables": variables,
        "multiple_response_sets": {
            name: {
                **{key: getattr(one, key) for key in _SET_TEXTS},
                "variables": list(one.variables),
                "counted_value": one.counted_value,
                "options": [
                    {"label": own.label, "column": own.column, "chosen": list(own.chosen)}
                    for own in one.options
                ],
            }
            for name, one in book.sets.items()
        },
        "notes": list(book.notes),
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


_SET_TEXTS = ("label", "kind", "separator", "blank", "asked", "evidence", "source")
"""What a set says in words."""


def _set(row: Mapping[str, Any]) -> MultipleResponseSet:
    """Return a question with several answers as it was stored."""
    options = tuple(
        Option(
            label=str(own["label"]),
            column=None if own["column"] is None else str(own["column"]),
            chosen=tuple(map(_code, own["chosen"])),
        )
        for own in row["options"]
    )
    counted = row["counted_value"]
    found = MultipleResponseSet(
        variables=tuple(map(str, row["variables"])),
        counted_value=None if counted is None else _code(counted),
        options=options,
        **{key: str(row[key]) for key in _SET_TEXTS},
    )
    if found.kind not in SET_KINDS or found.blank not in BLANKS:
        raise ValueError
    return found


def from_json(text: str | bytes, name: str) -> StoredCodebook:
    """Return the codebook that JSON holds; `name` is what messages call it.

    Raises
    ------
    DataError
        When it is none.
    """
    try:
        held = json.loads(text)
        if held["topline_codebook"] != _VERSION:
            raise DataError(f"{name} is of a newer version; install a newer topline")
        variables = [
            StoredVariable(
                Variable(
                    name=str(row["name"]),
                    label=str(row.get("label", "")),
                    kind=str(row.get("kind", "text")),
                    value_labels={_code(c): str(text) for c, text in row.get("value_labels", ())},
                    measure=str(row.get("measure", "")),
                    order=tuple(map(_code, row.get("order", ()))),
                    order_source=str(row.get("order_source", "")),
                ),
                tuple(Reason(_code(code), str(text)) for code, text in row.get("missing", ())),
            )
            for row in held["variables"]
        ]
        return StoredCodebook(
            tuple(variables),
            {str(key): _set(row) for key, row in held["multiple_response_sets"].items()},
            tuple(map(str, held["notes"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise DataError(
            f"{name} is no codebook that write_survey writes; write it again, or move it away to "
            "read the data alone"
        ) from None


def _pairs(pairs: Any) -> list[list[Any]]:
    return [[code, text] for code, text in pairs]


def _code(given: Any) -> Code:
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise ValueError(given)
    return given
