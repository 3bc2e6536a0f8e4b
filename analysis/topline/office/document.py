"""A book as a Word document: headings, pictures, real tables and their notes."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from ..shown import one_line
from ..tables.book import Book, Picture
from .foreign import given_file
from .libraries import library
from .marks import BookChanges, Fitted, fitted, labels_in, mark_of, marked_key, with_mark
from .parts import Part, column_parts, part_key, picture_parts, refreshed, retitled, reword
from .pictures import png_of, set_drawing
from .zipped import with_fixed_times

LABELS = 2.2
"""Inches of the labels of a table."""

PICTURE_PART = 0.85
"""How much of the height of a page a picture may have."""

MOST_COLUMNS = 12
"""Columns of a table on a page on its side; a wider one goes on below."""

LONGEST = 12
"""Letters of a word in a head up to which it is not broken; each takes a part of ``ROOM``."""

ROOM, MARGINS, LETTER = 7.2, 0.16, 0.07
"""Inches of the numbers of a table on its page; of the margins of a column, and of a letter."""


def document_bytes(
    book: Book, template: Path | None = None, old: bytes | None = None
) -> tuple[bytes, BookChanges]:
    """Return a document of a book, or an older one with its numbers.

    Parameters
    ----------
    book : Book
    template : path, optional
        A .docx whose styles it takes.
    old : bytes, optional
        A document to bring up to date.

    Raises
    ------
    ArgumentError, DataError
        When python-docx is not installed, or a file is no document.
    """
    with given_file(old if old is not None else template, "a Word file (.docx)") as file:
        made = Document(book, file)
        if old is None:
            made.add_title()
        changes = refreshed(
            {(part.kind, marked_key(part.key)): part for part in parts_of(book)},
            made.found(),
            refresh=made.refresh,
            add=made.add,
            labels=made.labels,
            untitled=retitled(made.document.paragraphs, made.document.core_properties, book),
        )
        stream = BytesIO()
        made.document.save(stream)
        return with_fixed_times(stream.getvalue()), changes


def parts_of(book: Book) -> Iterator[Part]:
    """Go through pictures and tables, wide tables in several."""
    for sheet in book.sheets:
        yield from picture_parts(book, sheet)
        heads = (head for column in sheet.table.columns for head in (column.group, column.words))
        words = [word for head in heads for word in re.split(r"[\s-]", head)]
        longest = min(LONGEST, max(map(len, words), default=0))
        # the words of heads stay whole
        most = min(MOST_COLUMNS, int(ROOM / (MARGINS + LETTER * longest)))
        columns = column_parts(sheet.table.columns, most)
        for number, own in enumerate(columns, 1):
            key = part_key(book, sheet, number)
            yield Part(kind="table", key=key, sheet=sheet, columns=own)


class Document:
    """A document that tables are added to, or refreshed in."""

    def __init__(self, book: Book, start: BytesIO | None) -> None:
        self.docx, self.book = library("docx"), book
        self.document = self.docx.Document(start)
        if start is None:
            section = self.document.sections[0]
            section.orientation = self.docx.enum.section.WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
            for side in ("left_margin", "right_margin"):
                setattr(section, side, self.docx.shared.Inches(0.8))

    def add_title(self) -> None:
        """Write title and subtitle."""
        self.document.add_heading(one_line(self.book.title), 0)
        if self.book.subtitle:
            self.document.add_paragraph(one_line(self.book.subtitle))

    def found(self) -> Iterator[tuple[tuple[str, str], Any]]:
        """Go through the tables and pictures that an earlier book wrote."""
        qn = self.docx.oxml.ns.qn
        # people may have put a table into a cell or a frame
        for element in self.document.element.body.iter(qn("w:tbl")):
            # the alternative text of a table carries its mark
            table = self.docx.table.Table(element, self.document)
            mark = mark_of(self.described(table))
            if mark is not None:
                yield mark, table
        for properties in self.document.element.body.iter(qn("wp:docPr")):
            mark = mark_of(properties.get("descr"))
            if mark is not None:
                yield mark, properties.getparent()

    def describe(self, table: Any, part: Part) -> None:
        """Set the alternative text, with the mark that finds it again."""
        qn, properties = self.docx.oxml.ns.qn, table._tbl.tblPr
        words = {
            "w:tblCaption": one_line(part.sheet.table.title),
            "w:tblDescription": with_mark(part.words, part.kind, part.key),
        }
        for name, text in words.items():
            own = properties.find(qn(name))
            if own is None:
                own = self.docx.oxml.parser.OxmlElement(name)
                properties.append(own)
            own.set(qn("w:val"), text)

    def add(self, part: Part) -> None:
        """Add a heading, and a picture, or a table and its notes."""
        drawn = bool(part.sheet.pictures) and part.kind == "table"
        if part.columns.start in (0, None) and part.number == 1 and not drawn:
            self.document.add_heading(one_line(part.sheet.table.title), 1)
        if part.picture is not None:
            section = self.document.sections[-1]
            wide = section.page_width - section.left_margin - section.right_margin
            # a heading and a line of a table have their place on the same page
            high = section.page_height - section.top_margin - section.bottom_margin
            high = round(high * PICTURE_PART)
            width = min(wide, round(high * part.picture.width / part.picture.height))
            run = self.document.add_paragraph().add_run()
            drawing = run.add_picture(png_of(part.picture), width=width)._inline
            self.show(drawing, part.picture, part)
            return
        cells = part.cells()
        table = self.document.add_table(len(cells), len(cells[0]))
        table.style = self.style("Table Grid")
        rows = tuple(row._tr for row in table.rows)
        self.fill(table, cells, Fitted(rows=rows, columns=tuple(range(len(cells[0]))), own=()))
        self.set_widths(table)
        self.describe(table, part)
        element = self.docx.oxml.parser.OxmlElement
        for row in rows:
            # the words of a row stay on one page
            row.get_or_add_trPr().append(element("w:cantSplit"))
        rows[0].trPr.append(element("w:tblHeader"))
        note = self.document.add_paragraph()
        self.write_note(note, part)

    def set_widths(self, table: Any) -> None:
        """Give the labels of a table more room than its numbers."""
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        count = len(table.columns)
        first = max(room // count, min(self.docx.shared.Inches(LABELS), room // 2))
        table.autofit = False
        for at, column in enumerate(table.columns):
            # some programs go by the column, others by its cells
            column.width = (room - first) // max(1, count - 1) if at else first
            for cell in column.cells:
                cell.width = column.width

    def show(self, drawing: Any, picture: Picture, part: Part) -> None:
        """Let a drawing show a picture, as wide as it is, in the place of what it shows."""
        qn, own = self.docx.oxml.ns.qn, self.document.part
        png, _ = own.get_or_add_image(png_of(picture))
        set_drawing(next(drawing.iter(qn("a:blip"))), own, png, picture, "docx")
        for extent in (*drawing.iter(qn("wp:extent")), *drawing.iter(qn("a:ext"))):
            if extent.get("cx"):
                high = round(int(extent.get("cx")) * picture.height / picture.width)
                extent.set("cy", str(high))
        drawing.find(qn("wp:docPr")).set("descr", with_mark(part.words, part.kind, part.key))

    def style(self, name: str) -> Any:
        """Return a style of the template, or none where it lacks it."""
        known = {style.name for style in self.document.styles}
        return name if name in known else None

    def refresh(self, table: Any, part: Part) -> tuple[str, ...]:
        """Give a table new numbers in its place, and its notes where they still follow it.

        Rows and columns that are people's own are returned.
        """
        if part.picture is not None:
            self.show(table, part.picture, part)
            return ()
        cells, qn, before = part.cells(), self.docx.oxml.ns.qn, self.described(table)
        there = fitted(table, cells, before)
        self.fill(table, cells, there)
        over = table._tbl.getprevious()
        if over is not None and over.tag == qn("w:p"):
            heading = self.docx.text.paragraph.Paragraph(over, table._parent)
            reword([heading], before, part.sheet.table.title)
        self.describe(table, part)
        after = table._tbl.getnext()
        if after is not None and after.tag == qn("w:p"):
            paragraph = self.docx.text.paragraph.Paragraph(after, table._parent)
            if paragraph.style is not None and paragraph.style.name == NOTES:
                self.write_note(paragraph, part)
        return there.own

    def labels(self, part: Any) -> list[str]:
        """Return the labels of a table's rows; a picture has none."""
        table = isinstance(part, self.docx.table.Table)
        return labels_in(part, self.described(part)) if table else []

    def described(self, table: Any) -> str:
        """Return the alternative text of a table."""
        qn = self.docx.oxml.ns.qn
        known = table._tbl.tblPr.find(qn("w:tblDescription"))
        return "" if known is None else str(known.get(qn("w:val"), ""))

    def fill(self, table: Any, cells: list[list[str]], there: Fitted) -> None:
        """Write the words of a table where their cells are; numbers end below one another."""
        right = self.docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
        known = {row._tr: row.cells for row in table.rows}
        for element, words in zip(there.rows, cells, strict=True):
            own = (known[element][place] for place in there.columns)
            for at, (cell, text) in enumerate(zip(own, words, strict=True)):
                paragraph = cell.paragraphs[0]
                if paragraph.runs:
                    # what people made of the type stays
                    paragraph.runs[0].text = one_line(text)
                    for run in paragraph.runs[1:]:
                        run.text = ""
                else:
                    run = paragraph.add_run(one_line(text))
                    run.font.size = self.docx.shared.Pt(8)
                    self.size_all(run._r.rPr)
                    run.bold = words is cells[0]
                if at:
                    paragraph.alignment = right

    def size_all(self, properties: Any) -> None:
        """Give the words of Thai, Arabic and the like the size of others, which is another one."""
        qn = self.docx.oxml.ns.qn
        size = properties.find(qn("w:sz"))
        own = self.docx.oxml.parser.OxmlElement("w:szCs")
        own.set(qn("w:val"), size.get(qn("w:val")))
        size.addnext(own)

    def write_note(self, paragraph: Any, part: Part) -> None:
        """Write base and notes below a table, in a style by which they are found again."""
        styles = self.document.styles
        if NOTES not in {style.name for style in styles}:
            made = styles.add_style(NOTES, self.docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
            made.font.size = self.docx.shared.Pt(8)
            self.size_all(made.element.rPr)
        paragraph.style = NOTES
        paragraph.text = one_line(part.caption)


NOTES = "Topline notes"
"""Style of the notes below a table."""
