"""Nets among answers: which answers they add up, and nets that are differences of others."""

import re
from collections.abc import Sequence
from itertools import takewhile

from ..words.rows import is_check, is_net, statistic_of
from .lines import Answer, Line


def _shares(answer: Answer) -> Line | None:
    lines = answer.of("percent") or answer.of("number")
    return lines[0] if lines else None


def parts_of_net(answers: Sequence[Answer]) -> dict[int, str]:
    """Return the parts of nets, by the identity of the net.

    They are what is set in below it; else the one run of answers next to it, below or above, that
    adds up to it in every column. An answer that is not called a net is one where what is set in
    below it adds up to it.
    """
    found: dict[int, str] = {}
    for k, answer in enumerate(answers):
        after = answers[k + 1 :]
        ends = (n for n, one in enumerate(after) if one.indent <= answer.indent)
        below = after[: next(ends, len(after))]
        parts = [other.label for other in below]
        if is_net(answer.label):
            parts = parts or _proven_parts(answer, answers[k + 1 :], answers[:k][::-1])
        else:
            least = min((other.indent for other in below), default=0)
            lines = [line for one in below if one.indent == least and (line := _shares(one))]
            own = _shares(answer)
            proven = own is not None and len(lines) > 1 and _is_sum(own, lines)
            parts = parts if proven else []
        if parts:
            found[id(answer)] = "|".join(parts)
    return found


def _proven_parts(net: Answer, below: Sequence[Answer], above: Sequence[Answer]) -> list[str]:
    """Return the labels of the one run of answers next to a net that adds up to it."""
    line = _shares(net)
    runs: list[list[str]] = []
    for side in (below, above) if line is not None else ():
        # no net, check or statistic is a part
        other = (any(is_one(x.label) for is_one in (is_net, is_check, statistic_of)) for x in side)
        parts = [
            part for part, _ in takewhile(lambda one: not one[1], zip(side, other, strict=True))
        ]
        lines = [shares for part in parts if (shares := _shares(part)) is not None]
        runs += [
            [part.label for part in (parts[:n] if side is below else parts[:n][::-1])]
            for n in range(2, len(lines) + 1)
            if len(lines) == len(parts) and line is not None and _is_sum(line, lines[:n])
        ]
    # two runs that fit prove neither
    return runs[0] if len(runs) == 1 else []


def difference_of_nets(answer: Answer, answers: Sequence[Answer]) -> str | None:
    """Return which answers a net is the difference of; None where it is a share.

    A net of nets, such as Yes minus No, may be negative: it is no share of anybody. Its label calls
    it net without naming its parts, or something printed below it is negative; it is the difference
    of two answers in every column; and it is not what some answers add up to.
    """
    line = _shares(answer)
    if line is None or not (_NAMED.match(answer.label) or _negative(answer)):
        return None
    others = [
        (other, shares)
        for other in answers
        if other.label != answer.label
        and not is_check(other.label)
        and not statistic_of(other.label)
        and (shares := _shares(other)) is not None
    ]
    leaves = [shares for other, shares in others if not is_net(other.label)]
    if not _negative(answer) and _adds_up(line, leaves):
        return None
    for first, one in others:
        for second, two in others:
            if first is not second and _is_difference(line, one, two):
                return f"{first.label} − {second.label}"
    return None


_NAMED = re.compile(
    r"^\W*(?:net(?!\s*[:\-–(])\s+\w|difference|lead\b|margin\b|net\W*$)", re.IGNORECASE
)


def _negative(answer: Answer) -> bool:
    """Tell whether anything below an answer is printed as less than nothing."""
    return any(
        cell.number is not None and cell.number < 0
        for line in answer.lines
        for cell in line.cells.values()
    )


def _adds_up(line: Line, leaves: Sequence[Line]) -> bool:
    """Tell whether a run of answers adds up to a net within the roundings, in every column."""
    return any(
        _is_sum(line, leaves[start:end])
        for start in range(len(leaves))
        for end in range(start + 2, len(leaves) + 1)
    )


def _is_sum(line: Line, run: Sequence[Line]) -> bool:
    """Tell whether a line is the sum of others within the roundings, in every column."""
    return all(
        abs(sum((one.cells[c].exact or 0.0) for one in run if c in one.cells) - cell.exact)
        <= (0.51 * (len(run) + 1) * 10.0**-cell.decimals if cell.exact == cell.number else 1e-6)
        for c, cell in line.cells.items()
        if cell.exact is not None
    )


def _is_difference(line: Line, one: Line, two: Line) -> bool:
    """Tell whether a line is one minus another within the roundings, in every column."""
    pairs = 0
    for c, cell in line.cells.items():
        if c not in one.cells or c not in two.cells:
            return False
        a, b = one.cells[c].exact, two.cells[c].exact
        if cell.exact is None or a is None or b is None:
            continue
        unit = 1.5 * 10.0**-cell.decimals if cell.exact == cell.number else 1e-6
        if abs(cell.exact - (a - b)) > unit:
            return False
        # a difference from nothing proves nothing
        pairs += bool(b)
    return pairs >= 2
