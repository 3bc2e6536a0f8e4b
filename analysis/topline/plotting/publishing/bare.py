"""A chart without its words, to stand inside a page that says them."""

from matplotlib.axes import Axes

from ...errors import ArgumentError
from ..frame.header import lay_out_once
from ..frame.record import record_on
from ..look.settings import settings_of
from .files import inline_svg, unnamed_svg
from .publish import figure_of

_EDGE = 2 / 72
"""Inches between the words of a bare chart and its edge: the page around it has air."""


def bare_svg(ax: Axes, prefix: str = "chart") -> str:
    """Return a chart as SVG to stand inside a page, without headline, subtitle and note.

    The page says these, and describes the chart: the drawing is hidden from screen readers. The
    same chart gives the same text each time; it may be published afterwards all the same.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        As a ``plot_*`` function returned it, before ``publish``.
    prefix : str, default "chart"
        Keeps the ids of the drawing its own.

    Raises
    ------
    ArgumentError
        When nothing of topline's was drawn on `ax`, or it is published already.
    """
    record = record_on(ax)
    figure = figure_of(ax)
    if figure.texts:
        raise ArgumentError("the chart is published already; draw it again for a page")
    figure.set_facecolor(record.style.paper)
    with settings_of(figure):
        lay_out_once(figure, _EDGE)
    return inline_svg(unnamed_svg(figure), prefix)
