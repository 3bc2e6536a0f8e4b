"""A chart's own settings: what a person has set for matplotlib changes no chart of this package.

A figure that the package makes is drawn and written under matplotlib's defaults and a few settings
of its own, whatever the person's are, which stand again afterwards. On a figure of their own they
have theirs; only how its file is written is set, so that the same figure gives the same bytes.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any
from weakref import WeakSet

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .measured import measured_once
from .theme import Style

WRITING: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "topline",
    "pdf.fonttype": 42,
    # words as wide as their outlines, which is what is measured and what a browser draws
    "text.hinting": "none",
    "figure.dpi": 100,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    # what is laid out stays so: a layout engine would draw each figure twice for each file
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}
"""Settings of every file."""

_THEIRS = (
    "backend",
    "backend_fallback",
    "interactive",
    "toolbar",
    "timezone",
    "date.epoch",
    "docstring.hardcopy",
    "figure.max_open_warning",
    "figure.raise_window",
    "savefig.directory",
    "tk.window_focus",
)
"""Settings of windows and of the session, which a drawing has nothing to do with."""

_ONE_AT_A_TIME = RLock()
"""Settings are those of all threads: of two that set them at once, one would draw with the person's
and the other would leave the package's behind."""

_OWN: WeakSet[Figure] = WeakSet()
_WITHOUT_SIZE: WeakSet[Figure] = WeakSet()


_SET: list[None] = []
"""Holds something while the settings are the package's: they are set once for all that is drawn."""


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw and write under the package's settings; the person's are back afterwards, always."""
    with _ONE_AT_A_TIME:
        if _SET:
            yield
            return
        wanted: dict[Any, Any] = {
            name: value
            for name, value in mpl.rcParamsDefault.items()
            if name not in _THEIRS and not name.startswith("webagg.")
        }
        wanted |= WRITING
        with mpl.rc_context(), measured_once():
            with warnings.catch_warnings():
                # a setting that goes some day is a default all the same
                warnings.simplefilter("ignore", mpl.MatplotlibDeprecationWarning)
                # to check each again takes longer than to see which are others
                known = mpl.rcParams
                others = {name: own for name, own in wanted.items() if known[name] != own}
                mpl.rcParams.update(others)
            _SET.append(None)
            try:
                yield
            finally:
                _SET.clear()


@contextmanager
def settings_of(figure: Figure) -> Iterator[None]:
    """Go on with a figure under the settings it was made with: the package's, or a person's own."""
    with _ONE_AT_A_TIME, own_settings() if figure in _OWN else mpl.rc_context(WRITING):
        yield


def is_own(figure: Figure) -> bool:
    """Return whether the package made a figure."""
    return figure in _OWN


def own(figure: Figure) -> Figure:
    """Keep in mind that the package made a figure, and return it."""
    _OWN.add(figure)
    return figure


def off_screen() -> Axes:
    """Return the Axes of a figure that no list of open ones keeps; its first chart sizes it."""
    figure = own(Figure(layout="constrained"))
    _WITHOUT_SIZE.add(figure)
    return figure.add_subplot()


def give_size(figure: Figure, size: tuple[float, float]) -> None:
    """Make a figure of `off_screen` as large as the first chart drawn on it, in inches."""
    if figure in _WITHOUT_SIZE:
        _WITHOUT_SIZE.discard(figure)
        figure.set_size_inches(size)


def new_figure(size: tuple[float, float], style: Style) -> Figure:
    """Return a figure of the package's own, in inches."""
    import matplotlib.pyplot as plt

    return own(plt.figure(figsize=size, layout="constrained", facecolor=style.paper))
