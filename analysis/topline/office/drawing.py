"""A native chart on a slide: its numbers in a workbook, its form, colours and intervals."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from ..shown import one_line
from .charts import NativeChart
from .error_bars import add_error_bars
from .libraries import library

ONE = "2C6E91"
DIVERGING = ("B35806", "F1A340", "D9D9D9", "998EC3", "542788")
"""PuOr, which people who are colour-blind tell apart, for answers in order."""

ASIDE = "7F7F7F"
"""Of answers that are none of the scale."""

DARK = {ONE, ASIDE, "B35806", "542788"}
"""Colours that numbers are white on."""

ROOM = 180
"""Points of type that the names of categories have together."""

WITH_INTERVALS = {"barChart", "lineChart", "areaChart"}
"""Forms that have error bars; a pie that has some is a damaged file to PowerPoint."""

WITH_CATEGORIES = {*WITH_INTERVALS, "area3DChart", "pieChart", "doughnutChart", "radarChart"}
"""Forms with a number for each category, which take new numbers."""

_FORMS = {"bar": "BAR_CLUSTERED", "stacked": "BAR_STACKED_100", "line": "LINE_MARKERS"}


def chart_data(chart: NativeChart) -> Any:
    """Return a chart's numbers as its embedded workbook has them."""
    known: Any = library("pptx.chart.data").CategoryChartData

    class Data(known):  # type: ignore[misc]
        """Numbers of a chart whose workbook holds answers as words, never as formulas."""

        @property
        def xlsx_blob(self) -> bytes:
            return chart_workbook(chart)

    data = Data(number_format=chart.number_format)
    data.categories = [one_line(label) for label in chart.categories]
    for series in chart.series:
        data.add_series(one_line(series.name), series.values)
    return data


def chart_workbook(chart: NativeChart) -> bytes:
    """Return the workbook behind a chart: categories below each other, a column a series."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, style = book.add_worksheet(), book.add_format({"num_format": chart.number_format})
    for row, label in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, one_line(label))
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, one_line(series.name))
        sheet.write_column(1, column, series.values, style)
    book.close()
    return stream.getvalue()


def draw_chart(slide: Any, chart: NativeChart, box: tuple[int, int, int, int]) -> Any:
    """Add a chart whose numbers and looks people can edit, and return its frame.

    Parameters
    ----------
    slide : pptx.slide.Slide
    chart : NativeChart
    box : (int, int, int, int)
        Left, top, width and height.
    """
    forms = library("pptx.enum.chart").XL_CHART_TYPE
    frame = slide.shapes.add_chart(forms[_FORMS[chart.form]], *box, chart_data(chart))
    drawn = frame.chart
    drawn.font.size = library("pptx.util").Pt(12)
    drawn.has_title = False
    # a mean by columns is called so nowhere else
    drawn.has_legend = any(series.name.strip() for series in chart.series)
    if drawn.has_legend:
        drawn.legend.position = library("pptx.enum.chart").XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    plot = drawn.plots[0]
    plot.has_data_labels = chart.form != "line"
    if chart.form != "line":
        # the first category stands on top, as it does in the table
        drawn.category_axis.reverse_order = True
        name_all(drawn.category_axis, len(chart.categories))
        drawn.value_axis.visible = False
        plot.gap_width = 45
        _format_labels(plot.data_labels, chart)
        paint(plot, chart)
    axis = drawn.value_axis
    axis.has_major_gridlines = False
    if chart.form == "bar" and min(chart.ends) >= 0:
        # from 0, with room for the longest interval
        axis.minimum_scale = 0
        axis.maximum_scale = 1.05 * max(chart.ends) or 1
    if chart.number_format == "0%":
        axis.minimum_scale = 0
        axis.tick_labels.number_format = "0%"
        axis.tick_labels.number_format_is_linked = False
    mark_intervals(drawn, chart)
    return frame


def name_all(axis: Any, count: int) -> None:
    """Let an axis name each of its categories: programs leave out those that have no room."""
    step = axis._element.makeelement(f"{{{axis._element.nsmap['c']}}}tickLblSkip", {"val": "1"})
    # where the order of an axis has its place: before what says whether labels have levels
    axis._element.find(f"{{{axis._element.nsmap['c']}}}noMultiLvlLbl").addprevious(step)
    axis.tick_labels.font.size = library("pptx.util").Pt(size_beside(count, 12))


def size_beside(count: int, most: int) -> int:
    """Return the points of words of which so many stand one under another."""
    return max(6, min(most, ROOM // max(1, count)))


def forms_of(drawn: Any) -> set[str]:
    """Return the forms that a chart has, as its file calls them, of which people may combine."""
    plots = drawn._chartSpace.xpath("c:chart/c:plotArea/*")
    names = {str(plot.tag).rpartition("}")[2] for plot in plots}
    return {name for name in names if name.endswith("Chart")}


def mark_intervals(drawn: Any, chart: NativeChart) -> None:
    """Give each series with limits its error bars, where its form has any, and no other."""
    for series, own in zip(drawn.series, chart.series, strict=True):
        form = series._element.getparent().tag.rpartition("}")[2]
        known = own.has_limits and form in WITH_INTERVALS
        above, below = (own.above, own.below) if known else ([], [])
        add_error_bars(series._element, above, below)


def label_format(chart: NativeChart) -> str:
    """Return the format of numbers in bars: a part of a stack narrower than its number has none."""
    return '[<0.025]"";0%' if chart.form == "stacked" else chart.number_format


def _format_labels(labels: Any, chart: NativeChart) -> None:
    labels.number_format, labels.number_format_is_linked = label_format(chart), False
    labels.font.size = library("pptx.util").Pt(size_beside(len(chart.categories), 11))


def colours_of(aside: Sequence[bool]) -> list[str]:
    """Return the colour of each series, of which some are none of the scale: one, or a scale's."""
    count, at, found = aside.count(False), 0, []
    steps = max(1, count - 1)
    for own in aside:
        # the nearest of the colours, the first and the last at the ends
        place = (2 * at * (len(DIVERGING) - 1) + steps) // (2 * steps)
        found.append(ASIDE if own else ONE if count == 1 else DIVERGING[place])
        at += not own
    return found


def paint(plot: Any, chart: NativeChart) -> None:
    """Colour the bars: one colour, or from one end of a scale to the other."""
    colour = library("pptx.dml.color").RGBColor.from_string
    colours = colours_of([series.aside for series in chart.series])
    for series, own in zip(plot.series, colours, strict=True):
        # of the bar's colour, whatever that of the template's words is
        labels = series.data_labels
        labels.show_value = True
        _format_labels(labels, chart)
        labels.font.color.rgb = colour("FFFFFF" if own in DARK else "000000")
        if chart.form == "bar":
            # at their foot, out of the way of intervals
            labels.position = library("pptx.enum.chart").XL_LABEL_POSITION.INSIDE_BASE
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(own)
        series.invert_if_negative = False
