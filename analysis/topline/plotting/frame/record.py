"""What was drawn on an Axes, kept for captions, alt text and the numbers beside a picture."""

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...shown import shown_text
from ..look.theme import LIGHT, Style


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a row of the table stands on the Axes, in the data's coordinates.

    Without `left` and `right` it reaches from edge to edge of the figure, words beside the Axes
    included.
    """

    row: int
    top: float
    bottom: float
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One chart: its kind in words, the marks that show intervals, and the rows in plot order.

    Without `marks` it shows no intervals. `percent` says whether its axis counts percent. `note`
    is what the caption adds, such as what marks mean; `description` replaces what alt text says
    of the rows; `said` are the notes of the estimates on their variables, `sample_type` how their
    respondents were drawn, where it is known. `spots` are where rows of the table stand, for pages
    that show more of what one points at.
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
    said: tuple[str, ...] = ()
    sample_type: str | None = None
    spots: tuple[Spot, ...] = ()


_RECORDS: WeakKeyDictionary[Axes, Record] = WeakKeyDictionary()


def attach_record(ax: Axes, record: Record, drawn: object = None) -> Axes:
    """Keep what was drawn for as long as the Axes lives, and return these.

    `drawn` are the estimates, or a crosstab, whose notes belong to the chart; a table has none.
    """
    estimates = getattr(drawn, "estimates", drawn)
    said = getattr(estimates, "notes", ())
    _RECORDS[ax] = replace(
        record,
        labels=tuple(map(shown_text, record.labels)),
        note=shown_text(record.note),
        description=shown_text(record.description),
        said=tuple(map(shown_text, said)),
        sample_type=getattr(estimates, "sample_type", None),
    )
    return ax


def record_on(ax: Axes) -> Record:
    """Return what topline drew on this Axes."""
    if not isinstance(ax, Axes) or ax not in _RECORDS:
        raise ArgumentError(
            "nothing was drawn on this Axes by topline; pass the Axes that plot_estimates, "
            "plot_bars or plot_pictogram returned"
        )
    return _RECORDS[ax]
