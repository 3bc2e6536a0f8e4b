"""Classes of a map: a few colours with round limits, which a reader can tell apart and look up."""

from dataclasses import dataclass

import numpy as np

from ...estimates.schema import FloatArray
from ...language.strings import Strings
from ..frame.canvas import tick_text
from ..frame.key import Entry
from ..look.theme import Style
from ..number_format import number_text

MOST = 5
"""Classes that can be told apart in shades of one colour."""

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Classes:
    """Limits of classes with the colour of each.

    Attributes
    ----------
    edges : tuple of float
        From the lowest to the highest, one more than colours.
    colors : tuple of str
        From the palest to the darkest.
    percent : bool
        Whether values are shares.
    """

    edges: tuple[float, ...]
    colors: tuple[str, ...]
    percent: bool

    @classmethod
    def of(cls, values: FloatArray, style: Style, *, percent: bool) -> "Classes":
        """Choose at most five classes of one width, with round limits, that hold all values."""
        low, high = float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))
        if not values.size:
            low, high = 0.0, 1.0
        span = high - low or abs(high) / 10 or 1.0
        # classes of less than a point say more than surveys do
        least = 0.01 if percent else 0.0
        power = 10.0 ** np.floor(np.log10(span / MOST))
        steps = [max(least, float(power * step)) for step in (*_STEPS, 20, 25, 50)]
        step, first, number = next(
            (step, first, last - first)
            for step in steps
            if (last := max(int(np.ceil(high / step - 1e-9)),
                            (first := int(np.floor(low / step + 1e-9))) + 1)) - first <= MOST
        )  # fmt: skip
        edges = tuple(round(step * at, 10) for at in range(first, first + number + 1))
        dark = style.mark(0)[0]
        parts = np.linspace(0.18, 1.0, number) if number > 1 else [0.6]
        return cls(edges, tuple(style.between(style.paper, dark, float(p)) for p in parts), percent)

    def color_of(self, value: float) -> str:
        """Return the colour of a value; its class holds its lower limit."""
        at = int(np.searchsorted(self.edges, value + 1e-12, side="right")) - 1
        return self.colors[min(max(at, 0), len(self.colors) - 1)]

    def entries(self, say: Strings) -> list[Entry]:
        """Return the key: "20–30%" and so on."""
        words = [
            tick_text(edge, say) if self.percent else number_text(edge, False, say)
            for edge in self.edges
        ]
        return [
            Entry(words=say("{low} to {high}", low=low, high=high), color=color)
            for low, high, color in zip(words[:-1], words[1:], self.colors, strict=True)
        ]
