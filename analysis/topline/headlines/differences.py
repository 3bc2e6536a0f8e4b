"""Tables of differences and contrasts: which are above or below 0, and which may be none."""

import numpy as np

from ..estimates.row_limits import floats
from ..language.marking import marked
from .finding import Claim, Finding, Words
from .rows import Rows
from .sentences import NO_DIFFERENCE, ONE_DIFFERENCE, ONE_OF_SEVERAL, SOME_OF_SEVERAL
from .words import named


def difference_finding(rows: Rows) -> Finding | None:
    """Return which differences are shown; None where none has an interval."""
    known = np.flatnonzero(rows.bounded)
    if not len(known):
        return None
    name = next((one for one in ("p_adjusted", "p_value") if one in rows.table), None)
    sure = rows.bounded if name is None else floats(rows.table, name) < 1 - rows.level
    # on which side of 0, by interval and adjusted test
    sides = np.select([sure & (rows.low > 0), sure & (rows.high < 0)], ["above", "below"], "around")
    kinds = {int(at): str(sides[at]) for at in known}
    told = [at for at, kind in kinds.items() if kind != "around"]
    best = max(told or kinds, key=lambda at: abs(rows.estimate[at]))
    # the two sides of the difference, or what it is of
    names = (rows.cell(column, best) for column in ("label", "category", "outcome"))
    several = "category" in rows.table and len(rows.table["category"].unique()) > 1
    labels = {
        "name": next((named(cell) for cell in names if cell is not None), ""),
        "answer": named(rows.cell("category", best)) if several else "",
    }
    numbers = {
        "value": rows.value(best),
        "number": str(len(told)),
        "all": str(len(kinds)),
        "interval": rows.interval(best),
    }
    of_answer = bool(labels["answer"])
    if not told:
        text, say = NO_DIFFERENCE[of_answer]
        if len(kinds) > 1:
            text = marked("None of {all} comparisons shows a difference")
        no = marked("That there is a difference, or that there is none: neither is shown")
        return Words(labels, numbers).finding(
            text, say, no, [Claim(kind, (at,)) for at, kind in kinds.items()]
        )
    sentences = SOME_OF_SEVERAL if len(told) > 1 else ONE_OF_SEVERAL
    text, say = (ONE_DIFFERENCE if len(kinds) == 1 else sentences)[of_answer]
    no = marked("That it is exactly {value}, or that the group is the reason")
    return Words(labels, numbers).finding(text, say, no, [Claim(kinds[best], (best,))])
