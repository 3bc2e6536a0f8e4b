"""A frame that is not in memory, and how a small table of it comes here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

import narwhals as nw
import pandas as pd

from ....errors import DataError
from ....figures.problems import reason_of
from ...data.columns import check_column

_HEAD = 2_000
"""Rows that tell what a column holds before all of it is read."""


_KEYS = 60
"""Keys that sets of them may have together: DuckDB numbers the sets by a bit each."""

_ENGINES = {"duckdb", "_duckdb", "polars", "dask", "pyspark", "py4j", "pyarrow", "ibis"}
"""Whose errors are told in words: of files and machines, and none of this package's."""


@dataclass(frozen=True)
class Files:
    """Files that an engine reads again for each question, as they were when they were opened.

    Attributes
    ----------
    place : pathlib.Path, optional
        The file or folder that was asked for.
    states : mapping of Path to (int, int)
        Bytes and time of the last change of each file, in nanoseconds.
    """

    place: Path = Path()
    states: Mapping[Path, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, place: Path, files: Sequence[Path]) -> "Files":
        """Return files as they are."""
        return cls(place, {file: _state(file) for file in files})

    def refuse_absent(self) -> None:
        """Refuse a link that leads nowhere.

        Raises
        ------
        DataError
        """
        for file, (size, _) in self.states.items():
            if size < 0:
                raise DataError(f"{file} leads to no file; bring it back, or remove the link")

    def refuse_changed(self) -> None:
        """Refuse to answer from other rows than a survey was made of.

        Raises
        ------
        DataError
            When a file was changed or is gone since it was opened.
        """
        for file, state in self.states.items():
            now = _state(file)
            if now != state:
                happened = "was changed" if now[0] >= 0 else "is gone"
                raise DataError(
                    f"{file} {happened} since {self.place} was opened; make the Survey again, so "
                    "that all of its numbers are of the same rows"
                )


def _state(file: Path) -> tuple[int, int]:
    """Return the bytes and the last change of a file; (-1, 0) where there is none."""
    try:
        found = file.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True, eq=False)
class LazyRows:
    """Rows that DuckDB, polars, Dask, Spark or Ibis holds.

    Engines of one process may not run two questions over one connection at once, so they take
    turns here; each uses all threads that it has.
    """

    held: nw.LazyFrame[Any]
    files: Files = field(default_factory=Files)
    _turn: Any = field(default_factory=Lock, repr=False)

    @property
    def frame(self) -> nw.LazyFrame[Any]:
        """The rows, to ask something of; refused where their files are others by now."""
        self.files.refuse_changed()
        return self.held

    def __reduce__(self) -> Any:
        """Refuse to be kept in a file."""
        raise TypeError(
            "rows that an engine holds are kept in no pickle; keep the path or the query they come "
            "from, and make the Survey of it again"
        )

    @cached_property
    def kinds(self) -> dict[str, Any]:
        """The type of each column.

        Raises
        ------
        DataError
            When a column has a name that engines take for something else.
        """
        found = dict(self.frame.collect_schema())
        if "*" in found:
            raise DataError("a column is called '*', which engines take for all; rename it")
        return found

    @cached_property
    def head(self) -> pd.DataFrame:
        """The first rows, without columns of lists and structures."""
        nested = (nw.List, nw.Struct, nw.Array, nw.Object)
        names = [name for name, kind in self.kinds.items() if not isinstance(kind, nested)]
        if not names:
            raise DataError("the data have no columns of single values; expected one at least")
        return self.collected(self.frame.select(*names).head(_HEAD))

    def __len__(self) -> int:
        """Count the rows."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return int(self.collected(self.frame.select(nw.len().alias("n")))["n"].iloc[0])

    def kind(self, name: Any, role: str = "variable") -> Any:
        """Return the type of a column, or say which columns there are.

        Raises
        ------
        ArgumentError
            When there is no such column.
        """
        check_column(self.kinds, name, role)
        return self.kinds[name]

    def plain(self, name: str) -> nw.Expr:
        """Return a column to group by: categories by their text, and NaN as missing."""
        kind = self.kind(name)
        if kind in (nw.Categorical, nw.Enum):
            return nw.col(name).cast(nw.String)
        return as_float(name) if kind in (nw.Float32, nw.Float64) else nw.col(name)

    def collected(self, frame: nw.LazyFrame[Any]) -> pd.DataFrame:
        """Return a small table as pandas has it; its rows come in any order."""
        table: pd.DataFrame = self._run(frame).to_pandas()
        return table

    def _run(self, frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
        """Return a small table as its engine gives it."""
        streaming: dict[str, Any] = {}
        if frame.implementation.is_polars():
            streaming = {"engine": "streaming"}
        with self._turn:
            try:
                table = frame.collect(**streaming)
            except Exception as problem:
                self.files.refuse_changed()
                if type(problem).__module__.partition(".")[0] not in _ENGINES:
                    raise
                raise DataError(
                    f"the rows cannot be read where they lie ({reason_of(problem)}); a file of "
                    "them may be damaged, so write it again, or leave it out"
                ) from None
        self.files.refuse_changed()
        return table

    @property
    def one(self) -> nw.Expr:
        """1 for every row: literals alone would be one row, not one of each."""
        some = nw.col(next(iter(self.kinds)))
        return nw.when(some.is_null()).then(nw.lit(1.0)).otherwise(nw.lit(1.0))

    def ends(
        self, values: nw.Expr, where: nw.Expr | None = None, parts: Sequence[nw.Expr] = ()
    ) -> tuple[float, float]:
        """Return the least and the greatest of some numbers, NaN where there are none.

        Parameters
        ----------
        values : expression
        where : expression, optional
            Rows that count.
        parts : sequence of expression
            What both are made of, as in ``grouped``.
        """
        frame = self.frame.select(*parts) if parts else self.frame
        rows = frame if where is None else frame.filter(where)
        table = self.collected(
            rows.select(values.alias("v")).select(
                nw.col("v").min().alias("low"), nw.col("v").max().alias("high")
            )
        ).astype(float)
        low, high = table.iloc[0].tolist()
        return low, high

    def grouped(
        self,
        keys: Sequence[nw.Expr],
        sums: Sequence[nw.Expr],
        where: nw.Expr | None = None,
        parts: Sequence[nw.Expr] = (),
    ) -> pd.DataFrame:
        """Return sums by keys, whose columns are called k0, k1, …; in the order of the keys.

        Parameters
        ----------
        keys : sequence of expression
        sums : sequence of expression
            Columns of numbers to add up, by their own names.
        where : expression, optional
            Of which rows.
        parts : sequence of expression, optional
            Columns that the sums are made of, by their own names: each is worked out once.
        """
        names = [f"k{number}" for number in range(len(keys))]
        named = [key.alias(name) for key, name in zip(keys, names, strict=True)]
        frame = self.frame if where is None else self.frame.filter(where)
        if parts:
            frame = frame.select(*named, *parts)
            named = [nw.col(name) for name in names]
        if not keys:
            # a selection of constants alone has one row, whatever the frame has
            named = [nw.col(frame.collect_schema().names()[0]).alias("k0")]
        chosen = frame.select(*named, *sums)
        totals = [nw.col(name).sum() for name in chosen.collect_schema().names()[len(named) :]]
        if not keys:
            return self.collected(chosen.select(*totals))
        table = self.collected(chosen.group_by(*names).agg(*totals))
        return table.sort_values(names, ignore_index=True)

    def grouped_each(
        self,
        sets: Sequence[Mapping[str, nw.Expr]],
        sums: Sequence[nw.Expr],
        parts: Sequence[nw.Expr] = (),
    ) -> list[pd.DataFrame]:
        """Return what ``grouped`` does for each of some sets of keys, by their names.

        DuckDB, which has grouping sets, passes over the rows once; other engines once for each.
        """
        if not self.held.implementation.is_duckdb() or len(sets) < 2:
            return [self.grouped([*keys.values()], sums, parts=parts) for keys in sets]
        if len({name for keys in sets for name in keys}) > _KEYS:
            half = len(sets) // 2
            halves = (self.grouped_each(some, sums, parts) for some in (sets[:half], sets[half:]))
            return [*chain.from_iterable(halves)]
        every = {name: expr for keys in sets for name, expr in keys.items()}
        own = {name: f"k{number}" for number, name in enumerate(every)}
        frame = self.frame.select(*(every[name].alias(own[name]) for name in own), *parts)
        chosen = frame.select(*own.values(), *sums)
        totals = chosen.collect_schema().names()[len(own) :]
        # all names are ours; grouping() has a bit for each key, 1 where it is none of the set
        whole = ", ".join(own.values())
        added = ", ".join(f"sum({name}) as {name}" for name in totals)
        groups = ", ".join(f"({', '.join(own[name] for name in keys)})" for keys in sets)
        table = self._run(
            nw.from_native(
                chosen.to_native().aggregate(
                    f"grouping({whole}) as of_set, {whole}, {added}", f"grouping sets ({groups})"
                )
            )
        )
        found = []
        for names in sets:
            bits = int("".join("01"[name not in names] for name in own), 2)
            part = table.filter(nw.col("of_set") == bits)
            held = part.select(*(own[name] for name in names), *totals).to_pandas()
            called = [f"k{number}" for number in range(len(names))]
            held.columns = pd.Index([*called, *totals])
            found.append(held.sort_values(called, ignore_index=True))
        return found


def as_float(name: str) -> nw.Expr:
    """Return a column of numbers in double precision, missing where it holds no number.

    Engines add single precision up in single precision, whole numbers in whole ones, and have a
    sum that is no number where one value is none.
    """
    values = nw.col(name).cast(nw.Float64)
    # not is_nan: DuckDB answers it by the ends that a Parquet file states, which pass over NaN
    return nw.when((values - values == 0.0) | (values.abs() == float("inf"))).then(values)
