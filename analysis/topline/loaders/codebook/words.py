"""What people read of a codebook: counts, and heads above its table."""

import pandas as pd

from ...language.marking import marked
from ...language.strings import Strings

_LABEL_SHOWN = 30


def count_text_of(variables_held: int, sets: int, say: Strings) -> str:
    """Say how many variables and sets a codebook has."""
    variables = say.count_text(variables_held)
    if sets:
        return say.plural(
            "Codebook: {variables} variables, {n} multiple-response set",
            "Codebook: {variables} variables, {n} multiple-response sets",
            sets,
            variables=variables,
        )
    return say("Codebook: {variables} variables", variables=variables)


def size_text(data: pd.DataFrame, say: Strings) -> str:
    """Say how many rows and variables there are."""
    rows, columns = map(say.count_text, data.shape)
    return say("{rows} rows × {columns} variables", rows=rows, columns=columns)


_HEADS = {
    "name": marked("Variable"),
    "label": marked("Label"),
    "type": marked("Kind"),
    "n_valid": marked("Valid"),
    "n_missing": marked("No data"),
    "n_user_missing": marked("Missing for a reason"),
    "n_distinct": marked("Different answers"),
    "n_categories": marked("Labelled answers"),
    "measure": marked("Measure"),
}
"""What people read above the columns of the table."""


def for_people(table: pd.DataFrame, say: Strings, *, shortened: bool = True) -> pd.DataFrame:
    """Return the table as it is shown: heads in words, and long labels cut where room is scarce.

    A column that says nothing of any variable is left out.
    """
    if shortened:
        table = table.assign(label=table["label"].str.slice(0, _LABEL_SHOWN))
    table = table.assign(n_categories=table["n_categories"].astype("string").fillna(""))
    said = [name for name in table if (table[name].notna() & table[name].astype(str).ne("")).any()]
    return table[said].rename(columns={name: say(head) for name, head in _HEADS.items()})
