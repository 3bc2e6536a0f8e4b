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
        small = {c for c in allowed if stacks[c][0][:1].islower()}
        joined = {c for c in allowed if "and" in stacks[c]}
        if len(line) < len(small) or len(line) > len(allowed):
            return None
        fits = [
            small if word.endswith("-") else joined if word.lower() == "between" else set(allowed)
            for word in line
        ]
        ways: dict[tuple[int, ...], int] = {}
        for count, places in enumerate(combinations(allowed, len(line))):
            if count > _MOST_WAYS:
                return None
            if small <= set(places) and all(c in own for c, own in zip(places, fits, strict=True)):
                ways[places] = places[-1] - places[0]
        closest = [places for places, width in ways.items() if width == min(ways.values())]
        if len(closest) != 1:
            return None
        for word, c in zip(line, closest[0], strict=True):
            stacks[c].insert(0, word)
        allowed = list(closest[0])
    # a hyphen at the end of a line joins
    return [" ".join(stack).replace("- ", "") for stack in stacks]


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
