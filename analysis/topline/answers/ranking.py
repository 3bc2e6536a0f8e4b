"""What tells the order of answers: a place for each, and where it comes from."""

from dataclasses import dataclass

from ..language.marking import marked

Place = tuple[float, ...]

SOURCES = (
    marked("agreement"), marked("amount"), marked("applies"), marked("approval"), marked("bands"),
    marked("change"), marked("class"), marked("closeness"), marked("concern"), marked("dates"),
    marked("degree"), marked("ease"), marked("education"), marked("expectations"),
    marked("favourability"), marked("fifths"), marked("frequency"), marked("grades"),
    marked("half-years"), marked("health"), marked("ideology"), marked("importance"),
    marked("income group"), marked("interest"), marked("level"), marked("likelihood"),
    marked("months"), marked("numbers"), marked("problem"), marked("quality"), marked("quarters"),
    marked("relevance"), marked("right amount"), marked("safety"), marked("satisfaction"),
    marked("seasons"), marked("size"), marked("skill"), marked("speed"), marked("stage"),
    marked("time of day"), marked("times"), marked("trust"), marked("usefulness"), marked("usual"),
    marked("warmth"), marked("weekdays"), marked("year of study"), marked("years"),
    marked("yes no"),
)  # fmt: skip
"""What a ranking can be from: every scale, and every rule of bands, numbers and times."""


@dataclass(frozen=True)
class Ranking:
    """Places of the answers that one rule knows.

    Attributes
    ----------
    places : dict of str to tuple of float
        Of each answer that the rule knows, lowest first.
    source : str
        The kind, one of ``SOURCES``: "agreement", "bands", "months".
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
