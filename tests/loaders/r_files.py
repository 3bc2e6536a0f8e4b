"""Write R objects as R does, for tests: vectors with attributes, data frames, workspaces."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

NA_INTEGER = -(2**31)
_CODES = {"LGL": 10, "INT": 13, "REAL": 14, "STR": 16, "VEC": 19}
_OBJECT, _ATTRIBUTES, _TAG = 1 << 8, 1 << 9, 1 << 10
_END = struct.pack(">i", 254)


@dataclass
class R:
    """A vector of R and its attributes."""

    kind: str
    value: Any
    attributes: Mapping[str, "R"] = field(default_factory=dict)


def words(*texts: str | None) -> R:
    return R("STR", list(texts))


def tagged_na(letter: str) -> float:
    """Return haven's missing number with a letter."""
    bits = (0x7FF00000 | ord(letter)) << 32 | 1954
    return float(np.array([bits], "uint64").view(float)[0])


def factor(texts: list[str | None], levels: list[str], *, ordered: bool = False) -> R:
    codes = [NA_INTEGER if text is None else levels.index(text) + 1 for text in texts]
    kinds = ("ordered", "factor") if ordered else ("factor",)
    return R("INT", codes, {"levels": words(*levels), "class": words(*kinds)})


def labelled(values: list[float], labels: Mapping[str, float], **attributes: R) -> R:
    """Return a column as haven reads it from SPSS or Stata."""
    named = R("REAL", list(labels.values()), {"names": words(*labels)})
    kinds = words("haven_labelled", "vctrs_vctr", "double")
    return R("REAL", values, {**attributes, "labels": named, "class": kinds})


def frame(**columns: R) -> R:
    rows = len(next(iter(columns.values())).value)
    about = {
        "names": words(*columns),
        "class": words("tbl_df", "tbl", "data.frame"),
        "row.names": R("INT", [NA_INTEGER, -rows]),
    }
    return R("VEC", list(columns.values()), about)


def rds(held: R) -> bytes:
    """Return an object as an unpacked .rds file."""
    return b"X\n" + _head() + _object(held)


def workspace(**objects: R) -> bytes:
    """Return objects as an unpacked .RData file."""
    return b"RDX3\nX\n" + _head() + _pairs(objects)


def _head() -> bytes:
    return struct.pack(">iii", 3, 0x040300, 0x030500) + struct.pack(">i", 5) + b"UTF-8"


def _char(text: str | None) -> bytes:
    if text is None:
        return struct.pack(">ii", 9, -1)
    raw = text.encode()
    flags = 9 | ((64 if text.isascii() else 8) << 12)
    return struct.pack(">ii", flags, len(raw)) + raw


def _pairs(pairs: Mapping[str, R]) -> bytes:
    parts = [
        struct.pack(">i", 2 | _TAG) + struct.pack(">i", 1) + _char(name) + _object(held)
        for name, held in pairs.items()
    ]
    return b"".join(parts) + _END


def _object(held: R) -> bytes:
    if held.kind == "NILVALUE":
        return _END
    flags = _CODES[held.kind] | (_ATTRIBUTES if held.attributes else 0)
    flags |= _OBJECT if "class" in held.attributes else 0
    head = struct.pack(">ii", flags, len(held.value))
    if held.kind == "STR":
        body = b"".join(map(_char, held.value))
    elif held.kind == "VEC":
        body = b"".join(map(_object, held.value))
    else:
        body = np.array(held.value, ">f8" if held.kind == "REAL" else ">i4").tobytes()
    return head + body + (_pairs(held.attributes) if held.attributes else b"")
