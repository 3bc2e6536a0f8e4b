"""What stands below a crosstab: how it was tested, what its signs are, what was hidden."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.reason_codes import has_reason, mark_notes
from ...language.marking import marked
from ...language.strings import Strings
from ...wording import label_text, printed_percents, rounded_count
from ..data.columns import FloatArray, IntArray
from .letters import LetterRule
from .parts.layout import Layout
from .words import HIDDEN, LITTLE


def letter_notes(rule: LetterRule, pairs: int, untested: int, say: Strings) -> list[str]:
    """Say what letters or arrows stand for, how they were tested, and what was not."""
    levels = [say.level_text(level) for level in rule.confidence_levels]
    words: dict[str, Any] = {
        "adjustment": say(rule.adjustment.label),
        "least": say.value_text(rule.minimum_base),
    }
    if rule.compare == "columns":
        found = say(
            "Letters: significantly higher than that column at {levels}; {adjustment}; columns "
            "of fewer than {least} not tested.",
            levels=letters_at(levels, say),
            **words,
        )
    else:
        found = say(
            "▲ ▼: significantly higher or lower than {other} at {levels}; {adjustment}; columns "
            "of fewer than {least} not tested.",
            other=say(OTHERS[rule.compare]),
            levels=letters_at(levels, say, arrows=True),
            **words,
        )
    more = []
    if rule.one_sided:
        more.append(say("Tests are one-sided."))
    if rule.family == "table" and rule.adjustment.key:
        more.append(say("Adjusted for all comparisons of the table together."))
    if rule.pairs is not None:
        pairs_told = "; ".join(f"{one} – {other}" for one, other in rule.pairs)
        more.append(say("Compared: {pairs}.", pairs=pairs_told))
    if untested:
        more.append(
            say(
                "{untested} of {all} comparisons not tested.",
                untested=say.count_text(untested),
                all=say.count_text(pairs),
            )
        )
    return [" ".join([found, *more])]


def letters_at(levels: Sequence[str], say: Strings, *, arrows: bool = False) -> str:
    """Say at which levels there are letters, or arrows: hollow and small ones at the loosest."""
    if arrows and len(levels) > 1:
        return say(
            "{levels}, △ ▽ at {small}", levels=say.series_text(levels[:-1]), small=levels[-1]
        )
    if len(levels) == 2:
        return say("{level}, small letters at {small}", level=levels[0], small=levels[1])
    if len(levels) == 3:
        return say(
            "{level} with a plus, capitals at {capital}, small letters at {small}",
            level=levels[0],
            capital=levels[1],
            small=levels[2],
        )
    return levels[0]


OTHERS = {
    "total": marked("the total, of which the column is a part"),
    "rest": marked("all others of the banner"),
    "previous": marked("the time before"),
}
"""What cells are compared with, in words."""


def sign_notes(
    table: pd.DataFrame, bases: FloatArray, decimals: int, least: int, say: Strings
) -> list[str]:
    """Return what a reader must know of signs, and how many cells and bases are hidden."""
    found = mark_notes(table, say)
    shares = table["estimate"].where(table["quantity"] == "proportion")
    if decimals == 0 and shares.between(0, LITTLE, inclusive="neither").any():
        found.append(say("*: less than half a percent."))
    hidden = int(has_reason(table, "protected").sum()) + int(np.isnan(bases).sum())
    if hidden:
        found.append(
            say(
                "{sign}: {n} of {all} numbers hidden: fewer than {least} respondents, or a hidden "
                "number could be worked out from them.",
                sign=HIDDEN,
                n=say.count_text(hidden),
                all=say.count_text(len(table) + bases.size),
                least=say.count_text(least),
            )
        )
    return found


def own_bases(layout: Layout, table: pd.DataFrame, unit: int, say: Strings) -> list[str]:
    """Say the base of each answer, where those of several answers differ in the first column."""
    if not layout.several:
        return []
    first = (layout.places[:, [0, 2, 3]] == 0).all(axis=1)
    # those of a column without a base are hidden
    bases = [rounded_count(n, unit) for n in table["n"][first].dropna()]
    if len(set(bases)) < 2:
        return []
    told = [
        f"{label_text(layout.rows[row])} {say.count_text(n)}"
        for row, n in zip(layout.places[first, 1], bases, strict=True)
    ]
    return [
        say(
            "Unweighted bases of the answers differ, of those for whom each is known: {bases}.",
            bases=", ".join(told),
        )
    ]


def rounding_note(
    shares: FloatArray, sets: Sequence[IntArray], decimals: int, say: Strings
) -> list[str]:
    """Say that printed percents do not total 100, where they do not.

    Parameters
    ----------
    shares : (k,) float
    sets : sequence of (k,) int
        What together tells which shares add up to one.
    decimals : int
        Of printed percents.
    say : Strings
    """
    printed = printed_percents(shares, decimals)
    totals = pd.DataFrame({"share": shares, "printed": printed}).groupby(list(sets)).sum()
    off = np.isclose(totals["share"], 1) & ~np.isclose(
        totals["printed"], 100, atol=0.5 * 10.0**-decimals
    )
    return [say("Percents may not total 100% because of rounding.")] if off.any() else []
