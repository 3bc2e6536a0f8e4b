"""A chart of a scale, measured on its page: words, key, bars and the room they take."""

from dataclasses import dataclass

from ..wording import label_text
from .key import Key, lay_out
from .likert_words import bar_rows, left_words
from .measure import line_height, text_width
from .nets import Nets
from .rows import Rows
from .scaffold import GAP, Lines, beside_axis, chart_room, place, smaller_types
from .scales import Scale
from .stacks import Segment
from .theme import Style


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn, measured on its page.

    Attributes
    ----------
    colors : tuple of str
        Of all answers, those set aside at the end.
    key : Key
    rows, lines : Rows, Lines
        Words beside the bars and where they stand.
    left : tuple of str
        Words between labels and bars: the nets of the left side and their limits; none on a
        narrow page.
    """

    scale: Scale
    nets: Nets | None
    segments: list[Segment]
    style: Style
    colors: tuple[str, ...]
    key: Key
    rows: Rows
    lines: Lines
    left: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, scale: Scale, nets: Nets | None, parts: list[Segment], style: Style) -> "Chart":
        """Measure a chart."""
        ramp = style.ramp(max(len(scale.answers), 2))[: len(scale.answers)]
        colors = (*ramp, *([style.dont_know] * len(scale.aside)))
        answers = [label_text(answer) for answer in (*scale.answers, *scale.aside)]
        width = style.page.label if style.page.narrow else style.page.width - 2 * style.margin
        items = [(words, color, "s") for words, color in zip(answers, colors, strict=True)]
        rows = bar_rows(scale, nets, style)
        left = left_words(nets, style)
        key = lay_out(items, width, style)
        return cls(scale, nets, parts, style, colors, key, rows, place(rows, style), left)

    @property
    def head(self) -> float:
        """Inches above the first bar: the key, and a line that says what the nets are."""
        over = line_height("n", self.style.small) if self.nets and not self.style.page.narrow else 0
        return self.key.height + over

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        return self.style.page.width, self.lines.height + self.head + self.style.scaled(0.2)

    @property
    def left_widths(self) -> tuple[float, float]:
        """Points of the left nets and of their limits, a gap after each."""
        gap, family = self.style.scaled(GAP), self.style.family
        nets, limits = ("\n".join(pair[at] for pair in self.left) for at in (0, 1))
        wide = text_width(nets, self.style.label, bold=True, family=family)
        small = text_width(limits, self.style.small, family=family)
        return 72 * wide + gap * (wide > 0), 72 * small + gap * (small > 0)

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

    @property
    def limits(self) -> tuple[float, float]:
        """Ends of the axis."""
        ends = [part.start + part.share for part in self.segments]
        low, high = min(part.start for part in self.segments), max(ends)
        return (low, high) if high > low else (-0.5, 0.5)

    @property
    def inches(self) -> float:
        """Inches of a bar of 100 %, or a little less."""
        words = beside_axis(self.rows, self.lines, self.style) + self.left_width / 72
        gaps = 4 * self.style.scaled(GAP) / 72 + 2 * self.style.margin
        low, high = self.limits
        return (self.style.page.width - words - gaps) / (high - low)


def fitted_chart(scale: Scale, nets: Nets | None, parts: list[Segment], style: Style) -> Chart:
    """Make type smaller until the bars fit a page of fixed height."""
    for smaller in smaller_types(style):
        chart = Chart.of(scale, nets, parts, smaller)
        if chart.figure_size[1] <= chart_room(style):
            break
    return chart
