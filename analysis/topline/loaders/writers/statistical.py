"""What SPSS and Stata files have in common: names, codes of order, dates as numbers."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ...language.amounts import first_few
from ..codebook.variables import Code
from ..statistical.dates import SAS_EPOCH, SPSS_EPOCH
from .content import WrittenColumn, WrittenContent


@dataclass(frozen=True)
class Program:
    """What a program's files can hold.

    Attributes
    ----------
    name : str
        What notes call it.
    first, later : str
        Characters that a name may begin with, and have later, beside letters and digits.
    longest : int
        Bytes of a name.
    reserved : frozenset of str
        Words that are no names, in small letters.
    label, value_label, text : int
        Bytes of a wording, of a label, of a text.
    label_unit : {"bytes", "characters"}
        What a wording is counted in.
    """

    name: str
    first: str
    later: str
    longest: int
    reserved: frozenset[str]
    label: int
    value_label: int
    text: int
    label_unit: str = "bytes"


_SPSS_WORDS = {
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
}  # fmt: skip
_STATA_WORDS = {
    "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n",
    "_pi", "_pred", "_rc", "_skip", "str", "strl", "using", "with",
}  # fmt: skip

SPSS = Program(
    name="SPSS",
    first="@",
    later="._$#@",
    longest=64,
    reserved=frozenset(_SPSS_WORDS),
    label=255,
    value_label=120,
    text=32_767,
)
STATA = Program(
    name="Stata",
    first="_",
    later="_",
    longest=32,
    reserved=frozenset(_STATA_WORDS),
    label=80,
    value_label=32_000,
    text=2045,
    label_unit="characters",
)


@dataclass
class Coded:
    """Columns as pyreadstat writes them, and what could not be held."""

    columns: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    value_labels: dict[str, dict[Any, str]] = field(default_factory=dict)
    missing: dict[str, list[Any]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def legal_names(names: Sequence[str], program: Program) -> dict[str, str]:
    """Return a name for each variable that the program takes, the same where it can be."""
    stems: dict[str, str] = {}
    for name in names:
        stem = "".join(c if c.isalnum() or c in program.later else "_" for c in name)
        if not stem or not (stem[0].isalpha() or stem[0] in program.first):
            stem = "v" + stem
        reserved = stem.lower() in program.reserved or re.fullmatch(r"str\d+", stem)
        stems[name] = cut(f"{stem}_" if reserved else stem, program.longest).rstrip(".")
    again = Counter(stem.casefold() for stem in stems.values())
    found: dict[str, str] = {}
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for name, stem in stems.items():
        key = stem.casefold()
        if again[key] > 1 and stem != name:
            # options of one question, cut off alike: each with its number, the first one, too
            numbers[key] += 1
            end = f"_{numbers[key]}"
            stem = cut(stem, program.longest - len(end)) + end
        found[name] = fresh_name(stem, taken, program.longest)
        taken.add(found[name].casefold())
    return found


def fresh_name(stem: str, taken: Collection[str], longest: int) -> str:
    """Return a name that is not among those taken, casefolded: with a number behind it if need be.

    SPSS takes no two names that differ in their case alone.
    """
    fresh, times = stem, 1
    while fresh.casefold() in taken:
        times += 1
        end = f"_{times}"
        fresh = cut(stem, longest - len(end)) + end
    return fresh


def cut(text: str, longest: int) -> str:
    """Return as much of a text as fits in some bytes."""
    return text.encode("utf-8", "replace")[:longest].decode("utf-8", "ignore")


def renamed_note(names: Mapping[str, str], program: Program, what: str = "names") -> list[str]:
    """Say which variables, or sets of them, have other names in the file."""
    told = [f"{old!r} as {new}" for old, new in names.items() if old != new]
    if not told:
        return []
    more = f" and {len(told) - 5:,} more" if len(told) > 5 else ""
    return [f"{what} that {program.name} does not take are changed: {', '.join(told[:5])}{more}"]


def answers_in_order(column: WrittenColumn) -> list[str]:
    """Return the answers in words that are written as codes 1, 2 …: ordered text; else none."""
    variable = column.variable
    if variable.kind != "text" or variable.value_labels or variable.missing is not None:
        return []
    found = [str(text) for text in column.cells.dropna().unique()]
    if isinstance(column.cells.dtype, pd.CategoricalDtype):
        levels = [str(level) for level in column.cells.cat.categories]
        return [level for level in levels if level]
    order = [str(text) for text in variable.order]
    if not order:
        return []
    return [*order, *(text for text in found if text not in order)]


def as_numbers(column: WrittenColumn, program: Program) -> tuple["pd.Series[Any]", str, list[str]]:
    """Return cells that are no text as numbers, their display format, and notes."""
    cells, kind, name = column.cells, column.variable.kind, column.variable.name
    if kind in {"date", "datetime"}:
        notes = []
        if getattr(cells.dtype, "tz", None) is not None:
            cells = cells.dt.tz_convert("UTC").dt.tz_localize(None)
            notes = [f"{name}: {program.name} keeps no time zones; times are in UTC"]
        epoch = SPSS_EPOCH if program is SPSS else SAS_EPOCH
        micro = (cells.to_numpy("datetime64[us]") - epoch).astype("int64")
        days = kind == "date"
        unit = 1e6 if program is SPSS else 86_400e6 if days else 1e3
        form = ("DATE11" if days else "DATETIME20") if program is SPSS else "%td" if days else "%tc"
        return pd.Series(np.where(cells.isna(), np.nan, micro / unit)), form, notes
    if kind == "time":
        seconds = cells.dt.total_seconds().astype(float)
        if program is SPSS:
            return seconds, "TIME11.2", []
        return seconds, "", [f"{name}: {program.name} has no times of day; written in seconds"]
    if kind == "boolean":
        note = f"{name}: yes and no are written as 1 and 0"
        return cells.astype("Float64").astype(float), "", [note]
    return cells.astype("Float64").astype(float), "", []


def shortened(
    texts: dict[Any, str],
    longest: int,
    remark: Callable[[list[str]], str],
    unit: str = "bytes",
) -> tuple[dict[Any, str], list[str]]:
    """Return texts cut to some bytes or characters, and a note of those that were."""
    kept = {
        key: cut(text, longest) if unit == "bytes" else text[:longest]
        for key, text in texts.items()
    }
    long = [str(key) for key, text in texts.items() if kept[key] != text]
    return kept, [remark(long)] if long else []


def written_text(
    column: WrittenColumn, codes: dict[Code, str], program: Program
) -> tuple[Any, bool]:
    """Return text cells with codes in place, blank where none is, and whether any was cut."""
    cells = column.coded(codes).astype("string").fillna("")
    sizes = cells.str.len()
    if int(sizes.max()) * 4 <= program.text:
        return cells.astype(object), False
    short = cells.map(lambda text: cut(text, program.text))
    return short.astype(object), bool((short != cells).any())


def coded_columns(
    content: WrittenContent,
    program: Program,
    *,
    text: Callable[[WrittenColumn, str, Coded], None],
    number: Callable[[WrittenColumn, str, Coded], None],
    label: Callable[[Coded, str, dict[Any, str]], None],
) -> Coded:
    """Return columns as a program has them: answers in order as codes 1, 2 … with labels.

    Parameters
    ----------
    content : WrittenContent
    program : Program
    text, number : callable
        Write any other column of text, or of what is none, under its name.
    label : callable
        Writes the labels of a variable's codes.
    """
    names = legal_names([column.variable.name for column in content.columns], program)
    coded = Coded(notes=renamed_note(names, program))
    # a variable that lost its name has it for a wording, if it has none
    given = {
        names[c.variable.name]: c.variable.label
        or ("" if names[c.variable.name] == c.variable.name else c.variable.name)
        for c in content.columns
    }
    labels, notes = shortened(
        {key: text for key, text in given.items() if text},
        program.label,
        lambda long: (
            f"{first_few(long)}: wordings are cut to the {program.label} {program.label_unit} "
            f"that {program.name} keeps"
        ),
        program.label_unit,
    )
    coded.labels.update(labels)
    coded.notes += notes
    for column in content.columns:
        variable, name = column.variable, names[column.variable.name]
        if variable.measure:
            coded.measures[name] = variable.measure
        answers = answers_in_order(column)
        if answers:
            # answers in words are written as their places among all answers
            places = {text: float(k) for k, text in enumerate(answers, start=1)}
            coded.columns[name] = column.cells.astype(object).map(places).astype(float)
            label(coded, name, dict(enumerate(answers, start=1)))
            coded.notes.append(
                f"{variable.name}: its {len(answers)} answers are written as codes in order, with "
                "labels"
            )
        elif variable.kind == "text":
            text(column, name, coded)
        else:
            number(column, name, coded)
    return coded
