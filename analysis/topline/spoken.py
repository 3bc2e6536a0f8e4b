"""Values that say what they found: ``print`` gives their sentences, a notebook shows them.

The sentences are made once, here or where the value is, as messages that other languages say again;
the command line prints the same ones.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from .language.amounts import listed_words
from .language.message import SAID_AGAIN, Message, PrintedNumber, stopped
from .language.printing import InWords, said_lines
from .language.strings import Strings
from .shown import shown_text
from .values import Value
from .writing.at_hand import AtHand


class Spoken(AtHand, InWords, Value):
    """A value of which a person reads the finding first; ``repr`` has all of it.

    A subclass is a frozen dataclass that gives its ``sentences``.
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What ``print`` says, line by line; the finding comes first."""
        raise NotImplementedError

    def _text(self, say: Strings) -> str:
        return "\n".join(map(say.again, self.sentences))

    def __str__(self) -> str:
        """Return the sentences in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook, in its own colours, light or dark."""
        return said_as_html(self.sentences)


class SpokenTable(InWords, Value):
    """A value that is sentences and a table of estimates below them, as a model is.

    A subclass has both, as fields or properties.
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands above the table, line by line; the finding comes first."""
        raise NotImplementedError

    def _text(self, say: Strings) -> str:
        own: Any = self
        return "\n".join([*map(say.again, self.sentences), own.table.to_text(lang=say)])

    def __repr__(self) -> str:
        """Return the sentences and the table in the language to print in."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Show both in a notebook."""
        own: Any = self
        return f"{said_as_html(self.sentences)}{own.table._repr_html_()}"


def html_text(text: str) -> str:
    """Return a text as a page shows it: harmless, and no part of it a tag."""
    return escape(shown_text(text))


def said_as_html(sentences: tuple[str, ...]) -> str:
    """Return sentences as HTML without colours of its own: the finding stands out by its weight.

    They are in the language to print in.
    """
    first, *rest = map(html_text, said_lines(sentences))
    more = "".join(f"<br>{line}" for line in rest)
    return f'<div style="max-width:42em;line-height:1.45"><strong>{first}</strong>{more}</div>'


def several_text(values: Any, written: Callable[[Any], str]) -> str:
    """Return one number in words, or the first few of an array and how many there are."""
    if np.ndim(values) == 0:
        return _number(written(values))
    flat = np.asarray(values).ravel()
    begun = listed_words(_number(written(one)) for one in flat[:_SHOWN])
    if flat.size <= _SHOWN:
        return begun
    return Message("{begun}, … ({n} in all)", begun=begun, n=flat.size)


def _number(words: str) -> str:
    return words if isinstance(words, SAID_AGAIN) else PrintedNumber(words)


_SHOWN = 4
"""Numbers of an array that are printed."""


def left_out(missing: int) -> str:
    """Say how many respondents a model leaves out; "" for none."""
    return Message("; {n} left out for lack of an answer", n=missing) if missing else ""


def rows_left_out(missing: int) -> str:
    """Say how many rows a model leaves out; "" for none."""
    if not missing:
        return ""
    return Message(
        "; {n} row left out for lack of an answer",
        "; {n} rows left out for lack of an answer",
        n=missing,
    )


def with_stop(words: str) -> str:
    """Return a finding as a sentence: with a stop where it has none."""
    return words if words.endswith((".", "!", "?", ":")) else stopped(words)
