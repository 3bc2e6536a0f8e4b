"""Where the segments of stacked bars begin and end."""

from dataclasses import dataclass

import numpy as np

from .scales import FloatArray, Scale

AWAY = 0.06
"""Between the scale and what stands apart, as a share."""


@dataclass(frozen=True)
class Segment:
    """One answer of one bar: its share, and where it begins on the axis."""

    bar: int
    answer: int
    start: float
    share: float


def segments(scale: Scale, kind: str, neutral: str | None) -> list[Segment]:
    """Lay answers out: to both sides of zero, or from 0; what is set aside stands apart.

    Parameters
    ----------
    scale : Scale
    kind : {"diverging", "stacked"}
    neutral : {"split", "aside", None}
        The middle answer: half on either side, apart, or the first to the right.
    """
    shares = np.nan_to_num(scale.shares)
    inner, middle = list(range(len(scale.answers))), scale.middle
    aside = list(range(len(inner), shares.shape[1]))
    if kind == "stacked":
        return _stacked(shares, [*inner, *aside], np.zeros(len(shares)))
    apart = [aside] if aside else []
    if neutral == "aside" and middle is not None:
        inner.remove(middle)
        apart.insert(0, [middle])
    left = shares[:, inner[: len(inner) // 2]].sum(axis=1)
    if neutral == "split" and middle is not None:
        left = left + shares[:, middle] / 2
    found = _stacked(shares, inner, -left)
    for column in apart:
        end = max(segment.start + segment.share for segment in found)
        found += _stacked(shares, column, np.full(len(shares), end + AWAY))
    return found


def _stacked(shares: FloatArray, answers: list[int], start: FloatArray) -> list[Segment]:
    """Put answers end to end, each bar from its start."""
    widths = shares[:, answers]
    starts = start[:, None] + np.cumsum(widths, axis=1) - widths
    return [
        Segment(bar, answer, float(starts[bar, at]), float(widths[bar, at]))
        for bar in range(len(shares))
        for at, answer in enumerate(answers)
    ]
