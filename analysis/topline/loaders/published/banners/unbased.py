"""Crosstabs without rows of bases: percents by their sign or format below a banner of words."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ....figures.columns.dates import is_year
from ....language.message import Message
from ..found.context import Context
from ..found.found import Found
from ..found.proven import adds_up_across, adds_up_down, sum_columns
from ..found.turned import rows_are_groups, turn_table
from ..pages.page import Page, with_labels
from ..pages.parted import parted_at_headings
from ..words.kinds import is_change
from ..words.marks import mark_of
from ..words.rows import base_role, is_check, is_net, question_id, statistic_of, table_name
from .banner import HEADINGS_REMEDY, Banner, is_total, read_banner
from .bases import stated_bases
from .lines import read_answers
from .scale import is_said, may_be_proportions
from .table import Facts, read_table
from .titles import population_of, question_of, says_unit, titles_of

_LEAST = 2


def _signed_body(page: Page) -> tuple[int | None, list[int]]:
    """Return the first row and the columns of percents by their signs; None where there are none.

    They stand below a row of words, with words to their left, and alone: other numbers under the
    columns would be something else.
    """
    numbers = [[x for x in row if x and x.number is not None] for row in page.rows]
    signed = (r for r, held in enumerate(numbers) if held and all(x.percent for x in held))
    first = next(signed, None)
    shares = Counter(
        c
        for _, c, cell in page.cells()
        if cell.percent and (cell.number is not None or mark_of(cell.text))
    )
    columns = sorted(c for c, number in shares.items() if number >= _LEAST)
    if first is None or not columns or columns[0] == 0:
        return None, []
    headed = (page.aligned and len(columns) == 1) or any(
        (cell := page.at(r, c)) and (cell.number is None or is_year(cell.text))
        for r in range(first)
        for c in columns
    )
    kept = set(columns)
    below = [(c, cell) for r, c, cell in page.cells() if r >= first]
    other = any(
        c in kept and cell.number is not None and not cell.percent and cell.day is None
        for c, cell in below
    )
    # words right of the percents, row for row, are answers of respondents
    rows = sum(bool(page.filled(r)) for r in range(first, len(page.rows)))
    words = Counter(
        c
        for c, cell in below
        if c > columns[0] and c not in kept and cell.number is None and not mark_of(cell.text)
    )
    answered = rows >= _MANY and any(number >= 0.8 * rows for number in words.values())
    return (first, columns) if headed and not other and not answered else (None, [])


_MANY = 10


def read_unbased(page: Page, context: Context) -> list[Found]:
    """Read tables of percents without bases; a line of words alone begins another question."""
    found: list[Found] = []
    for part in parted_at_headings(page):
        found += _read_headed(part, context)
    return found


def _read_headed(page: Page, context: Context) -> list[Found]:
    """Read what stands below one row of headings."""
    first, columns = _signed_body(page)
    signed = first is not None
    if not signed:
        first, columns = _bare_body(page)
    if first is None:
        return []
    below = range(first, len(page.rows))
    stub = max((c for c in range(columns[0]) if any(page.text(r, c) for r in below)), default=0)
    page = with_labels(page, first, columns, stub)
    headed = [r for r in range(first) if any(page.text(r, c) for c in columns)]
    head = range(headed[-1] + 1 if headed else first)
    banner = read_banner(page, head, columns, stub)
    if sums := _sums_of_groups(page, first, columns, banner):
        columns = [c for c in columns if c not in sums]
        banner = read_banner(page, head, columns, stub)
    titles = titles_of(page, head, stub, [*page.before, *banner.titles])
    bases = stated_bases(banner, columns, titles, context)
    units = context.units(page.name) or (None if signed else "percent")
    facts = Facts(page, banner, bases, titles, population_of(titles), units=units)
    parts = _questions(page, head.stop, columns, stub)
    turned = [False] * len(parts) if bases.roles else _turned(page, parts, stub, banner)
    found = [
        _read_part(facts, part, stub, turn=turn, signed=signed)
        for part, turn in zip(parts, turned, strict=True)
    ]
    if found:
        changes = () if signed else _changes(page, first).values()
        _tell_left_out(found[0], page, range(first), columns, changes)
    return found


class _Part(NamedTuple):
    """First row, the row after the last, and the words above: a question, or what groups are of."""

    start: int
    stop: int
    words: str


def _turned(page: Page, parts: Sequence[_Part], stub: int, banner: Banner) -> list[bool]:
    """Tell of each part of a table whether groups stand in its rows.

    Lines of words that ask nothing part the groups of one question, as "Age" does.
    """
    below = [r for part in parts for r in range(part.start, part.stop)]
    answers = ("all", "alle", "tous", "everyone", "adults")  # alone they may be one
    labels = ((r, page.text(r, stub)) for r in below)
    everybody = [
        r
        for r, label in labels
        if (is_total(label) or is_check(label)) and label.strip().lower() not in answers
    ]
    asking = len(parts) > 1 and any(_asks(part.words) for part in parts)
    if not asking and rows_are_groups(page, below, banner.paths, everybody):
        return [True] * len(parts)
    rows = [range(part.start, part.stop) for part in parts]
    return [
        rows_are_groups(page, held, banner.paths, [r for r in everybody if r in held])
        for held in rows
    ]


def _read_part(facts: Facts, part: _Part, stub: int, *, turn: bool, signed: bool) -> Found:
    """Read one part of a table, a question or some groups of one."""
    page, banner, columns = facts.page, facts.banner, list(facts.banner.paths)
    section = part.words if turn and not _asks(part.words) else ""
    asked = ("" if section else part.words) or question_of(facts.titles)
    name = next(filter(None, map(table_name, reversed(facts.titles))), None)
    one = Found(
        page.name or name or "", page.row_place(part.start), "crosstab without bases", asked
    )
    one.named = signed and _asks(asked)
    if (fault := banner.fault()) and not (len(columns) == 1 and asked):
        one.refuse(fault, HEADINGS_REMEDY)
        return one
    read_table(one, read_answers(page, range(part.start, part.stop), stub, columns), facts)
    one.name_waves()
    if turn:
        turn_table(one, list(banner.paths.values()), section)
    return one


def _tell_left_out(
    found: Found, page: Page, above: range, columns: list[int], changes: Collection[str]
) -> None:
    """Say which rows above the percents may be bases, and which columns are no answers."""
    for r in above:
        cells = [page.at(r, c) for c in columns]
        counted = all(x and x.number and not x.percent and not x.decimals for x in cells)
        if counted and not all(x and is_year(x.text) for x in cells):
            label = page.text(r, page.filled(r)[0])
            fact = Message(
                "nothing says whether the numbers of {label} are bases", label=repr(label)
            )
            remedy = f'say it in a hint, such as bases={{"unweighted": {r + 1}}}'
            found.tell(page.row_place(r), "refused", fact, remedy)
    if changes:
        fact = Message("columns of differences are no answers: {names}", names=", ".join(changes))
        found.tell(found.where, "note", fact)


def _bare_body(page: Page) -> tuple[int | None, list[int]]:
    """Return the first row and the columns of numbers that are percents though no sign says so.

    Below a row of words, right of labels, all numbers are in columns that add up to 100 each; or
    all of them lie between 0 and 100 and the lines above say that they are percents.
    """
    held = _labelled_rows(page)
    rows = [r for r in held if not statistic_of(page.text(r, 0))]
    # answers are called by words, or by years; numbers would be those of respondents
    if any((x := page.at(r, 0)) and x.number is not None and not is_year(x.text) for r in rows):
        return None, []
    changes = _changes(page, held[0]) if held else {}
    columns = sorted({c for r in rows for c in page.filled(r) if c > 0 and c not in changes})
    cells = [x for r in rows for c in columns if (x := page.at(r, c)) is not None]
    # beside signs of percent a number without one is something else
    mixed = len({x.percent for x in cells if x.number is not None}) > 1
    if len(rows) < _LEAST or mixed or any(x.number is None and not mark_of(x.text) for x in cells):
        return None, []
    first = held[0]
    if any(r not in held and len(page.filled(r)) > 1 for r in range(first, len(page.rows))):
        return None, []
    headed = all(any(page.text(r, c) for r in range(first)) for c in columns)
    if not (headed or len(columns) == 1) or not all(0 <= (x.number or 0) <= 100 for x in cells):
        return None, []
    labels = {r: page.text(r, 0) for r in rows}
    if any(map(base_role, labels.values())):
        return None, []
    words = [cell.text for r, _, cell in page.cells() if r < first]
    shares = [r for r in rows if not is_net(labels[r]) and not is_check(labels[r])]
    proven = all(adds_up_down(page, shares, c) for c in columns)
    if len(shares) > 1 and len(columns) > 1 and (page.before or len(page.filled(0)) == 1):
        # below a title; of respondents who share out 100 points nothing is entitled
        proven = proven or adds_up_across(page, shares, columns)
    elif any(map(is_total, labels.values())) and len(columns) > 1:
        # a row of everybody is none of a respondent
        proven = proven or adds_up_across(page, list(labels), columns)
    named = any(
        base_role(page.text(r, c)) or statistic_of(page.text(r, c))
        for r in range(first)
        for c in columns
    )
    said = headed and not named and not page.aligned and not may_be_proportions(cells)
    # a line of units may stand below, as "Valori espressi in %" does
    below = (cell.text for r, _, cell in page.cells() if r > rows[-1])
    said = said and is_said([*page.before, *words, *filter(says_unit, below)])
    return (first, columns) if proven or said else (None, [])


def _changes(page: Page, first: int) -> dict[int, str]:
    """Return the headings, by their columns, that name the change of another column."""
    named = ((c, page.text(r, c)) for r in range(first) for c in page.filled(r) if c > 0)
    return {c: heading for c, heading in named if is_change(heading)}


def _labelled_rows(page: Page) -> list[int]:
    """Return the rows of numbers or marks right of a label; years alone head columns."""
    found = []
    for r in range(len(page.rows)):
        beside = [x for c in page.filled(r) if c > 0 and (x := page.at(r, c))]
        counted = any(x.number is not None or mark_of(x.text) for x in beside)
        if page.text(r, 0) and counted and not all(is_year(x.text) for x in beside):
            found.append(r)
    return found


def _sums_of_groups(page: Page, first: int, columns: list[int], banner: Banner) -> list[int]:
    """Return the columns that only add up the answers of groups in rows."""
    rows = [r for r in range(first, len(page.rows)) if any(page.at(r, c) for c in columns)]
    sums = sum_columns(page, rows, {c: banner.paths.get(c, "") for c in columns})
    return sums if adds_up_across(page, rows, [c for c in columns if c not in sums]) else []


def _asks(words: str) -> bool:
    """Tell whether words are a question, by its sign or its number."""
    return "?" in words or question_id(words) is not None


def _questions(page: Page, start: int, columns: list[int], stub: int) -> list[_Part]:
    """Split the rows below a banner at lines of words alone that are followed by answers.

    Of several such lines the one that asks is the question, else the last that is no base.
    """
    kept = set(columns)
    breaks: list[tuple[int, str]] = []
    running: list[str] = []
    for r in range(start, len(page.rows)):
        filled = page.filled(r)
        beside = [c for c in filled if c < stub] if stub else [c for c in filled if c == stub]
        words = page.text(r, beside[0]) if beside else ""
        if beside and not any(c in kept for c in filled):
            running.append(words)
            names = [one for one in running if base_role(one) is None] or running
            breaks.append((r + 1, next(filter(_asks, reversed(names)), names[-1])))
        elif stub and beside:
            breaks.append((r, words))
        if any(c in kept for c in filled):
            running = []
    before = range(start, breaks[0][0] if breaks else start)
    if not breaks or any(c in kept for r in before for c in page.filled(r)):
        breaks.insert(0, (start, ""))
    stops = [*(at for at, _ in breaks[1:]), len(page.rows)]
    return [
        _Part(at, stop, words)
        for (at, words), stop in zip(breaks, stops, strict=True)
        if any(c in kept for r in range(at, stop) for c in page.filled(r))
    ]
