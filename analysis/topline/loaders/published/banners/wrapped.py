"""Headings over several lines that lost their places: put together where only one way fits."""

from collections.abc import Sequence
from itertools import combinations

_MOST_WAYS = 50_000

_TITLES = (
    "region", "province", "state", "gender", "sex", "age group", "age", "level of education",
    "education", "household income", "income", "party id", "party", "party identification",
    "race", "race/ethnicity", "ethnicity", "language", "marital status", "employment status",
    "employment", "children", "community", "urban/rural", "area", "vote", "past vote",
    "vote intention", "ideology", "religion", "generation", "social grade", "ethnic group",
)  # fmt: skip


def labels_of_lines(lines: Sequence[Sequence[str]], columns: int) -> list[str] | None:
    """Return the label of each column; None where its words cannot be placed in one way.

    The lowest line has a word a column. A word above stands over one below it; a word that goes on
    in small letters needs one above it; "Between" needs an "and" below; a hyphen joins. Of several
    ways the one whose wrapped labels stand closest together is taken, if it is but one.
    """
    if not lines or len(lines[-1]) != columns:
        return None
    stacks = [[word] for word in lines[-1]]
    allowed = list(range(columns))
    for line in reversed(lines[:-1]):
        needed = {c for c in allowed if stacks[c][0][:1].islower()}
        if len(line) < len(needed) or len(line) > len(allowed):
            return None
        places = _place(line, allowed, needed, stacks)
        if places is None:
            return None
        for word, c in zip(line, places, strict=True):
            stacks[c].insert(0, word)
        allowed = list(places)
    return [_join_words(stack) for stack in stacks]


def _place(
    line: Sequence[str], allowed: list[int], needed: set[int], stacks: list[list[str]]
) -> tuple[int, ...] | None:
    """Return the columns over which the words of a line stand, in order."""
    ways = []
    for count, places in enumerate(combinations(allowed, len(line))):
        if count > _MOST_WAYS:
            return None
        if needed <= set(places) and all(
            _fits_above(word, stacks[c]) for word, c in zip(line, places, strict=True)
        ):
            ways.append((places[-1] - places[0], places))
    if not ways:
        return None
    closest = min(way[0] for way in ways)
    best = [places for width, places in ways if width == closest]
    return best[0] if len(best) == 1 else None


def _fits_above(word: str, below: list[str]) -> bool:
    """Tell whether a word can stand over the words below it."""
    if word.endswith("-"):
        return below[0][:1].islower()
    if word.lower() == "between":
        return "and" in below
    return True


def _join_words(stack: Sequence[str]) -> str:
    """Put the words of a heading together, without the hyphens of lines."""
    text = ""
    for word in stack:
        text = text[:-1] + word if text.endswith("-") else f"{text} {word}".strip()
    return text


def titles_of_line(line: str, groups: int) -> list[str] | None:
    """Return the titles that a line gives to some groups; None where its words split otherwise."""
    words = line.split()
    found: list[str] = []
    k = 0
    while k < len(words):
        known = next(
            (
                n
                for n in range(min(4, len(words) - k), 0, -1)
                if " ".join(words[k : k + n]).lower() in _TITLES
            ),
            0,
        )
        if not known:
            return words if len(words) == groups else None
        found.append(" ".join(words[k : k + known]))
        k += known
    return found if len(found) == groups else None
