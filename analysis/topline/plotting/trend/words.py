"""The words of a chart of waves, measured so that none stands on another."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import offset_copy

from ...language.strings import Strings
from ...wording import NOT_KNOWN
from ..frame.canvas import ground_of, write_at
from ..frame.page import chart_room
from ..look.text_size import balanced, line_height, text_width
from ..look.theme import LIGHT, Style
from .drawing import BESIDE
from .ticks import side_by_side
from .waves import Waves

_NAME = 0.24
"""Part of the page's width that names at the right take at most."""

_LANES = 3
"""Lines of words above the chart; breaks that need more are told in the note alone."""

_LABEL, _WHY = 1.3, 1.8
"""Inches to which names of waves, and the reasons of breaks, are wrapped."""

_AXIS = 0.35
"""Inches that air and the numbers of the value axis take beside the waves, and air below them."""

_KEY = 14.0
"""Points from the axis to the bar before a name."""

_HEIGHT, _LOWEST = 3.0, 0.75
"""Inches of a chart on a page 183 mm wide, and of its value axis at least."""

_DOT, _SMALLEST = 6.0, 2.6
"""Points of a dot, and of one where waves crowd."""


@dataclass(frozen=True)
class Reason:
    """Why lines are broken: the place on the axis, the words, and the lane above it."""

    at: float
    words: str
    lane: int


@dataclass(frozen=True)
class Words:
    """What is written, and how much room there is for it.

    Attributes
    ----------
    style : Style
        With type small enough for the page.
    ends : list of str
        Name and last value of each group, wrapped; empty for the only line.
    inches : float
        Width from the first wave to the last, or a little less.
    closest : float
        Inches between the two waves that are closest.
    waves : list of (int, str)
        Which waves are named below the axis, and their names, wrapped.
    reasons : list of Reason
        Of breaks, written above the axis.
    """

    style: Style
    ends: list[str]
    inches: float
    closest: float
    waves: list[tuple[int, str]]
    reasons: list[Reason]

    @classmethod
    def of(cls, waves: Waves, style: Style) -> "Words":
        """Measure the words of a chart."""
        wide = partial(text_width, size=style.small, family=style.family)
        room = _NAME * style.page.width
        ends = []
        for series in waves.series:
            last = series.known[-1:]
            value = value_text(waves, last[0], style.strings) if last else NOT_KNOWN
            end = f"{series.name}  {value}"
            if wide(end) > room:
                name = balanced(series.name, style.small, room, family=style.family)
                end = f"{name}\n{value}"
            # the only line has its values above it
            ends.append(end if series.name else "")
        beside = max(map(wide, ends)) + 2 * style.scaled(_AXIS) + 4 * style.margin
        inches = 0.9 * (style.page.width - beside)
        steps = np.diff(_centres(waves.places, waves.places, inches))
        return cls(
            style=style,
            ends=ends,
            inches=inches,
            closest=float(steps.min(initial=inches)),
            waves=_named(waves, inches, style),
            reasons=_reasons(waves, inches, style),
        )

    @property
    def figure_size(self) -> tuple[float, float]:
        """Width and height of a figure in inches."""
        return self.style.page.width, self.height

    @property
    def dot(self) -> float:
        """Points of a dot: smaller where waves crowd."""
        room = 0.6 * 72 * self.closest
        return min(self.style.scaled(_DOT), max(self.style.scaled(_SMALLEST), room))

    @property
    def heights(self) -> list[float]:
        """Inches of the words at the right, with air."""
        return [line_height(end, self.style.small) + self.style.scaled(0.04) for end in self.ends]

    @property
    def lanes(self) -> list[float]:
        """Where each lane of reasons begins above the axis, in inches, and where the last ends."""
        tops = [0.0]
        for lane in range(_LANES):
            own = (reason.words for reason in self.reasons if reason.lane == lane)
            high = (line_height(text, self.style.small) for text in own)
            tops.append(tops[-1] + max(high, default=0.0))
        return tops

    @property
    def around(self) -> float:
        """Inches above and below the axis."""
        below = max((line_height(text, self.style.small) for _, text in self.waves), default=0.0)
        return below + self.lanes[-1] + self.style.scaled(_AXIS)

    @property
    def height(self) -> float:
        """Inches of the figure: what the page wants, or what the words need."""
        wanted = min(self.style.scaled(_HEIGHT), chart_room(self.style))
        axis = max(self.style.scaled(_LOWEST), sum(self.heights))
        return max(wanted, axis + self.around)


def _centres(places: list[float], ends: list[float], inches: float) -> list[float]:
    """Return where places stand, in inches from the first wave."""
    span = ends[-1] - ends[0] or 1.0
    return [(place - ends[0]) / span * inches for place in places]


def _widest(inches: float, style: Style) -> float:
    """Return how wide words may be: as on a page of print, or where their type is larger, wider."""
    return max(style.scaled(inches), inches * style.page.least / LIGHT.fonts.small)


def _named(waves: Waves, inches: float, style: Style) -> list[tuple[int, str]]:
    """Return all waves with their bases if these have room, else the names that have room."""
    wide = _widest(_LABEL, style)
    names = [balanced(name, style.small, wide, family=style.family) or " " for name in waves.names]
    centres = _centres(waves.places, waves.places, inches)
    # the caption says once that no wave's base is stated
    if len(waves.series) == 1 and "n" in waves.table and waves.table["n"].notna().any():
        bases = dict(zip(waves.x.tolist(), waves.table["n"], strict=True))
        texts = [
            f"{name}\n{style.strings.base_text(bases[place])}" if place in bases else name
            for name, place in zip(names, waves.places, strict=True)
        ]
        if len(side_by_side(texts, centres, style)) == len(texts):
            return list(enumerate(texts))
    return [(at, names[at]) for at in side_by_side(names, centres, style)]


def _reasons(waves: Waves, inches: float, style: Style) -> list[Reason]:
    """Put the reasons of breaks side by side, or one above the other; none where they crowd."""
    ends, written = [-np.inf] * _LANES, []
    wide = _widest(_WHY, style)
    centres = _centres([found.at for found in waves.breaks], waves.places, inches)
    for found, centre in zip(waves.breaks, centres, strict=True):
        text = balanced(found.words, style.small, wide, family=style.family)
        half = text_width(text or " ", style.small, family=style.family) / 2
        lane = next((lane for lane in range(_LANES) if centre - half > ends[lane]), None)
        if lane is None:
            return []
        ends[lane] = centre + half + style.scaled(0.1)
        written.append(Reason(found.at, text, lane))
    return [reason for reason in written if reason.words]


def value_text(waves: Waves, row: int, say: Strings) -> str:
    """Print the estimate of a row: a share whole, as no limits stand beside it."""
    value = float(waves.table["estimate"].iloc[row])
    text = say.percent_text(value) if waves.percent else waves.formats[row].value(value, say)
    return text + waves.signs[row]


def write_names(ax: Axes, waves: Waves, words: Words) -> None:
    """Write names and last values at the right, at their lines or moved apart.

    An upright bar in the group's colour stands before each, and a dotted line leads to it from the
    group's last wave: neither can be taken for a wave that is still to come.
    """
    style, (low, high), figure = words.style, ax.get_ylim(), ax.get_figure(root=True)
    ends = [(waves.x[s.known[-1]], waves.table["estimate"].iloc[s.known[-1]]) if s.known
            else (np.nan, low) for s in waves.series]  # fmt: skip
    wanted = [(float(value) - low) / (high - low) for _, value in ends]
    height = words.height - words.around
    beside = offset_copy(ax.transAxes, figure, x=style.scaled(_KEY), units="points")
    for at, y in enumerate(_apart(wanted, [h / height for h in words.heights])):
        if not words.ends[at]:
            continue
        color, _ = style.mark(at)
        half = line_height(words.ends[at], style.small) / 2 / height
        write_at(ax, words.ends[at], (1, y), style, xycoords="axes fraction", va="center",
                 xytext=(style.scaled(_KEY + 5), 0), color=style.ink)  # fmt: skip
        ax.plot([1, 1], [y - 0.8 * half, y + 0.8 * half], color=color, transform=beside,
                linewidth=style.scaled(3), solid_capstyle="butt", clip_on=False)  # fmt: skip
        if np.isfinite(ends[at][0]):
            arrow = {"arrowstyle": "-", "color": style.muted, "shrinkA": style.scaled(2.5),
                     "shrinkB": words.dot / 2 + style.scaled(1.5), "linestyle": (0, (1, 2)),
                     "linewidth": style.scaled(0.9)}  # fmt: skip
            ax.annotate("", ends[at], xytext=(1, y), textcoords=beside, annotation_clip=False,
                        arrowprops=arrow)  # fmt: skip


def _apart(wanted: list[float], heights: list[float]) -> list[float]:
    """Move words apart, up and down from where they want to be, within the axis."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    centres, floor = dict.fromkeys(order, 0.0), 0.0
    for at in order:
        centres[at] = max(wanted[at], floor + heights[at] / 2)
        floor = centres[at] + heights[at] / 2
    ceiling = max(1.0, sum(heights))
    for at in reversed(order):
        centres[at] = min(centres[at], ceiling - heights[at] / 2)
        ceiling = centres[at] - heights[at] / 2
    return [centres[at] for at in range(len(wanted))]


def write_waves(ax: Axes, waves: Waves, words: Words) -> None:
    """Write the names of waves and their bases below the axis, clear of its lowest number."""
    style = words.style
    ax.set_xticks([waves.places[at] for at, _ in words.waves], [text for _, text in words.waves])
    ax.tick_params(axis="x", pad=0.8 * style.small)
    for label in ax.get_xticklabels():
        label.set(parse_math=False, linespacing=1.2)


def write_reasons(ax: Axes, words: Words) -> None:
    """Write above the chart why lines are not joined."""
    style = words.style
    for reason in words.reasons:
        write_at(ax, reason.words, (reason.at, 1), style, xycoords=("data", "axes fraction"),
                 ha="center", va="bottom",
                 xytext=(0, style.scaled(4) + 72 * words.lanes[reason.lane]))  # fmt: skip


def write_values(ax: Axes, waves: Waves, words: Words) -> list[int]:
    """Write all values above the only line if they have room, else the first and the last.

    Where all are the same, these alone. They stand behind bands and lines, and before the dashed
    lines. Returns the rows that have one.
    """
    if len(waves.series) > 1:
        return []
    style, rows = words.style, waves.series[0].known
    ends = [*rows[:1], *rows[1:][-1:]]
    flat = len({value_text(waves, row, style.strings) for row in rows}) == 1
    for chosen in (ends if flat else rows, ends, rows[-1:]):
        texts = [value_text(waves, row, style.strings) for row in chosen]
        centres = _centres([float(waves.x[row]) for row in chosen], waves.places, words.inches)
        if texts and len(side_by_side(texts, centres, style)) == len(texts):
            break
    for row, text in zip(chosen, texts, strict=True):
        half = text_width(text, style.small, family=style.family) / 2
        # the first keeps off the numbers of the axis
        aside = max(0.0, half - BESIDE * words.inches) if row == rows[0] and chosen[1:] else 0.0
        high = waves.table[["estimate", "ci_high"]].iloc[row].max()
        write_at(ax, text, (float(waves.x[row]), float(high)), style, ha="center", va="bottom",
                 xytext=(72 * aside, style.scaled(5)), zorder=1.5, bbox=ground_of(style),
                 color=style.muted if waves.faint[row] else style.ink)  # fmt: skip
    return list(chosen)
