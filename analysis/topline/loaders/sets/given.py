"""Questions with several answers, as a user declares them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...answers.several import Ticks, ticks_of
from ...errors import ArgumentError
from ...figures.problems import close_name
from ...language.message import Message
from ..codebook.variables import BLANKS, MultipleResponseSet, Option, code_text, plain
from .cells import Cells
from .families import split_labels
from .propose import of_cell, set_of

KEYS = ("columns", "label", "counted", "options", "separator", "blank", "asked")
"""What can be said of a set."""

_EXAMPLE = (
    '{"transport": ["q1_1", "q1_2"]}, {"tools": ";"} for answers in one cell, or {"q1": False}'
)


Known = Callable[[str], MultipleResponseSet | None]
"""The set that has a name before anybody says more of it, if there is one."""


def given_sets(
    sets: Any, cells: Cells, known: Known = lambda _: None
) -> dict[str, MultipleResponseSet | None]:
    """Return the sets that a user declares, by name; None for one that is none.

    Parameters
    ----------
    sets : mapping of str to list, str, mapping or False
        Columns of a question; the separator of a column's cells; or both and more by their names,
        KEYS. Who was asked, what blanks are and words are also said of sets that are known.
    cells : Cells
    known : callable, optional

    Raises
    ------
    ArgumentError
        When it is none of these, or its columns do not hold what a set has.
    """
    if not isinstance(sets, Mapping):
        raise ArgumentError(f"sets is a {type(sets).__name__}; expected a mapping, as {_EXAMPLE}")
    found: dict[str, MultipleResponseSet | None] = {}
    for name, said in ((str(name), said) for name, said in sets.items()):
        if said is False:
            found[name] = None
            continue
        if isinstance(said, str):
            said = {"columns": [name], "separator": said}
        elif not isinstance(said, Mapping):
            said = {"columns": said}
        unknown = [key for key in said if key not in KEYS]
        if unknown:
            raise ArgumentError(f"the set {name!r} has {unknown[0]!r}; expected {', '.join(KEYS)}")
        made = None if {"columns", "separator", "counted"} & said.keys() else known(name)
        made = made or _made(name, said, cells)
        blank = said.get("blank", made.blank)
        if blank not in BLANKS:
            raise ArgumentError(
                f"blank of the set {name!r} is {blank!r}; expected {' or '.join(BLANKS)}: whether "
                "a row that is blank in the whole question is in its base"
            )
        found[name] = replace(
            made,
            label=str(said.get("label") or made.label),
            options=_renamed(name, made, said.get("options")),
            blank=blank,
            asked=str(said.get("asked") or made.asked),
            source="given",
        )
    return found


def _made(name: str, said: Mapping[str, Any], cells: Cells) -> MultipleResponseSet:
    columns = _columns(name, said.get("columns", [name]), cells)
    if said.get("separator"):
        return _of_cell(name, columns, said["separator"], cells)
    return of_named_columns(name, columns, said, cells)


def _columns(name: str, columns: Any, cells: Cells) -> list[str]:
    listed = [columns] if isinstance(columns, str) else columns
    if isinstance(listed, Mapping) or not hasattr(listed, "__iter__") or not len(listed):
        raise ArgumentError(f"the set {name!r} is {columns!r}; expected columns, as {_EXAMPLE}")
    for column in listed:
        if column not in cells.names:
            raise ArgumentError(
                f"the set {name!r} names {column!r}, which is no column of the data"
                f"{close_name(str(column), [str(own) for own in cells.names])}"
            )
    if len(set(listed)) < len(listed):
        raise ArgumentError(f"the set {name!r} names a column twice; name each once")
    return list(listed)


def _of_cell(
    name: str, columns: Sequence[str], separator: str, cells: Cells
) -> MultipleResponseSet:
    if len(columns) > 1:
        raise ArgumentError(
            f"the set {name!r} has a separator and {len(columns)} columns; answers in one cell are "
            "in one column"
        )
    found = of_cell(cells, columns[0], separator)
    if found is None or not found.options:
        raise ArgumentError(
            f"the set {name!r}: no cell of {columns[0]!r} holds anything; name another column"
        )
    return found


def of_named_columns(
    name: str, columns: Sequence[str], said: Mapping[str, Any], cells: Cells
) -> MultipleResponseSet:
    """Return the set of some columns, one for each option, as far as it is said what they hold.

    Raises
    ------
    ArgumentError
        When the cells do not tell which say that an option is chosen.
    """
    labels = [cells.variables[own].label if own in cells.variables else "" for own in columns]
    question, options = "", list(columns)
    if len(columns) > 1 and all(labels) and len(set(labels)) == len(labels):
        question, named = split_labels(labels)
        options = list(named)
    counted = said.get("counted")
    if counted is not None:
        # codes or labels that a user says are chosen
        wanted = [counted] if isinstance(counted, (str, int, float)) else list(counted)
        texts = {code_text(plain(one)) if not isinstance(one, bool) else str(one) for one in wanted}
        chosen, others, seen = [], False, False
        for own in columns:
            held = cells.texts(own) or {}
            found = tuple(code for code, label in held.items() if {code, label} & texts)
            others |= len(found) < len(held)
            seen |= bool(found)
            chosen.append(found or tuple(sorted(texts)))
        if not seen and others:
            raise ArgumentError(
                f"the set {name!r}: no column holds {' or '.join(map(repr, wanted))}, which "
                f"counted says is chosen; {_held(columns[0], cells.texts(columns[0]))}"
            )
        words = Message(
            "chosen is {texts}, all else is not" if others else "chosen is {texts}",
            texts=", ".join(sorted(texts)),
        )
        return set_of(question, columns, options, Ticks(tuple(chosen), others, words), cells)
    given = [cells.texts(own) for own in columns]
    ticks = ticks_of([own or {"…": "…", "": ""} for own in given], options, sure=True)
    if all(own == {} for own in given):
        ticks = Ticks(((),) * len(columns), has_no=False, words=Message("no column holds anything"))
    if ticks is None:
        at = max(range(len(columns)), key=lambda place: len(given[place] or "many many many"))
        raise ArgumentError(
            f"the set {name!r}: which cells say that an option is chosen cannot be "
            f"told, as {_held(columns[at], given[at])}; expected 1 and 0, yes "
            f"and no, or an option's word "
            f'and blanks; say so, as {{{name!r}: {{"columns": […], "counted": 1}}}}'
        )
    return set_of(question, columns, options, ticks, cells)


def _held(column: str, own: Mapping[str, str] | None) -> str:
    if own is None:
        return f"{column!r} holds many texts"
    return f"{column!r} holds {', '.join(map(repr, list(own)[:6])) or 'nothing'}"


def _renamed(name: str, made: MultipleResponseSet, labels: Any) -> tuple[Option, ...]:
    """Return the options of a set as a user words them: in their order, or by column or code."""
    if not labels:
        return made.options
    if isinstance(labels, Mapping):
        by = {str(key): str(label) for key, label in labels.items()}
        # a column of its own, or the codes of a shared one
        own_keys = (
            map(code_text, option.chosen) if option.column is None else [option.column]
            for option in made.options
        )
        keys = [[*own, option.label] for own, option in zip(own_keys, made.options, strict=True)]
        unknown = [key for key in by if not any(key in own for own in keys)]
        if unknown:
            raise ArgumentError(
                f"options of the set {name!r} names {unknown[0]!r}; expected "
                f"{', '.join(own[0] for own in keys)}"
            )
        return _worded(
            name,
            made,
            [
                next((by[key] for key in own if key in by), option.label)
                for option, own in zip(made.options, keys, strict=True)
            ],
        )
    if len(labels) != len(made.options):
        raise ArgumentError(
            f"options of the set {name!r} has {len(labels)} labels for {len(made.options)} "
            "options; give one each, or a label by column"
        )
    return _worded(name, made, [str(label) for label in labels])


def _worded(name: str, made: MultipleResponseSet, labels: Sequence[str]) -> tuple[Option, ...]:
    twice = [label for label, times in Counter(labels).items() if times > 1]
    if twice:
        raise ArgumentError(
            f"options of the set {name!r} has {twice[0]!r} twice; give each option its own label"
        )
    return tuple(
        replace(option, label=label) for option, label in zip(made.options, labels, strict=True)
    )
