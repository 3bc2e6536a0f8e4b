"""From a drawn chart to one that can be published: headline, caption, alt text, files."""

import base64
import sys
import warnings
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from html import escape
from os import PathLike
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...arguments import check_one_of, described
from ...calls import answering_class
from ...errors import ArgumentError, DataError
from ...shown import shown_text
from ...values import Value, same
from ...writing.places import file_place
from ...writing.whole import write_whole
from ..frame.header import add_words, is_on_page
from ..frame.record import Record, record_on
from ..frame.tables import csv_text
from ..look.settings import settings_of
from ..look.theme import LIGHT, Style
from .alt import describe
from .captions import Caption, caption
from .datawrapper import DatawrapperChart, Words, for_datawrapper
from .embed import snippet
from .files import PICTURES, inline_svg, picture

AUTO = "auto"

NOTEBOOK = 720.0
"""Pixels of a chart in a notebook at most."""


@answering_class
@dataclass(frozen=True, eq=False, repr=False)
class Published(Value):
    """A chart with its words and its numbers, ready to save or to show in a notebook.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The picture, words included.
    title, subtitle, note, alt : str
        Headline, what stands below it, the caption, and the picture in words for who cannot see it.
    table : pandas.DataFrame
        What was drawn, a row a mark.
    style : Style
        Colours, type and language of the page.
    record : Record, optional
        What the chart keeps for other formats.
    """

    figure: Figure
    title: str
    subtitle: str
    note: str
    alt: str
    table: pd.DataFrame
    style: Style = LIGHT
    record: Record | None = field(default=None, repr=False)

    def __eq__(self, other: object) -> bool:
        """Whether another has the same words, numbers and picture."""
        if not isinstance(other, Published):
            return NotImplemented
        words = all(
            same(getattr(self, name), getattr(other, name))
            for name in ("title", "subtitle", "note", "alt", "table", "style")
        )
        return words and self._svg == other._svg

    __hash__ = None  # type: ignore[assignment]

    def save(self, path: str | PathLike[str], *, guard_formulas: bool = False) -> Path:
        """Write the picture, and the numbers behind it as CSV beside it.

        Parameters
        ----------
        path : path
            Ends in .svg, .png or .pdf. The same chart gives the same bytes each time; the alt text
            is inside the file.
        guard_formulas : bool, default False
            As in ``to_csv``.

        Returns
        -------
        pathlib.Path
            The picture's path.

        Raises
        ------
        ArgumentError
            When there is no name, the ending is none of these, the folder does not exist, or a
            folder or a link that leads nowhere has that name, or the CSV beside it is another's.
        OSError
            When the disk is full, or one may not write there; what was there stays.
        """
        target = file_place(path, "the picture", PICTURES)
        # half a sign, which no file in UTF-8 can hold, is written out
        numbers = self.to_csv(guard_formulas=guard_formulas).encode("utf-8", "backslashreplace")
        beside = target.with_suffix(".csv")
        if beside.is_file() and not any(target.with_suffix(kind).exists() for kind in PICTURES):
            with beside.open("rb") as file:
                head = file.read(10_000)
            # the numbers of a chart whose picture was removed have the same columns
            if head and head.partition(b"\n")[0] != numbers[:10_000].partition(b"\n")[0]:
                raise ArgumentError(
                    f"{beside} is there, and no picture that it could belong to; a chart's numbers "
                    "would replace it: choose another name for the picture, or rename that file"
                )
        kind = target.suffix.lower().removeprefix(".")
        drawn = self._svg if kind == "svg" else self._picture(kind)
        write_whole({target: drawn, beside: numbers})
        return target

    def to_svg(self, prefix: str = "chart") -> str:
        """Return the chart as SVG to stand inside a page; `prefix` keeps its ids its own."""
        return inline_svg(self._svg.decode(), prefix)

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """Return the numbers behind the chart as CSV, at full precision.

        Answers and labels stand in it as they are in the data, so that programs find them again:
        control signs are kept, and so are words that a spreadsheet would compute.

        Parameters
        ----------
        guard_formulas : bool, default False
            Whether words that begin as a formula does (=, +, -, @, tab, line end) get a ``'``
            before them, for those who open the file in a spreadsheet.
        """
        check_one_of("guard_formulas", guard_formulas, (False, True))
        return csv_text(self.table, guard_formulas)

    def to_datawrapper(self) -> DatawrapperChart:
        """Return the chart for Datawrapper: its numbers as CSV, its words and look as settings.

        Intervals are ranges on bars, areas along lines, and columns of the data elsewhere. A scale
        is stacked bars, a crosstab split bars or a table, without intervals; of a map or a forest
        plot the numbers are there, in a simpler chart.

        Returns
        -------
        DatawrapperChart
            ``.csv`` and ``.settings``; ``.save(path)`` writes both.

        Raises
        ------
        DataError
            When the chart is not of estimates, such as a histogram of weights.
        """
        if self.record is None:
            raise DataError("the chart has no record of what it shows; make it with publish()")
        words = Words(title=self.title, subtitle=self.subtitle, note=self.note, alt=self.alt)
        return for_datawrapper(self.record, words)

    def embed(self) -> str:
        """Return the chart as a piece of HTML to put into any page.

        One ``<figure>`` with the drawing, as wide as its place, the description and the numbers as
        a table, folded away. It needs no script and no other file, and its ids are its own.
        """
        prefix = f"topline-{sha256(self._svg).hexdigest()[:8]}"
        say = self.style.strings
        parts = Caption() if self.record is None else caption(self.record)
        # a note of somebody's own has no part that tells how to read the marks
        reading = " ".join(parts.reading) if parts.text(say) == self.note else ""
        return snippet(self.to_svg(prefix), title=self.title, reading=reading, alt=self.alt,
                       table=self.table, say=say)  # fmt: skip

    def __repr__(self) -> str:
        """Say the headline and what is to be seen."""
        return f"Published chart: {self.title}\n{self.alt}"

    def _picture(self, kind: str) -> bytes:
        return picture(self.figure, kind, self.title, self.alt, self.style.page.dpi)

    @cached_property
    def _svg(self) -> bytes:
        return self._picture("svg")

    def _repr_html_(self) -> str:
        """Show the chart in a notebook, alt text included."""
        summary = escape(self.style.strings("Description"))
        width = min(float(self.figure.get_size_inches()[0]) * 100, NOTEBOOK)
        data = base64.b64encode(self._picture("png")).decode()
        return (
            f'<figure style="margin:0"><img src="data:image/png;base64,{data}" '
            f'alt="{escape(self.alt)}" style="max-width:100%;width:{width:.0f}px">'
            f"<figcaption><details><summary>{summary}</summary>{escape(self.alt)}</details>"
            "</figcaption></figure>"
        )


def publish(
    ax: Axes,
    *,
    title: str,
    subtitle: str | None = None,
    note: str = AUTO,
    alt: str = AUTO,
) -> Published:
    """Add headline, subtitle, caption and alt text to a chart.

    The figure grows by what the words need, so the chart keeps its size. Call it once a chart.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        As a ``plot_*`` function returned it.
    title : str
        The message, in a sentence.
    subtitle : str, optional
        What, who, when and in which unit.
    note : str, default "auto"
        The caption; by default base, n, interval and source, from the chart's table.
    alt : str, default "auto"
        The description for people who do not see the chart; by default made from its table.

    Returns
    -------
    Published
        ``.save(path)`` writes it; a notebook shows it.

    Raises
    ------
    ArgumentError
        When nothing of topline's was drawn on `ax`, or the title is empty.

    Warns
    -----
    UserWarning
        When a slide has no room for the chart in type that is read there; ``publish_parts`` makes
        several of it.
    """
    made = published(ax, title=title, subtitle=subtitle, note=note, alt=alt)
    if made.style.page.least:
        warn_of_height(made, stacklevel=4)
    return made


def warn_of_height(made: Published, stacklevel: int) -> None:
    """Warn of a chart that is higher than its page; what is left to do depends on the chart."""
    page, high = made.style.page, float(made.figure.get_size_inches()[1])
    if page.height is None or is_on_page(made.figure, page):
        return
    several = made.record is not None and max(made.record.pages) > page.part[1]
    parts = "draw it in parts (topline.publish_parts), " if several else ""
    least = f", with type of {page.least:g} points at least" if page.least else ""
    warnings.warn(
        f"the chart is {round(high * page.dpi):,} pixels high and its page "
        f"{round(page.height * page.dpi):,}{least}; {parts}shorten labels, or draw it for a page "
        "of print",
        stacklevel=stacklevel,
    )


def published(ax: Axes, *, title: str, subtitle: str | None, note: str, alt: str) -> Published:
    """Add the words of a chart, as ``publish`` does, however high it is."""
    record = record_on(ax)
    if not isinstance(title, str):
        raise ArgumentError(
            f"title is {described(title)}; expected the chart's message, in a sentence"
        )
    for name, given in {"subtitle": subtitle, "note": note, "alt": alt}.items():
        # half a sign is written out in a picture, where a table refuses it
        if not isinstance(given, str) and (given is not None or name != "subtitle"):
            raise ArgumentError(f"{name} is {described(given)}; expected a text")
    if not title.strip():
        raise ArgumentError("the title is empty; say the chart's message in a sentence")
    note = caption(record).text(record.style.strings) if note == AUTO else note
    alt = describe(record, title) if alt == AUTO else alt
    figure = figure_of(ax)
    title, subtitle, note, alt = map(shown_text, (title, subtitle or "", note, alt))
    with settings_of(figure):
        add_words(figure, title, subtitle, note, record.style)
    # a notebook that shows the published chart must not show the figure a second time
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    return Published(figure=figure, title=title, subtitle=subtitle, note=note, alt=alt,
                     table=record.table.copy(), style=record.style,
                     record=replace(record, spots=()))  # fmt: skip


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure on which Axes are."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ArgumentError("the Axes belongs to no figure; draw the chart again")
    return figure
