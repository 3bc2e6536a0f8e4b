"""All questions with several answers of a file: its own, those found, and those a user declares."""

from dataclasses import replace
from typing import Any

from ...language.message import Message
from ...threads import side_by_side
from ..codebook.declared import with_missing_codes
from ..codebook.different import different_values
from ..codebook.notes import Note
from ..codebook.variables import FileContent, MultipleResponseSet
from .cells import Cells
from .declared import completed
from .given import given_sets
from .lookup import KnownSets, Sets
from .not_asked import not_asked
from .propose import in_cells, in_columns
from .shapes import loops, rankings_and_grids, repeated_respondents

_SHOWN = 6
"""Options that a note names."""


def with_sets(content: FileContent, sets: Any, *, keep_codes: bool = True) -> FileContent:
    """Return a file with its questions of several answers, and notes of what was found.

    A code that says that a question was not asked is made missing, unless codes are kept.

    Parameters
    ----------
    content : FileContent
        As read, before labels replace codes.
    sets : mapping, False or None
        As ``read_survey`` has it: what a user declares goes first; False finds none.
    keep_codes : bool, default True

    Raises
    ------
    ArgumentError
        When what is declared is no set.
    """
    variables = {variable.name: variable for variable in content.variables}
    columns = {str(name): column for name, column in content.frame.items()}
    # the codebook counts those of every column, so they may as well be known here
    new = [name for name in columns if name not in content.different]
    counted = side_by_side(different_values, [columns[name] for name in new])
    different = {**content.different, **dict(zip(new, counted, strict=True))}
    cells = Cells(
        tuple(variables), lambda name, rows: columns[name].iloc[:rows], variables, different
    )
    own = _own_sets(content, cells)
    before = Sets(KnownSets(own, looks=True), cells, content.questions)
    given = {} if sets is None or sets is False else given_sets(sets, cells, before.get)
    known = {name: one for name, one in own.items() if name not in given}
    declared = {name: one for name, one in given.items() if one is not None}
    found: dict[str, MultipleResponseSet] = {}
    notes: list[str] = []
    if sets is not False:
        looped, taken = loops(cells)
        taken |= {name for one in [*known.values(), *declared.values()] for name in one.variables}
        free = cells.without(taken)
        codes, told = ({}, []) if keep_codes else not_asked(free, content.questions)
        if codes:
            content = with_missing_codes(content, codes, keep=False)
            return with_sets(replace(content, notes=(*content.notes, *told)), sets)
        found, owned = in_columns(free, content.questions)
        found |= in_cells(free, owned)
        # a column of lists may be called as the question whose options stand beside it
        found = {name: one for name, one in found.items() if name not in {*given, *known}}
        notes += [*(set_note(name, one) for name, one in found.items()), *looped]
        taken |= {name for one in found.values() for name in one.variables}
        notes += [
            *rankings_and_grids(cells, content.questions, taken),
            *repeated_respondents(cells),
        ]
    return replace(
        content,
        multiple_response_sets={**known, **found, **declared},
        notes=(*content.notes, *notes),
        different=different,
    )


def _own_sets(content: FileContent, cells: Cells) -> dict[str, MultipleResponseSet]:
    """Return the sets of a file itself with their options, of the columns that were read."""
    known = {}
    for name, one in content.multiple_response_sets.items():
        kept = tuple(own for own in one.variables if own in cells.variables)
        options = tuple(o for o in one.options if o.column is None or o.column in cells.variables)
        if kept:
            known[name] = completed(replace(one, variables=kept, options=options), name, cells)
    return known


def set_note(name: str, one: MultipleResponseSet) -> str:
    """Say that columns, or the cells of one, are a question with several answers, and why."""
    labels = [option.label for option in one.options]
    shown = [*labels[:_SHOWN], *["…"] * (len(labels) > _SHOWN)]
    fact = Message(
        "{name}: one question with several answers in one cell ({labels}): {evidence}"
        if one.kind == "cell"
        else "{name}: one question with several answers in {n} columns ({labels}): {evidence}",
        name=name,
        n=len(one.variables),
        labels=", ".join(shown),
        evidence=one.evidence,
    )
    return Note(Message("{fact} (sets= says otherwise)", fact=fact), (name, *one.variables), fact)
