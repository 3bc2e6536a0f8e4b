"""Crosstabs: answers in rows, groups in columns, bases in rows of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.hints import TableHint
from ..found.shares import set_difference, set_share
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.rows import (
    base_role,
    base_words,
    is_check,
    question_id,
    statistic_of,
    table_name,
)
from .banner import Banner, read_banner
from .blocks import BaseRow, Block, find_blocks
from .lines import Answer, Line, column_percents, read_answers
from .nets import difference_of_nets, parts_of_net
from .scale import scale_of
from .titles import population_of, question_of


@dataclass
class Bases:
    """The bases of each column by their role."""

    roles: dict[str, dict[int, float]] = field(default_factory=dict)
    printed: dict[str, dict[int, str]] = field(default_factory=dict)
    words: str = ""

    def shares(self) -> list[Mapping[int, float]]:
        """Return the bases that shares may rest on, the likeliest first."""
        order = ("weighted", "unknown", "unweighted")
        return [self.roles[role] for role in order if role in self.roles]


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
                banner.doubled,
            )
        found.append(_read_block(page, block, own, context, len(blocks) == 1))
    return found


def _read_block(page: Page, block: Block, banner: Banner, context: Context, alone: bool) -> Found:
    above = question_beside(page, block)
    titles = [*page.before, *banner.titles]
    name = next(filter(None, map(table_name, reversed(titles))), None)
    question = above or question_of(titles)
    table = page.name if alone or not name else name
    layout = "answers in the second column" if block.stub else "crosstab"
    first = block.bases[0].row if block.bases else block.body.start
    found = Found(table, page.row_place(first), layout, question)
    answers = read_answers(page, block.body, block.stub, block.columns)
    bases = read_bases(page, block)
    if banner.doubled:
        found.refuse(
            f"two columns have one heading, {banner.doubled[0]!r}",
            "give the rows of headings in a hint",
        )
    elif not any(banner.paths.values()) and len(block.columns) > 1:
        found.refuse("no headings stand above the columns", "give the rows of headings in a hint")
    elif not answers:
        found.refuse("no answers stand below the bases")
    else:
        units = context.units(table, page.name)
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
        found.refuse("the rows of the hint hold no numbers beside labels", "correct its rows")
        return found
    stub = max(c for c in range(columns[0]) if c == 0 or any(page.text(r, c) for r in body))
    bases = [BaseRow(row - 1, role, page.text(row - 1, stub)) for role, row in hint.bases.items()]
    head = range(hint.heading_rows[0] - 1, hint.heading_rows[1])
    block = Block(stub, columns, head, bases, body)
    banner = read_banner(page, head, columns, stub)
    titles = [page.text(r, c) for r in range(head.start) for c in page.filled(r)]
    banner.titles = [*titles, *banner.titles]
    return _read_block(page, block, banner, context, alone=True)


@dataclass(frozen=True)
class Facts:
    """What holds for all answers of a table."""

    page: Page
    banner: Banner
    bases: Bases
    titles: Sequence[str]
    population: str | None = None
    units: str | None = None


def question_beside(page: Page, block: Block) -> str:
    """Return the question that stands to the left of the answers, where there is a column of it."""
    if block.stub == 0:
        return ""
    first = block.bases[0].row if block.bases else block.body.start
    column = block.stub - 1
    for span in page.spans:
        if span.left <= column <= span.right and span.top <= first <= span.bottom:
            return page.text(span.top, span.left)
    return next((page.text(r, column) for r in range(first, -1, -1) if page.text(r, column)), "")


def read_bases(page: Page, block: Block) -> Bases:
    """Read the bases of a block by their role; "Base" beside an unweighted one is weighted."""
    roles = [base.role for base in block.bases]
    bases = Bases()
    for base in block.bases:
        role = base.role
        if role == "unknown" and "unweighted" in roles:
            role = "weighted"
        elif role == "unknown" and "weighted" in roles:
            role = "unweighted"
        if role == "gross" or role in bases.roles:
            continue
        cells = {c: cell for c in block.columns if (cell := page.at(base.row, c)) is not None}
        bases.roles[role] = {
            c: cell.exact if cell.exact is not None else 0.0
            for c, cell in cells.items()
            if cell.number is not None
        }
        bases.printed[role] = {c: cell.text for c, cell in cells.items()}
        bases.words = bases.words or base_words(base.label)
    return bases


def read_table(found: Found, answers: list[Answer], facts: Facts) -> None:
    """Read the answers of a table into its figures and problems."""
    signed = any(answer.of("percent") for answer in answers)
    scale = None
    if not signed:
        scale = facts.units or scale_of(answers, facts.titles, facts.bases.shares())
    shares = [a for a in answers if a.lines and not statistic_of(a.label) and not is_check(a.label)]
    if not signed and scale is None and any(a.of("number") for a in shares):
        found.refuse(
            "its numbers have no percent sign, no words say that they are percents, and they add "
            "up neither to 100 nor to the base",
            'say what they are in a hint: units="percent" or units="count"',
            [
                facts.page.place(line.row, c)
                for a in answers
                for line in a.lines
                for c in line.cells
            ],
        )
        return
    labels: dict[str, int] = {}
    nets = parts_of_net(answers)
    for order, answer in enumerate(answers, start=1):
        if base_role(answer.label) and not answer.of("percent"):
            continue
        number = labels[answer.label] = labels.get(answer.label, 0) + 1
        named = answer.label if number == 1 else f"{answer.label} [{number}]"
        if is_check(answer.label):
            check_sum(found, answer, facts, scale)
        elif key := statistic_of(answer.label):
            statistic(found, answer, named, order, key, facts)
        else:
            difference = difference_of_nets(answer, answers)
            shares_of_answer(
                found, answer, _Row(named, order, nets.get(id(answer)), difference), facts, scale
            )


@dataclass(frozen=True)
class _Row:
    """How the figures of an answer are called."""

    answer: str
    order: int
    net_of: str | None
    difference: str | None


def shares_of_answer(
    found: Found, answer: Answer, row: _Row, facts: Facts, scale: str | None
) -> None:
    """Make the figures of one answer."""
    line, counts = column_percents(answer, facts.bases.shares())
    page = facts.page
    if scale is not None:
        line, counts = next(iter(answer.of("number") or answer.of("marks")), None), None
    elif line is None and answer.of("marks"):
        line = answer.of("marks")[-1]
    if line is None:
        held = [page.place(one.row, c) for one in answer.of("percent") for c in one.cells]
        if held:
            found.tell(
                page.row_place(answer.row),
                "refused",
                f"answer {row.answer!r}: no line of percents agrees with count ÷ base",
                "check the row in the file",
                held,
            )
        return
    others = [one for one in answer.of("percent") if one is not line]
    if others:
        places = [page.place(one.row, c) for one in others for c in one.cells]
        found.told.update(places)
        found.tell(
            page.row_place(others[0].row),
            "note",
            "row percents (they do not agree with count ÷ base) are not taken",
        )
    flags = answer.flags()
    for c, cell in line.cells.items():
        figure = _figure(found, cell, line.row, c, row, facts)
        if counts is not None and c in counts.cells and row.difference is None:
            figure.weighted_count = counts.cells[c].exact
        figure.flag_printed = flags.get(c)
        if row.difference is not None:
            set_difference(found, figure, cell)
        else:
            set_share(found, figure, cell, scale or "percent")
    if row.difference is not None:
        found.tell(
            page.row_place(answer.row),
            "note",
            f"{row.answer!r} is {row.difference}: a difference, which may be negative",
        )


def _figure(found: Found, cell: Cell, row: int, column: int, named: _Row, facts: Facts) -> Figure:
    """Return a figure with its place, its heading and its bases."""
    bases = facts.bases
    path = facts.banner.paths.get(column, "")
    figure = Figure(
        table=found.table,
        where=facts.page.place(row, column),
        question=found.question or None,
        question_id=question_id(found.question),
        answer=named.answer,
        answer_order=named.order,
        net_of=named.net_of,
        group=path or None,
        group_dimension=facts.banner.dimensions.get(column) or None,
        printed=cell.text,
        population=facts.population,
        base_text=bases.words or None,
    )
    unweighted = bases.roles.get("unweighted", {}).get(column)
    if unweighted is not None and unweighted == round(unweighted) and unweighted >= 1:
        figure.set_base(unweighted, bases.printed["unweighted"].get(column))
    figure.base_weighted = bases.roles.get("weighted", {}).get(column)
    figure.n_effective = bases.roles.get("effective", {}).get(column)
    if "unknown" in bases.roles and column in bases.roles["unknown"]:
        printed = bases.printed["unknown"][column]
        figure.base_text = f"{bases.words or 'Base'}: {printed} (weighted or not is not said)"
    return figure


def statistic(found: Found, answer: Answer, named: str, order: int, key: str, facts: Facts) -> None:
    """Make the figures of a row such as Mean; an error below a mean becomes the mean's."""
    line: Line | None = next(iter([*answer.of("number"), *answer.of("percent")]), None)
    if line is None:
        return
    if key == "std_err":
        means = {f.group: f for f in found.figures if f.value_unit == "mean"}
        for c, cell in line.cells.items():
            mean = means.get(facts.banner.paths.get(c) or None)
            if mean is not None and cell.exact is not None:
                mean.std_error = cell.exact
    for c, cell in line.cells.items():
        if cell.number is None:
            continue
        figure = _figure(found, cell, line.row, c, _Row(named, order, None, None), facts)
        figure.set_amount(cell, key)
        found.figures.append(figure)


def check_sum(found: Found, answer: Answer, facts: Facts, scale: str | None) -> None:
    """Take a row of sums as a check of the answers above it."""
    lines = answer.of("percent") or (answer.of("number") if scale else [])
    if not lines:
        return
    line = lines[-1]
    page = facts.page
    found.told.update(page.place(line.row, c) for c in line.cells)
    totals = [cell.number for cell in line.cells.values() if cell.number is not None]
    most = max(totals, default=0.0) * (100.0 if scale == "proportion" else 1.0)
    if scale == "count":
        return
    if most > 100 + 0.5 * len(found.figures) / max(len(line.cells), 1) + 1:
        first = next(iter(line.cells.values()))
        found.tell(
            page.row_place(line.row),
            "check",
            f"the answers add up to {first.text} ({answer.label}), so several answers were allowed",
            "no lead between two answers can be tested from them",
        )
