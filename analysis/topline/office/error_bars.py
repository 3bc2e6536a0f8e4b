"""Error bars of native charts: what python-pptx has no word for, as XML by the standard's schema.

ECMA-376, part 1, section 21.2.2.55: ``c:errBars`` stands in a series before its categories.
"""

from typing import Any

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


SHADE = {"lumMod": "75000", "lumOff": "25000"}
"""A template's colour of words, a little lighter where it is dark."""


def add_error_bars(series: Any, plus: list[float | None], minus: list[float | None]) -> None:
    """Give a series of a bar or line chart an interval for each value that has one.

    Parameters
    ----------
    series : lxml element
        ``c:ser``; bars that it has are replaced, or taken where no value has an interval.
    plus, minus : list of float or None
        How far the limits are above and below; None for a value without.
    """
    from lxml import etree  # type: ignore[import-untyped]

    for old in series.findall(f"{{{_C}}}errBars"):
        series.remove(old)
    if not any(length is not None for length in plus):
        return
    bars = etree.Element(f"{{{_C}}}errBars", nsmap={"c": _C, "a": _A})
    for name, value in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust")):
        etree.SubElement(bars, f"{{{_C}}}{name}", val=value)
    etree.SubElement(bars, f"{{{_C}}}noEndCap", val="0")
    for name, lengths in (("plus", plus), ("minus", minus)):
        literal = etree.SubElement(etree.SubElement(bars, f"{{{_C}}}{name}"), f"{{{_C}}}numLit")
        etree.SubElement(literal, f"{{{_C}}}formatCode").text = "General"
        etree.SubElement(literal, f"{{{_C}}}ptCount", val=str(len(lengths)))
        for at, length in enumerate(lengths):
            if length is not None:
                point = etree.SubElement(literal, f"{{{_C}}}pt", idx=str(at))
                etree.SubElement(point, f"{{{_C}}}v").text = repr(float(length))
    line = etree.SubElement(etree.SubElement(bars, f"{{{_C}}}spPr"), f"{{{_A}}}ln", w="12700")
    fill = etree.SubElement(line, f"{{{_A}}}solidFill")
    colour = etree.SubElement(fill, f"{{{_A}}}schemeClr", val="tx1")
    for name, value in SHADE.items():
        etree.SubElement(colour, f"{{{_A}}}{name}", val=value)
    series.find(f"{{{_C}}}cat").addprevious(bars)


def error_bars_of(series: Any) -> tuple[list[float | None], list[float | None]]:
    """Return the lengths above and below of a series' bars, as a file has them."""
    found = []
    for name in ("plus", "minus"):
        literal = series.find(f"{{{_C}}}errBars/{{{_C}}}{name}/{{{_C}}}numLit")
        lengths: list[float | None] = [None] * int(literal.find(f"{{{_C}}}ptCount").get("val"))
        for point in literal.findall(f"{{{_C}}}pt"):
            lengths[int(point.get("idx"))] = float(point.find(f"{{{_C}}}v").text)
        found.append(lengths)
    return found[0], found[1]
