"""Values of odd types, sizes and shapes, as a script, a form or a notebook may hand them over."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd


def _endless() -> list[Any]:
    inner: list[Any] = []
    inner.append(inner)
    return inner


def _nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


# Made anew for each draw: nothing a call does to a value reaches the next.
ODD: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "True": lambda: True,
    "False": lambda: False,
    "0": lambda: 0,
    "-1": lambda: -1,
    "1": lambda: 1,
    "3": lambda: 3,
    "0.5": lambda: 0.5,
    "0.04": lambda: 0.04,
    "10**10": lambda: 10**10,
    "10**15": lambda: 10**15,
    "10**400": lambda: 10**400,
    "1e308": lambda: 1e308,
    "-1e308": lambda: -1e308,
    "1e-300": lambda: 1e-300,
    "5e-324": lambda: 5e-324,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "-inf": lambda: -float("inf"),
    "complex": lambda: 3 + 4j,
    "''": lambda: "",
    "'x'": lambda: "x",
    "'63%'": lambda: "63%",
    "'1e999'": lambda: "1e999",
    "'300+'": lambda: "300+",
    "'age'": lambda: "age",
    "'q'": lambda: "q",
    "control text": lambda: "a\x00\x1b[31m\ud800",
    "bytes": lambda: b"x",
    "[]": list,
    "[1]": lambda: [1],
    "[0.03, 0.05]": lambda: [0.03, 0.05],
    "[1, 2, 3, 4]": lambda: [1, 2, 3, 4],
    "[None]": lambda: [None],
    "['x', 1]": lambda: ["x", 1],
    "['age', 'age']": lambda: ["age", "age"],
    "[nan, 1, 2]": lambda: [float("nan"), 1, 2],
    "[1e308, 1e308, 1e308]": lambda: [1e308] * 3,
    "[1e-300, 1e-300, 1e-300]": lambda: [1e-300] * 3,
    "nested": lambda: [[1, 2], [3, 4]],
    "ragged": lambda: [[1, 2], [3]],
    "deep": lambda: _nested(70),
    "endless": _endless,
    "tuple": lambda: (1, 2),
    "pair of texts": lambda: ("a", "b"),
    "{}": dict,
    "dict": lambda: {"a": 1, "b": None},
    "dict of list": lambda: {"yes": ["yes"], 1: [2]},
    "set": lambda: {1, 2},
    "empty array": lambda: np.array([]),
    "object array": lambda: np.array([1, "x", None], dtype=object),
    "text array": lambda: np.array(["a", "b"]),
    "bool array": lambda: np.array([True, False, True]),
    "zero-d array": lambda: np.array(0.5),
    "2-D array": lambda: np.ones((2, 3)),
    "3-D array": lambda: np.ones((2, 3, 2)),
    "complex array": lambda: np.array([1j, 2]),
    "masked array": lambda: np.ma.masked_array([1.0, 2.0, 3.0], [0, 1, 0]),
    "structured array": lambda: np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    "48 ones": lambda: np.ones(48),
    "int8": lambda: np.int8(5),
    "float32": lambda: np.float32(0.5),
    "Decimal": lambda: Decimal("0.5"),
    "Decimal sNaN": lambda: Decimal("sNaN"),
    "Decimal huge": lambda: Decimal("1e5000"),
    "Fraction": lambda: Fraction(1, 3),
    "datetime": lambda: dt.datetime(2024, 1, 2),
    "datetime64": lambda: np.datetime64("2024-01-02"),
    "timedelta": lambda: pd.Timedelta(1, "D"),
    "pd.NA": lambda: pd.NA,
    "pd.NaT": lambda: pd.NaT,
    "Series": lambda: pd.Series([1.0, 2.0, 3.0]),
    "odd index": lambda: pd.Series([0.1, 0.2, 0.3], index=["a", "a", None]),
    "Series of text": lambda: pd.Series(["a", "b"]),
    "nullable": lambda: pd.Series([1, None, 3], dtype="Int64"),
    "categorical": lambda: pd.Series(pd.Categorical(["a", "b", "a"])),
    "Categorical": lambda: pd.Categorical(["a", "b"]),
    "Index": lambda: pd.Index([1, 2]),
    "MultiIndex": lambda: pd.MultiIndex.from_tuples([(1, 2)]),
    "DataFrame": lambda: pd.DataFrame({"a": [1, 2], "b": [3.0, 4.0]}),
    "empty frame": lambda: pd.DataFrame(),
    "two levels": lambda: pd.DataFrame(
        np.ones((5, 2)), columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    ),
    "same names": lambda: pd.DataFrame(np.ones((3, 2)), columns=["age", "age"]),
    "numbered columns": lambda: pd.DataFrame(np.ones((3, 2))),
    "lambda": lambda: lambda *_: 1,
    "lambda that fails": lambda: lambda frame: frame.absent,
    "type": lambda: int,
    "object": object,
    "Path": lambda: Path("absent.csv"),
    "range": lambda: range(3),
    "generator": lambda: (k for k in range(3)),
    "slice": lambda: slice(0, 2),
    "Ellipsis": lambda: ...,
}
