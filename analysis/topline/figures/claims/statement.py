"""What a claim says of a quantity, and whether an interval bears it out."""

from dataclasses import dataclass

from ...language.marking import marked
from ...statistics.core.interval import Interval
from .phrases import FROM_BELOW, LESS, MORE
from .quantities import Quantity

SUPPORTED, CONTRADICTED = marked("supported"), marked("contradicted")
OPEN, COMPATIBLE = marked("not settled"), marked("compatible")


@dataclass(frozen=True)
class Statement:
    """What is said of a quantity.

    Attributes
    ----------
    relation : {"more", "less", "same"}
    value : float
        What it is compared with.
    name : str
        That value in words, such as "a third"; "" where its number says it.
    margin : float or None
        How far off still counts as the same.
    near : str
        The word that says it is only near, such as "almost".
    """

    relation: str
    value: float
    name: str = ""
    margin: float | None = None
    near: str = ""

    def verdict(self, quantity: Quantity, limits: Interval) -> str:
        """Judge by the whole interval, rounding covered.

        What is the same is never shown by an interval that holds it, only by one that lies within a
        margin; a share named in words, such as a third, is compatible with it. How far off is still
        "about a third" only a margin says; more than a third is not "almost" a third.
        """
        low, high = limits
        if self.relation == MORE:
            return SUPPORTED if low > self.value else CONTRADICTED if high < self.value else OPEN
        if self.relation == LESS:
            return SUPPORTED if high < self.value else CONTRADICTED if low > self.value else OPEN
        room = self.margin or 0.0
        if low > self.value + room or high < self.value - room:
            above = low > self.value and FROM_BELOW.fullmatch(self.near) is not None
            asked = self.near and self.margin is None and not above
            return OPEN if asked else CONTRADICTED
        if self.margin is not None:
            inside = low > self.value - room and high < self.value + room
            return SUPPORTED if inside else OPEN
        named = quantity.kind in ("share", "ratio") or self.value != 0
        return COMPATIBLE if named else OPEN

    def holds(self, quantity: Quantity, limits: Interval) -> bool:
        """Whether it would still be supported with these limits."""
        return self.verdict(quantity, limits) == SUPPORTED


@dataclass(frozen=True)
class Bears:
    """How large a design effect, bias and misreporting a claim bears, each alone."""

    design_effect: float
    bias: float
    misreporting: float | None
