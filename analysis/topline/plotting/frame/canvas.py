"""Plain axes and words on them: quiet frames, round numbers, measured words."""

from collections.abc import Callable
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...language.strings import Strings
from ...shown import shown_text
from ..look.text_size import fit, text_width
from ..look.theme import LINE, Style
from .page import chart_room

DASHES = (0, (4, 3))
"""How a reference line is dashed."""

BESIDE_AXIS: tuple[str, str] = ("axes fraction", "data")
"""Coordinates of words beside an axis: 0 at its left end and 1 at its right, at a row's height."""

_LOWEST = 1.5
"""Inches below which no chart is drawn."""

TICK_ROOM = 0.2
"""Inches between the numbers under an axis."""

_NAMED = 2.6
"""Lines of small type that an axis's ticks take, and its name on one line."""


def plain_size(inches: float, style: Style) -> tuple[float, float]:
    """Return width and height of a figure so high on a page 183 mm wide, or as the page allows."""
    height = min(style.scaled(inches), chart_room(style))
    return style.page.width, max(height, style.scaled(_LOWEST))


def room(ax: Axes) -> float:
    """Return the width of an Axes in inches, before its layout."""
    figure = ax.get_figure(root=True)
    return float(ax.get_window_extent().width / (figure.dpi if figure else 72))


def quiet(ax: Axes, style: Style, grid: str = "x") -> None:
    """Draw no box, no ticks, and a light grid across the "x" or "y" axis, or none for ""."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(
        axis="both",
        length=0,
        pad=style.scaled(4.5),
        labelsize=style.small,
        labelcolor=style.muted,
        labelfontfamily=list(style.family),
    )
    for name, axis in (("x", ax.xaxis), ("y", ax.yaxis)):
        if name == grid:
            axis.grid(visible=True, color=style.grid, linewidth=style.scaled(0.8))
        else:
            axis.grid(visible=False)
    ax.set_axisbelow(True)


def percent_axis(axis: Axis, style: Style, most: int = 5) -> None:
    """Count an axis in percent, with a decimal only where the ticks are so close."""
    count_axis(axis, partial(tick_text, say=style.strings), most)


def count_axis(axis: Axis, text: Callable[[float], str], most: int = 5) -> None:
    """Count an axis in round numbers, each printed by a function."""
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: text(value)))


def tick_text(value: float, say: Strings) -> str:
    """Print a share as a tick: "5%", "2.5%", "0.25%"."""
    percent = abs(value * 100)
    decimals = next((d for d in (0, 1) if abs(percent - round(percent, d)) < 1e-6), 2)
    return say.percent_text(value, decimals)


def ticks_that_fit(ax: Axes, widest: str, style: Style, most: int = 6) -> int:
    """Return how many numbers as wide as one fit side by side under the axes."""
    each = text_width(widest, style.small, family=style.family) + style.scaled(TICK_ROOM)
    return max(2, min(most, int(room(ax) / each)))


def name_x(ax: Axes, words: str, style: Style) -> None:
    """Say below the axis what it counts."""
    ax.set_xlabel(
        fit(words, style.small, room(ax), family=style.family),
        fontsize=style.small,
        fontfamily=list(style.family),
        color=style.muted,
        loc="left",
        linespacing=LINE,
        parse_math=False,
    )


def below_axis(ax: Axes, style: Style) -> float:
    """Return the points below an axis at which its ticks and its name end."""
    return style.scaled(4.5) + (_NAMED + ax.get_xlabel().count("\n")) * style.small * LINE


def write_above(ax: Axes, words: str, style: Style, *, strong: bool = False) -> None:
    """Say above the axes, from its left edge, what is drawn in it; lines are wrapped."""
    lines = words.split("\n")
    fitted = (fit(ln, style.small, room(ax), bold=strong, family=style.family) for ln in lines)
    ax.set_title(
        "\n".join(fitted),
        loc="left",
        fontsize=style.small,
        fontfamily=list(style.family),
        color=style.ink if strong else style.muted,
        fontweight="bold" if strong else "normal",
        linespacing=LINE,
        parse_math=False,
    )


def write_at(ax: Axes, words: str, at: tuple[float, float], style: Style, **options: Any) -> Text:
    """Write words at a point of the data, some points away with `xytext`.

    Options are those of ``Axes.annotate``, where a chart differs from small muted words.
    """
    settings: dict[str, Any] = {
        "fontsize": style.small,
        "fontfamily": list(style.family),
        "color": style.muted,
        "xytext": (0, 0),
        "linespacing": 1.2,
        "annotation_clip": False,
        "parse_math": False,
    }
    return ax.annotate(shown_text(words), at, textcoords="offset points", **(settings | options))


def write_number(
    ax: Axes, words: str, at: tuple[float, float], style: Style, **options: Any
) -> Text:
    """Write a number at a point of the data: one line, as high as its font makes it."""
    return write_at(ax, words, at, style, **({"linespacing": None} | options))


def ground_of(style: Style, pad: float = 1) -> dict[str, Any]:
    """Return the box of words that cover lines behind them."""
    return {"facecolor": style.paper, "edgecolor": "none", "pad": pad}
