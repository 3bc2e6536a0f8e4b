"""What is known of the order of a variable's answers."""

from dataclasses import dataclass
from typing import Any

from ..values import Value

NO_ORDER = (
    'their order is not known; give it by Survey(data, order={{{name!r}: ["…", "…"]}}), '
    "first answer first, or make the column an ordered categorical"
)
"""The remedy where answers stand in alphabetical order alone."""

IN_ORDER = ": answers stand in the order of"
"""How a note goes on, behind a variable's name, that says what all see who look at the answers."""


@dataclass(frozen=True, eq=False)
class Scale(Value):
    """How the answers of one variable are ordered, and which of them are none.

    Attributes
    ----------
    ordered : bool
        Whether they stand in an order of their own, not in that of the alphabet.
    source : str
        Where the order is from: "categories", "codes", "numbers", "given", or which known scale
        it is, as "agreement"; empty where there is none.
    set_aside : tuple
        Answers that are no box of the scale: don't know, refused, no answer and the like.
    answers : tuple
        The answers in words in their order, those set aside included; empty where they are none.
    several : bool
        Whether a respondent may give several of them, so that shares do not add up.
    """

    ordered: bool = True
    source: str = ""
    set_aside: tuple[Any, ...] = ()
    answers: tuple[Any, ...] = ()
    several: bool = False


ORDERED = Scale()
"""Answers in an order that whoever made them gave."""

SEVERAL = Scale(ordered=False, several=True)
"""Options of a question with several answers, in the order of the questionnaire."""
