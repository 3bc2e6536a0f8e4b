"""A table with two labels as panels: which row and which panel each estimate belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, DataError
from ...estimates.reason_codes import mark_notes, marks, severity
from ...estimates.reasons import Severity
from ...estimates.schema import label_columns
from ...estimates.suppression import with_suppressed
from ...language.marking import marked
from ...language.strings import Strings
from ...shown import one_line
from ...wording import NOT_KNOWN
from ..frame.emphasis import Highlight, muted
from ..frame.parts import checked_part, part_of
from ..frame.record import Doubts
from ..frame.rows import Rows, read_rows
from ..frame.tables import crossed_table, estimates_of, read_table, varying
from ..look.theme import Size
from ..publishing.captions import hollow_note

TOTAL = "Total"
"""The banner of everybody, whose panel needs no banner before its name."""

_NO_LABELS = ("letters", "respondents", "publisher", "sample_type")
"""Columns of words that do not tell what an estimate is of."""


@dataclass(frozen=True)
class Panels:
    """Estimates laid out for small multiples.

    Attributes
    ----------
    rows : Rows
        All estimates, panel by panel.
    names : tuple of str
        Names of the panels.
    labels : tuple of str
        Names of the rows, the same in every panel.
    cells : (panels, rows) ndarray of int
        Positions in `rows`; −1 where there is no estimate.
    marks : tuple of str
        Sign behind each estimate of `rows`, but for the one that it has already.
    whole : pandas.DataFrame
        The estimates of the whole table, whose scale is that of any part of it.
    """

    rows: Rows
    names: tuple[str, ...]
    labels: tuple[str, ...]
    cells: NDArray[np.int64]
    marks: tuple[str, ...]
    whole: pd.DataFrame

    def at(self, panels: Sequence[int], rows: Sequence[int]) -> "Panels":
        """Return some of the panels with some of their rows, on the scale of all."""
        cells = self.cells[np.ix_(panels, rows)]
        kept = np.unique(cells[cells >= 0])
        place = np.full(len(self.marks) + 1, -1)
        place[kept] = np.arange(len(kept))
        return replace(
            self,
            rows=self.rows.at(kept.tolist()),
            names=tuple(self.names[at] for at in panels),
            labels=tuple(self.labels[at] for at in rows),
            # a cell without an estimate is at −1 before and after
            cells=place[cells],
            marks=tuple(self.marks[at] for at in kept),
        )

    @property
    def pages(self) -> list[int]:
        """Numbers of pages that the table can go over: parts of its rows times parts of panels."""
        deep, wide = len(self.labels), len(self.names)
        return sorted(
            {down * across for down in range(1, deep + 1) for across in range(1, wide + 1)}
        )

    def on_page(self, page: Size, high: Callable[["Panels"], float]) -> "Panels":
        """Return the panels and rows that stand on a page, where the table goes over several.

        Of all ways to share rows and panels out among so many pages it is the one whose largest
        part is lowest, as measured by `high`; of several alike, whole panels stay together.
        """
        number, pages = checked_part(page)
        if pages == 1:
            return self
        ways = []
        for down in range(1, min(pages, len(self.labels)) + 1):
            across = -(-pages // down)
            if pages % down == 0 and across <= len(self.names):
                whole = self.at(range(-(-len(self.names) // across)),
                                range(-(-len(self.labels) // down)))  # fmt: skip
                ways.append((high(whole), down, across))
        if not ways:
            raise ArgumentError(
                f"part is ({number}, {pages}); the table has {len(self.labels)} rows and "
                f"{len(self.names)} panels, which make no {pages} equal pages; expected another "
                "number of pages"
            )
        _, down, across = min(ways)
        at, below = divmod(number - 1, down)
        panels = part_of(replace(page, part=(at + 1, across)), len(self.names), "panels")
        return self.at(panels, part_of(replace(page, part=(below + 1, down)), len(self.labels)))

    def words(self, at: int) -> str:
        """Return an estimate in words with its mark, a dash where there is none."""
        return self.rows.values[at] + self.marks[at] if at >= 0 else NOT_KNOWN  # noqa: PD011

    def highlighted(self, highlight: Highlight) -> "Panels":
        """Return panels of which all cells but those of some rows or panels are grey."""
        cells = [(int(at), place) for place, at in np.ndenumerate(self.cells) if at >= 0]
        cells.sort()
        names = [self.labels[row] for _, (_, row) in cells]
        panels = [self.names[panel] for _, (panel, _) in cells]
        found = muted(names, highlight, kind="row or panel", others=(panels,))
        return replace(self, rows=replace(self.rows, muted=found))

    @property
    def cell_names(self) -> tuple[str, ...]:
        """What each estimate is, apart from its place: panel and row."""
        places = {int(at): place for place, at in np.ndenumerate(self.cells) if at >= 0}
        names = (places[at] for at in range(len(self.rows.table)))
        return tuple(f"{self.names[panel]}, {self.labels[row]}" for panel, row in names)

    @property
    def wide(self) -> pd.DataFrame:
        """The estimates with a row for each label and a column for each panel."""
        # the place −1 of a cell without an estimate is the last
        values = np.append(estimates_of(self.rows.table)[:, 0], np.nan)
        return crossed_table(self.labels, self.names, values[self.cells].T)

    def base_of(self, panel: int, say: Strings) -> str:
        """Say the base of a panel: one number, or from which to which."""
        table = self.rows.table
        if "n" not in table or "p_value" in table:
            return ""
        found = table["n"].iloc[[at for at in self.cells[panel] if at >= 0]].dropna()
        if found.empty:
            return say("n not stated")
        low, high = say.count_text(found.min()), say.count_text(found.max())
        return say("n = {n}", n=low if low == high else f"{low}–{high}")

    def sign_notes(self, say: Strings) -> list[str]:
        """Say how many cells are too imprecise, what the signs mean, and what is hollow."""
        cells, note = self.rows.table, []
        withheld = int((severity(cells) == Severity.SUPPRESS).sum())
        if withheld:
            sentence = marked("{part} of {all} estimates are too imprecise to publish alone.")
            note.append(say(sentence, part=withheld, all=len(cells)))
        note += mark_notes(cells, say)
        drawn = Doubts.of(cells).drawn
        signs = {sign for sign, there in zip(self.rows.signs, drawn, strict=True) if sign and there}
        if signs:
            note.append(say("Hollow and grey: those with {signs}.", signs=" ".join(sorted(signs))))
        return [*note, *hollow_note(cells, self.rows.faint, say)]


def read_panels(
    table: Any, rows: str | None, columns: str | None, *, suppressed: str, strings: Strings
) -> Panels:
    """Read a Crosstab, or Estimates or a table with two label columns.

    Raises
    ------
    DataError
        When a column is missing, the table is empty, or it has not two columns of labels.
    ArgumentError
        When it is no table, `rows` or `columns` is no column, or a cell has two estimates.
    """
    frame = read_table(
        getattr(table, "estimates", table),
        takes="a Crosstab, Estimates or a DataFrame",
        roles={"rows": rows, "columns": columns},
    )
    frame = with_suppressed(frame, suppressed)
    named = rows
    if rows is None and columns is None and {"banner", "column", "category"} <= set(frame):
        row, column = _crosstab_keys(frame)
        named = "category"
    else:
        named, across = _two_labels(frame, rows, columns)
        row, column = _words(frame[named]), _words(frame[across])
    labels = _in_order(row, column, frame, rows)
    names = _in_order(column, row, frame, columns)
    at = np.full((len(names), len(labels)), -1)
    for i, (label, name) in enumerate(zip(row, column, strict=True)):
        place = names.index(name), labels.index(label)
        if at[place] >= 0:
            raise ArgumentError(
                f"there are several estimates for {label!r} in {name!r}; "
                "choose with .subset(...), or name other columns by rows= and columns="
            )
        at[place] = i
    own = read_rows(frame, label=named, strings=strings)
    return Panels(
        rows=own,
        names=tuple(names),
        labels=tuple(labels),
        cells=at,
        # a value that is there has its own sign already
        marks=tuple(
            "" if sign and there else mark
            for mark, sign, there in zip(
                marks(frame), own.signs, frame["estimate"].notna(), strict=True
            )
        ),
        whole=own.table,
    )


def _two_labels(frame: pd.DataFrame, rows: str | None, columns: str | None) -> tuple[str, str]:
    """Return the columns that name rows and panels: those asked for, or the two that there are.

    Raises
    ------
    DataError
        When there are more or fewer.
    """
    found = [n for n in label_columns(frame) if n not in (rows, columns, *_NO_LABELS)]
    wanted = (rows, columns).count(None)
    # a label that is the same in all rows tells nothing apart, unless it is needed
    chosen = varying(frame, found)
    chosen = chosen if len(chosen) == wanted else found
    if wanted and len(chosen) != wanted:
        raise DataError(
            f"the table has the label columns {', '.join(map(repr, found)) or 'none'}; "
            "say which are the rows and which the panels by rows= and columns="
        )
    return chosen.pop(0) if rows is None else rows, chosen.pop(0) if columns is None else columns


def _in_order(
    found: list[str], across: list[str], frame: pd.DataFrame, key: str | None
) -> list[str]:
    """Return names as the categories of their column are ordered, or as they follow one another.

    A name that the first panel lacks stands where the others have it, and not at the end.
    """
    if key is not None and isinstance(frame[key].dtype, pd.CategoricalDtype):
        order = _words(pd.Series(frame[key].cat.categories))
        names = list(dict.fromkeys(found))
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))
    panels: dict[str, list[str]] = {}
    for name, panel in zip(found, across, strict=True):
        panels.setdefault(panel, []).append(name)
    names = []
    for own in panels.values():
        # new names stand before the next that is known, else behind the last
        known = [name for name in own if name in names]
        place = names.index(known[-1]) + 1 if known else len(names)
        for name in reversed(own):
            if name in known:
                place = names.index(name)
            else:
                names.insert(place, name)
    return names


def _crosstab_keys(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Name rows by answer, and by question where there are several; panels by column."""
    banners = set(frame["banner"]) - {TOTAL}
    groups = [n for n in label_columns(frame)
              if n not in ("outcome", "category", "banner", "column", *_NO_LABELS)]  # fmt: skip
    above = varying(frame, groups)
    column = _words(frame["column"])
    if len(banners) > 1:
        column = [name if banner == TOTAL else f"{banner}: {name}"
                  for banner, name in zip(frame["banner"], column, strict=True)]  # fmt: skip
    for group in reversed(above):
        column = [f"{a}, {b}" for a, b in zip(_words(frame[group]), column, strict=True)]
    row = _words(frame["category"])
    if varying(frame, ["outcome"]):
        row = [f"{a}: {b}" for a, b in zip(_words(frame["outcome"]), row, strict=True)]
    return row, column


def _words(values: "pd.Series[Any]") -> list[str]:
    return [one_line(value) if pd.notna(value) else "–" for value in values]
