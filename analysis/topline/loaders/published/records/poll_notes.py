"""What a list of polls means beside its numbers: signs, samples, what its heading says."""

import re

from ....language.marking import marked
from ....language.message import Message, PrintedNumber
from ..found.context import Context
from ..found.found import Found
from ..pages.page import Page
from .listed import PollList

_MARKED = re.compile(r"\d\s?[*†‡]+$")
_HEADING_N = re.compile(r"\bN\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)", re.IGNORECASE)
_HEADING_MOE = re.compile(r"margin of error\D{0,6}?(?P<moe>\d{1,2}(?:\.\d+)?)", re.IGNORECASE)


def tell_list(page: Page, one: PollList, found: Found, context: Context) -> None:
    """Say what a reader of the list has to know of its signs, its samples and its heading."""
    cells = [
        x for r in one.rows for c in one.answers if (x := page.at(r, c)) and x.number is not None
    ]
    signed = sum(cell.percent for cell in cells)
    if 0 < signed < len(cells):
        fact = Message(_SOME_SIGNED, signed=signed, n=len(cells))
        found.tell(found.where, "note", fact)
    if "moe" in one.roles:
        printed = [r for r in one.rows if (x := page.at(r, one.roles["moe"])) and x.number]
        places = [page.place(r, one.roles["moe"]) for r in printed]
        fact = Message(_MARGINS_OF_POLLS, percent=PrintedNumber("50%"))
        if places:
            found.tell(places[0], "note", fact, places=places)
    if one.left_out:
        names = ", ".join(repr(name) for name in one.left_out[:8])
        gone = [c for c in page.filled(one.header) if page.text(one.header, c) in one.left_out]
        places = [page.place(r, c) for r in one.rows for c in gone]
        found.tell(
            found.where,
            "note",
            Message("columns that are no answers: {names}", names=names),
            places=places,
        )
    if "n" not in one.roles:
        return
    column = one.roles["n"]
    marked = [r for r in one.rows if _MARKED.search(page.text(r, column))]
    if marked:
        fact = Message(_MARKED_SIZES, n=len(marked), text=repr(page.text(marked[0], column)))
        found.tell(page.place(marked[0], column), "note", fact)
    heading = page.text(one.header, column)
    if said := context.description(heading):
        fact = Message(_DESCRIBED, heading=repr(heading), said=repr(said))
        found.tell(page.place(one.header, column), "note", fact)


def tell_after(page: Page, one: PollList, found: Found) -> None:
    """Say which rows that look like polls follow a line of words, which ended the list."""
    rows = [
        r
        for r in one.after
        if sum((x := page.at(r, c)) is not None and x.number is not None for c in one.answers) > 1
    ]
    if not rows:
        return
    above = max(r for r in range(rows[0]) if len(page.filled(r)) == 1)
    words = page.text(above, page.filled(above)[0])[:_SHOWN]
    fact = Message(
        "{n} rows below {words} are not read: they may be of another question",
        n=len(rows),
        words=repr(words),
    )
    places = [page.place(r, c) for r in rows for c in page.filled(r)]
    found.tell(page.row_place(rows[0]), "refused", fact, "give them a header of their own", places)


_SHOWN = 60


def take_heading(page: Page, one: PollList, found: Found) -> None:
    """Give the newest wave the sample and the margin of error that the heading states, and say so.

    Say, too, where the margin of its column is another.
    """
    words = " ".join(one.titles)
    n, moe = _HEADING_N.search(words), _HEADING_MOE.search(words)
    if n is None and moe is None:
        return
    stated = ", ".join(match[0] for match in (n, moe) if match is not None)
    fact = Message("what the heading says ({stated}) holds for the newest wave only", stated=stated)
    found.tell(found.where, "note", fact)
    newest = one.rows[0]
    cell = page.at(newest, one.roles["moe"]) if "moe" in one.roles else None
    if moe is not None and cell is not None and cell.number not in (None, float(moe["moe"])):
        fact = Message(
            "the margin of error is {text} in its column and {moe} in the heading",
            text=cell.text,
            moe=moe["moe"],
        )
        found.tell(page.place(newest, one.roles["moe"]), "check", fact)
    places = {page.place(newest, c) for c in one.answers}
    for figure in found.figures:
        if figure.where not in places:
            continue
        if n is not None and figure.n is None:
            figure.set_base(int(n["n"].replace(",", "")), n["n"])
        if moe is not None and figure.unit == "share_of_respondents":
            # a margin that is stated without a level is one at 95 %, by the pollsters' convention
            figure.moe, figure.moe_level = float(moe["moe"]), 0.95


TAKEN_AS = {
    "percent": marked("its numbers were taken as percents: {proof}"),
    "proportion": marked("its numbers were taken as proportions: {proof}"),
    "count": marked("its numbers were taken as counts: {proof}"),
}
"""What is said of the numbers of a list, by what they were taken for."""

_SOME_SIGNED = marked("{signed} of {n} percents have a sign, the others have none")
_MARGINS_OF_POLLS = marked(
    "margins of error beside polls are those of a share of {percent}, and of no answer"
)
_MARKED_SIZES = marked("{n} sample sizes carry a mark, such as {text}")
_DESCRIBED = marked("column {heading}, as the file describes it: {said}")
