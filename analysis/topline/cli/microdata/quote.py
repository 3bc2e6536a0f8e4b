"""The number to quote of estimates, which comes first."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

import topline

from ...language.marking import marked
from ..shared.numbers import name_of

_Known = tuple[dict[str, Any], int | None]
"""A row whose number may be quoted, and its decimals."""

_MOST = 3
"""Outcomes that are quoted."""


def number_to_quote(
    found: "topline.Estimates",
    rows: list[dict[str, Any]],
    decimals: Sequence[int | None],
    labels: list[str],
) -> str:
    """Return the number to quote: the one there is, or the largest and the smallest of several.

    Numbers of one outcome are none to rank among those of another; each of the first has its own.
    """
    withheld = topline.severity(found.table) >= topline.Severity.SUPPRESS
    known: dict[str, list[_Known]] = {}
    counts: Counter[str] = Counter()
    for row, places, hidden in zip(rows, decimals, withheld, strict=True):
        scale = found.scales.get(row["outcome"])
        # "no answer" is no finding, least of all the lowest
        if scale and row.get("category") in scale.set_aside:
            continue
        counts[row["outcome"]] += 1
        if row["estimate"] is not None and not hidden:
            known.setdefault(row["outcome"], []).append((row, places))
    if not known:
        say = topline.printing_language()
        return say("None of these numbers is to be quoted; what to know stands below.")
    first = islice(known.items(), _MOST)
    return " ".join(_of_one(own, labels, counts[outcome]) for outcome, own in first)


def _of_one(known: list[_Known], labels: list[str], rows: int) -> str:
    """Return the number to quote of one outcome, which has so many rows."""
    say = topline.printing_language()
    # of equal numbers the first and the last, so that no row is quoted twice
    ends = [max(known, key=_size), min(reversed(known), key=_size)][: len(known)]
    quoted = []
    for row, places in ends:
        quantity = row["quantity"]
        number = say.estimate_text(row["estimate"], quantity, places)
        if row["ci_low"] is not None:
            number = say(
                "{value} ({interval} {limits})",
                value=number,
                interval=say.interval_text(row["confidence_level"]),
                limits=say.limits_text(row["ci_low"], row["ci_high"], quantity, places),
            )
        quoted.append(say("{name}: {value}", name=name_of(row, labels), value=number))
    if len(known) > len(ends):
        # a row that is not to be quoted may be higher or lower
        all_to_quote = len(known) == rows
        ranks = _ENDS if all_to_quote else _ENDS_TO_QUOTE
        quoted = [say(rank, what=one) for rank, one in zip(ranks, quoted, strict=True)]
        # an order of estimates is none of what they estimate
        least, most = ends[0][0]["ci_low"], ends[1][0]["ci_high"]
        if None not in (least, most) and least <= most:
            quoted.append(say("their intervals overlap"))
    return say("{sentence}.", sentence=say.series_text(quoted))


_ENDS = marked("Highest estimate, {what}"), marked("lowest estimate, {what}")
_ENDS_TO_QUOTE = (
    marked("Highest estimate of those to quote, {what}"),
    marked("lowest estimate of those to quote, {what}"),
)


def _size(known: _Known) -> float:
    return float(known[0]["estimate"])
