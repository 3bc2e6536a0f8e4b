"""The layouts in the order in which they are tried; the first that fits reads a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .banners.crosstab import read_crosstabs, read_hinted
from .banners.groups import read_groups
from .banners.sections import read_sections
from .banners.text import has_text_banner, read_text
from .banners.unbased import read_unbased
from .found.context import Context, context_of, is_contents
from .found.facts import facts_of, state_facts
from .found.found import Found, Problem
from .found.hints import TableHint
from .pages.aligned import not_understood
from .pages.page import Book, Page
from .records.codes import read_codes
from .records.estimates import read_estimates
from .records.long import read_long
from .records.measured import read_measured
from .records.polls import read_polls

LAYOUTS: Sequence[Callable[[Page, Context], list[Found]]] = (
    lambda page, _: read_codes(page),
    read_estimates,
    read_polls,
    read_long,
    read_measured,
    read_crosstabs,
    read_groups,
    read_unbased,
    read_sections,
)
"""Readers of a page, given what the file says beside it; none gives a table of another layout."""


@dataclass
class Reading:
    """What was found in a file: its tables, and what is said of pages that hold none."""

    tables: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)


def read_book(book: Book, hints: Mapping[str, TableHint]) -> Reading:
    """Read every page of a file by the first layout that fits it."""
    reading = Reading()
    facts = facts_of(book)
    reading.problems += facts.problems
    context = context_of(book, hints, facts)
    for page in book.pages:
        place = page.place(0, 0)
        if is_contents(page):
            fact = f"sheet {page.name!r} lists or explains tables, and holds none"
            reading.problems.append(Problem(place, "note", fact))
            reading.told.update(page.place(r, c) for r, c, _ in page.cells())
            continue
        hint = hints.get(page.name)
        if hint is not None and hint.rows is not None:
            reading.tables.append(read_hinted(page, hint, context))
        elif tables := next(filter(None, (read(page, context) for read in LAYOUTS)), None):
            reading.tables += tables
        elif page.aligned:
            numbers = [(r, c) for r, c, cell in page.cells() if cell.number is not None]
            first = next((cell.text for _, c, cell in page.cells() if c == 0), "")
            rows, columns = {r for r, _ in numbers}, {c for _, c in numbers}
            fact = not_understood(len(rows), len(columns), first)
            where = page.lines[0] if page.lines else place
            reading.problems.append(Problem(where, "refused", fact, _REMEDY))
        elif any(cell.number is not None for _, _, cell in page.cells()):
            fact = f"{page.name or 'the file'} holds numbers, laid out in no way that is known"
            reading.problems.append(Problem(place, "refused", fact, _REMEDY))
        for where, words in page.lost:
            fact = f"the numbers of {words[:60]!r} do not stand in the columns of the table"
            reading.problems.append(Problem(where, "refused", fact, "look the row up in the file"))
    for text in book.texts:
        if has_text_banner(text):
            reading.tables += read_text(text)
    _name_apart(reading.tables)
    state_facts([figure for one in reading.tables for figure in one.figures], facts)
    return reading


_REMEDY = "say in a hint where its headings and answers stand, or copy the figures to a sheet"


def _name_apart(found: Sequence[Found]) -> None:
    """Give tables of one name and question numbers, so that their figures can be told apart."""
    seen: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.table, one.question)
        number = seen[key] = seen.get(key, 0) + 1
        if number > 1:
            one.table = f"{one.table} [{number}]"
            for figure in one.figures:
                figure.table = one.table
