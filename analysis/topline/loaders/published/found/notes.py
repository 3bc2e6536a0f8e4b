"""What the figures of a file mean, said once a file, with the first place of each kind."""

from collections.abc import Callable, Sequence
from itertools import groupby

from ....language.marking import forms
from ....language.message import Message, PrintedNumber
from .figure import Figure
from .found import Found, Problem

_SHOWN = 3


def notes_of(found: Sequence[Found]) -> list[Problem]:
    """Say what marks, statistics and bases of a file mean for who reads its figures."""
    figures = [figure for one in found for figure in one.figures]
    notes: list[Problem] = []
    for concerns, words in _MARKS:
        held = [figure for figure in figures if concerns(figure)]
        if held:
            texts = list(dict.fromkeys(repr(one.printed) for one in held))
            fact = Message(*words, n=len(held), printed=", ".join(texts[:_SHOWN]))
            notes.append(Problem(held[0].where, "note", fact))
    return [
        *notes,
        *_no_percents(figures),
        *_codes_in_scales(figures),
        *_bases(figures),
        *_small_bases(figures),
        *_same_polls(figures),
    ]


_MARKS: Sequence[tuple[Callable[[Figure], bool], tuple[str, str]]] = (
    (
        lambda figure: figure.percent_qualifier == "less_than",
        forms(
            "{n} cell prints {printed}: more than 0 and less than half a unit, not 0",
            "{n} cells print {printed}: more than 0 and less than half a unit, not 0",
        ),
    ),
    (
        lambda figure: figure.percent_qualifier == "none" and figure.value_unit == "percent",
        forms(
            "{n} cell prints {printed}: nobody, or nothing was printed; no percent "
            "is taken from it",
            "{n} cells print {printed}: nobody, or nothing was printed; no percent "
            "is taken from them",
        ),
    ),
    (
        lambda figure: figure.percent_qualifier == "not_available",
        forms(
            "{n} cell prints {printed}: there is no estimate",
            "{n} cells print {printed}: there is no estimate",
        ),
    ),
    (
        lambda figure: figure.percent_qualifier == "suppressed",
        forms(
            "{n} cell prints {printed}: suppressed by the publisher",
            "{n} cells print {printed}: suppressed by the publisher",
        ),
    ),
    (
        lambda figure: figure.percent_qualifier in ("at_least", "at_most"),
        forms(
            "{n} cell prints an open end, such as {printed}: the number is a limit, "
            "and has no margin",
            "{n} cells print an open end, such as {printed}: the number is a limit, "
            "and has no margin",
        ),
    ),
)
"""Which figures a mark concerns, and what is said of them."""


def _no_percents(figures: Sequence[Figure]) -> list[Problem]:
    """Say which numbers among percents are none: means and the like, and counts."""
    units = {one.value_unit for one in figures}
    told = []
    plain = ("percent", "count", "persons", "points", "thousands")
    held = [one for one in figures if one.value_unit not in plain and "_" not in one.value_unit]
    held += [one for one in figures if one.value_unit in ("std_dev", "std_err")]
    if held and "percent" in units:
        names = list(dict.fromkeys(one.answer or "" for one in held))
        named = ", ".join(names[: 2 * _SHOWN])
        fact = Message(
            "{n} numbers are no percents, though they stand among them: {named}",
            n=len(held),
            named=named,
        )
        told.append(Problem(held[0].where, "note", fact))
    counts = [one for one in figures if one.value_unit == "count"]
    if counts and units != {"count"}:
        # a count of 20 is no 20 %
        fact = Message(
            "{n} numbers are counts and no percents, such as {printed}",
            n=len(counts),
            printed=repr(counts[0].printed),
        )
        told.append(Problem(counts[0].where, "note", fact))
    return told


_SCALE, _CODES = 10.0, (15.0, 99.0)


def _codes_in_scales(figures: Sequence[Figure]) -> list[Problem]:
    """Say where a mean can only come of a code for no answer, such as 97, among a short scale.

    Half of the answers are 10 or less, the mean is above 15, and the spread wider than the mean.
    """
    cells: dict[tuple[str, str | None, str | None], dict[str, Figure]] = {}
    for one in figures:
        if one.value_unit in ("mean", "median", "std_dev"):
            # which of the two is the statistic depends on what stands in rows
            for name in (one.group, one.answer):
                cells.setdefault((one.table, one.question, name), {})[one.value_unit] = one
    held = [
        row
        for row in cells.values()
        if len(row) == 3
        and (row["median"].value or 0) <= _SCALE
        and _CODES[0] < (row["mean"].value or 0) < _CODES[1]
        and (row["std_dev"].value or 0) > (row["mean"].value or 0)
    ]
    tables: dict[str, list[dict[str, Figure]]] = {}
    for row in held:
        tables.setdefault(row["mean"].table, []).append(row)
    told = []
    for rows in tables.values():
        mean, median = rows[0]["mean"].value or 0.0, rows[0]["median"].value or 0.0
        fact = Message(
            "{n} means lie far above their medians (mean {mean}, median {median}): a code for no "
            "answer, such as 97, stands in the scale",
            n=len(rows),
            mean=PrintedNumber(f"{mean:.3g}"),
            median=PrintedNumber(f"{median:.3g}"),
        )
        remedy = "ask for means without such codes"
        told.append(Problem(rows[0]["mean"].where, "doubtful", fact, remedy))
    return told


def _bases(figures: Sequence[Figure]) -> list[Problem]:
    """Say which bases intervals rest on where two kinds differ, or that there is none for them."""
    held = [
        one
        for one in figures
        if one.base_unweighted is not None
        and one.base_weighted is not None
        and one.base_unweighted != round(one.base_weighted)
    ]
    if held:
        rows = dict.fromkeys(
            (one.group, one.base_unweighted or 0, one.base_weighted or 0.0) for one in held
        )
        shown = sorted(rows, key=lambda row: -abs(row[2] - row[1]) / (row[1] or 1))
        named = [
            Message(
                "{group} {n} unweighted, {weighted} weighted", group=group, n=n, weighted=_long(w)
            )
            if group
            else Message("all {n} unweighted, {weighted} weighted", n=n, weighted=_long(w))
            for group, n, w in shown[:_SHOWN]
        ]
        fact = Message(
            "weighted and unweighted bases differ ({named}): intervals take the unweighted ones",
            named=named,
        )
        return [Problem(held[0].where, "check", fact)]
    shares = [one for one in figures if one.value_unit in ("percent", "count")]
    rests = ("base_unweighted", "std_error", "moe", "ci_low", "n_effective")
    if not shares or any(getattr(one, name) is not None for one in shares for name in rests):
        return []
    fact = Message("no unweighted base was found in this file: no interval can be made from a base")
    if any(one.base_weighted is not None for one in shares):
        fact = Message(
            "a weighted base is printed and no unweighted one: percents follow from it, and an "
            "interval from it would be too short or too long"
        )
    return [Problem(shares[0].where, "note", fact, "name the base in a column n if you know it")]


def _long(number: float) -> PrintedNumber:
    """Return a base with all of its digits."""
    return PrintedNumber(f"{number:,g}")


def _small_bases(figures: Sequence[Figure]) -> list[Problem]:
    """Say which groups the publisher marks as too small."""
    held = [
        one
        for one in figures
        if one.base_unweighted is not None and set(one.flag_printed or "-") == {"*"}
    ]
    if not held:
        return []
    rows = dict.fromkeys((one.group, one.base_unweighted, one.n_effective) for one in held)
    named = [
        Message(
            "{group} at n = {n}, effective {effective}",
            group=group,
            n=n,
            effective=_long(effective),
        )
        if effective
        else Message("{group} at n = {n}", group=group, n=n)
        for group, n, effective in list(rows)[:_SHOWN]
    ]
    fact = Message(
        "the publisher marks {n} group as small ({named}); such marks may rest on the effective "
        "base, which is smaller than n",
        "the publisher marks {n} groups as small ({named}); such marks may rest on the effective "
        "base, which is smaller than n",
        n=len(rows),
        named=named,
    )
    return [Problem(held[0].where, "note", fact)]


def _same_polls(figures: Sequence[Figure]) -> list[Problem]:
    """Say which polls stand in several rows: they are one sample, and not independent."""

    def row(figure: Figure) -> str:
        return figure.where.rpartition(",")[0] or figure.where

    def poll(figure: Figure) -> str:
        return figure.poll_id or ""

    known = [one for one in figures if one.poll_id and not one.poll_id.startswith("published")]
    several = [
        (name, rows)
        for name, held in groupby(sorted(known, key=poll), key=poll)
        if len(rows := list(dict.fromkeys(map(row, held)))) > 1
    ]
    if not several:
        return []
    named = ", ".join(f"{name} ({', '.join(rows[:_SHOWN])})" for name, rows in several[:_SHOWN])
    fact = Message(
        "{n} polls stand in several rows, by population or question: {named}; they are one sample "
        "each, so an average must keep one row",
        n=len(several),
        named=named,
    )
    return [Problem(several[0][1][0], "check", fact, "average_polls keeps one")]
