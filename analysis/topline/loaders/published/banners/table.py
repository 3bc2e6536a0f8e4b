"""The answers of a table → figures: shares, differences of nets, statistics, sums as a check."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ....language.marking import marked
from ....language.message import Message, PrintedNumber
from ..found.figure import Figure
from ..found.found import Found
from ..found.hints import SAY_UNITS
from ..found.proven import is_between
from ..found.shares import keep_in_unit, set_difference, set_share
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.kinds import is_change, is_lead, is_no_answer, is_no_share, is_technical
from ..words.rows import base_role, is_check, question_id
from .banner import Banner, is_total
from .bases import Bases
from .lines import Answer, Line, column_percents, numbered, tell_apart
from .nets import difference_of_nets, parts_of_net
from .scale import scale_of, unproven


@dataclass(frozen=True)
class Facts:
    """What holds for all answers of a table."""

    page: Page
    banner: Banner
    bases: Bases
    titles: Sequence[str]
    population: str | None = None
    units: str | None = None

    def places(self, lines: Iterable[Line]) -> list[str]:
        """Return where the cells of some lines stand."""
        return [self.page.place(line.row, c) for line in lines for c in line.cells]


def read_table(found: Found, answers: list[Answer], facts: Facts) -> None:
    """Read the answers of a table into its figures and problems."""
    places = facts.places(line for answer in answers for line in answer.lines)
    if not tell_apart([a for a in answers if not a.statistic], facts.bases.shares()):
        found.refuse(Message(_TWO_LINES), SAY_UNITS, places)
        return
    signed = any(answer.of("percent") for answer in answers)
    _leave_out(found, answers, facts, signed)
    proven = facts.units or scale_of(answers, facts.titles, facts.bases.shares())
    scale = None if signed else proven
    shares = [a for a in answers if a.lines and not a.statistic and not is_check(a.label)]
    if not signed and scale is None and any(a.of("number") for a in shares):
        found.refuse(unproven(shares, facts.titles), SAY_UNITS, places)
        return
    if everybody := _row_totals(shares, facts):
        fact = Message(_PERCENTS_OF_ROWS, everybody=repr(everybody), percent=PrintedNumber("100%"))
        found.refuse(fact, "take a table with percents of its columns", places)
        return
    seen: Counter[str] = Counter()
    nets = parts_of_net(answers)
    for order, answer in enumerate(answers, start=1):
        if base_role(answer.label) and not answer.of("percent"):
            continue
        named = numbered(answer.label, seen)
        lines = answer.of("percent") or answer.lines
        # a row of everybody that is a hundred everywhere is a sum, and so is a net of all answers
        hundred = {x.number for line in lines for x in line.cells.values()} == {100.0}
        whole = hundred and (is_total(answer.label) or answer.label.strip().lower() == "net")
        if whole or (is_check(answer.label) and not _among(answer, shares)):
            _check_sum(found, answer, facts, scale)
        elif key := answer.statistic:
            _statistic(found, answer, named, order, key, facts)
        else:
            difference = difference_of_nets(answer, answers)
            if difference is None and is_lead(answer.label):
                fact = Message(_OF_A_DIFFERENCE, label=repr(answer.label))
                own = facts.places(answer.lines)
                found.tell(facts.page.row_place(answer.row), "refused", fact, "", own)
                continue
            _shares_of_answer(
                found, answer, _Row(named, order, nets.get(id(answer)), difference), facts, scale
            )


def _among(answer: Answer, others: Sequence[Answer]) -> bool:
    """Tell whether a row called Total lies between the others in every column, and adds up none."""
    lines = [line.cells for one in others for line in one.of("percent") or one.of("number")]
    own = next(iter(answer.of("percent") or answer.of("number")), None)
    for c, cell in own.cells.items() if own else ():
        held = [x.number for line in lines if (x := line.get(c)) and x.number is not None]
        if not is_between(cell.number, held):
            return False
    return own is not None


def _row_totals(shares: Sequence[Answer], facts: Facts) -> str | None:
    """Return the column of everybody that is a hundred for every answer; None where there is none.

    Percents of rows are shares of those who gave an answer, and none of the groups.
    """
    lines = [next(iter(answer.of("percent") or answer.of("number")), None) for answer in shares]
    held = [line.cells for line in lines if line is not None]
    for c, path in facts.banner.paths.items():
        last = path.rpartition(" > ")[2]
        cells = [cells[c].number for cells in held if c in cells]
        if (is_total(last) or is_check(last)) and len(cells) > 1 and set(cells) == {100.0}:
            return path
    return None


def _leave_out(found: Found, answers: list[Answer], facts: Facts, signed: bool) -> None:
    """Leave out rows and columns of ranks, counts and the like, whatever is said of all numbers.

    Where they have signs, errors and changes are none of the answers' and groups' percents.
    """
    lasts = {c: path.rpartition(" > ")[2] for c, path in facts.banner.paths.items()}
    apart = {
        c: facts.banner.paths[c]
        for c, last in lasts.items()
        if (is_technical(last) or is_change(last) if signed else is_no_share(last))
    }
    named = dict.fromkeys(apart.values())
    known_kinds = {path for c, path in apart.items() if is_technical(lasts[c])}
    places = []
    for answer in answers:
        # means and bases are told apart below
        known = answer.statistic or base_role(answer.label)
        technical = is_technical(answer.label)
        known_kinds |= {answer.label} if technical else set()
        whole = not known and (technical or (is_no_answer(answer.label) and not signed))
        named |= {answer.label: None} if whole else {}
        for line in answer.lines:
            gone = [c for c in line.cells if whole or c in apart]
            places += [facts.page.place(line.row, c) for c in gone]
            line.cells = {c: cell for c, cell in line.cells.items() if c not in gone}
    answers[:] = [one for one in answers if any(line.cells for line in one.lines)]
    if places:
        fact = Message(
            "numbers that are no shares are not taken: {names}", names=", ".join(map(repr, named))
        )
        kind = "note" if known_kinds >= set(named) else "refused"
        remedy = "say what they are in a hint" if kind == "refused" else ""
        found.tell(places[0], kind, fact, remedy, places)


@dataclass(frozen=True)
class _Row:
    """How the figures of an answer are called."""

    answer: str
    order: int
    net_of: str | None
    difference: str | None


def _shares_of_answer(
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
        if held := facts.places(answer.of("percent")):
            found.tell(
                page.row_place(answer.row),
                "refused",
                Message(_NO_LINE_AGREES, answer=repr(row.answer)),
                "check the row in the file",
                held,
            )
        return
    others = [one for one in answer.of("percent") if one is not line]
    if others:
        found.tell(
            page.row_place(others[0].row),
            "note",
            Message("row percents (they do not agree with count ÷ base) are not taken"),
            places=facts.places(others),
        )
    flags = answer.flags()
    # letters of tests and counts are no percents, whatever the format of their cells
    found.told.update(facts.places(answer.of("letters")))
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
        fact = Message(_DIFFERENCE, answer=repr(row.answer), difference=row.difference)
        found.tell(page.row_place(answer.row), "note", fact)


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


def _statistic(
    found: Found, answer: Answer, named: str, order: int, key: str, facts: Facts
) -> None:
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
        figure = _figure(found, cell, line.row, c, _Row(named, order, None, None), facts)
        keep_in_unit(found, figure, cell, key)


def _check_sum(found: Found, answer: Answer, facts: Facts, scale: str | None) -> None:
    """Take a row of sums as a check of the answers above it."""
    lines = answer.of("percent") or (answer.of("number") if scale else [])
    if not lines:
        return
    line = lines[-1]
    page = facts.page
    found.told.update(facts.places([line]))
    totals = [cell.number for cell in line.cells.values() if cell.number is not None]
    most = max(totals, default=0.0) * (100.0 if scale == "proportion" else 1.0)
    if scale == "count":
        return
    if most > 100 + 0.5 * len(found.figures) / max(len(line.cells), 1) + 1:
        first = next(iter(line.cells.values()))
        found.tell(
            page.row_place(line.row),
            "check",
            Message(
                "the answers add up to {text} ({label}), so several answers were allowed",
                text=first.text,
                label=answer.label,
            ),
            "no lead between two answers can be tested from them",
        )


_PERCENTS_OF_ROWS = marked(
    "the column {everybody} is {percent} for every answer: its percents are those of rows"
)
_TWO_LINES = marked(
    "two lines of numbers without signs stand under an answer, and nothing shows which of them are "
    "percents"
)
_OF_A_DIFFERENCE = marked("{label} names a difference, of which answers cannot be told")
_DIFFERENCE = marked("{answer} is {difference}: a difference, which may be negative")
_NO_LINE_AGREES = marked("answer {answer}: no line of percents agrees with count ÷ base")
