"""What tells the order of answers: a place for each, and where it comes from."""

from dataclasses import dataclass

Place = tuple[float, ...]


@dataclass(frozen=True)
class Ranking:
    """Places of the answers that one rule knows.

    Attributes
    ----------
    places : dict of str to tuple of float
        Of each answer that the rule knows, lowest first.
    source : str
        The kind: "agreement", "bands", "months".
    language : str
        In English; empty where it does not matter.
    neutral : tuple of float or None
        The place between both sides, of answers that have two; whether an answer stands there or
        not.
    """

    places: dict[str, Place]
    source: str
    language: str = ""
    neutral: Place | None = None
