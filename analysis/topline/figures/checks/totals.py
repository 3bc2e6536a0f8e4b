"""A total lies between its groups, and is their mean by their weights."""

import numpy as np

from ...language.message import Message, PrintedNumber
from ...statistics.printed.rules import RoundingRule
from ...wording import value_text
from .findings import NOISE, CheckedFigures, Finding, Findings, FloatArray, IntArray

_COVERED = 0.995
"""Part of the total's base that groups must have, so that they are all of it."""


def totals_lie_between(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that the percent of everybody lies between the smallest and the largest group's."""
    found = Findings()
    for total, parts, told in _covered(figures):
        found.tried += 1
        low, high = figures.low[parts].min(), figures.high[parts].max()
        off = _outside(figures, total, low, high)
        if off > NOISE:
            percents = figures.floats("percent")
            words = Message(
                "{figure}: the total is {total}, the groups of {banner} are {low} to {high}",
                figure=figures.name(total),
                total=percents[total],
                banner=told,
                low=percents[parts].min(),
                high=percents[parts].max(),
            )
            found.found.append(Finding((total, *parts.tolist()), words, off))
    return found


def totals_are_means(figures: CheckedFigures, _rule: RoundingRule) -> Findings:
    """Check that the percent of everybody is the groups' mean, by weighted bases if there are."""
    found = Findings()
    for total, parts, told in _covered(figures):
        weight = _bases(figures)[parts]
        low, high = (
            float((weight * ends[parts]).sum() / weight.sum())
            for ends in (figures.low, figures.high)
        )
        # who is in no group may have said anything
        missing = max(1 - weight.sum() / _bases(figures)[total], 0.0)
        low, high = low * (1 - missing), high * (1 - missing) + 100 * missing
        found.tried += 1
        off = _outside(figures, total, low, high)
        if off > NOISE:
            percents = figures.floats("percent")
            mean = float((weight * percents[parts]).sum() / weight.sum())
            words = Message(
                "{figure}: the total is {total}, the mean of the groups of {banner} {mean}",
                figure=figures.name(total),
                total=percents[total],
                banner=told,
                mean=PrintedNumber(value_text(mean, 3)),
            )
            found.found.append(Finding((total, *parts.tolist()), words, off))
    return found


def _outside(figures: CheckedFigures, total: int, low: float, high: float) -> float:
    """Return how far a printed total lies below or above what it can be; below 0 within."""
    return float(max(low - figures.high[total], figures.low[total] - high))


def _bases(figures: CheckedFigures) -> FloatArray:
    weighted = figures.floats("base_weighted")
    return np.where(np.isnan(weighted).any(), figures.floats("n"), weighted)


def _covered(figures: CheckedFigures) -> list[tuple[int, IntArray, str]]:
    """Return each total with all groups of one banner for one answer, where they are all of it."""
    facts, bases = figures.facts, _bases(figures)
    known = np.isfinite(figures.low) & np.isfinite(figures.high) & (facts.answer >= 0)
    rows_of: dict[int, dict[int, int]] = {}
    for row in np.flatnonzero(known).tolist():
        rows_of.setdefault(int(facts.column[row]), {}).setdefault(int(facts.answer[row]), row)
    found = []
    for total, parts, told in figures.banners:
        size, sizes = bases[total], bases[parts]
        if not size > 0 or np.isnan(sizes).any() or not _COVERED * size <= sizes.sum() <= size + 1:
            continue
        columns = [rows_of.get(one, {}) for one in facts.column[parts].tolist()]
        for answer, row in sorted(rows_of.get(int(facts.column[total]), {}).items()):
            rows = [own.get(answer) for own in columns]
            if None not in rows:
                found.append((row, np.array(rows, dtype=np.intp), told))
    return found
