"""How much of a file is read for a few of its columns: these, and what tells what they are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ..codebook.unfinished import is_of_interviews
from ..codebook.variables import FileContent, Variable, Wanted
from .cells import Cells
from .families import families
from .packed import MOST_ANSWERS, packed_families
from .shapes import loops

FIRST_ROWS = 1_000
"""Rows that show how many answers a column has."""


class Needed(tuple[str, ...]):
    """Columns that are all that is asked about, and may be none of a file: then all are read.

    Attributes
    ----------
    beginning : str
        What names of further columns begin with; empty where there are none.
    """

    beginning: str

    def __new__(cls, names: Iterable[str], beginning: str = "") -> "Needed":
        """Make it of names, each once."""
        made = super().__new__(cls, tuple(dict.fromkeys(names)))
        made.beginning = beginning
        return made


def narrowed(
    wanted: Wanted,
    variables: Sequence[Variable],
    first: Callable[[str], Any],
    beside: Iterable[str | None] = (),
) -> Wanted:
    """Return wishes for no more of a file than what is asked about takes, in the file's order.

    Beside a column stand those of its question, as their names and labels tell, those that say
    which interviews were finished, and those `beside`. Wishes for columns by name stay. A column
    whose `first` cells are more answers than a question with several has, is a question of its own,
    whatever it is called.
    """
    asked = wanted.columns
    if not isinstance(asked, Needed):
        return wanted
    by_name = {variable.name: variable for variable in variables}
    # of names alone nothing is read
    cells = Cells(tuple(by_name), lambda *_: pd.Series(dtype=object), by_name)
    begun = [name for name in by_name if asked.beginning and name.startswith(asked.beginning)]
    kept = {*asked, *begun, *beside}
    if not {*asked} <= by_name.keys() or not {*asked}.isdisjoint(loops(cells)[1]):
        return replace(wanted, columns=None)
    found = [
        {*family.columns, family.name} for family in packed_families(cells, families(variables, {}))
    ]
    shared = {name for name in asked if any(name in names for names in found)}
    shared -= {name for name in shared if pd.Series(first(name)).nunique() > MOST_ANSWERS}
    kept |= {name for names in found if names & shared for name in names}
    kept |= {name for name in by_name if is_of_interviews(name)}
    return replace(wanted, columns=tuple(name for name in by_name if name in kept))


def is_enough(content: FileContent, wanted: Wanted) -> bool:
    """Tell whether what was read tells what is asked about.

    Of a question with several answers any other column may say who was asked it; and columns that
    hold one word may be its options, whatever they are called.
    """
    if not content.partial or not isinstance(wanted.columns, Needed):
        return True
    in_columns = any(one.kind != "cell" for one in content.multiple_response_sets.values())
    return not in_columns and all(len(content.different[name]) > 1 for name in wanted.columns)
