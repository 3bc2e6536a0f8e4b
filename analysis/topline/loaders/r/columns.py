"""Columns of R's data frames → cells and variables: factors, haven's labels, dates."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..codebook.variables import Code, Variable, in_order, plain
from ..statistical.cells import text_cells, whole_numbers, without_reasons
from ..statistical.user_missing import declared_missing, lettered_missing
from .objects import RValue

_NA = 1954
"""Low half of R's missing number; haven keeps the letter of a tagged one in the byte above."""

_UNITS = {"secs": "s", "mins": "m", "hours": "h", "days": "D", "weeks": "W"}

Column = tuple["pd.Series[Any]", Variable]


def ordered_levels(levels: Sequence[str], *, ordered: bool) -> tuple[str, ...]:
    """Return the levels of a factor where they are in an order that somebody gave them.

    That of the alphabet is what programs give unless they are told otherwise.
    """
    given = [str(level) for level in levels]
    by_alphabet = given in (sorted(given), sorted(given, key=str.casefold))
    return tuple(given) if ordered or not by_alphabet else ()


def described(name: str, attributes: RValue) -> Variable:
    """Return what the attributes of a column say: its wording, and labels of its values."""
    labels: dict[Code, str] = {}
    for key in ("labels", "value.labels"):
        held = attributes.attributes.get(key)
        if held is None or not held.texts("names"):
            continue
        names = held.attributes["names"].value
        codes: list[Any] = list(held.value)
        if held.kind == "REAL":
            letters = _letters(np.asarray(held.value))
            codes = [f".{one}" if one else code for one, code in zip(letters, codes, strict=True)]
        if held.kind == "STR" and attributes.kind in {"INT", "REAL"}:
            # codes of numbers that stand as text, as foreign::read.spss keeps them
            with suppress(ValueError):
                codes = [None if code is None else float(code) for code in codes]
        for code, label in zip(codes, names, strict=True):
            if code is not None and code is not np.ma.masked and code == code and label:
                labels[plain(code)] = str(label).strip()
    return Variable(name, label=attributes.text("label"), value_labels=in_order(labels))


def ranges_of(attributes: RValue) -> list[dict[str, Any]]:
    """Return the values that a column of haven_labelled_spss declares missing."""
    values, limits = attributes.attributes.get("na_values"), attributes.attributes.get("na_range")
    found = [{"lo": code, "hi": code} for code in (values.value if values else ())]
    if limits is not None and len(limits.value) == 2:
        low, high = limits.value
        found.append({"lo": low, "hi": high})
    return found


def column_of(name: str, held: RValue, *, keep_codes: bool) -> Column | None:
    """Return a column and what is known of it; None where it is no vector, such as a list."""
    if "dim" in held.attributes or held.kind not in {"STR", "INT", "LGL", "REAL"}:
        return None
    variable, kinds = described(name, held), set(held.texts("class"))
    if held.kind == "STR":
        ranges = [limits for limits in ranges_of(held) if isinstance(limits["lo"], str)]
        texts, missing = text_cells(held.value, variable, ranges, keep_codes=keep_codes)
        return texts, replace(variable, kind="text", missing=missing)
    if "factor" in kinds or (held.kind == "INT" and held.texts("levels")):
        ordered, told = "ordered" in kinds, held.attributes["levels"].value
        places = np.ma.filled(np.ma.asarray(held.value).astype("int64"), 0) - 1
        inside = np.where((places >= 0) & (places < len(told)), places, -1)
        # addNA() makes no answer a level
        levels = [level for level in told if level is not None]
        moved = np.cumsum([level is not None for level in told], dtype=np.int64) - 1
        moved[[level is None for level in told]] = -1
        inside = np.append(moved, -1)[inside]
        answers = pd.Categorical.from_codes(inside.tolist(), pd.Index(levels), ordered=ordered)
        order = ordered_levels(levels, ordered=ordered)
        return pd.Series(answers), replace(
            variable,
            kind="text",
            measure="ordinal" if ordered else "nominal",
            order=order,
            order_source="file" if order else "",
        )
    if held.kind == "LGL":
        cells = pd.array(np.ma.getdata(held.value), dtype="boolean")
        cells[np.ma.getmaskarray(held.value)] = pd.NA
        plain_cells = pd.Series(cells)
        whole = not plain_cells.isna().any()
        return plain_cells.astype(bool) if whole else plain_cells, replace(variable, kind="boolean")
    numbers = np.ma.filled(np.ma.asarray(held.value).astype(float), np.nan)
    if "integer64" in kinds:
        integers = np.asarray(held.value, float).view("int64")
        numbers = np.where(integers == np.iinfo("int64").min, np.nan, integers.astype(float))
    if kinds & {"Date", "POSIXct", "difftime"}:
        return _moments(numbers, held, variable, kinds)
    return _number_column(numbers, held, variable, keep_codes=keep_codes)


def _moments(
    numbers: npt.NDArray[np.float64], held: RValue, variable: Variable, kinds: set[str]
) -> Column:
    known = np.isfinite(numbers) & (np.abs(numbers) < 1e12)
    seconds = np.where(known, numbers, 0.0)
    if "difftime" in kinds:
        unit = np.timedelta64(1, _UNITS.get(held.text("units"), "s"))  # type: ignore[call-overload]
        spans = (seconds * unit.astype("timedelta64[us]").astype(float)).astype("int64")
        cells = pd.Series(spans.astype("timedelta64[us]")).where(known)
        return cells, replace(variable, kind="time")
    day = "Date" in kinds
    micro = np.round((np.floor(seconds) * 86_400 if day else seconds) * 1e6).astype("int64")
    cells = pd.Series(micro.astype("datetime64[us]")).where(known)
    zone = held.text("tzone")
    if not day and zone:
        try:
            cells = cells.dt.tz_localize("UTC").dt.tz_convert(zone)
        except (KeyError, ValueError, OSError):  # a zone that is not known here: as UTC
            cells = cells.dt.tz_localize("UTC")
    return cells, replace(variable, kind="date" if day else "datetime")


def _number_column(
    numbers: npt.NDArray[np.float64], held: RValue, variable: Variable, *, keep_codes: bool
) -> Column:
    variable = replace(variable, kind="number")
    letters = _letters(numbers) if held.kind == "REAL" else []
    # without their letters, which numpy would warn of
    numbers = np.where(np.isnan(numbers), np.nan, numbers)
    values: npt.NDArray[Any] = numbers
    if any(letters):
        lettered = numbers.astype(object)
        tagged = np.array([bool(letter) for letter in letters])
        lettered[tagged] = [letter for letter in letters if letter]
        values, missing = lettered_missing(lettered, variable.value_labels)
    else:
        missing = declared_missing(numbers, ranges_of(held), variable.value_labels)
    if not keep_codes:
        values = without_reasons(values, missing)
    cells = values if values.dtype == object else whole_numbers(values)
    return pd.Series(cells), replace(variable, missing=missing)


def _letters(numbers: npt.NDArray[np.float64]) -> list[str]:
    """Return the letter of each tagged missing number, "" where there is none."""
    bits = np.ascontiguousarray(numbers, dtype=float).view("uint64")
    tags = np.where(
        np.isnan(numbers) & (bits & 0xFFFFFFFF == _NA), (bits >> np.uint64(32)) & 0xFF, 0
    )
    if not tags.any():
        return [""] * len(tags)
    return [chr(tag) if tag else "" for tag in tags.tolist()]
