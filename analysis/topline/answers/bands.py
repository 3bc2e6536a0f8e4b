"""Numbers in answers: bands ("5-9", "50 or more", "Under 18"), and codes before words."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from .folding import LONGEST, compact, fold, visible
from .nonresponse import nonresponse_of
from .numerals import Numerals, is_unspaced, may_hold_numbers, numerals
from .ranking import Place, Ranking
from .tables import phrases, table
from .times import month_numbers

_BRACKETED = re.compile(r"[\[(（][^\[(（\])）]*[\])）]")
_LEADING = re.compile(r"[\[(]?\s*([-−–]?\d{1,4})(?:\s*$|\s*[\])]?[\s.:=)\-–—(\[]+(?!\d))")
_OUT_OF = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s?/\s?(\d{1,3})")
"""Marks out of the best there is: "3/5", "7.5 / 10"."""
_SINGLE = re.compile(r"\D*?(\d{1,4})\D*")
_ALIKE = 3
"""Letters that words beside the numbers share: "child" and "children", "año" and "años"."""


def band_rankings(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the ranking of bands, or of answers that begin with a number each.

    Bands do not overlap ("5-9", "10-19", "20 or more"), and the words beside their numbers are
    the same ("1 child", "2 children", "Wave 1"); units of time are reckoned in ("30 minutes",
    "1 hour"). Otherwise numbers before the words tell the order ("1 (None at all)", "2", …).
    """
    kept = [answer for answer in answers if nonresponse_of(answer) is None]
    if not any(map(may_hold_numbers, kept)):
        return
    if marks := _marks(kept):
        yield Ranking(places=marks, source="numbers")
        return
    # how long ago: who never did it stands behind the longest
    ago = any(any(numerals(one).units) for one in kept if _back().search(fold(one)))
    last = [one for one in kept if ago and compact(fold(one)) in _never()]
    never: dict[str, Place] = dict.fromkeys(last, (math.inf, math.inf))
    kept = [answer for answer in kept if answer not in never]
    meant = bands_taken_for_days(kept)
    for written in (
        [meant.get(answer, answer) for answer in kept],
        [_BRACKETED.sub("", answer).strip() for answer in kept],
        [re.sub(r"^\s*[\[(]?\d{1,3}\s*[\])]?\s*[.:=)]\s+|^\s*\[\d+\]\s*", "", a) for a in kept],
    ):
        bands = _bands(written)
        if bands is not None:
            alone = all(low == high for low, high in bands)
            source = "numbers" if alone else "bands"
            yield Ranking(places=dict(zip(kept, bands, strict=True)) | never, source=source)
            return
    # what all answers begin with, or the one number of each where some are only that
    seen = [visible(answer) for answer in kept]
    bare = any(map(str.isdecimal, seen))
    for read in (_LEADING.match, _SINGLE.fullmatch) if bare else (_LEADING.match,):
        found = [read(text) for text in seen]
        numbers = [(float(re.sub("[−–]", "-", one[1])),) for one in found if one]
        if numbers and len(set(numbers)) == len(kept):
            places = dict(zip(kept, numbers, strict=True)) | never
            yield Ranking(places=places, source="numbers")
            return


def _marks(answers: Sequence[str]) -> dict[str, Place]:
    """Return the places of marks that are all out of the same best; empty where others are."""
    found = [one for answer in answers if (one := _OUT_OF.fullmatch(visible(answer)))]
    if len(found) < len(answers) or len({one[2] for one in found}) != 1:
        return {}
    marks = [float(one[1].replace(",", ".")) for one in found]
    if max(marks) > float(found[0][2]):
        return {}
    return {answer: (mark,) for answer, mark in zip(answers, marks, strict=True)}


@cache
def _never() -> frozenset[str]:
    """Return the letters of what says never."""
    return frozenset(map(compact, phrases(table("bands")["never"])))


@cache
def _back() -> re.Pattern[str]:
    """Return what finds a word that looks back from today: "2 years ago", "vor 2 Jahren"."""
    words = sorted(phrases(table("bands")["back"]))
    apart = [re.escape(word) for word in words if not is_unspaced(word)]
    within = [re.escape(word) for word in words if is_unspaced(word)]
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(apart)})(?![^\W\d_])|{'|'.join(within)}")


def bands_taken_for_days(answers: Sequence[str]) -> dict[str, str]:
    """Return bands that a spreadsheet took for days, and what was typed: "05-Jan", "1-5".

    All answers are bands then, some of them as they were typed.
    """
    meant: dict[str, str] = {}
    if any(len(answer) > LONGEST for answer in answers):
        return meant
    for answer in answers:
        found = _DAY.fullmatch(visible(answer))
        month = month_numbers().get(fold(found["a"] or found["c"])) if found else None
        if found and month:
            numbers = sorted((month, int(found["b"] or found["d"])))
            meant[answer] = f"{numbers[0]}-{numbers[1]}"
    kept = [meant.get(a, a) for a in answers if nonresponse_of(a) is None]
    return meant if meant and len(meant) < len(kept) and _bands(kept) else {}


_DAY = re.compile(r"(?P<b>\d\d?)-(?P<a>[A-Za-z]{3,4})|(?P<c>[A-Za-z]{3,4})-(?P<d>\d\d)")


def _bands(answers: Sequence[str]) -> list[Place] | None:
    """Return low and high of each answer; None where these are no bands of one thing."""
    found = []
    for answer in answers:
        found.append(numerals(answer))
        # the first answer without a number ends it, so that many words cost nothing
        if not found[-1].numbers and "zero" not in found[-1].says:
            return None
    # all words beside the numbers begin alike
    rests = [[word[:_ALIKE] for word in one.rest] for one in found if one.rest]
    if any(rest != rests[0] for rest in rests) or not any(one.numbers for one in found):
        return None
    # in one unit, if all numbers have one
    scale = [one.numbers for one in found]
    if len({unit for one in found for unit in one.units if unit}) > 1:
        pairs = [list(zip(one.numbers, one.units, strict=True)) for one in found]
        if any(number and not unit for own in pairs for number, unit in own):
            return None
        scale = [tuple(number * unit for number, unit in own) for own in pairs]
    # "under 5" begins above 0 where nothing is negative, so that 0 comes before it
    least = 0.0 if all(min(numbers) >= 0 for numbers in scale if numbers) else -math.inf
    bands = [_band(one, numbers, least) for one, numbers in zip(found, scale, strict=True)]
    complete = [band for band in bands if band is not None]
    # of several that begin at the least each begins where the one below it ends: "within a year"
    # is more than "within a month" where both can be answered
    ends = sorted({high for low, high in complete if low == least})
    begins = dict(zip(ends[1:], ends, strict=False))
    complete = [(begins.get(high, low) if low == least else low, high) for low, high in complete]
    ordered = sorted(complete)
    overlaps = any(after[0] < before[1] for before, after in pairwise(ordered))
    return complete if len(complete) == len(found) and not overlaps else None


def _band(one: Numerals, numbers: tuple[float, ...], least: float) -> Place | None:
    """Return the lowest and the highest number of an answer."""
    if not numbers:
        return (0.0, 0.0)
    if len(numbers) == 2:
        low, high = numbers
        return (low, high) if low <= high else None
    if len(numbers) > 2 or one.says >= {"under", "over"}:
        return None
    number = numbers[0]
    if "under" in one.says:
        return (least, number)
    return (number, math.inf if "over" in one.says else number)
