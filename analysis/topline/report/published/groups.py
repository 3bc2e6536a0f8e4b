"""The comparisons of a page of published tables: which differences between groups hold."""

from dataclasses import dataclass

import pandas as pd

from ...estimates.estimates import Estimates
from ...figures.together.groups import group_differences
from ...figures.together.related import PATH
from ...language.strings import Strings
from ...wording import POINTS
from ..parts.tables import Table

_MOST = 40
"""Differences that a page lists; the largest first where there are more."""


@dataclass(frozen=True)
class Compared:
    """What a page says of the differences between groups.

    Attributes
    ----------
    words : str
        How many were looked at and how many hold, and which were not looked at.
    table : Table or None
        Those that hold.
    """

    words: str
    table: Table | None


def compared_groups(estimates: Estimates, level: float, say: Strings) -> Compared | None:
    """Say which groups of one heading differ; None where there are no two of one."""
    found = group_differences(estimates, level)
    if found.empty:
        return None
    holding = found[found["holds"]]
    words = say(
        "Differences between groups of one heading: {tried} compared, {n} beyond chance when all "
        "are taken together (Holm).",
        tried=say.count_text(len(found)),
        n=say.count_text(len(holding)),
    )
    apart = say(
        "Groups of different headings share people, who are not told: they are not compared. That "
        "a difference is not listed does not mean that there is none."
    )
    if holding.empty:
        return Compared(f"{words} {apart}", None)
    largest = holding["estimate"].abs().sort_values(ascending=False).index[:_MOST]
    # under their questions, in the order of these
    ordered = holding.reindex(largest).sort_values("first_row", kind="stable")
    table = estimates.table
    published = zip(table["percent"], table["decimals"], table["percent_qualifier"], strict=True)
    percents = [say.printed_text(*one) if pd.notna(one[0]) else "" for one in published]
    rows = []
    for row in ordered.to_dict("records"):
        groups = [
            f"{str(row[which]).rpartition(PATH)[2]} {percents[row[f'{which}_row']]}"
            for which in ("first", "second")
        ]
        value = say.estimate_text(row["estimate"], POINTS)
        limits = say.limits_text(row["ci_low"], row["ci_high"], POINTS)
        rows.append((str(row.get("answer", "")), *groups, value, limits))
    several = "question" in ordered and len(ordered["question"].unique()) > 1
    interval = say.interval_text(float(ordered["confidence_level"].iloc[0]))
    title = say("Differences between groups that hold")
    heads = (say("Answer"), say("Group"), say("Other group"), say("Difference"), interval)
    asked = tuple(map(str, ordered["question"])) if several else ()
    numeric = (False, False, False, True, True)
    return Compared(f"{words} {apart}", Table(title, heads, tuple(rows), numeric, asked))
