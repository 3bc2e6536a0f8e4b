"""Frames that an engine holds, Parquet files and folders of them, opened where they lie."""

import os
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd
from narwhals.exceptions import DuplicateError

from ....errors import ArgumentError, DataError
from ....mappings import FrozenMapping
from ....threads import HANDS
from .frames import Files, LazyRows

SUFFIXES = (".parquet", ".pq")

_WILD = re.compile(r"[*?\[]")
"""Signs of a name that DuckDB takes for a pattern, unless each stands in brackets."""

_SETTINGS: Mapping[str, Any] = FrozenMapping(
    {
        # rows come back in sums, whose order is nothing
        "preserve_insertion_order": False,
        # nothing is fetched from elsewhere, whatever a name looks like
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
)

_POLARS = (1, 30)
"""The oldest polars of those tried whose lazy frames pass the tests; with 1.20 they do not."""

_MEMORY_PART = 4
"""One part of the machine's memory is what DuckDB may take before it uses the disk."""


@dataclass(frozen=True, eq=False)
class Opened:
    """Rows of Parquet, its first file, which says what is known of its columns, and their orders.

    Attributes
    ----------
    rows : LazyRows
    first : pathlib.Path
    orders : mapping of str to pandas.CategoricalDtype
        Categories of columns that were categories when they were written.
    """

    rows: LazyRows
    first: Path
    orders: Mapping[str, pd.CategoricalDtype]


def lazy_rows(data: Any) -> LazyRows | None:
    """Return the rows of a lazy frame; None where the data are none.

    Raises
    ------
    ArgumentError
        When narwhals does not know its engine any more.
    DataError
        When two columns have one name, or polars is too old.
    """
    if isinstance(data, pd.DataFrame):
        return None
    with warnings.catch_warnings():
        # says that Dask will need a package of its own, which is not published yet
        warnings.simplefilter("ignore", FutureWarning)
        try:
            frame = nw.from_native(data, pass_through=True)
        except DuplicateError as problem:
            raise DataError(f"two columns have one name ({problem}); rename one") from None
        except (ImportError, TypeError) as problem:
            raise ArgumentError(f"the data cannot be used ({problem})") from None
    if not isinstance(frame, nw.LazyFrame):
        return None
    polars = version("polars") if frame.implementation.is_polars() else ""
    if polars and tuple(map(int, re.findall(r"\d+", polars)[:2])) < _POLARS:
        raise DataError(
            f"lazy frames of polars {polars} lose what is summed; expected "
            f"{'.'.join(map(str, _POLARS))} or newer: bring it up to date, or give .collect()"
        )
    return LazyRows(frame)


def first_orders(rows: LazyRows) -> Mapping[str, pd.CategoricalDtype]:
    """Return categories of Dask's columns: their type knows them of its first rows alone."""
    if not rows.frame.implementation.is_dask():
        return {}
    kinds = rows.head.dtypes.items()
    return {str(name): kind for name, kind in kinds if isinstance(kind, pd.CategoricalDtype)}


def opened(path: str | PathLike[str]) -> Opened:
    """Open a Parquet file, or a folder of parts of one, in DuckDB.

    Raises
    ------
    ArgumentError
        When it is neither.
    DataError
        When DuckDB is not installed, or cannot read it.
    """
    place = Path(path)
    # listed once: a folder may be far away, and others may write into it
    files = parts_of(place)
    held = Files.of(place, files)
    held.refuse_absent()
    try:
        duckdb = import_module("duckdb")
    except ImportError:
        raise DataError(
            f"{place} is read where it lies by DuckDB, which is not installed; install "
            "topline[duckdb], or read it into memory, as with Survey.read"
        ) from None
    told = _told_by_folders(place, files)
    settings = {
        **_SETTINGS,
        "threads": HANDS,
        "memory_limit": f"{_memory() // _MEMORY_PART // 2**20}MiB",
    }
    try:
        connection = duckdb.connect(config=settings)
        relation = connection.read_parquet(
            [_WILD.sub(r"[\g<0>]", str(file)) for file in files],
            union_by_name=len(files) > 1,
            hive_partitioning=bool(told),
        )
    except duckdb.Error as problem:
        raise DataError(f"{place} cannot be read ({str(problem).splitlines()[0]})") from None
    parquet = import_module("pyarrow.parquet")
    stored = parquet.ParquetFile(files[0])
    others = {file: parquet.read_schema(file).names for file in files[1:]}
    _refuse_mistaken({files[0]: stored.schema_arrow.names, **others}, told, relation.columns)
    # the machine's own clocks say nothing of the data, and DuckDB knows zones by name alone
    zones = {str(part.type.tz) for part in stored.schema_arrow if getattr(part.type, "tz", None)}
    zone = zones.pop() if len(zones) == 1 else "UTC"
    with suppress(duckdb.Error):
        # a DuckDB that was built without calendars has universal time alone
        connection.execute("set TimeZone = ?", ["UTC" if zone.startswith(("+", "-")) else zone])
    return Opened(LazyRows(nw.from_native(relation), held), files[0], _orders_of(stored))


def _told_by_folders(place: Path, files: Sequence[Path]) -> list[str]:
    """Return the columns that names of folders tell of their parts, as region=North does."""
    if not place.is_dir():
        return []
    folders = [file.relative_to(place).parts[:-1] for file in files]
    if not all("=" in "".join(own) for own in folders):
        return []
    return [name.partition("=")[0] for own in folders for name in own if "=" in name]


def _refuse_mistaken(
    names: Mapping[Path, Sequence[str]], told: Sequence[str], known: Sequence[str]
) -> None:
    """Refuse names by which DuckDB would give another column than the files have by them.

    Capitals are small letters to it. Of two names in one file it numbers the second, which may be
    what a third is called; of parts it reads either for both, and so it does with a column and
    what names of folders tell.

    Parameters
    ----------
    names : mapping of Path to sequence of str
        Columns of each file.
    told : sequence of str
        Columns that names of folders tell.
    known : sequence of str
        Columns as DuckDB has them.

    Raises
    ------
    DataError
    """
    for file, own in names.items():
        twice = [name for name, times in Counter(own).items() if times > 1]
        if twice:
            raise DataError(f"{file} has two columns called {twice[0]!r}; rename one")
    every = dict.fromkeys(name for own in names.values() for name in own)
    if len(names) == 1 and not told:
        for name, other in zip(every, known, strict=True):
            if name != other and other in every:
                raise DataError(
                    f"{next(iter(names))} has columns {name!r} and {other!r}, which DuckDB takes "
                    "for one another beside one that differs in capitals; rename one"
                )
        return
    spelled: dict[bytes, str] = {}
    # DuckDB knows the capitals of ASCII alone, as bytes do
    for name in [*every, *told]:
        other = spelled.setdefault(name.encode().lower(), name)
        if other != name:
            raise DataError(
                f"parts call columns {other!r} and {name!r}, which DuckDB takes for one; expected "
                "one spelling in all parts; rename one"
            )


def parts_of(place: Path) -> list[Path]:
    """Return the Parquet files of a path.

    Raises
    ------
    ArgumentError
        When there are none.
    """
    try:
        is_folder = place.is_dir()
    except OSError as problem:
        raise ArgumentError(
            f"{place} cannot be read ({problem.strerror}); check its name"
        ) from None
    if is_folder:
        # folders of ".venv" and "_delta_log" hold what programs keep beside a table
        files = sorted(
            own
            for own in place.rglob("*")
            if own.suffix.lower() in SUFFIXES
            and not own.is_dir()
            and not own.name.startswith(".")
            and not any(name[0] in "._" for name in own.relative_to(place).parts[:-1])
        )
        if not files:
            raise ArgumentError(
                f"folder {place} holds no Parquet files; expected parts of one table, as "
                "part-0.parquet"
            )
        return files
    if not place.exists():
        raise ArgumentError(f"there is no file {place}; check its name, and the folder it is in")
    if place.suffix.lower() not in SUFFIXES:
        raise ArgumentError(
            f"Survey({str(place)!r}) is not Parquet; expected a dataframe, or Parquet that is read "
            f"where it lies; Survey.read({str(place)!r}) reads other files into memory"
        )
    return [place]


def _orders_of(stored: Any) -> Mapping[str, pd.CategoricalDtype]:
    """Return the categories of columns that were categories when they were written."""
    schema, types = stored.schema_arrow, import_module("pyarrow").types
    names = [part.name for part in schema if types.is_dictionary(part.type)]
    if not names or not stored.num_row_groups:
        return {}
    table = stored.read_row_group(0, columns=names)
    return {
        name: pd.CategoricalDtype(
            table.column(name).chunk(0).dictionary.to_pylist(), schema.field(name).type.ordered
        )
        for name in names
        if table.column(name).num_chunks
    }


def _memory() -> int:
    """Return the memory of the machine, or of the container, in bytes."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.is_file() and re.fullmatch(r"\d+", text := limit.read_text().strip()):
        size = min(size, int(text)) if size else int(text)
    return size or 8 * 2**30
