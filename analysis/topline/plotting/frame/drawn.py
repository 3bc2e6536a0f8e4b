"""What was drawn on an Axes, remembered for captions, alt text and the numbers beside a picture."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ..look.theme import LIGHT, Style


@dataclass(frozen=True)
class Drawn:
    """One chart: its kind in words, the marks that show intervals, and the rows in plot order.

    Without `marks` it shows no intervals. `percent` says whether its axis counts percent. `note`
    is what the caption adds, such as what marks mean; `description` replaces what alt text says
    of the rows.
    """

    kind: str
    marks: str
    table: pd.DataFrame
    labels: tuple[str, ...]
    reference: float | None = None
    percent: bool = True
    style: Style = LIGHT
    note: str = ""
    description: str = ""


_DRAWN: WeakKeyDictionary[Axes, Drawn] = WeakKeyDictionary()


def remember(ax: Axes, drawn: Drawn) -> None:
    """Keep what was drawn for as long as the Axes lives."""
    _DRAWN[ax] = drawn


def drawn_on(ax: Axes) -> Drawn:
    """Return what topline drew on this Axes."""
    if ax not in _DRAWN:
        raise ArgumentError(
            "nothing was drawn on this Axes by topline; pass the Axes that plot_estimates, "
            "plot_bars or plot_pictogram returned"
        )
    return _DRAWN[ax]
