"""The words of a chart of waves, measured so that none stands on another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..wording import NOT_KNOWN
from .canvas import write_at
from .measure import fit, line_height, text_width
from .rows import number_text
from .scaffold import chart_room, smaller_types
from .strings import Strings
from .theme import Style
from .waves import Series, Waves

_NAME = 0.24
"""Part of the page's width that names at the right take at most."""

_LANES = 3
"""Lines of words above the chart; breaks that need more are told in the note alone."""

_LABEL, _WHY = 1.3, 1.8
"""Inches to which names of waves, and the reasons of breaks, are wrapped."""

_AXIS = 0.35
"""Inches that air and the numbers of the value axis take beside the waves, and air below them."""

_HEIGHT, _LOWEST = 3.0, 0.75
"""Inches of a chart on a page 183 mm wide, and of its value axis at least."""

_TOLD = 3
"""Groups told one by one in a description."""


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
    waves : list of (int, str)
        Which waves are named below the axis, and their names, wrapped.
    reasons : list of (float, str, int)
        Where a reason is written above the axis, the words, and in which lane.
    """

    style: Style
    ends: list[str]
    inches: float
    waves: list[tuple[int, str]]
    reasons: list[tuple[float, str, int]]

    @property
    def heights(self) -> list[float]:
        """Inches of the words at the right, with air."""
        return [line_height(end, self.style.small) + self.style.scaled(0.04) for end in self.ends]

    @property
    def lanes(self) -> list[float]:
        """Where each lane of reasons begins above the axis, in inches, and where the last ends."""
        tops = [0.0]
        for lane in range(_LANES):
            own = [text for _, text, at in self.reasons if at == lane]
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


def measure_words(waves: Waves, style: Style) -> Words:
    """Return the words in type so small that they fit the page."""
    for smaller in smaller_types(style):
        words = _words(waves, smaller)
        if words.height <= chart_room(style):
            break
    return words


def _words(waves: Waves, style: Style) -> Words:
    ends = [_end(waves, series, _NAME * style.page.width, style) for series in waves.series]
    widest = max(text_width(end, style.small, family=style.family) for end in ends)
    beside = widest + 2 * style.scaled(_AXIS) + 4 * style.margin
    inches = 0.9 * (style.page.width - beside)
    named = _named(waves, inches, style)
    return Words(style, ends, inches, named, _reasons(waves, inches, style))


def _centres(places: list[float], ends: list[float], inches: float) -> list[float]:
    """Return where places stand, in inches from the first wave."""
    span = ends[-1] - ends[0] or 1.0
    return [(place - ends[0]) / span * inches for place in places]


def _named(waves: Waves, inches: float, style: Style) -> list[tuple[int, str]]:
    """Return which waves have room for their names and bases, the last in any case."""
    wide = style.scaled(_LABEL)
    texts = [fit(name, style.small, wide, family=style.family) or " " for name in waves.names]
    if len(waves.series) == 1 and "n" in waves.table:
        bases = [style.strings.base_text(n) for n in waves.table["n"]]
        texts = [f"{text}\n{base}" for text, base in zip(texts, bases, strict=True)]
    centres = _centres(waves.places, waves.places, inches)
    kept, before = [], np.inf
    for at in reversed(range(len(texts))):
        half = text_width(texts[at], style.small, family=style.family) / 2 + style.scaled(0.05)
        if centres[at] + half <= before:
            kept.append((at, texts[at]))
            before = centres[at] - half
    return kept[::-1]


def _reasons(waves: Waves, inches: float, style: Style) -> list[tuple[float, str, int]]:
    """Put the reasons of breaks side by side, or one above the other; none where they crowd."""
    ends, written = [-np.inf] * _LANES, []
    centres = _centres([found.at for found in waves.breaks], waves.places, inches)
    for found, centre in zip(waves.breaks, centres, strict=True):
        text = fit(found.words, style.small, style.scaled(_WHY), family=style.family)
        half = text_width(text or " ", style.small, family=style.family) / 2
        lane = next((lane for lane in range(_LANES) if centre - half > ends[lane]), None)
        if lane is None:
            return []
        ends[lane] = centre + half + style.scaled(0.1)
        written.append((found.at, text, lane))
    return [reason for reason in written if reason[1]]


def _end(waves: Waves, series: Series, room: float, style: Style) -> str:
    """Return the name of a group and its last value."""
    if not series.name:
        return ""
    known = [row for run in series.runs for row in run]
    value = _value(waves, known[-1], style.strings) if known else NOT_KNOWN
    line = f"{series.name}  {value}"
    if text_width(line, style.small, family=style.family) <= room:
        return line
    return f"{fit(series.name, style.small, room, family=style.family)}\n{value}"


def _value(waves: Waves, row: int, say: Strings) -> str:
    return number_text(float(waves.table["estimate"].iloc[row]), waves.percent, say)


def write_names(ax: Axes, waves: Waves, words: Words) -> None:
    """Write names and last values at the right, at their lines or moved apart."""
    style, (low, high) = words.style, ax.get_ylim()
    known = [[row for run in series.runs for row in run] for series in waves.series]
    values = [waves.table["estimate"].iloc[rows[-1]] if rows else low for rows in known]
    wanted = [(float(value) - low) / (high - low) for value in values]
    height = words.height - words.around
    for at, y in enumerate(_apart(wanted, [h / height for h in words.heights])):
        if not words.ends[at]:
            continue
        color, _ = style.mark(at)
        write_at(ax, words.ends[at], (1, y), style, xycoords="axes fraction", va="center",
                 xytext=(style.scaled(14), 0), color=style.ink)  # fmt: skip
        ax.annotate("", (1, y), xycoords="axes fraction", xytext=(style.scaled(11), 0),
                    textcoords="offset points", annotation_clip=False,
                    arrowprops={"arrowstyle": "-", "color": color, "linewidth": style.scaled(3),
                                "shrinkA": 0, "shrinkB": style.scaled(3)})  # fmt: skip


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
    for at, text, lane in words.reasons:
        write_at(ax, text, (at, 1), style, xycoords=("data", "axes fraction"), ha="center",
                 va="bottom", xytext=(0, style.scaled(4) + 72 * words.lanes[lane]))  # fmt: skip


def write_values(ax: Axes, waves: Waves, words: Words) -> None:
    """Write each value above the only line, where there is room."""
    if len(waves.series) > 1:
        return
    style, before = words.style, -np.inf
    stand = _centres(waves.places, waves.places, words.inches)
    centres = dict(zip(waves.places, stand, strict=True))
    for row in (row for run in waves.series[0].runs for row in run):
        text = _value(waves, row, style.strings)
        half = text_width(text, style.small, family=style.family) / 2 + style.scaled(0.03)
        centre = centres[float(waves.x[row])]
        if centre - half < before:
            continue
        before = centre + half
        high = waves.table[["estimate", "ci_high"]].iloc[row].max()
        write_at(ax, text, (float(waves.x[row]), float(high)), style, ha="center", va="bottom",
                 xytext=(0, style.scaled(5)), color=style.ink)  # fmt: skip


def note_of(waves: Waves, say: Strings) -> str:
    """Say where lines are not joined, and that bands are of each wave by itself."""
    reasons = list(dict.fromkeys(found.words for found in waves.breaks))
    if not reasons:
        return ""
    told = "; ".join(filter(None, reasons))
    if not told:
        return say("Lines are not joined across the dashed lines.")
    return say("Lines are not joined across the dashed lines: {reasons}.", reasons=told)


def describe_waves(waves: Waves, say: Strings) -> str:
    """Describe the first and last wave of each group for people who do not see them."""
    said = [say("{number} waves.", number=len(waves.places))]
    said += [_told(waves, series, say) for series in waves.series[:_TOLD]]
    if len(waves.series) > _TOLD:
        said.append(say("{number} more in the table.", number=len(waves.series) - _TOLD))
    if waves.breaks:
        said.append(note_of(waves, say))
    return " ".join(said)


def _told(waves: Waves, series: Series, say: Strings) -> str:
    known = [row for run in series.runs for row in run]
    name = f"{series.name}: " if series.name else ""
    if not known:
        return name + say("no estimate.")
    first, last = known[0], known[-1]
    start = f"{_wave(waves, first)} {_value(waves, first, say)}"
    if first == last:
        return f"{name}{start}."
    words = say("{first} to {last}.", first=start,
                last=f"{_wave(waves, last)} {_value(waves, last, say)}")  # fmt: skip
    return f"{name}{words} {_overlap(waves, first, last, say)}".rstrip()


def _wave(waves: Waves, row: int) -> str:
    return " ".join(waves.names[waves.places.index(float(waves.x[row]))].split())


def _overlap(waves: Waves, first: int, last: int, say: Strings) -> str:
    """Describe, not test: whether the intervals of both ends overlap."""
    rows: Any = waves.table[["ci_low", "ci_high"]].iloc[[first, last]].to_numpy(dtype=float)
    if not np.isfinite(rows).all():
        return ""
    if rows[0, 1] < rows[1, 0] or rows[1, 1] < rows[0, 0]:
        return say("Their intervals do not overlap.")
    return say("Their intervals overlap.")
