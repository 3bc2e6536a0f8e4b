"""Codes among numbers that nobody declared: -99, 999, 9999."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from ..order import known_order

_FEWEST = 2
"""Other values that there must be: of one value nothing is far."""

_LONG = 3
"""Times the size of a code of one digit that a scale from 0 reaches, which has no negative end."""

_ONE_DIGIT = 9

_RESERVED = 6
"""The least of the codes of one digit that files keep for what is no answer."""

_REFUSED = 7
"""What public files of the United States have for "refused" where 9 is "don't know"."""

_SPIKE = 3
"""Fewest rows of a code that is far, but not farther than the rest is wide."""

_SPIKE_TIMES = 2
_GAP_TIMES = 3
"""How far such a code lies: in gaps between the other values, and in their usual counts."""

_YEARS = (1850, 2100)
"""Years in which people live, and 0 is none."""

_STATED = re.compile(
    r"(?<![\d.,])(?P<low>[01])\s?(?:[-–—~〜～至到]|to|bis|hasta|al?|à|até|tot|til|till|do|до|から|"
    r"에서|से|إلى|ila|đến|sampai|ถึง|έως)\s?(?P<high>[3-9]|10)(?!\d|[.,]\d|\s?(?:%|h\b|km|€|\$))",
    re.IGNORECASE,
)
"""The ends of a scale, as wordings have them: "on a scale from 1 to 5", "(0-10)", "1 bis 7"."""

_ANCHORS = re.compile(r"(?<![\d.,])(\d{1,2})\s?(?:=|＝)")
"""The places that wordings explain: "1 = very bad, 5 = very good"."""

_PART = 3
"""Part of the rows, a third, from which on what is beyond a scale is a place of it."""

_WIDE_GAP = 10
"""Gaps between the other values from which on a code need be no more usual than these."""


def codes_standing_out(values: Sequence[float], counts: Sequence[int]) -> tuple[float, ...]:
    """Return the values of a column of numbers that look like codes of missing answers.

    A code is written like one: -1 to -9, or two digits and more that are all 6, 7, 8 or 9 (66,
    77, 99, 999, -88, 99.99), or nines that end in 6, 7 or 8 (97, 998). It stands out

    - negative, where no other value is: incomes, ages and scales are not. -1 beside 0 and 1, or
      -2 to 2, are a scale;
    - or farther from all other values than these are wide: 999 beside ages, 99 beside 1 to 5;
    - or with a gap three times as wide as any between the other values, in at least three
      rows and twice as many as other values usually have: 99 beside ages up to 89; with a gap ten
      times as wide as many as these have are enough: 99 beside ages up to 69. Ages with
      neighbours of 99 hold no code, and neither do incomes that go on beyond 99999: there a
      code cannot be told by its distance, and only a codebook can.

    More are told by what stands beside them: 7, 8 and 9 behind two empty places or more, or 7 and 9
    alone, where all other answers are a scale from 0 or 1 without a gap and have most rows; and 0
    among years.

    Parameters
    ----------
    values : sequence of float
        The distinct values.
    counts : sequence of int
        Rows of each.
    """
    rows = {v: n for v, n in zip(values, counts, strict=True) if math.isfinite(v)}
    codes = [value for value in rows if _is_like_a_code(value)]
    digits = sorted(-code for code in codes if -_ONE_DIGIT <= code < 0)
    # one side of a scale about 0: -3, -2, -1, 0, 1, 2, 3
    mirrored = digits and digits == list(range(1, len(digits) + 1)) and digits[-1] in rows
    if mirrored and (max(rows) <= digits[-1] or len(digits) > _ONE_DIGIT // 2):
        codes = [value for value in codes if value < -_ONE_DIGIT or value > 0]
    found: list[float] = []
    rest = {value: n for value, n in rows.items() if value not in codes}
    # from the rest outwards: what is no code is a neighbour of what comes next
    for code in sorted(codes, key=abs):
        if _stands_out(code, rows[code], rest):
            found.append(code)
        else:
            rest[code] = rows[code]
    years = (value == int(value) and _YEARS[0] <= value <= _YEARS[1] for value in rest if value)
    if 0 in rest and len(rest) > _FEWEST and all(years):
        found.append(0)
    return tuple(sorted({*found, *_behind_empty_places(rows)}))


def _behind_empty_places(rows: Mapping[float, int]) -> list[float]:
    """Return 7, 8 and 9 where they are no places of a scale such as 1 to 5."""
    if not rows or max(rows) > _ONE_DIGIT or min(rows) not in (0, 1):
        return []
    places = sorted(rows)
    scale = [value for k, value in enumerate(places) if value == places[0] + k]
    codes = places[len(scale) :]
    if not codes or codes[0] < _REFUSED or len(scale) < _FEWEST:
        return []
    apart = codes[0] - scale[-1] >= _LONG or codes == [_REFUSED, _ONE_DIGIT]
    few = sum(rows[code] for code in codes) * _LONG <= sum(rows[value] for value in scale)
    return codes if apart and few and min(rows[code] for code in codes) >= _SPIKE else []


def labelled_far(values: Sequence[float], labels: Mapping[float, str]) -> tuple[float, ...]:
    """Return the labelled values of numbers without labels that lie where no number does.

    They are negative, where all others are not, or farther from these than they are wide: 95 "No
    time" beside 0 to 8 hours. Values that all have labels are the places of a scale.

    Parameters
    ----------
    values : sequence of float
        The distinct values.
    labels : mapping of float to str
    """
    rest = [value for value in values if value not in labels]
    if len(rest) < _LONG:
        return ()
    low, high = min(rest), max(rest)
    return tuple(
        value
        for value in sorted(labels)
        if value in values and (value < 0 <= low or value - high > high - low)
    )


def labelled_apart(labels: Mapping[float, str]) -> tuple[float, ...]:
    """Return the codes of a labelled scale that stand behind a gap: 8 and 9 beside 1 to 5.

    Files reserve 6 to 9 for what is no answer of the scale, in whatever words or language; at
    least two codes without a gap stand before them. A scale whose order the labels tell, from end
    to end, has none.

    Parameters
    ----------
    labels : mapping of float to str
        The label of each code.
    """
    codes = sorted(code for code in labels if code >= 0)
    run = codes[:1]
    for code in codes[1:]:
        if code != run[-1] + 1:
            break
        run.append(code)
    apart = tuple(code for code in codes[len(run) :] if code <= _ONE_DIGIT)
    if len(run) < _FEWEST or not apart or apart[0] < _RESERVED:
        return ()
    order = known_order(tuple(labels.values()))
    return () if order is not None and not order.set_aside else apart


def stated_scale(wording: str) -> tuple[int, int] | None:
    """Return the ends of the one scale that a wording states; None where it states none, or two."""
    found = {(int(own["low"]), int(own["high"])) for own in _STATED.finditer(wording)}
    anchors = sorted({int(place) for place in _ANCHORS.findall(wording)})
    if len(anchors) > 1 and anchors[0] in (0, 1) and _LONG <= anchors[-1] <= _ONE_DIGIT + 1:
        found.add((anchors[0], anchors[-1]))
    return found.pop() if len(found) == 1 else None


def labelled_scale(labels: Mapping[float, str]) -> tuple[int, int] | None:
    """Return the ends of a scale all places of which have labels, three or more."""
    codes = sorted(labels)
    run = len(codes) > _FEWEST and codes == [codes[0] + place for place in range(len(codes))]
    return (int(codes[0]), int(codes[-1])) if run and codes[0] in (0, 1) else None


def codes_beyond(rows: Mapping[float, int], low: float, high: float) -> tuple[float, ...]:
    """Return the values just beyond a scale whose two ends occur: 6 and 7, or 0, beside 1 to 5.

    There are one or two, in few rows: of more the scale is another one.

    Parameters
    ----------
    rows : mapping of float to int
        Rows of each value.
    low, high : float
    """
    beyond = sorted(value for value in rows if not low <= value <= high)
    near = all(
        value in (0, low - 1) or high < value <= max(high + _LONG, _ONE_DIGIT) for value in beyond
    )
    few = _PART * sum(rows[value] for value in beyond) <= sum(rows.values())
    is_whole = all(value == int(value) for value in rows)
    ends = low in rows and high in rows
    return tuple(beyond) if ends and is_whole and near and few and len(beyond) <= _FEWEST else ()


def _is_like_a_code(value: float) -> bool:
    """Say whether a value is written like a code: -9, 99, 998, 99.99."""
    if -9 <= value < 0 and value == int(value):
        return True
    digits = re.sub(r"\D", "", f"{value:.10g}")
    same = re.fullmatch(r"([6789])\1+", digits)
    return same is not None or re.fullmatch(r"9+[678]", digits) is not None


def _stands_out(code: float, count: int, rest: Mapping[float, int]) -> bool:
    """Say whether a code lies outside the rest by one of the three rules."""
    if len(rest) < _FEWEST:
        return False
    low, high = min(rest), max(rest)
    if low <= code <= high:
        return False
    gap = low - code if code < low else code - high
    others = sorted(rest)
    widest = max(after - before for before, after in pairwise(others))
    if gap > high - low or (code <= -10 and low >= 0):
        return True
    if code < 0 <= low:
        # -1 beside 0 and 1 is a scale; beside 0 to 10 it is none
        return gap > widest or high >= _LONG * -code
    usual = median(rest.values())
    if gap > _WIDE_GAP * widest:
        return count >= max(_SPIKE, usual)
    return gap > _GAP_TIMES * widest and count >= max(_SPIKE, _SPIKE_TIMES * usual)
