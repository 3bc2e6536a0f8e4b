"""A book as slides: a headline, a native chart or a real table, and what a reader must know."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from ..shown import one_line
from ..tables.book import Book, Picture
from .chart_refresh import refresh_chart
from .drawing import WITH_CATEGORIES, draw_chart, forms_of
from .foreign import given_file
from .layouts import (
    EMU,
    HEADLINE,
    HEADLINE_TYPE,
    Box,
    contents_of,
    layout_of,
    room_of,
    set_layouts,
    title_of,
    title_size,
    type_of,
)
from .libraries import library
from .marks import BookChanges, fitted, labels_in, mark_of, marked_key, with_mark
from .parts import Part, refreshed, retitled, reword
from .pictures import png_of, set_drawing
from .slides import LINE, Space, lines_of, parts_of
from .zipped import with_fixed_times

MUTED = 0.35
"""How much lighter than other words those below a chart are, on a light ground."""

CAPTION, CAPTION_TYPE = 0.8, 10
"""Inches of the words below a chart, and points of their type."""


def deck_bytes(
    book: Book, template: Path | None = None, old: bytes | None = None, slides: str = "chart"
) -> tuple[bytes, BookChanges]:
    """Return a deck of a book, or an older one with its numbers.

    Parameters
    ----------
    book : Book
    template : path, optional
        A .pptx whose layouts the slides take.
    old : bytes, optional
        A deck to bring up to date.
    slides : {"chart", "table", "both"}
        What there is a slide of for each question.

    Raises
    ------
    ArgumentError, DataError
        When python-pptx is not installed, or a file is no deck.
    """
    pptx = library("pptx")
    with given_file(old if old is not None else template, "a PowerPoint file (.pptx)") as file:
        start = pptx.Presentation(file)
        if file is None:
            set_layouts(start)
        deck = Deck(start, book)
        if old is None:
            deck.add_title()
        changes = refreshed(
            {
                (part.kind, marked_key(part.key)): part
                for part in parts_of(book, slides, deck.space)
            },
            deck.found(),
            refresh=deck.refresh,
            add=deck.add,
            labels=labels_of,
            untitled=retitled(deck.headlines(), start.core_properties, book),
        )
        stream = BytesIO()
        start.save(stream)
        return with_fixed_times(stream.getvalue()), changes


class Deck:
    """A presentation that slides are added to, or refreshed in."""

    def __init__(self, presentation: Any, book: Book) -> None:
        self.pptx = library("pptx")
        self.presentation, self.book = presentation, book
        self.layout = layout_of(presentation, "titleOnly", ("title only",))
        size = int(presentation.slide_width), int(presentation.slide_height)
        self.room = room_of(self.layout, *size)
        if title_of(self.layout) is None:
            # a headline has its place above
            high = round(HEADLINE[3] * EMU)
            left, top, width = self.room.left, self.room.top, self.room.width
            self.headline = Box(left, top, width, high)
            self.room = Box(left, top + high, width, self.room.height - high)

    @property
    def above_caption(self) -> Box:
        """The place of a chart or a table."""
        room = self.room
        return Box(room.left, room.top, room.width, room.height - round(CAPTION * EMU))

    @property
    def space(self) -> Space:
        """The inches of a table."""
        return Space(self.above_caption.width / EMU, self.above_caption.height / EMU)

    def add_title(self) -> None:
        """Add the first slide."""
        layout = layout_of(self.presentation, "title", ("title slide",))
        slide = self.presentation.slides.add_slide(layout)
        self.write_title(slide, layout, self.book.title)
        below = [place for place in contents_of(slide) if place.has_text_frame]
        # templates of other programs have no place of this type
        named = [place for place in below if type_of(place) == "subTitle"]
        for place in (named or below)[:1]:
            place.text = one_line(self.book.subtitle)

    def write_title(self, slide: Any, layout: Any, words: str) -> None:
        """Write the title of a slide where the template has it, in type that fits its place."""
        words, title = one_line(words), slide.shapes.title
        if title is not None:
            title.text = words
            size = title_size(layout, words)
            for paragraph in title.text_frame.paragraphs if size else ():
                paragraph.font.size = self.pptx.util.Pt(size)
        elif layout is self.layout:
            frame = slide.shapes.add_textbox(*self.headline.sides).text_frame
            frame.word_wrap, frame.text = True, words
            frame.paragraphs[0].font.size = self.pptx.util.Pt(HEADLINE_TYPE)

    def headlines(self) -> list[Any]:
        """Return the lines of titles and subtitles."""
        places = (place for slide in self.presentation.slides for place in slide.placeholders)
        frames = (place.text_frame for place in places if place.has_text_frame)
        return [line for frame in frames for line in frame.paragraphs]

    def found(self) -> Iterator[tuple[tuple[str, str], Any]]:
        """Go through what an earlier book wrote, by part and key."""
        for slide in self.presentation.slides:
            for shape in shapes_in(slide):
                mark = mark_of(properties_of(shape).get("descr"))
                if mark is not None and mark[0] != "caption":
                    yield mark, shape if holds(shape, mark[0]) else None

    def add(self, part: Part) -> None:
        """Add a slide of a part: headline, chart, picture or table, and caption."""
        slide = self.presentation.slides.add_slide(self.layout)
        self.write_title(slide, self.layout, part.sheet.table.title)
        for place in contents_of(slide):
            # what stays empty asks people to fill it
            place._element.getparent().remove(place._element)
        if part.chart is not None:
            frame = draw_chart(slide, part.chart, self.above_caption.sides)
        elif part.picture is not None:
            frame = self.add_picture(slide, part.picture)
        else:
            frame = self.add_table(slide, part)
        self.describe(frame, part)
        room, high = self.room, round(CAPTION * EMU)
        box = slide.shapes.add_textbox(room.left, room.bottom - high, room.width, high)
        self.write_caption(box, part)

    def refresh(self, shape: Any, part: Part) -> tuple[str, ...]:
        """Give a chart, a picture or a table new numbers in its place.

        Rows and columns of a table that are people's own are returned.
        """
        before, own = str(properties_of(shape).get("descr")), tuple[str, ...]()
        if part.picture is not None:
            self.show(shape, part.picture)
            # as wide as people made it
            shape.height = round(shape.width * part.picture.height / part.picture.width)
        elif part.chart is not None and shape.has_chart:
            refresh_chart(shape.chart, part.chart)
        elif shape.has_table:
            own = self.fill_table(shape, part, before)
        title = shape.part.slide.shapes.title
        if title is not None:
            reword(title.text_frame.paragraphs, before, part.sheet.table.title)
        self.describe(shape, part)
        for other in shapes_in(shape.part.slide):
            mark = mark_of(properties_of(other).get("descr"))
            if mark == ("caption", part.mark_key):
                self.write_caption(other, part)
        return own

    def describe(self, shape: Any, part: Part) -> None:
        """Set the alternative text, with the mark that finds it again."""
        properties = properties_of(shape)
        properties.set("descr", with_mark(part.words, part.kind, part.key))

    def write_caption(self, box: Any, part: Part) -> None:
        """Write base and notes below a chart or a table."""
        frame = box.text_frame
        frame.word_wrap = True
        frame.text = one_line(part.caption)
        for paragraph in frame.paragraphs:
            paragraph.font.size = self.pptx.util.Pt(CAPTION_TYPE)
            # of the template's own colours, which may be light on dark
            paragraph.font.color.theme_color = self.pptx.enum.dml.MSO_THEME_COLOR.TEXT_1
            paragraph.font.color.brightness = MUTED
        properties_of(box).set("descr", with_mark("", "caption", part.mark_key).strip())

    def add_picture(self, slide: Any, picture: Picture) -> Any:
        """Add a picture as large as its place lets it be, in the middle."""
        left, top, width, height = self.above_caption.sides
        part = min(width / picture.width, height / picture.height)
        size = round(part * picture.width), round(part * picture.height)
        left += (width - size[0]) // 2
        shape = slide.shapes.add_picture(png_of(picture), left, top, *size)
        self.show(shape, picture)
        return shape

    def show(self, shape: Any, picture: Picture) -> None:
        """Let a shape show a picture, in the place of what it shows."""
        own = shape.part
        _, png = own.get_or_add_image_part(png_of(picture))
        set_drawing(shape._element.blipFill.blip, own, png, picture, "pptx")

    def add_table(self, slide: Any, part: Part) -> Any:
        """Add a table of cells."""
        cells, room = part.cells(), self.above_caption
        lines, line = lines_of(cells, self.space), round(LINE * EMU)
        frame = slide.shapes.add_table(
            len(cells), len(cells[0]), room.left, room.top, room.width, line * sum(lines)
        )
        for row, own in zip(frame.table.rows, lines, strict=True):
            row.height = line * own
        widths = self.space.widths(len(cells[0]))
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = round(width * EMU)
        self.fill_table(frame, part)
        return frame

    def fill_table(self, frame: Any, part: Part, before: str = "") -> tuple[str, ...]:
        """Write the cells of a table, with the rows and columns they need between people's own."""
        cells, table = part.cells(), frame.table
        there = fitted(table, cells, before)
        known = {row._tr: row for row in table.rows}
        for row, element in zip(cells, there.rows, strict=True):
            for j, words in enumerate(row):
                cell = known[element].cells[there.columns[j]]
                cell.text = one_line(words)
                cell.margin_left = cell.margin_right = round(0.06 * EMU)
                cell.margin_top = cell.margin_bottom = round(0.02 * EMU)
                paragraph = cell.text_frame.paragraphs[0]
                paragraph.font.size = self.pptx.util.Pt(11)
                if j:
                    paragraph.alignment = self.pptx.enum.text.PP_ALIGN.RIGHT
        return there.own


def shapes_in(place: Any) -> Iterator[Any]:
    """Go through the shapes of a slide, those that people put together in groups too."""
    for shape in place.shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes_in(shape)


def holds(shape: Any, kind: str) -> bool:
    """Return whether a shape still is a chart with categories, a table or a picture.

    People may have made another of it, such as a chart of points, that has no place for numbers of
    ours, or one in three dimensions, which python-pptx does not know.
    """
    if kind == "chart":
        return bool(shape.has_chart) and forms_of(shape.chart) <= WITH_CATEGORIES
    return bool(shape.has_table) if kind == "table" else hasattr(shape, "image")


def labels_of(shape: Any) -> list[str]:
    """Return the labels of a table's rows, or of what a chart draws."""
    if shape.has_table:
        return labels_in(shape.table, str(properties_of(shape).get("descr")))
    plots = list(shape.chart.plots)[:1] if shape.has_chart else []
    drawn = (one for plot in plots for one in (*plot.categories, *plot.series))
    return [str(getattr(one, "name", one)) for one in drawn]


def properties_of(shape: Any) -> Any:
    """Return the element of a shape that has its name and alternative text."""
    return shape._element.xpath(".//p:cNvPr")[0]
