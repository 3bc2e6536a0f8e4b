"""Questions with several answers that a file holds, though nothing in it says so."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ...answers.several import (
    SEPARATORS,
    Ticks,
    allows_several,
    is_none,
    is_other,
    says_chosen,
    split_answers,
    ticks_of,
)
from ...language.marking import marked
from ...language.message import Message
from ..codebook.variables import Code, MultipleResponseSet, Option, Variable, code_text, plain
from .cells import Cells
from .families import Family, families
from .filters import asked_by
from .packed import of_packed_columns, packed_families

_PARTED = re.compile(f"[{re.escape(''.join(SEPARATORS))}]")
_TEXT = ("text", "number")

_WOULD_SAY = marked("{evidence}; whoever chose nothing would say {option}")

_OWN_NAME = "\0"
"""Stands for the name of a column where its cells hold it."""

_FEWEST_MARKED = (2, 3)
"""Columns side by side that are options: of those that hold their names, of those with a mark."""


def in_columns(
    cells: Cells, questions: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, MultipleResponseSet], set[str]]:
    """Return the sets that columns side by side show, by name, and the names that they take.

    Parameters
    ----------
    cells : Cells
        Of the columns that belong to nothing yet.
    questions : mapping of str to tuple of str
        Questions that stand above several columns.
    """
    taken: set[str] = set()
    found: dict[str, MultipleResponseSet] = {}
    free = [cells.variables[name] for name in cells.names]
    known = families(free, questions)
    looked = [(family, of_packed_columns) for family in packed_families(cells, known)]
    looked += [(family, of_columns) for family in [*known, *word_runs(cells, free)]]
    for family, of_family in looked:
        if taken & {*family.columns}:
            continue
        one = of_family(cells, family)
        if one is not None:
            # who was asked, where another question tells it from the blanks
            filtered = None if one.blank == "no_answer" else asked_by(cells, one.variables)
            if filtered is not None:
                evidence = Message(
                    "{evidence}; {words}", evidence=one.evidence, words=filtered.words
                )
                one = replace(one, asked=filtered.condition, evidence=evidence)
            found[family.name] = one
            taken |= {*family.columns, family.name}
    return found, taken


def in_cells(cells: Cells, taken: Container[str]) -> dict[str, MultipleResponseSet]:
    """Return the sets that the cells of a column hold, by its name, unless a name is taken."""
    looked = ((name, of_cell(cells, name)) for name in cells.names if name not in taken)
    return {name: one for name, one in looked if one is not None}


def of_columns(cells: Cells, family: Family) -> MultipleResponseSet | None:
    """Return the set that a family of columns is, or None where its cells are no ticks."""
    pairs = zip(family.columns, family.options, strict=True)
    others = [name for name, option in pairs if is_other(option)]
    # a column of an "Other" that is not the first may be the text beside it
    held = {name: cells.distinct(name) for name in others[1:]}
    written = {name for name, own in held.items() if own is None or len(own) > 2}
    columns = [name for name in family.columns if name not in written]
    given = [cells.texts(name) for name in columns]
    opened = [at for at, own in enumerate(given) if own is None]
    if len(columns) < 2 or len(opened) > 1:
        return None
    options = [family.options[family.columns.index(name)] for name in columns]
    if opened and not is_other(options[opened[0]]):
        return None
    told = [own if own is not None else {"…": "…", "": ""} for own in given]
    sure = family.sure or allows_several(family.label)
    ticks = ticks_of(told, options, sure=sure) or _counted_beside(cells, family.name, columns)
    # that nobody is without it is no choice
    blank = (own.isna().any() or (own == "").any() for own in map(cells.values, columns))
    if ticks is None or not (ticks.has_no or family.sure or any(blank)):
        return None
    return set_of(family.label, columns, options, ticks, cells)


def _counted_beside(cells: Cells, name: str, columns: Sequence[str]) -> Ticks | None:
    """Return which of 1 and 2 is chosen, where a column called as the question counts it.

    SoSci Survey writes 1 for not chosen, 2 for chosen, and beside them how many are.
    """
    pair = [set(cells.texts(own) or ()) for own in columns]
    if name not in cells.variables or set().union(*pair) != {"1", "2"}:
        return None
    numbers = [pd.to_numeric(cells.values(own), errors="coerce") for own in (name, *columns)]
    frame = pd.concat(numbers, axis=1).dropna().to_numpy()
    for code in (1, 2):
        if len(frame) and (frame[:, 0] == (frame[:, 1:] == code).sum(axis=1)).all():
            words = Message(
                "{code} is chosen, {number} is not, for {name} counts the {code}s",
                code=code,
                number=3 - code,
                name=repr(name),
            )
            return Ticks(((str(code),),) * len(columns), has_no=True, words=words)
    return None


def set_of(
    label: str, columns: Sequence[str], options: Sequence[str], ticks: Ticks, cells: Cells
) -> MultipleResponseSet:
    """Return a set of columns, with its options named by what their cells say."""
    held = [cells.distinct(name) or {} for name in columns]
    codes = [
        tuple(code for code in own if code_text(code) in chosen)
        for own, chosen in zip(held, ticks.chosen, strict=True)
    ]
    words = [[own[code] for code in found] for own, found in zip(held, codes, strict=True)]
    # a word that all columns have says "chosen", not what
    shared = len({word for own in words for word in own}) < sum(map(len, words))
    made = []
    for name, option, own, found, chosen in zip(
        columns, options, words, codes, ticks.chosen, strict=True
    ):
        # by its label, or the word that its cells hold
        worded = option != name and not option.isdigit() and len(option) > 1
        word = own[0] if own and not shared and len(own[0]) > 1 else option or name
        told = found or tuple(map(_as_code, chosen))
        made.append(Option(label=option if worded else word, column=name, chosen=told))
    said = {option.chosen for option in made}
    single = len(said) == 1 and len(made[0].chosen) == 1
    none = [option.label for option in made if is_none(option.label)]
    labels = [option.label for option in made]
    return MultipleResponseSet(
        label=label,
        variables=tuple(columns),
        counted_value=made[0].chosen[0] if single else None,
        # what two options are called has the column beside it
        options=tuple(
            replace(option, label=f"{option.label} [{option.column}]")
            if labels.count(option.label) > 1
            else option
            for option in made
        ),
        blank="no_answer" if ticks.has_no or none else "not_chosen",
        evidence=Message(_WOULD_SAY, evidence=ticks.words, option=repr(none[0]))
        if none
        else ticks.words,
        source="found",
    )


def _as_code(text: str) -> Code:
    try:
        return plain(float(text))
    except ValueError:
        return text


def of_cell(cells: Cells, name: str, separator: str | None = None) -> MultipleResponseSet | None:
    """Return the set that a column of lists is, or None where its cells hold one answer each."""
    variable = cells.variables.get(name) or Variable(name)
    sure = allows_several(f"{name} {variable.label}")
    if separator is None:
        first = cells.sample(name)
        if pd.api.types.is_numeric_dtype(first.dtype) or variable.kind not in _TEXT:
            return None
        some = first.dropna().astype(str)
        if not any(map(_PARTED.search, some.unique())):
            return None
        # what a sample does not show, a million texts need not be asked for
        counts = {str(text): int(count) for text, count in some.value_counts().items()}
        if split_answers(counts, sure=sure) is None:
            return None
    found = split_answers(cells.counts(name), separator, sure=sure)
    if found is None:
        return None
    labels = {code_text(code): label for code, label in variable.value_labels.items()}
    options = [Option(label=labels.get(part) or part, chosen=(part,)) for part in found.options]
    if found.others:
        options.append(Option(label="Other answers"))
    return MultipleResponseSet(
        label=variable.label,
        variables=(name,),
        options=tuple(options),
        kind="cell",
        separator=found.separator,
        evidence=found.words,
        source="found",
    )


def word_runs(cells: Cells, variables: Sequence[Variable]) -> Iterator[Family]:
    """Go through columns side by side that hold their own names or nothing, as Typeform writes.

    What respondents wrote under "Other" may stand among them. Other services write one mark in
    all, such as "x".
    """
    run: list[str] = []
    before = ""
    for variable in [*variables, None]:
        name = None if variable is None else variable.name
        mark = "" if name is None else _mark(cells, name)
        if name is not None and run and (mark == before or (not mark and is_other(name))):
            run.append(name)
            continue
        if sum(_mark(cells, own) == before for own in run) >= _FEWEST_MARKED[before != _OWN_NAME]:
            yield Family(f"{run[0]} to {run[-1]}", "", tuple(run), tuple(run), sure=True)
        run = [name] if name is not None and mark else []
        before = mark


def _mark(cells: Cells, name: str) -> str:
    """Return the one word of a column beside blanks that says "chosen": its name, or a mark."""
    if len(cells.different.get(name, ())) > 1:
        return ""
    first = cells.sample(name)
    some = first.dropna().unique().tolist()
    # few columns are looked at in full
    may_be = len(some) < 2 and all(
        _is_name(str(word), name) or (first.isna().any() and (word == 1 or says_chosen(str(word))))
        for word in some
    )
    own = (cells.texts(name) or {}) if may_be else {}
    if len(own) != 1:
        return ""
    ((cell, word),) = own.items()
    if _is_name(word, name):
        return _OWN_NAME
    return cell if cell == "1" or says_chosen(word) else ""


def _is_name(word: str, name: str) -> bool:
    """Say whether a word is a column's name, or what SPSS, Stata and R make a name of: "A pie"."""
    own, called = word.strip(), name.strip()
    return own == called or re.sub(r"\W", "_", own) == called
