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
from ...plotting.look.settings import own, own_settings
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


def draw_chart(
    name: str,
    draw: Callable[..., Axes],
    estimates: Estimates,
    *,
    title: str,
    subtitle: str,
    size: Callable[[Rows], tuple[float, float]] = chart_size,
    **options: Any,
) -> Chart:
    """Draw estimates with `draw` on a figure as large as `size` of its rows, off screen."""
    rows = read_rows(estimates, label=options.get("label"), group=options.get("group"))
    # Not by pyplot, which would keep every figure of a long report.
    with own_settings():
        ax = own(Figure(figsize=size(rows), layout="constrained")).add_subplot()
        published = publish(draw(estimates, ax=ax, **options), title=title, subtitle=subtitle)
    return Chart(name, published, estimates_table(rows.table, title, rows.labels))
