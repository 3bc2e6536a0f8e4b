"""What a caller says of a file's variables: codes that are missing, and orders of answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...errors import ArgumentError
from ...figures.problems import close_name
from ...language.amounts import first_few
from ...language.message import Message
from .variables import (
    Code,
    FileContent,
    Missing,
    Reason,
    Variable,
    code_text,
    in_order,
    plain,
    reasons_of,
)

_CODES_EXAMPLE = '{"income": [-99, 9999]}'
_ORDER_EXAMPLE = '{"q1": ["never", "sometimes", "often"]}'


def with_missing_codes(
    content: FileContent, codes: Mapping[str, Sequence[Code]], *, keep: bool
) -> FileContent:
    """Make codes missing that the caller declares, with their reasons.

    Parameters
    ----------
    content : FileContent
    codes : mapping of str to list of codes or labels
    keep : bool
        Whether they stay in the data, as codes that the file declares missing do.

    Raises
    ------
    ArgumentError
        When a name is no variable, or what is declared of it is no list of codes.
    """
    _check(content, "missing_codes", codes, _CODES_EXAMPLE)
    frame, variables, notes = content.frame, [], list[str]()
    changed = {}
    for variable in content.variables:
        if variable.name not in codes:
            variables.append(variable)
            continue
        cells = frame[variable.name]
        wanted = [_code(variable, given) for given in codes[variable.name]]
        found = []
        for code in dict.fromkeys(wanted):
            # a column of numbers holds no letters
            none = isinstance(code, str) and pd.api.types.is_numeric_dtype(cells.dtype)
            same = pd.Series(False, cells.index) if none else (cells == code).fillna(False)
            found.append((code, same.to_numpy(bool)))
        absent = [code for code, rows in found if not rows.any()]
        if absent:
            examples = [_plain(value) for value in cells.dropna().unique()[:5]]
            notes.append(
                Message(
                    "{name} holds none of the missing codes {shown}; it has {shown2}",
                    name=repr(variable.name),
                    shown=first_few(absent),
                    shown2=first_few(examples),
                )
            )
        gone = {code: rows for code, rows in found if rows.any()}
        variables.append(replace(variable, missing=_with_reasons(variable, len(cells), gone)))
        if gone and not keep:
            changed[variable.name] = cells.mask(np.logical_or.reduce(list(gone.values())))
    return replace(
        content,
        frame=frame.assign(**changed) if changed else frame,
        variables=tuple(variables),
        notes=(*content.notes, *notes),
        different={name: own for name, own in content.different.items() if name not in changed},
    )


def with_order(content: FileContent, order: Mapping[str, Sequence[Code]]) -> FileContent:
    """Give variables the order of their answers: that given, else that of the file's own levels.

    Raises
    ------
    ArgumentError
        When a name is no variable, or its order no list.
    """
    _check(content, "order", order, _ORDER_EXAMPLE)
    variables, notes = [], list[str]()
    for variable in content.variables:
        cells = content.frame[variable.name]
        given = tuple(_code(variable, answer) for answer in order.get(variable.name, ()))
        if not given:
            levels = cells.cat.categories if isinstance(cells.dtype, pd.CategoricalDtype) else ()
            own = tuple(map(_plain, levels)) if len(levels) and cells.cat.ordered else ()
            source = "file" if own else ""
            variables.append(replace(variable, order=own, order_source=source) if own else variable)
            continue
        held = {_plain(value) for value in cells.dropna().unique()}
        reasons = {reason.code for reason in reasons_of(variable)}
        absent = [answer for answer in given if answer not in held | set(variable.value_labels)]
        others = [value for value in held if value not in {*given, *reasons}]
        if absent:
            notes.append(
                Message(
                    "order of {name} names {shown}, which no row has",
                    name=repr(variable.name),
                    shown=first_few(absent),
                )
            )
        if others:
            notes.append(
                Message(
                    "order of {name} leaves out {shown}; they come last",
                    name=repr(variable.name),
                    shown=first_few(others),
                )
            )
        rest = tuple(in_order(dict.fromkeys(others, "")))
        variables.append(replace(variable, order=(*given, *rest), order_source="given"))
    return replace(content, variables=tuple(variables), notes=(*content.notes, *notes))


def _check(content: FileContent, role: str, given: Any, example: str) -> None:
    """Refuse what is no list for each variable."""
    if not isinstance(given, Mapping):
        raise ArgumentError(
            f"{role} is a {type(given).__name__}; expected a list for each variable, as {example}"
        )
    names = [variable.name for variable in content.variables]
    for name, listed in given.items():
        if name not in names:
            raise ArgumentError(
                f"{role} names {name!r}, which is no variable of the data"
                f"{close_name(str(name), names)}; it has {first_few(names)}"
            )
        several = isinstance(listed, Iterable) and not isinstance(listed, (str, bytes, Mapping))
        values = list(listed) if several else []
        if not values or not all(isinstance(v, (str, int, float, np.number)) for v in values):
            raise ArgumentError(f"{role} of {name!r} is {listed!r}; expected a list, as {example}")


def _code(variable: Variable, given: Code) -> Code:
    """Return the code that a code or a label stands for; a number's text is the number."""
    code = _plain(given)
    if code in variable.value_labels or not isinstance(code, str):
        return code_text(code) if variable.kind == "text" and not isinstance(code, str) else code
    named = [c for c, label in variable.value_labels.items() if label == code]
    if len(named) == 1:
        return named[0]
    if variable.kind != "text":
        try:
            return plain(float(code))
        except ValueError:
            return code
    return code


def _plain(value: Any) -> Code:
    """Return a value as a code; what is neither number nor text, as its text."""
    if isinstance(value, (str, int, float, np.number)):
        return plain(value)
    return str(value)


def _with_reasons(
    variable: Variable, rows: int, gone: Mapping[Code, npt.NDArray[np.bool_]]
) -> Missing | None:
    """Add reasons to those a variable has already: the code's label, or that it is declared."""
    if not gone:
        return variable.missing
    before = variable.missing
    held = (
        {reason.code: before.positions == k for k, reason in enumerate(before.reasons, 1)}
        if before
        else {}
    )
    texts: dict[Code, str] = {reason.code: reason.text for reason in reasons_of(variable)}
    for code in gone:
        label = variable.value_labels.get(code)
        texts[code] = f"declared missing: {label}" if label else "declared missing"
    ordered = in_order(texts)
    positions = np.zeros(rows, np.int16)
    for place, code in enumerate(ordered, start=1):
        for found in (held.get(code), gone.get(code)):
            if found is not None:
                positions[found] = place
    return Missing(tuple(Reason(code, text) for code, text in ordered.items()), positions)
