"""A claim about cells with their percents in place of words, and how these are compared."""

import re
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...shown import cut
from ...wording import printed_text
from ..together.related import FigureFacts
from . import phrases
from .cells import EXPECTED, ORDER, PLAIN, THAN, Meant
from .sides import refuse_doubt, refuse_times_more

_AS_MANY = re.compile(r"(?<!times )\bas (?:many|much|likely|often)\b.*\bas\b", re.IGNORECASE)
_VERBS = re.compile(r"\b(?:outnumbers?|leads?|ahead of|beats?|trails?|behind)\b", re.IGNORECASE)
_HOW = ("more", "less", "same", "near")
_AS = ("many", "much", "often", "likely", "large", "high")


def in_percents(
    text: str, meant: Meant, first: "pd.Series[Any]", second: "pd.Series[Any] | None"
) -> tuple[str, dict[str, Any]]:
    """Return a claim with the percents of its cells in place of words, and how it is to be read."""
    one, rest = printed(first), meant.rest
    by = phrases.BY_POINTS.search(rest)
    rest = phrases.BY_POINTS.sub(" ", rest)
    refuse_denied(text, rest)
    if second is None:
        found = None if by else _against_a_number(text, rest, one)
        if found is None:
            raise ArgumentError(
                f"claim is {cut(repr(text))}, which compares with nothing; {EXPECTED}"
            )
        return found
    other = printed(second)
    refuse_times_more(text)
    refuse_other_numbers(text, rest, (one, other))
    arguments = comparable(meant, first, second)
    times, same = phrases.TIMES.search(rest), phrases.SAME_AS.search(rest) or _AS_MANY.search(rest)
    if by is not None and (times or same):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which says two things, one of them "
            f"{by[0].strip(' ,')!r}; check one after the other"
        )
    if times is not None:
        as_many = (
            times[0] if times["then"] or not times[0].rstrip().endswith(_AS) else f"{times[0]} as"
        )
        return f"{one} is {' '.join(as_many.split())} {other}", arguments
    if same is not None:
        how = phrases.SAME_AS.search(rest)
        said = "" if how is None else " ".join(filter(None, map(how.group, _HOW)))
        as_many = f"{said} as many as" if said else "the same as"
        return f"{one} is {as_many} {other}", arguments
    order = [word for word, signs in ORDER.items() if re.search(rf"\b(?:{signs})\b", rest, re.I)]
    if len(order) != 1 or not (THAN.search(rest) or _VERBS.search(rest)):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which compares in no way known; {EXPECTED}"
        )
    apart = f" {by[0].strip(' ,').removeprefix('by ')}" if by else ""
    # "8 points more than", wherever the claim says it
    return f"{one} {order[0]} {other}{' by' if by else ''}{apart}", arguments


def refuse_denied(text: str, rest: str) -> None:
    """Refuse a claim with a no in it, whose opposite could be meant in two ways."""
    denied = phrases.NOT.search(phrases.SAME_AS.sub(" ", rest))
    if denied or phrases.DOUBTED.search(rest):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, with a no in it, which can be read in two ways; write "
            'what is claimed, as in "fewer men than women approve"'
        )


def refuse_other_numbers(text: str, rest: str, percents: tuple[str, ...]) -> None:
    """Refuse a claim of two cells that names a number besides: it would not be judged.

    The percents of the cells may be named with them.
    """
    said = [float(match["percent"]) for match in PLAIN.finditer(rest)]
    known = [float(match["percent"]) for one in percents if (match := PLAIN.search(one))]
    other = next((f"{one:.12g}%" for one in said if one not in known), None)
    others = phrases.SAME_AS.sub(" ", phrases.TIMES.sub(" ", PLAIN.sub(" ", rest)))
    share = phrases.SHARE.search(others)
    if named := other or (share and share[0].strip()):
        raise ArgumentError(
            f"claim is {cut(repr(text))}, which is of {' and '.join(percents)}, and "
            f"names {named!r} besides; claim one after the other"
        )


def _against_a_number(claim: str, text: str, percent: str) -> tuple[str, dict[str, Any]] | None:
    """Return a claim of one cell and a number, in words or as a percent; None without one.

    Raises
    ------
    ArgumentError
        When it names several numbers, of which one would not be judged.
    """
    numbers = list(PLAIN.finditer(text))
    bare = PLAIN.sub(lambda match: " " * len(match[0]), text)
    shares = [match for match in phrases.SHARE.finditer(bare) if match["name"]]
    said = {float(match["percent"]) for match in numbers}
    own = {float(match["percent"]) for match in PLAIN.finditer(percent)}
    # "a majority of women (55%)" names the percent of its cell, too
    if len(shares) > 1 or (said != own if shares and said else len(said) > 1):
        raise ArgumentError(
            f"claim is {cut(repr(claim))}, which names several numbers; claim one after the other, "
            'as in "more than 50% of women approve"'
        )
    if shares:
        # "women approve most" is of all groups, and of no majority
        of_all = re.search(r"(?<!\bat )\bmost(?: of all)?\W*$", claim, re.I)
        return None if of_all else (f"{percent} is {shares[0][0].strip()}", {})
    if not numbers:
        return None
    number = numbers[0]
    before, after = text[: number.start()].strip(), text[number.end() :]
    refuse_doubt(claim, before, after, share=True)
    signs = [
        sign
        for sign, side in ((">", phrases.MORE), ("<", phrases.LESS))
        if re.search(rf"(?:{phrases.COMPARED[side]})\s*$", before, re.I)
        or re.match(rf",?\s*(?:{phrases.AFTER[side]})\b", after, re.I)
        or (sign == ">" and after.startswith("+"))
    ]
    near = re.search(rf"\b(?:{phrases.NEAR})$", before, re.I) or re.match(
        rf",?\s*(?:{phrases.NEAR_AFTER})\b", after, re.I
    )
    how = signs[0] if signs else "is about the same as" if near else "="
    return f"{percent} {how} {number['percent']}%", {"against": "fixed"}


def comparable(meant: Meant, first: "pd.Series[Any]", second: "pd.Series[Any]") -> dict[str, Any]:
    """Return how two cells are compared: as samples, or as answers of one.

    Raises
    ------
    ArgumentError
        When they may not be: they share people who are not told.
    """
    rows = meant.rows.reset_index(drop=True)
    names = list(rows["figure_id"])
    at = [names.index(one["figure_id"]) for one in (first, second)]
    facts = FigureFacts.of(rows, rows["percent"].to_numpy(dtype=float, na_value=np.nan) / 100)
    labels = [f"{one['answer']} ({one['group']})" for one in (first, second)]
    said = " and ".join(labels)
    i, j = at
    if first["answer"] == second["answer"]:
        if facts.total[i] or facts.total[j]:
            raise ArgumentError(
                f"{said}: a group is part of everybody; compare it with another group"
            )
        if facts.banner[i] != facts.banner[j] or facts.banner[i] < 0:
            raise ArgumentError(
                f"{said} are of different headings and may share people, who are not told; compare "
                "groups of one heading"
            )
        if not (facts.apart[i] and facts.apart[j]):
            raise ArgumentError(
                f"{said}: the groups of their heading are more than everybody; they overlap"
            )
        return {"other_n": int(second["n"]), "against": "sample"}
    if facts.column[i] != facts.column[j]:
        raise ArgumentError(f"{said} stand in different tables; check one after the other")
    if not facts.share_nobody(i, j):
        raise ArgumentError(
            f"{said}: the answers of their column do not add up to 100%, or one is a net of "
            "others, so that people may have given both; how many did is not told"
        )
    return {"against": "answer"}


def printed(row: "pd.Series[Any]") -> str:
    """Return a percent as it was printed; what is below half a unit stays so."""
    decimals = None if pd.isna(row["decimals"]) else int(row["decimals"])
    return printed_text(float(row["percent"]), decimals or 0, str(row["percent_qualifier"]))
