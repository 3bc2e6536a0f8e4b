"""New numbers in a native chart that people may have edited.

Sizes, colours and forms that people chose stay. What would show the new numbers wrongly does not:
an axis that cuts them off, old intervals, the format of other numbers, two answers in one colour, a
stack of one.
"""

from typing import Any

from .charts import NativeChart
from .drawing import chart_data, colours_of, label_format, mark_intervals, paint
from .libraries import library


def refresh_chart(drawn: Any, chart: NativeChart) -> None:
    """Give a chart new numbers."""
    rgb = library("pptx.dml.color").RGBColor.from_string
    space = drawn._chartSpace
    before, form = len(drawn.series), space.xpath("string(//c:ser/c:val//c:formatCode)")
    ours = [str(one) for one in space.xpath("//c:barChart/c:ser/c:spPr/a:solidFill/a:srgbClr/@val")]
    plain = [False] * before
    ours_still = ours in (colours_of(plain), colours_of([*plain[1:], True]))
    drawn.replace_data(chart_data(chart))
    if before != len(chart.series):
        regroup(space, chart)
        if not any(series.name.strip() for series in chart.series):
            drawn.has_legend = False
        if ours_still:
            paint(drawn.plots[0], chart)
        # behind series that have the colours of people, new ones have ours
        colours = colours_of([series.aside for series in chart.series])
        for series, colour in list(zip(drawn.series, colours, strict=True))[before:]:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = rgb(colour)
    if form != chart.number_format:
        for labels in space.xpath("//c:dLbls/c:numFmt"):
            labels.set("formatCode", label_format(chart))
        for axis in space.xpath("//c:valAx/c:numFmt"):
            axis.set("formatCode", chart.number_format)
    if chart.form != "stacked":
        # room for all numbers and limits, where the axis has ends of its own
        low, high = min(chart.ends), max(chart.ends)
        for end in space.xpath("//c:valAx/c:scaling/c:max"):
            if form != chart.number_format or float(end.get("val")) < high:
                end.set("val", repr(1.05 * high or 1.0))
        for end in space.xpath("//c:valAx/c:scaling/c:min"):
            if float(end.get("val")) > low:
                end.getparent().remove(end)
    mark_intervals(drawn, chart)


def regroup(space: Any, chart: NativeChart) -> None:
    """Let bars be a stack where there are several series of shares, and none where there is one."""
    stacked = chart.form == "stacked"
    if stacked == bool(space.xpath("//c:barChart/c:grouping[@val='percentStacked']")):
        return
    if stacked != (len(chart.series) > 1):
        return
    for bars in space.xpath("//c:barChart"):
        bars.grouping.set("val", "percentStacked" if stacked else "clustered")
        bars.get_or_add_overlap().set("val", "100" if stacked else "0")
    if stacked:
        # its axis is of whole stacks, not of the longest bar
        for end in space.xpath("//c:valAx/c:scaling/c:max"):
            end.getparent().remove(end)
