"""What numbers without a percent sign are: said by words, or proven by sums; never by size."""

import re
from collections.abc import Mapping, Sequence

from ....language.marking import forms
from ....language.message import Message
from ..found.found import Found
from ..found.hints import SAY_UNITS
from ..pages.cells import Cell
from ..words.rows import is_check, is_net
from .lines import Answer

_SAID = re.compile(
    r"\bcol(?:umn)?\.?\s*(?:%|per ?cents?|percentages?|pct)|\(\s*(?:in )?(?:%|per ?cent)\s*\)|"
    r"\b(?:in|as) (?:per ?cent|percentages?|prozent|%)|percentages? of|\bper ?cent(?:age)?s?\b|"
    r"prozent|pourcentages?|share of respondents|en %|em %|angaben in|vertical %|% of |"
    r"\b(?:procent(?:ach)?|prosent|porcentajes?|porcentagem|percentuali?|odsetek)\b|"
    r"\bval(?:ori|eurs|ores|\.)? %|"
    r"(?:単位|단위)\s?[:：]\s?[%％]",
    re.IGNORECASE,
)
_SLACK = 0.51
"""Half a unit by which each rounded share may be off, and a little."""


_NOT_SAID = re.compile(
    r"\b(?:number|count|thousand|million|dollar|euro|index|average|mean|median)s?\b|\$|€|£",
    re.IGNORECASE,
)


_LEAD = r"\W*(?:(?:table|tabelle|tableau|tabla|figure)\s[\w.-]{1,9}\W+|[A-Z]{0,3}\d\w{0,3}[.:)]\s)?"
_COUNTED = re.compile(
    _LEAD + r"(?:(?:average|mean|median|durchschnittliche?s?r?|mittlere?|moyenne|nombre moyen|"
    r"media|promedio|numero medio)\s(?!men\b)|"
    r"(?:number|count)s? of (?:respondents|people|persons|adults|households|cases|interviews|"
    r"votes|voters|employees|companies|seats)\b|"
    r"(?:anzahl|zahl) der\s|(?:nombre|número|numero|número) d[eiu]\s|"
    r"(?:distribution of )?(?:seats|mandate|sitze|sièges|escaños|seggi|zetels)\b|"
    r"(?:minutes|minuten|minutos|minuti|hours|stunden|heures|horas) (?:a|per|pro|par|por|al|je)\s)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"^" + _LEAD + r"(?:(?:annual|yearly|quarterly|monthly|real|average|year-on-year)\s){0,3}"
    r"(?:growth(?: rates?)?(?: of| in|,|$)|rates? of (?:growth|change)\b|marginal effects?\b|"
    r"odds ratios?\b|wachstumsraten?\b|taux de croissance\b|tasas? de crecimiento\b|"
    r"tass[oi] di crescita\b)|"
    r"[,(]\s?(?:in |en |em )?(?:percentage[- ]points?|prozentpunkten?|points de pourcentage|"
    r"puntos porcentuales|punti percentuali)\)?\W{0,3}$",
    re.IGNORECASE,
)
"""Titles of what is printed in percents, too, and never a share: "Annual growth rate of sales"."""


_SHARES = re.compile(
    r"%|\b(?:shares?|proportions?|percent\w*|per cent|anteile?|prozent\w*|parts? des?|porcentajes?|"
    r"proporción|quota|percentuali?)\b",
    re.IGNORECASE,
)


def take_back_no_shares(found: Found, lines: Sequence[str]) -> None:
    """Take back percents of a table whose title says that its numbers are something else.

    What adds up to 100 may be seats, or minutes: a sign of percent, or lines that say so, prove
    more. Growth is printed with a sign.
    """
    title = found.question
    said = _SHARES.search(title) or any(line == "%" or _SAID.search(line) for line in lines)
    change = _CHANGES.search(title) is not None
    if "?" in title or not (change or (_COUNTED.match(title) and not said)):
        return
    gone = {
        figure.where
        for figure in found.figures
        if figure.value_unit == "percent" and (change or "%" not in (figure.printed or ""))
    }
    if gone:
        fact = Message(*_NO_SHARES, n=len(gone), title=repr(title))
        first = next(figure.where for figure in found.figures if figure.where in gone)
        found.tell(first, "refused", fact, SAY_UNITS, gone)
        found.figures = [figure for figure in found.figures if figure.where not in gone]
        found.reason = "" if found.figures else fact


_NO_SHARES = forms(
    "{n} number stands below {title}, which names no shares",
    "{n} numbers stand below {title}, which names no shares",
)


def is_said(titles: Sequence[str]) -> bool:
    """Tell whether titles say that all numbers below are percents."""
    return any(map(_SAID.search, titles)) and not any(map(_NOT_SAID.search, titles))


def may_be_proportions(cells: Sequence[Cell]) -> bool:
    """Tell whether numbers that are called percents may be meant as parts of one: 0.48 of 48 %."""
    held = [cell for cell in cells if cell.number is not None]
    most = max((cell.number or 0.0 for cell in held), default=0.0)
    return len(held) > 1 and most <= 1 and any(cell.decimals > 1 for cell in held)


def unproven(answers: Sequence[Answer], head: Sequence[str]) -> str:
    """Say why nothing proves what the numbers of a table are, where they have no signs."""
    cells = [cell for answer in answers for line in answer.lines for cell in line.cells.values()]
    if not any(map(_SAID.search, head)):
        return Message(
            "its numbers have no percent sign, no words say that they are percents, and they add "
            "up neither to 100 nor to the base"
        )
    if may_be_proportions(cells):
        return Message(
            "its numbers are called percents, and none is above 1: they may be proportions"
        )
    return Message("its numbers are called percents, and some of them lie beyond 0 to 100")


def scale_of(
    answers: Sequence[Answer], head: Sequence[str], bases: Sequence[Mapping[int, float]]
) -> str | None:
    """Return the unit of a table's bare numbers, as a hint names it; None where nothing proves it.

    The head says that they are percents; or the answers add up, to 100 or 1 in every column, or to
    the base.
    """
    lines = [
        (answer, answer.of("number")[0])
        for answer in answers
        if answer.of("number") and not answer.statistic
    ]
    shares = [(a, line) for a, line in lines if not is_check(a.label)]
    if not shares:
        return None
    cells = [cell for _, line in shares for cell in line.cells.values()]
    values = [cell.number or 0.0 for cell in cells]
    possible = all(0 <= value <= 100 for value in values) and not may_be_proportions(cells)
    # a hundredth of a percent is printed as 0.01, too: a proportion has none above one
    if possible and any(map(_SAID.search, head)):
        return "percent"
    if any(value < 0 for value in values):
        return None
    sums: dict[int, float] = {}
    for answer, line in shares:
        if not is_net(answer.label):
            for c, cell in line.cells.items():
                sums[c] = sums.get(c, 0.0) + (cell.number or 0.0)
    for unit, whole, most in (("percent", 100.0, 100), ("proportion", 1.0, 1)):
        places = max(cell.decimals for _, line in shares for cell in line.cells.values())
        if unit == "proportion" and places < 2:
            continue
        slack = len(shares) * _SLACK * 10.0**-places + 1e-9
        near = [abs(total - whole) <= slack for total in sums.values()]
        if near and all(near) and all(value <= most for value in values) and len(shares) > 1:
            return unit
    for base in bases:
        pairs = [(total, base[c]) for c, total in sums.items() if c in base]
        slack = len(shares) * _SLACK + 1
        if pairs and all(abs(total - n) <= slack for total, n in pairs) and len(shares) > 1:
            return "count"
    return None
