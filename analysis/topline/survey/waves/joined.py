"""Waves from several files as one: an answer has one code in all of them, told by its label.

Files of one questionnaire may number its answers otherwise from wave to wave, and a code by itself
says nothing. Where files have labels, these say which answers are the same, capitals, spaces and
accents apart.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pandas as pd

from ...answers.folding import fold, without_codes
from ...language.message import Message
from ...loaders.codebook.codebook import SurveyData
from ...loaders.codebook.labels import answer_texts, told_apart
from ...loaders.codebook.notes import Note
from ...loaders.codebook.variables import (
    Code,
    FileContent,
    Missing,
    MultipleResponseSet,
    Reason,
    Variable,
    code_text,
    kind_of,
    plain,
    reasons_of,
)

Columns = dict[str, "pd.Series[Any]"]
"""The cells of one question, by wave."""


def joined(waves: Mapping[str, SurveyData]) -> tuple[dict[str, FileContent], tuple[str, ...]]:
    """Return waves in which one label has one code, that of the first wave that has it, and notes.

    These say of a question where codes were others, and where one code had several labels.
    """
    data = {wave: one.data.copy(deep=False) for wave, one in waves.items()}
    own = {wave: dict(one.codebook.variables) for wave, one in waves.items()}
    codes: dict[str, dict[str, Mapping[Code, Code]]] = {wave: {} for wave in waves}
    notes = list[str]()
    for name in dict.fromkeys(name for variables in own.values() for name in variables):
        having = {wave: known[name] for wave, known in own.items() if name in known}
        cells = {wave: data[wave][name] for wave in having}
        for wave, variable in having.items():
            if variable.value_labels and isinstance(cells[wave].dtype, pd.CategoricalDtype):
                texts = answer_texts(variable, list(variable.value_labels))
                back = {text: code for code, text in texts.items()}
                cells[wave] = cells[wave].astype(object).map(_Moved(back), na_action="ignore")
        # neither days nor categories without labels have codes
        if any(kind_of(one) not in ("number", "text", "boolean") for one in cells.values()):
            continue
        labels, given, told = one_code_each(having, cells)
        notes += [Note(note, [name]) for note in told]
        for wave, new in given.items():
            codes[wave][name] = new
            own[wave][name] = _with_codes(having[wave], labels, new)
            data[wave][name] = cells[wave]
            if any(code != new[code] for code in new):
                data[wave][name] = cells[wave].map(_Moved(new), na_action="ignore")
    found = {}
    for wave, one in waves.items():
        sets = {
            name: _set_with_codes(each, codes[wave])
            for name, each in one.codebook.multiple_response_sets.items()
        }
        variables = tuple(own[wave].values())
        found[wave] = FileContent(data[wave], variables, sets, one.codebook.notes)
    return found, tuple(notes)


def _key(label: str) -> str:
    """Return what finds a label, however it is spelled."""
    return without_codes(fold(label))


def one_code_each(
    variables: Mapping[str, Variable], cells: Columns
) -> tuple[dict[Code, str], dict[str, dict[Code, Code]], list[str]]:
    """Return what the codes of a question mean in all waves, the new code of each, and notes.

    A text without labels is its own. A new answer whose code means another gets one that nobody
    has. All are empty where no wave has labels.
    """
    labels, by_label = dict[Code, str](), dict[str, Code]()
    given, notes = dict[str, dict[Code, Code]](), list[str]()
    if not any(variable.value_labels for variable in variables.values()):
        return labels, given, notes
    held = {wave: [plain(value) for value in own.dropna().unique()] for wave, own in cells.items()}
    told = {
        wave: told_apart(variable.value_labels)
        or {one: one for one in held[wave] if isinstance(one, str)}
        for wave, variable in variables.items()
    }
    taken = {value for values in [*held.values(), *told.values()] for value in values}
    numbers = [one for one in taken if not isinstance(one, str) and np.isfinite(one)]
    free = count(1 + int(max(numbers, default=0)))
    # capitals may be all that tells two answers apart
    alike = all(len({*map(_key, own.values())}) == len({*own.values()}) for own in told.values())
    for wave, variable in variables.items():
        before, new = dict(labels), given.setdefault(wave, {})
        for code, label in told[wave].items():
            key = _key(label) if alike else label
            if key not in by_label:
                other = label if isinstance(code, str) else next(free)
                by_label[key] = other if code in labels else code
                labels[by_label[key]] = label
            new[code] = by_label[key]
        notes += _differences(variable.name, wave, variable.value_labels, before, new)
    return labels, given, notes


def _differences(
    name: str,
    wave: str,
    own: Mapping[Code, str],
    before: Mapping[Code, str],
    new: Mapping[Code, Code],
) -> list[str]:
    """Say how the codes of a wave differ from those of the waves before it."""
    notes: list[str] = []
    if any(code != new[code] and new[code] in before for code in own):
        notes.append(
            Message(
                "{name}: wave {wave} has other codes for its answers than the waves before; those "
                "of one label are one answer",
                name=name,
                wave=repr(wave),
            )
        )
    other = next((code for code in own if code in before and new[code] not in before), None)
    if other is not None:
        notes.append(
            Message(
                "{name}: {code} is {before} in the waves before and {now} in wave {wave}, which "
                "count as two answers; if they are one, give from_waves the .data of each wave, "
                "whose codes alone are compared",
                name=name,
                code=code_text(other),
                before=repr(before[other]),
                now=repr(own[other]),
                wave=repr(wave),
            )
        )
    return notes


class _Moved(dict[Any, Any]):
    """Values by their new codes; what has no label stays as it is."""

    def __missing__(self, value: Any) -> Any:
        return value


def _with_codes(
    variable: Variable, labels: Mapping[Code, str], new: Mapping[Code, Code]
) -> Variable:
    """Return a variable of one wave with the labels of all, and its codes as these have them."""
    missing = variable.missing
    if missing is not None:
        reasons = tuple(Reason(new.get(one.code, one.code), one.text) for one in missing.reasons)
        missing = replace(missing, reasons=reasons)
    order = tuple(new.get(code, code) for code in variable.order)
    # an order that lacks an answer of another wave would put it at an end
    whole = {*labels} <= {*order}
    return replace(
        variable,
        kind="text" if all(isinstance(code, str) for code in labels) else "number",
        value_labels=dict(labels),
        missing=missing,
        order=order if whole else (),
        order_source=variable.order_source if whole else "",
    )


def _set_with_codes(
    one: MultipleResponseSet, codes: Mapping[str, Mapping[Code, Code]]
) -> MultipleResponseSet:
    """Return a question with several answers, with the new codes of its columns."""

    def new(code: Code, column: str) -> Code:
        return codes.get(column, {}).get(code, code)

    first = one.variables[0]
    options = tuple(
        replace(option, chosen=tuple(new(code, option.column or first) for code in option.chosen))
        for option in one.options
    )
    counted = None if one.counted_value is None else new(one.counted_value, first)
    return replace(one, options=options, counted_value=counted)


def below_each_other(waves: Mapping[str, FileContent], column: str) -> FileContent:
    """Return the rows of joined waves as one survey, with a column that says of which they are.

    A question with several answers is one of all where every wave has it with the same columns: of
    a column that a wave lacks nobody knows who was asked.
    """
    data = pd.concat(
        [one.frame.assign(**{column: wave}) for wave, one in waves.items()], ignore_index=True
    )
    parts = [{own.name: own for own in one.variables} for one in waves.values()]
    variables = {}
    for name in dict.fromkeys(name for part in parts for name in part):
        known = [part.get(name) for part in parts]
        reasons = tuple(dict.fromkeys(one for own in known for one in reasons_of(own)))
        places = []
        for own, wave in zip(known, waves.values(), strict=True):
            at = np.array([0, *(1 + reasons.index(one) for one in reasons_of(own))], np.int16)
            gone = None if own is None else own.missing
            none = np.zeros(len(wave.frame), np.int16)
            places.append(at[none if gone is None else gone.positions])
        missing = Missing(reasons, np.concatenate(places)) if reasons else None
        variables[name] = replace(next(filter(None, known)), missing=missing)
    variables[column] = Variable(column)
    asked = [one.multiple_response_sets for one in waves.values()]
    sets = {
        name: own
        for name, own in asked[0].items()
        if all(name in each and each[name].variables == own.variables for each in asked)
    }
    notes = tuple(dict.fromkeys(note for one in waves.values() for note in one.notes))
    return FileContent(data, tuple(variables[str(name)] for name in data), sets, notes)
