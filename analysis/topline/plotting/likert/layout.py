"""A chart of a scale, measured on its page: words, key, bars and the room they take."""

from dataclasses import dataclass

from ...wording import label_text
from ..frame.key import Key, lay_out
from ..frame.rows import Rows
from ..frame.scaffold import GAP, Lines, beside_axis, place, that_fits
from ..look.text_size import line_height, text_width
from ..look.theme import Style
from .answers import Scale
from .nets import Nets
from .stacks import Parting, Stacks, stacked
from .words import apart_text, bar_rows, left_words

BAR = 0.3
"""Height of a bar in inches."""

SHARE = 0.72
"""Part of its row that a bar takes at most."""

BESIDE = 4.0
"""Points between a column that stands apart and its number."""


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn, measured on its page.

    Attributes
    ----------
    stacks : Stacks
        The bars.
    inches : float
        Of a bar of 100 %, or a little less.
    colors : tuple of str
        Of all answers, those set aside at the end.
    key : Key
    rows, lines : Rows, Lines
        Words beside the bars and where they stand.
    left : tuple of pairs of str
        Words between labels and bars: the nets of the left side and their limits; none on a
        narrow page.
    """

    scale: Scale
    nets: Nets | None
    parting: Parting
    stacks: Stacks
    inches: float
    style: Style
    colors: tuple[str, ...]
    key: Key
    rows: Rows
    lines: Lines
    left: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, scale: Scale, nets: Nets | None, parting: Parting, style: Style) -> "Chart":
        """Measure a chart."""
        ramp = style.ramp(max(len(scale.answers), 2))[: len(scale.answers)]
        colors = (*ramp, *([style.dont_know] * len(scale.aside)))
        rows, left = bar_rows(scale, nets, style), left_words(nets, style)
        lines = place(rows, style)
        words = beside_axis(rows, lines, style) + sum(_left_widths(left, style)) / 72
        gaps = style.scaled(GAP) / 72 * (1 if style.page.narrow else 3) + 2 * style.margin
        room = style.page.width - words - gaps
        stacks, inches = _on_page(scale, parting, room, style)
        return cls(
            scale, nets, parting, stacks, inches, style, colors, _key(scale, colors, style), rows,
            lines, left,
        )  # fmt: skip

    @property
    def head(self) -> float:
        """Inches above the first bar: the key, and a line that says what the nets are."""
        over = line_height("n", self.style.small) if self.nets and not self.style.page.narrow else 0
        return self.key.height + over

    @property
    def bar(self) -> float:
        """Inches of a bar's height."""
        return min(self.style.scaled(BAR), self.lines.pitch * SHARE)

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        return self.style.page.width, self.lines.height + self.head + self.style.scaled(0.2)

    @property
    def left_widths(self) -> tuple[float, float]:
        """Points of the left nets and of their limits, a gap after each."""
        return _left_widths(self.left, self.style)

    @property
    def left_width(self) -> float:
        """Points between labels and bars."""
        return sum(self.left_widths)

    @property
    def labels_width(self) -> float:
        """Points from where labels begin to the bars."""
        words, style = "\n".join(self.lines.labels), self.style
        widest = text_width(words, style.label, family=style.family)
        return 72 * widest + style.scaled(GAP) + self.left_width


def _left_widths(left: tuple[tuple[str, str], ...], style: Style) -> tuple[float, float]:
    gap, family = style.scaled(GAP), style.family
    nets, limits = ("\n".join(pair[at] for pair in left) for at in (0, 1))
    wide = text_width(nets, style.label, bold=True, family=family)
    small = text_width(limits, style.small, family=family)
    return 72 * wide + gap * (wide > 0), 72 * small + gap * (small > 0)


def _key(scale: Scale, colors: tuple[str, ...], style: Style) -> Key:
    """Lay out the key; all answers set aside have one colour and one entry."""
    words = [label_text(answer) for answer in scale.answers]
    if scale.aside:
        words.append(", ".join(map(label_text, scale.aside)))
    width = style.page.label if style.page.narrow else style.page.width - 2 * style.margin
    return lay_out([(text, colors[at], "s") for at, text in enumerate(words)], width, style)


def _on_page(scale: Scale, parting: Parting, inches: float, style: Style) -> tuple[Stacks, float]:
    """Return bars and numbers beside them in so many inches, and those of a bar of 100 %."""
    bare = stacked(scale, parting)
    numbers = [apart_text(share, style.strings) for column in bare.apart for share in column.shares]
    widest = text_width("\n".join(numbers), style.small, family=style.family)
    beside = widest + style.scaled(BESIDE + GAP / 2) / 72
    whole = (inches - len(bare.apart) * beside) / bare.span
    return stacked(scale, parting, beside / whole), whole


def fitted_chart(scale: Scale, nets: Nets | None, parting: Parting, style: Style) -> Chart:
    """Make type smaller until the bars fit a page of fixed height."""
    return that_fits(
        style,
        lambda own: Chart.of(scale, nets, parting, own),
        lambda chart: chart.figure_size[1],
    )
