"""The pictogram: one share as squares out of a hundred, for readers who think in people."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...wording import percent_text, printed_percents, value_text
from ..frame.drawn import Drawn, remember
from ..frame.rows import Rows, read_rows
from ..frame.scaffold import axes_for, chart_room, that_fits
from ..look.strings import ENGLISH, Strings
from ..look.text_size import fit, line_height, reads_from_right, text_width
from ..look.theme import LIGHT, LINE, Size, Style, styled

SQUARE = 0.276
"""Inches of a square and its gap at most, on a page 183 mm wide."""

NARROW = 0.2
"""Inches of a square where words stand below."""

SIDE = 10.4
"""Squares in a row, and a margin."""

_GAP = 0.12
_BESIDE = 0.8


def plot_pictogram(
    estimates: Estimates | pd.DataFrame,
    *,
    label: str | None = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw one share as filled squares out of a hundred: "26 in 100".

    Squares up to the estimate are filled; a ring marks the squares that the interval leaves open,
    from its lower to its upper limit.

    Parameters
    ----------
    estimates : Estimates or pandas.DataFrame
        One row, a proportion in [0, 1].
    label : str, optional
        Column that names the row; by default label, claim, outcome, category or figure_id.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure.
    style : Style or {"light", "dark"}
        Colours, type, language; one's own by ``dataclasses.replace(LIGHT, ...)``.
    size : Size or {"single", "double", "slide", "social", "web"}
        The place the chart is made for: a journal's column or page, a slide, a card for social
        media, a web page.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When there is not exactly one row, it is no proportion, or `style` or `size` is unknown.
    DataError
        When a column is missing or the table is empty.
    """
    style = styled(style, size)
    rows = read_rows(estimates, label=label, strings=style.strings)
    estimate = _only_share(rows)
    style = _fitted(rows, estimate, style)
    words = _words(rows, estimate, style)
    ax = axes_for(ax, _size(words, style), style)
    _draw_squares(ax, rows, int(printed_percents(np.asarray(estimate))), style)
    _write(ax, words, style)
    _fit_squares(ax, words, style)
    kind = "Pictogram of a hundred squares"
    remember(ax, Drawn(kind, "Rings", rows.table, rows.labels, style=style))
    return ax


def _only_share(rows: Rows) -> float:
    if len(rows.labels) != 1:
        raise ArgumentError(
            f"a pictogram shows one share, and there are {len(rows.labels)} rows; "
            "choose one, for example with .subset(...)"
        )
    estimate = float(rows.table["estimate"].iloc[0])
    if not (rows.percent and 0 <= estimate <= 1):
        raise ArgumentError(
            f"the estimate is {value_text(estimate, 6)}; a pictogram needs a share from 0 to 1"
        )
    return estimate


@dataclass(frozen=True)
class _Words:
    """Words beside or below the squares, wrapped."""

    text: str
    size: float
    color: str
    weight: str = "normal"

    @property
    def height(self) -> float:
        """Inches of the words and the air below them."""
        return line_height(self.text, self.size) + self.size / 120


def _square(style: Style) -> float:
    """Return the inches of a square: smaller where the page is small or low."""
    if style.page.narrow:
        return NARROW
    wide = SQUARE * style.page.width / LIGHT.page.width
    return min(wide, chart_room(style) / SIDE)


def _size(words: list[_Words], style: Style) -> tuple[float, float]:
    """Return width and height of the chart in inches; on a narrow page words are below."""
    squares, high = SIDE * _square(style), sum(block.height for block in words) + style.margin
    return style.page.width, squares + high if style.page.narrow else max(squares, high)


def _fit_squares(ax: Axes, words: list[_Words], style: Style) -> None:
    """Let a square and its gap be one unit, squares at the top left."""
    width, height = (length / _square(style) for length in _size(words, style))
    width -= 2 * style.margin / _square(style)
    ax.set(xlim=(-0.1, width - 0.1), ylim=(SIDE - 0.2 - height, SIDE - 0.2), aspect="equal")
    ax.set_anchor("W")
    ax.set_axis_off()


def _fitted(rows: Rows, estimate: float, style: Style) -> Style:
    """Make type smaller until the words fit a page of fixed height."""
    return that_fits(
        style,
        lambda smaller: smaller,
        lambda own: _size(_words(rows, estimate, own), own)[1],
    )


def picture_size(rows: Rows, style: Style = LIGHT) -> tuple[float, float]:
    """Return width and height in inches of the figure of a pictogram."""
    return _size(_words(rows, _only_share(rows), style), style)


def _words(rows: Rows, estimate: float, style: Style) -> list[_Words]:
    """Say the share, what it is, its interval and its base."""
    record = rows.table.iloc[0]
    room = style.page.width - 2 * style.margin - 0.1
    if not style.page.narrow:
        room -= (SIDE + _BESIDE) * _square(style)
    share = hundred_text(estimate, style.strings)
    wide = text_width(share, style.big, bold=True, family=style.family)
    words = [
        _Words(share, style.big * min(1, 0.98 * room / wide), style.ink, "bold"),
        _Words(rows.labels[0], style.label, style.ink),
    ]
    if pd.notna(record["ci_low"]):
        words.append(_Words(_interval_words(record, style.strings), style.small, style.muted))
    if "n" in record:
        base = style.strings.base_text(record["n"], record.get("n_qualifier", "exact"))
        words.append(_Words(base, style.small, style.muted))
    return [
        replace(block, text=fit(block.text, block.size, room, bold=block.weight == "bold",
                                family=style.family))
        for block in words
    ]  # fmt: skip


def _draw_squares(ax: Axes, rows: Rows, filled: int, style: Style) -> None:
    """Fill squares row by row from the top left; ring those within the interval."""
    color, ring = style.mark(0)[0], style.mark(1)[0]
    low, high = rows.table[["ci_low", "ci_high"]].iloc[0].to_numpy(dtype=float) * 100
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


def _write(ax: Axes, words: list[_Words], style: Style) -> None:
    """Write the words one below the other, beside the squares or below them."""
    narrow = style.page.narrow
    at, down = ((0.0, -0.2), style.margin) if narrow else ((SIDE + _BESIDE, 9.9), 0.0)
    for block in words:
        right = reads_from_right(block.text)
        edge = (style.page.width - 2 * style.margin) / _square(style) - 0.4
        ax.annotate(
            block.text,
            (edge if right else at[0], at[1]),
            xytext=(0, -down * 72),
            textcoords="offset points",
            fontsize=block.size,
            fontweight=block.weight,
            fontfamily=list(style.family),
            color=block.color,
            va="top",
            ha="right" if right else "left",
            linespacing=LINE,
            annotation_clip=False,
            parse_math=False,
        )
        down += block.height


def hundred_text(proportion: float, strings: Strings = ENGLISH) -> str:
    """Print a share as people in a hundred: "26 in 100", "fewer than 1 in 100"."""
    text = percent_text(proportion).removesuffix("%")
    sentence = {"<": "fewer than {number} in 100", ">": "more than {number} in 100"}.get(
        text[0], "{number} in 100"
    )
    return strings(sentence, number=text.strip("<>"))


def _interval_words(record: "pd.Series[Any]", strings: Strings) -> str:
    low, high = float(record["ci_low"]), float(record["ci_high"])
    first, last = (percent_text(limit).removesuffix("%") for limit in (low, high))
    level = record.get("confidence_level")
    name = strings("interval")
    if pd.notna(level):
        name = strings("{level} interval", level=strings.level_text(float(level)))
    words = strings("{interval} (ringed): {low} to {high} in 100",
                    interval=name[0].upper() + name[1:], low=first, high=last)  # fmt: skip
    ceiling = str(record.get("interval", "")).startswith("ceiling_")
    return strings("{interval}, at most this wide", interval=words) if ceiling else words
