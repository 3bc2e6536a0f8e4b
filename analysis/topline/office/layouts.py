"""Where a slide has room: which layout of a template it takes, and what its title leaves free.

A title stays where the template has it, whether above or below; charts and tables take what is
free of it, of footers and of what a firm has on all of its slides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from ..values import Value
from .libraries import library

EMU = 914_400
"""Units of a slide to an inch."""

WIDE, HEADLINE, FOOT, HEADLINE_TYPE = (13.333, 7.5), (0.6, 0.35, 12.133, 1.0), (7.15, 0.3), 28
"""Inches of slides, of their headlines, and of the top and the height of footers; points of type.

Of a deck without a template.
"""

TITLES = {"title", "ctrTitle"}
FOOTERS = {"dt", "ftr", "sldNum"}
"""Types of placeholders, as files have them; one that has no type is of contents."""

GAP, EDGE = 0.0075, 0.045
"""Parts of a slide's width between what stands on it, and at its sides."""

BACKGROUND = 0.5
"""Part of a slide from which on a shape is what others stand on."""

SMALLEST, STEP = 12, 2
"""Points of the smallest title, and by which one gets smaller to fit its place."""

LETTER, LINE, MARGIN = 0.55, 1.2, 14.4
"""Width of a letter and height of a line, in sizes of type; points of a text's two margins."""


@dataclass(frozen=True, eq=False)
class Box(Value):
    """A part of a slide, in its units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """All four, in the order that shapes take them in."""
        return self.left, self.top, self.width, self.height

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height


def layout_of(presentation: Any, kind: str, names: tuple[str, ...]) -> Any:
    """Return the layout of a kind, as its file calls it, or of one of these names.

    Templates of other programs have neither: the one whose title has the fewest contents beside it
    is taken, and for the first slide the first.
    """
    layouts = list(presentation.slide_layouts)
    for one in layouts:
        if one._element.get("type") == kind:
            return one
    for one in layouts:
        if one.name.casefold() in names:
            return one
    if kind == "title":
        return layouts[0]
    # a cover has a place for a title, too, and is the last to be taken
    return min(
        layouts,
        key=lambda one: (
            title_of(one) is None,
            type_of(title_of(one)) == "ctrTitle" or one is layouts[0],
            len(contents_of(one)),
        ),
    )


def type_of(place: Any) -> str:
    """Return the type of a placeholder; "" where it has none, or there is no placeholder."""
    return "" if place is None else str(place._element.ph.get("type", ""))


def title_of(layout: Any) -> Any:
    """Return the place of a layout's title; None where it has none."""
    return next((one for one in layout.placeholders if type_of(one) in TITLES), None)


def contents_of(layout: Any) -> list[Any]:
    """Return the places of a layout for what is neither title nor footer."""
    return [one for one in layout.placeholders if type_of(one) not in TITLES | FOOTERS]


def room_of(layout: Any, width: int, height: int) -> Box:
    """Return what a slide of a layout has free: the place of its contents, or what is left."""
    contents = [box_of(one) for one in contents_of(layout)]
    if contents:
        return max(contents, key=lambda box: box.width * box.height)
    gap, edge = round(GAP * width), round(EDGE * width)
    left, top, right, bottom = edge, edge // 2, width - edge, height - gap
    for box in taken(layout):
        if box.width * box.height >= BACKGROUND * width * height:
            continue
        if box.height > height / 2:
            if box.left + box.right < width:
                left = max(left, box.right + gap)
            else:
                right = min(right, box.left - gap)
        elif box.top + box.bottom < height:
            top = max(top, box.bottom + gap)
        else:
            bottom = min(bottom, box.top - gap)
    return Box(left, top, right - left, bottom - top)


def taken(layout: Any) -> Iterator[Box]:
    """Go through what stands on every slide of a layout: its title, footers, and shapes."""
    pages = [layout]
    if layout._element.get("showMasterSp") not in ("0", "false"):
        pages.append(layout.slide_master)
    for page in pages:
        for shape in page.shapes:
            placed = shape.is_placeholder
            if placed and (page is not layout or type_of(shape) not in TITLES | FOOTERS):
                continue
            box = box_of(shape)
            if box.width and box.height:
                yield box


def box_of(shape: Any) -> Box:
    """Return where a shape is; a placeholder that does not say has the place of its master."""
    return Box(*(int(end or 0) for end in (shape.left, shape.top, shape.width, shape.height)))


def title_size(layout: Any, words: str) -> int | None:
    """Return the size of type in which words fit a title's place; None where its own does."""
    title = title_of(layout)
    own = own_size(layout, title)
    box, points = box_of(title), EMU / 72
    wide, high = box.width / points - MARGIN, box.height / points - MARGIN / 2
    size = own
    while size > SMALLEST and lines_in(words, wide / (LETTER * size)) * LINE * size > high:
        size -= STEP
    return None if size == own else max(size, SMALLEST)


def own_size(layout: Any, title: Any) -> int:
    """Return the size of a layout's title, which may be that of its master."""
    master = layout.slide_master
    same = title_of(master)
    found = [
        *title._element.xpath(".//a:lvl1pPr/a:defRPr/@sz"),
        *([] if same is None else same._element.xpath(".//a:lvl1pPr/a:defRPr/@sz")),
        *master._element.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr/@sz"),
    ]
    return round(int(found[0]) / 100) if found else 44


def lines_in(words: str, letters: float) -> int:
    """Return how many lines words take where a line has room for so many letters."""
    lines, at = 1, 0.0
    for word in words.split(" "):
        # signs of Chinese and the like are as wide as two letters, and part anywhere
        long = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in word)
        if at and at + 1 + long > letters:
            lines, at = lines + 1, 0.0
        at += long + (1 if at else 0)
        while at > letters:
            lines, at = lines + 1, at - letters
    return lines


def set_layouts(presentation: Any) -> None:
    """Make slides of 10 inches as wide as screens, with places for headlines and footers."""
    presentation.slide_width, presentation.slide_height = (round(end * EMU) for end in WIDE)
    for page in (presentation.slide_master, *presentation.slide_layouts):
        for place in page.placeholders:
            # what has no place of its own has that of the master
            if place._element.spPr.xfrm is not None:
                left, width = place.left, place.width
                place.left, place.width = round(left * 1.3333), round(width * 1.3333)
                if type_of(place) in FOOTERS:
                    place.top, place.height = (round(end * EMU) for end in FOOT)
    title = title_of(layout_of(presentation, "titleOnly", ("title only",)))
    title.left, title.top, title.width, title.height = (round(end * EMU) for end in HEADLINE)
    etree, style = library("lxml.etree"), title._element.find(".//{*}lstStyle")
    for name, more in (("lvl1pPr", {}), ("defRPr", {"sz": str(100 * HEADLINE_TYPE)})):
        style = etree.SubElement(style, style.tag.replace(etree.QName(style).localname, name), more)
