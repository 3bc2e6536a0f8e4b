"""What was drawn on an Axes, kept for captions, alt text and the numbers beside a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import ReferenceType, WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes

from ...errors import ArgumentError
from ...estimates.reasons import Severity
from ...estimates.scale import IN_ORDER
from ...estimates.suppression import imprecise_severity
from ...language.marking import marked
from ...language.message import without_remedy
from ...shown import shown_text
from ..look.theme import LIGHT, Style
from .rows import reasons_of


@dataclass(frozen=True)
class Doubts:
    """The numbers of a chart, and what says of each that it is imprecise.

    Attributes
    ----------
    reasons : tuple of str
        As the table of estimates has them.
    drawn : tuple of bool
        Whether the number is there, and not left out.
    labels : tuple of str
        What each is; empty where one name does not tell.
    """

    reasons: tuple[Any, ...]
    drawn: tuple[bool, ...]
    labels: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: pd.DataFrame, labels: tuple[str, ...] = ()) -> "Doubts":
        """Return those of a table of estimates."""
        drawn = table["estimate"].notna() if "estimate" in table else [True] * len(table)
        return cls(tuple(reasons_of(table)), tuple(map(bool, drawn)), labels)

    def at(self, severity: Severity, *, drawn: bool) -> list[int]:
        """Return the numbers of this severity that are drawn, or left out."""
        found = zip(imprecise_severity(self.reasons), self.drawn, strict=True)
        return [at for at, (own, there) in enumerate(found) if own == severity and there == drawn]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a row of the table stands on the Axes, in the data's coordinates.

    Without `left` and `right` it reaches from edge to edge of the figure, words beside the Axes
    included. `key` is what a page sorts rows by: the same for all spots of a bar, and none where
    their order is not to be changed. `on` are the Axes of a panel, where the chart has several; a
    weak reference, as records are kept by their Axes for as long as these live.
    """

    row: int
    top: float
    bottom: float
    left: float | None = None
    right: float | None = None
    key: float | None = None
    on: ReferenceType[Axes] | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One chart: its kind in words, the marks that show intervals, and the rows in plot order.

    Without `marks` it shows no intervals. `percent` says whether its axis counts percent. `note`
    is what the caption adds, such as what marks mean; `description` replaces what alt text says
    of the rows; `said` are the notes of the estimates on their variables, `sample_type` how their
    respondents were drawn, where it is known. `spots` are where rows of the table stand, for pages
    that show more of what one points at. `faint` tells how numbers look that are too imprecise; ""
    where the note says it. `doubts` are the reasons of all numbers that are drawn; by default those
    of the table's rows. `bases` says whether each row's base stands beside it.
    `wide` is the same numbers for programs that want a column a line: what is along the axis, and
    of each line its estimates, and its limits with " low" and " high"; of a scale and a crosstab
    what its rows are, and the estimates of each answer or panel. `pages` are the numbers of pages
    that it can go over, as many as it has rows or bars at most; 1 alone of what is one picture.
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
    bases: bool = True
    faint: str = marked("hollow and grey")
    doubts: Doubts | None = None
    wide: pd.DataFrame | None = None
    pages: Sequence[int] = (1,)

    @property
    def imprecise(self) -> Doubts:
        """The numbers that are drawn, and how imprecise they are."""
        return Doubts.of(self.table, self.labels) if self.doubts is None else self.doubts


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
        said=tuple(
            shown_text(record.style.strings.again(without_remedy(note)))
            for note in said
            if IN_ORDER not in note
        ),
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
