"""What the running text of a file states of its survey: when, how, how many, how exact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ....figures.columns.dates import Period, read_period
from ....language.marking import marked
from ....language.message import Message, PrintedNumber
from ..pages.page import Book
from .figure import Figure
from .found import Problem

_WHEN = re.compile(
    r"(?:conducted|fielded|interviewed|surveyed|field(?:ed|work)|survey)\b[^.;]{0,60}?"
    r"(?P<when>[A-Z][a-z]{2,9}\.? (?:\d{1,2}\s?[-–]\s?(?:[A-Z][a-z]{2,9}\.? )?\d{1,2},? \d{4}|"
    r"\d{4} to [A-Z][a-z]{2,9} \d{4})|\d{1,2}\s?[-–]\s?\d{1,2} [A-Z][a-z]{2,9} \d{4})"
)
_N = re.compile(r"(?:\(\s?n\s?=\s?|\bN ?= ?)(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{2,7})\b")
_DEFF = re.compile(
    r"(?:DEFF|design effect)(?: 1 ?\+ ?L ?=)?[^\d.]{0,40}(?P<deff>\d\.\d{1,2})", re.IGNORECASE
)
_OPT_IN = re.compile(
    r"margins? of (?:sampling )?error (?:are|is) not applicable|non-?probability|opt-in panel|"
    r"does not rely on a population frame",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"(?:interview|conduct|survey)[^.]{0,60}\bonline\b|\bonline polls?\b", re.I)
_PHONE = re.compile(r"(?:interview|conduct|survey)[^.]{0,60}\b(?:tele)?phone\b", re.IGNORECASE)
_ADULTS = re.compile(r"\b\d[\d,]{2,9} (?P<who>adults|registered voters|likely voters)\b", re.I)
_CREDIBILITY = re.compile(
    r"credibility interval[^.]{0,40}plus or minus (?P<points>\d{1,2}(?:\.\d)?)", re.IGNORECASE
)


@dataclass
class Facts:
    """What a text states, each with the words that say it; what it states twice differently, not.

    Attributes
    ----------
    period : Period or None
    mode, sample_type, population : str or None
    n : int or None
        How many were asked in all.
    deff : float or None
    problems : list of Problem
    """

    period: Period | None = None
    mode: str | None = None
    sample_type: str | None = None
    population: str | None = None
    n: int | None = None
    n_place: str = ""
    deff: float | None = None
    problems: list[Problem] = field(default_factory=list)


def facts_of(book: Book) -> Facts:
    """Read what the running text of a file states."""
    facts = Facts()
    whole = [(text.place(0), " ".join(text.lines)) for text in book.texts]
    words = " ".join(text for _, text in whole)
    days = {match["when"] for match in _WHEN.finditer(words)}
    if len(days) == 1:
        facts.period = read_period(days.pop())
    online, phone = bool(_ONLINE.search(words)), bool(_PHONE.search(words))
    if online != phone:
        facts.mode = "online" if online else "telephone"
    who = {match["who"].lower() for match in _ADULTS.finditer(words)}
    facts.population = who.pop() if len(who) == 1 else None
    counts = {int(m["n"].replace(",", "")): place for place, t in whole for m in _N.finditer(t)}
    if counts:
        # the bases of groups are stated, too: the largest is that of all, if it stands in prose
        facts.n = max(counts)
        facts.n_place = counts[facts.n]
    opted = next((place for place, text in whole if _OPT_IN.search(text)), None)
    if opted is not None:
        facts.sample_type = "opt_in"
        fact = Message("the pollster says that margins of error do not apply: an opt-in sample")
        facts.problems.append(Problem(opted, "note", fact))
    stated = {float(m["deff"]): place for place, text in whole for m in _DEFF.finditer(text)}
    if len(stated) == 1:
        facts.deff = next(iter(stated))
    elif stated:
        told = ", ".join(f"{deff:g} ({place})" for deff, place in stated.items())
        fact = Message("different design effects are stated: {effects}", effects=told)
        points = next((m for _, text in whole if (m := _CREDIBILITY.search(text))), None)
        if points is not None and facts.n:
            # the stated interval fits one of them
            fact = Message(
                _EFFECTS_DIFFER,
                effects=told,
                points=PrintedNumber(points["points"]),
                n=facts.n,
                intervals=", ".join(f"{100 * (d / facts.n) ** 0.5:.1f} ({d:g})" for d in stated),
            )
        first = next(iter(stated.values()))
        facts.problems.append(Problem(first, "check", fact, "ask the pollster"))
    return facts


def state_facts(figures: Sequence[Figure], facts: Facts) -> None:
    """Give figures what the text states, where their tables say nothing else."""
    said = {name: getattr(facts, name) for name in ("mode", "population", "sample_type", "deff")}
    said = {name: value for name, value in said.items() if value is not None}
    for figure in figures:
        if facts.period is not None and figure.fielded_start is None:
            figure.set_period(facts.period, "fieldwork")
        for name, value in said.items():
            if getattr(figure, name) is None:
                setattr(figure, name, value)


_EFFECTS_DIFFER = marked(
    "different design effects are stated: {effects}; the stated interval is {points} points, and "
    "with n = {n} these would follow: {intervals}"
)
