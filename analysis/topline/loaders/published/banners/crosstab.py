"""Crosstabs: answers in rows, groups in columns, bases in rows of their own."""

from dataclasses import replace

from ....language.marking import forms
from ....language.message import Message
from ..found.context import Context
from ..found.found import Found
from ..found.hints import TableHint
from ..pages.page import Page
from ..words.kinds import kind_of
from ..words.rows import question_id, table_name
from .banner import HEADINGS_REMEDY, Banner, read_banner
from .bases import read_bases
from .blocks import BaseRow, Block, find_blocks
from .lines import read_answers
from .table import Facts, read_table
from .titles import population_of, question_of


def read_crosstabs(page: Page, context: Context) -> list[Found]:
    """Read every table of a page that has rows of bases."""
    blocks = find_blocks(page)
    found: list[Found] = []
    banner: Banner | None = None
    for block in blocks:
        own = read_banner(page, block.head, block.columns, block.stub)
        if any(own.paths.values()):
            banner = own
        elif banner is not None:
            # the banner stands once, above the first of several questions
            own = Banner(
                {c: banner.paths.get(c, "") for c in block.columns},
                {c: banner.dimensions.get(c, "") for c in block.columns},
                own.titles,
                doubled=banner.doubled,
            )
        parts = _split_at_questions(page, block)
        alone = len(blocks) == 1 and len(parts) == 1
        for question, body in parts:
            part = replace(block, body=body)
            found.append(_read_block(page, part, own, context, alone, question))
        _tell_without_base(found[-1], page, block)
        if block.orphans:
            cells = [(r, c) for r in block.orphans for c in page.filled(r)]
            places = [
                page.place(*at) for at in cells if (x := page.at(*at)) and x.number is not None
            ]
            fact = (
                "other headings stand here without bases of their own: "
                f"{len(places)} numbers below are not read"
            )
            where = page.row_place(block.orphans.start)
            found[-1].tell(where, "refused", fact, "read them by a hint", places)
    return found


def _tell_without_base(found: Found, page: Page, block: Block) -> None:
    """Say which numbers beside the answers stand in columns that have no base.

    Those with a sign of percent are told with all that became no figure.
    """
    cells = ((r, c) for r in block.body for c in page.filled(r) if c > block.stub)
    places = [
        page.place(r, c)
        for r, c in cells
        if c not in block.columns
        and (x := page.at(r, c))
        and x.number is not None
        and not x.percent
    ]
    if places:
        found.tell(
            places[0],
            "refused",
            Message(*_WITHOUT_BASE, n=len(places)),
            "read them by a hint",
            places,
        )


_WITHOUT_BASE = forms(
    "{n} number stands in a column that has no base, and is not read",
    "{n} numbers stand in columns that have no base, and are not read",
)


def _split_at_questions(page: Page, block: Block) -> list[tuple[str, range]]:
    """Part the answers below one row of bases where a line of words alone asks something else."""
    wanted = set(block.columns)
    starts: list[tuple[str, int]] = [("", block.body.start)]
    for r in block.body:
        cell = page.at(r, block.stub)
        if cell is None or cell.number is not None or wanted & set(page.filled(r)):
            continue
        # a short line of words is a title of some answers, and no question
        if "?" in cell.text or question_id(cell.text) or len(cell.text) > _LONG_LABEL:
            starts.append((cell.text, r + 1))
    stops = [*(start for _, start in starts[1:]), block.body.stop]
    parts = [(words, range(at, stop)) for (words, at), stop in zip(starts, stops, strict=True)]
    held = [
        (words, body)
        for words, body in parts
        if any((x := page.at(r, c)) and x.number is not None for r in body for c in wanted)
    ]
    return held or parts[:1]


_LONG_LABEL = 45

_BASES, _LETTERS = 4, 3
"""Rows of bases that a table has at most, and letters of a label that is none of their words."""


def _read_block(
    page: Page, block: Block, banner: Banner, context: Context, alone: bool, asked: str = ""
) -> Found:
    above = asked or _question_beside(page, block)
    titles = [*page.before, *banner.titles]
    name = next(filter(None, map(table_name, reversed(titles))), None)
    question = above or question_of(titles)
    if asked and "?" not in asked and question_id(asked) is None:
        # an item of a question goes with its stem
        question = ": ".join(filter(None, (question_of(titles), asked)))
    table = page.name if alone or not name else name
    layout = "answers in the second column" if block.stub else "crosstab"
    first = block.bases[0].row if block.bases else block.body.start
    found = Found(table, page.row_place(first), layout, question)
    # respondents are called by no words of a base, but for an arm of an experiment, row upon row
    found.named = 0 < len(block.bases) <= _BASES and all(
        len(one.label) > _LETTERS for one in block.bases
    )
    answers = read_answers(page, block.body, block.stub, block.columns)
    bases = read_bases(page, block)
    for r in banner.numbers:
        fact = Message(
            "row {text} of numbers above the answers is not understood",
            text=repr(page.text(r, block.stub)),
        )
        found.tell(page.row_place(r), "doubtful", fact, "say in a hint which base it is")
    fault = banner.fault()
    if fault and len(block.columns) > 1:
        found.refuse(fault, HEADINGS_REMEDY)
    elif not answers:
        found.refuse(Message("no answers stand below the bases"))
    else:
        heads = range(block.head.start, block.body.stop)
        rows = ([page.text(r, c) for c in block.columns if page.at(r, c)] for r in heads)
        # a row above the answers may have a sign for each column, and no numbers
        signed = any(
            len(texts) * 2 > len(block.columns) and all(kind_of(one) == "percent" for one in texts)
            for texts in rows
        )
        units = context.units(table, page.name) or ("percent" if signed else None)
        facts = Facts(page, banner, bases, titles, population_of(titles), units=units)
        read_table(found, answers, facts)
    return found


def read_hinted(page: Page, hint: TableHint, context: Context) -> Found:
    """Read the one table of a page whose rows a hint gives."""
    assert hint.rows is not None
    assert hint.heading_rows is not None
    body = range(hint.rows[0] - 1, min(hint.rows[1], len(page.rows)))
    columns = sorted(
        {c for r in body for c in page.filled(r) if (x := page.at(r, c)) and x.number is not None}
    )
    if not columns or columns[0] == 0:
        found = Found(page.name, page.place(body.start, 0), "crosstab")
        found.refuse(
            Message("the rows of the hint hold no numbers beside labels"),
            "correct its rows",
        )
        return found
    stub = max(c for c in range(columns[0]) if c == 0 or any(page.text(r, c) for r in body))
    bases = [BaseRow(row - 1, role, page.text(row - 1, stub)) for role, row in hint.bases.items()]
    head = range(hint.heading_rows[0] - 1, hint.heading_rows[1])
    block = Block(stub, columns, head, bases, body)
    banner = read_banner(page, head, columns, stub)
    titles = [page.text(r, c) for r in range(head.start) for c in page.filled(r)]
    banner.titles = [*titles, *banner.titles]
    return _read_block(page, block, banner, context, alone=True)


def _question_beside(page: Page, block: Block) -> str:
    """Return the question that stands to the left of the answers, where there is a column of it."""
    if block.stub == 0:
        return ""
    first = block.bases[0].row if block.bases else block.body.start
    column = block.stub - 1
    for span in page.spans:
        if span.left <= column <= span.right and span.top <= first <= span.bottom:
            return page.text(span.top, span.left)
    return next((page.text(r, column) for r in range(first, -1, -1) if page.text(r, column)), "")
