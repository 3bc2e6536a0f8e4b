"""Claims that a group or an answer is first or last of all: found in words, judged pair by pair.

That one is more than every other is shown where it is more than each of them: every comparison has
to hold at the level of the claim, and no more is asked of them for being several. That it is not is
shown by one other that is more; which one was not said before, so each has its part of the error.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...errors import ArgumentError
from ...language.message import Message, series_of
from ...shown import cut
from ..together.related import PATH, is_total
from . import phrases
from .cells import Meant, cell_of
from .check import ClaimCheck, check_claim
from .statement import CONTRADICTED, SUPPORTED
from .worded import comparable, printed, refuse_denied, refuse_other_numbers

if TYPE_CHECKING:
    Series = pd.Series[Any]


@dataclass(frozen=True)
class Judge:
    """How pairs of cells are judged: how far off still counts as the same, where that is asked."""

    margin: float | None = None

    def check(
        self, read_as: str, cells: "Sequence[Series]", level: float, **how: Any
    ) -> ClaimCheck:
        """Check a claim in percents of one cell or two, with the larger of their design effects."""
        effects: list[Any] = [
            one["n"] / one["n_effective"] if pd.notna(one["n_effective"]) else one["deff"]
            for one in cells
        ]
        return check_claim(
            read_as,
            int(cells[0]["n"]),
            margin=self.margin,
            confidence_level=level,
            deff=max((float(effect) for effect in effects if pd.notna(effect)), default=1.0),
            sample_type=str(cells[0]["sample_type"]),
            **how,
        )

    def before_all(
        self,
        first: "Series",
        others: "Sequence[Series]",
        ways: Sequence[Mapping[str, Any]],
        sign: str,
        level: float,
    ) -> ClaimCheck:
        """Return the check that decides whether one is before all others, with that verdict."""
        checks, against = (
            [
                self.check(f"{printed(first)} {sign} {printed(one)}", (first, one), at, **how)
                for one, how in zip(others, ways, strict=True)
            ]
            for at in (level, 1 - (1 - level) / len(others))
        )
        if ahead := [one for one in against if one.verdict == CONTRADICTED]:
            return min(ahead, key=lambda one: _room(one, sign))
        nearest = min(range(len(others)), key=lambda k: _room(checks[k], sign))
        # of one that is ahead only where nobody counts how many were compared nothing is shown
        open_ = checks[nearest].verdict == CONTRADICTED
        return against[nearest] if open_ else checks[nearest]


_LEAST = frozenset({"least", "lowest", "weakest", "smallest"})
_FEWER = re.compile(r"\b(?:fewer|less|lower|smaller)\b", re.IGNORECASE)
_OF_GROUPS = frozenset({"likely", "among", "groups"})
_WAYS = (
    'expected one group and one answer, as in "women are the most likely to approve", or one '
    'answer, as in "approve is the most common answer"'
)


def extreme_in(text: str, rest: str) -> re.Match[str] | None:
    """Return what says that something is before all others; "most" alone does where it ends."""
    matches = phrases.EXTREME.finditer(rest)
    # in the rest of a claim the words that it names are blank
    return next(
        (one for one in matches if not one["last"] or not re.search(r"\w", text[one.end() :])), None
    )


def check_extreme(
    text: str, meant: Meant, match: re.Match[str], judge: Judge, level: float
) -> "tuple[str, list[Series], ClaimCheck]":
    """Judge a claim that a group or an answer is first, or last, of all.

    Parameters
    ----------
    match : re.Match
        Of ``phrases.EXTREME`` in the rest of the claim.
    judge : Judge
    level : float
        Of the claim.

    Returns
    -------
    (str, list of Series, ClaimCheck)
        The claim in percents, the cells, and the check of the pair that decides.

    Raises
    ------
    ArgumentError
        When it does not say of what, the others may share people with it, or one of them, of which
        the claim may fail, has no percent.
    """
    rest = meant.rest[: match.start()] + " " + meant.rest[match.end() :]
    refuse_denied(text, rest)
    answers = {one.label for one in meant.answers}
    groups = {one.label for one in meant.groups}
    words = {name for name, held in match.groupdict().items() if held}
    of_groups = bool(words & _OF_GROUPS) or ("last" in words and len(groups) == 1)
    if len(answers) != 1 or len(groups) > 1 or (of_groups and not groups):
        raise ArgumentError(f"claim is {cut(repr(text))}, of one before all others; {_WAYS}")
    group = meant.groups[0] if groups else None
    first = cell_of(meant, meant.answers[0], group)
    refuse_other_numbers(text, rest, (printed(first),))
    least = bool(_LEAST & {one.lower() for one in match.groups("") if one}) or bool(
        _FEWER.search(rest) and words & {"groups", "options", "else"}
    )
    others, unknown = _others(meant, first, of_groups=of_groups)
    if not others:
        raise ArgumentError(
            f"claim is {cut(repr(text))}, and the table has nothing that {printed(first)} could be "
            "compared with; claim it of a number"
        )
    sign = "<" if least else ">"
    ways = [comparable(meant, first, other) for other in others]
    found = judge.before_all(first, others, ways, sign, level)
    if found.verdict == SUPPORTED and unknown:
        names = series_of(f"{one['answer']} ({one['group']})" for one in unknown)
        raise ArgumentError(
            f"claim is {cut(repr(text))}, and the table has no percent or no unweighted base for "
            f"{names}, which may be before it"
        )
    if len(others) > 1:
        said = Message("of the {n} others that it is compared with this one decides", n=len(others))
        found = replace(found, conditions=(said, *found.conditions))
    read_as = f"{printed(first)} {sign} {', '.join(map(printed, others))}"
    return read_as, [first, *others], found


def _room(check: ClaimCheck, sign: str) -> float:
    """Return by how much a comparison holds, at least."""
    return float(check.interval.ci_low if sign == ">" else -check.interval.ci_high)


def _others(
    meant: Meant, first: "Series", *, of_groups: bool
) -> "tuple[list[Series], list[Series]]":
    """Return the cells that a first one is before, and those of them that have no percent or base.

    Groups are those of its heading, and answers those of its column but nets.
    """
    rows = meant.rows
    same = rows["table"].eq(first["table"]).fillna(False) | (pd.isna(first["table"]))
    for name in ("wave", "fielded_end", "population"):
        same &= rows[name].eq(first[name]).fillna(False) | (
            rows[name].isna() & pd.isna(first[name])
        )
    group = rows["group"].fillna("")
    mine: str = "" if pd.isna(first["group"]) else str(first["group"])
    if of_groups:
        heading = mine.rpartition(PATH)[0]
        own = rows["answer"].eq(first["answer"]) & group.str.rpartition(PATH)[0].eq(heading)
        own &= ~group.map(is_total).astype(bool) & group.ne(mine)
    else:
        own = group.eq(mine) & rows["answer"].ne(first["answer"]) & rows["net_of"].isna()
    cells = [row for _, row in rows[own & same].iterrows()]
    known = [one for one in cells if pd.notna(one["percent"]) and pd.notna(one["n"])]
    return known, [one for one in cells if pd.isna(one["percent"]) or pd.isna(one["n"])]


_AGE = re.compile(
    r"(?:aged?\s+)?(?:(?P<low>\d{1,3})\s*(?:-|–|to)\s*\d{1,3}|(?:under|below|<)\s*(?P<under>\d{1,3})|"
    r"(?P<from>\d{1,3})\s*(?:\+|plus|(?:and|or|&) (?:over|older|above|more))|"
    r"(?:over)\s*(?P<over>\d{1,3}))(?:\s*(?:years?|yrs?)(?: old)?)?",
    re.IGNORECASE,
)
_AGES = re.compile(r"\bage|\balter|\bâge|\bedad|\bet[àa]\b|leeftijd|[åa]lder", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?P<end>youngest|oldest)\b(?:\s+(?:age\s+)?(?:groups?|people|adults|respondents|voters))?",
    re.IGNORECASE,
)


def with_ages(text: str, groups: Sequence[str]) -> str:
    """Return a claim with the group of the youngest, or the oldest, by its name.

    Raises
    ------
    ArgumentError
        When it speaks of the youngest, and no heading, or several, part people by their ages.
    """
    match = _ENDS.search(text)
    if match is None:
        return text
    headings: dict[str, dict[str, int]] = {}
    for path in dict.fromkeys(groups):
        heading, _, last = path.rpartition(PATH)
        age = _AGE.fullmatch(last.strip())
        if age and (not heading or _AGES.search(heading)):
            low = 0 if age["under"] else int(age["low"] or age["from"] or age["over"])
            headings.setdefault(heading, {})[last] = low
    parted = [held for held in headings.values() if len(held) > 1]
    if len(parted) != 1:
        raise ArgumentError(
            f"claim is {cut(repr(text))}, and {len(parted)} headings of the table part people by "
            f"age; name the group itself in place of {match[0]!r}"
        )
    (ages,) = parted
    ends = {"youngest": min(ages, key=ages.__getitem__), "oldest": max(ages, key=ages.__getitem__)}
    return _ENDS.sub(lambda one: ends[one["end"].lower()], text)
