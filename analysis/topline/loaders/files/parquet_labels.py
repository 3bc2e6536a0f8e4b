"""What Parquet says of its columns beside their types: our own codebook, or R's attributes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from ..codebook.stored import StoredCodebook, from_json
from ..codebook.variables import Missing, Variable
from ..r.columns import described, ordered_levels, ranges_of
from ..r.objects import RValue, parse_text
from ..statistical.user_missing import declared_missing
from .extra import library

OWN_KEY = b"topline"
"""Key of the codebook that write_survey keeps in a file."""

_R_KEY = b"r"
_SUFFIX = ".missing"


def missing_column(name: str) -> str:
    """Return the column in which a variable's reasons of missing answers stand, as numbers."""
    return name + _SUFFIX


def own_codebook(metadata: Mapping[bytes, bytes] | None, name: str) -> StoredCodebook | None:
    """Return the codebook that write_survey kept in a file, if it did."""
    held = (metadata or {}).get(OWN_KEY)
    return None if held is None else from_json(held, f"the codebook in {name}")


def attributes_of_r(metadata: Mapping[bytes, bytes] | None) -> dict[str, RValue]:
    """Return what R's arrow keeps of each column's attributes; empty where it keeps nothing."""
    text = (metadata or {}).get(_R_KEY)
    if not text:
        return {}
    try:
        found = parse_text(text, library("rdata.parser", ".parquet"))
        columns = found.parts()["columns"].parts() if found.kind == "VEC" else {}
        said = {
            name: part.parts().get("attributes", RValue("NILVALUE"))
            for name, part in columns.items()
            if part.kind == "VEC"
        }
    except Exception:  # what cannot be understood is of no use, and no reason to refuse the data
        return {}
    return {
        name: RValue("NILVALUE", None, held.parts())
        for name, held in said.items()
        if held.kind == "VEC"
    }


def keeps_levels(metadata: Mapping[bytes, bytes] | None) -> bool:
    """Say whether a writer keeps levels as somebody gave them; others count answers as they come.

    These are pandas and R's arrow; Arrow's dictionaries, and what polars calls categorical, are
    in the order of the rows unless they say that they are ordered.
    """
    return not {b"pandas", _R_KEY}.isdisjoint(metadata or {})


def with_attributes(
    cells: "pd.Series[Any]",
    variable: Variable,
    said: RValue | None,
    *,
    keep_codes: bool,
    levels: bool,
) -> tuple["pd.Series[Any]", Variable]:
    """Return a column with what its type and R's attributes say: labels, order, missing codes."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        ordered = bool(cells.cat.ordered)
        if not (ordered or levels):
            cells = cells.cat.reorder_categories(cells.cat.categories.sort_values())
        answers = list(cells.cat.categories)
        texts = all(isinstance(answer, str) for answer in answers)
        order = ordered_levels(answers, ordered=ordered) if texts else ()
        measure = "ordinal" if ordered else "nominal"
        source = "file" if order else ""
        variable = replace(variable, kind="text", measure=measure, order=order, order_source=source)
    if said is None:
        return cells, variable
    # R says of attributes alone, not of what they are
    kind = "REAL" if variable.kind == "number" else said.kind
    told = described(variable.name, replace(said, kind=kind))
    missing: Missing | None = None
    ranges = ranges_of(said)
    if ranges and variable.kind in {"number", "text"}:
        values = cells.to_numpy(object) if variable.kind == "text" else cells.to_numpy(float)
        missing = declared_missing(values, ranges, told.value_labels)
        if missing is not None and not keep_codes:
            cells = cells.mask(missing.positions > 0)
    labels = told.value_labels
    return cells, replace(variable, label=told.label, value_labels=labels, missing=missing)
