"""The words around a chart: headline and subtitle above, note below, each wrapped as measured."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text

from ...errors import ArgumentError
from ..look.fonts import use_fallbacks
from ..look.text_size import balanced, fit, line_height, missing_glyphs_allowed, reads_from_right
from ..look.theme import LINE, Size, Style

STRETCH = 1.7
"""How far the rows of a chart move apart at most, to fill a page of fixed height."""

_ROUNDING = 0.02
"""Inches that a chart may be higher than its page: lengths are rounded to pixels."""

_PRESSED = 0.85
"""Part of its height to which a chart may be pressed to stay on its page, if no words touch."""

_TOUCH = 0.5
"""Pixels by which the places of two words may overlap: they are rounded."""

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
        """Return the words in lines no wider than this, two of them of about one length."""
        bold = self.weight == "bold"
        lines = []
        # a line of a note stays a line of its own
        for own in self.text.split("\n"):
            text = fit(own, self.size, inches, bold=bold, family=family)
            if text.count("\n") == 1:
                text = balanced(own, self.size, inches, bold=bold, family=family)
            lines.append(text)
        return replace(self, text="\n".join(filter(None, lines)))


def add_words(figure: Figure, title: str, subtitle: str, note: str, style: Style) -> None:
    """Write the words and make room for them: the figure grows, the chart keeps its size.

    Where the page has a height, the chart fills what the words leave of it.
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
    figure.set_facecolor(style.paper)
    total = _lay_out_on_page(figure, style, height, top, bottom)
    y = total - style.margin
    for words in above:
        _write(figure, words, y / total, style)
        y -= words.height + AIR * words.size
    if foot.text:
        _write(figure, foot, (below + style.margin) / total, style)


def _lay_out_on_page(
    figure: Figure, style: Style, height: float, top: float, bottom: float
) -> float:
    """Lay out a chart so high between its words, or to fill its page, and return all its height."""
    page = style.page
    total = max(height + top + bottom, page.height or 0.0)
    # rows may move apart to fill a page of fixed height, but not so far that they fall to pieces
    used = min(total - top - bottom, max(height * STRETCH, height))
    lay_out = partial(_lay_out_chart, figure, style, top=top, bottom=bottom)
    over = total - page.height if page.least and page.height is not None else 0.0
    if _ROUNDING < over <= (1 - _PRESSED) * height:
        # a caption longer than it was taken for leaves the chart a little less
        lay_out(total=total - over, used=used - over)
        if not _words_touch(figure):
            return total - over
    lay_out(total=total, used=used)
    return total


def is_on_page(figure: Figure, page: Size) -> bool:
    """Return whether a chart with its words is no higher than the page that it is made for."""
    return page.height is None or float(figure.get_size_inches()[1]) <= page.height + _ROUNDING


def _lay_out_chart(
    figure: Figure, style: Style, *, top: float, bottom: float, total: float, used: float
) -> None:
    """Give a figure its height, and its chart some of it, in the middle between the words."""
    free = (total - top - bottom - used) / 2
    figure.set_size_inches(float(figure.get_size_inches()[0]), total)
    # labels in line with the words
    lay_out_once(figure, style.margin, (0, (bottom + free) / total, 1, used / total))


def _words_touch(figure: Figure) -> bool:
    """Return whether two of a chart's words stand on one another, or one reaches over the edge."""
    unseen = {
        label
        for ax in figure.axes
        for axis in (ax.xaxis, ax.yaxis)
        for tick in axis.get_major_ticks()
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
        for label in (tick.label1, tick.label2)
    }
    with missing_glyphs_allowed():
        places = [
            text.get_window_extent()
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text().strip() and text not in unseen
        ]
    return any(
        min(a.x1, b.x1) - max(a.x0, b.x0) > _TOUCH and min(a.y1, b.y1) - max(a.y0, b.y0) > _TOUCH
        for a, b in combinations(places, 2)
    ) or any(place.y0 < 0 or place.y1 > figure.bbox.y1 for place in places)


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
