"""Questions with several answers → the multiple-response sets of an SPSS file."""

import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..codebook.variables import MultipleResponseSet, code_text
from ..files.sav_dictionary import END, EXTENSION, byte_order, long_names, records
from .statistical import SPSS, cut, fresh_name

_SETS = 7
"""The kind of the extension that has sets."""

_NAME = 63
"""Bytes of a set's name behind its "$"."""


def write_sets(
    path: Path,
    sets: Mapping[str, MultipleResponseSet],
    names: Mapping[str, str],
    columns: Mapping[str, Any],
) -> dict[str, str]:
    """Declare sets in a file that is written; return what each is called there.

    A set of dichotomies has one value that says "chosen" in all its columns, of one type; one of
    categories has columns of one type. A name keeps what SPSS takes of it.

    Parameters
    ----------
    path : Path
        An SPSS file whose rows are not packed as a whole (.sav).
    sets : mapping of str to MultipleResponseSet
    names : mapping of str to str
        What each variable is called in the file.
    columns : mapping of str to array
        What was written, by those names.

    Returns
    -------
    dict of str to str
        Sets that an SPSS file cannot hold are left out.
    """
    raw = path.read_bytes()
    short = {long: short for short, long in long_names(raw, records(raw)).items()}
    lines, called = [], dict[str, str]()
    for name, one in sets.items():
        own = [names[variable] for variable in one.variables]
        numbers = {np.asarray(columns[variable]).dtype.kind in "fiu" for variable in own}
        counted = one.counted_value
        if one.kind == "categories" and len(numbers) == 1:
            shape = "C"
        elif (
            one.kind == "columns"
            and counted is not None
            and numbers == {not isinstance(counted, str)}
            # of a number readers take what is whole
            and (isinstance(counted, str) or float(counted).is_integer())
        ):
            value = code_text(counted)
            shape = f"D{len(value.encode())} {value}"
        else:
            # there is no way to write it
            continue
        stem = cut(re.sub(r"\W", "_", name.removeprefix("$")), _NAME)
        taken = {other.casefold() for other in called.values()}
        called[name] = fresh_name(stem, taken, _NAME)
        label = cut(one.label or name, SPSS.label).replace("\n", " ")
        listed = " ".join(short[variable].lower() for variable in own)
        lines.append(f"${called[name]}={shape} {len(label.encode())} {label} {listed}\n")
    if lines:
        end = next(record.start for record in records(raw) if record.kind == END)
        text = "".join(lines).encode()
        head = struct.pack(f"{byte_order(raw)}4i", EXTENSION, _SETS, 1, len(text))
        path.write_bytes(raw[:end] + head + text + raw[end:])
    return called
