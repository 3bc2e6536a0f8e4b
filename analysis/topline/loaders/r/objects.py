"""R objects as rdata parses them → values with their attributes by name."""

import re
import warnings
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..codebook.limit import Limit

_UTF_8, _LATIN_1 = 8, 4
"""Flags of an R text."""

_XDR = b"X\n"
_PARTS = (b"\0\x04\0\x09", b"\0\0\x80\x09", b"\0\0\x40\x09", b"\0\0\0\x09", b"\0\0\0\xfe")
"""What texts, and empty parts of lists, begin with in R's usual format."""

_PART = 700
"""Bytes that rdata takes for each of them, whatever they take in the file."""

_WORKSPACES = (b"RDX2\n", b"RDX3\n", b"RDA2\n", b"RDA3\n", b"RDB2\n", b"RDB3\n")

_PACKED = re.compile(rb"A\n(?:[^\n]*\n){3,5}?24\n(\d+)\n([0-9a-f\s]+)$")
"""A raw vector written as text, as arrow writes long attributes, packed."""

_MOST_PACKED = 100_000_000


@dataclass(frozen=True)
class RValue:
    """An R vector, list or NULL, with its attributes.

    Attributes
    ----------
    kind : str
        R's type as rdata calls it: "STR", "INT", "LGL", "REAL", "VEC", "LIST", "NILVALUE" …
    value : object
        An array, a list of text and None, or a list of values.
    attributes : mapping of str to RValue
    """

    kind: str
    value: Any = None
    attributes: Mapping[str, "RValue"] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """Return an attribute that is text, without its missing parts; empty where it is none."""
        found = self.attributes.get(name)
        return [text for text in found.value if text] if found and found.kind == "STR" else []

    def text(self, name: str) -> str:
        """Return an attribute that is one text, such as the label."""
        return next(iter(self.texts(name)), "")

    @property
    def is_frame(self) -> bool:
        """Whether it is a data frame, a tibble or a data.table."""
        return self.kind == "VEC" and "data.frame" in self.texts("class")

    def parts(self) -> dict[str, "RValue"]:
        """Return the parts of a list by name, those without one by number; names may repeat."""
        names = self.attributes.get("names")
        given = names.value if names is not None and names.kind == "STR" else []
        found: dict[str, RValue] = {}
        for k, part in enumerate(self.value, start=1):
            stem = (given[k - 1] if k <= len(given) else "") or f"column_{k}"
            name, times = stem, 1
            while name in found:
                times += 1
                name = f"{stem}_{times}"
            found[name] = part
        return found


def parse(raw: bytes, parser: Any, limit: Limit, name: str) -> RValue:
    """Return the object of an .rds file, or the list of a workspace's.

    Parameters
    ----------
    raw : bytes
        Unpacked.
    parser : module
        ``rdata.parser``.
    limit : Limit
        Parts are counted before they are made: R's files are much smaller than Python's objects.
    name : str
        What messages call the file.
    """
    workspace = raw.startswith(_WORKSPACES)
    start = raw[5:7] if workspace else raw[:2]
    parts = sum(map(raw.count, _PARTS)) if start == _XDR else len(raw) // 4
    limit.check_bytes(len(raw) + parts * _PART // 10, name)
    makers = {
        key: _bounded(maker, limit, name) if key.startswith(b"compact") else maker
        for key, maker in parser.DEFAULT_ALTREP_MAP.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        suffix = ".rda" if workspace else ".rds"
        found = parser.parse_data(raw, extension=suffix, altrep_constructor_dict=makers)
    encoding = found.extra.encoding or "utf-8"
    return _value(found.object, encoding)


def _bounded(maker: Callable[[Any], Any], limit: Limit, name: str) -> Callable[[Any], Any]:
    """Let a sequence that R writes as its ends be made only where it is within the limit."""

    def make(state: Any) -> Any:
        limit.check_cells(int(state.value[0]), 1, name)
        return maker(state)

    return make


def parse_text(text: bytes, parser: Any) -> RValue:
    """Return what arrow keeps of R's attributes, packed where it is long."""
    packed = _PACKED.match(text)
    if packed:
        unpacked = zlib.decompressobj().decompress(
            bytes.fromhex(packed[2].decode("ascii")), _MOST_PACKED
        )
        return parse_text(unpacked, parser) if not _PACKED.match(unpacked) else RValue("NILVALUE")
    return parse(text, parser, Limit(), "the attributes of R")


def _value(found: Any, encoding: str) -> RValue:
    kind = found.info.type.name
    attributes = _pairs(found.attributes, encoding) if found.attributes is not None else {}
    if kind == "STR":
        return RValue(kind, [_text(part, encoding) for part in found.value], attributes)
    if kind in {"VEC", "EXPR"}:
        return RValue(kind, [_value(part, encoding) for part in found.value], attributes)
    if kind == "LIST":
        pairs = _pairs(found, encoding)
        names = RValue("STR", list(pairs))
        return RValue("VEC", list(pairs.values()), {**attributes, "names": names})
    if kind in {"INT", "LGL", "REAL", "CPLX"}:
        return RValue(kind, found.value, attributes)
    return RValue(kind)


def _pairs(found: Any, encoding: str) -> dict[str, RValue]:
    """Return the parts of a pairlist by their tags."""
    pairs: dict[str, RValue] = {}
    while found is not None and found.info.type.name == "LIST":
        tag, (head, rest) = found.tag, found.value
        while tag is not None and tag.info.type.name == "REF":
            tag = tag.referenced_object
        name = _text(tag.value, encoding) if tag is not None and tag.value is not None else ""
        pairs[name or ""] = _value(head, encoding)
        found = rest
    return pairs


def _text(part: Any, encoding: str) -> str | None:
    """Return an R text in the encoding it is marked with."""
    if part.value is None:
        return None
    flags = part.info.gp
    used = "utf-8" if flags & _UTF_8 else "latin-1" if flags & _LATIN_1 else encoding
    try:
        return str(part.value.decode(used))
    except (UnicodeDecodeError, LookupError):
        return str(part.value.decode("cp1252", "replace"))
