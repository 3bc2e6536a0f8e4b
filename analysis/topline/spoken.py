"""Values that say what they found: ``print`` gives their sentences, a notebook shows them.

The sentences are made once, here or where the value is; the command line prints the same ones.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from .shown import shown_text
from .values import Value


class Spoken(Value):
    """A value of which a person reads the finding first; ``repr`` has all of it.

    A subclass is a frozen dataclass that gives its ``sentences``.
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What ``print`` says, line by line; the finding comes first."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Return the sentences; a name in them may be anybody's text."""
        return "\n".join(map(shown_text, self.sentences))

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook, in its own colours, light or dark."""
        return said_as_html(self.sentences)


class SpokenTable(Value):
    """A value that is sentences and a table of estimates below them, as a model is."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands above the table, line by line; the finding comes first."""
        raise NotImplementedError

    @property
    def table(self) -> Any:
        """The estimates."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Return the sentences and the table."""
        return "\n".join([*map(shown_text, self.sentences), repr(self.table)])

    def _repr_html_(self) -> str:
        """Show both in a notebook."""
        return f"{said_as_html(self.sentences)}{self.table._repr_html_()}"


def html_text(text: str) -> str:
    """Return a text as a page shows it: harmless, and no part of it a tag."""
    return escape(shown_text(text))


def said_as_html(sentences: tuple[str, ...]) -> str:
    """Return sentences as HTML without colours of its own: the finding stands out by its weight."""
    first, *rest = map(html_text, sentences)
    more = "".join(f"<br>{line}" for line in rest)
    return f'<div style="max-width:42em;line-height:1.45"><strong>{first}</strong>{more}</div>'


def several_text(values: Any, written: Callable[[Any], str]) -> str:
    """Return one number in words, or the first few of an array and how many there are."""
    if np.ndim(values) == 0:
        return written(values)
    flat = np.asarray(values).ravel()
    begun = ", ".join(written(one) for one in flat[:_SHOWN])
    return begun if flat.size <= _SHOWN else f"{begun}, … ({flat.size:,} in all)"


_SHOWN = 4
"""Numbers of an array that are printed."""


def with_stop(words: str) -> str:
    """Return a finding as a sentence: with a stop where it has none."""
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."
