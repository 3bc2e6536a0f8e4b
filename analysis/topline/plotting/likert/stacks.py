"""Where the segments of stacked bars begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...estimates.schema import FloatArray
from ...estimates.suppression import sign_of
from ...wording import NOT_KNOWN
from .answers import Bars

AWAY = 0.06
"""Between the scale and what stands apart, as a share."""


@dataclass(frozen=True)
class Parting:
    """How bars part: their kind, and where the middle answer goes."""

    kind: str
    neutral: str | None


@dataclass(frozen=True)
class Segment:
    """One answer of one bar: its share, where it begins, and whether it stands apart."""

    bar: int
    answer: int
    start: float
    share: float
    apart: bool = False


@dataclass(frozen=True, eq=False)
class Apart:
    """A column that stands apart: where it begins, and how much of each bar it is.

    `signs` stand behind its numbers: of how imprecise they are, or a dash for what is left out.
    """

    start: float
    shares: FloatArray
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Stacks:
    """All segments, the columns that stand apart, and the ends of the axis: 100 % at least."""

    segments: tuple[Segment, ...]
    apart: tuple[Apart, ...]
    low: float
    high: float

    @property
    def span(self) -> float:
        """Length of the axis."""
        return self.high - self.low

    def of(self, bars: Sequence[int]) -> "Stacks":
        """Return some of the bars, on the same axis."""
        place = {bar: at for at, bar in enumerate(bars)}
        segments = (replace(part, bar=place[part.bar]) for part in self.segments
                    if part.bar in place)  # fmt: skip
        apart = (replace(part, shares=part.shares[list(bars)],
                         signs=tuple(part.signs[bar] for bar in bars))
                 for part in self.apart)  # fmt: skip
        return replace(self, segments=tuple(segments), apart=tuple(apart))


def stacked(scale: Bars, parting: Parting, beside: float = 0.0) -> Stacks:
    """Lay answers out: to both sides of zero, or from 0; what is set aside stands apart.

    `beside` is the room that the number beside a column that stands apart takes, as a share.
    """
    shares = scale.widths
    inner = list(range(len(scale.answers)))
    aside = list(range(len(inner), len(inner) + len(scale.aside)))
    columns = [aside] if aside else []
    left = np.zeros(len(shares))
    if parting.kind == "stacked":
        inner, columns = [*inner, *aside], []
    else:
        if parting.neutral == "aside" and scale.middle is not None:
            inner.remove(scale.middle)
            columns.insert(0, [scale.middle])
        left = shares[:, inner[: scale.ends[0]]].sum(axis=1)
        if parting.neutral == "split" and scale.middle is not None:
            left = left + shares[:, scale.middle] / 2
    segments = _stacked(shares, inner, -left)
    low = min(part.start for part in segments)
    high = max(part.start + part.share for part in segments)
    apart = []
    for column in columns:
        shown = np.where(scale.left_out, 0.0, shares)[:, column].sum(axis=1)
        gone, worst = scale.left_out[:, column], scale.doubts[:, column]
        signs = [NOT_KNOWN if own.any() else sign_of(most.max())
                 for own, most in zip(gone, worst, strict=True)]  # fmt: skip
        found = Apart(high + AWAY, shown, tuple(signs))
        start = np.full(len(shares), found.start)
        segments += _stacked(shares, column, start, apart=True)
        apart.append(found)
        high = found.start + float(found.shares.max()) + beside
    return Stacks(tuple(segments), tuple(apart), low, max(high, low + 1))


def _stacked(
    shares: FloatArray, answers: list[int], start: FloatArray, *, apart: bool = False
) -> list[Segment]:
    """Put answers end to end, each bar from its start."""
    widths = shares[:, answers]
    starts = start[:, None] + np.cumsum(widths, axis=1) - widths
    return [
        Segment(bar, answer, float(starts[bar, at]), float(widths[bar, at]), apart)
        for bar in range(len(shares))
        for at, answer in enumerate(answers)
    ]
