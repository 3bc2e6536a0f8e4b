"""A book as slides: a headline, a native chart or a real table, and what a reader must know."""

from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from ..errors import ArgumentError, DataError
from ..shown import one_line
from ..tables.book import Book
from .charts import NativeChart, chart_of
from .error_bars import add_error_bars
from .marks import BookChanges, mark_of, with_mark
from .parts import Part, even_parts, refreshed
from .zipped import with_fixed_times

MOST_COLUMNS, MOST_ROWS = 10, 14
"""Columns and rows of a table on one slide; a larger one goes on on the next."""

INK, MUTED, WHISKER = "1B1B1B", "595959", "404040"
ONE = "2C6E91"
DIVERGING = ("B35806", "F1A340", "D9D9D9", "998EC3", "542788")
"""PuOr, which people who are colour-blind tell apart, for answers in order."""

DARK = {ONE, "B35806", "542788"}
"""Colours that numbers are white on."""


def powerpoint() -> Any:
    """Return python-pptx.

    Raises
    ------
    ArgumentError
        When it is not installed.
    """
    try:
        import pptx
    except ImportError:
        raise ArgumentError("python-pptx is not installed; pip install 'topline[office]'") from None
    return pptx


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
    start = opened(old if old is not None else template)
    deck = Deck(start, book)
    if old is None:
        deck.add_title()
    changes = refreshed(
        {(part.kind, part.key): part for part in parts_of(book, slides)},
        dict(deck.found()),
        refresh=deck.refresh,
        add=deck.add,
    )
    stream = BytesIO()
    start.core_properties.title = one_line(book.title)
    start.save(stream)
    return with_fixed_times(stream.getvalue()), changes


def opened(file: bytes | Path | None) -> Any:
    """Open a deck, or a new one.

    Raises
    ------
    DataError
        When the file is none.
    """
    pptx = powerpoint()
    if file is None:
        deck = pptx.Presentation()
        deck.slide_width, deck.slide_height = pptx.util.Inches(13.333), pptx.util.Inches(7.5)
        return deck
    try:
        return pptx.Presentation(BytesIO(file) if isinstance(file, bytes) else str(file))
    except (KeyError, ValueError, OSError, BadZipFile, pptx.exc.PackageNotFoundError):
        name = "the deck" if isinstance(file, bytes) else str(file)
        raise DataError(
            f"{name} is no PowerPoint file; expected a .pptx, or another place to write"
        ) from None


def parts_of(book: Book, slides: str) -> Iterator[Part]:
    """Go through what there is a slide of: charts of questions that have one, and tables."""
    for sheet in book.sheets:
        chart = chart_of(sheet) if slides != "table" else None
        if chart is not None:
            yield Part(kind="chart", key=sheet.key, sheet=sheet, chart=chart)
        if chart is None or slides == "both":
            rows = even_parts(len(sheet.table.rows), MOST_ROWS)
            columns = even_parts(len(sheet.table.columns), MOST_COLUMNS)
            for number, (row, column) in enumerate(product(rows, columns), 1):
                key = sheet.key if number == 1 else f"{sheet.key} {number}"
                yield Part(kind="table", key=key, sheet=sheet, rows=row, columns=column)


class Deck:
    """A presentation that slides are added to, or refreshed in."""

    def __init__(self, presentation: Any, book: Book) -> None:
        self.pptx = powerpoint()
        self.presentation, self.book = presentation, book
        self.width = presentation.slide_width
        self.height = presentation.slide_height

    def inches(self, number: float) -> Any:
        """Return a length on a slide, as on one that is 13.333 inches wide."""
        return int(self.width * number / 13.333)

    def layout(self, kinds: tuple[str, ...], fallback: int) -> Any:
        """Return the template's layout by its English name, or by its usual place."""
        layouts = self.presentation.slide_layouts
        named = [one for one in layouts if one.name.casefold() in kinds]
        return named[0] if named else layouts[min(fallback, len(layouts) - 1)]

    def add_title(self) -> None:
        """Add the first slide."""
        slide = self.presentation.slides.add_slide(self.layout(("title slide",), 0))
        if slide.shapes.title is not None:
            slide.shapes.title.text = one_line(self.book.title)
        for place in slide.placeholders:
            if place.placeholder_format.idx == 1:
                place.text = one_line(self.book.subtitle)

    def found(self) -> Iterator[tuple[tuple[str, str], Any]]:
        """Go through what an earlier book wrote, by part and key."""
        for slide in self.presentation.slides:
            for shape in slide.shapes:
                mark = mark_of(properties_of(shape).get("descr"))
                if mark is not None and mark[0] in ("chart", "table"):
                    yield mark, shape

    def add(self, part: Part) -> None:
        """Add a slide of a part: headline, chart or table, and caption."""
        slide = self.presentation.slides.add_slide(self.layout(("title only",), 5))
        if slide.shapes.title is not None:
            title = slide.shapes.title
            title.text = one_line(part.sheet.table.title)
            title.left, title.top = self.inches(0.6), self.inches(0.35)
            title.width, title.height = self.inches(12.1), self.inches(1.0)
            for paragraph in title.text_frame.paragraphs:
                paragraph.font.size = self.pptx.util.Pt(28)
        if part.chart is not None:
            frame = self.add_chart(slide, part.chart)
        else:
            frame = self.add_table(slide, part)
        self.describe(frame, part)
        box = slide.shapes.add_textbox(
            self.inches(0.6), self.height - self.inches(1.05), self.inches(12.1), self.inches(0.9)
        )
        self.write_caption(box, part)

    def refresh(self, shape: Any, part: Part) -> None:
        """Give a chart or a table new numbers in its place."""
        if part.chart is not None and shape.has_chart:
            shape.chart.replace_data(self.data_of(part.chart))
            self.mark_intervals(shape.chart, part.chart)
        elif shape.has_table:
            self.fill_table(shape, part)
        self.describe(shape, part)
        slide = shape.part.slide
        for other in slide.shapes:
            mark = mark_of(properties_of(other).get("descr"))
            if mark == ("caption", part.mark_key):
                self.write_caption(other, part)

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
            paragraph.font.size = self.pptx.util.Pt(10)
            paragraph.font.color.rgb = self.pptx.dml.color.RGBColor.from_string(MUTED)
        properties_of(box).set("descr", with_mark("", "caption", part.mark_key).strip())

    def data_of(self, chart: NativeChart) -> Any:
        """Return a chart's numbers as its embedded workbook has them."""
        from pptx.chart import data as chart_data

        made: Any = chart_data.CategoryChartData
        data = made(number_format=chart.number_format)
        data.categories = [one_line(label) for label in chart.categories]
        for series in chart.series:
            data.add_series(one_line(series.name), series.values)
        return data

    def add_chart(self, slide: Any, chart: NativeChart) -> Any:
        """Add a chart whose numbers and looks people can edit."""
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

        forms = {
            "bar": XL_CHART_TYPE.BAR_CLUSTERED,
            "stacked": XL_CHART_TYPE.BAR_STACKED_100,
            "line": XL_CHART_TYPE.LINE_MARKERS,
        }
        frame = slide.shapes.add_chart(
            forms[chart.form],
            self.inches(0.6),
            self.inches(1.45),
            self.inches(12.1),
            self.height - self.inches(2.6),
            self.data_of(chart),
        )
        drawn = frame.chart
        small = self.pptx.util.Pt(12)
        drawn.font.size = small
        drawn.has_title = False
        drawn.has_legend = len(chart.series) > 1
        if drawn.has_legend:
            drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
            drawn.legend.include_in_layout = False
        plot = drawn.plots[0]
        if chart.form != "line":
            # the first category stands on top, as it does in the table
            drawn.category_axis.reverse_order = True
            drawn.value_axis.visible = False
            plot.gap_width = 45
        plot.has_data_labels = chart.form != "line"
        if plot.has_data_labels:
            labels = plot.data_labels
            labels.number_format, labels.number_format_is_linked = chart.number_format, False
            labels.font.size = self.pptx.util.Pt(11)
        drawn.value_axis.has_major_gridlines = False
        if chart.form == "bar" and min(chart.ends) >= 0:
            # room for the longest interval
            drawn.value_axis.minimum_scale = 0
            drawn.value_axis.maximum_scale = 1.05 * max(chart.ends) or 1
        if chart.number_format == "0%":
            drawn.value_axis.minimum_scale = 0
            drawn.value_axis.tick_labels.number_format = "0%"
            drawn.value_axis.tick_labels.number_format_is_linked = False
        self.paint(drawn, chart)
        self.mark_intervals(drawn, chart)
        return frame

    def paint(self, drawn: Any, chart: NativeChart) -> None:
        """Colour the series: one colour, or from one end of a scale to the other."""
        colour = self.pptx.dml.color.RGBColor.from_string
        count = len(chart.series)
        for at, series in enumerate(drawn.plots[0].series):
            if chart.form == "line":
                continue
            # the nearest of the colours, the first and the last at the ends
            steps = max(1, count - 1)
            place = (2 * at * (len(DIVERGING) - 1) + steps) // (2 * steps)
            own = ONE if count == 1 else DIVERGING[place]
            if own in DARK:
                labels = series.data_labels
                labels.show_value = True
                labels.number_format, labels.number_format_is_linked = chart.number_format, False
                labels.font.size = self.pptx.util.Pt(11)
                labels.font.color.rgb = colour("FFFFFF")
                if chart.form == "bar":
                    labels.position = self.pptx.enum.chart.XL_LABEL_POSITION.INSIDE_BASE
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour(own)
            series.invert_if_negative = False

    def mark_intervals(self, drawn: Any, chart: NativeChart) -> None:
        """Give each series with limits its error bars."""
        for series, own in zip(drawn.plots[0].series, chart.series, strict=True):
            if not own.has_limits:
                continue
            add_error_bars(series._element, own.above, own.below, WHISKER)

    def add_table(self, slide: Any, part: Part) -> Any:
        """Add a table of cells."""
        cells = part.cells()
        frame = slide.shapes.add_table(
            len(cells),
            len(cells[0]),
            self.inches(0.6),
            self.inches(1.45),
            self.inches(12.1),
            self.inches(0.36) * len(cells),
        )
        first = self.inches(2.6)
        each = (self.inches(12.1) - first) // max(1, len(cells[0]) - 1)
        for at, column in enumerate(frame.table.columns):
            column.width = each if at else first
        self.fill_table(frame, part)
        return frame

    def fill_table(self, frame: Any, part: Part) -> None:
        """Write the cells of a table, with as many rows and columns as they need."""
        cells, table = part.cells(), frame.table
        fitted(table, len(cells), len(cells[0]))
        for i, row in enumerate(cells):
            for j, words in enumerate(row):
                cell = table.cell(i, j)
                cell.text = one_line(words)
                cell.margin_left = cell.margin_right = self.inches(0.06)
                cell.margin_top = cell.margin_bottom = self.inches(0.02)
                paragraph = cell.text_frame.paragraphs[0]
                paragraph.font.size = self.pptx.util.Pt(11)
                if j:
                    paragraph.alignment = self.pptx.enum.text.PP_ALIGN.RIGHT


def properties_of(shape: Any) -> Any:
    """Return the element of a shape that has its name and alternative text."""
    return shape._element.xpath(".//p:cNvPr")[0]


def fitted(table: Any, rows: int, columns: int) -> None:
    """Add or take rows and columns of a table at its end."""
    from copy import deepcopy

    grid = table._tbl
    while len(grid.tr_lst) > rows:
        grid.remove(grid.tr_lst[-1])
    while len(grid.tr_lst) < rows:
        grid.append(deepcopy(grid.tr_lst[-1]))
    while len(grid.tblGrid.gridCol_lst) > columns:
        grid.tblGrid.remove(grid.tblGrid.gridCol_lst[-1])
        for row in grid.tr_lst:
            row.remove(row.tc_lst[-1])
    while len(grid.tblGrid.gridCol_lst) < columns:
        grid.tblGrid.append(deepcopy(grid.tblGrid.gridCol_lst[-1]))
        for row in grid.tr_lst:
            row.tc_lst[-1].addnext(deepcopy(row.tc_lst[-1]))
