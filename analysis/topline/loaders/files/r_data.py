"""R's files: .rds with one object, .RData with several, parsed by rdata."""

import bz2
import lzma
import zlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import DataError
from ...figures.problems import close_name, reason_of
from ...language.amounts import first_few
from ...language.message import Message
from ..codebook.limit import Limit
from ..codebook.variables import FileContent, MultipleResponseSet, Variable, Wanted
from ..r.columns import column_of
from ..r.objects import RValue, parse
from ..sets.lists import Listed, options_of_lists
from .extra import library
from .file import GZIP, File

_CHUNK = 1 << 20

_PACKINGS: tuple[tuple[bytes, Any], ...] = (
    (GZIP, lambda: zlib.decompressobj(31)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\0", lzma.LZMADecompressor),
)

_MAGIC = (
    b"X\n\0\0",
    b"B\n\x02\0",
    b"B\n\x03\0",
    b"A\n2\n",
    b"A\n3\n",
    b"A\r\n",
    b"RDX",
    b"RDA",
    b"RDB",
)


def is_r_data(file: File) -> bool:
    """Tell whether a file holds R data, packed or not, by its first bytes."""
    with file.open() as opened:
        head = opened.read(4096)
    for magic, unpacker in _PACKINGS:
        if head.startswith(magic):
            try:
                head = unpacker().decompress(head, 64)
            except (OSError, EOFError, zlib.error, lzma.LZMAError):
                return False
    return head.startswith(_MAGIC)


def read_r_data(file: File, wanted: Wanted) -> FileContent:
    """Read the data frame of a file of R; `columns`, `sheet`, `keep_codes` and `limit` apply."""
    parser = library("rdata.parser", file.suffix or ".rds")
    raw = _unpacked(file, wanted.limit)
    try:
        given = parse(raw, parser, wanted.limit, file.name)
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or holds objects that "
            'are not read, so write the data frame alone from R, as saveRDS(data, "data.rds")'
        ) from None
    frame = _frame(given, file.name, wanted.sheet)
    parts = frame.parts()
    wanted.check_names(parts, file.name)
    wordings = _wordings(frame, parts)
    columns: dict[str, pd.Series[Any]] = {}
    variables: list[Variable] = []
    sets, notes, left_out = dict[str, MultipleResponseSet](), list[str](), list[str]()
    for key in wanted.columns or parts:
        found, wording = column_of(key, parts[key], keep_codes=wanted.keep_codes), wordings.get(key)
        if found is not None:
            columns[key], variable = found
            variables.append(replace(variable, label=variable.label or wording or ""))
        elif (listed := _listed(Variable(key, label=wording or ""), parts[key], parts)) is not None:
            columns |= listed.columns
            variables += listed.variables
            sets[key] = listed.question
            notes.append(listed.note)
        else:
            left_out.append(key)
    sizes = {len(column) for column in columns.values()}
    if len(sizes) > 1:
        raise DataError(f"{file.name} has columns of different lengths; it is damaged")
    wanted.limit.check_cells(max(sizes, default=0), len(columns), file.name)
    notes += _said_of(given, left_out)
    return FileContent(pd.DataFrame(columns), tuple(variables), sets, notes=tuple(notes))


def _said_of(given: RValue, left_out: Collection[str]) -> list[str]:
    """Say what of an object is not among the data."""
    told: list[str] = []
    if left_out:
        told.append(
            Message("{shown}: lists and matrices are left out", shown=first_few([*left_out]))
        )
    held = given.parts().values() if given.kind == "VEC" else ()
    if any(map(_is_design, (given, *held))):
        told.append(
            Message(
                "a design of R's survey package: its data are read, and not how they were drawn, "
                "which weights=, strata= and clusters= say"
            )
        )
    return told


def _wordings(frame: RValue, parts: Iterable[str]) -> dict[str, str]:
    """Return the wordings that a data frame has of its columns."""
    said = frame.attributes.get("variable.labels")  # as foreign::read.spss keeps them
    if said is not None and said.kind == "STR" and said.texts("names"):
        named = zip(said.attributes["names"].value, said.value, strict=False)
        return {key: text or "" for key, text in named}
    return dict(zip(parts, frame.texts("var.labels"), strict=False))


def _listed(variable: Variable, held: RValue, taken: Collection[str]) -> Listed | None:
    """Return a list of vectors as a question of several answers; None where it is none."""
    if held.kind != "VEC" or "dim" in held.attributes or held.is_frame:
        return None
    kinds = {part.kind for part in held.value if part.kind != "NILVALUE"}
    if not kinds or not (kinds <= {"STR"} or kinds <= {"INT", "REAL"}):
        return None
    known, rows, items = np.zeros(len(held.value), bool), list[int](), list[Any]()
    for row, part in enumerate(held.value):
        if part.kind == "NILVALUE":
            continue
        if "levels" in part.attributes:
            return None
        own = part.value
        if part.kind != "STR":
            own = np.ma.filled(np.ma.asarray(own).astype(float), np.nan).tolist()
        known[row] = True
        rows += [row] * len(own)
        items += own
    return options_of_lists(variable, known, np.array(rows, np.intp), pd.Series(items), taken)


def _unpacked(file: File, limit: Limit) -> bytes:
    """Return all bytes, unpacked from gzip, bzip2 or xz; never more than the limit."""
    with file.open() as opened:
        head = opened.read(8)
    make = next((unpacker for magic, unpacker in _PACKINGS if head.startswith(magic)), None)
    if make is None:
        return b"".join(file.chunks(limit))
    unpacker, parts, size = make(), [], 0
    try:
        with file.open() as opened:
            chunk = opened.read(_CHUNK)
            while chunk and not unpacker.eof:
                part = unpacker.decompress(chunk, limit.bytes - size + 1)
                size += len(part)
                if size > limit.bytes:
                    limit.refuse_more_bytes(file.name)
                parts.append(part)
                rest = getattr(unpacker, "unconsumed_tail", b"")
                chunk = rest or opened.read(_CHUNK)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise DataError(
            f"{file.name} cannot be unpacked ({reason_of(error)}); download it again"
        ) from None
    if not unpacker.eof:
        raise DataError(f"{file.name} is cut off; download it again")
    return b"".join(parts)


def _is_design(held: RValue) -> bool:
    """Tell whether an object is a design of R's survey package, beside whose data others stand."""
    kinds = {*held.texts("class")}
    designed = bool(kinds & {"survey.design", "survey.design2", "svyrep.design"})
    return designed and held.kind == "VEC" and "variables" in held.parts()


def _frame(found: RValue, name: str, chosen: str | None) -> RValue:
    """Return the data frame, or the one chosen of several."""
    if found.is_frame:
        return found
    parts = found.parts() if found.kind == "VEC" else {}
    if _is_design(found) and chosen is None:
        return parts["variables"]
    frames = {key: part for key, part in parts.items() if part.is_frame}
    # A list in a workspace may hold the data, as the survey package's designs do.
    for key, part in parts.items():
        if part.kind == "VEC" and not part.is_frame:
            inner = part.parts()
            held = {"variables": inner["variables"]} if _is_design(part) else inner
            frames |= {f"{key}${k}": p for k, p in held.items() if p.is_frame}
    if chosen is not None:
        if chosen not in frames:
            raise DataError(
                f"{name} has no data frame {chosen!r}{close_name(chosen, list(frames))}; it has "
                f"{first_few(list(frames), 10) or 'none'}"
            )
        return frames[chosen]
    if not frames:
        raise DataError(
            f'{name} holds no data frame; write one from R with saveRDS(data, "data.rds")'
        )
    if len(frames) > 1:
        raise DataError(
            f"{name} has {len(frames)} data frames: {first_few(list(frames), 10)}; choose one, "
            f"such as sheet={next(iter(frames))!r}"
        )
    return next(iter(frames.values()))
