"""The layouts in the order in which they are tried; the first that fits reads a page."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ...language.marking import forms, marked
from ...language.message import Message
from .banners.crosstab import read_crosstabs, read_hinted
from .banners.groups import read_groups
from .banners.scale import take_back_no_shares
from .banners.sections import read_sections
from .banners.text import has_text_banner, read_text
from .banners.unbased import read_unbased
from .complete import listed_in_text, unexplained
from .found.carried import carry_bases
from .found.context import Context, context_of, is_contents
from .found.facts import facts_of, state_facts
from .found.found import Found, Problem
from .found.hints import TableHint
from .pages.behind import Parted, holds_more, part_cells
from .pages.beside import tables_beside
from .pages.legend import meanings_of_marks, without_legend
from .pages.page import Book, Page
from .readers.aligned import not_understood
from .records.codes import read_codes
from .records.estimates import read_estimates
from .records.long import read_long
from .records.measured import read_measured
from .records.polls import read_polls
from .records.statistics import read_in_statistics
from .records.tidy import read_tidy
from .words.marks import bare_mark, mark_of
from .words.measures import level_of_words

LAYOUTS: Sequence[Callable[[Page, Context], list[Found]]] = (
    lambda page, _: read_codes(page),
    read_estimates,
    read_polls,
    read_long,
    read_tidy,
    read_measured,
    read_in_statistics,
    read_crosstabs,
    read_groups,
    read_unbased,
    read_sections,
)
"""Readers of a page, given what the file says beside it; none gives a table of another layout."""


@dataclass
class Reading:
    """What was found in a file.

    Attributes
    ----------
    tables : list of Found
    problems : list of Problem
        What is said of pages that hold no tables.
    unexplained : list of Problem
        Cells that look like figures, became none, and of which nothing was said.
    """

    tables: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unexplained: list[Problem] = field(default_factory=list)


def read_book(book: Book, hints: Mapping[str, TableHint]) -> Reading:
    """Read every page of a file, which is then dropped, and what its running text states."""
    reading = Reading()
    facts = facts_of(book)
    reading.problems += facts.problems
    context = context_of(book, hints, facts)
    in_text = [one for text in book.texts if has_text_banner(text) for one in read_text(text)]
    while book.pages:
        # the cells of a page give their memory to its figures
        page = book.pages.pop(0)
        if is_contents(page):
            fact = Message(
                "sheet {name} lists or explains tables, and holds none", name=repr(page.name)
            )
            reading.problems.append(Problem(page.place(0, 0), "note", fact))
            continue
        before = len(reading.tables)
        for part in [page] if page.name in hints else tables_beside(page):
            _read_page(part_cells(part, context.lines), context, reading)
        if before:
            words = (cell.text for _, _, cell in page.cells() if cell.number is None)
            carry_bases(reading.tables[before:], reading.tables[before - 1], (*page.before, *words))
        reading.unexplained += unexplained(page, [*in_text, *reading.tables[before:]])
    reading.tables += in_text
    if not reading.tables:
        reading.unexplained += filter(None, map(listed_in_text, book.texts))
    seen: Counter[tuple[str, str]] = Counter()
    for one in reading.tables:
        key = (one.table, one.question)
        seen[key] += 1
        if seen[key] > 1:
            # tables of one name and question are told apart by their numbers
            one.table = f"{one.table} [{seen[key]}]"
            for figure in one.figures:
                figure.table = one.table
    state_facts([figure for one in reading.tables for figure in one.figures], facts)
    return reading


def _not_aligned(page: Page) -> Problem:
    """Say that numbers without rules around them are laid out in no way that is known."""
    numbers = [(r, c) for r, c, cell in page.cells() if cell.number is not None]
    first = next((cell.text for _, c, cell in page.cells() if c == 0), "")
    fact = not_understood(len({r for r, _ in numbers}), len({c for _, c in numbers}), first)
    return Problem(next(iter(page.lines), page.place(0, 0)), "refused", fact, _REMEDY)


def _read_page(parted: Parted, context: Context, reading: Reading) -> None:
    """Read a page by the first layout that fits it, or say that none does."""
    marks = meanings_of_marks([*context.lines, *parted.page.before, *parted.page.notes()])
    page = without_legend(parted.page)
    place = page.place(0, 0)
    hint = context.hints.get(page.name)
    if hint is not None and hint.rows is not None:
        tables = [read_hinted(page, hint, context)]
    else:
        tables = next(filter(None, (read(page, context) for read in LAYOUTS)), [])
    reading.tables += tables
    if tables:
        tables[0].told.update(parted.taken)
        reading.problems += [Problem(where, "note", fact) for where, fact in parted.notes]
        unknown = [(r, c) for r, c, x in page.cells() if x.text in marks and not mark_of(x.text)]
        if unknown:
            # marks of this page alone, such as ** for a small base
            own = ", ".join(sorted({repr(page.text(*at)) for at in unknown}))
            fact: str = Message(*_MARKS_ALONE, n=len(unknown), own=own)
            reading.problems.append(Problem(page.place(*unknown[0]), "note", fact))
        lines = [*page.before, *(cell.text for _, _, cell in page.cells() if cell.number is None)]
        level = next(filter(None, map(level_of_words, lines)), None)
        for one in tables if context.units(page.name) is None else ():
            take_back_no_shares(one, lines)
        for figure in (figure for one in tables for figure in one.figures):
            said = marks.get(bare_mark(figure.printed or ""))
            if said and figure.percent_qualifier in _BY_MARKS and figure.value_unit == "percent":
                figure.set_mark(said)
            errors = parted.errors.get(figure.where, {})
            # a margin is one of error where the page says so; it may be a standard deviation
            proven = "lower" in errors or "error" in errors
            if proven or (errors and any(map(_MARGIN.search, lines))):
                figure.set_errors(errors, level)
            figure.flag_printed = parted.flags.get(figure.where, figure.flag_printed)
    elif page.aligned:
        reading.problems.append(_not_aligned(page))
    elif any(cell.number is not None or holds_more(cell.text) for _, _, cell in page.cells()):
        fact = Message(_UNKNOWN if page.name else _UNKNOWN_FILE, page=page.name)
        reading.problems.append(Problem(place, "refused", fact, _REMEDY))
    for where, words in page.lost:
        fact = Message(_OUT_OF_COLUMNS, words=repr(words[:60]))
        reading.problems.append(Problem(where, "refused", fact, "look the row up in the file"))


_UNKNOWN = marked("{page} holds numbers, laid out in no way that is known")
_UNKNOWN_FILE = marked("the file holds numbers, laid out in no way that is known")

_BY_MARKS = frozenset({"none", "less_than", "suppressed", "not_available", "not_applicable"})
"""Qualifiers of figures whose cells hold a mark, which notes may explain."""

_MARGIN = re.compile(
    r"margins? of (?:sampling )?error|confidence|felmarginal|feilmargin|fehlertoleranz|foutmarge|"
    r"marge d.erreur|margem de erro|margen de error|margine d.errore",
    re.IGNORECASE,
)
_REMEDY = "say in a hint where its headings and answers stand, or copy the figures to a sheet"

_OUT_OF_COLUMNS = marked("the numbers of {words} do not stand in the columns of the table")
_MARKS_ALONE = forms(
    "{n} cell prints {own}, which the notes explain, and gives no figure",
    "{n} cells print {own}, which the notes explain, and give no figure",
)
