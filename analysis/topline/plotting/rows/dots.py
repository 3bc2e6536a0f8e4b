"""The dot-and-whisker chart: one row per estimate."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from ...arguments import check_pair, described
from ...errors import ArgumentError
from ...language.marking import marked
from ..frame.axis import AxisRange
from ..frame.emphasis import Highlight
from ..frame.page import drawn
from ..frame.rows import read_rows
from ..given import Chartable
from ..look.theme import Size, Style, styled
from .row_chart import RowChart

EDGE = 1.5
"""Points of the line round a hollow dot."""


@drawn
def plot_estimates(
    estimates: Chartable,
    *,
    label: str | None = None,
    group: str | None = None,
    order: str | None = None,
    reference: float | None = None,
    scale: Sequence[float] | None = None,
    decimals: int | None = None,
    highlight: Highlight = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw estimates as dots with their intervals as whiskers, one row each.

    A row without an interval has a hollow dot; a figure printed as a bound ("<1%") has whiskers
    and no dot. Value, interval and base stand in words beside each row.

    Parameters
    ----------
    estimates : Estimates, pandas.DataFrame, PercentInterval, list or dict
        Whatever has an estimate and its limits: Estimates; a table with at least the columns
        estimate, ci_low and ci_high, or of published figures; results such as PercentInterval or
        PercentDifference, several in a list or by their labels in a dict. Proportions in [0, 1] are
        printed as percent, unless the column quantity says that they are values, such as means.
    label : str, optional
        Column that names the rows; by default label, claim or figure_id, else the one column of
        words, and of microdata all that tell its rows apart: group, question and answer.
    group : str, optional
        Column whose values gather rows under headings, each with its own colour and marker.
    order : {None, "estimate"}
        Rows as given, top-down, or the largest estimate first.
    reference : float, optional
        Value at which to draw a dashed line, such as 0.5 for a majority.
    scale : (float, float), optional
        Lowest and highest value that answers can have, which the axis shows, such as (0, 1) for
        shares; by default it is about as long as the values are apart.
    decimals : int, optional
        Of values that are no shares; by default as many as give four digits.
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
        When `label` or `group` is no column, `highlight` no row, `scale` no two numbers, the lower
        first, or `order`, `suppressed`, `style` or `size` is unknown.

    Examples
    --------
    >>> from topline import estimate_figures, load_recruiters
    >>> ax = plot_estimates(estimate_figures(load_recruiters()), reference=0.5)  # doctest: +SKIP
    """
    style = styled(style, size)
    rows = read_rows(estimates, label=label, group=group, order=order, decimals=decimals,
                     suppressed=suppressed, strings=style.strings)  # fmt: skip
    expected = "the lowest and the highest value that answers can have, as (0, 10)"
    ends = None if scale is None else check_pair("scale", scale, expected=expected)
    if ends is not None and not ends[0] < ends[1]:
        raise ArgumentError(f"scale is {described(scale)}; expected {expected}")
    axis = AxisRange(whole=False, ends=ends)
    chart = RowChart.of(rows, style, ax=ax, reference=reference, scale=axis, highlight=highlight,
                        columns=True)  # fmt: skip
    for part in chart.columns:
        point = part.point()
        for mark in part.marks():
            mark.draw_whisker(part.ax, part.style)
            mark.draw_point(part.ax, part.style, point, markeredgewidth=part.style.scaled(EDGE))
    return chart.attach_record(marked("Dot-and-whisker chart"), marked("Whiskers"))
