"""A column that an engine holds by its values: by all that differ, by small steps, or by some."""

from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from ...data.amounts import is_number
from ...data.answers import Columns
from ...data.columns import IntArray
from .coded import Coded, Key, by_table
from .frames import LazyRows, as_float

STEPS = 2**16
"""Steps of numbers, where more than these differ."""


@dataclass(frozen=True, eq=False)
class LevelColumn:
    """A column by its distinct values.

    Attributes
    ----------
    key : Key
        To group by: of the values that are no answers, too.
    columns : Columns
        The column, a row for each distinct value and one for missing: what an answer is, is found
        out by the same rules as in memory.
    different, known : int, optional
        Different values, and rows that have one, where those of the columns are only some.
    """

    key: Key
    columns: Columns
    different: int | None = None
    known: int | None = None

    def coded(self, codes: IntArray) -> Coded:
        """Return the code of each row of the columns, whose missing one may be among them."""
        known = self.columns.data.iloc[:, 0].notna().to_numpy()
        missing = codes[~known][0] if not known.all() else -1
        return by_table(self.key, np.append(codes[known], missing))


def in_steps(rows: LazyRows, name: str, told: Columns) -> LevelColumn:
    """Return a column of numbers by steps, each as its least value, the last as its greatest.

    Codes that may be none are steps of their own.
    """
    raw = as_float(name)
    low, high = rows.ends(raw)
    codes = [*told.labels(name), *told.declared.missing_codes.get(name, ())]
    codes = [float(code) for code in dict.fromkeys(codes) if is_number(code)]
    step = ((raw - low) * (STEPS / (high - low))).floor()
    for place, code in enumerate(codes):
        step = nw.when(raw == code).then(nw.lit(-1.0 - place)).otherwise(step)
    frame = rows.frame.select(raw.alias("v"), step.alias("k0"))
    found = rows.collected(
        frame.group_by("k0").agg(
            nw.col("v").min().alias("low"),
            nw.col("v").max().alias("high"),
            nw.len().alias("n"),
        )
    ).sort_values("k0", ignore_index=True)
    known = found["k0"].notna().to_numpy()
    values = found["low"].where(found["high"] < high, found["high"])
    columns = Columns(
        pd.DataFrame({name: values.to_numpy(dtype=float)}),
        told.codebook,
        told.declared,
        times=found["n"].to_numpy(np.int64),
    )
    return LevelColumn(Key(f"steps of {name}", step, pd.Index(found["k0"][known])), columns)


def first_values(rows: LazyRows, name: str, told: Columns) -> LevelColumn:
    """Return a column of words by those of the first rows; a row's cell says only if any."""
    first = rows.head[name].value_counts(dropna=False, sort=False)
    values, times = first.index.to_series(), first.to_numpy(np.int64)
    frame = pd.DataFrame({name: values.reset_index(drop=True)})
    columns = Columns(frame, told.codebook, told.declared, times=times)
    flag = nw.when(~nw.col(name).is_null()).then(nw.lit(1))
    return LevelColumn(Key(f"any {name}", flag, pd.Index([1])), columns)
