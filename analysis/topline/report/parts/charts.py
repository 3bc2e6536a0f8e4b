"""Charts of a report: drawn off screen, each with a name its files carry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...estimates.estimates import Estimates
from ...plotting.frame.publish import Published, publish
from ...plotting.frame.rows import Rows, read_rows
from ...plotting.frame.scaffold import chart_size
from .colours import adaptive
from .tables import Table, estimates_table

ROWS = 30
"""Rows of a chart at most; more go into a further chart."""


@dataclass(frozen=True)
class Chart:
    """A published chart, the name of its files, and its numbers as a table."""

    name: str
    published: Published
    table: Table

    @property
    def svg(self) -> str:
        """The chart to stand in the page, its ids its own, its colours the page's."""
        return adaptive(self.published.to_svg(self.name))


def row_chart(
    name: str,
    draw: Callable[..., Axes],
    estimates: Estimates,
    *,
    title: str,
    subtitle: str,
    **options: Any,
) -> Chart:
    """Draw one row per estimate with `draw`, on a figure as high as its rows need."""
    rows = read_rows(estimates, label=options.get("label"), group=options.get("group"))
    ax = _off_screen(chart_size(rows))
    published = publish(draw(estimates, ax=ax, **options), title=title, subtitle=subtitle)
    return Chart(name, published, estimates_table(rows.table, title, rows.labels))


def picture_chart(
    name: str,
    draw: Callable[..., Axes],
    estimates: Estimates,
    size: Callable[[Rows], tuple[float, float]],
    *,
    title: str,
    subtitle: str,
    **options: Any,
) -> Chart:
    """Draw estimates with `draw` on a figure as large as `size` of its rows."""
    rows = read_rows(estimates, label=options.get("label"))
    published = publish(
        draw(estimates, ax=_off_screen(size(rows)), **options), title=title, subtitle=subtitle
    )
    return Chart(name, published, estimates_table(rows.table, title, rows.labels))


def _off_screen(size: tuple[float, float]) -> Axes:
    """Return the Axes of a figure that pyplot does not know of."""
    return Figure(figsize=size, layout="constrained").add_subplot()
