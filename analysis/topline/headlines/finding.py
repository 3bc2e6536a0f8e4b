"""A finding before it is said: its sentences, and the claims they make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..values import Value
from .words import Sentence


@dataclass(frozen=True, eq=False)
class Claim(Value):
    """One thing that a headline says.

    Attributes
    ----------
    kind : {"majority", "minority", "open", "more", "alike", "above", "below", "around", ...}
        More than half; less than half; whether it is more than half is open. The first more than
        the second; the two cannot be told apart. A difference above 0, below 0, or perhaps none.
        "fixed": without sampling error; "level": a value with its interval.
    first, second : tuple of int
        Rows of the estimates, added up where there are several; a second where two are compared.
    """

    kind: str
    first: tuple[int, ...]
    second: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What some rows show.

    Attributes
    ----------
    text, say, do_not_say : Sentence
        As in ``Headline``, without stops.
    claims : tuple of Claim
    """

    text: Sentence
    say: Sentence
    do_not_say: Sentence
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Words:
    """What goes into the places of a finding's sentences: labels, which may be cut, and numbers."""

    labels: Mapping[str, str]
    numbers: Mapping[str, str]

    def finding(self, text: str, say: str, do_not_say: str, claims: Iterable[Claim]) -> Finding:
        """Return a finding whose three sentences have the same words."""
        first, second, third = (
            Sentence(pattern, self.labels, self.numbers) for pattern in (text, say, do_not_say)
        )
        return Finding(first, second, third, tuple(claims))
