"""The words around a chart: headline and subtitle above, note below, each wrapped as measured."""

from dataclasses import dataclass

from matplotlib.figure import Figure

from ...errors import ArgumentError
from ..look.text_size import (
    balanced,
    fit,
    line_height,
    missing_glyphs_allowed,
    reads_from_right,
)
from ..look.theme import LINE, Style

STRETCH = 1.7
"""How far the rows of a chart move apart at most, to fill a page of fixed height."""


@dataclass(frozen=True)
class _Words:
    """A block of wrapped words and its type."""

    text: str
    size: float
    color: str
    weight: str = "normal"

    @property
    def height(self) -> float:
        """Inches of the words and the air below them; none for no words."""
        return line_height(self.text, self.size) + self.size * 0.0065 if self.text else 0.0


def add_words(figure: Figure, title: str, subtitle: str, note: str, style: Style) -> None:
    """Write the words and make room for them: the figure grows, the chart keeps its size.

    Where the page has a height, the chart fills what the words leave of it.
    """
    if figure.texts:
        raise ArgumentError("the figure has words already; draw the chart again to publish it")
    width, height = map(float, figure.get_size_inches())
    above, below = _wrapped(title, subtitle, note, width - 2 * style.margin, style)
    top = sum(words.height for words in above) + 2 * style.margin
    bottom = below.height + 1.3 * style.margin
    total = max(height + top + bottom, style.page.height or 0.0)
    used = min(total - top - bottom, max(height * STRETCH, height))
    free = (total - top - bottom - used) / 2
    figure.set_facecolor(style.paper)
    figure.set_size_inches(width, total)
    _make_room(figure, (0, (bottom + free) / total, 1, used / total), style)
    y = total - style.margin
    for words in above:
        _write(figure, words, y / total, style)
        y -= words.height
    _write(figure, below, (below.height + style.margin) / total, style)


def _wrapped(
    title: str, subtitle: str, note: str, room: float, style: Style
) -> tuple[list[_Words], _Words]:
    def block(text: str, size: float, color: str, weight: str = "normal") -> _Words:
        wrap = balanced if weight == "bold" else fit
        fitted = wrap(text, size, room, bold=weight == "bold", family=style.family)
        return _Words(fitted, size, color, weight)

    above = [
        block(title, style.title, style.ink, "bold"),
        block(subtitle, style.subtitle, style.muted),
    ]
    return above, block(note, style.small, style.muted)


def _make_room(figure: Figure, rect: tuple[float, float, float, float], style: Style) -> None:
    """Lay the chart out once, within a part of the figure, its labels in line with the words."""
    figure.set_layout_engine("constrained", rect=rect, w_pad=style.margin)
    with missing_glyphs_allowed():
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _write(figure: Figure, words: _Words, y: float, style: Style) -> None:
    if not words.text:
        return
    right = reads_from_right(words.text)
    x = style.margin / float(figure.get_size_inches()[0])
    figure.text(
        1 - x if right else x,
        y,
        words.text,
        fontsize=words.size,
        fontweight=words.weight,
        fontfamily=list(style.family),
        color=words.color,
        va="top",
        ha="right" if right else "left",
        linespacing=LINE,
        parse_math=False,
        in_layout=False,
    )
