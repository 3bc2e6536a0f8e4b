"""A finding before it is said: its sentences, and the claims they make."""

from dataclasses import dataclass

from .claim import Claim
from .words import Sentence


@dataclass(frozen=True)
class Finding:
    """What some rows show.

    Attributes
    ----------
    text, say, do_not_say : Sentence
        As in ``Headline``.
    claims : tuple of Claim
    """

    text: Sentence
    say: Sentence
    do_not_say: Sentence
    claims: tuple[Claim, ...] = ()
