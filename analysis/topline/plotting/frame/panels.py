"""Panels side by side on a page, each a small chart with a name of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from ...arguments import described
from ...errors import ArgumentError
from ..look.settings import new_figure
from ..look.theme import Style


@dataclass(frozen=True)
class PanelGrid:
    """So many panels, row by row.

    Attributes
    ----------
    count : int
        Panels in all.
    across : int
        Panels side by side.
    """

    count: int
    across: int

    @classmethod
    def even(cls, count: int, most: int) -> "PanelGrid":
        """Put at most so many side by side, as even as can be."""
        deep = -(-count // most)
        return cls(count, -(-count // deep))

    @property
    def deep(self) -> int:
        """Rows of panels."""
        return -(-self.count // self.across)

    def axes_in(
        self,
        ax: Figure | SubFigure | Sequence[Axes] | None,
        size: tuple[float, float],
        style: Style,
    ) -> list[Axes]:
        """Return an Axes per panel: the caller's, or those of a new figure of this size.

        Raises
        ------
        ArgumentError
            When there are fewer Axes than panels.
        """
        if ax is None:
            ax = new_figure(size, style)
        if isinstance(ax, (Figure, SubFigure)):
            found = list(ax.subplots(self.deep, self.across, squeeze=False).flat)
            for spare in found[self.count :]:
                spare.remove()
        else:
            given = np.ravel(ax) if isinstance(ax, np.ndarray) else ax
            found = list(given) if isinstance(given, (list, tuple, np.ndarray)) else [given]
        if not all(isinstance(axes, Axes) for axes in found):
            raise ArgumentError(
                f"ax is {described(ax)}; expected Axes, one for each panel, or a Figure"
            )
        if len(found) < self.count:
            raise ArgumentError(
                f"there are {len(found)} Axes and {self.count} panels; pass one each"
            )
        for axes in found[: self.count]:
            axes.set_facecolor(style.paper)
        return found[: self.count]


def name_panel(ax: Axes, name: str, style: Style) -> None:
    """Write the name of a panel above it."""
    ax.set_title(name, loc="left", color=style.ink, fontweight="bold", fontsize=style.small,
                 fontfamily=list(style.family), parse_math=False, pad=style.scaled(3))  # fmt: skip
