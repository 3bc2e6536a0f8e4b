"""Waves as a table with a column for each line, as programs that draw lines want it."""

import numpy as np
import pandas as pd

from ..frame.tables import estimates_of
from .waves import Waves


def wide_table(waves: Waves) -> pd.DataFrame:
    """Return a row a wave; of each group its estimates, and its limits with " low" and " high"."""
    columns: dict[str, object] = {"wave": waves.names}
    values = estimates_of(waves.table)
    at = {place: row for row, place in enumerate(waves.places)}
    for series in waves.series:
        for end, ending in enumerate(("", " low", " high")):
            cells = np.full(len(waves.places), np.nan)
            for row in series.rows:
                cells[at[float(waves.x[row])]] = values[row, end]
            columns[f"{series.name or 'estimate'}{ending}"] = cells
    return pd.DataFrame(columns)
