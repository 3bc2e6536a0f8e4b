"""Where tables with rows of bases begin and end on a page: the bases, the head above, the body."""

import re
from dataclasses import dataclass, field

from ....figures.columns.dates import is_year
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.marks import is_key, mark_of
from ..words.rows import base_role, is_check


@dataclass(frozen=True)
class BaseRow:
    """A row of bases: which they are, and the words of its label."""

    row: int
    role: str
    label: str


@dataclass
class Block:
    """One table of a page.

    Attributes
    ----------
    stub : int
        Column of the answers' labels.
    columns : list of int
        Columns that hold numbers.
    head : range
        Rows above the bases that belong to it.
    bases : list of BaseRow
    body : range
    orphans : range
        Rows below other headings, which have no bases of their own.
    """

    stub: int
    columns: list[int]
    head: range
    bases: list[BaseRow] = field(default_factory=list)
    body: range = range(0)
    orphans: range = range(0)


def _is_amount(cell: Cell | None) -> bool:
    """Tell whether a cell could stand in a row of bases: a number without a percent."""
    return cell is not None and cell.number is not None and not cell.percent


def find_blocks(page: Page) -> list[Block]:
    """Find the tables of a page that have rows of bases, from top to bottom."""
    found: list[Block] = []
    for r in range(len(page.rows)):
        base = _base_row(page, r)
        if base is None:
            continue
        row, stub = base
        columns = [c for c in page.filled(r) if c > stub and _is_amount(page.at(r, c))]
        last = found[-1] if found else None
        between = range(last.bases[-1].row + 1 if last else r, r)
        # only blank rows, or rows without numbers or labels, lie between the bases of one table
        parted = len(between) > 3 or any(page.filled(k) and page.text(k, stub) for k in between)
        if last and last.stub == stub and not parted:
            last.bases.append(row)
            last.columns = sorted({*last.columns, *columns})
        else:
            found.append(Block(stub, columns, range(0), [row]))
    if not found:
        found = _total_as_base(page)
    end = 0
    for k, block in enumerate(found):
        first, last_base = block.bases[0].row, block.bases[-1].row
        following = found[k + 1].bases[0].row if k + 1 < len(found) else len(page.rows)
        body_end = _end_of_body(page, block, last_base + 1, following)
        heads = (r for r in range(last_base + 2, body_end) if heads_others(page, r, block))
        cut = next(heads, body_end)
        if not any(_numbered(page, r, block) for r in range(cut, body_end)):
            # headings without numbers below are those of the next table
            body_end = cut
        block.head, block.body = range(end, first), range(last_base + 1, cut)
        block.orphans = range(cut, body_end)
        end = body_end
    if found and not found[-1].body and (above := _blocks_above(page, found)):
        return above
    return found


def _numbered(page: Page, r: int, block: Block) -> bool:
    """Tell whether a row holds a number below the columns of a block."""
    return any((x := page.at(r, c)) and x.number is not None for c in block.columns)


def heads_others(page: Page, r: int, block: Block) -> bool:
    """Tell whether a row among the answers is one of headings: what follows is of other groups."""
    texts = [page.text(r, c) for c in page.filled(r)]
    words = [page.text(r, c) for c in block.columns if page.at(r, c)]
    bare = len(words) == len(texts) and not _numbered(page, r, block)
    # letters of tests are short; "Total" and "18-34" are called by words
    return (
        bare and len(words) > 1 and sum(bool(_HEADING.match(one)) for one in words) * 2 > len(words)
    )


_HEADING = re.compile(r"[A-Z][a-z]{2}|\d+\s?[-–+]")


def _blocks_above(page: Page, found: list[Block]) -> list[Block]:
    """Return tables whose bases stand below their answers, where each of them is so."""
    start = 0
    for block in found:
        columns = set(block.columns)
        rows = [
            r
            for r in range(start, block.bases[0].row)
            if any((cell := page.at(r, c)) and cell.number is not None for c in columns)
            and page.text(r, block.stub)
        ]
        # years head the columns
        while rows and all(is_year(page.text(rows[0], c)) for c in columns if page.at(rows[0], c)):
            rows.pop(0)
        if not rows:
            return []
        block.head, block.body = range(start, rows[0]), range(rows[0], block.bases[0].row)
        start = block.bases[-1].row + 1
    return found


def _total_as_base(page: Page) -> list[Block]:
    """Return the table of a page whose first numbers are a Total of people, with percents below.

    Nothing says whether it is weighted; that percents are counts out of it is checked with each.
    """
    for r in range(len(page.rows)):
        columns = [c for c in page.filled(r) if (x := page.at(r, c)) and x.number is not None]
        if not columns:
            continue
        label = page.text(r, columns[0] - 1) if columns[0] else ""
        counts = [page.at(r, c) for c in columns]
        whole = all(
            x and not x.percent and x.number == x.exact and (x.number or 0) >= 1 for x in counts
        )
        signed = any(
            (x := page.at(k, c)) is not None and x.percent
            for k in range(r + 1, len(page.rows))
            for c in columns
        )
        if is_check(label) and whole and signed and len(columns) > 1:
            return [Block(columns[0] - 1, columns, range(0), [BaseRow(r, "unknown", label)])]
        return []
    return []


def _base_row(page: Page, r: int) -> tuple[BaseRow, int] | None:
    """Return a row of bases and the column of its label; None where the row is none."""
    filled = page.filled(r)
    numbers = [c for c in filled if _is_amount(page.at(r, c))]
    if not numbers:
        return None
    words = [c for c in filled if c < numbers[0]]
    if not words:
        return None
    label = page.text(r, words[-1])
    role = base_role(label)
    # labels may stand right of the numbers, too, in another language
    after = [page.at(r, c) for c in filled if words[-1] < c <= numbers[-1]]
    whole = all(_is_amount(cell) or (cell and mark_of(cell.text)) for cell in after)
    # percents of a base would be below one; a base counts people
    counted = all((cell.number or 0) >= 0 for cell in after if cell) and any(
        (cell.number or 0) >= 1 for cell in after if cell
    )
    if role is None or not whole or not counted:
        return None
    return BaseRow(r, role, label), words[-1]


def _end_of_body(page: Page, block: Block, start: int, limit: int) -> int:
    """Return the row behind the last one that holds numbers or marks under its columns."""
    end = start
    columns = set(block.columns)
    for r in range(start, limit):
        cells = [x for c in page.filled(r) if c in columns and (x := page.at(r, c))]
        # letters without a label name columns, or are of the tests of the row above
        keys = not page.at(r, block.stub) and all(is_key(cell.text) for cell in cells)
        if _numbered(page, r, block) or (not keys and any(mark_of(cell.text) for cell in cells)):
            end = r + 1
    # letters of tests may stand below the last numbers
    while end < limit and (filled := page.filled(end)) and block.stub not in filled:
        if not set(filled) <= columns or any(len(page.text(end, c)) > 40 for c in filled):
            break
        end += 1
    return end
