"""Words that matplotlib measured for one file or layout, known to all others of the package."""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from matplotlib import text as of_text

_ASKED = ("renderer", "text", "fontprop", "ismath", "dpi")
_MOST = 4096
"""Measures that are kept, about a hundred charts' words; then they are taken anew."""

_KNOWN: dict[tuple[Any, ...], Any] = {}

_OWN = getattr(of_text, "_get_text_metrics_with_cache", None)
"""Matplotlib's own way, which charts that are not the package's have."""

_DRAWING: list[None] = []
"""One for each that draws: threads begin and end in any order, and the last puts it back."""


@contextmanager
def measured_once() -> Iterator[None]:
    """Let words be measured once by each kind of file, under the package's settings.

    Matplotlib measures a chart's words anew for each layout and each file of it, which takes an
    eighth of all the time of a report. What decides a measure is its kind of file, the pixels of an
    inch, the words and their font, besides settings: those are the same whenever this is on. A
    version that measures in another way does so.
    """
    writer: Any = of_text
    if _OWN is None or tuple(signature(_OWN).parameters) != _ASKED:
        yield
        return
    _DRAWING.append(None)
    writer._get_text_metrics_with_cache = _measure
    try:
        yield
    finally:
        _DRAWING.pop()
        if not _DRAWING:
            writer._get_text_metrics_with_cache = _OWN


def _measure(renderer: Any, text: str, fontprop: Any, ismath: Any, dpi: float) -> Any:
    """Return width, height and descent of a line in pixels."""
    measure = renderer.get_text_width_height_descent
    # fonts are alike where their hashes are, which tell all that a font has
    key = measure.__func__, renderer.points_to_pixels(72), dpi, text, hash(fontprop), ismath
    found = _KNOWN.get(key)
    if found is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        found = _KNOWN[key] = measure(text, fontprop, ismath)
    return found
