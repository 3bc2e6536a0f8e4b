"""The pictogram: one share as squares out of a hundred, for readers who think in people."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...errors import ArgumentError
from ...language.marking import marked
from ...wording import NOT_KNOWN, percent_text, printed_percents, value_text
from ..frame.canvas import write_at
from ..frame.header import TextBlock
from ..frame.page import axes_for, chart_room, drawn, that_fits
from ..frame.record import Record, Spot, attach_record
from ..frame.rows import Rows, hundred_text, is_ceiling, read_rows
from ..frame.tables import estimates_of, records_of
from ..given import Chartable
from ..look.text_size import reads_from_right, text_width
from ..look.theme import LIGHT, LINE, Size, Style, styled

SQUARE = 0.276
"""Inches of a square and its gap at most, on a page 183 mm wide."""

NARROW = 0.2
"""Inches of a square where words stand below."""

SIDE = 10.4
"""Squares in a row, and a margin."""

_GAP = 0.12
_BESIDE = 0.8
"""Between two squares, and between them and the words beside, in squares."""

AIR = 120
"""Points of type for each inch of air below a block of words."""


@drawn
def plot_pictogram(
    estimates: Chartable,
    *,
    label: str | None = None,
    suppressed: str = "mark",
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw one share as filled squares out of a hundred: "26 in 100".

    Squares up to the estimate are filled; a ring marks the squares that the interval leaves open,
    from its lower to its upper limit.

    Parameters
    ----------
    estimates : Estimates, pandas.DataFrame, PercentInterval, list or dict
        As in ``plot_estimates``. One row, a proportion in [0, 1].
    label : str, optional
        Column that names the row; by default label, claim, outcome, category or figure_id, else
        the one column of words.
    suppressed : {"mark", "hide"}
        Whether a share that is not to be published by itself is drawn in grey, with †, or left out,
        no square filled; one to review before is drawn so, either way.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    style : Style or {"light", "dark"}
        Colours, type, language; one's own by ``dataclasses.replace(LIGHT, ...)``.
    size : Size or {"single", "double", "slide", "social", "web", "phone"}
        The place the chart is made for: a journal's column or page, a slide, a card for social
        media, a web page, a phone.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When there is not exactly one row, it is no proportion, or `suppressed`, `style` or
        `size` is unknown.
    DataError
        When a column is missing or the table is empty.
    """
    style = styled(style, size)
    rows = read_rows(estimates, label=label, suppressed=suppressed, strings=style.strings)
    picture = that_fits(style, partial(Picture.of, rows))
    ax = axes_for(ax, picture.figure_size, picture.style)
    picture.draw_squares(ax, rows)
    picture.write_words(ax)
    # a square and its gap are one unit, squares at the top left
    square = picture.square
    width, height = (length / square for length in picture.figure_size)
    width -= 2 * picture.style.margin / square
    ax.set(xlim=(-0.1, width - 0.1), ylim=(SIDE - 0.2 - height, SIDE - 0.2), aspect="equal")
    ax.set_anchor("W")
    ax.set_axis_off()
    kind = marked("Pictogram of a hundred squares")
    record = Record(
        kind=kind, marks=marked("Rings"), table=rows.table, labels=rows.labels, style=picture.style,
        spots=(Spot(row=0, top=10, bottom=0),),
        faint=marked("grey"),
    )  # fmt: skip
    attach_record(ax, record, rows)
    return ax


@dataclass(frozen=True)
class Picture:
    """A pictogram measured on its page: its words, wrapped, beside or below the squares."""

    style: Style
    words: tuple[TextBlock, ...]

    @classmethod
    def of(cls, rows: Rows, style: Style) -> "Picture":
        """Say the share, what it is, its interval and its base.

        Raises
        ------
        ArgumentError
            When there is not exactly one row, or it is no proportion.
        """
        if len(rows.labels) != 1:
            raise ArgumentError(
                f"a pictogram shows one share, and there are {len(rows.labels)} rows; "
                "choose one, for example with .subset(...)"
            )
        record, say = records_of(rows.table)[0], style.strings
        estimate, faint = float(record["estimate"]), any(rows.faint)
        left_out = faint and np.isnan(estimate)
        if not (rows.percent and (left_out or 0 <= estimate <= 1)):
            raise ArgumentError(
                f"the estimate is {value_text(estimate, 6)}; a pictogram needs a share from 0 to 1"
            )
        room = style.page.width - 2 * style.margin - 0.1
        if not style.page.narrow:
            room -= (SIDE + _BESIDE) * square_of(style)
        share = NOT_KNOWN if left_out else hundred_text(estimate, say) + rows.signs[0]
        width = text_width(share, style.big, bold=True, family=style.family)
        # a number that is the chart is never broken: smaller if it must be
        big = style.big * min(1, 0.98 * room / width)
        color = style.muted if faint else style.ink
        words = [
            TextBlock(text=share, size=big, color=color, weight="bold"),
            TextBlock(text=rows.labels[0], size=style.label, color=style.ink),
        ]
        below = []
        if pd.notna(record["ci_low"]):
            ends = (float(record["ci_low"]), float(record["ci_high"]))
            low, high = (percent_text(end).removesuffix("%") for end in ends)
            name = say.interval_text(record.get("confidence_level"))
            name = name[0].upper() + name[1:]
            ring = say("{interval} (ringed): {low} to {high} in 100", interval=name, low=low,
                       high=high)  # fmt: skip
            wide = say("{interval}, at most this wide", interval=ring)
            below.append(wide if is_ceiling(record) else ring)
        if "n" in record:
            below.append(say.base_text(record["n"], record.get("n_qualifier", "exact")))
        words += [TextBlock(text=text, size=style.small, color=style.muted) for text in below]
        return cls(style, tuple(block.wrapped(room, style.family) for block in words))

    @property
    def square(self) -> float:
        """Inches of a square."""
        return square_of(self.style)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of the chart in inches; on a narrow page words are below."""
        page, squares = self.style.page, SIDE * self.square
        high = sum(block.height + block.size / AIR for block in self.words) + self.style.margin
        return page.width, squares + high if page.narrow else max(squares, high)

    def draw_squares(self, ax: Axes, rows: Rows) -> None:
        """Fill squares row by row from the top left; ring those within the interval."""
        style = self.style
        color, ring = style.mark(0)[0], style.mark(1)[0]
        if any(rows.faint):
            color = style.faint
        estimate, low, high = 100 * estimates_of(rows.table)[0]
        # of a share that is left out no square is filled
        filled = int(printed_percents(np.nan_to_num(np.asarray(estimate / 100))))
        for i in range(100):
            open_to_chance = np.isfinite(low) and low < i + 1 and i < high
            ax.add_patch(
                Rectangle(
                    (i % 10 + _GAP / 2, 9 - i // 10 + _GAP / 2),
                    1 - _GAP,
                    1 - _GAP,
                    facecolor=color if i < filled else style.empty,
                    edgecolor=ring if open_to_chance else "none",
                    linewidth=style.scaled(1.6) if open_to_chance else 0,
                )
            )

    def write_words(self, ax: Axes) -> None:
        """Write the words one below the other, beside the squares or below them."""
        style, narrow = self.style, self.style.page.narrow
        x, y, down = (0.0, -0.2, style.margin) if narrow else (SIDE + _BESIDE, 9.9, 0.0)
        edge = (style.page.width - 2 * style.margin) / self.square - 0.4
        for block in self.words:
            right = reads_from_right(block.text)
            write_at(ax, block.text, (edge if right else x, y), style, xytext=(0, -down * 72),
                     fontsize=block.size, fontweight=block.weight, color=block.color, va="top",
                     ha="right" if right else "left", linespacing=LINE)  # fmt: skip
            down += block.height + block.size / AIR


def square_of(style: Style) -> float:
    """Return the inches of a square: smaller where the page is small or low."""
    if style.page.narrow:
        return NARROW
    wide = SQUARE * style.page.width / LIGHT.page.width
    return min(wide, chart_room(style) / SIDE)
