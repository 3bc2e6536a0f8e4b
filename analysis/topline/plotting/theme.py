"""Colours and sizes of every chart: one place, no rcParams.

The categories are those of Okabe & Ito (2008), told apart under the common colour-vision
deficiencies; a marker of its own goes with each, so that colour never stands alone.
"""

CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "D", "^", "v", "P")

INK = "#1a1a1a"
MUTED = "#595959"
GRID = "#dddddd"
EMPTY = "#e6e6e6"
PAPER = "#ffffff"

TITLE = 13.0
SUBTITLE = 10.0
LABEL = 9.5
SMALL = 8.5
BIG = 24.0
"""Type sizes in points."""

WIDTH = 7.2
"""Width of a chart in inches; its height follows its rows."""

LINE = 1.3
"""Height of a line of text in type sizes."""

LABEL_CHARACTERS = 36
"""Characters of a row's label before it wraps."""


def lighter(color: str) -> str:
    """Return a colour two thirds of the way to it from white: a bar that lets whiskers be seen."""
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 2 / 3):02x}" for part in parts)


def style(position: int) -> tuple[str, str]:
    """Return colour and marker of the group at this position."""
    return CATEGORIES[position % len(CATEGORIES)], MARKERS[position % len(MARKERS)]
