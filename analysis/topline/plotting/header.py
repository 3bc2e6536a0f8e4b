"""The words around a chart: headline and subtitle above, note below, each wrapped as measured."""

from matplotlib.figure import Figure

from ..errors import ArgumentError
from . import theme
from .measure import fit, line_height, missing_glyphs_allowed

MARGIN = 0.14
"""Inches between words and the figure's edge, and between the chart and its note."""


def add_words(figure: Figure, title: str, subtitle: str, note: str) -> None:
    """Write the words and make room for them: the figure grows, the chart keeps its size."""
    if figure.texts:
        raise ArgumentError("the figure has words already; draw the chart again to publish it")
    width, height = figure.get_size_inches()
    room = width - 2 * MARGIN
    above = [
        (fit(title, theme.TITLE, room, bold=True), theme.TITLE, "bold", theme.INK),
        (fit(subtitle, theme.SUBTITLE, room), theme.SUBTITLE, "normal", theme.MUTED),
    ]
    below = fit(note, theme.SMALL, room)
    top = sum(_block(words, size) for words, size, _, _ in above) + 2 * MARGIN
    bottom = _block(below, theme.SMALL) + MARGIN
    total = height + top + bottom
    figure.set_size_inches(width, total)
    _make_room(figure, (0, bottom / total, 1, height / total))
    y = total - MARGIN
    for words, size, weight, color in above:
        _write(figure, words, size, weight, color, y / total)
        y -= _block(words, size)
    _write(figure, below, theme.SMALL, "normal", theme.MUTED, bottom / total)


def _make_room(figure: Figure, rect: tuple[float, float, float, float]) -> None:
    """Lay the chart out once, within a part of the figure, its labels in line with the words."""
    figure.set_layout_engine("constrained", rect=rect, w_pad=MARGIN)
    with missing_glyphs_allowed():
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _block(words: str, size: float) -> float:
    """Return the height of words and the air below them in inches; none for no words."""
    return line_height(words, size) + 0.06 if words else 0.0


def _write(figure: Figure, words: str, size: float, weight: str, color: str, y: float) -> None:
    if not words:
        return
    figure.text(
        MARGIN / float(figure.get_size_inches()[0]),
        y,
        words,
        fontsize=size,
        fontweight=weight,
        color=color,
        va="top",
        ha="left",
        linespacing=theme.LINE,
        parse_math=False,
        in_layout=False,
    )
