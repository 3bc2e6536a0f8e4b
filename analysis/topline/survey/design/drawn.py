"""How a sample was drawn, as far as it was told, and the words for it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from ...language.message import Message
from ...sample_types import (
    NOT_STATED,
    PROBABILITY,
    SAMPLE_TYPES,
    check_sample_type,
    sampling_sentence,
)
from ...values import Value

WITH_REPLACEMENT = Message("with replacement at the first stage")
"""What is taken for granted of a random sample of which nothing else is told."""

EQUAL_WEIGHTS = Message("equal weights")
"""What is said where no weights are given, until they are made."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Drawn(Value):
    """How a sample was drawn, as far as it was told.

    Attributes
    ----------
    parts : tuple of str
        What was told, a thing each.
    kind : str
        What it is called if it was drawn at random, such as "Stratified cluster sample".
    is_design : bool
        Whether what was told is a design of units drawn at random; weights alone are none.
    sample_type : str or None
        A key of ``SAMPLE_TYPES``; None where nobody said.
    weightless : int
        Rows without a weight that were left out.
    """

    parts: tuple[str, ...]
    kind: str = ""
    is_design: bool = True
    sample_type: str | None = None
    weightless: int = 0

    @property
    def known_type(self) -> str:
        """How respondents were drawn: as said, or as the design says."""
        return self.sample_type or (PROBABILITY if self.is_design else NOT_STATED)

    @property
    def told(self) -> str:
        """What was told of the design."""
        if self.known_type == PROBABILITY:
            if self.kind:
                return Message("{kind}: {parts}", kind=self.kind, parts=self.parts)
            return Message("{parts}", parts=self.parts)
        return Message("{parts}", parts=[x for x in self.parts if x != WITH_REPLACEMENT])

    @property
    def words(self) -> str:
        """What was told, and what intervals are where respondents were not drawn at random."""
        supposed = SAMPLE_TYPES[self.known_type].sentence
        return Message(
            "{parts}",
            parts=[*filter(None, [self.told]), *map(Message, [supposed] * bool(supposed))],
        )

    def weighted(self, done: str) -> "Drawn":
        """Return what is told once the weights were brought to something, in words."""
        told = [part for part in self.parts if part != EQUAL_WEIGHTS]
        return replace(self, parts=(*told, Message("weights {done}", done=done)))

    @property
    def lede(self) -> str:
        """What a page's first lines say of it, a sentence."""
        return sampling_sentence(self.known_type) or f"{self.told}."


@dataclass(frozen=True, eq=False)
class Told(Value):
    """A design that says how its sample was drawn."""

    drawn: Drawn

    @cached_property
    def sample_type(self) -> str:
        """How respondents were drawn, a key of ``SAMPLE_TYPES``."""
        return self.drawn.known_type

    @cached_property
    def words(self) -> str:
        """The design in words."""
        return self.drawn.words

    def with_sample_type(self, kind: str) -> Self:
        """Return the design with how respondents were drawn, as somebody said it.

        Raises
        ------
        ArgumentError
            When it is no kind of sample.
        """
        return replace(self, drawn=replace(self.drawn, sample_type=check_sample_type(kind)))
