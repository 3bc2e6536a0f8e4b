"""The typeface that comes with the package: known to matplotlib, and embedded in pages and SVG."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from matplotlib.font_manager import fontManager

FAMILY = "Topline Sans"
"""IBM Plex Sans under another name, for it is reduced: see ``docs/typeface/reduce.py``."""

_HOME = Path(__file__).with_name("typeface")

_CUTS = {"Regular": "400", "Bold": "600 900"}
"""The weights that each cut stands for, as CSS says them."""

PARTS = {
    "latin": ((0x0020, 0x00FF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x2BFF)),
    "latin-ext": ((0x0100, 0x036F), (0x1E00, 0x1EFF), (0x2070, 0x209F), (0xA700, 0xFB0F)),
    "greek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "cyrillic": ((0x0400, 0x052F),),
}
"""Code points of each part of a cut, first and last."""

_BOLD = re.compile(r"font-weight: ?(?:bold|[6-9]00)")


@cache
def know_typeface() -> None:
    """Let matplotlib find the typeface by its name; a person's settings stay as they are."""
    for cut in _CUTS:
        fontManager.addfont(_HOME / f"ToplineSans-{cut}.ttf")


def font_faces(text: str) -> str:
    """Return the typeface as CSS that carries it, in the parts that this page or SVG needs."""
    signs = set(map(ord, set(text)))
    cuts = _CUTS if _BOLD.search(text) else ("Regular",)
    return "".join(
        _font_face(cut, part)
        for cut in cuts
        for part, ranges in PARTS.items()
        if any(first <= sign <= last for first, last in ranges for sign in signs)
    )


@cache
def _font_face(cut: str, part: str) -> str:
    data = b64encode((_HOME / f"ToplineSans-{cut}-{part}.woff2").read_bytes()).decode()
    ranges = ",".join(f"U+{first:04X}-{last:04X}" for first, last in PARTS[part])
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{_CUTS[cut]};'
        f'src:url(data:font/woff2;base64,{data})format("woff2");unicode-range:{ranges}}}'
    )
