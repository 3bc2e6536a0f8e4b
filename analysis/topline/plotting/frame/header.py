"""The words around a chart: headline and subtitle above, note below, each wrapped as measured."""

import warnings
from dataclasses import dataclass, replace

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from ...errors import ArgumentError
from ..look.fonts import use_fallbacks
from ..look.text_size import balanced, fit, line_height, missing_glyphs_allowed, reads_from_right
from ..look.theme import LINE, Style

STRETCH = 1.7
"""How far the rows of a chart move apart at most, to fill a page of fixed height."""

_ROUNDING = 0.02
"""Inches that a chart may be higher than its page: lengths are rounded to pixels."""

AIR = 0.0065
"""Inches below a block of words for each point of its type."""


@dataclass(frozen=True, kw_only=True)
class TextBlock:
    """A block of words and its type."""

    text: str
    size: float
    color: str
    weight: str = "normal"

    @property
    def height(self) -> float:
        """Inches of the words."""
        return line_height(self.text, self.size)

    def wrapped(self, inches: float, family: tuple[str, ...]) -> "TextBlock":
        """Return the words in lines no wider than this."""
        bold = self.weight == "bold"
        # a line of a note stays a line of its own
        lines = (fit(ln, self.size, inches, bold=bold, family=family)
                 for ln in self.text.split("\n"))  # fmt: skip
        return replace(self, text="\n".join(filter(None, lines)))


def add_words(figure: Figure, title: str, subtitle: str, note: str, style: Style) -> None:
    """Write the words and make room for them: the figure grows, the chart keeps its size.

    Where the page has a height, the chart fills what the words leave of it.

    Warns
    -----
    UserWarning
        When the page has no room for the chart in type that is read there.
    """
    if figure.texts:
        raise ArgumentError("the figure has words already; draw the chart again to publish it")
    width, height = map(float, figure.get_size_inches())
    room = width - 2 * style.margin
    headline = balanced(title, style.title, room, bold=True, family=style.family)
    head = TextBlock(text=headline, size=style.title, color=style.ink, weight="bold")
    under = TextBlock(text=subtitle, size=style.subtitle, color=style.muted)
    foot = TextBlock(text=note, size=style.small, color=style.muted).wrapped(room, style.family)
    above = [words for words in (head, under.wrapped(room, style.family)) if words.text]
    top = sum(words.height + AIR * words.size for words in above) + 2 * style.margin
    below = foot.height + AIR * foot.size if foot.text else 0.0
    bottom = below + 1.3 * style.margin
    page = style.page
    total = max(height + top + bottom, page.height or 0.0)
    if page.least and page.height is not None and total > page.height + _ROUNDING:
        warnings.warn(
            f"the chart is {round(total * page.dpi):,} pixels high and its page "
            f"{round(page.height * page.dpi):,}, with type of {page.least:g} points at least; draw "
            "it in parts (estimates.subset), shorten labels, or draw it for a page of print",
            stacklevel=4,
        )
    # rows may move apart to fill a page of fixed height, but not so far that they fall to pieces
    used = min(total - top - bottom, max(height * STRETCH, height))
    free = (total - top - bottom - used) / 2
    figure.set_facecolor(style.paper)
    figure.set_size_inches(width, total)
    # labels in line with the words
    lay_out_once(figure, style.margin, (0, (bottom + free) / total, 1, used / total))
    y = total - style.margin
    for words in above:
        _write(figure, words, y / total, style)
        y -= words.height + AIR * words.size
    if foot.text:
        _write(figure, foot, (below + style.margin) / total, style)


def lay_out_once(
    figure: Figure, margin: float, rect: tuple[float, float, float, float] = (0, 0, 1, 1)
) -> None:
    """Let a chart fill a part of its figure: then nothing moves when a file is written."""
    engine = ConstrainedLayoutEngine(rect=rect, w_pad=margin)
    figure.set_layout_engine(engine)
    with missing_glyphs_allowed():
        engine.execute(figure)
    figure.set_layout_engine(None)


def _write(figure: Figure, words: TextBlock, y: float, style: Style) -> None:
    right = reads_from_right(words.text)
    x = style.margin / float(figure.get_size_inches()[0])
    text = figure.text(
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
    use_fallbacks([text])
