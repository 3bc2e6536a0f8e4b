"""Pictures in office files: drawings as SVG, with a PNG behind for programs that show none.

Neither library writes SVG. A picture's element names its PNG; an extension of it, which Office 2016
and LibreOffice know, names the SVG: [MS-ODRAWXML] 2.3.1.18, ``svgBlip``.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from ..tables.book import Picture
from .libraries import library

SVG_TYPE = "image/svg+xml"

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_IMAGE = f"{_R}/image"


def set_drawing(blip: Any, part: Any, png: str, picture: Picture, office: str) -> None:
    """Let a picture's element show a drawing, in the place of one that it may have shown before.

    One that it shows already stays the part of the file that it is, so that a file brought up to
    date twice is the same bytes.

    Parameters
    ----------
    blip : element ``a:blip``
    part : slide or document part
        Which the element belongs to.
    png : str
        Id of the relation to the PNG.
    picture : Picture
    office : {"pptx", "docx"}
    """
    drawn = [one.get(f"{{{_R}}}embed") for one in svgs_of(blip)]
    before = {blip.get(f"{{{_R}}}embed"), *drawn}
    if png in before and [part.rels[one].target_part.blob for one in drawn] == [picture.svg]:
        return
    for known in blip.findall(f"{{{_A}}}extLst"):
        blip.remove(known)
    blip.set(f"{{{_R}}}embed", png)
    folder = "ppt" if office == "pptx" else "word"
    name = free_name((str(one.partname) for one in part.package.iter_parts()), folder)
    place = library(f"{office}.opc.packuri").PackURI(name)
    if office == "docx":
        own_part = library("docx.opc.part").Part(place, SVG_TYPE, picture.svg, part.package)
    else:
        own_part = library("pptx.opc.package").Part(place, SVG_TYPE, part.package, picture.svg)
    svg = part.relate_to(own_part, _IMAGE)
    etree = library("lxml.etree")
    extension = etree.SubElement(
        etree.SubElement(blip, f"{{{_A}}}extLst"), f"{{{_A}}}ext", uri=_SVG_EXTENSION
    )
    own = etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG})
    own.set(f"{{{_R}}}embed", svg)
    for relation in before - {None, png, svg}:
        part.drop_rel(relation)


def svgs_of(blip: Any) -> list[Any]:
    """Return the elements that name the SVG of a picture: one, or none."""
    return list(blip.iter(f"{{{_SVG}}}svgBlip"))


def free_name(taken: Iterable[str], folder: str) -> str:
    """Return the first name of a picture that no part of a file has."""
    known, number = set(taken), 1
    while (name := f"/{folder}/media/drawing{number}.svg") in known:
        number += 1
    return name


def png_of(picture: Picture) -> BytesIO:
    """Return the PNG of a picture as a file."""
    return BytesIO(picture.png)
