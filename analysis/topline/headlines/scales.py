"""Ordered scales: the nets of both ends, from the covariance of their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..answers import Order, ends_of, known_order, set_aside
from ..answers.numbers import has_worded_ends
from ..estimates.scale import Scale
from ..language.marking import marked
from ..wording import POINTS
from .apart import apart
from .finding import Claim, Finding, Words
from .rows import Rows
from .shares import EVEN, TIED, majority
from .words import either, named

_FACTS = frozenset(
    (
        *("bands", "numbers", "education", "months", "quarters", "halves"),
        *("weeks", "years", "dates", "weekdays", "seasons"),
    )
)
"""Orders that are no scale from one end to the other of what somebody thinks."""

_ENDS = ("last", "first")
_FEWEST, _MOST = 3, 11
"""Answers of a scale."""


@dataclass(frozen=True, eq=False)
class Nets:
    """The nets of both ends of a scale in every group.

    Attributes
    ----------
    rows : Rows
        Estimates of the nets.
    names : (str, str)
        Of the last answers and of the first.
    at : list of (int, int)
        For each group the rows of both.
    of : list of (tuple of int, tuple of int)
        For each group the rows that each adds up.
    middle : list of (int or None)
        For each group the row of the answer between both ends.
    """

    rows: Rows
    names: tuple[str, str]
    at: list[tuple[int, int]]
    of: list[tuple[tuple[int, ...], tuple[int, ...]]]
    middle: list[int | None]


def is_scale(answers: Sequence[str], scale: Scale) -> bool:
    """Return whether answers lead from one end to the other of what somebody thinks or does."""
    inner = _inner(answers, scale)
    if scale.several or not scale.ordered or not _FEWEST <= len(inner) <= _MOST:
        return False
    order = known_order(inner)
    return (
        order is not None
        and not is_of_facts(order)
        and (list(order.answers) in (inner, inner[::-1]))
        and 0 not in ends_of(inner)
    )


def is_of_facts(order: Order) -> bool:
    """Return whether an order is none from one end to the other of what somebody thinks or does."""
    return order.source in _FACTS and not (
        order.source == "numbers" and has_worded_ends(order.answers)
    )


def nets_of(rows: Rows, panels: Sequence[Mapping[int, str]], scale: Scale) -> Nets | None:
    """Return the nets of a scale: the answers on either side of its middle, as charts have them.

    None where a group lacks an answer or its share; and of published figures, of whose answers
    nobody tells how they vary together.

    Parameters
    ----------
    rows : Rows
    panels : sequence of mapping of int to str
        The rows of each group, and what each answer is called.
    scale : Scale
    """
    if "category" not in rows.table:
        return None
    inner = _inner(list(panels[0].values()), scale)
    below, above = ends_of(inner)
    wanted = inner[len(inner) - above :], inner[:below]
    every = [at for names in panels for at in names]
    known = np.isfinite(rows.estimate[every]).all() and rows.shares[every].all()
    if not known or rows.fixed[every].any() or not below or not above or scale.several:
        return None
    between = inner[below : len(inner) - above]
    of, middle = [], []
    for names in panels:
        where = {name: at for at, name in names.items()}
        if not {*inner} <= {*where} or len(where) < len(names):
            return None
        last, first = (tuple(where[name] for name in own) for own in wanted)
        of.append((last, first))
        middle.append(next((where[name] for name in between), None))
    cells = rows.table["category"]
    ends = {end: [cells.iloc[at] for at in own] for end, own in zip(_ENDS, of[0], strict=True)}
    # of one question, so that each group gives two rows, in the order of groups
    estimates = rows.estimates.subset(every).net(ends)
    return Nets(
        rows=replace(rows, estimates=estimates),
        names=(either(rows.say, wanted[0]), either(rows.say, wanted[1])),
        at=[(2 * k, 2 * k + 1) for k in range(len(of))],
        of=of,
        middle=middle,
    )


def scale_finding(answers: Rows, nets: Nets) -> Finding | None:
    """Return what both ends of a scale show: a majority, or the one against the other.

    None where what they show cannot be said without an answer that may not be named, and where
    most stand between them.
    """
    between = nets.middle[0]
    if between is not None and answers.bounded[between] and answers.low[between] > 0.5:
        return None
    rows, (last, first), (of_last, of_first) = nets.rows, nets.at[0], nets.of[0]
    fit = [bool(answers.bounded[list(own)].all()) for own in nets.of[0]]
    if not rows.bounded[[last, first]].all() or not any(fit):
        return None
    top, bottom = (last, first) if rows.estimate[last] >= rows.estimate[first] else (first, last)
    name = {last: nets.names[0], first: nets.names[1]}
    of = {last: of_last, first: of_first}
    found = apart(rows.estimates, [(top, bottom)], rows.level)
    if not found.known[0]:
        return None
    share, share2 = rows.values(top, bottom, apart=bool(found.more[0]))
    gap = rows.between(found.low[0], found.high[0], POINTS)
    words = Words(
        {"who": rows.who, "answer": name[top], "other": name[bottom]},
        {"share": share, "share2": share2, "interval": rows.interval(top), "difference": gap},
    )  # fmt: skip
    if rows.low[top] > 0.5 and fit[(last, first).index(top)]:
        return majority(rows, name[top], top, of[top])
    if not all(fit):
        return None
    if found.more[0]:
        return words.finding(
            marked("More say “{answer}” ({share}) than “{other}” ({share2})"),
            marked(
                "{share} of {who} say “{answer}” ({interval}), more than “{other}” with {share2}"
            ),
            marked("That most say “{answer}”: more than half is not shown"),
            [Claim("more", of[top], of[bottom])],
        )
    return words.finding(
        *(EVEN if rows.counted[top] else TIED), [Claim("alike", of[top], of[bottom])]
    )


def _inner(answers: Sequence[str], scale: Scale) -> list[str]:
    """Return the answers that are places of a scale: without don't knows."""
    aside = {named(one) for one in scale.set_aside} | {*set_aside(list(answers))}
    return [answer for answer in answers if answer not in aside]
