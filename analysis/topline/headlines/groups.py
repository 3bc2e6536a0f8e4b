"""Groups: which differ, by the one test of differences, and which cannot be told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..language.marking import marked
from .apart import Apart, apart
from .finding import Claim, Finding, Words
from .measures import Measure
from .panels import Panel
from .sentences import ALIKE, ALIKE_EACH, ALIKE_OF, HIGHER, MOST_ALIKE, NOT_COMPARED

_TWO = 2
_ADJUST = "holm"
"""Any of the differences may become the finding, so that all are one family."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Every pair of groups in some measures, compared.

    Attributes
    ----------
    labels : tuple of str
        Of the groups.
    pairs : list of (Measure, int, int)
        The measure and both groups.
    found : Apart
    """

    labels: tuple[str, ...]
    pairs: list[tuple[Measure, int, int]]
    found: Apart

    def claim(self, k: int) -> Claim:
        """Return what one pair is: apart, the larger first, or not to be told apart."""
        measure, one, two = self.pairs[k]
        if self.found.less[k]:
            one, two = two, one
        kind = "more" if self.found.more[k] or self.found.less[k] else "alike"
        return Claim(kind, measure.of[one], measure.of[two])

    @property
    def told(self) -> list[int]:
        """The pairs that are told apart."""
        return [int(k) for k in np.flatnonzero(self.found.more | self.found.less)]


def group_finding(
    panels: Sequence[Panel], families: Sequence[Sequence[Measure]], question: str
) -> Finding | None:
    """Return which groups differ, or that no difference is shown; None with nothing to compare.

    That none is shown is said of the differences that have a test.

    Parameters
    ----------
    panels : sequence of Panel
        The same question in each group.
    families : sequence of sequence of Measure
        What is compared, the nets of a scale before its answers. The differences of a family are
        adjusted together.
    question : str
        What values are of.
    """
    labels = tuple(panel.label for panel in panels)
    alike, untested = None, None
    for family in families:
        pairs = [
            (measure, one, two)
            for measure in family
            for one, two in combinations(measure.known, _TWO)
        ]
        if not pairs:
            continue
        rows = [(measure.places[one], measure.places[two]) for measure, one, two in pairs]
        found = apart(pairs[0][0].rows.estimates, rows, pairs[0][0].rows.level, _ADJUST)
        compared = Compared(labels, pairs, found)
        if compared.told:
            return _differ(compared, question)
        if found.known.any():
            alike = compared
        if not found.known.all():
            untested = untested or pairs[int(np.argmin(found.known))]
    if alike is not None:
        return _alike(alike, question)
    return untested and not_compared(*untested, labels, question)


def not_compared(
    measure: Measure, one: int, two: int, labels: Sequence[str], question: str
) -> Finding:
    """Return that a difference of two groups was not computed, which is no finding."""
    value, value2 = measure.rows.values(measure.places[one], measure.places[two])
    words = {"question": question, "first": labels[one], "second": labels[two]}
    return Words(words, {"value": value, "value2": value2}).finding(*NOT_COMPARED, [])


def _differ(compared: Compared, question: str) -> Finding:
    """Return the clearest difference: of the measure that differs most, in points or values."""
    gaps = np.abs(compared.found.difference)
    best = max(compared.told, key=lambda k: (gaps[k], -k))
    measure, one, two = compared.pairs[best]
    if compared.found.less[best]:
        one, two = two, one
    rows = measure.rows
    value, value2 = rows.values(measure.places[one], measure.places[two], apart=True)
    labels = {
        "answer": measure.label,
        "first": compared.labels[one],
        "second": compared.labels[two],
        "question": question,
    }
    numbers = {
        "value": value,
        "value2": value2,
        "level": rows.level_words,
        "gap": rows.gap(compared.found.low[best], compared.found.high[best], measure.places[one]),
    }
    claims = [compared.claim(best)]
    no = marked("That the group is the reason: a difference is shown, not its cause")
    told = {*compared.told}
    own = (k for k, pair in enumerate(compared.pairs) if pair[0] is measure)
    even = next((k for k in own if k not in told and compared.found.known[k]), None)
    if even is not None:
        labels["third"], labels["fourth"] = (compared.labels[g] for g in compared.pairs[even][1:])
        no = marked("That “{third}” and “{fourth}” differ in this: no such difference is shown")
        claims.append(compared.claim(even))
    text, say = HIGHER[bool(measure.label)]
    return Words(labels, numbers).finding(text, say, no, claims)


def _alike(compared: Compared, question: str) -> Finding:
    """Return that no difference is shown, and whether most say the same in every group."""
    tested = [int(k) for k in np.flatnonzero(compared.found.known)]
    claims = [compared.claim(k) for k in tested]
    groups = sorted({group for k in tested for group in compared.pairs[k][1:]})
    measures = list({id(pair[0]): pair[0] for pair in compared.pairs}.values())
    most = next((one for one in measures if one.is_most(groups)), None)
    # of several answers none is shown before another, unless most say it
    shown = most or (measures[0] if len(measures) == 1 else None)
    if most is not None:
        claims = [*(Claim("majority", most.of[group]) for group in groups), *claims]
    two = len(groups) == _TWO
    first, second = groups[:_TWO]
    if shown is not None and not two:
        # of several the lowest and the highest
        own = sorted(groups, key=lambda group: shown.rows.estimate[shown.places[group]])
        first, second = own[0], own[-1]
    labels = {
        "first": compared.labels[first],
        "second": compared.labels[second],
        "question": question,
    }
    numbers = {"number": str(len(groups)), "all": str(len(compared.labels))}
    text = say = ALIKE[two]
    if shown is not None:
        labels["answer"] = shown.label
        numbers |= _numbers(shown, [first, second], half=most is not None)
        say = ALIKE_EACH[two, bool(shown.label)]
        text = ALIKE_OF[bool(shown.label)] if two else text
    if most is not None:
        text = MOST_ALIKE[two]
    no = marked("That the groups are the same: only that no difference is shown")
    return Words(labels, numbers).finding(text, say, no, claims)


def _numbers(measure: Measure, groups: Sequence[int], *, half: bool) -> dict[str, str]:
    """Return the values and intervals of a measure in two groups."""
    first, second = (measure.places[group] for group in groups)
    rows = measure.rows
    value, value2 = rows.values(first, second)
    if half:
        value, value2 = rows.value(first, half=True), rows.value(second, half=True)
    return {
        "value": value,
        "value2": value2,
        "interval": rows.interval(first, half=half),
        "interval2": rows.interval(second, half=half),
    }
