"""Answers add up to 100 percent, and nets to their parts."""

import re

import numpy as np

from ...language.message import Message
from ...statistics.printed.rules import RoundingRule
from .findings import NOISE, NOTE, PROBLEM, CheckedFigures, Finding, Findings, IntArray

_WITHIN = re.compile(
    r"\W*(?:darunter|davon|of which|of whom|including|dont|de (?:los|las) cuales|"
    r"d[ao]s quais|di cui|waarvan|därav|varav|herav|heraf|w tym)\b",
    re.IGNORECASE,
)
"""How rows begin that are parts of the answer above them."""

_NEAR = 5.0
"""Points from 100 within which answers of one column alone were meant to add up to it."""


def answers_add_up(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that answers of one column add up to 100 percent within their roundings.

    Where most columns of a question do, it had one answer each, and the others are told. A column
    by itself is told where it is near: further off, several answers were allowed, or some are not
    in the table.
    """
    facts, found = figures.facts, Findings()
    within = figures.table["answer"].fillna("").map(lambda one: bool(_WITHIN.match(one)))
    single = figures.shares & ~facts.net & (facts.answer >= 0) & ~within.to_numpy(dtype=bool)
    # another kind of number of the same answers is not theirs
    questions: dict[tuple[int, int], list[IntArray]] = {}
    for rows in figures.groups(facts.column, where=single):
        if len(rows) > 1 and not np.isnan(figures.low[rows] + figures.high[rows]).any():
            key = int(facts.asked[rows[0]]), int(facts.table[rows[0]])
            questions.setdefault(key, []).append(rows)
    for columns in questions.values():
        least = np.array([figures.low[rows].sum() for rows in columns])
        most = np.array([figures.high[rows].sum() for rows in columns])
        off = np.minimum(0.0, most - 100) + np.maximum(0.0, least - 100)
        adding = np.abs(off) <= NOISE
        if len(columns) == 1 and not adding[0] and abs(off[0]) > _NEAR:
            continue
        if len(columns) > 1 and 2 * adding.sum() < len(columns):
            continue
        found.tried += len(columns)
        for rows, by in zip(columns, off, strict=True):
            if abs(by) > NOISE:
                total = float(figures.floats("percent")[rows].sum())
                words = Message(
                    "{n} answers add up to {total}, expected 100", n=len(rows), total=total
                )
                found.found.append(Finding(tuple(rows.tolist()), words, abs(by)))
    return found


def nets_are_their_parts(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that a net is the sum of its parts; of several answers, no more than that."""
    facts, found = figures.facts, Findings()
    rows_of = {
        (column, answer): row
        for row, (column, answer) in enumerate(
            zip(facts.column.tolist(), facts.answer.tolist(), strict=True)
        )
    }
    for row in np.flatnonzero(facts.net & (facts.column >= 0)).tolist():
        column = int(facts.column[row])
        parts = [rows_of.get((column, part)) for part in sorted(facts.parts[row])]
        if None in parts or not parts:
            continue
        at = np.array(parts, dtype=np.intp)
        low, high = figures.low[at].sum(), figures.high[at].sum()
        if not facts.one_answer[row]:
            low = figures.low[at].max()
        if np.isnan(low + high + figures.low[row] + figures.high[row]):
            continue
        found.tried += 1
        off = max(figures.low[row] - high, low - figures.high[row], 0.0)
        if off > NOISE:
            percents = figures.floats("percent")
            words = Message(
                "the net is {net}, its parts add up to {total}",
                net=percents[row],
                total=percents[at].sum(),
            )
            severity = PROBLEM if facts.one_answer[row] else NOTE
            found.found.append(Finding((row, *at.tolist()), words, off, severity=severity))
    return found
