"""A chart of a scale, measured on its page: words, key, bars and the room they take."""

from dataclasses import dataclass

from matplotlib.axes import Axes

from ...estimates.suppression import sign_of
from ...wording import label_text
from ..frame.canvas import BESIDE_AXIS, ground_of, write_at, write_number
from ..frame.key import Entry, Key, lay_out
from ..frame.parts import part_of
from ..frame.record import Spot
from ..frame.rows import Rows
from ..frame.scaffold import Lines, axis_room, beside_axis, draw_words, place
from ..frame.widths import GAP
from ..look.text_size import fit, line_height, text_width
from ..look.theme import Style
from .answers import MOST, Bars
from .keys import bar_keys
from .nets import Nets
from .stacks import Parting, Segment, Stacks, stacked
from .words import apart_text, bar_rows, inside_text, left_words

BAR = 0.3
"""Height of a bar in inches."""

SHARE = 0.8
"""Part of its row that a bar takes at most."""

BESIDE = 4.0
"""Points between a column that stands apart and its number."""

_PALE = 0.35
"""Part of the way from paper to its colour at which an answer of a lesser bar stands."""

_INSIDE = 0.04
"""Inches that a segment is wider than its words at least."""

_PAST = 0.75
"""Half the length of the middle line of one bar in heights of the bar."""


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

    scale: Bars
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
    def of(cls, scale: Bars, nets: Nets | None, parting: Parting, style: Style) -> "Chart":
        """Measure a chart, or the part of it that stands on its page."""
        page = style.page
        bars = part_of(page, len(scale.labels), "bars")
        whole, scale = scale, scale.in_order(bars)
        nets = None if nets is None else nets.in_order(bars)
        colors = (*_ramp(scale, style), *([style.dont_know] * len(scale.aside)))
        rows, left = bar_rows(scale, nets, style), left_words(nets, style)
        lines = place(rows, style, sum(_left_widths(left, style)) / 72)
        room = axis_room(rows, lines) - sum(_left_widths(left, style)) / 72
        # numbers stand beside columns apart; what they take is known before bars are scaled
        bare = stacked(whole, parting)
        told = [pair for part in bare.apart for pair in zip(part.shares, part.signs, strict=True)]
        numbers = "\n".join(apart_text(share, sign, style.strings) for share, sign in told)
        beside = text_width(numbers, style.small, family=style.family)
        beside += style.scaled(BESIDE + GAP / 2) / 72
        inches = (room - len(bare.apart) * beside) / bare.span
        # all answers set aside have one colour and one entry
        names = [label_text(answer) for answer in scale.answers]
        if scale.aside:
            names.append(", ".join(map(label_text, scale.aside)))
        entries = [Entry(words=name, color=colors[at]) for at, name in enumerate(names)]
        wide = page.label if page.narrow else page.width - 2 * style.margin
        return cls(scale=scale, nets=nets, parting=parting, style=style, colors=colors,
                   stacks=stacked(whole, parting, beside / inches).of(bars), inches=inches,
                   rows=rows, key=lay_out(entries, wide, style), lines=lines,
                   left=left)  # fmt: skip

    @property
    def head(self) -> float:
        """Inches above the first bar: the key, and a line that says what the nets are."""
        over = max((line_height(words, self.style.small) for words in self.net_names), default=0.0)
        return self.key.height + over

    @property
    def net_names(self) -> tuple[str, ...]:
        """Which answers the nets of either side are of, wrapped to the room above their columns.

        A narrow page, where they stand above the bars, says it in one sentence.
        """
        style, nets = self.style, self.nets
        if style.page.narrow and nets is not None and nets.told_once:
            left, right = nets.spoken
            words = style.strings("NET, left: {left}; right: {right}.", left=left, right=right)
            return (fit(words, style.small, style.page.label, family=style.family),)
        if nets is None or not self.left:
            return ()
        # a third of the bars' width is above them; what is left divides the two
        bars = axis_room(self.rows, self.lines) - self.left_width / 72
        beside = beside_axis(self.rows, self.lines) - self.lines.labels_width
        rooms = (self.labels_width / 72 + bars / 3, beside + bars / 3)
        names = (
            name if single else style.strings("NET: {name}", name=name)
            for name, single in zip(nets.spoken, nets.single, strict=True)
        )
        return tuple(fit(name, style.small, room, family=style.family)
                     for name, room in zip(names, rooms, strict=True))  # fmt: skip

    @property
    def bar(self) -> float:
        """Inches of a bar's height."""
        # type that goes no lower keeps its room in a bar
        least = line_height("n", self.style.small) if self.style.page.least else 0.0
        return min(max(self.style.scaled(BAR), least), self.lines.mark_room * SHARE)

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
        return 72 * self.lines.labels_width + self.style.scaled(GAP) + self.left_width

    def draw_bars(self, ax: Axes) -> None:
        """Draw all segments, the line where sides part, and shares inside or beside."""
        style, lines, stacks, bar = self.style, self.lines, self.stacks, self.bar
        draw_words(ax, self.rows, lines, self.left_width)
        ax.set_ylim(lines.height, -self.head)
        ax.set_xlim(stacks.low, stacks.high)
        ax.set_xticks([])
        # through all bars, but not through the words above them on a narrow page
        ends = [(y - _PAST * bar, y + _PAST * bar) for y in lines.rows]
        for top, bottom in ends if style.page.narrow else [(0.0, lines.height)]:
            if stacks.low < 0:
                ax.plot(
                    [0, 0], [top, bottom], color=style.muted, linewidth=style.scaled(1), zorder=1
                )
        for part in self._there:
            self._draw_segment(ax, part)
        for column in stacks.apart:
            for y, share, sign in zip(lines.rows, column.shares, column.signs, strict=True):
                words = apart_text(share, sign, style.strings)
                write_number(ax, words, (column.start + share, y), style,
                         va="center_baseline", xytext=(style.scaled(BESIDE), 0))  # fmt: skip

    @property
    def _there(self) -> list[Segment]:
        """The segments that are to be seen: of somebody, and not left out."""
        gone = self.scale.left_out
        return [part for part in self.stacks.segments
                if part.share > 0 and not gone[part.bar, part.answer]]  # fmt: skip

    def _draw_segment(self, ax: Axes, part: Segment) -> None:
        """Draw one answer of a bar, and its share inside where there is room."""
        style, bar = self.style, self.bar
        y, color = self.lines.rows[part.bar], self.colors[part.answer]
        if self.rows.muted[part.bar]:
            color = style.between(style.paper, color, _PALE)
        sign = sign_of(self.scale.doubts[part.bar, part.answer])
        fill = style.paper if sign else color
        ax.barh(y, part.share, bar, left=part.start, color=fill, edgecolor=style.muted,
                linewidth=style.scaled(0.4), zorder=2)  # fmt: skip
        if sign:
            # hollow, but for stripes of its colour, which tell which answer it is
            ax.barh(y, part.share, bar, left=part.start, facecolor="none", edgecolor=color,
                    hatch="////", linewidth=0, zorder=2)  # fmt: skip
        # numbers need a bar nearly as high as a line of text
        if part.apart or bar < line_height("n", style.small) * 0.8:
            return
        words = inside_text(part.share, style.strings) + sign
        room = part.share * self.inches - style.scaled(_INSIDE)
        if text_width(words, style.small, family=style.family) <= room:
            ax.text(part.start + part.share / 2, y, words, ha="center", va="center_baseline",
                    color=style.words_on(fill), fontsize=style.small, zorder=4,
                    fontfamily=list(style.family), parse_math=False,
                    bbox=ground_of(style) if sign else None)  # fmt: skip

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where each answer of each bar is drawn, as high as its row, with the words of the row.

        Rows of the table without a share are nowhere.
        """
        scale, answers = self.scale, (*self.scale.answers, *self.scale.aside)
        keys = bar_keys(scale.table, scale.names)
        rows = {
            pair: row for row, pair in enumerate(zip(keys, scale.table["category"], strict=True))
        }
        # sorted by the net of the right side, or else by the last answer's share
        order = (
            scale.shown[:, len(scale.answers) - 1] if self.nets is None else self.nets.sums[:, 1, 0]
        )
        spots = []
        for part in self._there:
            row = rows.get((scale.keys[part.bar], answers[part.answer]))
            if row is not None:
                top, bottom = self.lines.spans[part.bar]
                spots.append(Spot(row=row, top=top, bottom=bottom, left=part.start,
                                  right=part.start + part.share,
                                  key=float(order[part.bar])))  # fmt: skip
        return tuple(spots)

    def write_nets(self, ax: Axes) -> None:
        """Write the nets of the left side, and what both columns are."""
        style, gap = self.style, self.style.scaled(GAP)
        # a narrow page has the numbers above its bars
        told = zip(self.lines.rows, self.rows.muted, self.left, strict=bool(self.left))
        for y, lesser, (net, limits) in told:
            write_number(ax, net, (0, y), style, xycoords=BESIDE_AXIS, xytext=(-gap, 0), ha="right",
                     va="center", fontsize=style.label, fontweight="bold",
                     color=style.muted if lesser else style.ink)  # fmt: skip
            write_number(ax, limits, (0, y), style, xycoords=BESIDE_AXIS, ha="right", va="center",
                     xytext=(-gap - self.left_widths[0], 0))  # fmt: skip
        numbers = 72 * (beside_axis(self.rows, self.lines) - self.lines.labels_width)
        right = numbers + gap + gap * any(self.rows.sides)
        # on a narrow page labels begin where the axis does
        first = 0.0 if style.page.narrow else -self.labels_width
        ends = ((0, first, "left"), (1, right, "right"))
        for words, (x, shift, side) in zip(self.net_names, ends, strict=False):
            write_at(ax, words, (x, 0), style, xycoords=BESIDE_AXIS, xytext=(shift, 0), ha=side,
                     va="bottom", in_layout=False)  # fmt: skip


def _left_widths(left: tuple[tuple[str, str], ...], style: Style) -> tuple[float, float]:
    gap, family = style.scaled(GAP), style.family
    nets, limits = ("\n".join(pair[at] for pair in left) for at in (0, 1))
    wide = text_width(nets, style.label, bold=True, family=family)
    small = text_width(limits, style.small, family=family)
    return 72 * wide + gap * (wide > 0), 72 * small + gap * (small > 0)


def _ramp(scale: Bars, style: Style) -> tuple[str, ...]:
    """Return the colours of the answers: those of one side have its colours, however few they are.

    Of a side so long that the other's colours would run out, all colours from end to end.
    """
    number, wide = len(scale.answers), max(scale.ends)
    left, right = scale.ends
    whole = 2 * wide + (number - left - right)
    if not MOST >= whole > 1:
        return style.ramp(max(number, 2))[:number]
    return style.ramp(whole)[wide - left : wide - left + number]
