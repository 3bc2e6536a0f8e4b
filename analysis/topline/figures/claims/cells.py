"""The cells of a table that a claim in words is of: answers and groups that it names, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...errors import ArgumentError
from ...shown import cut
from ..together.related import PATH, is_total
from . import phrases
from .named import Named, Word, is_small, named_in, words_of

EXPECTED = (
    'expected answers and groups as the table calls them, as in "more women than men approve", '
    '"a majority of women approve" or "more approve than disapprove"'
)

_SHOWN = 12
PLAIN = re.compile(
    r"(?<!\d)(?P<percent>\d{1,3}(?:\.\d{1,12})?)\s?(?:%|percent\b|per cent\b)", re.IGNORECASE
)
ORDER = {
    ">": r"more|higher|greater|larger|bigger|outnumbers?|leads?|ahead|beats?|likelier|better",
    "<": r"fewer|less|lower|smaller|trails?|behind",
}
_COMPARING = re.compile("|".join(rf"\b(?:{signs})\b" for signs in ORDER.values()), re.IGNORECASE)
THAN = re.compile(
    r"\bthan\b|\b(?:many|much|likely|often|high|large)\b.*?\bas\b|\bcompared (?:with|to)\b", re.I
)
OVER = re.compile(r"\b(?:leads?|ahead|behind|trails?)\s+(?:over|on|of)?", re.IGNORECASE)
_USABLE = ("exact", "about", "less_than", "more_than", "at_least", "at_most")
_OF_NUMBERS = re.compile(
    "|".join((phrases.COMPARED[phrases.MORE], phrases.COMPARED[phrases.LESS], phrases.NEAR)).join(
        (r"\b(?:", r")(?!\w)")
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Meant:
    """What a claim is of in one question: answers and groups, in the order of the claim.

    `left` are words that nothing accounts for, `rest` is the claim without what it names.
    """

    rows: pd.DataFrame
    answers: list[Named]
    groups: list[Named]
    left: list[str]
    rest: str


def meant_by(text: str, rows: pd.DataFrame) -> Meant:
    """Return what a claim names in the one question that has all of it."""
    words = words_of(text)
    fits, best = [], None
    for asked, own in rows.groupby("question", sort=False, dropna=False):
        meant = _meant(text, words, own, "" if pd.isna(asked) else str(asked))
        if meant.answers and not meant.left:
            fits.append(meant)
        if best is None or len(meant.left) < len(best.left):
            best = meant
    if len(fits) == 1:
        return fits[0]
    if len(fits) > 1:
        names = "; ".join(str(one.rows["question"].iloc[0]) for one in fits[:_SHOWN])
        raise ArgumentError(
            f"claim is {cut(repr(text))}, of several questions; name one of: {names}"
        )
    if best is None:
        raise ArgumentError("figures holds no shares of answers; nothing can be claimed of them")
    answers = "; ".join(map(str, best.rows["answer"].unique()[:_SHOWN]))
    groups = "; ".join(map(str, best.rows["group"].dropna().unique()[:_SHOWN]))
    are = "is" if len(best.left) == 1 else "are"
    unknown = f"{', '.join(map(repr, best.left))} {are} in it, which the table does not hold"
    raise ArgumentError(
        f"claim is {cut(repr(text))}, and {unknown if best.left else 'it names no answer'}; "
        f"{EXPECTED}; answers: {answers}; groups: {groups or 'none'}"
    )


def _meant(text: str, words: list[Word], rows: pd.DataFrame, question: str) -> Meant:
    """Return the answers and groups of a question that words name, and the words left over."""
    answers = named_in(words, rows["answer"].astype(str))
    last = {str(path): str(path).rpartition(PATH)[2] for path in rows["group"].dropna().unique()}
    groups = [one for one in named_in(words, last.values()) if not is_total(one.label)]
    taken = frozenset[int]().union(*(one.words for one in (*answers, *groups)))
    letters = list(text)
    for k in taken:
        letters[words[k].start : words[k].end] = " " * (words[k].end - words[k].start)
    rest = "".join(letters)
    of_question = {word.stem for word in words_of(question)}
    compared = rest
    for pattern in (
        phrases.EXTREME,
        phrases.BY_POINTS,
        phrases.TIMES,
        phrases.SAME_AS,
        PLAIN,
        phrases.SHARE,
        _COMPARING,
        _OF_NUMBERS,
    ):
        compared = pattern.sub(lambda match: " " * len(match[0]), compared)
    other = words_of(compared)
    unknown = [w for w in other if not is_small(w) and w.stem not in of_question]
    # as the claim writes them: a stem is no word
    left = [compared[w.start : w.end] for w in unknown]
    return Meant(rows, answers, groups, left, rest)


def cells_of(text: str, meant: Meant) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
    """Return the one or two figures that a claim compares, the first of which it is about."""
    answers, groups = _each_once(meant.answers), _each_once(meant.groups)
    if len(answers) > 2 or len(groups) > 2 or (len(answers) == 2 and len(groups) == 2):
        named = ", ".join(one.label for one in (*answers, *groups))
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which names {named}; expected two groups and one answer, "
            "or two answers of one group"
        )
    pair = groups if len(groups) == 2 else answers if len(answers) == 2 else []
    if not pair:
        return cell_of(meant, answers[0], groups[0] if groups else None), None
    than = THAN.search(without_bounds(meant.rest)) or OVER.search(meant.rest)
    behind = [one for one in pair if than is not None and one.start >= than.end()]
    # "more than men, women approve": what stands right after it is what is compared with
    first, second = (
        (behind[1], behind[0])
        if len(behind) == 2
        else [*(one for one in pair if one not in behind), *behind]
    )
    if pair is groups:
        return cell_of(meant, answers[0], first), cell_of(meant, answers[0], second)
    group = groups[0] if groups else None
    return cell_of(meant, first, group), cell_of(meant, second, group)


def without_bounds(text: str) -> str:
    """Return a claim without what says that a number is a bound: "more than" of "more than twice".

    Such a "than" stands before no answer and no group.
    """
    letters = list(text)
    bounds = (phrases.BY_POINTS, phrases.TIMES, phrases.SHARE)
    for match in (one for pattern in bounds for one in pattern.finditer(text)):
        for start, end in (match.span(phrases.MORE), match.span(phrases.LESS)):
            if start >= 0:
                letters[start:end] = " " * (end - start)
    return "".join(letters)


def _each_once(named: Sequence[Named]) -> list[Named]:
    return list({one.label: one for one in reversed(named)}.values())[::-1]


def cell_of(meant: Meant, answer: Named, group: Named | None) -> "pd.Series[Any]":
    """Return the one figure of an answer and a group."""
    rows = meant.rows[meant.rows["answer"].astype(str) == answer.label]
    if group is None:
        rows = rows[rows["group"].map(is_total).astype(bool)]
        whose = "everybody"
    else:
        rows = rows[rows["group"].fillna("").str.rpartition(PATH)[2] == group.label]
        whose = group.label
    known = rows[rows["percent"].notna() & rows["percent_qualifier"].isin(_USABLE)]
    said = f"{answer.label!r} of {whose}"
    if known.empty:
        raise ArgumentError(f"the table has no percent for {said}; claim something that it holds")
    alike = known.drop_duplicates(
        ["percent", "percent_qualifier", "n", "group", "wave", "fielded_end"]
    )
    if len(alike) > 1:
        places = ", ".join(map(str, alike["where"].dropna()[:_SHOWN]))
        raise ArgumentError(
            f"the table has {len(alike)} figures for {said} ({places}); choose the wave, the "
            "heading or the table before"
        )
    found = known.iloc[0]
    if pd.isna(found["n"]):
        raise ArgumentError(
            f"the figure for {said} has no unweighted base ({found['where']}), so that nothing "
            "says how sure it is; find its n, and fill it in"
        )
    return found
