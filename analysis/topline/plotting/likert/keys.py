"""What tells the bars of a scale apart, and their rows in the order of the bars."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def bar_keys(table: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what tells the bar of each row apart; None for what is missing."""
    rows = table[list(names)].astype(object).to_numpy()
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def in_bar_order(
    table: pd.DataFrame, names: Sequence[str], keys: Sequence[tuple[Any, ...]]
) -> pd.DataFrame:
    """Return the rows of a table bar by bar; those of other bars are left out."""
    place = [keys.index(key) if key in keys else len(keys) for key in bar_keys(table, names)]
    order = [at for at in np.argsort(place, kind="stable") if place[at] < len(keys)]
    return table.iloc[order].reset_index(drop=True)
