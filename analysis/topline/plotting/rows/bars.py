"""The bar chart: bars from zero, with the interval as a whisker on each."""

from matplotlib.axes import Axes

from ...language.marking import marked
from ..frame.emphasis import Highlight
from ..frame.page import drawn
from ..frame.rows import read_rows
from ..given import Chartable
from ..look.theme import Size, Style, styled
from .row_chart import RowChart

HEIGHT = 0.24
"""Height of a bar in inches."""

SHARE = 0.6
"""Part of its row that a bar takes at most."""

LINE = 1.2
"""Points of the line round a bar."""


@drawn
def plot_bars(
    estimates: Chartable,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    reference: float | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw estimates as horizontal bars from zero, each with its interval as a whisker.

    A row without an interval has a hollow bar; a figure printed as a bound ("<1%") has whiskers
    and no bar. Value, interval and base stand in words beside each row.

    Parameters
    ----------
    estimates : Estimates, pandas.DataFrame, PercentInterval, list or dict
        Whatever has an estimate and its limits, as in ``plot_estimates``. Proportions in [0, 1]
        are printed as percent, unless the column quantity says that they are values, such as means.
    label : str, optional
        Column that names the rows; by default label, claim or figure_id, else the one column of
        words, and of microdata all that tell its rows apart: group, question and answer.
    group : str, optional
        Column whose values gather rows under headings, each with its own colour.
    order : {None, "estimate"}
        Rows as given, top-down, or the largest estimate first.
    reference : float, optional
        Value at which to draw a dashed line.
    highlight : str or list of str, optional
        Rows that stand out, by label, figure_id or group; marks and words of all others are grey.
    suppressed : {"mark", "hide"}
        Whether a number that is not to be published by itself is drawn, hollow and grey, with †, or
        left out, its row with a dash; a number to review before is drawn so, either way.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure that is as high as its rows need.
    style : Style or {"light", "dark"}
        Colours, type, language; one's own by ``dataclasses.replace(LIGHT, ...)``.
    size : Size or {"single", "double", "slide", "social", "web", "phone"}
        The place the chart is made for: a journal's column or page, a slide, a card for social
        media, a web page, a phone. Where a slide has not room for all rows below one another, up to
        about thirty with short names stand in columns side by side; still more make it higher.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        When a column is missing, the table is empty, or several columns could name its rows.
    ArgumentError
        When `label` or `group` is no column, `highlight` no row, or `order`, `suppressed`, `style`
        or `size` is unknown.
    """
    style = styled(style, size)
    rows = read_rows(estimates, label=label, group=group, order=order, suppressed=suppressed,
                     strings=style.strings)  # fmt: skip
    chart = RowChart.of(rows, style, ax=ax, reference=reference, highlight=highlight, columns=True)
    style = chart.style
    width = min(style.scaled(HEIGHT), min(one.lines.mark_room for one in chart.columns) * SHARE)
    for part in chart.columns:
        for mark in part.marks():
            mark.draw_bar(part.ax, width, LINE, style)
            mark.draw_whisker(part.ax, style, style.ink)
        if not rows.percent:
            # bars begin at zero, and are as long as they say only where the axis does, too
            low, high = part.ax.get_xlim()
            part.ax.set_xlim(min(low, 0), max(high, 0))
    return chart.attach_record(marked("Bar chart"), marked("Whiskers"))
