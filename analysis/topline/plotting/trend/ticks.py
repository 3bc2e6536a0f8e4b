"""Which waves are named below the axis: as many as have room, in even steps."""

from itertools import pairwise

import numpy as np

from ..look.text_size import text_width
from ..look.theme import Style


def side_by_side(texts: list[str], centres: list[float], style: Style) -> list[int]:
    """Return which words have room beside each other: every one, every second or every third.

    The last is always among them, and the first where the steps come out even. Without room for two
    it is the last alone.
    """
    halves = [text_width(text, style.small, family=style.family) / 2 for text in texts]
    air, back = style.scaled(0.08), list(range(len(centres) - 1, -1, -1))
    gaps = np.diff(centres)
    if gaps.size and gaps.min() > 0:
        # where a wave is left out, the years that are named are as far apart as the others
        even = (centres[-1] - np.array(centres)) / gaps.min()
        if np.allclose(even, np.round(even), atol=0.02):
            back = [int(step) for step in np.round(even)]
    fitting: dict[int, list[int]] = {}
    # no step below this has room, however short the words
    least = back[0] * (2 * min(halves) + air) / max(centres[-1] - centres[0], air)
    for step in range(max(1, int(least)), back[0] + 1):
        kept = [at for at, steps in enumerate(back) if steps % step == 0]
        if len(kept) > 1 and all(centres[one] + halves[one] + air <= centres[other] - halves[other]
                                 for one, other in pairwise(kept)):  # fmt: skip
            fitting[step] = kept
        if fitting and step >= 2 * min(fitting):
            break
    if not fitting:
        return [len(texts) - 1]
    # a step that reaches the first wave, too, is better than one that is a little shorter
    return next((kept for kept in fitting.values() if kept[0] == 0), next(iter(fitting.values())))
